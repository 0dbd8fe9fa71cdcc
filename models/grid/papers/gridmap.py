"""网格示意图: the nested tiles of the screen on one sheet; marks and greys tell the meanings without colour too."""

from collections import Counter
from collections.abc import Mapping
from dataclasses import replace

from sqlalchemy.orm import Session

from models.errors import Refusal
from models.grid.map import MapNode, MapStyle, MapTree, Rect, Spot, lay_out
from models.grid.papers.choices import TITLE, UNDER
from models.grid.queries import CellRow, cells
from models.grid.shades import Shade, Source, Tint, source_of, sources
from models.papers.drawing import Box, Drawing, DrawnPage, Line, Shape, Words
from models.papers.offer import Asked, Kind, Offer, Option, Setting
from models.papers.sheet import PAPER_SIZE_MM, PT_PER_MM, Align, Paper, Profile

_INK, _GREY, _HAIR = "#1F2329", "#5F656E", "#B9BEC6"
_FILLS = {
    Tint.OK: ("#E4F1E5", "#A8D2AB"),
    Tint.DOING: ("#D3E2F7", "#86ACDF"),
    Tint.WAITING: ("#FBE7C2", "#CB9130"),
    Tint.MISSING: ("#F2BFBB", "#B3261E"),
    Tint.NONE: ("#FFFFFF", "#FFFFFF"),
}
"""Fill of a tile with words and of one without: their greys differ too."""
_INKS = {
    Tint.OK: "#235F26",
    Tint.DOING: "#124F96",
    Tint.WAITING: "#7A4700",
    Tint.MISSING: "#9B1C1C",
    Tint.NONE: _GREY,
}
_STYLE = MapStyle(
    gap=1.3,
    pad=1.3,
    title=6.2,
    title_least=12.0,
    tile_wide=2.2,
    tile_most=(80.0, 38.0),
    tile_small=6.5,
    frame_least=900.0,
)
_HEAD = 25.0  # mm from the upper margin to the map


def make(session: Session, asked: Asked) -> Drawing:
    """The sheet: laid out for A4 and enlarged as a whole for A3. Refusal when there is nothing to draw."""
    rows = cells(session)
    tree = MapTree(MapNode(row.id, row.parent_id, row.name, row.is_site) for row in rows)
    by_id = {row.id: row for row in rows}
    root = asked.get("cell")
    if root is not None and root not in by_id:
        raise Refusal("选中的网格已经不在了。", "请重新选择范围。")
    tops = tree.children(None)
    if root is None and len(tops) == 1 and not tree.is_leaf(tops[0]):
        root = tops[0]
    if not tree.children(root):
        name = f"“{by_id[root].name}”下面没有点位" if root is not None else "网格里还没有点位"
        raise Refusal(f"{name}，没有可画的。", "请先在“网格”里添加，或换一个范围。")
    source = source_of(str(asked.get("shade") or ""))
    shades = source.shades(session, asked.day, asked.campaign_id)
    return draw(tree, by_id, root, source, shades, asked)


def draw(
    tree: MapTree,
    rows: Mapping[int, CellRow],
    root: int | None,
    source: Source,
    shades: Mapping[int, Shade],
    asked: Asked,
) -> Drawing:
    """The drawing from plain values."""
    profile = replace(asked.profile, paper=Paper.A4)
    width, height = profile.size_mm
    top, right, bottom, left = profile.margins
    room = Rect(left, top, width - left - right, height - top - bottom)
    name = rows[root].name if root is not None else ""
    title = str(asked.get("title") or "").strip() or f"{name}网格示意图"
    tally = tree.tally({cell_id: shade.tint.value for cell_id, shade in shades.items()})
    shapes: list[Shape] = [Words(room.x, room.y, room.width, 11.0, title, 20.0, 10.0, voice="title", color=_INK)]
    places = sum(rows[leaf].is_site for leaf in tree.leaves(root))
    line = f"按{source.name}着色，{places} 个点位，{asked.day.year}年{asked.day.month}月{asked.day.day}日"
    note = source.note_on(asked.day)
    line += f"（{note}）" if note else ""
    shapes.append(Words(room.x, room.y + 11.5, room.width, 5.0, line, 9.5, 7.0, voice="note", color=_GREY))
    shapes += _legend(source, _counts(tree, tally, root), room)
    map_room = Rect(room.x, room.y + _HEAD, room.width, room.height - _HEAD)
    style = replace(_STYLE, by_sites=not asked.get("alike", False))
    for spot in lay_out(tree, root, (map_room.width, map_room.height), style):
        here = replace(spot, rect=_moved(spot.rect, map_room))
        label = tree.nodes[spot.id].name
        if spot.is_frame:
            shapes += _frame(here, label, tally.get(spot.id, Counter()))
        else:
            shapes += _tile(here, label, shades.get(spot.id), is_area=not tree.nodes[spot.id].is_site)
    by = PAPER_SIZE_MM[asked.profile.paper][0] / PAPER_SIZE_MM[Paper.A4][0]
    page = DrawnPage(width * by, height * by, tuple(_grown(shape, by) for shape in shapes))
    return Drawing(title, (page,), dict(asked.profile.fonts))


def _counts(tree: MapTree, tally: Mapping[int, Counter[str]], root: int | None) -> Counter[str]:
    if root is not None:
        return tally[root]
    total: Counter[str] = Counter()
    for top in tree.children(None):
        total.update(tally[top])
    return total


def _moved(rect: Rect, room: Rect) -> Rect:
    return Rect(rect.x + room.x, rect.y + room.y, rect.width, rect.height)


def _legend(source: Source, counts: Counter[str], room: Rect) -> list[Shape]:
    """What the marks mean, with how many cells have each, in one centred line."""
    entries = [
        (tint, f"{tint.mark} {words} {counts[tint.value]}") for tint, words in source.legend if counts[tint.value]
    ]
    wide = [5.0 + len(words) * 3.4 for _, words in entries]
    x = room.x + (room.width - sum(wide)) / 2
    shapes: list[Shape] = []
    for (tint, words), width in zip(entries, wide, strict=True):
        y = room.y + 18.0
        shapes.append(Box(x + 1.0, y, width - 2.0, 5.0, _FILLS[tint][0], _HAIR, 0.4, 1.0))
        shapes.append(Words(x + 1.5, y, width - 3.0, 5.0, words, 9.0, 6.0, voice="body", color=_INKS[tint]))
        x += width
    return shapes


def _frame(spot: Spot, name: str, tally: Counter[str]) -> list[Shape]:
    rect = spot.rect
    fill = "#F6F7F9" if spot.depth % 2 == 0 else "#FFFFFF"
    shapes: list[Shape] = [Box(rect.x, rect.y, rect.width, rect.height, fill, _HAIR, 0.6, 1.2, spot.id)]
    if not spot.title:
        return shapes
    size = 10.5 if spot.depth == 0 else 9.0
    parts = [
        f"{tint.mark}{tally[tint.value]}" for tint in (Tint.OK, Tint.DOING, Tint.WAITING, Tint.MISSING) if tally[tint]
    ]
    words = " ".join(parts)
    side = min(rect.width * 0.6, 1.5 + len(words) * 1.9) if words else 0.0
    if rect.width - side < len(name) * size / PT_PER_MM * 0.75 + 3:
        words, side = "", 0.0
    shapes.append(
        Words(rect.x + 1.6, rect.y, rect.width - 3.2 - side, spot.title, name, size, 5.5, Align.LEFT, "heading", _INK)
    )
    if words:
        x = rect.right - side - 1.4
        shapes.append(Words(x, rect.y, side, spot.title, words, 8.0, 5.0, Align.RIGHT, "body", _GREY))
    return shapes


def _tile(spot: Spot, name: str, shade: Shade | None, *, is_area: bool) -> list[Shape]:
    rect = spot.rect
    tint = shade.tint if shade is not None else Tint.NONE
    figure = shade.figure if shade is not None else ""
    wordy = rect.width >= 8.0 and rect.height >= 3.6
    border = (_HAIR, 0.5) if tint is Tint.NONE or is_area else ("", 0.0)
    fill = _FILLS[tint][0 if wordy else 1]
    shapes: list[Shape] = [Box(rect.x, rect.y, rect.width, rect.height, fill, *border, 0.8 if wordy else 0.0, spot.id)]
    if not wordy:
        if min(rect.width, rect.height) >= 2.4 and tint not in (Tint.OK, Tint.NONE):
            shapes.append(Words(rect.x, rect.y, rect.width, rect.height, tint.mark, 6.0, 4.0, color="#FFFFFF"))
        return shapes
    x, wide = rect.x + 1.2, rect.width - 2.4
    if rect.height >= 8.0 and figure:
        size = min(14.0, max(9.5, rect.height * 0.5))
        line = size / PT_PER_MM * 1.45
        fits = len(name) * size / PT_PER_MM <= wide
        tall = min(line if fits else 2 * line, rect.height - 5.4)
        shapes.append(Words(x, rect.y + 0.8, wide, tall, name, size, 5.5, Align.LEFT, "body", _INK, False, spot.id))
        mark = f"{tint.mark} {figure}" if tint else figure
        low, below = size * 0.85, max(4.2, line * 0.85)
        y = min(rect.y + 0.8 + tall, rect.bottom - below)
        shapes.append(Words(x, y, wide, below, mark, low, 5.0, Align.LEFT, "note", _INKS[tint]))
    else:
        words = f"{tint.mark}{name}" if tint else name
        shapes.append(Words(x, rect.y, wide, rect.height, words, 9.0, 5.0, Align.LEFT, "body", _INK, False, spot.id))
    return shapes


def _grown(shape: Shape, by: float) -> Shape:
    """A shape `by` times as large, its letters and lines too."""
    if by == 1.0:
        return shape
    if isinstance(shape, Line):
        points = tuple((x * by, y * by) for x, y in shape.points)
        return replace(shape, points=points, width_pt=shape.width_pt * by)
    grown = replace(shape, x=shape.x * by, y=shape.y * by, width=shape.width * by, height=shape.height * by)
    if isinstance(grown, Box):
        return replace(grown, line_pt=grown.line_pt * by, radius=grown.radius * by)
    if isinstance(grown, Words):
        return replace(grown, size_pt=grown.size_pt * by, least_pt=grown.least_pt * by)
    return grown


def shade_options(session: Session, asked: Asked) -> tuple[Option, ...]:
    """Ways to colour the map."""
    return tuple(Option(source.key, source.name) for source in sources())


OFFER = Offer(
    key="gridmap",
    name="网格示意图",
    icon="view-dashboard-outline",
    make=make,
    settings=(
        UNDER,
        Setting("shade", "着色", Kind.CHOICE, "stage", shade_options),
        Setting("alike", "各网格一样大", Kind.BOOL, False, note="不选时按点位数决定大小"),
        TITLE,
    ),
    formats=("pdf", "png", "svg"),
    profile=Profile(margins=(14.0, 12.0, 12.0, 12.0)),
    note="把网格画成一张图：一块一个点位，按阶段、责任空缺或任务完成着色。",
)
