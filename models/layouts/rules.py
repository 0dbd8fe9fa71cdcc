"""Nested filters on plain values: criteria joined by 并且 or 或者, groups inside groups. Pure; the day is given."""

from __future__ import annotations

import re
from collections.abc import Callable, Mapping
from dataclasses import dataclass, replace
from datetime import date, timedelta
from decimal import Decimal, InvalidOperation
from functools import lru_cache

from models import pinyin
from models.errors import Refusal
from models.layouts.terms import Compare, FieldKind

Value = str | int | Decimal | date | tuple[str, ...] | None
Read = Callable[[str], Value]

DEEPEST = 6
_FULL = str.maketrans("０１２３４５６７８９．－", "0123456789.-")


@dataclass(frozen=True, slots=True)
class Criterion:
    """One comparison of the value of `field`; `values` are as typed (2.5, 2026-05-31, a name)."""

    field: str
    compare: Compare
    values: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class Group:
    """Parts of which all must hold (并且), or at least one (`any_of`, 或者). A group without parts holds always."""

    parts: tuple[Criterion | Group, ...] = ()
    any_of: bool = False

    @property
    def is_empty(self) -> bool:
        """Nothing is asked."""
        return all(isinstance(part, Group) and part.is_empty for part in self.parts)

    def fields(self) -> tuple[str, ...]:
        """The fields asked about, each once, in order."""
        found: dict[str, None] = {}
        for part in self.parts:
            found |= dict.fromkeys(part.fields() if isinstance(part, Group) else (part.field,))
        return tuple(found)


def holds(asked: Group | Criterion, read: Read, today: date) -> bool:
    """Whether the row whose values `read(field)` answers satisfies what is asked."""
    if isinstance(asked, Criterion):
        return criterion_holds(asked, read(asked.field), today)
    parts = [part for part in asked.parts if not (isinstance(part, Group) and part.is_empty)]
    if not parts:
        return True
    found = (holds(part, read, today) for part in parts)
    return any(found) if asked.any_of else all(found)


def criterion_holds(asked: Criterion, value: Value, today: date) -> bool:
    """Whether one value satisfies one comparison. An empty value satisfies 不包含, 不是, 没有 and no measure."""
    compare = asked.compare
    if compare is Compare.EMPTY:
        return is_nothing(value)
    if compare is Compare.FILLED:
        return not is_nothing(value)
    if compare is Compare.ONE_OF:
        return _is_one_of(value, asked.values)
    if compare in _OPPOSITES:
        return not criterion_holds(replace(asked, compare=_OPPOSITES[compare]), value, today)
    if is_nothing(value):
        return False
    if isinstance(value, tuple):
        return _names_hold(compare, value, asked.values)
    if isinstance(value, str):
        return _text_holds(compare, value, asked.values)
    if isinstance(value, date):
        return _day_holds(compare, value, asked.values, today)
    assert value is not None
    return _measured(compare, Decimal(value), [number_of(text) for text in asked.values])


def is_nothing(value: Value) -> bool:
    """An empty cell; 0 is a value."""
    return value is None or value == "" or value == ()


def text_of_value(value: Value) -> str:
    """A value as the list of a column's values shows it and as ONE_OF keeps it."""
    if value is None:
        return ""
    if isinstance(value, tuple):
        return "、".join(value)
    if isinstance(value, Decimal):
        return format(value.normalize(), "f") if value else "0"
    return value.isoformat() if isinstance(value, date) else str(value)


def texts_of_value(value: Value) -> tuple[str, ...]:
    """The same, each name of a list by itself; "" for an empty cell."""
    return (value or ("",)) if isinstance(value, tuple) else (text_of_value(value),)


def number_of(text: str) -> Decimal | None:
    """A number as typed, with half- or full-width figures; None when it is none."""
    try:
        number = Decimal(text.translate(_FULL).strip().replace(",", ""))
    except InvalidOperation:
        return None
    return number if number.is_finite() else None


def day_of(text: str) -> date | None:
    """2026-05-31, 2026.5.31 or 2026年5月31日; None for anything else."""
    found = re.fullmatch(r"(\d{4})\s*[-./年]\s*(\d{1,2})\s*[-./月]\s*(\d{1,2})\s*日?", text.translate(_FULL).strip())
    try:
        return date(int(found[1]), int(found[2]), int(found[3])) if found else None
    except ValueError:
        return None


def why_not(asked: Criterion, kind: FieldKind, heading: str) -> Refusal | None:
    """Why a comparison cannot be made as it stands; None when it can."""
    if asked.compare not in kind.compares:
        return Refusal(f"“{heading}”不能用“{asked.compare.label}”来比较。", "请换一种比较。")
    takes = asked.compare.takes
    if takes is None:
        return None if asked.values else Refusal(f"“{heading}”没有选任何值。", "请至少选一个值，或删去这个条件。")
    if takes and (len(asked.values) < takes or any(not text.strip() for text in asked.values[:takes])):
        return Refusal(f"“{heading}”的条件没有写完。", "请填上要比较的内容，或删去这个条件。")
    for text in asked.values[:takes]:
        if asked.compare is Compare.WITHIN:
            days = number_of(text)
            if days is None or days != days.to_integral_value() or not 0 <= days <= 3_660:
                return Refusal(f"“{heading}”里的“{text}”不是天数。", "请写整数，例如 30。")
        elif kind is FieldKind.NUMBER and number_of(text) is None:
            return Refusal(f"“{heading}”里的“{text}”不是数字。", "请写数字，例如 10 或 2.5。")
        elif kind is FieldKind.DAY and day_of(text) is None:
            return Refusal(f"“{heading}”里的“{text}”不是日期。", "请写成 2026-05-31。")
    return None


def without_fields(asked: Group, known: frozenset[str]) -> Group:
    """The same without comparisons of fields that are not (or no longer) there."""
    kept: list[Criterion | Group] = []
    for part in asked.parts:
        if isinstance(part, Group):
            inner = without_fields(part, known)
            if not inner.is_empty:
                kept.append(inner)
        elif part.field in known:
            kept.append(part)
    return replace(asked, parts=tuple(kept))


def sentence_of(asked: Group, headings: Mapping[str, str], kinds: Mapping[str, FieldKind]) -> str:
    """What is asked, in words: 牵头单位有“城管局”，并且（分值 ≥ 5，或者 完成时限为空）."""
    said: list[str] = []
    for part in asked.parts:
        if isinstance(part, Criterion):
            said.append(_said(part, headings.get(part.field, part.field), kinds.get(part.field, FieldKind.TEXT)))
        elif not part.is_empty:
            inner = sentence_of(part, headings, kinds)
            said.append(f"（{inner}）" if len(part.parts) > 1 else inner)
    return ("，或者" if asked.any_of else "，并且").join(said)


def _said(asked: Criterion, heading: str, kind: FieldKind) -> str:
    words, values = asked.compare.label_for(kind), asked.values
    if asked.compare.takes == 0:
        return f"{heading}{words}"
    if asked.compare is Compare.WITHIN:
        return f"{heading}在今天起 {values[0] if values else '？'} 天内"
    if asked.compare is Compare.BETWEEN:
        return f"{heading}介于 {' 和 '.join(values)}"
    if asked.compare is Compare.ONE_OF:
        shown = "、".join(text or "（空白）" for text in values[:3])
        return f"{heading}是{shown}" + (f"等 {len(values)} 个值" if len(values) > 3 else "")
    if kind in (FieldKind.NUMBER, FieldKind.DAY):
        return f"{heading} {words} {''.join(values)}"
    return f"{heading}{words}“{''.join(values)}”"


_OPPOSITES = {
    Compare.LACKS: Compare.CONTAINS,
    Compare.IS_NOT: Compare.IS,
    Compare.HAS_NOT: Compare.HAS,
}


def _is_one_of(value: Value, wanted: tuple[str, ...]) -> bool:
    return any(text in wanted for text in texts_of_value(value))


def _tidy(text: str) -> str:
    return " ".join(text.split()).casefold()


def _text_holds(compare: Compare, value: str, wanted: tuple[str, ...]) -> bool:
    text, other = _tidy(value), _tidy(wanted[0] if wanted else "")
    if compare is Compare.CONTAINS:
        return other in text
    if compare is Compare.STARTS:
        return text.startswith(other)
    return compare is Compare.IS and text == other


def _names_hold(compare: Compare, names: tuple[str, ...], wanted: tuple[str, ...]) -> bool:
    other = _tidy(wanted[0] if wanted else "")
    if compare is Compare.FIRST:
        return _tidy(names[0]) == other
    if compare is Compare.CONTAINS:
        return any(other in _tidy(name) for name in names)
    return compare is Compare.HAS and any(_is_called(_tidy(name), other) for name in names)


@lru_cache(maxsize=20_000)
def _is_called(name: str, words: str) -> bool:
    """By its name, a part of it (城管) or the start of its pinyin initials (cgj, with or without 市)."""
    if words in name:
        return bool(words) or not name
    if not (words.isascii() and words.isalpha()):
        return False
    return pinyin.initials(name).startswith(words) or pinyin.initials(name.lstrip("市区县")).startswith(words)


def _day_holds(compare: Compare, value: date, wanted: tuple[str, ...], today: date) -> bool:
    if compare is Compare.PAST:
        return value < today
    if compare is Compare.WITHIN:
        days = number_of(wanted[0]) if wanted else None
        return days is not None and today <= value <= today + timedelta(days=int(days))
    days_ = [day_of(text) for text in wanted]
    return _measured(
        compare, Decimal(value.toordinal()), [None if day is None else Decimal(day.toordinal()) for day in days_]
    )


def _measured(compare: Compare, value: Decimal, wanted: list[Decimal | None]) -> bool:
    bounds = [bound for bound in wanted if bound is not None]
    if len(bounds) < (compare.takes or 1):
        return False
    first = bounds[0]
    if compare is Compare.BETWEEN:
        return min(bounds[:2]) <= value <= max(bounds[:2])
    return {
        Compare.AT_LEAST: value >= first,
        Compare.AT_MOST: value <= first,
        Compare.MORE: value > first,
        Compare.LESS: value < first,
        Compare.IS: value == first,
    }.get(compare, False)
