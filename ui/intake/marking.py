"""Which cells of a row are in doubt: they are amber in the table and in the right pane, with the reason at hand."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import replace

from PySide6.QtGui import QColor

from models.intake.draft import Duty
from models.intake.review import Block, Item
from ui.style import color
from ui.tables.cells import Column

UNITS = tuple(duty.value for duty in Duty)
FIELD_WORDS: tuple[tuple[str, tuple[str, ...]], ...] = (
    ("时限", ("deadline", "time")),
    ("时间", ("deadline", "time", "found")),
    ("日期", ("deadline", "time")),
    ("牵头", ("lead",)),
    ("配合", ("support",)),
    ("责任单位", ("responsible",)),
    ("单位", (*UNITS, "unit", "decision", "becomes", "who")),
    ("姓名", ("name", "who")),
    ("职务", ("post",)),
    ("角色", ("role",)),
    ("措施", ("measures",)),
    ("分值", ("points",)),
    ("扣分", ("rules",)),
    ("评分", ("rules",)),
    ("人", ("name", "who", "people")),
    ("指标", ("indicator",)),
    ("数值", ("value",)),
    ("序号", ("no",)),
    ("编号", ("no",)),
    ("标题", ("title",)),
)
_COLUMNS: dict[str, tuple[str, ...]] = {  # fields of the draft that stand in columns of another name
    "units": UNITS,
    "due": ("deadline", "time"),
    "deadlines": ("deadline",),
}
_SEATS = {"name": ("who", "name"), "unit": ("who", "unit")}
_PLACES = {"area": ("name", "area")}


def unsure_keys(item: Item) -> frozenset[str]:
    """The columns (and fields of the right pane) that the doubts of a row are about."""
    if not item.doubts:
        return frozenset()
    if item.block is Block.UNITS:
        return frozenset(("becomes", "decision"))
    own = _SEATS if item.block is Block.SEATS else _PLACES if item.block is Block.PLACES else {}
    found: set[str] = set()
    for name in item.unsure:
        found.update(own.get(name) or _COLUMNS.get(name) or (name,))
    return frozenset(found) or doubtful_fields(item.doubts)


def doubtful_fields(doubts: Sequence[str]) -> frozenset[str]:
    """The fields that the reasons speak of, where the reader did not name them."""
    found: set[str] = set()
    for doubt in doubts:
        for word, keys in FIELD_WORDS:
            if word in doubt:
                found.update(keys)
                break
    return frozenset(found)


def marked(column: Column) -> Column:
    """The column with its doubtful cells on amber; their tooltip tells why."""
    key, before = column.key, column.tooltip

    def wash(item: Item) -> QColor | None:
        return color("near_back") if key in unsure_keys(item) else None

    def tooltip(item: Item) -> str:
        words = before(item) if before is not None else ""
        if key not in unsure_keys(item):
            return words
        reasons = "\n".join(f"▲ {doubt}" for doubt in item.doubts)
        return "\n".join(part for part in (reasons, words or column.text(item)) if part)

    if before is None:
        return replace(column, wash=wash, tooltip=_or_text(column, tooltip))
    return replace(column, wash=wash, tooltip=tooltip)


def _or_text(column: Column, tooltip: Callable[[Item], str]) -> Callable[[Item], str]:
    """A column without a tooltip of its own tells its text."""

    def words(item: Item) -> str:
        return tooltip(item) or column.text(item)

    return words
