"""Rows that the clerk makes from a paragraph: "this is a task", "these are units"."""

from __future__ import annotations

import re
from typing import Any

from models.intake.characters import first_clause
from models.intake.draft import Phase, Reporting, Seat, Target, Task
from models.intake.fields.names import leading_name
from models.intake.fields.units import units_of
from models.intake.review.items import Block, UnitEntry
from models.intake.source import Spot

_NUMBER = re.compile(
    r"^\s*(?P<no>[一二三四五六七八九十]{1,3}、|[（(][一二三四五六七八九十\d]{1,3}[）)]|\d{1,2}[.．、](?!\d)|[①-⑳])\s*"
)
_LABEL = re.compile(r"^[^：:]{1,10}[：:]\s*")
LONGEST_TITLE = 60


def values_from(block: Block, number: int, text: str) -> list[Any]:
    """The rows of a block that a paragraph gives; an empty list when it holds nothing of the kind."""
    spot = Spot(number)
    found = _NUMBER.match(text)
    no = found["no"] if found else ""
    rest = text[found.end() :].strip() if found else text.strip()
    title = (first_clause(rest) or rest)[:LONGEST_TITLE]
    if not rest:
        return []
    if block is Block.TASKS:
        return [Task(0, title, no, body="" if title == rest.rstrip("。") else rest, spot=spot)]
    if block is Block.REPORTING:
        return [Reporting((), rest.rstrip("。"), "", spot=spot)]
    if block is Block.PHASES:
        return [Phase(title, body=rest if title != rest else "", spot=spot)]
    if block is Block.TARGETS:
        return [Target(title, "", spot=spot)]
    if block is Block.UNITS:
        return [UnitEntry(name, spot=spot) for name in units_of(_LABEL.sub("", rest)).names]
    if block is Block.SEATS:
        return [_seat(text, spot)]
    return []


def _seat(text: str, spot: Spot) -> Seat:
    label, mark, rest = text.partition("：")
    role, words = ("".join(label.split()), rest) if mark and len(label) <= 12 else ("成员", text)
    named = leading_name(words.strip())
    if named is not None:
        return Seat("", role, named[0], named[1].strip(" 　，,、"), spot=spot)
    return Seat("", role, "", words.strip(), spot=spot)
