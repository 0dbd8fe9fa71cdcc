"""The lower half of the page 版次: two sides to choose, what differs between them, filters by what became of a row."""

from __future__ import annotations

from collections.abc import Sequence

from PySide6.QtCore import Qt, Signal
from PySide6.QtGui import QAction
from PySide6.QtWidgets import (
    QComboBox,
    QHBoxLayout,
    QLabel,
    QPlainTextEdit,
    QPushButton,
    QStackedWidget,
    QVBoxLayout,
    QWidget,
)

from models.edition.queries import Comparison, EditionRow
from models.edition.terms import Turn
from ui.edition.columns import REVISION_COLUMNS, TONES, RevisionLine, revision_lines, search_text
from ui.icons import icon
from ui.style import px
from ui.tables.rows import RowsModel
from ui.tables.view import TableView
from ui.widgets.empty import EmptyState
from ui.widgets.head import Notice
from ui.widgets.quiet import Combo

NOW_WORDS = "现在"
LONG = 24  # characters that may not fit a cell: then the whole text stands below


class ComparisonPanel(QWidget):
    """`sides_chosen` when the user takes another side; asks to go to a task and to print."""

    sides_chosen = Signal()
    go_requested = Signal(object)  # id of a task
    print_requested = Signal()

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._comparison: Comparison | None = None
        self.old = self._box("原版")
        self.new = self._box("现版")
        self.notices = {turn: Notice(turn.label, TONES[turn].value, self) for turn in Turn}
        for turn, notice in self.notices.items():
            notice.setToolTip(f"只看{turn.label}的")
        self.summary = QLabel(self)
        self.summary.setTextFormat(Qt.TextFormat.PlainText)
        self.summary.setProperty("muted", True)
        self.go_button = QPushButton("转到任务", self)
        self.go_button.setIcon(icon("arrow-right"))
        self.print_button = QPushButton("打印对照表", self)
        self.print_button.setIcon(icon("printer-outline"))
        self.model = RowsModel(REVISION_COLUMNS, search_text=search_text, parent=self)
        self.table = TableView(self.model, name="edition.revision", lines=2, whole_rows=True)
        self.table.setAccessibleName("修订内容")
        self.nothing = EmptyState(self)
        self.detail = QPlainTextEdit(self)
        self.detail.setReadOnly(True)
        self.detail.setAccessibleName("选中一处的全文")
        self.detail.setFixedHeight(px(88))
        self.detail.hide()
        self._go = QAction("转到任务", self)
        self.table.set_menu((self._go,))
        self._lay_out()
        self._wire()

    def _box(self, name: str) -> QComboBox:
        box = Combo(self)
        box.setAccessibleName(name)
        box.setMinimumWidth(px(190))
        box.setSizeAdjustPolicy(QComboBox.SizeAdjustPolicy.AdjustToMinimumContentsLengthWithIcon)
        return box

    def _lay_out(self) -> None:
        title = QLabel("修订对照", self)
        title.setProperty("section", True)
        arrow = QLabel("→", self)
        arrow.setProperty("muted", True)
        bar = QHBoxLayout()
        bar.setContentsMargins(px(16), px(8), px(16), px(8))
        bar.setSpacing(px(8))
        for widget in (title, self.old, arrow, self.new, *self.notices.values(), self.summary):
            bar.addWidget(widget)
        bar.addStretch(1)
        bar.addWidget(self.go_button)
        bar.addWidget(self.print_button)
        self._lists = QStackedWidget(self)
        self._lists.addWidget(self.table)
        self._lists.addWidget(self.nothing)
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(0)
        column.addLayout(bar)
        column.addWidget(self._lists, 1)
        column.addWidget(self.detail)

    def _wire(self) -> None:
        self.old.activated.connect(self._on_box_activated)
        self.new.activated.connect(self._on_box_activated)
        for notice in self.notices.values():
            notice.toggled.connect(self._on_notice_toggled)
        self.go_button.clicked.connect(self._on_go)
        self._go.triggered.connect(self._on_go)
        self.print_button.clicked.connect(self.print_requested)
        self.table.activated_id.connect(self._on_go)
        self.table.current_changed.connect(self._on_table_current_changed)

    # ---- sides ------------------------------------------------------------------------------------------------

    def set_editions(self, rows: Sequence[EditionRow]) -> None:
        """What can be chosen; sides chosen before stay, else the newest edition that holds, and now."""
        old, new = self.sides
        had = self.old.count() > 0
        known = {row.id for row in rows}
        for box in (self.old, self.new):
            box.clear()
        self.new.addItem(NOW_WORDS, None)
        for row in rows:
            for box in (self.old, self.new):
                box.addItem(row.label, row.id)
                box.setItemData(box.count() - 1, row.words, Qt.ItemDataRole.ToolTipRole)
        if rows:
            held = next((row.id for row in rows if not row.is_withdrawn), rows[0].id)
            self.set_sides(old if old in known else held, new if had and new in known else None)

    @property
    def sides(self) -> tuple[int | None, int | None]:
        """The ids chosen; None on the right is now."""
        return self.old.currentData(), self.new.currentData()

    def set_sides(self, old: int | None, new: int | None) -> None:
        """Choose both; tells nobody."""
        self.old.setCurrentIndex(max(0, self.old.findData(old)))
        self.new.setCurrentIndex(0 if new is None else max(0, self.new.findData(new)))

    # ---- what differs -----------------------------------------------------------------------------------------

    def show_comparison(self, comparison: Comparison | None) -> None:
        """The differences, filtered as before; None while they are read."""
        self._comparison = comparison
        rows = revision_lines(comparison.revision) if comparison is not None else ()
        for turn, notice in self.notices.items():
            notice.set_count(comparison.revision.count(turn) if comparison is not None else 0)
        self.model.set_rows(rows)
        self.print_button.setEnabled(bool(rows))
        renamed = comparison.revision.renamed if comparison is not None else ()
        self.summary.setText(f"单位更名 {len(renamed)} 个" if renamed else "")
        self.summary.setToolTip("\n".join(f"{old} → {new}" for old, new in renamed))
        if comparison is not None and not rows:
            same = comparison.old.edition is not None and comparison.old.edition == comparison.new.edition
            words = "两边是同一版。" if same else f"{comparison.old.words}与{comparison.new.words}没有差别。"
            self.nothing.show_state(words, icon="check-circle-outline")
        self._lists.setCurrentWidget(self.nothing if comparison is not None and not rows else self.table)
        if rows and self.table.current_id() is None:
            self.table.select_id(rows[0].id)
        self._filter()
        self._on_table_current_changed(self.table.current_id())

    def set_filter(self, text: str) -> None:
        """Show only rows that hold these words."""
        self.model.set_filter(text)

    def _filter(self) -> None:
        wanted = frozenset(turn for turn, notice in self.notices.items() if notice.isChecked())
        self.model.set_predicate((lambda line: bool(line.row.turns & wanted)) if wanted else None)

    def current(self) -> RevisionLine | None:
        """The line under the cursor."""
        line = self.model.row(self.table.current_id())
        return line if isinstance(line, RevisionLine) else None

    # ---- slots ------------------------------------------------------------------------------------------------

    def _on_box_activated(self, index: int) -> None:
        self.sides_chosen.emit()

    def _on_notice_toggled(self, checked: bool) -> None:
        self._filter()

    def _on_table_current_changed(self, line_id: object) -> None:
        line = self.current()
        is_there = line is not None and line.row.task_id is not None and line.row.turn is not Turn.REMOVED
        self.go_button.setEnabled(is_there)
        self._go.setEnabled(is_there)
        self.go_button.setToolTip("" if is_there else "这一处没有现在的任务可看")
        self.detail.setVisible(line is not None and max(len(line.old), len(line.new)) > LONG)
        if line is not None:
            self.detail.setPlainText(f"原文：{line.old or '（空）'}\n现文：{line.new or '（空）'}")

    def _on_go(self) -> None:
        line = self.current()
        if line is not None and self.go_button.isEnabled():
            self.go_requested.emit(line.row.task_id)
