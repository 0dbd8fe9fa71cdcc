"""Cells of the grid as owners of attachments: by their code, in the order of the grid."""

from datetime import date

from sqlalchemy.orm import Session

from models.attachment.owners import Owned, Owner
from models.attachment.terms import Holder
from models.grid.queries import cells


def _listed(session: Session, campaign_id: int | None, day: date | None) -> tuple[Owned, ...]:
    return tuple(Owned(row.id, row.code, row.name, row.parent_id) for row in cells(session))


OWNER = Owner(Holder.CELL, _listed)
