"""States of duties at cells: counts, what a change of state sets beside it, how far a task reaches down the grid."""

import re
from collections import defaultdict
from collections.abc import Collection, Iterable, Sequence
from dataclasses import dataclass
from datetime import date

from models.errors import Refusal
from models.task.rules.spread import Spot, Spread, named_cells, within
from models.task.terms import DutyState

_FIGURES = str.maketrans("０１２３４５６７８９．／－", "0123456789./-")
_DAY = re.compile(r"(?:(\d{4})[-./年])?(\d{1,2})[-./月](\d{1,2})日?(?:[T ]?0?0:00(?::00)?)?")
_OTHER_WORDS = {
    "": DutyState.OPEN,
    "未开工": DutyState.OPEN,
    "未启动": DutyState.OPEN,
    "进行": DutyState.DOING,
    "推进中": DutyState.DOING,
    "改造中": DutyState.DOING,
    "整改中": DutyState.DOING,
    "完成": DutyState.DONE,
    "已完工": DutyState.DONE,
    "完工": DutyState.DONE,
    "已整改": DutyState.DONE,
    "无": DutyState.NOT_NEEDED,
    "不需要": DutyState.NOT_NEEDED,
    "不适用": DutyState.NOT_NEEDED,
}


@dataclass(frozen=True, slots=True)
class StateCounts:
    """How many duties are in which state."""

    open: int = 0
    doing: int = 0
    done: int = 0
    not_needed: int = 0

    @property
    def total(self) -> int:
        return self.open + self.doing + self.done + self.not_needed

    @property
    def needed(self) -> int:
        """All but those that do not apply (不涉及)."""
        return self.open + self.doing + self.done

    @property
    def percent(self) -> int:
        """已完成 of those needed, rounded down so that 100 means all; 100 when none is needed."""
        return self.done * 100 // self.needed if self.needed else 100

    @property
    def words(self) -> str:
        """30 处 · 已完成 12 · 进行中 5 · 不涉及 1."""
        parts = [f"{self.total} 处"]
        for state, count in ((DutyState.DONE, self.done), (DutyState.DOING, self.doing)):
            if count:
                parts.append(f"{state.label} {count}")
        if self.not_needed:
            parts.append(f"{DutyState.NOT_NEEDED.label} {self.not_needed}")
        return " · ".join(parts)

    def __add__(self, other: "StateCounts") -> "StateCounts":
        return StateCounts(
            self.open + other.open,
            self.doing + other.doing,
            self.done + other.done,
            self.not_needed + other.not_needed,
        )


def count_states(states: Iterable[DutyState]) -> StateCounts:
    """Count states one by one."""
    found = dict.fromkeys(DutyState, 0)
    for state in states:
        found[state] += 1
    return StateCounts(
        found[DutyState.OPEN], found[DutyState.DOING], found[DutyState.DONE], found[DutyState.NOT_NEEDED]
    )


def state_of_text(text: str) -> DutyState:
    """A state as a clerk writes it (已完成, 完成, 完工 …); refuses other words."""
    word = "".join(text.split())
    for state in DutyState:
        if word in (state.label, state.value):
            return state
    known = _OTHER_WORDS.get(word)
    if known is not None:
        return known
    labels = "、".join(state.label for state in DutyState)
    raise Refusal(f"没有状态“{text.strip()}”。", f"可以写{labels}。")


def day_of_text(text: str, today: date) -> date | None:
    """A day as a clerk types it: 2026-05-31, 2026年5月31日, 5.31, 5月31日 (of this year); None for nothing."""
    plain = "".join(text.split()).translate(_FIGURES)
    if not plain:
        return None
    found = _DAY.fullmatch(plain)
    try:
        if found is not None:
            return date(int(found[1] or today.year), int(found[2]), int(found[3]))
    except ValueError:
        pass
    raise Refusal(f"“{text.strip()}”不是日期。", "可以写成 2026-05-31 或 5月31日。")


def done_day(state: DutyState, done_on: date | None, today: date) -> date | None:
    """The day of completion to keep beside a state: today when none is known, none unless 已完成."""
    return (done_on or today) if state is DutyState.DONE else None


def why_not_done_on(done_on: date | None, today: date) -> Refusal | None:
    """A day of completion lies not after today."""
    if done_on is None or done_on <= today:
        return None
    return Refusal(f"完成日期 {done_on.isoformat()} 在今天之后。", "请核对日期；还没完成的，状态选“进行中”。")


@dataclass(frozen=True, slots=True)
class Reach:
    """How far a task comes down to one level: the cells it should reach, and those of them without a duty."""

    level_id: int
    wanted: tuple[int, ...]
    missing: tuple[int, ...]

    @property
    def is_whole(self) -> bool:
        return not self.missing


def reach_of(spreads: Sequence[Spread], covered: Collection[int], spots: Sequence[Spot]) -> list[Reach]:
    """How far a task reaches, level by level from the top, in the order of `spots` inside each.

    A rule wants every cell it names. Cells set by hand: one alone is meant alone; where several of one level are
    covered, every cell of that level under the nearest cell above them all is wanted.
    """
    own = set(covered)
    wanted: dict[int, set[int]] = {}
    ruled: set[int] = set()
    for spread in spreads:
        named = named_cells(spread, spots)
        wanted.setdefault(spread.level_id, set()).update(named)
        ruled.update(named)
    by_hand: dict[int, list[int]] = {}
    for spot in spots:
        if spot.id in own and spot.id not in ruled:
            by_hand.setdefault(spot.level_id, []).append(spot.id)
    for level_id, ids in by_hand.items():
        if len(ids) > 1:
            inside = within(_nearest_above(ids, spots), spots)
            wanted.setdefault(level_id, set()).update(
                spot.id for spot in spots if spot.level_id == level_id and spot.id in inside
            )
    found = []
    first = _first_of_level(spots)
    for level_id in sorted(wanted, key=first.__getitem__):
        ids_of = tuple(spot.id for spot in spots if spot.id in wanted[level_id])
        found.append(Reach(level_id, ids_of, tuple(cell_id for cell_id in ids_of if cell_id not in own)))
    return found


def _first_of_level(spots: Sequence[Spot]) -> defaultdict[int, int]:
    """Where the first cell of each level stands: levels come from the top down in tree order."""
    first: defaultdict[int, int] = defaultdict(lambda: len(spots))
    for at, spot in enumerate(spots):
        if spot.level_id not in first:
            first[spot.level_id] = at
    return first


def _nearest_above(ids: Sequence[int], spots: Sequence[Spot]) -> int | None:
    """The nearest cell that lies above all of these; None when there is none."""
    parents = {spot.id: spot.parent_id for spot in spots}
    common: list[int] | None = None
    for cell_id in ids:
        above: list[int] = []
        here = parents.get(cell_id)
        while here is not None and here in parents and here not in above:
            above.append(here)
            here = parents[here]
        common = above if common is None else [step for step in common if step in above]
    return common[0] if common else None
