"""What the words of a deadline come to: days with their weekday, 放假 and 调休 named, working days left."""

from datetime import date

from models.task.due_words import Standing, read_span, standing
from models.task.queries import TaskDetails
from models.workdays.rules import WorkCalendar, weekday
from models.workdays.terms import DayKind
from ui.task.columns import recurrence_words

_STANDING = {Standing.AT_ONCE: "立即办理，没有截止日期", Standing.LASTING: "长期，没有截止日期"}
MOST_LEFT = 366  # working days are counted for what is near; further off the count says nothing


def due_text(task: TaskDetails, days: WorkCalendar, today: date) -> str:
    """One or two lines for the inspector: 2026-05-31 周日，周末（前一个工作日 05-29）↵还有 12 个工作日."""
    span = read_span(task.deadline)
    if span is not None and task.due_to is None:
        return f"从开始日期起算 {span.words}：请填开始日期"
    lines: list[str] = []
    if task.due_to is not None:
        first = f"{task.due_from.isoformat()} 至 " if task.due_from is not None else ""
        lines.append(first + task.due_to.isoformat() + f" {_said_of(task.due_to, days)}")
        lines.append(_left(task.due_to, days, today))
    elif task.due_from is not None:
        lines.append(f"{task.due_from.isoformat()} 起")
    if task.due_every:
        lines.append(recurrence_words(task.due_every))
    found = "\n".join(line for line in lines if line)
    if found or not task.deadline:
        return found or "—"
    stands = standing(task.deadline)
    return _STANDING[stands] if stands is not None else "没有算出日期"


def _said_of(day: date, days: WorkCalendar) -> str:
    """周四；周四，国庆节放假（前一个工作日 09-30）；周六，国庆节调休上班."""
    kind, name, words = days.kind(day), days.name(day), weekday(day)
    if kind is DayKind.MADE_UP:
        return f"{words}，{name}调休上班"
    if kind is DayKind.WORKDAY:
        return words
    return f"{words}{f'，{name}放假' if kind is DayKind.HOLIDAY else ''}（前一个工作日 {days.last(day):%m-%d}）"


def _left(day: date, days: WorkCalendar, today: date) -> str:
    if day == today:
        return "今天到期"
    if abs((day - today).days) > MOST_LEFT:
        return ""
    count = days.between(today, day)
    guess = "" if days.knows(day.year) else f"（{day.year}年放假安排未收录，按周一至周五算）"
    if count > 0:
        return f"还有 {count} 个工作日{guess}"
    return (
        f"已过 {-count} 个工作日{guess}"
        if count < 0
        else f"{'还有' if day > today else '已过'} {abs((day - today).days)} 天"
    )
