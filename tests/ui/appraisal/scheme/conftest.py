"""A small scheme on the page 考核: two groups, two components, two headings with items."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from fractions import Fraction
from typing import Any

import pytest

from models.appraisal import actions
from models.appraisal.rows import CriterionRow
from models.appraisal.rules.kinds import PerOccurrence, Rule
from models.org.actions import create_unit
from ui.appraisal.page import AppraisalPage
from ui.appraisal.scheme.view import SchemeView
from ui.context import Context
from ui.store import Store


@dataclass(frozen=True, slots=True)
class Made:
    """Ids of what was made."""

    scheme: int
    streets: int
    offices: int
    east: int
    south: int
    police: int
    daily: int
    spot: int


@pytest.fixture
def made(store: Store, campaign: int) -> Made:
    def do(action: Callable[..., Any], **kw: Any) -> Any:
        return store.do("准备", action, **kw).value

    east = do(create_unit, name="东湖街道办事处", short_name="东湖街道")
    south = do(create_unit, name="南山街道办事处", short_name="南山街道")
    police = do(create_unit, name="云州市城市管理局", short_name="城管局")
    scheme = do(actions.create_scheme, campaign_id=campaign, name="市容考核办法")
    streets = do(actions.add_group, scheme_id=scheme, name="街道")
    offices = do(actions.add_group, scheme_id=scheme, name="市直单位")
    do(actions.set_members, group_id=streets, unit_ids=[east])
    daily = do(actions.add_component, scheme_id=scheme, name="日常", weight=Fraction(3, 5))
    spot = do(actions.add_component, scheme_id=scheme, name="暗访", weight=Fraction(2, 5))
    head = do(actions.add_criterion, scheme_id=scheme, name="市容环境", no="一", points=Fraction(30))
    rule = Rule(parts=(PerOccurrence(Fraction(-1, 2), "处", "发现垃圾", cap=Fraction(5)),))
    for name, points, own in (("道路保洁", 10, rule), ("门前三包", 8, None)):
        do(
            actions.add_criterion,
            scheme_id=scheme,
            parent_id=head,
            name=name,
            points=Fraction(points),
            rule=own,
        )
    do(actions.add_criterion, scheme_id=scheme, name="宣传报道", no="二", points=Fraction(5), component_id=spot)
    return Made(scheme, streets, offices, east, south, police, daily, spot)


@pytest.fixture
def page(context: Context, made: Made, shown: Callable[[Any], Any]) -> AppraisalPage:
    found = shown(AppraisalPage(context))
    assert isinstance(found, AppraisalPage)
    return found


@pytest.fixture
def view(page: AppraisalPage) -> SchemeView:
    found = page.views["scheme"]
    assert isinstance(found, SchemeView)
    return found


@pytest.fixture
def row(view: SchemeView) -> Callable[[str], CriterionRow]:
    """The row of that name as the page shows it now."""

    def find(name: str) -> CriterionRow:
        return next(one for one in view.book.criteria if one.name == name)

    return find
