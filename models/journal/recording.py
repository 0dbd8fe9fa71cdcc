"""Listens to a session and keeps the images of every row it writes."""

from collections.abc import Sequence
from functools import cache

from sqlalchemy import Table, event, insert, inspect
from sqlalchemy.orm import ORMExecuteState, Session, UOWTransaction
from sqlalchemy.sql.schema import ScalarElementColumnDefault

from models.base import Base, Record, new_id
from models.journal.images import Image, Touched, plain_value


class Recorder:
    """Listens to one session and collects, per row, the first before and the last after image."""

    def __init__(self, session: Session) -> None:
        self._session = session
        self._touched: dict[tuple[str, int], Touched] = {}
        event.listen(session, "after_flush", self._on_flush)
        event.listen(session, "do_orm_execute", self._on_execute)
        session.info["recorder"] = self

    def touched(self) -> list[Touched]:
        """The rows of this step in the order first touched; rows left as they were are dropped."""
        return [touched for touched in self._touched.values() if not touched.is_nothing]

    def add(self, touched: Touched) -> None:
        key = (touched.table, touched.row_id)
        earlier = self._touched.get(key)
        before = touched.before if earlier is None else earlier.before
        self._touched[key] = Touched(touched.table, touched.row_id, before, touched.after)

    def _on_flush(self, session: Session, context: UOWTransaction) -> None:
        for record in session.new:
            if isinstance(record, Record):
                self._add_new(record)
        for record in session.dirty:
            if session.is_modified(record):
                self._add_record(record, has_after=True)
        for record in session.deleted:
            self._add_record(record, has_after=False)

    def _add_new(self, record: Record) -> None:
        """A row inserted: its values as they are, without looking for earlier ones."""
        values = inspect(record).dict
        after = {key: plain_value(values.get(key)) for key in _keys_of(type(record))}
        self.add(Touched(record.__tablename__, record.id, None, after))

    def _add_record(self, record: object, *, has_after: bool) -> None:
        if not isinstance(record, Record):
            return
        state = inspect(record)
        before: Image = {}
        after: Image = {}
        for attribute in state.mapper.column_attrs:
            key = attribute.key
            history = state.attrs[key].history
            now = plain_value(history.added[0] if history.added else state.dict.get(key))
            after[key] = now
            if history.added and not history.deleted:
                raise RuntimeError(f"{type(record).__name__}.{key} was set before it was loaded")
            before[key] = plain_value(history.deleted[0]) if history.deleted else now
        self.add(
            Touched(
                type(record).__tablename__,
                record.id,
                before,
                after if has_after else None,
            )
        )

    def _on_execute(self, state: ORMExecuteState) -> None:
        if state.is_insert or state.is_update or state.is_delete:
            raise RuntimeError("bulk statements bypass the journal; use mapped objects or journal.insert_many")


@cache
def _keys_of(mapped: type[Record]) -> tuple[str, ...]:
    return tuple(attribute.key for attribute in inspect(mapped).column_attrs)


def insert_many(session: Session, mapped: type[Record], rows: Sequence[Image]) -> list[int]:
    """Insert many rows at once and record them; missing ids and defaults are filled. Answers the ids in order."""
    if not rows:
        return []
    table = Base.metadata.tables[mapped.__tablename__]
    full = [_with_defaults(table, row) for row in rows]
    session.flush()
    session.connection().execute(insert(table), full)
    recorder: Recorder = session.info["recorder"]
    for row in full:
        image = {key: plain_value(value) for key, value in row.items()}
        recorder.add(Touched(table.name, row["id"], None, image))
    return [row["id"] for row in full]


def _with_defaults(table: Table, row: Image) -> Image:
    full: Image = {}
    for column in table.columns:
        if column.name in row:
            full[column.name] = row[column.name]
        elif column.name == "id":
            full["id"] = new_id()
        else:
            default = column.default
            full[column.name] = default.arg if isinstance(default, ScalarElementColumnDefault) else None
    return full
