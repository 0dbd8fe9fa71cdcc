"""The duties of units with a last day, as both sources about tasks look at them."""

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date
from typing import Any

from sqlalchemy import select
from sqlalchemy.orm import Session

from models.task.queries.dated import in_force
from models.task.tables import Assignment, Task
from models.task.terms import DutyState, Role

ANSWERING = (Role.LEAD, Role.RESPONSIBLE)
"""Who answers for a task; 督导 is not scored for it."""
SUPPORTING = (Role.SUPPORT,)


@dataclass(frozen=True, slots=True)
class Duty:
    """A task with a last day for a unit; `done_on` None: not done everywhere.

    `places` counts the cells at which the unit carries it; only there it is recorded how far a duty has come.
    """

    task_id: int
    unit_id: int
    title: str
    due_to: date
    places: int
    done_on: date | None
    places_done: int = 0

    def is_open_at(self, last: date) -> bool:
        """Whether nothing says that it was done by then."""
        return self.done_on is None or self.done_on > last


def duties_due(session: Session, campaign_id: int, last: date, roles: tuple[Role, ...] = ANSWERING) -> Iterator[Duty]:
    """The duties whose last day is `last` or before, those that recur left out; by task and unit."""
    query = (
        select(
            Task.id,
            Task.title,
            Task.due_to,
            Assignment.unit_id,
            Assignment.cell_id,
            Assignment.state,
            Assignment.done_on,
        )
        .join(Task, Task.id == Assignment.task_id)
        .where(Task.campaign_id == campaign_id, Task.due_to <= last, Task.due_every == "")
        .where(Assignment.role.in_(roles), Assignment.state != DutyState.NOT_NEEDED, in_force(last))
        .order_by(Task.due_to, Task.position, Task.id, Assignment.unit_id, Assignment.id)
    )
    found: dict[tuple[int, int], list[Any]] = {}
    for row in session.execute(query):
        found.setdefault((row.id, row.unit_id), []).append(row)
    for (task_id, unit_id), rows in found.items():
        done = [row.done_on or row.due_to for row in rows if row.state is DutyState.DONE]
        yield Duty(
            task_id,
            unit_id,
            rows[0].title,
            rows[0].due_to,
            sum(row.cell_id is not None for row in rows),
            max(done) if len(done) == len(rows) else None,
            sum(row.cell_id is not None and row.state is DutyState.DONE for row in rows),
        )
