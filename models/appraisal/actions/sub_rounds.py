"""Which sub-round an entry belongs to when nothing is said: the first one of its component."""

from sqlalchemy import select
from sqlalchemy.orm import Session

from models.appraisal.tables import Criterion, RoundPart


def first_part(session: Session, round_id: int, criterion_id: int) -> int | None:
    """The first sub-round of the component an item belongs to, by itself or by a heading above; None without any. An
    entry of no sub-round would not count where there are some."""
    row = session.get(Criterion, criterion_id)
    while row is not None and row.component_id is None:
        row = session.get(Criterion, row.parent_id) if row.parent_id is not None else None
    if row is None:
        return None
    query = select(RoundPart.id).where(RoundPart.round_id == round_id, RoundPart.component_id == row.component_id)
    return session.scalar(query.order_by(RoundPart.position, RoundPart.id).limit(1))
