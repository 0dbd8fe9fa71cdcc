"""What a file or a pasted block would do to a standard, checked by the clerk before it is written as one step."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Any

from PySide6.QtCore import QModelIndex, Qt
from PySide6.QtGui import QKeyEvent
from PySide6.QtWidgets import QCheckBox, QGridLayout, QHBoxLayout, QLabel, QLineEdit, QWidget
from typing_extensions import override

from models.errors import Refusal
from models.org.rules import why_no_name
from models.standard.importing.line import StandardReading
from models.standard.importing.matching import ImportRow, LineState, left_alone, lines_of, propose
from models.standard.queries import StandardRow
from ui.page import Page
from ui.standard.book import Book
from ui.standard.import_columns import COLUMNS, ImportLine
from ui.style import px
from ui.tables.rows import RowsModel
from ui.tables.view import TableView
from ui.widgets.quiet import Combo
from ui.widgets.wide_dialog import WideDialog

WORDS = "核对后再导入，写入是一步，可以撤销。有误和待核实的排在前面；点“导入”一列或按空格可以勾选、去掉。"
NEW = "new"


@dataclass(frozen=True, slots=True)
class ImportWish:
    """The rows to be written: into `standard_id`, or (None) into a new standard of that name and issue."""

    standard_id: int | None
    name: str
    issue: str
    rows: tuple[ImportRow, ...]


class _Lines(TableView):
    """The blank takes or leaves the row under the cursor."""

    @override
    def keyPressEvent(self, event: QKeyEvent) -> None:
        if event.key() == Qt.Key.Key_Space:
            self.activated_id.emit(self.current_id())
            return
        super().keyPressEvent(event)


class ImportDialog(WideDialog):
    """`value()` answers an ImportWish. Another sheet or standard proposes everything anew. What was pasted has no name
    of its own (`is_named` False)."""

    def __init__(
        self,
        page: Page,
        reading: StandardReading,
        book: Book,
        into: StandardRow | None = None,
        *,
        is_named: bool = True,
    ) -> None:
        title = f"导入“{reading.name}”" if is_named else "导入粘贴的指标"
        super().__init__(title, WORDS, page.window(), accept_text="导入")
        self._reading = reading
        self._book = book
        self._left_out: set[int] = set()
        self._proposals: tuple[ImportRow, ...] = ()
        self.model = RowsModel(COLUMNS, parent=self)
        self.table = _Lines(self.model, name="standard.import", lines=2)
        self.table.setAccessibleName("要导入的指标")
        self.sheet = Combo(self)
        if len(reading.sheets) > 1:
            self.sheet.addItem("全部工作表", None)
        for sheet in reading.sheets:
            self.sheet.addItem(sheet.name or "表格", sheet.id)
        self.target = Combo(self)
        self.target.addItem("新标准", None)
        for standard in book.standards:
            self.target.addItem(f"已有的“{standard.title}”", standard.id)
        name, issue = reading.suggested if is_named or reading.sheets[0].title else ("", "")
        self.name = QLineEdit(name, self)
        self.name.setPlaceholderText("标准名称")
        self.issue = QLineEdit(issue, self)
        self.issue.setPlaceholderText("版本，如 2021版")
        self.only_open = QCheckBox("只看有误和待核实的", self)
        self.counts = QLabel("", self)
        self.counts.setTextFormat(Qt.TextFormat.PlainText)
        self.about = QLabel("", self)
        self.about.setTextFormat(Qt.TextFormat.PlainText)
        self.about.setWordWrap(True)
        self.about.setProperty("caption", True)
        self.body.addLayout(self._choices())
        bar = QHBoxLayout()
        bar.addWidget(self.counts)
        bar.addStretch(1)
        bar.addWidget(self.only_open)
        self.body.addLayout(bar)
        self.body.addWidget(self.table, 1)
        self.body.addWidget(self.about)
        self.target.setCurrentIndex(max(0, self.target.findData(self._likely(into))))
        self._wire()
        self._propose()
        self.table.setFocus()

    def _choices(self) -> QGridLayout:
        grid = QGridLayout()
        grid.setHorizontalSpacing(px(8))
        grid.setColumnStretch(3, 1)
        fields: tuple[tuple[str, QWidget], ...] = (("写入", self.target), ("名称", self.name), ("版本", self.issue))
        for at, (label, field) in enumerate(fields):
            self._put(grid, 2 * at, label, field)
        if len(self._reading.sheets) > 1:
            self._put(grid, 6, "工作表", self.sheet)
        else:
            self.sheet.hide()
        return grid

    def _put(self, grid: QGridLayout, column: int, label: str, field: QWidget) -> None:
        words = QLabel(label, self)
        words.setProperty("muted", True)
        words.setBuddy(field)
        field.setAccessibleName(label)
        grid.addWidget(words, 0, column)
        grid.addWidget(field, 0, column + 1)

    def _wire(self) -> None:
        self.target.currentIndexChanged.connect(self._on_choice_changed)
        self.sheet.currentIndexChanged.connect(self._on_choice_changed)
        self.name.textChanged.connect(self.show_state)
        self.only_open.toggled.connect(self._on_only_open_toggled)
        self.table.clicked.connect(self._on_table_clicked)
        self.table.activated_id.connect(self._turn)
        self.table.current_changed.connect(self._on_table_current_changed)

    def _likely(self, into: StandardRow | None) -> int | None:
        """The standard asked for, else the one that bears the title of the file."""
        if into is not None:
            return into.id
        wanted = "".join("".join(self._reading.suggested).split())
        for standard in self._book.standards:
            if wanted and wanted == "".join((standard.name + standard.issue).split()):
                return standard.id
        return None

    @override
    def value(self) -> ImportWish:
        standard = self._book.standard(self.target.currentData())
        rows = tuple(row for row in self._proposals if self._is_taken(row))
        if standard is None:
            return ImportWish(None, self.name.text(), self.issue.text(), rows)
        return ImportWish(standard.id, standard.title, standard.issue, rows)

    @override
    def why_not(self) -> Refusal | None:
        if not any(self._is_taken(row) and row.state is not LineState.SAME for row in self._proposals):
            return Refusal("没有要写入的行。", "勾选要导入的行，或取消。")
        return None if self.target.currentData() is not None else why_no_name(self.name.text(), "标准")

    # ---- proposals --------------------------------------------------------------------------------------------

    def _propose(self) -> None:
        existing = self._book.rows_of(self.target.currentData())
        self._proposals = propose(lines_of(self._reading, self.sheet.currentData()), existing)
        is_new = self.target.currentData() is None
        self.name.setEnabled(is_new)
        self.issue.setEnabled(is_new)
        self._show()
        if self.model.rows:
            self.table.select_id(self.model.rows[0].id)
        left = len(left_alone(self._proposals, existing)) if existing else 0
        more = f"标准里另有 {left} 行文件中没有，保持不变。" if left else ""
        self.sentence.setText(WORDS + more + self._not_read())

    def _not_read(self) -> str:
        """Columns and sheets that were left aside."""
        chosen = self.sheet.currentData()
        sheets = [sheet for sheet in self._reading.sheets if chosen in (None, sheet.id)]
        columns = dict.fromkeys(f"“{heading}”" for sheet in sheets for heading in sheet.unread)
        words = f"没有读的列：{'、'.join(columns)}。" if columns else ""
        return words + "".join(f"没有读的工作表：{one}" for one in self._reading.skipped)

    def _show(self) -> None:
        lines = [ImportLine(row.id, row, self._is_taken(row)) for row in self._proposals]
        self.model.set_rows(sorted(lines, key=lambda line: (line.urgency, line.id)))
        counted = [(state, sum(row.state is state for row in self._proposals)) for state in LineState]
        words = [f"{state.label} {count}" for state, count in counted if count]
        open_ones = sum(row.is_doubtful for row in self._proposals)
        self.counts.setText("，".join((*words, f"其中待核实 {open_ones}") if open_ones else words))
        writes = sum(line.taken and line.row.state is not LineState.SAME for line in lines)
        self.accept_button.setText(f"导入 {writes} 行" if writes else "导入")
        self.show_state()

    def _is_taken(self, row: ImportRow) -> bool:
        return row.can_be_taken and row.id not in self._left_out

    def _turn(self, line_id: Any) -> None:
        line = self.model.row(line_id)
        if line is None:
            return
        if not line.row.can_be_taken:
            self.why.setText(f"{line.row.line.place}有误，改好文件后再读。" + "".join(line.row.line.problems))
            return
        self.why.setText("")
        self._left_out ^= {line_id}
        self._show()

    # ---- slots ------------------------------------------------------------------------------------------------

    def _on_choice_changed(self, at: int) -> None:
        self._left_out.clear()
        self._propose()

    def _on_only_open_toggled(self, only: bool) -> None:
        self.model.set_predicate(_is_open if only else None)

    def _on_table_clicked(self, index: QModelIndex) -> None:
        if self.model.columns[index.column()].key == "taken":
            self._turn(self.model.id_at(index))

    def _on_table_current_changed(self, line_id: object) -> None:
        line = self.model.row(line_id)
        row = line.row if line is not None else None
        self.about.setText(f"{row.line.place} {row.line.title}：{row.words}" if row is not None and row.words else "")


def _is_open(line: ImportLine) -> bool:
    return line.row.state is LineState.WRONG or line.row.is_doubtful
