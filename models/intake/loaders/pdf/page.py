"""What stands on a page of a PDF: its characters with their places, and the straight rules drawn on it."""

import ctypes
import itertools
from collections.abc import Iterator
from dataclasses import dataclass
from typing import Any

MOST_RULES = 20_000
_THIN = 3.0  # points: a filled rectangle no thicker is a rule
_SHORTEST = 6.0


@dataclass(frozen=True, slots=True)
class Char:
    """A character and its box in points; y grows downwards from the top of the page.

    The box stands on the base line, which all fonts of a line share; what fonts tell of their heights differs.
    """

    text: str
    left: float
    top: float
    right: float
    bottom: float

    @property
    def middle(self) -> float:
        return (self.top + self.bottom) / 2

    @property
    def height(self) -> float:
        return self.bottom - self.top


@dataclass(frozen=True, slots=True)
class Rule:
    """A straight line: at `at` (its y when it lies, its x when it stands), from `start` to `end`."""

    at: float
    start: float
    end: float


@dataclass(frozen=True, slots=True)
class Page:
    """One page as it is looked at: width, height, characters in the order of the file, lying and standing rules."""

    width: float
    height: float
    chars: tuple[Char, ...]
    lying: tuple[Rule, ...]
    standing: tuple[Rule, ...]
    has_pictures: bool


def page_of(page: Any) -> Page:
    """Read a page of pypdfium2."""
    import pypdfium2.raw as raw

    left, bottom, right, top = page.get_bbox()
    frame = _Frame(left, bottom, right, top, page.get_rotation())
    textpage = page.get_textpage()
    try:
        chars = tuple(_chars(textpage, frame, raw))
    finally:
        textpage.close()
    lying: list[Rule] = []
    standing: list[Rule] = []
    pictures = False
    for item in page.get_objects(filter=(raw.FPDF_PAGEOBJ_PATH, raw.FPDF_PAGEOBJ_IMAGE), max_depth=4):
        if item.type == raw.FPDF_PAGEOBJ_IMAGE:
            pictures = True
        elif len(lying) + len(standing) < MOST_RULES:
            for box in _strokes(item, raw):
                _take_rule(frame.placed(*box), lying, standing)
    return Page(frame.width, frame.height, chars, tuple(lying), tuple(standing), pictures)


@dataclass(frozen=True, slots=True)
class _Frame:
    """The visible part of a page and how it is turned."""

    x0: float
    y0: float
    x1: float
    y1: float
    rotation: int

    @property
    def width(self) -> float:
        return self.y1 - self.y0 if self.rotation in (90, 270) else self.x1 - self.x0

    @property
    def height(self) -> float:
        return self.x1 - self.x0 if self.rotation in (90, 270) else self.y1 - self.y0

    def placed(self, left: float, bottom: float, right: float, top: float) -> tuple[float, float, float, float]:
        """(left, top, right, bottom) as looked at, from the upper left corner."""
        if self.rotation == 90:
            return bottom - self.y0, left - self.x0, top - self.y0, right - self.x0
        if self.rotation == 180:
            return self.x1 - right, bottom - self.y0, self.x1 - left, top - self.y0
        if self.rotation == 270:
            return self.y1 - top, self.x1 - right, self.y1 - bottom, self.x1 - left
        return left - self.x0, self.y1 - top, right - self.x0, self.y1 - bottom


def _chars(textpage: Any, frame: _Frame, raw: Any) -> Iterator[Char]:
    box = raw.FS_RECTF()
    reference = ctypes.byref(box)
    x, y = ctypes.c_double(), ctypes.c_double()
    origin = ctypes.byref(x), ctypes.byref(y)
    high = 0
    for index in range(textpage.count_chars()):
        code = raw.FPDFText_GetUnicode(textpage, index)
        if 0xD800 <= code < 0xDC00:
            high = code
            continue
        if 0xDC00 <= code < 0xE000:
            code = 0x10000 + ((high - 0xD800) << 10) + (code - 0xDC00) if high else 0
            high = 0
        if code < 0x20 or code in (0xFFFE, 0xFFFF, 0x200B, 0xAD):
            continue
        if not raw.FPDFText_GetLooseCharBox(textpage, index, reference):
            continue
        left, top, right, bottom = frame.placed(box.left, box.bottom, box.right, box.top)
        if raw.FPDFText_GetCharOrigin(textpage, index, *origin):
            base = frame.placed(x.value, y.value, x.value, y.value)[1]
            top, bottom = base - 0.8 * (bottom - top), base + 0.2 * (bottom - top)
        yield Char(chr(code), left, top, right, bottom)


def _strokes(item: Any, raw: Any) -> Iterator[tuple[float, float, float, float]]:
    """(left, bottom, right, top) of the straight pieces of a path."""
    matrix = item.get_matrix()
    x, y = ctypes.c_float(), ctypes.c_float()
    points: list[tuple[float, float]] = []
    count = raw.FPDFPath_CountSegments(item)
    for index in range(min(count, MOST_RULES)):
        segment = raw.FPDFPath_GetPathSegment(item, index)
        kind = raw.FPDFPathSegment_GetType(segment)
        if kind == raw.FPDF_SEGMENT_MOVETO:
            yield from _straight(points)
            points = []
        elif kind != raw.FPDF_SEGMENT_LINETO:
            points = []
            continue
        raw.FPDFPathSegment_GetPoint(segment, ctypes.byref(x), ctypes.byref(y))
        points.append(matrix.on_point(x.value, y.value))
        if raw.FPDFPathSegment_GetClose(segment) and points:
            points.append(points[0])
    yield from _straight(points)


def _straight(points: list[tuple[float, float]]) -> Iterator[tuple[float, float, float, float]]:
    if not points:
        return
    xs, ys = [point[0] for point in points], [point[1] for point in points]
    if max(xs) - min(xs) <= _THIN or max(ys) - min(ys) <= _THIN:
        yield min(xs), min(ys), max(xs), max(ys)
        return
    for (x0, y0), (x1, y1) in itertools.pairwise(points):
        yield min(x0, x1), min(y0, y1), max(x0, x1), max(y0, y1)


def _take_rule(box: tuple[float, float, float, float], lying: list[Rule], standing: list[Rule]) -> None:
    left, top, right, bottom = box
    wide, high = right - left, bottom - top
    if high <= _THIN and wide >= _SHORTEST:
        lying.append(Rule((top + bottom) / 2, left, right))
    elif wide <= _THIN and high >= _SHORTEST:
        standing.append(Rule((left + right) / 2, top, bottom))
