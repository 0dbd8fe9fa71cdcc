"""Which records refer to a record, found through the foreign keys of all tables, so that no feature names another."""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from typing import Any

from sqlalchemy import func, select
from sqlalchemy.orm import Session

from models.base import Base, Record
from models.errors import Refusal

CHUNK = 500
GOES_ALONG: dict[Any, Any] = {"goes_along": True}
"""`info` of a column that refers to a record: the row is deleted with it, whichever feature's it is."""


@dataclass(frozen=True, slots=True)
class Use:
    """One kind of use: the table and column that refer, their Chinese names, and how many rows do."""

    table: str
    column: str
    table_label: str
    column_label: str
    count: int
    goes_along: bool = False


def uses_of(session: Session, mapped: type[Record], ids: Sequence[int], *, own: Sequence[str] = ()) -> list[Use]:
    """Where records of `mapped` with these ids are referred to; `own` tables belong to the record and do not count.

    A row that refers to its own kind counts only when it is not among `ids` itself.
    """
    found: list[Use] = []
    for table in Base.metadata.sorted_tables:
        if table.name in own:
            continue
        for column in table.columns:
            if not any(key.column.table.name == mapped.__tablename__ for key in column.foreign_keys):
                continue
            query = select(func.count()).select_from(table)
            count = 0
            for start in range(0, len(ids), CHUNK):
                part = query.where(column.in_(ids[start : start + CHUNK]))
                if table.name == mapped.__tablename__:
                    part = part.where(table.c.id.not_in(ids))
                count += session.execute(part).scalar_one()
            if count:
                words = (table.comment or table.name, column.comment or "")
                found.append(Use(table.name, column.name, *words, count, bool(column.info.get("goes_along"))))
    return found


def going_along(session: Session, mapped: type[Record], ids: Sequence[int]) -> Iterator[Record]:
    """The rows of all tables that are deleted with records of `mapped`: those whose column is marked GOES_ALONG."""
    for mapper in Base.registry.mappers:
        for column in mapper.local_table.columns:
            if column.info.get("goes_along") and any(
                key.column.table.name == mapped.__tablename__ for key in column.foreign_keys
            ):
                for start in range(0, len(ids), CHUNK):
                    yield from session.scalars(select(mapper.class_).where(column.in_(ids[start : start + CHUNK])))


def why_in_use(uses: Sequence[Use], name: str, next_step: str) -> Refusal | None:
    """The refusal that says where `name` is in use; None when it is not."""
    if not uses:
        return None
    places = "、".join(f"{use.table_label}（{use.column_label}）{use.count} 处" for use in uses)
    return Refusal(f"“{name}”还在使用：{places}，没有删除。", next_step)
