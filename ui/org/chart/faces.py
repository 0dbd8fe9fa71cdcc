"""The charts of the page 组织: groups of the campaign, and units."""

from __future__ import annotations

from datetime import date
from typing import Any

from typing_extensions import override

from models.org import queries
from models.org.chart import ChartNode, Show, group_nodes, unit_nodes
from ui.org.chart.view import ChartView
from ui.org.groups_view import GroupsView
from ui.org.units_view import UnitsView
from ui.widgets.record_view import RecordView


class GroupChart(ChartView):
    """领导小组、指挥部、专业组、专班."""

    noun = "小组"
    add_text = GroupsView.add_text
    content = "groups"
    opens = "打开席位"
    shows = (
        (Show.HEADS, "负责人"),
        (Show.LEADERS, "正副负责人"),
        (Show.SEATS, "全部席位"),
        (Show.NAME, "只有名称"),
    )
    options = (("lead", "牵头单位", True), ("posts", "职务", False), ("short", "单位用简称", True))

    @override
    def make_records(self) -> RecordView:
        return GroupsView(self.page)

    @override
    def read_nodes(self, day: date, look: dict[str, Any]) -> tuple[ChartNode, ...]:
        campaign = self.page.context.campaign_id
        if campaign is None:
            return ()
        read = self.page.store.read
        show = Show.of(look["show"])
        seats = () if show is Show.NAME else read(queries.seats, campaign_id=campaign, day=day)
        short: dict[int, str] = {}
        if look["short"]:
            short = {unit.id: unit.short_name for unit in read(queries.units) if unit.short_name}
        groups = read(queries.groups, campaign_id=campaign, day=day)
        return group_nodes(groups, seats, show=show, posts=look["posts"], lead=look["lead"], short=short)

    @override
    def show_empty(self) -> None:
        campaign = self.page.context.campaign_id
        self.empty.show_state(
            "这项专项工作还没有小组。" if campaign is not None else "还没有专项工作，小组放在专项工作里。",
            icon="sitemap-outline",
            note="建立领导小组、指挥部、专业组后，这里画出它们的架构图。",
            buttons=(("新建小组", self.new),) if campaign is not None and self.locked is None else (),
        )

    @override
    def new_below(self) -> None:
        assert isinstance(self.records, GroupsView)
        self.records.new_below()


class UnitChart(ChartView):
    """单位 and the units below them."""

    noun = "单位"
    add_text = UnitsView.add_text
    content = "units"
    shows = ((Show.NAME, "只有名称"), (Show.HEADS, "主要负责人"), (Show.SEATS, "全部岗位"))
    options = (("short", "用简称", True),)

    @override
    def make_records(self) -> RecordView:
        return UnitsView(self.page)

    @override
    def read_nodes(self, day: date, look: dict[str, Any]) -> tuple[ChartNode, ...]:
        show = Show.of(look["show"])
        units = self.page.store.read(queries.units, day=day)
        posts = () if show is Show.NAME else self.page.store.read(queries.posts, day=day)
        return unit_nodes(units, posts, show=show, short_names=look["short"])

    @override
    def show_empty(self) -> None:
        self.empty.show_state(
            "还没有单位。",
            icon="sitemap-outline",
            note="添加单位或导入工作方案后，这里画出上下级关系。",
            buttons=(("添加单位", self.new),),
        )

    @override
    def new_below(self) -> None:
        assert isinstance(self.records, UnitsView)
        self.records.new_below()
