"""What a reading proposes: plain frozen data, each item with its source and the reasons to doubt it (Chinese).

`doubts` are sentences for the clerk; `unsure` names the fields of the item they are about (empty: the item as a whole).
"""

from dataclasses import dataclass
from decimal import Decimal
from enum import StrEnum

from models.intake.source import NOWHERE, Spot
from models.task.deadlines import NOTHING, Due


class Kind(StrEnum):
    """What kind of paper was read."""

    PLAN = "plan"
    MEMBERS = "members"
    BREAKDOWN = "breakdown"
    SITES = "sites"
    LEDGER = "ledger"
    SCORE_TABLE = "score_table"
    RULES = "rules"
    CONTACTS = "contacts"
    SPEECH = "speech"
    UNKNOWN = "unknown"


KIND_LABELS: dict[Kind, str] = {
    Kind.PLAN: "工作方案",
    Kind.MEMBERS: "成员名单",
    Kind.BREAKDOWN: "责任分解表",
    Kind.SITES: "点位情况",
    Kind.LEDGER: "整改台账",
    Kind.SCORE_TABLE: "评分表",
    Kind.RULES: "考核办法",
    Kind.CONTACTS: "通讯录",
    Kind.SPEECH: "讲话",
    Kind.UNKNOWN: "其他材料",
}


class Duty(StrEnum):
    """What a unit's written role means."""

    LEAD = "lead"
    RESPONSIBLE = "responsible"
    SUPPORT = "support"
    OVERSEE = "oversee"


@dataclass(frozen=True, slots=True)
class Seat:
    """A line of a member list: a person, a post without a name, or a unit (`unit` set) in a role of a group."""

    group: str
    role: str
    name: str = ""
    post: str = ""
    unit: str = ""
    spot: Spot = NOWHERE
    doubts: tuple[str, ...] = ()
    unsure: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class Group:
    """领导小组, 指挥部, 办公室 …: `host` is the unit it sits in (设在), `short` its 简称."""

    name: str
    parent: str = ""
    short: str = ""
    host: str = ""
    lead_unit: str = ""
    duty: str = ""
    spot: Spot = NOWHERE
    doubts: tuple[str, ...] = ()
    unsure: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class TaskUnit:
    """A unit of a task: the role as written, what it means, its place among the units of that role, and its part."""

    name: str
    role: str
    duty: Duty
    order: int = 1
    scope: str = ""


@dataclass(frozen=True, slots=True)
class TaskPerson:
    """A person of a task: 责任领导, 责任人, 联系人 as written."""

    name: str
    role: str
    post: str = ""
    phone: str = ""


@dataclass(frozen=True, slots=True)
class Task:
    """A duty. `key` is its place in the draft, `parent` the key of the bigger item it belongs to."""

    key: int
    title: str
    no: str = ""
    parent: int | None = None
    body: str = ""
    units: tuple[TaskUnit, ...] = ()
    people: tuple[TaskPerson, ...] = ()
    deadline: str = ""
    deadlines: tuple[str, ...] = ()
    due: Due = NOTHING
    spot: Spot = NOWHERE
    doubts: tuple[str, ...] = ()
    unsure: tuple[str, ...] = ()

    def of(self, *duties: Duty) -> tuple[str, ...]:
        """Names of the units in these roles, each once, in order."""
        return tuple(dict.fromkeys(unit.name for unit in self.units if unit.duty in duties))

    @property
    def lead_units(self) -> tuple[str, ...]:
        return self.of(Duty.LEAD) or self.of(Duty.RESPONSIBLE)

    @property
    def support_units(self) -> tuple[str, ...]:
        helping = (Duty.SUPPORT, Duty.RESPONSIBLE) if self.of(Duty.LEAD) else (Duty.SUPPORT,)
        leads = self.lead_units
        return tuple(name for name in self.of(*helping) if name not in leads)


@dataclass(frozen=True, slots=True)
class Phase:
    """A phase; `years` are the years in which it repeats (empty: once)."""

    name: str
    time: str = ""
    due: Due = NOTHING
    years: tuple[int, ...] = ()
    body: str = ""
    spot: Spot = NOWHERE
    doubts: tuple[str, ...] = ()
    unsure: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class Target:
    """An indicator with its value as written; `task` is the key of the task it belongs to."""

    indicator: str
    value: str
    task: int | None = None
    spot: Spot = NOWHERE
    doubts: tuple[str, ...] = ()
    unsure: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class Reporting:
    """A duty to hand something in: who, what, by when, to whom."""

    who: tuple[str, ...]
    what: str
    deadline: str
    to: str = ""
    due: Due = NOTHING
    spot: Spot = NOWHERE
    doubts: tuple[str, ...] = ()
    unsure: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class Point:
    """A place: its batch, its stage as written, and the progress in per cent when the text states one."""

    name: str
    batch: str = ""
    stage: str = ""
    progress: int | None = None


@dataclass(frozen=True, slots=True)
class Cell:
    """An area (district, street) with its places."""

    area: str
    points: tuple[Point, ...]
    spot: Spot = NOWHERE
    doubts: tuple[str, ...] = ()
    unsure: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class Contact:
    """A line of a contact list."""

    unit: str
    name: str
    post: str = ""
    phone: str = ""
    spot: Spot = NOWHERE
    doubts: tuple[str, ...] = ()
    unsure: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class Problem:
    """A line of a rectification ledger (整改台账): where, what is wrong, who mends it, how, by when, how far.

    `photos` are names in Source.pictures; `status` is as written (已整改, 整改中, 未整改 …).
    """

    problem: str
    no: str = ""
    place: str = ""
    kind: str = ""
    found: str = ""
    units: tuple[TaskUnit, ...] = ()
    people: tuple[TaskPerson, ...] = ()
    measures: tuple[str, ...] = ()
    deadline: str = ""
    due: Due = NOTHING
    status: str = ""
    note: str = ""
    photos: tuple[str, ...] = ()
    spot: Spot = NOWHERE
    doubts: tuple[str, ...] = ()
    unsure: tuple[str, ...] = ()

    def of(self, *duties: Duty) -> tuple[str, ...]:
        """Names of the units in these roles, each once, in order."""
        return tuple(dict.fromkeys(unit.name for unit in self.units if unit.duty in duties))

    @property
    def lead_units(self) -> tuple[str, ...]:
        return self.of(Duty.LEAD) or self.of(Duty.RESPONSIBLE)


@dataclass(frozen=True, slots=True)
class CriterionRule:
    """A sentence of a 评分标准 with the points it takes (below 0) or gives; None when it states no number."""

    text: str
    points: Decimal | None = None


@dataclass(frozen=True, slots=True)
class Criterion:
    """An item of a score table or of appraisal rules. `key` is its place in the draft, `parent` the key of its heading.

    `section` is the merged group or the chapter as written; `unit` the 负责考核部门 (the assessor, not the doer);
    `cap` the most that its rules may take (扣完为止: the points themselves; 累计不超过3分: 3).
    """

    key: int
    item: str
    section: str = ""
    no: str = ""
    parent: int | None = None
    points: Decimal | None = None
    content: str = ""
    unit: str = ""
    doer: str = ""
    body: str = ""
    rules: tuple[CriterionRule, ...] = ()
    cap: Decimal | None = None
    is_heading: bool = False
    note: str = ""
    spot: Spot = NOWHERE
    doubts: tuple[str, ...] = ()
    unsure: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class Head:
    """A heading of a table that was read: its column (from 0 in the table), its text, and what it was taken for.

    `meaning` is a value of readers.columns.Column, for label columns with the label behind a colon (label:牵头单位).
    """

    column: int
    heading: str
    meaning: str = ""
    spot: Spot = NOWHERE


@dataclass(frozen=True, slots=True)
class ReadTable:
    """A table of the document: what it was read as ("" = left out), its headings, and the layout they are known by.

    The layout is a digest of the headings: the same form, sent again, has the same one.
    """

    layout: str
    read_as: str
    heads: tuple[Head, ...]
    first: Spot = NOWHERE
    rows: int = 0


@dataclass(frozen=True, slots=True)
class Draft:
    """The reading of one document."""

    kind: Kind
    title: str = ""
    years: tuple[int, ...] = ()
    groups: tuple[Group, ...] = ()
    seats: tuple[Seat, ...] = ()
    units: tuple[str, ...] = ()
    tasks: tuple[Task, ...] = ()
    phases: tuple[Phase, ...] = ()
    targets: tuple[Target, ...] = ()
    reporting: tuple[Reporting, ...] = ()
    cells: tuple[Cell, ...] = ()
    contacts: tuple[Contact, ...] = ()
    problems: tuple[Problem, ...] = ()
    criteria: tuple[Criterion, ...] = ()
    tables: tuple[ReadTable, ...] = ()
    first_unit_leads: bool = False
    warnings: tuple[str, ...] = ()
