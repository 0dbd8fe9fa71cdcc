"""The calendar from the command line."""

import json
from pathlib import Path

import pytest

from models.database import Database
from models.scripting import main


def test_a_notice_is_listed_then_written(
    database: Database, tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    path = database.path
    database.close()
    notice = tmp_path / "通知.txt"
    notice.write_bytes("一、元旦：1月1日（周五）至3日（周日）放假，共3天。1月9日（周六）上班。".encode("gb18030"))
    command = ["workdays", "import", str(notice), "--db", str(path), "--year", "2027", "--json"]
    assert main(command) == 0
    assert [row["day"] for row in json.loads(capsys.readouterr().out)][-1] == "2027-01-09"
    assert main(["list", "workdays", "--db", str(path), "--as-of", "2027-06-01", "--json"]) == 0
    assert json.loads(capsys.readouterr().out) == []
    assert main([*command, "--yes"]) == 0
    capsys.readouterr()
    assert main(["list", "workdays", "--db", str(path), "--as-of", "2027-06-01", "--json"]) == 0
    found = json.loads(capsys.readouterr().out)
    assert [(row["day"], row["kind"], row["name"], row["own"]) for row in found] == [
        ("2027-01-01", "放假", "元旦", True),
        ("2027-01-02", "放假", "元旦", True),
        ("2027-01-03", "放假", "元旦", True),
        ("2027-01-09", "调休上班", "元旦", True),
    ]
    assert main(["workdays", "count", "2026-12-31", "2", "--db", str(path)]) == 0
    assert capsys.readouterr().out == "2027-01-05\n"


def test_a_doubtful_notice_is_not_written(
    database: Database, tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    notice = tmp_path / "notice.txt"
    notice.write_text("元旦：1月1日至3日放假，共4天。", encoding="utf-8")
    database.close()
    assert main(["workdays", "import", str(notice), "--db", str(database.path), "--year", "2027", "--yes"]) == 1
    assert "共 4 天" in capsys.readouterr().err
    notice.write_text("请安排好值班。", encoding="utf-8")
    assert main(["workdays", "import", str(notice), "--db", str(database.path)]) == 1
    assert "没有读到" in capsys.readouterr().err
