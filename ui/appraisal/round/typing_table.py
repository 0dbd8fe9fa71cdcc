"""Tables that scores are typed into: Enter goes to the next place to type at; typing where nothing can be typed any
more says why."""

from __future__ import annotations

from PySide6.QtCore import Signal
from typing_extensions import override

from ui.tables.rows import RowsModel
from ui.tables.view import TableView


class TypingTable(TableView):
    """`typed_in_vain` when something is typed while nothing can be changed."""

    typed_in_vain = Signal()

    def __init__(self, model: RowsModel, *, name: str, lines: int = 1) -> None:
        super().__init__(model, name=name, lines=lines)

    @override
    def keyboardSearch(self, search: str) -> None:
        if self.rows_model.read_only:
            self.typed_in_vain.emit()
        else:
            super().keyboardSearch(search)


class UnitSheetTable(TypingTable):
    """The sheet of a unit: what was entered stands under its item, but Enter goes on to the next item."""

    @override
    def _on_cells_left(self, rows: int, columns: int) -> None:
        index = self.currentIndex()
        model = self.rows_model
        if columns or not index.isValid() or model.row_at(index.row()).entry is not None:
            super()._on_cells_left(rows, columns)
            return
        self.setFocus()
        place = index.row() + rows
        while 0 <= place < model.rowCount():
            row = model.row_at(place)
            if row.entry is None and row.can_type:
                target = model.index(place, index.column())
                self.selectionModel().setCurrentIndex(target, self._flag())
                self.scrollTo(target)
                return
            place += rows
