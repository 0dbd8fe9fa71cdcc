"""The schematic map of the grid as nested tiles, pure arithmetic: areas are frames with a title strip, sites are tiles.

Areas of one frame share it in proportion to the places below them (or equally), in strips read like lines of text, so
that the official order stays. Lengths are in the unit of the size given (pixels or millimetres).
"""

import math
from collections import Counter
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from functools import cached_property

WIDE = 1.35  # wished width of a frame to its height
_EXACT = 80  # more siblings than this are parted by their mean size
_LONGEST_STRIP = 2.5  # times the length an even grid would have


@dataclass(frozen=True, slots=True)
class MapNode:
    """A cell for the map, parents before children, in tree order; `is_site` marks a cell of the level of sites."""

    id: int
    parent_id: int | None
    name: str
    is_site: bool = False


@dataclass(frozen=True, slots=True)
class MapStyle:
    """Lengths of the map: `title` is the height of a title strip (none in frames narrower than `title_least`), `gap`
    lies between neighbours. Tiles wish to be `tile_wide` times as wide as high, squares below `tile_small`, and never
    larger than `tile_most`. A level of frames is drawn when their mean area is at least `frame_least`."""

    gap: float = 4.0
    pad: float = 4.0
    title: float = 24.0
    title_least: float = 40.0
    tile_wide: float = 2.0
    tile_most: tuple[float, float] = (320.0, 150.0)
    tile_small: float = 30.0
    frame_least: float = 14_000.0
    by_sites: bool = True

    def scaled(self, by: float) -> "MapStyle":
        """The same map `by` times as large."""
        return MapStyle(
            self.gap * by,
            self.pad * by,
            self.title * by,
            self.title_least * by,
            self.tile_wide,
            (self.tile_most[0] * by, self.tile_most[1] * by),
            self.tile_small * by,
            self.frame_least * by * by,
            self.by_sites,
        )


@dataclass(frozen=True, slots=True)
class Rect:
    """A rectangle by its top left corner."""

    x: float
    y: float
    width: float
    height: float

    @property
    def right(self) -> float:
        return self.x + self.width

    @property
    def bottom(self) -> float:
        return self.y + self.height

    @property
    def area(self) -> float:
        return self.width * self.height

    def holds(self, x: float, y: float) -> bool:
        return self.x <= x < self.right and self.y <= y < self.bottom

    def inset(self, by: float) -> "Rect":
        return Rect(self.x + by, self.y + by, max(0.0, self.width - 2 * by), max(0.0, self.height - 2 * by))


@dataclass(frozen=True, slots=True)
class Spot:
    """One drawn cell: a frame (an area; `title` 0 when too small for its strip) or a tile (a site, or an area with
    nothing below it). `share` is the part of the parent that belongs to it, gaps included; `depth` 0 is outermost."""

    id: int
    is_frame: bool
    rect: Rect
    share: Rect
    title: float
    depth: int
    parent_id: int | None


class MapTree:
    """The cells of a grid by parent, with how many places lie below each."""

    def __init__(self, nodes: Iterable[MapNode]) -> None:
        self.nodes: dict[int, MapNode] = {node.id: node for node in nodes}
        self._children: dict[int | None, list[int]] = {}
        for node in self.nodes.values():
            above = node.parent_id if node.parent_id in self.nodes else None
            self._children.setdefault(above, []).append(node.id)

    def children(self, node_id: int | None) -> Sequence[int]:
        """The cells right below; of None those at the top."""
        return self._children.get(node_id, ())

    def is_leaf(self, node_id: int) -> bool:
        return node_id not in self._children

    def parent(self, node_id: int | None) -> int | None:
        """The cell above, None at the top."""
        node = self.nodes.get(node_id) if node_id is not None else None
        return node.parent_id if node is not None and node.parent_id in self.nodes else None

    def path(self, node_id: int | None) -> list[int]:
        """The cells from the top down to `node_id`, itself last."""
        found: list[int] = []
        while node_id is not None and node_id in self.nodes and node_id not in found:
            found.append(node_id)
            node_id = self.parent(node_id)
        return found[::-1]

    @cached_property
    def places(self) -> Mapping[int, int]:
        """How many leaves lie below each cell; a leaf itself counts 1."""
        counts: dict[int, int] = {}
        for node_id in reversed(self.nodes):
            counts[node_id] = sum(counts.get(below, 1) for below in self.children(node_id)) or 1
        return counts

    def leaves(self, node_id: int | None) -> list[int]:
        """The leaves below a cell, in tree order."""
        found: list[int] = []
        stack = list(reversed(self.children(node_id)))
        while stack:
            here = stack.pop()
            if self.is_leaf(here):
                found.append(here)
            else:
                stack.extend(reversed(self.children(here)))
        return found

    def below(self, node_id: int | None) -> list[int]:
        """Everything below a cell (not itself), in tree order."""
        found: list[int] = []
        stack = list(reversed(self.children(node_id)))
        while stack:
            here = stack.pop()
            found.append(here)
            stack.extend(reversed(self.children(here)))
        return found

    def tally(self, tones: Mapping[int, str]) -> dict[int, Counter[str]]:
        """Of each cell how many cells of each tone there are, itself and all below it."""
        counts: dict[int, Counter[str]] = {}
        for node_id in reversed(self.nodes):
            own: Counter[str] = Counter()
            if node_id in tones:
                own[tones[node_id]] += 1
            for below in self.children(node_id):
                own.update(counts.get(below, {}))
            counts[node_id] = own
        return counts


def depth_of(tree: MapTree, root_id: int | None, size: tuple[float, float], style: MapStyle) -> int:
    """How many levels of frames fit below `root_id`: the frames of each must be large enough on the mean."""
    depth = 0
    frames = [node for node in tree.children(root_id) if not tree.is_leaf(node)]
    while frames and size[0] * size[1] / len(frames) >= style.frame_least * (1 if depth == 0 else 1 + depth / 2):
        depth += 1
        frames = [below for node in frames for below in tree.children(node) if not tree.is_leaf(below)]
    return depth or min(1, len(frames))


def lay_out(
    tree: MapTree,
    root_id: int | None,
    size: tuple[float, float],
    style: MapStyle,
    *,
    depth: int | None = None,
) -> tuple[Spot, ...]:
    """The map of what lies below `root_id` (None: the whole grid), frames before what is inside them.

    `depth` levels of frames are drawn (default: as many as fit); the places of deeper areas stand in the last frame.
    """
    if depth is None:
        depth = depth_of(tree, root_id, size, style)
    spots: list[Spot] = []
    if size[0] > 0 and size[1] > 0:
        _fill(tree, root_id, Rect(0.0, 0.0, *size), style, depth, 0, spots)
    return tuple(spots)


def _fill(
    tree: MapTree, area_id: int | None, room: Rect, style: MapStyle, depth: int, level: int, spots: list[Spot]
) -> None:
    """Draw what lies below an area into a room."""
    groups = _groups(tree, area_id, framed=level < depth)
    if not groups:
        return
    weights = [float(_weight(tree, group, style)) for group in groups]
    for group, share in zip(groups, strips(weights, room), strict=True):
        if isinstance(group, int):
            rect = share.inset(style.gap / 2)
            title = style.title if rect.height >= style.title * 1.75 and rect.width >= style.title_least else 0.0
            spots.append(Spot(group, True, rect, share, title, level, area_id))
            inner = Rect(rect.x, rect.y + title, rect.width, rect.height - title).inset(style.pad)
            _fill(tree, group, inner, style, depth, level + 1, spots)
        else:
            _tiles(group, share, style, level, area_id, spots)


def _groups(tree: MapTree, area_id: int | None, *, framed: bool) -> list[int | list[int]]:
    """What stands side by side: each area that gets a frame, and the places without one together where the first of
    them stands."""
    if not framed:
        leaves = tree.leaves(area_id)
        return [leaves] if leaves else []
    groups: list[int | list[int]] = []
    loose: list[int] = []
    for node_id in tree.children(area_id):
        if not tree.is_leaf(node_id):
            groups.append(node_id)
        else:
            if not loose:
                groups.append(loose)
            loose.append(node_id)
    return groups


def _weight(tree: MapTree, group: int | list[int], style: MapStyle) -> int:
    if isinstance(group, list):
        return len(group)
    return tree.places[group] if style.by_sites else 1


def _tiles(ids: Sequence[int], room: Rect, style: MapStyle, level: int, area_id: int | None, spots: list[Spot]) -> None:
    """Places in rows of equal tiles; the last row may stay short."""
    side = math.sqrt(room.area / len(ids))
    columns = columns_of(len(ids), room.width, room.height, style.tile_wide if side >= style.tile_small else 1.0)
    rows = math.ceil(len(ids) / columns)
    wide, tall = _capped(room.width / columns, style.tile_most[0]), _capped(room.height / rows, style.tile_most[1])
    gap = min(style.gap, min(wide, tall) * 0.18)
    for number, node_id in enumerate(ids):
        share = Rect(room.x + number % columns * wide, room.y + number // columns * tall, wide, tall)
        spots.append(Spot(node_id, False, share.inset(gap / 2), share, 0.0, level, area_id))


def _capped(length: float, most: float) -> float:
    """At most so long; a little more is taken, so that no narrow strip stays empty."""
    return length if length <= most * 1.4 else most


def columns_of(count: int, width: float, height: float, wide: float) -> int:
    """In how many columns `count` equal tiles fill a room best: near the wished shape, few places left empty."""
    best, least = 1, math.inf
    for columns in range(1, count + 1):
        rows = math.ceil(count / columns)
        shape = (width / columns) / max(height / rows, 1e-9)
        cost = abs(math.log(max(shape, 1e-9) / wide)) + (columns * rows - count) / (columns * rows)
        if cost < least - 1e-12:
            best, least = columns, cost
    return best


def strips(weights: Sequence[float], room: Rect) -> list[Rect]:
    """The room parted in proportion to the weights: strips from the top down, in each from left to right, cut where
    the pieces come nearest to the wished shape. The order of the weights stays."""
    total = sum(weights)
    if not weights or total <= 0:
        return []
    cuts = _cuts(weights, total, room)
    rects: list[Rect] = []
    y = room.y
    for start, end in cuts:
        part = sum(weights[start:end])
        tall = room.height * part / total
        x = room.x
        for weight in weights[start:end]:
            wide = room.width * weight / part
            rects.append(Rect(x, y, wide, tall))
            x += wide
        y += tall
    return rects


def _cuts(weights: Sequence[float], total: float, room: Rect) -> list[tuple[int, int]]:
    """Where the strips begin and end: the cheapest of all ways (dynamic programming over the ends)."""
    count = len(weights)
    longest = min(
        count, math.ceil(_LONGEST_STRIP * math.sqrt(count * max(room.width, 1e-9) / max(room.height, 1e-9))) + 2
    )
    least = [0.0] + [math.inf] * count
    begin = [0] * (count + 1)
    for end in range(1, count + 1):
        part = 0.0
        for start in range(end - 1, max(-1, end - 1 - longest), -1):
            part += weights[start]
            cost = least[start] + _cost(weights, start, end, part, total, room)
            if cost < least[end] - 1e-12:
                least[end], begin[end] = cost, start
    cuts: list[tuple[int, int]] = []
    end = count
    while end > 0:
        cuts.append((begin[end], end))
        end = begin[end]
    return cuts[::-1]


def _cost(weights: Sequence[float], start: int, end: int, part: float, total: float, room: Rect) -> float:
    """How far the pieces of one strip are from the wished shape, weighed by their size."""
    unit = room.width * total / (part * part * max(room.height, 1e-9) * WIDE)
    if len(weights) > _EXACT:
        return part * math.log(max(unit * part / (end - start), 1e-12)) ** 2
    return sum(weight * math.log(max(unit * weight, 1e-12)) ** 2 for weight in weights[start:end])
