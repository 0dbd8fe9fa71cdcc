"""The breakdown as a table that is edited like a spreadsheet: each edit, paste or move is one step."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from datetime import date

from PySide6.QtCore import Signal
from PySide6.QtGui import QAction, QActionGroup
from PySide6.QtWidgets import QVBoxLayout, QWidget

from models.blocks import has_headings
from models.task import actions, queries
from models.task.actions import CellEdit
from models.task.actions.writer import COLUMNS
from models.task.terms import Role
from ui import messages
from ui.page import Page
from ui.tables.cells import Fill, Paste
from ui.tables.tree import TreeRowsModel
from ui.tables.view import TableView
from ui.task.choices import Choices
from ui.task.columns import columns_of, search_text
from ui.task.naming import NamingDesk, step_of
from ui.task.rows import Fresh, Rows

Predicate = Callable[[queries.TaskRow], bool]


class TablePanel(QWidget):
    """Table and the steps made in it. `current_changed` carries the task's id or None."""

    current_changed = Signal(object)

    def __init__(self, page: Page, rows: Rows, choices: Choices) -> None:
        super().__init__(page)
        self._page = page
        self._rows = rows
        self._desk = NamingDesk(page)
        self.model = TreeRowsModel(
            columns_of(choices, self._today, rows.sums_of),
            tree_column="title",
            group=_is_group,
            search_text=search_text,
            parent=self,
        )
        self.table = TableView(self.model, name="task.table", lines=2)
        self.table.set_draggable(True)
        self.table.setAccessibleName("任务分解表")
        self._column_actions = QActionGroup(self)
        self._column_actions.setExclusionPolicy(QActionGroup.ExclusionPolicy.None_)
        layout = QVBoxLayout(self)
        layout.setContentsMargins(0, 0, 0, 0)
        layout.addWidget(self.table)
        self._wire()

    def _wire(self) -> None:
        self.model.edit_requested.connect(self._on_model_edit_requested)
        self.table.current_changed.connect(self.current_changed)
        self.table.paste_requested.connect(self._on_table_paste_requested)
        self.table.fill_requested.connect(self._on_table_fill_requested)
        self.table.clear_requested.connect(self._on_table_clear_requested)
        self.table.delete_requested.connect(self._on_table_delete_requested)
        self.table.move_requested.connect(self._on_table_move_requested)
        self.table.indent_requested.connect(self._on_table_indent_requested)
        self.table.drop_requested.connect(self._on_table_drop_requested)
        self.table.chip_removed.connect(self._on_table_chip_removed)
        self.table.insert_requested.connect(self.insert_below)
        self._column_actions.triggered.connect(self._on_column_action_triggered)

    # ---- what is shown ----------------------------------------------------------------------------------------

    def show_rows(self, fresh: Fresh) -> None:
        """Take over what was read."""
        if fresh.changed is None:
            self.model.set_rows(self._rows.all)
        else:
            self.model.update_rows(fresh.changed)

    def set_filter(self, text: str) -> None:
        self.model.set_filter(text)

    def set_predicate(self, predicate: Predicate | None) -> None:
        self.model.set_predicate(predicate)

    @property
    def shown(self) -> int:
        """How many rows the filters leave (with the rows above them); all of them without a filter."""
        return self.model.rowCount() if self.model.is_filtered else len(self._rows)

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

    def selected_points(self) -> tuple[int, int]:
        """How many rows are selected, and the sum of their 分值 (1/100)."""
        rows = [row for task_id in self.table.selected_ids() if (row := self._rows.get(task_id)) is not None]
        return len(rows), sum(row.points or 0 for row in rows)

    # ---- steps ------------------------------------------------------------------------------------------------

    def _on_model_edit_requested(self, task_id: int, key: str, value: object) -> None:
        self.write(task_id, key, "" if value is None else str(value))

    def write(self, task_id: int, key: str, text: str) -> None:
        """One cell, as text."""
        edit = CellEdit(task_id, key, text)
        named = self._title_of(task_id) or (text if key == "title" else "")
        self._desk.do(step_of(f"修改{COLUMNS[key]}", named), actions.set_cells, edits=(edit,))

    def _on_table_paste_requested(self, paste: Paste) -> None:
        block = paste.block
        cells = len(block) * len(block[0])
        known = [task_id for task_id in paste.row_ids if task_id is not None]
        last = self._rows.get(known[-1] if known else self._last_id())
        parent_id, after_id = (last.parent_id, last.id) if last else (None, None)
        place = {"campaign_id": self._page.context.campaign_id, "parent_id": parent_id, "after_id": after_id}
        if len(block) > 1 and len(block[0]) > 1 and has_headings(block, actions.TABLE_COLUMNS):
            self._desk.do("粘贴任务表", actions.paste_table, self._on_table_pasted, cells, block=block, **place)
            return
        self._desk.do(
            self._step(f"粘贴 {len(block)} 行", known if len(block) == 1 else ()),
            actions.paste_block,
            self._on_block_pasted if len(block) > len(known) else None,
            cells,
            columns=paste.keys,
            rows=block,
            task_ids=known,
            **place,
        )

    def _on_block_pasted(self, ids: list[int]) -> None:
        messages.say(self, f"已粘贴 {len(ids)} 行，多出的行已添加为新任务。", kind="ok", undo=True)

    def _on_table_pasted(self, ids: list[int]) -> None:
        messages.say(self, f"已按表头粘贴 {len(ids)} 项任务。", kind="ok", undo=True)
        if ids:
            self.select(ids[0], "title")

    def _last_id(self) -> int | None:
        rows = self._rows.all
        return rows[-1].id if rows else None

    def _on_table_fill_requested(self, fill: Fill) -> None:
        source = self._rows.get(fill.source_id)
        if source is None:
            return
        texts = {key: self._text_of(source, key) for key in fill.keys}
        edits = [CellEdit(task_id, key, texts[key]) for task_id in fill.row_ids for key in fill.keys]
        title = self._step(f"向下填充 {len(fill.row_ids)} 行", fill.row_ids)
        self._desk.do(title, actions.set_cells, None, len(edits), edits=edits)

    def _text_of(self, row: queries.TaskRow, key: str) -> str:
        return str(self.model.columns[self.model.column_of(key)].value_of(row) or "")

    def _on_table_clear_requested(self, cells: Fill) -> None:
        edits = [CellEdit(task_id, key, "") for task_id in cells.row_ids for key in cells.keys]
        title = self._step("清空单元格", cells.row_ids)
        self._desk.do(title, actions.set_cells, None, len(edits), edits=edits)

    def _on_table_delete_requested(self, task_ids: Sequence[int]) -> None:
        if not task_ids:
            return
        gone = set().union(*(self._rows.below(task_id) for task_id in task_ids))
        follower = self._after(gone)
        said = f"已删除 {len(gone)} 项任务。"
        title = self._step(f"删除 {len(gone)} 项任务", tuple(gone))
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
        title = self._step("上移任务" if delta < 0 else "下移任务", task_ids)
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
            self._page.do(self._step("升级任务", task_ids), actions.outdent_tasks, task_ids=tuple(task_ids))
            return
        current = self.current_id()
        done = self._page.do(self._step("降级任务", task_ids), actions.indent_tasks, task_ids=tuple(task_ids))
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
            self._step(f"移动 {len(task_ids)} 项任务", task_ids),
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

    def _on_table_chip_removed(self, task_id: int, key: str, unit_id: object) -> None:
        row = self._rows.get(task_id)
        if row is None or not isinstance(unit_id, int):
            return
        role = next(role for role in Role if role == key)
        left = [ref.unit_id for ref in row.units(role) if ref.unit_id != unit_id and ref.is_written]
        name = next((ref.name for ref in row.units(role) if ref.unit_id == unit_id), "")
        title = step_of(f"移除{role.label}单位“{name}”", row.title)
        self._page.do(title, actions.set_units, task_id=task_id, role=role, unit_ids=left)

    def _title_of(self, task_id: int) -> str:
        row = self._rows.get(task_id)
        return row.title if row is not None else ""

    def _step(self, words: str, task_ids: Sequence[int]) -> str:
        """The title of a step; it names the task when there is only one."""
        return step_of(words, self._title_of(task_ids[0])) if len(task_ids) == 1 else words

    def _today(self) -> date:
        return self._page.context.today


def _is_group(row: queries.TaskRow) -> bool:
    return row.children > 0
