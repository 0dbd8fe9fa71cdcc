"""Moving deadlines: tasks are due on another day, and their words say so."""

from collections.abc import Sequence
from datetime import date

from sqlalchemy.orm import Session

from models.task.actions.places import tasks_of
from models.task.actions.tasks import campaign_of, change
from models.task.rules.moving_days import why_not_movable_to_day, words_of_move
from models.task.tables import Task


def move_deadlines(session: Session, *, task_ids: Sequence[int], to: date) -> None:
    """These tasks are due on the day `to`; the words are written anew (5月31日前). A stretch of time keeps its first
    day, or loses it when the new day lies before it. Refuses tasks that recur."""
    for task in tasks_of(session, task_ids).values():
        refused = why_not_movable_to_day(task.title, task.due_every)
        if refused is not None:
            raise refused
        if task.due_to != to:
            _move(session, task, to)


def _move(session: Session, task: Task, to: date) -> None:
    campaign = campaign_of(session, task.campaign_id)
    year = campaign.year if campaign.year_end in (None, campaign.year) else None
    first = task.due_from if task.due_from is not None and task.due_from <= to else None
    words = words_of_move(due_from=first, to=to, year=year)
    change(session, task, deadline=words, due_from=first, due_to=to, due_every="")
