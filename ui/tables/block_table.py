"""Blocks of cells: copy, cut, paste, fill down and right, the handle that fills by mouse, one text for a selection."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any

from PySide6.QtCore import QMetaMethod, QPoint, QRect, Qt
from PySide6.QtGui import QPainter, QPaintEvent, QPen
from typing_extensions import override

from ui.style import color, px
from ui.tables import clipboard
from ui.tables.cells import Fill, FillRight, Paste, Spread
from ui.tables.frozen import FrozenTable

HANDLE = 7


class BlockTable(FrozenTable):
    """What goes on with the selected cells as a block. What pages do not listen to is not offered."""

    _cut: tuple[tuple[tuple[str, ...], ...], tuple[tuple[Any, str], ...]] | None = None
    _pulled_to: int | None = None  # the last row of a fill by mouse

    # ---- copy and cut -----------------------------------------------------------------------------------------

    def copy(self) -> None:
        """The selected cells as tab text and HTML."""
        block = self._block()
        if block:
            self.forget_cut()
            clipboard.put(block)

    def cut(self) -> None:
        """The same; pasting them in this table empties them in the same step."""
        block = self._block()
        if not block or not self.cuts:
            return
        clipboard.put(block)
        cells = tuple(
            (self.rows_model.row_at(place).id, self.rows_model.columns[number].key)
            for place in self._selected_places()
            for number in self._selected_columns()
        )
        self._cut = (tuple(tuple(line) for line in block), cells)
        self.viewport().update()

    @property
    def has_cut(self) -> bool:
        """Whether cut cells wait to be pasted."""
        return self._cut is not None

    def forget_cut(self) -> None:
        """The cells cut stay where they are."""
        self._cut = None
        self.viewport().update()

    @property
    def cuts(self) -> bool:
        """Whether cells can be cut here."""
        return not self._whole_rows and self.isSignalConnected(QMetaMethod.fromSignal(self.spread_requested))

    def _block(self) -> list[list[str]]:
        places, columns = self._selected_places(), self._selected_columns()
        if self._whole_rows:
            columns = self._shown_columns()
        model = self.rows_model
        return [[model.columns[number].text(model.row_at(place)) for number in columns] for place in places]

    # ---- paste ------------------------------------------------------------------------------------------------

    def paste(self) -> None:
        """Ask for a paste at the cell cursor; a block that fits several times into the selection fills it."""
        block = clipboard.take()
        if not block:
            return
        shown = self._shown_columns()
        places, columns = self._selected_places(), self._selected_columns()
        tall, wide = len(block), len(block[0])
        if places and len(places) * len(columns) > tall * wide and not (len(places) % tall or len(columns) % wide):
            block = tuple(
                tuple(block[at % tall][over % wide] for over in range(len(columns))) for at in range(len(places))
            )
        else:
            first = places[0] if places else self.rows_model.rowCount()
            places = list(range(first, first + tall))
            start = shown.index(columns[0]) if columns else 0
            columns = shown[start : start + wide]
        count = self.rows_model.rowCount()
        ids = tuple(self.rows_model.row_at(place).id if place < count else None for place in places)
        keys = tuple(self.rows_model.columns[number].key for number in columns)
        cut = self._cut[1] if self._cut is not None and self._cut[0] == clipboard.take() else ()
        self.forget_cut()
        self.paste_requested.emit(Paste(block, ids, keys, cut))

    def _shown_columns(self) -> list[int]:
        return [number for number in range(self.rows_model.columnCount()) if not self.isColumnHidden(number)]

    # ---- fill -------------------------------------------------------------------------------------------------

    def fill_down(self) -> None:
        """Ctrl+D: the first selected row goes down into the others; with one row the row above is the source."""
        places = self._selected_places()
        if len(places) == 1 and places[0] > 0:
            places = [places[0] - 1, *places]
        self._fill(places)

    def _fill(self, places: Sequence[int]) -> None:
        keys = tuple(self.rows_model.columns[number].key for number in self._typed_columns())
        if len(places) > 1 and keys:
            ids = [self.rows_model.row_at(place).id for place in places]
            self.fill_requested.emit(Fill(ids[0], tuple(ids[1:]), keys))

    @property
    def fills_right(self) -> bool:
        """Whether cells can be filled to the right here."""
        return self.isSignalConnected(QMetaMethod.fromSignal(self.fill_right_requested))

    def fill_right(self) -> None:
        """Ctrl+R: the first selected column goes right into the others; with one the column before is the source."""
        columns, shown = self._selected_columns(), self._shown_columns()
        if len(columns) == 1 and (at := shown.index(columns[0])) > 0:
            columns = [shown[at - 1], *columns]
        model = self.rows_model
        keys = [model.columns[number].key for number in columns[1:] if model.columns[number].editor is not None]
        if keys:
            ids = tuple(model.row_at(place).id for place in self._selected_places())
            self.fill_right_requested.emit(FillRight(model.columns[columns[0]].key, ids, tuple(keys)))

    @property
    def spreads(self) -> bool:
        """Whether one text may go into all selected cells."""
        return self.isSignalConnected(QMetaMethod.fromSignal(self.spread_requested))

    def spread(self, value: Any) -> None:
        """What was typed into the current cell goes into every selected one."""
        model, index = self.rows_model, self.currentIndex()
        cells = tuple(
            (model.row_at(place).id, model.columns[number].key)
            for place in self._selected_places()
            for number in self._typed_columns()
        )
        here = (model.row_at(index.row()).id, model.columns[index.column()].key)
        self.spread_requested.emit(Spread(*here, value, cells or (here,)))

    def _typed_columns(self) -> list[int]:
        return [number for number in self._selected_columns() if self.rows_model.columns[number].editor is not None]

    # ---- the handle -------------------------------------------------------------------------------------------

    def handle_rect(self) -> QRect | None:
        """The small square at the corner of a selection one row tall, in coordinates of the viewport."""
        if self._whole_rows or not self.isSignalConnected(QMetaMethod.fromSignal(self.fill_requested)):
            return None
        ranges = self._ranges()
        if len(ranges) != 1 or ranges[0].height() != 1 or not self._typed_columns():
            return None
        corner = self.rows_model.index(ranges[0].bottom(), self._selected_columns()[-1])
        rect, size = self.visualRect(corner), px(HANDLE)
        return QRect(rect.right() - size + 1, rect.bottom() - size, size, size)

    def is_on_handle(self, point: QPoint) -> bool:
        """Whether a point of the viewport is on the handle (or so near that it is meant)."""
        rect = self.handle_rect()
        return rect is not None and rect.adjusted(-1, -1, 2, 2).contains(point)

    def press_on_handle(self, point: QPoint) -> bool:
        """A press on the handle begins a fill by mouse."""
        if not self.is_on_handle(point):
            return False
        self._pulled_to = self._selected_places()[0]
        return True

    def move_handle(self, point: QPoint) -> bool:
        """The mouse draws the fill down; False when none is going on."""
        if self._pulled_to is None:
            return False
        place = self.rowAt(max(0, min(point.y(), self.viewport().height() - 1)))
        place = self.rows_model.rowCount() - 1 if place < 0 else place
        self._pulled_to = max(self._selected_places()[0], place)
        if not self.viewport().rect().contains(point):
            self.scrollTo(self.rows_model.index(self._pulled_to, self._selected_columns()[0]))
        self.viewport().update()
        return True

    def release_handle(self) -> bool:
        """The fill is let go; False when none was going on."""
        if self._pulled_to is None:
            return False
        first, last = self._selected_places()[0], self._pulled_to
        self._pulled_to = None
        self.viewport().update()
        self._fill(list(range(first, last + 1)))
        return True

    # ---- painting ---------------------------------------------------------------------------------------------

    @override
    def paintEvent(self, event: QPaintEvent) -> None:
        super().paintEvent(event)
        handle = self.handle_rect() if self.hasFocus() else None
        if handle is None and self._cut is None:
            return
        painter = QPainter(self.viewport())
        if handle is not None:
            painter.fillRect(handle.adjusted(-1, -1, 0, 0), color("surface"))
            painter.fillRect(handle, color("accent"))
        if self._pulled_to is not None:
            self._frame(painter, self._selected_places()[0], self._pulled_to, self._selected_columns())
        if self._cut is not None:
            places = [self.rows_model.index_of(row_id).row() for row_id, _ in self._cut[1]]
            columns = [self.rows_model.column_of(key) for _, key in self._cut[1]]
            shown = [place for place in places if place >= 0]
            if shown:
                self._frame(painter, min(shown), max(shown), sorted(set(columns)))
        painter.end()

    def _frame(self, painter: QPainter, first: int, last: int, columns: Sequence[int]) -> None:
        """A dashed frame around rows."""
        start = self.visualRect(self.rows_model.index(first, columns[0]))
        end = self.visualRect(self.rows_model.index(last, columns[-1]))
        painter.setPen(QPen(color("accent"), 1, Qt.PenStyle.DashLine))
        painter.setBrush(Qt.BrushStyle.NoBrush)
        painter.drawRect(start.united(end).adjusted(1, 1, -1, -1))
