"""Rows that the clerk makes from a paragraph or a row of a sheet: "this is a task", "these are units"."""

from __future__ import annotations

import re
from collections.abc import Callable, Mapping
from decimal import Decimal
from typing import Any

from models.intake.characters import brackets, first_clause, half_digits, squeezed
from models.intake.draft import Contact, Criterion, Phase, Problem, Reporting, Seat, Target, Task
from models.intake.fields.labels import pieces_of
from models.intake.fields.names import is_name_like, leading_name
from models.intake.fields.reporting import reporting_in
from models.intake.fields.responsibility import Responsibility, brackets_of_duty, of_pieces, of_sentences
from models.intake.fields.rules import rules_of
from models.intake.fields.sites import sites_in
from models.intake.fields.targets import targets_in
from models.intake.fields.times import deadlines_in, time_alone, times_in
from models.intake.fields.units import units_of
from models.intake.review.items import Block, Place, UnitEntry
from models.intake.source import Spot
from models.task.deadlines import NOTHING, Due, parse_deadline

_NUMBER = re.compile(
    r"^\s*(?P<no>[一二三四五六七八九十]{1,3}、|[（(][一二三四五六七八九十\d]{1,3}[）)]|\d{1,2}[.．、](?!\d)|[①-⑳])\s*"
)
_LABEL = re.compile(r"^[^：:]{1,10}[：:]\s*")
_POINTS = re.compile(r"[（(]\s*(\d{1,3}(?:\.\d{1,2})?)\s*分\s*[）)]")
_PHONE = re.compile(r"(?<!\d)(?:1\d{10}|0\d{2,3}[-－]?\d{7,8}|\d{7,8})(?!\d)")
LONGEST_TITLE = 60


def values_from(block: Block, number: int | Spot, text: str, years: tuple[int, ...] = ()) -> list[Any]:
    """The rows of a block that a paragraph (its number, or its place) gives; an empty list when it holds none.

    What the text itself tells of units, people and deadlines is read as well; `years` are those of the document.
    """
    spot = number if isinstance(number, Spot) else Spot(number)
    found = _NUMBER.match(text)
    no = found["no"].strip() if found else ""
    rest = text[found.end() :].strip() if found else text.strip()
    if not rest:
        return []
    return _MAKERS[block](spot, no, rest, years)


def units_named(text: str) -> tuple[str, ...]:
    """The units that a paragraph lists, a label in front of them left out."""
    return units_of(_LABEL.sub("", text.strip())).names


def due_of(deadline: str, years: tuple[int, ...]) -> Due:
    """The dates of a deadline in a document of these years."""
    year = years[0] if len(years) == 1 else None
    return parse_deadline(deadline, year=year, years=years) if deadline else NOTHING


def _title(rest: str) -> str:
    return (first_clause(rest) or rest)[:LONGEST_TITLE]


def _said(text: str) -> tuple[str, Responsibility]:
    """The text without its labels and brackets of duty, and what those say."""
    said = Responsibility()
    for start, end, told in reversed(brackets_of_duty(text, bare_units=False)):
        said.add(told)
        text = text[:start] + text[end:]
    before, pieces = pieces_of(text)
    said.add(of_pieces(pieces))
    if not said.units:
        said.add(of_sentences(before))
    return before.strip(" 　，,；;") or text, said


def _without_time(text: str) -> tuple[str, tuple[str, ...]]:
    """The text without a time in brackets behind its first clause, and that time."""
    head = len(first_clause(text))
    for start, end, content in brackets(text):
        if start > max(head, 1) or start < 2:
            continue
        if time := time_alone(content):
            mark = "" if not text[end:].strip() or text[end] in "。；;：:，, " else "。"
            return (text[:start] + mark + text[end:]).strip(), (time,)
    return text, ()


def _task(spot: Spot, no: str, rest: str, years: tuple[int, ...]) -> list[Any]:
    words, said = _said(rest)
    words, bracketed = _without_time(words)
    title = _title(words)
    deadlines = tuple(dict.fromkeys(said.deadlines)) or bracketed or deadlines_in(words)
    deadline = deadlines[0] if deadlines else ""
    body = "" if title == words.rstrip("。；;") else words
    if bracketed:  # （三）总结提升阶段（2026年11月—12月）。…: what stands before the time is a heading
        body = words.removeprefix(title).lstrip("。；;：:，, ")
    task = Task(
        0,
        title,
        no,
        body=body,
        units=tuple(said.units),
        people=tuple(said.people),
        deadline=deadline,
        deadlines=deadlines,
        due=due_of(deadline, years),
        spot=spot,
    )
    return [task]


def _problem(spot: Spot, no: str, rest: str, years: tuple[int, ...]) -> list[Any]:
    words, said = _said(rest)
    deadlines = tuple(dict.fromkeys(said.deadlines)) or deadlines_in(words)
    deadline = deadlines[0] if deadlines else ""
    problem = Problem(
        words.rstrip("。；;"),
        squeezed(no).rstrip(".．、"),
        units=tuple(said.units),
        people=tuple(said.people),
        deadline=deadline,
        due=due_of(deadline, years),
        spot=spot,
    )
    return [problem]


def _criterion(spot: Spot, no: str, rest: str, years: tuple[int, ...]) -> list[Any]:
    stated = _POINTS.search(rest)
    words = (rest[: stated.start()] + rest[stated.end() :]).strip() if stated else rest
    name = _title(words).rstrip("：:")
    body = words[len(name) :].lstrip("：:。；;，, ") if words.startswith(name) else words
    points = Decimal(stated[1]) if stated else None
    rules, cap = rules_of(body, points)
    return [Criterion(0, name, no=no, points=points, body=body, rules=rules, cap=cap, spot=spot)]


def _reporting(spot: Spot, no: str, rest: str, years: tuple[int, ...]) -> list[Any]:
    read = reporting_in(rest)
    if read:
        return [Reporting(one.who, one.what, one.deadline, one.to, due_of(one.deadline, years), spot) for one in read]
    words = deadlines_in(rest)
    deadline = words[0] if words else ""
    return [Reporting((), rest.rstrip("。"), deadline, due=due_of(deadline, years), spot=spot)]


def _phase(spot: Spot, no: str, rest: str, years: tuple[int, ...]) -> list[Any]:
    title = _title(rest)
    times = times_in(rest)
    time = times[0].words if times else ""
    name = re.sub(r"[（(][^（）()]*[）)]$", "", title) if time and time in title else title
    return [Phase(name or title, time, due_of(time, years), body=rest if title != rest else "", spot=spot)]


def _target(spot: Spot, no: str, rest: str, years: tuple[int, ...]) -> list[Any]:
    figures = targets_in(rest)
    return [Target(one.indicator, one.value, spot=spot) for one in figures] or [Target(_title(rest), "", spot=spot)]


def _units(spot: Spot, no: str, rest: str, years: tuple[int, ...]) -> list[Any]:
    return [UnitEntry(name, spot=spot) for name in units_named(rest)]


def _places(spot: Spot, no: str, rest: str, years: tuple[int, ...]) -> list[Any]:
    sites = sites_in(rest, any_name=True)
    if sites is None:
        return []
    points = [Place(sites.area, one.name, one.batch, one.stage, one.progress, spot) for one in sites.points]
    return [Place(sites.area, spot=spot), *points]


def _contacts(spot: Spot, no: str, rest: str, years: tuple[int, ...]) -> list[Any]:
    phones = _PHONE.findall(half_digits(rest))
    words = [part for part in re.split(r"[\s，,：:；;、]+", _PHONE.sub(" ", half_digits(rest))) if part]
    words = [part for part in words if part not in ("联系人", "联系电话", "电话", "手机")]
    name = next((part for part in words if is_name_like(part)), "")
    others = [part for part in words if part != name]
    if not name and not phones:
        return []
    unit = others[0] if others else ""
    return [Contact(unit, name, "".join(others[1:]), phones[0] if phones else "", spot)]


def _seats(spot: Spot, no: str, rest: str, years: tuple[int, ...]) -> list[Any]:
    label, mark, words = rest.partition("：")
    role, words = ("".join(label.split()), words) if mark and len(label) <= 12 else ("成员", rest)
    named = leading_name(words.strip())
    if named is not None:
        return [Seat("", role, named[0], named[1].strip(" 　，,、"), spot=spot)]
    return [Seat("", role, "", words.strip(), spot=spot)]


_MAKERS: Mapping[Block, Callable[[Spot, str, str, tuple[int, ...]], list[Any]]] = {
    Block.UNITS: _units,
    Block.SEATS: _seats,
    Block.TASKS: _task,
    Block.PHASES: _phase,
    Block.TARGETS: _target,
    Block.REPORTING: _reporting,
    Block.PLACES: _places,
    Block.CONTACTS: _contacts,
    Block.PROBLEMS: _problem,
    Block.CRITERIA: _criterion,
}
