"""Columns of the view by unit: the units with their counts, and the tasks of one."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from datetime import date
from typing import Any

from models.task.rules.load import Burden
from models.task.terms import Role
from ui.style import Tone
from ui.tables.cells import Column
from ui.tables.editors import ChoiceEditor, CompleterEditor, Option
from ui.task.columns import deadline_tooltip, tone_of_deadline
from ui.task.reverse.unit_lines import DutyLine, UnitLine

TONES = {Burden.HEAVY: Tone.NEAR, Burden.NONE: Tone.REMINDER}


def line_columns(holders: Callable[[Any], Sequence[Option]], today: Callable[[], date]) -> tuple[Column, ...]:
    """任务 under the headings of the roles, 角色, 落实到, 完成时限."""
    return (
        Column(
            "title", "任务", lambda line: line.title, width=200, stretch=True, lines=2, note=_note_of,
            strong=lambda line: line.is_heading, tooltip=_place_of,
        ),
        Column(
            "role", "角色", lambda line: line.role.label if line.row is not None else "", width=64,
            editor=ChoiceEditor(_role_options), can_edit=_is_own,
            tooltip=lambda line: "按本专项工作的规则牵头，写的是责任单位。" if line.by_rule else "",
        ),
        Column(
            "holder", "落实到", lambda line: line.holder, width=112, editor=CompleterEditor(holders),
            can_edit=_is_own, tooltip=lambda line: line.holder,
        ),
        Column(
            "deadline", "完成时限", lambda line: line.row.deadline if line.row is not None else "", width=112,
            muted=True, tone=lambda line: tone_of_deadline(line.row, today()) if line.row is not None else None,
            tooltip=lambda line: deadline_tooltip(line.row) if line.row is not None else "",
        ),
    )  # fmt: skip


def owner_columns() -> tuple[Column, ...]:
    """单位, how many in each role, 共."""

    def counted(role: Role) -> Column:
        def text(line: UnitLine) -> str:
            return str(line.count(role) or "")

        def number(line: UnitLine) -> int:
            return -line.count(role)

        return Column(role.value, role.label[0], text, width=36, align="right", sort=number, muted=True)

    return (
        Column("name", "单位", lambda line: line.name, width=110, stretch=True, tooltip=_owner_tooltip),
        *(counted(role) for role in Role),
        Column(
            "tasks", "共", lambda line: str(line.tasks), width=54, align="right", sort=lambda line: -line.tasks,
            tone=lambda line: TONES.get(line.burden), tooltip=lambda line: line.why,
        ),
    )  # fmt: skip


def _owner_tooltip(line: UnitLine) -> str:
    return f"{line.full_name}\n{line.why}"


def _role_options(line: Any) -> tuple[Option, ...]:
    return tuple(Option(role.label, role.label) for role in Role)


def _is_own(line: DutyLine) -> bool:
    return line.row is not None and line.is_named


def _note_of(line: DutyLine) -> str:
    return f"{line.cells} 处网格" if line.cells else "按规则" if line.by_rule else ""


def _place_of(line: DutyLine) -> str:
    return f"{line.row.number}{line.row.title}" if line.row is not None else ""
