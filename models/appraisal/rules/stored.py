"""Rules as they are stored: JSON of kinds and exact numbers, checked when read."""

import json
from dataclasses import MISSING, fields, is_dataclass
from enum import Enum
from fractions import Fraction
from types import UnionType
from typing import Any, Union, get_args, get_origin, get_type_hints

from models.appraisal.rules.kinds import Part, Rule
from models.errors import Condition

KINDS: dict[str, type[Any]] = {kind.__name__: kind for kind in get_args(Part)}


def stored(rule: Rule) -> str:
    """The rule as JSON text; equal rules are equal texts."""
    return json.dumps(_plain(rule), ensure_ascii=False, sort_keys=True, separators=(",", ":"))


def rule_of(text: str) -> Rule | None:
    """The rule of a stored text; None for an empty one (marked by hand). Raises Condition for one that is no rule."""
    if not text:
        return None
    try:
        found = _made(Rule, json.loads(text))
    except (ValueError, TypeError, KeyError, ZeroDivisionError):
        raise Condition("这条评分规则读不懂。", "请重新设置这一项的规则。") from None
    assert isinstance(found, Rule)
    return found


def _plain(value: Any) -> Any:
    if isinstance(value, Enum):
        return value.value
    if isinstance(value, Fraction):
        return str(value)
    if isinstance(value, tuple):
        return [_plain(one) for one in value]
    if is_dataclass(value):
        kind = {"kind": type(value).__name__} if type(value).__name__ in KINDS else {}
        return kind | {one.name: _plain(getattr(value, one.name)) for one in fields(value)}
    return value


def _made(wanted: Any, value: Any) -> Any:
    """`value` as the type `wanted`; a name that is not the type's is refused."""
    origin = get_origin(wanted)
    if origin in (Union, UnionType):
        if value is None:
            return None
        if isinstance(value, dict):
            kind = KINDS[value["kind"]]
            return _made(kind, {key: one for key, one in value.items() if key != "kind"})
        (inner,) = [one for one in get_args(wanted) if one is not type(None)]
        return _made(inner, value)
    if origin is tuple:
        if not isinstance(value, list):
            raise TypeError(wanted)
        return tuple(_made(get_args(wanted)[0], one) for one in value)
    if isinstance(wanted, type) and is_dataclass(wanted):
        return _made_record(wanted, value)
    if wanted is Fraction:
        if not isinstance(value, str):
            raise TypeError(value)
        return Fraction(value)
    if isinstance(wanted, type) and issubclass(wanted, Enum):
        return wanted(value)
    if not isinstance(value, wanted) or (wanted is int and isinstance(value, bool)):
        raise TypeError(value)
    return value


def _made_record(wanted: type[Any], value: Any) -> Any:
    if not isinstance(value, dict):
        raise TypeError(value)
    hints = get_type_hints(wanted)
    unknown = value.keys() - {one.name for one in fields(wanted)}
    missing = [
        one.name
        for one in fields(wanted)
        if one.name not in value and one.default is MISSING and one.default_factory is MISSING
    ]
    if unknown or missing:
        raise KeyError(f"{unknown} {missing}")
    return wanted(**{key: _made(hints[key], one) for key, one in value.items()})
