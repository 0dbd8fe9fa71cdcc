"""A merger and the duties at cells: rows go on with their states, rules offer nothing before or after their day."""

from collections.abc import Iterator
from datetime import date, timedelta
from pathlib import Path

import pytest

from models.database import Database, create_database
from models.org.queries import campaign_named, units
from models.sample.actions import TITLE, build_sample
from models.succession import actions
from models.task import queries

TODAY = date.today()
DAY = timedelta(days=1)


@pytest.fixture
def sample(tmp_path: Path) -> Iterator[Database]:
    database = create_database(tmp_path / "示例.zrt")
    database.do(TITLE, build_sample, today=TODAY)
    yield database
    database.close()


@pytest.mark.parametrize("day", [TODAY, TODAY + 10 * DAY])
def test_a_merged_unit_hands_its_cells_on(sample: Database, day: date) -> None:
    campaign_id = sample.read(campaign_named, name=None).id
    ids = {row.short_name or row.name: row.id for row in sample.read(units)}
    old, heir = ids["滨江街道"], ids["文昌街道"]
    before = {
        (row.task, row.cell): (row.unit_id, row.state, row.done_on)
        for row in sample.read(queries.duties, campaign_id=campaign_id)
    }
    assert any(unit_id == old for unit_id, _, _ in before.values())
    sample.do("合并", actions.merge_units, unit_ids=[old], into_id=heir, day=day)

    def on(when: date) -> dict[tuple[str, str], tuple[int, object, object]]:
        rows = sample.read(queries.duties, campaign_id=campaign_id, day=when)
        assert len(rows) == len(before)
        return {(row.task, row.cell): (row.unit_id, row.state, row.done_on) for row in rows}

    assert on(day - DAY) == before
    assert on(day) == {
        key: (heir if unit_id == old else unit_id, state, done_on) for key, (unit_id, state, done_on) in before.items()
    }
    for when in (TODAY, day - DAY, day, day + DAY):
        assert sample.read(queries.changes_of_rules, campaign_id=campaign_id, day=when) == ()
        assert all(row.is_whole for row in sample.read(queries.reach, campaign_id, when))
