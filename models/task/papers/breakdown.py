"""责任分解表 as plain sheets: of the whole campaign by task, or one sheet per unit with its own role marked."""

import re
from collections.abc import Collection, Sequence
from dataclasses import dataclass, field
from datetime import date

from sqlalchemy.orm import Session

from models.errors import Refusal
from models.org.queries import CampaignRow, campaign
from models.papers.sheet import Align, Column, Profile, Row, Sheet, Text
from models.task import rules
from models.task.queries.refs import CellNames, UnitRef, cell_names
from models.task.queries.tree import TaskRow, task_tree
from models.task.queries.units import UnitDuties, duties_of_units, units_in_order
from models.task.terms import Role
from models.words import Labelled


class View(Labelled):
    """Views of the breakdown."""

    TASK = "task", "按任务"
    UNIT = "unit", "按单位"


@dataclass(frozen=True, slots=True)
class BreakdownColumn:
    """A column of the 责任分解表 that the user may choose."""

    key: str
    heading: str
    align: Align = Align.CENTER
    merge: int = 0
    by_default: bool = True


COLUMNS: tuple[BreakdownColumn, ...] = (
    BreakdownColumn("no", "序号"),
    BreakdownColumn("big", "任务大项", merge=1),
    BreakdownColumn("group", "任务", merge=2),
    BreakdownColumn("title", "具体任务", Align.LEFT),
    BreakdownColumn("own", "本单位职责"),
    BreakdownColumn("target", "目标值"),
    BreakdownColumn("lead", "牵头单位"),
    BreakdownColumn("responsible", "责任单位"),
    BreakdownColumn("support", "配合单位"),
    BreakdownColumn("oversee", "督导单位"),
    BreakdownColumn("leaders", "责任领导"),
    BreakdownColumn("owners", "责任人"),
    BreakdownColumn("contacts", "联系人", by_default=False),
    BreakdownColumn("deadline", "完成时限"),
    BreakdownColumn("points", "分值"),
    BreakdownColumn("phase", "阶段", by_default=False),
    BreakdownColumn("note", "备注"),
)
CHOICES = tuple(column for column in COLUMNS if column.key not in ("group", "own"))
"""What a user chooses from; the two others come and go with the depth of the tree and the view."""
_MAY_VANISH = frozenset(("target", "responsible", "support", "oversee", "leaders", "owners", "points"))

_BARE_YEAR = re.compile(r"(?<!\d)\s*((?:19|20)\d\d)$")

LEAD_NOTES = {
    True: "责任单位列第一位的为牵头单位。",
    False: "无牵头单位的，责任单位即为牵头单位。",
}


@dataclass(frozen=True, slots=True)
class BreakdownOptions:
    """What the user sets for a print. `columns` None: all usual ones that hold anything; `title` None: from the name.

    `day` stands over the table; `notes` come after the notes of the rules.
    """

    columns: tuple[str, ...] | None = None
    title: str | None = None
    number: str = ""
    unit: str | None = None
    day: date | None = None
    notes: tuple[str, ...] = ()
    sign_off: tuple[str, ...] = ("审核", "填表人")
    small_print: str = ""
    list_cells: bool = False
    """Names of the cells behind a unit that carries a task place by place; else how many they are: （30处）."""
    profile: Profile = field(default_factory=Profile)


def usual_title(campaign_name: str, paper: str = "责任分解表") -> str:
    """The title of a paper where the user gave none: 创建国家卫生城市2026年责任分解表, with 年 behind a bare year."""
    name = _BARE_YEAR.sub(r"\1年", campaign_name.strip())
    return f"{name}{paper}"


def breakdown(
    session: Session, *, campaign_id: int, options: BreakdownOptions = BreakdownOptions(), on: date | None = None
) -> Sheet:
    """The whole breakdown of a campaign, one row per 小项 (and per 大项 without any)."""
    head = _campaign(session, campaign_id, on)
    rows = task_tree(session, campaign_id=campaign_id, on=on)
    places = _places(session, campaign_id, options, on)
    return _sheet(head, rows, rows, options, on, places=places)


def unit_breakdowns(
    session: Session,
    *,
    campaign_id: int,
    unit_ids: Collection[int] | None = None,
    options: BreakdownOptions = BreakdownOptions(),
    on: date | None = None,
) -> tuple[Sheet, ...]:
    """One sheet per unit (all that carry a task, or those of `unit_ids`), in official order, own role marked.

    Refuses when no unit is left.
    """
    head = _campaign(session, campaign_id, on)
    rows = task_tree(session, campaign_id=campaign_id, on=on)
    units = duties_of_units(rows, units_in_order(session, on=on))
    chosen = [unit for unit in units if unit_ids is None or unit.id in unit_ids]
    if not chosen:
        raise Refusal("选中的单位没有任务，没有可打印的内容。", "请换一个单位，或先分配任务。")
    places = _places(session, campaign_id, options, on)
    return tuple(_unit_sheet(head, rows, unit, options, on, places) for unit in chosen)


def _places(session: Session, campaign_id: int, options: BreakdownOptions, on: date | None) -> CellNames:
    """The names of cells where they are to be listed."""
    return cell_names(session, campaign_id=campaign_id, on=on) if options.list_cells else {}


def _campaign(session: Session, campaign_id: int, on: date | None) -> CampaignRow:
    head = campaign(session, campaign_id=campaign_id, day=on)
    if head is None:
        raise Refusal("这项专项工作已不存在。", "请在左上角换一项。")
    return head


def _unit_sheet(
    head: CampaignRow,
    rows: Sequence[TaskRow],
    unit: UnitDuties,
    options: BreakdownOptions,
    on: date | None,
    places: CellNames,
) -> Sheet:
    own = {row.id: roles for row, roles in unit.duties}
    counted = "，".join(f"{role.label} {unit.count(role)} 项" for role in Role if unit.count(role))
    return _sheet(
        head, rows, [row for row, _ in unit.duties], options, on, places=places, unit=unit, own=own, summary=counted
    )


def _sheet(
    head: CampaignRow,
    all_rows: Sequence[TaskRow],
    rows: Sequence[TaskRow],
    options: BreakdownOptions,
    on: date | None,
    *,
    places: CellNames,
    unit: UnitDuties | None = None,
    own: dict[int, tuple[Role, ...]] | None = None,
    summary: str = "",
) -> Sheet:
    tree = {row.id: row for row in all_rows}
    printed = [row for row in rows if unit is not None or not row.children or _has_own_content(row)]
    is_flat = all(row.depth == 0 for row in all_rows)
    is_deep = any(row.depth > 1 for row in printed)
    lines = [
        _line(
            row, str(number), tree, own.get(row.id, ()) if own else (), unit, places, is_deep=is_deep, is_flat=is_flat
        )
        for number, row in enumerate(printed, 1)
    ]
    columns = _columns(options.columns, lines, is_flat=is_flat, is_deep=is_deep, has_own=unit is not None)
    has_big = any(column.key == "big" for column in columns)
    notes = [LEAD_NOTES[head.first_unit_leads]] if _leads_by_rule(printed) else []
    day = options.day or on or date.today()
    return Sheet(
        title=(options.title or usual_title(head.name)) + (f"\n（{unit.unit.name}）" if unit else ""),
        columns=columns,
        rows=tuple(
            Row(line.cells, line.groups if has_big else line.groups[1:], strong=line.is_strong) for line in lines
        ),
        number=options.number,
        unit=f"填报单位：{filler}" if (filler := options.unit if options.unit is not None else head.lead_unit) else "",
        date=f"{day.year}年{day.month}月{day.day}日",
        notes=(*([f"共 {len(lines)} 项，{summary}。"] if summary else []), *notes, *options.notes),
        sign_off=options.sign_off,
        small_print=options.small_print,
        name=unit.unit.label if unit else "责任分解表",
        empty_text="还没有任务",
        profile=options.profile,
    )


@dataclass(frozen=True, slots=True)
class _Line:
    cells: dict[str, Text]
    groups: tuple[str, str]
    is_strong: bool


def _line(
    row: TaskRow,
    number: str,
    tree: dict[int, TaskRow],
    own: tuple[Role, ...],
    unit: UnitDuties | None,
    places: CellNames,
    *,
    is_deep: bool,
    is_flat: bool,
) -> _Line:
    path = [row]
    while path[0].parent_id is not None and path[0].parent_id in tree:
        path.insert(0, tree[path[0].parent_id])
    big, inner = path[0], path[1] if len(path) > 1 else None
    cells: dict[str, Text] = {
        "no": number,
        "big": _big_text(big, with_lead=unit is None),
        "group": inner.title if is_deep and inner is not None and (len(path) > 2 or row.children) else "",
        "title": _title_text(row, path, is_flat=is_flat),
        "own": _own_role(row, own, unit) if unit else "",
        "target": row.target,
        "leaders": row.leaders,
        "owners": row.owners,
        "contacts": row.contacts,
        "deadline": row.deadline or _dates(row),
        "points": rules.text_of_points(row.points),
        "phase": row.phase,
        "note": row.note,
    }
    for role in Role:
        cells[role.value] = tuple(_unit_words(row, ref, places) for ref in row.units(role) if not ref.leads_by_rule)
    inner_key = inner.id if inner is not None else big.id
    return _Line(cells, (str(big.id), f"{big.id}/{inner_key}"), Role.LEAD in own)


def _title_text(row: TaskRow, path: Sequence[TaskRow], *, is_flat: bool) -> str:
    """What stands under 具体任务: title and text; of a 大项 its text, as its title stands to the left."""
    if row.depth == 0 and not is_flat:
        return row.body or ("（本项总体）" if row.children else row.title)
    title = row.title if not row.children or row.depth < 1 else "（本项总体）"
    above = "".join(f"{step.title}：" for step in path[2:-1])
    return above + "\n".join(part for part in (title, row.body) if part)


def _unit_words(row: TaskRow, ref: UnitRef, places: CellNames) -> str:
    """西湖区农贸办（30处）, or with the names of the places: 西湖区农贸办（翠苑市场、骆家庄市场）."""
    names = places.get((row.id, ref.unit_id, ref.role.value), ())
    if names:
        return f"{ref.name}（{'、'.join(names)}）"
    return f"{ref.name}（{ref.cells}处）" if ref.cells else ref.name


def _own_role(row: TaskRow, own: tuple[Role, ...], unit: UnitDuties) -> str:
    """牵头, 配合 …; 责任（牵头） where the campaign's rule makes the unit lead."""
    by_rule = any(ref.unit_id == unit.id and ref.leads_by_rule for ref in row.lead)
    at_cells = {ref.role: ref.cells for role in own for ref in row.units(role) if ref.unit_id == unit.id}
    written = "、".join(
        f"{role.label}（{at_cells[role]}处）" if at_cells.get(role) else role.label
        for role in own
        if not (by_rule and role is Role.LEAD)
    )
    return f"{written}（牵头）" if by_rule else written


def _dates(row: TaskRow) -> str:
    """The dates in words where the paper had none."""
    if row.due_to is None:
        return ""
    last = f"{row.due_to.year}年{row.due_to.month}月{row.due_to.day}日"
    if row.due_from is None:
        return f"{last}前"
    return f"{row.due_from.year}年{row.due_from.month}月{row.due_from.day}日至{last}"


def _columns(
    wanted: tuple[str, ...] | None, lines: Sequence[_Line], *, is_flat: bool, is_deep: bool, has_own: bool
) -> tuple[Column, ...]:
    by_key = {column.key: column for column in COLUMNS}
    if wanted is None:
        filled = {key for line in lines for key, text in line.cells.items() if text}
        keys = [
            column.key
            for column in COLUMNS
            if column.by_default and (column.key not in _MAY_VANISH or column.key in filled)
        ]
    else:
        unknown = [key for key in wanted if key not in by_key]
        if unknown:
            known = "、".join(column.key for column in CHOICES)
            raise Refusal(f"没有名为“{unknown[0]}”的列。", f"可选：{known}。")
        keys = list(dict.fromkeys(wanted))
    automatic = {"own": has_own, "group": is_deep and "big" in keys and not is_flat}
    keys = [key for key in keys if key not in automatic]
    if is_flat and "title" in keys and "big" in keys:
        keys.remove("big")
    if automatic["group"]:
        keys.insert(keys.index("big") + 1, "group")
    if has_own:
        keys.insert(keys.index("title") + 1 if "title" in keys else len(keys), "own")
    if not keys:
        raise Refusal("没有选择任何列。", "请至少选择一列。")
    found = []
    merges = 0
    for key in keys:
        column = by_key[key]
        merges += 1 if column.merge else 0
        heading = "任务" if key == "title" and is_flat else column.heading
        merge = merges if column.merge else 0
        found.append(
            Column(key, heading, align=column.align, merge=merge, bold=key == "own", strong_head=key == "title")
        )
    return tuple(found)


def _big_text(big: TaskRow, *, with_lead: bool) -> str:
    """The merged cell of a 大项; where its only own content is who leads it, that stands here and not in a row."""
    leads = "、".join(ref.name for ref in big.lead if not ref.leads_by_rule)
    says_it_here = with_lead and leads and big.children and not _has_own_content(big)
    return f"{big.title}\n（牵头：{leads}）" if says_it_here else big.title


def _has_own_content(row: TaskRow) -> bool:
    """A 大项 with 小项 is printed as a row of its own only when it says more than who leads it.

    A row further down has no merged cell to say it in.
    """
    roles = Role if row.depth else (Role.RESPONSIBLE, Role.SUPPORT, Role.OVERSEE)
    return bool(row.body or row.target or row.deadline or row.leaders or row.owners) or any(
        row.units(role) for role in roles
    )


def _leads_by_rule(rows: Sequence[TaskRow]) -> bool:
    return any(ref.leads_by_rule for row in rows for ref in row.lead)
