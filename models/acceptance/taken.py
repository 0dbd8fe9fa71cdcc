"""A draft as it is kept beside the campaign it was taken into: the base when a newer issue of the document comes."""

import dataclasses
import json
from collections.abc import Mapping
from functools import lru_cache
from typing import Any

from models.acceptance.terms import Part
from models.intake.draft import Draft
from models.intake.plain import from_plain, to_plain
from models.intake.source import NOWHERE

_NOT_KEPT = ("spot", "doubts", "unsure", "warnings", "tables")
_TIES = "ties"


def content_of(draft: Draft, ties: Mapping[tuple[Part, int], int] | None = None) -> str:
    """A draft as JSON, without places in the document and doubts, fields that hold nothing left out; `ties` say which
    row of the file a row of it became."""
    content = _kept(draft)
    if ties:
        content[_TIES] = [[part.value, at, row_id] for (part, at), row_id in ties.items()]
    return json.dumps(content, ensure_ascii=False, separators=(",", ":"))


@lru_cache(maxsize=2)
def ties_of(content: str) -> Mapping[tuple[Part, int], int]:
    """Which row of the file each row of the draft kept became; nothing where that was not written down."""
    try:
        return {(Part.of(part), at): row_id for part, at, row_id in json.loads(content).get(_TIES, ())}
    except (ValueError, TypeError, AttributeError):
        return {}


@lru_cache(maxsize=2)  # a review is compared again after every decision
def draft_of(content: str) -> Draft | None:
    """The draft kept; None for content of another program."""
    try:
        plain = json.loads(content)
        if isinstance(plain, dict):
            plain.pop(_TIES, None)
        return from_plain(Draft, plain)
    except (ValueError, TypeError, KeyError):
        return None


def _kept(value: Any) -> Any:
    if dataclasses.is_dataclass(value) and not isinstance(value, type):
        return {
            field.name: _kept(own)
            for field in dataclasses.fields(value)
            if field.name not in _NOT_KEPT and (own := getattr(value, field.name)) != _default(field)
        }
    if isinstance(value, tuple):
        return [_kept(item) for item in value]
    return to_plain(value)


def _default(field: "dataclasses.Field[Any]") -> Any:
    return field.default if field.default is not dataclasses.MISSING else NOWHERE
