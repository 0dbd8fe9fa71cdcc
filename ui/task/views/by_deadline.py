"""时限: the tasks by their deadline, as a list under months or as a calendar."""

from __future__ import annotations

from datetime import date, timedelta

from PySide6.QtGui import QAction
from typing_extensions import override

from models.errors import Refusal
from models.task import actions
from models.task.actions import CellEdit
from models.task.queries import TaskRow
from models.workdays.queries import day_kinds
from models.workdays.terms import DayKind
from ui import messages
from ui.tables.editors import parse_day
from ui.task.calendar.due_lines import DueLine, due_lines, tasks_on_days
from ui.task.calendar.due_panel import DuePanel
from ui.task.calendar.month_grid import DayLook
from ui.task.naming import step_of
from ui.task.reverse.matching import wanted_by
from ui.task.rows import Fresh
from ui.task.views.base import Room, Scope, TaskView

LISTED, CALENDAR = "list", "calendar"


class ByDeadline(TaskView):
    """Put together when it is first switched to."""

    key = "deadlines"
    word = "时限"
    tooltip = "按完成时限列出，或看月历；把任务拖到另一天就改了时限"

    def __init__(self, room: Room) -> None:
        super().__init__(room)
        self.panel: DuePanel | None = None
        self._is_stale = True
        self._rows: list[TaskRow] = []

    def _build(self) -> None:
        self.panel = panel = DuePanel(self._today(), self._today, self)
        self.fill(panel)
        action = QAction("改到另一天…", self)
        action.triggered.connect(self.ask_day)
        for table in (panel.list, panel.of_day):
            table.set_menu((action,))
            table.current_changed.connect(self._on_line_changed)
            table.activated_id.connect(self._on_line_activated)
        for model in (panel.list_model, panel.day_model):
            model.edit_requested.connect(self._on_edit_requested)
        panel.move_button.clicked.connect(self.ask_day)
        panel.mode_changed.connect(self._on_mode_changed)
        panel.grid.month_changed.connect(self._on_month_changed)
        panel.grid.day_changed.connect(self._on_day_changed)
        panel.grid.task_chosen.connect(self._on_task_chosen)
        panel.grid.task_dropped.connect(self.move_task)
        panel.grid.rows_dropped.connect(self._on_rows_dropped)

    # ---- what is shown ----------------------------------------------------------------------------------------

    @override
    def show_rows(self, fresh: Fresh, areas: frozenset[str]) -> None:
        self._is_stale = True
        if self.isVisible():
            self.refresh()

    @override
    def refresh(self) -> None:
        if self.panel is None:
            self._build()
        if self._is_stale and self.room.page.store.is_open:
            self._is_stale = False
            self._show()

    @override
    def set_scope(self, scope: Scope) -> None:
        if scope == self.scope:
            return
        self.scope = scope
        if self.isVisible() and not self._is_stale:
            self._show()
        else:
            self._is_stale = True

    def _show(self) -> None:
        assert self.panel is not None
        is_wanted = wanted_by(self.scope)
        self._rows = [row for row in self.room.rows.all if is_wanted(row)]
        self.panel.grid.today = self._today()
        self.panel.show_list(due_lines(self._rows, self._today()))
        self._show_month()
        self.count_changed.emit()

    def _show_month(self) -> None:
        assert self.panel is not None
        grid = self.panel.grid
        grid.show_days(tasks_on_days(self._rows, grid.first, grid.last, self._today()), self._looks())
        self.panel.show_month()
        self._show_day()

    def _looks(self) -> dict[date, DayLook]:
        assert self.panel is not None
        grid = self.panel.grid
        kinds = self.room.page.store.read(day_kinds, first=grid.first, last=grid.last)
        return {day: DayLook(not kind.is_working, name, kind is DayKind.MADE_UP) for day, (kind, name) in kinds.items()}

    def _show_day(self) -> None:
        assert self.panel is not None
        on_day = self.panel.grid.tasks.get(self.panel.grid.day, ())
        rows = [row for task in on_day if (row := self.room.rows.get(task.id)) is not None]
        self.panel.show_day([DueLine(row.id, None, row.title, row) for row in rows])

    @override
    def current_id(self) -> int | None:
        found = self.panel.current_table().current_id() if self.panel is not None else None
        return found if isinstance(found, int) else None

    @override
    def select(self, task_id: int) -> bool:
        """In the list its line; in the calendar its last day, or the next day on which it comes round."""
        if self.panel is None:
            return False
        if self.panel.mode == LISTED:
            return self.panel.list.select_id(task_id, "title")
        row = next((row for row in self._rows if row.id == task_id), None)
        day = self._day_of(row) if row is not None else None
        if day is None:
            return False
        self.panel.grid.choose(day)
        return self.panel.of_day.select_id(task_id, "title")

    def _day_of(self, row: TaskRow) -> date | None:
        if not row.due_every:
            return row.due_to
        today = self._today()
        days = sorted(tasks_on_days((row,), today, today + timedelta(days=400), today))
        return days[0] if days else None

    @override
    def take_keys(self) -> None:
        if self.panel is not None:
            self.panel.take_keys()

    @override
    def finds_nothing(self) -> bool:
        return self.panel is not None and not self._is_stale and not self._rows

    def _on_mode_changed(self, task_id: object) -> None:
        self.take_keys()
        if isinstance(task_id, int):
            self.select(task_id)
        self.current_changed.emit(self.current_id())

    def _on_month_changed(self, month: object) -> None:
        self._show_month()

    def _on_day_changed(self, day: object) -> None:
        self._show_day()
        self.current_changed.emit(self.current_id())

    def _on_task_chosen(self, task_id: object) -> None:
        if self.panel is not None:
            self.panel.of_day.select_id(task_id, "title")

    def _on_line_changed(self, line_id: object) -> None:
        self.current_changed.emit(self.current_id())

    def _on_line_activated(self, line_id: object) -> None:
        if isinstance(line_id, int):
            self.task_activated.emit(line_id)

    def _today(self) -> date:
        return self.room.page.context.today

    # ---- steps ------------------------------------------------------------------------------------------------

    def move_task(self, task_id: int, day: date) -> None:
        """One task is due on another day."""
        self._move([task_id], day)

    def _on_rows_dropped(self, day: date) -> None:
        self._move(self._chosen(), day)

    def ask_day(self) -> None:
        """Ask to which day the selected tasks are moved."""
        ids = self._chosen()
        if not ids:
            messages.refuse(self, Refusal("没有选中任务。", "请先选中要改时限的任务。"))
            return

        def why_not(text: str) -> Refusal | None:
            if isinstance(parse_day(text, self._today()), date):
                return None
            return Refusal(f"“{text}”不是日期。", "可以写成 2026-05-31 或 5月31日。")

        def accepted(text: str) -> None:
            day = parse_day(text, self._today())
            assert isinstance(day, date)
            self._move(ids, day)

        label = f"{len(ids)} 项任务改到哪一天" if len(ids) > 1 else "改到哪一天"
        messages.ask_text(self, "改完成时限", label, accepted, why_not=why_not, hint="例如 5月31日")

    def _chosen(self) -> list[int]:
        if self.panel is None:
            return []
        return [row_id for row_id in self.panel.current_table().selected_ids() if isinstance(row_id, int)]

    def _move(self, ids: list[int], day: date) -> None:
        row = self.room.rows.get(ids[0])
        title = f"完成时限改到{day.month}月{day.day}日"
        named = step_of(title, row.title) if len(ids) == 1 and row is not None else f"{title}：{len(ids)} 项"
        done = self.room.page.do(named, actions.move_deadlines, task_ids=ids, to=day)
        if done is not None:
            fresh = self.room.rows.get(ids[0])
            messages.say(self, f"完成时限已改为“{fresh.deadline if fresh else ''}”。", kind="ok", undo=True)
            self.select(ids[0])

    def _on_edit_requested(self, task_id: object, key: str, value: object) -> None:
        if isinstance(task_id, int):
            row = self.room.rows.get(task_id)
            edit = CellEdit(task_id, key, "" if value is None else str(value))
            self.room.page.do(step_of("修改完成时限", row.title if row else ""), actions.set_cells, edits=(edit,))

    # ---- paper ------------------------------------------------------------------------------------------------

    @override
    def print_payload(self) -> object | None:
        unit_id = self.scope.unit_id
        split = {"split": "whole"} if unit_id is None else {"split": "unit", "unit_ids": [unit_id]}
        return {"by": "deadline"} | split
