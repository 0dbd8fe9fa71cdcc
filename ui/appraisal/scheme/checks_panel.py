"""自查: what the score table says that cannot be right, each with its place."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

from PySide6.QtCore import QModelIndex, Qt, Signal
from PySide6.QtWidgets import QLabel, QStackedWidget, QVBoxLayout, QWidget

from models.appraisal.rules.checks import Finding, Slip, check_scheme, title_of
from ui.appraisal.scheme.book import Book
from ui.style import Tone, px
from ui.tables.cells import Column
from ui.tables.rows import RowsModel
from ui.tables.view import TableView
from ui.widgets.empty import EmptyState

ABOUT = "照文件原文录入时常有的出入，逐条列在这里。这里只提示，不改动；确认原文就是这样的，可以不改。"
GO = "去看 ›"
SIDES = {
    Slip.WEIGHT: "components",
    Slip.BAND: "bands",
    Slip.GROUP: "groups",
    Slip.TIES: "settings",
}
"""Where a slip of the scheme itself is put right; the score table for the others."""
_PLACES = {"components": "部分与权重", "bands": "等次", "groups": "考核组", "settings": "设置", "table": "评分表"}
_HINTS = (Slip.WORDING,)


@dataclass(frozen=True, slots=True)
class FindingRow:
    """A finding with the words of its place."""

    id: int
    finding: Finding
    place: str


COLUMNS = (
    Column(
        "kind",
        "类别",
        lambda row: row.finding.kind.label,
        width=100,
        tone=lambda row: Tone.REMINDER if row.finding.kind in _HINTS else Tone.NEAR,
    ),
    Column("place", "位置", lambda row: row.place, width=200, muted=True, lines=2),
    Column(
        "sentence",
        "说明",
        lambda row: row.finding.sentence,
        width=300,
        stretch=True,
        lines=2,
        tooltip=lambda row: row.finding.sentence,
    ),
    Column("go", "", lambda row: GO, width=72, tooltip=lambda row: "到要改的地方（Enter）"),
)


def findings_of(book: Book) -> tuple[Finding, ...]:
    """What is found in the scheme in hand."""
    return check_scheme(book.details, book.criteria) if book.details is not None else ()


class ChecksPanel(QWidget):
    """`go_requested` carries the finding to be gone to."""

    go_requested = Signal(object)  # Finding

    def __init__(self, parent: QWidget) -> None:
        super().__init__(parent)
        self.model = RowsModel(COLUMNS, parent=self)
        self.table = TableView(self.model, name="appraisal.checks", lines=2, whole_rows=True)
        self.table.setAccessibleName("自查结果")
        self.about = QLabel(ABOUT, self)
        self.about.setTextFormat(Qt.TextFormat.PlainText)
        self.about.setProperty("caption", True)
        self.about.setWordWrap(True)
        self.empty = EmptyState(self)
        whole = QWidget(self)
        column = QVBoxLayout(whole)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(0)
        top = QVBoxLayout()
        top.setContentsMargins(px(16), px(12), px(16), px(8))
        top.addWidget(self.about)
        column.addLayout(top)
        column.addWidget(self.table, 1)
        self._stack = QStackedWidget(self)
        self._stack.addWidget(whole)
        self._stack.addWidget(self.empty)
        layout = QVBoxLayout(self)
        layout.setContentsMargins(0, 0, 0, 0)
        layout.addWidget(self._stack)
        self.table.activated_id.connect(self._on_table_activated)
        self.table.clicked.connect(self._on_table_clicked)

    def show_findings(self, book: Book, findings: Sequence[Finding]) -> None:
        """Show what was found."""
        rows = []
        for number, finding in enumerate(findings):
            row = book.by_id.get(finding.criterion_id) if finding.criterion_id is not None else None
            place = title_of(row).strip("“”") if row is not None else _PLACES[side_of(finding)]
            rows.append(FindingRow(number, finding, place))
        self.model.set_rows(rows)
        if book.criteria:
            note = "分值、权重、等次、序号和评分标准都对得上。"
            self.empty.show_state("没有发现问题。", icon="check-circle-outline", note=note)
        else:
            note = "先在“评分表”里录入、粘贴或导入考核项目，再来自查。"
            self.empty.show_state("办法里还没有考核项目，没有可查的。", icon="clipboard-edit-outline", note=note)
        self._stack.setCurrentIndex(0 if rows else 1)

    def _on_table_activated(self, row_id: object) -> None:
        row = self.model.row(row_id)
        if row is not None:
            self.go_requested.emit(row.finding)

    def _on_table_clicked(self, index: QModelIndex) -> None:
        if self.model.columns[index.column()].key == "go" and index.flags() & Qt.ItemFlag.ItemIsEnabled:
            self._on_table_activated(self.model.id_at(index))


def side_of(finding: Finding) -> str:
    """The side of the scheme where it is put right."""
    return "table" if finding.criterion_id is not None else SIDES.get(finding.kind, "table")
