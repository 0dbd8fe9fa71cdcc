"""A list of 记分 copied from a spreadsheet, row by row against a round: which unit, item and part, how much. Pure."""

import re
from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass, replace
from datetime import date
from fractions import Fraction

from models.appraisal.rows import CriterionRow, RosterRow
from models.appraisal.rules.amounts import exact_amount
from models.appraisal.rules.figures import short
from models.appraisal.rules.kinds import ZERO, Alternatives, Bonus, PerOccurrence, Rule
from models.appraisal.rules.slots import Slot, Typing, main_slot, slots_of
from models.appraisal.scoring import by_hand
from models.blocks import Block, BlockColumn, BlockRow, rows_of
from models.errors import Refusal
from models.task.rules import day_of_text

COLUMNS = (
    BlockColumn("unit", ("单位", "被考核单位", "考核对象", "责任单位", "街道", "社区", "单位名称"), required=True),
    BlockColumn("item", ("项目", "考核项目", "扣分项目", "考核指标", "指标", "评分项目", "考核内容"), required=True),
    BlockColumn("amount", ("次数", "数量", "处数", "件数", "得分", "评分", "数值", "完成率", "次数或得分")),
    BlockColumn("reason", ("事由", "扣分事由", "扣分原因", "原因", "问题", "存在问题", "问题描述", "说明", "备注")),
    BlockColumn("day", ("日期", "时间", "检查日期", "扣分日期", "检查时间", "发现日期")),
    BlockColumn("scorer", ("评分人", "检查人", "打分人", "考核人")),
    BlockColumn("points", ("扣分", "加分", "加减分", "扣减分", "扣分分值", "分值", "分数", "计分")),
    BlockColumn("choice", ("档次", "级别", "等级")),
)
"""In this order where there are no headings."""
_SHOWN = 4


@dataclass(frozen=True, slots=True)
class Listed:
    """A row of the list: what was typed, what it was taken for, and why it cannot be taken (`fault`)."""

    id: int
    """Its row in the block, from 1."""
    unit_text: str
    item_text: str
    unit_id: int | None = None
    unit: str = ""
    criterion_id: int | None = None
    item: str = ""
    part: int = 0
    part_words: str = ""
    amount: str = ""
    shown: str = ""
    """The amount with its unit: 2处, 93%."""
    choice: int = 0
    reason: str = ""
    day: date | None = None
    scorer: str = ""
    is_single: bool = False
    """Whether it takes the place of the value that stood there."""
    fault: str = ""


UnitFinder = Callable[[str], Sequence[int]]
"""Ids of units that go by a name (other names, 简称), wherever they are."""


def listed(
    block: Block, roster: Sequence[RosterRow], rows: Sequence[CriterionRow], units: UnitFinder, today: date
) -> tuple[Listed, ...]:
    """Every row of the block; a Refusal only where the block as a whole makes no sense (headings, empty)."""
    table = _Table(roster, rows, units, today)
    return tuple(table.read(row) for row in rows_of(block, COLUMNS))


class _Table:
    def __init__(
        self, roster: Sequence[RosterRow], rows: Sequence[CriterionRow], units: UnitFinder, today: date
    ) -> None:
        self.members = {one.unit_id: one for one in roster}
        self.items = [row for row in rows if not row.children]
        self.units, self.today = units, today
        self._found: dict[str, tuple[CriterionRow, ...]] = {}

    def read(self, row: BlockRow) -> Listed:
        values = row.values
        made = Listed(row.number, values["unit"], values["item"], reason=values["reason"], scorer=values["scorer"])
        try:
            member = self._member(values["unit"])
            made = replace(made, unit_id=member.unit_id, unit=member.name)
            item = self._item(values["item"], member)
            made = replace(made, criterion_id=item.id, item=f"{item.no} {item.name}".strip())
            made = replace(made, day=row.read("day", self._day))
            return self._amount(made, item, values)
        except Refusal as refusal:
            return replace(made, fault=refusal.sentence)

    def _day(self, text: str) -> date | None:
        return day_of_text(text.replace("/", "-"), self.today)

    def _member(self, text: str) -> RosterRow:
        wanted = "".join(text.split())
        found = [one for one in self.members.values() if one.name == wanted]
        found = found or [self.members[one] for one in self.units(wanted) if one in self.members]
        found = found or [one for one in self.members.values() if wanted in one.name]
        if not found:
            raise Refusal(f"名单里没有“{text}”。")
        if len(found) > 1:
            names = "、".join(one.name for one in found[:_SHOWN])
            raise Refusal(f"“{text}”对应几个单位：{names}。")
        if not found[0].is_checked:
            raise Refusal(f"“{found[0].name}”本期没有参加考核。")
        return found[0]

    def _item(self, text: str, member: RosterRow) -> CriterionRow:
        found = [one for one in self._items(text) if _applies(one, member)]
        if len(found) == 1:
            return found[0]
        if found:
            names = "、".join(f"{one.no} {one.name}".strip() for one in found[:_SHOWN])
            raise Refusal(f"“{text}”对应几个项目：{names}。")
        if self._items(text):
            raise Refusal(f"“{text}”不适用于“{member.name}”。")
        raise Refusal(f"办法里没有“{text}”这个项目。")

    def _items(self, text: str) -> tuple[CriterionRow, ...]:
        if text not in self._found:
            self._found[text] = self._look(text)
        return self._found[text]

    def _look(self, text: str) -> tuple[CriterionRow, ...]:
        wanted = _tidy(text)
        tests: tuple[Callable[[CriterionRow], bool], ...] = (
            lambda one: bool(one.no) and _tidy(one.no) == wanted,
            lambda one: _tidy(one.name) == wanted or _tidy(one.no + one.name) == wanted,
            lambda one: any(_tidy(what) == wanted for what in _whats(one)),
            lambda one: wanted in _tidy(one.name),
            lambda one: any(wanted in _tidy(what) for what in (*_whats(one), one.content)),
        )
        for test in tests:
            found = tuple(one for one in self.items if test(one))
            if found:
                return found
        return ()

    def _amount(self, made: Listed, item: CriterionRow, values: Mapping[str, str]) -> Listed:
        rule = item.rule or by_hand(item.points or ZERO)
        slots = slots_of(rule)
        points = _signed(values["points"]) if values["points"] else None
        slot = _slot(rule, slots, f"{values['item']} {values['reason']}", points)
        if slot is None:
            raise Refusal("这一项没有可以记分的地方。")
        part = rule.parts[slot.part]
        choice = _choice(part, f"{values['choice']} {values['reason']} {values['item']}")
        text = values["amount"]
        if not text and points is not None:
            text = _counted(part, points, choice)
        if not text:
            if slot.is_single:
                raise Refusal("没有写数值或得分。")
            text = "1"
        if slot.typing is Typing.FACT:
            text = "1"
        amount = exact_amount(slot.as_typed(text), part)
        said = slot.said(Fraction(amount))
        return replace(
            made,
            part=slot.part,
            part_words=slot.words if len(slots) > 1 or slot.choices else "",
            amount=amount,
            shown=said if said.endswith("%") or slot.typing is Typing.FACT else f"{said}{slot.unit}",
            choice=choice,
            is_single=slot.is_single,
        )


def _tidy(text: str) -> str:
    return re.sub(r"[\s、.．（）()]", "", text)


def _applies(item: CriterionRow, member: RosterRow) -> bool:
    scoped = bool(item.group_ids or item.unit_ids)
    return not scoped or member.group_id in item.group_ids or member.unit_id in item.unit_ids


def _whats(item: CriterionRow) -> list[str]:
    return [what for part in (item.rule.parts if item.rule is not None else ()) if (what := getattr(part, "what", ""))]


def _signed(text: str) -> Fraction:
    """-0.5, 0.5分, 扣0.5 as it stands; the sign is not trusted, only the amount."""
    match = re.search(r"\d+(?:\.\d+)?", text.translate(str.maketrans("０１２３４５６７８９．", "0123456789.")))
    if match is None:
        raise Refusal(f"“{text}”不是分数。")
    return Fraction(match.group(0))


def _slot(rule: Rule, slots: Sequence[Slot], words: str, points: Fraction | None) -> Slot | None:
    """The part that the words name; else, for points, the first whose points they are a multiple of; else the main."""
    named = [slot for slot in slots if (what := getattr(rule.parts[slot.part], "what", "")) and what in words]
    if len(named) == 1 or (named and points is None):
        return named[0]
    if points is not None:
        for slot in named or slots:
            part = rule.parts[slot.part]
            if isinstance(part, PerOccurrence | Bonus) and (points / part.each).denominator == 1:
                return slot
    return main_slot(named or slots)


def _choice(part: object, words: str) -> int:
    if not isinstance(part, Alternatives):
        return 0
    found = [at for at, one in enumerate(part.choices) if one.name in words]
    longest = max(found, key=lambda at: len(part.choices[at].name), default=None)
    if longest is not None:
        return longest
    if len(part.choices) == 1:
        return 0
    raise Refusal(f"看不出是哪一档：{'、'.join(one.name for one in part.choices)}。")


def _counted(part: object, points: Fraction, choice: int) -> str:
    """How often, from the points that a list writes; a mark as it is."""
    each = part.choices[choice].points if isinstance(part, Alternatives) else getattr(part, "each", None)
    if not isinstance(part, PerOccurrence | Bonus | Alternatives) or not each:
        return short(points)
    times = points / abs(each)
    if times.denominator not in (1, 2):
        raise Refusal(f"{short(points)}分不是每次{short(abs(each))}分的整倍数，看不出几次。")
    return short(times)
