"""Cells: create, change, order and tree, delete; `ensure_cell` for imports."""

from collections.abc import Mapping, Sequence
from typing import Any

from sqlalchemy import select
from sqlalchemy.orm import Session

from models.attachment.actions import forget
from models.base import new_id
from models.errors import Refusal
from models.grid.rules import progress_for, why_no_progress, why_not_under
from models.grid.tables import CellValue, GridCell, Level, LevelRole, Watch, WatchRole
from models.grid.terms import Stage
from models.org.rules import clean, clean_name, why_no_name, why_no_phone
from models.org.tables import Unit
from models.pinyin import initials, sort_key
from models.records import CHUNK, change, fetch, fetch_all, next_position, shift_records, siblings, write_order
from models.references import uses_of, why_in_use
from models.trees import branch, reordered, tops, would_loop

FIELDS = (
    "code",
    "name",
    "unit_id",
    "batch",
    "stage",
    "progress",
    "operator",
    "address",
    "stalls",
    "boundary",
    "hotline",
    "note",
)
MOST_STALLS = 100_000

CellKey = tuple[int | None, int, str]  # parent, level, name


def create_cell(
    session: Session,
    *,
    level_id: int,
    parent_id: int | None = None,
    before_id: int | None = None,
    position: int | None = None,
    **fields: Any,
) -> int:
    """A new cell (fields: FIELDS) below `parent_id`, in front of `before_id` or last; answers its id."""
    level = fetch(session, Level, level_id)
    _check_parent(session, level, parent_id, fields.get("name", ""))
    if position is None:
        position = next_position(session, GridCell, parent_id=parent_id)
    row = GridCell(id=new_id(), level_id=level_id, parent_id=parent_id, position=position)
    fill_cell(session, row, {"name": "", **fields})
    _check_free(session, row.name, row)
    session.add(row)
    if before_id is not None:
        rows = siblings(session, GridCell, parent_id=parent_id)
        write_order(rows, reordered([cell.id for cell in rows], [row.id], before_id))
    return row.id


class CellIndex(dict[CellKey, int]):
    """Ids of cells by parent, level and name; with what an import needs to know without asking again."""

    def __init__(self, levels: Mapping[int, int]) -> None:
        super().__init__()
        self.levels = dict(levels)  # position by level id
        self.names: dict[int, tuple[int, str]] = {}  # level id and name by cell id
        self.codes: dict[str, int] = {}
        self._free: dict[int | None, int] = {}

    def take(self, cell_id: int, key: CellKey, code: str, position: int) -> None:
        """Note a cell that is there."""
        parent, level, name = key
        self[key] = cell_id
        self.names[cell_id] = (level, name)
        if code:
            self.codes[code] = cell_id
        self._free[parent] = max(self._free.get(parent, 0), position + 1)

    def next_position(self, parent_id: int | None) -> int:
        """The position for one more cell below a parent."""
        return self._free.get(parent_id, 0)


def known_cells(session: Session) -> CellIndex:
    """Every cell by parent, level and name."""
    index = CellIndex(dict(session.execute(select(Level.id, Level.position)).all()))
    columns = (
        GridCell.id,
        GridCell.parent_id,
        GridCell.level_id,
        GridCell.name,
        GridCell.code,
        GridCell.position,
    )
    for cell_id, parent, level, name, code, position in session.execute(select(*columns)):
        index.take(cell_id, (parent, level, name), code, position)
    return index


def ensure_cell(
    session: Session,
    *,
    level_id: int,
    name: str,
    parent_id: int | None = None,
    known: CellIndex | None = None,
    **fields: Any,
) -> int:
    """The cell of that name and level under that parent, or a new one; fields are set only on a new one.

    `known` (made by `known_cells`) is kept up to date and saves the queries of an import.
    """
    cells = known_cells(session) if known is None else known
    key = (parent_id, level_id, clean_name(name))
    if key not in cells:
        if parent_id is not None:
            above, parent = cells.names[parent_id]
            refusal = why_not_under(cells.levels[level_id], cells.levels[above], key[2], parent)
            if refusal:
                raise refusal
        position = cells.next_position(parent_id)
        row = GridCell(id=new_id(), level_id=level_id, parent_id=parent_id, position=position)
        fill_cell(session, row, {"name": name, **fields}, codes=cells.codes)
        session.add(row)
        cells.take(row.id, key, row.code or "", position)
    return cells[key]


def update_cell(session: Session, *, cell_id: int, **fields: Any) -> None:
    """Change fields of a cell (FIELDS)."""
    update_cells(session, changes={cell_id: fields})


def update_cells(session: Session, *, changes: Mapping[int, Mapping[str, Any]]) -> None:
    """Change fields of several cells in one step: {id: {field: value}}."""
    rows = fetch_all(session, GridCell, changes)
    for cell_id, fields in changes.items():
        row = rows[cell_id]
        before = row.name
        fill_cell(session, row, fields)
        if row.name != before:
            _check_free(session, row.name, row)


def set_level(session: Session, *, cell_id: int, level_id: int) -> None:
    """Put a cell on another level; refused when it would no longer lie between the ones above and below it."""
    row = fetch(session, GridCell, cell_id)
    level = fetch(session, Level, level_id)
    _check_parent(session, level, row.parent_id, row.name)
    for below in siblings(session, GridCell, parent_id=cell_id):
        own = fetch(session, Level, below.level_id)
        refusal = why_not_under(own.position, level.position, below.name, row.name)
        if refusal:
            raise refusal
    _check_roles(session, row, level)
    change(row, {"level_id": level_id}, ("level_id",))


def move_cells(
    session: Session, *, cell_ids: Sequence[int], parent_id: int | None, before_id: int | None = None
) -> None:
    """Hang cells (with what is below them) under `parent_id`, in front of `before_id` or last."""
    parents = cell_parents(session)
    moved = tops(parents, list(cell_ids))
    rows = fetch_all(session, GridCell, moved)
    if parent_id is not None:
        target = fetch(session, GridCell, parent_id)
        if would_loop(parents, moved, parent_id):
            raise Refusal(f"“{target.name}”在要移动的网格之内，不能移到它下面。", "请选择另一个上级。")
    for row in rows.values():
        if row.parent_id != parent_id:
            _check_parent(session, fetch(session, Level, row.level_id), parent_id, row.name)
            row.parent_id = parent_id
            _check_free(session, row.name, row)
    session.flush()
    listed = siblings(session, GridCell, parent_id=parent_id)
    write_order(listed, reordered([row.id for row in listed], moved, before_id))


def shift_cells(session: Session, *, cell_ids: Sequence[int], by: int) -> None:
    """Move cells one place up (`by` -1) or down (+1) among their siblings."""
    shift_records(session, GridCell, cell_ids, by, ("parent_id",))


def delete_cells(session: Session, *, cell_ids: Sequence[int]) -> int:
    """Delete cells with everything below them; refused while tasks name one. Answers how many."""
    doomed = branch(cell_parents(session), cell_ids)
    rows = fetch_all(session, GridCell, doomed)
    first = rows[doomed[0]].name
    refusal = why_in_use(
        uses_of(session, GridCell, doomed, own=(CellValue.__tablename__, Watch.__tablename__)),
        first if len(rows) == 1 else f"{first}等 {len(rows)} 个网格",
        "先在那里换成别的网格。",
    )
    if refusal:
        raise refusal
    for start in range(0, len(doomed), CHUNK):
        for value in session.scalars(select(CellValue).where(CellValue.cell_id.in_(doomed[start : start + CHUNK]))):
            session.delete(value)
        for watch in session.scalars(select(Watch).where(Watch.cell_id.in_(doomed[start : start + CHUNK]))):
            session.delete(watch)
    forget(session, of_table=GridCell.__tablename__, row_ids=doomed)
    for row in rows.values():
        session.delete(row)
    return len(rows)


def cell_parents(session: Session) -> dict[int, int | None]:
    """Parent of every cell."""
    return dict(session.execute(select(GridCell.id, GridCell.parent_id)).all())


def fill_cell(
    session: Session, row: GridCell, fields: Mapping[str, Any], *, codes: Mapping[str, int] | None = None
) -> None:
    """Set checked fields of a cell; `codes` are those that an import knows already."""
    values = dict(fields)
    if "name" in values:
        refusal = why_no_name(values["name"], "网格")
        if refusal:
            raise refusal
    for key in ("name", "code", "batch", "operator", "address"):
        if key in values:
            values[key] = clean_name(values[key])
    for key in ("boundary", "note"):
        if key in values:
            values[key] = clean(values[key])
    if "hotline" in values:
        refusal = why_no_phone(values["hotline"])
        if refusal:
            raise refusal
        values["hotline"] = clean(values["hotline"])
    if values.get("code") and values["code"] != row.code:
        _check_code(session, values["code"], row.id, codes)
    if values.get("unit_id") is not None and codes is None:
        fetch(session, Unit, values["unit_id"])
    refusal = why_no_progress(values.get("progress"))
    if refusal:
        raise refusal
    stalls = values.get("stalls")
    if stalls is not None and not 0 <= stalls <= MOST_STALLS:
        raise Refusal(f"摊位数 {stalls} 不对。", f"请写 0 到 {MOST_STALLS} 的整数。")
    stage = values.get("stage") or row.stage or Stage.NONE
    if values.get("progress") is not None and stage is not Stage.BUILDING and "stage" not in values:
        stage = values["stage"] = Stage.BUILDING
    if "progress" in values or "stage" in values:
        values["progress"] = progress_for(stage, values.get("progress", row.progress))
    change(row, values, FIELDS)
    if "name" in values:
        change(row, {"pinyin": sort_key(row.name), "initials": initials(row.name)}, ("pinyin", "initials"))


def _check_code(session: Session, code: str, own_id: int, codes: Mapping[str, int] | None) -> None:
    """Refuse a code that another cell has; `codes` is what an import knows already."""
    if codes is None:
        with session.no_autoflush:
            taken = session.scalars(select(GridCell.id).where(GridCell.code == code)).all()
    else:
        taken = [codes[code]] if code in codes else []
    other = next((cell_id for cell_id in taken if cell_id != own_id), None)
    if other is not None:
        raise Refusal(f"编号“{code}”已经用于“{fetch(session, GridCell, other).name}”。", "请换一个编号。")


def _check_parent(session: Session, level: Level, parent_id: int | None, name: str) -> None:
    if parent_id is None:
        return
    parent = fetch(session, GridCell, parent_id)
    above = fetch(session, Level, parent.level_id)
    refusal = why_not_under(level.position, above.position, clean_name(name), parent.name)
    if refusal:
        raise refusal


def _check_roles(session: Session, row: GridCell, level: Level) -> None:
    """Refuse a level on which a role does not stand that somebody has over this very cell."""
    stands = select(LevelRole.role_id).where(LevelRole.level_id == level.id)
    query = select(WatchRole.name).join(Watch, Watch.role_id == WatchRole.id)
    name = session.scalars(query.where(Watch.cell_id == row.id, WatchRole.id.not_in(stands))).first()
    if name is not None:
        raise Refusal(
            f"“{row.name}”有{name}，“{level.name}”这一级没有这个角色。",
            "先清空这个角色，或在“层级…”里给这一级加上。",
        )


def _check_free(session: Session, name: str, row: GridCell) -> None:
    with session.no_autoflush:
        query = select(GridCell.id).where(GridCell.name == name, GridCell.level_id == row.level_id)
        if row.parent_id is None:
            query = query.where(GridCell.parent_id.is_(None))
        else:
            query = query.where(GridCell.parent_id == row.parent_id)
        taken = session.scalars(query).all()
    if any(other != row.id for other in taken):
        raise Refusal(f"这里已有“{name}”。", "请直接使用它，或在名称里写出区别。")
