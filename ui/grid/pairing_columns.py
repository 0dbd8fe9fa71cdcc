"""Columns of the table of pairings, and what its editors and pasted cells mean."""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
from typing import Any

from models.grid.field_rules import read_day
from models.grid.terms import PairingKind
from models.org.rules import end_after, last_day
from ui.grid.pairing_form import day_of
from ui.grid.ties import TieBook
from ui.org.columns import word_of
from ui.tables.cells import Column
from ui.tables.editors import ChoiceEditor, CompleterEditor, DateEditor, Option, TextEditor

KINDS = tuple(Option(kind, kind.label) for kind in PairingKind)


def pairing_columns(book: Callable[[], TieBook]) -> tuple[Column, ...]:
    """Kind, who, with what, from, last day, note."""

    def who(row: Any) -> Sequence[Option]:
        return book().who_options()

    def goal(row: Any) -> Sequence[Option]:
        return book().goal_options()

    return (
        Column("kind", "类别", lambda row: row.kind.label, 88, editor=ChoiceEditor(_kinds), value=lambda row: row.kind),
        Column("who", "结对方", lambda row: row.who, 190, editor=CompleterEditor(who), stretch=True),
        Column(
            "goal",
            "结对对象",
            lambda row: row.goal,
            150,
            editor=CompleterEditor(goal),
            value=lambda row: row.where,
            tooltip=lambda row: row.where,
            note=lambda row: row.path[1] if len(row.path) > 1 else "",
            stretch=True,
        ),
        Column(
            "valid_from",
            "开始",
            lambda row: _day(row.valid_from),
            96,
            editor=DateEditor(),
            value=lambda row: row.valid_from,
        ),
        Column(
            "valid_to",
            "最后一天",
            lambda row: _day(last_day(row.valid_to)),
            96,
            editor=DateEditor(),
            value=lambda row: last_day(row.valid_to),
        ),
        Column("note", "备注", lambda row: row.note, 120, editor=TextEditor()),
    )


def _kinds(row: Any) -> Sequence[Option]:
    return KINDS


def _day(day: Any) -> str:
    return "" if day is None else str(day.isoformat())


def edited_value(book: TieBook, key: str, value: Any) -> Any:
    """What an editor or an inspector gives back as an action takes it."""
    if key == "kind":
        return word_of(PairingKind, value)
    if key == "who":
        return book.who(str(value or ""))
    if key == "goal":
        return book.goal(str(value or ""))
    if key == "valid_from":
        return day_of(value, "开始")
    if key == "valid_to":
        return end_after(day_of(value, "最后一天"))
    return value


def flat_fields(fields: Mapping[str, Any]) -> dict[str, Any]:
    """`who` and `goal` as the fields they stand for."""
    flat: dict[str, Any] = {}
    for key, value in fields.items():
        if key in ("who", "goal"):
            flat.update(value)
        else:
            flat[key] = value
    return flat


def read_end(text: str) -> Any:
    """The exclusive end for the last day as a pasted cell writes it."""
    return end_after(read_day(text))
