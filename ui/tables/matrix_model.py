"""The model of the matrix task × unit: rows as a folding tree, columns with counts, roles in the cells."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from typing import Any

from PySide6.QtCore import QAbstractTableModel, QModelIndex, QObject, QPersistentModelIndex, Qt, Signal
from typing_extensions import override

from ui.style import Tone

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
    tone: Tone | None = field(default=None, compare=False)  # something is missing here; `tooltip` says what
    tooltip: str = field(default="", compare=False)


@dataclass(frozen=True, slots=True)
class MatrixColumn:
    """A column: a unit, with two small numbers under its name. Columns of one `group` stand side by side under its
    head; folded they are one column, whose cells count them."""

    id: Any
    label: str
    tooltip: str = ""
    counts: tuple[Any, Any] = ("", "")
    group: str = ""
    tone: Tone | None = None
    is_folded: bool = False


@dataclass(frozen=True, slots=True)
class Band:
    """The head over the columns of one group, by the places of the first and last."""

    group: str
    first: int
    last: int
    size: int
    is_folded: bool


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
        self._folded_groups: set[str] = set()
        self._in_folded: dict[tuple[Any, str], int] = {}  # how many units of a folded group carry a row
        self._row_counts: dict[Any, tuple[int, int]] = {}  # units that lead a row, units with any role
        self._bands: tuple[Band, ...] = ()
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
        same = fresh_rows == self._all and _shape(fresh_columns) == _shape(self._all_columns)
        self._roles, self._all_columns = roles, _side_by_side(fresh_columns)
        self._count()
        if same:
            fresh = {row.id: row for row in fresh_rows}
            self._all, self._rows = fresh_rows, [fresh[row.id] for row in self._rows]
            self._arrange_columns()
            if self._rows and self._columns:
                last = self.index(len(self._rows) - 1, len(self._columns))
                self.dataChanged.emit(self.index(0, 0), last)
                self.headerDataChanged.emit(Qt.Orientation.Horizontal, 0, len(self._columns))
            self.recoloured.emit()
            return
        self.beginResetModel()
        self._all = fresh_rows
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
        self._count()
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
        self._arrange_columns()

    def _count(self) -> None:
        counts: dict[Any, list[int]] = {}
        for (row_id, _), roles in self._roles.items():
            own = counts.get(row_id)
            if own is None:
                own = counts[row_id] = [0, 0]
            own[0] += "lead" in roles
            own[1] += 1
        self._row_counts = {row_id: (own[0], own[1]) for row_id, own in counts.items()}
        self._in_folded = {}
        if self._folded_groups:
            group_of = {c.id: c.group for c in self._all_columns if c.group in self._folded_groups}
            for row_id, column_id in self._roles:
                group = group_of.get(column_id)
                if group is not None:
                    self._in_folded[row_id, group] = self._in_folded.get((row_id, group), 0) + 1

    def _arrange_columns(self) -> None:
        shown: list[MatrixColumn] = []
        bands: list[Band] = []
        groups = _groups_of(self._all_columns)
        for group, members in groups:
            is_folded = group in self._folded_groups and len(groups) > 1
            first = len(shown)
            shown += [_folded(group, members)] if is_folded else members
            bands.append(Band(group, first, len(shown) - 1, len(members), is_folded))
        self._columns = tuple(shown)
        self._bands = tuple(bands) if len(groups) > 1 else ()
        self._column_places = {column.id: place for place, column in enumerate(self._columns)}

    def toggle_group(self, group: str) -> None:
        """Fold or unfold the columns of a group."""
        self._folded_groups ^= {group}
        self._count()
        self._rearrange()

    # ---- reading ----------------------------------------------------------------------------------------------

    @property
    def rows(self) -> list[MatrixRow]:
        """The rows shown."""
        return self._rows

    @property
    def columns(self) -> tuple[MatrixColumn, ...]:
        """The units."""
        return self._columns

    @property
    def bands(self) -> tuple[Band, ...]:
        """The heads over groups of columns; none where there is only one group."""
        return self._bands

    def row_counts(self, row: int) -> tuple[int, int]:
        """How many units lead a row, and how many have any role there."""
        return self._row_counts.get(self._rows[row].id, (0, 0))

    def folded_at(self, row: int, column: int) -> int:
        """How many units of a folded group carry a row."""
        return self._in_folded.get((self._rows[row].id, self._columns[column].group), 0)

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

    def text_at(self, row: int, column: int) -> str:
        """What is copied of a cell: 牵头、配合, of a folded group how many units."""
        if self._columns[column].is_folded:
            return str(self.folded_at(row, column) or "")
        return "、".join(ROLE_WORDS.get(role, role) for role in self.roles_at(row, column))

    def words_at(self, row: int, column: int) -> str:
        """A sentence for the tooltip and for readers of the screen."""
        unit = self._columns[column]
        roles = "、".join(ROLE_WORDS.get(role, role) for role in self.roles_at(row, column)) or "无"
        if unit.is_folded:
            roles = f"{self.folded_at(row, column)} 个单位有角色"
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
            return self.text_at(row, column)
        if role in (Qt.ItemDataRole.ToolTipRole, Qt.ItemDataRole.AccessibleTextRole):
            return self._rows[row].title if column < 0 else self.words_at(row, column)
        return None

    @override
    def headerData(self, section: int, orientation: Qt.Orientation, role: int = Qt.ItemDataRole.DisplayRole) -> Any:
        if orientation == Qt.Orientation.Horizontal and role == Qt.ItemDataRole.DisplayRole:
            return "任务" if section == 0 else self._columns[section - 1].label
        return None


def _shape(columns: Sequence[MatrixColumn]) -> list[tuple[Any, str]]:
    return [(column.id, column.group) for column in _side_by_side(columns)]


def _groups_of(columns: Sequence[MatrixColumn]) -> list[tuple[str, list[MatrixColumn]]]:
    """The groups in the order in which their first columns come."""
    found: dict[str, list[MatrixColumn]] = {}
    for column in columns:
        found.setdefault(column.group, []).append(column)
    return list(found.items())


def _side_by_side(columns: Sequence[MatrixColumn]) -> tuple[MatrixColumn, ...]:
    return tuple(column for _, members in _groups_of(columns) for column in members)


def _folded(group: str, members: Sequence[MatrixColumn]) -> MatrixColumn:
    sums = tuple(sum(int(column.counts[at] or 0) for column in members) for at in (0, 1))
    words = f"{group}：{len(members)} 个单位，点开查看"
    return MatrixColumn(("group", group), group, words, (sums[0], sums[1]), group, is_folded=True)
