"""What a score table out of a file would become, looked through by the clerk before it is written as one step."""

from __future__ import annotations

from dataclasses import dataclass
from fractions import Fraction
from typing import Any

from PySide6.QtCore import QModelIndex, Qt
from PySide6.QtGui import QKeyEvent
from PySide6.QtWidgets import QCheckBox, QGridLayout, QHBoxLayout, QLabel, QLineEdit, QWidget
from typing_extensions import override

from models.appraisal.importing.draft import SchemeReading
from models.appraisal.importing.ruled import RuledRow, as_scheme, ruled
from models.appraisal.rules.checks import Finding, Slip, check_scheme
from models.errors import Refusal
from models.org.rules import why_no_name
from ui.appraisal.figures import number_of, text_of
from ui.appraisal.scheme.import_columns import COLUMNS, ImportLine
from ui.page import Page
from ui.style import px
from ui.tables.rows import RowsModel
from ui.tables.view import TableView
from ui.widgets.wide_dialog import WideDialog

WORDS = (
    "核对后导入为一份草稿，写入是一步，可以撤销。没有读懂的评分标准照原文保留，由评分人评分。"
    "点“导入”一列或按空格可以勾选、去掉。"
)


@dataclass(frozen=True, slots=True)
class ImportWish:
    """What becomes a new draft."""

    name: str
    full: Fraction
    rows: tuple[RuledRow, ...]
    note: str


class _Lines(TableView):
    """The blank takes or leaves the row under the cursor."""

    @override
    def keyPressEvent(self, event: QKeyEvent) -> None:
        if event.key() == Qt.Key.Key_Space:
            self.activated_id.emit(self.current_id())
            return
        super().keyPressEvent(event)


class ImportDialog(WideDialog):
    """`value()` answers an ImportWish."""

    def __init__(self, page: Page, reading: SchemeReading) -> None:
        super().__init__(f"导入“{reading.name}”", WORDS + _left_aside(reading), page.window(), accept_text="导入")
        self._reading = reading
        self._rows = ruled(reading)
        self._found = check_scheme(*as_scheme(reading, self._rows))
        self._left_out = {one.row.id for one in self._rows if one.row.problems}
        self.model = RowsModel(COLUMNS, parent=self)
        self.table = _Lines(self.model, name="appraisal.import", lines=2)
        self.table.setAccessibleName("要导入的考核项目")
        self.name = QLineEdit(reading.suggested, self)
        self.name.setPlaceholderText("办法名称")
        self.full = QLineEdit(text_of(Fraction(reading.total, 100) if reading.total else Fraction(100)), self)
        self.full.setMaximumWidth(px(80))
        self.only_open = QCheckBox("只看要核对的", self)
        self.counts = QLabel("", self)
        self.counts.setTextFormat(Qt.TextFormat.PlainText)
        self.whole = QLabel("", self)
        self.whole.setTextFormat(Qt.TextFormat.PlainText)
        self.whole.setWordWrap(True)
        self.whole.setProperty("tone", "near")
        self.about = QLabel("", self)
        self.about.setTextFormat(Qt.TextFormat.PlainText)
        self.about.setWordWrap(True)
        self.about.setProperty("caption", True)
        self._lay_out()
        self._wire()
        self._show()
        if self.model.rows:
            self.table.select_id(self.model.rows[0].id)
        self.table.setFocus()

    def _lay_out(self) -> None:
        grid = QGridLayout()
        grid.setHorizontalSpacing(px(8))
        grid.setColumnStretch(1, 1)
        fields: tuple[tuple[str, QWidget], ...] = (("办法名称", self.name), ("满分", self.full))
        for at, (label, field) in enumerate(fields):
            words = QLabel(label, self)
            words.setTextFormat(Qt.TextFormat.PlainText)
            words.setProperty("muted", True)
            words.setBuddy(field)
            field.setAccessibleName(label)
            grid.addWidget(words, 0, 2 * at)
            grid.addWidget(field, 0, 2 * at + 1)
        bar = QHBoxLayout()
        bar.addWidget(self.counts)
        bar.addStretch(1)
        bar.addWidget(self.only_open)
        self.body.addLayout(grid)
        self.body.addLayout(bar)
        self.body.addWidget(self.table, 1)
        self.body.addWidget(self.whole)
        self.body.addWidget(self.about)

    def _wire(self) -> None:
        self.name.textChanged.connect(self.show_state)
        self.full.textChanged.connect(self.show_state)
        self.only_open.toggled.connect(self._on_only_open_toggled)
        self.table.clicked.connect(self._on_table_clicked)
        self.table.activated_id.connect(self._turn)
        self.table.current_changed.connect(self._on_table_current_changed)

    @override
    def value(self) -> ImportWish:
        rows = tuple(one for one in self._rows if one.row.id not in self._left_out)
        return ImportWish(self.name.text(), number_of(self.full.text(), "满分"), rows, "\n".join(self._reading.notes))

    @override
    def why_not(self) -> Refusal | None:
        if len(self._left_out) >= len(self._rows):
            return Refusal("没有要写入的行。", "勾选要导入的行，或取消。")
        try:
            if number_of(self.full.text(), "满分") <= 0:
                return Refusal("满分要大于零。", "请填满分，一般是 100。")
        except Refusal as refusal:
            return refusal
        return why_no_name(self.name.text(), "考核办法")

    def _show(self) -> None:
        words: dict[int, list[str]] = {}
        for finding in self._found:
            if finding.criterion_id is not None and finding.kind is not Slip.WORDING:
                words.setdefault(finding.criterion_id, []).append(finding.sentence)
        lines = [
            ImportLine(one.row.id, one, one.row.id not in self._left_out, tuple(words.get(one.row.id, ())))
            for one in self._rows
        ]
        self.model.set_rows(lines)
        items = [one for one in self._rows if not one.row.is_heading]
        read = sum(one.rule is not None for one in items)
        self.counts.setText(f"{len(items)} 个考核项目：读成规则 {read}，人工评分 {len(items) - read}")
        self.whole.setText("".join(_of_scheme(self._found)))
        self.whole.setVisible(bool(self.whole.text()))
        writes = len(self._rows) - len(self._left_out)
        self.accept_button.setText(f"导入 {writes} 行" if writes else "导入")
        self.show_state()

    def _turn(self, line_id: Any) -> None:
        line = self.model.row(line_id)
        if line is None:
            return
        if line.ruled.row.problems:
            self.why.setText(f"{line.ruled.row.place}有误，改好文件后再读。" + "".join(line.ruled.row.problems))
            return
        self.why.setText("")
        self._left_out ^= {line_id}
        self._show()

    # ---- slots ------------------------------------------------------------------------------------------------

    def _on_only_open_toggled(self, only: bool) -> None:
        self.model.set_predicate(_is_open if only else None)

    def _on_table_clicked(self, index: QModelIndex) -> None:
        if self.model.columns[index.column()].key == "taken":
            self._turn(self.model.id_at(index))

    def _on_table_current_changed(self, line_id: object) -> None:
        line = self.model.row(line_id)
        self.about.setText(f"{line.ruled.row.place}：{line.said}" if line is not None and line.said else "")


def _is_open(line: ImportLine) -> bool:
    return line.is_open


def _of_scheme(found: tuple[Finding, ...]) -> list[str]:
    return [one.sentence for one in found if one.criterion_id is None]


def _left_aside(reading: SchemeReading) -> str:
    """Columns and tables that were not read."""
    columns = f"没有读的列：{'、'.join(f'“{heading}”' for heading in reading.unread)}。" if reading.unread else ""
    return columns + "".join(f"没有读的表：{one}" for one in reading.skipped)
