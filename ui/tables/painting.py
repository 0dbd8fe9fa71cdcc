"""Drawing of chips and tones, shared by the cells of tables, the matrix and the chip widgets."""

from __future__ import annotations

from PySide6.QtCore import QRect, QRectF, Qt
from PySide6.QtGui import QColor, QPainter, QPen

from ui.style import color, font, px
from ui.tables.layout import CHIP_SIDE, CROSS, measure

CENTER = int(Qt.AlignmentFlag.AlignCenter)
LEFT = int(Qt.AlignmentFlag.AlignLeft | Qt.AlignmentFlag.AlignVCenter)


def role_colors(role: str) -> tuple[QColor | None, QColor, QColor]:
    """(fill or None, border, text) of a role: 牵头 and 责任 filled, 配合 and 督导 outlined."""
    if role == "lead":
        return color("accent"), color("accent"), color("on_accent")
    if role == "responsible":
        return color("teal"), color("teal"), color("on_teal")
    if role == "oversee":
        return None, color("oversee"), color("oversee")
    if role == "doubt":
        return color("near_back"), color("near"), color("near")
    if role == "own":
        return color("selection"), color("accent"), color("text")
    return None, color("grey_line"), color("text" if role == "plain" else "secondary")


def paint_chip(painter: QPainter, rect: QRect, text: str, role: str, *, crossed: bool = False) -> None:
    """A unit chip; `crossed` shows the × that takes it away."""
    fill, border, words = role_colors(role)
    painter.setRenderHint(QPainter.RenderHint.Antialiasing, True)
    painter.setPen(QPen(border, 1))
    painter.setBrush(fill if fill is not None else Qt.BrushStyle.NoBrush)
    painter.drawRoundedRect(QRectF(rect).adjusted(0.5, 0.5, -0.5, -0.5), px(4), px(4))
    painter.setRenderHint(QPainter.RenderHint.Antialiasing, False)
    painter.setFont(font(12))
    painter.setPen(words)
    side = px(CHIP_SIDE) - 1
    room = rect.adjusted(side, 0, -(px(CROSS) if crossed else side), 0)
    shown = measure(12).elidedText(text, Qt.TextElideMode.ElideRight, room.width() + 1)
    painter.drawText(room, LEFT if crossed else CENTER, shown)
    if crossed:
        painter.drawText(cross_rect(rect), CENTER, "×")


def badge_rect(chip: QRect) -> QRect:
    """Where the × of a chip in a table lies: on its corner, beside its words."""
    size = px(12)
    return QRect(chip.right() - size // 2 + 1, chip.top() - px(3), size, size)


def paint_badge(painter: QPainter, chip: QRect) -> None:
    """The × that takes a chip of the current cell away."""
    rect = badge_rect(chip)
    painter.setRenderHint(QPainter.RenderHint.Antialiasing, True)
    painter.setPen(QPen(color("surface"), 1))
    painter.setBrush(color("secondary"))
    painter.drawEllipse(QRectF(rect).adjusted(0.5, 0.5, -0.5, -0.5))
    painter.setRenderHint(QPainter.RenderHint.Antialiasing, False)
    painter.setFont(font(10))
    painter.setPen(color("surface"))
    painter.drawText(rect, CENTER, "×")


def cross_rect(chip: QRect) -> QRect:
    """Where the × of a chip lies."""
    return QRect(chip.right() - px(CROSS) + 1, chip.top(), px(CROSS), chip.height())


def paint_ring(painter: QPainter, rect: QRect) -> None:
    """The focus ring of the current cell."""
    painter.setBrush(Qt.BrushStyle.NoBrush)
    painter.setPen(QPen(color("accent"), 2))
    painter.drawRect(rect.adjusted(1, 1, -1, -1))
