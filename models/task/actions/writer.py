"""What stands behind a cell: a text is read as units, people, a deadline, points … and written to its task."""

from collections.abc import Callable, Collection, Iterable, Sequence
from dataclasses import dataclass
from typing import TypeVar

from sqlalchemy import select
from sqlalchemy.orm import Session

from models import pinyin
from models.errors import Refusal
from models.journal import insert_many
from models.org.actions import ensure_unit
from models.org.tables import Person
from models.task.actions.duties import replace_people, replace_units
from models.task.actions.tasks import campaign_of, change
from models.task.queries.details import unit_names
from models.task.queries.tree import target_text
from models.task.rules import UnitNames, UnknownUnits, points_of_text, split_names
from models.task.tables import Assignment, Phase, Target, Task, TaskPerson
from models.task.terms import PersonRole, Role, TaskKind

COLUMNS = {
    "no": "序号",
    "title": "任务",
    "body": "内容",
    "target": "目标值",
    "lead": "牵头单位",
    "responsible": "责任单位",
    "support": "配合单位",
    "oversee": "督导单位",
    "leaders": "责任领导",
    "owners": "责任人",
    "contacts": "联系人",
    "deadline": "完成时限",
    "points": "分值",
    "phase": "阶段",
    "kind": "类别",
    "note": "备注",
    "source": "出处",
}
Report = Callable[[int, int, str], None]
REPORT_EVERY = 200
Mapped = TypeVar("Mapped", Assignment, TaskPerson, Target)

ROLES = {role.value: role for role in Role}
PERSON_ROLES = {"leaders": PersonRole.LEADER, "owners": PersonRole.OWNER, "contacts": PersonRole.CONTACT}


@dataclass(frozen=True, slots=True)
class CellEdit:
    """New text of one cell; `column` is a key of `COLUMNS`."""

    task_id: int
    column: str
    text: str


class CellWriter:
    """Writes texts into cells of the given tasks; what it needs to look up is loaded once, when first needed."""

    def __init__(self, session: Session, tasks: dict[int, Task], fresh_ids: Iterable[int] = ()) -> None:
        self.tasks = tasks
        self._fresh = frozenset(fresh_ids)  # new tasks, which have no units yet
        self._units_of_fresh: dict[tuple[int, Role], list[int]] = {}
        self._targets_of_fresh: dict[int, list[str]] = {}
        self._session = session
        # Held here, as the session forgets what nobody holds and would ask for it again with every deadline.
        self._campaigns = [campaign_of(session, campaign_id) for campaign_id in {t.campaign_id for t in tasks.values()}]
        self._units: UnitNames | None = None
        self._people: dict[str, list[int]] | None = None
        self._phases: dict[tuple[int, str], int] | None = None
        self._assignments: dict[tuple[int, Role], list[Assignment]] | None = None
        self._task_people: dict[tuple[int, PersonRole], list[TaskPerson]] | None = None
        self._targets: dict[int, list[Target]] | None = None

    def write_all(
        self, cells: Sequence[tuple[CellEdit, str]], add_units: Collection[str] = (), report: Report | None = None
    ) -> None:
        """Cells with the place of each as the user counts ("第 3 行"). Units that nobody knows are refused all at once
        (`UnknownUnits`), or made when they are among `add_units`."""
        self._know_units([(edit, where) for edit, where in cells if edit.column in ROLES], add_units)
        for number, (edit, where) in enumerate(cells):
            if report is not None and number % REPORT_EVERY == 0:
                report(number, len(cells), f"正在写入 {len(cells)} 格")
            self.write(edit, where)
        self._insert_of_fresh()

    def _insert_of_fresh(self) -> None:
        """The units and targets of new tasks, all at once."""
        units = [
            {"task_id": task_id, "unit_id": unit_id, "role": role, "position": position, "wording": ""}
            for (task_id, role), unit_ids in self._units_of_fresh.items()
            for position, unit_id in enumerate(unit_ids)
        ]
        targets = [
            {
                "campaign_id": self.tasks[task_id].campaign_id,
                "task_id": task_id,
                "position": position,
                "indicator": "",
                "value": part,
            }
            for task_id, parts in self._targets_of_fresh.items()
            for position, part in enumerate(parts)
        ]
        self._units_of_fresh, self._targets_of_fresh = {}, {}
        insert_many(self._session, Assignment, units)
        insert_many(self._session, Target, targets)

    def _know_units(self, cells: Sequence[tuple[CellEdit, str]], add_units: Collection[str]) -> None:
        if not cells:
            return
        names = self._unit_names()
        unknown: dict[str, str] = {}
        for edit, where in cells:
            for name in names.unknown_in(edit.text):
                unknown.setdefault(name, _place(where, edit.column))
        refused = [name for name in unknown if name not in add_units]
        if refused:
            raise UnknownUnits(refused, unknown[refused[0]])
        if unknown:
            for name in unknown:
                ensure_unit(self._session, name=name)
            self._session.flush()
            self._units = None

    def units_named(self, text: str, add_units: Collection[str] = ()) -> list[int]:
        """The ids of the units that a text names; unknown ones are refused or made as `write_all` does."""
        self._know_units([(CellEdit(0, Role.LEAD.value, text), "")], add_units)
        return self._unit_names().ids_of_text(text)

    def _unit_names(self) -> UnitNames:
        if self._units is None:
            self._units = UnitNames(unit_names(self._session))
        return self._units

    def write(self, edit: CellEdit, where: str) -> None:
        """One cell; a refusal names its row and column."""
        task = self.tasks[edit.task_id]
        text = edit.text.strip()
        try:
            self._writer_of(edit.column)(task, edit.column, text)
        except Refusal as refusal:
            raise Refusal(_place(where, edit.column) + refusal.sentence, refusal.next_step) from None

    def _writer_of(self, column: str) -> Callable[[Task, str, str], None]:
        if column in ROLES:
            return self._write_units
        if column in PERSON_ROLES:
            return self._write_people
        special = {
            "target": self._write_target,
            "points": self._write_points,
            "phase": self._write_phase,
            "kind": self._write_kind,
        }
        return special.get(column, self._write_plain)

    def _write_plain(self, task: Task, column: str, text: str) -> None:
        change(self._session, task, **{column: text})

    def _write_points(self, task: Task, column: str, text: str) -> None:
        change(self._session, task, points=points_of_text(text))

    def _write_kind(self, task: Task, column: str, text: str) -> None:
        kind = next((kind for kind in TaskKind if text in (kind.label, kind.value)), None)
        if text and kind is None:
            labels = "、".join(kind.label for kind in TaskKind)
            raise Refusal(f"没有类别“{text}”。", f"可以写{labels}。")
        change(self._session, task, kind=kind or TaskKind.TASK)

    def _write_phase(self, task: Task, column: str, text: str) -> None:
        if self._phases is None:
            query = select(Phase.id, Phase.campaign_id, Phase.name)
            self._phases = {(row.campaign_id, row.name): row.id for row in self._session.execute(query)}
        phase_id = self._phases.get((task.campaign_id, text)) if text else None
        if text and phase_id is None:
            raise Refusal(f"没有阶段“{text}”。", "请先在“阶段”里添加。")
        change(self._session, task, phase_id=phase_id)

    def _write_units(self, task: Task, column: str, text: str) -> None:
        if task.id in self._fresh:
            self._units_of_fresh[task.id, ROLES[column]] = self._unit_names().ids_of_text(text)
            return
        if self._assignments is None:
            self._assignments = {}
            for row in self._load(Assignment):
                self._assignments.setdefault((row.task_id, row.role), []).append(row)
        role = ROLES[column]
        wanted = self._unit_names().ids_of_text(text)
        replace_units(self._session, task.id, role, self._assignments.get((task.id, role), ()), wanted)

    def _write_people(self, task: Task, column: str, text: str) -> None:
        if self._task_people is None:
            self._task_people = {}
            for row in self._load(TaskPerson):
                self._task_people.setdefault((row.task_id, row.role), []).append(row)
        role = PERSON_ROLES[column]
        own = self._task_people.get((task.id, role), [])
        wanted = [self._person_id(name, own) for name in split_names(text)]
        replace_people(self._session, task.id, role, own, wanted)

    def _person_id(self, name: str, own: Sequence[TaskPerson]) -> int:
        """The person of that name: one already named here, else the only one, else a new one."""
        if self._people is None:
            self._people = {}
            for row in self._session.execute(select(Person.id, Person.name).order_by(Person.id)):
                self._people.setdefault(row.name, []).append(row.id)
        found = self._people.get(name, [])
        here = [row.person_id for row in own if row.person_id in found]
        if here or len(found) == 1:
            return (here or found)[0]
        if found:
            raise Refusal(f"有 {len(found)} 位“{name}”。", "请在右侧的“人员”里选是哪一位。")
        person = Person(name=name, pinyin=pinyin.sort_key(name), initials=pinyin.initials(name), phone="", note="")
        self._session.add(person)
        self._session.flush()
        self._people[name] = [person.id]
        return person.id

    def _write_target(self, task: Task, column: str, text: str) -> None:
        wanted = [part.strip() for part in text.replace(";", "；").split("；") if part.strip()]
        if task.id in self._fresh:
            self._targets_of_fresh[task.id] = wanted
            return
        if self._targets is None:
            self._targets = {}
            for row in self._load(Target):
                if row.task_id is not None:
                    self._targets.setdefault(row.task_id, []).append(row)
        own = self._targets.get(task.id, [])
        for number, part in enumerate(wanted):
            if number >= len(own):
                self._session.add(
                    Target(campaign_id=task.campaign_id, task_id=task.id, position=number, indicator="", value=part)
                )
            elif target_text(own[number].indicator, own[number].value) != part:
                indicator = own[number].indicator
                keeps = bool(indicator) and part.startswith(indicator)
                own[number].indicator = indicator if keeps else ""
                own[number].value = part[len(indicator) :].strip() if keeps else part
        for row in own[len(wanted) :]:
            self._session.delete(row)

    def _load(self, mapped: type[Mapped]) -> list[Mapped]:
        ids = list(self.tasks)
        found: list[Mapped] = []
        for start in range(0, len(ids), 500):
            found.extend(
                self._session.scalars(
                    select(mapped)
                    .where(mapped.task_id.in_(ids[start : start + 500]))
                    .order_by(mapped.position, mapped.id)
                )
            )
        return found


def _place(where: str, column: str) -> str:
    """第 3 行“牵头单位”：, or nothing for a single cell (the user is looking at it)."""
    return f"{where}“{COLUMNS[column]}”：" if where else ""
