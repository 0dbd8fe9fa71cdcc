"""网格责任表: a merged column for each upper level with its people, a row for each cell of the lowest level."""

from sqlalchemy.orm import Session

from models.grid.papers.choices import ROLES, TITLE, UNDER, Watched, watched
from models.grid.queries import CellRow
from models.grid.queries.watches import WatchRoleRow, WatchRow
from models.org.rules import masked
from models.papers.offer import Asked, Offer
from models.papers.sheet import Align, Column, Profile, Row, Sheet, Text
from models.papers.texts import em_width

_NOBODY = "——"
_WIDEST = 8.5


def duty_table(session: Session, asked: Asked) -> tuple[Sheet, ...]:
    """The whole grid or the part under a cell, as of the day asked for."""
    part = watched(session, asked)
    lowest = max(row.level_position for row in part.cells)
    upper = [level for level in part.levels if level.position < lowest and _stands(part, level.id)]
    single = {level.id for level in upper if sum(row.level_id == level.id for row in part.cells) == 1}
    merged = [level for level in upper if level.id not in single] or upper[-1:]
    by_id = {row.id: row for row in part.cells}
    bottom = next(level for level in part.levels if level.position == lowest)
    bottom_cells = [row for row in part.cells if row.level_id == bottom.id]
    roles = [role for role in part.roles if bottom.id in role.level_ids and _has_own(part, bottom_cells, role)]
    columns = (
        *(
            Column(f"level{level.id}", level.name, width=_width(part, level.id, asked), merge=at, strong_head=True)
            for at, level in enumerate(merged, 1)
        ),
        Column("no", "序号"),
        Column("name", bottom.name, align=Align.LEFT),
        *(Column(f"role{role.id}", role.name) for role in roles),
        *((Column("note", "备注", align=Align.LEFT),) if any(row.note for row in bottom_cells) else ()),
    )
    rows = []
    for number, cell in enumerate(_bottom_rows(part, lowest), 1):
        line = _line(by_id, cell)
        texts: dict[str, Text] = {"no": str(number)}
        if cell.level_position == lowest:
            texts |= {"name": cell.name, "note": cell.note}
            texts |= {f"role{role.id}": _people(part.by(cell.id, role.id), asked) for role in roles}
        groups = []
        for level in merged:
            area = next((row for row in line if row.level_id == level.id), None)
            groups.append(str(area.id) if area is not None else f"none-{line[0].id}")
            if area is not None:
                texts[f"level{level.id}"] = _area(part, area, asked)
        rows.append(Row(texts, groups=tuple(groups)))
    heads = [_area(part, row, asked).replace("\n", "，") for row in part.cells if row.level_id in single and merged]
    where = part.above[-1].name + part.cells[0].name if part.above else part.cells[0].name if single else ""
    return (
        Sheet(
            title=str(asked.get("title") or "") or f"{where}网格责任表",
            columns=columns,
            rows=tuple(rows),
            date=f"{asked.day.year}年{asked.day.month}月{asked.day.day}日",
            notes=tuple(f"{line}。" for line in heads),
            name="网格责任表",
            profile=asked.profile,
        ),
    )


def _stands(part: Watched, level_id: int) -> bool:
    return any(row.level_id == level_id for row in part.cells)


def _has_own(part: Watched, rows: list[CellRow], role: WatchRoleRow) -> bool:
    """Whether the role needs a column: one whose holders all come from above stands in the columns of the areas."""
    return any(
        not found or any(watch.from_id is None for watch in found)
        for found in (part.by(row.id, role.id) for row in rows)
    )


def _bottom_rows(part: Watched, lowest: int) -> list[CellRow]:
    """Cells of the lowest level, and areas with nothing below them (they stand with an empty row)."""
    parents = {row.parent_id for row in part.cells}
    return [row for row in part.cells if row.level_position == lowest or row.id not in parents]


def _line(by_id: dict[int, CellRow], cell: CellRow) -> list[CellRow]:
    """The cell and those above it, from the top."""
    line = [cell]
    while line[0].parent_id is not None and line[0].parent_id in by_id:
        line.insert(0, by_id[line[0].parent_id])
    return line


def _area(part: Watched, area: CellRow, asked: Asked) -> str:
    """西湖区, and under it a line for each role it has holders of its own in, or must have and lacks."""
    lines = [area.name]
    for role in part.roles:
        if area.level_id not in role.level_ids:
            continue
        found = part.by(area.id, role.id)
        own = tuple(row for row in found if row.from_id is None)
        if own or (not found and area.level_id in role.required_ids):
            lines.append(f"{role.name}：{_people(own, asked)}")
    return "\n".join(lines)


def _width(part: Watched, level_id: int, asked: Asked) -> float:
    """In em: a line of an area stays whole when it is not too long."""
    lines = [line for row in part.cells if row.level_id == level_id for line in _area(part, row, asked).split("\n")]
    return min(max((em_width(line) for line in lines), default=4.0) + 0.3, _WIDEST)


def _people(found: tuple[WatchRow, ...], asked: Asked) -> str:
    if not found:
        return _NOBODY
    return "、".join(f"{row.holder}{_phone(row, asked)}" for row in found)


def _phone(row: WatchRow, asked: Asked) -> str:
    if not row.phone:
        return ""
    return f"（{row.phone if asked.phones else masked(row.phone)}）"


OFFER = Offer(
    "gridduty",
    "网格责任表",
    "table-account",
    duty_table,
    settings=(TITLE, UNDER, ROLES),
    profile=Profile(landscape=True),
    note="上级网格合并成一格，列出各级责任人，每个点位一行。",
)
