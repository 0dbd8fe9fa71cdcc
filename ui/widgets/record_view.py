"""A table of one kind of record with its inspector and what can be done: add, edit, order, move, paste, delete."""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
from typing import TYPE_CHECKING, Any, ClassVar

from PySide6.QtCore import Signal
from PySide6.QtGui import QAction
from PySide6.QtWidgets import QStackedWidget, QVBoxLayout, QWidget

from models.blocks import Block, BlockColumn, changes_of, has_headings
from models.errors import Condition, Refusal
from ui import messages
from ui.tables import clipboard
from ui.tables.cells import Fill, Paste
from ui.tables.rows import RowsModel
from ui.tables.view import TableView
from ui.widgets.empty import EmptyState
from ui.widgets.inspector import Inspector

if TYPE_CHECKING:
    from models.database import Done
    from ui.page import Page


class RecordView(QWidget):
    """Subclasses make model and inspector and answer the requests; the page shows one view at a time.

    `noun` names the record in sentences, `add_text` the primary action.
    """

    noun: ClassVar[str] = ""
    add_text: ClassVar[str] = ""
    filter_hint: ClassVar[str] = "筛选…"
    paste_columns: ClassVar[tuple[BlockColumn, ...]] = ()  # a block under these headings makes new records

    changed_selection = Signal(object)  # id of the current record, or None

    def __init__(self, page: Page, model: RowsModel, name: str, lines: int = 1) -> None:
        super().__init__(page)
        self.page = page
        self.model = model
        self.locked: Refusal | None = None
        self.table = TableView(model, name=name, lines=lines)
        self.table.setAccessibleName(self.noun)
        self.empty = EmptyState(self)
        self._stack = QStackedWidget(self)
        self._stack.addWidget(self.table)
        self._stack.addWidget(self.empty)
        layout = QVBoxLayout(self)
        layout.setContentsMargins(0, 0, 0, 0)
        layout.addWidget(self._stack)
        self.inspector = self.make_inspector()
        self._wire()

    def _wire(self) -> None:
        self.model.edit_requested.connect(self._on_model_edit_requested)
        self.table.current_changed.connect(self._on_table_current_changed)
        self.table.delete_requested.connect(self._on_table_delete_requested)
        self.table.move_requested.connect(self._on_table_move_requested)
        self.table.drop_requested.connect(self._on_table_drop_requested)
        self.table.paste_requested.connect(self._on_table_paste_requested)
        self.table.fill_requested.connect(self._on_table_fill_requested)
        self.table.clear_requested.connect(self._on_table_clear_requested)
        self.table.insert_requested.connect(self._on_table_insert_requested)
        self.inspector.edited.connect(self._on_inspector_edited)

    # ---- for subclasses ---------------------------------------------------------------------------------------

    def make_inspector(self) -> Inspector:
        """The panel beside the table."""
        raise NotImplementedError

    def reload(self) -> None:
        """Read the rows again."""
        raise NotImplementedError

    def count_words(self) -> str:
        """What stands small behind the title."""
        return f"{len(self.model.rows)} 项"

    def new(self, after: object = None) -> None:
        """Ask for a new record (after the one given)."""
        raise NotImplementedError

    def edit(self, row_id: Any, key: str, value: Any) -> None:
        """A cell or a field of the inspector was edited."""
        raise NotImplementedError

    def delete(self, ids: Sequence[Any]) -> None:
        """Delete records; undo brings them back, so nobody is asked."""
        raise NotImplementedError

    def shift(self, ids: Sequence[Any], by: int) -> None:
        """One place up or down."""

    def drop(self, ids: Sequence[Any], target: Any, where: str) -> None:
        """Records were dragged above, below or on `target`."""

    def show_row(self, row: Any | None) -> None:
        """Fill the inspector."""
        raise NotImplementedError

    def change_many(self, title: str, changes: Mapping[int, Mapping[str, Any]]) -> None:
        """Write a paste or a fill: {id: {key: value}}."""
        raise NotImplementedError

    def readings(self) -> Mapping[str, tuple[str, Callable[[str], Any]]]:
        """Columns that can be pasted over, with heading and reading."""
        return {}

    def paste_new(self, block: Block) -> None:
        """New records from a pasted block."""

    def fill_value(self, row: Any, key: str) -> Any:
        """The value that Ctrl+D copies from a row."""
        return getattr(row, key)

    # ---- for the page -----------------------------------------------------------------------------------------

    def current_id(self) -> Any | None:
        """The record under the cursor."""
        return self.table.current_id()

    def set_filter(self, text: str) -> None:
        """Show only the rows that hold these words."""
        self.model.set_filter(text)

    def set_menu(self, actions: Sequence[QAction]) -> None:
        """The context menu of the table."""
        self.table.set_menu(actions)

    def current_row(self) -> Any | None:
        """The row under the cursor."""
        current = self.table.current_id()
        return None if current is None else self.model.row(current)

    def refresh_inspector(self) -> None:
        """Fill the inspector with what is current now."""
        self.show_row(self.current_row())

    def show_rows(self, rows: Sequence[Any]) -> None:
        """Take rows (the table keeps its selection) or show the empty state."""
        self.model.set_rows(rows)
        self._stack.setCurrentWidget(self.table if rows else self.empty)
        self.refresh_inspector()

    def lock(self, reason: Refusal | None) -> None:
        """While there is a reason nothing can be changed; it is said to who tries."""
        self.locked = reason
        self.model.read_only = reason is not None
        self.inspector.setEnabled(reason is None)

    def _is_locked(self) -> bool:
        if self.locked is not None:
            messages.refuse(self, self.locked)
        return self.locked is not None

    def paste_clipboard_as_new(self) -> None:
        """Ctrl+Shift+V: the clipboard's rows as new records."""
        if self._is_locked():
            return
        block = clipboard.take()
        if not block:
            messages.refuse(self, Refusal("剪贴板里没有内容。", "先在表格软件里复制要粘贴的行。"))
            return
        self.paste_new(block)

    def delete_selected(self) -> None:
        """Delete what is selected, else the current record."""
        ids = self.table.selected_ids() or tuple(i for i in (self.table.current_id(),) if i is not None)
        self._on_table_delete_requested(ids)

    def move_selected(self, by: int) -> None:
        """Alt+Up and Alt+Down."""
        self._on_table_move_requested(self.table.selected_ids(), by)

    def do(self, title: str, action: Callable[..., Any], /, *, said: str = "", **kw: Any) -> Done | None:
        """One step; when it is refused the field or cell shows the old value again."""
        done = self.page.do(title, action, said=said, **kw)
        if done is None:
            self.refresh_inspector()
        return done

    def select(self, row_id: Any) -> None:
        """Go to a record, opening what hides it."""
        self.table.select_id(row_id)
        self.refresh_inspector()

    # ---- slots ------------------------------------------------------------------------------------------------

    def _on_model_edit_requested(self, row_id: object, key: str, value: object) -> None:
        self._edit(row_id, key, value)

    def _on_inspector_edited(self, key: str, value: object) -> None:
        current = self.table.current_id()
        if current is not None:
            self._edit(current, key, value)

    def _edit(self, row_id: object, key: str, value: object) -> None:
        if self._is_locked():
            return
        try:
            self.edit(row_id, key, value)
        except Condition as condition:
            messages.refuse(self, condition)
            self.refresh_inspector()

    def _on_table_current_changed(self, row_id: object) -> None:
        self.refresh_inspector()
        self.changed_selection.emit(row_id)

    def _on_table_delete_requested(self, ids: tuple[Any, ...]) -> None:
        if ids and not self._is_locked():
            self.delete(ids)

    def _on_table_move_requested(self, ids: tuple[Any, ...], by: int) -> None:
        if ids and not self._is_locked():
            self.shift(ids, by)

    def _on_table_drop_requested(self, ids: tuple[Any, ...], target: object, where: str) -> None:
        if ids and not self._is_locked():
            self.drop(ids, target, where)

    def _on_table_insert_requested(self, row_id: object) -> None:
        if not self._is_locked():
            self.new(row_id)

    def _on_table_paste_requested(self, paste: Paste) -> None:
        if self._is_locked():
            return
        if all(row_id is None for row_id in paste.row_ids) or has_headings(paste.block, self.paste_columns):
            self.paste_new(paste.block)
            return
        try:
            changes = changes_of(paste.block, paste.row_ids, paste.keys, self.readings(), self.noun)
        except Condition as condition:
            messages.refuse(self, condition)
            return
        self.change_many(f"粘贴{self.noun}", changes)

    def _on_table_fill_requested(self, fill: Fill) -> None:
        if self._is_locked():
            return
        source = self.model.row(fill.source_id)
        if source is None:
            return
        allowed = self.readings()
        keys = [key for key in fill.keys if key in allowed]
        if not keys:
            messages.refuse(self, Refusal("这一列不能向下填充。", "请选择可以直接填写的列。"))
            return
        wanted = {key: self.fill_value(source, key) for key in keys}
        changes: dict[int, dict[str, Any]] = {}
        for row_id in fill.row_ids:
            row = self.model.row(row_id)
            if row is None:
                continue
            fresh = {key: value for key, value in wanted.items() if self.fill_value(row, key) != value}
            if fresh:
                changes[row_id] = fresh
        if changes:
            self.change_many("向下填充", changes)
        else:
            messages.say(self, "没有可填的：这些格和上面的一样。")

    def _on_table_clear_requested(self, clear: Fill) -> None:
        if self._is_locked():
            return
        allowed = self.readings()
        if len(clear.row_ids) == 1:
            for key in clear.keys:
                if key not in allowed:
                    self._edit(clear.row_ids[0], key, "")
        keys = [key for key in clear.keys if key in allowed]
        if not keys:
            return
        try:
            empty = {key: allowed[key][1]("") for key in keys}
        except Condition as condition:
            messages.refuse(self, condition)
            return
        self.change_many("清空", dict.fromkeys(clear.row_ids, empty))


def anchor_of(where: str, target: Any, siblings: Sequence[Any], parent: Any) -> tuple[Any, Any]:
    """What a drop means: (new parent, before which sibling or None for last)."""
    if where == "on":
        return target, None
    if where == "above":
        return parent, target
    place = list(siblings).index(target) + 1
    return parent, siblings[place] if place < len(siblings) else None


def drop_place(rows: Sequence[Any], target: Any, where: str) -> tuple[Any, Any]:
    """(new parent, before which sibling) for a drop onto a tree of rows with `parent_id`; no target: last on top."""
    row = next((row for row in rows if row.id == target), None)
    if row is None:
        return None, None
    siblings = [other.id for other in rows if other.parent_id == row.parent_id]
    return anchor_of(where, target, siblings, row.parent_id)
