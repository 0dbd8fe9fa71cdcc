"""Columns of the two lists of the overview."""

from datetime import UTC, date, datetime

from models.overview.rows import Todo
from models.overview.terms import Matter
from ui.overview.lines import Part
from ui.style import Tone

_TONES = {
    Matter.OVERDUE: Tone.OVERDUE,
    Matter.SOON: Tone.NEAR,
    Matter.NO_LEAD: Tone.NEAR,
    Matter.NO_DEADLINE: Tone.NEAR,
    Matter.NO_TITLE: Tone.NEAR,
}


def local_time(at: datetime, today: date) -> str:
    """今天 09:41, 昨天 09:41, 6月3日 09:41, with the year when it is another one."""
    here = (at if at.tzinfo else at.replace(tzinfo=UTC)).astimezone()
    days = (today - here.date()).days
    if days == 0:
        return f"今天 {here:%H:%M}"
    if days == 1:
        return f"昨天 {here:%H:%M}"
    if here.year == today.year:
        return f"{here.month}月{here.day}日 {here:%H:%M}"
    return f"{here:%Y-%m-%d %H:%M}"


def tone_of(todo: Todo) -> Tone:
    """Past is red, what must be done soon amber, what should be looked at blue; each with its shape."""
    return _TONES.get(todo.matter, Tone.REMINDER)


def _due(todo: Todo) -> str:
    return todo.due_to.isoformat() if todo.due_to else todo.deadline


TODO_PARTS = (
    Part("matter", "事项", lambda todo: todo.matter.label, width=108, tone=tone_of),
    Part("title", "任务", lambda todo: todo.title or "（没有写任务）"),
    Part("where", "所属大项", lambda todo: todo.where, width=172, muted=True, optional=True),
    Part("lead", "牵头单位", lambda todo: todo.lead, width=132),
    Part("due", "完成时限", _due, width=108, muted=True),
    Part("words", "说明", lambda todo: todo.words, width=160),
)

STEP_PARTS = (
    Part("when", "时间", lambda line: line.when, width=124, muted=True),
    Part("title", "事项", lambda line: line.step.title),
    Part("rows", "改动", lambda line: f"{line.step.rows:,} 条记录", width=120, muted=True, right=True),
    Part("operator", "操作员", lambda line: line.step.operator, width=120, muted=True),
)
