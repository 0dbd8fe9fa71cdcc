"""Leading columns that stay in sight while the others scroll sideways."""

from __future__ import annotations

from PySide6.QtCore import QItemSelection, QModelIndex, QPersistentModelIndex, QPoint, QRect
from PySide6.QtGui import QPainter, QPaintEvent
from PySide6.QtWidgets import QAbstractItemView, QStyle, QStyleOptionViewItem
from typing_extensions import override

from ui.style import color
from ui.tables.base_table import BaseTable

AnyIndex = QModelIndex | QPersistentModelIndex
MOST_PERCENT = 75  # of the width may stand still; what is frozen beyond that scrolls


class FrozenTable(BaseTable):
    """The places of cells, as everything asks for them here, know of the frozen columns; they are painted last."""

    _frozen = 0

    @property
    def frozen(self) -> int:
        """How many of the first columns are to stay in sight (hidden ones count)."""
        return self._frozen

    def set_frozen(self, count: int) -> None:
        """Keep that many of the first columns in sight."""
        self._frozen = max(0, min(count, self.rows_model.columnCount() - 1))
        self.horizontalHeader().viewport().update()
        self.viewport().update()
        self.updateEditorGeometries()

    @property
    def frozen_count(self) -> int:
        """How many columns do stay: those that leave room for the others."""
        room, taken, count = self.viewport().width() * MOST_PERCENT // 100, 0, 0
        for number in range(self._frozen):
            taken += self.columnWidth(number)
            if taken > room:
                break
            count = number + 1
        return count

    @property
    def frozen_width(self) -> int:
        """Their width together."""
        return sum(self.columnWidth(number) for number in range(self.frozen_count))

    # ---- places -----------------------------------------------------------------------------------------------

    @override
    def indexAt(self, pos: QPoint) -> QModelIndex:
        if self._frozen and 0 <= pos.x() < self.frozen_width:
            place, number = self.rowAt(pos.y()), self.columnAt(pos.x() - self.horizontalOffset())
            return self.rows_model.index(place, number) if place >= 0 and number >= 0 else QModelIndex()
        return super().indexAt(pos)

    @override
    def visualRect(self, index: AnyIndex) -> QRect:
        rect = super().visualRect(index)
        if self._frozen and index.isValid() and index.column() < self.frozen_count:
            rect.translate(self.horizontalOffset(), 0)
        return rect

    @override
    def scrollTo(
        self, index: AnyIndex, hint: QAbstractItemView.ScrollHint = QAbstractItemView.ScrollHint.EnsureVisible
    ) -> None:
        bar = self.horizontalScrollBar()
        before = bar.value()
        super().scrollTo(index, hint)
        if not self._frozen or not index.isValid():
            return
        if index.column() < self.frozen_count:
            bar.setValue(before)
            return
        covered = self.frozen_width - self.visualRect(index).left()
        if covered > 0:
            bar.setValue(bar.value() - covered)

    @override
    def scrollContentsBy(self, dx: int, dy: int) -> None:
        super().scrollContentsBy(dx, dy)
        if dx and self._frozen:
            self.viewport().update()  # what stands still must not be moved along
            self.horizontalHeader().viewport().update()

    @override
    def _on_selection_changed(self, selected: QItemSelection, deselected: QItemSelection) -> None:
        super()._on_selection_changed(selected, deselected)
        if self._frozen and self.horizontalOffset():
            self.viewport().update()

    # ---- painting ---------------------------------------------------------------------------------------------

    @override
    def paintEvent(self, event: QPaintEvent) -> None:
        super().paintEvent(event)
        count = self.frozen_count if self._frozen else 0
        if not count:
            return
        wide = self.frozen_width
        if self.horizontalOffset() and event.rect().left() < wide:
            painter = QPainter(self.viewport())
            painter.setClipRect(QRect(0, 0, wide, self.viewport().height()))
            painter.fillRect(event.rect(), color("surface"))
            self._paint_cells(painter, count, event.rect())
            painter.end()
        painter = QPainter(self.viewport())
        painter.fillRect(QRect(wide - 1, event.rect().top(), 1, event.rect().height()), color("grey_line"))
        painter.end()

    def _paint_cells(self, painter: QPainter, count: int, where: QRect) -> None:
        model, chosen = self.rows_model, self.selectionModel()
        first = self.rowAt(where.top())
        place = max(0, first)
        while first >= 0 and place < model.rowCount() and self.rowViewportPosition(place) <= where.bottom():
            for number in range(count):
                if self.isColumnHidden(number):
                    continue
                index = model.index(place, number)
                option = QStyleOptionViewItem()
                option.rect = self.visualRect(index)
                if chosen.isSelected(index):
                    option.state |= QStyle.StateFlag.State_Selected
                self._cells.paint(painter, option, index)
            place += 1
