"""The breakdown as a matrix task × unit: keys q z p d or a click set roles, each as one step."""

from __future__ import annotations

from collections.abc import Sequence

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QVBoxLayout, QWidget

from models.task import actions, queries
from models.task.queries import Matrix, TaskRow
from models.task.queries.matrix import matrix_of
from models.task.rules import sort_number
from models.task.terms import Role
from ui.page import Page
from ui.tables.matrix import MatrixColumn, MatrixModel, MatrixRow, MatrixView
from ui.task.rows import Fresh, Rows


class MatrixPanel(QWidget):
    """`current_changed` carries the id of the task with the cursor, or None."""

    current_changed = Signal(object)

    def __init__(self, page: Page, rows: Rows) -> None:
        super().__init__(page)
        self._page = page
        self._rows = rows
        self._is_stale = True
        self._ids: frozenset[int] | None = None
        self._units: dict[int, str] = {}
        self.model = MatrixModel(parent=self)
        self.view = MatrixView(self.model)
        self.view.setAccessibleName("任务与单位矩阵")
        layout = QVBoxLayout(self)
        layout.setContentsMargins(0, 0, 0, 0)
        layout.addWidget(self.view)
        self._current: int | None = None
        self._wire()

    def _wire(self) -> None:
        self.view.role_toggled.connect(self._on_view_role_toggled)
        self.view.roles_cleared.connect(self._on_view_roles_cleared)
        self.view.current_changed.connect(self._on_view_current_changed)

    # ---- what is shown ----------------------------------------------------------------------------------------

    def show_rows(self, fresh: Fresh) -> None:
        """Take over what was read; the matrix is put together when it is shown."""
        self._is_stale = True
        if self.isVisible():
            self.refresh()

    def refresh(self) -> None:
        """Put the matrix together again if rows changed since."""
        if not self._is_stale:
            return
        self._is_stale = False
        units = self._page.store.read(queries.units_in_order, on=self._page.context.today)
        matrix = matrix_of(self._shown_rows(), units)
        self._units = {unit.id: unit.label for unit in matrix.units}
        self.model.set_matrix(_rows_of(matrix), _columns_of(matrix), _roles_of(matrix))

    def _shown_rows(self) -> Sequence[TaskRow]:
        """The rows wanted, each with the rows above it."""
        rows = self._rows.all
        if self._ids is None:
            return rows
        kept: set[int] = set()
        for row in reversed(rows):
            if row.id in self._ids or row.id in kept:
                kept.add(row.id)
                if row.parent_id is not None:
                    kept.add(row.parent_id)
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

    def current_id(self) -> int | None:
        return self._current

    def select(self, task_id: int, unit_id: int | None = None) -> None:
        """Put the cursor on a task."""
        self.view.select(task_id, unit_id)

    # ---- steps ------------------------------------------------------------------------------------------------

    def _on_view_current_changed(self, task_id: object, unit_id: object) -> None:
        self._current = task_id if isinstance(task_id, int) else None
        self.current_changed.emit(self._current)

    def _on_view_role_toggled(self, task_id: int, unit_id: int, role_value: str) -> None:
        role = next(role for role in Role if role == role_value)
        row = self._rows.get(task_id)
        if row is None:
            return
        own = {
            known for known in Role if any(ref.unit_id == unit_id and not ref.leads_by_rule for ref in row.units(known))
        }
        title = f"{'取消' if role in own else '设为'}{role.label}：{self._units.get(unit_id, '')}"
        self._page.do(title, actions.set_roles, task_id=task_id, unit_id=unit_id, roles=own ^ {role})

    def _on_view_roles_cleared(self, cells: Sequence[tuple[int, int]]) -> None:
        filled = [cell for cell in cells if self.model.roles_at(*cell)]
        if filled:
            title = f"清空 {len(filled)} 格的角色"
            self._page.do(title, actions.set_role_in_cells, cells=filled, role=None)


def _rows_of(matrix: Matrix) -> list[MatrixRow]:
    return [
        MatrixRow(row.id, row.parent_id, row.depth, sort_number(row.number), row.title, row.children > 0)
        for row in matrix.tasks
    ]


def _columns_of(matrix: Matrix) -> list[MatrixColumn]:
    return [
        MatrixColumn(
            unit.id,
            unit.label,
            f"{unit.name}（{unit.kind.label}）\n牵头 {unit.leads} 项，共 {unit.tasks} 项任务",
            (unit.leads, unit.tasks),
        )
        for unit in matrix.units
    ]


def _roles_of(matrix: Matrix) -> dict[tuple[int, int], tuple[str, ...]]:
    return {cell: tuple(role.value for role in roles) for cell, roles in matrix.roles.items()}
