"""得分构成: shares of the components as a radar (three or more) with the group's average behind it; painted."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from math import cos, pi, sin

from PySide6.QtCore import QPointF, QRectF, QSize, Qt
from PySide6.QtGui import QPainter, QPaintEvent, QPen, QPolygonF
from PySide6.QtWidgets import QSizePolicy, QWidget
from typing_extensions import override

from ui.style import announcer, color, font, px
from ui.tables.layout import measure
from ui.tables.painting import CENTER, LEFT

LEAST_AXES = 3
RINGS = 4


@dataclass(frozen=True, slots=True)
class Axis:
    """A component: its share 0–1 of the unit and of the group on average, its words."""

    name: str
    share: float | None
    mean: float | None
    words: str


class Radar(QWidget):
    """With fewer than three components the same as bars."""

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._axes: tuple[Axis, ...] = ()
        self.setMinimumSize(px(240), px(220))
        self.setSizePolicy(QSizePolicy.Policy.Expanding, QSizePolicy.Policy.Expanding)
        announcer().restyled.connect(self.update)

    def set_axes(self, axes: Sequence[Axis]) -> None:
        """Other components."""
        self._axes = tuple(axes)
        self.setAccessibleName("得分构成：" + "；".join(f"{one.name} {one.words}" for one in axes))
        self.update()

    @override
    def sizeHint(self) -> QSize:
        return QSize(px(320), px(260))

    @override
    def paintEvent(self, event: QPaintEvent) -> None:
        painter = QPainter(self)
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        if len(self._axes) >= LEAST_AXES:
            self._paint_radar(painter)
        else:
            self._paint_bars(painter)
        painter.end()

    # ---- radar ------------------------------------------------------------------------------------------------

    def _point(self, at: int, share: float, middle: QPointF, radius: float) -> QPointF:
        angle = -pi / 2 + 2 * pi * at / len(self._axes)
        return QPointF(middle.x() + cos(angle) * radius * share, middle.y() + sin(angle) * radius * share)

    def _paint_radar(self, painter: QPainter) -> None:
        wide = max(measure(12).horizontalAdvance(one.name) for one in self._axes)
        wide = max(wide, max(measure(12).horizontalAdvance(one.words) for one in self._axes)) + px(8)
        radius = max(px(40), min(self.width() / 2 - wide - px(8), self.height() / 2 - px(40)))
        middle = QPointF(self.width() / 2, self.height() / 2 + px(2))
        painter.setBrush(Qt.BrushStyle.NoBrush)
        for ring in range(1, RINGS + 1):
            painter.setPen(QPen(color("line" if ring < RINGS else "grey_line"), 1))
            painter.drawPolygon(
                QPolygonF([self._point(at, ring / RINGS, middle, radius) for at in range(len(self._axes))])
            )
        painter.setPen(QPen(color("line"), 1))
        for at in range(len(self._axes)):
            painter.drawLine(middle, self._point(at, 1, middle, radius))
        means = [one.mean or 0.0 for one in self._axes]
        painter.setPen(QPen(color("secondary"), 1.5, Qt.PenStyle.DashLine))
        painter.drawPolygon(QPolygonF([self._point(at, share, middle, radius) for at, share in enumerate(means)]))
        fill = color("accent")
        painter.setPen(QPen(fill, 2))
        wash = color("accent").toRgb()
        wash.setAlpha(46)
        painter.setBrush(wash)
        corners = [self._point(at, one.share or 0.0, middle, radius) for at, one in enumerate(self._axes)]
        painter.drawPolygon(QPolygonF(corners))
        painter.setBrush(fill)
        painter.setPen(Qt.PenStyle.NoPen)
        for corner in corners:
            painter.drawEllipse(corner, px(3), px(3))
        for at, one in enumerate(self._axes):
            self._paint_label(painter, one, self._point(at, 1, middle, radius), middle, wide)

    def _paint_label(self, painter: QPainter, one: Axis, end: QPointF, middle: QPointF, wide: float) -> None:
        tall = px(34)
        left = end.x() - wide / 2
        top = end.y() - tall / 2
        if end.x() - middle.x() > 1:
            left = end.x() + px(6)
        elif end.x() - middle.x() < -1:
            left = end.x() - wide - px(6)
        if abs(end.x() - middle.x()) <= 1:
            top = end.y() - tall - px(2) if end.y() < middle.y() else end.y() + px(2)
        painter.setFont(font(12))
        painter.setPen(color("text"))
        painter.drawText(QRectF(left, top, wide, tall / 2), CENTER, one.name)
        painter.setPen(color("secondary"))
        painter.drawText(QRectF(left, top + tall / 2, wide, tall / 2), CENTER, one.words)

    # ---- bars -------------------------------------------------------------------------------------------------

    def _paint_bars(self, painter: QPainter) -> None:
        if not self._axes:
            painter.setPen(color("secondary"))
            painter.setFont(font(12))
            painter.drawText(self.rect(), CENTER, "办法没有分部分。")
            return
        top = px(16)
        for one in self._axes:
            painter.setFont(font(13))
            painter.setPen(color("text"))
            painter.drawText(QRectF(px(8), top, self.width() - px(16), px(20)), LEFT, f"{one.name}　{one.words}")
            track = QRectF(px(8), top + px(24), self.width() - px(16), px(12))
            painter.setPen(Qt.PenStyle.NoPen)
            painter.setBrush(color("line"))
            painter.drawRoundedRect(track, px(3), px(3))
            painter.setBrush(color("accent"))
            share = QRectF(track)
            share.setWidth(track.width() * min(1.0, max(0.0, one.share or 0.0)))
            painter.drawRoundedRect(share, px(3), px(3))
            if one.mean is not None:
                painter.setBrush(color("secondary"))
                painter.drawRect(QRectF(track.left() + track.width() * min(1.0, one.mean) - 1, track.top() - 3, 2, 18))
            top += px(52)
