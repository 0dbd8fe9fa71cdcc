"""异议 of a posted round."""

from sqlalchemy import select
from sqlalchemy.orm import Session

from models.appraisal.rows import ObjectionRow
from models.appraisal.tables import Criterion, Entry, Objection, RoundUnit


def objections(session: Session, *, round_id: int) -> tuple[ObjectionRow, ...]:
    """The objections of a round in order, each with the entry it is about in words."""
    query = (
        select(Objection, RoundUnit.name, Criterion.name, Entry.reason)
        .outerjoin(RoundUnit, (RoundUnit.round_id == Objection.round_id) & (RoundUnit.unit_id == Objection.unit_id))
        .outerjoin(Entry, Entry.id == Objection.entry_id)
        .outerjoin(Criterion, Criterion.id == Entry.criterion_id)
        .where(Objection.round_id == round_id)
        .order_by(Objection.position, Objection.id)
    )
    return tuple(
        ObjectionRow(
            row.id,
            row.round_id,
            row.unit_id,
            unit or "",
            row.entry_id,
            "：".join(part for part in (criterion, reason) if part),
            row.text,
            row.made_on,
            row.answer,
            row.answered_on,
            row.outcome,
        )
        for row, unit, criterion, reason in session.execute(query)
    )
