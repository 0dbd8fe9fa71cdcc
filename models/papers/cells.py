"""A cell as it goes to the template, its height, and how a text too tall for a page is cut."""

import re
from collections.abc import Callable, Iterable, Sequence
from dataclasses import dataclass
from functools import lru_cache
from typing import Any

from models.papers.sheet import Align
from models.papers.texts import em_width, is_one_line

INSET_X = 3.5
INSET_Y = 4.5

_YEAR_FIRST = re.compile(r"(\d{4}年)(\d{1,2}月.*)")
_GOOD_ENDS = "。；！？\n，、：）"


@dataclass(frozen=True, slots=True)
class Cell:
    """Items of text in a width (pt); `narrow` sets centred text in a smaller width so that its lines are even."""

    items: tuple[str, ...]
    align: Align
    width: float
    narrow: float = 0.0
    bold: bool = False
    scale: float = 1.0
    strong_head: bool = False
    paragraph: bool = False
    """Set as a text: first line indented unless `flush`, more room between the lines."""
    flush: bool = False
    single: bool = False
    """Surely one line."""

    def spec(self) -> dict[str, Any]:
        spec: dict[str, Any] = {"t": list(self.items), "a": self.align.value, "w": round(self.width, 3)}
        if self.narrow:
            spec["n"] = round(self.narrow, 3)
        if self.bold:
            spec["b"] = True
        if self.scale != 1.0:
            spec["s"] = self.scale
        if self.strong_head and not self.bold:
            spec["f"] = True
        if self.paragraph:
            spec["o"] = True
        if self.flush:
            spec["i"] = True
        if self.single and self.align is Align.LEFT:
            spec["l"] = True
        return spec


def split_date(text: str) -> tuple[str, ...]:
    """2026年5月31日前 in its two parts, any other text as it is."""
    dated = _YEAR_FIRST.fullmatch(text)
    return dated.groups() if dated else (text,)


def make_cell(
    items: Sequence[str],
    align: Align,
    width: float,
    size: float,
    *,
    bold: bool = False,
    scale: float = 1.0,
    strong_head: bool = False,
) -> Cell:
    """A cell whose centred text is balanced: 市住房城乡/建设局, not 市住房城乡建设/局."""
    return _made(tuple(items), align, width, size, bold, scale, strong_head)


@lru_cache(maxsize=65_536)  # the sheets of one print have most of their cells in common
def _made(
    texts: tuple[str, ...], align: Align, width: float, size: float, bold: bool, scale: float, strong_head: bool
) -> Cell:
    narrow = 0.0
    if align is Align.CENTER and len(texts) == 1 and "\n" not in texts[0]:
        room, needed = width / (size * scale), em_width(texts[0])
        if needed > room and len(split_date(texts[0])) > 1:
            texts = ("\n".join(split_date(texts[0])),)
        elif needed > room:
            lines = -(-needed // max(room // 1, 1.0))  # Chinese characters: whole ones only
            even = (-(-needed // lines) + 0.1) * size * scale
            narrow = even if lines <= 4 and even < width else 0.0
    head = strong_head and any("\n" in text for text in texts[:1])
    single = len(texts) == 1 and is_one_line(texts[0], (narrow or width) / (size * scale))
    return Cell(texts, align, width, narrow, bold, scale, head, single=single)


class Ruler:
    """Heights of cells, measured once each by the typesetter; what is surely one line is not measured at all."""

    def __init__(self, size: float, measure: Callable[[list[dict[str, Any]]], list[float]]) -> None:
        self._size = size
        self._measure = measure
        self._known: dict[Cell, float] = {}

    def take(self, cells: Iterable[Cell]) -> None:
        """Measure all cells not yet known, in one go."""
        unknown = [cell for cell in dict.fromkeys(cells) if cell not in self._known and self._quick(cell) is None]
        if unknown:
            heights = self._measure([cell.spec() for cell in unknown])
            self._known.update(zip(unknown, heights, strict=True))

    def height(self, cell: Cell) -> float:
        """Height in pt without padding."""
        quick = self._quick(cell)
        return self._known[cell] if quick is None else quick

    def _quick(self, cell: Cell) -> float | None:
        if not cell.items:
            return 0.0
        return self._size * cell.scale if cell.single and not (cell.bold or cell.paragraph) else None


def cut_text(text: str, width_em: float, first: int, then: int) -> list[str]:
    """`text` in pieces of about `first` lines of `width_em` at most, the later ones of `then` lines.

    Cuts after punctuation when some is near.
    """
    pieces: list[str] = []
    rest = text
    while rest:
        end = _fitting(rest, width_em, max(then if pieces else first, 1))
        if end < len(rest):
            near = max((rest.rfind(mark, end * 3 // 4, end) for mark in _GOOD_ENDS), default=-1)
            end = near + 1 if near > 0 else end
        pieces.append(rest[:end].rstrip("\n"))
        rest = rest[end:].lstrip("\n")
    return pieces


def _fitting(text: str, width_em: float, lines: int) -> int:
    used, line = 0.0, 1
    for index, character in enumerate(text):
        width = em_width(character)
        if character == "\n" or used + width > width_em:
            line, used = line + 1, 0.0
            if line > lines:
                return max(index, 1)
        used += 0.0 if character == "\n" else width
    return len(text)
