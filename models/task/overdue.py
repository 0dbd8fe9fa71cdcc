"""When a task is past its last day; apart from the other rules because the first page needs nothing else of them."""

from datetime import date


def is_overdue(due_to: date | None, due_every: str, on: date) -> bool:
    """Past its last day on the office-local date `on`. A duty that recurs without an end is never past."""
    return due_to is not None and due_to < on and not due_every
