"""Unit names against the dictionary: what is the same, what is proposed with a reason, what is left alone."""

from dataclasses import replace
from datetime import date

import pytest

from models.intake.matching import SAME, match_units
from models.org.queries import UnitName
from models.org.terms import UnitKind


def unit(
    number: int,
    name: str,
    short: str = "",
    aliases: tuple[str, ...] = (),
    former: tuple[str, ...] = (),
    to: date | None = None,
) -> UnitName:
    return UnitName(number, name, short, UnitKind.DEPARTMENT, None, aliases, former, to, None)


DICTIONARY = (
    unit(1, "云溪市商务局", "市商务局"),
    unit(2, "云溪市住房和城乡建设局", "市住建局", aliases=("市建设局",)),
    unit(3, "云溪市市场监督管理局", "市市场监管局", former=("云溪市工商行政管理局",)),
    unit(4, "云溪市卫生健康委员会", "市卫健委"),
    unit(5, "临江区商务局"),
    unit(6, "滨江街道办事处"),
    unit(7, "云溪市规划局", to=date(2020, 1, 1)),
    unit(8, "各区"),
    unit(9, "云溪市城市管理局", "市城管局"),
)
TODAY = date(2026, 5, 1)


def best(name: str) -> tuple[int, float] | None:
    found = match_units([name], DICTIONARY, today=TODAY)[name]
    return (found[0].unit_id, found[0].score) if found else None


@pytest.mark.parametrize(
    ("name", "unit_id"), [("云溪市商务局", 1), ("市商务局", 1), ("市 住建局", 2), ("市建设局", 2), ("各区", 8)]
)
def test_own_names_are_the_same_unit(name: str, unit_id: int) -> None:
    assert best(name) == (unit_id, SAME)


@pytest.mark.parametrize(
    ("name", "unit_id"),
    [
        ("市住房城乡建设局", 2),
        ("市场监管局", 3),
        ("云溪市工商行政管理局", 3),
        ("市工商局", 3),
        ("市卫生健康委", 4),
        ("滨江街道办", 6),
        ("滨江街道", 6),
        ("市规划局", 7),
        ("城管局", 9),
        ("市城市管理综合执法局", 9),
    ],
)
def test_similar_names_are_proposed_and_wait_for_the_clerk(name: str, unit_id: int) -> None:
    found = match_units([name], DICTIONARY, today=TODAY)[name]
    assert found and found[0].unit_id == unit_id and found[0].score < SAME and found[0].reason


@pytest.mark.parametrize("name", ["市气象局", "各街道", "区直各部门", "党工委", "消防救援大队", ""])
def test_names_like_no_other_have_no_proposal(name: str) -> None:
    assert best(name) is None


def test_units_of_another_level_are_never_the_best_proposal() -> None:
    found = match_units(["区商务局"], DICTIONARY, today=TODAY)["区商务局"]
    assert found[0].unit_id == 5
    assert all(match.score <= 0.6 for match in found if match.unit_id == 1)


def test_a_name_without_its_place_may_be_any_of_them() -> None:
    assert {match.unit_id for match in match_units(["商务局"], DICTIONARY, today=TODAY)["商务局"]} == {1, 5}


def test_a_name_that_several_units_bear_is_left_to_the_clerk() -> None:
    twice = (unit(1, "甲区商务局", "商务局"), unit(2, "乙区商务局", "商务局"))
    found = match_units(["商务局"], twice, today=TODAY)["商务局"]
    assert {match.unit_id for match in found} == {1, 2} and all(match.score < SAME for match in found)


def test_a_unit_that_is_gone_is_not_linked_by_itself() -> None:
    found = match_units(["云溪市规划局"], DICTIONARY, today=TODAY)["云溪市规划局"]
    assert found[0].unit_id == 7 and found[0].score < SAME and "停用" in found[0].reason


MERGED = (
    unit(1, "云溪市工商局", to=date(2024, 3, 1)),
    unit(2, "云溪市质监局", to=date(2026, 3, 1)),
    unit(3, "云溪市市场监管局", former=("云溪市市监局",)),
    unit(4, "云溪市城管局", to=date(2026, 2, 1)),
    unit(5, "云溪市执法局"),
    unit(6, "云溪市市容局"),
)
MERGED = (
    replace(MERGED[0], successor_id=2),
    replace(MERGED[1], successor_id=3),
    replace(MERGED[2], former_days=(date(2025, 1, 1),)),
    MERGED[3],
    replace(MERGED[4], origin_id=4, valid_from=date(2026, 2, 1)),
    replace(MERGED[5], origin_id=4, valid_from=date(2026, 2, 1)),
)


@pytest.mark.parametrize(
    ("name", "proposed"),
    [
        ("云溪市质监局", [(3, "原云溪市质监局，2026-03-01 并入云溪市市场监管局")]),
        (
            "云溪市工商局",
            [(3, "原云溪市工商局，2024-03-01 并入云溪市质监局，2026-03-01 并入云溪市市场监管局")],
        ),
        ("云溪市市监局", [(3, "原云溪市市监局，2025-01-01 改称云溪市市场监管局")]),
        (
            "云溪市城管局",
            [
                (5, "原云溪市城管局，2026-02-01 分设为云溪市执法局、云溪市市容局"),
                (6, "原云溪市城管局，2026-02-01 分设为云溪市执法局、云溪市市容局"),
            ],
        ),
    ],
)
def test_a_unit_that_ended_proposes_who_stands_for_it_and_never_silently(
    name: str, proposed: list[tuple[int, str]]
) -> None:
    found = match_units([name], MERGED, today=TODAY)[name]
    assert sorted((match.unit_id, match.reason) for match in found) == proposed
    assert all(match.score < SAME for match in found)
    earlier = match_units([name], MERGED, today=date(2023, 1, 1))[name]
    assert name == "云溪市市监局" or earlier[0].score == SAME


def test_a_present_name_is_not_taken_for_the_ended_unit_of_that_name() -> None:
    both = (replace(unit(1, "云溪市商务局", to=date(2024, 3, 1)), successor_id=2), unit(2, "云溪市商务局"))
    (match,) = match_units(["云溪市商务局"], both, today=TODAY)["云溪市商务局"]
    assert match.unit_id == 2
