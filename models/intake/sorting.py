"""A draft parted into what is without doubt and what a person has to look at first."""

from dataclasses import replace
from typing import Any

from models.intake.draft import Draft
from models.intake.plain import to_plain


def without_doubt(draft: Draft) -> Draft:
    """Only the items without doubt; a task below a doubtful one is doubtful with it."""
    doubtful = {task.key for task in draft.tasks if task.doubts}
    while True:
        below = {task.key for task in draft.tasks if task.parent in doubtful} - doubtful
        if not below:
            break
        doubtful |= below
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
    )


_PARTS = ("groups", "seats", "tasks", "phases", "targets", "reporting", "cells", "contacts")


def doubtful_items(draft: Draft) -> list[dict[str, Any]]:
    """The items that `without_doubt` leaves out, as plain objects with their kind and their reasons."""
    kept = without_doubt(draft)
    left: list[dict[str, Any]] = []
    for part in _PARTS:
        known = set(map(id, getattr(kept, part)))
        for item in getattr(draft, part):
            if id(item) not in known:
                plain = to_plain(item)
                left.append({"part": part, "doubts": list(item.doubts) or ["它的上级任务有疑问。"], "item": plain})
    return left


def is_empty(draft: Draft) -> bool:
    """Whether there is nothing that could be written."""
    return not any(getattr(draft, part) for part in (*_PARTS, "units"))
