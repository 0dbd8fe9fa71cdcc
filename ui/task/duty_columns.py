"""Columns of the duties at cells: task, cell, unit, role; state, day of completion and remark are edited."""

from __future__ import annotations

from typing import Any

from models.task.queries import DutyRow
from models.task.terms import DutyState
from ui.style import Tone
from ui.tables.cells import Column
from ui.tables.editors import ChoiceEditor, CompleterEditor, DateEditor, Option, TextEditor
from ui.task.choices import Choices

TONES = {DutyState.DONE: Tone.OK, DutyState.DOING: Tone.NEAR}
_ORDER = {state: place for place, state in enumerate(DutyState)}


def duty_columns(choices: Choices) -> tuple[Column, ...]:
    """任务, 网格, 所属, 单位, 角色, 状态, 完成日期, 情况."""
    return (
        Column("task", "任务", lambda row: row.task, width=120, stretch=True, muted=True, tooltip=lambda row: row.task),
        Column("cell", "网格", lambda row: row.cell, width=110, strong=lambda row: True, tooltip=_place),
        Column(
            "path", "所属", lambda row: " / ".join(row.path[1:][-2:]), width=130, stretch=True, muted=True,
            tooltip=_place,
        ),
        Column("level", "层级", lambda row: row.level, width=80, muted=True, hidden=True),
        Column(
            "unit", "单位", lambda row: row.unit, width=84, editor=CompleterEditor(choices.units),
            can_edit=lambda row: row.rule_id is None, tooltip=_unit_tooltip,
        ),
        Column("role", "角色", lambda row: row.role.label, width=44, muted=True),
        Column(
            "state", "状态", lambda row: row.state.label, width=80, editor=ChoiceEditor(_states), tone=_tone,
            sort=lambda row: _ORDER[row.state],
        ),
        Column(
            "done_on", "完成日期", lambda row: row.done_on.isoformat() if row.done_on else "", width=88,
            editor=DateEditor(), value=lambda row: row.done_on,
        ),
        Column("note", "情况", lambda row: row.note, width=120, editor=TextEditor(), stretch=True),
    )  # fmt: skip


def duty_search(row: DutyRow) -> str:
    """Words the filter finds besides what the cells show."""
    return f"{row.initials} {row.level} {' '.join(row.path)}"


def _states(row: Any) -> tuple[Option, ...]:
    return tuple(Option(state.label, state.label) for state in DutyState)


def _tone(row: DutyRow) -> Tone | None:
    return TONES.get(row.state)


def _place(row: DutyRow) -> str:
    return " / ".join((*row.path, row.cell))


def _unit_tooltip(row: DutyRow) -> str:
    return row.unit if row.rule_id is None else f"{row.unit}（由规则决定，改规则或网格的管理单位）"
