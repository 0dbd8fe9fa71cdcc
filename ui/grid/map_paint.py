"""How the tiles and frames of the map look: quiet fills mixed from the tokens, marks beside colours, names that fit."""

from __future__ import annotations

from collections import Counter
from collections.abc import Sequence
from functools import lru_cache

from PySide6.QtCore import QPointF, QRect, QRectF, Qt
from PySide6.QtGui import QColor, QPainter, QPen

from models.grid.map import Rect, Spot
from models.grid.shades import Shade, Tint
from ui.style import color, font, px, tokens
from ui.tables.layout import measure
from ui.tables.painting import LEFT

RIGHT = int(Qt.AlignmentFlag.AlignRight | Qt.AlignmentFlag.AlignVCenter)
_SMALL = {Tint.OK: 0.42, Tint.DOING: 0.62, Tint.WAITING: 0.62, Tint.MISSING: 0.9, Tint.NONE: 0.0}
SIDE = 7
LINE = 17


def tint_color(tint: Tint) -> QColor:
    """The strong colour of a meaning; grey for none."""
    return color(tint.value) if tint else color("disabled")


def mixed(front: QColor, back: QColor, share: float) -> QColor:
    """`share` of the front colour over the back one."""
    rest = 1 - share
    return QColor(
        round(front.red() * share + back.red() * rest),
        round(front.green() * share + back.green() * rest),
        round(front.blue() * share + back.blue() * rest),
    )


def rectf(rect: Rect) -> QRectF:
    return QRectF(rect.x, rect.y, rect.width, rect.height)


def whole(rect: Rect) -> QRect:
    """The rectangle on whole pixels."""
    left, top = round(rect.x), round(rect.y)
    return QRect(left, top, round(rect.right) - left, round(rect.bottom) - top)


def paint_frame(painter: QPainter, spot: Spot, name: str, tally: Counter[str], *, faded: bool) -> None:
    """An area: its border, and on the strip its name with how many cells of each meaning lie in it."""
    rect = whole(spot.rect)
    painter.setRenderHint(QPainter.RenderHint.Antialiasing, True)
    painter.setPen(QPen(color("line"), 1))
    painter.setBrush(color("surface" if spot.depth % 2 else "tint"))
    painter.drawRoundedRect(QRectF(rect).adjusted(0.5, 0.5, -0.5, -0.5), px(6), px(6))
    painter.setRenderHint(QPainter.RenderHint.Antialiasing, False)
    if not spot.title:
        return
    strip = QRect(rect.left() + px(SIDE + 1), rect.top(), rect.width() - 2 * px(SIDE + 1), round(spot.title))
    room = strip.width() - paint_tally(painter, strip, tally, least=px(64), faded=faded)
    painter.setFont(font(13 if spot.depth == 0 else 12, bold=True))
    painter.setPen(color("disabled" if faded else "text"))
    metrics = measure(13 if spot.depth == 0 else 12, bold=True)
    painter.drawText(strip, LEFT, metrics.elidedText(name, Qt.TextElideMode.ElideRight, max(0, room)))


def paint_tally(painter: QPainter, strip: QRect, tally: Counter[str], *, least: int, faded: bool = False) -> int:
    """Marks with counts at the right end of a strip, as many as leave `least` for the name; answers the width taken."""
    painter.setFont(font(11, tabular=True))
    metrics = measure(11)
    taken = 0
    for tint in (Tint.MISSING, Tint.WAITING, Tint.DOING, Tint.OK):
        count = tally.get(tint, 0)
        if not count:
            continue
        words = f"{tint.mark} {count}"
        wide = metrics.horizontalAdvance(words) + px(9)
        if strip.width() - taken - wide < least:
            break
        painter.setPen(color("disabled") if faded else tint_color(tint))
        painter.drawText(strip.adjusted(0, 0, -taken, 0), RIGHT, words)
        taken += wide
    return taken


def paint_tile(
    painter: QPainter, spot: Spot, name: str, shade: Shade | None, note: str, *, is_area: bool, faded: bool
) -> None:
    """A place: filled by its meaning; with its name, mark and figure, and in a large one the note, where they fit."""
    tint = shade.tint if shade is not None else Tint.NONE
    rect = whole(spot.rect)
    share = 0.06 if faded else (0.24 if tokens().dark else 0.13)
    strong = tint_color(tint)
    painter.setRenderHint(QPainter.RenderHint.Antialiasing, True)
    if tint:
        painter.setPen(Qt.PenStyle.NoPen)
        painter.setBrush(mixed(strong, color("surface"), share))
    else:
        painter.setPen(QPen(color("line"), 1, Qt.PenStyle.DashLine if is_area else Qt.PenStyle.SolidLine))
        painter.setBrush(color("surface"))
    painter.drawRoundedRect(QRectF(rect).adjusted(0.5, 0.5, -0.5, -0.5), px(4), px(4))
    painter.setRenderHint(QPainter.RenderHint.Antialiasing, False)
    bottom = _paint_words(painter, rect, name, shade, tint, strong, faded=faded)
    room = rect.adjusted(px(SIDE), 0, -px(SIDE), 0)
    if note and not faded and room.width() >= px(110) and rect.bottom() - bottom >= px(LINE + 8):
        painter.setFont(font(11))
        painter.setPen(color("secondary"))
        words = measure(11).elidedText(note, Qt.TextElideMode.ElideRight, room.width())
        painter.drawText(QRect(room.left(), bottom + px(2), room.width(), px(LINE)), LEFT, words)


def is_small(spot: Spot) -> bool:
    """Whether a tile has no room for words: a patch of colour."""
    return spot.rect.width < px(30) or spot.rect.height < px(16)


def paint_patches(painter: QPainter, tint: Tint, rects: Sequence[QRectF], *, faded: bool) -> None:
    """Tiles without words, all of one meaning at once."""
    if not tint:
        painter.setPen(QPen(color("line"), 1))
        painter.setBrush(color("surface"))
        painter.drawRects([rect.toRect() for rect in rects])
        return
    painter.setPen(Qt.PenStyle.NoPen)
    painter.setBrush(mixed(tint_color(tint), color("surface"), 0.06 if faded else _SMALL[tint]))
    painter.drawRects(rects)


def _paint_words(
    painter: QPainter, rect: QRect, name: str, shade: Shade | None, tint: Tint, strong: QColor, *, faded: bool
) -> int:
    """Name, mark and figure; answers where they end."""
    figure = shade.figure if shade is not None else ""
    side, step = (px(SIDE) if rect.width() >= px(64) else px(4)), px(LINE)
    inner = rect.adjusted(side, 0, -side, 0)
    rows = max(1, (rect.height() - px(6)) // step)
    below = rows >= 2 and bool(figure) and inner.width() >= px(36)
    lines = wrapped(name, inner.width() - (0 if below else px(15)), min(3, rows - below))
    height = step * (len(lines) + below)
    top = rect.top() + min(px(7), max(0, (rect.height() - height) // 2))
    painter.setFont(font(12))
    painter.setPen(color("disabled") if faded else color("text") if tint or figure else color("secondary"))
    left = inner.left()
    if not below and tint:
        painter.setPen(color("disabled") if faded else strong)
        painter.drawText(QRect(left, top, px(12), step), LEFT, tint.mark)
        painter.setPen(color("disabled" if faded else "text"))
        left += px(15)
    for line in lines:
        painter.drawText(QRect(left, top, inner.right() - left + px(2), step), LEFT, line)
        top += step
    if below:
        painter.setFont(font(11))
        painter.setPen(color("disabled") if faded else strong if tint else color("secondary"))
        words = f"{tint.mark} {figure}" if tint else figure
        if measure(11).horizontalAdvance(words) > inner.width() - 2 and " " in figure:
            words = f"{tint.mark} {figure.rsplit(' ', 1)[1]}"  # 改造中 45% → 45%
        shown = measure(11).elidedText(words, Qt.TextElideMode.ElideRight, inner.width())
        painter.drawText(QRect(inner.left(), top, inner.width(), step), LEFT, shown)
        top += step
    return top


def paint_mark(painter: QPainter, spot: Spot, *, strong: bool) -> None:
    """The ring of the chosen cell, or the thin one of the cell under the mouse."""
    painter.setRenderHint(QPainter.RenderHint.Antialiasing, True)
    painter.setBrush(Qt.BrushStyle.NoBrush)
    painter.setPen(QPen(color("accent"), 2 if strong else 1))
    half = 1.0 if strong else 0.5
    radius = px(6 if spot.is_frame else 4)
    rect = QRectF(whole(spot.rect)).adjusted(half, half, -half, -half)
    painter.drawRoundedRect(rect, radius, radius)
    painter.setRenderHint(QPainter.RenderHint.Antialiasing, False)


def paint_found(painter: QPainter, spot: Spot) -> None:
    """A cell that holds what is looked for."""
    painter.setRenderHint(QPainter.RenderHint.Antialiasing, True)
    painter.setBrush(Qt.BrushStyle.NoBrush)
    painter.setPen(QPen(color("accent"), 1.5))
    painter.drawRoundedRect(rectf(spot.rect).adjusted(0.75, 0.75, -0.75, -0.75), px(4), px(4))
    painter.setRenderHint(QPainter.RenderHint.Antialiasing, False)


def middle(spot: Spot) -> QPointF:
    """The middle of what can be seen of a spot: of a frame that of its strip."""
    rect = spot.rect
    return QPointF(rect.x + rect.width / 2, rect.y + (spot.title or rect.height) / 2)


@lru_cache(maxsize=8_192)
def _broken(text: str, room: int, most: int, scale: int) -> tuple[str, ...]:
    metrics = measure(12)
    lines: list[str] = []
    rest = text
    while rest and len(lines) < most:
        if len(lines) == most - 1 or metrics.horizontalAdvance(rest) <= room:
            lines.append(metrics.elidedText(rest, Qt.TextElideMode.ElideRight, max(room, 0)))
            break
        end = 1
        while end < len(rest) and metrics.horizontalAdvance(rest[: end + 1]) <= room:
            end += 1
        lines.append(rest[:end])
        rest = rest[end:]
    return tuple(lines)


def wrapped(text: str, room: int, most: int) -> tuple[str, ...]:
    """A name broken into at most so many lines; the last one ends with … when it is cut."""
    return _broken(text, room, max(1, most), px(100))
