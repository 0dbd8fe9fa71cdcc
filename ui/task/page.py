"""任务: the breakdown of the campaign in hand as a table, as a matrix, at the grid, and its phases and targets."""

from __future__ import annotations

from typing import ClassVar

from PySide6.QtCore import QTimer
from PySide6.QtGui import QAction
from PySide6.QtWidgets import QStackedWidget
from typing_extensions import override

from models.task import actions
from models.task.queries import TaskRow
from models.task.rules import text_of_points
from ui import messages
from ui.page import Page
from ui.task.choices import Choices
from ui.task.duties_panel import DutiesPanel
from ui.task.inspector import TaskInspector
from ui.task.matrix_panel import MatrixPanel
from ui.task.outline import Outline
from ui.task.plan_panel import PlanPanel
from ui.task.rows import Rows
from ui.task.table_panel import TablePanel
from ui.widgets.empty import EmptyState

VIEWS = (("table", "表格"), ("matrix", "矩阵"), ("cells", "网格"), ("plan", "阶段与目标"))
INSPECTOR_DELAY_MS = 40
OUTLINE_DELAY_MS = 250
FILTERS = ("gaps", "late", "notices")  # of rows; "idle" is one of columns
_NAMES = frozenset(("unit", "unit_alias", "person", "phase"))


class TaskPage(Page):
    """The page where the office spends its day."""

    key = "task"
    title = "任务分解"
    areas: ClassVar[frozenset[str]] = frozenset(
        ("task", "assignment", "assignment_rule", "target", "task_person", "phase", "unit", "unit_alias", "person")
    ) | {"campaign", "grid_cell", "grid_level"}
    needs_campaign = True

    @override
    def _build(self) -> None:
        self.rows = Rows(self.store)
        self.choices = Choices(self.context)
        self._changed_areas: frozenset[str] = self.areas
        self._campaign_id: int | None = None
        self._inspector_delay = QTimer(self)  # the cursor moves freely; the inspector follows when it rests
        self._inspector_delay.setSingleShot(True)
        self._inspector_delay.setInterval(INSPECTOR_DELAY_MS)
        self._outline_delay = QTimer(self)  # its counts need all rows; typing does not wait for them
        self._outline_delay.setSingleShot(True)
        self._outline_delay.setInterval(OUTLINE_DELAY_MS)
        self.outline = Outline(self)
        self.table = TablePanel(self, self.rows, self.choices)
        self.matrix = MatrixPanel(self, self.rows)
        self.plan = PlanPanel(self)
        self.inspector = TaskInspector(self, self.rows, self.choices)
        self.cells = DutiesPanel(self, self.inspector.grid_desk, self.choices)
        self._views = QStackedWidget(self)
        for view in (self.table, self.matrix, self.cells, self.plan):
            self._views.addWidget(view)
        self.set_tree(self.outline)
        self.nothing = EmptyState(self)
        self.nothing.show_state(
            "没有符合条件的任务。", icon="filter-off-outline", links=(("清除筛选", self.clear_filters),)
        )
        self._middle = QStackedWidget(self)
        self._middle.addWidget(self._views)
        self._middle.addWidget(self.nothing)
        self.set_body(self._middle)
        self.set_inspector(self.inspector)
        self._build_head()
        self._build_actions()

    def _build_head(self) -> None:
        self.switch = self.head.add_switch(VIEWS, self.show_view)
        self.filter = self.head.add_filter("筛选任务、单位、备注…")
        self.gaps = self.head.add_notice("gaps", "待补", "near")
        self.late = self.head.add_notice("late", "逾期", "overdue")
        self.notices = self.head.add_notice("notices", "留意", "reminder")
        self.idle = self.head.add_notice("idle", "无任务单位", "reminder")
        self.idle.setToolTip("在矩阵里只看一项任务也没有的单位，可以直接分派")
        self.gaps.setToolTip("只看缺任务内容、牵头单位或完成时限的任务")
        self.late.setToolTip("只看完成时限已过的任务")
        self.notices.setToolTip("只看几个单位共同牵头、或同一单位列了几次的任务")

    def _build_actions(self) -> None:
        add, table = self.add_action, self.table
        new = add("task.new", "新任务", "Ctrl+N", self._on_new_requested, "plus")
        child = add("task.new_child", "新小项", "Alt+Insert", table.insert_child, "subdirectory-arrow-right")
        indent = add("task.indent", "降级", "Alt+Right", table.indent_selected, "format-indent-increase", table)
        outdent = add("task.outdent", "升级", "Alt+Left", table.outdent_selected, "format-indent-decrease", table)
        delete = add("task.delete", "删除任务", "Ctrl+-", table.delete_selected, "delete-outline", table)
        expand = add("task.expand_all", "全部展开", "Ctrl+Shift+E", table.expand_all, "unfold-more-horizontal")
        collapse = add("task.collapse_all", "全部收起", "Ctrl+Shift+W", table.collapse_all, "unfold-less-horizontal")
        renumber = add("task.renumber", "按公文层次重新编号", "", self._on_renumber_requested, "format-list-numbered")
        self.table.table.set_menu((new, child, indent, outdent, delete))
        line = QAction(self)
        line.setSeparator(True)
        entries = [expand, collapse, renumber, line, *table.column_actions()]
        menu = self.head.add_menu("视图", "", entries, "展开、收起、选择列").menu()
        menu.aboutToShow.connect(table.sync_column_actions)
        self.head.add_button("打印", "printer-outline", self._on_print_requested, "打印责任分解表（Ctrl+P）")
        self.head.set_primary("新任务", "plus", self._on_new_requested, "在当前行下面加一行（Ctrl+N）")

    @override
    def _wire(self) -> None:
        self.head.filter_changed.connect(self._on_filter_changed)
        for notice in (self.gaps, self.late, self.notices):
            notice.toggled.connect(self._on_notice_toggled)
        self.idle.toggled.connect(self._on_idle_toggled)
        self.outline.chosen.connect(self._on_outline_chosen)
        self.table.current_changed.connect(self._on_current_changed)
        self.table.table.selection_changed.connect(self._on_selection_changed)
        self.matrix.current_changed.connect(self._on_current_changed)
        self.matrix.row_activated.connect(self._on_matrix_row_activated)
        self.cells.current_changed.connect(self._on_current_changed)
        self.cells.scope_changed.connect(self._show_count)
        self.inspector.grid.rows_requested.connect(self.show_cells)
        self._inspector_delay.timeout.connect(self._on_inspector_delay_timeout)
        self._outline_delay.timeout.connect(self._on_outline_delay_timeout)
        self.store.closed.connect(self._on_store_closed)

    # ---- reading ----------------------------------------------------------------------------------------------

    @override
    def _on_store_opened(self) -> None:
        self._changed_areas = self.areas
        self.rows.forget()
        super()._on_store_opened()

    @override
    def _on_store_changed(self, areas: frozenset[str]) -> None:
        self._changed_areas |= areas
        super()._on_store_changed(areas)

    def _on_store_closed(self) -> None:
        self._inspector_delay.stop()
        self._outline_delay.stop()
        self.inspector.show_task(None)

    @override
    def reload(self) -> None:
        areas, self._changed_areas = self._changed_areas, frozenset()
        is_other = self._campaign_id != self.context.campaign_id
        self._campaign_id = self.context.campaign_id
        if areas & _NAMES or is_other:
            self.choices.forget()
        fresh = self.rows.read(self.context.campaign_id, self.context.today)
        if fresh.changed is None:
            self.outline.show_rows(self.rows.all, self.rows.units)
            self._show_state()
            if is_other:
                self.idle.setChecked(False)
                self.clear_filters()
        elif fresh.changed:
            self._outline_delay.start()
        self.table.show_rows(fresh)
        self.matrix.show_rows(fresh)
        self.cells.forget()
        if self._views.currentWidget() is self.plan or areas & {"phase", "target"}:
            self.plan.reload()
        self.gaps.set_count(len(self.rows.gaps))
        self.late.set_count(len(self.rows.late))
        self.notices.set_count(len(self.rows.notices))
        if not self.idle.isChecked():
            self.idle.set_count(len(self.rows.idle_units()))
        self._show_count()
        self._inspector_delay.start()

    def _show_state(self) -> None:
        if len(self.rows) or self._views.currentWidget() is self.plan:
            self.show_body()
            return
        self.show_empty(
            "这项专项工作还没有任务。",
            "新任务",
            self._on_new_requested,
            "导入一份工作方案",
            self._on_import_requested,
            icon="format-list-checks",
            note="可以一行一行录入，也可以从 WPS 或 Excel 复制整块表格粘贴进来。",
        )

    def _show_count(self) -> None:
        total, shown = len(self.rows), self.table.shown
        points = f" · {text_of_points(self.rows.points)} 分" if self.rows.points else ""
        words = (f"{shown} / {total} 项" if shown != total else f"{total} 项") + points
        self.head.set_count(f"{self.cells.shown} 处" if self.view == "cells" else words)
        self._middle.setCurrentWidget(self.nothing if self._finds_nothing() else self._views)

    def _finds_nothing(self) -> bool:
        """The filters leave no task in the view shown."""
        if not len(self.rows) or self.view in ("cells", "plan"):
            return False
        if self.view == "matrix":
            self.matrix.refresh()  # it does not bring itself up to date behind other words
            return not self.matrix.model.rows
        return not self.table.shown

    # ---- views ------------------------------------------------------------------------------------------------

    def show_view(self, key: str) -> None:
        """表格, 矩阵, 网格 or 阶段与目标; selection and filters go along."""
        current = self._current_id()
        if key != "matrix":
            self.idle.setChecked(False)
        view = {"table": self.table, "matrix": self.matrix, "cells": self.cells, "plan": self.plan}[key]
        self.head.set_switch(self.switch, key)
        self._views.setCurrentWidget(view)
        is_plan = view is self.plan
        self._tree.setVisible(not is_plan)
        self.inspector_visible = not is_plan and bool(self.settings.get("inspector"))
        if is_plan:
            self.plan.reload()
        if view in (self.matrix, self.cells):
            view.refresh()
        self._show_state()
        self._show_count()
        if view is self.table:
            self.table.table.setFocus()
            if current is not None:
                self.table.select(current)
        elif view is self.matrix:
            self.matrix.view.setFocus()
            first = self.rows.all[0].id if len(self.rows) else None
            if current is not None or first is not None:
                self.matrix.select(current or first or 0)
        elif view is self.cells:
            self.cells.table.setFocus()
        self._inspector_delay.start()

    def show_cells(self, task_id: object = None) -> None:
        """The duties at cells of one task."""
        self.clear_filters()
        self.show_view("cells")
        self.cells.show_task(task_id if isinstance(task_id, int) else None)

    @property
    def view(self) -> str:
        """Key of the view shown."""
        return VIEWS[self._views.currentIndex()][0]

    def _current_id(self) -> int | None:
        if self.view == "cells":
            return self.cells.current_task() or self.table.current_id()
        return self.matrix.current_id() if self.view == "matrix" else self.table.current_id()

    @override
    def goto(self, record_id: int | None, payload: object = None) -> None:
        """Show a task; `payload` "gaps", "late" or "notices" presses that filter, "idle" shows units without
        a task, "matrix" or "plan" is a view, "cells" the duties of the task at the grid."""
        if payload == "cells":
            self.show_cells(record_id)
            return
        if payload in FILTERS:
            self.show_view("table")
            for key in FILTERS:
                notice = getattr(self, key)
                notice.setChecked(key == payload)
        elif payload == "idle":
            self.idle.setChecked(self.idle.count > 0)
        elif payload in ("matrix", "plan"):
            self.show_view(str(payload))
        if record_id is None or self.rows.get(record_id) is None:
            return
        if self.view == "plan":
            self.show_view("table")
        if self.view == "matrix":
            self.matrix.select(record_id)
        elif not self.table.select(record_id):
            self.clear_filters()
            self.table.select(record_id)

    # ---- filters ----------------------------------------------------------------------------------------------

    def clear_filters(self) -> None:
        """Show every row again."""
        self.filter.clear()
        for key in FILTERS:
            getattr(self, key).setChecked(False)
        self.outline.choose(None)
        self._on_filter_changed("")
        self._apply_filters()

    def _on_filter_changed(self, text: str) -> None:
        self.table.set_filter(text)
        self.matrix.set_filter(text)
        self.cells.set_filter(text)
        self._show_count()

    def _on_notice_toggled(self, on: bool) -> None:
        self._apply_filters()

    def _on_idle_toggled(self, on: bool) -> None:
        """Pressed: the matrix with the idle units only; they stay while pressed, also when they get a task."""
        self.matrix.set_units(self.rows.idle_units() if on else None)
        if on:
            self.show_view("matrix")
        else:
            self.idle.set_count(len(self.rows.idle_units()))

    def _on_outline_chosen(self) -> None:
        self._apply_filters()

    def _on_outline_delay_timeout(self) -> None:
        self.outline.show_rows(self.rows.all, self.rows.units)

    def _apply_filters(self) -> None:
        marked = [
            ids
            for notice, ids in (
                (self.gaps, self.rows.gaps),
                (self.late, self.rows.late),
                (self.notices, self.rows.notices),
            )
            if notice.isChecked()
        ]
        part: set[int] | None = None
        if self.outline.task_id is not None:
            part = self.rows.below(self.outline.task_id)
        elif self.outline.unit_id is not None:
            part = self.rows.naming(self.outline.unit_id)
        if not marked and part is None:
            self.table.set_predicate(None)
            self.matrix.set_ids(None)
            self.cells.set_ids(None)
        else:
            wanted = set().union(*marked) if marked else None
            ids = part if wanted is None else wanted if part is None else wanted & part
            assert ids is not None

            def is_wanted(row: TaskRow) -> bool:
                return row.id in ids

            self.table.set_predicate(is_wanted)
            self.matrix.set_ids(frozenset(ids))
            self.cells.set_ids(frozenset(ids), self.outline.unit_id)
        self._show_count()

    # ---- the current task -------------------------------------------------------------------------------------

    def _on_current_changed(self, task_id: object) -> None:
        self._inspector_delay.start()

    def _on_inspector_delay_timeout(self) -> None:
        if self.store.is_open and self.inspector_visible and self.view != "plan":
            self.inspector.show_task(self._current_id())

    def _on_matrix_row_activated(self, task_id: int) -> None:
        self.show_view("table")
        self.table.select(task_id)

    def _on_selection_changed(self, ids: tuple[int, ...]) -> None:
        count, points = self.table.selected_points()
        if count > 1 and points:
            self.head.set_count(f"已选 {count} 项 · 分值合计 {text_of_points(points)}")
        else:
            self._show_count()

    # ---- head -------------------------------------------------------------------------------------------------

    def _on_new_requested(self) -> None:
        if self.view == "plan":
            self.plan.insert_phase()
            return
        if self.view in ("matrix", "cells"):
            self.show_view("table")
        self.show_body()
        if self.table.shown != len(self.rows):
            self.clear_filters()
        self.table.insert_below()

    def _on_import_requested(self) -> None:
        self.go("intake")

    def _on_renumber_requested(self) -> None:
        done = self.do("重新编号", actions.renumber_tasks, campaign_id=self.context.campaign_id)
        if done is None:
            return
        if done.value:
            messages.say(self, f"已把 {done.value} 个手写序号改为自动编号。", kind="ok", undo=True)
        else:
            messages.say(self, "所有序号已经按公文层次自动编排，没有需要改的。")

    def _on_print_requested(self) -> None:
        self.go("printing", None, self.print_payload())

    @override
    def print_payload(self) -> object | None:
        """The breakdown by task, or the sheet of the unit chosen in the outline."""
        unit_id = self.outline.unit_id
        return {"by": "task"} if unit_id is None else {"by": "unit", "unit_ids": [unit_id]}
