"""Inspectors of a group, a seat and a campaign."""

from __future__ import annotations

from collections.abc import Sequence

from models.org.queries import CampaignRow, GroupRow, PostRow, SeatRow
from models.org.rules import last_day
from models.org.terms import GroupKind
from ui.org.books import PeopleBook, UnitBook
from ui.page import Page
from ui.tables.editors import Option
from ui.widgets.inspector import (
    BoolField,
    ChoiceField,
    DateField,
    Inspector,
    LineField,
    NumberField,
    ReadField,
    TextField,
)
from ui.widgets.record_history import RecordHistory

NO_POST = 0  # the choice that ties a seat to no post; ids begin far above


class GroupInspector(Inspector):
    """A group: name, kind, lead unit, duty."""

    def __init__(self, page: Page) -> None:
        super().__init__(page)
        self._units = UnitBook()
        basics = self.add_section()
        basics.add("name", "名称", TextField("", 1))
        basics.add("kind", "类别", ChoiceField([Option(kind, kind.label) for kind in GroupKind]))
        basics.add("lead_unit_id", "牵头单位", LineField("输入简称、拼音或名称的一部分", self._options))
        basics.add("duty", "职责", TextField("", 3))
        self.history = RecordHistory(page, self)

    def _options(self) -> Sequence[Option]:
        return self._units.options()

    def show_group(self, row: GroupRow, units: UnitBook) -> None:
        """Show a group."""
        self._units = units
        below = row.all_seats - row.seats
        self.set_values(
            row.name,
            {"name": row.name, "kind": row.kind, "lead_unit_id": row.lead_unit, "duty": row.duty},
            f"{row.kind.label} · {row.seats} 个席位" + (f"，下级 {below} 个" if below else ""),
        )
        self.history.show_record("org_group", row.id)


class SeatInspector(Inspector):
    """A seat: role as written and as understood, who or which unit, post as written, the post it follows, days."""

    def __init__(self, page: Page) -> None:
        super().__init__(page)
        self._page = page
        self._units = UnitBook()
        self._people = PeopleBook()
        self._posts: tuple[Option, ...] = (Option(NO_POST, "不随岗位"),)
        from ui.org.columns import role_options, role_words

        self._role_words = role_words
        who = self.add_section()
        who.add("wording", "角色", LineField("成员", self._wordings))
        who.add("role", "相当于", ChoiceField(role_options()))
        who.add("person", "姓名", LineField("空缺", self._person_options))
        who.add("post_text", "职务", TextField("名单上写的职务", 1))
        who.add("unit", "单位", LineField("以单位为成员时填写", self._unit_options))
        who.add("phone", "电话", ReadField())
        more = self.add_section("岗位和时间")
        more.add("post_id", "随岗位", ChoiceField(self._post_options))
        more.add("valid_from", "开始", DateField("一直是"))
        more.add("last_day", "结束", DateField("还在任"))
        more.add("note", "备注", TextField("", 2))
        self.history = RecordHistory(page, self)

    def _wordings(self) -> Sequence[Option]:
        return self._role_words(None)

    def _unit_options(self) -> Sequence[Option]:
        return self._units.options()

    def _person_options(self) -> Sequence[Option]:
        return self._people.options()

    def _post_options(self) -> Sequence[Option]:
        return self._posts

    def show_seat(self, row: SeatRow, people: PeopleBook, units: UnitBook, posts: Sequence[PostRow]) -> None:
        """Show a seat."""
        self._people, self._units = people, units
        own = [post for post in posts if post.id == row.post_id or post.unit_id == row.unit_id or not row.unit_id]
        self._posts = (
            Option(NO_POST, "不随岗位"),
            *(Option(post.id, f"{post.unit}{post.title}（{post.holder or '空缺'}）") for post in own),
        )
        who = row.person or row.unit or "空缺"
        self.set_values(
            f"{row.role_words}：{who}",
            {
                "wording": row.role_words,
                "role": row.role,
                "person": people.words(row.person_id) if row.person_id else "",
                "post_text": row.post,
                "unit": row.unit if row.unit_id is not None else "",
                "phone": self._page.context.phone(row.phone),
                "post_id": row.post_id if row.post_id is not None else NO_POST,
                "valid_from": row.valid_from,
                "last_day": last_day(row.valid_to),
                "note": row.note,
            },
            row.group + ("，随岗位的现任" if row.via_post else ""),
        )
        self.sections[0].set_shown("phone", bool(row.phone))
        self.history.show_record("seat", row.id)


class CampaignInspector(Inspector):
    """A campaign: years, lead unit, the two rules that say who leads a task."""

    def __init__(self, page: Page) -> None:
        super().__init__(page)
        self._units = UnitBook()
        basics = self.add_section()
        basics.add("name", "名称", TextField("", 1))
        basics.add("year", "年度", NumberField("四位年份"))
        basics.add("year_end", "截止年度", NumberField("只做一年时不填"))
        basics.add("lead_unit_id", "牵头单位", LineField("输入简称、拼音或名称的一部分", self._options))
        basics.add("note", "备注", TextField("", 2))
        rules = self.add_section("谁牵头")
        rules.add("first_unit_leads", "列第一位", BoolField("列第一位的为牵头单位"))
        rules.add("responsible_leads", "没有牵头", BoolField("责任单位就是牵头单位"))
        self.history = RecordHistory(page, self)

    def _options(self) -> Sequence[Option]:
        return self._units.options()

    def show_campaign(self, row: CampaignRow, units: UnitBook) -> None:
        """Show a campaign."""
        self._units = units
        years = f"{row.year}—{row.year_end} 年" if row.year and row.year_end else f"{row.year} 年" if row.year else ""
        parts = [years, f"{row.groups} 个小组", f"{row.seats} 个席位"]
        self.set_values(
            row.name,
            {
                "name": row.name,
                "year": row.year,
                "year_end": row.year_end,
                "lead_unit_id": row.lead_unit,
                "first_unit_leads": row.first_unit_leads,
                "responsible_leads": row.responsible_leads,
                "note": row.note,
            },
            " · ".join(part for part in parts if part),
        )
        self.history.show_record("campaign", row.id)
