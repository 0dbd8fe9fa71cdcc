"""To which item, and which part of its rule, the proposals of a source go: found by the words of the rule. Pure."""

import re
from collections.abc import Iterable
from dataclasses import dataclass

from models.appraisal.rules.kinds import PerOccurrence, Rule


@dataclass(frozen=True, slots=True)
class Candidate:
    """An item with its rule, and all that is written about it."""

    criterion_id: int
    rule: Rule
    texts: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class Place:
    """A part of an item's rule that deducts by the occurrence."""

    criterion_id: int
    part: int


def places(words: str, items: Iterable[Candidate]) -> tuple[Place, ...]:
    """Where something that `words` (a pattern) describe is deducted, the best fit first: parts that say so themselves,
    then items that say so anywhere and deduct by the occurrence, in the order of the table."""
    own: list[Place] = []
    about: list[Place] = []
    for item in items:
        deducting = [
            (place, part.what)
            for place, part in enumerate(item.rule.parts)
            if isinstance(part, PerOccurrence) and part.each < 0
        ]
        own += [Place(item.criterion_id, place) for place, what in deducting if re.search(words, what)]
        if deducting and any(re.search(words, text) for text in item.texts):
            about.append(Place(item.criterion_id, deducting[0][0]))
    return tuple(dict.fromkeys(own + about))
