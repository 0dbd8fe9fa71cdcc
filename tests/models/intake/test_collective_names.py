"""Collective names of which the paper does not say who is meant: kept as written, and asked about."""

import pytest

from models.intake.fields.units import TO_CHOOSE
from models.intake.loaders.text import source_of_text
from models.intake.reading import read_source

PAPER = """整治工作方案
一、主要任务
1.开展整治。（牵头单位：{who}）
2.开展验收。（牵头单位：市城管局；配合单位：{who}）
二、工作要求
{who}于每月25日前将工作进展情况报送市创卫办。
"""


@pytest.mark.parametrize("who", ["各责任单位", "各有关单位", "各成员单位", "各部门", "各县（市、区）政府"])
def test_who_is_meant_is_asked_where_it_leads_but_not_where_all_hand_in(who: str) -> None:
    draft = read_source(source_of_text(PAPER.format(who=who)))
    led, helped = draft.tasks
    assert (led.lead_units, led.doubts, led.unsure) == ((who,), (TO_CHOOSE,), ("units",))
    assert helped.doubts == ()
    (report,) = draft.reporting
    assert (report.who, report.doubts, report.unsure) == ((who,), (), ())


@pytest.mark.parametrize("who", ["各区", "各街道"])
def test_areas_of_a_town_are_known(who: str) -> None:
    draft = read_source(source_of_text(PAPER.format(who=who)))
    assert [task.doubts for task in draft.tasks] == [(), ()]
    assert [told.doubts for told in draft.reporting] == [()]
