"""A draft parted into what is without doubt and what a person has to look at first."""

from collections.abc import Sequence
from dataclasses import replace
from typing import Any

from models.intake.draft import Criterion, Draft, Task
from models.intake.plain import to_plain


def without_doubt(draft: Draft) -> Draft:
    """Only the items without doubt; a task or criterion below a doubtful one is doubtful with it."""
    doubtful = _with_those_below(draft.tasks)
    doubtful_criteria = _with_those_below(draft.criteria)
    tasks = tuple(task for task in draft.tasks if task.key not in doubtful)
    seats = tuple(seat for seat in draft.seats if not seat.doubts)
    groups = tuple(group for group in draft.groups if not group.doubts)
    named = {unit.name for task in tasks for unit in task.units} | {seat.unit for seat in seats if seat.unit}
    named |= {group.lead_unit for group in groups if group.lead_unit}
    return replace(
        draft,
        groups=groups,
        seats=seats,
        units=tuple(name for name in draft.units if name in named),
        tasks=tasks,
        phases=tuple(phase for phase in draft.phases if not phase.doubts),
        targets=tuple(
            target
            for target in draft.targets
            if not target.doubts and (target.task is None or target.task not in doubtful)
        ),
        reporting=tuple(duty for duty in draft.reporting if not duty.doubts),
        cells=tuple(cell for cell in draft.cells if not cell.doubts),
        contacts=tuple(contact for contact in draft.contacts if not contact.doubts),
        problems=tuple(problem for problem in draft.problems if not problem.doubts),
        criteria=tuple(criterion for criterion in draft.criteria if criterion.key not in doubtful_criteria),
    )


def _with_those_below(items: Sequence[Task] | Sequence[Criterion]) -> set[int]:
    """Keys of the doubtful items of a tree and of all items below them; a parent stands before its items or after."""
    below: dict[int | None, list[int]] = {}
    for item in items:
        below.setdefault(item.parent, []).append(item.key)
    found: set[int] = set()
    waiting = [item.key for item in items if item.doubts]
    while waiting:
        key = waiting.pop()
        if key not in found:
            found.add(key)
            waiting += below.get(key, [])
    return found


_PARTS = ("groups", "seats", "tasks", "phases", "targets", "reporting", "cells", "contacts", "problems", "criteria")


def doubtful_items(draft: Draft) -> list[dict[str, Any]]:
    """The items that `without_doubt` leaves out, as plain objects with their kind and their reasons."""
    kept = without_doubt(draft)
    left: list[dict[str, Any]] = []
    for part in _PARTS:
        known = set(map(id, getattr(kept, part)))
        for item in getattr(draft, part):
            if id(item) not in known:
                plain = to_plain(item)
                left.append({"part": part, "doubts": list(item.doubts) or ["它的上级有疑问。"], "item": plain})
    return left


def is_empty(draft: Draft) -> bool:
    """Whether there is nothing that could be written."""
    return not any(getattr(draft, part) for part in (*_PARTS, "units"))
