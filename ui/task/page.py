"""任务: the breakdown of the campaign in hand as a table, as a matrix, at the grid, and its phases and targets."""

from __future__ import annotations

from functools import partial
from typing import ClassVar, TypeVar

from PySide6.QtCore import QTimer
from PySide6.QtGui import QAction
from PySide6.QtWidgets import QStackedWidget
from typing_extensions import override

from models.task import actions
from models.task.rules import text_of_points
from ui import messages
from ui.page import Page
from ui.task.choices import Choices
from ui.task.filters import KEYS, TaskFilters
from ui.task.inspector import TaskInspector
from ui.task.outline import Outline
from ui.task.rows import Rows
from ui.task.table_panel import NOTHING_FOUND
from ui.task.views import VIEWS, AsMatrix, AsPlan, AsTable, ByCell, ByPerson, Room, TaskView
from ui.widgets.empty import EmptyState

INSPECTOR_DELAY_MS = 40
OUTLINE_DELAY_MS = 250
_NAMES = frozenset(("unit", "unit_alias", "person", "phase"))
_View = TypeVar("_View", bound=TaskView)


class TaskPage(Page):
    """The page where the office spends its day."""

    key = "task"
    title = "任务分解"
    areas: ClassVar[frozenset[str]] = frozenset(
        ("task", "assignment", "assignment_rule", "target", "task_person", "phase", "unit", "unit_alias", "person")
    ) | {"campaign", "grid_cell", "grid_level", "post", "tenure", "office_day"}
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
        self.inspector = TaskInspector(self, self.rows, self.choices)
        self._build_views()
        self.set_tree(self.outline)
        self.nothing = EmptyState(self)
        self.nothing.show_state(NOTHING_FOUND, icon="filter-off-outline", links=(("清除筛选", self.clear_filters),))
        self._middle = QStackedWidget(self)
        self._middle.addWidget(self._stacked)
        self._middle.addWidget(self.nothing)
        self.set_body(self._middle)
        self.set_inspector(self.inspector)
        self._build_head()
        self._build_actions()

    def _build_views(self) -> None:
        room = Room(self, self.rows, self.choices, self.inspector.grid_desk)
        self.views: dict[str, TaskView] = {kind.key: kind(room) for kind in VIEWS}
        self._stacked = QStackedWidget(self)
        for view in self.views.values():
            self._stacked.addWidget(view)
            view.current_changed.connect(self._on_current_changed)
            view.count_changed.connect(self._show_count)
            view.task_activated.connect(self._on_task_activated)
            view.whole_requested.connect(self._on_whole_requested)
        self.table = self._view_of(AsTable).panel
        self.table.whole_requested.connect(self.clear_filters)
        self.matrix = self._view_of(AsMatrix).panel
        self.cells = self._view_of(ByCell).panel
        self.plan = self._view_of(AsPlan).panel

    def _view_of(self, kind: type[_View]) -> _View:
        view = self.views[kind.key]
        assert isinstance(view, kind)
        return view

    def _build_head(self) -> None:
        self.switch = self.head.add_switch(tuple((kind.key, kind.word) for kind in VIEWS), self.show_view)
        for number, (button, kind) in enumerate(zip(self.switch.buttons(), VIEWS, strict=True), 1):
            button.setToolTip(f"{kind.tooltip or kind.word}（Alt+{number}）")
            self.add_action(
                f"task.view.{kind.key}", f"看{kind.word}", f"Alt+{number}", partial(self.show_view, kind.key)
            )
        self.filters = TaskFilters(self, self.rows, self.outline, self.table.table)
        self.filter = self.filters.line
        self.gaps, self.late, self.notices = self.filters.gaps, self.filters.late, self.filters.notices
        self.idle = self.filters.idle

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
        above = add("task.insert_above", "在上方插入", "Ctrl+=", table.insert_above, "table-row-plus-before", table)
        bulk = add("task.bulk", "批量修改…", "Ctrl+B", table.bulk.open_bulk, "pencil-box-multiple-outline", table)
        add("task.replace", "查找替换…", "Ctrl+H", table.bulk.open_replace, "find-replace")
        add("task.conditions", "按条件筛选…", "Ctrl+Shift+L", table.table.arranging.open_conditions, "filter-outline")
        self.table.table.set_menu((new, above, child, indent, outdent, bulk, delete))
        line = QAction(self)
        line.setSeparator(True)
        entries = [expand, collapse, renumber, line, *table.column_actions()]
        menu = self.head.add_menu("视图", "", entries, "展开、收起、选择列").menu()
        menu.aboutToShow.connect(table.sync_column_actions)
        self.head.add_button("打印", "printer-outline", self._on_print_requested, "打印责任分解表（Ctrl+P）")
        self.head.set_primary("新任务", "plus", self._on_new_requested, "在当前行下面加一行（Ctrl+N）")

    @override
    def _wire(self) -> None:
        self.filters.changed.connect(self._on_filters_changed)
        self.idle.toggled.connect(self._on_idle_toggled)
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
        for view in self.views.values():
            view.show_rows(fresh, areas)
        self.filters.count()
        self._show_count()
        self._inspector_delay.start()

    def _show_state(self) -> None:
        if len(self.rows) or not self._shown_view.has_tasks:
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
        view = self._shown_view
        self.head.set_count(view.count_words() or words)
        is_empty = bool(len(self.rows)) and view.has_tasks and view.finds_nothing()
        self._middle.setCurrentWidget(self.nothing if is_empty else self._stacked)

    # ---- views ------------------------------------------------------------------------------------------------

    def show_view(self, key: str) -> None:
        """One of `VIEWS`; selection and filters go along."""
        current = self._shown_view.current_id() or self.table.current_id()
        if key != AsMatrix.key:
            self.idle.setChecked(False)
        view = self.views[key]
        self.head.set_switch(self.switch, key)
        self._stacked.setCurrentWidget(view)
        self._tree.setVisible(view.has_outline)
        self.inspector_visible = view.has_tasks and bool(self.settings.get("inspector"))
        view.set_scope(self.filters.scope if key == AsTable.key else self.filters.beyond)
        view.refresh()
        self._show_state()
        self._show_count()
        view.take_keys()
        view.arrive(current)
        self._inspector_delay.start()

    def show_cells(self, task_id: object = None) -> None:
        """The duties at cells of one task."""
        self.clear_filters()
        self.show_view(ByCell.key)
        self.cells.show_task(task_id if isinstance(task_id, int) else None)

    @property
    def _shown_view(self) -> TaskView:
        view = self._stacked.currentWidget()
        assert isinstance(view, TaskView)
        return view

    @property
    def view(self) -> str:
        """Key of the view shown."""
        return self._shown_view.key

    @override
    def goto(self, record_id: int | None, payload: object = None) -> None:
        """Show a task; `payload` "gaps", "late" or "notices" presses that filter, "idle" shows units without
        a task, the key of a view that view ("cells" with the duties of the task at the grid)."""
        if payload == ByCell.key:
            self.show_cells(record_id)
            return
        if payload in KEYS:
            self.show_view(AsTable.key)
            self.filters.press(str(payload))
        elif payload == "idle":
            self.idle.setChecked(self.idle.count > 0)
        elif payload in self.views:
            self.show_view(str(payload))
        if record_id is None or self.rows.get(record_id) is None:
            return
        if not self._shown_view.has_tasks:
            self.show_view(AsTable.key)
        if self._shown_view.select(record_id):
            return
        if payload not in self.views:
            self.show_view(AsTable.key)
        self.clear_filters()
        self._shown_view.select(record_id)

    # ---- filters ----------------------------------------------------------------------------------------------

    def clear_filters(self) -> None:
        """Show every row again."""
        self.table.clear_filters()
        self.filters.clear()

    def _on_filters_changed(self) -> None:
        self._tell_scope()
        self._show_count()

    def _tell_scope(self) -> None:
        beyond = self.filters.beyond
        for view in self.views.values():
            view.set_scope(self.filters.scope if view.key == AsTable.key else beyond)

    def _on_whole_requested(self) -> None:
        self.filters.show_whole()

    def _on_idle_toggled(self, on: bool) -> None:
        """Pressed: the matrix with the idle units only; they stay while pressed, also when they get a task."""
        self.matrix.set_units(self.rows.idle_units() if on else None)
        if on:
            self.show_view(AsMatrix.key)
        else:
            self.idle.set_count(len(self.rows.idle_units()))

    def _on_outline_delay_timeout(self) -> None:
        self.outline.show_rows(self.rows.all, self.rows.units)

    # ---- the current task -------------------------------------------------------------------------------------

    def _on_current_changed(self, task_id: object) -> None:
        self._inspector_delay.start()

    def _on_inspector_delay_timeout(self) -> None:
        if self.store.is_open and self.inspector_visible and self._shown_view.has_tasks:
            task_id = self._shown_view.current_id()
            if task_id is None and self._shown_view.key != ByPerson.key:  # a person's list shows that person's tasks
                task_id = self.table.current_id()
            self.inspector.show_task(task_id)

    def _on_task_activated(self, task_id: int) -> None:
        self.show_view(AsTable.key)
        self.table.select(task_id)

    # ---- head -------------------------------------------------------------------------------------------------

    def _on_new_requested(self) -> None:
        if self._shown_view.add_new():
            return
        if self.view != AsTable.key:
            self.show_view(AsTable.key)
        self.show_body()
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
        """What the view shown prints, else the breakdown by task or the sheet of the unit chosen in the outline."""
        own = self._shown_view.print_payload()
        if own is not None:
            return own
        unit_id = self.outline.unit_id
        return {"by": "task"} if unit_id is None else {"by": "unit", "unit_ids": [unit_id]}
