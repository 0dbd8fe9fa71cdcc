"""The sections of the cell inspector for the office's own fields and for pairings."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import date
from decimal import Decimal

from PySide6.QtCore import QObject, Signal

from models.grid import queries
from models.grid.pairing_rules import range_words
from models.grid.queries import CellRow, FieldRow, PairingRow
from models.grid.terms import FieldKind
from ui.grid.own_columns import choices_of
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
    """The section 结对挂钩 of a record: what it is tied to today, and a way to add."""

    add_requested = Signal()
    opened = Signal(object)  # id of the pairing

    def __init__(self, page: Page, inspector: Inspector, *, add_text: str = "") -> None:
        super().__init__(inspector)
        self._page = page
        self.section = inspector.add_section("结对挂钩")
        self.rows = RowList(inspector, height=28)
        self.rows.row_activated.connect(self.opened)
        self.section.add_widget(self.rows)
        self.link = LinkRow(add_text, inspector) if add_text else None
        if self.link is not None:
            self.link.clicked.connect(self.add_requested)
            self.section.add_widget(self.link)

    def show_cell(self, cell_id: int) -> None:
        """Who is tied to a cell today."""
        found = [row for row in self._read() if row.cell_id == cell_id]
        self._show([ListRow(row.id, row.who, "", row.kind.label) for row in found])

    def show_unit(self, unit_id: int) -> None:
        """What a unit is tied to today, from either side."""
        found = [row for row in self._read() if unit_id in (row.unit_id, row.partner_id)]
        rows = [
            ListRow(
                row.id,
                row.goal if row.unit_id == unit_id else row.who,
                range_words(row.valid_from, row.valid_to),
                row.kind.label,
            )
            for row in found
        ]
        self._show(rows)

    def _read(self) -> tuple[PairingRow, ...]:
        return self._page.store.read(queries.pairings, day=self._page.context.today)

    def _show(self, rows: Sequence[ListRow]) -> None:
        self.rows.set_rows(rows)
        self.rows.setVisible(bool(rows))
        self.section.setVisible(bool(rows) or self.link is not None)


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
