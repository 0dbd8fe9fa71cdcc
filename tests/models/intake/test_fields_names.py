"""Names with remarks beside them, and names of units that end like none other."""

import pytest

from models.intake.fields.seats import seats_of_line
from models.intake.fields.units import is_unit_like
from models.intake.source import Spot


@pytest.mark.parametrize(
    ("line", "seats"),
    [
        ("孙丽华（女） 市市场监管局副局长", [("孙丽华", "市市场监管局副局长")]),
        ("孙丽华（女）市市场监管局副局长", [("孙丽华", "市市场监管局副局长")]),
        ("马  芳（女，回族）  市商务局局长", [("马芳", "市商务局局长")]),
        ("市商务局局长 王方（兼）", [("王方", "市商务局局长")]),
        ("王方（女）、李强（土家族）", [("王方", ""), ("李强", "")]),
        ("王方（副区长）、李强（区商务局局长）", [("王方", "副区长"), ("李强", "区商务局局长")]),
        ("王方  领导小组办公室主任（兼）", [("王方", "领导小组办公室主任（兼）")]),
    ],
)
def test_what_brackets_tell_of_a_person_is_no_post(line: str, seats: list[tuple[str, str]]) -> None:
    found = seats_of_line(line, "成员", "", Spot(1), only_sure=False)
    assert [(seat.name, seat.post) for seat in found] == seats


@pytest.mark.parametrize(
    "name", ["市贸促会", "市残联", "工商联", "市供销社", "市文联", "市科协", "市红十字会", "团市委"]
)
def test_bodies_that_are_no_offices_are_units(name: str) -> None:
    assert is_unit_like(name)


@pytest.mark.parametrize("words", ["大会", "社会", "动员会", "串联", "旅行社团"])
def test_words_that_end_alike_are_none(words: str) -> None:
    assert not is_unit_like(words)
