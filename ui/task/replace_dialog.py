"""Find and replace in the texts of the task table: every place is shown before and after, and may be left out."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, replace

from PySide6.QtCore import QModelIndex, Qt, QTimer
from PySide6.QtWidgets import QCheckBox, QGridLayout, QLabel, QLineEdit, QWidget
from typing_extensions import override

from models.errors import Refusal
from models.task.actions import CellEdit
from models.task.actions.writer import COLUMNS
from models.task.queries import TaskRow
from models.task.rules import Replaced, Wanted, replaced, why_not_sought
from ui.style import px
from ui.tables.cells import Column
from ui.tables.rows import RowsModel
from ui.tables.view import TableView
from ui.widgets.quiet import Combo
from ui.widgets.wide_dialog import WideDialog

TEXTS = ("title", "body", "target", "deadline", "note", "source", "no")
DELAY_MS = 120
BEFORE, LONGEST = 12, 26  # characters shown before what changes; shorter texts are shown whole


@dataclass(frozen=True, slots=True)
class Place:
    """A cell in which something is replaced, as a row of the preview."""

    id: int
    found: Replaced
    task: str
    is_on: bool


class ReplaceDialog(WideDialog):
    """`value()` are the CellEdits to be written."""

    def __init__(self, rows: Sequence[TaskRow], chosen: Sequence[int], column: str, parent: QWidget) -> None:
        words = "在任务表的文字列里查找。单位和人员请在各自的页面改名。"
        super().__init__("查找和替换", words, parent, accept_text="替换")
        self.resize(px(820), px(520))
        self._rows = tuple(rows)
        self._titles = {row.id: row.title for row in rows}
        self._chosen = frozenset(chosen)
        self._off: set[tuple[int, str]] = set()
        self.sought, self.other = QLineEdit(self), QLineEdit(self)
        self.sought.setAccessibleName("查找")
        self.other.setAccessibleName("替换为")
        self.column, self.scope = Combo(self), Combo(self)
        self.column.setAccessibleName("在哪一列")
        self.column.addItem("全部文字列", "")
        for key in TEXTS:
            self.column.addItem(COLUMNS[key], key)
        self.column.setCurrentIndex(max(0, self.column.findData(column)))
        self.scope.setAccessibleName("在哪些任务")
        self.scope.addItem("显示的全部任务", False)
        if len(chosen) > 1:
            self.scope.addItem(f"选中的 {len(chosen)} 项", True)
            self.scope.setCurrentIndex(1)
        self.scope.setEnabled(len(chosen) > 1)
        self.match_case = QCheckBox("区分大小写", self)
        self.whole = QCheckBox("整格相同", self)
        grid = QGridLayout()
        grid.setHorizontalSpacing(px(12))
        for place, (label, line) in enumerate((("查找", self.sought), ("替换为", self.other))):
            name = QLabel(label, self)
            name.setBuddy(line)
            grid.addWidget(name, place, 0)
            grid.addWidget(line, place, 1)
        grid.addWidget(self.column, 0, 2)
        grid.addWidget(self.scope, 0, 3)
        grid.addWidget(self.match_case, 1, 2)
        grid.addWidget(self.whole, 1, 3)
        grid.setColumnStretch(1, 1)
        self.count = QLabel("", self)
        self.count.setTextFormat(Qt.TextFormat.PlainText)
        self.count.setProperty("muted", True)
        self.model = RowsModel(_COLUMNS, parent=self)
        self.table = TableView(self.model, name="task.replace", lines=2, whole_rows=True)
        self.table.setAccessibleName("找到的地方")
        self.table.clicked.connect(self._on_table_clicked)
        self.table.activated_id.connect(self._turn)
        self.body.addLayout(grid)
        self.body.addWidget(self.count)
        self.body.addWidget(self.table, 1)
        self._delay = QTimer(self)
        self._delay.setSingleShot(True)
        self._delay.setInterval(DELAY_MS)
        self._delay.timeout.connect(self.search)
        for line in (self.sought, self.other):
            line.textChanged.connect(self._delay.start)
        for box in (self.column, self.scope):
            box.currentIndexChanged.connect(self._delay.start)
        for tick in (self.match_case, self.whole):
            tick.toggled.connect(self._delay.start)
        self.search()
        self.sought.setFocus()

    def search(self) -> None:
        """Look again, now."""
        self._delay.stop()
        keys = (str(self.column.currentData()),) if self.column.currentData() else TEXTS
        rows = [row for row in self._rows if not self.scope.currentData() or row.id in self._chosen]
        cells = ((row.id, key, str(getattr(row, key))) for row in rows for key in keys)
        found = replaced(cells, self.wanted)
        self.model.set_rows(
            Place(number, entry, self._titles[entry.row_id], (entry.row_id, entry.key) not in self._off)
            for number, entry in enumerate(found)
        )
        self._show()

    @property
    def wanted(self) -> Wanted:
        """What is looked for."""
        return Wanted(self.sought.text(), self.other.text(), self.match_case.isChecked(), self.whole.isChecked())

    @override
    def value(self) -> tuple[CellEdit, ...]:
        return tuple(
            CellEdit(place.found.row_id, place.found.key, place.found.after)
            for place in self.model.rows
            if place.is_on and place.found.after != place.found.before
        )

    @override
    def why_not(self) -> Refusal | None:
        refusal = why_not_sought(self.wanted)
        if refusal is not None:
            return refusal
        if not self.model.rows:
            return Refusal(f"没有找到“{self.sought.text()}”。", "可以换一列，或去掉“整格相同”。")
        return None if self.value() else Refusal("没有要改的地方。", "请勾选几处，或换一个替换的内容。")

    def _show(self) -> None:
        times = sum(place.found.times for place in self.model.rows)
        cells = len(self.model.rows)
        self.count.setText(f"找到 {times} 处，在 {cells} 格里。点“替换”一列可以略过某一格。" if cells else "")
        if not cells and self.sought.text():
            self.count.setText(f"没有找到“{self.sought.text()}”。")
        written = len(self.value())
        self.accept_button.setText(f"替换 {written} 格" if written else "替换")
        self.show_state()

    def _on_table_clicked(self, index: QModelIndex) -> None:
        if index.column() == 0:
            self._turn(self.model.id_at(index))

    def _turn(self, place_id: object) -> None:
        place = self.model.row(place_id)
        if place is None:
            return
        self._off ^= {(place.found.row_id, place.found.key)}
        self.model.update_rows((replace(place, is_on=not place.is_on),))
        self._show()


def _shown(found: Replaced, text: str) -> str:
    """The part of a long text that changes."""
    pairs = enumerate(zip(found.before, found.after, strict=False))
    same = next((at for at, (was, now) in pairs if was != now), 0)
    start = same - BEFORE
    return text if start <= 0 or len(text) <= LONGEST else f"…{text[start:]}"


_COLUMNS = (
    Column("on", "替换", lambda row: "✓" if row.is_on else "略过", width=56, align="center"),
    Column("task", "任务", lambda row: row.task, width=200, lines=2, muted=True),
    Column("column", "列", lambda row: COLUMNS[row.found.key], width=80, muted=True),
    Column(
        "before", "现在", lambda row: _shown(row.found, row.found.before), width=200, lines=2, stretch=True,
        tooltip=lambda row: row.found.before,
    ),
    Column(
        "after", "替换后", lambda row: _shown(row.found, row.found.after), width=200, lines=2, stretch=True,
        tooltip=lambda row: row.found.after,
    ),
)  # fmt: skip
