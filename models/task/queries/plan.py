"""Phases and targets of a campaign."""

from dataclasses import dataclass
from datetime import date

from sqlalchemy import func, select
from sqlalchemy.orm import Session

from models.task.queries.details import TargetRow
from models.task.tables import Phase, Target, Task


@dataclass(frozen=True, slots=True)
class PhaseRow:
    """A phase with its time as written, its dates (`ends` is the last day) and how many tasks it holds."""

    id: int
    position: int
    name: str
    time_words: str
    starts: date | None
    ends: date | None
    body: str
    tasks: int


def phases(session: Session, *, campaign_id: int) -> tuple[PhaseRow, ...]:
    """The phases of a campaign in order."""
    in_phases = select(Task.phase_id, func.count(Task.id).label("tasks")).where(Task.campaign_id == campaign_id)
    counted = {row.phase_id: row.tasks for row in session.execute(in_phases.group_by(Task.phase_id))}
    return tuple(
        PhaseRow(row.id, row.position, row.name, row.time_words, row.starts, row.ends, row.body, counted.get(row.id, 0))
        for row in session.execute(
            select(Phase.id, Phase.position, Phase.name, Phase.time_words, Phase.starts, Phase.ends, Phase.body)
            .where(Phase.campaign_id == campaign_id)
            .order_by(Phase.position, Phase.id)
        )
    )


def targets(session: Session, *, campaign_id: int) -> tuple[TargetRow, ...]:
    """All targets of a campaign: its own first, then those of tasks."""
    query = (
        select(Target.id, Target.task_id, Target.indicator, Target.value, Task.title)
        .join(Task, Task.id == Target.task_id, isouter=True)
        .where(Target.campaign_id == campaign_id)
        .order_by(Target.task_id.is_not(None), Task.position, Target.position, Target.id)
    )
    return tuple(TargetRow(*row[:4], row[4] or "") for row in session.execute(query))


def campaign_targets(session: Session, *, campaign_id: int) -> tuple[TargetRow, ...]:
    """The targets of the campaign as a whole, in order."""
    return tuple(row for row in targets(session, campaign_id=campaign_id) if row.task_id is None)
