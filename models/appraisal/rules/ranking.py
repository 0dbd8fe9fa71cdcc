"""Ranks within a peer group, and rounds combined over a year."""

from collections.abc import Hashable, Mapping, Sequence
from fractions import Fraction
from typing import TypeVar

from models.appraisal.rules.kinds import ZERO

U = TypeVar("U", bound=Hashable)
Key = tuple[Fraction, ...]


def ranks(scores: Mapping[U, Fraction | None], breakers: Mapping[U, Key] | None = None) -> dict[U, int | None]:
    """Ranks from 1, best first; equal scores share a rank unless `breakers` (more is better, in order) tell them
    apart; after a shared rank the next ones are skipped. A unit without a score has no rank."""
    keys = {unit: (score, *((breakers or {}).get(unit, ()))) for unit, score in scores.items() if score is not None}
    first: dict[Key, int] = {}
    for place, key in enumerate(sorted(keys.values(), reverse=True), 1):
        first.setdefault(key, place)
    return {unit: first[keys[unit]] if unit in keys else None for unit in scores}


def year_score(
    rounds: Sequence[tuple[Fraction | None, Fraction]], *, best: int | None = None, digits: int | None = None
) -> Fraction | None:
    """Rounds (score, weight) of one unit as one score: the weighted average of those it has; of the `best` n ones when
    given (then each counts by its own weight). None when it has none."""
    have = [(score, weight) for score, weight in rounds if score is not None]
    if best is not None:
        have = sorted(have, key=lambda one: one[0], reverse=True)[:best]
    whole = sum((weight for _, weight in have), ZERO)
    if not have or not whole:
        return None
    found = sum((score * weight for score, weight in have), ZERO) / whole
    if digits is None:
        return found
    from models.appraisal.rules.figures import half_up

    return half_up(found, digits)
