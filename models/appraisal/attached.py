"""Entries of appraisals as owners of attachments: by round, unit and item, in the order in which they were made."""

from datetime import date

from sqlalchemy.orm import Session

from models.appraisal.queries.entries import entries
from models.appraisal.queries.rounds import rounds
from models.attachment.owners import Owned, Owner
from models.attachment.terms import Holder


def _listed(session: Session, campaign_id: int | None, day: date | None) -> tuple[Owned, ...]:
    if campaign_id is None:
        return ()
    return tuple(
        Owned(entry.id, "", " ".join(filter(None, (row.name, entry.unit, entry.criterion, entry.reason))))
        for row in rounds(session, campaign_id=campaign_id)
        for entry in entries(session, round_id=row.id)
    )


OWNER = Owner(Holder.ENTRY, _listed)
