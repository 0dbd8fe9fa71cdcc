"""One field of many tasks in one step; rows inserted in one go."""

from collections.abc import Collection, Sequence
from datetime import date

from sqlalchemy import select
from sqlalchemy.orm import Session

from models.errors import Refusal
from models.task import rules
from models.task.actions.duties import replace_units
from models.task.actions.ending import is_in_force
from models.task.actions.places import positions_for, task_of, tasks_of
from models.task.actions.tasks import blank_task, campaign_of
from models.task.actions.writer import ROLES, CellEdit, CellWriter, Report
from models.task.rules import ListChange
from models.task.tables import Assignment


def set_field(
    session: Session,
    *,
    task_ids: Sequence[int],
    column: str,
    text: str,
    how: ListChange = ListChange.REPLACE,
    add_units: Collection[str] = (),
    report: Report | None = None,
) -> int:
    """Write one field of many tasks as its text is typed into a cell; units may be added or taken out instead of put
    in the place of the others. Answers how many tasks were written. Refuses as `set_cells` does."""
    tasks = tasks_of(session, task_ids)
    if not tasks:
        raise Refusal("没有选中任务。", "请先在表格里选中几行。")
    writer = CellWriter(session, tasks)
    if column not in ROLES or how is ListChange.REPLACE:
        writer.write_all([(CellEdit(task_id, column, text), "") for task_id in tasks], add_units, report)
        return len(tasks)
    named = writer.units_named(text, add_units)
    if not named:
        raise Refusal("没有写单位。", "请写上要增加或去掉的单位。")
    role, day = ROLES[column], date.today()
    ids = list(tasks)
    own: dict[int, list[Assignment]] = {}
    for start in range(0, len(ids), 500):
        query = select(Assignment).where(Assignment.task_id.in_(ids[start : start + 500]), Assignment.role == role)
        for row in session.scalars(query.order_by(Assignment.position, Assignment.id)):
            own.setdefault(row.task_id, []).append(row)
    for number, task_id in enumerate(ids):
        if report is not None and number % 50 == 0:
            report(number, len(ids), f"正在修改 {len(ids)} 项任务")
        rows = own.get(task_id, [])
        now = [row.unit_id for row in rows if row.cell_id is None and is_in_force(row, day)]
        replace_units(session, task_id, role, rows, rules.changed_list(now, named, how))
    return len(ids)


def insert_tasks(
    session: Session,
    *,
    campaign_id: int,
    count: int,
    parent_id: int | None = None,
    before_id: int | None = None,
    after_id: int | None = None,
) -> list[int]:
    """Empty rows below a parent, before or after a sibling; answers their ids in order."""
    campaign_of(session, campaign_id)
    if parent_id is not None and task_of(session, parent_id).campaign_id != campaign_id:
        raise Refusal("上级任务属于另一项专项工作。", "请在同一项专项工作里添加。")
    positions = positions_for(session, campaign_id, parent_id, count, before_id=before_id, after_id=after_id)
    added = [blank_task(campaign_id, parent_id, position) for position in positions]
    session.add_all(added)
    session.flush()
    return [task.id for task in added]
