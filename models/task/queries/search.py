"""Tasks found by what is typed into the search box: words of the title or body, or pinyin initials."""

from dataclasses import dataclass

from sqlalchemy import or_, select
from sqlalchemy.orm import Session

from models.task.tables import Task


@dataclass(frozen=True, slots=True)
class TaskHit:
    """A task found, with its campaign and the title of the row above it."""

    id: int
    campaign_id: int
    title: str
    above: str


def search(session: Session, *, text: str, campaign_id: int | None = None, limit: int = 20) -> tuple[TaskHit, ...]:
    """At most `limit` tasks: titles that begin with `text` first, then other titles, initials, bodies."""
    wanted = text.strip()
    if not wanted:
        return ()
    above = select(Task.id, Task.title).subquery()
    query = (
        select(Task.id, Task.campaign_id, Task.title, above.c.title.label("above"))
        .join(above, above.c.id == Task.parent_id, isouter=True)
        .where(
            or_(
                Task.title.contains(wanted, autoescape=True),
                Task.pinyin.contains(wanted.lower(), autoescape=True),
                Task.body.contains(wanted, autoescape=True),
            )
        )
        .order_by(
            Task.title.startswith(wanted, autoescape=True).desc(),
            Task.title.contains(wanted, autoescape=True).desc(),
            Task.pinyin.startswith(wanted.lower(), autoescape=True).desc(),
            Task.pinyin.contains(wanted.lower(), autoescape=True).desc(),
            Task.position,
            Task.id,
        )
        .limit(limit)
    )
    if campaign_id is not None:
        query = query.where(Task.campaign_id == campaign_id)
    return tuple(TaskHit(row.id, row.campaign_id, row.title, row.above or "") for row in session.execute(query))
