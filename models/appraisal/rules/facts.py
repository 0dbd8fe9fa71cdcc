"""What is known about a unit and an item: counted facts, measured values, marks."""

from dataclasses import dataclass
from fractions import Fraction


@dataclass(frozen=True, slots=True)
class Fact:
    """One entry: `part` is the place of the part it belongs to in the rule.

    `amount` is how often (occurrences), the value (ratio, steps, threshold, rank), or the mark. `choice` is the place
    of an alternative. Facts of one `event` may count once. `id` leads back to the record.
    """

    part: int = 0
    amount: Fraction = Fraction(1)
    halved: bool = False
    event: str = ""
    choice: int = 0
    scorer: str = ""
    reason: str = ""
    id: int = 0


@dataclass(frozen=True, slots=True)
class Line:
    """One line of an explanation: words, what it adds to the score, and the facts behind it."""

    words: str
    points: Fraction
    facts: tuple[int, ...] = ()


@dataclass(frozen=True, slots=True)
class ItemScore:
    """The score of one item: None while nothing is known that it needs (a value not measured, a mark not given).

    `bonus` goes beyond the item's points; `vetoes` are the scopes struck with their words.
    """

    score: Fraction | None
    lines: tuple[Line, ...] = ()
    bonus: Fraction = Fraction(0)
    vetoes: tuple[tuple[str, str], ...] = ()
