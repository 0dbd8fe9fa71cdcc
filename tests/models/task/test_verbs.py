"""The listings of the breakdown."""

import argparse
import json
from pathlib import Path

import pytest

from models import verbs
from models.database import create_database, open_database
from models.grid import queries as grid
from models.grid.actions import move_cells, update_cell
from models.scripting import captured
from models.task import actions
from models.task import verbs as task_verbs
from models.task.actions import CellEdit
from models.task.queries import unit_names
from tests.models.task.conftest import Work, build
from tests.models.task.test_spreading import build_grid


@pytest.fixture
def file(tmp_path: Path) -> Path:
    """A closed database with two duties."""
    path = tmp_path / "v.zrt"
    database = create_database(path)
    campaign, units = database.do("准备", build).value
    work = Work(database, campaign, units)
    big = work.add("市容环境卫生")
    first, second = work.add("整治占道经营", big), work.add("清理卫生死角", big)
    edits = [
        CellEdit(first, "lead", "城管局"),
        CellEdit(first, "support", "公安局"),
        CellEdit(second, "lead", "商务局"),
        CellEdit(second, "deadline", "5月底前"),
    ]
    work.do(actions.set_cells, edits=edits)
    work.do(actions.add_phase, campaign_id=campaign, name="集中整治")
    work.do(actions.add_target, campaign_id=campaign, indicator="满意率", value="≥90%")
    database.close()
    return path


def listing(file: Path, thing: str) -> list[dict[str, object]]:
    args = argparse.Namespace(db=file, campaign=None, as_of=verbs.day("2026-06-01"))
    with verbs.opened(args) as database:
        rows = task_verbs.LISTINGS[thing](database, args)
    plain: list[dict[str, object]] = json.loads(json.dumps(rows, default=str))
    return plain


def test_listings(file: Path) -> None:
    tasks = listing(file, "tasks")
    assert [(row["number"], row["level"], row["title"]) for row in tasks] == [
        ("一、", 1, "市容环境卫生"),
        ("（一）", 2, "整治占道经营"),
        ("（二）", 2, "清理卫生死角"),
    ]
    assert tasks[2]["due_to"] == "2026-05-31" and tasks[1]["support"] == ["公安局"]
    assert [(row["unit"], row["role"]) for row in listing(file, "assignments")] == [
        ("城管局", "牵头"),
        ("公安局", "配合"),
        ("商务局", "牵头"),
    ]
    assert [row["name"] for row in listing(file, "phases")] == ["集中整治"]
    assert [row["value"] for row in listing(file, "targets")] == ["≥90%"]
    assert [row["kind"] for row in listing(file, "findings")][:2] == ["没有完成时限", "已过时限"]


# ---- spread -------------------------------------------------------------------------------------------------


@pytest.fixture
def gridded(file: Path) -> Path:
    """The same with a grid of two markets."""
    database = open_database(file)
    database.do("网格", build_grid)
    database.close()
    return file


def spread(file: Path, *words: str) -> tuple[int, str, str]:
    return captured(["spread", *words, "--db", str(file)], str(file.parent), held=None)


def test_spread_shows_first_and_writes_with_yes(gridded: Path) -> None:
    code, out, _ = spread(gridded, "清理卫生死角", "--level", "点位")
    assert code == 0 and "滨江市场" in out and "4 处。没有写入，加 --yes 写入。" in out
    assert listing(gridded, "duties") == []
    code, out, _ = spread(
        gridded, "卫生死角", "--level", "点位", "--under", "临江区", "--role", "配合", "--yes", "--json"
    )
    assert code == 0 and json.loads(out)["written"] is True
    rows = listing(gridded, "duties")
    assert [(row["cell"], row["unit"], row["role"], row["state"]) for row in rows] == [
        ("滨江市场", "临江区", "配合", "未开始"),
        ("文昌市场", "临江区", "配合", "未开始"),
        ("南门市场", "商务局", "配合", "未开始"),
    ]
    assert [row["cells"] for row in listing(gridded, "assignments") if row["unit"] == "临江区"] == [2]


def test_spread_updates_after_the_grid_changed(gridded: Path) -> None:
    spread(gridded, "清理卫生死角", "--level", "点位", "--yes")
    assert spread(gridded, "--update")[1].strip() == "网格没有变化，不用更新。"
    database = open_database(gridded)
    cells = {row.name: row.id for row in database.read(grid.cells)}
    database.do("移动", move_cells, cell_ids=[cells["南门市场"]], parent_id=None)
    database.do("换单位", update_cell, cell_id=cells["南门市场"], unit_id=None)
    database.do("换单位", update_cell, cell_id=cells["文昌市场"], unit_id=database.read(unit_names)[0].id)
    database.close()
    code, out, _ = spread(gridded, "--update", "--yes")
    assert code == 0 and "换单位" in out and "1 处。已写入。" in out
    assert spread(gridded, "--update")[1].strip() == "网格没有变化，不用更新。"


@pytest.mark.parametrize(
    ("words", "said"),
    [
        (("没有的任务", "--level", "点位"), "没有任务“没有的任务”"),
        (("清理卫生死角", "--level", "街"), "没有层级“街”"),
        (("清理卫生死角", "--level", "点位", "--under", "东区"), "没有网格“东区”"),
        (("清理卫生死角", "--level", "点位", "--unit", "某局"), "没有单位“某局”"),
        (("清理卫生死角", "--level", "点位", "--role", "围观"), "没有角色“围观”"),
        (("清理卫生死角",), "要写明任务和 --level 层级"),
        (("--update", "--level", "点位"), "不能同时用"),
        (("整治", "--level", "点位", "--yes"), ""),
    ],
)
def test_spread_says_what_it_does_not_know(gridded: Path, words: tuple[str, ...], said: str) -> None:
    code, _, err = spread(gridded, *words)
    assert (code == 0) == (not said)
    assert said in err


def test_loads_of_units_and_people(file: Path) -> None:
    rows = listing(file, "loads")
    units = {str(row["name"]): (row["lead"], row["support"], row["tasks"], row["burden"]) for row in rows[:5]}
    assert units["云溪市城市管理执法局"] == (1, 0, 1, "正常")
    assert units["云溪市公安局"] == (0, 1, 1, "正常")
    assert units["云溪市卫生健康委员会"] == (0, 0, 0, "没有任务")
    assert [(row["who"], row["name"], row["tasks"]) for row in rows[5:]] == [("人员", "沈明远", 0)]
