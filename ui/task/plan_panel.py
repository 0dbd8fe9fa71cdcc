"""Phases and targets of the campaign, two small tables edited in place."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from datetime import date
from typing import Any

from PySide6.QtCore import Qt
from PySide6.QtWidgets import QHBoxLayout, QLabel, QPushButton, QScrollArea, QVBoxLayout, QWidget

from models.task import actions, queries
from ui import messages
from ui.icons import icon
from ui.page import Page
from ui.style import px
from ui.tables.cells import Column, Paste
from ui.tables.editors import DateEditor, TextEditor
from ui.tables.rows import RowsModel
from ui.tables.view import TableView


def _day(day: date | None) -> str:
    return day.isoformat() if day is not None else ""


PHASE_COLUMNS = (
    Column("name", "阶段", lambda row: row.name, width=180, editor=TextEditor(), strong=lambda row: True),
    Column("time_words", "时间（原文）", lambda row: row.time_words, width=180, editor=TextEditor()),
    Column(
        "starts", "开始", lambda row: _day(row.starts), width=110, editor=DateEditor(), value=lambda row: row.starts
    ),
    Column("ends", "结束", lambda row: _day(row.ends), width=110, editor=DateEditor(), value=lambda row: row.ends),
    Column("tasks", "任务", lambda row: str(row.tasks or ""), width=60, align="right", muted=True),
    Column("body", "内容", lambda row: row.body, width=300, editor=TextEditor(multiline=True), stretch=True, lines=2),
)
TARGET_COLUMNS = (
    Column("indicator", "指标", lambda row: row.indicator, width=320, editor=TextEditor(), lines=2),
    Column(
        "value", "目标值", lambda row: row.value, width=180, editor=TextEditor(), required=lambda row: not row.value
    ),
    Column("task", "所属任务", lambda row: row.task or "整个专项工作", width=240, muted=True, stretch=True, lines=2),
)
_HEADINGS = {column.key: column.heading for column in (*PHASE_COLUMNS, *TARGET_COLUMNS)}


class PlanPanel(QScrollArea):
    """阶段 above, 目标 below."""

    def __init__(self, page: Page) -> None:
        super().__init__(page)
        self._page = page
        self.setWidgetResizable(True)
        self.setFrameShape(QScrollArea.Shape.NoFrame)
        self.phase_model = RowsModel(PHASE_COLUMNS, parent=self)
        self.target_model = RowsModel(TARGET_COLUMNS, parent=self)
        self.phases = TableView(self.phase_model, name="task.phases", lines=2)
        self.targets = TableView(self.target_model, name="task.targets", lines=2)
        self.phases.setAccessibleName("阶段")
        self.targets.setAccessibleName("目标")
        content = QWidget(self)
        layout = QVBoxLayout(content)
        layout.setContentsMargins(px(16), px(12), px(16), px(16))
        layout.setSpacing(px(8))
        self.add_phase = _button("添加阶段", content)
        self.add_target = _button("添加目标", content)
        layout.addLayout(_heading("阶段", "工作分几步走，各到什么时候", self.add_phase, content))
        layout.addWidget(self.phases, 2)
        layout.addSpacing(px(8))
        layout.addLayout(_heading("目标", "整个专项工作的目标；任务自己的目标值在表格里", self.add_target, content))
        layout.addWidget(self.targets, 3)
        self.setWidget(content)
        self._wire()

    def _wire(self) -> None:
        self.add_phase.clicked.connect(self.insert_phase)
        self.add_target.clicked.connect(self.insert_target)
        self.phase_model.edit_requested.connect(self._on_phase_model_edit_requested)
        self.target_model.edit_requested.connect(self._on_target_model_edit_requested)
        self.phases.delete_requested.connect(self._on_phases_delete_requested)
        self.targets.delete_requested.connect(self._on_targets_delete_requested)
        self.phases.move_requested.connect(self._on_phases_move_requested)
        self.phases.insert_requested.connect(self.insert_phase)
        self.targets.insert_requested.connect(self.insert_target)
        self.phases.paste_requested.connect(self._on_phases_paste_requested)
        self.targets.paste_requested.connect(self._on_targets_paste_requested)

    def reload(self) -> None:
        """Read both lists."""
        campaign_id = self._page.context.campaign_id
        if campaign_id is None:
            self.phase_model.set_rows(())
            self.target_model.set_rows(())
            return
        self.phase_model.set_rows(self._page.store.read(queries.phases, campaign_id=campaign_id))
        self.target_model.set_rows(self._page.store.read(queries.targets, campaign_id=campaign_id))

    def insert_phase(self, after: object = None) -> None:
        """A new phase, its name open for typing."""
        name = f"第{len(self.phase_model.rows) + 1}阶段"
        campaign_id = self._page.context.campaign_id
        done = self._page.do("添加阶段", actions.add_phase, campaign_id=campaign_id, name=name)
        if done is not None:
            self.phases.edit_cell(done.value, "name")

    def insert_target(self, after: object = None) -> None:
        """A new target of the campaign, its indicator open for typing."""
        done = self._page.do("添加目标", actions.add_target, campaign_id=self._page.context.campaign_id)
        if done is not None:
            self.targets.edit_cell(done.value, "indicator")

    def _on_phase_model_edit_requested(self, phase_id: int, key: str, value: object) -> None:
        if key in ("starts", "ends") and isinstance(value, str):
            messages.say(self, f"“{value}”不是日期。可以写成 2026-05-31 或 5月31日。", kind="warning")
            return
        change: dict[str, Any] = {key: value}
        self._page.do(f"修改阶段的{_HEADINGS[key]}", actions.update_phase, phase_id=phase_id, **change)

    def _on_target_model_edit_requested(self, target_id: int, key: str, value: object) -> None:
        change: dict[str, Any] = {key: value}
        self._page.do(f"修改{_HEADINGS[key]}", actions.update_target, target_id=target_id, **change)

    def _on_phases_delete_requested(self, ids: Sequence[int]) -> None:
        if ids:
            said = f"已删除 {len(ids)} 个阶段，其中的任务保留。"
            self._page.do("删除阶段", actions.delete_phases, phase_ids=tuple(ids), said=said)

    def _on_targets_delete_requested(self, ids: Sequence[int]) -> None:
        if ids:
            self._page.do("删除目标", actions.delete_targets, target_ids=tuple(ids), said=f"已删除 {len(ids)} 个目标。")

    def _on_phases_move_requested(self, ids: Sequence[int], delta: int) -> None:
        if len(ids) == 1:
            self._page.do("移动阶段", actions.move_phase, phase_id=ids[0], step=delta)

    def _on_phases_paste_requested(self, paste: Paste) -> None:
        self._paste("粘贴阶段", actions.paste_phases, paste)

    def _on_targets_paste_requested(self, paste: Paste) -> None:
        self._paste("粘贴目标", actions.paste_targets, paste)

    def _paste(self, title: str, action: Callable[..., None], paste: Paste) -> None:
        self._page.do(
            title,
            action,
            campaign_id=self._page.context.campaign_id,
            ids=paste.row_ids,
            columns=paste.keys,
            rows=paste.block,
        )


def _button(text: str, parent: QWidget) -> QPushButton:
    button = QPushButton(text, parent)
    button.setIcon(icon("plus"))
    button.setProperty("quiet", True)
    return button


def _heading(text: str, hint: str, button: QPushButton, parent: QWidget) -> QHBoxLayout:
    row = QHBoxLayout()
    row.setSpacing(px(12))
    for words, role in ((text, "section"), (hint, "muted")):
        label = QLabel(words, parent)
        label.setTextFormat(Qt.TextFormat.PlainText)
        label.setProperty(role, True)
        row.addWidget(label)
    row.addStretch(1)
    row.addWidget(button)
    return row
