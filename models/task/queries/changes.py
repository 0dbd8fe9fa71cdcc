"""Which rows of the breakdown the last steps touched, so that a page reads those again and not all of them."""

from dataclasses import dataclass

from sqlalchemy import func, select
from sqlalchemy.orm import Session

from models.journal import Step, changes_of
from models.org.tables import Unit
from models.task.tables import Assignment, AssignmentRule, Target, Task, TaskPerson

MOST_STEPS = 20
_TREE = ("parent_id", "position", "campaign_id", "no", "kind")
_OF_TASK = frozenset(
    (Assignment.__tablename__, AssignmentRule.__tablename__, Target.__tablename__, TaskPerson.__tablename__)
)
_NAMES = frozenset(("campaign", "person", "phase", "unit", "unit_alias"))  # tables whose words stand in the rows


@dataclass(frozen=True, slots=True)
class Changed:
    """`seq` is the newest step; `task_ids` the tasks to read again, None when everything is; `is_moved` when rows were
    added, removed or moved as well, `has_units` when units were added, which no row names yet."""

    seq: int
    task_ids: frozenset[int] | None
    is_moved: bool = False
    has_units: bool = False


def changes_since(session: Session, *, seq: int | None) -> Changed:
    """What happened after step `seq` (None = nothing read yet). A renamed unit or person, a changed rule of the
    campaign, or more than `MOST_STEPS` steps ask for everything."""
    last = session.scalar(select(func.max(Step.seq))) or 0
    if seq is None or last - seq > MOST_STEPS or last < seq:
        return Changed(last, None)
    ids: set[int] = set()
    is_moved = has_units = False
    for number in range(seq + 1, last + 1):
        for row in changes_of(session, number):
            before, after = row.before or {}, row.after or {}
            if row.table == Task.__tablename__:
                is_moved = is_moved or any(before.get(key) != after.get(key) for key in _TREE)
                ids.add(row.row_id)
            elif row.table in _OF_TASK:
                ids |= {image["task_id"] for image in (before, after) if image.get("task_id") is not None}
            elif row.table in _NAMES and row.before is not None:
                return Changed(last, None)
            elif row.table == Unit.__tablename__:
                has_units = True
    return Changed(last, frozenset(ids), is_moved, has_units)
