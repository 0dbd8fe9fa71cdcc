"""入驻人员安排表: which member unit sends whom to which place, from when to when."""

from collections.abc import Sequence
from datetime import date

from sqlalchemy.orm import Session

from models.errors import Refusal
from models.grid.papers.choices import TITLE, UNDER, role_options, watched
from models.grid.queries import CellRow
from models.grid.queries.watches import WatchRoleRow, WatchRow, watch_roles
from models.org.rules import last_day
from models.papers.offer import Asked, Kind, Offer, Option, Setting
from models.papers.sheet import Align, Column, Profile, Row, Sheet, Text

USUAL = "入驻人员"
_MAY_VANISH = frozenset(("post", "note"))

COLUMNS = (
    Column("top", "区域", merge=1),
    Column("area", "所在网格", merge=2),
    Column("no", "序号"),
    Column("cell", "点位", align=Align.LEFT),
    Column("unit", "入驻单位"),
    Column("person", "姓名"),
    Column("post", "职务"),
    Column("phone", "联系电话"),
    Column("time", "时间"),
    Column("note", "备注", align=Align.LEFT),
)


def usual_role(session: Session) -> int | None:
    """The role called 入驻人员, else none."""
    return next((role.id for role in watch_roles(session) if role.name == USUAL), None)


def _roles(session: Session, asked: Asked) -> tuple[Option, ...]:
    return role_options(session, asked)


def residents(session: Session, asked: Asked) -> tuple[Sheet, ...]:
    """Those who hold the role on the day; places without anyone stand with an empty line. Phones are its subject."""
    role = _role(session, asked)
    part = watched(session, asked)
    rows: list[Row] = []
    tops = _tops(part.cells)
    for cell in part.cells:
        if cell.level_id not in role.level_ids:
            continue
        own: list[WatchRow | None] = [row for row in part.by(cell.id, role.id) if row.from_id is None]
        for row in own or [None]:
            texts: dict[str, Text] = {
                "top": cell.path[tops] if len(cell.path) > tops else "",
                "area": cell.parent if len(cell.path) > tops + 1 else "",
                "no": str(len(rows) + 1),
                "cell": cell.name,
            }
            if row is not None:
                texts |= {
                    "unit": row.unit,
                    "person": row.person or (row.holder if row.post_id is not None else ""),
                    "post": row.post.removeprefix(row.unit),
                    "phone": row.phone,
                    "time": _time(row.valid_from, row.valid_to),
                    "note": row.note,
                }
            rows.append(Row(texts, groups=(str(texts["top"]), str(cell.parent_id))))
    if not rows:
        raise Refusal(f"没有设“{role.name}”的网格，没有可打印的内容。", "在“网格”的“层级…”里给层级加上这个角色。")
    return (
        Sheet(
            title=str(asked.get("title") or "") or f"{role.name}安排表",
            columns=tuple(column for column in COLUMNS if column.key not in _MAY_VANISH or _holds(rows, column.key)),
            rows=tuple(rows),
            date=f"{asked.day.year}年{asked.day.month}月{asked.day.day}日",
            name=f"{role.name}安排表",
            profile=asked.profile,
        ),
    )


def _tops(rows: Sequence[CellRow]) -> int:
    """At which place of the paths the areas begin to differ: a city that is the only one says nothing."""
    depth = 0
    while len({row.path[depth] for row in rows if len(row.path) > depth}) == 1:
        if all(len(row.path) <= depth + 1 for row in rows):
            return depth
        depth += 1
    return depth


def _holds(rows: Sequence[Row], key: str) -> bool:
    return any(row.cells.get(key) for row in rows)


def _role(session: Session, asked: Asked) -> WatchRoleRow:
    wanted = asked.get("role") or usual_role(session)
    found = next((role for role in watch_roles(session) if role.id == wanted), None)
    if found is None:
        raise Refusal(f"网格里没有“{USUAL}”这个角色。", "请选一个角色，或在“网格”的“层级…”里加上。")
    return found


def _time(valid_from: date | None, valid_to: date | None) -> str:
    """2026-03-01 起, 2026-03-01 至 2026-09-30, 至 2026-09-30."""
    last = last_day(valid_to)
    if valid_from is None:
        return f"至 {last}" if last else ""
    return f"{valid_from} 至 {last}" if last else f"{valid_from} 起"


OFFER = Offer(
    "residents",
    "入驻人员安排表",
    "account-hard-hat-outline",
    residents,
    settings=(TITLE, Setting("role", "角色", Kind.PICK, options=_roles, note="不选就是“入驻人员”"), UNDER),
    profile=Profile(landscape=True),
    note="成员单位派谁入驻哪个点位，从什么时候到什么时候。",
)
