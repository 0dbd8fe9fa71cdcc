"""Widths of a table's columns: from the columns, then as the user left them; one column takes what is left over."""

from __future__ import annotations

from collections.abc import Sequence
from typing import TYPE_CHECKING

from PySide6.QtCore import QObject

from ui.style import px
from ui.tables.cells import Column

if TYPE_CHECKING:
    from PySide6.QtWidgets import QTableView

    from ui.settings import Settings


class WidthMemory(QObject):
    """Kept under `table.<name>` in the settings of the page that the table stands in, in pixels before the scale."""

    def __init__(self, view: QTableView, columns: Sequence[Column]) -> None:
        super().__init__(view)
        self._view = view
        self._columns = columns
        self._own = {column.key: column.width for column in columns}
        self._hidden = {column.key for column in columns if column.hidden}
        self._setting = False
        self._restored = False
        view.horizontalHeader().sectionResized.connect(self._on_section_resized)

    def apply(self) -> None:
        """Give every column its width at the present scale."""
        self._setting = True
        for at, column in enumerate(self._columns):
            self._view.setColumnHidden(at, column.key in self._hidden)
            self._view.setColumnWidth(at, px(self._own[column.key]))
        self._setting = False
        self.stretch()

    def stretch(self) -> None:
        """Share the width left over among the stretch columns, in proportion to their own widths."""
        numbers = [at for at, column in enumerate(self._columns) if column.stretch and column.key not in self._hidden]
        if not numbers or self._setting:
            return
        room = self._view.viewport().width()
        taken = sum(
            self._view.columnWidth(at)
            for at in range(len(self._columns))
            if at not in numbers and not self._view.isColumnHidden(at)
        )
        own = [px(self._own[self._columns[at].key]) for at in numbers]
        more = max(0, room - taken - sum(own))
        self._setting = True
        for at, width in zip(numbers, own, strict=True):
            self._view.setColumnWidth(at, width + more * width // sum(own))
        self._setting = False

    def set_hidden(self, key: str, hidden: bool) -> None:
        """Show or hide a column, and remember it."""
        if hidden:
            self._hidden.add(key)
        else:
            self._hidden.discard(key)
        self.apply()
        self._keep()

    def is_hidden(self, key: str) -> bool:
        return key in self._hidden

    def set_columns(self, columns: Sequence[Column]) -> None:
        """Other columns; new ones come as the user left them the last time, else as they are."""
        self._columns = columns
        fresh = [column for column in columns if column.key not in self._own]
        self._own |= {column.key: column.width for column in fresh}
        self._hidden |= {column.key for column in fresh if column.hidden}
        settings, name = self._settings(), self._name()
        if not self._restored or settings is None or not name:
            return
        layout = settings.layout(name)
        widths, hidden = layout.get("widths"), layout.get("hidden")
        for column in fresh:
            width = widths.get(column.key) if isinstance(widths, dict) else None
            if isinstance(width, int) and 20 <= width <= 2_000:
                self._own[column.key] = width
            if isinstance(hidden, list) and column.key in hidden:
                self._hidden.add(column.key)

    def restore(self) -> None:
        """Take what the settings remember, once, when the table is first shown in a page."""
        if self._restored:
            return
        self._restored = True
        settings, name = self._settings(), self._name()
        if settings is None or not name:
            self.apply()
            return
        layout = settings.layout(name)
        widths = layout.get("widths")
        for key, width in widths.items() if isinstance(widths, dict) else ():
            if key in self._own and isinstance(width, int) and 20 <= width <= 2_000:
                self._own[key] = width
        hidden = layout.get("hidden")
        if isinstance(hidden, list):
            self._hidden = {key for key in hidden if key in self._own}
        self.apply()

    def _on_section_resized(self, number: int, old: int, new: int) -> None:
        if self._setting or new <= 0 or number >= len(self._columns):
            return
        self._own[self._columns[number].key] = round(new * 100 / px(100))
        self._keep()

    def _keep(self) -> None:
        settings, name = self._settings(), self._name()
        if settings is not None and name:
            settings.set_layout(name, {"widths": dict(self._own), "hidden": sorted(self._hidden)})

    def _name(self) -> str:
        name = str(getattr(self._view, "name", ""))
        return f"table.{name}" if name else ""

    def _settings(self) -> Settings | None:
        from ui.page import page_of

        page = page_of(self._view)
        return page.settings if page is not None else None
