"""Chips outside tables: a row of units that flows over several lines; each may be taken away."""

from __future__ import annotations

from collections.abc import Sequence

from PySide6.QtCore import QPoint, QRect, QSize, Qt, Signal
from PySide6.QtGui import QKeyEvent, QMouseEvent, QPainter, QPaintEvent, QResizeEvent
from PySide6.QtWidgets import QSizePolicy, QToolTip, QWidget
from typing_extensions import override

from ui.style import announcer, color, font, px
from ui.tables.cells import Chip
from ui.tables.layout import CHIP_GAP, CHIP_HEIGHT, CROSS, chip_width
from ui.tables.painting import LEFT, cross_rect, paint_chip, paint_ring


class ChipRow(QWidget):
    """Shows chips; with `removable` each has a × and Delete takes the current one away; with `movable` they are drawn
    to another place, or moved there with Alt+Left/Right."""

    removed = Signal(object)  # chip id
    ordered = Signal(object)  # tuple of chip ids
    clicked = Signal(object)  # chip id

    def __init__(
        self, chips: Sequence[Chip] = (), *, removable: bool = False, empty: str = "", parent: QWidget | None = None
    ) -> None:
        super().__init__(parent)
        self._chips: tuple[Chip, ...] = tuple(chips)
        self._removable = removable
        self._empty = empty
        self._current = 0
        self.movable = False
        self._drawn: int | None = None  # the chip being drawn
        self._gap: int | None = None  # before which chip it would stand
        self._hover: QPoint | None = None
        self.setMouseTracking(True)
        self.setFocusPolicy(Qt.FocusPolicy.TabFocus if removable else Qt.FocusPolicy.NoFocus)
        policy = QSizePolicy(QSizePolicy.Policy.Expanding, QSizePolicy.Policy.Minimum)
        policy.setHeightForWidth(True)
        self.setSizePolicy(policy)
        announcer().restyled.connect(self.updateGeometry)

    @property
    def chips(self) -> tuple[Chip, ...]:
        return self._chips

    def set_chips(self, chips: Sequence[Chip]) -> None:
        """Other chips."""
        self._chips = tuple(chips)
        self._current = min(self._current, max(0, len(self._chips) - 1))
        self.setAccessibleName("、".join(chip.text for chip in self._chips))
        self.setMinimumHeight(self.heightForWidth(self.width()))
        self.updateGeometry()
        self.update()

    def rects(self, width: int) -> list[QRect]:
        """Where each chip lies in a row of `width` pixels."""
        placed: list[QRect] = []
        left, top, tall, gap = 0, px(4), px(CHIP_HEIGHT), px(CHIP_GAP)
        extra = px(CROSS) - px(5) if self._removable else 0
        for chip in self._chips:
            wide = min(chip_width(chip.text, px(12)) + extra, max(px(40), width))
            if left and left + wide > width:
                left, top = 0, top + tall + gap
            placed.append(QRect(left, top, wide, tall))
            left += wide + gap
        return placed

    @override
    def hasHeightForWidth(self) -> bool:
        return True

    @override
    def heightForWidth(self, width: int) -> int:
        rects = self.rects(width)
        return (rects[-1].bottom() + 1 if rects else px(4) + px(CHIP_HEIGHT)) + px(4)

    @override
    def sizeHint(self) -> QSize:
        return QSize(px(160), self.heightForWidth(self.width() or px(200)))

    @override
    def minimumSizeHint(self) -> QSize:
        return QSize(px(60), self.heightForWidth(max(px(60), self.width())))

    @override
    def resizeEvent(self, event: QResizeEvent) -> None:
        super().resizeEvent(event)
        self.setMinimumHeight(self.heightForWidth(event.size().width()))

    @override
    def paintEvent(self, event: QPaintEvent) -> None:
        painter = QPainter(self)
        if not self._chips and self._empty:
            painter.setFont(font(13))
            painter.setPen(color("placeholder"))
            painter.drawText(self.rect(), LEFT, self._empty)
        for at, (rect, chip) in enumerate(zip(self.rects(self.width()), self._chips, strict=True)):
            paint_chip(painter, rect, chip.text, chip.role, crossed=self._removable)
            if self.hasFocus() and at == self._current:
                paint_ring(painter, rect)
        if self._gap is not None:
            painter.fillRect(self._mark_at(self._gap), color("accent"))
        painter.end()

    def _mark_at(self, gap: int) -> QRect:
        rects = self.rects(self.width())
        if gap < len(rects):
            return QRect(max(0, rects[gap].left() - px(3)), rects[gap].top(), max(2, px(2)), rects[gap].height())
        return QRect(rects[-1].right() + px(1), rects[-1].top(), max(2, px(2)), rects[-1].height())

    def _gap_at(self, point: QPoint) -> int:
        """Before which chip a point lies."""
        for at, rect in enumerate(self.rects(self.width())):
            if point.y() <= rect.bottom() and point.x() < rect.center().x():
                return at
            if point.y() < rect.top():
                return at
        return len(self._chips)

    def move_chip(self, at: int, before: int) -> None:
        """Put a chip before another one (`before` counts the chips as they stand now)."""
        ids = [chip.id for chip in self._chips]
        moved = ids.pop(at)
        to = before - 1 if before > at else before
        ids.insert(to, moved)
        if ids != [chip.id for chip in self._chips]:
            self._current = to
            self.ordered.emit(tuple(ids))

    @override
    def mouseReleaseEvent(self, event: QMouseEvent) -> None:
        drawn, gap, self._drawn, self._gap = self._drawn, self._gap, None, None
        self.update()
        if drawn is not None and gap is not None:
            self.move_chip(drawn, gap)
        super().mouseReleaseEvent(event)

    @override
    def mouseMoveEvent(self, event: QMouseEvent) -> None:
        point = event.position().toPoint()
        if self._drawn is not None:
            self._gap = self._gap_at(point)
            self.update()
            return
        for rect, chip in zip(self.rects(self.width()), self._chips, strict=True):
            if rect.contains(point) and chip.tooltip:
                QToolTip.showText(event.globalPosition().toPoint(), chip.tooltip, self)
        super().mouseMoveEvent(event)

    @override
    def mousePressEvent(self, event: QMouseEvent) -> None:
        point = event.position().toPoint()
        for at, (rect, chip) in enumerate(zip(self.rects(self.width()), self._chips, strict=True)):
            if rect.contains(point):
                if self._removable and cross_rect(rect).contains(point):
                    self.removed.emit(chip.id)
                else:
                    self._drawn = at if self.movable else None
                    self.clicked.emit(chip.id)
                return
        super().mousePressEvent(event)

    @override
    def keyPressEvent(self, event: QKeyEvent) -> None:
        if self._removable and self._chips:
            if event.key() in (Qt.Key.Key_Delete, Qt.Key.Key_Backspace):
                self.removed.emit(self._chips[self._current].id)
                return
            if event.key() in (Qt.Key.Key_Left, Qt.Key.Key_Right):
                step = -1 if event.key() == Qt.Key.Key_Left else 1
                if event.modifiers() & Qt.KeyboardModifier.AltModifier:
                    if self.movable and 0 <= self._current + step < len(self._chips):
                        self.move_chip(self._current, self._current + (2 if step > 0 else -1))
                    return
                self._current = min(max(0, self._current + step), len(self._chips) - 1)
                self.update()
                return
        super().keyPressEvent(event)
