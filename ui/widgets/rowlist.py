"""A plain list of clickable rows: a shape, words, grey words, something at the right end. For overview and history."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

from PySide6.QtCore import QEvent, QPoint, QRect, QSize, Qt, Signal
from PySide6.QtGui import QKeyEvent, QMouseEvent, QPainter, QPaintEvent
from PySide6.QtWidgets import QSizePolicy, QWidget
from typing_extensions import override

from ui.icons import paint_icon
from ui.style import Tone, announcer, color, font, px, tone_color
from ui.tables.layout import measure
from ui.tables.painting import CENTER, LEFT, paint_ring

RIGHT = int(Qt.AlignmentFlag.AlignRight | Qt.AlignmentFlag.AlignVCenter)


@dataclass(frozen=True, slots=True)
class ListRow:
    """One row; `key` comes back when it is clicked."""

    key: object
    text: str
    secondary: str = ""
    right: str = ""
    tone: Tone | None = None
    icon: str = ""


class RowList(QWidget):
    """As tall as its rows; put it into a scroll area when there may be many."""

    row_activated = Signal(object)  # key

    def __init__(self, parent: QWidget | None = None, *, height: int = 30) -> None:
        super().__init__(parent)
        self._rows: tuple[ListRow, ...] = ()
        self._height = height
        self._hover = -1
        self._current = 0
        self.setMouseTracking(True)
        self.setFocusPolicy(Qt.FocusPolicy.TabFocus)
        self.setSizePolicy(QSizePolicy.Policy.Expanding, QSizePolicy.Policy.Fixed)
        announcer().restyled.connect(self.updateGeometry)

    @property
    def rows(self) -> tuple[ListRow, ...]:
        return self._rows

    def set_rows(self, rows: Sequence[ListRow]) -> None:
        """Other rows."""
        self._rows = tuple(rows)
        self._current = min(self._current, max(0, len(rows) - 1))
        self.setAccessibleName("；".join(f"{row.text} {row.right}" for row in self._rows[:20]))
        self.updateGeometry()
        self.update()

    def rect_of(self, at: int) -> QRect:
        """Where a row lies."""
        return QRect(0, at * px(self._height), self.width(), px(self._height))

    @override
    def sizeHint(self) -> QSize:
        return QSize(px(240), max(1, len(self._rows)) * px(self._height))

    @override
    def paintEvent(self, event: QPaintEvent) -> None:
        painter = QPainter(self)
        for at, row in enumerate(self._rows):
            rect = self.rect_of(at)
            if not rect.intersects(event.rect()):
                continue
            if at == self._hover:
                painter.fillRect(rect, color("hover"))
            painter.fillRect(QRect(rect.left(), rect.bottom(), rect.width(), 1), color("line"))
            self._paint_row(painter, rect.adjusted(px(12), 0, -px(12), -1), row)
            if self.hasFocus() and at == self._current:
                paint_ring(painter, rect)
        painter.end()

    def _paint_row(self, painter: QPainter, inner: QRect, row: ListRow) -> None:
        left = inner.left()
        if row.tone is not None:
            painter.setFont(font(12))
            painter.setPen(tone_color(row.tone))
            painter.drawText(QRect(left, inner.top(), px(16), inner.height()), CENTER, row.tone.shape)
            left += px(22)
        elif row.icon:
            size = px(18)
            paint_icon(
                painter, QRect(left, inner.top() + (inner.height() - size) // 2, size, size), row.icon, "secondary"
            )
            left += size + px(8)
        room = inner.right() - left
        if row.right:
            painter.setFont(font(12, tabular=True))
            painter.setPen(tone_color(row.tone) if row.tone is not None else color("secondary"))
            painter.drawText(inner, RIGHT, row.right)
            room -= measure(12).horizontalAdvance(row.right) + px(12)
        painter.setFont(font(13))
        painter.setPen(color("text"))
        text = measure(13).elidedText(row.text, Qt.TextElideMode.ElideRight, max(0, room))
        painter.drawText(QRect(left, inner.top(), room, inner.height()), LEFT, text)
        taken = measure(13).horizontalAdvance(text) + px(10)
        if row.secondary and room - taken > px(24):
            painter.setFont(font(12))
            painter.setPen(color("secondary"))
            words = measure(12).elidedText(row.secondary, Qt.TextElideMode.ElideRight, room - taken)
            painter.drawText(QRect(left + taken, inner.top(), room - taken, inner.height()), LEFT, words)

    def _at(self, point: QPoint) -> int:
        at = point.y() // px(self._height)
        return at if 0 <= at < len(self._rows) else -1

    @override
    def mouseMoveEvent(self, event: QMouseEvent) -> None:
        at = self._at(event.position().toPoint())
        if at != self._hover:
            self._hover = at
            self.setCursor(Qt.CursorShape.PointingHandCursor if at >= 0 else Qt.CursorShape.ArrowCursor)
            self.update()

    @override
    def leaveEvent(self, event: QEvent) -> None:
        self._hover = -1
        self.update()

    @override
    def mouseReleaseEvent(self, event: QMouseEvent) -> None:
        at = self._at(event.position().toPoint())
        if event.button() == Qt.MouseButton.LeftButton and at >= 0:
            self._current = at
            self.row_activated.emit(self._rows[at].key)

    @override
    def keyPressEvent(self, event: QKeyEvent) -> None:
        if event.key() in (Qt.Key.Key_Up, Qt.Key.Key_Down) and self._rows:
            step = -1 if event.key() == Qt.Key.Key_Up else 1
            self._current = min(max(0, self._current + step), len(self._rows) - 1)
            self.update()
        elif event.key() in (Qt.Key.Key_Return, Qt.Key.Key_Enter) and self._rows:
            self.row_activated.emit(self._rows[self._current].key)
        else:
            super().keyPressEvent(event)
