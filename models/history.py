"""What was done: steps, and the change of each record field by field with Chinese names."""

import json
from collections.abc import Mapping, Sequence
from typing import Any

from sqlalchemy import ColumnElement, and_, or_, select
from sqlalchemy.orm import Session

from models.base import Base, Choice
from models.history_rows import FieldChange, StepRow, Turn
from models.journal import Change, Image, Step, redoable, undoable, wall_of

_HIDDEN = {"id", "version", "pinyin", "initials", "position", "of_table", "row_id", "sha256"}
_NAMES = ("name", "title", "indicator", "wording", "value")


def turn(session: Session, *, operator: str) -> Turn:
    """The titles of the steps that undo and redo would take back; the wall, where there is nothing to undo."""
    back, forth = undoable(session, operator), redoable(session, operator)
    undone = session.get(Step, forth.target) if forth and forth.target else None
    wall = wall_of(session, operator) if back is None else None
    return Turn(back.title if back else None, undone.title if undone else None, wall.title if wall else None)


def steps(
    session: Session,
    *,
    limit: int = 200,
    before: int | None = None,
    text: str = "",
    operator: str | None = None,
    table: str | None = None,
    row_id: int | None = None,
) -> tuple[StepRow, ...]:
    """Steps, newest first; of one record with its files with `table` and `row_id`; `before` continues an earlier
    page."""
    query = select(Step).order_by(Step.seq.desc()).limit(limit)
    if before is not None:
        query = query.where(Step.seq < before)
    if text:
        query = query.where(
            or_(Step.title.contains(text, autoescape=True), Step.operator.contains(text, autoescape=True))
        )
    if operator is not None:
        query = query.where(Step.operator == operator)
    if table is not None:
        touched = Change.table_name == table
        if row_id is not None:
            touched = or_(and_(touched, Change.row_id == row_id), hung_on(row_id))
        query = query.where(Step.seq.in_(select(Change.seq).where(touched)))
    return tuple(
        StepRow(step.seq, step.at, step.operator, step.title, step.kind, step.rows, step.hash)
        for step in session.scalars(query)
    )


def hung_on(row_id: int) -> ColumnElement[bool]:
    """Changes of what hangs on a record of any table: files and links, which name it by table and id."""
    tables = [table.name for table in Base.metadata.tables.values() if {"of_table", "row_id"} <= set(table.c.keys())]
    return naming(tables, "row_id", row_id)


def naming(tables: Sequence[str], key: str, row_id: int) -> ColumnElement[bool]:
    """Changes of rows of these tables whose image has the record's id in column `key`."""
    ends = [f'"{key}":{row_id}{end}' for end in (",", "}")]
    images = [image.contains(end, autoescape=True) for image in (Change.before, Change.after) for end in ends]
    return and_(Change.table_name.in_(tables), or_(*images))


def operators(session: Session) -> tuple[str, ...]:
    """Everyone who ever made a step, by name."""
    return tuple(session.scalars(select(Step.operator).distinct().order_by(Step.operator)))


def field_changes(
    session: Session, *, seq: int, table: str | None = None, row_id: int | None = None, limit: int = 2_000
) -> tuple[FieldChange, ...]:
    """The fields changed by step `seq`, in its order (at most `limit`); optionally of one record only."""
    query = select(Change).where(Change.seq == seq).order_by(Change.ordinal).limit(limit)
    if table is not None:
        query = query.where(Change.table_name == table)
    if row_id is not None:
        query = query.where(Change.row_id == row_id)
    changes = [
        (change, json.loads(change.before) if change.before else {}, json.loads(change.after) if change.after else {})
        for change in session.scalars(query)
    ]
    names = _names_of_references(session, [image for _, *images in changes for image in images])
    found: list[FieldChange] = []
    for change, before, after in changes:
        mapped = Base.metadata.tables[change.table_name]
        record = _record_name(change.table_name, after or before, names)
        for column in mapped.columns:
            if column.name in _HIDDEN or before.get(column.name) == after.get(column.name):
                continue
            old = _readable(column.name, column.type, before.get(column.name), names)
            new = _readable(column.name, column.type, after.get(column.name), names)
            if old == new:
                continue
            found.append(
                FieldChange(
                    seq, change.table_name, change.row_id, mapped.comment or "", record, column.comment or "", old, new
                )
            )
    return tuple(found[:limit])


def _record_name(table: str, image: Image, names: Mapping[int, str]) -> str:
    for key in _NAMES:
        if image.get(key):
            return str(image[key])
    parts = [names[value] for key, value in image.items() if key.endswith("_id") and value in names]
    return " · ".join(parts) or Base.metadata.tables[table].comment or ""


def _readable(key: str, kind: Any, value: Any, names: Mapping[int, str]) -> str:
    if value is None:
        return ""
    if isinstance(kind, Choice):
        word = kind.words(value)
        return str(getattr(word, "label", word))
    if isinstance(value, bool):
        return "是" if value else "否"
    if key == "image":
        return "（照片）"
    if key.endswith("_id"):
        return names.get(value, "（已删除）")
    if key == "points":
        return f"{value / 100:g}"
    return _content_words(value) if key == "content" else str(value)


def _content_words(text: str) -> str:
    """What a record holds as JSON, in a phrase: 冻结内容，128 项任务."""
    try:
        tasks = json.loads(text).get("tasks")
    except (ValueError, AttributeError):
        tasks = None
    return "（设置）" if tasks is None else f"冻结内容，{len(tasks):,} 项任务"


def _names_of_references(session: Session, images: list[Image]) -> dict[int, str]:
    """Names of all records that the images refer to; ids are unique over all tables."""
    wanted = {value for image in images for key, value in image.items() if key.endswith("_id") and value}
    names: dict[int, str] = {}
    if not wanted:
        return names
    for table in Base.metadata.tables.values():
        label = next((table.c[key] for key in _NAMES if key in table.c), None)
        if label is None or "id" not in table.c:
            continue
        ids = list(wanted)
        for start in range(0, len(ids), 500):
            query = select(table.c.id, label).where(table.c.id.in_(ids[start : start + 500]))
            names.update({row_id: str(name) for row_id, name in session.execute(query)})
    return names
