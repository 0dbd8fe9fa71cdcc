"""A sheet as its user sees it, beside the draft: merged cells, letters and numbers, what each column was taken for.

Only what is in sight is painted, so ten thousand rows scroll like ten. The arrows move a cell cursor; Enter goes to
the row of the draft, Alt+Down opens what the column means, a chip is dragged onto the column it belongs to.
"""

from __future__ import annotations

from collections.abc import Mapping

from PySide6.QtCore import QEvent, QPoint, QRect, Qt, Signal
from PySide6.QtGui import (
    QContextMenuEvent,
    QFocusEvent,
    QHelpEvent,
    QKeyEvent,
    QMouseEvent,
    QPainter,
    QPaintEvent,
    QResizeEvent,
)
from PySide6.QtWidgets import QAbstractScrollArea, QApplication, QToolTip, QWidget
from typing_extensions import override

from models.intake.source import Sheet, cell_name
from ui.intake.grid import Grid, Place
from ui.intake.sheet_layout import SheetLayout
from ui.intake.sheet_paint import Lights, Meaning, SheetPainter, chip_rect, head_height, margin_width
from ui.intake.thumbnails import Thumbnails
from ui.style import announcer, color, px
from ui.tables.delegate import as_plain
from ui.tables.painting import paint_chip

EMPTY = Grid("", Sheet("", ()), (), ())
STEP = 26
_WAYS = {
    Qt.Key.Key_Up: (-1, 0),
    Qt.Key.Key_Down: (1, 0),
    Qt.Key.Key_Left: (0, -1),
    Qt.Key.Key_Right: (0, 1),
}


class SheetView(QAbstractScrollArea):
    """Rows and columns in its signals are those of the sheet, from 1."""

    cell_clicked = Signal(int, int)
    menu_requested = Signal(int, int, object)  # row, column, global position
    meaning_wanted = Signal(int, object)  # column, global position
    meaning_moved = Signal(int, int)  # from column, to column
    cursor_moved = Signal(int, int)

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.lights = Lights()
        self._layout = SheetLayout(EMPTY)
        self._pictures = Thumbnails()
        self._pressed: tuple[int, QPoint] | None = None  # column of the chip under the button, where it was pressed
        self._at = QPoint()
        self.setFrameShape(QAbstractScrollArea.Shape.NoFrame)
        self.setFocusPolicy(Qt.FocusPolicy.StrongFocus)
        self.setAccessibleName("原表")
        self.viewport().setMouseTracking(True)
        self.horizontalScrollBar().setSingleStep(px(STEP))
        self.verticalScrollBar().setSingleStep(px(STEP))
        self.horizontalScrollBar().valueChanged.connect(self.viewport().update)
        self.verticalScrollBar().valueChanged.connect(self.viewport().update)
        announcer().restyled.connect(self._on_restyled)

    # ---- what is shown ----------------------------------------------------------------------------------------

    @property
    def grid(self) -> Grid:
        """The sheet shown."""
        return self._layout.grid

    def show_grid(self, grid: Grid, pictures: Thumbnails) -> None:
        """Another sheet, from its top."""
        self._layout = SheetLayout(grid)
        self._pictures = pictures
        self.lights = Lights()
        self._fit()
        self.horizontalScrollBar().setValue(0)
        self.verticalScrollBar().setValue(0)
        self.viewport().update()

    def set_marked(self, rows: frozenset[int]) -> None:
        """Rows that rows of the draft come from."""
        self.lights.marked = rows
        self.viewport().update()

    def set_meanings(self, meanings: Mapping[int, Meaning], heads: frozenset[int] = frozenset()) -> None:
        """What the columns were taken for, and the rows of their headings."""
        self.lights.meanings = {column: one for column, one in meanings.items() if column in self._layout.column_at}
        self.lights.heads = heads
        self._fit()
        self.viewport().update()

    def light(self, place: Place | None, *, scroll: bool = True) -> None:
        """Light the row of a place and ring its cell; it comes into sight."""
        lights = self.lights
        lights.cell = None
        lights.band = frozenset()
        if place is not None:
            top, left, bottom, _ = self.grid.merge_at(*place)
            lights.band = frozenset(range(top, bottom + 1))
            lights.cell = (top, left)
            if scroll:
                self.reveal((top, left))
        self.viewport().update()

    def reveal(self, place: Place) -> None:
        """Bring a cell into sight, in the middle when it was out of it."""
        rect = self._layout.rect(self.grid.merge_at(*place))
        if rect.isEmpty():
            return
        down, across = self.verticalScrollBar(), self.horizontalScrollBar()
        room = self.viewport().height() - head_height(self.lights)
        if rect.top() < down.value() or rect.bottom() > down.value() + room:
            down.setValue(rect.top() - (room // 3 if rect.height() < room else 0))
        wide = self.viewport().width() - margin_width(self._layout)
        if rect.left() < across.value():
            across.setValue(rect.left())
        elif rect.right() > across.value() + wide:
            across.setValue(min(rect.left(), rect.right() - wide))

    def top_row(self) -> int:
        """The first row in sight."""
        rows = self._layout.rows_in(self.verticalScrollBar().value() + 1, self.verticalScrollBar().value() + 1)
        return self.grid.rows[rows[0]] if rows else 0

    def scroll_to_row(self, row: int) -> None:
        """Let a row be the first one in sight."""
        at = self._layout.row_at.get(row)
        if at is not None:
            self.verticalScrollBar().setValue(self._layout.tops[at])

    # ---- keys -------------------------------------------------------------------------------------------------

    @override
    def keyPressEvent(self, event: QKeyEvent) -> None:
        key, held = Qt.Key(event.key()), event.modifiers()
        cursor = self.lights.cursor
        if key is Qt.Key.Key_Down and held == Qt.KeyboardModifier.AltModifier and cursor is not None:
            self.meaning_wanted.emit(cursor[1], self._below(cursor[1]))
        elif key in _WAYS and not held & ~Qt.KeyboardModifier.KeypadModifier:
            self._move(*_WAYS[key])
        elif key in (Qt.Key.Key_Return, Qt.Key.Key_Enter) and cursor is not None:
            self.cell_clicked.emit(*cursor)
        elif key is Qt.Key.Key_Menu and cursor is not None:
            self.menu_requested.emit(*cursor, self._corner(cursor))
        else:
            super().keyPressEvent(event)

    def _move(self, down: int, across: int) -> None:
        grid, layout = self.grid, self._layout
        if not grid.rows or not grid.columns:
            return
        if self.lights.cursor is None:
            self._set_cursor(self.lights.cell or (grid.rows[0], grid.columns[0]))
            return
        top, left, bottom, right = grid.merge_at(*self.lights.cursor)
        row = layout.row_at.get(bottom if down > 0 else top, 0) + down
        column = layout.column_at.get(right if across > 0 else left, 0) + across
        row, column = min(max(row, 0), len(grid.rows) - 1), min(max(column, 0), len(grid.columns) - 1)
        found = grid.merge_at(grid.rows[row], grid.columns[column])
        self._set_cursor((found[0], found[1]))

    def _set_cursor(self, place: Place) -> None:
        self.lights.cursor = place
        self.reveal(place)
        words = f"{cell_name(*place)}：{self.grid.text(*place) or '空'}"
        self.setAccessibleDescription(words)
        self.viewport().update()
        self.cursor_moved.emit(*place)

    @override
    def focusInEvent(self, event: QFocusEvent) -> None:
        super().focusInEvent(event)
        if self.lights.cursor is None and self.grid.rows and self.grid.columns:
            self._set_cursor(self.lights.cell or (self.grid.rows[0], self.grid.columns[0]))

    # ---- mouse ------------------------------------------------------------------------------------------------

    @override
    def mousePressEvent(self, event: QMouseEvent) -> None:
        point = event.position().toPoint()
        if event.button() != Qt.MouseButton.LeftButton:
            return
        column = self.chip_at(point)
        if column:
            self._pressed = (column, point)
            return
        place = self.place_at(point)
        if place is not None:
            self._set_cursor(place)

    @override
    def mouseMoveEvent(self, event: QMouseEvent) -> None:
        point = event.position().toPoint()
        self._at = point
        if self._pressed is None:
            over = bool(self.chip_at(point))
            self.viewport().setCursor(Qt.CursorShape.OpenHandCursor if over else Qt.CursorShape.ArrowCursor)
            return
        column, start = self._pressed
        if not self.lights.dragged and (point - start).manhattanLength() < QApplication.startDragDistance():
            return
        self.viewport().setCursor(Qt.CursorShape.ClosedHandCursor)
        self.lights.dragged = column
        self.lights.over = self._column_at(point)
        self.viewport().update()

    @override
    def mouseReleaseEvent(self, event: QMouseEvent) -> None:
        point = event.position().toPoint()
        pressed, dragged, over = self._pressed, self.lights.dragged, self._column_at(point)
        self._pressed = None
        self.lights.dragged = self.lights.over = 0
        self.viewport().setCursor(Qt.CursorShape.ArrowCursor)
        self.viewport().update()
        if event.button() != Qt.MouseButton.LeftButton:
            return
        if dragged:
            if over and over != dragged and over in self.lights.meanings:
                self.meaning_moved.emit(dragged, over)
        elif pressed is not None:
            self.meaning_wanted.emit(pressed[0], self._below(pressed[0]))
        elif (place := self.place_at(point)) is not None:
            self.cell_clicked.emit(*place)

    @override
    def contextMenuEvent(self, event: QContextMenuEvent) -> None:
        place = self.place_at(event.pos())
        if place is not None:
            self._set_cursor(place)
            self.menu_requested.emit(*place, event.globalPos())

    def place_at(self, point: QPoint) -> Place | None:
        """The cell under a point of the viewport."""
        origin = self._origin()
        if point.x() < margin_width(self._layout) or point.y() < head_height(self.lights):
            return None
        return self._layout.place_at(point.x() - origin.x(), point.y() - origin.y())

    def chip_at(self, point: QPoint) -> int:
        """The column whose chip is under a point, 0 for none."""
        for column in self.lights.meanings:
            if self.chip_rect(column).contains(point) and point.x() >= margin_width(self._layout):
                return column
        return 0

    def chip_rect(self, column: int) -> QRect:
        """Where the chip of a column lies in the viewport."""
        return chip_rect(self._layout, column, self._origin().x())

    def cell_rect(self, place: Place) -> QRect:
        """Where a cell lies in the viewport."""
        return self._layout.rect(self.grid.merge_at(*place)).translated(self._origin())

    def _column_at(self, point: QPoint) -> int:
        x = point.x() - self._origin().x()
        columns = self._layout.columns_in(x, x) if 0 <= x < self._layout.width else range(0)
        return self.grid.columns[columns[0]] if columns else 0

    def _below(self, column: int) -> QPoint:
        rect = self.chip_rect(column) if column in self.lights.meanings else QRect(0, 0, 1, px(STEP))
        return self.viewport().mapToGlobal(rect.bottomLeft() + QPoint(0, 1))

    def _corner(self, place: Place) -> QPoint:
        return self.viewport().mapToGlobal(self.cell_rect(place).center())

    # ---- painting ---------------------------------------------------------------------------------------------

    def _origin(self) -> QPoint:
        x = margin_width(self._layout) - self.horizontalScrollBar().value()
        return QPoint(x, head_height(self.lights) - self.verticalScrollBar().value())

    @override
    def paintEvent(self, event: QPaintEvent) -> None:
        painter = QPainter(self.viewport())
        painter.fillRect(self.viewport().rect(), color("surface"))
        made = SheetPainter(painter, self._layout, self.lights, self._pictures)
        origin, head, margin = self._origin(), head_height(self.lights), margin_width(self._layout)
        area = self.viewport().rect().adjusted(margin, head, 0, 0)
        painter.save()
        painter.setClipRect(area)
        made.cells(origin, area)
        painter.restore()
        made.margin(origin.y(), self.viewport().rect().adjusted(0, head, 0, 0), margin)
        made.head(origin.x(), self.viewport().width(), margin)
        if self.lights.dragged:
            meaning = self.lights.meanings[self.lights.dragged]
            rect = self.chip_rect(self.lights.dragged)
            rect.moveCenter(self._at)
            paint_chip(painter, rect, meaning.text, "lead")
        painter.end()

    @override
    def viewportEvent(self, event: QEvent) -> bool:
        if event.type() == QEvent.Type.ToolTip and isinstance(event, QHelpEvent):
            QToolTip.showText(event.globalPos(), as_plain(self._tip(event.pos())), self.viewport())
            return True
        return super().viewportEvent(event)

    def _tip(self, point: QPoint) -> str:
        column = self.chip_at(point)
        if column:
            return f"这一列读作“{self.lights.meanings[column].text}”。拖到别的列上，或点一下另选（Alt+↓）"
        place = self.place_at(point)
        return self.grid.text(*place) if place is not None else ""

    def _fit(self) -> None:
        """The scroll bars reach over the whole sheet."""
        viewport = self.viewport()
        wide = viewport.width() - margin_width(self._layout)
        tall = viewport.height() - head_height(self.lights)
        self.horizontalScrollBar().setRange(0, max(0, self._layout.width + px(2) - wide))
        self.horizontalScrollBar().setPageStep(max(1, wide))
        self.verticalScrollBar().setRange(0, max(0, self._layout.height + px(2) - tall))
        self.verticalScrollBar().setPageStep(max(1, tall))

    @override
    def resizeEvent(self, event: QResizeEvent) -> None:
        super().resizeEvent(event)
        self._fit()

    def _on_restyled(self) -> None:
        self._layout = SheetLayout(self.grid)
        self._fit()
        self.viewport().update()
