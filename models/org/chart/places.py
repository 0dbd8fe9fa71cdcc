"""A chart that has been laid out: boxes and links in millimetres from the top left corner."""

from collections import defaultdict
from collections.abc import Iterable
from dataclasses import dataclass
from itertools import pairwise

from models.org.chart.nodes import BoxLine


@dataclass(frozen=True, slots=True)
class ChartBox:
    """A box. `depth` 0 is the top, `hung` stands in a list below its parent, `upright` is narrow with characters under
    each other, `below` counts its children, `folded` how many boxes are hidden below it."""

    id: int
    parent_id: int | None
    x: float
    y: float
    width: float
    height: float
    depth: int
    title: str
    lines: tuple[BoxLine, ...]
    hung: bool = False
    upright: bool = False
    below: int = 0
    folded: int = 0

    @property
    def right(self) -> float:
        return self.x + self.width

    @property
    def bottom(self) -> float:
        return self.y + self.height

    @property
    def middle(self) -> float:
        return self.x + self.width / 2


@dataclass(frozen=True, slots=True)
class Link:
    """From the edge of a box to the edge of one below it, in straight lines across and down."""

    parent_id: int
    child_id: int
    points: tuple[tuple[float, float], ...]


@dataclass(frozen=True, slots=True)
class ChartLayout:
    """Boxes in tree order and the links between them, all within width × height."""

    width: float
    height: float
    boxes: tuple[ChartBox, ...]
    links: tuple[Link, ...]


Stroke = tuple[tuple[float, float], tuple[float, float]]


def strokes(links: Iterable[Link]) -> tuple[Stroke, ...]:
    """The lines of all links, each stretch once, however many links share it."""
    down: dict[float, set[tuple[float, float]]] = defaultdict(set)
    across: dict[float, set[tuple[float, float]]] = defaultdict(set)
    for link in links:
        for (x1, y1), (x2, y2) in pairwise(link.points):
            if x1 == x2:
                down[x1].add((min(y1, y2), max(y1, y2)))
            else:
                across[y1].add((min(x1, x2), max(x1, x2)))
    found: list[Stroke] = [((x, low), (x, high)) for x in sorted(down) for low, high in _joined(down[x])]
    return (*found, *(((low, y), (high, y)) for y in sorted(across) for low, high in _joined(across[y])))


def _joined(stretches: Iterable[tuple[float, float]]) -> list[tuple[float, float]]:
    found: list[tuple[float, float]] = []
    for low, high in sorted(stretches):
        if found and low <= found[-1][1]:
            found[-1] = (found[-1][0], max(found[-1][1], high))
        else:
            found.append((low, high))
    return found
