"""Words of the boxes broken into lines once, in em, so that every zoom shows the same lines."""

from __future__ import annotations

from functools import lru_cache

from PySide6.QtCore import QPointF
from PySide6.QtGui import QFont, QFontMetricsF, QTextLayout, QTextOption

from models.papers.drawing import Words
from models.papers.sheet import PT_PER_MM
from models.papers.texts import clean
from models.papers.vertical import Glyph, upright
from ui.style import font

LINE = 1.3
"""From one line to the next, in em."""
_MEASURED = 64.0
_SHRUNK = (1.0, 0.93, 0.86, 0.8, 0.74, 0.68)
_NEAR = 0.02

Line = tuple[str, float]
"""A line and its width in em."""


def forget() -> None:
    """After another font or scale was chosen."""
    broken.cache_clear()
    standing.cache_clear()
    _measure.cache_clear()


@lru_cache(maxsize=8192)
def broken(text: str, width: float, height: float, size_pt: float, bold: bool, even: bool) -> tuple[float, list[Line]]:
    """Size of 1 em in mm, and the lines of a text in a rectangle of mm; shrunk, then cut with …, when it is too small.

    `even` makes the lines of centred text about equally long.
    """
    text = clean(text)
    em = size_pt / PT_PER_MM
    lines: list[Line] = []
    for factor in _SHRUNK:
        em = size_pt / PT_PER_MM * factor
        lines = _wrapped(text, width / em, bold)
        if len(lines) * LINE * em <= height + LINE * em * _NEAR:
            break
    else:
        most = max(int(height / (LINE * em) + _NEAR), 1)
        lines = _cut(lines, most, width / em, bold)
    if even and len(lines) > 1 and "\n" not in text:
        narrow = sum(wide for _, wide in lines) / len(lines)
        for slack in (0.1, 0.6, 1.1):
            tried = _wrapped(text, narrow + slack, bold)
            if len(tried) == len(lines) and narrow + slack < width / em:
                return em, tried
    return em, lines


@lru_cache(maxsize=4096)
def standing(
    text: str, x: float, y: float, width: float, height: float, size_pt: float, align: str
) -> tuple[float, tuple[Glyph, ...]]:
    """1 em in mm, and the characters of upright words at their places in mm."""
    from models.papers.sheet import Align

    size, glyphs = upright(Words(x, y, width, height, text, size_pt, size_pt * 0.6, Align(align), vertical=True))
    return size / PT_PER_MM, glyphs


@lru_cache(maxsize=2)
def _measure(bold: bool) -> tuple[QFont, QFontMetricsF]:
    made = QFont(font(13, bold=bold))
    made.setPixelSize(int(_MEASURED))
    return made, QFontMetricsF(made)


def _wrapped(text: str, room: float, bold: bool) -> list[Line]:
    """The lines of a text in `room` em, after the rules of Chinese setting."""
    made, metrics = _measure(bold)
    found: list[Line] = []
    for part in text.split("\n"):
        wide = metrics.horizontalAdvance(part) / _MEASURED
        if wide <= room + _NEAR:
            found.append((part, wide))
            continue
        option = QTextOption()
        option.setWrapMode(QTextOption.WrapMode.WrapAtWordBoundaryOrAnywhere)
        layout = QTextLayout(part, made)
        layout.setTextOption(option)
        layout.beginLayout()
        while (line := layout.createLine()).isValid():
            line.setLineWidth(max(room, 1.0) * _MEASURED)
            line.setPosition(QPointF(0, 0))
            start = line.textStart()
            words = part[start : start + line.textLength()].rstrip()
            found.append((words, metrics.horizontalAdvance(words) / _MEASURED))
        layout.endLayout()
    return found


def _cut(lines: list[Line], most: int, room: float, bold: bool) -> list[Line]:
    if len(lines) <= most:
        return lines
    metrics = _measure(bold)[1]
    last = lines[most - 1][0] + "…"
    while len(last) > 1 and metrics.horizontalAdvance(last) / _MEASURED > room:
        last = last[:-2] + "…"
    return [*lines[: most - 1], (last, metrics.horizontalAdvance(last) / _MEASURED)]
