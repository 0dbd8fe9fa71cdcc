"""Which columns are shown, in what order, and how many of the first stay in sight."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

from PySide6.QtCore import QModelIndex, Qt
from PySide6.QtGui import QKeyEvent, QStandardItem, QStandardItemModel
from PySide6.QtWidgets import QAbstractItemView, QHBoxLayout, QListView, QPushButton, QVBoxLayout, QWidget
from typing_extensions import override

from models.errors import Refusal
from ui.style import px
from ui.widgets.form import FormDialog
from ui.widgets.quiet import Combo

_KEY = Qt.ItemDataRole.UserRole


@dataclass(frozen=True, slots=True)
class ColumnChoice:
    """All keys in their order, those hidden, and how many of the first columns are frozen."""

    order: tuple[str, ...]
    hidden: frozenset[str]
    frozen: int


class _ColumnList(QListView):
    """Space ticks, Alt+Up/Down moves, dragging moves."""

    def __init__(self, dialog: ColumnsDialog) -> None:
        super().__init__(dialog)
        self._dialog = dialog
        self.setProperty("boxed", True)
        self.setAccessibleName("列")
        self.setDragDropMode(QAbstractItemView.DragDropMode.InternalMove)
        self.setDefaultDropAction(Qt.DropAction.MoveAction)
        self.setEditTriggers(QListView.EditTrigger.NoEditTriggers)
        self.setMinimumHeight(px(320))

    @override
    def keyPressEvent(self, event: QKeyEvent) -> None:
        alt = event.modifiers() & Qt.KeyboardModifier.AltModifier
        if alt and event.key() in (Qt.Key.Key_Up, Qt.Key.Key_Down):
            self._dialog.move_current(-1 if event.key() == Qt.Key.Key_Up else 1)
            return
        super().keyPressEvent(event)


class ColumnsDialog(FormDialog):
    """`value()` is a ColumnChoice; `own` is the order that 恢复默认 brings back, with `own_hidden` not shown."""

    def __init__(
        self,
        headings: Sequence[tuple[str, str]],
        choice: ColumnChoice,
        own: Sequence[str],
        own_hidden: frozenset[str],
        parent: QWidget,
    ) -> None:
        super().__init__("选择列", parent)
        self._headings = dict(headings)
        self._own = ColumnChoice(tuple(own), own_hidden, 0)
        self.list = _ColumnList(self)
        self._items = QStandardItemModel(self.list)
        self.list.setModel(self._items)
        self.up, self.down = QPushButton("上移", self), QPushButton("下移", self)
        self.reset = QPushButton("恢复默认", self)
        self.up.setToolTip("Alt+↑")
        self.down.setToolTip("Alt+↓")
        side = QVBoxLayout()
        for button in (self.up, self.down, self.reset):
            button.setAutoDefault(False)
            side.addWidget(button)
        side.addStretch(1)
        box = QWidget(self)
        row = QHBoxLayout(box)
        row.setContentsMargins(0, 0, 0, 0)
        row.addWidget(self.list, 1)
        row.addLayout(side)
        self.add("", box, "空格勾选，Alt+↑、Alt+↓ 移动，也可以用鼠标拖动。")
        self.frozen = Combo(self)
        self.add("冻结", self.frozen, "横向滚动时，冻结的列留在原处。")
        self.up.clicked.connect(self._on_up_clicked)
        self.down.clicked.connect(self._on_down_clicked)
        self.reset.clicked.connect(self._on_reset_clicked)
        self._items.itemChanged.connect(self._show_frozen)
        self._items.rowsRemoved.connect(self._on_rows_removed)
        self._fill(choice)
        self.list.setFocus()

    def _fill(self, choice: ColumnChoice) -> None:
        self._items.clear()
        for key in choice.order:
            if key not in self._headings:
                continue
            item = QStandardItem(self._headings[key])
            item.setCheckable(True)
            item.setDropEnabled(False)
            item.setData(key, _KEY)
            item.setCheckState(Qt.CheckState.Unchecked if key in choice.hidden else Qt.CheckState.Checked)
            self._items.appendRow(item)
        self.list.setCurrentIndex(self._items.index(0, 0))
        self._show_frozen()
        self.frozen.setCurrentIndex(max(0, self.frozen.findData(choice.frozen)))

    def move_current(self, delta: int) -> None:
        """Move the current column one place."""
        at = self.list.currentIndex().row()
        to = at + delta
        if at < 0 or not 0 <= to < self._items.rowCount():
            return
        (item,) = self._items.takeRow(at)
        self._items.insertRow(to, item)
        self.list.setCurrentIndex(self._items.index(to, 0))
        self._show_frozen()

    def _show_frozen(self) -> None:
        kept = self.frozen.currentData()
        self.frozen.blockSignals(True)
        self.frozen.clear()
        self.frozen.addItem("不冻结", 0)
        for at in range(self._items.rowCount() - 1):
            item = self._items.item(at)
            if item.checkState() == Qt.CheckState.Checked:
                self.frozen.addItem(f"冻结到“{item.text()}”", at + 1)
        self.frozen.setCurrentIndex(max(0, self.frozen.findData(kept)))
        self.frozen.blockSignals(False)

    def _on_rows_removed(self, parent: QModelIndex, first: int, last: int) -> None:
        self._show_frozen()

    def _on_up_clicked(self) -> None:
        self.move_current(-1)

    def _on_down_clicked(self) -> None:
        self.move_current(1)

    def _on_reset_clicked(self) -> None:
        self._fill(self._own)

    @override
    def why_not(self) -> Refusal | None:
        value = self.value()
        if len(value.hidden) == len(value.order):
            return Refusal("没有勾选任何列。", "请至少勾选一列。")
        return None

    @override
    def value(self) -> ColumnChoice:
        items = [self._items.item(at) for at in range(self._items.rowCount())]
        return ColumnChoice(
            tuple(item.data(_KEY) for item in items),
            frozenset(item.data(_KEY) for item in items if item.checkState() == Qt.CheckState.Unchecked),
            int(self.frozen.currentData() or 0),
        )
