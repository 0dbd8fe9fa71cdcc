"""Rows that were read with the rules of their wording; and such rows as a scheme that can be checked."""

from collections.abc import Sequence
from dataclasses import dataclass, replace
from fractions import Fraction

from models.appraisal.importing.draft import DraftRow, SchemeReading
from models.appraisal.queries.schemes import exact
from models.appraisal.rows import CriterionRow, SchemeDetails, SchemeRow
from models.appraisal.rules.kinds import ONE, Alternatives, Bonus, Part, PerOccurrence, Rule, Veto, stands_beside
from models.appraisal.rules.parsing import Reading, read_rule
from models.appraisal.rules.wording import BY_HAND, rule_words
from models.appraisal.terms import SchemeState, Scope, Start, Ties


@dataclass(frozen=True, slots=True)
class RuledRow:
    """A row with its points as they will be kept (exact) and what its wording says. `rule` None: marked by hand."""

    row: DraftRow
    points: Fraction | None
    rule: Rule | None
    rest: str = ""
    doubts: tuple[str, ...] = ()

    @property
    def words(self) -> str:
        """The rule in words; for a heading nothing."""
        return "" if self.row.is_heading else rule_words(self.rule, self.points)

    @property
    def state(self) -> str:
        """标题, 读成规则, 人工评分, 待核实 or 有误."""
        if self.row.problems:
            return "有误"
        if self.row.is_heading:
            return "标题"
        if self.rule is None:
            return "人工评分"
        return "待核实" if self.doubts else "读成规则"


def ruled(reading: SchemeReading) -> tuple[RuledRow, ...]:
    """All rows with the rules that their wording states as a whole; the others are marked by hand."""
    return tuple(_ruled(row) for row in reading.rows)


def _ruled(row: DraftRow) -> RuledRow:
    points = exact(row.points)
    if row.is_heading:
        return RuledRow(row, points, None, doubts=row.doubts)
    words = row.body or (row.content if row.section else "")
    reading = read_rule(words, points)
    if row.section == "加分":
        return _bonus(row, points, reading)
    if row.section == "否决" and not reading.is_whole:
        what = " ".join((row.content or row.body or row.name).split()).rstrip("。；").removesuffix("的")
        return RuledRow(row, None, Rule(Start.FULL, (Veto(Scope.WHOLE, what),)), doubts=row.doubts)
    if row.section == "扣分" and not points:
        doubt = "扣分项没有分值，扣分无处可扣，请把它改为某一项的规则，或给出分值。"
        return RuledRow(row, points, None, reading.rest, (*row.doubts, doubt))
    doubts = (*row.doubts, *(reading.doubts if reading.is_whole else ()))
    rule = reading.rule if reading.is_whole else None
    if rule is not None and points and stands_beside(rule):
        rule = _within(rule, points)
    return RuledRow(row, points, rule, reading.rest, doubts)


def _within(rule: Rule, points: Fraction) -> Rule:
    """每篇加3分，最高10分 of an ordinary item of 10 points: 加 tells how they are earned; more is bonus after all."""
    parts: list[Part] = []
    for part in rule.parts:
        if isinstance(part, Bonus) and 0 < part.each <= points and (part.ceiling or points) <= points:
            parts.append(PerOccurrence(part.each, part.per, part.what, part.ceiling, highest_only=part.highest_only))
        elif isinstance(part, Alternatives) and (part.cap or points) <= points:
            parts.append(replace(part, beyond=False))
        else:
            return rule
    return Rule(Start.ZERO, tuple(parts), rule.most_lost)


def _bonus(row: DraftRow, points: Fraction | None, reading: Reading) -> RuledRow:
    """Under 加分 what is given is bonus, up to the points of the item."""
    if reading.rule is None or not reading.is_whole:
        return _given_by_hand(row, points, reading.rest)
    parts: list[Bonus | Alternatives] = []
    for part in reading.rule.parts:
        if isinstance(part, Bonus):
            parts.append(part)
        elif isinstance(part, PerOccurrence) and part.each > 0 and not part.halved:
            parts.append(Bonus(part.each, part.per, part.what, part.cap, part.highest_only))
        elif isinstance(part, Alternatives) and (part.beyond or part.cap is not None or part.highest_only):
            parts.append(replace(part, beyond=True))
        elif isinstance(part, Alternatives):
            parts += [Bonus(one.points, "次", one.name) for one in part.choices]
        else:
            doubt = f"加分项里的“{rule_words(reading.rule, points)}”不能直接作加分规则，请手工设置。"
            return replace(_given_by_hand(row, points, reading.rest), doubts=(*row.doubts, doubt))
    if points and len(parts) == 1:
        (only,) = parts
        if isinstance(only, Alternatives):
            parts = [replace(only, cap=only.cap or points)]
        elif only.ceiling is None:
            parts = [replace(only, ceiling=points)]
    doubts = row.doubts
    if points and len(parts) > 1:
        doubts = (*doubts, f"几种加分合起来最多加{points}分，请在办法的“加分上限”里控制。")
    return RuledRow(row, None, Rule(Start.ZERO, tuple(parts)), doubts=doubts)


def _given_by_hand(row: DraftRow, points: Fraction | None, rest: str) -> RuledRow:
    """A bonus whose wording is not understood: points given by hand beyond the full mark, up to those of the item."""
    if not points:
        return RuledRow(row, points, None, rest, row.doubts)
    return RuledRow(row, None, Rule(Start.ZERO, (Bonus(ONE, "分", "", points),)), rest, row.doubts)


def as_scheme(reading: SchemeReading, rows: Sequence[RuledRow]) -> tuple[SchemeDetails, tuple[CriterionRow, ...]]:
    """What was read as a scheme without groups, for `check_scheme`; the full mark is what the table says, else 100."""
    full = Fraction(reading.total, 100) if reading.total is not None else Fraction(100)
    head = SchemeRow(0, reading.suggested, 1, None, "", SchemeState.DRAFT, None, full, 0, len(rows), 0)
    details = SchemeDetails(
        head, 2, frozenset({"total"}), None, True, Ties.SHARED, (), False, groups=(), components=(), bands=()
    )
    children: dict[int | None, list[RuledRow]] = {}
    for one in rows:
        children.setdefault(one.row.parent, []).append(one)
    sums: dict[int, Fraction] = {}
    for one in reversed(rows):
        below = children.get(one.row.id)
        own = one.points or Fraction(0)
        sums[one.row.id] = sum((sums[other.row.id] for other in below), Fraction(0)) if below else own
    places: dict[int | None, int] = {}
    found = []
    for one in rows:
        row = one.row
        places[row.parent] = places.get(row.parent, -1) + 1
        found.append(
            CriterionRow(
                row.id,
                row.parent,
                row.depth,
                places[row.parent],
                len(children.get(row.id, ())),
                row.no,
                row.name,
                row.content,
                row.body,
                one.points,
                sums[row.id],
                one.rule,
                one.words or BY_HAND,
                None,
                row.section and f"{row.section}项",
                assessor=row.assessor,
                note=row.note,
            )
        )
    return details, tuple(found)
