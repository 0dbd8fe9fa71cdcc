"""Widths of a table's columns: from the columns, then as the user left them; one column takes what is left over."""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
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
        self._order: tuple[str, ...] = ()
        self.frozen = 0
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

    @property
    def widths(self) -> dict[str, int]:
        """The width of every column, before the scale."""
        return dict(self._own)

    @property
    def hidden(self) -> frozenset[str]:
        """The columns not shown."""
        return frozenset(self._hidden)

    def take(self, widths: Mapping[str, int], hidden: Iterable[str]) -> None:
        """Other widths and other columns hidden, as a layout says."""
        self._own |= {key: width for key, width in widths.items() if key in self._own}
        self._hidden = {key for key in hidden if key in self._own}
        self.apply()
        self._keep()

    def set_order(self, keys: Iterable[str]) -> None:
        """Remember another order of the columns."""
        self._order = tuple(keys)
        self._keep()

    def keep_frozen(self, count: int) -> None:
        """Remember how many columns stay in sight."""
        if count != self.frozen:
            self.frozen = count
            self._keep()

    def arranged(self, columns: Sequence[Column]) -> tuple[Column, ...]:
        """The columns in the order remembered; new ones stand behind the one they are given after."""
        if not self._order:
            return tuple(columns)
        places = {key: place for place, key in enumerate(self._order)}
        result = sorted((column for column in columns if column.key in places), key=lambda column: places[column.key])
        for at, column in enumerate(columns):
            if column.key not in places:
                before = result.index(columns[at - 1]) + 1 if at else 0
                result.insert(before, column)
        return tuple(result)

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

    def restore(self) -> bool:
        """Take what the settings remember, once, when the table is first shown in a page; whether it did so now."""
        if self._restored:
            return False
        self._restored = True
        settings, name = self._settings(), self._name()
        if settings is None or not name:
            self.apply()
            return False
        layout = settings.layout(name)
        widths = layout.get("widths")
        for key, width in widths.items() if isinstance(widths, dict) else ():
            if key in self._own and isinstance(width, int) and 20 <= width <= 2_000:
                self._own[key] = width
        hidden = layout.get("hidden")
        if isinstance(hidden, list):
            self._hidden = {key for key in hidden if key in self._own}
        order, frozen = layout.get("order"), layout.get("frozen")
        if isinstance(order, list):
            self._order = tuple(key for key in order if isinstance(key, str))
        if type(frozen) is int and 0 <= frozen <= 50:
            self.frozen = frozen
        self.apply()
        return True

    def _on_section_resized(self, number: int, old: int, new: int) -> None:
        if self._setting or new <= 0 or number >= len(self._columns):
            return
        self._own[self._columns[number].key] = round(new * 100 / px(100))
        self._keep()

    def _keep(self) -> None:
        settings, name = self._settings(), self._name()
        if settings is not None and name:
            layout: dict[str, object] = {"widths": dict(self._own), "hidden": sorted(self._hidden)}
            if self._order:
                layout["order"] = list(self._order)
            if self.frozen:
                layout["frozen"] = self.frozen
            settings.set_layout(name, layout)

    def _name(self) -> str:
        name = str(getattr(self._view, "name", ""))
        return f"table.{name}" if name else ""

    def _settings(self) -> Settings | None:
        from ui.page import page_of

        page = page_of(self._view)
        return page.settings if page is not None else None
