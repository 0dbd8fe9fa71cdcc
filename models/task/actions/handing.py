"""Handing duties on: from one unit to another, into another role, to a post or person of the unit, and from one person
to another. Whatever is chosen goes in one step; assignments that ended stay as they were."""

from collections.abc import Sequence
from datetime import date

from sqlalchemy import select
from sqlalchemy.orm import Session

from models.errors import Refusal
from models.org.tables import Person, Post, Unit
from models.task.actions.duties import replace_units, require_units
from models.task.actions.ending import is_in_force, take_away
from models.task.actions.places import task_of
from models.task.rules.handing import why_not_handed, why_not_holder
from models.task.tables import Assignment, TaskPerson
from models.task.terms import Role

Duty = tuple[int, Role]  # task id, role of the unit there


def hand_over(
    session: Session, *, unit_id: int, duties: Sequence[Duty], to_unit_id: int, on: date | None = None
) -> int:
    """Another unit takes the place of a unit in these roles of these tasks; answers how many duties went over. One that
    already has the role there keeps the earlier of the two places. Refuses what the unit has at cells only."""
    day = on or date.today()
    require_units(session, (unit_id, to_unit_id))
    refused = why_not_handed(unit_id, to_unit_id, len(duties))
    if refused is not None:
        raise refused
    for task_id, role in duties:
        rows = _rows_of(session, task_id, role)
        now = _whole(rows, day)
        own = _own(session, now, task_id, unit_id, role)
        named = [to_unit_id if row.unit_id == unit_id else row.unit_id for row in now]
        replace_units(session, task_id, role, rows, dict.fromkeys(named), on=day)
        session.flush()
        if own.valid_to == day:  # it stays as a record: whoever comes begins where it ended
            known = {row.id for row in rows}
            for row in _whole(_rows_of(session, task_id, role), day):
                row.valid_from = row.valid_from if row.id in known else day
    return len(duties)


def change_roles(session: Session, *, unit_id: int, duties: Sequence[Duty], role: Role, on: date | None = None) -> int:
    """A unit carries these tasks in another role, at its end; post and person stay. Answers how many changed."""
    day = on or date.today()
    changed = 0
    for task_id, old in duties:
        if old is role:
            continue
        own = _own(session, _whole(_rows_of(session, task_id, old), day), task_id, unit_id, old)
        rows = _rows_of(session, task_id, role)
        now = _whole(rows, day)
        post_id, person_id = own.post_id, own.person_id
        take_away(session, own, day)
        if not any(row.unit_id == unit_id for row in now):
            units = [*(row.unit_id for row in now), unit_id]
            replace_units(session, task_id, role, rows, units, on=day)
            session.flush()
            fresh = _own(session, _whole(_rows_of(session, task_id, role), day), task_id, unit_id, role)
            fresh.post_id, fresh.person_id = post_id, person_id
        changed += 1
    session.flush()
    return changed


def set_holders(
    session: Session,
    *,
    unit_id: int,
    duties: Sequence[Duty],
    post_id: int | None = None,
    person_id: int | None = None,
    on: date | None = None,
) -> None:
    """落实到岗位/人员: who in the unit does these tasks, a post (then its holder of the day) or a person; neither
    takes it away. Refuses a post of another unit."""
    day = on or date.today()
    if post_id is not None:
        post = session.get(Post, post_id)
        unit = session.get(Unit, unit_id)
        refused = why_not_holder(
            post.title if post is not None else None,
            None if post is None else post.unit_id,
            unit_id,
            unit.short_name or unit.name if unit is not None else "",
        )
        if refused is not None:
            raise refused
    _require_person(session, person_id)
    for task_id, role in duties:
        own = _own(session, _whole(_rows_of(session, task_id, role), day), task_id, unit_id, role)
        own.post_id, own.person_id = post_id, person_id


def hand_to_person(
    session: Session,
    *,
    to_person_id: int,
    named_ids: Sequence[int] = (),
    assignment_ids: Sequence[int] = (),
) -> int:
    """What one person does goes to another: `named_ids` are entries of people named in tasks (责任领导, 责任人,
    联系人), `assignment_ids` duties of units settled on a post or person. Answers how many went over."""
    _require_person(session, to_person_id)
    for row_id in named_ids:
        row = session.get(TaskPerson, row_id)
        if row is None:
            raise Refusal("其中有一项已不由他负责。", "页面已更新，请重新选择。")
        twin = session.scalar(
            select(TaskPerson).where(
                TaskPerson.task_id == row.task_id, TaskPerson.role == row.role, TaskPerson.person_id == to_person_id
            )
        )
        if twin is not None and twin is not row:
            session.delete(row)
        elif row.person_id != to_person_id:
            row.person_id = to_person_id
            row.post_text = ""  # the title beside the name was that of the other person
    for row_id in assignment_ids:
        assignment = session.get(Assignment, row_id)
        if assignment is None:
            raise Refusal("其中有一项已不由他负责。", "页面已更新，请重新选择。")
        assignment.post_id, assignment.person_id = None, to_person_id
    return len(named_ids) + len(assignment_ids)


def _rows_of(session: Session, task_id: int, role: Role) -> list[Assignment]:
    query = select(Assignment).where(Assignment.task_id == task_id, Assignment.role == role)
    return list(session.scalars(query.order_by(Assignment.position, Assignment.id)))


def _whole(rows: Sequence[Assignment], day: date) -> list[Assignment]:
    return [row for row in rows if row.cell_id is None and is_in_force(row, day)]


def _own(session: Session, now: Sequence[Assignment], task_id: int, unit_id: int, role: Role) -> Assignment:
    own = next((row for row in now if row.unit_id == unit_id), None)
    if own is not None:
        return own
    at_cells = session.scalar(
        select(Assignment.id).where(
            Assignment.task_id == task_id,
            Assignment.unit_id == unit_id,
            Assignment.role == role,
            Assignment.cell_id.is_not(None),
        )
    )
    title = task_of(session, task_id).title
    if at_cells is not None:
        raise Refusal(f"“{title}”由它在网格上分处承担。", "请在“网格”视图或任务右侧的“落到网格”里修改。")
    raise Refusal(f"“{title}”里没有这个单位的{role.label}。", "页面已更新，请重新选择。")


def _require_person(session: Session, person_id: int | None) -> None:
    if person_id is not None and session.get(Person, person_id) is None:
        raise Refusal("这个人已不存在。", "请重新选择人员。")
