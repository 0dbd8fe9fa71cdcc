"""阶段: the phases and targets of the campaign."""

from __future__ import annotations

from typing_extensions import override

from ui.task.plan_panel import PlanPanel
from ui.task.rows import Fresh
from ui.task.views.base import Room, TaskView


class AsPlan(TaskView):
    """Not about single tasks: outline and inspector give way."""

    key = "plan"
    word = "阶段"
    tooltip = "阶段与目标"
    has_tasks = False
    has_outline = False

    def __init__(self, room: Room) -> None:
        super().__init__(room)
        self.panel = PlanPanel(room.page)
        self.fill(self.panel)

    @override
    def show_rows(self, fresh: Fresh, areas: frozenset[str]) -> None:
        if self.isVisible() or areas & {"phase", "target"}:
            self.panel.reload()

    @override
    def refresh(self) -> None:
        self.panel.reload()

    @override
    def add_new(self) -> bool:
        self.panel.insert_phase()
        return True
