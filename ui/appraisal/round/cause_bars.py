"""失分原因: what cost most, longest bar first; painted, a click goes to the item."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

from PySide6.QtCore import QPoint, QRect, QRectF, QSize, Qt, Signal
from PySide6.QtGui import QMouseEvent, QPainter, QPaintEvent
from PySide6.QtWidgets import QSizePolicy, QWidget
from typing_extensions import override

from ui.style import announcer, color, font, px
from ui.tables.layout import measure
from ui.tables.painting import CENTER, LEFT

ROW = 40
RIGHT = int(Qt.AlignmentFlag.AlignRight | Qt.AlignmentFlag.AlignVCenter)


@dataclass(frozen=True, slots=True)
class Cause:
    """An item that lost points: how many in words, its length 0–1 against the worst, how it came."""

    id: int
    name: str
    lost: str
    share: float
    note: str = ""


class CauseBars(QWidget):
    """As tall as its bars."""

    activated = Signal(object)

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.causes: tuple[Cause, ...] = ()
        self.setSizePolicy(QSizePolicy.Policy.Expanding, QSizePolicy.Policy.Fixed)
        self.setCursor(Qt.CursorShape.PointingHandCursor)
        announcer().restyled.connect(self.updateGeometry)

    def set_causes(self, causes: Sequence[Cause]) -> None:
        """Other bars."""
        self.causes = tuple(causes)
        self.setAccessibleName("失分原因：" + "；".join(f"{one.name} {one.lost}" for one in causes))
        self.setFixedHeight(self.sizeHint().height())
        self.update()

    @override
    def sizeHint(self) -> QSize:
        return QSize(px(240), max(1, len(self.causes)) * px(ROW) + px(8))

    def rect_of(self, at: int) -> QRect:
        """The row of a bar."""
        return QRect(0, at * px(ROW), self.width(), px(ROW))

    @override
    def paintEvent(self, event: QPaintEvent) -> None:
        painter = QPainter(self)
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        if not self.causes:
            painter.setFont(font(12))
            painter.setPen(color("secondary"))
            painter.drawText(self.rect(), CENTER, "没有失分。")
        for at, one in enumerate(self.causes):
            rect = self.rect_of(at)
            figure = measure(13, bold=True).horizontalAdvance(one.lost) + px(12)
            painter.setFont(font(13))
            painter.setPen(color("text"))
            room = rect.width() - figure - px(16)
            words = measure(13).elidedText(one.name, Qt.TextElideMode.ElideRight, room)
            painter.drawText(QRect(px(8), rect.top() + px(2), room, px(20)), LEFT, words)
            taken = measure(13).horizontalAdvance(words) + px(8)
            painter.setFont(font(12))
            painter.setPen(color("secondary"))
            if one.note and room - taken > px(40):
                note = measure(12).elidedText(one.note, Qt.TextElideMode.ElideRight, room - taken)
                painter.drawText(QRect(px(8) + taken, rect.top() + px(2), room - taken, px(20)), LEFT, note)
            painter.setFont(font(13, bold=True, tabular=True))
            painter.setPen(color("text"))
            painter.drawText(QRect(rect.right() - figure - px(8), rect.top() + px(2), figure, px(20)), RIGHT, one.lost)
            painter.setPen(Qt.PenStyle.NoPen)
            painter.setBrush(color("line"))
            track = QRectF(px(8), rect.top() + px(25), rect.width() - px(16), px(6))
            painter.drawRoundedRect(track, px(2), px(2))
            painter.setBrush(color("near"))
            painter.drawRoundedRect(QRectF(track.left(), track.top(), max(2.0, track.width() * one.share), px(6)), 2, 2)
        painter.end()

    @override
    def mouseReleaseEvent(self, event: QMouseEvent) -> None:
        point: QPoint = event.position().toPoint()
        for at, one in enumerate(self.causes):
            if self.rect_of(at).contains(point):
                self.activated.emit(one.id)
