"""What the first page shows, as plain rows. Nothing of the database library is loaded here."""

from dataclasses import dataclass
from datetime import date

from models.history_rows import StepRow, Turn
from models.overview.terms import Matter


@dataclass(frozen=True, slots=True)
class Todo:
    """One thing to do: `id` is the task's or, for an idle unit, the unit's; `where` the row above it."""

    id: int
    matter: Matter
    title: str
    where: str
    lead: str
    deadline: str
    due_to: date | None
    words: str

    @property
    def is_unit(self) -> bool:
        return self.matter is Matter.IDLE_UNIT


@dataclass(frozen=True, slots=True)
class Overview:
    """Figures of a campaign on a day. 大项 have no parent; `leaves` carry duties: rows without rows below them."""

    id: int
    name: str
    big_items: int
    small_items: int
    leaves: int
    leaves_with_lead: int
    leaves_with_deadline: int
    assignments: int
    units: int
    units_with_tasks: int
    sites: int
    sites_done: int
    points: int
    todo: tuple[Todo, ...]

    def count(self, matter: Matter) -> int:
        return sum(entry.matter is matter for entry in self.todo)

    @property
    def tasks(self) -> int:
        return self.big_items + self.small_items


@dataclass(frozen=True, slots=True)
class Lights:
    """How many tasks are in time, near their last day (as in `SOON_DAYS`), and past it."""

    in_time: int
    near: int
    overdue: int


@dataclass(frozen=True, slots=True)
class FirstFacts:
    """Everything on the first page on a day: the overview, the last steps, what undo and redo would do."""

    today: date
    overview: Overview
    steps: tuple[StepRow, ...]
    turn: Turn
    campaigns: tuple[tuple[int, str], ...]  # ids and names of all, for the switch
