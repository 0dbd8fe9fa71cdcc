"""Units and people of a task, each in its roles and in order.

Only what is in force on the day is changed: assignments that ended stay as they were. Duties at cells of the grid are
not touched here, as one chip stands for many of them.
"""

from collections.abc import Collection, Iterable, Sequence
from datetime import date

from sqlalchemy import select
from sqlalchemy.orm import Session

from models.errors import Refusal
from models.org.tables import Person, Unit
from models.task.actions.ending import is_in_force, take_away
from models.task.actions.places import task_of, tasks_of
from models.task.tables import Assignment, TaskPerson
from models.task.terms import PersonRole, Role


def set_units(
    session: Session,
    *,
    task_id: int,
    role: Role,
    unit_ids: Sequence[int],
    wording: str = "",
    on: date | None = None,
) -> None:
    """Let exactly these units carry the task in this role, in this order, as of the day `on` (default today).
    Assignments that stay keep their post."""
    task_of(session, task_id)
    own = session.scalars(
        select(Assignment)
        .where(Assignment.task_id == task_id, Assignment.role == role)
        .order_by(Assignment.position, Assignment.id)
    )
    require_units(session, unit_ids)
    replace_units(session, task_id, role, list(own), unit_ids, wording, on)


def replace_units(
    session: Session,
    task_id: int,
    role: Role,
    own: Sequence[Assignment],
    unit_ids: Iterable[int],
    wording: str = "",
    on: date | None = None,
) -> None:
    """`set_units` on assignments at hand (all of this task and role, in order, ended ones too). A unit that carries the
    role at cells already stands there and needs no row more."""
    day = on or date.today()
    now = [row for row in own if is_in_force(row, day)]
    at_cells = {row.unit_id for row in now if row.cell_id is not None}
    whole = [row for row in now if row.cell_id is None]
    known: dict[int, Assignment] = {}
    for assignment in whole:
        known.setdefault(assignment.unit_id, assignment)
    kept: set[int] = set()
    position = -1
    for unit_id in dict.fromkeys(unit_ids):
        row = known.get(unit_id)
        if row is None:
            if unit_id not in at_cells:
                position += 1
                _add(session, own, task_id, unit_id, role, position, wording, day)
            continue
        kept.add(row.id)
        position = row.position if row.position > position else position + 1
        row.position = position
    for assignment in whole:
        if assignment.id not in kept:
            take_away(session, assignment, day)


def _add(
    session: Session,
    rows: Iterable[Assignment],
    task_id: int,
    unit_id: int,
    role: Role,
    position: int,
    wording: str,
    day: date,
) -> Assignment:
    """A new assignment; it begins where an earlier one of the same unit and role ended, so that no day has both."""
    ends = [
        row.valid_to
        for row in rows
        if row.unit_id == unit_id and row.role is role and row.cell_id is None and row.valid_to is not None
    ]
    earlier = [end for end in ends if end <= day]
    added = Assignment(
        task_id=task_id,
        unit_id=unit_id,
        role=role,
        position=position,
        wording=wording,
        valid_from=max(earlier) if earlier else None,
    )
    session.add(added)
    return added


def set_roles(session: Session, *, task_id: int, unit_id: int, roles: Collection[Role], on: date | None = None) -> None:
    """Let a unit carry a task in exactly these roles (a cell of the matrix); new ones go to the end of the role."""
    task_of(session, task_id)
    require_units(session, (unit_id,))
    rows = _rows_of(session, [task_id]).get(task_id, [])
    _set_roles(session, task_id, unit_id, set(roles), on or date.today(), rows)
    session.flush()


def set_role_in_cells(
    session: Session, *, cells: Sequence[tuple[int, int]], role: Role | None, on: bool = True, day: date | None = None
) -> None:
    """Give (or take, `on` False) one role in many cells (task id, unit id) of the matrix; `role` None clears them."""
    day = day or date.today()
    tasks = tasks_of(session, (task_id for task_id, _ in cells))
    require_units(session, {unit_id for _, unit_id in cells})
    rows = _rows_of(session, list(tasks))
    for task_id, unit_id in cells:
        known = rows.setdefault(task_id, [])
        own = {row.role for row in known if row.unit_id == unit_id and is_in_force(row, day)}
        if role is None:
            wanted = set()
        else:
            wanted = own | {role} if on else own - {role}
        if wanted != own:
            _set_roles(session, task_id, unit_id, wanted, day, known)
    session.flush()


def _rows_of(session: Session, task_ids: Sequence[int]) -> dict[int, list[Assignment]]:
    """All assignments of many tasks, by task."""
    found: dict[int, list[Assignment]] = {}
    for start in range(0, len(task_ids), 500):
        query = select(Assignment).where(Assignment.task_id.in_(task_ids[start : start + 500]))
        for row in session.scalars(query):
            found.setdefault(row.task_id, []).append(row)
    return found


def _set_roles(
    session: Session, task_id: int, unit_id: int, roles: set[Role], day: date, rows: list[Assignment]
) -> None:
    """`rows` are all assignments of the task; what is taken away leaves them, what is new joins."""
    now = [row for row in rows if is_in_force(row, day)]
    own = [row for row in now if row.unit_id == unit_id]
    at_cells = [row for row in own if row.cell_id is not None and row.role not in roles]
    if at_cells:
        name = session.scalar(select(Unit.name).where(Unit.id == unit_id)) or ""
        raise Refusal(
            f"“{name}”在这项任务里有 {len(at_cells)} 处网格（{at_cells[0].role.label}），不能在矩阵里取消。",
            "请在任务右侧的“落到网格”里修改。",
        )
    for row in own:
        if row.role not in roles and not take_away(session, row, day):
            rows.remove(row)
    held = {row.role for row in own}
    for role in Role:
        if role in roles and role not in held:
            last = max((row.position for row in now if row.role is role), default=-1)
            rows.append(_add(session, rows, task_id, unit_id, role, last + 1, "", day))


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
