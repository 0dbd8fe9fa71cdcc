"""Shows the matrix: frozen task column, upright unit names with counts, role letters, a crosshair; keys set roles."""

from __future__ import annotations

from functools import partial
from typing import Any

from PySide6.QtCore import QEvent, QPoint, QRect, Qt, Signal
from PySide6.QtGui import (
    QContextMenuEvent,
    QHelpEvent,
    QKeyEvent,
    QMouseEvent,
    QPainter,
    QPaintEvent,
    QResizeEvent,
    QWheelEvent,
)
from PySide6.QtWidgets import QAbstractScrollArea, QMenu, QToolTip, QWidget
from typing_extensions import override

from ui.style import announcer, color, px
from ui.tables import clipboard, matrix_paint
from ui.tables.delegate import as_plain
from ui.tables.matrix_model import ROLE_KEYS, ROLE_WORDS, MatrixModel

CELL = 28
FROZEN = 300
LEAST_FROZEN = 140
HEADING = 7  # characters of a unit's name shown upright
EDGE = 4  # pixels beside the frozen part's edge that drag it


class MatrixView(QAbstractScrollArea):
    """The cell cursor is kept by ids. Asks for changes, changes nothing."""

    role_toggled = Signal(object, object, str)  # row id, column id, role value
    roles_cleared = Signal(object)  # list of (row id, column id)
    current_changed = Signal(object, object)  # row id, column id
    row_activated = Signal(object)  # double click on a task

    def __init__(self, model: MatrixModel, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.matrix = model
        self._frozen = FROZEN
        self._row: Any = None  # ids of the cursor
        self._column: Any = None
        self._hover: tuple[int, int] = (-1, -1)
        self._last_role = "responsible"
        self._dragging = False
        self.setFrameShape(QAbstractScrollArea.Shape.NoFrame)
        self.setFocusPolicy(Qt.FocusPolicy.StrongFocus)
        self.setAccessibleName("任务与单位矩阵")
        self.setProperty("takesKeys", True)
        self.viewport().setMouseTracking(True)
        self.viewport().setAttribute(Qt.WidgetAttribute.WA_OpaquePaintEvent)
        model.reshaped.connect(self._on_model_reshaped)
        model.recoloured.connect(self.viewport().update)
        announcer().restyled.connect(self._on_model_reshaped)

    # ---- what pages ask ---------------------------------------------------------------------------------------

    def current(self) -> tuple[Any, Any]:
        """(row id, column id) of the cursor; None for none."""
        return self._row, self._column

    @property
    def last_role(self) -> str:
        """The role that a click on an empty cell sets."""
        return self._last_role

    def select(self, row_id: Any, column_id: Any = None) -> bool:
        """Put the cursor on a cell (of the same column as before, without one); False when it is not shown."""
        if not self.matrix.columns:
            return False
        column_id = column_id if column_id is not None else self._column or self.matrix.columns[0].id
        place = self.matrix.place_of(row_id, column_id)
        if place is None:
            return False
        self._set_current(*place)
        return True

    # ---- geometry ---------------------------------------------------------------------------------------------

    @property
    def cell(self) -> int:
        """Side of a cell in pixels."""
        return px(CELL)

    @property
    def frozen_width(self) -> int:
        """Width of the frozen part in pixels."""
        return min(px(self._frozen), max(px(LEAST_FROZEN), self.viewport().width() - 4 * self.cell))

    @property
    def head_height(self) -> int:
        """Height of the heads in pixels."""
        return px(14) * min(self.matrix.longest_label, HEADING) + px(34)

    def cell_rect(self, row: int, column: int) -> QRect:
        """Where a cell lies in the viewport."""
        left = self.frozen_width + column * self.cell - self.horizontalScrollBar().value()
        top = self.head_height + row * self.cell - self.verticalScrollBar().value()
        return QRect(left, top, self.cell, self.cell)

    def place_at(self, point: QPoint) -> tuple[int, int]:
        """(row, column) under a point; -1 for heads and frozen part."""
        row = column = -1
        if point.y() >= self.head_height:
            row = (point.y() - self.head_height + self.verticalScrollBar().value()) // self.cell
            row = row if row < len(self.matrix.rows) else -1
        if point.x() >= self.frozen_width:
            column = (point.x() - self.frozen_width + self.horizontalScrollBar().value()) // self.cell
            column = column if column < len(self.matrix.columns) else -1
        return row, column

    def _on_model_reshaped(self) -> None:
        self._update_bars()
        if self._row is not None and self.matrix.row_place(self._row) is None:
            self._row = self._column = None
            self.current_changed.emit(None, None)
        self.viewport().update()

    def _update_bars(self) -> None:
        wide = self.viewport().width() - self.frozen_width
        tall = self.viewport().height() - self.head_height
        across, down = self.horizontalScrollBar(), self.verticalScrollBar()
        across.setRange(0, max(0, len(self.matrix.columns) * self.cell - wide))
        across.setPageStep(max(1, wide))
        across.setSingleStep(self.cell)
        down.setRange(0, max(0, len(self.matrix.rows) * self.cell - tall))
        down.setPageStep(max(1, tall))
        down.setSingleStep(self.cell)

    # ---- painting ---------------------------------------------------------------------------------------------

    @override
    def paintEvent(self, event: QPaintEvent) -> None:
        painter = QPainter(self.viewport())
        area = self.viewport().rect()
        painter.fillRect(event.rect(), color("surface"))
        rows, columns = self._shown(event.rect())
        place = self._current_place()
        cross = self._hover if self._hover != (-1, -1) else (place or (-1, -1))
        part = event.rect()
        painter.setClipRect(part & QRect(self.frozen_width, self.head_height, area.width(), area.height()))
        matrix_paint.paint_cells(painter, self, rows, columns, cross)
        if place is not None:
            matrix_paint.paint_cursor(painter, self.cell_rect(*place), self.hasFocus())
        if part.top() < self.head_height:
            painter.setClipRect(part & QRect(self.frozen_width, 0, area.width(), self.head_height))
            matrix_paint.paint_heads(painter, self, columns, cross)
        if part.left() < self.frozen_width:
            painter.setClipRect(part & QRect(0, self.head_height, self.frozen_width, area.height()))
            matrix_paint.paint_rows(painter, self, rows, cross)
        painter.setClipRect(part)
        matrix_paint.paint_corner(painter, self)
        painter.end()

    def _shown(self, part: QRect) -> tuple[range, range]:
        """The rows and columns that reach into a part of the viewport."""
        size = self.cell
        top = self.verticalScrollBar().value() + max(part.top(), self.head_height) - self.head_height
        left = self.horizontalScrollBar().value() + max(part.left(), self.frozen_width) - self.frozen_width
        bottom = self.verticalScrollBar().value() + part.bottom() - self.head_height
        right = self.horizontalScrollBar().value() + part.right() - self.frozen_width
        return (
            range(top // size, max(0, min(len(self.matrix.rows), bottom // size + 1))),
            range(left // size, max(0, min(len(self.matrix.columns), right // size + 1))),
        )

    def _current_place(self) -> tuple[int, int] | None:
        return None if self._row is None else self.matrix.place_of(self._row, self._column)

    @override
    def scrollContentsBy(self, dx: int, dy: int) -> None:
        """Move what is painted; only what comes into sight is painted anew."""
        area = self.viewport().rect()
        if dy:
            self.viewport().scroll(0, dy, area.adjusted(0, self.head_height, 0, 0))
        if dx:
            self.viewport().scroll(dx, 0, area.adjusted(self.frozen_width, 0, 0, 0))

    # ---- cursor -----------------------------------------------------------------------------------------------

    def _set_current(self, row: int, column: int) -> None:
        row = max(0, min(row, len(self.matrix.rows) - 1))
        column = max(0, min(column, len(self.matrix.columns) - 1))
        now = (self.matrix.rows[row].id, self.matrix.columns[column].id)
        changed = now != (self._row, self._column)
        self._row, self._column = now
        self._show_cell(row, column)
        self.viewport().update()
        if changed:
            self.current_changed.emit(*now)

    def _show_cell(self, row: int, column: int) -> None:
        down, across, size = self.verticalScrollBar(), self.horizontalScrollBar(), self.cell
        tall = self.viewport().height() - self.head_height
        wide = self.viewport().width() - self.frozen_width
        if row * size < down.value():
            down.setValue(row * size)
        elif (row + 1) * size > down.value() + tall:
            down.setValue((row + 1) * size - tall)
        if column * size < across.value():
            across.setValue(column * size)
        elif (column + 1) * size > across.value() + wide:
            across.setValue((column + 1) * size - wide)

    def _toggle(self, role: str) -> None:
        if self._row is not None and self._column is not None:
            self._last_role = role
            self.role_toggled.emit(self._row, self._column, role)

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
            self._set_current(*steps[Qt.Key(key)])
        elif control and key == Qt.Key.Key_C:
            self.copy()
        elif not control and event.text().lower() in ROLE_KEYS:
            self._toggle(ROLE_KEYS[event.text().lower()])
        elif key == Qt.Key.Key_Space:
            self._toggle(self._last_role)
        elif key in (Qt.Key.Key_Delete, Qt.Key.Key_Backspace):
            if self._row is not None and self.matrix.roles_at(row, column):
                self.roles_cleared.emit([(self._row, self._column)])
        else:
            super().keyPressEvent(event)

    def copy(self) -> None:
        """The whole matrix as shown, for a spreadsheet."""
        head = ["序号", "任务", *(column.label for column in self.matrix.columns)]
        block = [head]
        for at, row in enumerate(self.matrix.rows):
            roles = [
                "、".join(ROLE_WORDS.get(role, role) for role in self.matrix.roles_at(at, number))
                for number in range(len(self.matrix.columns))
            ]
            block.append([row.number, row.title, *roles])
        clipboard.put(block)

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
            return
        if column < 0:
            self._press_row(row, point)
            return
        was = self._current_place()
        self._set_current(row, column)
        if not self.matrix.roles_at(row, column):
            self._toggle(self._last_role)
        elif was == (row, column):
            self._open_menu(row, column, event.globalPosition().toPoint())

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
        on_edge = abs(point.x() - self.frozen_width) <= EDGE
        self.viewport().setCursor(Qt.CursorShape.SplitHCursor if on_edge else Qt.CursorShape.ArrowCursor)
        place = self.place_at(point)
        if place != self._hover:
            self._hover = place
            self.viewport().update()

    @override
    def mouseReleaseEvent(self, event: QMouseEvent) -> None:
        self._dragging = False

    @override
    def leaveEvent(self, event: QEvent) -> None:
        self._hover = (-1, -1)
        self.viewport().update()
        super().leaveEvent(event)

    @override
    def contextMenuEvent(self, event: QContextMenuEvent) -> None:
        row, column = self.place_at(event.pos())
        if row >= 0 and column >= 0:
            self._set_current(row, column)
            self._open_menu(row, column, event.globalPos())

    def _open_menu(self, row: int, column: int, place: QPoint) -> None:
        menu = QMenu(self)
        menu.setAttribute(Qt.WidgetAttribute.WA_DeleteOnClose)
        roles = self.matrix.roles_at(row, column)
        keys = {role: key.upper() for key, role in ROLE_KEYS.items()}
        for role, word in ROLE_WORDS.items():
            action = menu.addAction(f"{word}\t{keys[role]}")
            action.setCheckable(True)
            action.setChecked(role in roles)
            action.triggered.connect(partial(self._toggle, role))
        if roles:
            menu.addSeparator()
            cells = [(self._row, self._column)]
            menu.addAction("清空\tDelete").triggered.connect(partial(self.roles_cleared.emit, cells))
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
                words = self.matrix.rows[row].title
            elif column >= 0:
                unit = self.matrix.columns[column]
                words = f"{unit.tooltip or unit.label}\n牵头 {unit.counts[0]} · 共 {unit.counts[1]} 项"
            QToolTip.showText(event.globalPos(), as_plain(words), self.viewport())
            return True
        return super().viewportEvent(event)

    @override
    def resizeEvent(self, event: QResizeEvent) -> None:
        super().resizeEvent(event)
        self._update_bars()
