"""The model of a flat table over frozen rows; filter and sort work on arrays of the texts, never through a proxy."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Sequence
from typing import Any

from PySide6.QtCore import QAbstractTableModel, QModelIndex, QObject, QPersistentModelIndex, Qt, QTimer, Signal
from typing_extensions import override

from ui.tables.cells import Column

AnyIndex = QModelIndex | QPersistentModelIndex
NO_INDEX = QModelIndex()
IDLE_ROWS = 2_000  # rows whose texts are gathered in one idle turn
Order = Qt.SortOrder


class RowsModel(QAbstractTableModel):
    """Rows (first field `id`) under a tuple of Columns. Editing a cell changes nothing here: it asks.

    `group(row)` tints a row. `search_text(row)` adds words to the filter (initials, other names).
    """

    edit_requested = Signal(object, str, object)  # row id, column key, value
    rows_replaced = Signal()

    def __init__(
        self,
        columns: Sequence[Column],
        group: Callable[[Any], bool] | None = None,
        search_text: Callable[[Any], str] | None = None,
        parent: QObject | None = None,
    ) -> None:
        super().__init__(parent)
        self.columns: tuple[Column, ...] = tuple(columns)
        self.group = group
        self.search_text = search_text
        self.rows: tuple[Any, ...] = ()
        self._visible: list[int] = []  # positions in rows
        self._place: dict[Any, int] | None = None  # id -> place in _visible
        self._where: dict[Any, int] | None = None  # id -> position in rows
        self._texts: list[str] = []  # lower-cased search text of rows[0:len(_texts)]
        self._words: tuple[str, ...] = ()
        self._predicate: Callable[[Any], bool] | None = None
        self._sieve: Callable[[Any], bool] | None = None
        self._held: frozenset[Any] = frozenset()  # ids shown although a filter would hide them
        self._found = 0
        self._sorts: tuple[tuple[int, Order], ...] = ()
        self.read_only = False  # no cell can be typed into, whatever its column says
        self._idle = QTimer(self)
        self._idle.setInterval(0)
        self._idle.timeout.connect(self._on_idle_timeout)

    # ---- rows -------------------------------------------------------------------------------------------------

    def set_rows(self, rows: Iterable[Any]) -> None:
        """Take new rows. When the same ids stay in the same places only the changed cells are painted again."""
        fresh = tuple(rows)
        old, old_visible = self.rows, self._visible
        same = len(fresh) == len(old) and all(a.id == b.id for a, b in zip(fresh, old, strict=True))
        if same:
            self.rows = fresh
            changed = [
                at for at, (new, was) in enumerate(zip(fresh, old, strict=True)) if new is not was and new != was
            ]
            for at in changed:
                if at < len(self._texts):
                    self._texts[at] = self._text_of(fresh[at])
            self._structure()
            if changed and self._arranged() == old_visible:
                self._tell_changed(changed)
                self.rows_replaced.emit()
                return
            if not changed:
                self.rows_replaced.emit()
                return
        self.beginResetModel()
        self.rows = fresh
        if not same:
            self._where = None
            self._texts = []
            self._structure()
        self._show(self._arranged())
        self.endResetModel()
        if len(self._texts) < len(fresh):
            self._idle.start()
        self.rows_replaced.emit()

    def update_rows(self, rows: Iterable[Any]) -> None:
        """Take new versions of some rows (same ids, same parents): only their cells are painted again.

        Filter and order are not applied anew, so that a row just edited stays where it is; cost does not grow with
        the number of rows beyond copying their list.
        """
        fresh = list(self.rows)
        changed: list[int] = []
        for row in rows:
            if self.row(row.id) not in (None, row) and self._where is not None:
                at = self._where[row.id]
                fresh[at] = row
                changed.append(at)
        if not changed:
            return
        self.rows = tuple(fresh)
        for at in changed:
            if at < len(self._texts):
                self._texts[at] = self._text_of(fresh[at])
        self._tell_changed(changed)

    def retell(self) -> None:
        """The columns say something else of the same rows (phones are shown now): filter and paint again."""
        self._texts = []
        self._arrange()
        if self._visible:
            last = self.index(len(self._visible) - 1, len(self.columns) - 1)
            self.dataChanged.emit(self.index(0, 0), last)

    def set_columns(self, columns: Sequence[Column]) -> None:
        """Other columns over the same rows (through the view: BaseTable.set_columns); order by a kept one stays."""
        kept = [(self.columns[number].key, order) for number, order in self._sorts]
        self.beginResetModel()
        self.columns = tuple(columns)
        places = {column.key: at for at, column in enumerate(self.columns)}
        self._sorts = tuple((places[key], order) for key, order in kept if key in places)
        self._texts = []
        self._columns_replaced()
        self._show(self._arranged())
        self.endResetModel()

    def row(self, row_id: Any) -> Any | None:
        """The row with that id, None when it is not there."""
        if self._where is None:
            self._where = {row.id: at for at, row in enumerate(self.rows)}
        at = self._where.get(row_id)
        return None if at is None else self.rows[at]

    def row_at(self, place: int) -> Any:
        """The row shown at a place."""
        return self.rows[self._visible[place]]

    def id_at(self, index: AnyIndex) -> Any | None:
        """The id of an index's row; None for no index."""
        return self.row_at(index.row()).id if index.isValid() else None

    def column_of(self, key: str) -> int:
        """The number of a column. Raises KeyError."""
        for at, column in enumerate(self.columns):
            if column.key == key:
                return at
        raise KeyError(key)

    def index_of(self, row_id: Any, key: str | None = None) -> QModelIndex:
        """The cell of a row (first column by default); invalid when the row is filtered out."""
        place = self._places().get(row_id)
        if place is None:
            return QModelIndex()
        return self.index(place, self.column_of(key) if key else 0)

    def visible_rows(self) -> list[Any]:
        """The rows shown, in their order."""
        return [self.rows[at] for at in self._visible]

    @property
    def is_filtered(self) -> bool:
        return bool(self._words) or self._predicate is not None or self._sieve is not None

    @property
    def held(self) -> frozenset[Any]:
        """Ids of rows that are shown whatever the filters say."""
        return self._held

    @property
    def found(self) -> int:
        """How many rows the filters let through (rows shown only for those below them do not count)."""
        return self._found if self.is_filtered else len(self.rows)

    @property
    def is_sorted(self) -> bool:
        """Whether a column decides the order, not the rows' own."""
        return bool(self._sorts)

    @property
    def sorts(self) -> tuple[tuple[int, Order], ...]:
        """The columns that sort, the first one first."""
        return self._sorts

    # ---- filter and sort --------------------------------------------------------------------------------------

    def set_filter(self, text: str) -> None:
        """Show the rows that hold every word of `text` (in any column, or in search_text)."""
        words = tuple(text.lower().split())
        if words != self._words:
            self._words, self._held = words, frozenset()
            self._arrange()

    def set_predicate(self, predicate: Callable[[Any], bool] | None) -> None:
        """A further filter (待补 only); None takes it away."""
        self._predicate, self._held = predicate, frozenset()
        self._arrange()

    def set_sieve(self, sieve: Callable[[Any], bool] | None) -> None:
        """The filters of the columns, beside those of the page; None takes them away."""
        self._sieve, self._held = sieve, frozenset()
        self._arrange()

    def hold(self, ids: Iterable[Any]) -> None:
        """Show these rows although a filter hides them (they were just added), until a filter changes."""
        self._held |= frozenset(ids)
        self._arrange()

    @override
    def sort(self, column: int, order: Order = Qt.SortOrder.AscendingOrder) -> None:
        """Sort by a column; column -1 gives the rows' own order back."""
        self.sort_by(((column, order),) if 0 <= column < len(self.columns) else ())

    def sort_by(self, sorts: Sequence[tuple[int, Order]]) -> None:
        """Sort by several columns, the first one first; none gives the rows' own order back."""
        self._sorts = tuple(sorts)
        self._arrange()

    def _arrange(self) -> None:
        arranged = self._arranged()
        if arranged != self._visible:
            self.beginResetModel()
            self._show(arranged)
            self.endResetModel()

    def _arranged(self) -> list[int]:
        return self._in_order(self._kept())

    def _kept(self) -> list[int]:
        kept: Iterable[int] = range(len(self.rows))
        if self._words:
            self._gather(len(self.rows))
            texts = self._texts
            first, *others = self._words
            kept = [at for at, text in enumerate(texts) if first in text]
            for word in others:
                kept = [at for at in kept if word in texts[at]]
        if self._predicate is not None:
            rows, predicate = self.rows, self._predicate
            kept = [at for at in kept if predicate(rows[at])]
        if self._sieve is not None:
            rows, sieve = self.rows, self._sieve
            kept = [at for at in kept if sieve(rows[at])]
        found = list(kept)
        self._found = len(found)
        if self._held and self.is_filtered:
            shown = set(found)
            more = [at for at, row in enumerate(self.rows) if row.id in self._held and at not in shown]
            found = sorted((*found, *more)) if more else found
        return found

    def _in_order(self, kept: list[int]) -> list[int]:
        for number, order in reversed(self._sorts):
            kept = self._by_column(kept, number, order)
        return kept

    def _by_column(self, kept: list[int], number: int, order: Order) -> list[int]:
        key, rows = self.columns[number].sort_key, self.rows
        keyed = [(key(rows[at]), at) for at in kept]
        filled = [entry for entry in keyed if entry[0] is not None and entry[0] != ""]
        empty = [at for value, at in keyed if value is None or value == ""]
        filled.sort(key=lambda entry: entry[0], reverse=order == Qt.SortOrder.DescendingOrder)
        return [at for _, at in filled] + empty  # empty ones last in both directions

    def _show(self, visible: list[int]) -> None:
        self._visible = visible
        self._place = None

    def _places(self) -> dict[Any, int]:
        if self._place is None:
            rows = self.rows
            self._place = {rows[at].id: place for place, at in enumerate(self._visible)}
        return self._place

    def _structure(self) -> None:
        """Work out what depends on all rows (a tree's parents); a flat table has nothing."""

    def _columns_replaced(self) -> None:
        """Work out what depends on the columns; a flat table has nothing."""

    def _tell_changed(self, changed: list[int]) -> None:
        places, last = self._places(), len(self.columns) - 1
        for at in changed:
            place = places.get(self.rows[at].id)
            if place is not None:
                self.dataChanged.emit(self.index(place, 0), self.index(place, last))

    # ---- texts for the filter ---------------------------------------------------------------------------------

    def _text_of(self, row: Any) -> str:
        parts = [column.text(row) for column in self.columns]
        if self.search_text is not None:
            parts.append(self.search_text(row))
        return "\n".join(part for part in parts if part).lower()

    def _gather(self, upto: int) -> None:
        if len(self._texts) < upto:
            self._texts.extend(self._text_of(row) for row in self.rows[len(self._texts) : upto])

    def _on_idle_timeout(self) -> None:
        self._gather(min(len(self.rows), len(self._texts) + IDLE_ROWS))
        if len(self._texts) >= len(self.rows):
            self._idle.stop()

    # ---- Qt ---------------------------------------------------------------------------------------------------

    @override
    def rowCount(self, parent: AnyIndex = NO_INDEX) -> int:
        return 0 if parent.isValid() else len(self._visible)

    @override
    def columnCount(self, parent: AnyIndex = NO_INDEX) -> int:
        return 0 if parent.isValid() else len(self.columns)

    @override
    def data(self, index: AnyIndex, role: int = Qt.ItemDataRole.DisplayRole) -> Any:
        if role == Qt.ItemDataRole.DisplayRole:
            return self.columns[index.column()].text(self.row_at(index.row())) if index.isValid() else None
        if not index.isValid():
            return None
        if role == Qt.ItemDataRole.EditRole:
            return self.columns[index.column()].value_of(self.row_at(index.row()))
        if role == Qt.ItemDataRole.ToolTipRole:
            column, row = self.columns[index.column()], self.row_at(index.row())
            return column.tooltip(row) if column.tooltip is not None else column.text(row)
        if role == Qt.ItemDataRole.TextAlignmentRole:
            return _ALIGNMENTS[self.columns[index.column()].align]
        if role == Qt.ItemDataRole.AccessibleTextRole:
            column = self.columns[index.column()]
            return f"{column.heading}：{column.text(self.row_at(index.row()))}"
        return None

    @override
    def setData(self, index: AnyIndex, value: Any, role: int = Qt.ItemDataRole.EditRole) -> bool:
        if role != Qt.ItemDataRole.EditRole or not index.isValid():
            return False
        column, row = self.columns[index.column()], self.row_at(index.row())
        if self.read_only or not column.is_editable(row) or value == column.value_of(row):
            return False
        self.edit_requested.emit(row.id, column.key, value)
        return True

    @override
    def flags(self, index: AnyIndex) -> Qt.ItemFlag:
        if not index.isValid():
            return Qt.ItemFlag.ItemIsDropEnabled
        editable = not self.read_only and self.columns[index.column()].is_editable(self.row_at(index.row()))
        return _EDITABLE if editable else _READABLE

    @override
    def supportedDropActions(self) -> Qt.DropAction:
        return Qt.DropAction.MoveAction | Qt.DropAction.CopyAction  # rows dragged inside a table move

    @override
    def headerData(self, section: int, orientation: Qt.Orientation, role: int = Qt.ItemDataRole.DisplayRole) -> Any:
        if orientation == Qt.Orientation.Horizontal and 0 <= section < len(self.columns):
            if role == Qt.ItemDataRole.DisplayRole:
                return self.columns[section].heading
            if role == Qt.ItemDataRole.TextAlignmentRole:
                return _ALIGNMENTS[self.columns[section].align]
        return None


_READABLE = (
    Qt.ItemFlag.ItemIsEnabled
    | Qt.ItemFlag.ItemIsSelectable
    | Qt.ItemFlag.ItemIsDragEnabled
    | Qt.ItemFlag.ItemIsDropEnabled
)
_EDITABLE = _READABLE | Qt.ItemFlag.ItemIsEditable
_ALIGNMENTS = {
    "left": int(Qt.AlignmentFlag.AlignLeft | Qt.AlignmentFlag.AlignVCenter),
    "right": int(Qt.AlignmentFlag.AlignRight | Qt.AlignmentFlag.AlignVCenter),
    "center": int(Qt.AlignmentFlag.AlignCenter),
}
