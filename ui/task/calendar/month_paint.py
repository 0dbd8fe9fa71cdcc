"""Drawing of the month: weekdays, days with their number and holiday, the tasks due, today and the cursor."""

from __future__ import annotations

from datetime import date, timedelta
from typing import TYPE_CHECKING

from PySide6.QtCore import QRect, Qt
from PySide6.QtGui import QPainter

from ui.style import color, font, px, tone_color
from ui.tables.layout import measure
from ui.tables.painting import CENTER, LEFT, paint_ring

if TYPE_CHECKING:
    from ui.task.calendar.month_grid import DayTask, MonthGrid

WEEKDAYS = "一二三四五六日"
TOP = 22  # of a day, for its number
LINE = 18
SIDE = 6
RIGHT = int(Qt.AlignmentFlag.AlignRight | Qt.AlignmentFlag.AlignVCenter)


def shown_of(day: QRect, count: int) -> int:
    """How many of a day's tasks have room; the last line says how many more there are."""
    lines = max(0, (day.height() - px(TOP)) // px(LINE))
    return count if count <= lines else max(0, lines - 1)


def task_rect(day: QRect, at: int) -> QRect:
    """Where the `at`-th task of a day stands."""
    return QRect(day.left() + px(3), day.top() + px(TOP) + at * px(LINE), day.width() - px(7), px(LINE) - 1)


def paint_month(painter: QPainter, grid: MonthGrid) -> None:
    """Everything, day by day."""
    painter.fillRect(grid.rect(), color("surface"))
    painter.setFont(font(12))
    head = grid.day_rect(grid.first).top()
    for at, word in enumerate(WEEKDAYS):
        rect = grid.day_rect(grid.first + timedelta(days=at))
        painter.setPen(color("secondary"))
        painter.drawText(QRect(rect.left() + px(SIDE), 0, rect.width(), head), LEFT, f"周{word}")
    day = grid.first
    while day <= grid.last:
        _paint_day(painter, grid, day)
        day += timedelta(days=1)
    painter.fillRect(QRect(0, head, grid.width(), 1), color("line"))
    if grid.target is not None:
        painter.setPen(color("accent"))
        painter.setBrush(Qt.BrushStyle.NoBrush)
        painter.drawRect(grid.day_rect(grid.target).adjusted(1, 1, -3, -3))


def _paint_day(painter: QPainter, grid: MonthGrid, day: date) -> None:
    rect, look = grid.day_rect(day), grid.looks.get(day)
    is_here = day.replace(day=1) == grid.month
    if day == grid.target:
        painter.fillRect(rect, color("hover"))
    elif look is not None and look.is_free:
        painter.fillRect(rect, color("tint"))
    painter.fillRect(QRect(rect.right(), rect.top(), 1, rect.height()), color("line"))
    painter.fillRect(QRect(rect.left(), rect.bottom(), rect.width(), 1), color("line"))
    number = QRect(rect.left() + px(3), rect.top() + px(2), px(22), px(18))
    painter.setFont(font(12, bold=day == grid.today, tabular=True))
    if day == grid.today:
        painter.setRenderHint(QPainter.RenderHint.Antialiasing, True)
        painter.setPen(Qt.PenStyle.NoPen)
        painter.setBrush(color("accent"))
        painter.drawRoundedRect(number, px(9), px(9))
        painter.setRenderHint(QPainter.RenderHint.Antialiasing, False)
        painter.setPen(color("on_accent"))
    else:
        painter.setPen(color("text" if is_here else "disabled"))
    painter.drawText(number, CENTER, str(day.day))
    if look is not None and (look.name or look.is_made_up):
        word = "班" if look.is_made_up else look.name
        painter.setFont(font(11))
        painter.setPen(color("near" if look.is_made_up else "secondary"))
        painter.drawText(
            rect.adjusted(px(28), px(2), -px(SIDE), 0).adjusted(0, 0, 0, px(20) - rect.height()), RIGHT, word
        )
    tasks = grid.tasks.get(day, ())
    shown = shown_of(rect, len(tasks))
    for at in range(shown):
        _paint_task(painter, task_rect(rect, at), tasks[at], is_here)
    if shown < len(tasks):
        painter.setFont(font(11))
        painter.setPen(color("secondary"))
        more = f"还有 {len(tasks) - shown} 项" if shown else f"{len(tasks)} 项"
        painter.drawText(task_rect(rect, shown).adjusted(px(4), 0, 0, 0), LEFT, more)
    if day == grid.day:
        if grid.hasFocus():
            paint_ring(painter, rect.adjusted(0, 0, -1, -1))
        else:
            painter.setPen(color("accent"))
            painter.setBrush(Qt.BrushStyle.NoBrush)
            painter.drawRect(rect.adjusted(0, 0, -2, -2))


def _paint_task(painter: QPainter, rect: QRect, task: DayTask, is_here: bool) -> None:
    """A small bar, the mark of a recurrence or the shape of the meaning in its colour, then the title."""
    if task.is_recurring:
        painter.setFont(font(11))
        painter.setPen(color("accent"))
        painter.drawText(QRect(rect.left(), rect.top(), px(12), rect.height()), CENTER, "↻")
    elif task.tone is not None:
        painter.setFont(font(9))
        painter.setPen(tone_color(task.tone))
        painter.drawText(QRect(rect.left(), rect.top(), px(12), rect.height()), CENTER, task.tone.shape)
    else:
        painter.fillRect(QRect(rect.left() + px(4), rect.top() + px(3), px(3), rect.height() - px(6)), color("accent"))
    painter.setFont(font(12))
    painter.setPen(color("text" if is_here else "secondary"))
    words = rect.adjusted(px(13), 0, 0, 0)
    painter.drawText(words, LEFT, measure(12).elidedText(task.title, Qt.TextElideMode.ElideRight, words.width()))
