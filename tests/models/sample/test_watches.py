"""The people of the sample's grid: leaders, posts, workers, residents, what is missing and who has too much."""

from collections.abc import Iterator
from datetime import date

import pytest

from models.database import Database, create_database
from models.grid.queries.watches import overloads, vacancies, watch_roles, watches
from models.sample.actions import TITLE, build_sample

TODAY = date(2026, 6, 10)


@pytest.fixture(scope="module")
def sample(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Database]:
    database = create_database(tmp_path_factory.mktemp("watches") / "示例.zrt")
    database.do(TITLE, build_sample, today=TODAY)
    yield database
    database.close()


def test_every_role_is_held_somewhere(sample: Database) -> None:
    held = {row.role for row in sample.read(watches, day=TODAY)}
    assert held == {row.name for row in sample.read(watch_roles)}


def test_some_places_have_nobody_and_one_person_has_too_much(sample: Database) -> None:
    found = sample.read(vacancies, day=TODAY)
    assert {row.cell for row in found} >= {"书院社区", "书院街市场"} and len(found) < 10
    assert [(row.person, row.cells) for row in sample.read(overloads, day=TODAY)] == [("孔繁星", 11)]


def test_the_leader_of_one_district_changed(sample: Database) -> None:
    def leader(day: date) -> list[str]:
        rows = sample.read(watches, day=day, inherited=False)
        return [row.holder for row in rows if row.cell == "青石区" and row.role == "包保领导"]

    assert leader(date(2026, 1, 31)) == ["岳清扬"] and leader(date(2026, 2, 1)) == ["宁致远"]


def test_a_third_of_the_markets_has_a_resident_of_a_member_unit(sample: Database) -> None:
    rows = [row for row in sample.read(watches, day=TODAY) if row.role == "入驻人员"]
    assert len(rows) == 10 and all(row.person and row.unit and row.valid_to for row in rows)
