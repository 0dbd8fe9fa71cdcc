"""The verbs as an office schedules them: exit codes, one Chinese line on stderr, JSON on request."""

import json
import subprocess
import sys
from pathlib import Path

import pytest

from models import remote, scripting
from models.database import Database, open_database

PLAN = """云溪市农贸市场整治工作方案
四、主要任务
（一）市场改造行动
推进第一批市场标准化改造。
牵头单位：市商务局
配合单位：市住建局、市城管局
完成时限：5月31日前
"""


@pytest.fixture
def demo(tmp_path: Path) -> Path:
    path = tmp_path / "示例.zrt"
    assert scripting.main(["demo", "--db", str(path)]) == 0
    return path


def said(capsys: pytest.CaptureFixture[str]) -> str:
    """The one line on stderr."""
    text = capsys.readouterr().err
    assert text.count("\n") == 1, text
    return text


def test_every_listing_answers_as_json_and_as_lines(demo: Path, capsys: pytest.CaptureFixture[str]) -> None:
    things = next(
        action.choices
        for action in scripting.parser()._subparsers._group_actions[0].choices["list"]._actions  # type: ignore[union-attr,index]
        if action.dest == "thing"
    )
    capsys.readouterr()
    assert {"tasks", "units", "people", "groups", "seats", "cells", "levels", "assignments", "findings"} <= set(things)
    for thing in things:
        assert scripting.main(["list", thing, "--db", str(demo), "--json"]) == 0
        rows = json.loads(capsys.readouterr().out)
        assert isinstance(rows, list)
        assert scripting.main(["list", thing, "--db", str(demo)]) == 0
        lines = capsys.readouterr().out.splitlines()
        assert len(lines) == (len(rows) + 1 if rows else 0)


def test_import_writes_only_with_yes_and_is_one_step(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    plan = tmp_path / "方案.txt"
    plan.write_text(PLAN, encoding="gb18030")
    path = tmp_path / "新.zrt"
    assert scripting.main(["import", str(plan), "--db", str(path)]) == 0
    capsys.readouterr()
    code = scripting.main(["import", str(plan), "--db", str(path), "--yes", "--doubtful", str(tmp_path / "疑.json")])
    assert code in (0, 3)
    capsys.readouterr()
    assert scripting.main(["list", "tasks", "--db", str(path), "--json"]) == 0
    (task,) = json.loads(capsys.readouterr().out)
    assert task["title"] == "市场改造行动"
    assert task["lead"] == ["市商务局"]
    assert task["support"] == ["市住建局", "市城管局"]
    assert scripting.main(["history", "--db", str(path), "--json", "--changes"]) == 0
    steps = json.loads(capsys.readouterr().out)
    assert len(steps) == 1
    assert any(change["after"] == "市场改造行动" for change in steps[0]["changes"])
    assert scripting.main(["check", "--db", str(path), "--json"]) == 0
    assert json.loads(capsys.readouterr().out)["ok"] is True


def test_check_fails_loudly_on_tampering(demo: Path, capsys: pytest.CaptureFixture[str]) -> None:
    database = open_database(demo)
    with database.driver_connection() as raw:
        raw.execute("UPDATE task SET title='x' WHERE id=(SELECT min(id) FROM task)")
    database.close()
    assert scripting.main(["check", "--db", str(demo)]) == 1
    assert "与历史不符" in capsys.readouterr().out


def test_backup_and_restore(demo: Path, tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    assert scripting.main(["backup", "--db", str(demo)]) == 0
    copy = Path(capsys.readouterr().out.strip())
    assert copy.is_file()
    assert scripting.main(["restore", str(copy), "--to", str(demo)]) == 0
    assert "原来的文件另存为" in capsys.readouterr().out
    assert scripting.main(["check", "--db", str(demo)]) == 0


@pytest.mark.parametrize(
    ("argv", "code", "words"),
    [
        (["list", "tasks", "--db", "/nowhere/x.zrt"], 1, "找不到"),
        (["list", "nothing", "--db", "x"], 2, "命令写法不对"),
        (["fly"], 2, "命令写法不对"),
        (
            ["print", "breakdown", "--db", "/nowhere/x.zrt", "--by", "task", "--format", "pdf", "--out", "x"],
            1,
            "找不到",
        ),
        (["read", "/nowhere/方案.docx"], 1, "不存在"),
    ],
)
def test_errors_are_one_chinese_line(
    argv: list[str], code: int, words: str, capsys: pytest.CaptureFixture[str]
) -> None:
    assert scripting.main(argv) == code
    assert words in said(capsys)


def test_a_held_file_is_exit_75(demo: Path, root: Path, capsys: pytest.CaptureFixture[str]) -> None:
    holder = open_database(demo)
    try:
        command = [sys.executable, "-c", "import sys; from models.scripting import main; sys.exit(main(sys.argv[1:]))"]
        found = subprocess.run(
            [*command, "list", "units", "--db", str(demo)], capture_output=True, text=True, check=False, cwd=root
        )
    finally:
        holder.close()
    assert found.returncode == 75
    assert found.stderr.count("\n") == 1
    assert "正被另一个程序使用" in found.stderr


def test_the_program_that_holds_the_file_answers(demo: Path, tmp_path: Path) -> None:
    held: Database = open_database(demo)
    try:
        code, out, err = scripting.captured(
            ["list", "campaigns", "--db", str(demo), "--json"], str(tmp_path), held=held
        )
        assert (code, err) == (0, "")
        assert len(json.loads(out)) == 1
        assert held.read(lambda session: session.is_active)
    finally:
        held.close()


def test_nobody_listens_nobody_answers(tmp_path: Path) -> None:
    assert remote.ask(tmp_path / "x.zrt", {"argv": []}) is None
