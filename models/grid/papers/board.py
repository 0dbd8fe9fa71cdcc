"""网格公示牌: a poster per cell with its people, their phones and duties, as it hangs at the gate of a market."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass

from sqlalchemy import select
from sqlalchemy.orm import Session

from models.errors import Refusal
from models.grid.papers.choices import ROLES, any_cell_options, watched
from models.grid.queries import CellRow
from models.grid.queries.watches import WatchRoleRow, WatchRow
from models.org.tables import Portrait
from models.papers.drawing import Box, Drawing, DrawnPage, Line, Picture, Shape, Words
from models.papers.offer import Asked, Kind, Offer, Option, Setting
from models.papers.sheet import Align, Profile

HEADINGS = ("责任", "姓名", "单位及职务", "联系电话")
_SHARES = (0.19, 0.19, 0.37, 0.25)
_BAND, _INK, _LINE, _TINT = "#1F4E8C", "#1A1A1A", "#8FA6C4", "#EAF0F8"
_MOST = 60
"""More boards than these at once are asked for by area."""


@dataclass(frozen=True, slots=True)
class Board:
    """What one board says. `people` are (role, name, post, phone); `photo` the first person's, as base64 or empty."""

    title: str
    code: str
    boundary: str
    people: tuple[tuple[str, str, str, str], ...]
    duties: tuple[tuple[str, str], ...]
    hotline: str
    photo: str = ""
    photo_name: str = ""


def board_page(board: Board, width: float, height: float) -> DrawnPage:
    """A board on a page of that size in mm. Everything grows with the shorter side (A4 is 210)."""
    return _Layout(board, width, height).page()


class _Layout:
    """Draws from the top down; `m` turns the millimetres of an A4 sheet into those of the page."""

    def __init__(self, board: Board, width: float, height: float) -> None:
        self.board, self.width, self.height = board, width, height
        self.scale = min(width, height) / 210
        self.shapes: list[Shape] = []

    def m(self, mm: float) -> float:
        return mm * self.scale

    def page(self) -> DrawnPage:
        edge, inner = self.m(8), self.m(14)
        self.shapes.append(Box(edge, edge, self.width - 2 * edge, self.height - 2 * edge, line=_BAND, line_pt=2.4))
        top = self._title(edge)
        foot = self.height - edge - self.m(18)
        duties_height = self._duties_height()
        photo_width = self.m(46) if self.board.photo else 0.0
        left = inner + (photo_width + self.m(6) if photo_width else 0)
        table_bottom = foot - duties_height - self.m(4)
        if photo_width:
            self._photo(inner, top, photo_width)
        self._table(left, top, self.width - inner - left, table_bottom - top)
        self._duties(inner, foot - duties_height, self.width - 2 * inner, duties_height)
        self._foot(edge, foot, self.width - 2 * edge, self.m(18))
        return DrawnPage(self.width, self.height, tuple(self.shapes))

    def _text(self, x: float, y: float, width: float, height: float, text: str, size: float, **more: object) -> None:
        style: dict[str, object] = {"color": _INK, "least_pt": 7.0} | more
        self.shapes.append(Words(x, y, width, height, text, size_pt=size * self.scale, **style))  # type: ignore[arg-type]

    def _title(self, edge: float) -> float:
        """The band with the title, then number and boundary; answers where the table may begin."""
        band = self.m(26)
        self.shapes.append(Box(edge, edge, self.width - 2 * edge, band, fill=_BAND, line="", line_pt=0))
        inset = self.m(8)
        self._text(
            edge + inset,
            edge,
            self.width - 2 * (edge + inset),
            band,
            self.board.title,
            30,
            voice="title",
            color="#FFFFFF",
        )
        top = edge + band + self.m(4)
        parts = [f"网格编号：{self.board.code}"] if self.board.code else []
        parts += [f"网格范围：{self.board.boundary}"] if self.board.boundary else []
        if parts:
            height = self.m(7 if len(" ".join(parts)) < 60 else 13)
            self._text(self.m(14), top, self.width - self.m(28), height, "　　".join(parts), 12, align=Align.LEFT)
            top += height + self.m(2)
        return top

    def _photo(self, x: float, y: float, width: float) -> None:
        height = width * 4 / 3
        self.shapes.append(Box(x, y, width, height, line=_LINE, line_pt=0.75))
        self.shapes.append(
            Picture(x + self.m(1), y + self.m(1), width - self.m(2), height - self.m(2), self.board.photo)
        )
        self._text(x, y + height + self.m(1), width, self.m(8), self.board.photo_name, 13, voice="heading")

    def _table(self, x: float, y: float, width: float, room: float) -> None:
        rows = [HEADINGS, *self.board.people]
        height = min(self.m(16), room / len(rows))
        size = 15 if height >= self.m(11) else 12
        for at, row in enumerate(rows):
            top = y + at * height
            if at == 0:
                self.shapes.append(Box(x, top, width, height, fill=_TINT, line="", line_pt=0))
            left = x
            for share, text in zip(_SHARES, row, strict=True):
                pad = self.m(1.5)
                self._text(
                    left + pad,
                    top,
                    width * share - 2 * pad,
                    height,
                    text,
                    size,
                    voice="heading" if at == 0 or left == x else "body",
                )
                left += width * share
        bottom = y + len(rows) * height
        for at in range(len(rows) + 1):
            self._line(x, y + at * height, x + width, y + at * height)
        left = x
        for share in (0.0, *_SHARES):
            left += width * share
            self._line(left, y, left, bottom)

    def _line(self, x1: float, y1: float, x2: float, y2: float) -> None:
        self.shapes.append(Line(((x1, y1), (x2, y2)), color=_LINE, width_pt=0.75))

    def _duties_height(self) -> float:
        """62 characters of 12 pt to a line of a sheet that lies, 42 of an upright one; at most a third of the board
        (longer words are set smaller)."""
        per_line = 62 if self.width > self.height else 42
        lines = sum(max(1, -(-len(f"{role}：{duty}") // per_line)) for role, duty in self.board.duties)
        return min(self.m(lines * 6.5 + 12), self.height / 3) if self.board.duties else 0.0

    def _duties(self, x: float, y: float, width: float, height: float) -> None:
        if not self.board.duties:
            return
        self._text(x, y, width, self.m(9), "工作职责", 15, voice="heading", align=Align.LEFT, color=_BAND)
        text = "\n".join(f"{role}：{duty}" for role, duty in self.board.duties)
        self._text(x, y + self.m(10), width, height - self.m(11), text, 12, align=Align.LEFT)

    def _foot(self, x: float, y: float, width: float, height: float) -> None:
        self.shapes.append(Box(x, y, width, height, fill=_TINT, line="", line_pt=0))
        words = f"监督电话：{self.board.hotline}" if self.board.hotline else "欢迎监督"
        self._text(x, y, width, height, words, 18, voice="heading", color=_BAND)


# ---- from the grid ------------------------------------------------------------------------------------------


def boards(session: Session, asked: Asked) -> Drawing:
    """One board for each chosen cell (all of the lowest level when none is chosen), as of the day. Phones are shown:
    they are what the board is for."""
    part = watched(session, Asked(asked.campaign_id, asked.day, {"roles": asked.get("roles")}, asked.profile))
    chosen = asked.get("cells")
    lowest = max(row.level_position for row in part.cells)
    wanted = [row for row in part.cells if (row.id in chosen if chosen is not None else row.level_position == lowest)]
    if not wanted:
        raise Refusal("没有选中网格，没有可打印的公示牌。", "请至少选一个网格。")
    if chosen is None and len(wanted) > _MOST:
        raise Refusal(f"一共 {len(wanted)} 处，一次打印太多。", f"请选出要打印的网格，每次不超过 {_MOST} 处。")
    photos = dict(session.execute(select(Portrait.person_id, Portrait.image)).all()) if asked.get("photo", True) else {}
    width, height = asked.profile.size_mm
    hotline = str(asked.get("hotline") or "")
    pages = []
    for cell in wanted:
        roles = [role for role in part.roles if cell.level_id in role.level_ids]
        pages.append(board_page(board_of(cell, roles, part.of, photos, hotline), width, height))
    return Drawing("网格公示牌", tuple(pages), asked.profile.fonts)


def board_of(
    cell: CellRow,
    roles: Sequence[WatchRoleRow],
    of: Mapping[tuple[int, int], tuple[WatchRow, ...]],
    photos: Mapping[int, str],
    hotline: str,
) -> Board:
    """What the board of a cell says: a line for each holder of each role, an empty one for a vacant role."""
    people: list[tuple[str, str, str, str]] = []
    photo, photo_name = "", ""
    for role in roles:
        found = of.get((cell.id, role.id), ())
        for row in found:
            name = row.person or row.holder
            post = row.post if row.post.startswith(row.unit) else f"{row.unit}{row.post}"
            people.append((role.name, name, "" if post == name else post, row.phone))
            if not photo and row.person_id is not None and photos.get(row.person_id):
                photo, photo_name = photos[row.person_id], f"{role.name}　{name}"
        if not found:
            people.append((role.name, "", "", ""))
    return Board(
        title=f"{cell.name}网格责任公示牌",
        code=cell.code,
        boundary=cell.boundary or cell.address,
        people=tuple(people),
        duties=tuple((role.name, role.duty) for role in roles if role.duty),
        hotline=cell.hotline or hotline,
        photo=photo,
        photo_name=photo_name,
    )


def _cells(session: Session, asked: Asked) -> tuple[Option, ...]:
    return any_cell_options(session, asked)


OFFER = Offer(
    "board",
    "网格公示牌",
    "bulletin-board",
    boards,
    settings=(
        Setting("cells", "网格", Kind.PICKS, options=_cells, note="不选就是全部点位"),
        ROLES,
        Setting("hotline", "监督电话", Kind.TEXT, default="", note="网格自己写了监督电话的，印网格的"),
        Setting("photo", "印照片", Kind.BOOL, default=True),
    ),
    formats=("pdf", "png", "svg"),
    profile=Profile(landscape=True),
    note="每个网格一张，写明各角色姓名、职务、电话、职责和监督电话，可贴在市场门口。",
)
