"""What a posted round holds: its result with everything that explains it, as plain data and as canonical JSON.

Scores that are equal are kept once and named by their place: a round of 300 units and 200 items is a megabyte, not ten.
"""

import json
from dataclasses import dataclass
from datetime import date
from fractions import Fraction

from models.appraisal.rows import CriterionRow, PartRow
from models.appraisal.rules.facts import ItemScore
from models.appraisal.rules.totals import Frame
from models.errors import Condition
from models.frozen import BROKEN, canonical, made, plain

FORM = 1
"""Number of this form of content; a later program may write another and still reads this one."""


@dataclass(frozen=True, slots=True)
class FrozenSum:
    """A node or component with its score; `below` are places of sums."""

    id: int
    points: Fraction
    score: Fraction | None = None
    scale: Fraction = Fraction(1)
    below: tuple[int, ...] = ()


@dataclass(frozen=True, slots=True)
class FrozenItem:
    """The score of an item, of one unit or of several that scored the same."""

    criterion_id: int
    score: ItemScore


@dataclass(frozen=True, slots=True)
class FrozenUnit:
    """A unit with its result; `sums` are places of its components, `items` of its items."""

    id: int
    name: str
    group_id: int
    is_checked: bool = True
    score: Fraction | None = None
    bonus: Fraction = Fraction(0)
    vetoes: tuple[tuple[str, str], ...] = ()
    grade: str = ""
    rank: int | None = None
    before: int | None = None
    sums: tuple[int, ...] = ()
    items: tuple[int, ...] = ()


@dataclass(frozen=True, slots=True)
class FrozenGroup:
    """A peer group with its units: ranked ones first by rank."""

    id: int
    name: str
    units: tuple[FrozenUnit, ...] = ()


@dataclass(frozen=True, slots=True)
class FrozenCriterion:
    """A row of the score table and how each part of its rule is said."""

    row: CriterionRow
    part_words: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class FrozenEntry:
    """An entry that counted."""

    id: int
    unit_id: int
    criterion_id: int
    part: int = 0
    round_part_id: int | None = None
    amount: Fraction = Fraction(1)
    choice: int = 0
    halved: bool = False
    event: str = ""
    scorer: str = ""
    reason: str = ""
    day: date | None = None
    source: str = ""
    of_table: str = ""
    row_id: int | None = None
    points: Fraction | None = None
    files: int = 0


@dataclass(frozen=True, slots=True)
class FrozenExemption:
    """What did not apply to a unit."""

    unit_id: int
    reason: str
    criterion_id: int | None = None
    round_part_id: int | None = None


@dataclass(frozen=True, slots=True)
class Content:
    """The whole of a posted round."""

    name: str
    scheme: str
    frame: Frame
    starts: date | None = None
    ends: date | None = None
    groups: tuple[FrozenGroup, ...] = ()
    criteria: tuple[FrozenCriterion, ...] = ()
    parts: tuple[PartRow, ...] = ()
    sums: tuple[FrozenSum, ...] = ()
    items: tuple[FrozenItem, ...] = ()
    entries: tuple[FrozenEntry, ...] = ()
    exemptions: tuple[FrozenExemption, ...] = ()


def text_of(content: Content) -> str:
    """Canonical JSON with the number of its form. Equal contents give equal texts."""
    return canonical(plain(content) | {"form": FORM})


def content_of(text: str) -> Content:
    """The content of a text of `text_of`. Raises Condition when it is damaged or of a form not known here."""
    try:
        found = json.loads(text)
        form = found.pop("form")
        if form == FORM:
            return made(Content, found)
    except BROKEN as error:
        raise Condition("这个考核期的公示内容读不出来，可能已损坏。", "请从备份恢复，或运行“检查数据文件”。") from error
    raise Condition(f"这个考核期由更新的程序公示（格式 {form}）。", "请用新版程序打开。")
