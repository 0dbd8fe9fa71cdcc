"""Rules of 结对共建 and 挂钩联系: who is tied to what, when; nothing with itself, no pair twice at the same time."""

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date

from models.errors import Refusal
from models.org.rules import last_day, why_no_range


@dataclass(frozen=True, slots=True)
class Tie:
    """One pairing on plain values: a unit, a post or a person, tied to a cell or a unit; `valid_to` exclusive."""

    unit_id: int | None = None
    person_id: int | None = None
    post_id: int | None = None
    cell_id: int | None = None
    partner_id: int | None = None
    valid_from: date | None = None
    valid_to: date | None = None

    @property
    def pair(self) -> tuple[int | None, ...]:
        return (self.unit_id, self.person_id, self.post_id, self.cell_id, self.partner_id)


@dataclass(frozen=True, slots=True)
class Span:
    """When something a pairing names is valid (`valid_to` exclusive), with its name for the sentence."""

    name: str
    valid_from: date | None
    valid_to: date | None


def why_no_tie(tie: Tie) -> Refusal | None:
    """Why a pairing cannot be kept, looked at alone."""
    who = [one for one in (tie.unit_id, tie.person_id, tie.post_id) if one is not None]
    if len(who) != 1:
        return Refusal("结对方要写且只写一个。", "请写上一个单位、岗位或人员。")
    goal = [one for one in (tie.cell_id, tie.partner_id) if one is not None]
    if len(goal) != 1:
        return Refusal("结对对象要写且只写一个。", "请写上一个网格或单位。")
    if tie.unit_id is not None and tie.unit_id == tie.partner_id:
        return Refusal("一个单位不能和自己结对。", "请换一个结对对象。")
    return why_no_range(tie.valid_from, tie.valid_to, "结对时间")


def why_twice(tie: Tie, others: Iterable[Tie]) -> Refusal | None:
    """Why a pairing cannot stand beside the others: the same pair in the same time."""
    for other in others:
        if other.pair == tie.pair and _overlap(tie, other):
            return Refusal(
                f"这一对已经结对（{range_words(other.valid_from, other.valid_to)}）。", "请先结束原来的，或改时间。"
            )
    return None


def why_outside(tie: Tie, spans: Iterable[Span]) -> Refusal | None:
    """Why a pairing's time does not lie within that of a unit it names."""
    for span in spans:
        if span.valid_from is not None and (tie.valid_from or date.min) < span.valid_from:
            return Refusal(
                f"“{span.name}”从 {span.valid_from} 起启用，结对不能更早开始。",
                f"开始日期写 {span.valid_from} 或以后。",
            )
        if span.valid_to is not None and (tie.valid_to or date.max) > span.valid_to:
            end = last_day(span.valid_to)
            return Refusal(f"“{span.name}”已于 {end} 停用，结对不能晚于这一天。", f"结束日期写 {end} 或以前。")
    return None


def range_words(valid_from: date | None, valid_to: date | None) -> str:
    """A range as the screen says it: 2026-01-01 至 2026-12-31; with open ends 长期."""
    end = last_day(valid_to)
    if valid_from is None and end is None:
        return "长期"
    if end is None:
        return f"{valid_from} 起"
    return f"至 {end}" if valid_from is None else f"{valid_from} 至 {end}"


def _overlap(one: Tie, other: Tie) -> bool:
    return (one.valid_from or date.min) < (other.valid_to or date.max) and (other.valid_from or date.min) < (
        one.valid_to or date.max
    )
