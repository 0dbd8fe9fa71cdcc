"""The office's own fields as columns of the table of places: editors and readings by kind."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from datetime import date
from decimal import Decimal
from functools import partial
from typing import Any

from models.grid.actions.fields import FIELD_MARK
from models.grid.field_rules import read_value, sort_value
from models.grid.queries import CellRow, FieldRow, LevelRow
from models.grid.terms import FieldKind
from ui.tables.cells import Column
from ui.tables.editors import ChoiceEditor, DateEditor, Editor, NumberEditor, Option, TextEditor
from ui.tables.layout import measure

Readings = dict[str, tuple[str, Callable[[str], Any]]]
_WIDEST = 160


def own_columns(fields: Sequence[FieldRow], level: LevelRow | None) -> tuple[Column, ...]:
    """A column for each field that cells of the level have."""
    return tuple(_column(field) for field in fields if level is not None and field.stands_on(level.id))


def own_readings(fields: Sequence[FieldRow]) -> Readings:
    """What pasted and filled cells of these columns mean."""
    return {field.key: (field.name, partial(read_value, field.form)) for field in fields}


def field_id(key: str) -> int | None:
    """The field that a column's or inspector field's key stands for; None for another key."""
    return int(key.removeprefix(FIELD_MARK)) if key.startswith(FIELD_MARK) else None


def stored_text(value: Any) -> str:
    """What an editor or inspector field gives back, as text for the action."""
    if value is None:
        return ""
    if isinstance(value, date):
        return value.isoformat()
    return f"{value:f}" if isinstance(value, Decimal) else str(value)


def choices_of(field: FieldRow) -> tuple[Option, ...]:
    """The words of a choice, an empty one first."""
    return (Option("", "（未填）"), *(Option(word, word) for word in field.choices))


def _column(field: FieldRow) -> Column:
    def text(row: CellRow) -> str:
        return row.values.get(field.id, "")

    def key(row: CellRow) -> Any:
        return sort_value(field.kind, row.values.get(field.id, ""))

    def choices(row: Any) -> Sequence[Option]:
        return choices_of(field)

    editors: dict[FieldKind, Editor] = {
        FieldKind.TEXT: TextEditor(),
        FieldKind.NUMBER: NumberEditor(4),
        FieldKind.DAY: DateEditor(),
        FieldKind.CHOICE: ChoiceEditor(choices),
    }
    width = min(_WIDEST, max(76, measure(12).horizontalAdvance(field.name) + 24))
    align = "right" if field.kind is FieldKind.NUMBER else "left"
    return Column(field.key, field.name, text, width, sort=key, editor=editors[field.kind], align=align)
