"""The campaigns of the file: names, years, lead unit, and the rules that say who leads."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from typing import Any

from typing_extensions import override

from models.org import actions, queries
from models.org.queries import CampaignRow
from ui import messages
from ui.org.books import UnitBook, with_unit
from ui.org.columns import CAMPAIGN_READINGS, Readings, campaign_columns, whole_number
from ui.org.forms import CampaignForm, CampaignValue
from ui.org.group_inspector import CampaignInspector
from ui.page import Page
from ui.tables.rows import RowsModel
from ui.widgets.inspector import Inspector
from ui.widgets.record_view import RecordView


class CampaignsView(RecordView):
    """One row per campaign; the order is that of the switch in the window's head."""

    noun = "专项工作"
    add_text = "新专项工作"
    filter_hint = "筛选专项工作…"

    def __init__(self, page: Page) -> None:
        self.units = UnitBook()
        super().__init__(page, RowsModel(campaign_columns(self._units)), "org.campaigns")
        self.table.set_draggable(True)

    def _units(self, row: Any) -> Sequence[Any]:
        return self.units.options()

    @override
    def make_inspector(self) -> Inspector:
        return CampaignInspector(self.page)

    @override
    def reload(self) -> None:
        self.units = UnitBook(self.page.store.read(queries.units))
        rows = self.page.store.read(queries.campaigns)
        self.show_rows(rows)
        if not rows:
            self.empty.show_state(
                "还没有专项工作。",
                icon="flag-outline",
                note="一项专项工作有自己的小组、阶段和任务；单位、人员和网格是共用的。",
                buttons=(("新建专项工作", self.new),),
            )

    @override
    def count_words(self) -> str:
        return f"{len(self.model.rows)} 项专项工作"

    @override
    def readings(self) -> Readings:
        return CAMPAIGN_READINGS

    @override
    def show_row(self, row: Any | None) -> None:
        panel = self.inspector
        assert isinstance(panel, CampaignInspector)
        if isinstance(row, CampaignRow):
            panel.show_campaign(row, self.units)
        else:
            panel.clear("选中一项专项工作，在这里查看和修改。")

    @override
    def new(self, after: object = None) -> None:
        form = CampaignForm(self.window(), self.units, self.page.context.today)
        messages.open_form(self, form, self._on_form_accepted)

    def _on_form_accepted(self, value: CampaignValue) -> None:
        def found(unit_id: int | None) -> None:
            done = self.do(
                f"新建专项工作“{value.name}”",
                actions.create_campaign,
                said=f"已新建专项工作“{value.name}”。",
                name=value.name,
                year=value.year,
                year_end=value.year_end,
                lead_unit_id=unit_id,
                first_unit_leads=value.first_unit_leads,
                responsible_leads=value.responsible_leads,
            )
            if done is not None:
                self.select(done.value)
                if self.page.context.campaign_id is None:
                    self.page.context.set_campaign(done.value, value.name)

        with_unit(self.page, self.units, value.lead_unit, found)

    @override
    def edit(self, row_id: Any, key: str, value: Any) -> None:
        row = self.model.row(row_id)
        if row is None:
            return
        title = f"修改专项工作“{row.name}”"
        if key == "lead_unit_id":

            def found(unit_id: int | None) -> None:
                self.do(title, actions.update_campaign, campaign_id=row_id, lead_unit_id=unit_id)

            with_unit(self.page, self.units, str(value), found)
            return
        if key in ("year", "year_end"):
            value = whole_number(value)
        self.do(title, actions.update_campaign, campaign_id=row_id, **{key: value})

    @override
    def delete(self, ids: Sequence[Any]) -> None:
        for row_id in ids:
            row = self.model.row(row_id)
            if row is not None:
                self.do(
                    f"删除专项工作“{row.name}”",
                    actions.delete_campaign,
                    said=f"已删除专项工作“{row.name}”。",
                    campaign_id=row_id,
                )

    @override
    def shift(self, ids: Sequence[Any], by: int) -> None:
        order = [row.id for row in self.model.rows]
        place = order.index(ids[0])
        if by < 0 and place > 0:
            self._move(ids[0], order[place - 1])
        elif by > 0 and place + 1 < len(order):
            self._move(ids[0], order[place + 2] if place + 2 < len(order) else None)

    @override
    def drop(self, ids: Sequence[Any], target: Any, where: str) -> None:
        order = [row.id for row in self.model.rows]
        place = order.index(target) + (0 if where == "above" else 1)
        self._move(ids[0], order[place] if place < len(order) else None)

    def _move(self, campaign_id: Any, before_id: Any) -> None:
        self.do("调整专项工作次序", actions.move_campaign, campaign_id=campaign_id, before_id=before_id)

    @override
    def change_many(self, title: str, changes: Mapping[int, Mapping[str, Any]]) -> None:
        self.do(title, actions.update_campaigns, said=f"{title}：{len(changes)} 行。", changes=changes)
