"""Standards as a whole: create, change, order, delete."""

from collections.abc import Sequence
from typing import Any

from sqlalchemy import select
from sqlalchemy.orm import Session

from models.base import new_id
from models.errors import Refusal
from models.org.rules import clean, clean_name, why_no_name
from models.records import change, fetch, next_position, shift_records
from models.standard.actions.indicators import delete_indicators
from models.standard.tables import Indicator, Standard

_FIELDS = ("name", "issue", "note")


def create_standard(session: Session, *, name: str, issue: str = "", note: str = "") -> int:
    """A new standard at the end of the list."""
    row = Standard(id=new_id(), position=next_position(session, Standard), name="", issue="", note="")
    _fill(session, row, {"name": name, "issue": issue, "note": note})
    session.add(row)
    session.flush()
    return row.id


def update_standard(session: Session, *, standard_id: int, **fields: Any) -> None:
    """Change name, issue (版本) or note."""
    _fill(session, fetch(session, Standard, standard_id), fields)


def shift_standards(session: Session, *, standard_ids: Sequence[int], by: int) -> None:
    """Move standards one place up (`by` -1) or down (+1)."""
    shift_records(session, Standard, standard_ids, by, ())


def delete_standard(session: Session, *, standard_id: int) -> int:
    """Delete a standard with its indicators, their links and ties to tasks. Answers how many indicators went."""
    row = fetch(session, Standard, standard_id)
    ids = list(session.scalars(select(Indicator.id).where(Indicator.standard_id == standard_id)))
    gone = delete_indicators(session, indicator_ids=ids)
    session.delete(row)
    return gone


def _fill(session: Session, row: Standard, fields: dict[str, Any]) -> None:
    values = dict(fields)
    if "name" in values:
        refusal = why_no_name(values["name"], "标准")
        if refusal:
            raise refusal
    for key in ("name", "issue"):
        if key in values:
            values[key] = clean_name(values[key])
    if "note" in values:
        values["note"] = clean(values["note"])
    name, issue = values.get("name", row.name), values.get("issue", row.issue)
    with session.no_autoflush:
        same = session.scalars(select(Standard.id).where(Standard.name == name, Standard.issue == issue)).all()
    if any(other != row.id for other in same):
        words = f"{name}（{issue}）" if issue else name
        raise Refusal(f"已经有“{words}”这套标准。", "请换一个名称或版本，或直接使用已有的。")
    change(row, values, _FIELDS)
