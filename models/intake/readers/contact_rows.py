"""Rows of a contact list: one person in a row, or several (分管领导 | 电话 | 联络员 | 电话)."""

import re
from dataclasses import dataclass, field

from models.intake.characters import half_digits, squeezed
from models.intake.draft import Contact
from models.intake.fields.labels import About
from models.intake.fields.names import is_name_like
from models.intake.readers.cells import (
    DITTO,
    NOTHING_THERE,
    Setting,
    TableReading,
    data_rows,
    doubts_of_columns,
    is_sum,
    lone_text,
    text_at,
)
from models.intake.readers.columns import Column
from models.intake.readers.forms import PHONE, Heads
from models.intake.source import Table
from models.org.phones import phones_of

_FIELDS = {Column.UNIT: "unit", Column.NAME: "name", Column.POST: "post", Column.PHONE: "phone"}
_NAME = "这个姓名请核对。"
_NUMBER = "这个电话请核对。"


@dataclass(slots=True)
class _Person:
    """The columns of one of the persons of a row."""

    name: int
    posts: list[int] = field(default_factory=list)
    phones: list[int] = field(default_factory=list)


def read_contacts(table: Table, heads: Heads, found: TableReading, setting: Setting) -> None:
    """Read the people of a contact list; a unit left empty below another is the same one."""
    people = _people(heads)
    units = heads.all(Column.UNIT, Column.AREA) or heads.label_columns(About.UNITS)
    number = heads.one(Column.NO)
    doubts, unsure = doubts_of_columns(heads, _FIELDS)
    group = unit = ""
    for row in data_rows(table, heads):
        alone = lone_text(table, row, number)
        if alone:
            group, unit = squeezed(alone), ""
            continue
        if is_sum(table, row):
            continue
        said = next((text for at in units if (text := text_at(table, row, at))), "")
        unit = said if said and said not in DITTO else unit
        for person in people:
            written = text_at(table, row, person.name)
            if written in NOTHING_THERE:
                continue
            names = _names(table.rows[row][person.name], written)
            post = "".join(text for at in person.posts if (text := text_at(table, row, at)) not in NOTHING_THERE)
            phone, known = _phone([table.rows[row][at] for at in person.phones])
            numbers = phone.split("、")
            for at, name in enumerate(names):
                reasons, fields = [*doubts], [*unsure]
                if not is_name_like(name):
                    reasons.append(_NAME)
                    fields.append("name")
                if len(names) > 1 and len(numbers) == len(names):
                    phone = numbers[at]
                elif not known or (phone and len(names) > 1):
                    reasons.append(_NUMBER)
                    fields.append("phone")
                where = table.spot(row, person.name)
                of = unit or (group if not units else "")
                found.contacts.append(Contact(of, name, post, phone, where, tuple(reasons), tuple(fields)))


def _names(text: str, plain: str) -> list[str]:
    """The names of a cell: one, or several on lines of their own or between 、."""
    lines = [squeezed(line) for line in text.split("\n") if line.strip()]
    if len(lines) > 1 and all(len(line) > 1 and is_name_like(line) for line in lines):
        return lines
    if is_name_like(plain):
        return [plain]
    parts = [squeezed(part) for part in re.split(r"[、，,；;/\n]", text) if part.strip()]
    return parts if len(parts) > 1 and all(is_name_like(part) for part in parts) else [plain]


def _people(heads: Heads) -> list[_Person]:
    """A column of names begins a person; posts and phones to its right are theirs, else those of the whole row."""
    names = sorted([*heads.all(Column.NAME), *heads.label_columns(About.PEOPLE)])
    people = [_Person(at) for at in names]
    for column in (Column.POST, Column.PHONE):
        for at in heads.all(column):
            left = [person for person in people if person.name < at]
            person = left[-1] if left else people[0]
            (person.posts if column is Column.POST else person.phones).append(at)
    return people


def _phone(texts: list[str]) -> tuple[str, bool]:
    """(the numbers of a person, whether they read like phones)."""
    written = [half_digits(text).strip() for text in texts if squeezed(text) not in NOTHING_THERE]
    numbers: list[str] = []
    known = True
    for text in written:
        told = phones_of(text)
        own = [number for number in (told.mobile, told.office) if number]
        if own and not told.rest:
            numbers += [squeezed(text)] if PHONE.fullmatch(text) and len(own) == 1 and "、" not in own[0] else own
        else:
            numbers.append(squeezed(text))
            known = False
    return "、".join(dict.fromkeys(numbers)), known
