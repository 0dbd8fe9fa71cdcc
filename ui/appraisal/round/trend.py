"""走势: scores over rounds as lines with direct labels; the line in hand in the accent, the others grey; painted."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from math import ceil, floor

from PySide6.QtCore import QPointF, QRectF, QSize, Qt, Signal
from PySide6.QtGui import QMouseEvent, QPainter, QPaintEvent, QPen
from PySide6.QtWidgets import QSizePolicy, QWidget
from typing_extensions import override

from ui.style import announcer, color, font, px
from ui.tables.layout import measure
from ui.tables.painting import CENTER, LEFT

RIGHT = int(Qt.AlignmentFlag.AlignRight | Qt.AlignmentFlag.AlignVCenter)
NEAR = 12


@dataclass(frozen=True, slots=True)
class Series:
    """A unit over the rounds: a figure or None for each, and its words where it is labelled."""

    id: int
    name: str
    values: tuple[float | None, ...]
    words: tuple[str, ...] = ()


class TrendLines(QWidget):
    """A gap where a round has no figure; `picked(id)` when a line is clicked."""

    picked = Signal(object)

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._heads: tuple[str, ...] = ()
        self._series: tuple[Series, ...] = ()
        self._current: int | None = None
        self._ranks = False
        self.setMinimumSize(px(240), px(150))
        self.setSizePolicy(QSizePolicy.Policy.Expanding, QSizePolicy.Policy.Expanding)
        announcer().restyled.connect(self.update)

    def set_series(
        self, heads: Sequence[str], series: Sequence[Series], current: int | None, *, ranks: bool = False
    ) -> None:
        """Rounds under the axis, lines above it, the one in hand; `ranks` are given negative, the first on top."""
        self._ranks = ranks
        self._heads, self._series, self._current = tuple(heads), tuple(series), current
        self.setAccessibleName(
            "走势：" + "；".join(f"{one.name} {'、'.join(one.words)}" for one in series if one.id == current)
        )
        self.update()

    @override
    def sizeHint(self) -> QSize:
        return QSize(px(420), px(200))

    # ---- geometry ---------------------------------------------------------------------------------------------

    def _bounds(self) -> tuple[float, float]:
        known = [value for one in self._series for value in one.values if value is not None]
        low, high = (min(known), max(known)) if known else (0.0, 100.0)
        if self._ranks:
            return min(low, -2.0), -1.0
        step = 5 if high - low <= 40 else 20
        low, high = floor((low - 1) / step) * step, ceil((high + 1) / step) * step
        return float(max(0, low)), float(high)

    def _plot(self) -> QRectF:
        return QRectF(px(44), px(20), max(px(60), self.width() - px(44) - px(84)), max(px(40), self.height() - px(54)))

    def _points(self, one: Series) -> list[QPointF | None]:
        low, high = self._bounds()
        plot, span, steps = self._plot(), (high - low) or 1.0, max(1, len(self._heads) - 1)
        shift = plot.width() / 2 if len(self._heads) == 1 else 0
        return [
            None
            if value is None
            else QPointF(
                plot.left() + shift + plot.width() * at / steps, plot.bottom() - (value - low) / span * plot.height()
            )
            for at, value in enumerate(one.values)
        ]

    # ---- painting ---------------------------------------------------------------------------------------------

    @override
    def paintEvent(self, event: QPaintEvent) -> None:
        painter = QPainter(self)
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        if not any(value is not None for one in self._series for value in one.values):
            painter.setFont(font(12))
            painter.setPen(color("secondary"))
            painter.drawText(self.rect(), CENTER, "还没有可以画的得分。")
            painter.end()
            return
        self._paint_axes(painter)
        for one in self._series:
            if one.id != self._current:
                self._paint_line(painter, one, "grey_line", 1.2)
                if len(self._series) == 2 and self._is_apart(one):
                    self._paint_name(painter, one, "secondary")
        for one in self._series:
            if one.id == self._current:
                self._paint_line(painter, one, "accent", 2.2)
                self._paint_labels(painter, one)
        painter.end()

    def _is_apart(self, one: Series) -> bool:
        """Whether the end of a line is far enough from that of the one in hand to bear its name."""
        ends = [next((p for p in reversed(self._points(other)) if p is not None), None) for other in self._series]
        known = [end.y() for end in ends if end is not None]
        return len(known) == 2 and abs(known[0] - known[1]) > px(16)

    def _paint_axes(self, painter: QPainter) -> None:
        low, high = self._bounds()
        plot = self._plot()
        painter.setFont(font(12, tabular=True))
        lines = min(4, max(1, round(high - low))) if self._ranks else 4
        for at in range(lines + 1):
            y = plot.bottom() - plot.height() * at / lines
            painter.setPen(QPen(color("line"), 1))
            painter.drawLine(QPointF(plot.left(), y), QPointF(plot.right(), y))
            painter.setPen(color("secondary"))
            number = low + (high - low) * at / lines
            value = f"{-number:.0f}" if self._ranks else f"{number:g}"
            painter.drawText(QRectF(0, y - px(9), px(36), px(18)), RIGHT, value)
        steps = max(1, len(self._heads) - 1)
        room = plot.width() / max(1, len(self._heads)) if len(self._heads) > 1 else plot.width()
        for at, head in enumerate(self._heads):
            x = plot.left() + (plot.width() / 2 if len(self._heads) == 1 else plot.width() * at / steps)
            words = measure(12).elidedText(head, Qt.TextElideMode.ElideRight, max(px(48), int(room)))
            wide = max(px(48), room)
            painter.drawText(QRectF(x - wide / 2, plot.bottom() + px(8), wide, px(18)), CENTER, words)

    def _paint_line(self, painter: QPainter, one: Series, tint: str, width: float) -> None:
        painter.setPen(QPen(color(tint), width))
        before: QPointF | None = None
        for point in self._points(one):
            if point is not None and before is not None:
                painter.drawLine(before, point)
            before = point
        painter.setPen(Qt.PenStyle.NoPen)
        painter.setBrush(color(tint))
        for point in self._points(one):
            if point is not None:
                painter.drawEllipse(point, px(3) if width > 2 else px(2), px(3) if width > 2 else px(2))

    def _paint_labels(self, painter: QPainter, one: Series) -> None:
        painter.setFont(font(12, bold=True, tabular=True))
        painter.setPen(color("text"))
        points = self._points(one)
        for at, point in enumerate(points):
            if point is not None and at < len(one.words):
                left = max(self._plot().left() - px(4), point.x() - px(36)) if at == 0 else point.x() - px(36)
                painter.drawText(
                    QRectF(left, point.y() - px(22), px(72), px(18)), LEFT if at == 0 else CENTER, one.words[at]
                )
        self._paint_name(painter, one, "accent")

    def _paint_name(self, painter: QPainter, one: Series, tint: str) -> None:
        """The name of a line at its end."""
        last = next((point for point in reversed(self._points(one)) if point is not None), None)
        if last is not None:
            painter.setFont(font(12, bold=tint == "accent"))
            painter.setPen(color(tint))
            name = measure(12, bold=tint == "accent").elidedText(one.name, Qt.TextElideMode.ElideRight, px(74))
            painter.drawText(QRectF(last.x() + px(10), last.y() - px(9), px(76), px(18)), LEFT, name)

    @override
    def mouseReleaseEvent(self, event: QMouseEvent) -> None:
        where = event.position()
        best: tuple[float, int] | None = None
        for one in self._series:
            for point in self._points(one):
                if point is None:
                    continue
                apart = (point - where).manhattanLength()
                if apart <= px(NEAR) and (best is None or apart < best[0]):
                    best = (apart, one.id)
        if best is not None:
            self.picked.emit(best[1])
