"""The breakdown as a table that is edited like a spreadsheet: each edit, paste or move is one step."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from datetime import date

from PySide6.QtCore import Signal
from PySide6.QtGui import QAction, QActionGroup
from PySide6.QtWidgets import QStackedWidget, QVBoxLayout, QWidget

from models.layouts.rules import Group
from models.task import actions, queries
from models.task.rules import text_of_points
from ui import messages
from ui.page import Page
from ui.tables.filter_bar import FilterBar
from ui.tables.layouts_menu import LayoutsMenu
from ui.tables.tree import TreeRowsModel
from ui.tables.view import TableView
from ui.task.attached import AttachedCounts
from ui.task.bulk_desk import BulkDesk
from ui.task.choices import Choices
from ui.task.columns import columns_of, search_text
from ui.task.filter_fields import filter_fields
from ui.task.rows import Fresh, Rows
from ui.task.table_steps import TableSteps
from ui.task.table_strip import TableStrip
from ui.widgets.empty import EmptyState

Predicate = Callable[[queries.TaskRow], bool]
MOST_INSERTED = 200
NOTHING_FOUND = "没有符合条件的任务。"


class TablePanel(QWidget):
    """Table and the steps made in it. `current_changed` carries the task's id or None; `whole_requested` asks the page
    to take its filters back; `count_changed` when other rows are shown."""

    current_changed = Signal(object)
    whole_requested = Signal()
    count_changed = Signal()

    def __init__(self, page: Page, rows: Rows, choices: Choices) -> None:
        super().__init__(page)
        self._page = page
        self._rows = rows
        self._attached = AttachedCounts(page.store, self)
        self.model = TreeRowsModel(
            (*columns_of(choices, self._today, rows.sums_of), self._attached.column()),
            tree_column="title",
            group=_is_group,
            search_text=search_text,
            parent=self,
        )
        self.table = TableView(self.model, name="task.table", lines=2)
        self.table.set_draggable(True, grip="no")
        self.table.setAccessibleName("任务分解表")
        self._column_actions = QActionGroup(self)
        self._column_actions.setExclusionPolicy(QActionGroup.ExclusionPolicy.None_)
        self.table.arrangement.today = self._today
        self.table.arrangement.add_fields(*filter_fields())
        self.steps = TableSteps(page, rows, self.table)
        self.bulk = BulkDesk(page, rows, choices, self.table, self.steps)
        self.layouts = LayoutsMenu(page, self.table)
        self.strip = TableStrip(self.table, self.layouts, self.bulk, rows)
        self.filter_bar = FilterBar(self)
        self._counted: set[int] = set()  # tasks whose own 分值 stands in the sum
        self._is_started = False  # the layout to start with was taken
        layout = QVBoxLayout(self)
        layout.setContentsMargins(0, 0, 0, 0)
        layout.setSpacing(0)
        layout.addWidget(self.strip)
        layout.addWidget(self.filter_bar)
        self.nothing = EmptyState(self)
        self.nothing.show_state(
            NOTHING_FOUND, icon="filter-off-outline", links=(("清除筛选", self.whole_requested.emit),)
        )
        self._middle = QStackedWidget(self)  # the strip stays above, so that the filter can be changed
        self._middle.addWidget(self.table)
        self._middle.addWidget(self.nothing)
        layout.addWidget(self._middle)
        self._wire()

    def _wire(self) -> None:
        self.table.current_changed.connect(self.current_changed)
        self._attached.changed.connect(self.table.viewport().update)
        self.table.delete_requested.connect(self._on_table_delete_requested)
        self.table.move_requested.connect(self._on_table_move_requested)
        self.table.indent_requested.connect(self._on_table_indent_requested)
        self.table.drop_requested.connect(self._on_table_drop_requested)
        self.table.insert_requested.connect(self.insert_below)
        self.table.arrangement.changed.connect(self._on_arrangement_changed)
        self.steps.added.connect(self.hold)
        self.filter_bar.cleared.connect(self.whole_requested)
        self.filter_bar.edit_requested.connect(self.table.arranging.open_conditions)
        self.model.modelReset.connect(self._show_filter)
        self._page.store.opened.connect(self._on_store_opened)
        self._column_actions.triggered.connect(self._on_column_action_triggered)

    # ---- what is shown ----------------------------------------------------------------------------------------

    def show_rows(self, fresh: Fresh) -> None:
        """Take over what was read."""
        if fresh.changed is None:
            self.model.set_rows(self._rows.all)
        else:
            self.model.update_rows(fresh.changed)
        if not self._is_started and len(self._rows):
            self._is_started = True
            self.table.restore()
            self.layouts.start()
        self._show_filter()
        self._tell_covered_points()

    def _tell_covered_points(self) -> None:
        """A task that has just got its first item no longer counts with its own 分值: say so, as the sum changes."""
        covered = [row for row in self._rows.all if row.id in self._counted and row.children]
        self._counted = {row.id for row in self._rows.all if row.points and not row.children}
        if covered:
            more = f"等 {len(covered)} 项任务" if len(covered) > 1 else ""
            points = text_of_points(sum(row.points or 0 for row in covered))
            messages.say(self, f"“{covered[0].title[:20]}”{more}有了小项，自己的 {points} 分不再计入合计。", undo=True)

    def set_filter(self, text: str) -> None:
        self.model.set_filter(text)

    def set_predicate(self, predicate: Predicate | None) -> None:
        self.model.set_predicate(predicate)

    @property
    def shown(self) -> int:
        """How many rows the filters find (rows kept only above them do not count); all without a filter."""
        return self.model.found

    def clear_filters(self) -> None:
        """Take the filters of the columns away; those of the page are its own."""
        if not self.table.arrangement.filters.is_empty:
            self.table.arrangement.set_filters(Group())

    def hold(self, task_ids: Sequence[int]) -> None:
        """Rows just added stay in sight, whatever the filters say, until a filter changes."""
        if self.model.is_filtered:
            self.model.hold(task_ids)
            self.count_changed.emit()

    def _show_filter(self) -> None:
        total, found = len(self._rows), self.model.found
        held = sum(self.model.index_of(task_id).isValid() for task_id in self.model.held) if self.model.held else 0
        self.filter_bar.show_state(found, total, held, self.table.arrangement.sentence())
        self._middle.setCurrentWidget(self.nothing if total and not found else self.table)

    def _on_arrangement_changed(self) -> None:
        self._show_filter()
        self.count_changed.emit()

    def _on_store_opened(self) -> None:
        self._is_started = False

    def current_id(self) -> int | None:
        found: int | None = self.table.current_id()
        return found

    def select(self, task_id: int, key: str | None = None) -> bool:
        """Show and select a row, opening what is above it; False when a filter hides it."""
        self.model.reveal(task_id)
        if not self.model.index_of(task_id).isValid():
            return False
        self.table.select_id(task_id, key)
        return True

    # ---- rows -------------------------------------------------------------------------------------------------

    def insert_below(self, after_id: object = None) -> None:
        """A new empty row after a row (default: the current one, else at the end), its title open for typing."""
        chosen = after_id if isinstance(after_id, int) else self.current_id()
        after = self._rows.get(chosen)
        self._add(parent_id=after.parent_id if after else None, after_id=after.id if after else None)

    def insert_above(self) -> None:
        """As many new rows above the selected ones as are selected, the first title open for typing."""
        chosen = self.table.selected_ids()
        first = self._rows.get(chosen[0]) if chosen else None
        if first is None:
            self.insert_below()
            return
        count = min(MOST_INSERTED, sum(self._is_beside(task_id, first) for task_id in chosen))
        done = self._page.do(
            "添加任务" if count == 1 else f"插入 {count} 行",
            actions.insert_tasks,
            campaign_id=self._page.context.campaign_id,
            count=count,
            parent_id=first.parent_id,
            before_id=first.id,
        )
        if done is not None:
            self.hold(done.value)
            self.start_typing(done.value[0])

    def _is_beside(self, task_id: int, first: queries.TaskRow) -> bool:
        row = self._rows.get(task_id)
        return row is not None and row.parent_id == first.parent_id

    def insert_child(self) -> None:
        """A new 小项 at the end of the current row."""
        current = self._rows.get(self.current_id())
        if current is None:
            self.insert_below()
            return
        self.model.expand(current.id)
        self._add(parent_id=current.id, after_id=None)

    def _add(self, parent_id: int | None, after_id: int | None) -> None:
        done = self._page.do(
            "添加任务",
            actions.add_task,
            campaign_id=self._page.context.campaign_id,
            parent_id=parent_id,
            after_id=after_id,
        )
        if done is not None:
            self.hold((done.value,))
            self.start_typing(done.value)

    def start_typing(self, task_id: int) -> None:
        """Open the title of a row."""
        if self.select(task_id, "title"):
            self.table.edit_cell(task_id, "title")

    def delete_selected(self) -> None:
        """Delete the selected rows with what is below them."""
        self._on_table_delete_requested(self.table.selected_ids())

    def indent_selected(self) -> None:
        self._on_table_indent_requested(self.table.selected_ids(), 1)

    def outdent_selected(self) -> None:
        self._on_table_indent_requested(self.table.selected_ids(), -1)

    def expand_all(self) -> None:
        self.model.expand_all()

    def collapse_all(self) -> None:
        self.model.collapse_all()

    def column_actions(self) -> list[QAction]:
        """One checkable action per column, for the view menu."""
        found: list[QAction] = []
        for column in self.model.columns:
            if column.key == "title":
                continue
            action = QAction(column.heading, self)
            action.setCheckable(True)
            action.setData(column.key)
            action.setChecked(not self.table.is_column_hidden(column.key))
            found.append(action)
            self._column_actions.addAction(action)
        return found

    def sync_column_actions(self) -> None:
        """Tick the columns shown (they are remembered, and known only once the table was shown)."""
        for action in self._column_actions.actions():
            action.setChecked(not self.table.is_column_hidden(str(action.data())))

    def _on_column_action_triggered(self, action: QAction) -> None:
        self.table.set_column_hidden(str(action.data()), not action.isChecked())

    # ---- steps ------------------------------------------------------------------------------------------------

    def write(self, task_id: int, key: str, text: str) -> None:
        """One cell, as text."""
        self.steps.write(task_id, key, text)

    def _on_table_delete_requested(self, task_ids: Sequence[int]) -> None:
        if not task_ids:
            return
        gone = set().union(*(self._rows.below(task_id) for task_id in task_ids))
        follower = self._after(gone)
        said = f"已删除 {len(gone)} 项任务。"
        title = self.steps.step(f"删除 {len(gone)} 项任务", tuple(gone))
        done = self._page.do(title, actions.delete_tasks, task_ids=tuple(task_ids), said=said)
        if done is not None and follower is not None:
            self.select(follower)

    def _after(self, gone: set[int]) -> int | None:
        """The row to stand on once `gone` are gone: the next one, else the one before."""
        shown = [row.id for row in self.model.visible_rows()]
        places = [place for place, task_id in enumerate(shown) if task_id in gone]
        if not places:
            return None
        later = [task_id for task_id in shown[places[-1] + 1 :] if task_id not in gone]
        earlier = [task_id for task_id in shown[: places[0]] if task_id not in gone]
        return later[0] if later else earlier[-1] if earlier else None

    def _on_table_move_requested(self, task_ids: Sequence[int], delta: int) -> None:
        if self._refuses_to_move():
            return
        title = self.steps.step("上移任务" if delta < 0 else "下移任务", task_ids)
        self._page.do(title, actions.shift_tasks, task_ids=tuple(task_ids), step=delta)

    def _refuses_to_move(self) -> bool:
        """Under a sorted column the place of a row means nothing."""
        if self.model.is_sorted:
            messages.say(self, "现在按列排序，不能移动任务。再点列头回到原来的顺序后移动。", kind="warning")
        return self.model.is_sorted

    def _on_table_indent_requested(self, task_ids: Sequence[int], delta: int) -> None:
        if not task_ids:
            return
        if delta < 0:
            self._page.do(self.steps.step("升级任务", task_ids), actions.outdent_tasks, task_ids=tuple(task_ids))
            return
        current = self.current_id()
        done = self._page.do(self.steps.step("降级任务", task_ids), actions.indent_tasks, task_ids=tuple(task_ids))
        if done is not None:
            self.model.expand(done.value)
            if current is not None:
                self.select(current, self.table.current_key())

    def _on_table_drop_requested(self, task_ids: Sequence[int], target_id: int, where: str) -> None:
        if self._refuses_to_move():
            return
        target = self._rows.get(target_id)
        if target is None:
            parent_id, before_id = None, None
        elif where == "on":
            parent_id, before_id = target.id, None
        else:
            parent_id, before_id = target.parent_id, target.id
            if where == "below":
                before_id = self._next_sibling(target, set(task_ids))
        done = self._page.do(
            self.steps.step(f"移动 {len(task_ids)} 项任务", task_ids),
            actions.move_tasks,
            task_ids=tuple(task_ids),
            parent_id=parent_id,
            before_id=before_id,
        )
        if done is not None and parent_id is not None:
            self.model.expand(parent_id)

    def _next_sibling(self, row: queries.TaskRow, moved: set[int]) -> int | None:
        passed = False
        for other in self._rows.all:
            if passed and other.parent_id == row.parent_id and other.id not in moved:
                return other.id
            passed = passed or other.id == row.id
        return None

    def _today(self) -> date:
        return self._page.context.today


def _is_group(row: queries.TaskRow) -> bool:
    return row.children > 0
