"""Cells of the task table, written as text: typing, filling down, pasting blocks and whole tables from WPS or Excel.

One call is one step: all cells, or none and a sentence that names the first bad one.
"""

from collections.abc import Collection, Sequence

from sqlalchemy import select
from sqlalchemy.orm import Session

from models.base import new_id
from models.blocks import BlockColumn, BlockRow, rows_of
from models.errors import Refusal
from models.task.actions.places import positions_for, tasks_of
from models.task.actions.tasks import blank_task, campaign_of
from models.task.actions.writer import CellEdit, CellWriter, Report
from models.task.tables import Task

TABLE_COLUMNS = (
    BlockColumn("big", ("任务大项", "大项", "工作大项", "重点任务", "任务类别", "一级指标")),
    BlockColumn("title", ("具体任务", "任务", "小项", "任务小项", "工作任务", "主要任务", "任务名称", "二级指标")),
    BlockColumn("body", ("内容", "任务内容", "工作内容", "具体内容", "工作措施", "具体措施", "工作要求")),
    BlockColumn("target", ("目标值", "目标", "工作目标", "目标任务", "指标值")),
    BlockColumn("lead", ("牵头单位", "牵头部门", "牵头责任单位")),
    BlockColumn("responsible", ("责任单位", "责任部门", "主办单位", "落实单位", "承办单位")),
    BlockColumn("support", ("配合单位", "配合部门", "协办单位", "参与单位", "配合责任单位")),
    BlockColumn("oversee", ("督导单位", "督办单位", "督查单位")),
    BlockColumn("leaders", ("责任领导", "分管领导", "牵头领导", "挂钩领导", "市级领导")),
    BlockColumn("owners", ("责任人", "具体责任人", "负责人")),
    BlockColumn("contacts", ("联系人", "联络员")),
    BlockColumn("deadline", ("完成时限", "时限", "完成时间", "时间节点", "整改时限", "时间要求")),
    BlockColumn("points", ("分值", "分数", "标准分")),
    BlockColumn("phase", ("阶段",)),
    BlockColumn("note", ("备注", "说明")),
)
"""Headings of a 责任分解表 as offices write them."""


def set_cells(
    session: Session, *, edits: Sequence[CellEdit], add_units: Collection[str] = (), report: Report | None = None
) -> None:
    """Write many cells of existing tasks. Refuses at the first bad cell and names it; names of units that nobody bears
    are refused as `UnknownUnits` unless they are among `add_units`, which makes them."""
    writer = CellWriter(session, tasks_of(session, (edit.task_id for edit in edits)))
    numbers = {task_id: number for number, task_id in enumerate(writer.tasks, 1)}
    last = {(edit.task_id, edit.column): edit for edit in edits}.values()
    several = len(numbers) > 1
    writer.write_all([(edit, f"第 {numbers[edit.task_id]} 行" if several else "") for edit in last], add_units, report)


def paste_block(
    session: Session,
    *,
    campaign_id: int,
    columns: Sequence[str],
    rows: Sequence[Sequence[str]],
    task_ids: Sequence[int],
    parent_id: int | None = None,
    after_id: int | None = None,
    cleared: Sequence[tuple[int, str]] = (),
    add_units: Collection[str] = (),
    report: Report | None = None,
) -> list[int]:
    """Write a block of texts: row n goes to `task_ids[n]`, rows beyond them become new tasks below `parent_id` after
    `after_id`. Answers the ids of all rows. Cells beyond `columns` are refused, short rows leave cells as they are.
    `cleared` are the (task id, column) of cells that the block was cut from: they are emptied first."""
    widest = max((len(row) for row in rows), default=0)
    if widest > len(columns):
        raise Refusal(f"粘贴的内容有 {widest} 列，从这一列起只有 {len(columns)} 列。", "请从更靠左的单元格粘贴。")
    if cleared:
        left = CellWriter(session, tasks_of(session, (task_id for task_id, _ in cleared)))
        left.write_all([(CellEdit(task_id, column, ""), "") for task_id, column in cleared])
    tasks = tasks_of(session, task_ids[: len(rows)])
    fresh = len(rows) - len(tasks)
    if fresh > 0:
        tasks |= _new_tasks(session, campaign_id, fresh, parent_id, after_id)
    ids = list(tasks)
    cells = [
        (CellEdit(task_id, column, text), f"粘贴内容第 {number} 行")
        for number, (task_id, row) in enumerate(zip(ids, rows, strict=True), 1)
        for column, text in zip(columns, row, strict=False)
    ]
    with session.no_autoflush:  # new tasks are inserted once, with everything in them
        CellWriter(session, tasks, fresh_ids=ids[len(ids) - max(0, fresh) :]).write_all(cells, add_units, report)
    return ids


def paste_table(
    session: Session,
    *,
    campaign_id: int,
    block: Sequence[Sequence[str]],
    parent_id: int | None = None,
    after_id: int | None = None,
    add_units: Collection[str] = (),
    report: Report | None = None,
) -> list[int]:
    """A whole 责任分解表 with its heading row (`TABLE_COLUMNS`) as new tasks; answers their ids.

    A 任务大项 holds the rows under it until the next one (merged cells are empty below their first row); one that is
    already there takes them on. Without such a column the tasks go below `parent_id`, after `after_id`.
    """
    bigs = dict(_big_items(session, campaign_id))
    tasks: dict[int, Task] = {}
    cells: list[tuple[CellEdit, str]] = []
    for big, lines in _groups(rows_of(block, TABLE_COLUMNS)):
        above, previous = parent_id, after_id
        if big:
            if big not in bigs:
                tasks |= _new_tasks(session, campaign_id, 1, None, None)
                bigs[big] = list(tasks)[-1]
                cells.append((CellEdit(bigs[big], "title", big), f"粘贴内容第 {lines[0].number} 行"))
            above, previous = bigs[big], None
        rows = [line for line in lines if line.values["title"]]
        fresh = _new_tasks(session, campaign_id, len(rows), above, previous)
        tasks |= fresh
        for task_id, line in zip(fresh, rows, strict=True):
            cells += _cells_of(line, task_id)
        for line in lines:
            if big and not line.values["title"]:
                tasks |= tasks_of(session, (bigs[big],))
                cells += _cells_of(line, bigs[big])
    with session.no_autoflush:
        CellWriter(session, tasks).write_all(cells, add_units, report)
    return list(tasks)


def _groups(lines: Sequence[BlockRow]) -> list[tuple[str, list[BlockRow]]]:
    """Lines under their 任务大项 ("" before the first one). Refuses a line that names neither 大项 nor 任务."""
    groups: list[tuple[str, list[BlockRow]]] = []
    for line in lines:
        big = line.values["big"]
        if not big and not line.values["title"]:
            raise line.refuse("title", Refusal("没有写任务。", "请补上后重新复制，或删去这一行。"))
        if not groups or (big and big != groups[-1][0]):
            groups.append((big, []))
        groups[-1][1].append(line)
    return groups


def _big_items(session: Session, campaign_id: int) -> list[tuple[str, int]]:
    query = select(Task.title, Task.id).where(Task.campaign_id == campaign_id, Task.parent_id.is_(None))
    return [(row.title, row.id) for row in session.execute(query)]


def _cells_of(line: BlockRow, task_id: int) -> list[tuple[CellEdit, str]]:
    return [
        (CellEdit(task_id, key, text), f"粘贴内容第 {line.number} 行")
        for key, text in line.values.items()
        if text and key != "big"
    ]


def _new_tasks(
    session: Session, campaign_id: int, count: int, parent_id: int | None, after_id: int | None
) -> dict[int, Task]:
    if not count:
        return {}
    campaign_of(session, campaign_id)
    positions = positions_for(session, campaign_id, parent_id, count, after_id=after_id)
    added = [blank_task(campaign_id, parent_id, position) for position in positions]
    for task in added:
        task.id = new_id()  # known before they are inserted, which is left to the end
    session.add_all(added)
    return {task.id: task for task in added}
