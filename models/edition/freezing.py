"""A breakdown read from the database as the content of an edition."""

from datetime import date

from sqlalchemy import String, select, type_coerce
from sqlalchemy.orm import Session

from models.edition.content import (
    Carrier,
    Content,
    FrozenCell,
    FrozenHead,
    FrozenLoad,
    FrozenPart,
    FrozenPerson,
    FrozenPhase,
    FrozenTarget,
    FrozenTask,
    FrozenUnit,
)
from models.errors import Refusal
from models.grid.queries import cells
from models.org.queries import campaign
from models.org.tables import Person
from models.task.queries import TaskRow, UnitRef, campaign_targets, phases, reach, task_tree, units_in_order
from models.task.queries.dated import in_force
from models.task.queries.people import person_loads
from models.task.tables import Assignment, Task, TaskPerson
from models.task.terms import PersonRole, Role

_AtCells = dict[tuple[int, int, str], list[tuple[int, str]]]
_People = dict[tuple[int, str], tuple[FrozenPerson, ...]]


def frozen(session: Session, *, campaign_id: int, day: date) -> Content:
    """The breakdown of a campaign as it stands now, with the duties and names of `day`. Refusal when it is gone."""
    head = campaign(session, campaign_id=campaign_id, day=day)
    if head is None:
        raise Refusal("这项专项工作已不存在。", "请在左上角换一项。")
    rows = task_tree(session, campaign_id=campaign_id, on=day)
    at_cells = _at_cells(session, campaign_id, day)
    lacking: dict[int, list[int]] = {}
    for short in reach(session, campaign_id, day):
        lacking.setdefault(short.id, []).extend(short.missing_ids)
    people = _people(session, campaign_id)
    carrying = {ref.unit_id for row in rows for role in Role for ref in row.units(role)}
    used = {cell_id for own in at_cells.values() for cell_id, _ in own}
    used |= {cell_id for ids in lacking.values() for cell_id in ids}
    return Content(
        day=day,
        campaign=FrozenHead(
            head.id,
            head.name,
            head.year,
            head.year_end,
            head.lead_unit,
            head.first_unit_leads,
            head.responsible_leads,
        ),
        tasks=tuple(_task(row, at_cells, tuple(lacking.get(row.id, ())), people) for row in rows),
        phases=tuple(
            FrozenPhase(row.id, row.name, row.time_words, row.starts, row.ends, row.body)
            for row in phases(session, campaign_id=campaign_id)
        ),
        targets=tuple(
            FrozenTarget(row.id, row.indicator, row.value) for row in campaign_targets(session, campaign_id=campaign_id)
        ),
        units=tuple(
            Carrier(unit.id, unit.name, unit.short_name, unit.kind)
            for unit in units_in_order(session, on=day)
            if unit.id in carrying
        ),
        cells=tuple(
            FrozenCell(row.id, row.name, row.level, row.path)
            for row in (cells(session) if used else ())
            if row.id in used
        ),
        people=tuple(
            FrozenLoad(
                load.id,
                load.person_id,
                load.name,
                load.posts,
                load.unit_ids,
                tuple(FrozenPart(duty.task_id, duty.kind, duty.words) for duty in load.duties),
            )
            for load in person_loads(session, campaign_id=campaign_id, on=day)
            if load.duties
        ),
    )


def _task(row: TaskRow, at_cells: _AtCells, lacking: tuple[int, ...], people: _People) -> FrozenTask:
    return FrozenTask(
        id=row.id,
        title=row.title,
        number=row.number,
        no=row.no,
        parent_id=row.parent_id,
        depth=row.depth,
        index=row.index,
        children=row.children,
        kind=row.kind,
        body=row.body,
        target=row.target,
        units=tuple(
            _unit(ref, role, at_cells.get((row.id, ref.unit_id, role.value), []))
            for role in Role
            for ref in row.units(role)
        ),
        lacking=lacking,
        leaders=people.get((row.id, PersonRole.LEADER.value), ()),
        owners=people.get((row.id, PersonRole.OWNER.value), ()),
        contacts=people.get((row.id, PersonRole.CONTACT.value), ()),
        deadline=row.deadline,
        due_from=row.due_from,
        due_to=row.due_to,
        due_every=row.due_every,
        points=row.points,
        phase_id=row.phase_id,
        phase=row.phase,
        note=row.note,
        source=row.source,
    )


def _unit(ref: UnitRef, role: Role, own: list[tuple[int, str]]) -> FrozenUnit:
    if ref.leads_by_rule:
        return FrozenUnit(ref.unit_id, ref.name, role, leads_by_rule=True, is_named=ref.is_named)
    return FrozenUnit(
        ref.unit_id,
        ref.name,
        role,
        is_named=ref.is_named,
        cells=tuple(cell_id for cell_id, _ in own),
        wordings=tuple(wording for _, wording in own) if any(wording for _, wording in own) else (),
    )


def _at_cells(session: Session, campaign_id: int, day: date) -> _AtCells:
    """Cells and the wording there, by task, unit and role value."""
    columns = (Assignment.task_id, Assignment.unit_id, type_coerce(Assignment.role, String))
    query = (
        select(*columns, Assignment.cell_id, Assignment.wording)
        .join(Task, Task.id == Assignment.task_id)
        .where(Task.campaign_id == campaign_id, Assignment.cell_id.is_not(None), in_force(day))
        .order_by(Assignment.position, Assignment.id)
    )
    found: _AtCells = {}
    for task_id, unit_id, role, cell_id, wording in session.execute(query):
        if cell_id is not None:
            found.setdefault((task_id, unit_id, role), []).append((cell_id, wording))
    return found


def _people(session: Session, campaign_id: int) -> _People:
    query = (
        select(TaskPerson.task_id, type_coerce(TaskPerson.role, String), Person.id, Person.name, TaskPerson.post_text)
        .join(Task, Task.id == TaskPerson.task_id)
        .join(Person, Person.id == TaskPerson.person_id)
        .where(Task.campaign_id == campaign_id)
        .order_by(TaskPerson.position, TaskPerson.id)
    )
    found: dict[tuple[int, str], list[FrozenPerson]] = {}
    for task_id, role, person_id, name, post in session.execute(query):
        found.setdefault((task_id, role), []).append(FrozenPerson(person_id, name, post))
    return {key: tuple(people) for key, people in found.items()}
