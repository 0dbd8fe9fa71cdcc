"""矩阵: tasks down, units across."""

from __future__ import annotations

from typing_extensions import override

from ui.task.matrix_panel import MatrixPanel
from ui.task.rows import Fresh
from ui.task.views.base import Room, Scope, TaskView


class AsMatrix(TaskView):
    """Put together anew only when shown."""

    key = "matrix"
    word = "矩阵"
    tooltip = "任务 × 单位：Q 牵头、Z 责任、P 配合、D 督导"

    def __init__(self, room: Room) -> None:
        super().__init__(room)
        self.panel = MatrixPanel(room.page, room.rows)
        self.fill(self.panel)
        self.panel.current_changed.connect(self.current_changed)
        self.panel.row_activated.connect(self.task_activated)

    @override
    def show_rows(self, fresh: Fresh, areas: frozenset[str]) -> None:
        self.panel.show_rows(fresh)

    @override
    def refresh(self) -> None:
        self.panel.refresh()

    @override
    def set_scope(self, scope: Scope) -> None:
        self.scope = scope
        self.panel.set_filter(scope.text)
        self.panel.set_ids(scope.ids)

    @override
    def current_id(self) -> int | None:
        return self.panel.current_id()

    @override
    def select(self, task_id: int) -> bool:
        return self.panel.select(task_id)

    @override
    def arrive(self, task_id: int | None) -> None:
        rows = self.room.rows.all
        if task_id is not None or rows:
            self.panel.select(task_id or rows[0].id)

    @override
    def take_keys(self) -> None:
        self.panel.view.setFocus()

    @override
    def finds_nothing(self) -> bool:
        self.panel.refresh()  # it does not bring itself up to date behind other words
        return not self.panel.model.rows
