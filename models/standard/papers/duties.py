"""指标任务对照表 (a row for each task of an indicator) and 指标责任分解表 (a row for each indicator with its units)."""

from collections.abc import Callable, Iterator, Sequence
from dataclasses import replace

from sqlalchemy.orm import Session

from models.errors import Refusal
from models.papers.offer import Asked, Kind, Made, Offer, Option, Setting
from models.papers.sheet import Align, Column, Profile, Row, Sheet, Text
from models.standard.papers.choices import NUMBER, SIGN_OFF, STANDARDS, TITLE, Material, common, material
from models.standard.queries import IndicatorRow, StandardRow
from models.standard.queries.serving import Serving, tasks_serving
from models.standard.terms import Served
from models.task.queries.tree import TaskRow
from models.task.rules import text_of_points
from models.task.terms import Role

_ALL, _BARE, _SERVED = "all", "bare", "served"
_NO_TASK = "（尚无任务）"
_SHOWN = (
    Option(_ALL, "全部指标"),
    Option(_BARE, "只列没有任务的"),
    Option(_SERVED, "只列有任务的"),
)
_TITLES = {_ALL: "", _BARE: "没有任务的指标", _SERVED: "已落实的指标"}


def _shown(session: Session, asked: Asked) -> tuple[Option, ...]:
    return _SHOWN


def task_table(session: Session, asked: Asked) -> Made:
    """指标任务对照表: a sheet for each standard; an indicator's cells are merged over its tasks."""
    columns = (
        *_heads(asked, merge=1),
        Column("task", "承担任务", align=Align.LEFT),
        Column("lead", "牵头单位", align=Align.LEFT),
        Column("others", "责任、配合单位", align=Align.LEFT),
        Column("deadline", "完成时限", align=Align.LEFT),
    )
    return _sheets(session, asked, "指标任务对照表", columns, _task_rows)


def duty_table(session: Session, asked: Asked) -> Made:
    """指标责任分解表: a sheet for each standard, a row for each indicator with the units of all its tasks."""
    columns = (
        *_heads(asked, merge=0),
        *(
            Column(role.value, f"{role.label}单位", align=Align.LEFT)
            for role in (Role.LEAD, Role.RESPONSIBLE, Role.SUPPORT)
        ),
        Column("note", "备注", align=Align.LEFT),
    )
    return _sheets(session, asked, "指标责任分解表", columns, _duty_rows)


def _heads(asked: Asked, *, merge: int) -> tuple[Column, ...]:
    """The columns of the indicator itself."""
    return (
        Column("no", "编号", 3.6, merge=merge),
        Column("name", "指标", 11.0, Align.LEFT, merge=merge),
        Column("words", "要求", 9.5, Align.LEFT, merge=merge),
        *((Column("points", "满分", merge=merge),) if asked.get("points", True) else ()),
        *((Column("evidence", "佐证材料", 7.5, Align.LEFT, merge=merge),) if asked.get("evidence") else ()),
    )


Rows = Callable[[IndicatorRow, Sequence[Serving], Material], Iterator[Row]]


def _sheets(session: Session, asked: Asked, name: str, columns: tuple[Column, ...], rows_of: Rows) -> Made:
    found = material(session, asked)
    wanted = asked.get("standards")
    shown = asked.get("shown", _ALL) or _ALL
    sheets = []
    for head in found.standards:
        if wanted is not None and head.id not in wanted:
            continue
        rows = _rows(found.of(head.id), found, shown, rows_of)
        if rows or (wanted is not None and shown == _ALL):
            sheets.append(_sheet(head, found, asked, name, columns, rows, shown))
    if not sheets:
        what = {_BARE: "选中的标准没有“没有任务”的指标", _SERVED: "选中的标准还没有指标有任务"}.get(
            shown, "标准里还没有指标"
        )
        raise Refusal(f"{what}，没有可打印的内容。", "换一个“列出”的范围，或另选标准。")
    return tuple(sheets)


def _sheet(
    head: StandardRow,
    found: Material,
    asked: Asked,
    name: str,
    columns: tuple[Column, ...],
    rows: tuple[Row, ...],
    shown: str,
) -> Sheet:
    leaves = [row for row in found.of(head.id) if not row.children]
    by_link = sum(row.served is Served.LINK for row in leaves)
    bare = sum(row.is_bare for row in leaves)
    note = f"共 {len(leaves)} 个指标：有任务 {len(leaves) - by_link - bare} 个"
    note += f"，由另一套标准的任务兼顾 {by_link} 个" if by_link else ""
    note += f"，没有任务 {bare} 个。" if bare else "。"
    empty = {
        *(() if any(row.points is not None for row in leaves) else ("points",)),
        *(() if any(row.evidence for row in leaves) else ("evidence",)),
    }
    columns = tuple(column for column in columns if column.key not in empty)
    sheet = Sheet(
        title=str(asked.get("title") or "").strip() or f"{head.title}{_TITLES[shown]}{name}",
        columns=columns,
        rows=rows,
        unit=found.filler,
        notes=(note,),
        name=f"{head.name[:20]}{head.issue[:8]}",
        **common(asked),
    )
    return replace(sheet, empty_text="还没有指标")


def _rows(rows: Sequence[IndicatorRow], found: Material, shown: str, rows_of: Rows) -> tuple[Row, ...]:
    """Indicators with the headings over them; a heading without any is left out."""
    by_id = found.by_id
    made: list[Row] = []
    waiting: list[IndicatorRow] = []
    for row in rows:
        if row.children:
            waiting = [above for above in waiting if above.depth < row.depth] + [row]
            continue
        if (shown == _BARE and not row.is_bare) or (shown == _SERVED and row.is_bare):
            continue
        made += [Row({}, over=_heading(above), strong=True, keep=True) for above in waiting if above.depth < row.depth]
        waiting = []
        made += rows_of(row, tasks_serving(row, by_id), found)
    return tuple(made)


def _heading(row: IndicatorRow) -> str:
    points = f"（{text_of_points(row.counted_points)} 分）" if row.counted_points is not None else ""
    mark = "、" if row.no and not row.no.isascii() and row.no.isalnum() else " "
    return f"{row.no}{mark}{row.name}".strip() + points


def _head_texts(row: IndicatorRow) -> dict[str, Text]:
    words = f"{row.words}（待核实）" if row.to_confirm and row.words else row.words
    return {
        "no": row.no,
        "name": row.name,
        "words": "\n".join(text for text in (words, row.body) if text),
        "points": text_of_points(row.points),
        "evidence": row.evidence,
    }


def _task_rows(row: IndicatorRow, serving: Sequence[Serving], found: Material) -> Iterator[Row]:
    head, group = _head_texts(row), (str(row.id),)
    if not serving:
        yield Row({**head, "task": _NO_TASK}, group, strong=True)
        return
    for one in serving:
        task = found.tasks.get(one.id)
        title = f"{one.task.title}（{one.via}）" if one.via else one.task.title
        others = _units(task, Role.RESPONSIBLE, Role.SUPPORT)
        deadline = task.deadline if task is not None else ""
        texts: dict[str, Text] = {"task": title, "lead": _units(task, Role.LEAD), "others": others}
        yield Row({**head, **texts, "deadline": deadline}, group)


def _duty_rows(row: IndicatorRow, serving: Sequence[Serving], found: Material) -> Iterator[Row]:
    texts: dict[str, Text] = {}
    named: set[str] = set()
    for role in (Role.LEAD, Role.RESPONSIBLE, Role.SUPPORT):
        units = [unit for one in serving for unit in _units(found.tasks.get(one.id), role)]
        fresh = tuple(unit for unit in dict.fromkeys(units) if unit not in named)
        named.update(fresh)
        texts[role.value] = fresh
    via = dict.fromkeys(one.via for one in serving if one.via)
    note = "；".join((*(f"随{words}" for words in via), *((row.note,) if row.note else ())))
    yield Row({**_head_texts(row), **texts, "note": note if serving else "；".join(filter(None, (_NO_TASK, row.note)))})


def _units(task: TaskRow | None, *roles: Role) -> tuple[str, ...]:
    if task is None:
        return ()
    return tuple(dict.fromkeys(ref.name for role in roles for ref in task.units(role)))


_SETTINGS = (
    STANDARDS,
    Setting("shown", "列出", Kind.CHOICE, _ALL, _shown),
    Setting("points", "满分栏", Kind.BOOL, True, note="标准里没有分值时不列"),
    Setting("evidence", "佐证材料栏", Kind.BOOL, False, note="标准里没有写时不列"),
    TITLE,
    NUMBER,
    SIGN_OFF,
)

OFFERS: tuple[Offer, ...] = (
    Offer(
        "indicators",
        "指标任务对照表",
        "target",
        task_table,
        settings=_SETTINGS,
        profile=Profile(landscape=True),
        note="每个指标由哪些任务落实、谁牵头、何时完成；没有任务的指标标明。",
    ),
    Offer(
        "indicatorduty",
        "指标责任分解表",
        "target-account",
        duty_table,
        settings=tuple(
            replace(setting, default=True) if setting.key == "evidence" else setting for setting in _SETTINGS
        ),
        profile=Profile(landscape=True),
        note="每个指标一行：要求、满分、佐证材料，由哪些单位负责。",
    ),
)
