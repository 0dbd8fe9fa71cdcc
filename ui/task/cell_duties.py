"""任务 in the inspector of a cell: what units do there, with states; a click opens the task among its other cells."""

from __future__ import annotations

from PySide6.QtCore import Qt
from PySide6.QtWidgets import QLabel, QVBoxLayout, QWidget

from models.task.queries import DutyRow, cell_duties
from models.task.rules import count_states
from models.task.terms import DutyState
from ui.page import Page
from ui.style import Tone
from ui.widgets.inspector import Inspector
from ui.widgets.rowlist import ListRow, RowList

MOST_SHOWN = 12
_TONES = {DutyState.DONE: Tone.OK, DutyState.DOING: Tone.NEAR}


class CellDuties(QWidget):
    """Made into a folding section of `panel`; `show_cell(id)` reads the duties of a cell (or, of an area without any,
    those of the cells below it)."""

    def __init__(self, page: Page, panel: Inspector) -> None:
        super().__init__(panel)
        self._page = page
        self.list = RowList(self, height=28)
        self.words = QLabel(self)
        self.words.setTextFormat(Qt.TextFormat.PlainText)
        self.words.setWordWrap(True)
        self.words.setProperty("caption", True)
        layout = QVBoxLayout(self)
        layout.setContentsMargins(0, 0, 0, 0)
        layout.setSpacing(0)
        layout.addWidget(self.words)
        layout.addWidget(self.list)
        self.section = panel.add_section("任务")
        self.section.add_widget(self)
        self.list.row_activated.connect(self._on_list_row_activated)

    def show_cell(self, cell_id: int, *, below: bool = False) -> None:
        """The duties at a cell today; with `below` those of every cell under it, summed up by task."""
        rows = self._page.store.read(cell_duties, cell_id=cell_id, day=self._page.context.today, below=below)
        by_task: dict[int, list[DutyRow]] = {}
        for row in rows:
            by_task.setdefault(row.task_id, []).append(row)
        shown = [self._row_of(found) for found in list(by_task.values())[:MOST_SHOWN]]
        more = len(by_task) - len(shown)
        self.list.set_rows(shown)
        self.list.setVisible(bool(shown))
        where = "这里和下面各处" if below else "这里"
        self.words.setText((f"还有 {more} 项" if more > 0 else "") if shown else f"{where}还没有任务落到网格。")
        self.words.setVisible(bool(self.words.text()))
        self.section.set_title(f"任务（{len(by_task)}）" if by_task else "任务")

    def _row_of(self, rows: list[DutyRow]) -> ListRow:
        first = rows[0]
        if len(rows) == 1:
            role = "" if first.role.value == "responsible" else f"（{first.role.label}）"
            return ListRow(first.task_id, first.task, f"{first.unit}{role}", first.state.label, _TONES.get(first.state))
        states = count_states(row.state for row in rows)
        whole = Tone.OK if states.percent == 100 else None
        return ListRow(first.task_id, first.task, f"{states.total} 处", f"完成 {states.percent}%", whole)

    def _on_list_row_activated(self, task_id: object) -> None:
        if isinstance(task_id, int):
            self._page.go("task", task_id, "cells")
