"""The office's own mapping of sources to items of a scheme."""

from dataclasses import dataclass

from sqlalchemy import select
from sqlalchemy.orm import Session

from models.appraisal.rows import CriterionRow
from models.appraisal.rules.placing import Place, Tie, counting
from models.appraisal.tables import SourceTie

GONE = "这一项现在没有按次计分的内容，建议仍按评分标准的文字找项目"


@dataclass(frozen=True, slots=True)
class TieRow:
    """A tie with its item in words; `fault` says why it does not act any more."""

    id: int
    tie: Tie
    item: str
    part_words: str
    fault: str = ""


def ties(session: Session, *, scheme_id: int, rows: tuple[CriterionRow, ...]) -> tuple[TieRow, ...]:
    """The ties of a scheme in the order in which they are asked; `rows` are its criteria."""
    by_id = {row.id: row for row in rows}
    query = select(SourceTie).where(SourceTie.scheme_id == scheme_id).order_by(SourceTie.position, SourceTie.id)
    return tuple(_row(one, by_id[one.criterion_id]) for one in session.scalars(query) if one.criterion_id in by_id)


def _row(one: SourceTie, item: CriterionRow) -> TieRow:
    tie = Tie(one.source, one.words, Place(one.criterion_id, one.part))
    slot = next((slot for slot in counting(item.rule) if slot.part == one.part), None) if not item.children else None
    name = f"{item.no} {item.name}".strip()
    return TieRow(one.id, tie, name, slot.words if slot is not None else "", "" if slot is not None else GONE)
