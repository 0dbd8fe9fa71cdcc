"""The score of one item for all units of a peer group, each with the lines that explain it. Exact."""

from collections.abc import Callable, Hashable, Iterable, Mapping, Sequence
from dataclasses import dataclass, field
from fractions import Fraction
from typing import TypeVar

from models.appraisal.rules.facts import Fact, ItemScore, Line
from models.appraisal.rules.figures import percent, short
from models.appraisal.rules.kinds import (
    ONE,
    ZERO,
    Alternatives,
    Bonus,
    Direct,
    Graded,
    Multiplier,
    Part,
    PerOccurrence,
    RankTable,
    Ratio,
    Rule,
    ShareOfBest,
    Steps,
    Threshold,
    Tiers,
    Veto,
    VetoBelow,
)
from models.appraisal.terms import Best, Compare, Mean, Scope, Start

U = TypeVar("U", bound=Hashable)
HALF = Fraction(1, 2)
_COMPARES: dict[Compare, Callable[[Fraction, Fraction], bool]] = {
    Compare.AT_LEAST: Fraction.__ge__,
    Compare.MORE: Fraction.__gt__,
    Compare.AT_MOST: Fraction.__le__,
    Compare.LESS: Fraction.__lt__,
}


@dataclass(slots=True)
class _Tally:
    """What one unit has earned of an item so far."""

    points: Fraction
    earned: Fraction
    lost: Fraction = ZERO
    bonus: Fraction = ZERO
    unknown: bool = False
    lines: list[Line] = field(default_factory=list)
    vetoes: list[tuple[str, str]] = field(default_factory=list)

    def add(self, words: str, points: Fraction, facts: Iterable[Fact] = ()) -> None:
        self.earned += points
        if points < 0:
            self.lost -= points
        self.lines.append(Line(words, points, tuple(sorted(fact.id for fact in facts))))


class _Values:
    """The values of a peer group, put in order once."""

    def __init__(self, values: Sequence[Fraction], kind: Best) -> None:
        ordered = sorted(values, reverse=kind is Best.HIGHEST)
        self._ranks: dict[Fraction, int] = {}
        for place, value in enumerate(ordered, 1):
            self._ranks.setdefault(value, place)

    def rank(self, value: Fraction) -> int:
        """1 for the best; equal values share the better rank."""
        return self._ranks[value]

    @property
    def best(self) -> Fraction:
        return next(iter(self._ranks))


def score_item(points: Fraction, rule: Rule, facts: Mapping[U, Sequence[Fact]]) -> dict[U, ItemScore]:
    """The scores of all units in `facts` (a unit without facts has an empty sequence).

    An item that waits for a value or a mark scores None; deductions without facts leave the full mark.
    """
    sorted_facts = {unit: sorted(found, key=lambda fact: fact.id) for unit, found in facts.items()}
    found: dict[U, ItemScore] = {}
    measured = {
        place: _Values([value for own in sorted_facts.values() if (value := _value(own, place)) is not None], part.best)
        for place, part in enumerate(rule.parts)
        if isinstance(part, RankTable | ShareOfBest)
    }
    for unit, own in sorted_facts.items():
        tally = _Tally(points, points if rule.start is Start.FULL else ZERO)
        for place, part in enumerate(rule.parts):
            of_part = [fact for fact in own if fact.part == place]
            _act(tally, part, of_part, measured.get(place))
        found[unit] = _closed(tally, rule)
    return found


def _act(tally: _Tally, part: Part, facts: list[Fact], others: _Values | None) -> None:
    match part:
        case PerOccurrence():
            weights = [
                (fact, part.each * fact.amount * (HALF if fact.halved and part.halved else ONE)) for fact in facts
            ]
            _counted(tally, part.what or "计分", part.per, weights, part.cap, part.highest_only)
        case Alternatives():
            weights = [(fact, part.choices[fact.choice].points * fact.amount) for fact in facts]
            what = part.what or _chosen(part, facts)
            if part.beyond:
                _bonus(tally, what, weights, part.cap, part.highest_only)
            else:
                _counted(tally, what, "次", weights, part.cap, part.highest_only)
        case Bonus():
            weights = [(fact, part.each * fact.amount) for fact in facts]
            _bonus(tally, part.what or "加分", weights, part.ceiling, part.highest_only)
        case Multiplier():
            if facts:
                gained = tally.earned * (part.factor - 1)
                tally.add(f"{part.what or '系数'}×{short(part.factor)}", gained, facts)
        case Veto():
            if facts:
                tally.vetoes.append((part.scope.value, part.what or "一票否决"))
        case VetoBelow():
            pass  # judged when the item is closed
        case Graded() | Direct():
            _marked(tally, part, facts)
        case _:
            _measured(tally, part, facts, others)


def _chosen(part: Alternatives, facts: list[Fact]) -> str:
    """省级、县级: the choices that were made."""
    return "、".join(dict.fromkeys(part.choices[fact.choice].name for fact in facts)) or "计分"


def times_words(amount: Fraction, per: str) -> str:
    """3处, 2次; 2个10起 where the rule counts by the ten."""
    return f"{short(amount)}个{per}" if per[:1].isdigit() else f"{short(amount)}{per}"


def _counted(
    tally: _Tally, what: str, per: str, weights: list[tuple[Fact, Fraction]], cap: Fraction | None, highest_only: bool
) -> None:
    kept = _highest(weights) if highest_only else weights
    total = sum((weight for _, weight in kept), ZERO)
    if not weights:
        return
    times = sum((fact.amount for fact, _ in kept), ZERO)
    words = f"{what}{times_words(times, per)}" + ("（同一事件就高）" if len(kept) < len(weights) else "")
    if cap is not None and abs(total) > cap:
        words += f"，应{'扣' if total < 0 else '得'}{short(abs(total))}分，封顶{short(cap)}分"
        total = cap if total > 0 else -cap
    tally.add(words, total, [fact for fact, _ in weights])


def _highest(weights: list[tuple[Fact, Fraction]]) -> list[tuple[Fact, Fraction]]:
    """Of each event the fact that weighs most (the earliest of equals); facts without an event all count."""
    best: dict[str, tuple[Fact, Fraction]] = {}
    kept: list[tuple[Fact, Fraction]] = []
    for fact, weight in weights:
        if not fact.event:
            kept.append((fact, weight))
        elif fact.event not in best or abs(weight) > abs(best[fact.event][1]):
            best[fact.event] = (fact, weight)
    return kept + list(best.values())


def _bonus(
    tally: _Tally, words: str, weights: list[tuple[Fact, Fraction]], ceiling: Fraction | None, highest_only: bool
) -> None:
    total = sum((weight for _, weight in (_highest(weights) if highest_only else weights)), ZERO)
    if not weights:
        return
    if ceiling is not None and abs(total) > ceiling:
        sign = "扣" if total < 0 else "加"
        words += f"，应{sign}{short(abs(total))}分，最多{sign}{short(ceiling)}分"
        total = ceiling if total > 0 else -ceiling
    if total < 0:
        words += "，从总分中扣"
    tally.bonus += total
    tally.lines.append(Line(words, total, tuple(fact.id for fact, _ in weights)))


def _marked(tally: _Tally, part: Graded | Direct, facts: list[Fact]) -> None:
    marks = _one_each(facts)
    if not marks:
        tally.unknown = True
        return
    mark = mean([fact.amount for fact in marks], part.mean)
    if isinstance(part, Direct):
        tally.add(f"{len(marks)}人评分，{part.mean.label}", min(max(mark, ZERO), part.points), marks)
        return
    level = next((one.name for one in part.levels if one.low <= mark <= one.high), "")
    share = min(max(mark / part.out_of, ZERO), ONE)
    words = f"评{short(mark)}分{f'（{level}）' if level else ''}，满{short(part.out_of)}分×{short(part.points)}分"
    tally.add(words, share * part.points, marks)


def _one_each(facts: list[Fact]) -> list[Fact]:
    """The last mark of each scorer."""
    return list({fact.scorer: fact for fact in facts}.values())


def mean(marks: Sequence[Fraction], kind: Mean) -> Fraction:
    """The average; trimmed: without the highest and the lowest once there are at least three."""
    ordered = sorted(marks)
    if kind is Mean.TRIMMED and len(ordered) >= 3:
        ordered = ordered[1:-1]
    return sum(ordered, ZERO) / len(ordered)


def _measured(tally: _Tally, part: Part, facts: list[Fact], others: _Values | None) -> None:
    if not facts:
        tally.unknown = True
        return
    fact = facts[-1]
    value = fact.amount
    match part:
        case Ratio():
            share = min(max(value, ZERO), ONE)
            tally.add(f"{part.what}{percent(value)}×{short(part.points)}分", share * part.points, [fact])
        case Steps():
            _stepped(tally, part, fact)
        case Threshold():
            holds = _COMPARES[part.compare](value, part.bound)
            words = f"{part.what}{short(value)}{part.unit}，{'' if holds else '没有'}{part.compare.label}"
            tally.add(f"{words}{short(part.bound)}{part.unit}", part.then if holds else part.otherwise, [fact])
        case Tiers():
            words = f"{part.what or '数值'}{short(value)}{part.unit}，{_reached(part, value)}"
            tally.add(words, part.points_of(value), [fact])
        case RankTable() if others is not None:
            rank = others.rank(value)
            tally.add(f"{part.what or '数值'}{short(value)}，第{rank}名", points_of_rank(part, rank), [fact])
        case ShareOfBest() if others is not None:
            best = others.best
            share = share_of(value, best, part.best)
            words = f"{part.what or '数值'}{short(value)}，{part.best.label}{short(best)}，比例{percent(share)}"
            tally.add(words, share * part.points, [fact])
        case _:
            raise TypeError(type(part).__name__)


def _reached(part: Tiers, value: Fraction) -> str:
    """达到90%; 不到90% where none is reached."""
    if not part.tiers:
        return "没有分档"
    for one in part.tiers:
        if value <= one.bound if part.at_most else value >= one.bound:
            return f"{'不超过' if part.at_most else '达到'}{short(one.bound)}{part.unit}"
    return f"{'超过' if part.at_most else '不到'}{short(part.tiers[-1].bound)}{part.unit}"


def _stepped(tally: _Tally, part: Steps, fact: Fact) -> None:
    apart = fact.amount - part.target if part.above else part.target - fact.amount
    if apart <= 0:
        tally.add(f"{part.what}{short(fact.amount)}{part.unit}，达到目标{short(part.target)}{part.unit}", ZERO, [fact])
        return
    steps = apart / part.step
    count = -(-steps.numerator // steps.denominator) if part.started else steps.numerator // steps.denominator
    total = part.each * count
    words = (
        f"{part.what}{short(fact.amount)}{part.unit}，{'超过' if part.above else '低于'}{short(part.target)}{part.unit}"
    )
    words += f"，计{count}个{short(part.step)}{part.unit}"
    if part.cap is not None and abs(total) > part.cap:
        words += f"，封顶{short(part.cap)}分"
        total = part.cap if total > 0 else -part.cap
    tally.add(words, total, [fact])


def points_of_rank(part: RankTable, rank: int) -> Fraction:
    """The points of a rank, by the table or beyond it."""
    if rank <= len(part.points):
        return part.points[rank - 1]
    last = part.points[-1] if part.points else ZERO
    return max(last - part.fall * (rank - len(part.points)), part.least) if part.fall else part.least


def share_of(value: Fraction, best: Fraction, kind: Best) -> Fraction:
    """What part of the best a value is, from 0 to 1; the best itself is 1, also when it is 0."""
    if value == best:
        return ONE
    if kind is Best.HIGHEST:
        return max(value, ZERO) / best if best > 0 else ZERO
    return max(best, ZERO) / value if value > 0 else ZERO


def _value(facts: Sequence[Fact], place: int) -> Fraction | None:
    found = [fact.amount for fact in facts if fact.part == place]
    return found[-1] if found else None


def _closed(tally: _Tally, rule: Rule) -> ItemScore:
    if tally.unknown:
        struck = any(scope == Scope.PART.value for scope, _ in tally.vetoes)
        bonus = min(tally.bonus, ZERO) if struck else tally.bonus
        return ItemScore(None, tuple(tally.lines), bonus, tuple(tally.vetoes))
    score = tally.earned
    if rule.most_lost is not None and tally.lost > rule.most_lost:
        back = tally.lost - rule.most_lost
        score += back
        tally.lines.append(Line(f"累计扣{short(tally.lost)}分，最多扣{short(rule.most_lost)}分", back))
    if score < 0:
        tally.lines.append(Line("扣完为止", -score))
        score = ZERO
    if score > tally.points:
        tally.lines.append(Line(f"不超过本项{short(tally.points)}分", tally.points - score))
        score = tally.points
    for part in rule.parts:
        if isinstance(part, VetoBelow) and score < part.share * tally.points:
            tally.vetoes.append((part.scope.value, f"得分低于{percent(part.share)}"))
    if any(scope == Scope.PART.value for scope, _ in tally.vetoes):
        words = "、".join(words for scope, words in tally.vetoes if scope == Scope.PART.value)
        tally.lines.append(Line(f"{words}，本项不得分", -score))
        score = ZERO
        if tally.bonus > 0:
            tally.lines.append(Line("本项的加分也不计", -tally.bonus))
            tally.bonus = ZERO
    return ItemScore(score, tuple(tally.lines), tally.bonus, tuple(tally.vetoes))
