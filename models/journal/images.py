"""Images of rows: what a step keeps of a row before and after, as plain values and as one canonical text."""

import json
from dataclasses import dataclass
from datetime import date, datetime
from enum import StrEnum
from typing import Any

from sqlalchemy import Column, Date
from sqlalchemy.sql.schema import ScalarElementColumnDefault

from models.base import Base, Choice, Moment

Image = dict[str, Any]


_PLAIN = frozenset((str, int, bool, float))


@dataclass(frozen=True, slots=True)
class Touched:
    """What one step did to one row."""

    table: str
    row_id: int
    before: Image | None
    after: Image | None

    @property
    def is_nothing(self) -> bool:
        return without_version(self.before) == without_version(self.after)


def plain_value(value: Any) -> Any:
    """A column value as JSON keeps it: dates and times as ISO text, words by their value."""
    if value is None or type(value) in _PLAIN:
        return value
    if isinstance(value, StrEnum):
        return value.value
    if isinstance(value, datetime):
        return value.isoformat(timespec="milliseconds")
    if isinstance(value, date):
        return value.isoformat()
    return value


def column_value(column: Column[Any], plain: Any) -> Any:
    """The reverse of `plain_value` for a column."""
    if plain is None:
        return None
    if isinstance(column.type, Date):
        return date.fromisoformat(plain)
    if isinstance(column.type, Moment):
        return datetime.fromisoformat(plain)
    if isinstance(column.type, Choice):
        return column.type.words(plain)
    return plain


def completed(table: str, image: Image) -> Image:
    """An image of an older schema with the columns added since, as the upgrade filled them: by their plain default."""
    columns = Base.metadata.tables[table].columns
    added = {column.name: plain_value(_default_of(column)) for column in columns if column.name not in image}
    return image | added if added else image


def _default_of(column: Column[Any]) -> Any:
    return column.default.arg if isinstance(column.default, ScalarElementColumnDefault) else None


def canonical(image: Image | None) -> str | None:
    """The one text of an image: keys sorted, no spaces, Chinese as it is."""
    if image is None:
        return None
    return json.dumps(image, ensure_ascii=False, sort_keys=True, separators=(",", ":"))


def without_version(image: Image | None) -> Image | None:
    """The image as it is compared: the version only counts up."""
    return None if image is None else {key: value for key, value in image.items() if key != "version"}
