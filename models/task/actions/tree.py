"""Move tasks in the tree: to a place, one step up or down, one level in or out."""

from collections.abc import Sequence

from sqlalchemy.orm import Session

from models.errors import Refusal
from models.task import rules
from models.task.actions.places import parents_of, positions_for, siblings_of, task_of, tasks_of


def move_tasks(
    session: Session, *, task_ids: Sequence[int], parent_id: int | None, before_id: int | None = None
) -> None:
    """Move tasks (with all below them, in the order given) below `parent_id`, before a sibling or to the end."""
    if not task_ids:
        return
    campaign_id = task_of(session, task_ids[0]).campaign_id
    parents = parents_of(session, campaign_id)
    moved = rules.roots_among(task_ids, parents)
    refusal = rules.why_not_movable(moved, parent_id, parents)
    if refusal:
        raise refusal
    if before_id in moved:
        order = [row_id for row_id, _ in siblings_of(session, campaign_id, parent_id)]
        later = [row_id for row_id in order[order.index(before_id) :] if row_id not in moved] if before_id else []
        before_id = later[0] if later else None
    _place(session, campaign_id, moved, parent_id, before_id=before_id)


def shift_tasks(session: Session, *, task_ids: Sequence[int], step: int) -> None:
    """Move rows of one parent one place up (`step` -1) or down (+1) among their siblings, as one block."""
    campaign_id, parent_id, moved, order = _one_family(session, task_ids)
    places = [order.index(row_id) for row_id in moved]
    rest = [row_id for row_id in order if row_id not in set(moved)]
    if step < 0:
        if places[0] == 0:
            raise Refusal("已经是第一行了。")
        before = order[places[0] - 1]
        _place(session, campaign_id, moved, parent_id, before_id=before)
        return
    below = [row_id for row_id in order[places[-1] + 1 :] if row_id in rest]
    if not below:
        raise Refusal("已经是最后一行了。")
    _place(session, campaign_id, moved, parent_id, after_id=below[0])


def indent_tasks(session: Session, *, task_ids: Sequence[int]) -> int:
    """Make rows of one parent the last 小项 of the row above them; answers the id of that row."""
    campaign_id, _, moved, order = _one_family(session, task_ids)
    first = order.index(moved[0])
    if first == 0:
        raise Refusal("上面没有同级任务，不能再降级。", "请先把它移到一项任务下面。")
    above = order[first - 1]
    _place(session, campaign_id, moved, above)
    return above


def outdent_tasks(session: Session, *, task_ids: Sequence[int]) -> None:
    """Lift rows of one parent to its level, directly after it."""
    campaign_id, parent_id, moved, _ = _one_family(session, task_ids)
    if parent_id is None:
        raise Refusal("已经是大项，不能再升级。")
    parent = task_of(session, parent_id)
    _place(session, campaign_id, moved, parent.parent_id, after_id=parent_id)


def _one_family(session: Session, task_ids: Sequence[int]) -> tuple[int, int | None, list[int], list[int]]:
    """Campaign, parent, the chosen rows in order, and all siblings in order."""
    if not task_ids:
        raise Refusal("没有选中任务。")
    first = task_of(session, task_ids[0])
    parents = parents_of(session, first.campaign_id)
    chosen = rules.roots_among(task_ids, parents)
    parent_id = parents[chosen[0]]
    if any(parents.get(row_id) != parent_id for row_id in chosen):
        raise Refusal("选中的任务不在同一级。", "请只选同一上级下的任务。")
    order = [row_id for row_id, _ in siblings_of(session, first.campaign_id, parent_id)]
    moved = [row_id for row_id in order if row_id in set(chosen)]
    return first.campaign_id, parent_id, moved, order


def _place(
    session: Session,
    campaign_id: int,
    moved: Sequence[int],
    parent_id: int | None,
    *,
    before_id: int | None = None,
    after_id: int | None = None,
) -> None:
    tasks = tasks_of(session, moved)
    positions = positions_for(
        session, campaign_id, parent_id, len(moved), before_id=before_id, after_id=after_id, leaving=moved
    )
    for task, position in zip(tasks.values(), positions, strict=True):
        task.parent_id = parent_id
        task.position = position
