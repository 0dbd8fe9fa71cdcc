"""What an edition holds: the breakdown as plain data, and its canonical JSON, from which it comes back exactly."""

import json
from dataclasses import dataclass, field
from datetime import date

from models.errors import Condition
from models.frozen import BROKEN, canonical, made, plain
from models.org.terms import UnitKind
from models.task.terms import Role, TaskKind

FORM = 1
"""Number of this form of content; a later program may write another and still reads this one."""


@dataclass(frozen=True, slots=True)
class FrozenUnit:
    """A unit in a task: its name of that day, the role, the ids of the cells at which it carries the task.

    `wordings` say for each of `cells` how the paper calls the duty there; empty when nowhere in its own way.
    """

    id: int
    name: str
    role: Role
    leads_by_rule: bool = False
    is_named: bool = True
    cells: tuple[int, ...] = ()
    wordings: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class FrozenPerson:
    """A person named in a task, and the title the paper gave."""

    id: int
    name: str
    post: str = ""


@dataclass(frozen=True, slots=True)
class FrozenTask:
    """One row of the breakdown; `points` in 1/100, `due_to` the last day, `index` counts siblings from 1.

    `lacking` are cells to which the task should come down and does not.
    """

    id: int
    title: str
    number: str = ""
    no: str = ""
    parent_id: int | None = None
    depth: int = 0
    index: int = 1
    children: int = 0
    kind: TaskKind = TaskKind.TASK
    body: str = ""
    target: str = ""
    units: tuple[FrozenUnit, ...] = ()
    leaders: tuple[FrozenPerson, ...] = ()
    owners: tuple[FrozenPerson, ...] = ()
    contacts: tuple[FrozenPerson, ...] = ()
    deadline: str = ""
    due_from: date | None = None
    due_to: date | None = None
    due_every: str = ""
    points: int | None = None
    phase_id: int | None = None
    phase: str = ""
    note: str = ""
    source: str = ""
    lacking: tuple[int, ...] = ()

    def of_role(self, role: Role) -> tuple[FrozenUnit, ...]:
        return tuple(unit for unit in self.units if unit.role is role)


@dataclass(frozen=True, slots=True)
class FrozenPhase:
    """阶段 as it was."""

    id: int
    name: str
    time_words: str = ""
    starts: date | None = None
    ends: date | None = None
    body: str = ""


@dataclass(frozen=True, slots=True)
class FrozenTarget:
    """A target of the campaign as a whole."""

    id: int
    indicator: str = ""
    value: str = ""


@dataclass(frozen=True, slots=True)
class FrozenHead:
    """The campaign: its name, lead unit and the rules of who leads."""

    id: int
    name: str
    year: int | None = None
    year_end: int | None = None
    lead_unit: str = ""
    first_unit_leads: bool = False
    responsible_leads: bool = True


@dataclass(frozen=True, slots=True)
class Carrier:
    """A unit that carries tasks, with the names of that day."""

    id: int
    name: str
    short_name: str = ""
    kind: UnitKind = UnitKind.DEPARTMENT


@dataclass(frozen=True, slots=True)
class FrozenCell:
    """A cell at which tasks are carried, with its level and the names of the cells above."""

    id: int
    name: str
    level: str = ""
    path: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class FrozenPart:
    """What somebody is to a task: a `PersonRole` value or "unit", and the words for it."""

    task_id: int
    kind: str
    words: str


@dataclass(frozen=True, slots=True)
class FrozenLoad:
    """A person (`person_id` None: a vacant post) with posts and units of that day, and what they are to tasks."""

    id: str
    person_id: int | None
    name: str
    posts: str = ""
    unit_ids: tuple[int, ...] = ()
    parts: tuple[FrozenPart, ...] = ()


@dataclass(frozen=True, slots=True)
class Content:
    """The whole breakdown on `day`: tasks in tree order, units in official order, cells in the order of the grid."""

    day: date
    campaign: FrozenHead
    tasks: tuple[FrozenTask, ...] = ()
    phases: tuple[FrozenPhase, ...] = ()
    targets: tuple[FrozenTarget, ...] = ()
    units: tuple[Carrier, ...] = ()
    cells: tuple[FrozenCell, ...] = ()
    people: tuple[FrozenLoad, ...] = ()
    form: int = field(default=FORM)


def text_of(content: Content) -> str:
    """Canonical JSON with the number of its form. Equal contents give equal texts."""
    return canonical(plain(content) | {"form": content.form})


def content_of(text: str) -> Content:
    """The content of a text of `text_of`. Raises Condition when it is damaged or of a form not known here."""
    try:
        found = json.loads(text)
        form = found["form"]
        if form == FORM:
            return made(Content, found)
    except BROKEN as error:
        raise Condition("这一版的内容读不出来，可能已损坏。", "请从备份恢复，或运行“检查数据文件”。") from error
    raise Condition(f"这一版由更新的程序写成（格式 {form}）。", "请用新版程序打开。")
