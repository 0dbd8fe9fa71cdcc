"""The outline left of the table: 全部 and every row that has rows below it; choosing one shows only that part."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QVBoxLayout, QWidget

from models.task.queries import TaskRow
from ui.tables.cells import Column
from ui.tables.tree import TreeRowsModel
from ui.tables.view import TableView
from ui.task.columns import has_gap, is_overdue

ALL = 0


@dataclass(frozen=True, slots=True)
class Entry:
    """A line of the outline: how many rows lie under it, how many of them lack something, how many are late."""

    id: int
    parent_id: int | None
    title: str
    number: str
    count: int
    gaps: int
    late: int


def entries_of(rows: Iterable[TaskRow]) -> tuple[Entry, ...]:
    """全部, then every 大项 and every row with rows below it, in tree order. Counts are of rows without rows below."""
    found = list(rows)
    heads = [row for row in found if row.depth == 0 or row.children]
    counts = {row.id: [0, 0, 0] for row in heads}
    whole = [0, 0, 0]
    path: list[TaskRow] = []
    for row in found:
        del path[row.depth :]
        path.append(row)
        facts = (int(not row.children), int(has_gap(row)), int(is_overdue(row)))
        for sums in (whole, *(counts[above.id] for above in path if above.id in counts)):
            for at, fact in enumerate(facts):
                sums[at] += fact
    return (
        Entry(ALL, None, "全部任务", "", *whole),
        *(Entry(row.id, row.parent_id, row.title or "（未命名）", row.number, *counts[row.id]) for row in heads),
    )


COLUMNS = (
    Column("title", "任务", lambda entry: entry.title, width=170, stretch=True, tooltip=lambda entry: tooltip(entry)),
    Column("count", "项数", lambda entry: str(entry.count), width=44, align="right", muted=True),
)


def tooltip(entry: Entry) -> str:
    """Number, title and what is open there."""
    open_ = "，".join(
        part
        for part in (f"待补 {entry.gaps}" if entry.gaps else "", f"逾期 {entry.late}" if entry.late else "")
        if part
    )
    return f"{entry.number}{entry.title}\n{entry.count} 项" + (f"，{open_}" if open_ else "")


class Outline(QWidget):
    """`chosen` carries the id of the part to show, None for everything."""

    chosen = Signal(object)

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.model = TreeRowsModel(COLUMNS, parent=self)
        self.table = TableView(self.model, header=False, whole_rows=True)
        self.table.setAccessibleName("任务大纲")
        layout = QVBoxLayout(self)
        layout.setContentsMargins(0, 0, 0, 0)
        layout.addWidget(self.table)
        self._chosen: int | None = None
        self.table.current_changed.connect(self._on_table_current_changed)

    @property
    def chosen_id(self) -> int | None:
        return self._chosen

    def show_rows(self, rows: Iterable[TaskRow]) -> None:
        """New counts; the choice stays, and falls back to 全部 when its row is gone."""
        self.model.set_rows(entries_of(rows))
        if self.table.current_id() is None:
            self.table.select_id(ALL)
        if self._chosen is not None and self.model.row(self._chosen) is None:
            self._choose(None)

    def choose(self, task_id: int | None) -> None:
        """Choose a part as a click does."""
        self.table.select_id(task_id if task_id is not None else ALL)

    def _on_table_current_changed(self, entry_id: object) -> None:
        self._choose(entry_id if isinstance(entry_id, int) and entry_id != ALL else None)

    def _choose(self, task_id: int | None) -> None:
        if task_id != self._chosen:
            self._chosen = task_id
            self.chosen.emit(task_id)
