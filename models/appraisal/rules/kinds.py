"""The kinds of scoring rules, as plain data. An item has a start and parts; each part says what it gives or takes.

Sources of the kinds: the forms of published 考核办法 (每…扣n分扣完为止, 按比例, 第1—5名依次得, 同一事件就高 …).
"""

from dataclasses import dataclass, field
from fractions import Fraction

from models.appraisal.terms import Best, Compare, Mean, Scope, Start

ZERO, ONE = Fraction(0), Fraction(1)


@dataclass(frozen=True, slots=True)
class PerOccurrence:
    """每发现一次扣0.5分，累计不超过2分: `each` (negative: deducted) per counted fact, up to `cap` (≥ 0, None: no cap of
    its own). `halved` names when a fact counts half (如能当场解决扣分减半); empty: never."""

    each: Fraction
    per: str = "次"
    what: str = ""
    cap: Fraction | None = None
    halved: str = ""
    highest_only: bool = False
    """Facts of one event count once, with the one that weighs most (同一事件就高)."""


@dataclass(frozen=True, slots=True)
class Choice:
    """One of several alternatives: 省级媒体, 3 points."""

    name: str
    points: Fraction


@dataclass(frozen=True, slots=True)
class Alternatives:
    """省媒1篇3分、市媒2分、县媒1分: each fact names one choice; `highest_only` counts an event once, at its best.

    `beyond`: 省级加3分、市级加2分: added beyond full marks, as `Bonus`.
    """

    choices: tuple[Choice, ...]
    what: str = ""
    cap: Fraction | None = None
    highest_only: bool = False
    beyond: bool = False


@dataclass(frozen=True, slots=True)
class Ratio:
    """按完成比例得分; 事件处理率×15分: the measured share (0…1) times `points`, never more than all of it."""

    points: Fraction
    what: str = "完成比例"


@dataclass(frozen=True, slots=True)
class Steps:
    """每低于目标5个百分点扣1分: whole steps of `step` that a value stays behind `target`, `each` a step.

    `started` counts a step begun as a whole one; `above` counts what goes beyond the target instead (每超1天扣1分).
    """

    target: Fraction
    step: Fraction
    each: Fraction
    what: str = ""
    unit: str = ""
    cap: Fraction | None = None
    started: bool = False
    above: bool = False


@dataclass(frozen=True, slots=True)
class Threshold:
    """达到90%得5分，否则得0分: `then` when the value compares so with `bound`, else `otherwise`."""

    compare: Compare
    bound: Fraction
    then: Fraction
    otherwise: Fraction = ZERO
    what: str = ""
    unit: str = ""


@dataclass(frozen=True, slots=True)
class Tier:
    """A step of `Tiers`: up to its bound, so many points."""

    bound: Fraction
    points: Fraction


@dataclass(frozen=True, slots=True)
class Tiers:
    """办结率达到95%得8分、达到90%得6分，其余不得分: the points of the first tier whose bound the value reaches
    (`at_most`: does not go beyond), else `otherwise`. Bounds stand from the hardest to the easiest."""

    tiers: tuple[Tier, ...]
    otherwise: Fraction = ZERO
    what: str = ""
    unit: str = ""
    at_most: bool = False

    def points_of(self, value: Fraction) -> Fraction:
        """What a value earns."""
        held = (one.points for one in self.tiers if (value <= one.bound if self.at_most else value >= one.bound))
        return next(held, self.otherwise)


@dataclass(frozen=True, slots=True)
class RankTable:
    """第1—5名依次得60/57/54/51/48分: by rank within the peer group; beyond the table each rank `fall` less than the
    last, not below `least` (without a fall all get `least`). Equal values share the better rank."""

    points: tuple[Fraction, ...]
    best: Best = Best.HIGHEST
    fall: Fraction = ZERO
    least: Fraction = ZERO
    what: str = ""


@dataclass(frozen=True, slots=True)
class ShareOfBest:
    """第1名得6分，其余按比例: value / best × `points` (best / value when the lowest is best)."""

    points: Fraction
    best: Best = Best.HIGHEST
    what: str = ""


@dataclass(frozen=True, slots=True)
class Level:
    """A level of a graded scale: 好 9–10."""

    name: str
    low: Fraction
    high: Fraction


@dataclass(frozen=True, slots=True)
class Graded:
    """国家级9–10、7–8、0–6: a mark on a scale of `out_of`, multiplied into `points`."""

    points: Fraction
    levels: tuple[Level, ...]
    out_of: Fraction = Fraction(10)
    mean: Mean = Mean.AVERAGE


@dataclass(frozen=True, slots=True)
class Direct:
    """A mark given by hand by one or several scorers, from 0 to `points`."""

    points: Fraction
    mean: Mean = Mean.AVERAGE


@dataclass(frozen=True, slots=True)
class Bonus:
    """加分，每次加n分，最多加m分: added to the total beyond full marks, up to `ceiling`; `each` below zero is taken
    from the total itself (从总分中扣n分), not from the item."""

    each: Fraction
    per: str = "次"
    what: str = ""
    ceiling: Fraction | None = None
    highest_only: bool = False


@dataclass(frozen=True, slots=True)
class Multiplier:
    """三点位无问题×2: what the item earned so far times `factor`, when a fact says so."""

    factor: Fraction
    what: str = ""


@dataclass(frozen=True, slots=True)
class Veto:
    """一票否决: a fact of it takes the whole score, this item's, or the honour only."""

    scope: Scope
    what: str = ""


@dataclass(frozen=True, slots=True)
class VetoBelow:
    """本项得分低于70%一票否决: as a fact of `Veto`, when the item earned less than `share` of its points."""

    scope: Scope
    share: Fraction


Part = (
    PerOccurrence
    | Alternatives
    | Ratio
    | Steps
    | Threshold
    | Tiers
    | RankTable
    | ShareOfBest
    | Graded
    | Direct
    | Bonus
    | Multiplier
    | Veto
    | VetoBelow
)


def gives_bonus(part: Part) -> bool:
    """Whether what a part adds goes beyond full marks."""
    return isinstance(part, Bonus) or (isinstance(part, Alternatives) and part.beyond)


@dataclass(frozen=True, slots=True)
class Rule:
    """The rule of an item: where it starts, its parts in the order in which they act, its caps.

    `most_lost`: 以上累计扣分不超过1分, over all parts; None: 扣完为止.
    """

    start: Start = Start.FULL
    parts: tuple[Part, ...] = field(default=())
    most_lost: Fraction | None = None


def stands_beside(rule: Rule | None) -> bool:
    """Whether an item of this rule stands beside the full mark: all that it gives is bonus."""
    return rule is not None and rule.start is Start.ZERO and bool(rule.parts) and all(map(gives_bonus, rule.parts))


@dataclass(frozen=True, slots=True)
class Band:
    """A band of scores: from `low` (inclusive unless `low_open`) up to `high` (exclusive unless `high_closed`)."""

    name: str
    low: Fraction | None = None
    high: Fraction | None = None
    low_open: bool = False
    high_closed: bool = False
    deduction: Fraction | None = None
    money: Fraction | None = None
    flag: str = ""

    def holds(self, score: Fraction) -> bool:
        """Whether the score lies in the band."""
        above = self.low is None or (score > self.low if self.low_open else score >= self.low)
        below = self.high is None or (score <= self.high if self.high_closed else score < self.high)
        return above and below
