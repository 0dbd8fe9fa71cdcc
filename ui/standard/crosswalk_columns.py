"""Columns of the two sides of the 对照 and of the pairs below them."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

from models.standard.queries import IndicatorRow
from ui.standard.relations import RELATIONS, relation_of, words_of_relation
from ui.style import Tone
from ui.tables.cells import Chip, Column
from ui.tables.editors import ChoiceEditor, TextEditor


def side_columns(across: Callable[[IndicatorRow], str]) -> tuple[Column, ...]:
    """One standard: number, name, requirement, and what stands beside it on the other side."""
    return (
        Column("no", "编号", lambda row: row.no, width=40),
        Column(
            "name",
            "指标",
            lambda row: row.name,
            width=130,
            strong=lambda row: row.children > 0,
            stretch=True,
            tooltip=lambda row: "\n".join(part for part in (" › ".join(row.path), row.title, row.body) if part),
        ),
        Column("words", "达标要求", lambda row: row.words, width=92, muted=True),
        Column("across", "对应", across, width=64, tone=lambda row: Tone.OK if across(row) else None),
    )


def pair_columns() -> tuple[Column, ...]:
    """What is paired, how, and the tasks that serve both."""
    return (
        Column(
            "one",
            "指标",
            lambda pair: pair.one.title,
            width=150,
            stretch=True,
            tooltip=lambda pair: f"{pair.one.title}\n{pair.one.words}",
        ),
        Column(
            "relation",
            "关系",
            lambda pair: words_of_relation(relation_of(pair.link)),
            width=110,
            editor=ChoiceEditor(_relations),
            value=lambda pair: relation_of(pair.link),
        ),
        Column(
            "other",
            "对应指标",
            lambda pair: pair.other.title,
            width=160,
            tooltip=lambda pair: f"{pair.other.title}\n{pair.other.words}",
        ),
        Column(
            "tasks",
            "一项工作两边兼顾",
            lambda pair: "；".join(task.title for task in pair.tasks),
            width=170,
            chips=lambda pair: tuple(Chip(task.title, "responsible", task.id, task.above) for task in pair.tasks),
            tooltip=lambda pair: "\n".join(task.title for task in pair.tasks) or "还没有同时兼顾两边的任务",
        ),
        Column("note", "备注", lambda pair: pair.link.note, width=100, editor=TextEditor()),
    )


def _relations(row: Any) -> tuple[Any, ...]:
    return RELATIONS
