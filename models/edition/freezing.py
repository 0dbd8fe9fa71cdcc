"""A breakdown read from the database as the content of an edition."""

from datetime import date

from sqlalchemy import String, select, type_coerce
from sqlalchemy.orm import Session

from models.edition.content import (
    Carrier,
    Content,
    FrozenCell,
    FrozenHead,
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
from models.task.queries import TaskRow, campaign_targets, phases, task_tree, units_in_order
from models.task.queries.dated import in_force
from models.task.tables import Assignment, Task, TaskPerson
from models.task.terms import PersonRole, Role

_CellIds = dict[tuple[int, int, str], tuple[int, ...]]
_People = dict[tuple[int, str], tuple[FrozenPerson, ...]]


def frozen(session: Session, *, campaign_id: int, day: date) -> Content:
    """The breakdown of a campaign as it stands now, with the duties and names of `day`. Refusal when it is gone."""
    head = campaign(session, campaign_id=campaign_id, day=day)
    if head is None:
        raise Refusal("这项专项工作已不存在。", "请在左上角换一项。")
    rows = task_tree(session, campaign_id=campaign_id, on=day)
    cell_ids = _cell_ids(session, campaign_id, day)
    people = _people(session, campaign_id)
    carrying = {ref.unit_id for row in rows for role in Role for ref in row.units(role)}
    used = {cell_id for ids in cell_ids.values() for cell_id in ids}
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
        tasks=tuple(_task(row, cell_ids, people) for row in rows),
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
    )


def _task(row: TaskRow, cell_ids: _CellIds, people: _People) -> FrozenTask:
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
            FrozenUnit(
                ref.unit_id,
                ref.name,
                role,
                ref.leads_by_rule,
                ref.is_named,
                () if ref.leads_by_rule else cell_ids.get((row.id, ref.unit_id, role.value), ()),
            )
            for role in Role
            for ref in row.units(role)
        ),
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


def _cell_ids(session: Session, campaign_id: int, day: date) -> _CellIds:
    query = (
        select(Assignment.task_id, Assignment.unit_id, type_coerce(Assignment.role, String), Assignment.cell_id)
        .join(Task, Task.id == Assignment.task_id)
        .where(Task.campaign_id == campaign_id, Assignment.cell_id.is_not(None), in_force(day))
        .order_by(Assignment.position, Assignment.id)
    )
    found: dict[tuple[int, int, str], list[int]] = {}
    for task_id, unit_id, role, cell_id in session.execute(query):
        if cell_id is not None:
            found.setdefault((task_id, unit_id, role), []).append(cell_id)
    return {key: tuple(ids) for key, ids in found.items()}


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
