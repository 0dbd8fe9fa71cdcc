"""What queries of the appraisal answer: plain frozen rows. Points are exact Fractions here; the tables keep 1/100."""

from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import date
from fractions import Fraction

from models.appraisal.rules.facts import ItemScore, Line
from models.appraisal.rules.kinds import Band, Rule
from models.appraisal.rules.totals import Component, Frame, Total
from models.appraisal.terms import EntryState, Outcome, RoundState, SchemeState, Ties


@dataclass(frozen=True, slots=True)
class SchemeRow:
    """A version of a 考核办法, with what hangs on it counted."""

    id: int
    name: str
    number: int
    origin_id: int | None
    document_no: str
    state: SchemeState
    in_force_from: date | None
    full: Fraction
    groups: int
    criteria: int
    rounds: int
    note: str = ""

    @property
    def label(self) -> str:
        """市容环境考核办法（第2版）."""
        return f"{self.name}（第{self.number}版）" if self.number > 1 else self.name


@dataclass(frozen=True, slots=True)
class GroupRow:
    """A peer group with its units in order: (unit id, name)."""

    id: int
    name: str
    units: tuple[tuple[int, str], ...] = ()


@dataclass(frozen=True, slots=True)
class BandRow:
    """A band with its id."""

    id: int
    band: Band


@dataclass(frozen=True, slots=True)
class SchemeDetails:
    """A scheme with all but its criteria. `breakers` are component ids in the order in which ties are compared."""

    row: SchemeRow
    digits: int
    stages: frozenset[str]
    bonus_ceiling: Fraction | None
    bonus_beyond: bool
    ties: Ties
    breakers: tuple[int, ...]
    shows_ranks: bool
    groups: tuple[GroupRow, ...]
    components: tuple[Component, ...]
    bands: tuple[BandRow, ...]


@dataclass(frozen=True, slots=True)
class CriterionRow:
    """An item or heading in tree order. `points` is what the paper says (None: not said), `sum` what its items come to.

    `sums` are what a heading's items come to for the units that they apply to: one where all are asked the same.
    `rule` None: marked by hand from 0 to its points. `rule_words` is the rule in generated words, `body` as typed.
    `group_ids` and `unit_ids` empty: applies to all.
    """

    id: int
    parent_id: int | None
    depth: int
    index: int
    children: int
    no: str
    name: str
    content: str
    body: str
    points: Fraction | None
    sum: Fraction
    rule: Rule | None
    rule_words: str
    component_id: int | None
    component: str
    group_ids: tuple[int, ...] = ()
    unit_ids: tuple[int, ...] = ()
    scope_words: str = ""
    assessor: str = ""
    indicator_id: int | None = None
    note: str = ""
    sums: tuple[Fraction, ...] = ()

    @property
    def wrong_sums(self) -> tuple[Fraction, ...]:
        """Sums of its items that are not what the paper says of a heading."""
        if not self.children or self.points is None:
            return ()
        return tuple(one for one in self.sums or (self.sum,) if one != self.points)


@dataclass(frozen=True, slots=True)
class RoundRow:
    """A 考核期."""

    id: int
    name: str
    number: int
    origin_id: int | None
    scheme_id: int
    scheme: str
    starts: date | None
    ends: date | None
    weight: Fraction
    state: RoundState
    posted_on: date | None
    posted_until: date | None
    locked_on: date | None
    withdrawn_on: date | None
    reason: str
    units: int
    entries: int
    proposed: int
    objections: int
    note: str = ""


@dataclass(frozen=True, slots=True)
class RosterRow:
    """A unit of the frozen roster."""

    id: int
    unit_id: int
    name: str
    group_id: int
    group: str
    is_checked: bool


@dataclass(frozen=True, slots=True)
class PartRow:
    """A sub-round of a component."""

    id: int
    component_id: int
    name: str
    weight: Fraction


@dataclass(frozen=True, slots=True)
class ExemptionRow:
    """An item, or a sub-round, that does not apply to a unit."""

    id: int
    unit_id: int
    criterion_id: int | None
    round_part_id: int | None
    reason: str


@dataclass(frozen=True, slots=True)
class EntryRow:
    """An entry in words. `points` is what it alone comes to by its part of the rule (None: a value or a mark)."""

    id: int
    round_id: int
    unit_id: int
    unit: str
    criterion_id: int
    criterion: str
    part: int
    part_words: str
    round_part_id: int | None
    amount: Fraction
    choice: int
    halved: bool
    event: str
    scorer: str
    reason: str
    day: date | None
    state: EntryState
    refusal: str
    source: str
    of_table: str
    row_id: int | None
    points: Fraction | None
    files: int = 0


@dataclass(frozen=True, slots=True)
class UnitResult:
    """A unit's result in a round; `items` by criterion (of the average over sub-rounds where there are some)."""

    unit_id: int
    name: str
    group_id: int
    total: Total
    rank: int | None
    before: int | None = None
    """Its rank in the round before under the same group name; None when it had none."""
    items: Mapping[int, ItemScore] = field(default_factory=dict)

    @property
    def score(self) -> Fraction | None:
        return self.total.score


@dataclass(frozen=True, slots=True)
class GroupResult:
    """The units of a group: ranked ones first by rank, then the others in roster order."""

    id: int
    name: str
    units: tuple[UnitResult, ...]


@dataclass(frozen=True, slots=True)
class RoundResult:
    """A round's result: computed for a trial, read from the frozen content once posted (`frozen`)."""

    round: RoundRow
    frame: Frame
    groups: tuple[GroupResult, ...]
    frozen: bool = False
    head: str = ""

    def unit(self, unit_id: int) -> UnitResult | None:
        return next((one for group in self.groups for one in group.units if one.unit_id == unit_id), None)


@dataclass(frozen=True, slots=True)
class Explained:
    """A node of an explanation: what, its score and points, how it came about, the entries behind it, what is below.

    The scores of what is below add up to the score; `adjusts` marks what only says why they would not (a factor, bonus,
    rounding): its score is the difference it makes.
    """

    title: str
    score: Fraction | None
    points: Fraction | None
    words: str = ""
    criterion_id: int | None = None
    lines: tuple[Line, ...] = ()
    entries: tuple[EntryRow, ...] = ()
    below: tuple["Explained", ...] = ()
    adjusts: bool = False


@dataclass(frozen=True, slots=True)
class ObjectionRow:
    """异议."""

    id: int
    round_id: int
    unit_id: int
    unit: str
    entry_id: int | None
    entry: str
    text: str
    made_on: date | None
    answer: str
    answered_on: date | None
    outcome: Outcome


@dataclass(frozen=True, slots=True)
class YearUnit:
    """A unit over the rounds of a year: its score and rank in each (None: not checked), and the year's, from which the
    `deduction` is taken that the bands of its rounds cost."""

    unit_id: int
    name: str
    group: str
    scores: tuple[Fraction | None, ...]
    ranks: tuple[int | None, ...]
    score: Fraction | None
    rank: int | None
    grade: str = ""
    deduction: Fraction = Fraction(0)


@dataclass(frozen=True, slots=True)
class YearResult:
    """The rounds of a year that count (locked or posted ones; a withdrawn one does not), and the units by group."""

    rounds: tuple[RoundRow, ...]
    units: tuple[YearUnit, ...]


@dataclass(frozen=True, slots=True)
class Share:
    """A component of a unit's card: what it got of the full mark, and the average share of its group."""

    id: int
    name: str
    score: Fraction | None
    full: Fraction
    share: Fraction | None
    mean: Fraction | None


@dataclass(frozen=True, slots=True)
class Cause:
    """An item on which a unit lost points: in the item's own points and as it weighs in the total (`of_total`)."""

    id: int
    name: str
    lost: Fraction
    of_total: Fraction
    entries: int


@dataclass(frozen=True, slots=True)
class TrendPoint:
    """A unit in one round (`id`); `mean` is that of its group."""

    id: int
    name: str
    score: Fraction | None
    rank: int | None
    mean: Fraction | None


@dataclass(frozen=True, slots=True)
class UnitCard:
    """A unit in a round: components, what cost it points (most first), how it came to where it is (oldest first)."""

    unit: UnitResult
    group: str
    ranked: int
    shares: tuple[Share, ...]
    causes: tuple[Cause, ...]
    trend: tuple[TrendPoint, ...]
