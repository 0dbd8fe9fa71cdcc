"""The outline left of the table: by 大项 or by unit; choosing a line shows only that part of the breakdown."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QButtonGroup, QFrame, QHBoxLayout, QPushButton, QVBoxLayout, QWidget

from models.task.queries import TaskRow, UnitHead
from models.task.terms import Role
from ui.style import px
from ui.tables.cells import Column
from ui.tables.tree import TreeRowsModel
from ui.tables.view import TableView
from ui.task.columns import has_gap, is_overdue

ALL = 0


@dataclass(frozen=True, slots=True)
class Entry:
    """A line of the outline (a task or a unit): how many rows lie under it, how many lack something or are late."""

    id: int
    parent_id: int | None
    title: str
    number: str
    count: int
    gaps: int
    late: int


def entries_of(rows: Iterable[TaskRow]) -> tuple[Entry, ...]:
    """全部, then every 大项 and every row with rows below it, in tree order.

    全部 counts every row, as the head of the page does; the others count the rows without rows below.
    """
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
    whole[0] = len(found)
    return (
        Entry(ALL, None, "全部任务", "", *whole),
        *(Entry(row.id, row.parent_id, row.title or "（未命名）", row.number, *counts[row.id]) for row in heads),
    )


COLUMNS = (
    Column("title", "任务", lambda entry: entry.title, width=170, stretch=True, tooltip=lambda entry: tooltip(entry)),
    Column("count", "项数", lambda entry: str(entry.count), width=44, align="right", muted=True),
)
BY = (("task", "按大项"), ("unit", "按单位"))


def unit_entries_of(rows: Iterable[TaskRow], units: Iterable[UnitHead]) -> tuple[Entry, ...]:
    """全部, then every unit that a task names, in official order."""
    found = list(rows)
    counts: dict[int, list[int]] = {}
    for row in found:
        facts = (1, int(has_gap(row)), int(is_overdue(row)))
        for unit_id in {ref.unit_id for role in Role for ref in row.units(role)}:
            sums = counts.setdefault(unit_id, [0, 0, 0])
            for at, fact in enumerate(facts):
                sums[at] += fact
    whole = entries_of(found)[0]
    named = (Entry(unit.id, None, unit.label, "", *counts[unit.id]) for unit in units if unit.id in counts)
    return (whole, *named)


def tooltip(entry: Entry) -> str:
    """Number, title and what is open there."""
    open_ = "，".join(
        part
        for part in (f"待补 {entry.gaps}" if entry.gaps else "", f"逾期 {entry.late}" if entry.late else "")
        if part
    )
    return f"{entry.number}{entry.title}\n{entry.count} 项" + (f"，{open_}" if open_ else "")


class Outline(QWidget):
    """`chosen` says that another part is to be shown: see `task_id` and `unit_id`."""

    chosen = Signal()

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._by = "task"
        self._rows: tuple[TaskRow, ...] = ()
        self._units: tuple[UnitHead, ...] = ()
        self._chosen: int | None = None
        self.model = TreeRowsModel(COLUMNS, parent=self)
        self.table = TableView(self.model, header=False, whole_rows=True)
        self.table.setAccessibleName("任务大纲")
        layout = QVBoxLayout(self)
        layout.setContentsMargins(0, 0, 0, 0)
        layout.setSpacing(0)
        layout.addWidget(self._switch())
        layout.addWidget(self.table, 1)
        self.table.current_changed.connect(self._on_table_current_changed)

    def _switch(self) -> QWidget:
        frame = QFrame(self)
        frame.setProperty("segments", True)
        row = QHBoxLayout(frame)
        row.setContentsMargins(0, 0, 0, 0)
        row.setSpacing(0)
        self.buttons = QButtonGroup(frame)
        for key, text in BY:
            button = QPushButton(text, frame)
            button.setCheckable(True)
            button.setChecked(key == self._by)
            button.setProperty("segment", True)
            button.setProperty("key", key)
            self.buttons.addButton(button)
            row.addWidget(button, 1)
        self.buttons.buttonClicked.connect(self._on_buttons_clicked)
        holder = QWidget(self)
        around = QHBoxLayout(holder)
        around.setContentsMargins(px(8), px(6), px(8), px(6))
        around.addWidget(frame)
        return holder

    @property
    def task_id(self) -> int | None:
        """The task whose part is to be shown, None for everything."""
        return self._chosen if self._by == "task" else None

    @property
    def unit_id(self) -> int | None:
        """The unit whose tasks are to be shown, None for everything."""
        return self._chosen if self._by == "unit" else None

    @property
    def part(self) -> str:
        """What the line chosen is called; empty for everything."""
        entry = self.model.row(self._chosen) if self._chosen is not None else None
        return f"{entry.number}{entry.title}" if isinstance(entry, Entry) else ""

    def show_rows(self, rows: tuple[TaskRow, ...], units: tuple[UnitHead, ...]) -> None:
        """New counts; the choice stays, and falls back to 全部 when its line is gone."""
        self._rows, self._units = rows, units
        self.model.set_rows(entries_of(rows) if self._by == "task" else unit_entries_of(rows, units))
        if self.table.current_id() is None:
            self.table.select_id(ALL)
        if self._chosen is not None and self.model.row(self._chosen) is None:
            self._choose(None)

    def choose(self, entry_id: int | None) -> None:
        """Choose a line as a click does; None is 全部."""
        self.table.select_id(entry_id if entry_id is not None else ALL)

    def arrange_by(self, key: str) -> None:
        """大项 or units; everything is shown again."""
        if key == self._by:
            return
        self.choose(None)
        self._by = key
        for button in self.buttons.buttons():
            button.setChecked(button.property("key") == key)
        self.show_rows(self._rows, self._units)

    def _on_buttons_clicked(self, button: QPushButton) -> None:
        self.arrange_by(str(button.property("key")))

    def _on_table_current_changed(self, entry_id: object) -> None:
        self._choose(entry_id if isinstance(entry_id, int) and entry_id != ALL else None)

    def _choose(self, entry_id: int | None) -> None:
        if entry_id != self._chosen:
            self._chosen = entry_id
            self.chosen.emit()
