"""What a table view keeps: selection, cell cursor, scroll, order and widths, over every refresh and restyling."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from functools import partial
from typing import TYPE_CHECKING, Any, cast

from PySide6.QtCore import (
    QItemSelection,
    QItemSelectionModel,
    QItemSelectionRange,
    QModelIndex,
    QObject,
    QPersistentModelIndex,
    QPoint,
    QRect,
    Qt,
    QTimer,
    Signal,
)
from PySide6.QtGui import QAction, QTextCursor
from PySide6.QtWidgets import QAbstractItemView, QHeaderView, QLineEdit, QPlainTextEdit, QTableView, QWidget
from typing_extensions import override

from ui.style import announcer, px, row_height
from ui.tables.arrange_desk import ArrangeDesk
from ui.tables.arrangement import Arrangement
from ui.tables.delegate import CellDelegate
from ui.tables.header import TableHeader
from ui.tables.memory import WidthMemory
from ui.tables.rows import RowsModel
from ui.tables.tree import TreeRowsModel

if TYPE_CHECKING:
    from ui.tables.cells import Column
    from ui.tables.frozen import FrozenTable
    from ui.tables.view import TableView

AnyIndex = QModelIndex | QPersistentModelIndex


class BaseTable(QTableView):
    """Shows a RowsModel or TreeRowsModel. Selection, current cell and scroll survive every refresh, by id."""

    current_changed = Signal(object)  # row id or None
    activated_id = Signal(object)
    selection_changed = Signal(object)  # tuple of row ids
    paste_requested = Signal(object)  # Paste
    fill_requested = Signal(object)  # Fill
    fill_right_requested = Signal(object)  # FillRight
    spread_requested = Signal(object)  # Spread
    units_ordered = Signal(object, str, object)  # row id, column key, ids of its chips in their new order
    clear_requested = Signal(object)  # Fill without a source: the cells to empty
    delete_requested = Signal(object)  # tuple of row ids
    insert_requested = Signal(object)  # row id after which a row is wanted
    move_requested = Signal(object, int)  # row ids, -1 or +1
    indent_requested = Signal(object, int)
    drop_requested = Signal(object, object, str)  # row ids, target id, "above" | "below" | "on"
    guests_dropped = Signal(object, object)  # ids of rows of another table, target id
    chip_removed = Signal(object, str, object)  # row id, column key, chip id
    context_menu_requested = Signal(object, QPoint)

    def __init__(
        self,
        model: RowsModel,
        name: str = "",
        lines: int = 1,
        header: bool = True,
        whole_rows: bool = False,
        parent: QWidget | None = None,
    ) -> None:
        super().__init__(parent)
        self.rows_model = model
        self.name = name
        self.hovered_row = -1
        self.hover_point: QPoint | None = None
        self.shows_ring = not whole_rows
        self.hairlines = True
        self._lines = lines
        self._whole_rows = whole_rows
        self._current: tuple[Any, str] | None = None  # row id, column key
        self._kept: list[tuple[Any, int, int]] = []  # selection during a reset: row id, columns
        self._scroll = (0, 0)
        self._menu: list[QAction] = []
        self._grip = ""  # key of the column by which rows are dragged; any without one
        self._hosts: dict[QObject, Callable[[Any], bool]] = {}  # tables whose rows may be dropped here, and on what
        self._cells = CellDelegate(cast("TableView", self))
        self._build(header)
        self.setModel(model)
        self._memory = WidthMemory(self, model.columns)
        self.arrangement = Arrangement(cast("TableView", self), self._memory)
        self.arranging = ArrangeDesk(cast("TableView", self))
        self._wire()
        self._restyle()

    # ---- what pages ask ---------------------------------------------------------------------------------------

    def current_id(self) -> Any | None:
        """Id of the row with the cell cursor."""
        return self.rows_model.id_at(self.currentIndex())

    def current_key(self) -> str | None:
        """Key of the column with the cell cursor."""
        index = self.currentIndex()
        return self.rows_model.columns[index.column()].key if index.isValid() else None

    @property
    def current_place(self) -> tuple[int, int]:
        """(row, column) of the cell cursor, (-1, -1) for none."""
        index = self.currentIndex()
        return index.row(), index.column()

    def selected_ids(self) -> tuple[Any, ...]:
        """Ids of all rows with a selected cell, in the order shown."""
        return tuple(self.rows_model.row_at(place).id for place in self._selected_places())

    @property
    def selected_count(self) -> int:
        """How many cells are selected, hidden columns not counted."""
        hidden = [number for number in range(self.rows_model.columnCount()) if self.isColumnHidden(number)]
        return sum(
            part.height() * (part.width() - sum(part.left() <= number <= part.right() for number in hidden))
            for part in self._ranges()
        )

    def select_id(self, row_id: Any, key: str | None = None) -> bool:
        """Put the cell cursor on a row and show it; opens what is folded above. False when it is not shown."""
        if isinstance(self.rows_model, TreeRowsModel):
            self.rows_model.reveal(row_id)
        index = self.rows_model.index_of(row_id, key or self.current_key())
        if not index.isValid() or self.isColumnHidden(index.column()):
            index = self.rows_model.index_of(row_id)
        if not index.isValid():
            return False
        self.selectionModel().setCurrentIndex(index, self._flag())
        self.scrollTo(index, QAbstractItemView.ScrollHint.EnsureVisible)
        return True

    def edit_cell(self, row_id: Any, key: str) -> bool:
        """Open the editor of a cell, all of it selected, as of a new row; False when it cannot be edited."""
        if not self.select_id(row_id, key):
            return False
        index = self.rows_model.index_of(row_id, key)
        if not self.rows_model.flags(index) & Qt.ItemFlag.ItemIsEditable:
            return False
        self.edit(index)
        editor = self.indexWidget(index)
        if isinstance(editor, QLineEdit | QPlainTextEdit):
            editor.selectAll()
        return self.state() == QAbstractItemView.State.EditingState

    def restore(self) -> None:
        """Take widths, order and frozen columns as they were left, once, when the table stands in a page."""
        if self._memory.restore():
            self.arrangement.restore()

    def set_columns(self, columns: Sequence[Column]) -> None:
        """Other columns over the same rows; widths and hidden ones are remembered by key."""
        keys = {column.key for column in columns}
        if self._current is not None and self._current[1] not in keys:
            self.setCurrentIndex(self.rows_model.index_of(self._current[0], columns[0].key))
        self._memory.set_columns(self._memory.arranged(columns))
        self.rows_model.set_columns(self._memory.arranged(columns))
        self.arrangement.columns_replaced()

    def set_column_hidden(self, key: str, hidden: bool) -> None:
        """Show or hide a column; remembered."""
        self._memory.set_hidden(key, hidden)

    def is_column_hidden(self, key: str) -> bool:
        """Whether a column is hidden."""
        return self._memory.is_hidden(key)

    def set_menu(self, actions: Sequence[QAction]) -> None:
        """Actions of the context menu (copy and paste are added)."""
        self._menu = list(actions)

    def set_lines(self, lines: int) -> None:
        """Height of the rows in lines of text."""
        self._lines = lines
        self._restyle()

    def set_draggable(self, draggable: bool, grip: str = "") -> None:
        """Rows may be dragged to another place: `drop_requested`. With a `grip` they start at cells of that column;
        the mouse drawn over the others selects them."""
        self._grip = grip
        self.setDragEnabled(draggable)
        self.setAcceptDrops(draggable)
        self.setDropIndicatorShown(False)  # the table paints its own
        self.setDragDropMode(
            QAbstractItemView.DragDropMode.InternalMove if draggable else QAbstractItemView.DragDropMode.NoDragDrop
        )

    def set_grip_pressed(self, index: AnyIndex) -> None:
        """The mouse goes down on a cell: only at the grip (if it is in sight) may a drag begin."""
        key = self._grip
        if key and not self.is_column_hidden(key):
            self.setDragEnabled(index.isValid() and self.rows_model.columns[index.column()].key == key)
        elif key:
            self.setDragEnabled(True)

    def take_rows_of(self, table: QTableView, may_drop: Callable[[Any], bool]) -> None:
        """Rows of another table may be dropped onto rows for which `may_drop(id)`: `guests_dropped`."""
        self._hosts[table] = may_drop

    def cell_rect(self, index: AnyIndex) -> QRect:
        """The cell in coordinates of the viewport."""
        return self.visualRect(index)

    # ---- building ---------------------------------------------------------------------------------------------

    def _build(self, header: bool) -> None:
        self.setItemDelegate(self._cells)
        self.setShowGrid(False)
        self.setWordWrap(False)
        self.setTabKeyNavigation(not self._whole_rows)  # Tab comes to keyPressEvent only then
        self.setCornerButtonEnabled(False)
        self.setMouseTracking(True)
        self.setProperty("takesKeys", header)
        self.viewport().setAttribute(Qt.WidgetAttribute.WA_OpaquePaintEvent)
        self.setFrameShape(QTableView.Shape.NoFrame)
        self.setHorizontalScrollMode(QAbstractItemView.ScrollMode.ScrollPerPixel)
        self.setVerticalScrollMode(QAbstractItemView.ScrollMode.ScrollPerPixel)
        self.setSelectionMode(QAbstractItemView.SelectionMode.ExtendedSelection)
        self.setSelectionBehavior(
            QAbstractItemView.SelectionBehavior.SelectRows
            if self._whole_rows
            else QAbstractItemView.SelectionBehavior.SelectItems
        )
        self.setEditTriggers(
            QAbstractItemView.EditTrigger.EditKeyPressed
            | QAbstractItemView.EditTrigger.AnyKeyPressed
            | QAbstractItemView.EditTrigger.DoubleClicked
        )
        self.verticalHeader().hide()
        self.verticalHeader().setSectionResizeMode(QHeaderView.ResizeMode.Fixed)
        self.verticalHeader().setMinimumSectionSize(1)
        self.heading = TableHeader(cast("FrozenTable", self), self)
        self.setHorizontalHeader(self.heading)
        top = self.heading
        top.setVisible(header)
        top.setHighlightSections(False)
        top.setSectionsMovable(bool(self.name))
        top.setMinimumSectionSize(px(36))
        top.setSortIndicatorShown(False)
        top.setSectionsClickable(True)
        top.setTextElideMode(Qt.TextElideMode.ElideRight)

    def _wire(self) -> None:
        model = self.rows_model
        model.modelAboutToBeReset.connect(self._on_model_about_to_be_reset)
        model.modelReset.connect(self._on_model_reset)
        self.heading.sort_requested.connect(self._on_heading_sort_requested)
        self.heading.moved.connect(self._on_heading_moved)
        self.selectionModel().selectionChanged.connect(self._on_selection_changed)
        self.selectionModel().currentChanged.connect(self._on_current_changed)
        self._cells.left.connect(self._on_cells_left)
        announcer().restyled.connect(self._restyle)

    def _restyle(self) -> None:
        self.verticalHeader().setDefaultSectionSize(row_height(self._lines))
        self.horizontalHeader().setFixedHeight(px(32))
        self.verticalScrollBar().setSingleStep(row_height(self._lines))
        self._memory.apply()
        self.viewport().update()

    @override
    def edit(self, index: AnyIndex, *how: Any) -> Any:
        """F2, Enter and a double click put the caret at the end; only typing replaces what is there."""
        opened: Any = super().edit(index, *how)
        if how and opened and how[0] != QAbstractItemView.EditTrigger.AnyKeyPressed:
            editor = self.indexWidget(index)
            if isinstance(editor, QLineEdit):
                editor.end(False)
            elif isinstance(editor, QPlainTextEdit):
                editor.moveCursor(QTextCursor.MoveOperation.End)
        return opened

    # ---- refresh ----------------------------------------------------------------------------------------------

    def _on_model_about_to_be_reset(self) -> None:
        self._scroll = (self.horizontalScrollBar().value(), self.verticalScrollBar().value())
        index = self.currentIndex()
        if index.isValid() and index.row() < self.rows_model.rowCount():
            self._current = (self.rows_model.id_at(index), self.rows_model.columns[index.column()].key)
        self._kept = []
        for part in self._ranges():
            if part.height() > 2_000:
                self._kept = []
                break
            for place in range(part.top(), min(part.bottom() + 1, self.rows_model.rowCount())):
                self._kept.append((self.rows_model.row_at(place).id, part.left(), part.right()))

    def _on_model_reset(self) -> None:
        model = self.rows_model
        self._memory.apply()
        if self._current is not None:
            row_id, key = self._current
            index = model.index_of(row_id, key)
            if index.isValid():
                picked = QItemSelection()
                for kept_id, left, right in self._kept:
                    at = model.index_of(kept_id)
                    if at.isValid():
                        picked.select(model.index(at.row(), left), model.index(at.row(), right))
                self.selectionModel().setCurrentIndex(index, QItemSelectionModel.SelectionFlag.NoUpdate)
                self.selectionModel().select(picked, QItemSelectionModel.SelectionFlag.ClearAndSelect)
            elif model.row(row_id) is None:
                self._current = None
                self.current_changed.emit(None)
        self.horizontalScrollBar().setValue(self._scroll[0])
        self.verticalScrollBar().setValue(self._scroll[1])

    def _on_current_changed(self, index: QModelIndex, before: QModelIndex) -> None:
        known = self._current[0] if self._current else None
        self._current = (
            (self.rows_model.id_at(index), self.rows_model.columns[index.column()].key) if index.isValid() else None
        )
        now = self._current[0] if self._current else None
        if now != known:
            self.current_changed.emit(now)
        if before.isValid():
            self.update(before)
        if before.row() != index.row():  # the tint of the row goes along
            self.viewport().update()

    def _on_selection_changed(self, selected: QItemSelection, deselected: QItemSelection) -> None:
        self.selection_changed.emit(self.selected_ids())

    def _ranges(self) -> list[QItemSelectionRange]:
        selection = self.selectionModel().selection()
        return [selection.at(number) for number in range(selection.count())]

    def _selected_places(self) -> list[int]:
        places: set[int] = set()
        for part in self._ranges():
            places.update(range(part.top(), part.bottom() + 1))
        return sorted(places)

    def _selected_columns(self) -> list[int]:
        numbers: set[int] = set()
        for part in self._ranges():
            numbers.update(range(part.left(), part.right() + 1))
        return [number for number in sorted(numbers) if not self.isColumnHidden(number)]

    # ---- the headings -----------------------------------------------------------------------------------------

    def _on_heading_sort_requested(self, number: int, add: bool) -> None:
        self.arrangement.turn_sort(self.rows_model.columns[number].key, add=add)

    def _on_heading_moved(self, old: int, new: int) -> None:
        QTimer.singleShot(0, partial(self.arrangement.move, old, new))  # Qt is still in the middle of its own move

    # ---- moving -----------------------------------------------------------------------------------------------

    def _on_cells_left(self, rows: int, columns: int) -> None:
        self.setFocus()
        self._step(rows, columns)

    def _step(self, rows: int, columns: int) -> None:
        """Move the cell cursor; by columns it goes on in the next row."""
        index = self.currentIndex()
        if not index.isValid():
            return
        shown = [n for n in range(self.rows_model.columnCount()) if not self.isColumnHidden(n)]
        place, at = index.row() + rows, shown.index(index.column()) + columns
        if at >= len(shown):
            place, at = place + 1, 0
        elif at < 0:
            place, at = place - 1, len(shown) - 1
        if 0 <= place < self.rows_model.rowCount():
            target = self.rows_model.index(place, shown[at])
            self.selectionModel().setCurrentIndex(target, self._flag())
            self.scrollTo(target)

    def _flag(self) -> QItemSelectionModel.SelectionFlag:
        flag = QItemSelectionModel.SelectionFlag.ClearAndSelect
        return flag | QItemSelectionModel.SelectionFlag.Rows if self._whole_rows else flag
