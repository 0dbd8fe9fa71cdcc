"""Verbs `edition issue|list|print|withdraw` and `diff` on the sample."""

import json
from collections.abc import Callable
from datetime import date
from pathlib import Path

import pytest

import models.schema  # noqa: F401 - all tables known
from models import scripting
from models.database import create_database
from models.papers.pdf import page_count, page_text
from models.sample.actions import build_sample

TODAY = date.today()
Run = Callable[..., tuple[int, str, str]]


@pytest.fixture
def db(tmp_path: Path) -> Path:
    path = tmp_path / "示例 1.zrt"
    database = create_database(path)
    database.do("建立示例", build_sample, today=TODAY)
    database.close()
    return path


@pytest.fixture
def run(db: Path, capsys: pytest.CaptureFixture[str]) -> Run:
    """A verb on the sample: code, stdout, stderr."""

    def do(*argv: object) -> tuple[int, str, str]:
        capsys.readouterr()
        code = scripting.run([str(one) for one in (*argv, "--db", db)], held=None)
        said = capsys.readouterr()
        return code, said.out, said.err

    return do


def test_issue_list_and_withdraw(run: Run) -> None:
    code, out, _ = run("edition", "issue", "--document-no", "云创卫办〔2026〕18号", "--note", "第二次会议通过")
    assert code == 0
    assert "已印发第2版（云创卫办〔2026〕18号）" in out
    code, out, _ = run("edition", "withdraw", 2, "--reason", "单位有误")
    assert (code, "已撤回第2版" in out) == (0, True)
    code, out, _ = run("list", "editions", "--json")
    rows = json.loads(out)
    assert [row["number"] for row in rows] == [2, 1]
    assert (rows[0]["withdrawn_on"], rows[0]["reason"]) == (TODAY.isoformat(), "单位有误")
    assert json.loads(run("edition", "list", "--json")[1]) == rows
    assert run("edition", "issue", "--json", "--number", 7)[0] == 0
    assert run("check")[0] == 0


@pytest.mark.parametrize(
    ("argv", "words"),
    [
        (("edition", "issue", "--number", 1), "已编到第 1 版"),
        (("edition", "issue", "--title", " "), "还没有写标题"),
        (("edition", "issue", "--date", "2001-01-01"), "早于上一版"),
        (("edition", "withdraw", 9, "--reason", "误"), "没有第 9 版"),
        (("edition", "withdraw", 1, "--reason", ""), "撤回原因"),
        (("edition", "print", 3, "--out", "x.pdf"), "没有第 3 版"),
        (("edition", "print", "甲", "--out", "x.pdf"), "不是版次"),
        (("edition", "print", 1, "--unit", "市商务局", "--out", "x.pdf"), "--by unit"),
        (("edition", "print", 1, "--cover", "--out", "x.pdf"), "--cover"),
        (("edition", "print", 1, "--by", "unit", "--unit", "无此单位", "--out", "x"), "无此单位"),
        (("diff", 1, 2), "没有第 2 版"),
    ],
)
def test_what_cannot_be_done_says_why(run: Run, argv: tuple[object, ...], words: str) -> None:
    code, _, err = run(*argv)
    assert code == 1
    assert words in err


def test_diff_in_words_json_and_on_paper(run: Run, tmp_path: Path) -> None:
    code, out, _ = run("diff", 1)
    assert code == 0
    assert out.startswith("第1版 → 现在：新增 1 项，删除 1 项，修改 5 项，移动 1 项。")
    assert "＋ 新增　食品和生活饮用水安全" in out
    found = json.loads(run("diff", 1, "now", "--json")[1])
    assert {row["turn"] for row in found["rows"]} == {"added", "removed", "changed", "moved"}
    own = json.loads(run("diff", 1, "--unit", "市教育局", "--json")[1])["rows"]
    assert 0 < len(own) < len(found["rows"])
    assert run("diff", 1, "--out", tmp_path / "对照.pdf")[0] == 0
    pdf = (tmp_path / "对照.pdf").read_bytes()
    assert "修订对照表" in page_text(pdf, 0)
    assert run("diff", 1, "--out", tmp_path / "对照.xlsx")[0] == 0
    assert (tmp_path / "对照.xlsx").read_bytes().startswith(b"PK")
    run("edition", "issue")
    assert run("diff", 2)[1] == "第2版与现在没有差别。\n"


def test_an_edition_is_printed_whole_by_unit_and_changed_only(run: Run, tmp_path: Path) -> None:
    assert run("edition", "print", 1, "--out", tmp_path / "全.pdf")[0] == 0
    whole = (tmp_path / "全.pdf").read_bytes()
    assert "第1版" in page_text(whole, 0)
    assert run("edition", "print", 1, "--by", "unit", "--unit", "市商务局", "--split", "--out", tmp_path / "各")[0] == 0
    assert [path.name for path in (tmp_path / "各").iterdir()] == ["01-市商务局.pdf"]
    assert (
        run("edition", "print", 1, "--by", "unit", "--cover", "--unit", "市商务局", "--out", tmp_path / "册.pdf")[0]
        == 0
    )
    assert "分发目录" in page_text((tmp_path / "册.pdf").read_bytes(), 0)
    assert run("edition", "print", "now", "--since", 1, "--out", tmp_path / "变.pdf")[0] == 0
    changed = (tmp_path / "变.pdf").read_bytes()
    assert page_count(changed) < page_count(whole)
    assert "未印发" in page_text(changed, 0)
