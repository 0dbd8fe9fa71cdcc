"""达到95%得10分，90%—95%得8分，90%以下不得分: intervals of a value with points, read as tiers. Pure."""

import re
from collections.abc import Sequence
from dataclasses import dataclass
from fractions import Fraction
from itertools import pairwise

from models.appraisal.rules.kinds import ZERO, Tier, Tiers
from models.appraisal.rules.numerals import number
from models.appraisal.rules.pattern import what_of

_NUMBER = r"\d+(?:\.\d+)?"
_UNIT = r"%|个百分点|[^，；。、（）\d扣得以及的为每不/—至到达低高超<>≤≥]{0,4}?"
_REACHED = r"(?<![不未没])达到|不低于|大于等于|不小于|不少于|≥|(?<![不未没])达"
_BEYOND = r"(?<![不未没])(?:超过|高于|大于)|>"
_BEHIND = r"(?<![不未没])(?:低于|小于|少于)|不足|未达到|达不到|不到|未达|<"
_WITHIN = r"不超过|不高于|不大于|小于等于|≤"
_BOUND = re.compile(
    r"\d%|\d个百分点|(?:达到?|不低于|低于|超过|不足|不超过|≥|≤|<|>)\d|\d[^，、]{0,4}(?:以上|以下|以内)$"
)
_ELSE = re.compile(r"(?:其余|其他|其它|否则|以下|未达标|不达标)(?:的|情况|单位)*")
_FROM = re.compile(
    rf"(?P<w>.*?)(?:在)?(?P<how>{_REACHED}|{_BEYOND})?(?P<n>{_NUMBER})(?P<u>{_UNIT})"
    r"(?P<up>（含）及?以上|（含[^）]*）以上|及?以上（含[^）]*）|及?以上|（含）)?的?"
)
_TO = re.compile(
    rf"(?P<w>.*?)(?:在)?(?P<how>{_BEHIND}|{_WITHIN})?(?P<n>{_NUMBER})(?P<u>{_UNIT})"
    r"(?P<down>（含）以下|（不含）以下|（含[^）]*）以下|及以下|以下（不含[^）]*）|以下|以内|之内)?的?"
)
_BETWEEN = re.compile(
    rf"(?P<w>.*?)(?:在|介于)?(?P<n>{_NUMBER})(?P<u>{_UNIT})(?P<inlow>（不?含）)?(?:以上)?(?:—|至|到|，?不足|，?低于)"
    rf"(?P<m>{_NUMBER})(?P<v>{_UNIT})(?P<inhigh>（不?含）)?(?:之间|以下|以内)?的?"
)


@dataclass(frozen=True, slots=True)
class _Interval:
    """From `low` to `high` (None: no bound); `upper` says to which side a bound belongs, where the words say it."""

    low: Fraction | None
    high: Fraction | None
    points: Fraction
    what: str = ""
    unit: str = ""
    upper: bool | None = None


def tiers_of(clauses: Sequence[tuple[str, Fraction]]) -> Tiers | None:
    """The tiers that conditions with their points state; None where they have holes, overlap or are no intervals."""
    found: list[_Interval] = []
    otherwise: Fraction | None = None
    for words, points in clauses:
        if _ELSE.fullmatch(words):
            if otherwise is not None:
                return None
            otherwise = points
            continue
        one = _interval(words, points)
        if one is None:
            return None
        found.append(one)
    units = {one.unit for one in found if one.unit}
    whats = {one.what for one in found if one.what}
    if len(found) < 2 or len(units) > 1 or len(whats) > 1:
        return None
    at_most = _side(found)
    if at_most is None:
        return None
    made = _ordered(found, otherwise, at_most=at_most)
    if made is None:
        return None
    tiers, rest = made
    return Tiers(tiers, rest, next(iter(whats), ""), next(iter(units), ""), at_most)


def says_bound(words: str) -> bool:
    """Whether words name a bound of a value, or what lies beyond all of them."""
    return _BOUND.search(words) is not None or _ELSE.fullmatch(words) is not None


def _interval(words: str, points: Fraction) -> _Interval | None:
    between = _BETWEEN.fullmatch(words)
    if between is not None:
        low, high = sorted((number(between["n"]), number(between["m"])))
        upper = True if between["inlow"] == "（含）" or between["inhigh"] == "（不含）" else None
        if between["inlow"] == "（不含）" or (between["inhigh"] == "（含）" and upper is None):
            upper = False
        unit = between["u"] or between["v"]
        return _Interval(low, high, points, what_of(between["w"]), unit, upper) if low < high else None
    start = _FROM.fullmatch(words)
    if start is not None and (start["how"] or start["up"]):
        beyond = start["how"] is not None and re.fullmatch(_BEYOND, start["how"]) is not None
        upper = None if start["how"] is None and "含" not in (start["up"] or "") else not beyond
        return _Interval(number(start["n"]), None, points, what_of(start["w"]), start["u"], upper)
    end = _TO.fullmatch(words)
    if end is not None and (end["how"] or end["down"]):
        within = (end["how"] is not None and re.fullmatch(_WITHIN, end["how"]) is not None) or end["down"] in (
            "（含）以下", "及以下", "以内", "之内",
        )  # fmt: skip
        said = end["how"] is not None or "含" in (end["down"] or "") or within
        return _Interval(None, number(end["n"]), points, what_of(end["w"]), end["u"], not within if said else None)
    return None


def _side(found: Sequence[_Interval]) -> bool | None:
    """Whether tiers say what is not gone beyond: as the bounds say; where they do not, a bound itself is paid better.
    None where the words contradict each other."""
    said = {one.upper for one in found if one.upper is not None}
    if len(said) > 1:
        return None
    if said:
        return not said.pop()
    ordered = sorted(found, key=lambda one: one.low if one.low is not None else one.high or ZERO)
    return ordered[-1].points < ordered[0].points


def _ordered(
    found: Sequence[_Interval], otherwise: Fraction | None, *, at_most: bool
) -> tuple[tuple[Tier, ...], Fraction] | None:
    """Tiers from the hardest to the easiest, and what remains."""
    sides = [(one.high, one.low, one) if at_most else (one.low, one.high, one) for one in found]
    with_bound = [(bound, far, one) for bound, far, one in sides if bound is not None]
    rest = [(far, one) for bound, far, one in sides if bound is None]
    if len(rest) > 1 or (rest and otherwise is not None) or len(with_bound) < 2:
        return None
    with_bound.sort(key=lambda side: side[0], reverse=not at_most)
    if rest and rest[0][0] != with_bound[-1][0]:
        return None
    for harder, easier in pairwise(with_bound):
        if harder[0] == easier[0] or easier[1] not in (None, harder[0]):
            return None
    last = rest[0][1].points if rest else otherwise if otherwise is not None else ZERO
    return tuple(Tier(bound, one.points) for bound, _, one in with_bound), last
