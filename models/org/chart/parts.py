"""Where the words stand inside a box of a chart, in mm of the chart; the paper and the screen paint the same parts."""

from dataclasses import dataclass

from models.org.chart import sizes
from models.org.chart.nodes import ChartNode
from models.org.chart.places import ChartBox
from models.org.chart.sizes import LINE_PT, PAD_X, PAD_Y, PARTING, em_of
from models.papers.sheet import Align
from models.papers.vertical import COLUMN


@dataclass(frozen=True, slots=True)
class Part:
    """Words in a rectangle, in the role of "title", "label" or "text"; a "rule" is a hairline and has no words."""

    role: str
    x: float
    y: float
    width: float
    height: float
    text: str = ""
    size_pt: float = 0.0
    align: Align = Align.CENTER
    vertical: bool = False


def parts_of(box: ChartBox) -> tuple[Part, ...]:
    """The words of a box."""
    node = ChartNode(box.id, None, box.title, box.lines)
    return _upright(box, node) if box.upright else _level(box, node)


def _level(box: ChartBox, node: ChartNode) -> tuple[Part, ...]:
    size = sizes.title_pt(box.depth)
    x, width = box.x + PAD_X, box.width - 2 * PAD_X
    if not box.lines:
        return (Part("title", x, box.y + PAD_Y / 2, width, box.height - PAD_Y, box.title, size),)
    tall = sizes.title_height(node, box.width, box.depth)
    heights = sizes.line_heights(node, box.width)
    label = sizes.label_width(node)
    y = box.y + PAD_Y
    parts = [Part("title", x, y, width, tall, box.title, size)]
    y += tall + PARTING
    parts.append(Part("rule", x, y, width, 0.0))
    y += PARTING
    single = sizes.LINE * em_of(LINE_PT)
    for line, height in zip(box.lines, heights, strict=True):
        if line.label:
            parts.append(Part("label", x, y, label, min(single, height), line.label, LINE_PT, Align.LEFT))
        parts.append(Part("text", x + label, y, width - label, height, line.text, LINE_PT, Align.LEFT))
        y += height
    return tuple(parts)


def _upright(box: ChartBox, node: ChartNode) -> tuple[Part, ...]:
    """Name in the right columns, each line a column to its left."""
    y, tall = box.y + PAD_X, box.height - 2 * PAD_X
    columns = sizes.upright_titles(node)
    wide = em_of(sizes.TITLE_PT) * (1 + COLUMN * (columns - 1))
    right = box.x + box.width - PAD_Y
    parts = [Part("title", right - wide, y, wide, tall, box.title, sizes.TITLE_PT, vertical=True)]
    if not box.lines:
        return tuple(parts)
    right -= wide + PARTING
    parts.append(Part("rule", right + PARTING / 2, y, 0.0, tall))
    head = sizes.upright_label(node)
    step = COLUMN * em_of(LINE_PT)
    for line in box.lines:
        right -= step
        if line.label:
            parts.append(Part("label", right, y, step, head, line.label, LINE_PT, Align.LEFT, vertical=True))
        body = (right, y + head, step, tall - head)
        parts.append(Part("text", *body, line.text, LINE_PT, Align.LEFT, vertical=True))
    return tuple(parts)
