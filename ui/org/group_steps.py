"""What can be done with groups, from their table, the left tree and the chart alike."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from typing import TYPE_CHECKING, Any

from PySide6.QtCore import QObject, Signal
from PySide6.QtWidgets import QWidget

from models.org import actions, queries
from models.org.queries import GroupRow
from models.org.terms import GroupKind
from ui import messages
from ui.org.books import UnitBook, with_unit
from ui.org.columns import word_of
from ui.org.forms import GroupForm, GroupValue
from ui.page import Page
from ui.widgets.record_view import drop_place

if TYPE_CHECKING:
    from models.database import Done


class GroupSteps(QObject):
    """`do` is the door of whoever asks (a view's, a page's); `rows` answers the groups as shown there."""

    made = Signal(object)  # id of a new group

    def __init__(
        self,
        page: Page,
        widget: QWidget,
        do: Callable[..., Done | None],
        rows: Callable[[], Sequence[GroupRow]],
    ) -> None:
        super().__init__(widget)
        self._page = page
        self._widget = widget
        self._do = do
        self._rows = rows
        self._above: int | None = None
        self._units = UnitBook()

    def new(self, above: int | None) -> None:
        """Ask for a new group below another one, or on top."""
        if self._page.context.campaign_id is None:
            return
        self._above = above
        self._units = UnitBook(self._page.store.read(queries.units))
        row = next((row for row in self._rows() if row.id == above), None)
        form = GroupForm(self._widget.window(), self._units, row.name if row is not None else "")
        messages.open_form(self._widget, form, self._on_form_accepted)

    def _on_form_accepted(self, value: GroupValue) -> None:
        done = self._do(
            f"新建小组“{value.name}”",
            actions.add_group,
            said=f"已新建小组“{value.name}”。",
            campaign_id=self._page.context.campaign_id,
            parent_id=self._above,
            name=value.name,
            kind=value.kind,
            lead_unit_id=self._units.find(value.lead_unit) if value.lead_unit else None,
            duty=value.duty,
        )
        if done is not None:
            self.made.emit(done.value)

    def edit(self, row: GroupRow | None, key: str, value: Any, units: UnitBook) -> None:
        """A field of a group was edited."""
        if row is None:
            return
        title = f"修改小组“{row.name}”"
        if key == "lead_unit_id":

            def found(unit_id: int | None) -> None:
                self._do(f"“{row.name}”的牵头单位", actions.update_group, group_id=row.id, lead_unit_id=unit_id)

            with_unit(self._page, units, str(value), found)
        elif key == "kind":
            self._do(title, actions.update_group, group_id=row.id, kind=word_of(GroupKind, value))
        else:
            self._do(title, actions.update_group, group_id=row.id, **{key: value})

    def delete(self, ids: Sequence[Any]) -> None:
        """Delete groups with what is below them."""
        rows = [row for row in self._rows() if row.id in set(ids)]
        if not rows:
            return
        seats = sum(row.all_seats for row in rows)
        words = f"小组“{rows[0].name}”" if len(rows) == 1 else f"{len(rows)} 个小组"
        said = f"已删除{words}" + (f"和其中 {seats} 个席位" if seats else "") + "，人员和单位还在。"
        self._do(f"删除{words}", actions.delete_groups, said=said, group_ids=[row.id for row in rows])

    def shift(self, ids: Sequence[Any], by: int) -> None:
        """One place up or down among their siblings."""
        self._do("调整小组次序", actions.shift_groups, group_ids=list(ids), by=by)

    def drop(self, ids: Sequence[Any], target: Any, where: str) -> None:
        """Dragged above, below or on another group; no target: to the front of the top."""
        if target is None:
            top = [row.id for row in self._rows() if row.parent_id is None]
            parent, before = None, top[0] if top else None
        else:
            parent, before = drop_place(self._rows(), target, where)
        self._do("移动小组", actions.move_groups, group_ids=list(ids), parent_id=parent, before_id=before)
