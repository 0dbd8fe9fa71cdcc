"""The overview of a campaign: figures and what needs attention, in few flat selects (fast at 50,000 assignments)."""

from collections import Counter
from datetime import date, timedelta
from typing import Any, NamedTuple

from sqlalchemy import ColumnElement, and_, case, exists, func, or_, select
from sqlalchemy.orm import Session, aliased

from models.grid.tables import GridCell, Level
from models.grid.terms import Stage
from models.history import steps, turn
from models.org.tables import Campaign, Unit
from models.org.terms import UnitKind
from models.overview.rows import FirstFacts, Lights, Overview, Todo
from models.overview.rules import SOON_DAYS, days_words, leads_of, matters_of
from models.overview.terms import Matter
from models.task.queries.dated import in_force, of_whole_task
from models.task.tables import Assignment, Task
from models.task.terms import Role

RECENT_STEPS = 30
_SETTINGS = select(Campaign.id, Campaign.name, Campaign.first_unit_leads, Campaign.responsible_leads)
_Triple = tuple[int, int, Role]  # task, unit, role
_DONE = (Stage.DONE, Stage.ACCEPTED, Stage.PAID)


def campaign_names(session: Session) -> tuple[tuple[int, str], ...]:
    """Ids and names of all campaigns in their order."""
    found = session.execute(select(Campaign.id, Campaign.name).order_by(Campaign.position, Campaign.id))
    return tuple((row.id, row.name) for row in found)


def overview(session: Session, *, campaign_id: int, today: date | None = None) -> Overview | None:
    """Everything the first page shows of a campaign; None when it is gone."""
    today = today or date.today()
    campaign = session.execute(_SETTINGS.where(Campaign.id == campaign_id)).first()
    if campaign is None:
        return None
    at_cells = _at_cells(session, campaign_id, today)
    totals = _totals(session, campaign_id, at_cells, today)
    todo = _todo(session, campaign, at_cells, today)
    units, idle = _units(session, campaign_id, today)
    todo += [Todo(unit_id, Matter.IDLE_UNIT, name, "", "", "", None, "没有分到任务，请确认") for unit_id, name in idle]
    sites, sites_done = _sites(session)
    order = {matter: place for place, matter in enumerate(Matter)}
    todo.sort(key=lambda entry: (order[entry.matter], entry.due_to or date.max))
    missing = Counter(entry.matter for entry in todo)
    return Overview(
        id=campaign_id,
        name=campaign.name,
        big_items=totals.big,
        small_items=totals.tasks - totals.big,
        leaves=totals.leaves,
        leaves_with_lead=totals.leaves - missing[Matter.NO_LEAD],
        leaves_with_deadline=totals.leaves - missing[Matter.NO_DEADLINE],
        assignments=totals.assignments,
        units=units,
        units_with_tasks=units - len(idle),
        sites=sites,
        sites_done=sites_done,
        points=totals.points,
        todo=tuple(todo),
    )


def first_facts(session: Session, *, campaign_id: int, today: date, operator: str) -> FirstFacts | None:
    """All that the first page shows, as of one moment; None when the campaign is gone."""
    found = overview(session, campaign_id=campaign_id, today=today)
    if found is None:
        return None
    done, next_turn = steps(session, limit=RECENT_STEPS), turn(session, operator=operator)
    return FirstFacts(today, found, done, next_turn, campaign_names(session))


def lights(session: Session, *, campaign_id: int, today: date | None = None) -> Lights:
    """The counters of the status line. In time are rows with a deadline that are neither near nor past."""
    today = today or date.today()
    overdue = and_(Task.due_to < today, Task.due_every == "")
    near = and_(Task.due_to >= today, Task.due_to <= today + timedelta(days=SOON_DAYS))
    has_deadline = or_(Task.deadline != "", Task.due_to.is_not(None), Task.due_every != "")
    row = session.execute(
        select(
            func.sum(case((overdue, 1), else_=0)),
            func.sum(case((near, 1), else_=0)),
            func.sum(case((has_deadline, 1), else_=0)),
        ).where(Task.campaign_id == campaign_id)
    ).one()
    past, soon, dated = row[0] or 0, row[1] or 0, row[2] or 0
    return Lights(dated - past - soon, soon, past)


class _Totals(NamedTuple):
    tasks: int
    big: int
    leaves: int
    points: int
    assignments: int


def _totals(session: Session, campaign_id: int, at_cells: set[_Triple], today: date) -> _Totals:
    own = Task.campaign_id == campaign_id
    leaf = ~_has_children()
    row = session.execute(
        select(
            func.count(),
            func.sum(case((Task.parent_id.is_(None), 1), else_=0)),
            func.sum(case((leaf, 1), else_=0)),
            func.sum(case((leaf, Task.points), else_=0)),
        ).where(own)
    ).one()
    assigned = select(func.count()).select_from(Assignment).join(Task, Task.id == Assignment.task_id)
    assignments = session.scalar(assigned.where(own, of_whole_task(), in_force(today))) or 0
    assignments += _units_at_cells(session, at_cells, today)
    return _Totals(row[0], row[1] or 0, row[2] or 0, row[3] or 0, assignments)


def _at_cells(session: Session, campaign_id: int, today: date) -> set[_Triple]:
    """Which unit carries which task in which role at cells of the grid, each once. They are few: the index of cells
    leads to them, and the campaign is compared here so that no other index is taken."""
    query = (
        select(Assignment.task_id, Assignment.unit_id, Assignment.role, Task.campaign_id)
        .join(Task, Task.id == Assignment.task_id)
        .where(Assignment.cell_id > 0, in_force(today))
    )
    return {(row[0], row[1], row[2]) for row in session.execute(query.distinct()) if row[3] == campaign_id}


def _units_at_cells(session: Session, at_cells: set[_Triple], today: date) -> int:
    """Units that carry a task by its cells alone: however many cells, each is one assignment in a role."""
    left = set(at_cells)
    task_ids = list({task_id for task_id, _, _ in left})
    triple = select(Assignment.task_id, Assignment.unit_id, Assignment.role).where(of_whole_task(), in_force(today))
    for start in range(0, len(task_ids), 500):
        named = triple.where(Assignment.task_id.in_(task_ids[start : start + 500]))
        left -= {(row[0], row[1], row[2]) for row in session.execute(named)}
    return len(left)


def _has_children() -> ColumnElement[bool]:
    below = aliased(Task)
    return exists(select(below.id).where(below.campaign_id == Task.campaign_id, below.parent_id == Task.id))


def _todo(session: Session, campaign: Any, at_cells: set[_Triple], today: date) -> list[Todo]:
    """What to do about tasks. The database leaves out the many about which there is nothing; the rules decide."""

    def number(role: Role) -> Any:
        return func.sum(case((Assignment.role == role, 1), else_=0))

    duties = (
        select(
            Assignment.task_id,
            number(Role.LEAD).label("lead"),
            number(Role.RESPONSIBLE).label("responsible"),
            number(Role.SUPPORT).label("support"),
            func.count().label("duties"),
            func.count(Assignment.unit_id.distinct()).label("units"),
        )
        .where(of_whole_task(), in_force(today))
        .group_by(Assignment.task_id)
        .subquery()
    )
    above = aliased(Task)
    has_children = _has_children()
    lead = func.coalesce(duties.c.lead, 0)
    rows = session.execute(
        select(
            Task.id,
            Task.title,
            above.title.label("above"),
            Task.deadline,
            Task.due_to,
            Task.due_every,
            has_children.label("has_children"),
            lead.label("lead"),
            func.coalesce(duties.c.responsible, 0).label("responsible"),
            func.coalesce(duties.c.support, 0).label("support"),
            (duties.c.units < duties.c.duties).label("repeated"),
        )
        .outerjoin(above, above.id == Task.parent_id)
        .outerjoin(duties, duties.c.task_id == Task.id)
        .where(
            Task.campaign_id == campaign.id,
            or_(
                Task.title == "",
                Task.due_to <= today + timedelta(days=SOON_DAYS),
                and_(Task.deadline == "", Task.due_to.is_(None)),
                lead != 1,
                duties.c.units < duties.c.duties,
            ),
        )
        .order_by(above.position, Task.position, Task.id)
    ).all()
    names = _leads(session, [row.id for row in rows], today)
    carried = {task_id for task_id, _, role in at_cells if role in (Role.LEAD, Role.RESPONSIBLE)}
    found = []
    for row in rows:
        leads = leads_of(
            lead=row.lead,
            responsible=row.responsible,
            support=row.support,
            first_unit_leads=campaign.first_unit_leads,
            responsible_leads=campaign.responsible_leads,
        )
        found += [
            Todo(row.id, matter, row.title, row.above or "", names.get(row.id, ""), row.deadline, row.due_to, words)
            for matter in matters_of(
                title=row.title,
                leads=leads,
                repeated=bool(row.repeated),
                deadline=row.deadline,
                due_to=row.due_to,
                due_every=row.due_every,
                has_children=row.has_children,
                today=today,
                at_cells=row.id in carried,
                by_rule=not row.lead,
            )
            for words in (_words(matter, row.due_to, leads, today),)
        ]
    return found


def _leads(session: Session, task_ids: list[int], today: date) -> dict[int, str]:
    """The units written down as leading these tasks on a day, by task."""
    names: dict[int, list[str]] = {}
    for start in range(0, len(task_ids), 500):
        query = (
            select(Assignment.task_id, Unit.short_name, Unit.name)
            .join(Unit, Unit.id == Assignment.unit_id)
            .where(Assignment.task_id.in_(task_ids[start : start + 500]), Assignment.role == Role.LEAD)
            .where(of_whole_task(), in_force(today))
            .order_by(Assignment.position)
        )
        for task_id, short_name, name in session.execute(query):
            names.setdefault(task_id, []).append(short_name or name)
    return {task_id: "、".join(units) for task_id, units in names.items()}


def _words(matter: Matter, due_to: date | None, leads: int, today: date) -> str:
    if matter.is_due and due_to is not None:
        return days_words(due_to, today)
    return {
        Matter.NO_LEAD: "没有牵头单位",
        Matter.NO_DEADLINE: "没有完成时限",
        Matter.NO_TITLE: "没有写任务",
        Matter.JOINT_LEAD: f"{leads} 个单位牵头，请确认",
        Matter.UNIT_TWICE: "同一单位列了几次，请确认",
    }.get(matter, "")


def _units(session: Session, campaign_id: int, today: date) -> tuple[int, list[tuple[int, str]]]:
    """How many units there are on the day (collective names left out), and those without a task of the campaign."""
    current = (
        Unit.kind != UnitKind.COLLECTIVE,
        or_(Unit.valid_from.is_(None), Unit.valid_from <= today),
        or_(Unit.valid_to.is_(None), Unit.valid_to > today),
    )
    carries = (
        select(Assignment.id)
        .join(Task, Task.id == Assignment.task_id)
        .where(Assignment.unit_id == Unit.id, Task.campaign_id == campaign_id, in_force(today))
    )
    idle = session.execute(
        select(Unit.id, Unit.name, Unit.short_name).where(*current, ~exists(carries)).order_by(Unit.position, Unit.id)
    ).all()
    total = session.scalar(select(func.count()).select_from(Unit).where(*current)) or 0
    return total, [(row.id, row.short_name or row.name) for row in idle]


def _sites(session: Session) -> tuple[int, int]:
    """How many places there are, and how many of them are finished (完工 or further)."""
    done = func.sum(case((GridCell.stage.in_(_DONE), 1), else_=0))
    row = session.execute(
        select(func.count(), done).join(Level, Level.id == GridCell.level_id).where(Level.is_site.is_(True))
    ).one()
    return row[0], row[1] or 0
