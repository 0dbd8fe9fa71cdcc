"""The paper 组织架构图 as of a day: what it draws, its settings, its pages, what it refuses."""

from datetime import date, timedelta
from typing import Any

import pytest

from models.database import Database
from models.errors import Refusal
from models.org import actions, queries
from models.org.papers.chart import OFFER
from models.papers.drawing import Box, Drawing, Words
from models.papers.offer import Asked
from models.papers.sheet import Paper, Profile
from models.printing.produce import make

TODAY = date(2026, 11, 23)


@pytest.fixture
def campaign(database: Database) -> int:
    """A headquarters with a group led by a unit that changed its name, headed by a post that changed hands."""
    made = database.do("准备", actions.create_campaign, name="创卫 2026", year=2026).value
    unit = database.do(
        "准备", actions.create_unit, name="云溪市商务局", short_name="市商务局", former=[("云溪市商业局", TODAY)]
    ).value
    old, new = (database.do("准备", actions.create_person, name=name).value for name in ("周晓岚", "贺明川"))
    post = database.do("准备", actions.create_post, unit_id=unit, title="局长").value
    database.do("准备", actions.hand_over, post_id=post, person_id=old, on=TODAY - timedelta(days=400))
    database.do("准备", actions.hand_over, post_id=post, person_id=new, on=TODAY)
    board = database.do("准备", actions.add_group, campaign_id=made, name="创卫指挥部").value
    group = database.do(
        "准备", actions.add_group, campaign_id=made, name="市场组", parent_id=board, lead_unit_id=unit
    ).value
    database.do("准备", actions.add_seat, group_id=group, wording="组长", post_id=post)
    database.do("准备", actions.add_seat, group_id=group, wording="联络员")
    return int(made)


def draw(
    database: Database, campaign: int | None, day: date = TODAY, profile: Profile = OFFER.profile, **chosen: Any
) -> Drawing:
    made = database.read(make, OFFER, Asked(campaign, day, chosen, profile))
    assert isinstance(made, Drawing)
    return made


def words(drawing: Drawing) -> list[str]:
    return [shape.text for page in drawing.pages for shape in page.shapes if isinstance(shape, Words)]


def group_id(database: Database, campaign: int, name: str) -> int:
    return next(row.id for row in database.read(queries.groups, campaign_id=campaign) if row.name == name)


def test_names_and_holders_are_those_of_the_day(database: Database, campaign: int) -> None:
    today = words(draw(database, campaign, short=False))
    before = words(draw(database, campaign, TODAY - timedelta(days=1), short=False))
    assert {
        "创卫指挥部组织架构图",
        "创卫指挥部",
        "市场组",
        "牵头",
        "云溪市商务局",
        "组长",
        "贺明川",
        "截至2026年11月23日",
    } == set(today)
    assert {"云溪市商业局", "周晓岚", "截至2026年11月22日"} <= set(before)
    assert "贺明川" not in before


@pytest.mark.parametrize(
    ("chosen", "there", "not_there"),
    [
        ({}, {"市商务局", "贺明川"}, {"联络员", "云溪市商务局"}),
        ({"short": False}, {"云溪市商务局"}, {"市商务局"}),
        ({"show": "name"}, {"牵头", "市商务局"}, {"组长", "贺明川"}),
        ({"show": "name", "lead": False}, {"市场组"}, {"牵头", "市商务局"}),
        ({"show": "seats"}, {"联络员", "（空缺）"}, set()),
        ({"posts": True}, {"贺明川　云溪市商务局局长"}, {"贺明川"}),
        ({"title": " 指挥体系图 "}, {"指挥体系图"}, {"创卫指挥部组织架构图"}),
        ({"content": "units", "show": "name"}, {"市商务局", "云溪市商务局组织架构图"}, {"市场组", "局长"}),
        ({"content": "units", "show": "heads"}, {"局长", "贺明川"}, {"市场组"}),
    ],
)
def test_settings(
    database: Database, campaign: int, chosen: dict[str, Any], there: set[str], not_there: set[str]
) -> None:
    said = set(words(draw(database, campaign, **chosen)))
    assert there <= said
    assert not (not_there & said)


def test_one_group_with_what_is_below_it(database: Database, campaign: int) -> None:
    said = words(draw(database, campaign, root=group_id(database, campaign, "市场组")))
    assert "市场组组织架构图" in said
    assert "创卫指挥部" not in said


def test_boxes_carry_the_records_they_stand_for(database: Database, campaign: int) -> None:
    page = draw(database, campaign).pages[0]
    ids = [shape.id for shape in page.shapes if isinstance(shape, Box)]
    assert ids == [row.id for row in database.read(queries.groups, campaign_id=campaign)]


def test_paper_and_pages(database: Database, campaign: int) -> None:
    for number in range(30):
        database.do(
            "准备", actions.add_group, campaign_id=campaign, name=f"第{number}专班",
            parent_id=group_id(database, campaign, "市场组"),
        )  # fmt: skip
    (page,) = draw(database, campaign, profile=Profile(paper=Paper.A3)).pages
    assert (page.width, page.height) == (420, 297)
    spread = draw(database, campaign, direction="row", fitting="pages")
    assert len(spread.pages) > 2
    assert {"A1 → A2", "A2 → A1"} <= set(words(spread))
    assert len(draw(database, campaign, direction="row", fitting="fit").pages) == 1


def test_nothing_to_draw_is_refused(database: Database) -> None:
    with pytest.raises(Refusal, match="还没有小组"):
        draw(database, None)
    with pytest.raises(Refusal, match="还没有单位"):
        draw(database, None, content="units")
