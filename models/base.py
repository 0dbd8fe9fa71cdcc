"""What every table shares: naming, ids made by the program, a version per row, column types.

The types fit SQLite and PostgreSQL alike; nothing here is special to one of them. The comment of a table
or column is its Chinese name, shown by the history page.
"""

import secrets
import threading
import time
from datetime import UTC, date, datetime
from enum import StrEnum
from typing import Annotated, Any

from sqlalchemy import BigInteger, Date, Dialect, ForeignKey, MetaData, String, TypeDecorator
from sqlalchemy.orm import DeclarativeBase, Mapped, declared_attr, mapped_column

NAMING = {
    "ix": "ix_%(table_name)s_%(column_0_N_name)s",
    "uq": "uq_%(table_name)s_%(column_0_N_name)s",
    "ck": "ck_%(table_name)s_%(constraint_name)s",
    "fk": "fk_%(table_name)s_%(column_0_N_name)s",
    "pk": "pk_%(table_name)s",
}

_EPOCH_MS = 1_577_836_800_000  # 2020-01-01 UTC
_RANDOM_BITS = 22


class _IdClock:
    """Hands out rising 63-bit numbers: 41 bits of milliseconds since 2020, then 22 bits that rise within one."""

    def __init__(self) -> None:
        self._lock = threading.Lock()
        self._last = 0

    def next(self) -> int:
        with self._lock:
            now = (int(time.time() * 1000) - _EPOCH_MS) << _RANDOM_BITS
            fresh = now | secrets.randbits(_RANDOM_BITS - 2)
            self._last = fresh if fresh > self._last else self._last + 1
            return self._last


_clock = _IdClock()


def new_id() -> int:
    """A new id: 63 bits, rising within this process even when the clock is set back, never reused."""
    return _clock.next()


def day_of_id(record_id: int) -> date:
    """The day on which an id was made, as the clock of this computer shows days."""
    return datetime.fromtimestamp(((record_id >> _RANDOM_BITS) + _EPOCH_MS) / 1000).date()


def utc_now() -> datetime:
    """Now, as an aware UTC time stamp cut to whole milliseconds (so that it reads back equal)."""
    now = datetime.now(UTC)
    return now.replace(microsecond=now.microsecond // 1000 * 1000)


class Moment(TypeDecorator[datetime]):
    """An aware UTC time, stored as ISO text so that it sorts and reads the same on every database."""

    impl = String(30)
    cache_ok = True

    def process_bind_param(self, value: datetime | None, dialect: Dialect) -> str | None:
        return None if value is None else value.astimezone(UTC).isoformat(timespec="milliseconds")

    def process_result_value(self, value: Any | None, dialect: Dialect) -> datetime | None:
        return None if value is None else datetime.fromisoformat(value)


class Choice(TypeDecorator[StrEnum]):
    """A `StrEnum`, stored by its value."""

    impl = String(32)
    cache_ok = True

    def __init__(self, words: type[StrEnum]) -> None:
        super().__init__()
        self.words = words

    def process_bind_param(self, value: StrEnum | str | None, dialect: Dialect) -> str | None:
        return None if value is None else self.words(value).value

    def process_result_value(self, value: str | None, dialect: Dialect) -> StrEnum | None:
        return None if value is None else self.words(value)


RecordId = Annotated[int, mapped_column(BigInteger, primary_key=True, autoincrement=False, default=new_id)]
Reference = Annotated[int, mapped_column(BigInteger, index=True)]
OptionalReference = Annotated[int | None, mapped_column(BigInteger, index=True)]
Day = Annotated[date | None, mapped_column(Date)]
Words = Annotated[str, mapped_column(String, default="")]


def refers(target: str) -> ForeignKey:
    """A foreign key that is tested at COMMIT: one step may write rows in any order, and undo them in any order."""
    return ForeignKey(target, deferrable=True, initially="DEFERRED")


class Base(DeclarativeBase):
    """Root of all mapped classes."""

    metadata = MetaData(naming_convention=NAMING)


class Record(Base):
    """A row that the journal keeps: an id, and a version that every update tests."""

    __abstract__ = True

    id: Mapped[RecordId]
    version: Mapped[int] = mapped_column(default=1, comment="版本")

    @declared_attr.directive
    def __mapper_args__(cls) -> dict[str, Any]:
        return {"version_id_col": cls.version, "eager_defaults": False}
