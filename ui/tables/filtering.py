"""What filters of a table may ask: a field per column and some more, their values, and the sieve made of a filter."""

from __future__ import annotations

from collections import Counter
from collections.abc import Callable, Iterable, Sequence
from dataclasses import dataclass
from datetime import date
from typing import Any

from models.layouts.rules import Group, Read, Value, holds, is_nothing, text_of_value, texts_of_value
from models.layouts.terms import FieldKind
from models.pinyin import sort_key
from ui.tables.cells import Column

MOST_SPELT = 1_500  # values put in the order of their pinyin; more stand in the order of their characters
NUMBERED = frozenset((FieldKind.NUMBER, FieldKind.DAY))


@dataclass(frozen=True, slots=True)
class Field:
    """Something of a row that a filter may compare."""

    key: str
    heading: str
    kind: FieldKind
    value: Callable[[Any], Value]


def fields_of(columns: Iterable[Column], more: Sequence[Field] = ()) -> dict[str, Field]:
    """A field per column with a heading, then the further ones, by key."""
    found = {
        column.key: Field(column.key, column.heading, column.kind, column.plain_value)
        for column in columns
        if column.heading
    }
    return found | {field.key: field for field in more}


def sieve_of(
    asked: Group, fields: dict[str, Field], today: date, group: Callable[[Any], bool] | None = None
) -> Callable[[Any], bool] | None:
    """The filter as a question about a row; None when nothing is asked.

    A row that stands over others (`group`) with nothing in the fields asked about is no find by itself: 单位为空 looks
    for tasks without a unit, not for their headings.
    """
    if asked.is_empty:
        return None
    readers = [fields[key].value for key in asked.fields()]

    def read_of(row: Any) -> Read:
        def read(key: str) -> Value:
            return fields[key].value(row)

        return read

    def is_found(row: Any) -> bool:
        if group is not None and group(row) and all(is_nothing(reader(row)) for reader in readers):
            return False
        return holds(asked, read_of(row), today)

    return is_found


def values_of(field: Field, rows: Iterable[Any]) -> list[tuple[str, int]]:
    """The values of a field as texts with how often each comes, in their order; empty ones last."""
    counts: Counter[str] = Counter()
    for row in rows:
        counts.update(texts_of_value(field.value(row)))
    if field.kind in NUMBERED:
        values = {text_of_value(value): value for row in rows if (value := field.value(row)) is not None}
        known = [text for text in counts if text]
        known.sort(key=lambda text: _measure(values.get(text)))
    else:
        known = [text for text in counts if text]
        known.sort(key=sort_key if len(known) <= MOST_SPELT else None)
    return [(text, counts[text]) for text in known] + ([("", counts[""])] if counts[""] else [])


def _measure(value: Value) -> float:
    if isinstance(value, date):
        return float(value.toordinal())
    return float(value) if value is not None and not isinstance(value, str | tuple) else 0.0
