"""What an edition holds: the breakdown as plain data, and its canonical JSON, from which it comes back exactly."""

import hashlib
import json
from dataclasses import MISSING, dataclass, field, fields, is_dataclass
from datetime import date
from types import UnionType
from typing import Any, TypeVar, Union, get_args, get_origin, get_type_hints

from models.errors import Condition
from models.org.terms import UnitKind
from models.task.terms import Role, TaskKind

FORM = 1
"""Number of this form of content; a later program may write another and still reads this one."""
T = TypeVar("T")


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
    """Canonical JSON: keys sorted, nothing that is as usual, no blanks. Equal contents give equal texts."""
    plain = _plain(content) | {"form": content.form}
    return json.dumps(plain, ensure_ascii=False, sort_keys=True, separators=(",", ":"))


def content_of(text: str) -> Content:
    """The content of a text of `text_of`. Raises Condition when it is damaged or of a form not known here."""
    try:
        plain = json.loads(text)
        form = plain["form"]
        if form == FORM:
            return _made(Content, plain)
    except (ValueError, TypeError, KeyError) as error:
        raise Condition("这一版的内容读不出来，可能已损坏。", "请从备份恢复，或运行“检查数据文件”。") from error
    raise Condition(f"这一版由更新的程序写成（格式 {form}）。", "请用新版程序打开。")


def digest_of(*parts: Any) -> str:
    """SHA-256 over the parts of an edition as JSON."""
    plain = json.dumps([_plain(part) for part in parts], ensure_ascii=False, separators=(",", ":"))
    return hashlib.sha256(plain.encode()).hexdigest()


def _plain(value: Any) -> Any:
    if is_dataclass(value) and not isinstance(value, type):
        owned = ((part, getattr(value, part.name)) for part in fields(value))
        return {part.name: _plain(own) for part, own in owned if part.default is MISSING or own != part.default}
    if isinstance(value, tuple):
        return [_plain(item) for item in value]
    return value.isoformat() if isinstance(value, date) else value


def _made(kind: type[T], plain: dict[str, Any]) -> T:
    known = _READERS.get(kind)
    if known is None:
        hints = get_type_hints(kind)
        known = _READERS[kind] = {part.name: _reader(hints[part.name]) for part in fields(kind)}  # type: ignore[arg-type]
    return kind(**{key: known[key](value) for key, value in plain.items()})


_READERS: dict[type, dict[str, Any]] = {}


def _reader(kind: Any) -> Any:
    """How a value of that type is read back from JSON."""
    if get_origin(kind) in (Union, UnionType):
        inner = _reader(next(option for option in get_args(kind) if option is not type(None)))
        return lambda value: None if value is None else inner(value)
    if get_origin(kind) is tuple:
        item = _reader(get_args(kind)[0])
        return lambda value: tuple(item(one) for one in value)
    if kind is date:
        return date.fromisoformat
    if isinstance(kind, type) and is_dataclass(kind):
        return lambda value: _made(kind, value)
    return kind.of if hasattr(kind, "of") else kind
