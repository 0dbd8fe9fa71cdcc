"""The rows of a review: plain frozen data made from a Draft, each with its state and its place in the document."""

from dataclasses import dataclass
from typing import Any

from models.intake.draft import Contact, Criterion, Group, Phase, Problem, Reporting, Seat, Target, Task
from models.intake.source import NOWHERE, Spot
from models.words import Labelled


class Block(Labelled):
    """The parts of a draft, in the order in which they are checked."""

    UNITS = "units", "单位"
    SEATS = "seats", "组织与席位"
    TASKS = "tasks", "任务"
    PHASES = "phases", "阶段"
    TARGETS = "targets", "目标"
    REPORTING = "reporting", "报送事项"
    PLACES = "places", "点位"
    CONTACTS = "contacts", "通讯录"
    PROBLEMS = "problems", "整改台账"
    CRITERIA = "criteria", "评分项目"


class State(Labelled):
    """What the clerk decided about a row."""

    PROPOSED = "proposed", "待确认"
    CONFIRMED = "confirmed", "已确认"
    DROPPED = "dropped", "已舍去"


class Decision(Labelled):
    """What becomes of a unit named in the paper."""

    LINK = "link", "对应"
    NEW = "new", "新建"
    OPEN = "open", "待定"


@dataclass(frozen=True, slots=True)
class Proposal:
    """A unit of the dictionary that a written name may mean, and why; `score` 1.0 is the same name."""

    unit_id: int
    name: str
    reason: str
    score: float


@dataclass(frozen=True, slots=True)
class UnitEntry:
    """A unit as the paper writes it. `unit_id` is set when it is linked; `uses` counts the rows that name it."""

    name: str
    decision: Decision = Decision.NEW
    unit_id: int | None = None
    linked: str = ""
    reason: str = ""
    proposals: tuple[Proposal, ...] = ()
    uses: int = 0
    spot: Spot = NOWHERE
    doubts: tuple[str, ...] = ()
    unsure: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class Place:
    """A place of an area; an area itself is the entry without a name."""

    area: str
    name: str = ""
    batch: str = ""
    stage: str = ""
    progress: int | None = None
    spot: Spot = NOWHERE
    doubts: tuple[str, ...] = ()
    unsure: tuple[str, ...] = ()


Value = UnitEntry | Group | Seat | Task | Phase | Target | Reporting | Place | Contact | Problem | Criterion


@dataclass(frozen=True, slots=True)
class Item:
    """One row of the review. `parent_id` is the row it hangs under; `edited` is true once a person changed it."""

    id: int
    block: Block
    value: Any
    state: State = State.PROPOSED
    parent_id: int | None = None
    edited: bool = False
    added: bool = False

    @property
    def spot(self) -> Spot:
        spot: Spot = self.value.spot
        return spot

    @property
    def doubts(self) -> tuple[str, ...]:
        """Reasons to look twice; a confirmed or dropped row has none left."""
        reasons: tuple[str, ...] = self.value.doubts
        return reasons if self.state is State.PROPOSED else ()

    @property
    def unsure(self) -> tuple[str, ...]:
        """The fields that the doubts are about; empty when they are about the row as a whole, or gone."""
        fields: tuple[str, ...] = self.value.unsure
        return fields if self.state is State.PROPOSED else ()

    @property
    def is_kept(self) -> bool:
        return self.state is not State.DROPPED


@dataclass(frozen=True, slots=True)
class Count:
    """How far a block (or all of it) is checked; dropped rows do not count."""

    confirmed: int = 0
    kept: int = 0
    doubtful: int = 0
    dropped: int = 0

    @property
    def open(self) -> int:
        return self.kept - self.confirmed
