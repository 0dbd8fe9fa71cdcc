"""指标 in the inspector of a task: what it serves, what is served along, a line to type the next one."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from typing import Any

from PySide6.QtGui import QShowEvent
from PySide6.QtWidgets import QLabel, QVBoxLayout, QWidget
from typing_extensions import override

from models.errors import Refusal
from models.standard import actions, queries
from models.standard.queries import TaskIndicatorRow
from ui import messages
from ui.page import Page
from ui.style import px
from ui.tables.editors import Option
from ui.task.naming import step_of
from ui.widgets.inspector import Inspector
from ui.widgets.tie_list import Tie, TieList

AREAS = frozenset({"standard", "indicator", "indicator_link", "task_indicator"})


class IndicatorSection(QWidget):
    """Makes itself a section of `panel`; what is done to indicators elsewhere shows here too."""

    def __init__(self, page: Page, panel: Inspector) -> None:
        super().__init__(panel)
        self._page = page
        self._task_id: int | None = None
        self._title = ""
        self.rows: tuple[TaskIndicatorRow, ...] = ()
        self.hint = QLabel(self)
        self.hint.setWordWrap(True)
        self.hint.setProperty("caption", True)
        self.ties = TieList("添加指标：编号、名称的一部分或拼音首字母", self._options, parent=self)
        layout = QVBoxLayout(self)
        layout.setContentsMargins(0, px(2), 0, 0)
        layout.setSpacing(px(2))
        layout.addWidget(self.hint)
        layout.addWidget(self.ties)
        self.section = panel.add_section("承担的指标")
        self.section.add_widget(self)
        self.ties.added.connect(self._on_ties_added)
        self.ties.removed.connect(self._on_ties_removed)
        self.ties.opened.connect(self._on_ties_opened)
        self.ties.unknown.connect(self._on_ties_unknown)
        page.store.changed.connect(self._on_store_changed)

    def show_task(self, task_id: int | None, title: str = "") -> None:
        """Show the indicators of a task."""
        self._task_id, self._title = task_id, title
        if task_id is None:
            return
        self.rows = self._page.store.read(queries.indicators_of_task, task_id=task_id)
        self.ties.set_ties([_tie_of(row) for row in self.rows])
        self.hint.setText("" if self.rows else "还没有对应标准里的指标。")
        self.hint.setVisible(not self.rows)

    def _options(self) -> Sequence[Option]:
        taken = {row.id for row in self.rows}
        found = self._page.store.read(queries.indicator_choices)
        return tuple(
            Option(indicator_id, f"{no} {name}".strip(), (name, initials, no), standard)
            for indicator_id, _, no, name, initials, standard in found
            if indicator_id not in taken
        )

    # ---- steps ------------------------------------------------------------------------------------------------

    def _do(self, words: str, action: Callable[..., Any], **kw: Any) -> None:
        if self._task_id is not None:
            self._page.do(step_of(words, self._title), action, task_id=self._task_id, **kw)

    def _on_ties_added(self, indicator_id: object) -> None:
        self._do("添加指标", actions.set_task_indicators, indicator_ids=[*(row.id for row in self.rows), indicator_id])

    def _on_ties_removed(self, indicator_id: object) -> None:
        left = [row.id for row in self.rows if row.id != indicator_id]
        self._do("去掉指标", actions.set_task_indicators, indicator_ids=left)

    def _on_ties_opened(self, indicator_id: Any) -> None:
        self._page.go("standard", indicator_id)

    def _on_ties_unknown(self, text: str) -> None:
        options = self._options()
        if not options and not self.rows:
            messages.refuse(self, Refusal("还没有标准和指标。", "请先在“标准”页导入或新建。"))
            return
        messages.refuse(self, Refusal(f"“{text[:20]}”不能确定是哪个指标。", "输入编号、名称或拼音首字母，从提示里选。"))

    def _on_store_changed(self, areas: frozenset[str]) -> None:
        if areas & AREAS and self.isVisible():
            self.show_task(self._task_id, self._title)

    @override
    def showEvent(self, event: QShowEvent) -> None:
        super().showEvent(event)
        if self._page.store.is_open:
            self.show_task(self._task_id, self._title)


def _tie_of(row: TaskIndicatorRow) -> Tie:
    words = f"{row.standard} · {row.words}" if row.words and row.words != "待定" else row.standard
    caption = "\n".join((words, *(f"同时满足 {other}" for other in row.beside)))
    return Tie(row.id, row.title, caption)
