"""The rounds of a year as one: weighted, the best n, without those a unit was not checked in."""

from collections.abc import Sequence
from dataclasses import replace
from fractions import Fraction

from sqlalchemy.orm import Session

from models.appraisal.queries.results import result
from models.appraisal.queries.rounds import rounds
from models.appraisal.rows import RoundResult, RoundRow, UnitResult, YearResult, YearUnit
from models.appraisal.rules.figures import half_up
from models.appraisal.rules.kinds import ZERO, Band
from models.appraisal.rules.ranking import ranks, year_score
from models.appraisal.rules.totals import grade_of
from models.appraisal.terms import RoundState

COUNTS = (RoundState.POSTED, RoundState.LOCKED)


def year(session: Session, *, campaign_id: int, year: int, best: int | None = None, digits: int = 2) -> YearResult:
    """The posted and locked rounds of a year, and every unit over them, ranked within its group.

    A band that costs points in the year (年度扣分) takes them for each round in which the unit fell into it. The group
    and name of a unit are those of the last round it was in.
    """
    chosen = [row for row in rounds(session, campaign_id=campaign_id) if row.state in COUNTS and year_of(row) == year]
    found = [result(session, round_id=row.id) for row in chosen]
    by_round = [{unit.unit_id: unit for group in one.groups for unit in group.units} for one in found]
    bands = found[-1].frame.bands if found else ()
    scored: dict[str, list[YearUnit]] = {}
    for group, unit in _last(found):
        own = [one.get(unit.unit_id) for one in by_round]
        scored.setdefault(group, []).append(_unit(group, unit, own, found, best, digits))
    units: list[YearUnit] = []
    for members in scored.values():
        units += _ranked(members, bands)
    return YearResult(tuple(one.round for one in found), tuple(units))


def years(session: Session, *, campaign_id: int) -> tuple[int, ...]:
    """The years in which rounds were posted, newest first."""
    rows = [row for row in rounds(session, campaign_id=campaign_id) if row.state in COUNTS]
    return tuple(sorted({found for row in rows if (found := year_of(row)) is not None}, reverse=True))


def year_of(row: RoundRow) -> int | None:
    """The year a round belongs to: that of its last day, else of its first, else of its posting."""
    day = row.ends or row.starts or row.posted_on
    return day.year if day is not None else None


def _last(found: Sequence[RoundResult]) -> list[tuple[str, UnitResult]]:
    """Every unit with its group, as the last round it was in has them; in the order of the newest round."""
    units: dict[int, tuple[str, UnitResult]] = {}
    for one in reversed(found):
        for group in one.groups:
            for unit in group.units:
                units.setdefault(unit.unit_id, (group.name, unit))
    return list(units.values())


def _unit(
    group: str,
    unit: UnitResult,
    own: Sequence[UnitResult | None],
    found: Sequence[RoundResult],
    best: int | None,
    digits: int,
) -> YearUnit:
    scores = tuple(one.score if one is not None else None for one in own)
    weighted = [(score, one.round.weight) for score, one in zip(scores, found, strict=True)]
    deduction = sum(
        (
            band.deduction
            for mine, one in zip(own, found, strict=True)
            if mine is not None and mine.total.grade
            for band in one.frame.bands
            if band.name == mine.total.grade and band.deduction is not None
        ),
        ZERO,
    )
    score = year_score(weighted, best=best)
    total = None if score is None else half_up(max(score - deduction, ZERO), digits)
    placed = tuple(one.rank if one is not None else None for one in own)
    return YearUnit(unit.unit_id, unit.name, group, scores, placed, total, None, "", deduction)


def _ranked(members: Sequence[YearUnit], bands: Sequence[Band]) -> list[YearUnit]:
    places = ranks({one.unit_id: one.score for one in members})
    found = [replace(one, rank=places[one.unit_id], grade=_grade(one.score, bands)) for one in members]
    return sorted(found, key=lambda one: (one.rank is None, one.rank or 0))


def _grade(score: Fraction | None, bands: Sequence[Band]) -> str:
    return "" if score is None else grade_of(score, bands)
