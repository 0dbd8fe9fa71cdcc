"""What a merger or split would move: records by kind with counts, each with its box or with the unit that takes it."""

from __future__ import annotations

from collections.abc import Mapping, Sequence

from PySide6.QtCore import QItemSelectionModel, Qt, Signal
from PySide6.QtGui import QStandardItem, QStandardItemModel
from PySide6.QtWidgets import (
    QAbstractItemView,
    QHBoxLayout,
    QHeaderView,
    QLabel,
    QTreeView,
    QVBoxLayout,
    QWidget,
)

from models.succession.queries import Moving
from models.succession.terms import MoveKind
from ui.style import px
from ui.widgets.quiet import Combo

ROW = Qt.ItemDataRole.UserRole
CHECKED, UNCHECKED = Qt.CheckState.Checked, Qt.CheckState.Unchecked


class MovingList(QTreeView):
    """Kinds of records, each folded with its count; a box on the kind takes all of it. `left_out` answers what is
    not ticked."""

    changed = Signal()

    def __init__(self, parent: QWidget | None = None, *, checkable: bool = True) -> None:
        super().__init__(parent)
        self._checkable = checkable
        self._rows: tuple[Moving, ...] = ()
        self._filling = False
        self.items = QStandardItemModel(self)
        self.setModel(self.items)
        self.setAccessibleName("要移动的内容")
        self.setEditTriggers(QAbstractItemView.EditTrigger.NoEditTriggers)
        self.setSelectionMode(QAbstractItemView.SelectionMode.ExtendedSelection)
        self.setUniformRowHeights(True)
        self.setMinimumSize(px(470), px(220))
        self.items.itemChanged.connect(self._on_items_item_changed)

    def show_rows(self, rows: Sequence[Moving], heading: str) -> None:
        """Show other rows; boxes stand as proposed."""
        self._filling = True
        self._rows = tuple(rows)
        self.items.clear()
        self.items.setHorizontalHeaderLabels(["内容", heading])
        for kind in MoveKind:
            own = [row for row in self._rows if row.kind is kind]
            if not own:
                continue
            head = QStandardItem(f"{kind.label}（{len(own)}）")
            head.setData(kind.value, ROW)
            beside = QStandardItem("")
            for row in own:
                item = QStandardItem(row.name)
                item.setData(row.id, ROW)
                item.setToolTip(f"{row.unit}：{row.name}")
                item.setCheckable(self._checkable)
                if self._checkable:
                    item.setCheckState(CHECKED if row.wanted else UNCHECKED)
                head.appendRow([item, QStandardItem(row.note or row.unit)])
            head.setCheckable(self._checkable)
            self.items.appendRow([head, beside])
            self._sum_up(head)
        header = self.header()
        header.setSectionResizeMode(0, QHeaderView.ResizeMode.Stretch)
        header.setStretchLastSection(False)
        header.resizeSection(1, px(210))
        if len(self._rows) <= 12:
            self.expandAll()
        self._filling = False
        self.changed.emit()

    def left_out(self) -> tuple[int, ...]:
        """Ids of the records whose box is empty."""
        return tuple(item.data(ROW) for item in self._leaves() if item.checkState() is UNCHECKED)

    def count_words(self) -> str:
        """How much of it moves."""
        total, left = len(self._rows), len(self.left_out()) if self._checkable else 0
        return f"共 {total} 项" + (f"，不带 {left} 项" if left else "")

    def chosen(self) -> tuple[int, ...]:
        """Ids of the selected records; those of a kind when the kind is selected."""
        found: dict[int, None] = {}
        for index in self.selectionModel().selectedRows(0):
            item = self.items.itemFromIndex(index)
            below = [item.child(number) for number in range(item.rowCount())] or [item]
            found.update({leaf.data(ROW): None for leaf in below if isinstance(leaf.data(ROW), int)})
        return tuple(found)

    def show_targets(self, names: Mapping[int, str], otherwise: str) -> None:
        """Write beside every record who takes it."""
        self._filling = True
        for number in range(self.items.rowCount()):
            head = self.items.item(number, 0)
            for place in range(head.rowCount()):
                head.child(place, 1).setText(names.get(head.child(place, 0).data(ROW), otherwise))
        self._filling = False

    def select_kind(self, kind: MoveKind) -> None:
        """Select all of a kind."""
        for number in range(self.items.rowCount()):
            if self.items.item(number, 0).data(ROW) == kind.value:
                flags = QItemSelectionModel.SelectionFlag.ClearAndSelect | QItemSelectionModel.SelectionFlag.Rows
                self.selectionModel().select(self.items.index(number, 0), flags)

    def _leaves(self) -> list[QStandardItem]:
        heads = [self.items.item(number, 0) for number in range(self.items.rowCount())]
        return [head.child(place, 0) for head in heads for place in range(head.rowCount())]

    def _sum_up(self, head: QStandardItem) -> None:
        if not self._checkable:
            return
        states = {head.child(place, 0).checkState() for place in range(head.rowCount())}
        head.setCheckState(states.pop() if len(states) == 1 else Qt.CheckState.PartiallyChecked)

    def _on_items_item_changed(self, item: QStandardItem) -> None:
        if self._filling or not item.isCheckable():
            return
        self._filling = True
        if item.parent() is not None:
            self._sum_up(item.parent())
        elif item.checkState() is not Qt.CheckState.PartiallyChecked:
            for place in range(item.rowCount()):
                item.child(place, 0).setCheckState(item.checkState())
        self._filling = False
        self.changed.emit()


class AllotmentList(QWidget):
    """The same list with a choice below it: who takes the selected records."""

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.list = MovingList(self, checkable=False)
        self.taker = Combo(self)
        self.taker.setAccessibleName("选中的归")
        self._names: tuple[str, ...] = ()
        self._given: dict[int, int] = {}
        self._otherwise = ""
        words = QLabel("选中的归", self)
        words.setTextFormat(Qt.TextFormat.PlainText)
        words.setBuddy(self.taker)
        line = QHBoxLayout()
        line.addWidget(words)
        line.addWidget(self.taker, 1)
        layout = QVBoxLayout(self)
        layout.setContentsMargins(0, 0, 0, 0)
        layout.addWidget(self.list)
        layout.addLayout(line)
        self.taker.activated.connect(self._on_taker_activated)

    def show_rows(self, rows: Sequence[Moving]) -> None:
        """Show what there is; what was given stays given."""
        ids = {row.id for row in rows}
        self._given = {key: part for key, part in self._given.items() if key in ids}
        self.list.show_rows(rows, "归谁")
        self._write()

    def set_parts(self, names: Sequence[str], otherwise: str) -> None:
        """The units that may take something; `otherwise` is what happens to the rest."""
        if (tuple(names), otherwise) == (self._names, self._otherwise):
            return
        self._names, self._otherwise = tuple(names), otherwise
        self._given = {key: part for key, part in self._given.items() if part < len(self._names)}
        self.taker.clear()
        self.taker.addItems([*self._names, otherwise])
        self._write()

    def allotment(self) -> dict[int, int]:
        """The number of the part that takes each record."""
        return dict(self._given)

    def _on_taker_activated(self, part: int) -> None:
        for record_id in self.list.chosen():
            if part < len(self._names):
                self._given[record_id] = part
            else:
                self._given.pop(record_id, None)
        self._write()

    def _write(self) -> None:
        self.list.show_targets({key: self._names[part] for key, part in self._given.items()}, self._otherwise)
