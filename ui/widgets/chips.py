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
    """Shows chips; with `removable` each has a × and Delete takes the current one away."""

    removed = Signal(object)  # chip id
    clicked = Signal(object)  # chip id

    def __init__(
        self, chips: Sequence[Chip] = (), *, removable: bool = False, empty: str = "", parent: QWidget | None = None
    ) -> None:
        super().__init__(parent)
        self._chips: tuple[Chip, ...] = tuple(chips)
        self._removable = removable
        self._empty = empty
        self._current = 0
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
        painter.end()

    @override
    def mouseMoveEvent(self, event: QMouseEvent) -> None:
        point = event.position().toPoint()
        for rect, chip in zip(self.rects(self.width()), self._chips, strict=True):
            if rect.contains(point) and chip.tooltip:
                QToolTip.showText(event.globalPosition().toPoint(), chip.tooltip, self)
        super().mouseMoveEvent(event)

    @override
    def mousePressEvent(self, event: QMouseEvent) -> None:
        point = event.position().toPoint()
        for rect, chip in zip(self.rects(self.width()), self._chips, strict=True):
            if rect.contains(point):
                if self._removable and cross_rect(rect).contains(point):
                    self.removed.emit(chip.id)
                else:
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
                self._current = min(max(0, self._current + step), len(self._chips) - 1)
                self.update()
                return
        super().keyPressEvent(event)
