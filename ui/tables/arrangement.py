"""How a table is arranged: order and widths of its columns, frozen ones, sort keys and filters, as one Layout."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import replace
from datetime import date
from typing import TYPE_CHECKING, TypeGuard

from PySide6.QtCore import QObject, Qt, Signal

from models.layouts.content import Layout, SortKey
from models.layouts.rules import Criterion, Group, sentence_of, without_fields
from models.layouts.terms import Compare
from ui.tables.filtering import Field, fields_of, sieve_of, values_of

if TYPE_CHECKING:
    from ui.tables.memory import WidthMemory
    from ui.tables.view import TableView


class Arrangement(QObject):
    """`changed` after any of it became another. The columns of the model always stand in the order shown."""

    changed = Signal()

    def __init__(self, table: TableView, memory: WidthMemory) -> None:
        super().__init__(table)
        self._table = table
        self._memory = memory
        self._more: tuple[Field, ...] = ()
        self.today: Callable[[], date] = date.today
        self.own_order = tuple(column.key for column in table.rows_model.columns)
        self.sorts: tuple[SortKey, ...] = ()
        self.filters = Group()

    # ---- fields -----------------------------------------------------------------------------------------------

    def add_fields(self, *fields: Field) -> None:
        """What filters may ask besides the columns."""
        self._more += fields

    @property
    def fields(self) -> dict[str, Field]:
        """Everything filters may ask."""
        return fields_of(self._table.rows_model.columns, self._more)

    # ---- order ------------------------------------------------------------------------------------------------

    def sort_by(self, sorts: Sequence[SortKey]) -> None:
        """Sort by these columns, the first one first; those that are not there are left out."""
        known = {column.key: number for number, column in enumerate(self._table.rows_model.columns)}
        self.sorts = tuple(key for key in sorts if key.column in known)
        up, down = Qt.SortOrder.AscendingOrder, Qt.SortOrder.DescendingOrder
        self._table.rows_model.sort_by([(known[key.column], down if key.descending else up) for key in self.sorts])
        self._show()

    def turn_sort(self, key: str, *, add: bool = False) -> None:
        """A click on a heading: up, down, own order; `add` keeps the other sort keys."""
        now = next((sort for sort in self.sorts if sort.column == key), None)
        others = [sort for sort in self.sorts if sort.column != key] if add else []
        if now is None:
            self.sort_by([*others, SortKey(key)])
        elif now.descending:
            self.sort_by(others)
        elif add:
            self.sort_by([replace(sort, descending=True) if sort.column == key else sort for sort in self.sorts])
        else:
            self.sort_by([SortKey(key, True)])

    # ---- filters ----------------------------------------------------------------------------------------------

    def set_filters(self, asked: Group) -> None:
        """Show the rows for which this holds; fields that are not there are not asked."""
        self.filters = without_fields(asked, frozenset(self.fields))
        self._sieve()
        self._show()

    def _sieve(self) -> None:
        model = self._table.rows_model
        model.set_sieve(sieve_of(self.filters, self.fields, self.today(), model.group))

    def column_values(self, key: str) -> tuple[str, ...] | None:
        """The values of one column that its own filter leaves; None without one."""
        return next((part.values for part in self._own_filters() if part.field == key), None)

    def filter_column(self, key: str, values: Sequence[str] | None) -> None:
        """Only rows with one of these values in a column; None takes the filter of the column away."""
        others = [part for part in self.filters.parts if not (_is_own(part) and part.field == key)]
        if self.filters.any_of:
            others = [] if self.filters.is_empty else [self.filters]
        own = [] if values is None else [Criterion(key, Compare.ONE_OF, tuple(values))]
        self.set_filters(Group((*others, *own)))

    def values_in(self, key: str) -> list[tuple[str, int]]:
        """The values of a column in the rows that the other filters leave, each with its count."""
        others = Group(
            tuple(part for part in self.filters.parts if not (_is_own(part) and part.field == key)),
            self.filters.any_of,
        )
        model = self._table.rows_model
        sieve = sieve_of(others, self.fields, self.today(), model.group)
        rows = [row for row in model.rows if sieve is None or sieve(row)]
        group = model.group
        field = self.fields[key]
        own = [row for row in rows if group is None or not group(row) or field.value(row) not in (None, "", ())]
        return values_of(field, own)

    def _own_filters(self) -> list[Criterion]:
        return [] if self.filters.any_of else [part for part in self.filters.parts if _is_own(part)]

    def sentence(self) -> str:
        """The filters in words; empty without any."""
        fields = self.fields
        headings = {key: field.heading for key, field in fields.items()}
        return sentence_of(self.filters, headings, {key: field.kind for key, field in fields.items()})

    # ---- columns ----------------------------------------------------------------------------------------------

    def freeze(self, count: int) -> None:
        """Keep the first columns in sight; remembered."""
        self._table.set_frozen(count)
        self._remember()
        self.changed.emit()

    def freeze_to(self, key: str) -> None:
        """Keep everything up to this column in sight."""
        self.freeze(self._table.rows_model.column_of(key) + 1)

    def move(self, old: int, new: int) -> None:
        """A heading was drawn to another place."""
        keys = [column.key for column in self._table.rows_model.columns]
        keys.insert(new, keys.pop(old))
        self.set_order(keys)

    def set_order(self, keys: Sequence[str]) -> None:
        """The columns in this order; those not named keep their place behind the one before them."""
        table = self._table
        self._memory.set_order(keys)
        arranged = self._memory.arranged(table.rows_model.columns)
        if [column.key for column in arranged] != [column.key for column in table.rows_model.columns]:
            table.set_columns(arranged)
        self._remember()
        self.changed.emit()

    # ---- as a whole -------------------------------------------------------------------------------------------

    def layout(self) -> Layout:
        """Everything, to be kept under a name."""
        return Layout(
            order=tuple(column.key for column in self._table.rows_model.columns),
            hidden=self._memory.hidden,
            widths=self._memory.widths,
            frozen=self._table.frozen,
            sorts=self.sorts,
            filters=self.filters,
        )

    def apply(self, layout: Layout) -> None:
        """Arrange the table like this; what is not there (any more) is passed over."""
        self._memory.take(layout.widths, layout.hidden)
        self.set_order(layout.order or self.own_order)
        self._table.set_frozen(layout.frozen)
        self._remember()
        self.sort_by(layout.sorts)
        self.set_filters(layout.filters)

    def restore(self) -> None:
        """Order and frozen columns as they were left the last time."""
        self._table.set_frozen(self._memory.frozen)
        arranged = self._memory.arranged(self._table.rows_model.columns)
        if [column.key for column in arranged] != [column.key for column in self._table.rows_model.columns]:
            self._table.set_columns(arranged)

    def columns_replaced(self) -> None:
        """The table has other columns: what asks for or sorts by those that are gone goes with them."""
        known = {column.key for column in self._table.rows_model.columns}
        self.sorts = tuple(key for key in self.sorts if key.column in known)
        kept = without_fields(self.filters, frozenset(self.fields))
        if kept != self.filters:
            self.filters = kept
            self._sieve()
        self._show()

    def _remember(self) -> None:
        self._memory.keep_frozen(self._table.frozen)

    def _show(self) -> None:
        several = len(self.sorts) > 1
        head = self._table.heading
        head.sorted_by = {
            key.column: (place if several else 0, key.descending) for place, key in enumerate(self.sorts, 1)
        }
        head.filtered = frozenset(self.filters.fields())
        head.viewport().update()
        self.changed.emit()


def _is_own(part: Criterion | Group) -> TypeGuard[Criterion]:
    """A filter of the kind that a heading sets."""
    return isinstance(part, Criterion) and part.compare is Compare.ONE_OF
