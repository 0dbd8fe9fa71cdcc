"""Rules of renaming, merging and splitting units, on plain values: why not, families, and the words for what was."""

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from datetime import date

from models.errors import Refusal
from models.org.rules import clean_name, is_valid_on, last_day, why_no_name
from models.org.terms import UnitKind
from models.trees import ancestors


@dataclass(frozen=True, slots=True)
class UnitFacts:
    """What the rules must know of a unit; `changed` is the day of its last rename, merger or split, if any."""

    id: int
    name: str
    kind: UnitKind
    parent_id: int | None
    valid_from: date | None
    valid_to: date | None
    successor_id: int | None
    changed: date | None = None

    @property
    def is_collective(self) -> bool:
        return self.kind is UnitKind.COLLECTIVE


Facts = Mapping[int, UnitFacts]


# ---- families -----------------------------------------------------------------------------------------------


def predecessors(successors: Mapping[int, int | None], unit_id: int) -> list[int]:
    """All units that came to be part of a unit, nearest first; `successors` names each unit's successor."""
    found: list[int] = []
    queue = [unit_id]
    while queue:
        current = queue.pop(0)
        for older, newer in successors.items():
            if newer == current and older not in found and older != unit_id:
                found.append(older)
                queue.append(older)
    return found


def heir(facts: Facts, unit_id: int, day: date) -> int | None:
    """The unit that stands for `unit_id` on a day: itself while it is valid, else the first valid one along its
    successors; None when there is none."""
    seen: set[int] = set()
    current: int | None = unit_id
    while current is not None and current in facts and current not in seen:
        seen.add(current)
        unit = facts[current]
        if is_valid_on(unit.valid_from, unit.valid_to, day):
            return current
        current = unit.successor_id
    return None


# ---- why not ------------------------------------------------------------------------------------------------


def why_not_merged(
    facts: Facts, unit_ids: Sequence[int], into_id: int | None, day: date, new_name: str = ""
) -> Refusal | None:
    """Why these units cannot be merged into another one from `day` on (None: into a new one); None when they can."""
    if not unit_ids:
        return Refusal("没有选择要撤并的单位。", "请先选中一个或几个单位。")
    if into_id is None:
        for number, unit_id in enumerate(unit_ids, 1):
            refusal = _why_not_ended(facts[unit_id], day)
            if refusal:
                return Refusal(f"第 {number} 个单位“{facts[unit_id].name}”：{refusal.sentence}", refusal.next_step)
        return _why_no_new_unit(facts, new_name, parent_of_new(facts, unit_ids), day, unit_ids)
    into = facts[into_id]
    if into.is_collective:
        return Refusal(f"“{into.name}”是集体称谓，不是一个单位，不能承接别的单位。", "请选择具体的单位。")
    if not is_valid_on(into.valid_from, into.valid_to, day):
        return Refusal(f"承接单位“{into.name}”{day} 不在用（{_range(into)}）。", "请换一个单位或日期。")
    above = [into_id, *ancestors({unit.id: unit.parent_id for unit in facts.values()}, into_id)]
    for number, unit_id in enumerate(unit_ids, 1):
        unit = facts[unit_id]
        row = f"第 {number} 个单位“{unit.name}”："
        if unit_id == into_id:
            return Refusal(f"{row}不能并入自己。", "请从要撤并的单位里去掉它，或选择另一个承接单位。")
        refusal = _why_not_ended(unit, day)
        if refusal:
            return Refusal(row + refusal.sentence, refusal.next_step)
        if unit_id in above:
            return Refusal(f"{row}“{into.name}”是它的下属单位，不能把上级并入下属。", "先把承接单位移到别的上级下面。")
    return None


def why_not_split(facts: Facts, unit_id: int, names: Sequence[str], day: date, *, goes_on: bool) -> Refusal | None:
    """Why a unit cannot be split into units of these names from `day` on; None when it can."""
    unit = facts[unit_id]
    refusal = _why_not_ended(unit, day)
    if refusal:
        return Refusal(f"“{unit.name}”：{refusal.sentence}", refusal.next_step)
    tidy = [clean_name(name) for name in names]
    if not tidy or (len(tidy) == 1 and not goes_on):
        least = "一个" if goes_on else "两个"
        return Refusal(f"至少要写{least}新单位。", "只换名称时，请用“改名”。")
    taken = {other.name for other in facts.values() if _in_use(other, unit.parent_id, day)}
    if not goes_on:
        taken.discard(unit.name)
    for number, name in enumerate(tidy, 1):
        refusal = why_no_name(name, "单位")
        if refusal is None and name in tidy[: number - 1]:
            refusal = Refusal(f"“{name}”写了两次。", "请在名称里写出区别。")
        if refusal is None and name in taken:
            refusal = Refusal(f"同一级里已有单位“{name}”。", "请在名称里写出区别；要并入已有单位时，请用“并入”。")
        if refusal:
            return Refusal(f"第 {number} 个新单位：{refusal.sentence}", refusal.next_step)
    return None


def why_not_renamed(facts: Facts, unit_id: int, name: str, day: date, *, renamed: date | None = None) -> Refusal | None:
    """Why a unit cannot bear a name from `day` on; `renamed` is the day of its last change of name."""
    unit = facts[unit_id]
    refusal = why_no_name(name, "单位")
    if refusal:
        return refusal
    if unit.valid_from is not None and day <= unit.valid_from:
        return Refusal(
            f"“{unit.name}”从 {unit.valid_from} 起才有，{day} 还没有原名。", "请直接修改全称，或换一个日期。"
        )
    if unit.valid_to is not None and unit.valid_to <= day:
        return Refusal(f"“{unit.name}”用到 {last_day(unit.valid_to)} 为止，之后不能改名。", "请换一个更早的日期。")
    if renamed is not None and day < renamed:
        return Refusal(f"“{unit.name}”在 {renamed} 已经改过名，新的改名不能早于它。", "请换一个日期。")
    tidy = clean_name(name)
    if any(
        other.name == tidy and other.id != unit_id for other in facts.values() if _in_use(other, unit.parent_id, day)
    ):
        return Refusal(f"同一级里已有单位“{tidy}”。", "两个单位合并时，请用“并入”；否则请在名称里写出区别。")
    return None


def parent_of_new(facts: Facts, unit_ids: Sequence[int]) -> int | None:
    """Below which unit one stands that is founded by a merger: the parent of the first, unless that ends as well."""
    parent = facts[unit_ids[0]].parent_id if unit_ids else None
    while parent is not None and parent in unit_ids:
        parent = facts[parent].parent_id
    return parent


def _why_no_new_unit(
    facts: Facts, name: str, parent_id: int | None, day: date, leaving: Iterable[int]
) -> Refusal | None:
    """The names of the units that end (`leaving`) are free."""
    refusal = why_no_name(name, "承接单位")
    if refusal:
        return refusal
    gone, tidy = set(leaving), clean_name(name)
    if any(other.name == tidy and other.id not in gone for other in facts.values() if _in_use(other, parent_id, day)):
        return Refusal(f"同一级里已有单位“{tidy}”。", "请直接选择它作为承接单位。")
    return None


def _why_not_ended(unit: UnitFacts, day: date) -> Refusal | None:
    if unit.is_collective:
        return Refusal("这是集体称谓，不是一个单位，不能撤并或分设。", "请选择具体的单位。")
    if unit.valid_to is not None and unit.valid_to <= day:
        return Refusal(f"已经撤并，用到 {last_day(unit.valid_to)} 为止。", "请从选择里去掉它，或换一个更早的日期。")
    if unit.successor_id is not None:
        return Refusal("已经定了并入哪个单位，不能再撤并一次。", "要改变时，先撤销那一步。")
    if unit.valid_from is not None and day <= unit.valid_from:
        return Refusal(f"从 {unit.valid_from} 起才有，{day} 还不能撤并或分设。", "请换一个更晚的日期。")
    if unit.changed is not None and day < unit.changed:
        return Refusal(f"在 {unit.changed} 有过改名、承接或分设，日期不能早于它。", "请换一个更晚的日期。")
    return None


def _in_use(unit: UnitFacts, parent_id: int | None, day: date) -> bool:
    return unit.parent_id == parent_id and (unit.valid_to is None or unit.valid_to > day)


def _range(unit: UnitFacts) -> str:
    if unit.valid_to is None:
        return f"{unit.valid_from} 起"
    return (
        f"{last_day(unit.valid_to)} 止"
        if unit.valid_from is None
        else f"{unit.valid_from} 至 {last_day(unit.valid_to)}"
    )


# ---- dated rows ---------------------------------------------------------------------------------------------


@dataclass(frozen=True, slots=True)
class Span:
    """A half-open range of days; None is open."""

    start: date | None
    end: date | None


def room_for(span: Span, taken: Iterable[Span]) -> Span | None:
    """The first part of `span` that nothing in `taken` covers; None when all of it is covered.

    So a unit that carries a duty already is not given it twice, and takes over what its own does not reach.
    """
    start = span.start
    others = sorted(taken, key=lambda one: one.start or date.min)
    for other in others:
        if is_valid_on(other.start, other.end, start or date.min):
            if other.end is None:
                return None
            start = other.end
    later = [one.start for one in others if one.start is not None and (start is None or one.start > start)]
    end = min((day for day in (span.end, *later) if day is not None), default=None)
    if start is not None and end is not None and end <= start:
        return None
    return Span(start, end)
