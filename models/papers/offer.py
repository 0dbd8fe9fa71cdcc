"""What a feature offers to print: its papers with their settings, as data. models.papers.catalogue collects them.

The window makes its settings panel and the command line its options from the same description.
"""

from collections.abc import Callable, Mapping
from dataclasses import dataclass, field
from datetime import date
from enum import StrEnum
from typing import Any

from sqlalchemy.orm import Session

from models.papers.drawing import Drawing
from models.papers.sheet import Profile, Sheet

Made = tuple[Sheet, ...] | Drawing
Cover = Callable[[tuple[int, ...]], Sheet]
"""Makes a sheet to go before others from how many pages each of them has."""


class Kind(StrEnum):
    """How a setting is edited; in brackets the type of its value."""

    TEXT = "text"  # [str] one line
    LINES = "lines"  # [str] several lines
    BOOL = "bool"  # [bool]
    NUMBER = "number"  # [int]
    CHOICE = "choice"  # the value of one of `options`
    PICK = "pick"  # [int | None] one record of `options`; None: the whole
    PICKS = "picks"  # [tuple[int, ...] | None] records of `options`; None: all


@dataclass(frozen=True, slots=True)
class Option:
    """A value to choose and its words; `depth` indents records of a tree, `names` are other words for it on the command
    line."""

    value: Any
    label: str
    depth: int = 0
    names: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class Asked:
    """What a paper is made from: campaign, the day it shows (as of), the paper's settings by key, the office's paper.

    `phones` shows telephone numbers in papers whose subject is not the phone.
    """

    campaign_id: int | None
    day: date
    settings: Mapping[str, Any] = field(default_factory=dict)
    profile: Profile = field(default_factory=Profile)
    phones: bool = False

    def get(self, key: str, default: Any = None) -> Any:
        return self.settings.get(key, default)


@dataclass(frozen=True, slots=True)
class Setting:
    """One thing the user sets. `options(session, asked)` lists what CHOICE, PICK and PICKS choose from."""

    key: str
    label: str
    kind: Kind
    default: Any = None
    options: Callable[[Session, Asked], tuple[Option, ...]] | None = None
    note: str = ""


@dataclass(frozen=True, slots=True)
class Offer:
    """A paper: its key (as on the command line: `print KEY`), Chinese name, settings and formats.

    `make(session, asked)` gives sheets (one PDF, page numbers of each from 1; one xlsx with a sheet each) or a drawing
    (PDF, PNG, SVG). Raises Refusal with what to do when there is nothing to print.
    """

    key: str
    name: str
    icon: str
    make: Callable[[Session, Asked], Made]
    settings: tuple[Setting, ...] = ()
    formats: tuple[str, ...] = ("pdf", "xlsx")
    profile: Profile = field(default_factory=Profile)
    needs_campaign: bool = False
    note: str = ""
    """One sentence for the user: what this paper is."""
    cover: Callable[[tuple[Sheet, ...], Asked], Cover | None] | None = None
    """What goes before the sheets of one PDF, if anything: `cover(sheets, asked)`."""
    part: str = ""
    """What each of its sheets is for (个单位), when they are handed out one by one."""
