"""Undo and redo: the before or after images of a step are written back, if the rows are still as the step left them."""

import json
from collections.abc import Iterable

from sqlalchemy import bindparam, select
from sqlalchemy.orm import Session

from models.base import Base
from models.errors import Refusal
from models.history_rows import StepKind, Turn
from models.journal.images import Image, Touched, column_value, completed, plain_value, without_version
from models.journal.steps import write_step
from models.journal.tables import Change, Step

_KEY = "turned_row"  # a parameter that no column is named like


def undoable(session: Session, operator: str) -> Step | None:
    """The step that undo would take back, or None."""
    mine = _last_step(session, operator)
    return session.get(Step, mine.undo_top) if mine and mine.undo_top else None


def redoable(session: Session, operator: str) -> Step | None:
    """The undo step that redo would take back, or None."""
    mine = _last_step(session, operator)
    return session.get(Step, mine.redo_top) if mine and mine.redo_top else None


def wall_of(session: Session, operator: str) -> Step | None:
    """The operator's last step that cannot be undone: what was done before it stands."""
    walls = select(Step).where(Step.operator == operator, Step.kind == StepKind.DO, Step.undo_top.is_(None))
    return session.scalars(walls.order_by(Step.seq.desc()).limit(1)).first()


def undo(session: Session, operator: str) -> tuple[Step, list[Touched]]:
    """Write the before images of the operator's last step back. Refused when a row was changed since."""
    step = undoable(session, operator)
    if step is None:
        wall = wall_of(session, operator)
        raise Turn(wall=wall.title if wall else None).why_no_undo
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
        Touched(table, row_id, _image(table, before), _image(table, after)) for table, row_id, before, after in found
    ]


def _image(table: str, text: str | None) -> Image | None:
    return completed(table, json.loads(text)) if text else None


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
            gone.setdefault(row.table, []).append({_KEY: row.row_id})
        else:
            image["version"] = max(present["version"] if present else 0, image["version"]) + 1
            values = {key: column_value(table.c[key], value) for key, value in image.items()}
            (fresh if present is None else changed).setdefault(row.table, []).append(values | {_KEY: row.row_id})
        written.append(Touched(row.table, row.row_id, present, image))
    connection = session.connection()
    for name, rows in gone.items():
        connection.execute(tables[name].delete().where(tables[name].c.id == bindparam(_KEY)), rows)
    for name, rows in changed.items():
        connection.execute(tables[name].update().where(tables[name].c.id == bindparam(_KEY)), rows)
    for name, rows in fresh.items():
        connection.execute(tables[name].insert(), [{k: v for k, v in row.items() if k != _KEY} for row in rows])
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


def _last_step(session: Session, operator: str) -> Step | None:
    return session.scalars(select(Step).where(Step.operator == operator).order_by(Step.seq.desc()).limit(1)).first()
