"""The rows of the file that a document is held against, read with a few flat selects."""

from collections.abc import Hashable, Iterator
from datetime import date

from sqlalchemy import select
from sqlalchemy.orm import Session

from models.acceptance.from_draft import (
    area_row,
    deadline_field,
    people_field,
    phase_row,
    place_row,
    reporting_row,
    seat_row,
    target_row,
    task_row,
    units_field,
)
from models.acceptance.rows import Field, Row, text
from models.acceptance.terms import Part
from models.grid.tables import GridCell, Level
from models.org.tables import Group, Person, Seat, Unit
from models.task.deadlines import Due
from models.task.tables import Assignment, Phase, Target, Task, TaskPerson
from models.task.terms import Role, TaskKind


def held_rows(session: Session, *, campaign_id: int, on: date | None = None) -> tuple[Row, ...]:
    """All rows of a campaign, and the places of the grid, as of a day (default today)."""
    day = on or date.today()
    units = dict(session.execute(select(Unit.id, Unit.name)).all())
    people = dict(session.execute(select(Person.id, Person.name)).all())
    return (
        *_groups(session, campaign_id, units),
        *_seats(session, campaign_id, units, people, day),
        *_tasks(session, campaign_id, units, people, day),
        *_phases(session, campaign_id),
        *_targets(session, campaign_id),
        *_places(session),
    )


def _unit(unit_id: int | None, units: dict[int, str]) -> Field:
    return Field(unit_id, units.get(unit_id, "")) if unit_id is not None else text("")


def _groups(session: Session, campaign_id: int, units: dict[int, str]) -> Iterator[Row]:
    rows = session.execute(
        select(Group.id, Group.parent_id, Group.name, Group.lead_unit_id, Group.duty)
        .where(Group.campaign_id == campaign_id)
        .order_by(Group.position, Group.id)
    ).all()
    names = {row.id: row.name for row in rows}
    for row in rows:
        fields = {
            "parent": text(names.get(row.parent_id, "")),
            "lead_unit": _unit(row.lead_unit_id, units),
            "duty": text(row.duty),
        }
        yield Row(Part.GROUPS, row.id, row.name, fields, exact=(row.name,))


def _seats(
    session: Session, campaign_id: int, units: dict[int, str], people: dict[int, str], day: date
) -> Iterator[Row]:
    rows = session.execute(
        select(Seat.id, Group.name.label("group"), Seat.wording, Seat.person_id, Seat.unit_id, Seat.post_text)
        .join(Group, Group.id == Seat.group_id)
        .where(Group.campaign_id == campaign_id, (Seat.valid_to.is_(None)) | (Seat.valid_to > day))
        .order_by(Group.position, Seat.position, Seat.id)
    )
    for row in rows:
        name = people.get(row.person_id, "")
        yield seat_row(row.id, row.group, row.wording, name, row.post_text, _unit(row.unit_id, units))


def _tasks(
    session: Session, campaign_id: int, units: dict[int, str], people: dict[int, str], day: date
) -> Iterator[Row]:
    rows = session.execute(
        select(
            Task.id,
            Task.parent_id,
            Task.kind,
            Task.no,
            Task.title,
            Task.body,
            Task.deadline,
            Task.due_from,
            Task.due_to,
            Task.due_every,
        )
        .where(Task.campaign_id == campaign_id)
        .order_by(Task.position, Task.id)
    ).all()
    carried = _carried(session, campaign_id, units, day)
    named = _named(session, campaign_id, people)
    by_id = {row.id: row for row in rows}
    for row in rows:
        due = Due(row.due_from, row.due_to, row.due_every or None)
        deadline = deadline_field(row.deadline, due)
        if row.kind is TaskKind.REPORTING:
            yield reporting_row(row.id, row.title, row.body, carried[row.id, Role.RESPONSIBLE], deadline)
            continue
        path = [row.title]
        above = by_id.get(row.parent_id) if row.parent_id is not None else None
        current = above
        while current is not None and len(path) < 12:
            path.insert(0, current.title)
            current = by_id.get(current.parent_id) if current.parent_id is not None else None
        fields = {
            "no": text(row.no),
            "title": text(row.title),
            "parent": text(above.title if above is not None else ""),
            "body": text(row.body),
            "people": people_field(named.get(row.id, ())),
            "deadline": deadline,
            **{role.value: carried[row.id, role] for role in _ROLES},
        }
        yield task_row(Part.TASKS, row.id, tuple(path), row.no, fields, row.parent_id)


_ROLES = (Role.LEAD, Role.RESPONSIBLE, Role.SUPPORT, Role.OVERSEE)


class _Carried(dict[tuple[int, Role], Field]):
    """The units of tasks by role; none where nobody carries one."""

    def __missing__(self, key: tuple[int, Role]) -> Field:
        return units_field({})


def _carried(session: Session, campaign_id: int, units: dict[int, str], day: date) -> _Carried:
    rows = session.execute(
        select(Assignment.task_id, Assignment.role, Assignment.unit_id)
        .join(Task, Task.id == Assignment.task_id)
        .where(
            Task.campaign_id == campaign_id,
            Assignment.cell_id.is_(None),
            (Assignment.valid_to.is_(None)) | (Assignment.valid_to > day),
        )
        .order_by(Assignment.position, Assignment.id)
    )
    found: dict[tuple[int, Role], dict[Hashable, str]] = {}
    for row in rows:
        found.setdefault((row.task_id, row.role), {}).setdefault(row.unit_id, units.get(row.unit_id, ""))
    return _Carried({key: units_field(one) for key, one in found.items()})


def _named(session: Session, campaign_id: int, people: dict[int, str]) -> dict[int, list[tuple[str, str, str]]]:
    rows = session.execute(
        select(TaskPerson.task_id, TaskPerson.role, TaskPerson.person_id, TaskPerson.post_text)
        .join(Task, Task.id == TaskPerson.task_id)
        .where(Task.campaign_id == campaign_id)
        .order_by(TaskPerson.position, TaskPerson.id)
    )
    found: dict[int, list[tuple[str, str, str]]] = {}
    for row in rows:
        found.setdefault(row.task_id, []).append((row.role.value, people.get(row.person_id, ""), row.post_text))
    return found


def _phases(session: Session, campaign_id: int) -> Iterator[Row]:
    query = select(Phase.id, Phase.name, Phase.time_words, Phase.starts, Phase.ends, Phase.body)
    for row in session.execute(query.where(Phase.campaign_id == campaign_id).order_by(Phase.position, Phase.id)):
        yield phase_row(row.id, row.name, row.time_words, Due(row.starts, row.ends), row.body)


def _targets(session: Session, campaign_id: int) -> Iterator[Row]:
    rows = session.execute(
        select(Target.id, Task.title, Target.indicator, Target.value)
        .outerjoin(Task, Task.id == Target.task_id)
        .where(Target.campaign_id == campaign_id)
        .order_by(Target.task_id, Target.position, Target.id)
    )
    for row in rows:
        yield target_row(row.id, row.title or "", row.indicator, row.value)


def _places(session: Session) -> Iterator[Row]:
    last = session.execute(select(Level.id).order_by(Level.position.desc()).limit(1)).scalar()
    columns = (
        GridCell.id,
        GridCell.parent_id,
        GridCell.level_id,
        GridCell.name,
        GridCell.batch,
        GridCell.stage,
        GridCell.progress,
        GridCell.note,
    )
    rows = session.execute(select(*columns).order_by(GridCell.position, GridCell.id)).all()
    areas = {row.id: (row.level_id, row.name) for row in rows}
    for row in rows:
        if row.level_id != last:
            yield area_row(row.id, areas[row.id])
        elif row.parent_id in areas:
            yield place_row(row.id, areas[row.parent_id], row.name, row.batch, row.stage, row.progress, row.note)
