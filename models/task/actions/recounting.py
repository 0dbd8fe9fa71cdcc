"""Deadlines that count working days follow the calendar when the office changes it."""

from collections.abc import Iterator
from datetime import date

from sqlalchemy import select
from sqlalchemy.orm import Session

from models.task.due_words import read_span
from models.task.tables import Task
from models.workdays.queries import work_calendar
from models.workdays.rules import WorkCalendar


def recount_spans(session: Session, *, before: WorkCalendar) -> int:
    """Last days that were counted by the calendar `before` are counted by the present one; how many changed.

    A last day that was typed by hand is not one of them and stays.
    """
    found = list(_outdated(session, before))
    for task, last in found:
        task.due_to = last
    return len(found)


def outdated_spans(session: Session, *, before: WorkCalendar) -> int:
    """How many last days `recount_spans` would change."""
    return sum(1 for _ in _outdated(session, before))


def _outdated(session: Session, before: WorkCalendar) -> Iterator[tuple[Task, date]]:
    now = work_calendar(session)
    query = select(Task).where(Task.due_from.is_not(None), Task.due_to.is_not(None), Task.deadline.contains("工作日"))
    for task in session.scalars(query):
        span = read_span(task.deadline)
        if span is None or task.due_from is None or task.due_to != span.end(task.due_from, before):
            continue
        last = span.end(task.due_from, now)
        if last != task.due_to:
            yield task, last
