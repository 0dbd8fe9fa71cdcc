"""Columns of the editions and of what two of them differ in."""

from dataclasses import dataclass
from typing import Any

from models.edition.queries import EditionRow
from models.edition.revision import Revision, RevisionRow
from models.edition.terms import Turn
from ui.style import Tone
from ui.tables.cells import Column

TONES = {Turn.ADDED: Tone.OK, Turn.REMOVED: Tone.OVERDUE, Turn.CHANGED: Tone.NEAR, Turn.MOVED: Tone.REMINDER}


@dataclass(frozen=True, slots=True)
class RevisionLine:
    """One changed field; the words of its row stand in the first line only."""

    id: str
    row: RevisionRow
    heading: str
    old: str
    new: str


def revision_lines(revision: Revision) -> tuple[RevisionLine, ...]:
    """A line for each changed field, in the order of the rows."""
    return tuple(
        RevisionLine(f"{row.id}/{place}", row, *line) for row in revision.rows for place, line in enumerate(row.lines)
    )


def search_text(line: RevisionLine) -> str:
    """A row is found by all its words, those of its other fields too, and by every unit of its task."""
    row = line.row
    units = (name for _, name in sorted(row.units))
    return " ".join((row.title, row.where, *(f"{cell.old} {cell.new}" for cell in row.cells), *units))


def number_words(row: RevisionRow) -> str:
    """3（三）→2（二）, or the one number there is."""
    return "→".join(dict.fromkeys(part for part in (row.old_number, row.new_number) if part))


def _state(row: EditionRow) -> str:
    if row.withdrawn_on is None:
        return "有效"
    return f"{row.withdrawn_on.isoformat()} 撤回" + (f"：{row.reason}" if row.reason else "")


def _state_tone(row: EditionRow) -> Tone:
    return Tone.OK if row.withdrawn_on is None else Tone.NEAR


def _number(row: EditionRow) -> str:
    return f"第{row.number}版"


def _digests(row: EditionRow) -> str:
    """What is printed small on each page, in full."""
    seq, _, head = row.head.partition(" ")
    return "\n".join(filter(None, (head and f"印发时的历史：第 {seq} 步 {head}", f"内容摘要：{row.digest}")))


def _is_withdrawn(row: EditionRow) -> bool:
    return row.is_withdrawn


def _holds(row: EditionRow) -> bool:
    return not row.is_withdrawn


def _day(row: EditionRow) -> str:
    return row.issued_on.isoformat() if row.issued_on else ""


def _task(line: RevisionLine) -> Any:
    return line.row.id


def _flat(text: str) -> str:
    """Several lines as one sentence."""
    return "；".join(line.rstrip("。；") for line in text.split("\n"))


def _tone(line: RevisionLine) -> Tone:
    return TONES[line.row.turn]


def _old(line: RevisionLine) -> str:
    return line.old


def _new(line: RevisionLine) -> str:
    return line.new


def _number_words(line: RevisionLine) -> str:
    return number_words(line.row)


def _number_note(line: RevisionLine) -> str:
    return f"{number_words(line.row)}\n责任分解表里的序号，括号里是在任务大项下的序号"


EDITION_COLUMNS: tuple[Column, ...] = (
    Column("number", "版次", _number, width=80, sort=lambda row: row.number, strong=_holds, tooltip=_digests),
    Column("document_no", "文号", lambda row: row.document_no, width=180, faded=_is_withdrawn),
    Column("issued_on", "印发日期", _day, width=100, faded=_is_withdrawn),
    Column("title", "标题", lambda row: row.title, width=260, stretch=True, faded=_is_withdrawn),
    Column("tasks", "任务", lambda row: f"{row.tasks:,}", width=64, align="right", sort=lambda row: row.tasks),
    Column("units", "单位", lambda row: f"{row.units:,}", width=64, align="right", sort=lambda row: row.units),
    Column("operator", "印发人", lambda row: row.operator, width=90, muted=True),
    Column("state", "状态", _state, width=190, tone=_state_tone, tooltip=_state),
    Column("note", "备注", lambda row: row.note, width=180, muted=True, tooltip=lambda row: row.note),
)

REVISION_COLUMNS: tuple[Column, ...] = (
    Column("turn", "修订", lambda line: line.row.turn.label, width=76, tone=_tone, merged=_task),
    Column("where", "任务大项", lambda line: line.row.where, width=130, lines=2, muted=True, merged=_task),
    Column("number", "表中序号", _number_words, width=140, muted=True, merged=_task, tooltip=_number_note),
    Column("title", "任务", lambda line: line.row.title, width=190, lines=2, strong=lambda line: True, merged=_task),
    Column("heading", "项目", lambda line: line.heading, width=80),
    Column("old", "原文", lambda line: _flat(line.old), width=260, lines=2, stretch=True, tooltip=_old, muted=True),
    Column("new", "现文", lambda line: _flat(line.new), width=260, lines=2, stretch=True, tooltip=_new),
)
