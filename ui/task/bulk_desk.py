"""Opens what changes many tasks at once: 批量修改, 查找替换."""

from __future__ import annotations

from PySide6.QtCore import QObject

from models.task.actions import CellEdit
from ui import messages
from ui.page import Page
from ui.tables.view import TableView
from ui.task.choices import Choices
from ui.task.rows import Rows
from ui.task.table_steps import TableSteps


class BulkDesk(QObject):
    """Both work on what is selected or shown in the table."""

    def __init__(self, page: Page, rows: Rows, choices: Choices, table: TableView, steps: TableSteps) -> None:
        super().__init__(page)
        self._page = page
        self._rows = rows
        self._choices = choices
        self._table = table
        self._steps = steps
        self._ids: tuple[int, ...] = ()

    def open_bulk(self) -> None:
        """One field of the selected tasks."""
        from ui.task.bulk_form import FIELDS, BulkForm

        self._ids = tuple(task_id for task_id in self._table.selected_ids() if self._rows.get(task_id) is not None)
        if not self._ids:
            messages.say(self._page, "没有选中任务。请先在表格里选中几行，再批量修改。", kind="warning")
            return
        key = self._table.current_key() or ""
        titles = [self._steps.title_of(task_id) for task_id in self._ids]
        form = BulkForm(self._choices, titles, key if key in FIELDS and key != "title" else FIELDS[0], self._page)
        messages.open_form(self._page, form, self._on_form_submitted)

    def _on_form_submitted(self, change: object) -> None:
        from ui.task.bulk_form import BulkChange

        assert isinstance(change, BulkChange)
        self._steps.set_field(self._ids, change.column, change.text, change.how)

    def open_replace(self) -> None:
        """Find and replace in what the filters leave."""
        from ui.task.replace_dialog import TEXTS, ReplaceDialog

        model = self._table.rows_model
        folded = not model.is_filtered  # what is only folded up is searched too
        rows = self._rows.all if folded else tuple(model.visible_rows())
        key = self._table.current_key() or ""
        several = self._table.selected_ids() if self._table.selected_count > 1 else ()
        dialog = ReplaceDialog(rows, several, key if key in TEXTS and several else "", self._page.window())
        messages.open_form(self._page, dialog, self._on_dialog_submitted)

    def _on_dialog_submitted(self, edits: tuple[CellEdit, ...]) -> None:
        self._steps.write_cells(f"替换 {len(edits)} 格", edits)
        if edits:
            messages.say(self._page, f"已替换 {len(edits)} 格。", kind="ok", undo=True)
