"""Free positions among the rows of one parent; neighbours are moved only when there is no room."""

from collections.abc import Collection, Iterable

from sqlalchemy import select
from sqlalchemy.orm import Session

from models.errors import Refusal
from models.task.rules import GAP
from models.task.tables import Task


def task_of(session: Session, task_id: int) -> Task:
    """The mapped task; refuses when it is gone."""
    task = session.get(Task, task_id)
    if task is None:
        raise Refusal("这项任务已不存在。", "可能已被删除，可以撤销。")
    return task


def tasks_of(session: Session, task_ids: Iterable[int]) -> dict[int, Task]:
    """Many mapped tasks at once by id; refuses when one is gone."""
    wanted = list(dict.fromkeys(task_ids))
    found: dict[int, Task] = {}
    for start in range(0, len(wanted), 500):
        query = select(Task).where(Task.id.in_(wanted[start : start + 500]))
        found.update({task.id: task for task in session.scalars(query)})
    if len(found) < len(wanted):
        raise Refusal("其中有任务已不存在。", "可能已被删除，可以撤销。")
    return {task_id: found[task_id] for task_id in wanted}


def parents_of(session: Session, campaign_id: int) -> dict[int, int | None]:
    """The parent of every task of a campaign."""
    query = select(Task.id, Task.parent_id).where(Task.campaign_id == campaign_id)
    return {row.id: row.parent_id for row in session.execute(query)}


def siblings_of(session: Session, campaign_id: int, parent_id: int | None) -> list[tuple[int, int]]:
    """(id, position) of the rows below a parent (None = 大项), in order."""
    query = (
        select(Task.id, Task.position)
        .where(Task.campaign_id == campaign_id)
        .where(Task.parent_id.is_(None) if parent_id is None else Task.parent_id == parent_id)
        .order_by(Task.position, Task.id)
    )
    return [(row.id, row.position) for row in session.execute(query)]


def positions_for(
    session: Session,
    campaign_id: int,
    parent_id: int | None,
    count: int,
    *,
    before_id: int | None = None,
    after_id: int | None = None,
    leaving: Collection[int] = (),
) -> list[int]:
    """`count` rising positions below a parent: before or after a sibling, else at the end.

    `leaving` are rows that are being moved and do not count. Siblings are spaced anew only when there is no room.
    """
    siblings = [pair for pair in siblings_of(session, campaign_id, parent_id) if pair[0] not in set(leaving)]
    ids = [row_id for row_id, _ in siblings]
    at = len(siblings)
    if before_id is not None and before_id in ids:
        at = ids.index(before_id)
    elif after_id is not None and after_id in ids:
        at = ids.index(after_id) + 1
    low = siblings[at - 1][1] if at > 0 else None
    high = siblings[at][1] if at < len(siblings) else None
    if high is None:
        start = low or 0
        return [start + GAP * number for number in range(1, count + 1)]
    if low is None:
        return [high - GAP * number for number in range(count, 0, -1)]
    step = (high - low) // (count + 1)
    if step > 0:
        return [low + step * number for number in range(1, count + 1)]
    placed = tasks_of(session, ids)
    for number, row_id in enumerate(ids):
        placed[row_id].position = (number + (count if number >= at else 0) + 1) * GAP
    return [(at + number) * GAP for number in range(1, count + 1)]
