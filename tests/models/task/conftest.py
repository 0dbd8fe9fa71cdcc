"""A real database with a small campaign, written through the actions."""

from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path
from typing import Any

import pytest
from sqlalchemy.orm import Session

from models import pinyin
from models.database import Database, create_database
from models.org.tables import Campaign, Person, Unit
from models.task import actions, queries

UNITS = (
    ("云溪市商务局", "商务局"),
    ("云溪市城市管理执法局", "城管局"),
    ("云溪市市场监督管理局", "市场监管局"),
    ("云溪市卫生健康委员会", "卫健委"),
    ("云溪市公安局", "公安局"),
)


@dataclass
class Work:
    """The database, its campaign, and shorthands for the tests."""

    database: Database
    campaign: int
    units: dict[str, int]

    def do(self, action: Any, **kw: Any) -> Any:
        return self.database.do("测试", action, **kw).value

    def add(self, title: str, parent: int | None = None, **kw: Any) -> int:
        added: int = self.do(actions.add_task, campaign_id=self.campaign, title=title, parent_id=parent, **kw)
        return added

    def rows(self, **kw: Any) -> tuple[queries.TaskRow, ...]:
        return self.database.read(queries.task_tree, campaign_id=self.campaign, **kw)

    def row(self, task_id: int, **kw: Any) -> queries.TaskRow:
        return queries.by_id(self.rows(**kw))[task_id]

    def details(self, task_id: int) -> queries.TaskDetails:
        found = self.database.read(queries.task_details, task_id=task_id)
        assert found is not None
        return found

    def titles(self) -> list[str]:
        """Titles in order, indented by two blanks per level."""
        return ["  " * row.depth + row.title for row in self.rows()]


def build(session: Session) -> tuple[int, dict[str, int]]:
    campaign = Campaign(name="创建国家卫生城市", year=2026)
    session.add(campaign)
    units = {}
    for position, (name, short) in enumerate(UNITS):
        unit = Unit(
            name=name,
            short_name=short,
            position=position,
            pinyin=pinyin.sort_key(short),
            initials=pinyin.initials(short),
        )
        session.add(unit)
        units[short] = unit
    session.add(Person(name="沈明远", pinyin="shenmingyuan", initials="smy"))
    session.flush()
    return campaign.id, {short: unit.id for short, unit in units.items()}


@pytest.fixture
def work(tmp_path: Path) -> Iterator[Work]:
    database = create_database(tmp_path / "t.zrt")
    try:
        campaign, units = database.do("准备", build).value
        yield Work(database, campaign, units)
    finally:
        database.close()
