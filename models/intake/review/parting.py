"""One row made two, and two made one: how the values of rows are parted and joined. Pure."""

from __future__ import annotations

import re
from collections.abc import Callable, Mapping, Sequence
from dataclasses import replace
from typing import Any

from models.errors import Refusal
from models.intake.characters import first_clause
from models.intake.draft import Contact, Criterion, Duty, Phase, Problem, Reporting, Seat, Target, Task, TaskUnit
from models.intake.review.by_hand import LONGEST_TITLE
from models.intake.review.items import Block
from models.intake.review.names import ordered

# The field that says what a row is, and the long one beside it in which a position may stand as well.
MAIN: Mapping[Block, tuple[str, ...]] = {
    Block.UNITS: ("name",),
    Block.SEATS: ("name", "post"),
    Block.TASKS: ("title", "body"),
    Block.PHASES: ("name", "body"),
    Block.TARGETS: ("indicator", "value"),
    Block.REPORTING: ("what",),
    Block.PLACES: ("name",),
    Block.CONTACTS: ("name", "unit"),
    Block.PROBLEMS: ("problem",),
    Block.CRITERIA: ("item", "content", "body"),
}
_EDGES = " 　\n\t，,。；;、"
_NUMBER = re.compile(
    r"^(?P<no>[一二三四五六七八九十]{1,3}、|[（(][一二三四五六七八九十\d]{1,3}[）)]|\d{1,2}[.．、](?!\d)|[①-⑳])\s*"
)


def parted(block: Block, value: Any, field: str, at: int) -> tuple[Any, Any]:
    """A row as two: what stands before a position in one of its fields, and what stands from there on.

    Both keep units, people and dates. Raises Refusal when one of the two would be empty.
    """
    if field not in MAIN[block]:
        raise Refusal("这一栏里不能拆分。", "请把光标放在任务名称或内容里两件事的中间。")
    words: str = getattr(value, field)
    head, tail = words[:at].rstrip(_EDGES), words[at:].lstrip(_EDGES)
    if not head or not tail:
        raise Refusal("拆分的位置前后都要有文字。", "请把光标放在两件事的中间再拆分。")
    if isinstance(value, Task):
        return _parted_task(value, field, head, tail)
    if isinstance(value, Criterion):
        return _parted_criterion(value, field, head, tail)
    main = MAIN[block][0]
    if field == main:
        return replace(value, **{field: head}), replace(value, **{field: tail}, **_unnumbered(value))
    second = {main: _title(tail), field: tail if field == "body" else ""}
    if field in ("post", "unit", "value"):  # 成员：某局局长、某委主任: the rest is a row of its own kind
        second = {main: "", field: tail}
    return replace(value, **{field: head}), replace(value, **second)


def _unnumbered(value: Any) -> dict[str, Any]:
    return {"no": ""} if hasattr(value, "no") else {}


def _title(words: str) -> str:
    return (first_clause(words) or words)[:LONGEST_TITLE].strip(_EDGES)


def _parted_task(task: Task, field: str, head: str, tail: str) -> tuple[Task, Task]:
    found = _NUMBER.match(tail)
    no, tail = (found["no"].strip(), tail[found.end() :]) if found else ("", tail)
    if field == "title":
        at = task.body.find(tail)
        body, rest = (task.body[:at].rstrip(_EDGES), task.body[at:]) if at > 0 else (task.body, "")
        second = replace(task, title=tail, no=no, body="" if rest.rstrip(_EDGES) == tail else rest)
        return replace(task, title=head, body="" if body == head else body), second
    title = _title(tail)
    body = "" if title == tail.rstrip(_EDGES) else tail
    return replace(task, body="" if head == task.title else head), replace(task, title=title, no=no, body=body)


def _parted_criterion(criterion: Criterion, field: str, head: str, tail: str) -> tuple[Criterion, Criterion]:
    bare = replace(criterion, points=None, cap=None, doubts=(PARTED_POINTS,), unsure=("points",))
    of_first: dict[str, Any] = {field: head}
    of_second: dict[str, Any] = {"item": _title(tail), "content": "", "body": "", "no": "", field: tail}
    kept = tuple(rule for rule in criterion.rules if field != "body" or rule.text in head)
    moved = tuple(rule for rule in criterion.rules if field == "body" and rule.text not in head)
    return replace(bare, **of_first, rules=kept), replace(bare, **of_second, rules=moved)


PARTED_POINTS = "拆开以后请分别写上分值。"


# ---- joining ------------------------------------------------------------------------------------------------


def joined(block: Block, first: Any, second: Any) -> Any:
    """The first row with all that the second one says: its text in the body, units and people once each."""
    if type(first) is not type(second):
        raise Refusal("这两行不是一类，不能合并。", "只能合并同一栏里同类的两行。")
    maker = _JOINED.get(type(first))
    return maker(first, second) if maker is not None else _filled(first, second)


def _lines(*parts: str) -> str:
    """Texts on lines of their own, each once."""
    kept: list[str] = []
    for part in (part.strip() for part in parts):
        if part and all(part.rstrip(_EDGES) not in other for other in kept):
            kept.append(part)
    return "\n".join(kept)


def _units(first: Sequence[TaskUnit], second: Sequence[TaskUnit]) -> tuple[TaskUnit, ...]:
    """Units of both, by their roles; one that leads or is responsible in the first is not its helper as well."""
    known = {(unit.name, unit.duty) for unit in first}
    doing = {unit.name for unit in first if unit.duty in (Duty.LEAD, Duty.RESPONSIBLE)}
    more = [
        unit
        for unit in second
        if (unit.name, unit.duty) not in known and not (unit.duty is Duty.SUPPORT and unit.name in doing)
    ]
    return ordered([unit for duty in Duty for unit in (*first, *more) if unit.duty is duty])


def _once(first: Sequence[Any], second: Sequence[Any]) -> tuple[Any, ...]:
    return tuple(dict.fromkeys((*first, *second)))


def _joined_task(first: Task, second: Task) -> Task:
    text = second.body if second.title in second.body else _lines(second.title, second.body)
    earlier = first.deadline or second.deadline
    return replace(
        first,
        body=_lines(first.body, text),
        units=_units(first.units, second.units),
        people=_once(first.people, second.people),
        deadline=earlier,
        deadlines=_once(first.deadlines, second.deadlines),
        due=first.due if first.deadline else second.due,
    )


def _joined_problem(first: Problem, second: Problem) -> Problem:
    merged: Problem = _filled(first, second)
    return replace(
        merged,
        problem=_lines(first.problem, second.problem),
        units=_units(first.units, second.units),
        people=_once(first.people, second.people),
        measures=_once(first.measures, second.measures),
        photos=_once(first.photos, second.photos),
    )


def _joined_criterion(first: Criterion, second: Criterion) -> Criterion:
    merged: Criterion = _filled(first, second)
    return replace(
        merged,
        content=_lines(first.content, second.content),
        body=_lines(first.body, *(() if second.item == first.item else (second.item,)), second.body),
        rules=_once(first.rules, second.rules),
    )


def _joined_phase(first: Phase, second: Phase) -> Phase:
    merged: Phase = _filled(first, second)
    return replace(merged, body=_lines(first.body, second.name, second.body))


def _joined_seat(first: Seat, second: Seat) -> Seat:
    """A post that went on over the next line."""
    return replace(first, post=f"{first.post}{second.name}{second.post}", unit=first.unit or second.unit)


def _joined_reporting(first: Reporting, second: Reporting) -> Reporting:
    merged: Reporting = _filled(first, second)
    what = first.what if second.what in first.what else f"{first.what}、{second.what}"
    return replace(merged, what=what, who=_once(first.who, second.who))


def _filled(first: Any, second: Any) -> Any:
    """Fields that the first row leaves empty, as the second one has them."""
    own = ("key", "parent", "spot", "doubts", "unsure", "task")
    fields = [name for name in first.__dataclass_fields__ if name not in own]
    missing = {name: getattr(second, name) for name in fields if not getattr(first, name) and getattr(second, name)}
    return replace(first, **missing)


_JOINED: Mapping[type, Callable[[Any, Any], Any]] = {
    Task: _joined_task,
    Problem: _joined_problem,
    Criterion: _joined_criterion,
    Phase: _joined_phase,
    Seat: _joined_seat,
    Reporting: _joined_reporting,
    Target: _filled,
    Contact: _filled,
}
