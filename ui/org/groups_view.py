"""Groups of the campaign in hand, as a tree."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from datetime import date
from typing import Any

from PySide6.QtCore import Signal
from typing_extensions import override

from models.org import actions, queries
from models.org.queries import GroupRow
from ui.org.books import UnitBook
from ui.org.columns import GROUP_READINGS, Readings, group_columns
from ui.org.group_inspector import GroupInspector
from ui.org.group_steps import GroupSteps
from ui.page import Page
from ui.tables.tree import TreeRowsModel
from ui.widgets.inspector import Inspector
from ui.widgets.record_view import RecordView


class GroupsView(RecordView):
    """All groups; double click or Enter opens the seats of one."""

    noun = "小组"
    add_text = "新小组"
    filter_hint = "筛选小组…"

    opened = Signal(object)  # group id

    def __init__(self, page: Page) -> None:
        self.units = UnitBook()
        self._day: date | None = None
        super().__init__(page, TreeRowsModel(group_columns(self._units)), "org.groups")
        self.steps = GroupSteps(page, self, self.do, self._rows)
        self.steps.made.connect(self.select)
        self.table.set_draggable(True)
        self.table.activated_id.connect(self.opened)

    def _units(self, row: Any) -> Sequence[Any]:
        return self.units.options()

    def _rows(self) -> Sequence[GroupRow]:
        return self.model.rows

    @override
    def make_inspector(self) -> Inspector:
        return GroupInspector(self.page)

    def set_group(self, group: GroupRow | None) -> None:
        """The table shows all groups."""

    def set_day(self, day: date) -> None:
        """Show the groups as of a day."""
        self._day = day

    @override
    def reload(self) -> None:
        campaign = self.page.context.campaign_id
        self.units = UnitBook(self.page.store.read(queries.units))
        rows: tuple[GroupRow, ...] = ()
        if campaign is not None:
            rows = self.page.store.read(queries.groups, campaign_id=campaign, day=self._day or self.page.context.today)
        self.show_rows(rows)
        if not rows:
            self.empty.show_state(
                "这项专项工作还没有小组。" if campaign is not None else "还没有专项工作，小组放在专项工作里。",
                icon="account-group-outline",
                note="领导小组、指挥部、专业组和专班在这里成树；导入工作方案时会带出。",
                buttons=(("新建小组", self.new),) if campaign is not None and self.locked is None else (),
            )

    @override
    def count_words(self) -> str:
        rows = self.model.rows
        return f"{len(rows)} 个小组，{sum(row.seats for row in rows)} 个席位"

    @override
    def readings(self) -> Readings:
        return GROUP_READINGS

    @override
    def show_row(self, row: Any | None) -> None:
        panel = self.inspector
        assert isinstance(panel, GroupInspector)
        if isinstance(row, GroupRow):
            panel.show_group(row, self.units)
        else:
            panel.clear("选中一个小组，在这里查看和修改。")

    @override
    def new(self, after: object = None) -> None:
        row = self.model.row(after) if after is not None else None
        self.steps.new(row.parent_id if row is not None else None)

    def new_below(self) -> None:
        """A new group below the current one."""
        self.steps.new(self.current_id())

    @override
    def edit(self, row_id: Any, key: str, value: Any) -> None:
        self.steps.edit(self.model.row(row_id), key, value, self.units)

    @override
    def delete(self, ids: Sequence[Any]) -> None:
        self.steps.delete(ids)

    @override
    def shift(self, ids: Sequence[Any], by: int) -> None:
        self.steps.shift(ids, by)

    @override
    def drop(self, ids: Sequence[Any], target: Any, where: str) -> None:
        self.steps.drop(ids, target, where)

    @override
    def change_many(self, title: str, changes: Mapping[int, Mapping[str, Any]]) -> None:
        self.do(title, actions.update_groups, said=f"{title}：{len(changes)} 行。", changes=changes)
