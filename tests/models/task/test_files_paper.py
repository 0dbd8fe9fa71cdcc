"""资料清单: every file and link once, under its record, in the order of the page."""

from datetime import date
from pathlib import Path

import pytest

from models.attachment import actions
from models.attachment.store import put_all
from models.database import Database
from models.errors import Refusal
from models.grid.actions import create_cell, ensure_levels
from models.org.actions import create_campaign
from models.papers.offer import Asked
from models.papers.sheet import Sheet
from models.printing.catalogue import offer
from models.task.actions import add_task


@pytest.fixture
def campaign_id(database: Database) -> int:
    return int(database.do("新建", create_campaign, name="创卫", year=2026).value)


def sheet(database: Database, campaign_id: int, **settings: object) -> Sheet:
    found = offer("files")
    made = database.read(found.make, Asked(campaign_id, date(2026, 6, 10), settings, found.profile))
    assert isinstance(made, tuple) and len(made) == 1
    return made[0]


def hang(database: Database, campaign_id: int, folder: Path) -> None:
    top = database.do("任务", add_task, campaign_id=campaign_id, title="市容环境").value
    tasks = [
        database.do("任务", add_task, campaign_id=campaign_id, title=title, parent_id=top).value
        for title in ("甲", "乙")
    ]
    level = database.do("层级", ensure_levels, names=["点位"]).value["点位"]
    cell = database.do("网格", create_cell, name="黄泥坡市场", level_id=level, code="0101").value
    for name in ("=1+1.pdf", "图.png"):
        (folder / name).write_bytes(name.encode())
    files = put_all(database.path, [folder / "=1+1.pdf", folder / "图.png"])
    database.do("附件", actions.attach, of_table="task", row_id=tasks[1], files=files, note="盖章件")
    database.do("附件", actions.attach, of_table="grid_cell", row_id=cell, files=files[1:])
    database.do("链接", actions.add_link, of_table="task", row_id=tasks[0], target="www.gov.cn", name="政府网")


def test_all_are_listed_in_the_order_of_the_pages(database: Database, campaign_id: int, tmp_path: Path) -> None:
    hang(database, campaign_id, tmp_path)
    made = sheet(database, campaign_id)
    rows = [
        (row.over,) if row.over else tuple(row.cells[key] for key in ("no", "count", "name", "note"))
        for row in made.rows
    ]
    assert rows == [
        ("任务（3 件）",),
        ("一（一）", "1", "政府网", "http://www.gov.cn"),
        ("一（二）", "1", "=1+1.pdf", "盖章件"),
        ("一（二）", "2", "图.png", "盖章件"),
        ("网格（1 件）",),
        ("0101", "1", "图.png", ""),
    ]
    assert made.title == "创卫资料清单" and made.notes == ("共 4 件。",)


def test_one_kind_and_no_links(database: Database, campaign_id: int, tmp_path: Path) -> None:
    hang(database, campaign_id, tmp_path)
    cells = sheet(database, campaign_id, of="grid_cell", title="网格资料")
    assert [row.cells["record"] for row in cells.rows] == ["黄泥坡市场"] and cells.title == "网格资料"
    tasks = sheet(database, campaign_id, of="task", links=False)
    assert [row.cells["name"] for row in tasks.rows] == ["=1+1.pdf", "图.png"]


def test_without_files_there_is_nothing_to_print(database: Database, campaign_id: int) -> None:
    with pytest.raises(Refusal, match="没有附件"):
        sheet(database, campaign_id)
