"""Who gets a sheet of a split print: a list to tick, with rows, pages and copies for each, and what it comes to."""

from __future__ import annotations

from collections.abc import Collection, Mapping, Sequence
from dataclasses import dataclass, replace
from typing import Any

from PySide6.QtCore import QAbstractTableModel, QModelIndex, QPersistentModelIndex, Qt, Signal
from typing_extensions import override

HEADINGS = ("", "项", "页", "份")
NAME, ROWS, PAGES, COPIES = range(4)
MOST_COPIES = 99
_NOTES = ("", "任务项数", "每份的页数", "打印几份；选中后直接输入数字")
_RIGHT = Qt.AlignmentFlag.AlignRight | Qt.AlignmentFlag.AlignVCenter


@dataclass(frozen=True, slots=True)
class Handout:
    """One sheet to hand out; `pages` 0 until it is drawn."""

    key: object
    name: str
    rows: int
    ticked: bool = True
    copies: int = 1
    pages: int = 0


class HandoutModel(QAbstractTableModel):
    """`ticks_changed` and `copies_changed` come once per change by the user."""

    ticks_changed = Signal()
    copies_changed = Signal()

    def __init__(self, parent: Any = None) -> None:
        super().__init__(parent)
        self._rows: list[Handout] = []

    @property
    def handouts(self) -> tuple[Handout, ...]:
        return tuple(self._rows)

    def set_handouts(self, found: Sequence[Handout]) -> None:
        """Show these; tells nobody. The pages known of a sheet stay until they are counted again."""
        pages = {row.key: row.pages for row in self._rows}
        found = [replace(row, pages=row.pages or pages.get(row.key, 0)) for row in found]
        if [row.key for row in found] == [row.key for row in self._rows]:
            self._rows = found
            self._tell_changed()
            return
        self.beginResetModel()
        self._rows = found
        self.endResetModel()

    def set_pages(self, pages: Mapping[object, int]) -> None:
        """The pages of each sheet that is printed."""
        self._rows = [replace(row, pages=pages.get(row.key, row.pages)) for row in self._rows]
        self._tell_changed()

    def tick(self, keys: Collection[object], ticked: bool) -> None:
        """Tick or clear several at once: one change."""
        changed = [replace(row, ticked=ticked) if row.key in keys else row for row in self._rows]
        if changed != self._rows:
            self._rows = changed
            self._tell_changed()
            self.ticks_changed.emit()

    def set_all_copies(self, copies: int) -> None:
        """The same number for all: one change."""
        self._rows = [replace(row, copies=copies) for row in self._rows]
        self._tell_changed()
        self.copies_changed.emit()

    def _tell_changed(self) -> None:
        if self._rows:
            self.dataChanged.emit(self.index(0, 0), self.index(len(self._rows) - 1, COPIES))

    # ---- what Qt asks -----------------------------------------------------------------------------------------

    @override
    def rowCount(self, parent: QModelIndex | QPersistentModelIndex = QModelIndex()) -> int:
        return 0 if parent.isValid() else len(self._rows)

    @override
    def columnCount(self, parent: QModelIndex | QPersistentModelIndex = QModelIndex()) -> int:
        return 0 if parent.isValid() else len(HEADINGS)

    @override
    def headerData(self, section: int, orientation: Qt.Orientation, role: int = Qt.ItemDataRole.DisplayRole) -> Any:
        if orientation is not Qt.Orientation.Horizontal:
            return None
        match role:
            case Qt.ItemDataRole.DisplayRole:
                return HEADINGS[section]
            case Qt.ItemDataRole.ToolTipRole:
                return _NOTES[section]
            case Qt.ItemDataRole.TextAlignmentRole if section:
                return _RIGHT
        return None

    @override
    def data(self, index: QModelIndex | QPersistentModelIndex, role: int = Qt.ItemDataRole.DisplayRole) -> Any:
        row = self._rows[index.row()]
        at = index.column()
        match role:
            case Qt.ItemDataRole.DisplayRole:
                return (row.name, str(row.rows), str(row.pages or "") if row.ticked else "", str(row.copies))[at]
            case Qt.ItemDataRole.EditRole if at == COPIES:
                return str(row.copies)
            case Qt.ItemDataRole.CheckStateRole if at == NAME:
                return Qt.CheckState.Checked if row.ticked else Qt.CheckState.Unchecked
            case Qt.ItemDataRole.TextAlignmentRole if at != NAME:
                return _RIGHT
            case Qt.ItemDataRole.ToolTipRole:
                return row.name if at == NAME else _NOTES[at]
        return None

    @override
    def flags(self, index: QModelIndex | QPersistentModelIndex) -> Qt.ItemFlag:
        flags = Qt.ItemFlag.ItemIsEnabled | Qt.ItemFlag.ItemIsSelectable
        if index.column() == NAME:
            flags |= Qt.ItemFlag.ItemIsUserCheckable
        if index.column() == COPIES:
            flags |= Qt.ItemFlag.ItemIsEditable
        return flags

    @override
    def setData(
        self, index: QModelIndex | QPersistentModelIndex, value: Any, role: int = Qt.ItemDataRole.EditRole
    ) -> bool:
        row = self._rows[index.row()]
        if role == Qt.ItemDataRole.CheckStateRole:
            self.tick([row.key], Qt.CheckState(value) is Qt.CheckState.Checked)
            return True
        text = str(value).strip()
        if role != Qt.ItemDataRole.EditRole or not text.isdecimal() or not 1 <= int(text) <= MOST_COPIES:
            return False
        if int(text) != row.copies:
            self._rows[index.row()] = replace(row, copies=int(text))
            self.dataChanged.emit(index, index)
            self.copies_changed.emit()
        return True
