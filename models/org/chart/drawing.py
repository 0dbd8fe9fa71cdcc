"""A chart on paper: fitted to one page, or spread over pages to be joined, with marks where they join and a map."""

from collections.abc import Sequence
from dataclasses import dataclass, replace
from datetime import date

from models.org.chart.cuts import Window, cuts
from models.org.chart.nodes import ChartNode
from models.org.chart.parts import parts_of
from models.org.chart.places import ChartBox, ChartLayout, strokes
from models.org.chart.sizes import PAD_Y
from models.org.chart.tree import ENLARGED, Direction, lay_out
from models.papers.drawing import Box, Drawing, DrawnPage, Line, Shape, Words
from models.papers.sheet import Align, Profile
from models.words import Labelled

READABLE = 0.62
"""Below this scale the words (9 pt) cannot be read at arm's length."""
_INK, _FRAME, _TOP_FILL, _TOP_FRAME, _RULE, _LABEL = "#1f2329", "#4a5568", "#e9eef6", "#2456a6", "#c3c8cf", "#4a5058"
_GREY = "#6b7280"
_HEAD, _FOOT = 5.0, 6.0
_SPREADS = ((1, 1), (2, 1), (1, 2), (2, 2), (3, 1), (1, 3), (3, 2))
"""Pages across and down for which a chart that needs several is laid out."""
_LEAST_PT = 3.0


class Fitting(Labelled):
    """How a chart comes onto paper."""

    AUTO = "auto", "自动（太小时分页拼接）"
    FIT = "fit", "缩放到一张"
    PAGES = "pages", "原大分页拼接"


@dataclass(frozen=True, slots=True)
class _Body:
    """The part of a page that the chart may use, in mm."""

    x: float
    y: float
    width: float
    height: float


def chart_drawing(
    layout: ChartLayout, *, title: str, profile: Profile, day: date | None = None, fitting: Fitting = Fitting.AUTO
) -> Drawing:
    """The chart on pages of the office's paper. `day` is printed as 截至 in the foot."""
    paper = _Paper(title, profile, day)
    first = paper.body(first=True)
    scale = min(first.width / layout.width, first.height / layout.height, ENLARGED)
    if fitting is Fitting.FIT or scale >= (READABLE if fitting is Fitting.AUTO else 1.0):
        return Drawing(title, (paper.whole(layout, scale),), profile.fonts)
    return Drawing(title, paper.spread(layout), profile.fonts)


def draw_chart(
    nodes: Sequence[ChartNode],
    *,
    direction: Direction,
    title: str,
    profile: Profile,
    day: date | None = None,
    fitting: Fitting = Fitting.AUTO,
) -> Drawing:
    """Lay the nodes out for the office's paper and draw them; on several pages so that they are few."""
    ratio = body_ratio(profile)
    drawn = None
    for across, down in _SPREADS:
        layout = lay_out(nodes, direction=direction, ratio=ratio * across / down)
        tried = chart_drawing(layout, title=title, profile=profile, day=day, fitting=fitting)
        if drawn is None or len(tried.pages) < len(drawn.pages):
            drawn = tried
        if len(drawn.pages) == 1 or (len(drawn.pages) == 2 and across + down > 2):
            break
    assert drawn is not None
    return drawn


def body_ratio(profile: Profile) -> float:
    """Width to height of what a page with a title has room for."""
    body = _Paper("标题", profile, None).body(first=True)
    return body.width / body.height


def one_picture(layout: ChartLayout, *, title: str = "", margin: float = 8.0) -> Drawing:
    """The whole chart at its full size on a page made for it: for pictures on the screen and in documents."""
    head = 16.0 if title else 0.0
    width, height = layout.width + 2 * margin, layout.height + 2 * margin + head
    shapes: list[Shape] = []
    if title:
        shapes.append(Words(margin, margin, width - 2 * margin, 10.0, title, 18, 6, voice="title", color=_INK))
    shapes += _shapes(layout, Window(0, 0, layout.width, layout.height), 1.0, margin, margin + head)
    return Drawing(title or "组织架构图", (DrawnPage(width, height, tuple(shapes)),))


class _Paper:
    """Pages of one paper with title and foot."""

    def __init__(self, title: str, profile: Profile, day: date | None) -> None:
        self._title = title
        self._profile = profile
        self._day = day
        self._width, self._height = profile.size_mm
        self._top, self._right, self._bottom, self._left = profile.margins
        self._title_tall = profile.title_size * 0.3528 * 1.5

    def body(self, *, first: bool) -> _Body:
        over = self._title_tall + _HEAD if first and self._title else 0.0
        return _Body(
            self._left,
            self._top + over,
            self._width - self._left - self._right,
            self._height - self._top - self._bottom - over,
        )

    def whole(self, layout: ChartLayout, scale: float) -> DrawnPage:
        """All on one page, in the middle across."""
        body = self.body(first=True)
        x = body.x + (body.width - layout.width * scale) / 2
        y = body.y + max(min((body.height - layout.height * scale) / 2, 12.0), 0.0)
        shapes = [*self._head(), *_shapes(layout, Window(0, 0, layout.width, layout.height), scale, x, y)]
        return DrawnPage(self._width, self._height, (*shapes, *self._foot("")))

    def spread(self, layout: ChartLayout) -> tuple[DrawnPage, ...]:
        """At full size, cut between boxes where that can be; pages are named A1, A2 … B1 …"""
        body, first = self.body(first=False), self.body(first=True)
        columns, rows = cuts(layout, body.width, first.height)
        windows = {
            (row, column): Window(columns[column], rows[row], columns[column + 1], rows[row + 1])
            for row in range(len(rows) - 1)
            for column in range(len(columns) - 1)
        }
        drawn = {place: _shapes(layout, window, 1.0, 0, 0) for place, window in windows.items()}
        used = [place for place, shapes in drawn.items() if shapes]
        pages = []
        for number, place in enumerate(used, 1):
            window = windows[place]
            x = first.x + (first.width - (window.right - window.left)) / 2
            y = first.y + (first.height - (window.bottom - window.top)) / 2
            if len(columns) > 2:
                x = first.x if place[1] else first.x + first.width - (window.right - window.left)
            if len(rows) > 2:
                y = first.y if place[0] else first.y + first.height - (window.bottom - window.top)
            head = self._head() if number == 1 else self._running(place)
            shapes = [*head, *_shapes(layout, window, 1.0, x, y), *_joins(layout, window, place, used, x, y)]
            shapes += self._foot(f"{name_of(place)}　第 {number} 张　共 {len(used)} 张")
            shapes += _page_map(place, used, self._width - self._right, self._height - self._bottom + 3)
            pages.append(DrawnPage(self._width, self._height, tuple(shapes)))
        return tuple(pages)

    def _head(self) -> list[Shape]:
        if not self._title:
            return []
        size = self._profile.title_size
        width = self._width - self._left - self._right
        words = Words(self._left, self._top, width, self._title_tall, self._title, size, size / 2, voice="title")
        return [words]

    def _running(self, place: tuple[int, int]) -> list[Shape]:
        width = self._width - self._left - self._right
        text = "　".join(part for part in (self._title, name_of(place)) if part)
        return [Words(self._left, self._top, width, 5, text, 9, 6, Align.LEFT, voice="note", color=_GREY)]

    def _foot(self, pages: str) -> list[Shape]:
        y = self._height - self._bottom + 3
        width = self._width - self._left - self._right
        shapes: list[Shape] = []
        if self._day is not None:
            text = f"截至{self._day.year}年{self._day.month}月{self._day.day}日"
            shapes.append(Words(self._left, y, 60, _FOOT, text, 9, 6, Align.LEFT, voice="note", color=_INK))
        if pages:
            shapes.append(Words(self._left + 60, y, width - 120, _FOOT, pages, 9, 6, voice="note", color=_INK))
        return shapes


def name_of(place: tuple[int, int]) -> str:
    """A1 is the first page of the first row; after Z comes AA."""
    row, letters = place[0], ""
    while row >= 0:
        letters = chr(ord("A") + row % 26) + letters
        row = row // 26 - 1
    return f"{letters}{place[1] + 1}"


def _shapes(layout: ChartLayout, window: Window, scale: float, x: float, y: float) -> list[Shape]:
    """What of the chart is seen in the window, its top left corner at (x, y)."""
    dx, dy = x - window.left * scale, y - window.top * scale
    shapes: list[Shape] = []
    for stroke in strokes(layout.links):
        for points in window.inside(stroke):
            moved = tuple((px * scale + dx, py * scale + dy) for px, py in points)
            shapes.append(Line(moved, _FRAME, max(0.75 * min(scale, 1), 0.35)))
    for box in layout.boxes:
        seen = window.part_of(box.x, box.y, box.width, box.height)
        if seen is None:
            continue
        left, top, width, height = seen
        fill, frame = (_TOP_FILL, _TOP_FRAME) if box.depth == 0 else ("#ffffff", _FRAME)
        line_pt = (1.0 if box.depth == 0 else 0.7) * max(min(scale, 1), 0.5)
        cut = width < box.width - 1e-6 or height < box.height - 1e-6
        shapes.append(
            Box(
                left * scale + dx,
                top * scale + dy,
                width * scale,
                height * scale,
                fill,
                frame,
                line_pt,
                0.0 if cut else 0.8 * scale,
                box.id,
            )
        )
        if not cut or width * height > box.width * box.height / 2:
            whole = replace(box, x=left, y=top, width=width, height=height) if cut else box
            shapes += _words(whole, scale, dx, dy)
    return shapes


def _words(box: ChartBox, scale: float, dx: float, dy: float) -> list[Shape]:
    """The words of a box, closer together when they take more height than it has (one that was cut)."""
    shapes: list[Shape] = []
    parts = parts_of(box)
    low = max(part.y + part.height for part in parts)
    closer = min((box.height - PAD_Y) / (low - box.y), 1.0) if low > box.bottom + 1e-6 else 1.0
    for part in parts:
        x, width, height = max(part.x, box.x), min(part.width, box.right - part.x), part.height * closer
        y = box.y + (part.y - box.y) * closer
        x, y, width, height = x * scale + dx, y * scale + dy, width * scale, height * scale
        if part.role == "rule":
            shapes.append(Line(((x, y), (x + width, y + height)), _RULE, 0.4))
            continue
        size = part.size_pt * scale
        heading = part.role == "title"
        shapes.append(
            Words(
                x,
                y,
                width,
                height,
                part.text,
                size,
                min(_LEAST_PT, size),
                part.align,
                "heading" if heading else "body",
                _LABEL if part.role == "label" else _INK,
                part.vertical,
                box.id if heading else None,
            )
        )
    return shapes


def _joins(
    layout: ChartLayout,
    window: Window,
    place: tuple[int, int],
    used: list[tuple[int, int]],
    x: float,
    y: float,
) -> list[Shape]:
    """Along an edge where the chart goes on: a dashed line, and where to."""
    width, height = window.right - window.left, window.bottom - window.top
    name = name_of(place)
    shapes: list[Shape] = []
    for side, (row, column) in {"right": (0, 1), "left": (0, -1), "below": (1, 0), "above": (-1, 0)}.items():
        other = (place[0] + row, place[1] + column)
        crossings = window.crossings(layout, side)
        if other not in used or not crossings:
            continue
        text = f"{name} → {name_of(other)}"
        if side in ("right", "left"):
            edge = x + width if side == "right" else x
            shapes.append(Line(((edge, y), (edge, y + height)), _GREY, 0.4, dashed=True))
            middle = y + crossings[0] - window.top
            start, align = (edge + 0.8, Align.LEFT) if side == "right" else (edge - 14.8, Align.RIGHT)
            shapes.append(Words(start, max(middle - 2, y), 14, 4, text, 8, 5, align, voice="note", color=_GREY))
        else:
            edge = y + height if side == "below" else y
            shapes.append(Line(((x, edge), (x + width, edge)), _GREY, 0.4, dashed=True))
            middle = x + crossings[0] - window.left
            start = edge + 0.4 if side == "below" else edge - 4.4
            shapes.append(Words(max(middle - 12, x), start, 24, 4, text, 8, 5, voice="note", color=_GREY))
    return shapes


def _page_map(place: tuple[int, int], used: list[tuple[int, int]], right: float, top: float) -> list[Shape]:
    """All pages as small boxes, this one dark; right-aligned at `right`."""
    rows, columns = max(row for row, _ in used) + 1, max(column for _, column in used) + 1
    wide = min(4.5, 40 / columns)
    tall = min(3.2, 9 / rows)
    shapes: list[Shape] = []
    for row, column in used:
        here = (row, column) == place
        x, y = right - (columns - column) * wide, top + row * tall
        shapes.append(Box(x, y, wide - 0.4, tall - 0.4, _GREY if here else "#ffffff", _GREY, 0.4))
    return shapes
