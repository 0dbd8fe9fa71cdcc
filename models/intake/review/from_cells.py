"""A row of a sheet that the clerk says is a task, a problem, a contact …: its cells by their headings."""

from __future__ import annotations

import re
from collections.abc import Mapping
from dataclasses import replace
from decimal import Decimal
from typing import Any

from models.intake.characters import half_digits, squeezed
from models.intake.draft import Contact, Criterion, Problem, Seat, Target, Task
from models.intake.fields.labels import Piece
from models.intake.fields.responsibility import Responsibility, of_pieces
from models.intake.fields.rules import rules_of
from models.intake.readers.columns import Column, Form, Meaning, column_of, meaning_of
from models.intake.review.by_hand import due_of, values_from
from models.intake.review.items import Block, Place
from models.intake.source import Spot

_EMPTY = ("", "/", "—", "-", "无")
_FORMS: Mapping[Block, Form] = {
    Block.SEATS: Form.MEMBERS,
    Block.TASKS: Form.BREAKDOWN,
    Block.PHASES: Form.PHASES,
    Block.TARGETS: Form.TARGETS,
    Block.PLACES: Form.SITES,
    Block.CONTACTS: Form.CONTACTS,
    Block.PROBLEMS: Form.LEDGER,
    Block.CRITERIA: Form.SCORES,
}
_SAYING: Mapping[Block, tuple[Column, ...]] = {
    Block.TASKS: (Column.TASK, Column.DETAIL, Column.MEASURE, Column.GROUP),
    Block.PHASES: (Column.PHASE,),
    Block.TARGETS: (Column.INDICATOR,),
    Block.PROBLEMS: (Column.PROBLEM,),
    Block.CRITERIA: (Column.ITEM, Column.CONTENT, Column.GROUP),
}


def value_of_row(block: Block, spot: Spot, cells: Mapping[str, str], years: tuple[int, ...]) -> Any | None:
    """What a row of a sheet says, its cells by their headings; None when they hold nothing of the kind."""
    filled = {heading: text.strip() for heading, text in cells.items() if squeezed(text) not in _EMPTY}
    if not filled:
        return None
    by_column: dict[Column, str] = {}
    for heading, text in filled.items():
        meaning = _meaning(heading, block)
        if meaning is not None and meaning.label is None:
            by_column.setdefault(meaning.column, text)
    words = next((by_column[one] for one in _SAYING.get(block, ()) if one in by_column), "")
    if not words:
        words = max((text for heading, text in filled.items() if column_of(heading) is None), key=len, default="")
    pieces = [
        Piece(meaning.label, text, 0, 0)
        for heading, text in filled.items()
        if (meaning := _meaning(heading, block)) is not None and meaning.label is not None
    ]
    if block is Block.CONTACTS:
        return _contact(spot, by_column)
    if block is Block.SEATS:
        role = by_column.get(Column.ROLE, "成员")
        post = by_column.get(Column.UNIT, "") + by_column.get(Column.POST, "")
        return Seat("", role, squeezed(by_column.get(Column.NAME, "")), post, spot=spot) if by_column else None
    if block is Block.PLACES:
        name = squeezed(by_column.get(Column.PLACE, ""))
        area = squeezed(by_column.get(Column.AREA, ""))
        batch, stage = by_column.get(Column.BATCH, ""), by_column.get(Column.STAGE, "")
        return Place(area, name, batch, stage, spot=spot) if name or area else None
    if block is Block.TARGETS:
        return Target(squeezed(words), squeezed(by_column.get(Column.TARGET, "")), spot=spot) if words else None
    made = values_from(block, spot, words or "　".join(filled.values()), years)
    return _completed(made[0], by_column, of_pieces(pieces), years) if made else None


def _meaning(heading: str, block: Block) -> Meaning | None:
    """What a heading means in the form of a block, else in any form that knows it."""
    form = _FORMS.get(block)
    found = meaning_of(heading, form) if form is not None else None
    if found is None and (column := column_of(heading)) is not None and column is not Column.LABEL:
        found = Meaning(column)
    return found


def _contact(spot: Spot, cells: Mapping[Column, str]) -> Contact | None:
    unit, name, post = (squeezed(cells.get(one, "")) for one in (Column.UNIT, Column.NAME, Column.POST))
    phone = half_digits(squeezed(cells.get(Column.PHONE, "")))
    return Contact(unit, name, post, phone, spot) if name or unit else None


def _completed(value: Any, cells: Mapping[Column, str], said: Responsibility, years: tuple[int, ...]) -> Any:
    """A row read from its first words, with what the other columns say."""
    number = squeezed(cells.get(Column.NO, "")).rstrip(".．、")
    if hasattr(value, "no") and number:
        value = replace(value, no=number)
    if isinstance(value, Task | Problem):
        deadline = said.deadlines[0] if said.deadlines else value.deadline
        value = replace(
            value,
            units=tuple(said.units) or value.units,
            people=tuple(said.people) or value.people,
            deadline=deadline,
            due=due_of(deadline, years),
        )
    if isinstance(value, Task):
        details = (cells.get(one, "") for one in (Column.DETAIL, Column.MEASURE) if Column.TASK in cells)
        body = "\n".join(part for part in (value.body, *details) if part)
        return replace(value, body=body, deadlines=tuple(said.deadlines) or value.deadlines)
    if isinstance(value, Problem):
        measures = cells.get(Column.MEASURE, "") or cells.get(Column.DETAIL, "")
        return replace(
            value,
            place=squeezed(cells.get(Column.PLACE, "") or cells.get(Column.AREA, "")),
            measures=tuple(line for line in measures.split("\n") if line.strip()),
            kind=squeezed(cells.get(Column.KIND, "")),
            found=squeezed(cells.get(Column.FOUND, "")),
            status=squeezed(cells.get(Column.STATUS, "") or cells.get(Column.STAGE, "")),
            note=cells.get(Column.NOTE, ""),
        )
    if isinstance(value, Criterion):
        points = _points(cells.get(Column.POINTS, ""))
        body = cells.get(Column.CRITERIA, "") or value.body
        rules, cap = rules_of(body, points)
        content = cells.get(Column.CONTENT, "") if Column.ITEM in cells else ""
        return replace(
            value,
            content=content or value.content,
            points=points if points is not None else value.points,
            body=body,
            rules=rules,
            cap=cap,
            unit=squeezed(cells.get(Column.ASSESSOR, "")),
            section=squeezed(cells.get(Column.GROUP, "")),
            note=cells.get(Column.NOTE, ""),
        )
    return value


def _points(text: str) -> Decimal | None:
    plain = half_digits(squeezed(text)).removesuffix("分")
    return Decimal(plain) if re.fullmatch(r"\d{1,4}(\.\d{1,2})?", plain) else None
