"""The tree as blocks: children in rows, tidy after Reingold and Tilford, or in lists that hang from their parent."""

from collections.abc import Sequence
from dataclasses import dataclass, field

from models.org.chart import sizes
from models.org.chart.nodes import ChartNode
from models.org.chart.places import ChartBox, ChartLayout, Link
from models.org.chart.sizes import Form
from models.org.chart.skyline import Skyline, merged, packed, shifted

ROW_GAP = 5.0
LEVEL_GAP = 10.0
ROOT_GAP, SHELF_GAP = 8.0, 12.0
CLEAR = 4.0
"""Between a box and one of another branch below it."""
INDENT = 7.0
HUNG_TOP, HUNG_GAP = 4.0, 2.8
COLUMN_GAP = 6.0
_TICK = 6.0
_PLACES = 3


@dataclass(frozen=True, slots=True)
class Arrangement:
    """Boxes of depth `lists_from` and deeper have their children in a list, in several columns when one would be
    taller than `column` mm; `upright` makes the boxes at the ends of rows narrow."""

    lists_from: int
    column: float | None = None
    upright: bool = False


@dataclass(slots=True)
class Block:
    """A box with everything below it: outlines, and where its parts stand from its top left corner."""

    index: int
    width: float
    height: float
    box: tuple[float, float, float, float]
    form: Form
    left: Skyline
    right: Skyline
    parts: list[tuple["Block", float, float]] = field(default_factory=list)
    links: list[tuple[int, tuple[tuple[float, float], ...]]] = field(default_factory=list)

    @property
    def middle(self) -> float:
        return self.box[0] + self.box[2] / 2


class Rooms:
    """Nodes in tree order, ready to be arranged in several ways."""

    def __init__(self, nodes: Sequence[ChartNode]) -> None:
        self.nodes = nodes
        place = {node.id: index for index, node in enumerate(nodes)}
        self._children: list[list[int]] = [[] for _ in nodes]
        several = sum(node.parent_id is None for node in nodes) > 1
        self.highest = 1 if several else 0
        """Depth of the boxes at the top: of several none is the head of all."""
        self._depth = [self.highest] * len(nodes)
        self._roots: list[int] = []
        for index, node in enumerate(nodes):
            if node.parent_id is None:
                self._roots.append(index)
            else:
                above = place[node.parent_id]
                self._children[above].append(index)
                self._depth[index] = self._depth[above] + 1
        self.deepest = max(self._depth)

    @property
    def plain_ends(self) -> bool:
        """Whether all boxes with nothing below them have nothing but their name."""
        ends = [node for node, below in zip(self.nodes, self._children, strict=True) if not below]
        return all(not node.lines for node in ends)

    def _form(self, index: int, arrangement: Arrangement) -> Form:
        depth = self._depth[index]
        if depth > arrangement.lists_from:
            return Form.HUNG
        return Form.UPRIGHT if arrangement.upright and depth > self.highest and not self._children[index] else Form.ROW

    def blocks(self, arrangement: Arrangement) -> list[Block]:
        """The trees, each as a block."""
        forms = [self._form(index, arrangement) for index in range(len(self.nodes))]
        widths = sizes.widths_of(zip(self.nodes, self._depth, forms, strict=True))
        boxes: list[tuple[float, float]] = []
        tall: dict[tuple[int, Form], float] = {}
        for node, depth, form in zip(self.nodes, self._depth, forms, strict=True):
            if form is Form.UPRIGHT:
                size = sizes.upright_width(node), sizes.upright_height(node)
            else:
                width = widths[depth, form]
                size = width, sizes.height_of(node, width, depth)
            boxes.append(size)
            tall[depth, form] = max(tall.get((depth, form), 0.0), size[1])
        tops = [0.0]
        for depth in range(self.deepest):
            level = max(tall.get((depth, Form.ROW), 0.0), tall.get((depth, Form.UPRIGHT), 0.0))
            tops.append(tops[-1] + level + LEVEL_GAP)
        made: dict[int, Block] = {}
        for index in range(len(self.nodes) - 1, -1, -1):
            depth, form = self._depth[index], forms[index]
            width, height = boxes[index]
            if form is not Form.HUNG:
                height = tall[depth, form]
            children = [made.pop(child) for child in self._children[index]]
            if not children:
                made[index] = _leaf(index, width, height, form)
            elif depth >= arrangement.lists_from:
                limit = arrangement.column if depth == arrangement.lists_from else None
                made[index] = _hung(index, width, height, form, children, limit)
            else:
                made[index] = _row(index, width, height, form, children, tops[depth + 1] - tops[depth])
        return [made[root] for root in self._roots]

    def layout(self, places: Sequence[tuple[Block, float, float]]) -> ChartLayout:
        """Blocks at their places as boxes and links."""
        boxes: dict[int, ChartBox] = {}
        links: dict[int, Link] = {}
        stack = list(places)
        while stack:
            block, dx, dy = stack.pop()
            x, y, width, height = block.box
            node = self.nodes[block.index]
            boxes[block.index] = ChartBox(
                node.id,
                node.parent_id,
                round(x + dx, _PLACES),
                round(y + dy, _PLACES),
                round(width, _PLACES),
                round(height, _PLACES),
                self._depth[block.index],
                node.title,
                node.lines,
                block.form is Form.HUNG,
                block.form is Form.UPRIGHT,
                len(self._children[block.index]),
            )
            for child, points in block.links:
                moved = tuple((round(px + dx, _PLACES), round(py + dy, _PLACES)) for px, py in points)
                links[child] = Link(node.id, self.nodes[child].id, moved)
            stack.extend((part, x + dx, y + dy) for part, x, y in block.parts)
        ordered = tuple(boxes[index] for index in sorted(boxes))
        return ChartLayout(
            max(box.right for box in ordered),
            max(box.bottom for box in ordered),
            ordered,
            tuple(links[index] for index in sorted(links)),
        )


def _leaf(index: int, width: float, height: float, form: Form) -> Block:
    left, right = [(0.0, height + CLEAR, 0.0)], [(0.0, height + CLEAR, width)]
    return Block(index, width, height, (0.0, 0.0, width, height), form, left, right)


def _row(index: int, width: float, height: float, form: Form, children: list[Block], drop: float) -> Block:
    """Children side by side `drop` mm below the top of their parent, which stands over their middle."""
    places = packed([child.left for child in children], [child.right for child in children], ROW_GAP)
    first, last = places[0] + children[0].middle, places[-1] + children[-1].middle
    middle = (first + last) / 2
    left: Skyline = [(0.0, height, middle - width / 2), (height, drop, min(first, middle))]
    right: Skyline = [(0.0, height, middle + width / 2), (height, drop, max(last, middle))]
    below_left: Skyline = []
    below_right: Skyline = []
    for child, x in zip(children, places, strict=True):
        below_left = merged(below_left, shifted(child.left, x, drop), min)
        below_right = merged(below_right, shifted(child.right, x, drop), max)
    left, right = merged(left, below_left, min), merged(right, below_right, max)
    start = min(segment[2] for segment in left)
    bus = drop - LEVEL_GAP / 2
    block = Block(
        index,
        max(segment[2] for segment in right) - start,
        drop + max(child.height for child in children),
        (middle - width / 2 - start, 0.0, width, height),
        form,
        shifted(left, -start, 0),
        shifted(right, -start, 0),
    )
    for child, place in zip(children, places, strict=True):
        x = place - start
        block.parts.append((child, x, drop))
        here, there = middle - start, x + child.middle
        straight = abs(here - there) < 1e-6
        bend = () if straight else ((here, bus), (there, bus))
        block.links.append((child.index, ((here, height), *bend, (here if straight else there, drop))))
    return block


def _hung(index: int, width: float, height: float, form: Form, children: list[Block], limit: float | None) -> Block:
    """Children under each other, right of a line that comes down from their parent; in columns when too tall."""
    columns = _columns(children, limit)
    several = len(columns) > 1
    down = height + (LEVEL_GAP if several else HUNG_TOP)
    wide = [INDENT + max(child.width for child in column) for column in columns]
    whole = sum(wide) + COLUMN_GAP * (len(columns) - 1)
    start = max((width - whole) / 2, 0.0) if several else 0.0
    box_x = max((whole - width) / 2, 0.0) if several else 0.0
    total_height = down + max(_stacked(column) for column in columns)
    total_width = max(width, start + whole)
    left: Skyline = [(0.0, height, box_x), (height, total_height + CLEAR, min(start, box_x + width / 2))]
    right: Skyline = [(0.0, height, box_x + width), (height, total_height + CLEAR, max(start + whole, box_x))]
    if not several:
        left = [(0.0, total_height + CLEAR, 0.0)]
    block = Block(index, total_width, total_height, (box_x, 0.0, width, height), form, left, right)
    x = start
    trunk = box_x + width / 2
    for column, breadth in zip(columns, wide, strict=True):
        y = down
        spine = x + INDENT / 2
        for child in column:
            block.parts.append((child, x + INDENT, y))
            tick = y + min(child.box[3] / 2, _TICK)
            ends = ((spine, tick), (x + INDENT + child.box[0], tick))
            bus = height + LEVEL_GAP / 2
            head = ((trunk, height), (trunk, bus), (spine, bus)) if several else ((spine, height),)
            block.links.append((child.index, (*head, *ends)))
            y += child.height + HUNG_GAP
        x += breadth + COLUMN_GAP
    return block


def _stacked(column: Sequence[Block]) -> float:
    return sum(child.height for child in column) + HUNG_GAP * (len(column) - 1)


def _columns(children: list[Block], limit: float | None) -> list[list[Block]]:
    """Children in as few columns as `limit` mm allow, of about one height, in their order."""
    if limit is None or _stacked(children) <= limit:
        return [children]
    columns = _filled(children, limit)
    low, high = max(max(child.height for child in children), _stacked(children) / len(columns)), limit
    for _ in range(8):
        middle = (low + high) / 2
        tighter = _filled(children, middle)
        if len(tighter) <= len(columns):
            columns, high = tighter, middle
        else:
            low = middle
    return columns


def _filled(children: Sequence[Block], limit: float) -> list[list[Block]]:
    columns: list[list[Block]] = [[]]
    for child in children:
        if columns[-1] and _stacked([*columns[-1], child]) > limit:
            columns.append([])
        columns[-1].append(child)
    return columns
