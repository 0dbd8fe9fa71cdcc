"""How large the boxes are: one width for the boxes of a level, heights by the lines of text they need (estimated)."""

import math
from collections import defaultdict
from collections.abc import Iterable
from dataclasses import dataclass
from enum import Enum
from functools import lru_cache

from models.org.chart.nodes import ChartNode
from models.papers.sheet import PT_PER_MM
from models.papers.texts import clean, em_width
from models.papers.vertical import COLUMN, PITCH, columns_of

TITLE_PT, ROOT_PT, LINE_PT = 10.5, 13.0, 9.0
LINE = 1.3
"""From one line to the next, in em."""
PAD_X, PAD_Y = 2.2, 1.9
LABEL_GAP = 0.9
"""Between the label of a line and its text, in em."""
PARTING = 1.5
"""Above and below the hairline between name and lines, in mm."""
_LOST = 0.7
"""What punctuation may lose at the end of a line, in em."""
_UPRIGHT_MOST = 10


class Form(Enum):
    """How a box stands: in a row, in a list below its parent, or narrow with upright words."""

    ROW = "row"
    HUNG = "hung"
    UPRIGHT = "upright"


@dataclass(frozen=True, slots=True)
class _Limits:
    """In em: where names break, how long a line of text may be."""

    title: float
    text: float
    least_mm: float


_LIMITS = {
    (True, Form.ROW): _Limits(26, 34, 44),
    (False, Form.ROW): _Limits(9, 11, 24),
    (True, Form.HUNG): _Limits(26, 34, 44),
    (False, Form.HUNG): _Limits(18, 26, 36),
}


def em_of(size_pt: float) -> float:
    """1 em in mm."""
    return size_pt / PT_PER_MM


def title_pt(depth: int) -> float:
    """Size of the name in a box."""
    return ROOT_PT if depth == 0 else TITLE_PT


@lru_cache(maxsize=8192)
def label_width(node: ChartNode) -> float:
    """Width of the column of labels in a box, in mm."""
    widest = max((em_width(clean(line.label)) for line in node.lines), default=0.0)
    return (widest + LABEL_GAP) * em_of(LINE_PT) if widest else 0.0


def lines_in(text: str, room: float, size_pt: float) -> int:
    """How many lines a text needs in `room` mm: rather one too many than one too few."""
    em = em_of(size_pt)
    count = 0
    for line in clean(text).split("\n"):
        need = em_width(line)
        count += 1 if need * em <= room + 1e-6 else math.ceil(need / max(room / em - _LOST, 1.0))
    return max(count, 1)


def widths_of(nodes: Iterable[tuple[ChartNode, int, Form]]) -> dict[tuple[int, Form], float]:
    """One width for all boxes of a depth and form."""
    found: dict[tuple[int, Form], float] = defaultdict(float)
    for node, depth, form in nodes:
        if form is not Form.UPRIGHT:
            width = _width(node, depth, form)
            found[depth, form] = max(found[depth, form], width)
    return dict(found)


@lru_cache(maxsize=8192)
def _width(node: ChartNode, depth: int, form: Form) -> float:
    limits = _LIMITS[depth == 0, form]
    title = max(em_width(line) for line in clean(node.title).split("\n"))
    if title > limits.title:
        count = math.ceil(title / limits.title)
        title = min(math.ceil(title / count) + _LOST, limits.title + 1)
    width = (title + 0.1) * em_of(title_pt(depth))
    if node.lines:
        text = max(min(em_width(clean(line.text)), limits.text) for line in node.lines)
        width = max(width, label_width(node) + (text + 0.1) * em_of(LINE_PT))
    return max(width + 2 * PAD_X, limits.least_mm)


def title_height(node: ChartNode, width: float, depth: int) -> float:
    """Height of the name in a box of `width`, in mm."""
    size = title_pt(depth)
    return lines_in(node.title, width - 2 * PAD_X, size) * LINE * em_of(size)


def line_heights(node: ChartNode, width: float) -> list[float]:
    """Heights of the lines under the name, in mm."""
    room = width - 2 * PAD_X - label_width(node)
    return [lines_in(line.text, room, LINE_PT) * LINE * em_of(LINE_PT) for line in node.lines]


@lru_cache(maxsize=8192)
def height_of(node: ChartNode, width: float, depth: int) -> float:
    """Height of a box of `width` with everything in it, in mm."""
    height = title_height(node, width, depth) + 2 * PAD_Y
    return height + (sum(line_heights(node, width)) + 2 * PARTING if node.lines else 0.0)


# ---- upright boxes ------------------------------------------------------------------------------------------


def upright_titles(node: ChartNode) -> int:
    """Number of columns the name takes in a narrow box."""
    return sum(-(-len(line) // _UPRIGHT_MOST) for line in columns_of(node.title)) or 1


@lru_cache(maxsize=8192)
def upright_width(node: ChartNode) -> float:
    """Width of a narrow box: a column for each ten characters of the name, then one for each line of text, in mm."""
    title = em_of(TITLE_PT) * (1 + COLUMN * (upright_titles(node) - 1))
    lines = len(node.lines) * COLUMN * em_of(LINE_PT)
    return title + lines + (PARTING if node.lines else 0.0) + 2 * PAD_Y


def upright_label(node: ChartNode) -> float:
    """Height of the labels at the heads of the columns of a narrow box, in mm."""
    longest = max((sum(map(len, columns_of(line.label))) for line in node.lines), default=0)
    return (longest * PITCH + LABEL_GAP) * em_of(LINE_PT) if longest else 0.0


@lru_cache(maxsize=8192)
def upright_height(node: ChartNode) -> float:
    """Height of a narrow box, in mm."""
    longest = max((len(line) for line in columns_of(node.title)), default=1)
    count = -(-longest // -(-longest // _UPRIGHT_MOST))
    title = em_of(TITLE_PT) * (1 + PITCH * (count - 1))
    texts = [sum(map(len, columns_of(line.text))) for line in node.lines]
    text = upright_label(node) + em_of(LINE_PT) * PITCH * min(max(texts, default=0), 24)
    return max(title, text if node.lines else 0.0) + 2 * PAD_X
