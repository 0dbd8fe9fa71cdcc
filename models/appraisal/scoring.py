"""A round scored: all units of all groups from plain data, whole or one unit anew. Pure; the queries feed it."""

from collections.abc import Collection, Iterable, Mapping, Sequence
from dataclasses import dataclass, field, replace
from fractions import Fraction

from models.appraisal.rules.facts import Fact, ItemScore, Line
from models.appraisal.rules.figures import short
from models.appraisal.rules.items import score_item
from models.appraisal.rules.kinds import ZERO, Direct, RankTable, Rule, ShareOfBest, Veto, gives_bonus
from models.appraisal.rules.ranking import ranks
from models.appraisal.rules.totals import Frame, Node, Total, Tree, total
from models.appraisal.terms import Scope, Start, Ties

WHOLE = 0
"""The sub-round of items whose component has none."""
_NOTHING = Veto(Scope.HONOUR)
"""A part that does nothing without facts, in the place of one that is left aside."""
NOBODY: Mapping[int, Sequence[Fact]] = {}


@dataclass(frozen=True, slots=True)
class Item:
    """A leaf of the score table with its rule; `group_ids` and `unit_ids` both empty: for all."""

    node: Node
    rule: Rule
    group_ids: frozenset[int] = frozenset()
    unit_ids: frozenset[int] = frozenset()

    def applies(self, unit_id: int, group_id: int) -> bool:
        """Whether the item is one of the unit's."""
        if not self.group_ids and not self.unit_ids:
            return True
        return group_id in self.group_ids or unit_id in self.unit_ids

    @property
    def compares(self) -> bool:
        """Whether a unit's score depends on those of its group."""
        return any(isinstance(part, RankTable | ShareOfBest) for part in self.rule.parts)

    @property
    def gives_bonus(self) -> bool:
        """Whether the item can lift the total beyond its points."""
        return any(map(gives_bonus, self.rule.parts))


def by_hand(points: Fraction) -> Rule:
    """The rule of an item without one: marks from 0 to its points."""
    return Rule(Start.ZERO, (Direct(points),))


@dataclass(frozen=True, slots=True)
class Sheet:
    """Everything a round is scored from."""

    frame: Frame
    items: tuple[Item, ...]
    roster: Mapping[int, int]
    """Unit → group: those that are checked, in order."""
    facts: Mapping[tuple[int, int], Mapping[int, Sequence[Fact]]]
    """(criterion, unit) → facts by sub-round."""
    exempt: Mapping[int, Collection[int]] = field(default_factory=dict)
    """Unit → criteria that do not apply to it in this round."""
    parts: Mapping[int, Sequence[tuple[int, str, Fraction]]] = field(default_factory=dict)
    """Component → its sub-rounds (id, name, weight)."""
    absent: frozenset[tuple[int, int]] = frozenset()
    """(unit, sub-round) in which the unit was not checked."""
    ties: Ties = Ties.SHARED
    breakers: tuple[int, ...] = ()


@dataclass(frozen=True, slots=True)
class Scored:
    """Totals and ranks by unit, scores of items by unit and criterion."""

    totals: Mapping[int, Total]
    ranks: Mapping[int, int | None]
    items: Mapping[int, Mapping[int, ItemScore]]


def score(sheet: Sheet) -> Scored:
    """Everything of a round."""
    items: dict[int, dict[int, ItemScore]] = {unit: {} for unit in sheet.roster}
    groups = _groups(sheet)
    for item in sheet.items:
        for group_id, units in groups.items():
            for unit, found in _item(sheet, item, group_id, units).items():
                items[unit][item.node.id] = found
    return _summed(sheet, items, dict.fromkeys(sheet.roster), {})


def rescore(sheet: Sheet, before: Scored, changed: Iterable[tuple[int, int]]) -> Scored:
    """After facts of some (criterion, unit) changed in `sheet`: only what depends on them is scored again."""
    by_id = {item.node.id: item for item in sheet.items}
    groups = _groups(sheet)
    items = dict(before.items)
    touched: dict[int, set[int]] = {}
    wanted: dict[tuple[int, int], list[int]] = {}
    for criterion_id, unit_id in dict.fromkeys(changed):
        wanted.setdefault((criterion_id, sheet.roster[unit_id]), []).append(unit_id)
    for (criterion_id, group_id), own in wanted.items():
        item = by_id[criterion_id]
        for unit, found in _item(sheet, item, group_id, groups[group_id] if item.compares else own).items():
            items[unit] = {**items[unit], criterion_id: found}
            touched.setdefault(unit, set()).add(criterion_id)
    return _summed(sheet, items, touched, before.totals)


def _groups(sheet: Sheet) -> dict[int, list[int]]:
    found: dict[int, list[int]] = {}
    for unit, group in sheet.roster.items():
        found.setdefault(group, []).append(unit)
    return found


def _item(sheet: Sheet, item: Item, group_id: int, units: Sequence[int]) -> dict[int, ItemScore]:
    key = item.node.id
    mine = units
    if item.group_ids or item.unit_ids:
        mine = [unit for unit in mine if item.applies(unit, group_id)]
    spared = {unit for unit, gone in sheet.exempt.items() if key in gone}
    if spared:
        mine = [unit for unit in mine if unit not in spared]
    parts = sheet.parts.get(item.node.component)
    if not parts:
        return _once(sheet, item, mine, WHOLE)
    by_part = [
        (name, weight, _once(sheet, item, [unit for unit in mine if (unit, part) not in sheet.absent], part))
        for part, name, weight in parts
    ]
    means = {
        unit: _mean([(name, weight, found[unit]) for name, weight, found in by_part if unit in found]) for unit in mine
    }
    if not item.gives_bonus:
        return means
    struck = {
        (unit, part)
        for (part, _, _), (_, _, found) in zip(parts, by_part, strict=True)
        for unit, one in found.items()
        if any(scope == Scope.PART.value for scope, _ in one.vetoes)
    }
    return {unit: _one_bonus(sheet, item, unit, found, struck) for unit, found in means.items()}


def _once(sheet: Sheet, item: Item, units: Sequence[int], part: int) -> dict[int, ItemScore]:
    """The item of some units in one sub-round. Units without facts all score the same."""
    key = item.node.id
    facts = {unit: own for unit in units if (own := sheet.facts.get((key, unit), NOBODY).get(part))}
    nothing = score_item(item.node.points, item.rule, {0: ()})[0]
    if not facts:
        return dict.fromkeys(units, nothing)
    found = score_item(item.node.points, item.rule, facts)
    return {unit: found.get(unit, nothing) for unit in units}


def _one_bonus(sheet: Sheet, item: Item, unit: int, of: ItemScore, struck: Collection[tuple[int, int]]) -> ItemScore:
    """Bonus is not averaged but counted over the whole round: its ceiling (最多加3分) and its events hold over all
    sub-rounds together, without those in which a veto struck the item (`struck`: unit and sub-round)."""
    by_part = sheet.facts.get((item.node.id, unit), NOBODY)
    places = [place for place, part in enumerate(item.rule.parts) if gives_bonus(part)]
    alone = replace(item.rule, parts=tuple(part if gives_bonus(part) else _NOTHING for part in item.rule.parts))
    facts = [
        fact
        for part, _, _ in sheet.parts[item.node.component]
        if (unit, part) not in sheet.absent and (unit, part) not in struck
        for fact in by_part.get(part, ())
        if fact.part in places
    ]
    bonus = score_item(item.node.points, alone, {unit: facts})[unit].bonus
    if bonus == of.bonus:
        return of
    words = f"各次加分合计{short(of.bonus)}分，按全期计{short(bonus)}分"
    return replace(of, bonus=bonus, lines=(*of.lines, Line(words, bonus - of.bonus, tuple(fact.id for fact in facts))))


def _mean(scores: Sequence[tuple[str, Fraction, ItemScore]]) -> ItemScore:
    """The weighted average over sub-rounds that have a score, with their lines under their names."""
    known = [(name, weight, one) for name, weight, one in scores if one.score is not None]
    lines = tuple(
        Line(f"{name}：{line.words}", line.points, line.facts) for name, _, one in scores for line in one.lines
    )
    bonus = sum((one.bonus for _, _, one in scores), ZERO)
    vetoes = tuple(dict.fromkeys(veto for _, _, one in scores for veto in one.vetoes))
    whole = sum((weight for _, weight, _ in known), ZERO)
    if not known or not whole:
        return ItemScore(None, lines, bonus, vetoes)
    mean = sum((weight * one.score for _, weight, one in known if one.score is not None), ZERO) / whole
    return ItemScore(mean, lines, bonus, vetoes)


def _summed(
    sheet: Sheet,
    items: Mapping[int, Mapping[int, ItemScore]],
    units: Mapping[int, Collection[int] | None],
    before: Mapping[int, Total],
) -> Scored:
    """The totals of units anew, from some items that changed or (None) from all, and the ranks of everybody."""
    trees: dict[frozenset[int], Tree] = {}
    scoped = [item for item in sheet.items if item.group_ids or item.unit_ids]
    totals = dict(before)
    for unit, changed in units.items():
        group = sheet.roster[unit]
        foreign = frozenset(item.node.id for item in scoped if not item.applies(unit, group))
        if foreign not in trees:
            trees[foreign] = Tree(_without(sheet.frame, foreign))
        tree, left = trees[foreign], sheet.exempt.get(unit, ())
        if changed is None:
            totals[unit] = total(tree.frame, items[unit], left, tree=tree)
        else:
            totals[unit] = total(tree.frame, items[unit], left, tree=tree, before=before[unit], changed=changed)
    found: dict[int, int | None] = {}
    for members in _groups(sheet).values():
        scores = {unit: totals[unit].score for unit in members}
        keys = {unit: _key(sheet, totals[unit]) for unit in members} if sheet.ties is Ties.BREAKERS else None
        found |= ranks(scores, keys)
    return Scored({unit: totals[unit] for unit in sheet.roster}, found, items)


def _key(sheet: Sheet, of: Total) -> tuple[Fraction, ...]:
    """The scores of the components that tell equal totals apart, in their order."""
    by_component = {one.id: one.score for one in of.components}
    return tuple(by_component.get(one) or ZERO for one in sheet.breakers)


def _without(frame: Frame, gone: Collection[int]) -> Frame:
    """The frame without items that are not a unit's, and without headings that have nothing left below them."""
    if not gone:
        return frame
    left = [node for node in frame.nodes if node.id not in gone]
    headings = {node.parent_id for node in frame.nodes}
    while True:
        inhabited = {node.parent_id for node in left}
        kept = [node for node in left if node.id not in headings or node.id in inhabited]
        if len(kept) == len(left):
            return replace(frame, nodes=tuple(kept))
        left = kept
