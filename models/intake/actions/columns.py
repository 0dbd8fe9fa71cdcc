"""What the columns of a form mean, remembered for the next file of the same form."""

from collections.abc import Mapping

from sqlalchemy import select
from sqlalchemy.orm import Session

from models.errors import Refusal
from models.intake.readers.columns import meaning_from
from models.intake.tables import ColumnMeaning


def remember_columns(session: Session, *, layout: str, meanings: Mapping[str, str]) -> int:
    """Remember by heading what columns of a layout mean (as in Head.meaning; "" forgets one). Answers how many
    changed."""
    known = {row.heading: row for row in session.scalars(select(ColumnMeaning).where(ColumnMeaning.layout == layout))}
    changed = 0
    for heading, meaning in meanings.items():
        row = known.get(heading)
        if meaning and meaning_from(meaning) is None:
            raise Refusal(f"不知道“{heading}”这一列的含义“{meaning}”。", "请重新选择这一列的含义。")
        if not meaning:
            if row is not None:
                session.delete(row)
                changed += 1
        elif row is None:
            session.add(ColumnMeaning(layout=layout, heading=heading, meaning=meaning))
            changed += 1
        elif row.meaning != meaning:
            row.meaning = meaning
            changed += 1
    session.flush()
    return changed
