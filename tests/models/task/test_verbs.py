"""The listings of the breakdown."""

import argparse
import json
from pathlib import Path

import pytest

from models import verbs
from models.database import create_database
from models.task import actions
from models.task import verbs as task_verbs
from models.task.actions import CellEdit
from tests.models.task.conftest import Work, build


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
