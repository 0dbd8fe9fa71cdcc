"""表格: the breakdown edited like a spreadsheet."""

from __future__ import annotations

from typing_extensions import override

from models.task.queries import TaskRow
from ui.task.rows import Fresh
from ui.task.table_panel import TablePanel
from ui.task.views.base import Room, Scope, TaskView


class AsTable(TaskView):
    """The view the page opens with."""

    key = "table"
    word = "表格"

    def __init__(self, room: Room) -> None:
        super().__init__(room)
        self.panel = TablePanel(room.page, room.rows, room.choices)
        self.fill(self.panel)
        self.panel.current_changed.connect(self.current_changed)
        self.panel.count_changed.connect(self.count_changed)

    @override
    def show_rows(self, fresh: Fresh, areas: frozenset[str]) -> None:
        self.panel.show_rows(fresh)

    @override
    def set_scope(self, scope: Scope) -> None:
        old, self.scope = self.scope, scope
        if scope.text != old.text:
            self.panel.set_filter(scope.text)
        if scope.ids != old.ids:
            ids = scope.ids

            def is_wanted(row: TaskRow) -> bool:
                return ids is None or row.id in ids

            self.panel.set_predicate(None if ids is None else is_wanted)

    @override
    def current_id(self) -> int | None:
        return self.panel.current_id()

    @override
    def select(self, task_id: int) -> bool:
        return self.panel.select(task_id)

    @override
    def take_keys(self) -> None:
        self.panel.table.setFocus()
