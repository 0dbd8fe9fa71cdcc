"""Tasks of the sample that come down to the grid: one at every market, with states, and one at every street."""

from datetime import date, timedelta
from typing import Any

from sqlalchemy import select
from sqlalchemy.orm import Session

from models.grid.tables import GridCell, Level
from models.grid.terms import Stage
from models.journal import insert_many
from models.task.queries.spots import Grid, grid_of
from models.task.rules import Spread, shares_of
from models.task.tables import Assignment, AssignmentRule, Task
from models.task.terms import DutyState, Role

MARKETS_TASK = "熟食区设置三防设施"
STREETS_TASK = "落实门前三包责任制"
_FINISHED = (Stage.DONE, Stage.ACCEPTED, Stage.PAID)
_DRY_MARKETS = frozenset(("石榴巷市场", "长堤市场"))  # no cooked food is sold there


def add_duties_at_cells(session: Session, *, campaign_id: int, today: date) -> None:
    """Write the rules and the rows they make; states follow the stage of each market."""
    grid = grid_of(session)
    levels = {level.position: level.id for level in session.scalars(select(Level))}
    query = select(Task.title, Task.id).where(
        Task.campaign_id == campaign_id, Task.title.in_((MARKETS_TASK, STREETS_TASK))
    )
    tasks = dict(session.execute(query).all())
    stages = dict(session.execute(select(GridCell.id, GridCell.stage)).all())
    _spread(session, grid, tasks[MARKETS_TASK], levels[max(levels)], stages, today)
    _spread(session, grid, tasks[STREETS_TASK], levels[max(levels) - 2], {}, today)


def _spread(session: Session, grid: Grid, task_id: int, level_id: int, stages: dict[int, Stage], today: date) -> None:
    (rule_id,) = insert_many(
        session, AssignmentRule, [{"task_id": task_id, "level_id": level_id, "role": Role.RESPONSIBLE}]
    )
    rows: list[dict[str, Any]] = []
    for number, share in enumerate(shares_of(Spread(level_id), grid.spots)):
        stage = stages.get(share.cell_id, Stage.DONE if number % 2 else Stage.START)
        state, done_on, note = _state(grid.name(share.cell_id), stage, today - timedelta(days=3 + number % 40))
        rows.append(
            {
                "task_id": task_id,
                "unit_id": share.unit_id,
                "role": Role.RESPONSIBLE,
                "position": grid.places[share.cell_id],
                "cell_id": share.cell_id,
                "rule_id": rule_id,
                "state": state,
                "done_on": done_on,
                "state_note": note,
            }
        )
    insert_many(session, Assignment, rows)


def _state(name: str, stage: Stage, day: date) -> tuple[DutyState, date | None, str]:
    if name in _DRY_MARKETS:
        return DutyState.NOT_NEEDED, None, "没有熟食摊位"
    if stage in _FINISHED:
        return DutyState.DONE, day, ""
    if stage in (Stage.BUILDING, Stage.START):
        return DutyState.DOING, None, "随市场改造一并施工" if stage is Stage.BUILDING else ""
    return DutyState.OPEN, None, ""
