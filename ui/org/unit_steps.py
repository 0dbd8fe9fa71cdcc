"""What happens to units from a day on: a new name, a merger, a split; asked for by the view of units."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from datetime import date
from typing import TYPE_CHECKING

from PySide6.QtCore import QObject, Signal
from PySide6.QtWidgets import QWidget

from models.errors import Refusal
from models.org.queries import UnitRow
from models.succession import actions, queries
from models.succession.queries import MergePreview, SplitPreview
from ui import messages
from ui.org.books import UnitBook
from ui.org.succession_forms import MergeForm, Merger, NewName, RenameForm, Split, SplitForm
from ui.page import Page

if TYPE_CHECKING:
    from models.database import Done


class UnitSteps(QObject):
    """`do` is the door of the view that asks. One step at a time: the units it is about are kept until the form is
    accepted."""

    made = Signal(object)  # id of the unit to go to

    def __init__(self, page: Page, widget: QWidget, do: Callable[..., Done | None]) -> None:
        super().__init__(widget)
        self._page = page
        self._widget = widget
        self._do = do
        self._units: tuple[UnitRow, ...] = ()

    def rename(self, row: UnitRow) -> None:
        """A new name from a day on."""
        self._units = (row,)
        form = RenameForm(self._widget.window(), row, self._page.context.today, self._check_name)
        messages.open_form(self._widget, form, self._on_rename_accepted)

    def _check_name(self, name: str, day: date) -> None:
        self._page.store.read(queries.why_not_renamable, unit_id=self._units[0].id, name=name, day=day)

    def _on_rename_accepted(self, value: NewName) -> None:
        (row,) = self._units
        self._do(
            "单位改名",
            actions.rename_unit,
            said=f"“{row.name}”从 {value.day} 起叫“{value.name}”，原名已保留。",
            unit_id=row.id,
            name=value.name,
            short_name=value.short_name,
            day=value.day,
        )

    def merge(self, rows: Sequence[UnitRow], book: UnitBook) -> None:
        """One or several units into another one."""
        if not rows:
            messages.refuse(self._widget, Refusal("没有选择要撤并的单位。", "请先选中一个或几个单位。"))
            return
        self._units = tuple(rows)
        names = tuple(row.name for row in rows)
        form = MergeForm(self._widget.window(), names, book, self._page.context.today, self._ask_merge)
        messages.open_form(self._widget, form, self._on_merge_accepted)

    def _ask_merge(self, into_id: int | None, name: str, day: date) -> MergePreview:
        ids = [row.id for row in self._units]
        return self._page.store.read(queries.merge_preview, unit_ids=ids, into_id=into_id, new_name=name, day=day)

    def _on_merge_accepted(self, value: Merger) -> None:
        names = "、".join(row.name for row in self._units[:3]) + ("等" if len(self._units) > 3 else "")
        done = self._do(
            f"{names}并入{value.into}",
            actions.merge_units,
            said=f"{names}从 {value.day} 起并入“{value.into}”，以前的文件和名单不变。",
            unit_ids=[row.id for row in self._units],
            into_id=value.into_id,
            new_name=value.into,
            day=value.day,
            left_out=value.left_out,
        )
        if done is not None:
            self.made.emit(done.value)

    def split(self, row: UnitRow) -> None:
        """New units out of one."""
        self._units = (row,)
        form = SplitForm(self._widget.window(), row.name, self._page.context.today, self._ask_split, self._check_split)
        messages.open_form(self._widget, form, self._on_split_accepted)

    def _ask_split(self, day: date) -> SplitPreview:
        return self._page.store.read(queries.split_preview, unit_id=self._units[0].id, day=day)

    def _check_split(self, names: Sequence[str], day: date, goes_on: bool) -> None:
        unit_id = self._units[0].id
        self._page.store.read(queries.why_not_splittable, unit_id=unit_id, names=names, day=day, goes_on=goes_on)

    def _on_split_accepted(self, value: Split) -> None:
        (row,) = self._units
        done = self._do(
            f"{row.name}分设{'、'.join(value.names[:3])}",
            actions.split_unit,
            said=f"从“{row.name}”分设了 {len(value.names)} 个单位，从 {value.day} 起。",
            unit_id=row.id,
            parts=[actions.Part(name) for name in value.names],
            day=value.day,
            allotment=value.allotment,
            goes_on=value.goes_on,
        )
        if done is not None:
            self.made.emit(done.value[0])
