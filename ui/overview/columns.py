"""Columns of the two lists of the overview, and the lines they show."""

from dataclasses import dataclass
from datetime import UTC, date, datetime

from models.history import StepRow
from models.overview.queries import Todo
from models.overview.terms import Matter
from ui.style import Tone
from ui.tables.cells import Column

_TONES = {
    Matter.OVERDUE: Tone.OVERDUE,
    Matter.SOON: Tone.NEAR,
    Matter.NO_LEAD: Tone.NEAR,
    Matter.NO_DEADLINE: Tone.NEAR,
    Matter.NO_TITLE: Tone.NEAR,
}


@dataclass(frozen=True, slots=True)
class TodoLine:
    """A Todo as a table row: one task may stand in the list for several matters."""

    id: tuple[int, Matter]
    todo: Todo


@dataclass(frozen=True, slots=True)
class StepLine:
    """A step as a table row; `when` in the office's time."""

    id: int
    step: StepRow
    when: str


def local_time(at: datetime, today: date) -> str:
    """09:41 for today, 昨天 09:41, 6月3日 09:41, with the year when it is another one."""
    here = (at if at.tzinfo else at.replace(tzinfo=UTC)).astimezone()
    days = (today - here.date()).days
    if days == 0:
        return f"今天 {here:%H:%M}"
    if days == 1:
        return f"昨天 {here:%H:%M}"
    if here.year == today.year:
        return f"{here.month}月{here.day}日 {here:%H:%M}"
    return f"{here:%Y-%m-%d %H:%M}"


def tone_of(line: TodoLine) -> Tone:
    """Past is red, what must be done soon amber, what should be looked at blue; each with its shape."""
    return _TONES.get(line.todo.matter, Tone.REMINDER)


def _due(line: TodoLine) -> str:
    return line.todo.due_to.isoformat() if line.todo.due_to else line.todo.deadline


TODO_COLUMNS = (
    Column("matter", "事项", lambda line: line.todo.matter.label, width=92, tone=tone_of),
    Column("title", "任务", lambda line: line.todo.title or "（没有写任务）", width=164, stretch=True),
    Column("where", "所属大项", lambda line: line.todo.where, width=172, muted=True),
    Column("lead", "牵头单位", lambda line: line.todo.lead, width=132),
    Column("due", "完成时限", _due, width=96, muted=True),
    Column("words", "说明", lambda line: line.todo.words, width=124),
)

STEP_COLUMNS = (
    Column("when", "时间", lambda line: line.when, width=120, muted=True),
    Column("title", "事项", lambda line: line.step.title, width=200, stretch=True),
    Column("rows", "改动", lambda line: f"{line.step.rows:,} 条记录", width=104, align="right", muted=True),
    Column("operator", "操作员", lambda line: line.step.operator, width=120, muted=True),
)
