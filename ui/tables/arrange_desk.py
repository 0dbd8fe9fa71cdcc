"""What the headings of a table offer: sort, filter by values or conditions, freeze, choose columns."""

from __future__ import annotations

from functools import partial
from typing import TYPE_CHECKING

from PySide6.QtCore import QObject, QPoint, Qt
from PySide6.QtGui import QAction
from PySide6.QtWidgets import QMenu

from models.layouts.content import SortKey
from models.layouts.rules import Group
from ui.tables.filtering import sieve_of

if TYPE_CHECKING:
    from ui.tables.columns_dialog import ColumnChoice
    from ui.tables.value_filter import ValueFilter
    from ui.tables.view import TableView


class ArrangeDesk(QObject):
    """Menus and dialogs of one table; dialogs are loaded when first opened."""

    def __init__(self, table: TableView) -> None:
        super().__init__(table)
        self._table = table
        self._key = ""  # the column whose menu or list is open
        table.heading.filter_requested.connect(self._on_heading_filter_requested)
        table.heading.menu_requested.connect(self._on_heading_menu_requested)

    # ---- the menu of a heading --------------------------------------------------------------------------------

    def menu_of(self, number: int) -> QMenu:
        """What can be done with a column."""
        menu = QMenu(self._table)
        menu.setAttribute(Qt.WidgetAttribute.WA_DeleteOnClose)
        columns = self._table.rows_model.columns
        here = 0 <= number < len(columns) and bool(columns[number].heading)
        arranged = self._table.arrangement
        if here:
            self._key = columns[number].key
            menu.addAction("升序", self._on_up)
            menu.addAction("降序", self._on_down)
        menu.addAction("排序…", self.open_sort)
        if arranged.sorts:
            menu.addAction("恢复原来的顺序", self._on_unsorted)
        menu.addSeparator()
        if here:
            menu.addAction("按值筛选…", self._on_values)
        menu.addAction("按条件筛选…", self.open_conditions)
        if not arranged.filters.is_empty:
            menu.addAction("清除列筛选", self._on_unfiltered)
        menu.addSeparator()
        if here and number < len(columns) - 1:
            menu.addAction("冻结到此列", self._on_freeze)
        if self._table.frozen:
            menu.addAction("取消冻结", self._on_thaw)
        if here:
            menu.addAction("隐藏此列", self._on_hide).setEnabled(self._shown() > 1)
        self._fill_columns(menu.addMenu("显示的列"))
        menu.addAction("列的顺序…", self.open_columns)
        return menu

    def _fill_columns(self, menu: QMenu) -> None:
        """A line to tick per column."""
        for column in self._table.rows_model.columns:
            if column.heading:
                action = menu.addAction(column.heading)
                action.setCheckable(True)
                action.setChecked(not self._table.is_column_hidden(column.key))
                action.triggered.connect(partial(self._on_column_triggered, column.key, action))

    def _on_column_triggered(self, key: str, action: QAction) -> None:
        self._table.set_column_hidden(key, not action.isChecked())

    def _shown(self) -> int:
        return sum(not self._table.is_column_hidden(column.key) for column in self._table.rows_model.columns)

    def _on_heading_menu_requested(self, number: int, point: QPoint) -> None:
        self.menu_of(number).popup(point)

    def _on_up(self) -> None:
        self._table.arrangement.sort_by([SortKey(self._key)])

    def _on_down(self) -> None:
        self._table.arrangement.sort_by([SortKey(self._key, True)])

    def _on_unsorted(self) -> None:
        self._table.arrangement.sort_by(())

    def _on_unfiltered(self) -> None:
        self._table.arrangement.set_filters(Group())

    def _on_freeze(self) -> None:
        self._table.arrangement.freeze_to(self._key)

    def _on_thaw(self) -> None:
        self._table.arrangement.freeze(0)

    def _on_hide(self) -> None:
        self._table.set_column_hidden(self._key, True)

    def _on_values(self) -> None:
        number = self._table.rows_model.column_of(self._key)
        rect = self._table.heading.section_rect(number)
        self.open_values(self._key, self._table.heading.mapToGlobal(rect.bottomLeft()))

    def _on_heading_filter_requested(self, number: int, point: QPoint) -> None:
        self.open_values(self._table.rows_model.columns[number].key, point)

    # ---- lists and dialogs ------------------------------------------------------------------------------------

    def open_values(self, key: str, point: QPoint) -> ValueFilter:
        """The list of a column's values, below its heading."""
        from ui.tables.value_filter import ValueFilter

        arranged = self._table.arrangement
        self._key = key
        heading = arranged.fields[key].heading
        listed = ValueFilter(heading, arranged.values_in(key), arranged.column_values(key), self._table)
        listed.chosen.connect(self._on_values_chosen)
        listed.more_requested.connect(self.open_conditions)
        screen = self._table.screen().availableGeometry()
        tall = listed.sizeHint().height()
        listed.move(
            max(screen.left(), min(point.x(), screen.right() - listed.width())),
            max(screen.top(), min(point.y(), screen.bottom() - tall)),
        )
        listed.show()
        listed.search.setFocus()
        return listed

    def _on_values_chosen(self, values: tuple[str, ...] | None) -> None:
        self._table.arrangement.filter_column(self._key, values)

    def open_conditions(self) -> None:
        """The editor of nested conditions."""
        from ui import messages
        from ui.tables.conditions_dialog import ConditionsDialog

        arranged = self._table.arrangement
        start = self._key or self._table.current_key() or ""
        dialog = ConditionsDialog(arranged.fields, arranged.filters, self._found, self._table, start)
        messages.open_form(self._table, dialog, arranged.set_filters)

    def _found(self, asked: Group) -> int:
        model, arranged = self._table.rows_model, self._table.arrangement
        sieve = sieve_of(asked, arranged.fields, arranged.today(), model.group)
        return len(model.rows) if sieve is None else sum(sieve(row) for row in model.rows)

    def open_sort(self) -> None:
        """The dialog of several sort keys."""
        from ui import messages
        from ui.tables.sort_dialog import SortDialog

        columns = [(column.key, column.heading) for column in self._table.rows_model.columns if column.heading]
        dialog = SortDialog(columns, self._table.arrangement.sorts, self._table)
        messages.open_form(self._table, dialog, self._table.arrangement.sort_by)

    def open_columns(self) -> None:
        """The dialog of columns, their order and the frozen ones."""
        from ui import messages
        from ui.tables.columns_dialog import ColumnChoice, ColumnsDialog

        columns = self._table.rows_model.columns
        order = tuple(column.key for column in columns)
        hidden = frozenset(key for key in order if self._table.is_column_hidden(key))
        own = self._table.arrangement.own_order
        dialog = ColumnsDialog(
            [(column.key, column.heading) for column in columns if column.heading],
            ColumnChoice(order, hidden, self._table.frozen),
            [*own, *(key for key in order if key not in own)],
            frozenset(column.key for column in columns if column.hidden),
            self._table,
        )
        messages.open_form(self._table, dialog, self._on_columns_chosen)

    def _on_columns_chosen(self, choice: ColumnChoice) -> None:
        arranged = self._table.arrangement
        for key in choice.order:
            if self._table.is_column_hidden(key) != (key in choice.hidden):
                self._table.set_column_hidden(key, key in choice.hidden)
        arranged.set_order(choice.order)
        arranged.freeze(choice.frozen)
