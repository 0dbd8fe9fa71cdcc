"""The section 责任 of a cell's inspector: each role with its people, since when, from where; add, change, end."""

from __future__ import annotations

from datetime import date
from functools import partial

from PySide6.QtCore import Qt
from PySide6.QtWidgets import QGridLayout, QHBoxLayout, QLabel, QMenu, QPushButton, QToolButton, QVBoxLayout, QWidget

from models.grid.queries import CellRow
from models.grid.queries.watch_rows import WatchRoleRow, WatchRow
from models.org.rules import is_valid_on, masked
from ui.grid.duty_columns import span_words, watch_words
from ui.grid.duty_steps import DutySteps
from ui.icons import icon
from ui.style import px
from ui.widgets.inspector import LABEL_WIDTH


class DutyPanel(QWidget):
    """`show_cell` fills it; without steps (`set_steps`) it stays empty."""

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._steps: DutySteps | None = None
        self._cell: CellRow | None = None
        self._shown: object = None
        self._with_past = False
        self._layout = QVBoxLayout(self)
        self._layout.setContentsMargins(0, 0, 0, 0)
        self._layout.setSpacing(0)
        self._box: QWidget | None = None

    def set_steps(self, steps: DutySteps) -> None:
        """What does the work."""
        self._steps = steps

    def show_cell(self, cell: CellRow) -> None:
        """The people of a cell."""
        if self._cell is None or self._cell.id != cell.id:
            self._with_past = False
        self._cell = cell
        self.refresh()

    def refresh(self) -> None:
        """Fill anew when something is another."""
        if self._steps is None or self._cell is None:
            return
        rows = self._steps.watches_at(self._cell)
        past = self._past(rows) if self._with_past else ()
        content = (self._cell.id, self._cell.level_id, self._steps.roles, rows, past, self._with_past)
        if content == self._shown:
            return
        self._shown = content
        self._fill(rows, past)

    def _past(self, rows: tuple[WatchRow, ...]) -> tuple[WatchRow, ...]:
        assert self._steps is not None and self._cell is not None
        now = {row.id for row in rows if row.from_id is None}
        return tuple(row for row in self._steps.all_of(self._cell.id) if row.id not in now)

    def _fill(self, rows: tuple[WatchRow, ...], past: tuple[WatchRow, ...]) -> None:
        assert self._steps is not None and self._cell is not None
        box = QWidget(self)
        grid = QGridLayout(box)
        grid.setContentsMargins(0, 0, 0, 0)
        grid.setHorizontalSpacing(px(4))
        grid.setVerticalSpacing(px(4))
        grid.setColumnMinimumWidth(0, px(LABEL_WIDTH))
        grid.setColumnStretch(1, 1)
        for role in self._steps.roles:
            held = [row for row in rows if row.role_id == role.id]
            old = [row for row in past if row.role_id == role.id]
            if self._cell.level_id in role.level_ids or held or old:
                self._add_role(grid, role, held, old)
        if not self._steps.roles:
            grid.addWidget(_words("还没有设置角色。", "muted", box), 0, 0, 1, 2)
        else:
            words = "不看以往记录" if self._with_past else "以往和将来的记录"
            link = QPushButton(words, box)
            link.setProperty("link", True)
            link.clicked.connect(self._on_past_clicked)
            line = QHBoxLayout()
            line.setContentsMargins(px(LABEL_WIDTH) + px(4), 0, 0, 0)
            line.addWidget(link)
            line.addStretch(1)
            grid.addLayout(line, grid.rowCount(), 0, 1, 2)
            if self._with_past and not past:
                grid.addWidget(_words("没有以往或将来的记录。", "caption", box), grid.rowCount(), 1)
        if self._box is not None:
            self._layout.removeWidget(self._box)
            self._box.hide()
            self._box.deleteLater()
        self._box = box
        self._layout.addWidget(box)

    def _add_role(self, grid: QGridLayout, role: WatchRoleRow, held: list[WatchRow], old: list[WatchRow]) -> None:
        assert self._cell is not None
        place = grid.rowCount()
        label = _words(role.name, "fieldLabel", self)
        label.setWordWrap(True)
        label.setFixedWidth(px(LABEL_WIDTH))
        label.setAlignment(Qt.AlignmentFlag.AlignTop | Qt.AlignmentFlag.AlignLeft)
        label.setContentsMargins(0, px(5), 0, 0)
        label.setToolTip(role.duty)
        lines = QVBoxLayout()
        lines.setContentsMargins(px(9), 0, 0, 0)
        lines.setSpacing(px(2))
        for row in held:
            lines.addWidget(self._line(row, over=False))
        for row in old:
            lines.addWidget(self._line(row, over=True))
        if self._cell.level_id in role.level_ids:
            own = any(row.from_id is None for row in held)
            lines.addLayout(self._adding(role, bool(held), own))
        grid.addWidget(label, place, 0)
        grid.addLayout(lines, place, 1)

    def _adding(self, role: WatchRoleRow, is_held: bool, own: bool) -> QHBoxLayout:
        assert self._cell is not None
        line = QHBoxLayout()
        line.setSpacing(px(8))
        if not is_held:
            missing = self._cell.level_id in role.required_ids
            words = _words("待补" if missing else "无", "muted", self)
            if missing:
                words.setProperty("tone", "near")
            line.addWidget(words)
        add = QPushButton("添加" if own or not is_held else "单独设置", self)
        add.setProperty("link", True)
        add.setAccessibleName(f"添加{role.name}")
        add.setToolTip("" if own or not is_held else "给这个网格单独设置，不再随上级")
        add.clicked.connect(partial(self._on_add_clicked, role))
        line.addWidget(add)
        line.addStretch(1)
        return line

    def _line(self, row: WatchRow, *, over: bool) -> QWidget:
        line = QWidget(self)
        layout = QHBoxLayout(line)
        layout.setContentsMargins(0, px(2), 0, 0)
        layout.setSpacing(px(4))
        column = QVBoxLayout()
        column.setSpacing(0)
        muted = over or row.from_id is not None
        name = _words(row.holder, "muted" if muted else "", line)
        name.setWordWrap(True)
        name.setToolTip(watch_words(row, row.cell_id))
        column.addWidget(name)
        if words := _second(row, over=over):
            second = _words(words, "caption", line)
            second.setWordWrap(True)
            column.addWidget(second)
        layout.addLayout(column, 1)
        if row.from_id is None:
            layout.addWidget(self._menu(row, line), 0, Qt.AlignmentFlag.AlignTop)
        return line

    def _menu(self, row: WatchRow, parent: QWidget) -> QToolButton:
        button = QToolButton(parent)
        button.setIcon(icon("dots-horizontal"))
        button.setAccessibleName(f"{row.role} {row.holder}的操作")
        button.setPopupMode(QToolButton.ToolButtonPopupMode.InstantPopup)
        button.setProperty("quiet", True)
        menu = QMenu(button)
        menu.addAction("更换…").triggered.connect(partial(self._on_swap_triggered, row))
        menu.addAction("结束…").triggered.connect(partial(self._on_end_triggered, row))
        menu.addAction("修改…").triggered.connect(partial(self._on_change_triggered, row))
        menu.addAction("删除").triggered.connect(partial(self._on_delete_triggered, row))
        button.setMenu(menu)
        return button

    # ---- slots ------------------------------------------------------------------------------------------------

    def _on_past_clicked(self) -> None:
        self._with_past = not self._with_past
        self.refresh()

    def _on_add_clicked(self, role: WatchRoleRow, checked: bool = False) -> None:
        if self._steps is not None and self._cell is not None:
            self._steps.add(self._cell.id, self._cell.name, role, self._cell.level_id)

    def _on_swap_triggered(self, row: WatchRow, checked: bool = False) -> None:
        if self._steps is not None:
            self._steps.swap_here(row)

    def _on_end_triggered(self, row: WatchRow, checked: bool = False) -> None:
        if self._steps is not None:
            self._steps.end(row)

    def _on_change_triggered(self, row: WatchRow, checked: bool = False) -> None:
        if self._steps is not None and self._cell is not None:
            self._steps.change(row, self._cell.level_id)

    def _on_delete_triggered(self, row: WatchRow, checked: bool = False) -> None:
        if self._steps is not None:
            self._steps.delete(row)


def _second(row: WatchRow, *, over: bool) -> str:
    """The grey line under a name: post or unit, since when, phone; where it comes from."""
    parts = []
    if row.from_id is not None:
        parts.append(f"继承自 {row.from_name}")
    elif over:
        parts.append("将来" if not _began(row) else "已结束")
    if row.person and (row.post or row.unit):
        parts.append(row.post or row.unit)
    if words := span_words(row):
        parts.append(words)
    if row.phone and row.from_id is None and not over:
        parts.append(masked(row.phone))
    return " · ".join(parts)


def _began(row: WatchRow) -> bool:
    return is_valid_on(row.valid_from, None, date.today())


def _words(text: str, look: str, parent: QWidget) -> QLabel:
    label = QLabel(text, parent)
    label.setTextFormat(Qt.TextFormat.PlainText)
    if look:
        label.setProperty(look, True)
    return label
