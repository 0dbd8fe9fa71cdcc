"""The strip over the task table: named layouts, filter, sort, columns, changes to many rows; what is selected."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

from PySide6.QtCore import QSize, Qt, QTimer
from PySide6.QtGui import QResizeEvent
from PySide6.QtWidgets import QFrame, QHBoxLayout, QLabel, QSizePolicy, QToolButton
from typing_extensions import override

from models.task.queries import TaskRow
from models.task.rules import text_of_points
from ui.icons import icon
from ui.style import px
from ui.tables.layouts_menu import LayoutsMenu
from ui.tables.view import TableView
from ui.task.bulk_desk import BulkDesk
from ui.task.rows import Rows

DELAY_MS = 40
MOST_PARTS = 3


class TableStrip(QFrame):
    """Left what arranges the table, right the sums of the selection."""

    def __init__(self, table: TableView, layouts: LayoutsMenu, bulk: BulkDesk, rows: Rows) -> None:
        super().__init__()
        self.setObjectName("tableStrip")
        self._table = table
        self._layouts = layouts
        self._rows = rows
        row = QHBoxLayout(self)
        row.setContentsMargins(px(12), px(2), px(16), px(2))
        row.setSpacing(px(2))
        self._row = row
        self.layouts = self._button("方案", "table-cog", None, "表格方案：列、顺序、冻结、排序和筛选一起保存，随时切换")
        self.layouts.setPopupMode(QToolButton.ToolButtonPopupMode.InstantPopup)
        self.layouts.setMenu(layouts.menu)
        desk = table.arranging
        self._button(
            "筛选", "filter-outline", desk.open_conditions, "按条件筛选（Ctrl+Shift+L）；点列头的箭头可以按值筛选"
        )
        self._button("排序", "sort", desk.open_sort, "按几列排序；点列头排序，按住 Shift 再点另一列头")
        self._button("列", "table-column", desk.open_columns, "选择列、改变顺序、冻结")
        self._button("批量修改", "pencil-box-multiple-outline", bulk.open_bulk, "给选中的任务改同一项内容（Ctrl+B）")
        self._button("查找替换", "find-replace", bulk.open_replace, "在文字列里查找和替换（Ctrl+H）")
        self.sums = QLabel("", self)
        self.sums.setTextFormat(Qt.TextFormat.PlainText)
        self.sums.setProperty("muted", True)
        self.sums.setAccessibleName("选中的合计")
        self.sums.setAlignment(Qt.AlignmentFlag.AlignRight | Qt.AlignmentFlag.AlignVCenter)
        self.sums.setSizePolicy(QSizePolicy.Policy.Ignored, QSizePolicy.Policy.Preferred)
        row.addWidget(self.sums, 1)
        self._delay = QTimer(self)
        self._delay.setSingleShot(True)
        self._delay.setInterval(DELAY_MS)
        self._delay.timeout.connect(self._show_sums)
        table.selection_changed.connect(self._on_table_selection_changed)
        table.rows_model.rows_replaced.connect(self._delay.start)
        table.rows_model.dataChanged.connect(self._delay.start)
        layouts.changed.connect(self._show_layout)
        self._show_layout()

    def words(self) -> tuple[str, str]:
        """选中 12 格 · 分值合计 35, and the same by 大项 (one on a line); empty for a single cell."""
        cells, ids = self._table.selected_count, self._table.selected_ids()
        if cells < 2:
            return "", ""
        rows = [row for task_id in ids if (row := self._rows.get(task_id)) is not None]
        said = f"选中 {cells} 格" + (f" · {len(rows)} 项" if len(rows) > 1 else "")
        counted = self._counted(rows)
        total = sum(row.points or 0 for row in counted)
        if not total or len(rows) < 2:
            return said, ""
        parts: dict[str, int] = {}
        for row in counted:
            if row.points:
                title = self._big_of(row).title or "未命名"
                parts[title] = parts.get(title, 0) + row.points
        each = [f"{title} {text_of_points(points)}" for title, points in parts.items()]
        said += f" · 分值合计 {text_of_points(total)}"
        if 1 < len(each) <= MOST_PARTS:
            said += f"（{'，'.join(each)}）"
        return said, "\n".join(each)

    @staticmethod
    def _counted(rows: list[TaskRow]) -> list[TaskRow]:
        """Rows whose points count: those of a row over other selected ones are theirs already."""
        above = {row.parent_id for row in rows}
        return [row for row in rows if row.id not in above]

    def _big_of(self, row: TaskRow) -> TaskRow:
        while (above := self._rows.get(row.parent_id)) is not None:
            row = above
        return row

    def _show_sums(self) -> None:
        """The longest form that finds room: with the 大项, without, the sum alone."""
        said, each = self.words()
        forms = (said, said.split("（")[0], said.split("（")[0].split(" · ")[-1])
        room, known = self.sums.width(), self.sums.fontMetrics()
        self.sums.setText(next((form for form in forms if known.horizontalAdvance(form) <= room), forms[-1]))
        self.sums.setToolTip(f"{said.split('（')[0]}\n{each}" if each else said)

    @override
    def resizeEvent(self, event: QResizeEvent) -> None:
        super().resizeEvent(event)
        self._delay.start()

    def _on_table_selection_changed(self, ids: tuple[int, ...]) -> None:
        self._delay.start()

    def _show_layout(self) -> None:
        self.layouts.setText(f"{self._layouts.words} ▾")

    def _button(self, text: str, name: str, slot: Callable[[], Any] | None, tooltip: str) -> QToolButton:
        button = QToolButton(self)
        button.setText(text)
        button.setIcon(icon(name))
        button.setIconSize(QSize(px(16), px(16)))
        button.setToolButtonStyle(Qt.ToolButtonStyle.ToolButtonTextBesideIcon)
        button.setToolTip(tooltip)
        button.setAccessibleName(text)
        button.setFocusPolicy(Qt.FocusPolicy.TabFocus)
        if slot is not None:
            button.clicked.connect(slot)
        self._row.addWidget(button)
        return button
