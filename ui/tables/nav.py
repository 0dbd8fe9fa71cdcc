"""The navigation tree of a page's left slot: one column, no head, whole rows."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

from PySide6.QtWidgets import QWidget

from ui.tables.cells import Column
from ui.tables.tree import TreeRowsModel
from ui.tables.view import TableView


class NavTree(TableView):
    """`text(row)` and a small grey `note(row)` (a count); rows come in tree order with `parent_id`."""

    def __init__(
        self,
        text: Callable[[Any], str],
        note: Callable[[Any], str] | None = None,
        icon: Callable[[Any], str] | None = None,
        strong: Callable[[Any], bool] | None = None,
        parent_of: Callable[[Any], Any] | None = None,
        name: str = "",
        parent: QWidget | None = None,
    ) -> None:
        column = Column("name", "名称", text, width=120, note=note, icon=icon, strong=strong, stretch=True)
        self.tree_model = TreeRowsModel((column,), parent_of)
        super().__init__(self.tree_model, name=name, header=False, whole_rows=True, parent=parent)
        self.hairlines = False

    def set_rows(self, rows: tuple[Any, ...]) -> None:
        """Take new rows."""
        self.tree_model.set_rows(rows)
