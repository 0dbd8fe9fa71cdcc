"""A draft as the JSON that `read --json` prints."""

from collections.abc import Iterator, Sequence
from datetime import date
from decimal import Decimal
from typing import Any

from models.intake.draft import Criterion, Draft, Problem, Task


def as_json(draft: Draft) -> dict[str, Any]:
    """The form of `read --json`: empty lists where the text states none, null where a field is not stated.

    `doubts` names the items that a person has to look at: the list and the place in it, the fields, the reasons.
    """
    titles = {task.key: task.title for task in draft.tasks}
    return {
        "kind": draft.kind.value,
        "title": draft.title,
        "leaders": [
            {"group": seat.group or None, "role": seat.role, "name": seat.name or None, "post": seat.post or None}
            for seat in draft.seats
            if not seat.unit
        ],
        "units": list(draft.units),
        "tasks": [_task_json(task, titles) for task in draft.tasks],
        "phases": [{"name": phase.name, "time": phase.time} for phase in draft.phases],
        "targets": [{"indicator": target.indicator, "value": target.value} for target in draft.targets],
        "reporting": [
            {"who": list(duty.who), "what": duty.what, "deadline": duty.deadline} for duty in draft.reporting
        ],
        "contacts": [
            {
                "unit": contact.unit,
                "name": contact.name,
                "post": contact.post or None,
                "phone": contact.phone or None,
            }
            for contact in draft.contacts
        ],
        "cells": [{"area": cell.area, "points": [point.name for point in cell.points]} for cell in draft.cells],
        "problems": [_problem_json(problem) for problem in draft.problems],
        "criteria": [_criterion_json(criterion) for criterion in draft.criteria if not criterion.is_heading],
        "doubts": list(_doubts(draft)),
        "warnings": list(draft.warnings),
    }


def _doubts(draft: Draft) -> Iterator[dict[str, Any]]:
    lists: dict[str, Sequence[Any]] = {
        "leaders": [seat for seat in draft.seats if not seat.unit],
        "tasks": draft.tasks,
        "phases": draft.phases,
        "targets": draft.targets,
        "reporting": draft.reporting,
        "contacts": draft.contacts,
        "cells": draft.cells,
        "problems": draft.problems,
        "criteria": [criterion for criterion in draft.criteria if not criterion.is_heading],
    }
    for name, items in lists.items():
        for at, item in enumerate(items):
            if item.doubts:
                yield {"in": name, "at": at, "fields": list(item.unsure), "reasons": list(item.doubts)}


def _task_json(task: Task, titles: dict[int, str]) -> dict[str, Any]:
    return {
        "no": task.no or None,
        "parent": None if task.parent is None else titles[task.parent],
        "title": task.title,
        "body": task.body,
        "lead_units": list(task.lead_units),
        "support_units": list(task.support_units),
        "units": [{"name": unit.name, "role": unit.role, "order": unit.order} for unit in task.units],
        "people": [{"name": one.name, "role": one.role, "post": one.post or None} for one in task.people],
        "deadline": task.deadline or None,
        "deadlines": list(task.deadlines),
        "due": {"from": _iso(task.due.from_), "to": _iso(task.due.to), "every": task.due.every},
        "source": task.spot.to_json(),
    }


def _problem_json(problem: Problem) -> dict[str, Any]:
    return {
        "no": problem.no or None,
        "place": problem.place or None,
        "problem": problem.problem,
        "lead_units": list(problem.lead_units),
        "units": [{"name": unit.name, "role": unit.role, "order": unit.order} for unit in problem.units],
        "people": [one.name for one in problem.people],
        "measures": list(problem.measures),
        "deadline": problem.deadline or None,
        "due": {"from": _iso(problem.due.from_), "to": _iso(problem.due.to), "every": problem.due.every},
        "status": problem.status or None,
        "photos": list(problem.photos),
        "source": problem.spot.to_json(),
    }


def _criterion_json(criterion: Criterion) -> dict[str, Any]:
    return {
        "section": criterion.section or None,
        "no": criterion.no or None,
        "item": criterion.item,
        "points": _number(criterion.points),
        "unit": criterion.unit or None,
        "rules": [{"text": rule.text, "points": _number(rule.points)} for rule in criterion.rules],
        "cap": _number(criterion.cap),
        "source": criterion.spot.to_json(),
    }


def _number(value: Decimal | None) -> int | float | None:
    if value is None:
        return None
    return int(value) if value == value.to_integral_value() else float(value)


def _iso(day: date | None) -> str | None:
    return None if day is None else day.isoformat()
