"""The matrix under the hand: keys and clicks set roles, in one cell or in a block; blocks are copied."""

from __future__ import annotations

from functools import partial
from typing import Any

from PySide6.QtCore import QEvent, QPoint, Qt, Signal
from PySide6.QtGui import QContextMenuEvent, QHelpEvent, QKeyEvent, QMouseEvent, QWheelEvent
from PySide6.QtWidgets import QMenu, QToolTip, QWidget
from typing_extensions import override

from ui.style import px
from ui.tables import clipboard, matrix_paint
from ui.tables.delegate import as_plain
from ui.tables.matrix_base import LEAST_FROZEN, MatrixBase
from ui.tables.matrix_model import ROLE_KEYS, ROLE_WORDS, MatrixModel

EDGE = 4  # pixels beside the frozen part's edge that drag it


class MatrixView(MatrixBase):
    """Asks for changes, changes nothing."""

    role_toggled = Signal(object, object, str)  # row id, column id, role value
    roles_wanted = Signal(object, str)  # list of (row id, column id) of a block, role value
    roles_cleared = Signal(object)  # list of (row id, column id)
    row_activated = Signal(object)  # double click on a task

    def __init__(self, model: MatrixModel, parent: QWidget | None = None) -> None:
        super().__init__(model, parent)
        self._last_role = "responsible"
        self._dragging = False  # the edge of the frozen part
        self._drawing = False  # a block, from the cell pressed
        self._pressed: tuple[int, int] | None = None  # an empty cell: it gets its role when the button is let go

    @property
    def last_role(self) -> str:
        """The role that a click on an empty cell sets."""
        return self._last_role

    def _toggle(self, role: str) -> None:
        cells = self.selected_cells()
        if not cells:
            return
        self._last_role = role
        if len(cells) == 1:
            self.role_toggled.emit(*cells[0], role)
        else:
            self.roles_wanted.emit(cells, role)

    @override
    def keyPressEvent(self, event: QKeyEvent) -> None:
        if not self.matrix.rows or not self.matrix.columns:
            super().keyPressEvent(event)
            return
        row, column = self._current_place() or (0, 0)
        key, held = event.key(), event.modifiers()
        page = max(1, (self.viewport().height() - self.head_height) // self.cell - 1)
        end = len(self.matrix.rows) - 1, len(self.matrix.columns) - 1
        control = bool(held & Qt.KeyboardModifier.ControlModifier)
        steps = {
            Qt.Key.Key_Up: (row - 1, column),
            Qt.Key.Key_Down: (row + 1, column),
            Qt.Key.Key_Return: (row + 1, column),
            Qt.Key.Key_Enter: (row + 1, column),
            Qt.Key.Key_Left: (row, column - 1),
            Qt.Key.Key_Right: (row, column + 1),
            Qt.Key.Key_PageUp: (row - page, column),
            Qt.Key.Key_PageDown: (row + page, column),
            Qt.Key.Key_Home: (0 if control else row, 0),
            Qt.Key.Key_End: (end[0] if control else row, end[1]),
        }
        if key in steps:
            self._set_current(*steps[Qt.Key(key)], extend=bool(held & Qt.KeyboardModifier.ShiftModifier))
        elif control and key == Qt.Key.Key_C:
            self.copy()
        elif not control and event.text().lower() in ROLE_KEYS:
            self._toggle(ROLE_KEYS[event.text().lower()])
        elif key == Qt.Key.Key_Space:
            self._toggle(self._last_role)
        elif key in (Qt.Key.Key_Delete, Qt.Key.Key_Backspace):
            filled = self._filled_cells()
            if filled:
                self.roles_cleared.emit(filled)
        elif control and key == Qt.Key.Key_A:
            self._set_current(0, 0)
            self._set_current(*end, extend=True)
        elif key == Qt.Key.Key_Escape and self.block() is not None:
            self._set_current(row, column)
        else:
            super().keyPressEvent(event)

    def _filled_cells(self) -> list[tuple[Any, Any]]:
        """The selected cells that hold a role."""
        found = []
        for cell in self.selected_cells():
            place = self.matrix.place_of(*cell)
            if place is not None and self.matrix.roles_at(*place):
                found.append(cell)
        return found

    def copy(self) -> None:
        """The block selected, else the whole matrix as shown, with its headings, for a spreadsheet."""
        model = self.matrix
        whole = (0, 0), (len(model.rows) - 1, len(model.columns) - 1)
        (top, left), (bottom, right) = self.block() or whole
        columns = range(left, right + 1)
        lines = [["序号", "任务", *(model.columns[at].label for at in columns)]]
        for at in range(top, bottom + 1):
            row = model.rows[at]
            lines.append([row.number, row.title, *(model.text_at(at, column) for column in columns)])
        clipboard.put(lines)

    # ---- mouse ------------------------------------------------------------------------------------------------

    @override
    def mousePressEvent(self, event: QMouseEvent) -> None:
        point = event.position().toPoint()
        if event.button() != Qt.MouseButton.LeftButton:
            return
        if abs(point.x() - self.frozen_width) <= EDGE:
            self._dragging = True
            return
        row, column = self.place_at(point)
        if row < 0:
            self._press_head(column, point)
            return
        if column < 0:
            self._press_row(row, point)
            return
        if event.modifiers() & Qt.KeyboardModifier.ShiftModifier:
            self._set_current(row, column, extend=True)
            return
        was, had_block = self._current_place(), self.block() is not None
        self._set_current(row, column)
        self._drawing = True
        if self.matrix.columns[column].is_folded:
            self.matrix.toggle_group(self.matrix.columns[column].group)
            self._drawing = False
        elif not self.matrix.roles_at(row, column):
            self._pressed = (row, column)
        elif was == (row, column) and not had_block:
            self._drawing = False
            self._open_menu(row, column, event.globalPosition().toPoint())

    def _press_head(self, column: int, point: QPoint) -> None:
        """The head of a group folds it; the name of a unit selects its column."""
        if column < 0 or not self.matrix.rows:
            return
        if point.y() < self.band_height or self.matrix.columns[column].is_folded:
            self.matrix.toggle_group(self.matrix.columns[column].group)
        else:
            self._set_current(0, column)
            self._set_current(len(self.matrix.rows) - 1, column, extend=True)

    def _press_row(self, row: int, point: QPoint) -> None:
        entry = self.matrix.rows[row]
        if self.matrix.has_children(entry.id) and point.x() < matrix_paint.title_left(entry):
            self.matrix.toggle(entry.id)
        elif self.matrix.columns:
            place = self._current_place()
            self._set_current(row, place[1] if place else 0)

    @override
    def mouseDoubleClickEvent(self, event: QMouseEvent) -> None:
        row, column = self.place_at(event.position().toPoint())
        if row >= 0 and column < 0:
            self.row_activated.emit(self.matrix.rows[row].id)

    @override
    def mouseMoveEvent(self, event: QMouseEvent) -> None:
        point = event.position().toPoint()
        if self._dragging:
            self._frozen = max(LEAST_FROZEN, min(640, round(point.x() * 100 / px(100))))
            self._update_bars()
            self.viewport().update()
            return
        if self._drawing and event.buttons() & Qt.MouseButton.LeftButton:
            place = self.place_at(point)
            if min(place) >= 0 and place != self._current_place():
                self._pressed = None
                self._set_current(*place, extend=True)
            return
        on_edge = abs(point.x() - self.frozen_width) <= EDGE
        self.viewport().setCursor(Qt.CursorShape.SplitHCursor if on_edge else Qt.CursorShape.ArrowCursor)
        place = self.place_at(point)
        if place != self._hover:
            self._hover = place
            self.viewport().update()

    @override
    def mouseReleaseEvent(self, event: QMouseEvent) -> None:
        self._dragging = self._drawing = False
        pressed, self._pressed = self._pressed, None
        if pressed is not None and pressed == self._current_place():
            self._toggle(self._last_role)

    @override
    def leaveEvent(self, event: QEvent) -> None:
        self._hover = (-1, -1)
        self.viewport().update()
        super().leaveEvent(event)

    @override
    def contextMenuEvent(self, event: QContextMenuEvent) -> None:
        row, column = self.place_at(event.pos())
        if row < 0 or column < 0 or self.matrix.columns[column].is_folded:
            return
        if (
            self.block() is None
            or (self.matrix.rows[row].id, self.matrix.columns[column].id) not in self.selected_cells()
        ):
            self._set_current(row, column)
        self._open_menu(row, column, event.globalPos())

    def _open_menu(self, row: int, column: int, place: QPoint) -> None:
        menu = QMenu(self)
        menu.setAttribute(Qt.WidgetAttribute.WA_DeleteOnClose)
        cells = self.selected_cells()
        roles = self.matrix.roles_at(row, column) if len(cells) == 1 else ()
        filled = self._filled_cells()
        keys = {role: key.upper() for key, role in ROLE_KEYS.items()}
        for role, word in ROLE_WORDS.items():
            action = menu.addAction(f"{word}\t{keys[role]}")
            action.setCheckable(True)
            action.setChecked(role in roles)
            action.triggered.connect(partial(self._toggle, role))
        if filled:
            menu.addSeparator()
            menu.addAction("清空\tDelete").triggered.connect(partial(self.roles_cleared.emit, filled))
        menu.popup(place)

    @override
    def wheelEvent(self, event: QWheelEvent) -> None:
        if event.modifiers() & Qt.KeyboardModifier.ShiftModifier and event.angleDelta().y():
            bar = self.horizontalScrollBar()
            bar.setValue(bar.value() - event.angleDelta().y() // 120 * 3 * self.cell)
            event.accept()
            return
        super().wheelEvent(event)

    @override
    def viewportEvent(self, event: QEvent) -> bool:
        if event.type() == QEvent.Type.ToolTip and isinstance(event, QHelpEvent):
            row, column = self.place_at(event.pos())
            words = ""
            if row >= 0 and column >= 0:
                words = self.matrix.words_at(row, column)
            elif row >= 0 and event.pos().x() < self.frozen_width:
                entry, counts = self.matrix.rows[row], self.matrix.row_counts(row)
                said = f"牵头 {counts[0]} 个单位 · 共 {counts[1]} 个单位"
                words = "\n".join(part for part in (entry.title, entry.tooltip, said) if part)
            elif column >= 0:
                unit = self.matrix.columns[column]
                words = f"{unit.tooltip or unit.label}\n牵头 {unit.counts[0]} · 共 {unit.counts[1]} 项"
                if event.pos().y() < self.band_height:
                    words = f"{unit.group}：点一下{'展开' if unit.is_folded else '收起'}"
            QToolTip.showText(event.globalPos(), as_plain(words), self.viewport())
            return True
        return super().viewportEvent(event)
