"""组成人员名单 and 通讯录: the layout of an annex, names spaced, roles in order, offices, as of a day, phones."""

from datetime import date
from pathlib import Path
from typing import Any

import openpyxl
import pytest

from models.database import Database
from models.errors import Condition, Refusal
from models.org import actions
from models.org.papers.contact_list import OFFER as CONTACTS
from models.org.papers.members import OFFER as MEMBERS
from models.org.papers.members import numeral
from models.org.papers.spacing import spaced_name, spaced_role, width_for
from models.org.terms import ContactRole, SeatRole
from models.papers.offer import Asked
from models.papers.pdf import page_count, page_text
from models.papers.render import render_sheets
from models.papers.sheet import Sheet
from models.papers.xlsx import render_xlsx
from models.printing.produce import make

TODAY = date(2026, 7, 1)


@pytest.mark.parametrize(
    ("name", "spaced"),
    [
        ("周岚", "周　岚"),
        ("周 岚", "周　岚"),
        ("周　岚", "周　岚"),
        ("周晓岚", "周晓岚"),
        ("欧阳晓岚", "欧阳晓岚"),
        ("Li", "Li"),
        ("买买提·艾力", "买买提·艾力"),
        ("John Smith", "John Smith"),
        ("", ""),
    ],
)
def test_names_of_two_characters_are_spaced(name: str, spaced: str) -> None:
    assert spaced_name(name) == spaced


@pytest.mark.parametrize(
    ("roles", "spaced"),
    [
        (["组长", "副组长", "成员"], ["组　长", "副组长", "成　员"]),
        (["组长", "成员"], ["组　长", "成　员"]),
        (["总指挥", "副总指挥", "成员"], ["总\u2002指\u2002挥", "副总指挥", "成　　员"]),
        (["组长", "常务副组长", "成员"], ["组　长", "常务副组长", "成　员"]),
    ],
)
def test_roles_are_spread_to_one_width(roles: list[str], spaced: list[str]) -> None:
    assert [spaced_role(role, width_for(roles)) for role in roles] == spaced


@pytest.mark.parametrize(
    ("number", "words"), [(1, "一"), (9, "九"), (10, "十"), (11, "十一"), (20, "二十"), (23, "二十三"), (99, "九十九")]
)
def test_numerals(number: int, words: str) -> None:
    assert numeral(number) == words


class Org:
    """A headquarters with its office and two groups."""

    def __init__(self, database: Database) -> None:
        self.database = database
        self.campaign = int(self.do(actions.create_campaign, name="创卫 2026", year=2026))
        self.trade = self.do(actions.create_unit, name="云溪市商务局")
        self.top = self.group("云溪市创卫指挥部")
        self.office = self.group("指挥部办公室", parent_id=self.top)
        self.market = self.group("农贸市场专业组", parent_id=self.top)
        self.seat(self.top, "成员", "贺明川", "市公安局局长")
        self.seat(self.top, "副指挥长", "周岚", "副市长")
        self.seat(self.top, "副指挥长", "欧阳若水", "市政府秘书长")
        self.seat(self.top, "指挥长", "安知行", "市长")
        self.seat(self.office, "办公室副主任", "庄雨", "市创卫办副主任")
        self.seat(self.office, "办公室主任", "谈正清", "市创卫办主任")
        post = self.do(actions.create_post, unit_id=self.trade, title="局长")
        self.old = self.do(actions.create_person, name="申远", phone="13900000001")
        self.new = self.do(actions.create_person, name="项栋", phone="13900000001")
        self.do(actions.set_holder, post_id=post, person_id=self.old)
        self.do(actions.set_holder, post_id=post, person_id=self.new, on=date(2026, 6, 1))
        self.do(actions.add_seat, group_id=self.market, wording="组长", post_id=post)
        self.do(actions.add_seat, group_id=self.market, role=SeatRole.MEMBER, unit_id=self.trade)
        self.do(actions.add_seat, group_id=self.market, role=SeatRole.MEMBER)

    def do(self, action: Any, **fields: Any) -> Any:
        return self.database.do("准备", action, **fields).value

    def group(self, name: str, **fields: Any) -> int:
        return int(self.do(actions.add_group, campaign_id=self.campaign, name=name, **fields))

    def seat(self, group: int, wording: str, name: str, post: str) -> None:
        self.do(actions.add_seat_for, group_id=group, new_name=name, wording=wording, post_text=post)

    def made(self, offer: Any, *, day: date = TODAY, phones: bool = False, **settings: Any) -> tuple[Sheet, ...]:
        asked = Asked(self.campaign, day, settings, offer.profile, phones)
        made = self.database.read(make, offer, asked)
        assert isinstance(made, tuple)
        return made


@pytest.fixture
def org(database: Database) -> Org:
    return Org(database)


def lines(sheet: Sheet) -> list[str]:
    """The rows as read aloud: a heading, or role, name and post."""
    return [row.over or " ".join(str(row.cells[key]) for key in ("role", "name", "post")) for row in sheet.rows]


def test_one_group_with_its_office_in_the_order_of_the_roles(org: Org) -> None:
    (sheet,) = org.made(MEMBERS, group=org.top)
    assert sheet.title == "云溪市创卫指挥部组成人员名单"
    assert not sheet.lines
    assert lines(sheet) == [
        "指\u2002挥\u2002长： 安知行 市长",
        "副指挥长： 周　岚 副市长",
        " 欧阳若水 市政府秘书长",
        "成　　员： 贺明川 市公安局局长",
        "指挥部办公室",
        "主　任： 谈正清 市创卫办主任",
        "副主任： 庄　雨 市创卫办副主任",
    ]


def test_all_groups_go_on_in_one_list_or_each_on_its_own_page(org: Org) -> None:
    (sheet,) = org.made(MEMBERS)
    assert sheet.title == "云溪市创卫指挥部及各专业组组成人员名单"
    headings = [row.over for row in sheet.rows if row.over]
    assert headings == ["一、云溪市创卫指挥部", "指挥部办公室", "二、农贸市场专业组"]
    first, second = org.made(MEMBERS, way="apart", mark="附件1")
    assert (first.mark, second.mark) == ("附件1", "")
    assert second.title == "云溪市创卫指挥部\n农贸市场专业组组成人员名单"
    assert (first.name, second.name) == ("云溪市创卫指挥部", "农贸市场专业组")


def test_below_takes_the_groups_under_one_along(org: Org) -> None:
    (alone,) = org.made(MEMBERS, group=org.top)
    (whole,) = org.made(MEMBERS, group=org.top, below=True)
    assert not any("农贸市场" in line for line in lines(alone))
    assert "二、农贸市场专业组" in lines(whole)


def test_an_office_seated_in_the_group_itself_has_its_own_part(org: Org) -> None:
    org.seat(org.market, "办公室主任", "柏景文", "市商务局副局长")
    (sheet,) = org.made(MEMBERS, group=org.market)
    assert lines(sheet)[-2:] == ["办公室", "主　任： 柏景文 市商务局副局长"]


@pytest.mark.parametrize(("day", "name"), [(date(2026, 5, 31), "申　远"), (date(2026, 6, 1), "项　栋")])
def test_seats_of_posts_show_who_held_them_that_day(org: Org, day: date, name: str) -> None:
    (sheet,) = org.made(MEMBERS, group=org.market, day=day)
    assert lines(sheet) == [f"组　长： {name} 云溪市商务局局长", "成　员：  云溪市商务局", "  "]


def test_vacant_seats_can_be_left_out(org: Org) -> None:
    (sheet,) = org.made(MEMBERS, group=org.market, vacant=False)
    assert len(sheet.rows) == 2


def test_phones_are_hidden_until_asked_for(org: Org) -> None:
    def phone(**asked: Any) -> str:
        (sheet,) = org.made(MEMBERS, group=org.market, phone_column=True, **asked)
        return str(sheet.rows[0].cells["phone"])

    assert phone() == "139****0001"
    assert phone(phones=True) == "13900000001"


def test_a_table_merges_the_role_of_several_people(org: Org, tmp_path: Path) -> None:
    (sheet,) = org.made(MEMBERS, group=org.top, lines=True)
    path = tmp_path / "名单.xlsx"
    render_xlsx(sheet, path)
    tab = openpyxl.load_workbook(path).active
    texts = {cell.value: cell.coordinate for row in tab.iter_rows() for cell in row if cell.value}
    merged = {str(area) for area in tab.merged_cells.ranges}
    row = int(texts["副指挥长"][1:])
    assert f"A{row}:A{row + 1}" in merged
    assert {"角色", "姓名", "单位及职务", "周　岚", "主任"} <= set(texts)


def test_the_list_on_paper(org: Org) -> None:
    text = page_text(render_sheets(org.made(MEMBERS, mark="附件1")), 0)
    flat = "".join(text.split())
    places = [
        flat.index(words) for words in ("附件1", "组成人员名单", "安知行", "周岚", "欧阳若水", "贺明川", "谈正清")
    ]
    assert places == sorted(places)
    assert "角色" not in flat and "单位及职务" not in flat


def test_a_section_does_not_begin_at_the_foot_of_a_page(org: Org) -> None:
    for number in range(8):
        group = org.group(f"第{number}专班", parent_id=org.top)
        for seat in range(4):
            org.seat(group, "成员" if seat else "组长", f"成员{number}{seat}", "职务")
    pdf = render_sheets(org.made(MEMBERS))
    assert page_count(pdf) > 1
    for index in range(page_count(pdf) - 1):
        body = [line.strip() for line in page_text(pdf, index).splitlines() if line.strip()]
        foot = next(line for line in reversed(body) if "页" not in line)
        assert "、" not in foot, foot


def test_without_groups_it_is_said(database: Database) -> None:
    campaign = database.do("新建", actions.create_campaign, name="空的").value
    with pytest.raises(Refusal, match="还没有小组"):
        database.read(make, MEMBERS, Asked(campaign, TODAY))
    database.do("小组", actions.add_group, campaign_id=campaign, name="空组")
    with pytest.raises(Refusal, match="还没有成员"):
        database.read(make, MEMBERS, Asked(campaign, TODAY))
    with pytest.raises(Condition, match="要先有一项专项工作"):
        database.read(make, MEMBERS, Asked(None, TODAY))


# ---- 通讯录 ---------------------------------------------------------------------------------------------------


def test_two_rows_for_each_unit(org: Org, tmp_path: Path) -> None:
    police = org.do(actions.create_unit, name="云溪市公安局")
    org.do(
        actions.add_contact, unit_id=org.trade, role=ContactRole.HEAD, person_id=org.new, office_phone="0440-5550001"
    )
    (sheet,) = org.made(CONTACTS)
    assert [(row.cells["no"], row.cells["unit"], row.cells["role"], row.cells["person"]) for row in sheet.rows] == [
        ("1", "云溪市商务局", "负责人", "项栋"),
        ("1", "云溪市商务局", "联络员", ""),
    ]
    assert (sheet.rows[0].cells["phone"], sheet.rows[0].cells["post"]) == ("13900000001", "局长")
    (with_blank,) = org.made(CONTACTS, blank=True)
    assert [row.cells["unit"] for row in with_blank.rows][2:] == ["云溪市公安局"] * 2
    (one,) = org.made(CONTACTS, blank=True, units=(police,), role="liaison")
    assert [(row.cells["unit"], row.cells["role"]) for row in one.rows] == [("云溪市公安局", "联络员")]
    path = tmp_path / "通讯录.xlsx"
    render_xlsx(with_blank, path)
    merged = {str(area) for area in openpyxl.load_workbook(path).active.merged_cells.ranges}
    assert {"B4:B5", "B6:B7"} <= merged


def test_a_book_without_anybody_is_said(org: Org) -> None:
    with pytest.raises(Refusal, match="还没有联系人"):
        org.made(CONTACTS)
