"""A unit dictionary parts names that nothing separates and knows short ones; without it nothing is guessed."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from models.intake.draft import Draft
from models.intake.fields.known import NOBODY, KnownUnits
from models.intake.fields.units import is_unit_like, units_of
from models.intake.loaders.text import source_of_text
from models.intake.reading import read_source
from models.intake.wishes import Wishes

NAMES = (
    "市商务局",
    "市城市管理局",
    "市城管局",
    "市房管局",
    "县商务（经济）局",
    "市委和市政府督查室",
    "市园林绿化中心",
    "北城社会事务",
)
KNOWN = KnownUnits.of(NAMES)

PARTED = [
    ("市商务局市城管局", ["市商务局", "市城管局"]),
    ("市商务局 市城管局　市房管局", ["市商务局", "市城管局", "市房管局"]),
    ("市商务局和市城管局市房管局", ["市商务局", "市城管局", "市房管局"]),
    ("市委和市政府督查室", ["市委和市政府督查室"]),
    ("县商务（经济）局市房管局", ["县商务（经济）局", "市房管局"]),
    ("市商务局市交通局", ["市商务局市交通局"]),
    ("市城市管理局", ["市城市管理局"]),
]


@pytest.mark.parametrize(("text", "names"), PARTED)
def test_known_names_part_what_nothing_separates(text: str, names: list[str]) -> None:
    assert list(units_of(text, KNOWN).names) == names


BLANKS = [
    ("市商务局 市城管局", ["市商务局", "市城管局"]),
    ("城东街道　城西街道", ["城东街道", "城西街道"]),
    ("清河县 教育局", ["清河县教育局"]),
    ("市市场监 管局", ["市市场监管局"]),
    ("文化 广电和旅游局", ["文化广电和旅游局"]),
]


@pytest.mark.parametrize(("text", "names"), BLANKS)
def test_blanks_part_whole_names_only(text: str, names: list[str]) -> None:
    assert list(units_of(text).names) == names


def test_short_names_are_known_by_the_names_they_shorten() -> None:
    assert is_unit_like("房管", KNOWN) and is_unit_like("园林绿化", KNOWN) and is_unit_like("北城社会事务", KNOWN)
    assert not is_unit_like("房管") and not is_unit_like("清运垃圾", KNOWN) and "市" not in KNOWN
    assert not NOBODY and "市商务局" not in NOBODY


def read(text: str, *names: str) -> Draft:
    return read_source(source_of_text(text), Wishes(units=names))


PLAN = """整治方案
一、主要任务
（一）整治小区
牵头单位：房管
配合单位：市商务局市城管局
（二）整治市场（商务、房管负责）
"""


def test_a_reading_with_the_dictionary_has_no_doubts_where_one_without_it_has() -> None:
    without, known = read(PLAN), read(PLAN, *NAMES)
    assert without.tasks[0].doubts and without.tasks[0].support_units == ("市商务局市城管局",)
    assert not any(task.doubts for task in known.tasks)
    assert (known.tasks[0].lead_units, known.tasks[0].support_units) == (("房管",), ("市商务局", "市城管局"))
    assert known.tasks[1].lead_units == ("商务", "房管"), "names stay as they are written"


def test_members_are_known_too() -> None:
    text = "创卫领导小组\n组长：张三  市长\n成员单位：市商务局市城管局\n"
    assert [seat.unit for seat in read(text, *NAMES).seats if seat.unit] == ["市商务局", "市城管局"]


@given(st.lists(st.sampled_from(NAMES), min_size=1, max_size=8, unique=True), st.sampled_from(["", " ", "、", "和"]))
def test_names_set_side_by_side_are_found_again(names: list[str], between: str) -> None:
    assert KNOWN.parted(between.join(names)) == tuple(names)
