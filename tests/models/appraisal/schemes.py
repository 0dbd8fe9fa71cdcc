"""Random schemes with rounds under them: every kind of rule, sub-rounds, exemptions, vetoes, ties."""

import random
from collections.abc import Callable
from dataclasses import replace
from fractions import Fraction

from models.appraisal.rules.facts import Fact
from models.appraisal.rules.kinds import (
    Alternatives,
    Bonus,
    Choice,
    Direct,
    Graded,
    Level,
    Multiplier,
    Part,
    PerOccurrence,
    RankTable,
    Ratio,
    Rule,
    ShareOfBest,
    Steps,
    Threshold,
    Tier,
    Tiers,
    Veto,
    VetoBelow,
)
from models.appraisal.rules.totals import Component, Frame, Node
from models.appraisal.scoring import Item, Sheet
from models.appraisal.terms import Best, Compare, Mean, Scope, Stage, Start, Ties


def number(chance: random.Random, most: int, per: int = 2) -> Fraction:
    return Fraction(chance.randint(1, most * per), per)


def part_of(chance: random.Random, kind: type, points: Fraction) -> Part:
    """A random part of a kind."""
    cap = chance.choice((None, number(chance, 4)))
    best = chance.choice(list(Best))
    fall = chance.choice((Fraction(0), Fraction(1, 3)))
    makers: dict[type, Callable[[], Part]] = {
        PerOccurrence: lambda: PerOccurrence(
            chance.choice((-1, -1, 1)) * number(chance, 2, 10),
            cap=cap,
            halved=chance.choice(("", "当场解决")),
            highest_only=chance.random() < 0.3,
        ),
        Alternatives: lambda: Alternatives(
            tuple(Choice(name, number(chance, 3)) for name in ("省级", "市级", "县级")),
            cap=cap,
            highest_only=chance.random() < 0.5,
            beyond=chance.random() < 0.3,
        ),
        Ratio: lambda: Ratio(points),
        Steps: lambda: Steps(
            Fraction(9, 10), Fraction(1, 20), -number(chance, 2), cap=cap,
            started=chance.random() < 0.5, above=chance.random() < 0.3,
        ),
        Threshold: lambda: Threshold(chance.choice(list(Compare)), Fraction(3, 4), points, number(chance, 2)),
        Tiers: lambda: tiers_of(chance, points),
        RankTable: lambda: RankTable(
            tuple(points * share / 10 for share in (10, 9, 7)), best, fall, least=Fraction(1, 4)
        ),
        ShareOfBest: lambda: ShareOfBest(points, best),
        Graded: lambda: Graded(points, (Level("好", Fraction(9), Fraction(10)),), mean=chance.choice(list(Mean))),
        Direct: lambda: Direct(points, chance.choice(list(Mean))),
        Bonus: lambda: Bonus(
            chance.choice((1, 1, 1, -1)) * number(chance, 2), ceiling=cap, highest_only=chance.random() < 0.3
        ),
        Multiplier: lambda: Multiplier(chance.choice((Fraction(2), Fraction(1, 2)))),
        Veto: lambda: Veto(chance.choice(list(Scope))),
        VetoBelow: lambda: VetoBelow(chance.choice((Scope.PART, Scope.HONOUR)), Fraction(7, 10)),
    }  # fmt: skip
    return makers[kind]()


def tiers_of(chance: random.Random, points: Fraction) -> Tiers:
    """Two or three tiers, from above or from below."""
    at_most = chance.random() < 0.4
    bounds = sorted({Fraction(chance.randint(4, 20), 20) for _ in range(3)}, reverse=not at_most)
    tiers = tuple(Tier(bound, points * (4 - place) / 4) for place, bound in enumerate(bounds))
    return Tiers(tiers, chance.choice((Fraction(0), points / 8)), at_most=at_most)


WEIGHTS: tuple[tuple[Fraction | None, ...], ...] = (
    (Fraction(2, 5), Fraction(2, 5), Fraction(1, 5)),
    (Fraction(9, 10), Fraction(1, 10)),
    (Fraction(9, 10), None),
    (None, None),
    (None,),
)
COUNTED = (PerOccurrence, Alternatives, Bonus)
GAINING = (Ratio, Threshold, Tiers, RankTable, ShareOfBest, Graded, Direct)
KINDS = (*COUNTED, *GAINING, Steps, Multiplier, Veto, VetoBelow)


def rule_of(chance: random.Random, points: Fraction, kind: type) -> Rule:
    """A rule with that kind in it, and up to two other parts."""
    others = [chance.choice(KINDS) for _ in range(chance.randint(0, 2))]
    parts = [part_of(chance, one, points) for one in [kind, *others]]
    gains = any(isinstance(part, GAINING) for part in parts)
    chance.shuffle(parts)
    return Rule(
        Start.ZERO if gains else chance.choice(list(Start)),
        tuple(parts),
        chance.choice((None, None, number(chance, 4))),
    )


def facts_of(chance: random.Random, rule: Rule, ids: list[int]) -> list[Fact]:
    """What is known of a unit for a rule, sometimes nothing."""
    found: list[Fact] = []
    for place, part in enumerate(rule.parts):
        if isinstance(part, Graded | Direct):
            most = part.out_of if isinstance(part, Graded) else part.points
            amounts = [most * chance.randint(0, 21) / 20 for _ in range(chance.randint(0, 4))]
        elif isinstance(part, COUNTED):
            amounts = [Fraction(chance.randint(1, 3)) for _ in range(chance.randint(0, 3))]
        elif isinstance(part, Veto | Multiplier):
            amounts = [Fraction(1)] if chance.random() < 0.15 else []
        elif isinstance(part, VetoBelow):
            amounts = []
        else:
            amounts = [Fraction(chance.randint(0, 22), 20)] if chance.random() < 0.9 else []
        for amount in amounts:
            ids[0] += 1
            found.append(
                Fact(
                    place,
                    amount,
                    halved=chance.random() < 0.3,
                    event=chance.choice(("", "暴雨", "大检查")) if isinstance(part, COUNTED) else "",
                    choice=chance.randint(0, 2) if isinstance(part, Alternatives) else 0,
                    scorer=chance.choice("甲乙丙丁") if isinstance(part, Graded | Direct) else "",
                    id=ids[0],
                )
            )
    return found


def sheet_of(chance: random.Random) -> Sheet:
    """A scheme and a round: two groups, up to three components, headings, one item of every kind or so."""
    weights = chance.choice(WEIGHTS)
    components = tuple(Component(key + 1, f"部分{key + 1}", weight) for key, weight in enumerate(weights))
    kinds = chance.sample(KINDS, chance.randint(3, len(KINDS)))
    nodes: list[Node] = []
    items: list[Item] = []
    for place, kind in enumerate(kinds):
        component = 1 + place % len(components) if chance.random() < 0.9 else 0
        heading = next((n for n in nodes if n.component == component and n.parent_id is None and n.id >= 1000), None)
        if heading is None and chance.random() < 0.5:
            heading = Node(1000 + place, "类", None, component)
            nodes.append(heading)
        parent = heading.id if heading is not None and chance.random() < 0.7 else None
        points = number(chance, 20)
        node = Node(place + 1, f"项{place + 1}", parent, component, points)
        nodes.append(node)
        groups = frozenset((chance.choice((51, 52)),)) if chance.random() < 0.25 else frozenset[int]()
        only = frozenset((chance.randint(1, 6),)) if chance.random() < 0.1 else frozenset[int]()
        items.append(Item(node, rule_of(chance, points, kind), groups, only))
    used = {node.parent_id for node in nodes}
    frame = Frame(
        full=chance.choice((Fraction(100), Fraction(1000))),
        components=components,
        nodes=tuple(node for node in nodes if node.id < 1000 or node.id in used),
        digits=chance.randint(0, 3),
        stages=frozenset(stage for stage in Stage if chance.random() < 0.5),
        bonus_ceiling=chance.choice((None, Fraction(3))),
        bonus_beyond=chance.random() < 0.7,
    )
    roster = {unit: 51 if unit % 3 else 52 for unit in range(1, chance.randint(3, 9))}
    subrounds = ((71, "第一轮", Fraction(1)), (72, "第二轮", Fraction(chance.choice((1, 2)), 2)))
    parts = {components[0].key: subrounds} if chance.random() < 0.4 else {}
    ids = [0]
    facts: dict[tuple[int, int], dict[int, list[Fact]]] = {}
    for item in items:
        for unit, group in roster.items():
            if item.applies(unit, group):
                places = [one[0] for one in parts.get(item.node.component, ())] or [0]
                facts[item.node.id, unit] = {place: facts_of(chance, item.rule, ids) for place in places}
    exempt = {unit: [item.node.id for item in items if chance.random() < 0.1] for unit in roster}
    absent = frozenset((unit, 72) for unit in roster if parts and chance.random() < 0.2)
    return Sheet(
        frame,
        tuple(items),
        roster,
        facts,
        exempt,
        parts,
        absent,
        chance.choice(list(Ties)),
        tuple(component.key for component in components),
    )


def shuffled(chance: random.Random, sheet: Sheet) -> Sheet:
    """The same round with its units and facts in another order."""
    units = list(sheet.roster)
    chance.shuffle(units)
    keys = list(sheet.facts)
    chance.shuffle(keys)
    facts = {}
    for key in keys:
        facts[key] = {place: chance.sample(some, len(some)) for place, some in sheet.facts[key].items()}
    return replace(sheet, roster={unit: sheet.roster[unit] for unit in units}, facts=facts)
