"""目标责任书: a document of two parties for each unit, with its tasks in a table; the clauses are the office's own."""

import re
from collections.abc import Sequence
from functools import partial

from sqlalchemy.orm import Session

from models.errors import Refusal
from models.org.queries import CampaignRow
from models.papers.offer import Asked, Cover, Kind, Made, Offer, Option, Setting
from models.papers.sheet import Align, Column, Profile, Row, Sheet
from models.task import rules
from models.task.cover import cover_of
from models.task.papers.breakdown import campaign_head
from models.task.papers.lines import dates_of, own_role
from models.task.papers.options import usual_title
from models.task.papers.sheets import printed
from models.task.queries.plan import campaign_targets
from models.task.queries.tree import TaskRow, target_text, task_tree
from models.task.queries.units import UnitDuties, duties_of_units, units_in_order
from models.task.rules import chinese_number
from models.task.terms import Role

OPENING = (
    "为扎实推进{工作}，明确目标任务，压紧压实责任，确保各项工作按期完成，"
    "{甲方}（以下简称甲方）与{乙方}（以下简称乙方）签订本责任书。"
)
DUTIES = (
    "对照任务逐项制定措施、排出进度、落实到人，主要负责人亲自部署、亲自督办。\n"
    "按时限报送进展和佐证资料，数据真实、资料完整。"
)
APPRAISAL = (
    "甲方对乙方完成情况定期调度、随时抽查，年终统一考核，结果予以通报。\n"
    "按期保质完成的予以表扬；未按期完成、工作不实或弄虚作假的，责令整改，并按有关规定追究责任。"
)
CLOSING = (
    "本责任书一式两份，甲乙双方各执一份，自签订之日起生效，至各项任务完成之日止。乙方负责人变动的，由继任者继续履行。"
)
PARTY = "甲方", "乙方"
_YEAR = re.compile(r"\s*(?:19|20)\d\d年?$")
_PROFILE = Profile(
    landscape=False,
    margins=(37.0, 26.0, 35.0, 28.0),
    title_size=22.0,
    body_size=12.0,
    heading_size=12.0,
    note_size=12.0,
)
_COLUMNS = (
    Column("no", "序号"),
    Column("title", "工作任务", align=Align.LEFT, strong_head=True),
    Column("target", "目标值"),
    Column("own", "乙方职责", bold=True),
    Column("deadline", "完成时限"),
    Column("points", "分值"),
)


def _make(session: Session, asked: Asked) -> Made:
    assert asked.campaign_id is not None, "the offer needs a campaign"
    head = campaign_head(session, asked.campaign_id, asked.day)
    rows = task_tree(session, campaign_id=asked.campaign_id, on=asked.day)
    duties = duties_of_units(rows, units_in_order(session, on=asked.day))
    roles = frozenset((Role.LEAD, Role.RESPONSIBLE)) if asked.get("scope") == "main" else frozenset(Role)
    targets = campaign_targets(session, campaign_id=asked.campaign_id) if asked.get("targets", True) else ()
    goals = [target_text(target.indicator, target.value) for target in targets]
    chosen = asked.get("unit_ids")
    shown = {row.id for row in printed(rows)}
    made = []
    for unit in duties:
        own = [(row, held) for row, held in unit.duties if row.id in shown and roles.intersection(held)]
        if own and (chosen is None or unit.id in chosen):
            made.append(_sheet(asked, head, unit, own, goals, rows))
    if not made:
        raise Refusal("选中的单位没有这样的任务，没有可签的责任书。", "请换一个单位，或把配合、督导的任务也列入。")
    return tuple(made)


def _sheet(
    asked: Asked,
    head: CampaignRow,
    unit: UnitDuties,
    own: Sequence[tuple[TaskRow, tuple[Role, ...]]],
    goals: Sequence[str],
    rows: Sequence[TaskRow],
) -> Sheet:
    party_a = str(asked.get("party_a") or "").strip() or head.lead_unit or "甲方单位"
    words = {"{工作}": work_words(head.name), "{甲方}": party_a, "{乙方}": unit.unit.name}
    tree = {row.id: row for row in rows}
    counted = "、".join(f"{role.label} {count} 项" for role in Role if (count := sum(role in held for _, held in own)))
    lines = [Row(_cells(number, row, held, unit, tree)) for number, (row, held) in enumerate(own, 1)]
    columns = [
        column
        for column in _COLUMNS
        if column.key not in ("target", "points") or any(line.cells[column.key] for line in lines)
    ]
    parts: list[tuple[str, list[Row]]] = [
        ("工作目标", _clauses(goals, words)),
        ("工作任务", [_text(f"乙方承担以下 {len(own)} 项任务，其中{counted}。", keep=True), *lines]),
        ("工作要求", _clauses(_lines(asked.get("duties", DUTIES)), words)),
        ("考核奖惩", _clauses(_lines(asked.get("appraisal", APPRAISAL)), words)),
        ("其他", _clauses(_lines(asked.get("closing", CLOSING)), words)),
    ]
    body = [_text(_filled(line, words)) for line in _lines(asked.get("opening", OPENING))]
    for number, (title, content) in enumerate((part for part in parts if part[1]), 1):
        body += [Row({}, over=f"{chinese_number(number)}、{title}", bare=True, strong=True, keep=True), *content]
    day = str(asked.get("signed") or "").strip() or "　　　　年　　月　　日"
    return Sheet(
        title=f"{asked.get('title') or usual_title(head.name, '目标责任书')}\n（{unit.unit.name}）",
        columns=tuple(columns),
        rows=tuple(body),
        number=str(asked.get("number") or ""),
        signing=tuple(
            (f"{party}（盖章）：", name, "负责人（签字）＿", day)
            for party, name in zip(PARTY, (party_a, unit.unit.name), strict=True)
        ),
        text_size=16.0,
        name=unit.unit.label,
        profile=asked.profile,
    )


def work_words(campaign_name: str) -> str:
    """What is worked on, in a sentence: 创建国家卫生城市 2026 → 创建国家卫生城市工作."""
    name = _YEAR.sub("", campaign_name).strip() or campaign_name
    return name if name.endswith(("工作", "行动", "活动", "整治")) else f"{name}工作"


def _cells(
    number: int, row: TaskRow, held: tuple[Role, ...], unit: UnitDuties, tree: dict[int, TaskRow]
) -> dict[str, str]:
    above = tree.get(row.parent_id) if row.parent_id is not None else None
    title = f"{row.title}（{above.title}）" if above is not None else row.title
    return {
        "no": str(number),
        "title": "\n".join(part for part in (title, row.body) if part),
        "target": row.target,
        "own": own_role(row, held, unit.id),
        "deadline": row.deadline or dates_of(row),
        "points": rules.text_of_points(row.points),
    }


def _clauses(lines: Sequence[str], words: dict[str, str]) -> list[Row]:
    """（一）… numbered where there are several."""
    numbered = len(lines) > 1
    return [
        _text(f"（{chinese_number(number)}）{_filled(line, words)}" if numbered else _filled(line, words))
        for number, line in enumerate(lines, 1)
    ]


def _text(text: str, *, keep: bool = False) -> Row:
    return Row({}, over=text, bare=True, keep=keep)


def _filled(text: str, words: dict[str, str]) -> str:
    for mark, word in words.items():
        text = text.replace(mark, word)
    return text


def _lines(text: str) -> list[str]:
    return [line.strip() for line in str(text).splitlines() if line.strip()]


def _cover(sheets: tuple[Sheet, ...], asked: Asked) -> Cover | None:
    if not asked.get("cover", False) or len(sheets) < 2:
        return None
    title = sheets[0].title.partition("\n")[0]
    return partial(_cover_sheet, sheets, f"{title}\n签收目录")


def _cover_sheet(sheets: tuple[Sheet, ...], title: str, page_counts: tuple[int, ...]) -> Sheet:
    return cover_of(sheets, page_counts, title)


def _scopes(session: Session, asked: Asked) -> tuple[Option, ...]:
    return (Option("main", "只列牵头和责任"), Option("all", "所有任务"))


def _units(session: Session, asked: Asked) -> tuple[Option, ...]:
    """The units that carry tasks on the day, in official order."""
    if asked.campaign_id is None:
        return ()
    rows = task_tree(session, campaign_id=asked.campaign_id, on=asked.day)
    found = duties_of_units(rows, units_in_order(session, on=asked.day))
    return tuple(Option(unit.id, unit.unit.label) for unit in found)


_MARKS = "{工作}、{甲方}、{乙方}会换成名称。"
OFFER = Offer(
    "pledge",
    "目标责任书",
    "file-sign",
    _make,
    settings=(
        Setting("unit_ids", "单位", Kind.PICKS, None, _units, "不选就是所有有任务的单位"),
        Setting("scope", "任务", Kind.CHOICE, "main", _scopes),
        Setting("targets", "写工作目标", Kind.BOOL, True, note="专项工作的目标值。"),
        Setting("cover", "前面加签收目录", Kind.BOOL, False),
        Setting("copies", "打印份数", Kind.NUMBER, 2, note="几个单位一起打印时，每个单位印几份。"),
        Setting("title", "标题", Kind.TEXT, ""),
        Setting("number", "文号", Kind.TEXT, ""),
        Setting("party_a", "甲方", Kind.TEXT, "", note="不填就是专项工作的牵头单位。"),
        Setting("opening", "开头", Kind.LINES, OPENING, note=_MARKS),
        Setting("duties", "工作要求", Kind.LINES, DUTIES, note="一行一条，清空就不写这一节。"),
        Setting("appraisal", "考核奖惩", Kind.LINES, APPRAISAL, note="一行一条。"),
        Setting("closing", "其他", Kind.LINES, CLOSING, note="一行一条。"),
        Setting("signed", "签订日期", Kind.TEXT, "", note="不填就留空，由双方填写。"),
    ),
    formats=("pdf", "docx"),
    profile=_PROFILE,
    needs_campaign=True,
    note="甲乙双方签订的责任书，每个单位一份，附本单位任务表。",
    cover=_cover,
    part="个单位",
)
