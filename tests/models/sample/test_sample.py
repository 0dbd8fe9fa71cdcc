"""The demo campaign: the counts the issue asks for, sound data, gaps on purpose, one undo."""

from collections.abc import Iterator
from datetime import date
from pathlib import Path

import pytest
from sqlalchemy import func, select
from sqlalchemy.orm import Session

from models import schema  # noqa: F401  (all tables)
from models.base import Base, Record
from models.check import check
from models.database import Database, create_database
from models.errors import Cancelled, Refusal
from models.grid.queries import cells
from models.org import queries as org
from models.org.terms import AliasKind, GroupKind, UnitKind
from models.sample.actions import TITLE, build_sample
from models.sample.shelf import deadline_words, load
from models.task import queries as task
from models.task.rules import IssueKind
from models.task.terms import Role

TODAY = date(2026, 6, 10)


@pytest.fixture(scope="module")
def sample(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Database]:
    database = create_database(tmp_path_factory.mktemp("sample") / "示例.zrt")
    database.do(TITLE, build_sample, today=TODAY)
    yield database
    database.close()


@pytest.fixture(scope="module")
def campaign_id(sample: Database) -> int:
    return sample.read(org.campaign_named, name=None).id


def records(session: Session) -> dict[str, int]:
    return {
        mapper.class_.__tablename__: session.scalar(select(func.count()).select_from(mapper.class_)) or 0
        for mapper in Base.registry.mappers
        if issubclass(mapper.class_, Record)
    }


def test_counts_of_the_campaign(sample: Database, campaign_id: int) -> None:
    figures = sample.read(task.counts, campaign_id=campaign_id, on=TODAY)
    assert (figures.big_items, figures.small_items) == (10, 76)
    assert figures.points == 100_00
    groups = sample.read(org.groups, campaign_id=campaign_id)
    assert sum(row.kind is GroupKind.SPECIALIST for row in groups) == 10
    assert [row.kind for row in groups if row.parent_id is None] == [GroupKind.HEADQUARTERS]
    assert all(row.lead_unit and row.seats for row in groups if row.kind is GroupKind.SPECIALIST)
    units = sample.read(org.units)
    assert len(units) == 40
    assert sum(row.kind is UnitKind.DISTRICT for row in units) == 3
    assert {row.kind for row in units} >= {UnitKind.STREET, UnitKind.COMMUNITY, UnitKind.VERTICAL, UnitKind.COLLECTIVE}


def test_markets_lie_below_the_three_districts(sample: Database) -> None:
    found = sample.read(cells)
    markets = [row for row in found if row.is_site]
    assert len(markets) == 30
    assert len({row.name for row in markets}) == 30
    assert {row.batch for row in markets} == {"第一批", "第二批"}
    assert all(row.depth == 4 and row.stage.label and row.operator and row.stalls for row in markets)
    assert sum(row.depth == 1 for row in found) == 3


def test_former_names_lead_to_the_unit_of_today(sample: Database) -> None:
    market = next(row for row in sample.read(org.units) if row.short_name == "市市场监管局")
    assert "市工商局" in {former.name for former in market.former}
    assert AliasKind.FORMER.label == "原名"


def test_one_person_sits_in_two_groups(sample: Database, campaign_id: int) -> None:
    seats = sample.read(org.seats, campaign_id=campaign_id)
    names = [row.person for row in seats]
    assert all(names)
    assert max(names.count(name) for name in set(names)) >= 2


def test_every_task_has_its_own_text(sample: Database, campaign_id: int) -> None:
    rows = sample.read(task.task_tree, campaign_id=campaign_id, on=TODAY)
    small = [row for row in rows if row.depth]
    assert len({row.title for row in small}) == 76
    bodies = [item["body"] for big in load("tasks") for item in big["items"]]
    assert len(set(bodies)) == 76 and min(map(len, bodies)) >= 15


def test_two_tasks_come_down_to_the_grid(sample: Database, campaign_id: int) -> None:
    rows = sample.read(task.rules_of_campaign, campaign_id=campaign_id)
    assert sorted((row.level, row.states.total) for row in rows) == [("点位", 30), ("街道办事处", 6)]
    markets = next(row for row in rows if row.level == "点位").states
    assert min(markets.open, markets.doing, markets.done, markets.not_needed) >= 1
    assert all(row.is_whole for row in sample.read(task.reach, campaign_id))
    assert sample.read(task.changes_of_rules, campaign_id=campaign_id) == ()
    assert all((row.done_on is not None) == (row.state.value == "done") for row in duties_of(sample, campaign_id))


def duties_of(sample: Database, campaign_id: int) -> tuple[task.DutyRow, ...]:
    return sample.read(task.duties, campaign_id=campaign_id, day=TODAY)


def test_the_gaps_are_the_ones_meant(sample: Database, campaign_id: int) -> None:
    found = sample.read(task.findings, campaign_id=campaign_id, on=TODAY)
    kinds = [finding.kind for finding in found]
    assert kinds.count(IssueKind.NO_LEAD) == 4
    assert kinds.count(IssueKind.NO_DEADLINE) == 4
    assert kinds.count(IssueKind.JOINT_LEAD) == 1
    assert kinds.count(IssueKind.OVERDUE) == 9
    assert [finding.where for finding in found if finding.is_unit] == ["市林业局"]
    assert IssueKind.UNIT_TWICE not in kinds and IssueKind.NO_TITLE not in kinds


@pytest.mark.parametrize("today", [date(2026, 1, 31), date(2026, 6, 10), date(2026, 11, 23), date(2028, 2, 29)])
def test_the_sample_is_in_mid_course_on_any_day(tmp_path: Path, today: date) -> None:
    database = create_database(tmp_path / "x.zrt")
    campaign_id = database.do(TITLE, build_sample, today=today).value
    figures = database.read(task.counts, campaign_id=campaign_id, on=today)
    phases = database.read(task.phases, campaign_id=campaign_id)
    database.close()
    assert figures.overdue >= 3 and figures.due_soon >= 3
    assert len(phases) == 3
    begin, end = phases[1].starts, phases[1].ends
    assert begin is not None and end is not None and begin <= today <= end


def test_every_deadline_that_names_a_day_has_its_date(sample: Database, campaign_id: int) -> None:
    rows = sample.read(task.task_tree, campaign_id=campaign_id, on=TODAY)
    for row in rows:
        if "月" in row.deadline and "每" not in row.deadline:
            assert row.due_to is not None, row.deadline
        if row.deadline.startswith("每"):
            assert row.due_every, row.deadline


def test_the_leader_and_the_owner_come_from_the_lead_unit(sample: Database, campaign_id: int) -> None:
    rows = sample.read(task.task_tree, campaign_id=campaign_id, on=TODAY)
    led = [row for row in rows if row.depth and any(not ref.leads_by_rule for ref in row.units(Role.LEAD))]
    assert len(led) == 72


def test_everything_agrees_with_the_journal(sample: Database) -> None:
    assert check(sample).findings == ()


def test_one_undo_takes_the_sample_back(tmp_path: Path) -> None:
    database = create_database(tmp_path / "x.zrt")
    database.do(TITLE, build_sample, today=TODAY)
    full = database.read(records)
    assert database.undo().value == f"撤销：{TITLE}"
    assert not any(database.read(records).values())
    database.redo()
    assert database.read(records) == full
    database.close()


def test_scale_multiplies_tasks_cells_and_units(tmp_path: Path) -> None:
    database = create_database(tmp_path / "x.zrt")
    campaign_id = database.do(TITLE, build_sample, scale=3, today=TODAY).value
    figures = database.read(task.counts, campaign_id=campaign_id, on=TODAY)
    assert (figures.big_items, figures.small_items) == (30, 228)
    assert figures.assignments > 3 * 520
    assert len(database.read(org.units)) == 40 + 2 * 5
    assert sum(row.is_site for row in database.read(cells)) == 90
    assert check(database).findings == ()
    database.close()


def test_a_file_with_units_is_left_alone(tmp_path: Path) -> None:
    database = create_database(tmp_path / "x.zrt")
    database.do(TITLE, build_sample, today=TODAY)
    before = database.read(records)
    with pytest.raises(Refusal, match="只能放进空的数据文件"):
        database.do(TITLE, build_sample, today=TODAY)
    assert database.read(records) == before
    database.close()


def test_cancel_leaves_nothing(tmp_path: Path) -> None:
    def report(done: int, total: int, text: str = "") -> None:
        if done >= 2:
            raise Cancelled

    database = create_database(tmp_path / "x.zrt")
    with pytest.raises(Cancelled):
        database.do(TITLE, build_sample, today=TODAY, report=report)
    assert not any(database.read(records).values())
    database.close()


@pytest.mark.parametrize(
    ("pattern", "today", "words"),
    [
        ("{m+1}月底前", date(2026, 11, 23), "12月底前"),
        ("{m+2}月底前", date(2026, 11, 23), "2027年1月底前"),
        ("{m-2}月15日前", date(2026, 1, 5), "2025年11月15日前"),
        ("{d+9}前", date(2026, 12, 25), "2027年1月3日前"),
        ("{d-3}前", date(2026, 3, 2), "2月27日前"),
        ("{Y}年12月31日前", date(2026, 3, 2), "2026年12月31日前"),
        ("长期坚持", date(2026, 3, 2), "长期坚持"),
    ],
)
def test_deadline_words_count_from_today(pattern: str, today: date, words: str) -> None:
    assert deadline_words(pattern, today) == words
