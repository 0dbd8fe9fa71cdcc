"""Rules of the organisation: names, kinds, validity, holders, search."""

from datetime import date, timedelta

import pytest
from hypothesis import given
from hypothesis import strategies as st

from models.org import rules
from models.org.rules import Formerly, Held
from models.org.terms import GroupKind, SeatRole, UnitKind

days = st.dates(date(2020, 1, 1), date(2030, 12, 31))


@pytest.mark.parametrize(
    ("text", "tidy"),
    [
        ("  市 商务局 ", "市商务局"),
        ("张　伟", "张伟"),
        ("A B 公司", "A B 公司"),
        ("市\u200b商务\u202e局\n", "市商务局"),
        ("　", ""),
    ],
)
def test_names_are_tidied(text: str, tidy: str) -> None:
    assert rules.clean_name(text) == tidy


@given(st.text())
def test_tidying_twice_changes_nothing(text: str) -> None:
    once = rules.clean_name(text)
    assert rules.clean_name(once) == once


@pytest.mark.parametrize("name", ["", " 　", "\u200b", "长" * 121])
def test_names_refused(name: str) -> None:
    assert rules.why_no_name(name, "单位") is not None


@pytest.mark.parametrize("phone", ["", "13912345678", "0746-8321234转802", "（0746）8321234", "139****5678", "110/119"])
def test_phones(phone: str) -> None:
    assert rules.why_no_phone(phone) is None


@pytest.mark.parametrize("phone", ["张三", "见备注", "1", "12345678901234567890" * 4])
def test_phones_refused(phone: str) -> None:
    assert rules.why_no_phone(phone) is not None


@pytest.mark.parametrize(
    ("name", "kind"),
    [
        ("市商务局", UnitKind.DEPARTMENT),
        ("云溪区人民政府", UnitKind.DISTRICT),
        ("临江经济开发区管委会", UnitKind.DISTRICT),
        ("云溪区", UnitKind.DISTRICT),
        ("梅湾街道办事处", UnitKind.STREET),
        ("石桥镇", UnitKind.STREET),
        ("朝阳社区", UnitKind.COMMUNITY),
        ("朝阳社区居委会", UnitKind.COMMUNITY),
        ("市税务局", UnitKind.VERTICAL),
        ("云溪城建集团", UnitKind.COMPANY),
        ("各成员单位", UnitKind.COLLECTIVE),
        ("各区", UnitKind.COLLECTIVE),
        ("有关单位", UnitKind.COLLECTIVE),
        ("社区卫生服务中心", UnitKind.DEPARTMENT),
        ("区域协调中心", UnitKind.DEPARTMENT),
    ],
)
def test_kind_of_a_unit_by_its_name(name: str, kind: UnitKind) -> None:
    assert rules.kind_of_name(name) is kind


@pytest.mark.parametrize(
    ("name", "kind"),
    [
        ("创建国家卫生城市指挥部", GroupKind.HEADQUARTERS),
        ("农贸市场专业组", GroupKind.SPECIALIST),
        ("创卫工作领导小组", GroupKind.LEADING),
        ("创卫工作领导小组办公室", GroupKind.OFFICE),
        ("攻坚专班", GroupKind.TASKFORCE),
        ("宣传组", GroupKind.WORKING),
    ],
)
def test_kind_of_a_group_by_its_name(name: str, kind: GroupKind) -> None:
    assert rules.kind_of_group(name) is kind


@pytest.mark.parametrize(
    ("wording", "role"),
    [
        ("组长", SeatRole.HEAD),
        ("指挥长", SeatRole.HEAD),
        ("常务副指挥长", SeatRole.EXECUTIVE_DEPUTY),
        ("副组长（常务）", SeatRole.EXECUTIVE_DEPUTY),
        ("副组长", SeatRole.DEPUTY),
        ("成员", SeatRole.MEMBER),
        ("办公室主任", SeatRole.DIRECTOR),
        ("办公室副主任", SeatRole.DEPUTY_DIRECTOR),
        ("联络员", SeatRole.LIAISON),
        ("召集人", SeatRole.CONVENER),
        ("副召集人", SeatRole.DEPUTY),
        ("工作人员", SeatRole.STAFF),
        ("", SeatRole.MEMBER),
    ],
)
def test_role_of_a_word(wording: str, role: SeatRole) -> None:
    assert rules.role_of_wording(wording) is role


@given(days, days, days)
def test_a_day_lies_in_a_range_as_shown(start: date, last: date, day: date) -> None:
    """Stored half-open, shown inclusive: the last day shown is the last one that holds."""
    end = rules.end_after(last)
    assert rules.last_day(end) == last
    assert rules.is_valid_on(start, end, day) == (start <= day <= last)
    assert (rules.why_no_range(start, end) is None) == (start <= last)


def test_open_ranges_hold_always() -> None:
    assert rules.is_valid_on(None, None, date(2026, 1, 1))


def test_a_hand_over_has_no_day_without_or_with_two_holders() -> None:
    change = date(2026, 6, 1)
    tenures = [Held(1, None, change), Held(2, change, None)]
    assert rules.holders_on(tenures, change - timedelta(days=1)) == [1]
    assert rules.holders_on(tenures, change) == [2]


def test_of_two_holders_the_later_one_comes_first() -> None:
    tenures = [Held(1, date(2020, 1, 1), None), Held(2, date(2025, 1, 1), None)]
    assert rules.holders_on(tenures, date(2026, 1, 1)) == [2, 1]


@pytest.mark.parametrize(
    ("day", "name"),
    [
        (date(2018, 1, 1), "市工商局"),
        (date(2019, 2, 28), "市工商局"),
        (date(2019, 3, 1), "市市监局"),
        (date(2023, 12, 31), "市市监局"),
        (date(2024, 1, 1), "市市场监督管理局"),
    ],
)
def test_the_name_borne_on_a_day(day: date, name: str) -> None:
    former = [
        Formerly("市市监局", date(2024, 1, 1)),
        Formerly("市工商局", date(2019, 3, 1)),
        Formerly("工商行政管理局", None),
    ]
    assert rules.name_on("市市场监督管理局", former, day) == name


@pytest.mark.parametrize(
    ("typed", "rank"),
    [
        ("商务局", 0),
        ("市商", 1),
        ("务", 2),
        ("sswj", 3),
        ("swj", 4),
        ("shishang", 5),
        ("财政", None),
        ("", None),
        ("w", None),
    ],
)
def test_rank_of_what_is_typed(typed: str, rank: int | None) -> None:
    assert rules.rank(typed, ("市商务局", "商务局"), "shishangwuju", "sswj") == rank


def test_split_names() -> None:
    assert rules.split_names("市商务局、住建局； 商 务 局,市商务局\n") == ["市商务局", "住建局", "商务局"]
