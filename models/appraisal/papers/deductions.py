"""扣分明细: for each unit what was taken and given, entry by entry, to be signed by it."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass

from sqlalchemy.orm import Session

from models.appraisal.papers.choices import chinese_date, group_options, is_chosen, lines, unit_options
from models.appraisal.papers.figures import Shown, rounding_note, shown, small_print, under_title, veto_words
from models.appraisal.papers.placed import Placed, by_item, placed, reasons, signed
from models.appraisal.papers.ranking import ROUND
from models.appraisal.rows import CriterionRow, EntryRow, UnitResult
from models.appraisal.rules.facts import ItemScore
from models.appraisal.rules.figures import half_up, short
from models.errors import Refusal
from models.papers.offer import Asked, Kind, Made, Offer, Option, Setting
from models.papers.sheet import Align, Column, Profile, Row, Sheet
from models.task.papers import usual_title

CHANGED, ALL = "changed", "all"
_COLUMNS = (
    Column("no", "序号", merge=1),
    Column("name", "考核项目", merge=1, width=6.2),
    Column("body", "评分标准", merge=1, width=9.5, align=Align.LEFT),
    Column("day", "日期", width=4.9),
    Column("reason", "事由", align=Align.LEFT),
    Column("points", "加减分", width=4.2),
)


def _scopes(session: Session, asked: Asked) -> tuple[Option, ...]:
    return (Option(CHANGED, "只列有加减分和记分的项目"), Option(ALL, "列出所有项目"))


def _make(session: Session, asked: Asked) -> Made:
    found = shown(session, asked)
    rows = {row.id: row for row in found.ground.criteria}
    entries, why = by_item(found.ground.entries), reasons(found.ground.exemptions)
    made = []
    for group in found.groups(asked):
        for one in found.in_roster_order(group.units):
            if is_chosen(asked, "unit_ids", one.unit_id):
                of_unit = _OfUnit(entries.get(one.unit_id, {}), why.get(one.unit_id, {}))
                made.append(_sheet(found, asked, group.name, one, rows, of_unit))
    if not made:
        raise Refusal("选中的单位本期没有参加考核，没有可打印的扣分明细。", "请换一个单位或考核组。")
    return tuple(made)


@dataclass(frozen=True, slots=True)
class _OfUnit:
    """Entries and reasons why items do not apply, by criterion."""

    entries: Mapping[int, Sequence[EntryRow]]
    why: Mapping[int, str]


def _sheet(
    found: Shown, asked: Asked, group: str, unit: UnitResult, rows: Mapping[int, CriterionRow], of_unit: _OfUnit
) -> Sheet:
    entries, why = of_unit.entries, of_unit.why
    body: list[Row] = []
    number = 0
    for component in unit.total.components:
        for one in placed(component):
            item = unit.items.get(one.item.id)
            own = entries.get(one.item.id, [])
            if not _is_told(item, one, own, asked) and one.item.id not in why:
                continue
            number += 1
            body += _item(found, number, rows[one.item.id], one, item, own, why.get(one.item.id))
    rank = f"，{group}第{unit.rank}名" if unit.rank is not None and found.ranks_shown(asked) else ""
    grade = f"，{unit.total.grade}" if unit.total.grade else ""
    vetoes = f"，{veto_words(unit)}" if unit.total.vetoes else ""
    body.append(Row({}, over=f"最后得分：{found.score(unit.score)}分{rank}{grade}{vetoes}", strong=True))
    title = str(asked.get("title") or "").strip() or f"{usual_title(found.campaign.name, '')}考核扣分明细"
    day = str(asked.get("signed") or "").strip() or "　　　　年　　月　　日"
    assessor = found.campaign.lead_unit or "考核单位"
    return Sheet(
        title=title,
        columns=_COLUMNS,
        rows=tuple(body),
        number="　".join(part for part in (found.round.name, under_title(found.round)) if part),
        unit=f"被考核单位：{unit.name}　　考核组：{group}",
        date=chinese_date(asked.day),
        notes=(
            *lines(asked.get("notes")),
            f"依据《{found.round.scheme}》，满分{short(found.frame.full)}分；{_notes(found)}",
        ),
        signing=(
            ("考核单位（盖章）：", assessor, "经办人（签字）＿", day),
            ("被考核单位（盖章）：", unit.name, "负责人（签字）＿", day),
        ),
        text_size=11.0,
        small_print=small_print(found.result),
        name=unit.name,
        profile=asked.profile,
    )


def _notes(found: Shown) -> str:
    weighted = "小计是各项目在本部分内的加减分，折算前；" if found.weighted else ""
    return f"{weighted}{rounding_note(found.frame)}"


def _is_told(item: ItemScore | None, one: Placed, own: Sequence[EntryRow], asked: Asked) -> bool:
    if asked.get("scope") == ALL or own or item is None or item.score is None:
        return True
    return item.score != one.item.points or bool(item.bonus)


def _item(
    found: Shown,
    number: int,
    row: CriterionRow,
    one: Placed,
    item: ItemScore | None,
    own: Sequence[EntryRow],
    why: str | None,
) -> list[Row]:
    """The entries of an item and what they come to."""
    head = {
        "no": row.no or str(number),
        "name": f"{row.name}\n（{short(one.item.points)}分）" if one.item.points else row.name,
        "body": row.body or row.rule_words,
    }
    groups = (str(row.id),)

    def line(day: str, reason: str, points: str, *, strong: bool = False) -> Row:
        return Row(head | {"day": day, "reason": reason, "points": points}, groups=groups, strong=strong)

    if why is not None:
        return [line("", f"不适用：{why}", "—")]
    made = [
        line(
            f"{entry.day.month}月{entry.day.day}日" if entry.day else "",
            _told(entry),
            "" if entry.points is None else signed(entry.points),
        )
        for entry in own
        if entry.points is not None or entry.reason or entry.scorer
    ]
    if item is None or item.score is None:
        return [
            *made,
            line("小计" if made else "", "还没有数据，本项没有计分，分值由其他项分担", "—", strong=bool(made)),
        ]
    if not made and not item.lines:
        short_of = half_up(item.score - one.item.points, found.frame.digits)
        if short_of:  # starts from zero, and nothing was entered
            return [line("", f"没有记分，得{found.score(item.score)}分", signed(short_of))]
        return [line("", "没有扣分", "0")]
    lost = half_up(item.score - one.item.points + item.bonus, found.frame.digits)
    said = "；".join(words.words for words in item.lines)
    got = f"。得{found.score(item.score)}分" if one.item.points else ""
    reason = f"{said}{got}" if said else ""
    return [*made, line("小计" if made else "", reason, signed(lost), strong=bool(made))]


def _told(entry: EntryRow) -> str:
    amount = short(entry.amount)
    if entry.points is None:
        said = f"{entry.scorer}评{amount}" if entry.scorer else f"{entry.part_words}：{amount}"
        return "：".join(part for part in (entry.reason, said if entry.amount != 1 or not entry.reason else "") if part)
    times = f"（{amount}次）" if entry.amount != 1 else ""
    halved = "（减半）" if entry.halved else ""
    return f"{entry.reason or entry.event or entry.part_words}{times}{halved}"


OFFER = Offer(
    "deductions",
    "考核扣分明细",
    "clipboard-minus-outline",
    _make,
    settings=(
        ROUND,
        Setting("groups", "考核组", Kind.PICKS, None, group_options, "不选就是全部"),
        Setting("unit_ids", "单位", Kind.PICKS, None, unit_options, "不选就是全部参加考核的单位"),
        Setting("scope", "项目", Kind.CHOICE, CHANGED, _scopes),
        Setting("title", "标题", Kind.TEXT, ""),
        Setting("notes", "表下附注", Kind.LINES, "对扣分有异议的，请在公示期内书面提出。"),
        Setting("signed", "签字日期", Kind.TEXT, "", note="不填就留空，由双方填写。"),
    ),
    profile=Profile(landscape=False, title_size=18.0, body_size=10.5, heading_size=10.5),
    needs_campaign=True,
    note="每个单位一份，逐条写明为什么扣分、加分，由单位核对签字。",
    part="个单位",
)
