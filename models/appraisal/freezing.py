"""A round's result as the content that is kept when it is posted, and that content as a result again."""

from collections.abc import Sequence
from dataclasses import dataclass, fields, replace

from models.appraisal.content import (
    Content,
    FrozenCriterion,
    FrozenEntry,
    FrozenExemption,
    FrozenGroup,
    FrozenItem,
    FrozenSum,
    FrozenUnit,
)
from models.appraisal.rows import (
    CriterionRow,
    EntryRow,
    ExemptionRow,
    GroupResult,
    PartRow,
    RosterRow,
    RoundResult,
    RoundRow,
    UnitResult,
)
from models.appraisal.rules.totals import Sum, Total
from models.appraisal.rules.wording import part_words
from models.appraisal.terms import EntryState

_ENTRY = tuple(part.name for part in fields(FrozenEntry))


@dataclass(frozen=True, slots=True)
class Ground:
    """What a result rests on, in words: rows of the score table, sub-rounds, entries that count, what did not apply."""

    criteria: tuple[CriterionRow, ...]
    roster: tuple[RosterRow, ...]
    parts: tuple[PartRow, ...]
    entries: tuple[EntryRow, ...]
    exemptions: tuple[ExemptionRow, ...]


def frozen(result: RoundResult, ground: Ground) -> Content:
    """The content of a result and its ground."""
    pool = _Pool()
    groups = []
    for group in result.groups:
        absent = tuple(
            FrozenUnit(one.unit_id, one.name, group.id, is_checked=False)
            for one in ground.roster
            if one.group_id == group.id and not one.is_checked
        )
        groups.append(FrozenGroup(group.id, group.name, tuple(pool.unit(one) for one in group.units) + absent))
    return Content(
        result.round.name,
        result.round.scheme,
        result.frame,
        result.round.starts,
        result.round.ends,
        tuple(groups),
        tuple(
            FrozenCriterion(row, tuple(part_words(part) for part in row.rule.parts) if row.rule is not None else ())
            for row in ground.criteria
        ),
        ground.parts,
        tuple(pool.sums),
        tuple(pool.items),
        tuple(FrozenEntry(**{name: getattr(row, name) for name in _ENTRY}) for row in ground.entries),
        tuple(
            FrozenExemption(one.unit_id, one.reason, one.criterion_id, one.round_part_id) for one in ground.exemptions
        ),
    )


class _Pool:
    """Scores that were seen, each with its place."""

    def __init__(self) -> None:
        self.sums: dict[FrozenSum, int] = {}
        self.items: dict[FrozenItem, int] = {}

    def unit(self, one: UnitResult) -> FrozenUnit:
        return FrozenUnit(
            one.unit_id,
            one.name,
            one.group_id,
            True,
            one.total.score,
            one.total.bonus,
            one.total.vetoes,
            one.total.grade,
            one.rank,
            one.before,
            tuple(self._sum(part) for part in one.total.components),
            tuple(self.items.setdefault(FrozenItem(key, score), len(self.items)) for key, score in one.items.items()),
        )

    def _sum(self, one: Sum) -> int:
        below = tuple(self._sum(inner) for inner in one.below)
        return self.sums.setdefault(FrozenSum(one.id, one.points, one.score, one.scale, below), len(self.sums))


def result_of(content: Content, row: RoundRow, head: str = "") -> RoundResult:
    """The result again: `row` as it is now (its state and days) with the names of then."""
    names = {one.key: one.name for one in content.frame.components}
    names |= {node.id: node.name for node in content.frame.nodes}
    sums: list[Sum] = []
    for one in content.sums:  # what is below stands in front
        below = tuple([sums[place] for place in one.below])
        sums.append(Sum(one.id, names.get(one.id, ""), one.score, one.points, one.scale, below))
    row = replace(row, name=content.name, scheme=content.scheme, starts=content.starts, ends=content.ends)
    groups = tuple(
        GroupResult(group.id, group.name, tuple(_unit(one, content, sums) for one in group.units if one.is_checked))
        for group in content.groups
    )
    return RoundResult(row, content.frame, groups, frozen=True, head=head)


def _unit(one: FrozenUnit, content: Content, sums: list[Sum]) -> UnitResult:
    total = Total(one.score, tuple([sums[place] for place in one.sums]), one.bonus, one.vetoes, one.grade)
    found = [content.items[place] for place in one.items]
    items = {item.criterion_id: item.score for item in found}
    return UnitResult(one.id, one.name, one.group_id, total, one.rank, one.before, items)


def ground_of(content: Content, round_id: int, listed: Sequence[int] = ()) -> Ground:
    """What the frozen result rests on. Rows of the roster and exemptions have no id of their own any more: 0.

    The roster stands in the order in which its units are `listed`: that of the content is by rank, which is not
    everybody's to know.
    """
    places = {unit_id: place for place, unit_id in enumerate(listed)}
    units = {one.id: one for group in content.groups for one in group.units}
    rows = {one.row.id: one for one in content.criteria}
    return Ground(
        tuple(one.row for one in content.criteria),
        tuple(
            RosterRow(0, one.id, one.name, group.id, group.name, one.is_checked)
            for group in content.groups
            for one in sorted(group.units, key=lambda one: places.get(one.id, len(places)))
        ),
        content.parts,
        tuple(_entry(one, round_id, units[one.unit_id].name, rows[one.criterion_id]) for one in content.entries),
        tuple(
            ExemptionRow(0, one.unit_id, one.criterion_id, one.round_part_id, one.reason) for one in content.exemptions
        ),
    )


def _entry(one: FrozenEntry, round_id: int, unit: str, criterion: FrozenCriterion) -> EntryRow:
    return EntryRow(
        one.id,
        round_id,
        one.unit_id,
        unit,
        one.criterion_id,
        criterion.row.name,
        one.part,
        criterion.part_words[one.part] if one.part < len(criterion.part_words) else "",
        one.round_part_id,
        one.amount,
        one.choice,
        one.halved,
        one.event,
        one.scorer,
        one.reason,
        one.day,
        EntryState.ACCEPTED,
        "",
        one.source,
        one.of_table,
        one.row_id,
        one.points,
        one.files,
    )
