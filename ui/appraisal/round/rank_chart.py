"""排名: a bar for each unit of a group with rank, score, grade and how it moved; painted with the look's tokens."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

from PySide6.QtCore import QEvent, QPoint, QRect, QRectF, QSize, Qt, Signal
from PySide6.QtGui import QKeyEvent, QMouseEvent, QPainter, QPaintEvent
from PySide6.QtWidgets import QSizePolicy, QWidget
from typing_extensions import override

from ui.style import announcer, color, font, px
from ui.tables.layout import measure
from ui.tables.painting import LEFT, paint_ring

RIGHT = int(Qt.AlignmentFlag.AlignRight | Qt.AlignmentFlag.AlignVCenter)
ROW, HEAD, GAP = 34, 34, 12


@dataclass(frozen=True, slots=True)
class Bar:
    """A unit: `share` of the full mark 0–1, `moved` places up (negative: down; None: no rank before)."""

    id: int
    name: str
    rank: str
    score: str
    share: float
    grade: str = ""
    moved: int | None = None
    is_new: bool = False
    ghost: float | None = None  # where the bar ended before (what if)


@dataclass(frozen=True, slots=True)
class BarGroup:
    """A peer group; ranks are within it."""

    title: str
    bars: tuple[Bar, ...]


class RankChart(QWidget):
    """As tall as its bars; ↑ and ↓ move, Enter explains."""

    picked = Signal(object)  # unit id
    activated = Signal(object)

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.groups: tuple[BarGroup, ...] = ()
        self._low = 0.0
        self._current: int | None = None
        self._hover: int | None = None
        self.setMouseTracking(True)
        self.setFocusPolicy(Qt.FocusPolicy.StrongFocus)
        self.setSizePolicy(QSizePolicy.Policy.Expanding, QSizePolicy.Policy.Fixed)
        self.setAccessibleName("排名")
        announcer().restyled.connect(self.updateGeometry)

    def set_groups(self, groups: Sequence[BarGroup]) -> None:
        """Other bars. The axis starts where differences can be seen, at a round share below the least."""
        self.groups = tuple(groups)
        shares = [bar.share for group in groups for bar in group.bars if bar.score]
        least = min(shares, default=0.0)
        self._low = max(0.0, (int(least * 10) - 1) / 10) if least > 0.5 else 0.0
        self.updateGeometry()
        self.update()

    @property
    def axis_from(self) -> float:
        """The share at which the bars begin."""
        return self._low

    @override
    def sizeHint(self) -> QSize:
        rows = sum(len(group.bars) for group in self.groups)
        return QSize(px(480), rows * px(ROW) + len(self.groups) * (px(HEAD) + px(GAP)) + px(8))

    def rects(self) -> list[tuple[Bar, QRect]]:
        """Each bar's row."""
        found, top = [], px(4)
        for group in self.groups:
            top += px(HEAD)
            for bar in group.bars:
                found.append((bar, QRect(px(8), top, self.width() - px(16), px(ROW))))
                top += px(ROW)
            top += px(GAP)
        return found

    def select(self, unit_id: int | None) -> None:
        """Mark a unit; tells nobody."""
        self._current = unit_id
        self.update()

    # ---- painting ---------------------------------------------------------------------------------------------

    @override
    def paintEvent(self, event: QPaintEvent) -> None:
        painter = QPainter(self)
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        top, places = px(4), {bar.id: rect for bar, rect in self.rects()}
        names = [measure(13).horizontalAdvance(bar.name) for group in self.groups for bar in group.bars]
        name_width = min(max(names, default=0) + px(8), max(px(90), self.width() // 4))
        for group in self.groups:
            painter.setFont(font(14, bold=True))
            painter.setPen(color("text"))
            painter.drawText(QRect(px(16), top, self.width() - px(32), px(HEAD)), LEFT, group.title)
            for bar in group.bars:
                self._paint(painter, bar, places[bar.id], name_width)
            top += px(HEAD) + len(group.bars) * px(ROW) + px(GAP)
        painter.end()

    def _paint(self, painter: QPainter, bar: Bar, rect: QRect, name_width: int) -> None:
        if bar.id == self._current:
            painter.fillRect(rect, color("selection"))
        elif bar.id == self._hover:
            painter.fillRect(rect, color("hover"))
        left, middle = rect.left() + px(8), rect.center().y()
        painter.setFont(font(13, bold=True, tabular=True))
        painter.setPen(color("text"))
        painter.drawText(QRect(left, rect.top(), px(28), rect.height()), RIGHT, bar.rank)
        painter.setFont(font(13))
        shown = measure(13).elidedText(bar.name, Qt.TextElideMode.ElideRight, name_width)
        painter.drawText(QRect(left + px(40), rect.top(), name_width, rect.height()), LEFT, shown)
        right = rect.right() - px(8)
        change, grade, score = px(52), px(62), px(70)
        self._paint_change(painter, bar, QRect(right - change, rect.top(), change, rect.height()))
        painter.setFont(font(12))
        painter.setPen(color("secondary"))
        painter.drawText(QRect(right - change - grade, rect.top(), grade - px(8), rect.height()), LEFT, bar.grade)
        painter.setFont(font(13, bold=True, tabular=True))
        painter.setPen(color("text" if bar.score else "secondary"))
        place = QRect(right - change - grade - score, rect.top(), score - px(14), rect.height())
        painter.drawText(place, RIGHT, bar.score or "未计")
        start = left + px(48) + name_width
        room = place.left() - px(8) - start
        if room < px(24):
            return
        track = QRectF(start, middle - px(6), room, px(12))
        painter.setPen(Qt.PenStyle.NoPen)
        painter.setBrush(color("line"))
        painter.drawRoundedRect(track, px(3), px(3))
        if bar.score:
            painter.setBrush(color("accent"))
            painter.drawRoundedRect(QRectF(start, track.top(), self._length(bar.share, room), track.height()), 3, 3)
        if bar.ghost is not None:
            painter.setBrush(color("near"))
            painter.drawRect(QRectF(start + self._length(bar.ghost, room) - 1, track.top() - px(3), 2, px(18)))
        if bar.id == self._current and self.hasFocus():
            painter.setRenderHint(QPainter.RenderHint.Antialiasing, False)
            paint_ring(painter, rect)
            painter.setRenderHint(QPainter.RenderHint.Antialiasing)

    def _length(self, share: float, room: float) -> float:
        span = 1.0 - self._low
        return max(2.0, min(1.0, max(0.0, (share - self._low) / span if span else 0.0)) * room)

    @staticmethod
    def _paint_change(painter: QPainter, bar: Bar, rect: QRect) -> None:
        painter.setFont(font(12, tabular=True))
        if bar.is_new:
            words, tint = "新", "secondary"
        elif not bar.moved:
            words, tint = ("—", "secondary") if bar.moved == 0 else ("", "secondary")
        else:
            words, tint = (f"▲ {bar.moved}", "ok") if bar.moved > 0 else (f"▼ {-bar.moved}", "overdue")
        painter.setPen(color(tint))
        painter.drawText(rect, LEFT, words)

    # ---- hand -------------------------------------------------------------------------------------------------

    def _at(self, point: QPoint) -> int | None:
        return next((bar.id for bar, rect in self.rects() if rect.contains(point)), None)

    @override
    def mouseMoveEvent(self, event: QMouseEvent) -> None:
        found = self._at(event.position().toPoint())
        if found != self._hover:
            self._hover = found
            self.setCursor(Qt.CursorShape.PointingHandCursor if found is not None else Qt.CursorShape.ArrowCursor)
            self.update()

    @override
    def leaveEvent(self, event: QEvent) -> None:
        self._hover = None
        self.update()

    @override
    def mousePressEvent(self, event: QMouseEvent) -> None:
        self.setFocus()
        found = self._at(event.position().toPoint())
        if found is not None:
            self.select(found)
            self.picked.emit(found)

    @override
    def mouseDoubleClickEvent(self, event: QMouseEvent) -> None:
        found = self._at(event.position().toPoint())
        if found is not None:
            self.activated.emit(found)

    @override
    def keyPressEvent(self, event: QKeyEvent) -> None:
        order = [bar.id for bar, _ in self.rects()]
        at = order.index(self._current) if self._current in order else -1
        step = {Qt.Key.Key_Down: 1, Qt.Key.Key_Up: -1}.get(Qt.Key(event.key()))
        if step is not None and order:
            found = order[max(0, min(len(order) - 1, at + step))]
            self.select(found)
            self.picked.emit(found)
        elif event.key() in (Qt.Key.Key_Return, Qt.Key.Key_Enter) and self._current is not None:
            self.activated.emit(self._current)
        else:
            super().keyPressEvent(event)
