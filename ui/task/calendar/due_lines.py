"""Lines of the view by deadline and their columns, put together from the rows in hand."""

from __future__ import annotations

from collections.abc import Callable, Iterable
from dataclasses import dataclass
from datetime import date

from models.task.queries import TaskRow
from models.task.rules.due_days import DueGroup, due_days, due_group
from ui.tables.cells import Column
from ui.tables.editors import TextEditor
from ui.task.calendar.month_grid import DayTask
from ui.task.columns import deadline_tooltip, recurrence_words, title_tooltip, tone_of_deadline

WEEKDAYS = "一二三四五六日"


@dataclass(frozen=True, slots=True)
class DueLine:
    """A task by its deadline, or (`row` None) a heading."""

    id: object
    parent_id: str | None
    title: str
    row: TaskRow | None = None

    @property
    def is_heading(self) -> bool:
        return self.row is None


def due_lines(rows: Iterable[TaskRow], on: date) -> list[DueLine]:
    """Tasks under 已逾期, the months, 定期重复, 长期 and 没有时限, by their day. A row with rows below it stands
    here only when it has a deadline of its own."""
    groups: dict[DueGroup, list[TaskRow]] = {}
    for row in rows:
        if row.children and not row.deadline and row.due_to is None:
            continue
        group = due_group(deadline=row.deadline, due_to=row.due_to, due_every=row.due_every, on=on)
        groups.setdefault(group, []).append(row)
    found: list[DueLine] = []
    for group in sorted(groups, key=lambda group: group.place):
        key = f"{group.kind.value}{group.month or ''}"
        own = sorted(groups[group], key=lambda row: row.due_to or date.max)
        found.append(DueLine(key, None, f"{group.label}（{len(own)} 项）"))
        found += [DueLine(row.id, key, row.title, row) for row in own]
    return found


def tasks_on_days(rows: Iterable[TaskRow], first: date, last: date, on: date) -> dict[date, list[DayTask]]:
    """The tasks due on each day between two days, recurrences on every day they come round."""
    found: dict[date, list[DayTask]] = {}
    for row in rows:
        days = due_days(due_from=row.due_from, due_to=row.due_to, due_every=row.due_every, first=first, last=last)
        if not days:
            continue
        words = "\n".join(part for part in (title_tooltip(row), row.deadline) if part)
        task = DayTask(row.id, row.title or "（未命名）", tone_of_deadline(row, on), bool(row.due_every), words)
        for day in days:
            found.setdefault(day, []).append(task)
    return found


def due_columns(today: Callable[[], date]) -> tuple[Column, ...]:
    """任务 under the headings, 完成时限 (edited), 截止 with the days left, units."""
    return (
        Column(
            "title", "任务", lambda line: line.title, width=180, stretch=True, lines=2,
            strong=lambda line: line.is_heading, tooltip=lambda line: title_tooltip(line.row) if line.row else "",
        ),
        Column(
            "deadline", "完成时限", lambda line: line.row.deadline if line.row else "", width=130, editor=TextEditor(),
            can_edit=lambda line: line.row is not None, sort=_order,
            tone=lambda line: tone_of_deadline(line.row, today()) if line.row else None,
            tooltip=lambda line: deadline_tooltip(line.row) if line.row else "",
        ),
        Column("due", "截止", _day_words, width=92, muted=True, sort=_order, tooltip=_day_words),
        Column(
            "left", "余", lambda line: left_words(line.row, today()) if line.row else "", width=84, muted=True,
            sort=_order,
        ),
        Column("lead", "牵头单位", _leads, width=96, muted=True, tooltip=_leads),
        Column("carry", "责任单位", _carriers, width=110, muted=True, tooltip=_carriers, hidden=True),
    )  # fmt: skip


def left_words(row: TaskRow, today: date) -> str:
    """还有 8 天, 今天, 已过 12 天; nothing for what recurs or has no day."""
    if row.due_to is None or row.due_every:
        return ""
    days = (row.due_to - today).days
    return "今天" if not days else f"还有 {days} 天" if days > 0 else f"已过 {-days} 天"


def _day_words(line: DueLine) -> str:
    if line.row is None:
        return ""
    if line.row.due_every:
        return recurrence_words(line.row.due_every)
    return line.row.due_to.isoformat() if line.row.due_to is not None else ""


def _order(line: DueLine) -> str:
    return line.row.due_to.isoformat() if line.row is not None and line.row.due_to is not None else "9999"


def _leads(line: DueLine) -> str:
    return "、".join(ref.name for ref in line.row.lead) if line.row is not None else ""


def _carriers(line: DueLine) -> str:
    return "、".join(ref.name for ref in line.row.responsible) if line.row is not None else ""


def day_title(day: date) -> str:
    """11月24日 周二."""
    return f"{day.month}月{day.day}日 周{WEEKDAYS[day.weekday()]}"
