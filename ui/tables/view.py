"""The table view of every page: keys of a spreadsheet, folding tree column, copy and paste, remembered widths."""

from __future__ import annotations

from typing import Any

from PySide6.QtCore import (
    QMetaMethod,
    QModelIndex,
    QObject,
    QPersistentModelIndex,
    QPoint,
    QRect,
    Qt,
)
from PySide6.QtGui import (
    QContextMenuEvent,
    QDragEnterEvent,
    QDragLeaveEvent,
    QDragMoveEvent,
    QDropEvent,
    QKeyEvent,
    QMouseEvent,
    QPainter,
    QPaintEvent,
    QResizeEvent,
    QShowEvent,
)
from PySide6.QtWidgets import QMenu
from typing_extensions import override

from ui.style import color, px
from ui.tables.block_table import BlockTable
from ui.tables.cells import Chip, Fill
from ui.tables.delegate import ARROW, INDENT, SIDE
from ui.tables.painting import paint_ring
from ui.tables.tree import TreeRowsModel

Key = Qt.Key


class TableView(BlockTable):
    """The table of every page: keys and mouse of a spreadsheet on top of what BaseTable keeps."""

    _drawn: tuple[Chip, QModelIndex] | None = None  # a chip being drawn to another place of its cell
    drop_line: QRect | None = None  # where rows being dragged would come to lie
    drawn_to: tuple[int, QRect] | None = None  # the chip before which it would stand, and where the mark is painted

    # ---- keys -------------------------------------------------------------------------------------------------

    @override
    def keyPressEvent(self, event: QKeyEvent) -> None:
        if self.hover_point is not None:
            self.hover_at(None)  # the tint goes along with the keys, not with a mouse left lying
        if not self._handle_key(event.key(), event.modifiers()):
            super().keyPressEvent(event)

    def _handle_key(self, key: int, held: Qt.KeyboardModifier) -> bool:
        control = bool(held & Qt.KeyboardModifier.ControlModifier)
        alt = bool(held & Qt.KeyboardModifier.AltModifier)
        shift = bool(held & Qt.KeyboardModifier.ShiftModifier)
        if key in (Key.Key_Return, Key.Key_Enter):
            self._on_enter(shift)
        elif key in (Key.Key_Tab, Key.Key_Backtab):
            return self._on_tab(key == Key.Key_Backtab or shift)
        elif control and key == Key.Key_C:
            self.copy()
        elif control and key == Key.Key_V:
            self.paste()
        elif control and key == Key.Key_X:
            self.cut()
        elif control and key == Key.Key_D:
            self.fill_down()
        elif control and key == Key.Key_R and self.fills_right:
            self.fill_right()
        elif key == Key.Key_Escape and self.has_cut:
            self.forget_cut()
        elif control and key in (Key.Key_Left, Key.Key_Right) and isinstance(self.rows_model, TreeRowsModel):
            self._fold(key == Key.Key_Right)
        elif not control and not alt and self._whole_rows and key in (Key.Key_Left, Key.Key_Right):
            if not isinstance(self.rows_model, TreeRowsModel):
                return False
            self._fold(key == Key.Key_Right)
        elif alt and key in (Key.Key_Up, Key.Key_Down):
            if self.selected_ids():
                self.move_requested.emit(self.selected_ids(), -1 if key == Key.Key_Up else 1)
        elif key == Key.Key_Delete:
            self._on_delete(control)
        elif key == Key.Key_Insert:
            self.insert_requested.emit(self.current_id())
        else:
            return False
        return True

    def _on_enter(self, shift: bool) -> None:
        index = self.currentIndex()
        if not index.isValid():
            return
        if self._whole_rows or not self.rows_model.flags(index) & Qt.ItemFlag.ItemIsEditable:
            self.activated_id.emit(self.rows_model.id_at(index))
        else:
            self.edit(index)

    def _on_tab(self, backwards: bool) -> bool:
        model, index = self.rows_model, self.currentIndex()
        if self._whole_rows or not index.isValid():
            return False
        if isinstance(model, TreeRowsModel) and index.column() == model.tree_column and self._indents():
            self.indent_requested.emit(self.selected_ids(), -1 if backwards else 1)
            return True
        self._step(0, -1 if backwards else 1)
        return True

    def _indents(self) -> bool:
        return self.isSignalConnected(QMetaMethod.fromSignal(self.indent_requested))

    def _on_delete(self, rows: bool) -> None:
        ids, index = self.selected_ids(), self.currentIndex()
        if not ids or not index.isValid():
            return
        columns = self._selected_columns()
        model = self.rows_model
        first = model.tree_column if isinstance(model, TreeRowsModel) else 0
        cells = not rows and not self._whole_rows and first not in columns
        if cells and any(model.columns[number].editor is not None for number in columns):
            keys = tuple(model.columns[number].key for number in columns if model.columns[number].editor is not None)
            self.clear_requested.emit(Fill(None, ids, keys))
        else:
            self.delete_requested.emit(ids)

    def _fold(self, expanded: bool) -> None:
        model, index = self.rows_model, self.currentIndex()
        if not isinstance(model, TreeRowsModel) or not index.isValid():
            return
        row_id = model.id_at(index)
        if model.has_children_at(index.row()) and model.is_expanded(row_id) != expanded:
            model.toggle(row_id)
        elif expanded and model.has_children_at(index.row()):
            self._step(1, 0)
        elif not expanded and (above := model.parent_place(index.row())) >= 0:
            self.selectionModel().setCurrentIndex(model.index(above, index.column()), self._flag())

    # ---- mouse ------------------------------------------------------------------------------------------------

    @override
    def mousePressEvent(self, event: QMouseEvent) -> None:
        point = event.position().toPoint()
        index = self.indexAt(point)
        if event.button() == Qt.MouseButton.LeftButton and (
            self.press_on_handle(point) or (index.isValid() and self.press_in_cell(index, point))
        ):
            return
        self.set_grip_pressed(index)
        super().mousePressEvent(event)

    def press_in_cell(self, index: QModelIndex, point: QPoint) -> bool:
        """A click on a branch folds, one on the × of a chip asks for its removal."""
        model = self.rows_model
        if isinstance(model, TreeRowsModel) and index.column() == model.tree_column:
            left = self.cell_rect(index).left() + px(SIDE) + model.depth_at(index.row()) * px(INDENT) - px(4)
            if model.has_children_at(index.row()) and left <= point.x() < left + px(ARROW) + px(2):
                model.toggle(model.id_at(index))
                return True
        column = model.columns[index.column()]
        if column.removable_chips:
            found = self._cells.chip_under(index, point)
            here = index == self.currentIndex()  # a click that makes a cell the current one never removes
            if found is not None and found[1] and here and found[0].id is not None:
                self.chip_removed.emit(model.id_at(index), column.key, found[0].id)
                return True
            if found is not None and found[0].id is not None and here and self._orders_units():
                self._drawn = (found[0], index)
                return True
        return False

    def _orders_units(self) -> bool:
        return self.isSignalConnected(QMetaMethod.fromSignal(self.units_ordered))

    @override
    def mouseDoubleClickEvent(self, event: QMouseEvent) -> None:
        index = self.indexAt(event.position().toPoint())
        if index.isValid() and not self.rows_model.flags(index) & Qt.ItemFlag.ItemIsEditable:
            self.activated_id.emit(self.rows_model.id_at(index))
            return
        if index.isValid() and index == self.currentIndex():
            self.edit(index)  # Qt opens it only where the first press came through to it
            return
        super().mouseDoubleClickEvent(event)

    @override
    def mouseMoveEvent(self, event: QMouseEvent) -> None:
        point = event.position().toPoint()
        if self.move_handle(point):
            return
        if self._drawn is not None and event.buttons() & Qt.MouseButton.LeftButton:
            self.drawn_to = self._cells.chip_gap(self._drawn[1], point)
            self.viewport().update(self.visualRect(self._drawn[1]))
            return
        super().mouseMoveEvent(event)
        self.hover_at(point)
        over = self.is_on_handle(point)
        self.viewport().setCursor(Qt.CursorShape.CrossCursor if over else Qt.CursorShape.ArrowCursor)

    @override
    def mouseReleaseEvent(self, event: QMouseEvent) -> None:
        if self.release_handle():
            return
        drawn, self._drawn = self._drawn, None
        if drawn is None:
            super().mouseReleaseEvent(event)
            return
        gap, self.drawn_to = self.drawn_to, None
        chip, index = drawn
        self.viewport().update(self.visualRect(index))
        if gap is not None and index.isValid():
            self.draw_chip(index, chip, gap[0])
        elif index.isValid():
            self.selectionModel().setCurrentIndex(index, self._flag())  # a mere click

    def draw_chip(self, index: QModelIndex | QPersistentModelIndex, chip: Chip, before: int) -> None:
        """A chip was drawn to another place among those of its cell."""
        column, row = self.rows_model.columns[index.column()], self.rows_model.row_at(index.row())
        chips = column.chips(row) if column.chips is not None else ()
        order = [entry.id for entry in chips[:before] if entry.id != chip.id]
        order += [chip.id, *(entry.id for entry in chips[before:] if entry.id != chip.id)]
        order = [chip_id for chip_id in order if chip_id is not None]
        if order != [entry.id for entry in chips if entry.id is not None]:
            self.units_ordered.emit(row.id, column.key, tuple(order))

    def hover_at(self, point: QPoint | None) -> None:
        """Light up the row under the mouse."""
        before, self.hover_point = self.hovered_row, point
        self.hovered_row = self.rowAt(point.y()) if point is not None else -1
        rows = {before, self.hovered_row} if before != self.hovered_row else {self.hovered_row}
        for place in rows:
            if place >= 0:
                top, tall = self.rowViewportPosition(place), self.rowHeight(place)
                self.viewport().update(0, top, self.viewport().width(), tall)

    @override
    def leaveEvent(self, event: Any) -> None:
        self.hover_at(None)
        super().leaveEvent(event)

    @override
    def contextMenuEvent(self, event: QContextMenuEvent) -> None:
        index = self.indexAt(event.pos())
        if index.isValid() and not self.selectionModel().isSelected(index):
            self.selectionModel().setCurrentIndex(index, self._flag())
        self.context_menu_requested.emit(self.rows_model.id_at(index), event.globalPos())
        menu = QMenu(self)
        menu.setAttribute(Qt.WidgetAttribute.WA_DeleteOnClose)
        menu.addActions(self._menu)
        if self._menu:
            menu.addSeparator()
        menu.addAction("复制\tCtrl+C", self.copy).setEnabled(bool(self._selected_places()))
        if self.cuts:
            menu.addAction("剪切\tCtrl+X", self.cut).setEnabled(bool(self._selected_places()))
        if self.isSignalConnected(QMetaMethod.fromSignal(self.paste_requested)):
            menu.addAction("粘贴\tCtrl+V", self.paste)
        menu.popup(event.globalPos())

    # ---- drag -------------------------------------------------------------------------------------------------

    @override
    def dragEnterEvent(self, event: QDragEnterEvent) -> None:
        if event.source() in self._hosts:
            event.acceptProposedAction()
            return
        super().dragEnterEvent(event)

    @override
    def dragLeaveEvent(self, event: QDragLeaveEvent) -> None:
        self.hover_at(None)
        self._show_drop(None)
        super().dragLeaveEvent(event)

    @override
    def dragMoveEvent(self, event: QDragMoveEvent) -> None:
        point = event.position().toPoint()
        if event.source() in self._hosts:
            fits = self._guest_target(event.source(), point) is not None
            self.hover_at(point if fits else None)
            if fits:
                event.acceptProposedAction()
            else:
                event.ignore()
            return
        super().dragMoveEvent(event)
        if event.source() is self:
            self._show_drop(point)
            event.setDropAction(Qt.DropAction.MoveAction)
            event.accept()

    def _show_drop(self, point: QPoint | None) -> None:
        index = self.indexAt(point) if point is not None else QModelIndex()
        self.drop_line = None
        if point is not None and index.isValid():
            rect = self.visualRect(index)
            whole = QRect(0, rect.top(), self.viewport().width(), rect.height())
            place = self._drop_place(index, point)
            top = rect.top() - 1 if place == "above" else rect.bottom()
            self.drop_line = whole if place == "on" else QRect(0, max(0, top), whole.width(), max(2, px(2)))
        self.viewport().update()

    def _drop_place(self, index: QModelIndex, point: QPoint) -> str:
        """Whether a point is "above", "below" or "on" a row."""
        rect, y = self.visualRect(index), point.y()
        third = rect.height() // 3 if isinstance(self.rows_model, TreeRowsModel) else rect.height() // 2
        return "above" if y < rect.top() + third else "below" if y > rect.bottom() - third else "on"

    def _guest_target(self, source: QObject, point: QPoint) -> Any | None:
        target = self.rows_model.id_at(self.indexAt(point))
        return target if target is not None and self._hosts[source](target) else None

    def drop_guests(self, source: QObject, point: QPoint) -> bool:
        """Rows of another table were let go at a point; whether they may lie there."""
        target = self._guest_target(source, point)
        self.hover_at(None)
        if target is None or not isinstance(source, TableView):
            return False
        self.guests_dropped.emit(source.selected_ids(), target)
        return True

    @override
    def dropEvent(self, event: QDropEvent) -> None:
        if event.source() in self._hosts:
            event.setDropAction(Qt.DropAction.IgnoreAction)  # the table they come from must not remove them itself
            event.accept()
            self.drop_guests(event.source(), event.position().toPoint())
            return
        point = event.position().toPoint()
        index = self.indexAt(point)
        self._show_drop(None)
        if event.source() is not self or not index.isValid():
            return
        place = self._drop_place(index, point)
        ids, target = self.selected_ids(), self.rows_model.id_at(index)
        event.setDropAction(Qt.DropAction.IgnoreAction)
        event.accept()
        if target not in ids:
            self.drop_requested.emit(ids, target, place)

    # ---- Qt ---------------------------------------------------------------------------------------------------

    @override
    def paintEvent(self, event: QPaintEvent) -> None:
        filler = QPainter(self.viewport())  # opaque: scrolling moves what is painted instead of painting it again
        filler.fillRect(event.rect(), color("surface"))
        filler.end()
        super().paintEvent(event)
        if self.drop_line is not None:
            painter = QPainter(self.viewport())
            if self.drop_line.height() > px(4):
                paint_ring(painter, self.drop_line)
            else:
                painter.fillRect(self.drop_line, color("accent"))
            painter.end()
        if self.drawn_to is not None:
            painter = QPainter(self.viewport())
            painter.fillRect(self.drawn_to[1], color("accent"))
            painter.end()
        if self.rows_model.rowCount() == 0 and self.rows_model.is_filtered:
            painter = QPainter(self.viewport())
            painter.setPen(color("secondary"))
            where = self.viewport().rect().adjusted(0, px(24), 0, 0)
            painter.drawText(where, int(Qt.AlignmentFlag.AlignHCenter | Qt.AlignmentFlag.AlignTop), "没有符合筛选的行")
            painter.end()

    @override
    def resizeEvent(self, event: QResizeEvent) -> None:
        super().resizeEvent(event)
        self._memory.stretch()

    @override
    def showEvent(self, event: QShowEvent) -> None:
        self.restore()
        super().showEvent(event)
