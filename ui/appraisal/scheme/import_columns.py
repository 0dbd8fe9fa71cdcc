"""Columns of the preview of a score table: what is taken, how it is read, the row as it stands in the file."""

from __future__ import annotations

from dataclasses import dataclass

from models.appraisal.importing.ruled import RuledRow
from ui.appraisal.figures import text_of
from ui.style import Tone
from ui.tables.cells import Column

TONES = {"有误": Tone.OVERDUE, "待核实": Tone.NEAR, "读成规则": Tone.OK}


@dataclass(frozen=True, slots=True)
class ImportLine:
    """A row that was read, whether it will be written, what the check of the scheme says of it."""

    id: int
    ruled: RuledRow
    taken: bool
    found: tuple[str, ...] = ()

    @property
    def rest(self) -> str:
        """What of the wording was not understood."""
        rest = self.ruled.rest.strip()
        return f"没有读懂：“{rest}”" if rest and not self.ruled.row.is_heading else ""

    @property
    def said(self) -> str:
        """All that is worth knowing, in one text."""
        row = self.ruled.row
        return "；".join(
            one.rstrip("。；") for one in (*row.problems, *self.ruled.doubts, self.rest, *self.found) if one
        )

    @property
    def is_open(self) -> bool:
        """Wants a look."""
        return bool(self.said) or self.ruled.state in ("有误", "待核实", "人工评分")


COLUMNS = (
    Column("taken", "导入", lambda line: "✓" if line.taken else "", width=48, align="center"),
    Column(
        "state",
        "结果",
        lambda line: line.ruled.state,
        width=92,
        tone=lambda line: TONES.get(line.ruled.state),
        faded=lambda line: line.ruled.row.is_heading,
    ),
    Column("place", "位置", lambda line: line.ruled.row.place, width=76, muted=True),
    Column("no", "序号", lambda line: line.ruled.row.no, width=46),
    Column(
        "name",
        "考核项目",
        lambda line: "　" * line.ruled.row.depth + line.ruled.row.name,
        width=170,
        strong=lambda line: line.ruled.row.is_heading,
        tooltip=lambda line: line.ruled.row.name,
        lines=2,
    ),
    Column("points", "分值", lambda line: text_of(line.ruled.points), width=52, align="right"),
    Column(
        "body",
        "评分标准",
        lambda line: line.ruled.row.body,
        width=190,
        tooltip=lambda line: line.ruled.row.body,
        lines=2,
    ),
    Column(
        "rule",
        "规则",
        lambda line: line.ruled.words,
        width=190,
        faded=lambda line: line.ruled.rule is None,
        tooltip=lambda line: line.ruled.words,
        lines=2,
    ),
    Column(
        "said",
        "说明",
        lambda line: line.said,
        width=150,
        stretch=True,
        lines=2,
        tooltip=lambda line: line.said.replace("；", "\n"),
    ),
)
