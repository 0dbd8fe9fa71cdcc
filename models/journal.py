"""The journal: each step of work with the before and after image of every row it touched.

From it come undo and redo (also after a restart), the history of any record and a chain of SHA-256 that
shows tampering. Both tables are append-only (triggers refuse UPDATE and DELETE).
"""

import hashlib
import json
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from datetime import date, datetime
from enum import StrEnum
from typing import Any

from sqlalchemy import BigInteger, Column, Date, Index, String, Table, Text, bindparam, event, insert, inspect, select
from sqlalchemy.orm import Mapped, ORMExecuteState, Session, UOWTransaction, mapped_column
from sqlalchemy.sql.schema import ScalarElementColumnDefault

from models.base import Base, Choice, Moment, Record, new_id, utc_now
from models.errors import Refusal

Image = dict[str, Any]


class StepKind(StrEnum):
    DO = "do"
    UNDO = "undo"
    REDO = "redo"


class Step(Base):
    """One step of work. `undo_top`/`redo_top` say what the operator could undo and redo after it."""

    __tablename__ = "journal_step"
    __table_args__ = (Index("ix_journal_step_operator_seq", "operator", "seq"), {"comment": "步骤"})

    seq: Mapped[int] = mapped_column(BigInteger, primary_key=True, autoincrement=False, comment="序号")
    at: Mapped[datetime] = mapped_column(Moment, comment="时间")
    operator: Mapped[str] = mapped_column(String, comment="操作员")
    title: Mapped[str] = mapped_column(String, comment="事项")
    kind: Mapped[StepKind] = mapped_column(Choice(StepKind), comment="类别")
    target: Mapped[int | None] = mapped_column(BigInteger, comment="对应步骤")
    below_undo: Mapped[int | None] = mapped_column(BigInteger, comment="其下可撤销")
    below_redo: Mapped[int | None] = mapped_column(BigInteger, comment="其下可重做")
    undo_top: Mapped[int | None] = mapped_column(BigInteger, comment="可撤销")
    redo_top: Mapped[int | None] = mapped_column(BigInteger, comment="可重做")
    rows: Mapped[int] = mapped_column(comment="行数")
    previous_hash: Mapped[str] = mapped_column(String(64), comment="前一摘要")
    hash: Mapped[str] = mapped_column(String(64), comment="摘要")


class Change(Base):
    """Before and after image of one row in one step, as canonical JSON; None where the row was not there."""

    __tablename__ = "journal_change"
    __table_args__ = (
        Index("ix_journal_change_table_name_row_id_seq", "table_name", "row_id", "seq"),
        {"comment": "变更"},
    )

    seq: Mapped[int] = mapped_column(BigInteger, primary_key=True, autoincrement=False, comment="步骤")
    ordinal: Mapped[int] = mapped_column(primary_key=True, autoincrement=False, comment="次序")
    table_name: Mapped[str] = mapped_column(String(64), comment="表")
    row_id: Mapped[int] = mapped_column(BigInteger, comment="记录")
    before: Mapped[str | None] = mapped_column(Text, comment="改前")
    after: Mapped[str | None] = mapped_column(Text, comment="改后")


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


# ---- images -------------------------------------------------------------------------------------------------


def plain_value(value: Any) -> Any:
    """A column value as JSON keeps it: dates and times as ISO text, words by their value."""
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


def canonical(image: Image | None) -> str | None:
    """The one text of an image: keys sorted, no spaces, Chinese as it is."""
    if image is None:
        return None
    return json.dumps(image, ensure_ascii=False, sort_keys=True, separators=(",", ":"))


def without_version(image: Image | None) -> Image | None:
    """The image as it is compared: the version only counts up."""
    return None if image is None else {key: value for key, value in image.items() if key != "version"}


# ---- recording ----------------------------------------------------------------------------------------------


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
            self._add_record(record, has_before=False, has_after=True)
        for record in session.dirty:
            if session.is_modified(record):
                self._add_record(record, has_before=True, has_after=True)
        for record in session.deleted:
            self._add_record(record, has_before=True, has_after=False)

    def _add_record(self, record: object, *, has_before: bool, has_after: bool) -> None:
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
            if history.added and not history.deleted and has_before:
                raise RuntimeError(f"{type(record).__name__}.{key} was set before it was loaded")
            before[key] = plain_value(history.deleted[0]) if history.deleted else now
        self.add(
            Touched(
                type(record).__tablename__,
                record.id,
                before if has_before else None,
                after if has_after else None,
            )
        )

    def _on_execute(self, state: ORMExecuteState) -> None:
        if state.is_insert or state.is_update or state.is_delete:
            raise RuntimeError("bulk statements bypass the journal; use mapped objects or journal.insert_many")


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


# ---- writing a step -----------------------------------------------------------------------------------------


# Built once: a cell edit must cost little more than its commit.
_STEPS = Base.metadata.tables["journal_step"]
_STEP_COLUMNS = tuple(_STEPS.columns.keys())
_LAST = select(_STEPS).order_by(_STEPS.c.seq.desc()).limit(1)
_LAST_OF = _LAST.where(_STEPS.c.operator == bindparam("operator"))
_INSERT_STEP = insert(_STEPS)
_INSERT_CHANGES = insert(Base.metadata.tables["journal_change"])


def write_step(
    session: Session,
    touched: Iterable[Touched],
    *,
    title: str,
    operator: str,
    kind: StepKind = StepKind.DO,
    target: Step | None = None,
    wall: bool = False,
) -> Step:
    """Append one step. `target` is the step undone, or the undo step redone; behind a `wall` nothing is undone."""
    rows = list(touched)
    session.flush()
    connection = session.connection()
    last = connection.execute(_LAST).first()
    if last is None or last.operator == operator:
        mine = last
    else:
        mine = connection.execute(_LAST_OF, {"operator": operator}).first()
    undo_top = mine.undo_top if mine else None
    redo_top = mine.redo_top if mine else None
    step = Step(
        seq=(last.seq + 1) if last else 1,
        at=utc_now(),
        operator=operator,
        title=title,
        kind=kind,
        target=target.seq if target else None,
        rows=len(rows),
        previous_hash=last.hash if last else "0" * 64,
    )
    if kind is StepKind.DO:
        step.below_undo, step.undo_top, step.redo_top = undo_top, None if wall else step.seq, None
    elif kind is StepKind.UNDO and target is not None:
        step.below_redo, step.undo_top, step.redo_top = redo_top, target.below_undo, step.seq
    elif target is not None:  # redo of an undo step
        step.undo_top, step.redo_top = target.target, target.below_redo
    changes = [
        {
            "seq": step.seq,
            "ordinal": ordinal,
            "table_name": row.table,
            "row_id": row.row_id,
            "before": canonical(row.before),
            "after": canonical(row.after),
        }
        for ordinal, row in enumerate(rows)
    ]
    step.hash = digest_of(step, changes)
    connection.execute(_INSERT_STEP, {name: getattr(step, name) for name in _STEP_COLUMNS})
    if changes:
        connection.execute(_INSERT_CHANGES, changes)
    return step


def digest_of(step: Step, changes: Iterable[dict[str, Any]]) -> str:
    """SHA-256 over the previous digest and the canonical content of the step."""
    running = hashlib.sha256()
    head = [
        step.previous_hash,
        step.seq,
        plain_value(step.at),
        step.operator,
        step.title,
        plain_value(step.kind),
        step.target,
        step.below_undo,
        step.below_redo,
        step.undo_top,
        step.redo_top,
    ]
    running.update(json.dumps(head, ensure_ascii=False).encode())
    for change in changes:
        parts = [change["table_name"], change["row_id"], change["before"], change["after"]]
        running.update(json.dumps(parts, ensure_ascii=False).encode())
    return running.hexdigest()


def _last_step(session: Session, operator: str | None = None) -> Step | None:
    query = select(Step).order_by(Step.seq.desc()).limit(1)
    if operator is not None:
        query = query.where(Step.operator == operator)
    return session.scalars(query).first()


# ---- undo and redo ------------------------------------------------------------------------------------------


def undoable(session: Session, operator: str) -> Step | None:
    """The step that undo would take back, or None."""
    mine = _last_step(session, operator)
    return session.get(Step, mine.undo_top) if mine and mine.undo_top else None


def redoable(session: Session, operator: str) -> Step | None:
    """The undo step that redo would take back, or None."""
    mine = _last_step(session, operator)
    return session.get(Step, mine.redo_top) if mine and mine.redo_top else None


def undo(session: Session, operator: str) -> tuple[Step, list[Touched]]:
    """Write the before images of the operator's last step back. Refused when a row was changed since."""
    step = undoable(session, operator)
    if step is None:
        raise Refusal("没有可以撤销的步骤。")
    changes = changes_of(session, step.seq)
    touched = _write_back(
        session, [Touched(c.table, c.row_id, c.after, c.before) for c in reversed(changes)], step.title
    )
    written = write_step(
        session, touched, title=f"撤销：{step.title}", operator=operator, kind=StepKind.UNDO, target=step
    )
    return written, touched


def redo(session: Session, operator: str) -> tuple[Step, list[Touched]]:
    """Write the after images of the step undone last again. Refused when a row was changed since."""
    undone = redoable(session, operator)
    step = session.get(Step, undone.target) if undone and undone.target else None
    if undone is None or step is None:
        raise Refusal("没有可以重做的步骤。")
    touched = _write_back(session, changes_of(session, step.seq), step.title)
    written = write_step(
        session, touched, title=f"重做：{step.title}", operator=operator, kind=StepKind.REDO, target=undone
    )
    return written, touched


def changes_of(session: Session, seq: int) -> list[Touched]:
    """The rows of one step, in its order."""
    found = session.execute(
        select(Change.table_name, Change.row_id, Change.before, Change.after)
        .where(Change.seq == seq)
        .order_by(Change.ordinal)
    )
    return [
        Touched(table, row_id, json.loads(before) if before else None, json.loads(after) if after else None)
        for table, row_id, before, after in found
    ]


def _write_back(session: Session, wanted: list[Touched], title: str) -> list[Touched]:
    """Bring each row from `before` (what it must be now) to `after`; answers what was really written."""
    tables = Base.metadata.tables
    now = current_images(session, wanted)
    written: list[Touched] = []
    gone: dict[str, list[Image]] = {}
    changed: dict[str, list[Image]] = {}
    fresh: dict[str, list[Image]] = {}
    for row in wanted:
        table = tables[row.table]
        present = now.get((row.table, row.row_id))
        if without_version(present) != without_version(row.before):
            raise Refusal(
                f"“{title}”之后，其中的{table.comment}又被修改，不能直接撤销或重做。", "请在历史里查看，逐项改回。"
            )
        image = dict(row.after) if row.after is not None else None
        if image is None:
            gone.setdefault(row.table, []).append({"row_id": row.row_id})
        else:
            image["version"] = max(present["version"] if present else 0, image["version"]) + 1
            values = {key: column_value(table.c[key], value) for key, value in image.items()}
            (fresh if present is None else changed).setdefault(row.table, []).append(values | {"row_id": row.row_id})
        written.append(Touched(row.table, row.row_id, present, image))
    connection = session.connection()
    for name, rows in gone.items():
        connection.execute(tables[name].delete().where(tables[name].c.id == bindparam("row_id")), rows)
    for name, rows in changed.items():
        connection.execute(tables[name].update().where(tables[name].c.id == bindparam("row_id")), rows)
    for name, rows in fresh.items():
        connection.execute(tables[name].insert(), [{k: v for k, v in row.items() if k != "row_id"} for row in rows])
    return written


def current_images(session: Session, rows: Iterable[Touched]) -> dict[tuple[str, int], Image]:
    """Images of the rows as they are in the database now, by (table, id); rows that are gone are missing."""
    wanted: dict[str, list[int]] = {}
    for row in rows:
        wanted.setdefault(row.table, []).append(row.row_id)
    found: dict[tuple[str, int], Image] = {}
    for name, ids in wanted.items():
        table = Base.metadata.tables[name]
        for start in range(0, len(ids), 500):
            for found_row in session.execute(select(table).where(table.c.id.in_(ids[start : start + 500]))):
                image = {key: plain_value(value) for key, value in found_row._mapping.items()}
                found[(name, image["id"])] = image
    return found
