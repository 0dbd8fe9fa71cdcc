"""Rules of the watches on plain values: who holds one, who inherits it, how far its dates may reach, and why not."""

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from datetime import date
from typing import TypeVar

from models.errors import Refusal
from models.grid.terms import WatchHolder
from models.org.rules import last_day, why_no_range

MOST_CELLS = 10  # more cells than this under one person are an overload; the office may set another number

T = TypeVar("T")
Own = Mapping[int, Mapping[int, T]]  # cell id → role id → the cell's own watches in that role


@dataclass(frozen=True, slots=True)
class Holder:
    """Who takes a role: a person, a post or a unit; a person or post may stand beside the unit that sent them.

    `new_name` is a person who is not known yet and is made by the action.
    """

    person_id: int | None = None
    post_id: int | None = None
    unit_id: int | None = None
    new_name: str = ""

    @property
    def is_empty(self) -> bool:
        return self.main is None and not self.new_name

    @property
    def main(self) -> tuple[str, int] | None:
        """What makes two holders the same: the person, else the post, else the unit."""
        if self.person_id is not None:
            return "person", self.person_id
        if self.post_id is not None:
            return "post", self.post_id
        return None if self.unit_id is None or self.new_name else ("unit", self.unit_id)


@dataclass(frozen=True, slots=True)
class Span:
    """A time in which something is there: a unit in use, a person on a post (`valid_to` exclusive)."""

    what: str
    valid_from: date | None
    valid_to: date | None


def inherited(order: Iterable[tuple[int, int | None]], own: Own[T]) -> dict[int, dict[int, tuple[int, T]]]:
    """Who watches over every cell: cell id → role id → (the cell it comes from, its watches), in one pass.

    `order` are cells with their parents, parents first. A cell takes what is over it, role by role, unless it has its
    own. Cells without own watches share the answer of the cell above them: do not change it.
    """
    answer: dict[int, dict[int, tuple[int, T]]] = {}
    nothing: dict[int, tuple[int, T]] = {}
    for cell_id, parent_id in order:
        above = nothing if parent_id is None else answer.get(parent_id, nothing)
        mine = own.get(cell_id)
        answer[cell_id] = {**above, **{role: (cell_id, found) for role, found in mine.items()}} if mine else above
    return answer


def overlap(a_from: date | None, a_to: date | None, b_from: date | None, b_to: date | None) -> bool:
    """Whether two half-open ranges share a day."""
    return (a_to is None or b_from is None or b_from < a_to) and (b_to is None or a_from is None or a_from < b_to)


def why_no_holder(role: str, allowed: WatchHolder, holder: Holder) -> Refusal | None:
    """Why a holder cannot take a role: nobody named, or of a kind that the role does not allow."""
    if holder.is_empty:
        return Refusal(f"没有写由谁担任“{role}”。", "请填人员、岗位或单位。")
    person = holder.person_id is not None or bool(holder.new_name)
    fits = {
        WatchHolder.ANY: True,
        WatchHolder.PERSON: person,
        WatchHolder.POST: holder.post_id is not None,
        WatchHolder.UNIT: holder.unit_id is not None,
    }[allowed]
    if fits:
        return None
    return Refusal(f"“{role}”只能由{allowed.label}担任。", f"请填{allowed.label}，或在“层级…”里改由谁担任。")


def why_not_standing(role: str, level: str, stands: bool) -> Refusal | None:
    """Why a role cannot be filled on cells of a level: it does not stand there."""
    if stands:
        return None
    return Refusal(f"“{level}”这一级没有“{role}”。", "在“层级…”里给这一级加上，或换一个角色。")


def why_no_watch_range(valid_from: date | None, valid_to: date | None) -> Refusal | None:
    """Why a watch cannot have these dates at all."""
    return why_no_range(valid_from, valid_to, "责任时间")


def start_within(valid_from: date | None, spans: Sequence[Span]) -> date | None:
    """The start to keep when none is given: as early as what it hangs on is there (the latest of several)."""
    if valid_from is not None:
        return valid_from
    return max((span.valid_from for span in spans if span.valid_from is not None), default=None)


def why_outside(valid_from: date | None, valid_to: date | None, spans: Sequence[Span]) -> Refusal | None:
    """Why a watch reaches beyond what it hangs on: a unit out of use, a person no longer (or not yet) on the post."""
    for span in spans:
        begins, ends = span.valid_from, span.valid_to
        if begins is not None and valid_from is not None and valid_from < begins:
            return Refusal(f"{span.what}从 {begins} 开始，责任写的是从 {valid_from} 起。", f"请改为 {begins} 或以后。")
        if ends is None:
            continue
        last = last_day(ends)
        if valid_from is not None and valid_from >= ends:
            return Refusal(f"{span.what}到 {last} 为止，责任写的是从 {valid_from} 起。", "请改正日期，或换由别人担任。")
        if valid_to is None:
            return Refusal(f"{span.what}到 {last} 为止，责任没有写结束日期。", f"请写结束日期，不晚于 {last}。")
        if valid_to > ends:
            return Refusal(f"{span.what}到 {last} 为止，责任写到 {last_day(valid_to)}。", f"请改为不晚于 {last}。")
    return None


def holder_words(person: str, post: str, unit: str) -> str:
    """Who it is as papers print it: the person, else the post that has no holder, else the unit."""
    return person or (f"{post}（空缺）" if post else unit)
