"""The view 网格 of the tasks: every duty at a cell as a row, edited like the other tables, with progress figures."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from functools import partial
from typing import Any

from PySide6.QtCore import Qt, Signal
from PySide6.QtGui import QAction
from PySide6.QtWidgets import (
    QFrame,
    QHBoxLayout,
    QLabel,
    QMenu,
    QProgressBar,
    QStackedWidget,
    QToolButton,
    QVBoxLayout,
    QWidget,
)

from models.task import actions, queries
from models.task.actions import DutyEdit
from models.task.actions.at_cells import DUTY_COLUMNS
from models.task.queries import DutyRow, RuleChanges, RuleRow
from models.task.rules import count_states
from models.task.terms import DutyState
from ui.page import Page
from ui.style import px
from ui.tables.cells import Fill, Paste
from ui.tables.rows import RowsModel
from ui.tables.view import TableView
from ui.task.choices import Choices
from ui.task.duty_columns import duty_columns, duty_search
from ui.task.grid_desk import GridDesk
from ui.task.grid_section import OfferBar, link
from ui.task.naming import step_of
from ui.widgets.empty import EmptyState


class DutiesPanel(QWidget):
    """`current_changed` carries the task's id of the row with the cursor, or None."""

    current_changed = Signal(object)
    scope_changed = Signal()

    def __init__(self, page: Page, desk: GridDesk, choices: Choices) -> None:
        super().__init__(page)
        self._page = page
        self._desk = desk
        self._is_stale = True
        self._task_id: int | None = None  # only this task
        self._ids: frozenset[int] | None = None  # only these tasks
        self._unit_id: int | None = None
        self._all: tuple[DutyRow, ...] = ()
        self._offers: tuple[RuleChanges, ...] = ()
        self._rules: tuple[RuleRow, ...] = ()
        self.model = RowsModel(duty_columns(choices), search_text=duty_search, parent=self)
        self.table = TableView(self.model, name="task.duties")
        self.table.setAccessibleName("各处网格的任务")
        self.empty = EmptyState(self)
        self._build()
        self._wire()

    def _build(self) -> None:
        self.scope = QLabel(self)
        self.scope.setTextFormat(Qt.TextFormat.PlainText)
        self.scope.setProperty("section", True)
        self.progress = QLabel(self)
        self.progress.setTextFormat(Qt.TextFormat.PlainText)
        self.progress.setProperty("muted", True)
        for label in (self.scope, self.progress):
            label.setMinimumWidth(px(40))  # the words give way, not the panels beside
        self.bar = QProgressBar(self)
        self.bar.setTextVisible(False)
        self.bar.setRange(0, 100)
        self.bar.setFixedSize(px(120), px(6))
        self.bar.setAccessibleName("完成进度")
        self.all_button = link("看全部任务", self)
        self.state_button = QToolButton(self)
        self.state_button.setText("设为 ▾")
        self.state_button.setAccessibleName("把选中的行设为")
        self.state_button.setToolTip("把选中的各处设为同一状态")
        self.state_button.setPopupMode(QToolButton.ToolButtonPopupMode.InstantPopup)
        menu = QMenu(self.state_button)
        self.state_actions = [QAction(state.label, self) for state in DutyState]
        for action, state in zip(self.state_actions, DutyState, strict=True):
            action.triggered.connect(partial(self.set_state, state))
        menu.addActions(self.state_actions)
        self.state_button.setMenu(menu)
        self.delete_action = QAction("删除（单独指定的各处）", self)
        self.delete_action.triggered.connect(self._on_delete_triggered)
        line = QAction(self)
        line.setSeparator(True)
        self.table.set_menu((*self.state_actions, line, self.delete_action))
        self.offer_bar = OfferBar(self)
        top = QFrame(self)
        first = QHBoxLayout()
        first.setSpacing(px(10))
        first.addWidget(self.scope)
        first.addWidget(self.all_button)
        first.addStretch(1)
        second = QHBoxLayout()
        second.setSpacing(px(10))
        second.addWidget(self.bar)
        second.addWidget(self.progress)
        second.addStretch(1)
        words = QVBoxLayout()
        words.setSpacing(px(2))
        words.addLayout(first)
        words.addLayout(second)
        row = QHBoxLayout(top)
        row.setContentsMargins(px(16), px(6), px(12), px(6))
        row.addLayout(words, 1)
        row.addWidget(self.state_button)
        self._stack = QStackedWidget(self)
        self._stack.addWidget(self.table)
        self._stack.addWidget(self.empty)
        layout = QVBoxLayout(self)
        layout.setContentsMargins(0, 0, 0, 0)
        layout.setSpacing(0)
        layout.addWidget(top)
        layout.addWidget(self.offer_bar)
        layout.addWidget(self._stack, 1)

    def _wire(self) -> None:
        self.model.edit_requested.connect(self._on_model_edit_requested)
        self.model.rows_replaced.connect(self._show_figures)
        self.table.current_changed.connect(self._on_table_current_changed)
        self.table.paste_requested.connect(self._on_table_paste_requested)
        self.table.fill_requested.connect(self._on_table_fill_requested)
        self.table.clear_requested.connect(self._on_table_clear_requested)
        self.table.delete_requested.connect(self._on_table_delete_requested)
        self.all_button.clicked.connect(self.show_all)
        self.offer_bar.clicked.connect(self._on_offer_bar_clicked)

    # ---- what is shown ----------------------------------------------------------------------------------------

    def forget(self) -> None:
        """Something changed: read again when next shown."""
        self._is_stale = True
        if self.isVisible():
            self.refresh()

    def refresh(self) -> None:
        """Read the duties of the campaign if they may be others now."""
        campaign_id = self._page.context.campaign_id
        if not self._is_stale or campaign_id is None or not self._page.store.is_open:
            return
        self._is_stale = False
        read, today = self._page.store.read, self._page.context.today
        self._all = read(queries.duties, campaign_id=campaign_id, day=today)
        self._offers = read(queries.changes_of_rules, campaign_id=campaign_id, day=today)
        self._rules = read(queries.rules_of_campaign, campaign_id=campaign_id, day=today)
        if self._task_id is not None and not any(row.task_id == self._task_id for row in self._all):
            self._task_id = None
        self._show()

    def _show(self) -> None:
        rows = [row for row in self._all if self._is_wanted(row)]
        self.model.set_rows(rows)
        self.table.set_column_hidden("task", self._task_id is not None)
        self._stack.setCurrentWidget(self.table if rows else self.empty)
        self.empty.show_state(
            "还没有任务落到网格。" if not self._all else "这些任务没有落到网格。",
            icon="map-marker-outline",
            note="在任务右侧的“落到网格”里点“按规则展开…”，例如每个点位由各自的管理单位负责。",
        )
        titles = {row.task_id: row.task for row in rows}
        self.scope.setText(
            titles[self._task_id] if self._task_id in titles else f"{len(titles)} 项任务" if titles else ""
        )
        self.scope.setToolTip(self.scope.text())
        self.all_button.setVisible(self._task_id is not None)
        self.offer_bar.set_offers(self._wanted_offers())
        self._show_figures()

    def _is_wanted(self, row: DutyRow) -> bool:
        if self._task_id is not None:
            return row.task_id == self._task_id
        return (self._ids is None or row.task_id in self._ids) and (
            self._unit_id is None or row.unit_id == self._unit_id
        )

    def _wanted_offers(self) -> tuple[RuleChanges, ...]:
        of_task = {rule.id: rule.task_id for rule in self._rules}
        return tuple(one for one in self._offers if self._task_id is None or of_task.get(one.id) == self._task_id)

    def _show_figures(self) -> None:
        states = count_states(row.state for row in self.model.visible_rows())
        self.progress.setText(f"{states.words}（{states.percent}%）" if states.total else "")
        self.bar.setVisible(states.total > 0)
        self.bar.setValue(states.percent)
        self.state_button.setVisible(states.total > 0)

    @property
    def shown(self) -> int:
        """How many rows the filters leave."""
        return self.model.rowCount()

    @property
    def task_id(self) -> int | None:
        """The one task shown, None for all."""
        return self._task_id

    def show_task(self, task_id: int | None) -> None:
        """Only the rows of one task; None for all."""
        self._task_id = task_id
        self.refresh()
        self._show()
        self.scope_changed.emit()

    def show_all(self) -> None:
        """Every task again."""
        self.show_task(None)

    def set_filter(self, text: str) -> None:
        self.model.set_filter(text)
        self._show_figures()

    def set_ids(self, ids: frozenset[int] | None, unit_id: int | None = None) -> None:
        """Only these tasks, and of them only one unit's rows; None for all."""
        if (ids, unit_id) != (self._ids, self._unit_id):
            self._ids, self._unit_id = ids, unit_id
            self._task_id = None
            if not self._is_stale:
                self._show()

    def current_task(self) -> int | None:
        """The task of the row with the cursor, else the one task shown."""
        row = self.model.row(self.table.current_id())
        return row.task_id if isinstance(row, DutyRow) else self._task_id

    def _on_table_current_changed(self, row_id: object) -> None:
        self.current_changed.emit(self.current_task())

    def _on_offer_bar_clicked(self) -> None:
        self._desk.show_offers(self._wanted_offers(), self._rules, with_task=self._task_id is None)

    # ---- steps ------------------------------------------------------------------------------------------------

    def set_state(self, state: DutyState, checked: bool = False) -> None:
        """The selected rows get one state."""
        self._desk.set_state(self.table.selected_ids(), state)

    def _on_model_edit_requested(self, duty_id: int, key: str, value: object) -> None:
        row = self.model.row(duty_id)
        text = "" if value is None else str(value)
        named = f"{row.task}（{row.cell}）" if isinstance(row, DutyRow) else ""
        self._desk.write(step_of(f"修改{DUTY_COLUMNS[key]}", named), [DutyEdit(duty_id, key, text)])

    def _on_table_paste_requested(self, paste: Paste) -> None:
        edits = [DutyEdit(duty_id, key, text) for duty_id, key, text in paste.cells() if duty_id is not None]
        self._desk.write(f"粘贴 {len(paste.block)} 行", edits)

    def _on_table_fill_requested(self, fill: Fill) -> None:
        source = self.model.row(fill.source_id)
        if source is None:
            return
        texts = {key: self._text_of(source, key) for key in fill.keys}
        edits = [DutyEdit(duty_id, key, texts[key]) for duty_id in fill.row_ids for key in fill.keys]
        self._desk.write(f"向下填充 {len(fill.row_ids)} 行", edits)

    def _text_of(self, row: DutyRow, key: str) -> str:
        text: Callable[[Any], str] = self.model.columns[self.model.column_of(key)].text
        return text(row)

    def _on_table_clear_requested(self, cells: Fill) -> None:
        edits = [DutyEdit(duty_id, key, "") for duty_id in cells.row_ids for key in cells.keys if key != "unit"]
        self._desk.write("清空单元格", edits)

    def _on_delete_triggered(self) -> None:
        self._on_table_delete_requested(self.table.selected_ids())

    def _on_table_delete_requested(self, duty_ids: Sequence[int]) -> None:
        if duty_ids:
            self._page.do(
                f"删除 {len(duty_ids)} 处",
                actions.delete_duties,
                duty_ids=tuple(duty_ids),
                on=self._page.context.today,
                said=f"已删除 {len(duty_ids)} 处。",
            )
