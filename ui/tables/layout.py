"""How texts and chips lie in a cell: cut to one or two lines, chips side by side with "+3" at the end.

Layouts are kept by text and width: a repaint of a full screen asks for about three hundred of them.
"""

from __future__ import annotations

from collections.abc import Sequence
from functools import lru_cache
from typing import TYPE_CHECKING

from PySide6.QtCore import QRect, Qt
from PySide6.QtGui import QFontMetrics

from ui.style import font, px

if TYPE_CHECKING:
    from ui.tables.cells import Chip

CHIP_HEIGHT = 20
CHIP_GAP = 4
CHIP_SIDE = 6
CROSS = 14
_LEAST_SHOWN = "国国国国…"


@lru_cache(maxsize=8)
def metrics(size: float, bold: bool, pixel: int) -> QFontMetrics:
    """Metrics of a font of the look; `pixel` is its size now (a new scale makes a new entry)."""
    return QFontMetrics(font(size, bold=bold))


def measure(size: float = 13, *, bold: bool = False) -> QFontMetrics:
    """Metrics at the present scale."""
    return metrics(size, bold, px(size))


@lru_cache(maxsize=60_000)
def lines_of(text: str, width: int, count: int, bold: bool, pixel: int) -> tuple[str, ...]:
    """`text` in at most `count` lines of `width` pixels, the last one with … when something is left out."""
    known = metrics(13, bold, pixel)
    plain = " ".join(text.split("\n")) if count == 1 else text
    if count == 1 or ("\n" not in plain and known.horizontalAdvance(plain) <= width):
        return (known.elidedText(plain, Qt.TextElideMode.ElideRight, width),)
    lines: list[str] = []
    rest = plain
    while rest and len(lines) < count - 1:
        first, _, more = rest.partition("\n")
        if known.horizontalAdvance(first) <= width:
            lines.append(first)
            rest = more
            continue
        cut = _fitting(first, width, known)
        lines.append(first[:cut].rstrip())
        rest = first[cut:].lstrip() + ("\n" + more if more else "")
    if rest:
        lines.append(known.elidedText(" ".join(rest.split("\n")), Qt.TextElideMode.ElideRight, width))
    return tuple(lines)


def _fitting(text: str, width: int, known: QFontMetrics) -> int:
    """How many characters fit into `width` (at least one), not breaking inside a Latin word or before 、，。."""
    low, high = 1, len(text)
    while low < high:
        middle = (low + high + 1) // 2
        if known.horizontalAdvance(text[:middle]) <= width:
            low = middle
        else:
            high = middle - 1
    cut = low
    while cut > 1 and cut < len(text) and (text[cut] in "、，。；：！？）》”" or _inside_word(text, cut)):
        cut -= 1
    return cut if cut > low // 2 else low


def _inside_word(text: str, at: int) -> bool:
    return text[at].isascii() and text[at].isalnum() and text[at - 1].isascii() and text[at - 1].isalnum()


@lru_cache(maxsize=8_000)
def chip_width(text: str, pixel: int) -> int:
    """Width of a chip with that text."""
    return metrics(12, False, pixel).horizontalAdvance(text) + 2 * px(CHIP_SIDE)


def chip_rects(rect: QRect, chips: Sequence[Chip], lines: int = 1) -> tuple[list[tuple[QRect, Chip]], int]:
    """Where each chip lies inside `rect`, and how many found no room."""
    placed: list[tuple[QRect, Chip]] = []
    tall, gap, pixel = px(CHIP_HEIGHT), px(CHIP_GAP), px(12)
    rows = max(1, min(lines, (rect.height() + gap) // (tall + gap)))
    block = rows * tall + (rows - 1) * gap
    top = rect.top() + (rect.height() - block) // 2
    if rows > 1 and sum(chip_width(chip.text, pixel) + gap for chip in chips) <= rect.width():
        rows, top = 1, rect.top() + (rect.height() - tall) // 2
    row, left = 0, rect.left()
    more = chip_width(f"+{len(chips)}", pixel)
    least = chip_width(_LEAST_SHOWN, pixel)

    def settled(left_over: int) -> tuple[list[tuple[QRect, Chip]], int]:
        """What was placed, moved down to the middle when it needs fewer rows than there is room for."""
        begun = placed and placed[-1][0].top() == top + row * (tall + gap)
        used = row + 1 if begun or (left_over and not _has_room(rect, placed, left_over)) else row
        down = (rows - max(1, used)) * (tall + gap) // 2
        return [(rect.translated(0, down), chip) for rect, chip in placed] if down else placed, left_over

    for at, chip in enumerate(chips):
        wide = chip_width(chip.text, pixel)
        last = at == len(chips) - 1
        room = rect.right() + 1 - left - (0 if last or row < rows - 1 else more + gap)
        if wide > room and row < rows - 1 and left > rect.left():
            row, left = row + 1, rect.left()
            room = rect.right() + 1 - left - (0 if last or row < rows - 1 else more + gap)
        if wide > room:
            # the first of a row is cut rather than left out, while it can still be told from others
            if left > rect.left() or room < (px(24) if len(chips) == 1 else min(least, wide)):
                return settled(len(chips) - at)
            wide = room
        placed.append((QRect(left, top + row * (tall + gap), wide, tall), chip))
        left += wide + gap
    return settled(0)


def _has_room(rect: QRect, placed: Sequence[tuple[QRect, Chip]], left_out: int) -> bool:
    """Whether "+3" finds room behind the last chip."""
    needed = chip_width(f"+{left_out}", px(12)) - px(CHIP_SIDE)
    return not placed or placed[-1][0].right() + px(CHIP_SIDE) + needed <= rect.right() + 1


def more_rect(rect: QRect, placed: Sequence[tuple[QRect, Chip]], left_out: int) -> QRect:
    """Where "+3" stands: behind the last chip, or below it where that fills its row."""
    if not placed:
        return rect
    last = placed[-1][0]
    if _has_room(rect, placed, left_out):
        left = last.right() + px(CHIP_SIDE)
        return QRect(left, last.top(), rect.right() - left + 1, last.height())
    return QRect(rect.left(), last.bottom() + 1 + px(CHIP_GAP), rect.width(), last.height())
