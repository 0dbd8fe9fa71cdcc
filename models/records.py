"""What actions of all features do with mapped records: fetch those that must be there, change fields, order them."""

from collections.abc import Collection, Iterable, Mapping, Sequence
from typing import Any, TypeVar

from sqlalchemy import func, select
from sqlalchemy.orm import Session

from models.base import Base, Record
from models.errors import Refusal
from models.trees import moves, shifted

R = TypeVar("R", bound=Record)

CHUNK = 500


def label_of(mapped: type[Record]) -> str:
    """The Chinese name of a table."""
    return Base.metadata.tables[mapped.__tablename__].comment or mapped.__tablename__


def fetch(session: Session, mapped: type[R], record_id: int) -> R:
    """The record; Refusal when it was deleted meanwhile."""
    found = session.get(mapped, record_id)
    if found is None:
        raise Refusal(f"这条{label_of(mapped)}已经被删除。", "请刷新后再试。")
    return found


def fetch_all(session: Session, mapped: type[R], ids: Collection[int]) -> dict[int, R]:
    """The records by id in the order of `ids`; Refusal when one of them was deleted meanwhile."""
    wanted = list(dict.fromkeys(ids))
    found: dict[int, R] = {}
    for start in range(0, len(wanted), CHUNK):
        part = session.scalars(select(mapped).where(mapped.id.in_(wanted[start : start + CHUNK])))
        found.update({record.id: record for record in part})
    if len(found) < len(wanted):
        raise Refusal(f"有 {len(wanted) - len(found)} 条{label_of(mapped)}已经被删除。", "请刷新后再试。")
    return {record_id: found[record_id] for record_id in wanted}


def change(record: Record, values: Mapping[str, Any], allowed: Collection[str]) -> None:
    """Set fields of a record; only those that really differ are touched. An unknown field is our bug: KeyError."""
    for key, value in values.items():
        if key not in allowed:
            raise KeyError(f"{type(record).__name__}.{key} cannot be set this way")
        if getattr(record, key) != value:
            setattr(record, key, value)


def next_position(session: Session, mapped: type[Record], **scope: Any) -> int:
    """The position after the last record of the scope (parent_id=…, group_id=…)."""
    table = Base.metadata.tables[mapped.__tablename__]
    query = select(func.max(table.c.position))
    for key, value in scope.items():
        query = query.where(table.c[key].is_(None) if value is None else table.c[key] == value)
    last = session.execute(query).scalar_one()
    return 0 if last is None else last + 1


def siblings(session: Session, mapped: type[R], **scope: Any) -> list[R]:
    """The records of a scope in their order."""
    query = select(mapped)
    columns = Base.metadata.tables[mapped.__tablename__].c
    for key, value in scope.items():
        query = query.where(columns[key].is_(None) if value is None else columns[key] == value)
    return list(session.scalars(query.order_by(columns.position, columns.id)))


def write_order(records: Iterable[Any], order: Sequence[int]) -> None:
    """Give the records the positions of `order`; only those that change are touched."""
    by_id = {record.id: record for record in records}
    for record_id, position in moves(order, {key: record.position for key, record in by_id.items()}).items():
        by_id[record_id].position = position


def shift_records(session: Session, mapped: type[Record], ids: Sequence[int], by: int, within: Sequence[str]) -> None:
    """Move records one place up (`by` -1) or down (+1), each among those that agree with it in the fields `within`."""
    rows = fetch_all(session, mapped, ids).values()
    for scope in dict.fromkeys(tuple(getattr(row, key) for key in within) for row in rows):
        listed = siblings(session, mapped, **dict(zip(within, scope, strict=True)))
        write_order(listed, shifted([row.id for row in listed], ids, by))
