"""What the matrix shows: frozen task column, upright unit names with counts under the heads of their groups, role
letters, a crosshair, the cursor and the block selected from it."""

from __future__ import annotations

from typing import Any

from PySide6.QtCore import QPoint, QRect, Qt, Signal
from PySide6.QtGui import QPainter, QPaintEvent, QResizeEvent
from PySide6.QtWidgets import QAbstractScrollArea, QWidget
from typing_extensions import override

from ui.style import announcer, color, px
from ui.tables import matrix_paint
from ui.tables.matrix_model import MatrixModel

CELL = 28
FROZEN = 300
LEAST_FROZEN = 140
HEADING = 7  # characters of a unit's name shown upright
BAND = 24
Place = tuple[int, int]


class MatrixBase(QAbstractScrollArea):
    """The cell cursor and the other corner of the block are kept by ids."""

    current_changed = Signal(object, object)  # row id, column id

    def __init__(self, model: MatrixModel, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.matrix = model
        self._frozen = FROZEN
        self._row: Any = None  # ids of the cursor
        self._column: Any = None
        self._anchor: tuple[Any, Any] | None = None  # the corner that a block was begun at
        self._hover: tuple[int, int] = (-1, -1)
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
        return self.band_height + px(14) * min(self.matrix.longest_label, HEADING) + px(34)

    @property
    def band_height(self) -> int:
        """Height of the heads of groups, 0 without any."""
        return px(BAND) if self.matrix.bands else 0

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
        if self._row is not None and self.matrix.place_of(self._row, self._column) is None:
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
        if (block := self.block()) is not None:
            matrix_paint.paint_block(painter, self.cell_rect(*block[0]) | self.cell_rect(*block[1]))
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

    def block(self) -> tuple[Place, Place] | None:
        """(top left, bottom right) of the cells selected; None when only the cursor's cell is."""
        place = self._current_place()
        other = self.matrix.place_of(*self._anchor) if self._anchor is not None else None
        if place is None or other is None or place == other:
            return None
        (top, bottom), (left, right) = sorted((place[0], other[0])), sorted((place[1], other[1]))
        return (top, left), (bottom, right)

    def selected_cells(self) -> list[tuple[Any, Any]]:
        """(row id, column id) of every cell selected, folded groups left out; the cursor's cell alone without a
        block."""
        place = self._current_place()
        if place is None:
            return []
        (top, left), (bottom, right) = self.block() or (place, place)
        columns = [column.id for column in self.matrix.columns[left : right + 1] if not column.is_folded]
        return [(row.id, column_id) for row in self.matrix.rows[top : bottom + 1] for column_id in columns]

    def _set_current(self, row: int, column: int, *, extend: bool = False) -> None:
        if not extend:
            self._anchor = None
        elif self._anchor is None and self._row is not None:
            self._anchor = (self._row, self._column)
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

    @override
    def resizeEvent(self, event: QResizeEvent) -> None:
        super().resizeEvent(event)
        self._update_bars()
