"""What the forms of the right pane are made of."""

from __future__ import annotations

import re
from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass
from typing import Any

from models.intake.draft import TaskPerson
from models.intake.review import Item, Review
from ui.intake.choices import UnitChoices
from ui.tables.editors import Option
from ui.widgets.inspector import Inspector, UnitsField

NEW_UNIT = 0  # the choice "make a new unit" (ids are never 0)


class Choices:
    """Options that depend on the row shown; filled before the fields are."""

    def __init__(self) -> None:
        self.options: tuple[Option, ...] = ()

    def __call__(self) -> Sequence[Option]:
        return self.options


PARENTS, TASKS = Choices(), Choices()


@dataclass(frozen=True)
class Form:
    """`fields(inspector, units)` makes the fields, `values` and `title` fill them."""

    fields: Callable[[Inspector, UnitChoices], None]
    values: Callable[[Review, Item], dict[str, Any]]
    title: Callable[[Any], str]

    def build(self, inspector: Inspector, units: UnitChoices) -> None:
        """Make the fields."""
        self.fields(inspector, units)

    @staticmethod
    def unit_fields(inspector: Inspector) -> Iterator[tuple[str, UnitsField]]:
        """The fields in which new unit names may be typed."""
        for section in inspector.sections:
            for key, field in section.fields.items():
                if isinstance(field, UnitsField):
                    yield key, field


def units_field(choices: Callable[[], Sequence[Option]], role: str = "plain", *, single: bool = False) -> UnitsField:
    """A field of units, found by any of their names."""
    field = UnitsField(choices, role, single=single)
    field.picker.line.setPlaceholderText("输入单位…" if single else "添加单位…")
    return field


def task_field(*, whole: bool = False) -> UnitsField:
    """One task of the draft, typed by a part of its words; among thousands a list to scroll would be no help."""
    field = UnitsField(TASKS if whole else PARENTS, single=True)
    field.picker.line.setPlaceholderText("整个方案" if whole else "没有，是大项")
    return field


def people_text(people: Sequence[TaskPerson]) -> str:
    """One line a person: 责任领导：张三 局长."""
    return "\n".join(f"{one.role}：{one.name} {one.post}".rstrip() for one in people)


def people_of(text: str, before: Sequence[TaskPerson]) -> tuple[TaskPerson, ...]:
    """The people written in lines; a line without a role takes the role of the line above (else 责任人)."""
    phones = {one.name: one.phone for one in before}
    found: list[TaskPerson] = []
    for line in text.splitlines():
        role, mark, rest = line.replace(":", "：").partition("：")
        if not mark:
            role, rest = (found[-1].role if found else "责任人"), line
        name, _, post = re.sub(r"\s+", " ", rest).strip().partition(" ")
        if name:
            found.append(TaskPerson(name, role.strip() or "责任人", post.strip(), phones.get(name, "")))
    return tuple(found)


def one_unit(name: str) -> tuple[str, ...]:
    """A unit as the value of its field."""
    return (name,) if name else ()
