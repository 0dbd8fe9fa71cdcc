"""The breakdown as a matrix task × unit: keys q z p d or a click set roles, each as one step."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from functools import partial

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QVBoxLayout, QWidget

from models.org.terms import UnitKind
from models.task import actions
from models.task.queries import MatrixUnit, TaskRow, UnitHead
from models.task.queries.matrix import matrix_of
from models.task.rules import IssueKind, sort_number
from models.task.rules.handing import why_not_in_block
from models.task.rules.load import Measure, measure_of
from models.task.terms import Role
from ui import background, messages
from ui.page import Page
from ui.style import Tone
from ui.tables.matrix import MatrixColumn, MatrixModel, MatrixRow, MatrixView
from ui.task.naming import MOST_HERE, step_of
from ui.task.reverse.unit_columns import TONES
from ui.task.rows import Fresh, Rows

Cell = tuple[int, int]  # task id, unit id


class MatrixPanel(QWidget):
    """`current_changed` carries the id of the task with the cursor, or None; `row_activated` one to open."""

    current_changed = Signal(object)
    row_activated = Signal(object)

    def __init__(self, page: Page, rows: Rows) -> None:
        super().__init__(page)
        self._page = page
        self._rows = rows
        self._is_stale = True
        self._ids: frozenset[int] | None = None
        self._only_units: tuple[UnitHead, ...] | None = None
        self._shown: tuple[MatrixRow, ...] = ()
        self._by_id: dict[int, MatrixRow] = {}
        self._units: dict[int, MatrixUnit] = {}
        self._roles: dict[Cell, tuple[str, ...]] = {}
        self._by_task: dict[int, tuple[int, ...]] = {}  # units with a role, per task
        self._places: dict[Cell, int] = {}  # at how many places of the grid, where that is so
        self.model = MatrixModel(parent=self)
        self.view = MatrixView(self.model)
        layout = QVBoxLayout(self)
        layout.setContentsMargins(0, 0, 0, 0)
        layout.addWidget(self.view)
        self._wire()

    def _wire(self) -> None:
        self.view.role_toggled.connect(self._on_view_role_toggled)
        self.view.roles_wanted.connect(self._on_view_roles_wanted)
        self.view.roles_cleared.connect(self._on_view_roles_cleared)
        self.view.current_changed.connect(self._on_view_current_changed)
        self.view.row_activated.connect(self.row_activated)

    # ---- what is shown ----------------------------------------------------------------------------------------

    def show_rows(self, fresh: Fresh) -> None:
        """Take over what was read; while hidden the matrix waits until it is shown."""
        if not self.isVisible() or self._is_stale:
            self._is_stale = True
        elif fresh.changed is None or not self._take(fresh.changed):
            self._is_stale = True
            self.refresh()

    def refresh(self) -> None:
        """Put the matrix together anew if rows changed since."""
        if not self._is_stale:
            return
        self._is_stale = False
        rows = self._wanted_rows()
        units = self._rows.units if self._only_units is None else self._only_units
        matrix = matrix_of(rows, units)
        self._units = {unit.id: unit for unit in matrix.units}
        known = self._units
        self._roles = {
            cell: tuple(role.value for role in roles) for cell, roles in matrix.roles.items() if cell[1] in known
        }
        self._by_task = {}
        for task_id, unit_id in self._roles:
            self._by_task[task_id] = (*self._by_task.get(task_id, ()), unit_id)
        self._places = {(row.id, unit_id): count for row in rows for unit_id, count in _places_of(row).items()}
        self._shown = tuple(_row_of(row) for row in rows)
        self._by_id = {row.id: row for row in self._shown}
        self._show()

    def _take(self, changed: Iterable[TaskRow]) -> bool:
        """Put a few rows in the place of their old ones; False when that is not enough."""
        for row in changed:
            shown = self._by_id.get(row.id)
            if shown is None:
                continue
            fresh = _row_of(row)
            if fresh != shown:
                return False
            self._by_id[row.id] = fresh
            roles = _roles_of(row)
            if self._only_units is not None:
                roles = {unit_id: words for unit_id, words in roles.items() if unit_id in self._units}
            elif any(unit_id not in self._units for unit_id in roles):
                return False
            for unit_id in self._by_task.get(row.id, ()):
                self._count(unit_id, self._roles.pop((row.id, unit_id)), -1)
                self._places.pop((row.id, unit_id), None)
            for unit_id, words in roles.items():
                self._roles[row.id, unit_id] = words
                self._count(unit_id, words, 1)
            self._by_task[row.id] = tuple(roles)
            self._places.update({(row.id, unit_id): count for unit_id, count in _places_of(row).items()})
        self._shown = tuple(self._by_id[row.id] for row in self._shown)
        self._show()
        return True

    def _count(self, unit_id: int, words: tuple[str, ...], step: int) -> None:
        unit = self._units[unit_id]
        leads = unit.leads + (step if Role.LEAD.value in words else 0)
        self._units[unit_id] = MatrixUnit(unit.id, unit.name, unit.short_name, unit.kind, leads, unit.tasks + step)

    def _show(self) -> None:
        counts = {unit.id: unit.tasks for unit in self._units.values() if unit.kind is not UnitKind.COLLECTIVE}
        measure = measure_of(counts) if self._ids is None else None  # of a part nothing is far more or missing
        columns = tuple(_column_of(unit, measure) for unit in self._units.values())
        self.model.set_matrix(self._shown, columns, self._roles, self._places)

    def _wanted_rows(self) -> Sequence[TaskRow]:
        """The rows wanted, each with the rows above it."""
        rows = self._rows.all
        if self._ids is None:
            return rows
        kept: set[int | None] = set()
        for row in reversed(rows):
            if row.id in self._ids or row.id in kept:
                kept |= {row.id, row.parent_id}
        return [row for row in rows if row.id in kept]

    def set_filter(self, text: str) -> None:
        self.model.set_filter(text)

    def set_ids(self, ids: frozenset[int] | None) -> None:
        """Show only these tasks; None for all."""
        if ids != self._ids:
            self._ids = ids
            self._is_stale = True
            if self.isVisible():
                self.refresh()

    def set_units(self, units: tuple[UnitHead, ...] | None) -> None:
        """Show only these columns; None for all. Kept until set anew, also when one of them gets its first task."""
        if units != self._only_units:
            self._only_units = units
            self._is_stale = True
            if self.isVisible():
                self.refresh()

    def current_id(self) -> int | None:
        task_id, _ = self.view.current()
        return task_id if isinstance(task_id, int) else None

    def select(self, task_id: int, unit_id: int | None = None) -> bool:
        """Put the cursor on a task; False when it is not shown."""
        return self.view.select(task_id, unit_id)

    # ---- steps ------------------------------------------------------------------------------------------------

    def _on_view_current_changed(self, task_id: object, unit_id: object) -> None:
        self.current_changed.emit(task_id)

    def _on_view_role_toggled(self, task_id: int, unit_id: int, word: str) -> None:
        role = next(role for role in Role if role == word)
        own = {known for known in Role if known in self._roles.get((task_id, unit_id), ())}
        title = f"{'取消' if role in own else '设为'}{role.label}单位“{self._units[unit_id].label}”"
        title = step_of(title, self._title_of(task_id))
        self._page.do(title, actions.set_roles, task_id=task_id, unit_id=unit_id, roles=own ^ {role})

    def _on_view_roles_wanted(self, cells: Sequence[Cell], word: str) -> None:
        """One role for a block; where every cell has it already it is taken."""
        role = next(role for role in Role if role == word)
        on = not all(word in self._roles.get((task_id, unit_id), ()) for task_id, unit_id in cells)
        title = f"{'设为' if on else '取消'}{role.label}单位：{len(cells)} 格"
        self._write(title, cells, role, on=on)

    def _on_view_roles_cleared(self, cells: Sequence[Cell]) -> None:
        filled = [cell for cell in cells if tuple(cell) in self._roles]
        if filled:
            tasks = {task_id for task_id, _ in filled}
            title = f"清空 {len(filled)} 格的角色"
            if len(tasks) == 1:
                title = step_of(title, self._title_of(tasks.pop()))
            self._write(title, filled, None)

    def _write(self, title: str, cells: Sequence[Cell], role: Role | None, *, on: bool = True) -> None:
        """Many cells as one step; a large block in the background."""
        refused = why_not_in_block(len(cells))
        if refused is not None:
            messages.refuse(self, refused)
            return
        action = partial(actions.set_role_in_cells, cells=list(cells), role=role, on=on)
        if len(cells) > MOST_HERE:
            background.do(self._page, self._page.store, title, action)
        else:
            self._page.do(title, action)

    def _title_of(self, task_id: int) -> str:
        row = self._rows.get(task_id)
        return row.title if row is not None else ""


def _row_of(row: TaskRow) -> MatrixRow:
    number = sort_number(row.number)
    gap = next((issue.sentence for issue in row.issues if issue.kind is IssueKind.NO_LEAD), "")
    tone = Tone.NEAR if gap else None
    return MatrixRow(
        row.id, row.parent_id, row.depth, number, row.title, row.children > 0, row.pinyin, tone=tone, tooltip=gap
    )


def _column_of(unit: MatrixUnit, measure: Measure | None) -> MatrixColumn:
    counts, words = (unit.leads, unit.tasks), f"{unit.name}（{unit.kind.label}）"
    tone = None
    if measure is not None and unit.kind is not UnitKind.COLLECTIVE:
        tone = TONES.get(measure.of(unit.tasks))
        words += f"\n{measure.words(unit.tasks, '各单位')}"
    return MatrixColumn(unit.id, unit.label, words, counts, unit.kind.label, tone)


def _places_of(row: TaskRow) -> dict[int, int]:
    """At how many places of the grid units carry the task; the most in any role."""
    places: dict[int, int] = {}
    for role in Role:
        for ref in row.units(role):
            if ref.cells:
                places[ref.unit_id] = max(places.get(ref.unit_id, 0), ref.cells)
    return places


def _roles_of(row: TaskRow) -> dict[int, tuple[str, ...]]:
    """The roles written down per unit, in the order 牵头 责任 配合 督导."""
    roles: dict[int, tuple[str, ...]] = {}
    for role in Role:
        for ref in row.units(role):
            if not ref.leads_by_rule and role.value not in roles.get(ref.unit_id, ()):
                roles[ref.unit_id] = (*roles.get(ref.unit_id, ()), role.value)
    return roles
