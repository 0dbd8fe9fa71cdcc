"""Where something can be typed for an item: the parts of its rule that take counts, a value, marks or a fact."""

from collections.abc import Sequence
from dataclasses import dataclass
from enum import StrEnum
from fractions import Fraction

from models.appraisal.rules.figures import percent, short
from models.appraisal.rules.kinds import (
    Alternatives,
    Bonus,
    Choice,
    Direct,
    Graded,
    Multiplier,
    PerOccurrence,
    Ratio,
    Rule,
    Veto,
    VetoBelow,
)
from models.appraisal.rules.wording import part_words


class Typing(StrEnum):
    """What is typed: how often, a measured value, a mark per scorer, or that a fact is so."""

    COUNT = "count"
    VALUE = "value"
    MARK = "mark"
    FACT = "fact"


@dataclass(frozen=True, slots=True)
class Slot:
    """The place of a part in its rule, what is typed there, its words; `unit` stands behind the number."""

    part: int
    typing: Typing
    words: str
    unit: str = ""
    choices: tuple[Choice, ...] = ()
    can_halve: str = ""
    takes_events: bool = False
    is_share: bool = False
    """Whether the amount is a share of the whole (0.95), said and typed as 95%."""

    @property
    def head(self) -> str:
        """What is typed, as a heading: 次数（处）, 数值（%）, 评分, 是否."""
        if self.choices:
            return "篇次"
        word = {Typing.COUNT: "次数", Typing.VALUE: "数值", Typing.MARK: "评分", Typing.FACT: "是否"}[self.typing]
        return f"{word}（{self.unit}）" if self.unit and self.typing is not Typing.MARK else word

    @property
    def is_single(self) -> bool:
        """Whether a number written here takes the place of the one before (of the same scorer)."""
        return self.typing in (Typing.VALUE, Typing.MARK)

    def as_typed(self, text: str) -> str:
        """What was typed, a share with its sign."""
        return f"{text}%" if self.is_share and text and not text.endswith(("%", "％")) else text

    def said(self, amount: Fraction) -> str:
        """A stored amount as it is typed."""
        return percent(amount) if self.is_share else short(amount)


def slots_of(rule: Rule) -> tuple[Slot, ...]:
    """The slots of a rule in the order of its parts; a veto that is judged by the score takes nothing."""
    return tuple(
        _slot(place, part, part_words(part)) for place, part in enumerate(rule.parts) if not isinstance(part, VetoBelow)
    )


def _slot(place: int, part: object, words: str) -> Slot:
    match part:
        case PerOccurrence():
            return Slot(place, Typing.COUNT, words, part.per, can_halve=part.halved, takes_events=part.highest_only)
        case Bonus():
            return Slot(place, Typing.COUNT, words, part.per, takes_events=part.highest_only)
        case Alternatives():
            return Slot(place, Typing.COUNT, words, "次", choices=part.choices, takes_events=part.highest_only)
        case Graded() | Direct():
            return Slot(place, Typing.MARK, words, "分")
        case Multiplier() | Veto():
            return Slot(place, Typing.FACT, words)
        case Ratio():
            return Slot(place, Typing.VALUE, words, "%", is_share=True)
        case _:
            return Slot(place, Typing.VALUE, words, getattr(part, "unit", ""))


def main_slot(slots: Sequence[Slot]) -> Slot | None:
    """Where a number typed into the cell of an item goes: what is measured or marked, else what is counted first."""
    first = next((one for one in slots if one.is_single), None)
    return first or next((one for one in slots if one.typing is Typing.COUNT), None) or next(iter(slots), None)
