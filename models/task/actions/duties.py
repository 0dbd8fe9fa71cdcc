"""Units and people of a task, each in its roles and in order."""

from collections.abc import Collection, Iterable, Sequence

from sqlalchemy import select
from sqlalchemy.orm import Session

from models.errors import Refusal
from models.org.tables import Person, Unit
from models.task.actions.places import task_of, tasks_of
from models.task.tables import Assignment, TaskPerson
from models.task.terms import PersonRole, Role


def set_units(session: Session, *, task_id: int, role: Role, unit_ids: Sequence[int], wording: str = "") -> None:
    """Let exactly these units carry the task in this role, in this order. Assignments that stay keep post and cell."""
    task_of(session, task_id)
    own = session.scalars(
        select(Assignment)
        .where(Assignment.task_id == task_id, Assignment.role == role)
        .order_by(Assignment.position, Assignment.id)
    )
    require_units(session, unit_ids)
    replace_units(session, task_id, role, list(own), unit_ids, wording)


def replace_units(
    session: Session, task_id: int, role: Role, own: Sequence[Assignment], unit_ids: Iterable[int], wording: str = ""
) -> None:
    """`set_units` on assignments at hand (those of this task and role, in order)."""
    known: dict[int, Assignment] = {}
    for assignment in own:
        known.setdefault(assignment.unit_id, assignment)
    kept: set[int] = set()
    position = -1
    for unit_id in dict.fromkeys(unit_ids):
        row = known.get(unit_id)
        if row is None:
            position += 1
            session.add(Assignment(task_id=task_id, unit_id=unit_id, role=role, position=position, wording=wording))
            continue
        kept.add(row.id)
        position = row.position if row.position > position else position + 1
        row.position = position
    for assignment in own:
        if assignment.id not in kept:
            session.delete(assignment)


def set_roles(session: Session, *, task_id: int, unit_id: int, roles: Collection[Role]) -> None:
    """Let a unit carry a task in exactly these roles (a cell of the matrix); new ones go to the end of the role."""
    task_of(session, task_id)
    require_units(session, (unit_id,))
    _set_roles(session, task_id, unit_id, set(roles))


def set_role_in_cells(
    session: Session, *, cells: Sequence[tuple[int, int]], role: Role | None, on: bool = True
) -> None:
    """Give (or take, `on` False) one role in many cells (task id, unit id) of the matrix; `role` None clears them."""
    tasks_of(session, (task_id for task_id, _ in cells))
    require_units(session, {unit_id for _, unit_id in cells})
    for task_id, unit_id in cells:
        if role is None:
            _set_roles(session, task_id, unit_id, set())
            continue
        own = set(
            session.scalars(select(Assignment.role).where(Assignment.task_id == task_id, Assignment.unit_id == unit_id))
        )
        _set_roles(session, task_id, unit_id, own | {role} if on else own - {role})


def _set_roles(session: Session, task_id: int, unit_id: int, roles: set[Role]) -> None:
    rows = list(session.scalars(select(Assignment).where(Assignment.task_id == task_id)))
    own = {row.role for row in rows if row.unit_id == unit_id}
    for row in rows:
        if row.unit_id == unit_id and row.role not in roles:
            session.delete(row)
    for role in Role:
        if role in roles and role not in own:
            last = max((row.position for row in rows if row.role is role), default=-1)
            session.add(Assignment(task_id=task_id, unit_id=unit_id, role=role, position=last + 1, wording=""))
    session.flush()


def set_people(session: Session, *, task_id: int, role: PersonRole, person_ids: Sequence[int]) -> None:
    """Name exactly these people in this role (责任领导, 责任人, 联系人), in this order."""
    task_of(session, task_id)
    own = session.scalars(
        select(TaskPerson)
        .where(TaskPerson.task_id == task_id, TaskPerson.role == role)
        .order_by(TaskPerson.position, TaskPerson.id)
    )
    for person_id in person_ids:
        if session.get(Person, person_id) is None:
            raise Refusal("其中有人员已不存在。", "请重新选择。")
    replace_people(session, task_id, role, list(own), person_ids)


def replace_people(
    session: Session, task_id: int, role: PersonRole, own: Sequence[TaskPerson], person_ids: Iterable[int]
) -> None:
    """`set_people` on rows at hand (those of this task and role, in order)."""
    wanted = list(dict.fromkeys(person_ids))
    known = {row.person_id: row for row in own}
    for position, person_id in enumerate(wanted):
        row = known.get(person_id)
        if row is None:
            session.add(TaskPerson(task_id=task_id, person_id=person_id, role=role, position=position, post_text=""))
        else:
            row.position = position
    for row in own:
        if row.person_id not in wanted or known[row.person_id] is not row:
            session.delete(row)


def require_units(session: Session, unit_ids: Collection[int]) -> None:
    """Refuse when one of the units is gone."""
    wanted = list(set(unit_ids))
    found = 0
    for start in range(0, len(wanted), 500):
        part = wanted[start : start + 500]
        found += len(session.execute(select(Unit.id).where(Unit.id.in_(part))).all())
    if found < len(wanted):
        raise Refusal("其中有单位已不存在。", "请重新选择单位。")
