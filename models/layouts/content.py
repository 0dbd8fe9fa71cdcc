"""A layout of a table as plain data and as the JSON that is stored: columns, frozen ones, sort keys, filters."""

from __future__ import annotations

import json
from dataclasses import dataclass, field
from typing import Any

from models.errors import Refusal
from models.layouts.rules import DEEPEST, Criterion, Group
from models.layouts.terms import Compare

NARROWEST, WIDEST = 20, 2_000


@dataclass(frozen=True, slots=True)
class SortKey:
    """One column that sorts."""

    column: str
    descending: bool = False


@dataclass(frozen=True, slots=True)
class Layout:
    """Which columns stand in what order and width, how many of the first stay in sight, sorted and filtered how.

    Columns that `order` does not name (newer ones) stand behind; widths are in pixels before the scale.
    """

    order: tuple[str, ...] = ()
    hidden: frozenset[str] = frozenset()
    widths: dict[str, int] = field(default_factory=dict)
    frozen: int = 0
    sorts: tuple[SortKey, ...] = ()
    filters: Group = field(default_factory=Group)


def text_of_layout(layout: Layout) -> str:
    """The layout as stored."""
    plain = {
        "order": list(layout.order),
        "hidden": sorted(layout.hidden),
        "widths": dict(sorted(layout.widths.items())),
        "frozen": layout.frozen,
        "sorts": [[key.column, key.descending] for key in layout.sorts],
        "filters": plain_of_group(layout.filters),
    }
    return json.dumps(plain, ensure_ascii=False)


def layout_of_text(text: str) -> Layout:
    """What was stored. Refuses text that is no layout; single entries that make no sense are left out."""
    try:
        plain = json.loads(text)
    except ValueError:
        plain = None
    if not isinstance(plain, dict):
        raise Refusal("这个表格方案的内容读不出来。", "可以删除它，再按现在的表格另存一个。")
    widths = plain.get("widths")
    sorts = plain.get("sorts")
    frozen = plain.get("frozen")
    return Layout(
        order=_texts(plain.get("order")),
        hidden=frozenset(_texts(plain.get("hidden"))),
        widths={
            str(key): width
            for key, width in (widths.items() if isinstance(widths, dict) else ())
            if type(width) is int and NARROWEST <= width <= WIDEST
        },
        frozen=frozen if type(frozen) is int and 0 <= frozen <= 50 else 0,
        sorts=tuple(
            SortKey(entry[0], bool(entry[1]))
            for entry in (sorts if isinstance(sorts, list) else ())
            if isinstance(entry, list) and len(entry) == 2 and isinstance(entry[0], str)
        ),
        filters=group_of_plain(plain.get("filters")),
    )


def plain_of_group(group: Group) -> dict[str, Any]:
    """A filter as JSON values."""
    parts = [
        plain_of_group(part)
        if isinstance(part, Group)
        else {"field": part.field, "compare": part.compare.value, "values": list(part.values)}
        for part in group.parts
    ]
    return {"any_of": group.any_of, "parts": parts}


def group_of_plain(plain: object, depth: int = 0) -> Group:
    """A filter from JSON values; what cannot be read is left out."""
    if not isinstance(plain, dict) or depth > DEEPEST:
        return Group()
    parts: list[Criterion | Group] = []
    entries = plain.get("parts")
    for entry in entries if isinstance(entries, list) else ():
        if not isinstance(entry, dict):
            continue
        if "parts" in entry:
            parts.append(group_of_plain(entry, depth + 1))
            continue
        try:
            compare = Compare.of(str(entry.get("compare")))
        except ValueError:
            continue
        if isinstance(entry.get("field"), str):
            parts.append(Criterion(entry["field"], compare, _texts(entry.get("values"))))
    return Group(tuple(parts), bool(plain.get("any_of")))


def _texts(value: object) -> tuple[str, ...]:
    return tuple(entry for entry in value if isinstance(entry, str)) if isinstance(value, list) else ()
