"""Painting of a chart: lines, boxes with their words, handles that fold, what is found, chosen or dragged."""

from __future__ import annotations

from dataclasses import dataclass, field

from PySide6.QtCore import QLine, QPoint, QPointF, QRect, QRectF
from PySide6.QtGui import QColor, QFont, QPainter, QPen

from models.org.chart import ChartBox, Part, parts_of
from models.papers.sheet import Align
from models.papers.vertical import Glyph
from ui.org.chart.words import LINE, broken, standing
from ui.style import color, font, px
from ui.tables.painting import CENTER

LEAST_WORDS = 3.2
"""Words smaller than this many pixels are not drawn."""
HANDLE, LEAST_HANDLE = 7, 5
_RULES_FROM = 1.2
"""Pixels of a mm from which hairlines inside boxes are drawn."""
_BASELINE = 0.86
"""From the top of a line of 1 em to where its characters stand, in em."""


@dataclass(slots=True)
class State:
    """What is special about boxes: by id."""

    current: int | None = None
    hovered: int | None = None
    target: int | None = None
    found: frozenset[int] = field(default_factory=frozenset)
    has_focus: bool = False


class Brushes:
    """The colours and fonts of one painting."""

    def __init__(self, painter: QPainter, scale: float) -> None:
        self.painter = painter
        self.scale = scale
        self.dpi = painter.device().logicalDpiY()
        self.loud, self.quiet, self.hairline = QPen(color("text")), QPen(color("secondary")), QPen(color("line"), 1)
        self._fonts: dict[tuple[float, bool], QFont] = {}

    def font(self, em: float, bold: bool) -> QFont:
        """The interface font of `em` mm; sizes between whole pixels are kept."""
        key = (em, bold)
        made = self._fonts.get(key)
        if made is None:
            made = self._fonts[key] = QFont(font(13, bold=bold))
            made.setPointSizeF(em * self.scale * 72 / self.dpi)
        return made


def place_of(box: ChartBox, scale: float, origin: QPointF) -> QRect:
    """Where a box lies, in whole pixels, so that its edges are sharp."""
    left, top = round(box.x * scale + origin.x()), round(box.y * scale + origin.y())
    right, bottom = round(box.right * scale + origin.x()), round(box.bottom * scale + origin.y())
    return QRect(left, top, right - left, bottom - top)


def handle_place(box: ChartBox, at: float, scale: float, origin: QPointF) -> QRect:
    """Where the handle that folds lies: on the lower edge of the box, over the line that goes down at `at` mm."""
    side = max(min(round(HANDLE * scale / 3.8), px(HANDLE)), px(LEAST_HANDLE))
    middle = QPoint(round(at * scale + origin.x()), round(box.bottom * scale + origin.y()))
    return QRect(middle.x() - side, middle.y() - side, 2 * side + 1, 2 * side + 1)


def paint_lines(painter: QPainter, lines: list[QLine]) -> None:
    painter.setRenderHint(QPainter.RenderHint.Antialiasing, False)
    painter.setPen(QPen(color("disabled"), 1))
    painter.drawLines(lines)


def paint_box(brushes: Brushes, box: ChartBox, prepared: Prepared, origin: QPointF, state: State) -> None:
    """A box with its words."""
    painter, scale = brushes.painter, brushes.scale
    rect = place_of(box, scale, origin)
    fill, frame = color("surface"), color("grey_line")
    if box.depth == 0:
        fill, frame = color("selection"), color("accent")
    if box.id in state.found:
        fill, frame = color("near_back"), color("near")
    if box.id == state.target:
        fill, frame = color("hover"), color("accent")
    elif box.id == state.hovered:
        frame = color("secondary")
    ringed = box.id in (state.current, state.target)
    pen = QPen(color("accent") if ringed else frame, px(2) if ringed and (state.has_focus or state.target) else 1)
    radius = min(float(px(4)), 0.8 * scale)
    painter.setPen(pen)
    painter.setBrush(fill)
    if radius >= 2:
        painter.setRenderHint(QPainter.RenderHint.Antialiasing, True)
        painter.drawRoundedRect(QRectF(rect).adjusted(0.5, 0.5, -0.5, -0.5), radius, radius)
    else:
        painter.setRenderHint(QPainter.RenderHint.Antialiasing, False)
        painter.drawRect(rect.adjusted(0, 0, -1, -1))
    _paint_words(brushes, prepared, origin)


@dataclass(frozen=True, slots=True)
class Prepared:
    """The words of a box broken into lines, at their places in mm: hairlines, then level lines, then upright ones."""

    rules: tuple[tuple[float, float, float, float], ...]
    lines: tuple[tuple[bool, bool, float, tuple[tuple[float, float, str], ...]], ...]
    """Bold, quiet, size in mm; x, y of the baseline and words of each line."""
    upright: tuple[tuple[bool, bool, float, tuple[Glyph, ...]], ...]


def prepare(box: ChartBox) -> Prepared:
    """What `paint_box` draws inside a box, the same at every zoom."""
    rules = []
    lines: list[tuple[bool, bool, float, tuple[tuple[float, float, str], ...]]] = []
    standing_parts: list[tuple[bool, bool, float, tuple[Glyph, ...]]] = []
    for part in parts_of(box):
        bold, quiet = part.role == "title", part.role == "label"
        if part.role == "rule":
            rules.append((part.x, part.y, part.x + part.width, part.y + part.height))
        elif part.text and part.vertical:
            place = (part.x, part.y, part.width, part.height)
            em, glyphs = standing(part.text, *place, part.size_pt, part.align.value)
            standing_parts.append((bold, quiet, em, glyphs))
        elif part.text:
            lines.append((bold, quiet, *_set_lines(part, bold)))
    return Prepared(tuple(rules), tuple(lines), tuple(standing_parts))


def _set_lines(part: Part, bold: bool) -> tuple[float, tuple[tuple[float, float, str], ...]]:
    em, lines = broken(part.text, part.width, part.height, part.size_pt, bold, part.align is Align.CENTER)
    first = part.y + (part.height - len(lines) * LINE * em) / 2 + (LINE - 1) / 2 * em + _BASELINE * em
    return em, tuple(
        (
            part.x if part.align is Align.LEFT else part.x + (part.width - wide * em) / 2,
            first + number * LINE * em,
            words,
        )
        for number, (words, wide) in enumerate(lines)
    )


def _paint_words(brushes: Brushes, prepared: Prepared, origin: QPointF) -> None:
    painter, scale = brushes.painter, brushes.scale
    ox, oy = origin.x(), origin.y()
    if scale > _RULES_FROM:
        painter.setRenderHint(QPainter.RenderHint.Antialiasing, False)
        painter.setPen(brushes.hairline)
        for x1, y1, x2, y2 in prepared.rules:
            painter.drawLine(
                round(x1 * scale + ox), round(y1 * scale + oy), round(x2 * scale + ox), round(y2 * scale + oy)
            )
    for bold, quiet, em, lines in prepared.lines:
        if em * scale >= LEAST_WORDS:
            painter.setPen(brushes.quiet if quiet else brushes.loud)
            painter.setFont(brushes.font(em, bold))
            for x, y, words in lines:
                painter.drawText(QPointF(x * scale + ox, y * scale + oy), words)
    for bold, quiet, em, glyphs in prepared.upright:
        if em * scale >= LEAST_WORDS:
            painter.setPen(brushes.quiet if quiet else brushes.loud)
            painter.setFont(brushes.font(em, bold))
            _paint_upright(painter, glyphs, em * scale, scale, origin)


def _paint_upright(painter: QPainter, glyphs: tuple[Glyph, ...], side: float, scale: float, origin: QPointF) -> None:
    for glyph in glyphs:
        square = QRectF(glyph.x * scale + origin.x(), glyph.y * scale + origin.y(), side, side)
        if glyph.turned:
            painter.save()
            painter.translate(square.center())
            painter.rotate(90)
            painter.drawText(QRectF(-side, -side, 2 * side, 2 * side), CENTER, glyph.text)
            painter.restore()
        else:
            if glyph.raised:
                square.translate(0.5 * side, -0.5 * side)
            painter.drawText(square.adjusted(-side, -side, side, side), CENTER, glyph.text)


def paint_handle(painter: QPainter, rect: QRect, box: ChartBox) -> None:
    """− where something can be folded, the number of hidden boxes where it is."""
    painter.setRenderHint(QPainter.RenderHint.Antialiasing, True)
    words = str(box.folded) if box.folded else ""
    painter.setFont(font(11))
    if len(words) > 1:
        wide = painter.fontMetrics().horizontalAdvance(words) - px(HANDLE)
        rect = rect.adjusted(-max(wide, 0) // 2, 0, max(wide, 0) // 2, 0)
    painter.setPen(QPen(color("accent") if box.folded else color("disabled"), 1))
    painter.setBrush(color("accent") if box.folded else color("surface"))
    painter.drawRoundedRect(QRectF(rect).adjusted(0.5, 0.5, -0.5, -0.5), px(HANDLE), px(HANDLE))
    painter.setRenderHint(QPainter.RenderHint.Antialiasing, False)
    if words:
        painter.setPen(color("on_accent"))
        painter.drawText(rect, CENTER, words)
    else:
        painter.setPen(QPen(color("secondary"), 1))
        middle = rect.center()
        reach = rect.width() // 4
        painter.drawLine(middle.x() - reach, middle.y(), middle.x() + reach, middle.y())


def paint_ghost(painter: QPainter, at: QPoint, words: str) -> None:
    """What hangs on the pointer while a box is dragged."""
    painter.setFont(font(13))
    wide = painter.fontMetrics().horizontalAdvance(words) + px(24)
    rect = QRect(at.x() + px(12), at.y() + px(12), wide, px(30))
    back = QColor(color("raised"))
    back.setAlpha(235)
    painter.setRenderHint(QPainter.RenderHint.Antialiasing, True)
    painter.setPen(QPen(color("accent"), 1))
    painter.setBrush(back)
    painter.drawRoundedRect(QRectF(rect).adjusted(0.5, 0.5, -0.5, -0.5), px(4), px(4))
    painter.setPen(color("text"))
    painter.drawText(rect, CENTER, words)
