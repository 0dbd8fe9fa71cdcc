"""The table of one block of the review: Enter confirms, Delete drops, Space or a click on the state turns it."""

from __future__ import annotations

from PySide6.QtCore import QModelIndex, QPoint, Qt, QTimer, Signal
from PySide6.QtGui import QKeyEvent
from typing_extensions import override

from ui.tables.rows import RowsModel
from ui.tables.view import TableView

STATE = "state"


class ReviewTable(TableView):
    """A TableView whose Enter, Delete, Space, Ctrl+Z and Ctrl+Y belong to the review."""

    confirm_requested = Signal(object)  # row id
    state_clicked = Signal(object)  # row id
    undo_requested = Signal()
    redo_requested = Signal()
    scrolled_to = Signal(object)  # id of the first row in sight, after the user scrolled

    def __init__(self, model: RowsModel, name: str, lines: int = 1) -> None:
        super().__init__(model, name=name, lines=lines)
        self.verticalScrollBar().actionTriggered.connect(self._on_scroll_bar_action_triggered)

    @override
    def event(self, event):  # type: ignore[no-untyped-def]
        if event.type() == event.Type.ShortcutOverride and isinstance(event, QKeyEvent) and _undo_way(event):
            event.accept()  # the window's undo is for saved steps; here it takes a check back
            return True
        return super().event(event)

    @override
    def keyPressEvent(self, event: QKeyEvent) -> None:
        control = bool(event.modifiers() & Qt.KeyboardModifier.ControlModifier)
        if event.key() in (Qt.Key.Key_Return, Qt.Key.Key_Enter) and not control:
            if self.current_id() is not None:
                self.confirm_requested.emit(self.current_id())
        elif event.key() == Qt.Key.Key_Delete:
            if self.selected_ids():
                self.delete_requested.emit(self.selected_ids())
        elif event.key() == Qt.Key.Key_Space and not event.modifiers() and self.current_id() is not None:
            self.state_clicked.emit(self.current_id())
        elif way := _undo_way(event):
            (self.undo_requested if way == "undo" else self.redo_requested).emit()
        else:
            super().keyPressEvent(event)

    def _on_scroll_bar_action_triggered(self, action: int) -> None:
        QTimer.singleShot(0, self, self._tell_scrolled)

    def _tell_scrolled(self) -> None:
        index = self.indexAt(QPoint(1, 1))
        if index.isValid():
            self.scrolled_to.emit(self.rows_model.id_at(index))

    @override
    def press_in_cell(self, index: QModelIndex, point: QPoint) -> bool:
        if self.rows_model.columns[index.column()].key == STATE:
            row_id = self.rows_model.id_at(index)
            self.select_id(row_id, STATE)
            self.setFocus()
            self.state_clicked.emit(row_id)
            return True
        return super().press_in_cell(index, point)


def _undo_way(event: QKeyEvent) -> str:
    """Answer undo for Ctrl+Z, redo for Ctrl+Y, else nothing."""
    if event.modifiers() != Qt.KeyboardModifier.ControlModifier:
        return ""
    return {Qt.Key.Key_Z: "undo", Qt.Key.Key_Y: "redo"}.get(Qt.Key(event.key()), "")
