"""The heading row of a table: sorts by a click, shows sort and filter, keeps the frozen columns in sight."""

from __future__ import annotations

from typing import TYPE_CHECKING

from PySide6.QtCore import QPoint, QPointF, QRect, Qt, Signal
from PySide6.QtGui import QContextMenuEvent, QMouseEvent, QPainter, QPaintEvent
from PySide6.QtWidgets import QHeaderView, QWidget
from typing_extensions import override

from ui.icons import paint_icon
from ui.style import color, font, px
from ui.tables.layout import measure

if TYPE_CHECKING:
    from ui.tables.frozen import FrozenTable

SIDE = 8
MARK = 16


class TableHeader(QHeaderView):
    """Signals carry the number of a column. The mark at the right end of a heading opens the filter of its column."""

    sort_requested = Signal(int, bool)  # add it to the other sort keys
    filter_requested = Signal(int, QPoint)
    menu_requested = Signal(int, QPoint)
    moved = Signal(int, int)  # from place, to place

    def __init__(self, table: FrozenTable, parent: QWidget | None = None) -> None:
        super().__init__(Qt.Orientation.Horizontal, parent)
        self._table = table
        self._hovered = -1
        self._shift = 0.0  # of the press going on: frozen headings stand elsewhere than Qt thinks
        self._adds = False
        self.can_filter = True
        self.sorted_by: dict[str, tuple[int, bool]] = {}  # column key: place among the sort keys (0 = only), descending
        self.filtered: frozenset[str] = frozenset()
        self.setSectionsClickable(True)
        self.sectionClicked.connect(self._on_section_clicked)
        self.sectionMoved.connect(self._on_section_moved)

    # ---- places -----------------------------------------------------------------------------------------------

    def section_at(self, x: float) -> int:
        """The column at a place of the row, frozen ones first."""
        return self.logicalIndexAt(int(x + self._shift_at(x)))

    def section_rect(self, number: int) -> QRect:
        """Where a heading is painted."""
        left = self.sectionViewportPosition(number)
        if number < self._table.frozen_count:
            left += self.offset()
        return QRect(left, 0, self.sectionSize(number), self.height())

    def _shift_at(self, x: float) -> float:
        return -float(self.offset()) if x < self._table.frozen_width else 0.0

    def _mark_rect(self, rect: QRect) -> QRect:
        return QRect(rect.right() - px(MARK) - px(2), rect.top(), px(MARK), rect.height() - 1)

    # ---- painting ---------------------------------------------------------------------------------------------

    @override
    def paintEvent(self, event: QPaintEvent) -> None:
        super().paintEvent(event)
        count = self._table.frozen_count
        if count and self.offset():
            painter = QPainter(self.viewport())
            for number in range(count):
                if not self.isSectionHidden(number):
                    self.paintSection(painter, self.section_rect(number), number)
            painter.fillRect(QRect(self._table.frozen_width - 1, 0, 1, self.height()), color("grey_line"))
            painter.end()

    @override
    def paintSection(self, painter: QPainter, rect: QRect, logicalIndex: int) -> None:
        columns = self._table.rows_model.columns
        if not 0 <= logicalIndex < len(columns):
            return
        column = columns[logicalIndex]
        hovered = logicalIndex == self._hovered
        painter.save()
        painter.setClipRect(rect)
        painter.fillRect(rect, color("hover" if hovered else "surface"))
        painter.fillRect(QRect(rect.left(), rect.bottom(), rect.width(), 1), color("line"))
        inner = rect.adjusted(px(SIDE), 0, -px(SIDE), -1)
        is_filtered = column.key in self.filtered
        if is_filtered or (hovered and self.can_filter and rect.width() >= px(44)):
            mark = self._mark_rect(rect)
            name = "filter" if is_filtered else "menu-down"
            size = px(14) if is_filtered else px(MARK)
            box = QRect(mark.left(), mark.top() + (mark.height() - size) // 2, size, size)
            paint_icon(painter, box, name, "accent" if is_filtered else "secondary")
            inner.setRight(mark.left() - px(2))
        if column.key in self.sorted_by:
            place, descending = self.sorted_by[column.key]
            words = ("▼" if descending else "▲") + (str(place) if place else "")
            wide = measure(11).horizontalAdvance(words)
            painter.setFont(font(11))
            painter.setPen(color("accent"))
            painter.drawText(
                QRect(inner.right() - wide + 1, inner.top(), wide, inner.height()),
                int(Qt.AlignmentFlag.AlignLeft | Qt.AlignmentFlag.AlignVCenter),
                words,
            )
            inner.setRight(inner.right() - wide - px(2))
        self._paint_words(painter, inner, column.heading, column.align, hovered)
        painter.restore()

    @staticmethod
    def _paint_words(painter: QPainter, inner: QRect, words: str, align: str, hovered: bool) -> None:
        painter.setFont(font(12))
        painter.setPen(color("text" if hovered else "secondary"))
        shown = measure(12).elidedText(words, Qt.TextElideMode.ElideRight, max(0, inner.width() + 1))
        side = {"right": Qt.AlignmentFlag.AlignRight, "center": Qt.AlignmentFlag.AlignHCenter}
        painter.drawText(inner, int(side.get(align, Qt.AlignmentFlag.AlignLeft) | Qt.AlignmentFlag.AlignVCenter), shown)

    # ---- mouse ------------------------------------------------------------------------------------------------

    def _shifted(self, event: QMouseEvent) -> QMouseEvent:
        return QMouseEvent(
            event.type(),
            event.position() + QPointF(self._shift, 0),
            event.globalPosition(),
            event.button(),
            event.buttons(),
            event.modifiers(),
        )

    @override
    def mousePressEvent(self, event: QMouseEvent) -> None:
        x = event.position().x()
        number = self.section_at(x)
        if event.button() == Qt.MouseButton.LeftButton and number >= 0 and self._on_mark(number, event):
            below = self._mark_rect(self.section_rect(number)).bottomLeft()
            self.filter_requested.emit(number, self.mapToGlobal(below))
            return
        self._shift = self._shift_at(x)
        self._adds = bool(event.modifiers() & (Qt.KeyboardModifier.ShiftModifier | Qt.KeyboardModifier.ControlModifier))
        super().mousePressEvent(self._shifted(event))

    def _on_mark(self, number: int, event: QMouseEvent) -> bool:
        rect = self.section_rect(number)
        shown = self.can_filter and (rect.width() >= px(44) or self._key(number) in self.filtered)
        mark = self._mark_rect(rect).adjusted(0, 0, -px(3), 0)  # the edge belongs to the width
        return shown and mark.contains(event.position().toPoint())

    @override
    def mouseMoveEvent(self, event: QMouseEvent) -> None:
        if event.buttons() == Qt.MouseButton.NoButton:
            self._shift = self._shift_at(event.position().x())
            self._hover(self.section_at(event.position().x()))
        super().mouseMoveEvent(self._shifted(event))

    @override
    def mouseReleaseEvent(self, event: QMouseEvent) -> None:
        super().mouseReleaseEvent(self._shifted(event))
        self._shift = 0.0

    @override
    def mouseDoubleClickEvent(self, event: QMouseEvent) -> None:
        self._shift = self._shift_at(event.position().x())
        super().mouseDoubleClickEvent(self._shifted(event))

    @override
    def leaveEvent(self, event: object) -> None:
        self._hover(-1)

    @override
    def contextMenuEvent(self, event: QContextMenuEvent) -> None:
        self.menu_requested.emit(self.section_at(event.pos().x()), event.globalPos())

    def _hover(self, number: int) -> None:
        if number != self._hovered:
            self._hovered = number
            self.viewport().update()

    def _key(self, number: int) -> str:
        columns = self._table.rows_model.columns
        return columns[number].key if 0 <= number < len(columns) else ""

    def _on_section_clicked(self, number: int) -> None:
        self.sort_requested.emit(number, self._adds)

    def _on_section_moved(self, number: int, old: int, new: int) -> None:
        """Columns stand in the order of the model: Qt's own order is put back, the model is asked for another one."""
        if number != old:
            return  # putting back
        self.blockSignals(True)
        self.moveSection(new, old)
        self.blockSignals(False)
        self.moved.emit(old, new)
