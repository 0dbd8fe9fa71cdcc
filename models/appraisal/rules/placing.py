"""To which item, and which part of its rule, the proposals of a source go: found by the words of the rule. Pure."""

import re
from collections.abc import Iterable
from dataclasses import dataclass

from models.appraisal.rules.kinds import PerOccurrence, Rule
from models.appraisal.rules.slots import Slot, Typing, slots_of

_APART = re.compile(r"[、，,；;\s]+")
_COUNTING = (Typing.COUNT, Typing.FACT)


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


@dataclass(frozen=True, slots=True)
class Tie:
    """Proposals of a source whose reason holds one of the `words` (several by 、; empty: all of them) go to a place."""

    source: str
    words: str
    place: Place

    def takes(self, source: str, reason: str) -> bool:
        """Whether a proposal of `source` with that reason goes here."""
        wanted = [one for one in _APART.split(self.words.strip()) if one]
        return source == self.source and (not wanted or any(one in reason for one in wanted))


def counting(rule: Rule | None) -> tuple[Slot, ...]:
    """The parts of a rule into which something that happened can be entered: counted, or simply so."""
    return tuple(slot for slot in slots_of(rule) if slot.typing in _COUNTING) if rule is not None else ()


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
