"""Tasks as owners of attachments: by their official number, in the order of the breakdown."""

from datetime import date

from sqlalchemy.orm import Session

from models.attachment.owners import Owned, Owner
from models.attachment.terms import Holder
from models.task.queries import task_tree


def _listed(session: Session, campaign_id: int | None, day: date | None) -> tuple[Owned, ...]:
    if campaign_id is None:
        return ()
    return tuple(
        Owned(row.id, row.number, row.title, row.parent_id)
        for row in task_tree(session, campaign_id=campaign_id, on=day)
    )


OWNER = Owner(Holder.TASK, _listed)
