"""Texts made to hang or break a reader: long runs of one thing are read to their end, and nothing is raised."""

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from models.intake.draft import Kind
from models.intake.fields.units import units_of
from models.intake.loaders.text import source_of_text
from models.intake.reading import read_source
from models.intake.wishes import Wishes

RUNS = [
    " ",
    "　",
    "（",
    "）",
    "1",
    "一",
    "、",
    "：",
    "局和",
    "市局和",
    "4-",
    "每",
    "“",
    "扣",
    "牵头单位：",
    "由市局牵头，",
    "成立由",
    "|",
]


@pytest.mark.parametrize("run", RUNS)
def test_long_runs_are_read(run: str) -> None:
    text = run * (20000 // len(run))
    draft = read_source(source_of_text(f"方案\n二、主要任务\n（一）{text}\n牵头单位：{text}\n"))
    assert draft.kind in set(Kind)


def test_many_joined_names_are_parted_or_left_whole_in_few_steps() -> None:
    assert len(units_of("市局和" * 40 + "市局").names) == 1  # the same unit again and again
    assert units_of("甲局和" * 40 + "其他").names[0].startswith("甲局")
    assert len(units_of("和".join(f"第{number}局" for number in range(500))).names) == 1


WORDS = (
    "一二、（）()1.2．①条第章：；，。\n　 牵头单位责任配合市区县局委办各街道等有关部门负责"
    "6月底前完成≥90%组长成员张王扣分每少次加：“”《》—是要"
)


@settings(max_examples=150, deadline=None)
@given(st.text(alphabet=WORDS, max_size=200), st.sampled_from([None, *Kind]))
def test_any_text_under_any_kind_is_read(text: str, kind: Kind | None) -> None:
    draft = read_source(source_of_text(text), Wishes(kind=kind, units=("市商务局", "区城管局")))
    keys = {task.key for task in draft.tasks}
    assert all(task.parent is None or task.parent in keys for task in draft.tasks)
    criteria = {one.key for one in draft.criteria}
    assert all(one.parent is None or one.parent in criteria for one in draft.criteria)
    assert kind is None or draft.kind is kind
