"""网格: every duty at a cell of the grid as a row."""

from __future__ import annotations

from typing_extensions import override

from ui.task.duties_panel import DutiesPanel
from ui.task.rows import Fresh
from ui.task.views.base import Room, Scope, TaskView


class ByCell(TaskView):
    """Reads for itself, when shown."""

    key = "cells"
    word = "网格"
    tooltip = "任务落到网格的每一处：单位、状态、完成日期"

    def __init__(self, room: Room) -> None:
        super().__init__(room)
        self.panel = DutiesPanel(room.page, room.grid_desk, room.choices)
        self.fill(self.panel)
        self.panel.current_changed.connect(self.current_changed)
        self.panel.scope_changed.connect(self.count_changed)

    @override
    def show_rows(self, fresh: Fresh, areas: frozenset[str]) -> None:
        self.panel.forget()

    @override
    def refresh(self) -> None:
        self.panel.refresh()

    @override
    def set_scope(self, scope: Scope) -> None:
        self.scope = scope
        self.panel.set_filter(scope.text)
        self.panel.set_ids(scope.ids, scope.unit_id if scope.ids is not None else None)

    @override
    def current_id(self) -> int | None:
        return self.panel.current_task()

    @override
    def take_keys(self) -> None:
        self.panel.table.setFocus()

    @override
    def count_words(self) -> str:
        return f"{self.panel.shown} 处"

    @override
    def print_payload(self) -> object | None:
        unit_id = self.scope.unit_id
        split = {"split": "whole"} if unit_id is None else {"split": "unit", "unit_ids": [unit_id]}
        return {"by": "cell"} | split if self.panel.shown else None
