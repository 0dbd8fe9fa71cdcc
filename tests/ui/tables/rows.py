"""Rows and columns for the tests of tables."""

from __future__ import annotations

from dataclasses import dataclass, replace

from ui.style import Tone
from ui.tables.cells import Chip, Column
from ui.tables.editors import ChoiceEditor, DateEditor, NumberEditor, Option, TextEditor, UnitsEditor

UNITS = (Option(1, "商务局", ("swj",)), Option(2, "市场监管局", ("scjgj", "工商局")), Option(3, "执法分局", ("zffj",)))


@dataclass(frozen=True, slots=True)
class Duty:
    """A made-up row."""

    id: int
    parent_id: int | None
    title: str
    lead: tuple[str, ...] = ()
    due: str = ""
    points: int | None = None
    kind: str = "任务"


def options(_: object) -> tuple[Option, ...]:
    return UNITS


def kinds(_: object) -> tuple[Option, ...]:
    return (Option("任务", "任务"), Option("报送", "报送事项"))


COLUMNS: tuple[Column, ...] = (
    Column(
        "title", "任务", lambda row: row.title, 240, editor=TextEditor(), lines=2, strong=lambda row: not row.parent_id
    ),
    Column(
        "lead",
        "牵头单位",
        lambda row: "、".join(row.lead),
        chips=lambda row: tuple(Chip(name, "lead", name) for name in row.lead),
        editor=UnitsEditor(options),
        required=lambda row: row.parent_id is not None,
        removable_chips=True,
    ),
    Column("due", "时限", lambda row: row.due, editor=DateEditor(), tone=lambda row: Tone.OVERDUE if row.due else None),
    Column(
        "points",
        "分值",
        lambda row: "" if row.points is None else str(row.points),
        sort=lambda row: row.points,
        align="right",
        editor=NumberEditor(),
    ),
    Column(
        "kind", "类别", lambda row: row.kind, editor=ChoiceEditor(kinds), can_edit=lambda row: row.parent_id is not None
    ),
)


def duties() -> tuple[Duty, ...]:
    """Two big items with two and three small ones."""
    return (
        Duty(1, None, "市容环境卫生", points=20),
        Duty(2, 1, "整治占道经营", ("执法分局",), "2026-05-31", 5),
        Duty(3, 1, "清理卫生死角", (), "", 3),
        Duty(4, None, "农贸市场", points=30),
        Duty(5, 4, "改造棚顶", ("商务局", "市场监管局"), "", 10),
        Duty(6, 4, "隔离活禽", ("市场监管局",), "2026-06-30", None),
        Duty(7, 4, "公示价格", (), "", 2),
    )


def renamed(rows: tuple[Duty, ...], row_id: int, title: str) -> tuple[Duty, ...]:
    """The rows with one other title."""
    return tuple(replace(row, title=title) if row.id == row_id else row for row in rows)
