"""The whole breakdown of a campaign in reading order, in a few flat selects put together here (fast at 50,000 rows)."""

from collections.abc import Collection, Iterable, Mapping, Sequence
from dataclasses import dataclass, replace
from datetime import date
from typing import NamedTuple

from sqlalchemy import ColumnElement, String, and_, or_, select, true, type_coerce
from sqlalchemy.orm import Session

from models.org.tables import Campaign, Person
from models.task import rules
from models.task.queries.refs import UnitRef, units_of
from models.task.rules import Duty, Issue, Placed
from models.task.tables import Phase, Target, Task, TaskPerson
from models.task.terms import PersonRole, Role, TaskKind

MOST_AGAIN = 2_000  # rows read one by one by their ids; beyond that everything is read


@dataclass(frozen=True, slots=True)
class TaskRow:
    """One row of the breakdown. `number` is `no` or, where no row beside it has one, the official number of its place.

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
    """All tasks of a campaign in tree order; its units, their names and the findings as of the office-local
    date `on` (default today)."""
    return _assembled(session, campaign_id, _places(session, campaign_id), None, on or date.today())


def task_tree_again(
    session: Session,
    *,
    campaign_id: int,
    known: Mapping[int, TaskRow],
    touched: Collection[int],
    on: date | None = None,
) -> tuple[TaskRow, ...]:
    """The same after rows were added, removed or moved: only `touched` rows, new ones, and those that gained their
    first or lost their last row below are read; the others of `known` take their new place and number."""
    order = _places(session, campaign_id)
    again = [
        place
        for place in order
        if (old := known.get(place.id)) is None or place.id in touched or (old.children > 0) != (place.children > 0)
    ]
    if len(again) > MOST_AGAIN:
        return _assembled(session, campaign_id, order, None, on or date.today())
    ids = [place.id for place in again]
    read = by_id(_assembled(session, campaign_id, again, ids, on or date.today())) if ids else {}
    return tuple(read.get(place.id) or _placed_anew(known[place.id], place) for place in order)


def _placed_anew(row: TaskRow, place: "_Place") -> TaskRow:
    number = row.no or _official_number(row.kind, place)
    if (row.depth, row.index, row.children, row.number) == (place.depth, place.number, place.children, number):
        return row
    return replace(row, depth=place.depth, index=place.number, children=place.children, number=number)


def _places(session: Session, campaign_id: int) -> list["_Place"]:
    """Where every task of a campaign stands, in tree order."""
    placed = [
        Placed(row.id, row.parent_id, row.position)
        for row in session.execute(select(Task.id, Task.parent_id, Task.position).where(_of(campaign_id, None)))
    ]
    parents = {row.id: row.parent_id for row in placed}
    typed = _typed_below(session, campaign_id)
    children: dict[int, int] = {}
    for row in placed:
        if row.parent_id is not None:
            children[row.parent_id] = children.get(row.parent_id, 0) + 1
    return [
        _Place(*found, children.get(found[0], 0), parents[found[0]] in typed) for found in rules.in_tree_order(placed)
    ]


def _typed_below(session: Session, campaign_id: int, ids: Sequence[int] | None = None) -> set[int | None]:
    """Rows (None: the campaign itself) with an ordinary task right below that has a number typed by hand."""
    query = select(Task.parent_id).where(Task.campaign_id == campaign_id, Task.no != "", Task.kind == TaskKind.TASK)
    if ids is not None:
        above = select(Task.parent_id).where(Task.id.in_(ids))
        query = query.where(or_(Task.parent_id.is_(None), Task.parent_id.in_(above)))
    return set(session.scalars(query.distinct()))


def task_rows(
    session: Session, *, campaign_id: int, known: Iterable[TaskRow], on: date | None = None
) -> tuple[TaskRow, ...]:
    """Rows read again after their own fields or duties changed. Their places in the tree are those of `known`."""
    known = list(known)
    ids = [row.id for row in known]
    typed = _typed_below(session, campaign_id, ids)
    order = [_Place(row.id, row.depth, row.index, row.children, row.parent_id in typed) for row in known]
    return _assembled(session, campaign_id, order, ids, on or date.today())


class _Place(NamedTuple):
    id: int
    depth: int
    number: int
    children: int
    has_typed: bool  # a row beside it has a number typed by hand


def _of(campaign_id: int, ids: Sequence[int] | None) -> ColumnElement[bool]:
    whole = Task.campaign_id == campaign_id
    return whole if ids is None else and_(whole, Task.id.in_(ids))


def _assembled(
    session: Session, campaign_id: int, order: Sequence[_Place], ids: Sequence[int] | None, today: date
) -> tuple[TaskRow, ...]:
    lead_rules = session.execute(
        select(Campaign.first_unit_leads, Campaign.responsible_leads).where(Campaign.id == campaign_id)
    ).first()
    if lead_rules is None:
        return ()
    first_unit_leads, responsible_leads = lead_rules
    tasks = {row.id: row for row in session.execute(_TASK_COLUMNS.where(_of(campaign_id, ids)))}
    units = units_of(session, _of(campaign_id, ids), today)
    people = _people_of(session, campaign_id, ids)
    target_texts = _target_texts(session, campaign_id, ids)
    phase_query = select(Phase.id, Phase.name).where(Phase.campaign_id == campaign_id)
    phase_names = {row.id: row.name for row in session.execute(phase_query)}
    kinds = {kind.value: kind for kind in TaskKind}
    nobody: dict[Role, tuple[UnitRef, ...]] = {}
    no_people: dict[str, tuple[str, ...]] = {}
    found: list[TaskRow] = []
    for place in order:
        task_id, depth, index, children, _ = place
        row = tasks.get(task_id)
        if row is None:
            continue
        own = units.get(task_id, nobody)
        duties = [Duty(ref.unit_id, ref.role, ref.is_named) for refs in own.values() for ref in refs]
        issues = rules.issues_of_task(
            duties,
            title=row.title,
            deadline=row.deadline,
            due_to=row.due_to,
            due_every=row.due_every,
            has_children=children > 0,
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
                number=row.no or _official_number(kinds[row.kind], place),
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
                children=children,
                pinyin=row.pinyin,
                issues=issues,
            )
        )
    return tuple(found)


_TASK_COLUMNS = select(
    Task.id,
    Task.parent_id,
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
)


def by_id(rows: Iterable[TaskRow]) -> dict[int, TaskRow]:
    """The rows by their ids."""
    return {row.id: row for row in rows}


def _people_of(session: Session, campaign_id: int, ids: Sequence[int] | None) -> dict[int, dict[str, tuple[str, ...]]]:
    found: dict[int, dict[str, tuple[str, ...]]] = {}
    query = (
        select(TaskPerson.task_id, type_coerce(TaskPerson.role, String), Person.name)
        .join(Task, Task.id == TaskPerson.task_id)
        .join(Person, Person.id == TaskPerson.person_id)
        .where(_of(campaign_id, ids))
        .order_by(TaskPerson.position, TaskPerson.id)
    )
    for task_id, role, name in session.execute(query):
        of_task = found.setdefault(task_id, {})
        of_task[role] = (*of_task.get(role, ()), name)
    return found


def _target_texts(session: Session, campaign_id: int, ids: Sequence[int] | None) -> dict[int, str]:
    parts: dict[int, list[str]] = {}
    query = (
        select(Target.task_id, Target.indicator, Target.value)
        .where(Target.campaign_id == campaign_id, Target.task_id.is_not(None))
        .where(true() if ids is None else Target.task_id.in_(ids))
        .order_by(Target.position, Target.id)
    )
    for task_id, indicator, value in session.execute(query):
        if task_id is not None:
            parts.setdefault(task_id, []).append(target_text(indicator, value))
    return {task_id: "；".join(texts) for task_id, texts in parts.items()}


def target_text(indicator: str, value: str) -> str:
    """A target as one cell shows it: 覆盖率 ≥90% → "覆盖率≥90%"."""
    return f"{indicator}{value}" if indicator and value else indicator or value


def _official_number(kind: TaskKind, place: _Place) -> str:
    """A 报送事项 stands outside the numbering of the tasks: papers name it under 工作要求.

    Beside numbers typed by hand no number is made up: it might say the same as one of them.
    """
    return "" if kind is TaskKind.REPORTING or place.has_typed else rules.number_of(place.depth, place.number)
