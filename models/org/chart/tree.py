"""Laying out a chart: which levels stand in rows and which in lists, so that the whole fits a page best."""

import math
from collections.abc import Collection, Sequence
from dataclasses import dataclass, replace

from models.org.chart.nodes import ChartNode
from models.org.chart.places import ChartBox, ChartLayout, Link
from models.org.chart.rooms import ROOT_GAP, SHELF_GAP, Arrangement, Block, Rooms
from models.words import Labelled

ENLARGED = 1.25
"""How far a small chart is enlarged."""
_PAGE = 267.0 * 172.0
"""What an A4 page has room for, in mm²."""
_COLUMNS = (None, 240.0, 170.0, 110.0, 60.0)
_LEVELS = 4
"""How many levels from the top are tried as the last one that stands in rows."""
_SHELVES = (0.9, 1.05, 1.25, 1.5)
_ABOUT_AS_WIDE = 1.6
_ABOUT_AS_GOOD = 0.92


class Direction(Labelled):
    """How the boxes below others stand."""

    AUTO = "auto", "自动"
    ROW = "row", "横排"
    LIST = "list", "竖排"
    UPRIGHT = "upright", "窄框竖写"


def lay_out(
    nodes: Sequence[ChartNode],
    *,
    direction: Direction = Direction.AUTO,
    folded: Collection[int] = (),
    ratio: float = 1.5,
) -> ChartLayout:
    """Where the boxes of `nodes` (in tree order) stand. What is below `folded` ones is hidden.

    `ratio` is the width of the page or window to its height: rows, lists and columns of lists are chosen so that the
    whole is shown as large as can be; of what is about as good the one with more rows is taken.
    """
    shown, hidden = _visible(nodes, frozenset(folded))
    if not shown:
        return ChartLayout(0.0, 0.0, (), ())
    rooms = Rooms(shown)
    best: _Stand | None = None
    best_score = 0.0
    for arrangement in _arrangements(direction, rooms):
        stand = _stand(rooms.blocks(arrangement), ratio)
        score = fit(stand.width, stand.height, ratio)
        if best is None or score * _ABOUT_AS_GOOD > best_score:
            best, best_score = stand, max(score, best_score)
    assert best is not None
    layout = rooms.layout(best.places)
    if not hidden:
        return layout
    boxes = tuple(replace(box, folded=hidden.get(box.id, 0)) for box in layout.boxes)
    return replace(layout, boxes=boxes)


def fit(width: float, height: float, ratio: float) -> float:
    """How large a chart of that size can be shown on a page of that ratio: 1 is its full size."""
    page = (_PAGE * ratio) ** 0.5
    return min(page / width, page / ratio / height, ENLARGED)


@dataclass(frozen=True, slots=True)
class _Stand:
    """Blocks at their places, and the size of the whole."""

    places: tuple[tuple[Block, float, float], ...]
    width: float
    height: float


def _visible(nodes: Sequence[ChartNode], folded: frozenset[int]) -> tuple[list[ChartNode], dict[int, int]]:
    """The nodes to show, and how many are hidden below each folded one."""
    known = {node.id for node in nodes}
    hider: dict[int, int] = {}
    hidden: dict[int, int] = {}
    shown = []
    for node in nodes:
        parent = node.parent_id if node.parent_id in known else None
        if parent is not None and (parent in folded or parent in hider):
            above = hider.get(parent, parent)
            hider[node.id] = above
            hidden[above] = hidden.get(above, 0) + 1
        else:
            shown.append(node if parent == node.parent_id else replace(node, parent_id=None))
    return shown, hidden


def _arrangements(direction: Direction, rooms: Rooms) -> list[Arrangement]:
    """What to try, the plainest first."""
    rows = Arrangement(rooms.deepest + 1)
    narrow = Arrangement(rooms.deepest + 1, upright=True)
    if direction is Direction.ROW or rooms.deepest == rooms.highest:
        return [rows]
    if direction is Direction.UPRIGHT:
        return [narrow]
    if direction is Direction.LIST:
        return [Arrangement(rooms.highest, column) for column in _COLUMNS]
    tried = [rows, narrow] if rooms.plain_ends else [rows]
    lowest = min(rooms.deepest - 1, rooms.highest + _LEVELS)
    levels = range(lowest, rooms.highest - 1, -1)
    return tried + [Arrangement(level, column) for column in _COLUMNS for level in levels]


def _stand(blocks: list[Block], ratio: float) -> _Stand:
    """Several trees stand on shelves like books, in their order; a wide one takes the place of two or more."""
    if len(blocks) == 1:
        return _Stand(((blocks[0], 0.0, 0.0),), blocks[0].width, blocks[0].height)
    area = sum((block.width + ROOT_GAP) * (block.height + SHELF_GAP) for block in blocks)
    widths = sorted(block.width for block in blocks)
    cell = max(width for width in widths if width <= _ABOUT_AS_WIDE * widths[len(widths) // 2])
    left = all(block.box[0] == 0 for block in blocks)  # lists hang from the left of their heads
    tried = [_shelved(blocks, (area * ratio) ** 0.5 * factor, cell, left=left) for factor in _SHELVES]
    return max(tried, key=lambda stand: fit(stand.width, stand.height, ratio))


def _shelved(blocks: list[Block], limit: float, cell: float, *, left: bool) -> _Stand:
    x = y = tall = 0.0
    places = []
    for block in blocks:
        cells = max(math.ceil((block.width + ROOT_GAP) / (cell + ROOT_GAP) - 1e-9), 1)
        room = cells * (cell + ROOT_GAP) - ROOT_GAP
        if x > 0 and x + room > limit + 1e-6:
            x, y, tall = 0.0, y + tall + SHELF_GAP, 0.0
        places.append((block, x if left else x + (room - block.width) / 2, y))
        x += room + ROOT_GAP
        tall = max(tall, block.height)
    width = max(place + block.width for block, place, _ in places)
    return _Stand(tuple(places), width, y + tall)


__all__ = ["ChartBox", "ChartLayout", "Direction", "Link", "fit", "lay_out"]
