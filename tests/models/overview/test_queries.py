"""The overview of the sample agrees with the task list and follows each change."""

from datetime import date

import pytest

from models.database import Database
from models.org.actions import create_campaign, update_campaign
from models.overview.queries import lights, overview
from models.overview.rows import Overview
from models.overview.terms import Matter
from models.sample.actions import TITLE, build_sample
from models.task import actions
from models.task import queries as task

TODAY = date(2026, 6, 10)


@pytest.fixture
def campaign_id(database: Database) -> int:
    return int(database.do(TITLE, build_sample, today=TODAY).value)


def seen(database: Database, campaign_id: int) -> Overview:
    found = database.read(overview, campaign_id=campaign_id, today=TODAY)
    assert found is not None
    return found


@pytest.mark.parametrize("first_unit_leads", [False, True])
@pytest.mark.parametrize("responsible_leads", [False, True])
def test_figures_agree_with_the_task_list(
    database: Database, campaign_id: int, first_unit_leads: bool, responsible_leads: bool
) -> None:
    database.do(
        "改规则",
        update_campaign,
        campaign_id=campaign_id,
        first_unit_leads=first_unit_leads,
        responsible_leads=responsible_leads,
    )
    found = seen(database, campaign_id)
    counts = database.read(task.counts, campaign_id=campaign_id, on=TODAY)
    assert (found.big_items, found.small_items, found.assignments) == (10, 76, counts.assignments)
    assert (found.units, found.units_with_tasks) == (counts.units, counts.units_with_tasks)
    assert found.points == counts.points == 100_00
    assert found.leaves - found.leaves_with_lead == found.count(Matter.NO_LEAD) == counts.without_lead
    assert found.leaves - found.leaves_with_deadline == found.count(Matter.NO_DEADLINE) == counts.without_deadline
    assert found.count(Matter.OVERDUE) == counts.overdue
    assert found.count(Matter.SOON) == counts.due_soon
    assert sum(entry.matter.is_doubtful for entry in found.todo) == counts.notices
    assert (found.sites, found.sites_done) == (30, 11)


def test_the_most_pressing_comes_first(database: Database, campaign_id: int) -> None:
    todo = seen(database, campaign_id).todo
    order = list(Matter)
    assert [order.index(entry.matter) for entry in todo] == sorted(order.index(entry.matter) for entry in todo)
    overdue = [entry.due_to for entry in todo if entry.matter is Matter.OVERDUE]
    assert overdue and overdue == sorted(overdue, key=lambda day: day or date.max)
    assert todo[0].words.startswith("逾期") and todo[0].where
    assert all(entry.lead for entry in todo if entry.matter is Matter.OVERDUE)
    joint = next(entry for entry in todo if entry.matter is Matter.JOINT_LEAD)
    assert joint.lead == "市生态环境局、市农业农村局"


def test_the_lights_agree_with_the_list(database: Database, campaign_id: int) -> None:
    found = seen(database, campaign_id)
    counted = database.read(lights, campaign_id=campaign_id, today=TODAY)
    assert counted.overdue == found.count(Matter.OVERDUE)
    assert counted.near == found.count(Matter.SOON)
    assert counted.in_time + counted.near + counted.overdue == found.leaves_with_deadline


def test_an_idle_unit_is_named(database: Database, campaign_id: int) -> None:
    idle = [entry for entry in seen(database, campaign_id).todo if entry.is_unit]
    assert [entry.title for entry in idle] == ["市林业局"]


def test_a_mended_task_leaves_the_list(database: Database, campaign_id: int) -> None:
    before = seen(database, campaign_id)
    gap = next(entry for entry in before.todo if entry.matter is Matter.NO_DEADLINE)
    database.do("改时限", actions.update_task, task_id=gap.id, deadline="2026年12月底前")
    after = seen(database, campaign_id)
    assert after.count(Matter.NO_DEADLINE) == before.count(Matter.NO_DEADLINE) - 1
    assert gap.id not in {entry.id for entry in after.todo if entry.matter is Matter.NO_DEADLINE}


def test_a_new_campaign_is_empty_and_a_missing_one_none(database: Database) -> None:
    empty = database.do("新建", create_campaign, name="文明城市", year=2026).value
    found = seen(database, empty)
    assert (found.tasks, found.leaves, found.assignments, found.todo) == (0, 0, 0, ())
    assert database.read(overview, campaign_id=empty + 1) is None
