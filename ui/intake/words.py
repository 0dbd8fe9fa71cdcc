"""Words and columns that several blocks of the review share."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from typing import Any

from models.intake.draft import Duty
from models.intake.review import Item, Review
from models.task.deadlines import Due
from ui.tables.cells import Chip, Column
from ui.tables.editors import Option, UnitsEditor
from ui.task.columns import recurrence_words

Reviewing = Callable[[], Review]
Units = Callable[[Any], Sequence[Option]]
DUTY_HEADINGS: dict[Duty, str] = {
    Duty.LEAD: "牵头单位",
    Duty.RESPONSIBLE: "责任单位",
    Duty.SUPPORT: "配合单位",
    Duty.OVERSEE: "督导单位",
}


def state_text(item: Item) -> str:
    """存疑 for a row to look at twice, else its state."""
    return "存疑" if item.doubts else item.state.label


def spot_text(item: Item) -> str:
    """第 12 段, or sheet and cell."""
    spot = item.spot
    if spot.cell:
        return f"{spot.sheet} {spot.cell}".strip()
    return f"第 {spot.paragraph} 段" if spot.paragraph else ("新增" if item.added else "")


def due_text(due: Due) -> str:
    """The computed date, range or recurrence; empty when the words do not tell it."""
    if due.every:
        return recurrence_words(due.every)
    days = [day.isoformat() for day in (due.from_, due.to) if day is not None]
    return " 至 ".join(days)


def field_text(name: str) -> Callable[[Item], str]:
    """The text of a field of a row."""

    def text(item: Item) -> str:
        return str(getattr(item.value, name, "") or "")

    return text


def duty_column(
    duty: Duty,
    review: Reviewing,
    units: Units,
    width: int,
    required: Callable[[Item], bool] | None = None,
    hidden: bool = False,
) -> Column:
    """The units of a row in one role, as chips."""

    def names(item: Item) -> tuple[str, ...]:
        dropped = review().dropped_units()
        return tuple(name for name in item.value.of(duty) if name not in dropped)

    def text(item: Item) -> str:
        return "、".join(names(item))

    def chips(item: Item) -> tuple[Chip, ...]:
        return tuple(Chip(name, duty.value, name, f"{name}：{DUTY_HEADINGS[duty]}") for name in names(item))

    return Column(
        duty.value,
        DUTY_HEADINGS[duty],
        text,
        width=width,
        chips=chips,
        lines=2,
        editor=UnitsEditor(units),
        required=required,
        hidden=hidden,
        removable_chips=True,
    )
