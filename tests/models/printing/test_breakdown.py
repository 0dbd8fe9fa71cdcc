"""`print breakdown`: by task, by unit, one file for each unit, and what cannot be printed."""

from pathlib import Path

import openpyxl
import pytest

from models.database import create_database
from models.errors import Condition
from models.papers.pdf import page_count, page_text
from models.printing import verbs as printing_verbs
from models.scripting import Parser
from models.task import actions
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
    database.close()
    return path


def run(*argv: str) -> int:
    root = Parser(prog="app.py")
    commands = root.add_subparsers(required=True, parser_class=Parser)
    printing_verbs.add_verbs(commands)
    args = root.parse_args(argv)
    return int(args.run(args))


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


def test_any_view_is_split_by_unit(file: Path, tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    base = ("print", "breakdown", "--db", str(file), "--split", "unit", "--out")
    for by in ("task", "unit", "deadline"):
        out = tmp_path / by
        assert run(*base, str(out), "--by", by) == 0
        names = ["01-商务局.pdf", "02-城管局.pdf", "03-公安局.pdf"]
        assert capsys.readouterr().out.split() == [str(out / name) for name in names]
        assert [page_count((out / name).read_bytes()) for name in names] == [1, 1, 1]
        assert "商务局" in page_text((out / names[0]).read_bytes(), 0)
    run(*base, str(tmp_path / "two"), "--by", "deadline", "--unit", "城管")
    assert [path.name for path in (tmp_path / "two").iterdir()] == ["01-城管局.pdf"]


def test_pledges_one_file_each(file: Path, tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    out = tmp_path / "责任书"
    assert run("print", "pledge", "--db", str(file), "--split", "--unit-ids", "商务局,城管局", "--out", str(out)) == 0
    names = ["01-商务局.pdf", "02-城管局.pdf"]
    assert capsys.readouterr().out.split() == [str(out / name) for name in names]
    assert "目标责任书" in page_text((out / names[1]).read_bytes(), 0)


def test_split_by_the_parts_of_a_view(file: Path, tmp_path: Path) -> None:
    out = tmp_path / "months"
    run("print", "breakdown", "--db", str(file), "--by", "deadline", "--split", "--format", "xlsx", "--out", str(out))
    assert sorted(path.name for path in out.iterdir()) == ["01-2026年5月.xlsx", "02-未定时限.xlsx"]
    whole = tmp_path / "whole.xlsx"
    run("print", "breakdown", "--db", str(file), "--by", "deadline", "--format", "xlsx", "--out", str(whole))
    texts = [cell.value for row in openpyxl.load_workbook(whole).active.iter_rows() for cell in row]
    assert texts.index("2026年5月") < texts.index("未定时限")


@pytest.mark.parametrize(
    ("extra", "sentence"),
    [
        (("--unit", "商务局"), "--by unit"),
        (("--split", "part"), "只能分单位"),
        (("--by", "person"), "还没有这样的人员"),
        (("--by", "cell", "--split", "unit"), "还没有落到网格"),
        (("--by", "deadline", "--split", "unit", "--cover"), "--cover"),
        (("--by", "unit", "--unit", "教育局"), "没有单位“教育局”"),
        (("--by", "unit", "--unit", "卫健委"), "没有任务"),
        (("--columns", "title,colour"), "没有名为“colour”的列"),
        (("--campaign", "文明城市"), "文明城市"),
    ],
)
def test_what_cannot_be_printed_says_why(file: Path, tmp_path: Path, extra: tuple[str, ...], sentence: str) -> None:
    with pytest.raises(Condition) as refused:
        run("print", "breakdown", "--db", str(file), "--out", str(tmp_path / "x.pdf"), *extra)
    assert sentence in str(refused.value)
    assert not (tmp_path / "x.pdf").exists()
