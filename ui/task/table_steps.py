"""The steps made with cells of the task table: typing, pasting, filling, clearing, the order of units."""

from __future__ import annotations

from collections.abc import Sequence

from PySide6.QtCore import QObject, Signal

from models.blocks import has_headings
from models.task import actions, queries
from models.task.actions import CellEdit
from models.task.actions.writer import COLUMNS
from models.task.rules import ListChange
from models.task.terms import Role
from ui import messages
from ui.page import Page
from ui.tables.cells import Fill, FillRight, Paste, Spread
from ui.tables.view import TableView
from ui.task.naming import NamingDesk, step_of
from ui.task.rows import Rows


class TableSteps(QObject):
    """Each request of the table is one step. `added` carries the ids of rows that are new."""

    added = Signal(object)

    def __init__(self, page: Page, rows: Rows, table: TableView) -> None:
        super().__init__(page)
        self._page = page
        self._rows = rows
        self._table = table
        self._desk = NamingDesk(page)
        self._known = 0  # how many rows of the paste going on were there before
        table.rows_model.edit_requested.connect(self._on_model_edit_requested)
        table.paste_requested.connect(self._on_table_paste_requested)
        table.fill_requested.connect(self._on_table_fill_requested)
        table.fill_right_requested.connect(self._on_table_fill_right_requested)
        table.spread_requested.connect(self._on_table_spread_requested)
        table.clear_requested.connect(self._on_table_clear_requested)
        table.chip_removed.connect(self._on_table_chip_removed)
        table.units_ordered.connect(self._on_table_units_ordered)

    def write(self, task_id: int, key: str, text: str) -> None:
        """One cell, as text."""
        named = self.title_of(task_id) or (text if key == "title" else "")
        self.write_cells(step_of(f"修改{COLUMNS[key]}", named), [CellEdit(task_id, key, text)])

    def write_cells(self, title: str, edits: Sequence[CellEdit]) -> None:
        """Many cells in one step."""
        self._desk.do(title, actions.set_cells, None, len(edits), edits=tuple(edits))

    def set_field(self, task_ids: Sequence[int], key: str, text: str, how: ListChange) -> None:
        """One field of many tasks."""
        title = self.step(f"批量修改{COLUMNS[key]}（{len(task_ids)} 项）", task_ids)
        self._desk.do(
            title,
            actions.set_field,
            self._on_field_set,
            len(task_ids),
            task_ids=tuple(task_ids),
            column=key,
            text=text,
            how=how,
        )

    def _on_field_set(self, count: int) -> None:
        messages.say(self._page, f"已修改 {count} 项任务。", kind="ok", undo=True)

    def title_of(self, task_id: int) -> str:
        row = self._rows.get(task_id)
        return row.title if row is not None else ""

    def step(self, words: str, task_ids: Sequence[int]) -> str:
        """The title of a step; it names the task when there is only one."""
        return step_of(words, self.title_of(task_ids[0])) if len(task_ids) == 1 else words

    def text_of(self, row: queries.TaskRow, key: str) -> str:
        """What the editor of a cell starts with: units without those that lead by a rule or stand at cells alone."""
        model = self._table.rows_model
        return str(model.columns[model.column_of(key)].value_of(row) or "")

    # ---- typing -----------------------------------------------------------------------------------------------

    def _on_model_edit_requested(self, task_id: int, key: str, value: object) -> None:
        self.write(task_id, key, "" if value is None else str(value))

    def _on_table_spread_requested(self, spread: Spread) -> None:
        text = "" if spread.value is None else str(spread.value)
        edits = [CellEdit(task_id, key, text) for task_id, key in spread.cells]
        ids = list(dict.fromkeys(edit.task_id for edit in edits))
        self.write_cells(self.step(f"填充 {len(edits)} 格", ids), edits)

    # ---- pasting ----------------------------------------------------------------------------------------------

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
        self._known = len(known)
        self._desk.do(
            self.step(f"{'移动' if paste.cut else '粘贴'} {len(block)} 行", known if len(block) == 1 else ()),
            actions.paste_block,
            self._on_block_pasted if len(block) > len(known) else None,
            cells,
            columns=paste.keys,
            rows=block,
            task_ids=known,
            cleared=paste.cut,
            **place,
        )

    def _on_block_pasted(self, ids: list[int]) -> None:
        self.added.emit(ids[self._known :])
        messages.say(self._page, f"已粘贴 {len(ids)} 行，多出的行已添加为新任务。", kind="ok", undo=True)

    def _on_table_pasted(self, ids: list[int]) -> None:
        self.added.emit(ids)
        messages.say(self._page, f"已按表头粘贴 {len(ids)} 项任务。", kind="ok", undo=True)
        if ids:
            self._table.select_id(ids[0], "title")

    def _last_id(self) -> int | None:
        rows = self._rows.all
        return rows[-1].id if rows else None

    # ---- filling and clearing ---------------------------------------------------------------------------------

    def _on_table_fill_requested(self, fill: Fill) -> None:
        source = self._rows.get(fill.source_id)
        if source is None:
            return
        texts = {key: self.text_of(source, key) for key in fill.keys}
        edits = [CellEdit(task_id, key, texts[key]) for task_id in fill.row_ids for key in fill.keys]
        self.write_cells(self.step(f"向下填充 {len(fill.row_ids)} 行", fill.row_ids), edits)

    def _on_table_fill_right_requested(self, fill: FillRight) -> None:
        rows = [row for task_id in fill.row_ids if (row := self._rows.get(task_id)) is not None]
        edits = [CellEdit(row.id, key, self.text_of(row, fill.source_key)) for row in rows for key in fill.keys]
        self.write_cells(self.step(f"向右填充 {len(edits)} 格", fill.row_ids), edits)

    def _on_table_clear_requested(self, cells: Fill) -> None:
        edits = [CellEdit(task_id, key, "") for task_id in cells.row_ids for key in cells.keys]
        self.write_cells(self.step("清空单元格", cells.row_ids), edits)

    # ---- units ------------------------------------------------------------------------------------------------

    def _on_table_chip_removed(self, task_id: int, key: str, unit_id: object) -> None:
        row = self._rows.get(task_id)
        if row is None or not isinstance(unit_id, int):
            return
        role = Role.of(key)
        left = [ref.unit_id for ref in row.units(role) if ref.unit_id != unit_id and ref.is_written]
        name = next((ref.name for ref in row.units(role) if ref.unit_id == unit_id), "")
        title = step_of(f"移除{role.label}单位“{name}”", row.title)
        self._page.do(title, actions.set_units, task_id=task_id, role=role, unit_ids=left)

    def _on_table_units_ordered(self, task_id: int, key: str, unit_ids: Sequence[object]) -> None:
        row = self._rows.get(task_id)
        if row is None:
            return
        role = Role.of(key)
        written = {ref.unit_id for ref in row.units(role) if ref.is_written}
        wanted = [unit_id for unit_id in unit_ids if isinstance(unit_id, int) and unit_id in written]
        if set(wanted) == written:
            title = step_of(f"调整{role.label}单位的顺序", row.title)
            self._page.do(title, actions.set_units, task_id=task_id, role=role, unit_ids=wanted)
