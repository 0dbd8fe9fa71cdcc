"""Columns of the preview of an import: what is taken, what it does, the line as read, what is worth knowing."""

from __future__ import annotations

from dataclasses import dataclass

from models.standard.importing.matching import ImportRow, LineState
from models.task.rules import text_of_points
from ui.style import Tone
from ui.tables.cells import Column

TONES = {LineState.NEW: Tone.OK, LineState.CHANGED: Tone.REMINDER, LineState.WRONG: Tone.OVERDUE}


@dataclass(frozen=True, slots=True)
class ImportLine:
    """A proposal and whether it will be written."""

    id: int
    row: ImportRow
    taken: bool

    @property
    def urgency(self) -> int:
        """Problems first, then doubts, then what changes, then the rest in the order of the file."""
        if self.row.state is LineState.WRONG:
            return 0
        if self.row.is_doubtful:
            return 1
        return 2 if self.row.state is LineState.CHANGED else 3


COLUMNS = (
    Column("taken", "导入", lambda line: "✓" if line.taken else "", width=48, align="center"),
    Column(
        "state",
        "结果",
        lambda line: "新增，待核实" if _is_open(line) else line.row.state.label,
        width=110,
        tone=lambda line: Tone.NEAR if _is_open(line) else TONES.get(line.row.state),
    ),
    Column("place", "位置", lambda line: line.row.line.place, width=90, muted=True),
    Column("no", "编号", lambda line: line.row.line.no, width=60),
    Column(
        "name",
        "指标",
        lambda line: "　" * line.row.line.depth + line.row.line.name,
        width=240,
        tooltip=lambda line: line.row.line.title,
    ),
    Column("words", "达标要求", lambda line: line.row.line.words, width=150),
    Column("points", "满分", lambda line: text_of_points(line.row.line.points), width=52, align="right"),
    Column(
        "said",
        "说明",
        lambda line: line.row.words,
        width=200,
        stretch=True,
        lines=2,
        tooltip=lambda line: line.row.words.replace("；", "\n"),
    ),
)


def _is_open(line: ImportLine) -> bool:
    return line.row.state is LineState.NEW and line.row.is_doubtful
