"""The words of the page's filter, applied to tasks in views that are no table of tasks."""

from __future__ import annotations

from collections.abc import Callable

from models.task.queries import TaskRow
from models.task.terms import Role
from ui.task.columns import search_text
from ui.task.views.base import Scope


def wanted_by(scope: Scope) -> Callable[[TaskRow], bool]:
    """Whether the filters leave a task: its words in the fields that the table shows, and the tasks chosen."""
    words = scope.text.lower().split()

    def is_wanted(row: TaskRow) -> bool:
        if scope.ids is not None and row.id not in scope.ids:
            return False
        if not words:
            return True
        text = _text(row)
        return all(word in text for word in words)

    return is_wanted


def _text(row: TaskRow) -> str:
    units = " ".join(ref.name for role in Role for ref in row.units(role))
    people = " ".join((*row.leaders, *row.owners, *row.contacts))
    parts = (row.title, row.deadline, row.note, row.target, row.phase, units, people, search_text(row))
    return " ".join(parts).lower()
