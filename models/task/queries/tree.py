"""The whole breakdown of a campaign in reading order, in six flat selects put together here (fast at 50,000 rows)."""

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date

from sqlalchemy import String, select, type_coerce
from sqlalchemy.orm import Session

from models.org.tables import Campaign, Person, Unit
from models.task import rules
from models.task.rules import Duty, Issue, Placed
from models.task.tables import Assignment, Phase, Target, Task, TaskPerson
from models.task.terms import PersonRole, Role, TaskKind


@dataclass(frozen=True, slots=True)
class UnitRef:
    """A unit as a chip shows it; `leads_by_rule` when the campaign's rule, not the paper's column, makes it lead."""

    unit_id: int
    name: str
    role: Role
    leads_by_rule: bool = False


@dataclass(frozen=True, slots=True)
class TaskRow:
    """One row of the breakdown. `number` is `no` or, where that is empty, the official number of its place.

    `points` in 1/100; `due_to` is the last day; people are names in order; `index` counts siblings from 1.
    """

    id: int
    parent_id: int | None
    depth: int
    index: int
    number: str
    no: str
    title: str
    body: str
    kind: TaskKind
    target: str
    lead: tuple[UnitRef, ...]
    responsible: tuple[UnitRef, ...]
    support: tuple[UnitRef, ...]
    oversee: tuple[UnitRef, ...]
    leaders: tuple[str, ...]
    owners: tuple[str, ...]
    contacts: tuple[str, ...]
    deadline: str
    due_from: date | None
    due_to: date | None
    due_every: str
    points: int | None
    note: str
    source: str
    phase_id: int | None
    phase: str
    children: int
    pinyin: str
    issues: tuple[Issue, ...]

    def units(self, role: Role) -> tuple[UnitRef, ...]:
        """The units in one role, in order."""
        found: tuple[UnitRef, ...] = getattr(self, role.value)
        return found


def task_tree(session: Session, *, campaign_id: int, on: date | None = None) -> tuple[TaskRow, ...]:
    """All tasks of a campaign in tree order; findings as of the office-local date `on` (default today)."""
    today = on or date.today()
    lead_rules = session.execute(
        select(Campaign.first_unit_leads, Campaign.responsible_leads).where(Campaign.id == campaign_id)
    ).first()
    if lead_rules is None:
        return ()
    first_unit_leads, responsible_leads = lead_rules
    tasks = {
        row.id: row
        for row in session.execute(
            select(
                Task.id,
                Task.parent_id,
                Task.position,
                type_coerce(Task.kind, String).label("kind"),
                Task.no,
                Task.title,
                Task.body,
                Task.deadline,
                Task.due_from,
                Task.due_to,
                Task.due_every,
                Task.points,
                Task.note,
                Task.source,
                Task.phase_id,
                Task.pinyin,
            ).where(Task.campaign_id == campaign_id)
        )
    }
    units = _units_of(session, campaign_id)
    people = _people_of(session, campaign_id)
    target_texts = _target_texts(session, campaign_id)
    phase_query = select(Phase.id, Phase.name).where(Phase.campaign_id == campaign_id)
    phase_names = {row.id: row.name for row in session.execute(phase_query)}
    children: dict[int, int] = {}
    for row in tasks.values():
        if row.parent_id is not None:
            children[row.parent_id] = children.get(row.parent_id, 0) + 1
    kinds = {kind.value: kind for kind in TaskKind}
    nobody: dict[Role, tuple[UnitRef, ...]] = {}
    no_people: dict[str, tuple[str, ...]] = {}
    found: list[TaskRow] = []
    placed = (Placed(row.id, row.parent_id, row.position) for row in tasks.values())
    for task_id, depth, index in rules.in_tree_order(placed):
        row = tasks[task_id]
        own = units.get(task_id, nobody)
        duties = [Duty(ref.unit_id, ref.role) for role in Role for ref in own.get(role, ())]
        issues = rules.issues_of_task(
            duties,
            title=row.title,
            deadline=row.deadline,
            due_to=row.due_to,
            due_every=row.due_every,
            has_children=task_id in children,
            on=today,
            first_unit_leads=first_unit_leads,
            responsible_leads=responsible_leads,
        )
        lead = own.get(Role.LEAD, ())
        if not lead and duties:
            leading = rules.leading_units(
                duties, first_unit_leads=first_unit_leads, responsible_leads=responsible_leads
            )
            names = {ref.unit_id: ref.name for refs in own.values() for ref in refs}
            lead = tuple(UnitRef(unit_id, names[unit_id], Role.LEAD, True) for unit_id in leading)
        named = people.get(task_id, no_people)
        found.append(
            TaskRow(
                id=task_id,
                parent_id=row.parent_id,
                depth=depth,
                index=index,
                number=row.no or rules.number_of(depth, index),
                no=row.no,
                title=row.title,
                body=row.body,
                kind=kinds[row.kind],
                target=target_texts.get(task_id, ""),
                lead=lead,
                responsible=own.get(Role.RESPONSIBLE, ()),
                support=own.get(Role.SUPPORT, ()),
                oversee=own.get(Role.OVERSEE, ()),
                leaders=named.get(PersonRole.LEADER, ()),
                owners=named.get(PersonRole.OWNER, ()),
                contacts=named.get(PersonRole.CONTACT, ()),
                deadline=row.deadline,
                due_from=row.due_from,
                due_to=row.due_to,
                due_every=row.due_every,
                points=row.points,
                note=row.note,
                source=row.source,
                phase_id=row.phase_id,
                phase=phase_names.get(row.phase_id, "") if row.phase_id else "",
                children=children.get(task_id, 0),
                pinyin=row.pinyin,
                issues=issues,
            )
        )
    return tuple(found)


def by_id(rows: Iterable[TaskRow]) -> dict[int, TaskRow]:
    """The rows by their ids."""
    return {row.id: row for row in rows}


def _units_of(session: Session, campaign_id: int) -> dict[int, dict[Role, tuple[UnitRef, ...]]]:
    labels = {
        unit_id: short or name for unit_id, name, short in session.execute(select(Unit.id, Unit.name, Unit.short_name))
    }
    roles = {role.value: role for role in Role}
    refs: dict[tuple[int, str], UnitRef] = {}
    lists: dict[int, dict[Role, list[UnitRef]]] = {}
    query = (
        select(Assignment.task_id, Assignment.unit_id, type_coerce(Assignment.role, String))
        .join(Task, Task.id == Assignment.task_id)
        .where(Task.campaign_id == campaign_id)
        .order_by(Assignment.position, Assignment.id)
    )
    for task_id, unit_id, word in session.execute(query):
        key = (unit_id, word)
        ref = refs.get(key)
        if ref is None:
            ref = refs[key] = UnitRef(unit_id, labels[unit_id], roles[word])
        of_task = lists.get(task_id)
        if of_task is None:
            of_task = lists[task_id] = {}
        of_task.setdefault(ref.role, []).append(ref)
    return {task_id: {role: tuple(found) for role, found in of_task.items()} for task_id, of_task in lists.items()}


def _people_of(session: Session, campaign_id: int) -> dict[int, dict[str, tuple[str, ...]]]:
    found: dict[int, dict[str, tuple[str, ...]]] = {}
    query = (
        select(TaskPerson.task_id, type_coerce(TaskPerson.role, String), Person.name)
        .join(Task, Task.id == TaskPerson.task_id)
        .join(Person, Person.id == TaskPerson.person_id)
        .where(Task.campaign_id == campaign_id)
        .order_by(TaskPerson.position, TaskPerson.id)
    )
    for task_id, role, name in session.execute(query):
        of_task = found.setdefault(task_id, {})
        of_task[role] = (*of_task.get(role, ()), name)
    return found


def _target_texts(session: Session, campaign_id: int) -> dict[int, str]:
    parts: dict[int, list[str]] = {}
    query = (
        select(Target.task_id, Target.indicator, Target.value)
        .where(Target.campaign_id == campaign_id, Target.task_id.is_not(None))
        .order_by(Target.position, Target.id)
    )
    for task_id, indicator, value in session.execute(query):
        if task_id is not None:
            parts.setdefault(task_id, []).append(target_text(indicator, value))
    return {task_id: "；".join(texts) for task_id, texts in parts.items()}


def target_text(indicator: str, value: str) -> str:
    """A target as one cell shows it: 覆盖率 ≥90% → "覆盖率≥90%"."""
    return f"{indicator}{value}" if indicator and value else indicator or value
