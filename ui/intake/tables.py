"""The tables of the blocks, one for each, made when first shown; an empty reading says how to go on."""

from __future__ import annotations

from collections.abc import Callable

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QStackedWidget, QWidget

from models.intake.review import Block, Item, Review, State
from ui.intake.choices import UnitChoices
from ui.intake.columns import TREE_COLUMNS, columns_of
from ui.intake.table import ReviewTable
from ui.tables.rows import RowsModel
from ui.tables.tree import TreeRowsModel
from ui.widgets.empty import EmptyState

TALL = (Block.TASKS, Block.TARGETS, Block.REPORTING)
OPTIONAL = ("no", "responsible", "support", "deadline", "to", "due", "years", "task", "batch", "stage", "progress")
NOTHING = "没有读出任务、单位或名单。"
BY_HAND = "在左边的段落上按右键，可以把它指定为任务、单位、席位或报送事项。"
ALL, DOUBTFUL, DROPPED = "all", "doubtful", "dropped"


def _is_kept(item: Item) -> bool:
    return item.is_kept


def _is_doubtful(item: Item) -> bool:
    return bool(item.doubts)


def _is_dropped(item: Item) -> bool:
    return not item.is_kept


SHOWN: dict[str, Callable[[Item], bool]] = {ALL: _is_kept, DOUBTFUL: _is_doubtful, DROPPED: _is_dropped}


class BlockTables(QStackedWidget):
    """Passes on what its tables ask for."""

    edited = Signal(object, str, object)  # row id, column key, value
    current_changed = Signal(object)
    confirm_requested = Signal(object)
    delete_requested = Signal(object)
    state_clicked = Signal(object)
    undo_requested = Signal()
    chip_removed = Signal(object, str, object)

    def __init__(self, review: Callable[[], Review], choices: UnitChoices, parent: QWidget) -> None:
        super().__init__(parent)
        self._review = review
        self._choices = choices
        self._tables: dict[Block, ReviewTable] = {}
        self.empty = EmptyState(self)
        self.empty.show_state(NOTHING, icon="file-question-outline", note=BY_HAND)
        self.addWidget(self.empty)

    def table(self, block: Block) -> ReviewTable:
        """The table of a block."""
        if block not in self._tables:
            self._tables[block] = self._new_table(block)
        return self._tables[block]

    def fill(self, block: Block, predicate: Callable[[Item], bool], words: str) -> None:
        """Show the rows of a block that fit, with the cell cursor on one of them."""
        table = self.table(block)
        model = table.rows_model
        rows = self._review().rows(block)
        model.set_predicate(predicate)
        model.set_filter(words)
        model.set_rows(rows)
        if table.current_id() is None and (row := first_open(table)) is not None:
            table.select_id(row.id, first_key(table, block))  # a table that gets the focus would start at its state
        table.viewport().update()
        self.setCurrentWidget(table if rows else self.empty)

    def hide_empty(self, block: Block) -> None:
        """Leave out columns in which this document has nothing; the right pane still offers their fields."""
        table = self.table(block)
        rows = self._review().rows(block)
        for column in table.rows_model.columns:
            if column.key in OPTIONAL:
                table.set_column_hidden(column.key, not any(column.text(item) for item in rows))

    def _new_table(self, block: Block) -> ReviewTable:
        columns = columns_of(block, self._review, self._choices.names)
        tree = TREE_COLUMNS.get(block)
        model = TreeRowsModel(columns, tree_column=tree) if tree else RowsModel(columns)
        table = ReviewTable(model, f"intake.{block.value}", lines=2 if block in TALL else 1)
        table.setAccessibleName(block.label)
        model.edit_requested.connect(self.edited)
        table.current_changed.connect(self.current_changed)
        table.confirm_requested.connect(self.confirm_requested)
        table.delete_requested.connect(self.delete_requested)
        table.state_clicked.connect(self.state_clicked)
        table.undo_requested.connect(self.undo_requested)
        table.chip_removed.connect(self.chip_removed)
        self.addWidget(table)
        return table


def first_open(table: ReviewTable) -> Item | None:
    """The first row shown that waits to be confirmed, else the first one."""
    rows: list[Item] = table.rows_model.visible_rows()
    return next((item for item in rows if item.state is State.PROPOSED), rows[0] if rows else None)


def first_key(table: ReviewTable, block: Block) -> str:
    """The column that names a row: the cell cursor starts there."""
    return TREE_COLUMNS.get(block) or table.rows_model.columns[1].key
