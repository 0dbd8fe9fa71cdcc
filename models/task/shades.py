"""How far the tasks at the cells have come, for the map of the grid."""

from collections import Counter
from datetime import date

from sqlalchemy import or_, select
from sqlalchemy.orm import Session

from models.grid.shades import Shade, Source, Tint
from models.task.tables import Assignment, Task
from models.task.terms import DutyState


def duty_shades(session: Session, day: date, campaign_id: int | None) -> dict[int, Shade]:
    """Every cell that tasks of the campaign name on that day: how many of its duties are done."""
    found = (
        select(Assignment.cell_id, Assignment.state)
        .join(Task, Task.id == Assignment.task_id)
        .where(
            Assignment.cell_id.is_not(None),
            or_(Assignment.valid_from.is_(None), Assignment.valid_from <= day),
            or_(Assignment.valid_to.is_(None), Assignment.valid_to > day),
        )
    )
    if campaign_id is not None:
        found = found.where(Task.campaign_id == campaign_id)
    counts: dict[int, Counter[DutyState]] = {}
    for cell_id, state in session.execute(found).all():
        assert cell_id is not None
        counts.setdefault(cell_id, Counter())[state] += 1
    return {cell_id: _shade(states) for cell_id, states in counts.items()}


def _shade(states: Counter[DutyState]) -> Shade:
    wanted = states.total() - states[DutyState.NOT_NEEDED]
    if not wanted:
        return Shade(Tint.NONE, "不涉及", "这里的任务都不涉及")
    done = states[DutyState.DONE]
    words = "，".join(f"{state.label} {states[state]}" for state in DutyState if states[state])
    if done == wanted:
        return Shade(Tint.OK, f"{done}/{wanted}", f"任务：{words}")
    begun = done or states[DutyState.DOING]
    return Shade(Tint.DOING if begun else Tint.WAITING, f"{done}/{wanted}", f"任务：{words}")


SOURCES = (
    Source(
        "duty",
        "任务完成",
        ((Tint.OK, "全部完成"), (Tint.DOING, "进行中"), (Tint.WAITING, "未开始"), (Tint.NONE, "没有任务")),
        duty_shades,
    ),
)
