"""The table view of every page: keys of a spreadsheet, folding tree column, copy and paste, remembered widths."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any

from PySide6.QtCore import (
    QItemSelection,
    QItemSelectionModel,
    QItemSelectionRange,
    QMetaMethod,
    QModelIndex,
    QPersistentModelIndex,
    QPoint,
    QRect,
    Qt,
    Signal,
)
from PySide6.QtGui import (
    QAction,
    QContextMenuEvent,
    QDragMoveEvent,
    QDropEvent,
    QKeyEvent,
    QMouseEvent,
    QPainter,
    QPaintEvent,
    QResizeEvent,
    QShowEvent,
)
from PySide6.QtWidgets import QAbstractItemView, QHeaderView, QMenu, QTableView, QWidget
from typing_extensions import override

from ui.style import announcer, color, px, row_height
from ui.tables import clipboard
from ui.tables.cells import Fill, Paste
from ui.tables.delegate import ARROW, INDENT, SIDE, CellDelegate
from ui.tables.memory import WidthMemory
from ui.tables.rows import RowsModel
from ui.tables.tree import TreeRowsModel

AnyIndex = QModelIndex | QPersistentModelIndex
Key = Qt.Key
UP, DOWN = Qt.SortOrder.AscendingOrder, Qt.SortOrder.DescendingOrder


class TableView(QTableView):
    """Shows a RowsModel or TreeRowsModel. Selection, current cell and scroll survive every refresh, by id."""

    current_changed = Signal(object)  # row id or None
    activated_id = Signal(object)
    selection_changed = Signal(object)  # tuple of row ids
    paste_requested = Signal(object)  # Paste
    fill_requested = Signal(object)  # Fill
    clear_requested = Signal(object)  # Fill without a source: the cells to empty
    delete_requested = Signal(object)  # tuple of row ids
    insert_requested = Signal(object)  # row id after which a row is wanted
    move_requested = Signal(object, int)  # row ids, -1 or +1
    indent_requested = Signal(object, int)
    drop_requested = Signal(object, object, str)  # row ids, target id, "above" | "below" | "on"
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
        self._sorted: tuple[int, Qt.SortOrder] | None = None
        self._menu: list[QAction] = []
        self._cells = CellDelegate(self)
        self._build(header)
        self.setModel(model)
        self._memory = WidthMemory(self, model.columns)
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
        """Open the editor of a cell; False when it cannot be edited."""
        if not self.select_id(row_id, key):
            return False
        index = self.rows_model.index_of(row_id, key)
        if not self.rows_model.flags(index) & Qt.ItemFlag.ItemIsEditable:
            return False
        self.edit(index)
        return self.state() == QAbstractItemView.State.EditingState

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

    def set_draggable(self, draggable: bool) -> None:
        """Rows may be dragged to another place: `drop_requested`."""
        self.setDragEnabled(draggable)
        self.setAcceptDrops(draggable)
        self.setDropIndicatorShown(draggable)
        self.setDragDropMode(
            QAbstractItemView.DragDropMode.InternalMove if draggable else QAbstractItemView.DragDropMode.NoDragDrop
        )

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
        top = self.horizontalHeader()
        top.setVisible(header)
        top.setHighlightSections(False)
        top.setSectionsMovable(False)
        top.setMinimumSectionSize(px(36))
        top.setSortIndicatorShown(False)
        top.setSectionsClickable(True)
        top.setTextElideMode(Qt.TextElideMode.ElideRight)

    def _wire(self) -> None:
        model = self.rows_model
        model.modelAboutToBeReset.connect(self._on_model_about_to_be_reset)
        model.modelReset.connect(self._on_model_reset)
        self.horizontalHeader().sectionClicked.connect(self._on_header_section_clicked)
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

    # ---- sorting ----------------------------------------------------------------------------------------------

    def _on_header_section_clicked(self, number: int) -> None:
        """Up, down, own order. (The header turns its own indicator round before it tells of the click.)"""
        if self._sorted is not None and self._sorted[0] == number:
            self._sorted = None if self._sorted[1] == Qt.SortOrder.DescendingOrder else (number, DOWN)
        else:
            self._sorted = (number, UP)
        top = self.horizontalHeader()
        top.setSortIndicatorShown(self._sorted is not None)
        if self._sorted is not None:
            top.setSortIndicator(*self._sorted)
            self.rows_model.sort(*self._sorted)
        else:
            self.rows_model.sort(-1)

    # ---- keys -------------------------------------------------------------------------------------------------

    @override
    def keyPressEvent(self, event: QKeyEvent) -> None:
        if not self._handle_key(event.key(), event.modifiers()):
            super().keyPressEvent(event)

    def _handle_key(self, key: int, held: Qt.KeyboardModifier) -> bool:
        control = bool(held & Qt.KeyboardModifier.ControlModifier)
        alt = bool(held & Qt.KeyboardModifier.AltModifier)
        shift = bool(held & Qt.KeyboardModifier.ShiftModifier)
        if key in (Key.Key_Return, Key.Key_Enter):
            self._on_enter(shift)
        elif key in (Key.Key_Tab, Key.Key_Backtab):
            return self._on_tab(key == Key.Key_Backtab or shift)
        elif control and key == Key.Key_C:
            self.copy()
        elif control and key == Key.Key_V:
            self.paste()
        elif control and key == Key.Key_D:
            self.fill_down()
        elif control and key in (Key.Key_Left, Key.Key_Right) and isinstance(self.rows_model, TreeRowsModel):
            self._fold(key == Key.Key_Right)
        elif not control and not alt and self._whole_rows and key in (Key.Key_Left, Key.Key_Right):
            if not isinstance(self.rows_model, TreeRowsModel):
                return False
            self._fold(key == Key.Key_Right)
        elif alt and key in (Key.Key_Up, Key.Key_Down):
            if self.selected_ids():
                self.move_requested.emit(self.selected_ids(), -1 if key == Key.Key_Up else 1)
        elif key == Key.Key_Delete:
            self._on_delete(control)
        elif key == Key.Key_Insert:
            self.insert_requested.emit(self.current_id())
        else:
            return False
        return True

    def _on_enter(self, shift: bool) -> None:
        index = self.currentIndex()
        if not index.isValid():
            return
        if self._whole_rows or not self.rows_model.flags(index) & Qt.ItemFlag.ItemIsEditable:
            self.activated_id.emit(self.rows_model.id_at(index))
        else:
            self.edit(index)

    def _on_tab(self, backwards: bool) -> bool:
        model, index = self.rows_model, self.currentIndex()
        if self._whole_rows or not index.isValid():
            return False
        if isinstance(model, TreeRowsModel) and index.column() == model.tree_column and self._indents():
            self.indent_requested.emit(self.selected_ids(), -1 if backwards else 1)
            return True
        self._step(0, -1 if backwards else 1)
        return True

    def _indents(self) -> bool:
        return self.isSignalConnected(QMetaMethod.fromSignal(self.indent_requested))

    def _on_delete(self, rows: bool) -> None:
        ids, index = self.selected_ids(), self.currentIndex()
        if not ids or not index.isValid():
            return
        columns = self._selected_columns()
        model = self.rows_model
        first = model.tree_column if isinstance(model, TreeRowsModel) else 0
        cells = not rows and not self._whole_rows and first not in columns
        if cells and any(model.columns[number].editor is not None for number in columns):
            keys = tuple(model.columns[number].key for number in columns if model.columns[number].editor is not None)
            self.clear_requested.emit(Fill(None, ids, keys))
        else:
            self.delete_requested.emit(ids)

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

    def _fold(self, expanded: bool) -> None:
        model, index = self.rows_model, self.currentIndex()
        if not isinstance(model, TreeRowsModel) or not index.isValid():
            return
        row_id = model.id_at(index)
        if model.has_children_at(index.row()) and model.is_expanded(row_id) != expanded:
            model.toggle(row_id)
        elif expanded and model.has_children_at(index.row()):
            self._step(1, 0)
        elif not expanded and (above := model.parent_place(index.row())) >= 0:
            self.selectionModel().setCurrentIndex(model.index(above, index.column()), self._flag())

    # ---- copy, paste, fill ------------------------------------------------------------------------------------

    def copy(self) -> None:
        """The selected cells as tab text and HTML."""
        places, columns = self._selected_places(), self._selected_columns()
        if self._whole_rows:
            columns = [number for number in range(self.rows_model.columnCount()) if not self.isColumnHidden(number)]
        model = self.rows_model
        block = [[model.columns[number].text(model.row_at(place)) for number in columns] for place in places]
        if block:
            clipboard.put(block)

    def paste(self) -> None:
        """Ask for a paste at the cell cursor; a single text fills the whole selection."""
        block = clipboard.take()
        if not block:
            return
        places, columns = self._selected_places(), self._selected_columns()
        if len(block) == 1 and len(block[0]) == 1 and len(places) * len(columns) > 1:
            block = tuple(tuple(block[0][0] for _ in columns) for _ in places)
        elif places:
            first = places[0]
            places = list(range(first, first + len(block)))
            shown = [n for n in range(self.rows_model.columnCount()) if not self.isColumnHidden(n)]
            start = shown.index(columns[0])
            columns = shown[start : start + len(block[0])]
        else:
            places = list(range(self.rows_model.rowCount(), self.rows_model.rowCount() + len(block)))
            shown = [n for n in range(self.rows_model.columnCount()) if not self.isColumnHidden(n)]
            columns = shown[: len(block[0])]
        count = self.rows_model.rowCount()
        ids = tuple(self.rows_model.row_at(place).id if place < count else None for place in places)
        self.paste_requested.emit(Paste(block, ids, tuple(self.rows_model.columns[number].key for number in columns)))

    def fill_down(self) -> None:
        """Ctrl+D: the first selected row goes down into the others; with one row the row above is the source."""
        places, columns = self._selected_places(), self._selected_columns()
        if len(places) == 1 and places[0] > 0:
            places = [places[0] - 1, *places]
        keys = tuple(
            self.rows_model.columns[number].key
            for number in columns
            if self.rows_model.columns[number].editor is not None
        )
        if len(places) > 1 and keys:
            ids = [self.rows_model.row_at(place).id for place in places]
            self.fill_requested.emit(Fill(ids[0], tuple(ids[1:]), keys))

    # ---- mouse ------------------------------------------------------------------------------------------------

    @override
    def mousePressEvent(self, event: QMouseEvent) -> None:
        point = event.position().toPoint()
        index = self.indexAt(point)
        if event.button() == Qt.MouseButton.LeftButton and index.isValid() and self.press_in_cell(index, point):
            return
        super().mousePressEvent(event)

    def press_in_cell(self, index: QModelIndex, point: QPoint) -> bool:
        """A click on a branch folds, one on the × of a chip asks for its removal."""
        model = self.rows_model
        if isinstance(model, TreeRowsModel) and index.column() == model.tree_column:
            left = self.cell_rect(index).left() + px(SIDE) + model.depth_at(index.row()) * px(INDENT) - px(4)
            if model.has_children_at(index.row()) and left <= point.x() < left + px(ARROW) + px(2):
                model.toggle(model.id_at(index))
                return True
        column = model.columns[index.column()]
        if column.removable_chips:
            found = self._cells.chip_under(index, point)
            if found is not None and found[1]:
                self.chip_removed.emit(model.id_at(index), column.key, found[0].id)
                return True
        return False

    @override
    def mouseDoubleClickEvent(self, event: QMouseEvent) -> None:
        index = self.indexAt(event.position().toPoint())
        if index.isValid() and not self.rows_model.flags(index) & Qt.ItemFlag.ItemIsEditable:
            self.activated_id.emit(self.rows_model.id_at(index))
            return
        super().mouseDoubleClickEvent(event)

    @override
    def mouseMoveEvent(self, event: QMouseEvent) -> None:
        super().mouseMoveEvent(event)
        self.hover_at(event.position().toPoint())

    def hover_at(self, point: QPoint | None) -> None:
        """Light up the row under the mouse."""
        before, self.hover_point = self.hovered_row, point
        self.hovered_row = self.rowAt(point.y()) if point is not None else -1
        rows = {before, self.hovered_row} if before != self.hovered_row else {self.hovered_row}
        for place in rows:
            if place >= 0:
                top, tall = self.rowViewportPosition(place), self.rowHeight(place)
                self.viewport().update(0, top, self.viewport().width(), tall)

    @override
    def leaveEvent(self, event: Any) -> None:
        self.hover_at(None)
        super().leaveEvent(event)

    @override
    def contextMenuEvent(self, event: QContextMenuEvent) -> None:
        index = self.indexAt(event.pos())
        if index.isValid() and not self.selectionModel().isSelected(index):
            self.selectionModel().setCurrentIndex(index, self._flag())
        self.context_menu_requested.emit(self.rows_model.id_at(index), event.globalPos())
        menu = QMenu(self)
        menu.setAttribute(Qt.WidgetAttribute.WA_DeleteOnClose)
        menu.addActions(self._menu)
        if self._menu:
            menu.addSeparator()
        menu.addAction("复制\tCtrl+C", self.copy).setEnabled(bool(self._selected_places()))
        if self.isSignalConnected(QMetaMethod.fromSignal(self.paste_requested)):
            menu.addAction("粘贴\tCtrl+V", self.paste)
        menu.popup(event.globalPos())

    # ---- drag -------------------------------------------------------------------------------------------------

    @override
    def dragMoveEvent(self, event: QDragMoveEvent) -> None:
        super().dragMoveEvent(event)
        if event.source() is self:
            event.setDropAction(Qt.DropAction.MoveAction)
            event.accept()

    @override
    def dropEvent(self, event: QDropEvent) -> None:
        index = self.indexAt(event.position().toPoint())
        if event.source() is not self or not index.isValid():
            return
        rect, y = self.visualRect(index), event.position().toPoint().y()
        third = rect.height() // 3 if isinstance(self.rows_model, TreeRowsModel) else rect.height() // 2
        place = "above" if y < rect.top() + third else "below" if y > rect.bottom() - third else "on"
        ids, target = self.selected_ids(), self.rows_model.id_at(index)
        event.setDropAction(Qt.DropAction.IgnoreAction)
        event.accept()
        if target not in ids:
            self.drop_requested.emit(ids, target, place)

    # ---- Qt ---------------------------------------------------------------------------------------------------

    @override
    def paintEvent(self, event: QPaintEvent) -> None:
        filler = QPainter(self.viewport())  # opaque: scrolling moves what is painted instead of painting it again
        filler.fillRect(event.rect(), color("surface"))
        filler.end()
        super().paintEvent(event)
        if self.rows_model.rowCount() == 0 and self.rows_model.is_filtered:
            painter = QPainter(self.viewport())
            painter.setPen(color("secondary"))
            where = self.viewport().rect().adjusted(0, px(24), 0, 0)
            painter.drawText(where, int(Qt.AlignmentFlag.AlignHCenter | Qt.AlignmentFlag.AlignTop), "没有符合筛选的行")
            painter.end()

    @override
    def resizeEvent(self, event: QResizeEvent) -> None:
        super().resizeEvent(event)
        self._memory.stretch()

    @override
    def showEvent(self, event: QShowEvent) -> None:
        self._memory.restore()
        super().showEvent(event)
