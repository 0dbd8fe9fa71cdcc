"""What the papers of the grid let the user choose: a part of the grid, roles."""

from collections.abc import Collection, Mapping, Sequence
from dataclasses import dataclass

from sqlalchemy.orm import Session

from models.errors import Refusal
from models.grid.queries import CellRow, LevelRow, cells, levels
from models.grid.queries.watches import WatchRoleRow, WatchRow, watch_roles, watches
from models.papers.offer import Asked, Kind, Option, Setting
from models.trees import branch


def cell_options(session: Session, asked: Asked) -> tuple[Option, ...]:
    """Areas: all cells but those of the lowest level."""
    rows = cells(session)
    lowest = max((row.level_position for row in rows), default=0)
    return tuple(Option(row.id, row.name, row.depth) for row in rows if row.level_position < lowest)


def any_cell_options(session: Session, asked: Asked) -> tuple[Option, ...]:
    """All cells."""
    return tuple(Option(row.id, row.name, row.depth) for row in cells(session))


def role_options(session: Session, asked: Asked) -> tuple[Option, ...]:
    return tuple(Option(row.id, row.name) for row in watch_roles(session))


UNDER = Setting("cell", "范围", Kind.PICK, options=cell_options, note="不选就是全部网格")
ROLES = Setting("roles", "角色", Kind.PICKS, options=role_options)
TITLE = Setting("title", "标题", Kind.TEXT, default="")


@dataclass(frozen=True, slots=True)
class Watched:
    """The part of the grid a paper shows, with who watches over it on the day; `of` is by (cell id, role id)."""

    levels: tuple[LevelRow, ...]
    cells: tuple[CellRow, ...]
    above: tuple[CellRow, ...]
    roles: tuple[WatchRoleRow, ...]
    of: Mapping[tuple[int, int], tuple[WatchRow, ...]]

    def by(self, cell_id: int, role_id: int) -> tuple[WatchRow, ...]:
        return self.of.get((cell_id, role_id), ())


def watched(session: Session, asked: Asked) -> Watched:
    """Cells under the chosen one (itself included), those above it, and the chosen roles. Refuses an empty grid."""
    rows = cells(session)
    if not rows:
        raise Refusal("还没有网格，没有可打印的内容。", "先在“网格”里设置层级、加入网格。")
    under = asked.get("cell")
    above: tuple[CellRow, ...] = ()
    if under is not None:
        by_id = {row.id: row for row in rows}
        if under not in by_id:
            raise Refusal("选中的网格已经不在了。", "请重新选择范围。")
        above = _line_above(by_id, under)
        wanted = set(branch({row.id: row.parent_id for row in rows}, [under]))
        rows = tuple(row for row in rows if row.id in wanted)
    roles = watch_roles(session)
    chosen = asked.get("roles")
    if chosen is not None:
        roles = tuple(role for role in roles if role.id in chosen)
    return Watched(levels(session), rows, above, roles, _by_place(session, asked, rows, roles))


def _line_above(by_id: Mapping[int, CellRow], cell_id: int) -> tuple[CellRow, ...]:
    line: list[CellRow] = []
    parent = by_id[cell_id].parent_id
    while parent is not None:
        line.append(by_id[parent])
        parent = by_id[parent].parent_id
    return tuple(reversed(line))


def _by_place(
    session: Session, asked: Asked, rows: Sequence[CellRow], roles: Collection[WatchRoleRow]
) -> dict[tuple[int, int], tuple[WatchRow, ...]]:
    wanted = {role.id for role in roles}
    found: dict[tuple[int, int], tuple[WatchRow, ...]] = {}
    for row in watches(session, day=asked.day, cell_ids=[row.id for row in rows]):
        if row.role_id in wanted:
            found[row.cell_id, row.role_id] = (*found.get((row.cell_id, row.role_id), ()), row)
    return found
