"""The model of the matrix task × unit: rows as a folding tree, columns with counts, roles in the cells."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from typing import Any

from PySide6.QtCore import QAbstractTableModel, QModelIndex, QObject, QPersistentModelIndex, Qt, Signal
from typing_extensions import override

AnyIndex = QModelIndex | QPersistentModelIndex
NO_INDEX = QModelIndex()
ROLE_WORDS: Mapping[str, str] = {"lead": "牵头", "responsible": "责任", "support": "配合", "oversee": "督导"}
ROLE_KEYS: Mapping[str, str] = {"q": "lead", "z": "responsible", "p": "support", "d": "oversee"}


@dataclass(frozen=True, slots=True)
class MatrixRow:
    """A row of the frozen part: a task. Rows come in tree order."""

    id: Any
    parent_id: Any = None
    depth: int = 0
    number: str = ""
    title: str = ""
    is_group: bool = False
    search: str = ""


@dataclass(frozen=True, slots=True)
class MatrixColumn:
    """A column: a unit, with two small numbers under its name."""

    id: Any
    label: str
    tooltip: str = ""
    counts: tuple[Any, Any] = ("", "")


class MatrixModel(QAbstractTableModel):
    """Column 0 is the frozen part. `reshaped` when rows or columns are others, `recoloured` when only roles are."""

    reshaped = Signal()
    recoloured = Signal()

    def __init__(self, parent: QObject | None = None) -> None:
        super().__init__(parent)
        self._all: tuple[MatrixRow, ...] = ()
        self._rows: list[MatrixRow] = []
        self._columns: tuple[MatrixColumn, ...] = ()
        self._all_columns: tuple[MatrixColumn, ...] = ()
        self._roles: Mapping[tuple[Any, Any], tuple[str, ...]] = {}
        self._places: Mapping[tuple[Any, Any], int] = {}  # at how many places of the grid, where that is so
        self._words: tuple[str, ...] = ()
        self._folded: set[Any] = set()
        self._parents: set[Any] = set()
        self._row_places: dict[Any, int] = {}
        self._column_places: dict[Any, int] = {}
        self.longest_label = 2  # characters of the longest name over the columns

    # ---- content ----------------------------------------------------------------------------------------------

    def set_matrix(
        self,
        rows: Sequence[MatrixRow],
        columns: Sequence[MatrixColumn],
        roles: Mapping[tuple[Any, Any], tuple[str, ...]],
        places: Mapping[tuple[Any, Any], int] | None = None,
    ) -> None:
        """Everything anew; when rows and columns are the same only the cells are painted again. `places` says for some
        cells at how many places of the grid the unit carries the task."""
        self._places = places or {}
        fresh_rows, fresh_columns = tuple(rows), tuple(columns)
        self.longest_label = max((len(column.label) for column in fresh_columns), default=2)
        same = fresh_rows == self._all and [c.id for c in fresh_columns] == [c.id for c in self._all_columns]
        if same:
            self._roles = roles
            self._columns = self._all_columns = fresh_columns
            if self._rows and self._columns:
                last = self.index(len(self._rows) - 1, len(self._columns))
                self.dataChanged.emit(self.index(0, 0), last)
                self.headerDataChanged.emit(Qt.Orientation.Horizontal, 0, len(self._columns))
            self.recoloured.emit()
            return
        self.beginResetModel()
        self._all, self._roles = fresh_rows, roles
        self._columns = self._all_columns = fresh_columns
        self._parents = {row.parent_id for row in fresh_rows if row.parent_id is not None}
        self._arrange()
        self.endResetModel()
        self.reshaped.emit()

    def set_roles(self, row_id: Any, column_id: Any, roles: tuple[str, ...]) -> None:
        """One cell anew: the cheap way after one edit."""
        changed = dict(self._roles)
        if roles:
            changed[row_id, column_id] = roles
        else:
            changed.pop((row_id, column_id), None)
        self._roles = changed
        place = self._row_places.get(row_id), self._column_places.get(column_id)
        if place[0] is not None and place[1] is not None:
            index = self.index(place[0], place[1] + 1)
            self.dataChanged.emit(index, index)
        self.recoloured.emit()

    def set_filter(self, text: str) -> None:
        """Rows whose number, title or search text hold every word; rows above them stay."""
        words = tuple(text.lower().split())
        if words != self._words:
            self._words = words
            self._rearrange()

    def toggle(self, row_id: Any) -> None:
        """Fold or unfold what lies below a row."""
        self._folded ^= {row_id}
        self._rearrange()

    def is_folded(self, row_id: Any) -> bool:
        return row_id in self._folded and not self._words

    def has_children(self, row_id: Any) -> bool:
        return row_id in self._parents

    def _rearrange(self) -> None:
        self.beginResetModel()
        self._arrange()
        self.endResetModel()
        self.reshaped.emit()

    def _arrange(self) -> None:
        if self._words:
            wanted: set[Any] = set()
            by_id = {row.id: row for row in self._all}
            for row in self._all:
                text = f"{row.number} {row.title} {row.search}".lower()
                if all(word in text for word in self._words):
                    above: MatrixRow | None = row
                    while above is not None and above.id not in wanted:
                        wanted.add(above.id)
                        above = by_id.get(above.parent_id)
            self._rows = [row for row in self._all if row.id in wanted]
        else:
            hidden: set[Any] = set()
            self._rows = []
            for row in self._all:
                if row.parent_id in hidden or row.parent_id in self._folded:
                    hidden.add(row.id)
                else:
                    self._rows.append(row)
        self._row_places = {row.id: place for place, row in enumerate(self._rows)}
        self._column_places = {column.id: place for place, column in enumerate(self._columns)}

    # ---- reading ----------------------------------------------------------------------------------------------

    @property
    def rows(self) -> list[MatrixRow]:
        """The rows shown."""
        return self._rows

    @property
    def columns(self) -> tuple[MatrixColumn, ...]:
        """The units."""
        return self._columns

    def roles_at(self, row: int, column: int) -> tuple[str, ...]:
        """The roles in a cell, by places."""
        return self._roles.get((self._rows[row].id, self._columns[column].id), ())

    def places_at(self, row: int, column: int) -> int:
        """At how many places of the grid the unit carries the task; 0 where it is not place by place."""
        return self._places.get((self._rows[row].id, self._columns[column].id), 0)

    def place_of(self, row_id: Any, column_id: Any) -> tuple[int, int] | None:
        """Where a cell is shown; None when it is not."""
        row, column = self._row_places.get(row_id), self._column_places.get(column_id)
        return None if row is None or column is None else (row, column)

    def row_place(self, row_id: Any) -> int | None:
        """Where a row is shown; None when it is not."""
        return self._row_places.get(row_id)

    def words_at(self, row: int, column: int) -> str:
        """A sentence for the tooltip and for readers of the screen."""
        roles = "、".join(ROLE_WORDS.get(role, role) for role in self.roles_at(row, column)) or "无"
        unit = self._columns[column]
        if places := self.places_at(row, column):
            roles += f"，{places} 处网格"
        return f"{self._rows[row].number} {self._rows[row].title}\n{unit.tooltip or unit.label}：{roles}".strip()

    # ---- Qt ---------------------------------------------------------------------------------------------------

    @override
    def rowCount(self, parent: AnyIndex = NO_INDEX) -> int:
        return 0 if parent.isValid() else len(self._rows)

    @override
    def columnCount(self, parent: AnyIndex = NO_INDEX) -> int:
        return 0 if parent.isValid() else len(self._columns) + 1

    @override
    def data(self, index: AnyIndex, role: int = Qt.ItemDataRole.DisplayRole) -> Any:
        if not index.isValid():
            return None
        row, column = index.row(), index.column() - 1
        if role == Qt.ItemDataRole.DisplayRole:
            if column < 0:
                return f"{self._rows[row].number} {self._rows[row].title}".strip()
            return "、".join(ROLE_WORDS.get(name, name) for name in self.roles_at(row, column))
        if role in (Qt.ItemDataRole.ToolTipRole, Qt.ItemDataRole.AccessibleTextRole):
            return self._rows[row].title if column < 0 else self.words_at(row, column)
        return None

    @override
    def headerData(self, section: int, orientation: Qt.Orientation, role: int = Qt.ItemDataRole.DisplayRole) -> Any:
        if orientation == Qt.Orientation.Horizontal and role == Qt.ItemDataRole.DisplayRole:
            return "任务" if section == 0 else self._columns[section - 1].label
        return None
