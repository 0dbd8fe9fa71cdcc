"""A list of 记分 from a spreadsheet: units and items found by what clerks write, all rows or none."""

from datetime import date
from fractions import Fraction
from typing import Any

import pytest

from models.appraisal import actions, queries
from models.appraisal.rules.kinds import Alternatives, Bonus, Choice, PerOccurrence, Ratio, Rule
from models.appraisal.rules.listed import Listed
from models.appraisal.terms import Start
from models.errors import Refusal
from tests.models.appraisal.rounds.conftest import World

F = Fraction
HEADS = ["单位", "考核项目", "次数", "事由", "日期", "检查人"]


@pytest.fixture
def listing(world: World) -> World:
    """A round of March under items of several kinds."""
    world.scheme_id = world.do(actions.create_scheme, campaign_id=world.campaign_id, name="市容办法")
    group = world.do(actions.add_group, scheme_id=world.scheme_id, name="街道")
    world.do(actions.set_members, group_id=group, unit_ids=[world.units[one] for one in ("东街道", "西街道")])
    stalls = (PerOccurrence(F(-1, 2), "处", "占道经营"), PerOccurrence(F(-1), "次", "流动摊点"))
    press = Alternatives((Choice("省级", F(3)), Choice("市级", F(2))), "媒体报道")
    for no, name, rule in (
        ("1.1", "市容秩序", Rule(parts=stalls)),
        ("1.2", "办结率", Rule(Start.ZERO, (Ratio(F(10)),))),
        ("2", "宣传", Rule(Start.ZERO, (press,))),
        ("3", "受到表彰", Rule(Start.ZERO, (Bonus(F(1), "次", "受到表彰"),))),
        ("4", "日常工作", None),
    ):
        world.items[name] = world.do(
            actions.add_criterion, scheme_id=world.scheme_id, no=no, name=name, points=F(10), rule=rule
        )
    world.do(actions.put_in_force, scheme_id=world.scheme_id, on=date(2026, 1, 1))
    world.round_id = world.round("3月", date(2026, 3, 1), date(2026, 3, 31))
    return world


def read(world: World, *rows: list[str]) -> tuple[Listed, ...]:
    return world.database.read(queries.entry_list, round_id=world.round_id, block=rows)


def paste(world: World, *rows: list[str]) -> int:
    return len(world.do(actions.paste_entries, round_id=world.round_id, block=rows))


def kept(world: World) -> list[Any]:
    return list(world.database.read(queries.entries, round_id=world.round_id))


def test_a_list_with_headings_becomes_entries_in_one_step(listing: World) -> None:
    rows = (
        HEADS,
        ["东街道", "市容秩序", "2", "人民路占道经营", "2026-03-05", "老王"],
        ["西街道", "1.1", "", "学校门口流动摊点", "3月9日", ""],
        ["东街道", "办结率", "93%", "", "", ""],
    )
    assert paste(listing, *rows) == 3
    first, second, third = kept(listing)
    assert (first.unit, first.criterion, first.part, first.amount, first.points) == ("东街道", "市容秩序", 0, 2, F(-1))
    assert (first.reason, first.day, first.scorer) == ("人民路占道经营", date(2026, 3, 5), "老王")
    assert (second.part, second.amount, second.day) == (1, 1, date(2026, 3, 9))
    assert third.amount == F(93, 100)
    listing.database.undo()
    assert kept(listing) == []


def test_columns_without_headings_come_in_their_order(listing: World) -> None:
    (row,) = read(listing, ["西街道", "市容秩序", "3", "占道经营"])
    assert (row.unit, row.item, row.shown, row.part_words) == ("西街道", "1.1 市容秩序", "3处", "占道经营每处扣0.5分")


@pytest.mark.parametrize(
    ("points", "reason", "part", "amount"),
    [
        ("-1.5", "占道经营", 0, "3"),
        ("1.5", "占道经营", 0, "3"),
        ("扣2分", "流动摊点", 1, "2"),
        ("0.5", "街面脏", 0, "1"),
    ],
)
def test_points_say_how_often(listing: World, points: str, reason: str, part: int, amount: str) -> None:
    (row,) = read(listing, ["单位", "项目", "扣分", "事由"], ["东街道", "市容秩序", points, reason])
    assert (row.fault, row.part, row.amount) == ("", part, amount)


@pytest.mark.parametrize(
    ("cells", "part_words", "choice"),
    [
        (["东街道", "宣传", "1", "省级媒体刊发"], "媒体报道：省级得3分、市级得2分", 0),
        (["东街道", "宣传", "2", "市级媒体刊发"], "媒体报道：省级得3分、市级得2分", 1),
        (["东街道", "占道经营", "1", ""], "占道经营每处扣0.5分", 0),
    ],
)
def test_items_go_by_what_they_count_and_choices_by_the_reason(
    listing: World, cells: list[str], part_words: str, choice: int
) -> None:
    (row,) = read(listing, cells)
    assert (row.fault, row.part_words, row.choice) == ("", part_words, choice)


@pytest.mark.parametrize(
    ("cells", "fault"),
    [
        (["北街道", "市容秩序", "1"], "名单里没有“北街道”"),
        (["街道", "市容秩序", "1"], "对应几个单位：东街道、西街道"),
        (["东街道", "绿化", "1"], "没有“绿化”这个项目"),
        (["东街道", "市容秩序", "x"], "“x”不是数"),
        (["东街道", "办结率", ""], "没有写数值"),
        (["东街道", "宣传", "1", "刊发"], "看不出是哪一档：省级、市级"),
        (["东街道", "市容秩序", "1", "脏", "十五日"], "不是日期"),
        (["东街道", "日常工作", "12"], "不在 0 至 10 分之间"),
    ],
)
def test_what_does_not_fit_is_said_and_nothing_is_written(listing: World, cells: list[str], fault: str) -> None:
    good = ["东街道", "市容秩序", "1", "占道经营"]
    assert fault in read(listing, good, cells)[1].fault
    with pytest.raises(Refusal, match="第 2 行：") as told:
        paste(listing, good, cells)
    assert fault in told.value.sentence and "一笔也没有写入" in told.value.sentence
    assert kept(listing) == []


def test_a_value_takes_the_place_of_the_one_before(listing: World) -> None:
    paste(listing, ["东街道", "办结率", "80%", "初步"])
    paste(listing, ["东街道", "办结率", "90%", "复核"])
    (entry,) = kept(listing)
    assert (entry.amount, entry.reason) == (F(9, 10), "复核")


def test_points_that_are_no_multiple_are_not_guessed(listing: World) -> None:
    (row,) = read(listing, ["单位", "项目", "扣分", "事由"], ["东街道", "市容秩序", "0.3", "占道经营"])
    assert "不是每次0.5分的整倍数" in row.fault


def test_a_posted_round_takes_no_list(listing: World) -> None:
    listing.post()
    with pytest.raises(Refusal, match="已经公示"):
        paste(listing, ["东街道", "市容秩序", "1"])


def test_headings_that_are_not_known_are_named(listing: World) -> None:
    with pytest.raises(Refusal, match="照片"):
        read(listing, ["单位", "项目", "照片"], ["东街道", "市容秩序", "a.jpg"])
