"""Names typed into the table or the inspector as what they mean: groups and units, components, indicators."""

from __future__ import annotations

import re
from collections.abc import Sequence
from typing import Any

from models.errors import Refusal
from ui.appraisal.scheme.book import Book
from ui.appraisal.scheme.columns import EVERYONE
from ui.tables.editors import Option, matches

GROUP, UNIT = "group", "unit"
Scope = tuple[tuple[int, ...], tuple[int, ...]]


def scope_options(book: Book) -> tuple[Option, ...]:
    """Groups, then units; a value says which of them it is."""
    groups = [Option((GROUP, group.id), group.name, (), f"{len(group.units)} 个单位") for group in book.groups]
    units = [Option((UNIT, unit.value), unit.text, unit.keys, unit.hint) for unit in book.units]
    return (*groups, *units)


def scope_of(book: Book, text: str) -> Scope:
    """Groups and units named in a text, parted by 、; 全部 or nothing: all. Refusal names what nobody bears."""
    parts = [part.strip() for part in re.split(r"[、，,；;\n]+", text) if part.strip()]
    if parts in ([], [EVERYONE]):
        return (), ()
    options = scope_options(book)
    return divided([one_of(options, part, "考核组或单位") for part in parts])


def divided(values: Sequence[tuple[str, int]]) -> Scope:
    """Values of `scope_options` as (group ids, unit ids)."""
    found = dict.fromkeys(values)
    return (
        tuple(key for kind, key in found if kind == GROUP),
        tuple(key for kind, key in found if kind == UNIT),
    )


def component_of(book: Book, text: str) -> int | None:
    """The component of that name; nothing: the one of the heading above."""
    plain = text.strip().strip("（）()")
    if plain in ("", "随上级"):
        return None
    value = one_of(book.component_options[1:], plain, "考核部分")
    return int(value)


def one_of(options: Sequence[Option], text: str, what: str) -> Any:
    """The value of the one option that a text means. Refusal when it is not sure."""
    fitting = matches(options, text, 4)
    exact = [option for option in fitting if option.rank(text) == 0]
    found = exact or fitting
    if len(found) == 1:
        return found[0].value
    if not found:
        raise Refusal(f"没有叫“{text.strip()[:30]}”的{what}。", "输入名称的一部分或拼音首字母，从提示里选。")
    names = "、".join(f"“{option.text[:16]}”" for option in found[:3])
    raise Refusal(f"“{text.strip()[:20]}”可能是{names}等多个{what}。", "请写全名称，或从提示里选。")
