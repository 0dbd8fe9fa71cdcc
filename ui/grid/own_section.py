"""The sections of the cell inspector for the office's own fields and for pairings."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import date
from decimal import Decimal
from typing import Any

from PySide6.QtCore import QObject

from models.grid import actions, queries
from models.grid.queries import CellRow, FieldRow, PairingRow
from models.grid.terms import FieldKind
from models.org import queries as org_queries
from ui import messages
from ui.grid.own_columns import choices_of
from ui.org.books import UnitBook
from ui.page import Page
from ui.widgets.inspector import ChoiceField, DateField, Field, Inspector, NumberField, TextField
from ui.widgets.link_row import LinkRow
from ui.widgets.rowlist import ListRow, RowList


class OwnFields(QObject):
    """Fills one section with a field per own field; makes them anew only when the definitions change."""

    def __init__(self, inspector: Inspector) -> None:
        super().__init__(inspector)
        self._fields: tuple[FieldRow, ...] = ()
        self.section = inspector.add_section("自定义栏目")
        self.section.hide()

    def set_fields(self, fields: Sequence[FieldRow]) -> None:
        """Other definitions."""
        changed = [field.form for field in fields] != [field.form for field in self._fields]
        self._fields = tuple(fields)
        if changed:
            self.section.clear_fields()
            for field in fields:
                self.section.add(field.key, field.name, _field(field))

    def show_cell(self, row: CellRow) -> None:
        """The values of a cell; fields of other levels are hidden."""
        for field in self._fields:
            self.section.set_shown(field.key, field.stands_on(row.level_id))
            self.section.fields[field.key].set_value(_value(field, row.values.get(field.id, "")))
        self.section.setVisible(any(field.stands_on(row.level_id) for field in self._fields))


class PairingRows(QObject):
    """The section 结对挂钩 of a cell or unit: what it is tied to today; a click goes there, a link adds one."""

    def __init__(self, page: Page, inspector: Inspector) -> None:
        super().__init__(inspector)
        self._page = page
        self._all: tuple[PairingRow, ...] | None = None
        self._cell_id: int | None = None
        self._unit_id: int | None = None
        self.section = inspector.add_section("结对挂钩")
        self.rows = RowList(inspector, height=28)
        self.link = LinkRow("添加结对…", inspector)
        self.section.add_widget(self.rows)
        self.section.add_widget(self.link)
        self.rows.row_activated.connect(self._on_rows_row_activated)
        self.link.clicked.connect(self._on_link_clicked)
        page.store.changed.connect(self._on_store_changed)
        page.store.opened.connect(self._on_store_opened)

    def show_cell(self, cell_id: int) -> None:
        """Who is tied to a cell today."""
        self._cell_id, self._unit_id = cell_id, None
        found = [row for row in self._read() if row.cell_id == cell_id]
        self._show([ListRow(row.id, row.who, "", row.kind.label) for row in found])

    def show_unit(self, unit_id: int) -> None:
        """What a unit is tied to today, from either side."""
        self._cell_id, self._unit_id = None, unit_id
        found = [row for row in self._read() if unit_id in (row.unit_id, row.partner_id)]
        names = [row.goal if row.unit_id == unit_id else row.who for row in found]
        self._show([ListRow(row.id, name, "", row.kind.label) for row, name in zip(found, names, strict=True)])

    def _read(self) -> tuple[PairingRow, ...]:
        if self._all is None:
            self._all = self._page.store.read(queries.pairings, day=self._page.context.today)
        return self._all

    def _show(self, rows: Sequence[ListRow]) -> None:
        self.rows.set_rows(rows)
        self.rows.setVisible(bool(rows))

    def _on_store_changed(self, areas: frozenset[str]) -> None:
        self._all = None

    def _on_store_opened(self) -> None:
        self._all = None

    def _on_rows_row_activated(self, pairing_id: object) -> None:
        self._page.go("grid", next((row.cell_id for row in self._read() if row.id == pairing_id), None), "pairings")

    def _on_link_clicked(self) -> None:
        from ui.grid.pairing_form import PairingForm
        from ui.grid.ties import TieBook

        read, day = self._page.store.read, self._page.context.today
        units = UnitBook(read(org_queries.units))
        posts, people = read(org_queries.posts, day=day), read(org_queries.people)
        book = TieBook(units, posts, people, read(queries.cells))
        who, goal = units.name(self._unit_id), book.words_of_cell(self._cell_id)
        form = PairingForm(self._page.window(), book, day=day, who=who, goal=goal)
        messages.open_form(self._page, form, self._on_form_accepted)

    def _on_form_accepted(self, value: dict[str, Any]) -> None:
        done = self._page.do("新结对", actions.create_pairing, said="已添加结对。", **value)
        if done is not None and self._cell_id is not None:
            self.show_cell(self._cell_id)
        elif done is not None and self._unit_id is not None:
            self.show_unit(self._unit_id)


def _field(field: FieldRow) -> Field:
    if field.kind is FieldKind.CHOICE:
        return ChoiceField(choices_of(field))
    if field.kind is FieldKind.DAY:
        return DateField()
    if field.kind is FieldKind.NUMBER:
        return NumberField()
    return TextField("", 1)


def _value(field: FieldRow, value: str) -> object:
    if not value:
        return "" if field.kind in (FieldKind.TEXT, FieldKind.CHOICE) else None
    if field.kind is FieldKind.DAY:
        return date.fromisoformat(value)
    return Decimal(value) if field.kind is FieldKind.NUMBER else value
