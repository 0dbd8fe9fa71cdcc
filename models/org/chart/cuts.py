"""Where a chart is cut into pages, and what of it is seen through the window of one page."""

from collections.abc import Sequence
from dataclasses import dataclass
from itertools import pairwise

from models.org.chart.places import ChartLayout, strokes

_STEP = 2.0
"""Places tried for a cut, in mm: any gap between two boxes has one."""
_MARGIN = 1.5
"""Between a box and the cut, in mm."""
_A_BOX, _A_LINE = 4.0, 0.02
"""A box or a line that is cut counts as much as that many pages."""
_TINY = 1e-6

Point = tuple[float, float]


@dataclass(frozen=True, slots=True)
class Window:
    """A rectangle of the chart, in mm of the chart."""

    left: float
    top: float
    right: float
    bottom: float

    def part_of(self, x: float, y: float, width: float, height: float) -> tuple[float, float, float, float] | None:
        """What of a rectangle is seen: x, y, width, height; None when nothing is."""
        left, right = max(x, self.left), min(x + width, self.right)
        top, bottom = max(y, self.top), min(y + height, self.bottom)
        if right - left <= _TINY or bottom - top <= _TINY:
            return None
        return left, top, right - left, bottom - top

    def inside(self, points: Sequence[Point]) -> list[tuple[Point, ...]]:
        """What of a line (across and down only) is seen, in pieces."""
        pieces: list[list[Point]] = []
        for start, end in pairwise(points):
            seen = self._segment(start, end)
            if seen is None:
                continue
            if pieces and pieces[-1][-1] == seen[0]:
                pieces[-1].append(seen[1])
            else:
                pieces.append(list(seen))
        return [tuple(piece) for piece in pieces]

    def _segment(self, start: Point, end: Point) -> tuple[Point, Point] | None:
        (x1, y1), (x2, y2) = start, end
        if max(x1, x2) < self.left or min(x1, x2) > self.right or max(y1, y2) < self.top or min(y1, y2) > self.bottom:
            return None
        one = min(max(x1, self.left), self.right), min(max(y1, self.top), self.bottom)
        two = min(max(x2, self.left), self.right), min(max(y2, self.top), self.bottom)
        return None if one == two else (one, two)

    def crossings(self, layout: ChartLayout, side: str) -> list[float]:
        """Where lines and boxes go over an edge ("left", "right", "above", "below"), in mm along it, in order."""
        upright = side in ("left", "right")
        edge = {"left": self.left, "right": self.right, "above": self.top, "below": self.bottom}[side]
        low, high = (self.top, self.bottom) if upright else (self.left, self.right)
        found: set[float] = set()
        for link in layout.links:
            for start, end in pairwise(link.points):
                across, along = ((start[0], end[0]), start[1]) if upright else ((start[1], end[1]), start[0])
                if min(across) < edge - _TINY and max(across) > edge + _TINY and low <= along <= high:
                    found.add(along)
        for box in layout.boxes:
            across = (box.x, box.right) if upright else (box.y, box.bottom)
            first, last = (box.y, box.bottom) if upright else (box.x, box.right)
            first, last = max(first, low), min(last, high)
            if across[0] < edge - _TINY and across[1] > edge + _TINY and first < last:
                found.add((first + last) / 2)
        return sorted(found)


def cuts(layout: ChartLayout, width: float, height: float) -> tuple[list[float], list[float]]:
    """Where the chart is cut across and down for pages of that size; begins with 0, ends with its full size."""
    across = [(box.x - _MARGIN, box.right + _MARGIN, _A_BOX) for box in layout.boxes]
    down = [(box.y - _MARGIN, box.bottom + _MARGIN, _A_BOX) for box in layout.boxes]
    for (x1, y1), (x2, y2) in strokes(layout.links):
        across.append((x1, x2, _A_LINE))
        down.append((y1, y2, _A_LINE))
    return _cut(layout.width, width, across), _cut(layout.height, height, down)


def _cut(whole: float, page: float, spans: Sequence[tuple[float, float, float]]) -> list[float]:
    """Ends of pages: few boxes and lines cut and few pages, these filled about evenly.

    `spans` are what is cut by a place between their first two values, and what that costs.
    """
    if whole <= page + _TINY:
        return [0.0, whole]
    count = int(whole // _STEP)
    places = [step * _STEP for step in range(count + 1)]
    if whole - places[-1] > _TINY:
        places.append(whole)
    changes = [0.0] * (len(places) + 1)
    for first, last, cost in spans:
        start, end = int(max(first, 0.0) // _STEP) + 1, min(int(-(-last // _STEP)), len(places))
        if start < end:
            changes[start] += cost
            changes[end] -= cost
    crossed, now = [], 0.0
    for change in changes[:-1]:
        now += change
        crossed.append(round(now, 6))
    crossed[0] = crossed[-1] = 0.0
    best: list[tuple[float, float, int]] = [(0.0, 0.0, -1)]
    reach = 0
    for end in range(1, len(places)):
        while places[end] - places[reach] > page + _TINY:
            reach += 1
        own = 1 + crossed[end]
        best.append(
            min(
                (best[start][0] + own, best[start][1] + (page - places[end] + places[start]) ** 2, start)
                for start in range(reach, end)
            )
        )
    ends = [len(places) - 1]
    while ends[-1] > 0:
        ends.append(best[ends[-1]][2])
    return [places[end] for end in reversed(ends)]
