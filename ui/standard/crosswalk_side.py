"""One side of the 对照: a standard to choose and its indicators, to be put beside those of the other side."""

from __future__ import annotations

from collections.abc import Callable

from PySide6.QtCore import Qt, Signal
from PySide6.QtGui import QKeyEvent
from PySide6.QtWidgets import QHBoxLayout, QVBoxLayout, QWidget
from typing_extensions import override

from models.standard.queries import IndicatorRow
from ui.standard.book import Book
from ui.standard.columns import search_text
from ui.standard.crosswalk_columns import side_columns
from ui.standard.relations import RELATIONS
from ui.style import px
from ui.tables.tree import TreeRowsModel
from ui.tables.view import TableView
from ui.widgets.quiet import Combo

_KEYS = {Qt.Key.Key_1 + at: option.value for at, option in enumerate(RELATIONS)}


class SideTable(TableView):
    """One standard; the figures 1 to 4 ask for a relation of the two rows in hand."""

    relation_requested = Signal(str)

    @override
    def keyPressEvent(self, event: QKeyEvent) -> None:
        plain = not event.modifiers() & ~Qt.KeyboardModifier.KeypadModifier
        if plain and event.key() in _KEYS:
            self.relation_requested.emit(_KEYS[event.key()])
            return
        super().keyPressEvent(event)


class Side(QWidget):
    """A standard to choose and its indicators."""

    def __init__(self, title: str, name: str, across: Callable[[IndicatorRow], str], parent: QWidget) -> None:
        super().__init__(parent)
        self.box = Combo(self)
        self.box.setAccessibleName(title)
        self.model = TreeRowsModel(side_columns(across), tree_column="name", search_text=search_text, parent=self)
        self.table = SideTable(self.model, name=name, whole_rows=True)
        self.table.setAccessibleName(f"{title}的指标")
        self.table.setDragEnabled(True)
        self.table.setAcceptDrops(True)
        layout = QVBoxLayout(self)
        layout.setContentsMargins(0, 0, 0, 0)
        layout.setSpacing(px(4))
        top = QHBoxLayout()
        top.setContentsMargins(px(8), 0, px(8), 0)
        top.addWidget(self.box, 1)
        layout.addLayout(top)
        layout.addWidget(self.table, 1)

    def fill(self, book: Book, standard_id: int) -> None:
        """Offer the standards, with one chosen."""
        self.box.blockSignals(True)
        self.box.clear()
        for standard in book.standards:
            self.box.addItem(standard.title, standard.id)
        self.box.setCurrentIndex(self.box.findData(standard_id))
        self.box.blockSignals(False)

    def row(self) -> IndicatorRow | None:
        """The indicator in hand."""
        found = self.model.row(self.table.current_id())
        return found if isinstance(found, IndicatorRow) else None

    def show_row(self, row_id: int) -> None:
        """Go to a row."""
        self.model.reveal(row_id)
        self.table.select_id(row_id)
