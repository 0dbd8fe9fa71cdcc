"""Watches that follow a post through a merger: words of the day, and they can still be ended and put right."""

from datetime import date

from models.grid import actions as grid
from models.grid.queries.watches import watches
from models.grid.tables import LevelRole, Watch
from models.succession import actions
from tests.models.succession.office import AFTER, BEFORE, MERGED, Office


def test_a_watch_follows_its_post_and_reads_as_it_was(office: Office) -> None:
    watch = office.make(
        "岗位值守",
        Watch,
        cell_id=office["云溪"],
        role_id=office["网格长"],
        post_id=office["注册处处长"],
        position=1,
        valid_from=date(2025, 1, 1),
    )
    office.make("有", LevelRole, level_id=office["市"], role_id=office["网格长"])
    ids = [office["市工商局"], office["市商务局"]]
    office.do(actions.merge_units, unit_ids=ids, into_id=None, new_name="市综合局", day=MERGED)

    def words(day: date) -> tuple[str, str]:
        row = next(row for row in office.database.read(watches, day=day) if row.id == watch)
        return row.person, row.post

    assert words(BEFORE) == ("陆青禾", "市工商局注册处处长")
    assert words(AFTER) == ("陆青禾", "市综合局注册处处长")
    office.do(grid.end_watches, watch_ids=[watch], last=date(2026, 12, 31))
    row = office.database.read(lambda session: session.get_one(Watch, watch))
    assert row.valid_to == date(2027, 1, 1)
