"""A second scorer, for comparison only: written from what the kinds of rules say, plain and slow, all in Fraction.

It shares no step with models/appraisal/rules/{items,totals}.py or models/appraisal/scoring.py, only their data.
"""

from dataclasses import dataclass
from fractions import Fraction
from math import ceil, floor

from models.appraisal.rules import kinds
from models.appraisal.rules.facts import Fact
from models.appraisal.rules.kinds import Rule
from models.appraisal.rules.totals import Component, Frame, Node
from models.appraisal.scoring import Item, Sheet
from models.appraisal.terms import Best, Compare, Mean, Scope, Stage, Start, Ties

ZERO = Fraction(0)
MEASURED = (kinds.Ratio, kinds.Steps, kinds.Threshold, kinds.Tiers, kinds.RankTable,
            kinds.ShareOfBest)  # fmt: skip


@dataclass
class Scored:
    """An item: its score (None: unknown), its bonus, the scopes of its vetoes."""

    score: Fraction | None
    bonus: Fraction
    vetoes: set[str]


def rounded(value: Fraction, digits: int) -> Fraction:
    """Half up, away from zero."""
    size = abs(value) * 10**digits
    whole = int(size)
    if size - whole >= Fraction(1, 2):
        whole += 1
    return Fraction(whole if value >= 0 else -whole, 10**digits)


def item_score(points: Fraction, rule: Rule, facts: list[Fact], peers: list[list[Fact]]) -> Scored:
    """One item of one unit; `peers` are the facts of everybody in the group, the unit itself included."""
    lost, bonus = ZERO, ZERO
    vetoes: set[str] = set()
    earned = points if rule.start is Start.FULL else ZERO
    unknown = False
    for place, part in enumerate(rule.parts):
        mine = of_part(facts, place)
        got: Fraction | None = ZERO
        if isinstance(part, kinds.Veto):
            vetoes |= {part.scope.value} if mine else set()
        elif isinstance(part, kinds.Multiplier):
            got = earned * (part.factor - 1) if mine else ZERO
        elif isinstance(part, kinds.Bonus):
            bonus += bounded(part.each * weighed(mine, lambda fact: fact.amount, part.highest_only), part.ceiling)
        elif isinstance(part, kinds.Alternatives) and part.beyond:
            bonus += plain_points(part, mine, []) or ZERO
        elif not isinstance(part, kinds.VetoBelow):
            got = plain_points(part, mine, [of_part(other, place) for other in peers])
        if got is None:
            unknown = True
        else:
            earned += got
            lost += max(-got, ZERO)
    if unknown:
        return Scored(None, min(bonus, ZERO) if Scope.PART.value in vetoes else bonus, vetoes)
    if rule.most_lost is not None:
        earned += max(lost - rule.most_lost, ZERO)
    score = held(earned, points)
    for part in rule.parts:
        if isinstance(part, kinds.VetoBelow) and score < part.share * points:
            vetoes.add(part.scope.value)
    if Scope.PART.value in vetoes:
        return Scored(ZERO, min(bonus, ZERO), vetoes)
    return Scored(score, bonus, vetoes)


def held(value: Fraction, points: Fraction) -> Fraction:
    """扣完为止, and never more than the item's points."""
    return min(max(value, ZERO), points)


def of_part(facts: list[Fact], place: int) -> list[Fact]:
    return sorted((fact for fact in facts if fact.part == place), key=lambda fact: fact.id)


def bounded(value: Fraction, cap: Fraction | None) -> Fraction:
    if cap is None:
        return value
    return max(-cap, min(cap, value))


def weighed(facts: list[Fact], weigh, highest_only: bool) -> Fraction:  # type: ignore[no-untyped-def]
    """The sum of what facts weigh; of one event only the heaviest counts when so ruled."""
    if not highest_only:
        return sum((weigh(fact) for fact in facts), ZERO)
    alone = [weigh(fact) for fact in facts if not fact.event]
    events: dict[str, Fraction] = {}
    for fact in facts:
        if fact.event and (fact.event not in events or abs(weigh(fact)) > abs(events[fact.event])):
            events[fact.event] = weigh(fact)
    return sum([*alone, *events.values()], ZERO)


def plain_points(part: kinds.Part, mine: list[Fact], peers: list[list[Fact]]) -> Fraction | None:
    """What a part adds (negative: takes); None while its value or marks are missing."""
    match part:
        case kinds.PerOccurrence():
            half = Fraction(1, 2) if part.halved else Fraction(1)
            weigh = lambda fact: part.each * fact.amount * (half if fact.halved else 1)  # noqa: E731
            return bounded(weighed(mine, weigh, part.highest_only), part.cap)
        case kinds.Alternatives():
            value = weighed(mine, lambda fact: part.choices[fact.choice].points * fact.amount, part.highest_only)
            return bounded(value, part.cap)
        case kinds.Graded() | kinds.Direct():
            return of_marks(part, mine)
    if not mine:
        return None
    value = mine[-1].amount
    values = [other[-1].amount for other in peers if other]
    match part:
        case kinds.Ratio():
            return part.points * min(Fraction(1), max(ZERO, value))
        case kinds.Steps():
            behind = value - part.target if part.above else part.target - value
            if behind <= 0:
                return ZERO
            count = ceil(behind / part.step) if part.started else floor(behind / part.step)
            return bounded(part.each * count, part.cap)
        case kinds.Threshold():
            holds = {
                Compare.AT_LEAST: value >= part.bound,
                Compare.MORE: value > part.bound,
                Compare.AT_MOST: value <= part.bound,
                Compare.LESS: value < part.bound,
            }[part.compare]
            return part.then if holds else part.otherwise
        case kinds.Tiers():
            got = part.otherwise
            for tier in reversed(part.tiers):
                if (value <= tier.bound) if part.at_most else (value >= tier.bound):
                    got = tier.points
            return got
        case kinds.RankTable():
            better = [one for one in values if (one > value if part.best is Best.HIGHEST else one < value)]
            rank = len(better) + 1
            if rank <= len(part.points):
                return part.points[rank - 1]
            if not part.fall:
                return part.least
            return max(part.least, part.points[-1] - part.fall * (rank - len(part.points)))
        case kinds.ShareOfBest():
            best = max(values) if part.best is Best.HIGHEST else min(values)
            if value == best:
                return part.points
            return part.points * (value / best if part.best is Best.HIGHEST else best / value)
    raise AssertionError(part)


def of_marks(part: kinds.Graded | kinds.Direct, mine: list[Fact]) -> Fraction | None:
    """The mean of the last mark of each scorer."""
    by_scorer = {fact.scorer: fact.amount for fact in mine}
    marks = sorted(by_scorer.values())
    if not marks:
        return None
    if part.mean is Mean.TRIMMED and len(marks) > 2:
        marks = marks[1:-1]
    mark = sum(marks, ZERO) / len(marks)
    if isinstance(part, kinds.Direct):
        return min(max(mark, ZERO), part.points)
    return min(max(mark, ZERO), part.out_of) / part.out_of * part.points


def item_of_unit(sheet: Sheet, item: Item, unit: int, group: list[int]) -> Scored:
    """Over the sub-rounds of its component, or at once."""
    everything = {one: sheet.facts.get((item.node.id, one), {}) for one in group}
    subrounds = sheet.parts.get(item.node.component, ())
    if not subrounds:
        return item_score(item.node.points, item.rule, *split(everything, 0, unit))
    done: list[tuple[Fraction, Scored]] = []
    by_place: list[tuple[int, Scored]] = []
    for part_id, _, weight in subrounds:
        if (unit, part_id) in sheet.absent:
            continue
        there = {one: facts for one, facts in everything.items() if (one, part_id) not in sheet.absent}
        done.append((weight, item_score(item.node.points, item.rule, *split(there, part_id, unit))))
        by_place.append((part_id, done[-1][1]))
    known = [(weight, one) for weight, one in done if one.score is not None]
    whole = sum((weight for weight, _ in known), ZERO)
    score = sum((weight * (one.score or ZERO) for weight, one in known), ZERO) / whole if whole else None
    struck = {place for place, one in by_place if Scope.PART.value in one.vetoes}
    everywhere = [fact for part_id, _, _ in subrounds for fact in everything[unit].get(part_id, ())
                  if (unit, part_id) not in sheet.absent and part_id not in struck]  # fmt: skip
    bonus = bonus_of(item.rule, everywhere)  # 最多加 holds over the whole round
    return Scored(score, bonus, {veto for _, one in done for veto in one.vetoes})


def bonus_of(rule: Rule, facts: list[Fact]) -> Fraction:
    """What the parts of a rule that go beyond full marks give, and nothing else of it."""
    found = ZERO
    for place, part in enumerate(rule.parts):
        mine = of_part(facts, place)
        if isinstance(part, kinds.Bonus):
            found += bounded(part.each * weighed(mine, lambda fact: fact.amount, part.highest_only), part.ceiling)
        elif isinstance(part, kinds.Alternatives) and part.beyond:
            found += plain_points(part, mine, []) or ZERO
    return found


def split(facts, part_id: int, unit: int) -> tuple[list[Fact], list[list[Fact]]]:  # type: ignore[no-untyped-def]
    return list(facts[unit].get(part_id, ())), [list(one.get(part_id, ())) for one in facts.values()]


def node_sum(frame: Frame, node: Node, scores: dict[int, Fraction]) -> tuple[Fraction | None, Fraction]:
    """Score and points of a node: the sum of what is below it, scaled to all points when some did not count."""
    below = [one for one in frame.nodes if one.parent_id == node.id]
    if not below:
        return scores.get(node.id), node.points
    return scaled([node_sum(frame, one, scores) for one in below])


def scaled(sums: list[tuple[Fraction | None, Fraction]]) -> tuple[Fraction | None, Fraction]:
    points = sum((one for _, one in sums), ZERO)
    counted = sum((one for score, one in sums if score is not None), ZERO)
    known = [score for score, _ in sums if score is not None]
    if not known:
        return None, points
    got = sum(known, ZERO)
    return (got * points / counted if counted else got), points


def unit_total(sheet: Sheet, unit: int, items: dict[int, Scored]) -> tuple[Fraction | None, dict[int, Fraction]]:
    """The total of a unit and the scores of its components."""
    frame = sheet.frame
    scores: dict[int, Fraction] = {}
    for key, one in items.items():
        if one.score is not None and key not in sheet.exempt.get(unit, ()):
            scores[key] = rounded(one.score, frame.digits) if Stage.ITEM in frame.stages else one.score
    own = Frame(nodes=tuple(node for node in frame.nodes if is_own(frame, node, items)))
    parts: list[tuple[Fraction | None, Fraction]] = []
    found: dict[int, Fraction] = {}
    for component in (*frame.components, *other_component(frame)):
        tops = [node for node in own.nodes if node.parent_id is None and node.component == component.key]
        if not tops and component.weight is None:
            continue
        score, points = scaled([node_sum(own, node, scores) for node in tops])
        if component.weight is not None:
            share = component.weight * frame.full
            score = None if score is None else (score / points * share if points else ZERO)
            points = share
        if score is not None and Stage.COMPONENT in frame.stages:
            score = rounded(score, frame.digits)
        if score is not None:
            found[component.key] = score
        parts.append((score, points))
    total, _ = scaled(parts)
    if total is None:
        return None, found
    counted = [one for key, one in items.items() if key not in sheet.exempt.get(unit, ())]
    bonus = sum((one.bonus for one in counted if one.bonus > 0), ZERO)
    if frame.bonus_ceiling is not None:
        bonus = min(bonus, frame.bonus_ceiling)
    total += bonus + sum((one.bonus for one in counted if one.bonus < 0), ZERO)
    if not frame.bonus_beyond:
        total = min(total, frame.full)
    total = max(total, ZERO)
    if Stage.TOTAL in frame.stages:
        total = rounded(total, frame.digits)
    if any(Scope.WHOLE.value in one.vetoes for one in counted):
        total = ZERO
    return total, found


def other_component(frame: Frame) -> tuple[Component, ...]:
    """Items outside any component are added as they are."""
    keys = {component.key for component in frame.components}
    return tuple(Component(key, "", None) for key in sorted({node.component for node in frame.nodes} - keys))


def is_own(frame: Frame, node: Node, items: dict[int, Scored]) -> bool:
    """Whether a node is one of the unit's items or stands above one."""
    return node.id in items or any(is_own(frame, one, items) for one in frame.nodes if one.parent_id == node.id)


def reference(sheet: Sheet) -> tuple[dict[int, Fraction | None], dict[int, int | None]]:
    """Totals and ranks of all units on the roster."""
    totals: dict[int, Fraction | None] = {}
    keys: dict[int, tuple[Fraction, ...]] = {}
    for unit, group in sheet.roster.items():
        scored: dict[int, Scored] = {}
        for item in sheet.items:
            if item.applies(unit, group):
                peers = [
                    one for one, other in sheet.roster.items() if other == group and item.applies(one, other)
                    and item.node.id not in sheet.exempt.get(one, ())
                ]  # fmt: skip
                if unit in peers:
                    scored[item.node.id] = item_of_unit(sheet, item, unit, peers)
                else:
                    scored[item.node.id] = Scored(None, ZERO, set())
        totals[unit], parts = unit_total(sheet, unit, scored)
        breakers = sheet.breakers if sheet.ties is Ties.BREAKERS else ()
        keys[unit] = (totals[unit] or ZERO, *(parts.get(key, ZERO) for key in breakers))
    ranks: dict[int, int | None] = {}
    for unit, group in sheet.roster.items():
        peers = [one for one, other in sheet.roster.items() if other == group and totals[one] is not None]
        ranks[unit] = None if totals[unit] is None else 1 + sum(keys[one] > keys[unit] for one in peers)
    return totals, ranks
