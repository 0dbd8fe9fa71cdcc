"""Choices of the print: kept as plain values and read again; what does not fit gives way to the default."""

from __future__ import annotations

import json
from datetime import date
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from models.papers.sheet import Paper
from models.task.papers import COLUMNS, Split
from ui.printing.choices import OF_CAMPAIGN, Choices

FULL = Choices(
    view="unit",
    columns=("title", "lead"),
    paper="A3",
    landscape=False,
    body_size=10.5,
    margins=(10.0, 11.0, 12.0, 13.5),
    sign_off="审核",
    cover=False,
    list_cells=True,
    title="分解表",
    number="第2版",
    filler="市爱卫办",
    day=date(2026, 3, 1),
    notes="一\n\n二",
    unit_ids=(5, 7),
    split="part",
    parts=("p5", "2026-05"),
    copies=(("5", 3), ("p5", 2)),
    who="leader",
    post_first=True,
    gaps=False,
)


@pytest.mark.parametrize("choices", [Choices(), FULL])
def test_kept_and_read_again(choices: Choices) -> None:
    paper, campaign = json.loads(json.dumps(choices.to_layouts()))
    assert Choices.from_layouts(paper, campaign) == choices
    assert set(campaign) == set(OF_CAMPAIGN)


def test_words_of_another_campaign_do_not_come_along() -> None:
    paper, _ = FULL.to_layouts()
    other = Choices.from_layouts(paper, {})
    assert (other.title, other.unit_ids, other.paper) == ("", None, "A3")


def test_options_for_models() -> None:
    options = FULL.options()
    assert options.notes == ("一", "二")
    assert options.title == "分解表"
    assert options.profile.paper is Paper.A3
    assert options.profile.margins == (10.0, 11.0, 12.0, 13.5)
    assert not options.profile.landscape
    assert Choices(title="", sign_off="").options().title is None
    assert Choices(sign_off=" \n").options().sign_off == ()


@pytest.mark.parametrize(
    ("view", "split", "cut"),
    [
        ("task", "part", Split.WHOLE),
        ("unit", "whole", Split.UNIT),
        ("person", "whole", Split.WHOLE),
        ("person", "unit", Split.UNIT),
        ("deadline", "part", Split.PART),
    ],
)
def test_how_a_view_is_cut(view: str, split: str, cut: Split) -> None:
    assert Choices(view=view, split=split).cut is cut


JUNK = st.one_of(st.none(), st.booleans(), st.integers(), st.floats(), st.text(), st.lists(st.integers() | st.text()))


@given(st.dictionaries(st.sampled_from([*Choices.__dataclass_fields__, "other"]), JUNK))
def test_junk_never_stops_the_page(stored: dict[str, Any]) -> None:
    choices = Choices.from_layouts(stored, stored)
    options = choices.options()
    known = {column.key for column in COLUMNS}
    assert choices.columns is None or set(choices.columns) <= known
    assert min(options.profile.margins) >= 0 and max(options.profile.margins) <= 80
    assert 6 <= choices.body_size <= 24
