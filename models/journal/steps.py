"""Appending a step: the operator's undo and redo places, and the digest that chains it to the step before."""

import hashlib
import json
from collections.abc import Iterable
from typing import Any

from sqlalchemy import bindparam, insert, select
from sqlalchemy.orm import Session

from models.base import Base, utc_now
from models.history_rows import StepKind
from models.journal.images import Touched, canonical, plain_value
from models.journal.tables import Step

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
