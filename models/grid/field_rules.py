"""Rules of the fields an office adds to its cells (自定义栏目): their definition, and how a value is read and shown.

A value is kept as text: a number without thousands marks, a day as 2026-05-31, a choice as one of its words.
"""

import re
import unicodedata
from collections.abc import Collection, Sequence
from dataclasses import dataclass
from datetime import date
from decimal import Decimal, InvalidOperation

from models.errors import Refusal
from models.grid.terms import FieldKind
from models.org.rules import clean, clean_name, why_no_name

MOST_FIELDS = 20
MOST_CHOICES = 40
LONGEST_VALUE = 500

_DAY = re.compile(r"(\d{4})\s*[-./年]\s*(\d{1,2})\s*[-./月]\s*(\d{1,2})\s*日?")
_SPLIT = re.compile(r"[、，,；;\n]+")


@dataclass(frozen=True, slots=True)
class FieldForm:
    """A field as it is edited: the id of one that exists or None; `level_id` None means cells of all levels."""

    id: int | None
    name: str
    kind: FieldKind = FieldKind.TEXT
    level_id: int | None = None
    choices: tuple[str, ...] = ()


def split_choices(text: str) -> tuple[str, ...]:
    """Choices typed in one line, each once, in order."""
    return tuple(dict.fromkeys(word for part in _SPLIT.split(text) if (word := clean_name(part))))


def why_no_fields(fields: Sequence[FieldForm], taken: Collection[str]) -> Refusal | None:
    """Why these fields cannot be kept; `taken` are headings that mean something else in a pasted table."""
    if len(fields) > MOST_FIELDS:
        return Refusal(f"自定义栏目最多 {MOST_FIELDS} 个，现在有 {len(fields)} 个。", "请删去不用的。")
    seen: set[str] = set()
    for field in fields:
        refusal = why_no_name(field.name, "栏目")
        if refusal:
            return refusal
        name = clean_name(field.name)
        if name in taken:
            return Refusal(f"“{name}”已经是固定的栏目或层级，不能再用作自定义栏目。", "请换一个名称。")
        if name in seen:
            return Refusal(f"有两个栏目都叫“{name}”。", "请改成不同的名称。")
        seen.add(name)
        if field.kind is FieldKind.CHOICE:
            if len(field.choices) < 2:
                return Refusal(f"栏目“{name}”的选项少于两个。", "请写上选项，用顿号分开，例如：有、无。")
            if len(field.choices) > MOST_CHOICES:
                return Refusal(f"栏目“{name}”的选项超过 {MOST_CHOICES} 个。", "请改用“文字”。")
    return None


def read_value(field: FieldForm, text: str) -> str:
    """What is kept for what was typed or pasted; "" for nothing. Refusal when it does not fit the kind."""
    if field.kind is FieldKind.TEXT:
        tidy = clean(text)
        if len(tidy) > LONGEST_VALUE:
            raise Refusal(f"内容有 {len(tidy)} 个字，超过 {LONGEST_VALUE} 个。", "请写短些。")
        return tidy
    tidy = clean_name(unicodedata.normalize("NFKC", text))
    if not tidy:
        return ""
    if field.kind is FieldKind.NUMBER:
        return _number(tidy)
    if field.kind is FieldKind.DAY:
        return _day(tidy)
    exact = [choice for choice in field.choices if unicodedata.normalize("NFKC", choice) == tidy]
    near = exact or [choice for choice in field.choices if choice.startswith(tidy)]
    if len(near) != 1:
        raise Refusal(f"没有选项“{tidy[:20]}”。", f"可写：{'、'.join(field.choices)}。")
    return near[0]


def read_day(text: str) -> date | None:
    """A day as a pasted cell writes it; None for an empty one."""
    tidy = clean_name(unicodedata.normalize("NFKC", text))
    return date.fromisoformat(_day(tidy)) if tidy else None


def why_not_at(field: FieldForm, level_id: int, level: str) -> Refusal | None:
    """Why a cell of a level cannot have a value in this field."""
    if field.level_id is None or field.level_id == level_id:
        return None
    return Refusal(f"栏目“{field.name}”不用于“{level}”。", "可以在“自定义栏目…”里改成用于所有层级。")


def sort_value(kind: FieldKind, value: str) -> Decimal | str | None:
    """What sorting compares; None for an empty value."""
    if not value:
        return None
    return Decimal(value) if kind is FieldKind.NUMBER else value


def plain_value(kind: FieldKind, value: str) -> str | int | float | None:
    """The value as JSON gives it: numbers as numbers."""
    if kind is not FieldKind.NUMBER:
        return value or None
    if not value:
        return None
    return int(value) if "." not in value else float(value)


def _number(text: str) -> str:
    plain = text.replace(",", "").removesuffix("%")
    try:
        number = Decimal(plain)
    except InvalidOperation:
        number = Decimal("NaN")
    if not number.is_finite() or abs(number) >= Decimal(10) ** 12:
        raise Refusal(f"“{text[:20]}”不是数字。", "只写数字，单位写在栏目名称里，例如：经营面积（平方米）。")
    shown = f"{number.normalize():f}"
    return "0" if shown == "-0" else shown


def _day(text: str) -> str:
    found = _DAY.fullmatch(text) or re.fullmatch(r"(\d{4})(\d{2})(\d{2})", text)
    if found is not None:
        try:
            return date(*(int(part) for part in found.groups())).isoformat()
        except ValueError:
            pass
    raise Refusal(f"“{text[:20]}”不是日期。", "请写成 2026-05-31。")
