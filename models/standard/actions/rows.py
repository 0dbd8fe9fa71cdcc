"""Rows of a standard as they stand in the table: fields and tasks of several indicators in one step."""

from collections.abc import Mapping
from typing import Any

from sqlalchemy import select
from sqlalchemy.orm import Session

from models.records import fetch_all
from models.standard.actions.indicators import update_indicators
from models.standard.actions.ties import connect_tasks
from models.standard.tables import Indicator, TaskIndicator
from models.task.tables import Task

TASKS = "task_ids"


def change_rows(session: Session, *, changes: Mapping[int, Mapping[str, Any]], campaign_id: int | None = None) -> None:
    """Change fields of several indicators: {id: {field: value}}; under `task_ids` the tasks of `campaign_id` that
    serve it, in order, while those of other campaigns stay (None: all tasks are meant)."""
    fetch_all(session, Indicator, changes)
    fields = {key: {name: value for name, value in row.items() if name != TASKS} for key, row in changes.items()}
    update_indicators(session, changes={key: row for key, row in fields.items() if row})
    for indicator_id, row in changes.items():
        if TASKS in row:
            kept = [one for one in _tasks_elsewhere(session, indicator_id, campaign_id) if one not in row[TASKS]]
            connect_tasks(session, indicator_id=indicator_id, task_ids=[*kept, *row[TASKS]])


def _tasks_elsewhere(session: Session, indicator_id: int, campaign_id: int | None) -> list[int]:
    """The tasks of other campaigns that serve it; none when all campaigns are meant."""
    if campaign_id is None:
        return []
    query = (
        select(TaskIndicator.task_id)
        .join(Task, Task.id == TaskIndicator.task_id)
        .where(TaskIndicator.indicator_id == indicator_id, Task.campaign_id != campaign_id)
        .order_by(TaskIndicator.position, TaskIndicator.id)
    )
    return list(session.scalars(query))
