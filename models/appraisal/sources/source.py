"""What a source of evidence is: a name, the words by which its item is found, and where it looks."""

from collections.abc import Callable, Iterable
from dataclasses import dataclass
from datetime import date, timedelta

from sqlalchemy.orm import Session


@dataclass(frozen=True, slots=True)
class Span:
    """The round that is asked for: its campaign and days (`starts` None: from ever), seen from `today`."""

    campaign_id: int
    round_id: int
    starts: date | None
    ends: date | None
    today: date

    @property
    def last(self) -> date:
        """The last day of the round that is over, else yesterday: what is due today is not late yet."""
        yesterday = self.today - timedelta(days=1)
        return yesterday if self.ends is None else min(self.ends, yesterday)

    def holds(self, day: date) -> bool:
        """Whether a day lies in the part of the round that is over."""
        return (self.starts is None or self.starts <= day) and day <= self.last


@dataclass(frozen=True, slots=True)
class Proposal:
    """What a unit should be scored for, and why. `criterion_id` is the item it came up at, where there is one.

    `is_once`: the same record is not proposed for the unit in two rounds.
    """

    unit_id: int
    of_table: str
    row_id: int
    reason: str
    day: date | None
    criterion_id: int | None = None
    is_once: bool = True


@dataclass(frozen=True, slots=True)
class Source:
    """`words` (a pattern) stand in the rule or item that takes its proposals; `find` looks for them."""

    name: str
    words: str
    find: Callable[[Session, Span], Iterable[Proposal]]
