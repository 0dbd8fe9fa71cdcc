"""A month as a grid of days with the tasks due on each; tasks are dragged to another day, keys go from day to day."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import date, timedelta

from PySide6.QtCore import QEvent, QMimeData, QPoint, QRect, QSize, Qt, Signal
from PySide6.QtGui import (
    QDrag,
    QDragEnterEvent,
    QDragLeaveEvent,
    QDragMoveEvent,
    QDropEvent,
    QHelpEvent,
    QKeyEvent,
    QMouseEvent,
    QPainter,
    QPaintEvent,
    QWheelEvent,
)
from PySide6.QtWidgets import QApplication, QTableView, QToolTip, QWidget
from typing_extensions import override

from ui.style import Tone, px
from ui.tables.delegate import as_plain
from ui.task.calendar import month_paint

WEEKS = 6
DAYS = 7
HEAD = 26
MIME = "application/x-zerentian-tasks"


@dataclass(frozen=True, slots=True)
class DayTask:
    """A task on a day: `tone` colours its mark, `is_recurring` ones cannot be dragged."""

    id: int
    title: str
    tone: Tone | None = None
    is_recurring: bool = False
    words: str = ""


@dataclass(frozen=True, slots=True)
class DayLook:
    """What a day is: free days are shaded, `name` is the holiday, `is_made_up` a weekend that is worked."""

    is_free: bool = False
    name: str = ""
    is_made_up: bool = False


class MonthGrid(QWidget):
    """`day_changed(date)` when the cursor goes to a day, `month_changed(date)` with the first day of another month,
    `activated(date)` on Enter or double click, `task_dropped(task id, date)`, `rows_dropped(date)` for the rows
    selected in the table whose rows are taken."""

    day_changed = Signal(object)
    month_changed = Signal(object)
    activated = Signal(object)
    task_chosen = Signal(object)
    task_dropped = Signal(object, object)
    rows_dropped = Signal(object)

    def __init__(self, today: date, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.today = today
        self.day = today
        self.month = today.replace(day=1)
        self.tasks: Mapping[date, Sequence[DayTask]] = {}
        self.looks: Mapping[date, DayLook] = {}
        self.target: date | None = None  # under what is being dragged
        self._pressed: tuple[QPoint, DayTask] | None = None
        self._guests: QTableView | None = None  # its rows may be dropped here
        self.setFocusPolicy(Qt.FocusPolicy.StrongFocus)
        self.setAcceptDrops(True)
        self.setMinimumHeight(px(HEAD) + WEEKS * px(46))
        self.setProperty("takesKeys", True)
        self._tell()

    # ---- content ----------------------------------------------------------------------------------------------

    @property
    def first(self) -> date:
        """The first day shown: the Monday on or before the first of the month."""
        return self.month - timedelta(days=self.month.weekday())

    @property
    def last(self) -> date:
        """The last day shown."""
        return self.first + timedelta(days=WEEKS * DAYS - 1)

    def show_days(self, tasks: Mapping[date, Sequence[DayTask]], looks: Mapping[date, DayLook]) -> None:
        """What stands on the days between `first` and `last`."""
        self.tasks, self.looks = tasks, looks
        self._tell()
        self.update()

    def take_rows_of(self, table: QTableView) -> None:
        """Rows of a table may be dropped on a day."""
        self._guests = table

    def _takes(self, event: QDropEvent) -> bool:
        return event.mimeData().hasFormat(MIME) or (self._guests is not None and event.source() is self._guests)

    def choose(self, day: date) -> None:
        """Put the cursor on a day, turning the page to its month."""
        month = day.replace(day=1)
        is_other_month, is_other_day = month != self.month, day != self.day
        self.day, self.month = day, month
        if is_other_month:
            self.month_changed.emit(month)
        if is_other_day or is_other_month:
            self.day_changed.emit(day)
        self._tell()
        self.update()

    def turn(self, months: int) -> None:
        """So many months on (or back); the cursor stays on the same day of the month where there is one."""
        number = self.month.year * 12 + self.month.month - 1 + months
        first = date(number // 12, number % 12 + 1, 1)
        following = date((number + 1) // 12, (number + 1) % 12 + 1, 1)
        self.choose(first.replace(day=min(self.day.day, (following - first).days)))

    def _tell(self) -> None:
        """What a reader of the screen says."""
        look = self.looks.get(self.day, DayLook())
        count = len(self.tasks.get(self.day, ()))
        name = f"，{look.name}" if look.name else ""
        self.setAccessibleName(f"月历 {self.day.isoformat()}{name}，{count} 项任务到期")

    # ---- places -----------------------------------------------------------------------------------------------

    def day_rect(self, day: date) -> QRect:
        """Where a day lies."""
        at = (day - self.first).days
        row, column = divmod(at, DAYS)
        wide, tall = self.width(), self.height() - px(HEAD)
        left, right = column * wide // DAYS, (column + 1) * wide // DAYS
        top, bottom = px(HEAD) + row * tall // WEEKS, px(HEAD) + (row + 1) * tall // WEEKS
        return QRect(left, top, right - left, bottom - top)

    def day_at(self, point: QPoint) -> date | None:
        """The day under a point."""
        if not self.rect().contains(point) or point.y() < px(HEAD):
            return None
        column = min(DAYS - 1, point.x() * DAYS // self.width())
        row = min(WEEKS - 1, (point.y() - px(HEAD)) * WEEKS // (self.height() - px(HEAD)))
        return self.first + timedelta(days=row * DAYS + column)

    def task_at(self, point: QPoint) -> DayTask | None:
        """The task under a point."""
        day = self.day_at(point)
        if day is None:
            return None
        rect, tasks = self.day_rect(day), self.tasks.get(day, ())
        for at in range(month_paint.shown_of(rect, len(tasks))):
            if month_paint.task_rect(rect, at).contains(point):
                return tasks[at]
        return None

    @override
    def sizeHint(self) -> QSize:
        return QSize(px(700), px(HEAD) + WEEKS * px(74))

    @override
    def paintEvent(self, event: QPaintEvent) -> None:
        painter = QPainter(self)
        month_paint.paint_month(painter, self)
        painter.end()

    # ---- keys and mouse ---------------------------------------------------------------------------------------

    @override
    def keyPressEvent(self, event: QKeyEvent) -> None:
        steps = {
            Qt.Key.Key_Left: -1,
            Qt.Key.Key_Right: 1,
            Qt.Key.Key_Up: -DAYS,
            Qt.Key.Key_Down: DAYS,
        }
        key = Qt.Key(event.key())
        if key in steps:
            self.choose(self.day + timedelta(days=steps[key]))
        elif key in (Qt.Key.Key_PageUp, Qt.Key.Key_PageDown):
            self.turn(-1 if key == Qt.Key.Key_PageUp else 1)
        elif key == Qt.Key.Key_Home:
            self.choose(self.today)
        elif key in (Qt.Key.Key_Return, Qt.Key.Key_Enter):
            self.activated.emit(self.day)
        else:
            super().keyPressEvent(event)

    @override
    def mousePressEvent(self, event: QMouseEvent) -> None:
        point = event.position().toPoint()
        day = self.day_at(point)
        if day is None:
            return
        task = self.task_at(point)
        self._pressed = (point, task) if task is not None and event.button() == Qt.MouseButton.LeftButton else None
        if day.replace(day=1) == self.month:
            self.choose(day)
        else:
            self.day = day
            self.day_changed.emit(day)
            self._tell()
            self.update()
        if task is not None:
            self.task_chosen.emit(task.id)

    @override
    def mouseReleaseEvent(self, event: QMouseEvent) -> None:
        self._pressed = None
        if self.day.replace(day=1) != self.month:
            self.choose(self.day)  # the page turns when the button is let go, so that one can drag from there

    @override
    def mouseDoubleClickEvent(self, event: QMouseEvent) -> None:
        self.activated.emit(self.day)

    @override
    def mouseMoveEvent(self, event: QMouseEvent) -> None:
        if self._pressed is None or not event.buttons() & Qt.MouseButton.LeftButton:
            return
        start, task = self._pressed
        if (event.position().toPoint() - start).manhattanLength() < QApplication.startDragDistance():
            return
        self._pressed = None
        drag = QDrag(self)
        drag.setMimeData(mime_of(task.id))
        drag.exec(Qt.DropAction.MoveAction)

    @override
    def wheelEvent(self, event: QWheelEvent) -> None:
        if event.angleDelta().y():
            self.turn(-1 if event.angleDelta().y() > 0 else 1)
            event.accept()

    @override
    def dragEnterEvent(self, event: QDragEnterEvent) -> None:
        if self._takes(event):
            event.acceptProposedAction()

    @override
    def dragMoveEvent(self, event: QDragMoveEvent) -> None:
        self.target = self.day_at(event.position().toPoint()) if self._takes(event) else None
        event.setAccepted(self.target is not None)
        self.update()

    @override
    def dragLeaveEvent(self, event: QDragLeaveEvent) -> None:
        self.target = None
        self.update()

    @override
    def dropEvent(self, event: QDropEvent) -> None:
        day, self.target = self.day_at(event.position().toPoint()), None
        self.update()
        if day is None or not self._takes(event):
            return
        event.setDropAction(Qt.DropAction.CopyAction)  # the table does not take its rows out itself
        event.accept()
        if not event.mimeData().hasFormat(MIME):
            self.rows_dropped.emit(day)
        else:
            self.task_dropped.emit(int(bytes(event.mimeData().data(MIME).data())), day)

    @override
    def event(self, event: QEvent) -> bool:
        if event.type() == QEvent.Type.ToolTip and isinstance(event, QHelpEvent):
            task, day = self.task_at(event.pos()), self.day_at(event.pos())
            words = task.words or task.title if task is not None else self._words_of(day) if day is not None else ""
            QToolTip.showText(event.globalPos(), as_plain(words), self)
            return True
        return super().event(event)

    def _words_of(self, day: date) -> str:
        look = self.looks.get(day, DayLook())
        lines = [day.isoformat() + (f" {look.name}" if look.name else ""), *(t.title for t in self.tasks.get(day, ()))]
        return "\n".join(lines)


def mime_of(task_id: int) -> QMimeData:
    """A task being dragged."""
    data = QMimeData()
    data.setData(MIME, str(task_id).encode())
    return data
