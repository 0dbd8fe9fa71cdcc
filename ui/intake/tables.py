"""The tables of the blocks, one for each, made when first shown; an empty reading says how to go on."""

from __future__ import annotations

from collections.abc import Callable, Collection, Iterator, Sequence

from PySide6.QtCore import QModelIndex, QPoint, Signal
from PySide6.QtWidgets import QAbstractItemView, QStackedWidget, QWidget

from models.intake.review import Block, Item, Review, State
from ui.intake.choices import UnitChoices
from ui.intake.columns import TREE_COLUMNS, columns_of
from ui.intake.comparing import COMPARED, Comparing
from ui.intake.table import ReviewTable
from ui.tables.rows import RowsModel
from ui.tables.tree import TreeRowsModel
from ui.widgets.empty import EmptyState

TALL = (Block.TASKS, Block.TARGETS, Block.REPORTING, Block.PROBLEMS, Block.CRITERIA)
OPTIONAL = (
    COMPARED,
    "no",
    "responsible",
    "support",
    "deadline",
    "to",
    "due",
    "years",
    "task",
    "batch",
    "stage",
    "progress",
)
OWN_OPTIONAL = {
    Block.PROBLEMS: ("lead", "place", "people", "status", "photos"),
    Block.CRITERIA: ("content", "rules", "points", "unit"),
}
NOTHING = "没有读出任务、单位或名单。"
BY_HAND = "在左边的段落或表格行上按右键，可以把它指定为任务、单位、席位、台账问题等；也可以在上面改材料种类，重新识别。"
NAMING = {Block.PROBLEMS: "problem"}
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
    current_changed = Signal(object)  # another cell is current
    confirm_requested = Signal(object)
    delete_requested = Signal(object)
    state_clicked = Signal(object)
    undo_requested = Signal()
    redo_requested = Signal()
    menu_requested = Signal(object, QPoint)  # row id, global position
    scrolled = Signal(object)  # row id on top
    chip_removed = Signal(object, str, object)

    def __init__(
        self, review: Callable[[], Review], choices: UnitChoices, comparing: Comparing, parent: QWidget
    ) -> None:
        super().__init__(parent)
        self._review = review
        self._comparing = comparing
        self._doubts_first = True
        self._first: dict[Block, frozenset[int]] = {}  # rows that were in doubt when the block was laid out
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
        rows = self._in_order(block, self._review().rows(block))
        model.set_predicate(predicate)
        model.set_filter(words)
        model.set_rows(rows)
        if table.current_id() is None and (row := first_open(table)) is not None:
            table.select_id(row.id, first_key(table, block))  # a table that gets the focus would start at its state
        table.viewport().update()
        self.setCurrentWidget(table if rows else self.empty)

    def set_order(self, *, doubts_first: bool) -> None:
        """Doubtful rows (with what hangs together with them) first, or all in the order of the document."""
        self._doubts_first = doubts_first
        self.forget_order()

    def forget_order(self) -> None:
        """Look anew which rows are in doubt; until then a row stays where it is, also once it is confirmed."""
        self._first = {}

    def scroll_to(self, block: Block, row_id: int) -> None:
        """Let a row be the first one in sight."""
        table = self.table(block)
        index = table.rows_model.index_of(row_id)
        if index.isValid():
            table.scrollTo(index, QAbstractItemView.ScrollHint.PositionAtTop)

    def _in_order(self, block: Block, rows: tuple[Item, ...]) -> tuple[Item, ...]:
        if not self._doubts_first:
            return rows
        if block not in self._first:
            self._first[block] = frozenset(item.id for item in rows if item.doubts or self._comparing.is_conflict(item))
        return doubts_first(rows, self._first[block])

    def hide_empty(self, block: Block) -> None:
        """Leave out columns in which this document has nothing; the right pane still offers their fields."""
        table = self.table(block)
        rows = self._review().rows(block)
        for column in table.rows_model.columns:
            if column.key in (*OPTIONAL, *OWN_OPTIONAL.get(block, ())):
                table.set_column_hidden(column.key, not any(column.text(item) for item in rows))

    def _on_current_cell_changed(self, current: QModelIndex, previous: QModelIndex) -> None:
        if current.isValid() and current.row() == previous.row():  # another row is told with its id
            self.current_changed.emit(current.row())

    def _new_table(self, block: Block) -> ReviewTable:
        state, *others = columns_of(block, self._review, self._choices.names)
        columns = (state, self._comparing.column(), *others)
        tree = TREE_COLUMNS.get(block)
        model = TreeRowsModel(columns, tree_column=tree) if tree else RowsModel(columns)
        table = ReviewTable(model, f"intake.{block.value}", lines=2 if block in TALL else 1)
        table.setAccessibleName(block.label)
        model.edit_requested.connect(self.edited)
        table.current_changed.connect(self.current_changed)
        table.selectionModel().currentChanged.connect(self._on_current_cell_changed)
        table.confirm_requested.connect(self.confirm_requested)
        table.delete_requested.connect(self.delete_requested)
        table.state_clicked.connect(self.state_clicked)
        table.undo_requested.connect(self.undo_requested)
        table.redo_requested.connect(self.redo_requested)
        table.context_menu_requested.connect(self.menu_requested)
        table.scrolled_to.connect(self.scrolled)
        table.chip_removed.connect(self.chip_removed)
        self.addWidget(table)
        return table


def doubts_first(rows: Sequence[Item], first: Collection[int]) -> tuple[Item, ...]:
    """Rows in tree order, those of `first` (and what they hang under) before their neighbours."""
    known = {item.id for item in rows}
    below: dict[int | None, list[Item]] = {}
    for item in rows:
        below.setdefault(item.parent_id if item.parent_id in known else None, []).append(item)
    parents = {item.id: item.parent_id for item in rows}
    early: set[int] = set()
    for row_id in first:
        above: int | None = row_id
        while above is not None and above in parents and above not in early:
            early.add(above)
            above = parents[above]

    def walk(parent: int | None) -> Iterator[Item]:
        for item in sorted(below.get(parent, ()), key=lambda one: one.id not in early):
            yield item
            yield from walk(item.id)

    return tuple(walk(None))


def first_open(table: ReviewTable) -> Item | None:
    """The first row shown that waits to be confirmed, else the first one."""
    rows: list[Item] = table.rows_model.visible_rows()
    return next((item for item in rows if item.state is State.PROPOSED), rows[0] if rows else None)


def first_key(table: ReviewTable, block: Block) -> str:
    """The column that names a row: the cell cursor starts there."""
    return TREE_COLUMNS.get(block) or NAMING.get(block) or table.rows_model.columns[2].key
