"""What was found, measured and marked in a round of the sample: entries by chance, the same every time."""

import random
from collections.abc import Collection, Iterator, Sequence
from dataclasses import dataclass
from datetime import date, timedelta
from fractions import Fraction
from typing import Any

from models.appraisal.rules.kinds import (
    Alternatives,
    Direct,
    Graded,
    PerOccurrence,
    RankTable,
    Ratio,
    Rule,
    ShareOfBest,
    Steps,
    Threshold,
)
from models.appraisal.terms import EntryState
from models.base import new_id

FIND = 0.3  # how often a check finds what it may find
WEAK = Fraction(17, 20)  # what weak units get of the usual marks
HALVED = 0.3
_COUNTED = (PerOccurrence, Alternatives)
_MEASURED: dict[type, tuple[int, int, int]] = {  # from, to, divided by
    Ratio: (88, 100, 100),
    RankTable: (820, 985, 10),
    ShareOfBest: (86, 100, 1),
    Threshold: (86, 100, 1),
}
_STEPS = {"%": (90, 100), "天": (2, 5)}


@dataclass(frozen=True, slots=True)
class ScoredItem:
    """An item as it is scored: the units it applies to."""

    id: int
    no: str
    rule: Rule
    units: tuple[int, ...]


def entries_of(
    plan: dict[str, Any],
    items: Sequence[ScoredItem],
    round_id: int,
    first: date,
    chance: random.Random,
    *,
    weak: Collection[int],
    part_of_all: float,
) -> Iterator[dict[str, Any]]:
    """What was measured, marked and found; with `part_of_all` below 1 some values are still to come."""
    usual = {
        "round_part_id": None, "part": 0, "amount": "1", "choice": 0, "halved": False, "event": "", "scorer": "",
        "reason": "", "state": EntryState.ACCEPTED, "refusal": "", "source": "", "of_table": "", "row_id": None,
    }  # fmt: skip
    for item in items:
        for unit_id in item.units:
            key = {"round_id": round_id, "unit_id": unit_id, "criterion_id": item.id}
            for place, part in enumerate(item.rule.parts):
                for more in _of_part(plan, item, place, part, chance, WEAK if unit_id in weak else Fraction(1)):
                    if isinstance(part, _COUNTED) or chance.random() < part_of_all:
                        day = first + timedelta(days=chance.randrange(27))
                        yield {**usual, **key, "id": new_id(), "part": place, "day": day, **more}


def _of_part(
    plan: dict[str, Any], item: ScoredItem, place: int, part: object, chance: random.Random, strength: Fraction
) -> Iterator[dict[str, Any]]:
    if isinstance(part, PerOccurrence):
        for reason in plan["reasons"].get(item.no, [[]] * (place + 1))[place]:
            if chance.random() < FIND:
                yield {"reason": reason, "halved": bool(part.halved) and chance.random() < HALVED}
    elif isinstance(part, Alternatives):
        for at, one in enumerate(part.choices):
            count = chance.randint(0, 1 + at)
            if count:
                yield {"choice": at, "amount": str(count), "reason": f"{one.name}采用{count}篇"}
    elif isinstance(part, Graded | Direct):
        most = part.out_of if isinstance(part, Graded) else part.points
        for scorer in plan["scorers"]:
            mark = most * strength * chance.randint(165, 196) / 200
            yield {"scorer": scorer, "amount": _half(mark)}
    elif isinstance(part, Steps):
        low, high = _STEPS[part.unit]
        yield {"amount": str(chance.randint(low, high))}
    elif type(part) in _MEASURED:
        low, high, per = _MEASURED[type(part)]
        yield {"amount": format(chance.randint(low, high) / per, "g")}


def _half(mark: Fraction) -> str:
    """A mark to the half point."""
    return format(float(round(mark * 2) / Fraction(2)), "g")
