"""A list of things with boxes to tick; with `movable` their order is chosen by dragging or Alt+arrows."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

from PySide6.QtCore import Qt, Signal
from PySide6.QtGui import QDropEvent, QKeyEvent
from PySide6.QtWidgets import QAbstractItemView, QListWidget, QListWidgetItem, QWidget
from typing_extensions import override

from ui.style import px

_DEPTH = Qt.ItemDataRole.UserRole + 1


@dataclass(frozen=True, slots=True)
class Entry:
    """One line; `note` stands behind the text. In a tree `depth` indents, and a tick takes what is below along."""

    key: object
    text: str
    ticked: bool
    note: str = ""
    depth: int = 0


class CheckList(QListWidget):
    """`changed` comes once per change by the user."""

    changed = Signal()

    def __init__(self, name: str, parent: QWidget | None = None, *, movable: bool = False, rows: int = 8) -> None:
        super().__init__(parent)
        self._movable = movable
        self._loading = False
        self.setAccessibleName(name)
        self.setProperty("boxed", True)
        self.setUniformItemSizes(True)
        self.setFixedHeight(px(28) * rows + px(4))
        self.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        if movable:
            self.setDragDropMode(QAbstractItemView.DragDropMode.InternalMove)
            self.setDefaultDropAction(Qt.DropAction.MoveAction)
            self.setToolTip("拖动或按 Alt+↑↓ 改变次序")
        self.itemChanged.connect(self._on_item_changed)

    def set_entries(self, entries: Sequence[Entry]) -> None:
        """Show these; tells nobody."""
        self._loading = True
        at = self.currentRow()
        self.clear()
        for entry in entries:
            words = f"{entry.text}　{entry.note}" if entry.note else entry.text
            item = QListWidgetItem("　" * entry.depth + words, self)
            item.setData(Qt.ItemDataRole.UserRole, entry.key)
            item.setData(_DEPTH, entry.depth)
            flags = Qt.ItemFlag.ItemIsEnabled | Qt.ItemFlag.ItemIsSelectable | Qt.ItemFlag.ItemIsUserCheckable
            item.setFlags(flags | Qt.ItemFlag.ItemIsDragEnabled if self._movable else flags)
            item.setCheckState(Qt.CheckState.Checked if entry.ticked else Qt.CheckState.Unchecked)
        self.setCurrentRow(min(at, self.count() - 1))
        self._loading = False

    def ticked(self) -> list[object]:
        """Keys of the ticked lines, in order."""
        items = [self.item(row) for row in range(self.count())]
        return [item.data(Qt.ItemDataRole.UserRole) for item in items if item.checkState() is Qt.CheckState.Checked]

    def set_all(self, ticked: bool, *, shown_only: bool = False) -> None:
        """Tick or clear every line, or every line that is shown: one change."""
        self._loading = True
        for row in range(self.count()):
            if shown_only and self.isRowHidden(row):
                continue
            self.item(row).setCheckState(Qt.CheckState.Checked if ticked else Qt.CheckState.Unchecked)
        self._loading = False
        self.changed.emit()

    @override
    def dropEvent(self, event: QDropEvent) -> None:
        self._loading = True
        super().dropEvent(event)
        self._loading = False
        self.changed.emit()

    @override
    def keyPressEvent(self, event: QKeyEvent) -> None:
        step = {Qt.Key.Key_Up: -1, Qt.Key.Key_Down: 1}.get(Qt.Key(event.key()), 0)
        if self._movable and step and event.modifiers() & Qt.KeyboardModifier.AltModifier:
            self.shift_current(step)
            return
        super().keyPressEvent(event)

    def shift_current(self, step: int) -> None:
        """Move the current line up or down."""
        at = self.currentRow()
        to = at + step
        if at < 0 or not 0 <= to < self.count():
            return
        self._loading = True
        self.insertItem(to, self.takeItem(at))
        self.setCurrentRow(to)
        self._loading = False
        self.changed.emit()

    def _on_item_changed(self, item: QListWidgetItem) -> None:
        if self._loading:
            return
        self._loading = True
        for row in range(self.row(item) + 1, self.count()):
            below = self.item(row)
            if below.data(_DEPTH) <= item.data(_DEPTH):
                break
            below.setCheckState(item.checkState())
        self._loading = False
        self.changed.emit()
