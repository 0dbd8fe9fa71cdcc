"""One task in full, as the inspector shows it, and the names from which its fields are chosen."""

from dataclasses import dataclass
from datetime import date

from sqlalchemy import and_, or_, select
from sqlalchemy.orm import Session

from models.grid.tables import GridCell
from models.history import hung_on
from models.history_rows import StepRow
from models.journal import Change, Step
from models.org.tables import Person, Post, Unit, UnitAlias
from models.task.queries.dated import former_names, in_force
from models.task.rules import UnitName
from models.task.tables import Assignment, AssignmentRule, Phase, Target, Task, TaskPerson
from models.task.terms import PersonRole, Role, TaskKind


@dataclass(frozen=True, slots=True)
class AssignmentRow:
    """One assignment with the names of what it points to."""

    id: int
    unit_id: int
    name: str
    short_name: str
    role: Role
    wording: str
    post: str
    person: str
    cell: str
    cell_id: int | None = None

    @property
    def label(self) -> str:
        return self.short_name or self.name


@dataclass(frozen=True, slots=True)
class PersonRow:
    """A person named in the task."""

    id: int
    person_id: int
    name: str
    role: PersonRole
    post_text: str


@dataclass(frozen=True, slots=True)
class TargetRow:
    """A target of a task, or of the campaign (`task_id` None)."""

    id: int
    task_id: int | None
    indicator: str
    value: str
    task: str = ""


@dataclass(frozen=True, slots=True)
class TaskDetails:
    """Everything about one task."""

    id: int
    campaign_id: int
    parent_id: int | None
    kind: TaskKind
    no: str
    title: str
    body: str
    deadline: str
    due_from: date | None
    due_to: date | None
    due_every: str
    points: int | None
    phase_id: int | None
    phase: str
    note: str
    source: str
    assignments: tuple[AssignmentRow, ...]
    people: tuple[PersonRow, ...]
    targets: tuple[TargetRow, ...]

    def units(self, role: Role) -> tuple[AssignmentRow, ...]:
        """The assignments of the whole task in one role, in order; duties at single cells are not among them."""
        return tuple(row for row in self.assignments if row.role is role and row.cell_id is None)

    def named(self, role: PersonRole) -> tuple[PersonRow, ...]:
        """The people in one role, in order."""
        return tuple(row for row in self.people if row.role is role)


def task_details(session: Session, *, task_id: int, on: date | None = None) -> TaskDetails | None:
    """One task in full with its assignments on the day `on` (default today), or None when it is gone."""
    today = on or date.today()
    task = session.get(Task, task_id)
    if task is None:
        return None
    phase = session.get(Phase, task.phase_id) if task.phase_id is not None else None
    assignments = session.execute(
        select(Assignment, Unit.name, Unit.short_name, Post.title, Person.name, GridCell.name)
        .join(Unit, Unit.id == Assignment.unit_id)
        .join(Post, Post.id == Assignment.post_id, isouter=True)
        .join(Person, Person.id == Assignment.person_id, isouter=True)
        .join(GridCell, GridCell.id == Assignment.cell_id, isouter=True)
        .where(Assignment.task_id == task_id, in_force(today))
        .order_by(Assignment.position, Assignment.id)
    )
    people = session.execute(
        select(TaskPerson, Person.name)
        .join(Person, Person.id == TaskPerson.person_id)
        .where(TaskPerson.task_id == task_id)
        .order_by(TaskPerson.position, TaskPerson.id)
    )
    targets = session.scalars(select(Target).where(Target.task_id == task_id).order_by(Target.position, Target.id))
    former = former_names(session, day=today)
    order = list(Role)
    return TaskDetails(
        id=task.id,
        campaign_id=task.campaign_id,
        parent_id=task.parent_id,
        kind=task.kind,
        no=task.no,
        title=task.title,
        body=task.body,
        deadline=task.deadline,
        due_from=task.due_from,
        due_to=task.due_to,
        due_every=task.due_every,
        points=task.points,
        phase_id=task.phase_id,
        phase=phase.name if phase else "",
        note=task.note,
        source=task.source,
        assignments=tuple(
            sorted(
                (
                    AssignmentRow(
                        id=row.id,
                        unit_id=row.unit_id,
                        name=former.get(row.unit_id) or name,
                        short_name="" if row.unit_id in former else short,
                        role=row.role,
                        wording=row.wording,
                        post=post or "",
                        person=person or "",
                        cell=cell or "",
                        cell_id=row.cell_id,
                    )
                    for row, name, short, post, person, cell in assignments
                ),
                key=lambda row: order.index(row.role),
            )
        ),
        people=tuple(PersonRow(row.id, row.person_id, name, row.role, row.post_text) for row, name in people),
        targets=tuple(TargetRow(row.id, row.task_id, row.indicator, row.value) for row in targets),
    )


def unit_names(session: Session, *, on: date | None = None) -> tuple[UnitName, ...]:
    """The units valid on the date `on` (default today) with every name they answer to, for `rules.UnitNames`."""
    today = on or date.today()
    aliases: dict[int, list[str]] = {}
    for unit_id, alias in session.execute(select(UnitAlias.unit_id, UnitAlias.name)):
        aliases.setdefault(unit_id, []).append(alias)
    query = (
        select(Unit.id, Unit.name, Unit.short_name, Unit.initials, Unit.pinyin)
        .where(or_(Unit.valid_to.is_(None), Unit.valid_to > today))
        .order_by(Unit.position, Unit.pinyin)
    )
    return tuple(
        UnitName(row.id, row.name, row.short_name, row.initials, tuple(aliases.get(row.id, ())), row.pinyin)
        for row in session.execute(query)
    )


def person_choices(session: Session) -> tuple[tuple[int, str, str], ...]:
    """(id, name, pinyin initials) of everyone, by pinyin."""
    query = select(Person.id, Person.name, Person.initials).order_by(Person.pinyin, Person.id)
    return tuple((row.id, row.name, row.initials) for row in session.execute(query))


def task_history(session: Session, *, task_id: int, limit: int = 8) -> tuple[StepRow, ...]:
    """The newest steps that touched the task itself or its assignments, rules, people, targets or files."""
    parts = (Assignment, AssignmentRule, TaskPerson, Target)
    own = [(mapped.__tablename__, select(mapped.id).where(mapped.task_id == task_id)) for mapped in parts]
    hits = [and_(Change.table_name == table, Change.row_id.in_(ids)) for table, ids in own]
    task = and_(Change.table_name == Task.__tablename__, Change.row_id == task_id)
    touched = select(Change.seq).where(or_(task, *hits, hung_on(task_id)))
    query = select(Step).where(Step.seq.in_(touched)).order_by(Step.seq.desc()).limit(limit)
    return tuple(
        StepRow(step.seq, step.at, step.operator, step.title, step.kind, step.rows, step.hash)
        for step in session.scalars(query)
    )
