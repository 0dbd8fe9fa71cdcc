"""The verbs `read` and `import`, run as from a command line."""

import io
import json
import sys
from pathlib import Path
from typing import Any

import pytest

from models.database import open_database
from models.scripting import run
from models.task.tables import Task

PLAN = (
    "云溪市2024年环境整治工作方案\n\n一、总体目标\n达标率≥90%。\n二、主要任务\n（一）整治市容\n清理街"
    "巷。\n牵头单位：市城管局\n"
    "（二）整治市场\n改造市场。\n三、工作要求\n请各单位于5月31日前将方案报送至市创卫办。\n"
)
SPEECH = "同志们：\n今天我们召开会议。下面我讲三点意见：\n一、提高认识\n要高度重视。\n"


@pytest.fixture
def plan(tmp_path: Path) -> Path:
    path = tmp_path / "方案 #1%.txt"
    path.write_text(PLAN, encoding="gb18030")
    return path


def test_read_prints_one_object(plan: Path, capsys: pytest.CaptureFixture[str]) -> None:
    assert run(["read", str(plan), "--json"], held=None) == 0
    answer = json.loads(capsys.readouterr().out)
    assert list(answer) == [
        "kind",
        "title",
        "leaders",
        "units",
        "tasks",
        "phases",
        "targets",
        "reporting",
        "contacts",
        "cells",
        "problems",
        "criteria",
        "doubts",
        "warnings",
    ]
    task = answer["tasks"][0]
    assert task == {
        "no": "（一）",
        "parent": None,
        "title": "整治市容",
        "body": "清理街巷。",
        "lead_units": ["市城管局"],
        "support_units": [],
        "units": [{"name": "市城管局", "role": "牵头单位", "order": 1}],
        "people": [],
        "deadline": None,
        "deadlines": [],
        "due": {"from": None, "to": None, "every": None},
        "source": {"paragraph": 6},
    }
    assert answer["targets"] == [{"indicator": "达标率", "value": "≥90%"}]
    assert answer["reporting"] == [{"who": ["各单位"], "what": "方案", "deadline": "5月31日前"}]
    assert answer["phases"] == answer["leaders"] == answer["cells"] == answer["problems"] == []


def test_several_files_print_an_array_in_order(plan: Path, tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    speech = tmp_path / "讲话.txt"
    speech.write_text(SPEECH, encoding="utf-8")
    assert run(["read", str(speech), str(plan)], held=None) == 0
    answers = json.loads(capsys.readouterr().out)
    assert [answer["file"] for answer in answers] == [str(speech), str(plan)]
    assert [answer["kind"] for answer in answers] == ["speech", "plan"]
    assert any("讲话" in warning for warning in answers[0]["warnings"])


def test_standard_input(monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]) -> None:
    monkeypatch.setattr(sys, "stdin", io.TextIOWrapper(io.BytesIO(PLAN.encode("utf-8"))))
    assert run(["read", "-"], held=None) == 0
    assert json.loads(capsys.readouterr().out)["kind"] == "plan"


def test_what_cannot_be_read_is_one_line(tmp_path: Path, plan: Path, capsys: pytest.CaptureFixture[str]) -> None:
    old = tmp_path / "旧.doc"
    old.write_bytes(b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1" + b"\x00" * 504 + "WordDocument".encode("utf-16-le"))
    assert run(["read", str(old)], held=None) == 1
    captured = capsys.readouterr()
    assert captured.out == "" and "另存为" in captured.err and captured.err.count("\n") == 1
    assert run(["read", str(tmp_path / "没有.txt")], held=None) == 1
    assert "不存在" in capsys.readouterr().err
    assert run(["read", str(tmp_path)], held=None) == 1
    assert "文件夹" in capsys.readouterr().err
    assert run(["read", str(old), str(plan)], held=None) == 1
    answers = json.loads(capsys.readouterr().out)
    assert "error" in answers[0] and answers[1]["kind"] == "plan"


def titles(path: Path) -> list[str]:
    database = open_database(path)
    try:
        rows = database.read(lambda session: session.query(Task.title).order_by(Task.position).all())
        return [row.title for row in rows]
    finally:
        database.close()


def test_import_shows_first_and_writes_with_yes(plan: Path, tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    target = tmp_path / "创卫.zrt"
    assert run(["import", str(plan), "--db", str(target)], held=None) == 0
    assert "还没有写入" in capsys.readouterr().out and not target.exists()
    left = tmp_path / "有疑问.json"
    assert run(["import", str(plan), "--db", str(target), "--yes", "--doubtful", str(left)], held=None) == 3
    assert titles(target) == ["整治市容", "方案"]
    doubtful: list[dict[str, Any]] = json.loads(left.read_text(encoding="utf-8"))
    assert [(item["part"], item["item"]["title"]) for item in doubtful] == [("tasks", "整治市场")]
    assert doubtful[0]["doubts"] and doubtful[0]["file"] == str(plan)
    capsys.readouterr()
    assert run(["import", str(plan), "--db", str(target), "--yes"], held=None) == 3
    assert "都已经有了，没有写入" in capsys.readouterr().out, "the same paper twice doubles nothing"
    assert titles(target) == ["整治市容", "方案"]


def test_import_of_a_speech_writes_nothing(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    speech = tmp_path / "讲话.txt"
    speech.write_text(SPEECH, encoding="utf-8")
    target = tmp_path / "x.zrt"
    assert run(["import", str(speech), "--db", str(target), "--yes"], held=None) == 1
    assert not target.exists() and "没有读到" in capsys.readouterr().err


def test_import_through_the_program_that_holds_the_file(
    plan: Path, tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    from models.database import create_database

    target = tmp_path / "x.zrt"
    database = create_database(target)
    try:
        assert run(["import", str(plan), "--db", str(target), "--yes", "--campaign", "甲"], held=database) == 3
        assert run(["import", "-", "--db", str(target), "--yes"], held=database) == 1
        assert "标准输入" in capsys.readouterr().err
        assert "导入" in database.undo().value
    finally:
        database.close()


# ---- newer issues, kinds, ledgers, what the database knows ------------------------------------------------------

SURE = PLAN.replace("（二）整治市场\n改造市场。\n", "（二）整治市场\n改造市场。\n牵头单位：市商务局\n")


def write(path: Path, text: str) -> Path:
    path.write_text(text, encoding="utf-8")
    return path


def test_a_newer_issue_is_shown_and_then_taken(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    target = tmp_path / "x.zrt"
    first = write(tmp_path / "方案.txt", SURE)
    assert run(["import", str(first), "--db", str(target), "--yes"], held=None) == 0
    newer = write(tmp_path / "方案（修订稿）.txt", SURE.replace("清理街巷。", "清理街巷和水沟。"))
    capsys.readouterr()
    assert run(["import", str(newer), "--db", str(target)], held=None) == 0
    out = capsys.readouterr().out
    assert "有变化 1，相同 3" in out and "内容：清理街巷。 → 清理街巷和水沟。" in out and "导入的“方案.txt”" in out
    assert run(["import", str(newer), "--db", str(target), "--json", "--yes"], held=None) == 0
    (answer,) = json.loads(capsys.readouterr().out)
    assert (answer["written"], answer["changed"], answer["same"], answer["gone"]) == (True, 1, 3, 0)
    assert answer["changes"][0]["fields"][0] == {
        "field": "内容", "before": "清理街巷。", "after": "清理街巷和水沟。", "state": "changed",
    }  # fmt: skip
    assert titles(target) == ["整治市容", "整治市场", "方案"]
    assert run(["list", "documents", "--db", str(target), "--json"], held=None) == 0
    rows = json.loads(capsys.readouterr().out)
    assert [row["name"] for row in rows] == ["方案（修订稿）.txt", "方案.txt"]
    assert rows[0]["campaign"] == rows[1]["campaign"] and len(rows[0]["digest"]) == 64
    assert run(["list", "documents", "--db", str(target), "--campaign", "没有的"], held=None) == 1


def test_what_both_changed_is_left_to_a_person(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    from models.task.actions import update_task

    target = tmp_path / "x.zrt"
    assert run(["import", str(write(tmp_path / "方案.txt", SURE)), "--db", str(target), "--yes"], held=None) == 0
    database = open_database(target)
    task_id = database.read(lambda session: session.query(Task.id).filter(Task.title == "整治市容").one().id)
    database.do("改", update_task, task_id=task_id, body="按片清理。")
    database.close()
    newer = write(tmp_path / "方案2.txt", SURE.replace("清理街巷。", "清理街巷和水沟。"))
    left = tmp_path / "左.json"
    assert run(["import", str(newer), "--db", str(target), "--yes", "--doubtful", str(left)], held=None) == 3
    (item,) = json.loads(left.read_text(encoding="utf-8"))
    assert item["item"]["title"] == "整治市容" and "两边" not in item["doubts"][0] and "都改过" in item["doubts"][0]
    database = open_database(target)
    assert database.read(lambda session: session.get_one(Task, task_id).body) == "按片清理。"
    database.close()


def test_the_kind_is_what_the_clerk_says(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    speech = write(tmp_path / "讲话.txt", SPEECH)
    assert run(["read", str(speech), "--kind", "工作方案"], held=None) == 0
    assert json.loads(capsys.readouterr().out)["kind"] == "plan"
    assert run(["read", str(speech), "--kind", "诗"], held=None) == 2
    assert "不是文件类型" in capsys.readouterr().err


LEDGER = (
    "序号,点位,存在问题,责任单位,整改措施,整改时限,整改情况\n"
    "1,东门,井盖破损,市城管局,更换,5月底前,已整改\n2,西门,路灯不亮,市供电公司,维修,6月底前,整改中\n"
)


def test_a_ledger_is_written_to_a_file_and_never_to_the_database(
    tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    file = write(tmp_path / "台账.csv", LEDGER)
    out = tmp_path / "台账.json"
    assert run(["read", str(file), "--ledger", str(out)], held=None) == 0
    captured = capsys.readouterr()
    assert json.loads(captured.out)["kind"] == "ledger" and "2 条" in captured.err
    problems = json.loads(out.read_text(encoding="utf-8"))["problems"]
    assert [problem["problem"] for problem in problems] == ["井盖破损", "路灯不亮"]
    assert run(["read", str(file), "--ledger", str(tmp_path / "台账.xlsx")], held=None) == 0
    assert run(["read", str(file), "--ledger", str(file)], held=None) == 1
    assert file.read_text(encoding="utf-8") == LEDGER, "never over the file that was read"
    speech = write(tmp_path / "讲话.txt", SPEECH)
    assert run(["read", str(speech), "--ledger", str(out)], held=None) == 1
    target = tmp_path / "x.zrt"
    capsys.readouterr()
    assert run(["import", str(file), "--db", str(target), "--yes"], held=None) == 0
    assert "没有存放的地方" in capsys.readouterr().out and not target.exists()


def test_reading_uses_what_the_database_knows(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    from models.database import create_database
    from models.intake.actions import remember_columns

    file = write(tmp_path / "表.csv", "编码,情形,归口\nA1,井盖破损,市城管局\nA2,路灯不亮,市商务局\n")
    arguments = ["read", str(file), "--kind", "ledger"]
    assert run(arguments, held=None) == 0
    before = json.loads(capsys.readouterr().out)["problems"]
    from models.intake.reading import read_bytes

    (table,) = read_bytes(file.read_bytes(), file.name).draft.tables
    database = create_database(tmp_path / "x.zrt")
    meanings = {"编码": "no", "情形": "problem", "归口": "label:责任单位"}
    database.do("记住", remember_columns, layout=table.layout, meanings=meanings)
    database.close()
    assert run([*arguments, "--db", str(tmp_path / "x.zrt")], held=None) == 0
    after = json.loads(capsys.readouterr().out)["problems"]
    assert [(one["no"], one["problem"], one["lead_units"]) for one in after] == [
        ("A1", "井盖破损", ["市城管局"]), ("A2", "路灯不亮", ["市商务局"]),
    ]  # fmt: skip
    assert after != before
