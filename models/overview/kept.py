"""The facts of the first page, kept beside the user's settings so that the next start shows them at once.

They hold for one head of the file's journal, one version of the program, one operator, campaign and day; whatever
does not match, or cannot be read, is as if nothing were kept. Nothing is kept of a file with a password.
"""

import json
from collections.abc import Callable, Iterable
from dataclasses import asdict, dataclass, fields, is_dataclass
from datetime import date, datetime
from enum import Enum
from functools import cache
from pathlib import Path
from types import NoneType
from typing import Any, cast, get_args, get_origin, get_type_hints

from models.files import write_atomically
from models.held_file import Head, kept_place
from models.overview.rows import FirstFacts

MOST_FILES = 20


@dataclass(frozen=True, slots=True)
class Stand:
    """What kept facts hold for, the day aside."""

    version: str
    head: Head
    operator: str
    campaign_id: int


def keep(path: Path, stand: Stand, days: Iterable[FirstFacts]) -> None:
    """Keep the facts of some days: a line for what they hold for, then a line per day. Raises Condition or OSError."""
    lines = [json.dumps(asdict(stand))]
    lines += [f"{facts.today} {json.dumps(_plain(facts), ensure_ascii=False)}" for facts in days]
    place = kept_place(path)
    place.parent.mkdir(mode=0o700, parents=True, exist_ok=True)
    write_atomically(place, "\n".join(lines).encode("utf-8", "surrogatepass"))
    newest = sorted(place.parent.glob("*.json"), key=lambda file: file.stat().st_mtime, reverse=True)
    for old in newest[MOST_FILES:]:
        old.unlink(missing_ok=True)


def has(path: Path, stand: Stand, today: date) -> bool:
    """Whether something is kept for this stand and day."""
    return _line(path, stand, today) is not None


def kept(path: Path, stand: Stand, today: date) -> FirstFacts | None:
    """The facts kept for exactly this stand and day, else None."""
    line = _line(path, stand, today)
    if line is None:
        return None
    try:
        facts: FirstFacts | None = _reader(FirstFacts)(json.loads(line.decode("utf-8", "surrogatepass")))
    except (ValueError, TypeError, RecursionError):
        return None
    return facts if facts is not None and facts.today == today else None


def _line(path: Path, stand: Stand, today: date) -> bytes | None:
    try:
        first, *days = kept_place(path).read_bytes().split(b"\n")
        if json.loads(first) != asdict(stand):
            return None
    except (OSError, ValueError, RecursionError):
        return None
    start = f"{today} ".encode()
    return next((line.removeprefix(start) for line in days if line.startswith(start)), None)


# ---- rows as JSON and back: dataclasses as lists of their fields, checked against their types ----------------


def _plain(value: Any) -> Any:
    if is_dataclass(value):
        return [_plain(getattr(value, field.name)) for field in fields(value)]
    if isinstance(value, tuple):
        return [_plain(item) for item in value]
    return value.isoformat() if isinstance(value, date) else value


@cache
def _reader(kind: Any) -> Callable[[Any], Any]:
    """The reverse of `_plain` for a type; it raises ValueError or TypeError when the value does not fit."""
    if kind in (int, str):

        def simple(plain: Any) -> Any:
            if type(plain) is not kind:
                raise TypeError(f"{plain!r} is no {kind}")
            return plain

        return simple
    if kind in (date, datetime):
        return cast("Callable[[Any], Any]", kind.fromisoformat)
    if is_dataclass(kind):
        types = get_type_hints(kind)
        parts = [_reader(types[field.name]) for field in fields(kind)]
        make = cast("Callable[..., Any]", kind)
        return lambda plain: make(*[part(item) for part, item in zip(parts, plain, strict=True)])
    if get_origin(kind) is tuple:
        first, *rest = get_args(kind)
        if rest == [...]:
            each = _reader(first)
            return lambda plain: tuple([each(item) for item in plain])
        parts = [_reader(part) for part in (first, *rest)]
        return lambda plain: tuple([part(item) for part, item in zip(parts, plain, strict=True)])
    if isinstance(kind, type) and issubclass(kind, Enum):
        return kind
    present = _reader(next(part for part in get_args(kind) if part is not NoneType))  # one type, or None
    return lambda plain: None if plain is None else present(plain)
