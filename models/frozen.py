"""Records as canonical JSON and back: what was frozen must come out the same for ever, and tampering must show.

Plain dataclasses of texts, numbers, exact fractions, days, words of a vocabulary, tuples, sets and one another. A field
that has its usual value is left out; where a field may be one of several records its `kind` stands with it.
"""

import hashlib
import json
from collections.abc import Callable
from dataclasses import MISSING, fields, is_dataclass
from datetime import date
from enum import Enum
from fractions import Fraction
from functools import cache
from types import NoneType, UnionType
from typing import Any, TypeVar, Union, get_args, get_origin, get_type_hints

T = TypeVar("T")
Turn = Callable[[Any], Any]
_once: Callable[[Callable[[Any], Turn]], Callable[[Any], Turn]] = cache
KIND = "kind"
BROKEN = (ValueError, TypeError, KeyError, ZeroDivisionError)
"""What `read` and `made` raise for something that is not what was written."""


def text_of(record: object) -> str:
    """Canonical JSON of a record: keys sorted, nothing that is as usual, no blanks. Equal records are equal texts."""
    return canonical(plain(record))


def canonical(value: Any) -> str:
    """Plain values as the one text that stands for them."""
    return json.dumps(value, ensure_ascii=False, sort_keys=True, separators=(",", ":"))


def plain(record: object) -> dict[str, Any]:
    """A record as values of JSON."""
    found: dict[str, Any] = _writer(type(record))(record)
    return found


def read(kind: type[T], text: str) -> T:
    """The record of a text of `text_of`; what does not fit in every part raises one of `BROKEN`."""
    return made(kind, json.loads(text))


def made(kind: type[T], value: Any) -> T:
    """The record of values of JSON."""
    found: T = _reader(kind)(value)
    return found


def digest_of(*parts: str | int | date | None) -> str:
    """SHA-256 over texts, numbers and days, as JSON."""
    told = [part.isoformat() if isinstance(part, date) else part for part in parts]
    return hashlib.sha256(json.dumps(told, ensure_ascii=False, separators=(",", ":")).encode()).hexdigest()


@_once
def _writer(kind: Any) -> Turn:
    options = _options(kind)
    if options:
        if len(options) == 1:
            inner = _writer(options[0])
            return inner if inner is _as_is else lambda value: None if value is None else inner(value)
        return lambda value: None if value is None else {KIND: type(value).__name__} | _writer(type(value))(value)
    if get_origin(kind) in (tuple, frozenset):
        return _list_writer(kind)
    if kind is Fraction:
        return str
    if kind is date:
        return date.isoformat
    if isinstance(kind, type) and is_dataclass(kind):
        return _record_writer(kind)
    return _value_of if isinstance(kind, type) and issubclass(kind, Enum) else _as_is


def _list_writer(kind: Any) -> Turn:
    inner = get_args(kind)
    if get_origin(kind) is frozenset:
        one = _writer(inner[0])
        return lambda value: sorted(one(part) for part in value)
    if inner[-1] is not Ellipsis:
        each = [_writer(part) for part in inner]
        return lambda value: [write(part) for write, part in zip(each, value, strict=True)]
    one = _writer(inner[0])
    return list if one is _as_is else lambda value: [one(part) for part in value]


def _record_writer(kind: type[Any]) -> Turn:
    parts: list[tuple[str, Any, Turn]] = []

    def write(record: Any) -> dict[str, Any]:
        if not parts:  # a record may hold records of its own kind: asked for at the first use
            hints = get_type_hints(kind)
            parts.extend((part.name, part.default, _writer(hints[part.name])) for part in fields(kind))
        owned = ((name, usual, turn, getattr(record, name)) for name, usual, turn in parts)
        return {name: turn(own) for name, usual, turn, own in owned if usual is MISSING or own != usual}

    return write


@_once
def _reader(kind: Any) -> Turn:
    options = _options(kind)
    if options:
        if len(options) == 1:
            inner = _reader(options[0])
            return lambda value: None if value is None else inner(value)
        return _kinds_reader({option.__name__: option for option in options})
    if get_origin(kind) in (tuple, frozenset):
        return _list_reader(kind)
    if kind is Fraction:
        return lambda value: Fraction(_of(str, value))
    if kind is date:
        return date.fromisoformat
    if isinstance(kind, type) and is_dataclass(kind):
        return _record_reader(kind)
    if isinstance(kind, type) and issubclass(kind, Enum):
        return getattr(kind, "of", kind)
    return lambda value: _of(kind, value)


def _kinds_reader(kinds: dict[str, type[Any]]) -> Turn:
    def turn(value: Any) -> Any:
        if value is None:
            return None
        return _reader(kinds[value[KIND]])({key: one for key, one in value.items() if key != KIND})

    return turn


def _list_reader(kind: Any) -> Turn:
    inner = get_args(kind)
    if get_origin(kind) is frozenset:
        one = _reader(inner[0])
        return lambda value: frozenset([one(part) for part in _of(list, value)])
    if inner[-1] is not Ellipsis:
        each = [_reader(part) for part in inner]
        return lambda value: tuple([turn(part) for turn, part in zip(each, _of(list, value), strict=True)])
    one = _reader(inner[0])
    return lambda value: tuple([one(part) for part in _of(list, value)])


def _record_reader(kind: type[Any]) -> Turn:
    known: dict[str, Turn] = {}

    def turn(value: Any) -> Any:
        if not known:
            hints = get_type_hints(kind)
            known.update({part.name: _reader(hints[part.name]) for part in fields(kind)})
        return kind(**{key: known[key](own) for key, own in _of(dict, value).items()})

    return turn


def _options(kind: Any) -> list[Any]:
    if get_origin(kind) not in (Union, UnionType):
        return []
    return [option for option in get_args(kind) if option is not NoneType]


def _of(kind: type[Any], value: Any) -> Any:
    if not isinstance(value, kind) or (kind is int and value.__class__ is bool):
        raise TypeError(value)
    return value


def _as_is(value: Any) -> Any:
    return value


def _value_of(value: Any) -> Any:
    return value.value
