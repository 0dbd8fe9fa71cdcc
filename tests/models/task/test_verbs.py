"""The verbs of the breakdown: listings and printing to files."""

import argparse
import json
from pathlib import Path

import openpyxl
import pytest

from models import verbs
from models.database import create_database
from models.papers.pdf import page_count
from models.scripting import Parser
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


def run(*argv: str) -> int:
    root = Parser(prog="app.py")
    commands = root.add_subparsers(required=True, parser_class=Parser)
    task_verbs.add_verbs(commands)
    args = root.parse_args(argv)
    return int(args.run(args))


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


def test_print_by_task(file: Path, tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    pdf, xlsx = tmp_path / "t.pdf", tmp_path / "t.xlsx"
    assert run("print", "breakdown", "--db", str(file), "--by", "task", "--out", str(pdf)) == 0
    assert page_count(pdf.read_bytes()) == 1
    assert run("print", "breakdown", "--db", str(file), "--format", "xlsx", "--out", str(xlsx)) == 0
    assert capsys.readouterr().out.split() == [str(pdf), str(xlsx)]
    texts = {cell.value for row in openpyxl.load_workbook(xlsx).active.iter_rows() for cell in row}
    assert {"市容环境卫生", "整治占道经营", "商务局", "5月底前"} <= texts


def test_print_by_unit_one_file_each(file: Path, tmp_path: Path) -> None:
    out = tmp_path / "单位"
    base = ("print", "breakdown", "--db", str(file), "--by", "unit", "--format", "xlsx")
    run(*base, "--split", "--out", str(out))
    assert sorted(path.name for path in out.iterdir()) == ["01-商务局.xlsx", "02-城管局.xlsx", "03-公安局.xlsx"]
    one = tmp_path / "one.xlsx"
    run(*base, "--unit", "gaj", "--unit", "商务", "--out", str(one))
    assert openpyxl.load_workbook(one).sheetnames == ["商务局", "公安局"]


@pytest.mark.parametrize(
    ("extra", "sentence"),
    [
        (("--unit", "商务局"), "--by unit"),
        (("--by", "unit", "--unit", "教育局"), "没有单位“教育局”"),
        (("--by", "unit", "--unit", "卫健委"), "没有任务"),
        (("--columns", "title,colour"), "没有名为“colour”的列"),
        (("--campaign", "文明城市"), "文明城市"),
    ],
)
def test_what_cannot_be_printed_says_why(file: Path, tmp_path: Path, extra: tuple[str, ...], sentence: str) -> None:
    from models.errors import Condition

    with pytest.raises(Condition) as refused:
        run("print", "breakdown", "--db", str(file), "--out", str(tmp_path / "x.pdf"), *extra)
    assert sentence in str(refused.value)
    assert not (tmp_path / "x.pdf").exists()
