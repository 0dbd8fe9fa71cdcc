"""Columns of the steps and of what a step changed, and the lines they show."""

from dataclasses import dataclass, replace
from datetime import UTC, datetime

from models.history_rows import FieldChange, StepKind, StepRow
from models.org.rules import masked
from ui.style import Tone
from ui.tables.cells import Column

PHONES = frozenset({"电话", "办公电话"})  # fields whose numbers are not shown in full here
_NOTHING = "（空）"


@dataclass(frozen=True, slots=True)
class StepLine:
    """A step as a table row, its time as the office reads it."""

    id: int
    step: StepRow
    when: str


@dataclass(frozen=True, slots=True)
class ChangeLine:
    """One changed field as a table row; `id` is its place in the step."""

    id: int
    change: FieldChange
    is_first: bool  # of its record: the record is named once


def office_time(at: datetime) -> str:
    """2026-06-10 09:41:05 in the office's time zone."""
    return f"{(at if at.tzinfo else at.replace(tzinfo=UTC)).astimezone():%Y-%m-%d %H:%M:%S}"


def step_lines(steps: tuple[StepRow, ...]) -> tuple[StepLine, ...]:
    """The steps with their times in words."""
    return tuple(StepLine(step.seq, step, office_time(step.at)) for step in steps)


def change_lines(changes: tuple[FieldChange, ...]) -> tuple[ChangeLine, ...]:
    """The changed fields, phones with their middles hidden; the first line of each record says so."""
    lines = []
    last: tuple[str, int] | None = None
    for place, change in enumerate(changes):
        record = (change.table, change.row_id)
        if change.field in PHONES:
            change = replace(change, before=masked(change.before), after=masked(change.after))
        lines.append(ChangeLine(place, change, record != last))
        last = record
    return tuple(lines)


def _tone(line: StepLine) -> Tone | None:
    return {StepKind.UNDO: Tone.NEAR, StepKind.REDO: Tone.REMINDER}.get(line.step.kind)


def _is_first(line: ChangeLine) -> bool:
    return line.is_first


def _table(line: ChangeLine) -> str:
    return line.change.table_label if line.is_first else ""


def _record(line: ChangeLine) -> str:
    return line.change.record if line.is_first else ""


def after_words(change: FieldChange) -> str:
    """What stands there now; a value that was taken away says so."""
    return change.after or _NOTHING


STEP_COLUMNS = (
    Column("seq", "步", lambda line: str(line.id), width=56, align="right", sort=lambda line: line.id, muted=True),
    Column("when", "时间", lambda line: line.when[:16], width=132, muted=True, tooltip=lambda line: line.when),
    Column("title", "事项", lambda line: line.step.title, width=140, stretch=True, tone=_tone),
    Column("operator", "操作员", lambda line: line.step.operator, width=88),
    Column(
        "rows", "改动", lambda line: f"{line.step.rows:,}", width=64, align="right", sort=lambda line: line.step.rows
    ),
)

CHANGE_COLUMNS = (
    Column("table", "内容", _table, width=80, muted=True),
    Column("record", "记录", _record, width=168, strong=_is_first, tooltip=lambda line: line.change.record),
    Column("field", "字段", lambda line: line.change.field, width=80),
    Column("before", "改前", lambda line: line.change.before, width=136, muted=True),
    Column("after", "改后", lambda line: after_words(line.change), width=120, stretch=True),
)
