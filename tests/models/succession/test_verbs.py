"""`units merge|split|rename` and the listings as of a past day, as a script calls them."""

import json
from pathlib import Path

import pytest

from models.database import create_database
from models.scripting import main
from tests.models.succession.office import furnish


@pytest.fixture
def file(tmp_path: Path) -> Path:
    """A file with the furnished office, closed."""
    path = tmp_path / "创卫.zrt"
    database = create_database(path)
    furnish(database)
    database.close()
    return path


def listed(capsys: pytest.CaptureFixture[str], file: Path, thing: str, day: str) -> list[dict[str, object]]:
    capsys.readouterr()
    assert main(["list", thing, "--db", str(file), "--as-of", day, "--json"]) == 0
    rows: list[dict[str, object]] = json.loads(capsys.readouterr().out)
    return rows


def test_a_merger_is_shown_first_and_written_when_told(file: Path, capsys: pytest.CaptureFixture[str]) -> None:
    words = ["units", "merge", "市工商局", "--into", "市市场监管局", "--on", "2026-03-01", "--db", str(file)]
    assert main(words) == 0
    out = capsys.readouterr().out
    assert "还没有写入" in out
    assert "责任分解\t市工商局\t牵头：整治市场\t移到承接单位\t" in out
    assert "市工商局" in [row["name"] for row in listed(capsys, file, "units", "2026-03-01")]
    assert main([*words, "--leave-out", "岗位", "--yes", "--json"]) == 0
    told = json.loads(capsys.readouterr().out)
    assert told["written"] and told["what"] == "市工商局 从 2026-03-01 起并入 市市场监管局"
    assert {row["goes"] for row in told["rows"] if row["kind"] == "岗位"} == {"到这一天为止"}
    assert next(row["name"] for row in listed(capsys, file, "units", "2026-03-01")) == "市市场监管局"
    earlier = listed(capsys, file, "seats", "2026-02-28")
    assert [(row["name"], row["unit"]) for row in earlier] == [
        ("", "市工商局"),
        ("周晓岚", "市工商局"),
        ("陆青禾", "市工商局"),
    ]
    later = listed(capsys, file, "seats", "2026-03-01")
    assert next((row["name"], row["unit"]) for row in later) == ("", "市市场监管局")
    assert [row["name"] for row in later] == ["", "", ""]


def test_a_new_unit_takes_over(file: Path, capsys: pytest.CaptureFixture[str]) -> None:
    words = ["units", "merge", "市工商局", "市商务局", "--into", "市综合局", "--on", "2026-03-01", "--db", str(file)]
    assert main([*words, "--yes"]) == 1
    assert "没有叫“市综合局”的单位" in capsys.readouterr().err
    assert main([*words, "--new", "--yes"]) == 0
    assert next(row["name"] for row in listed(capsys, file, "units", "2026-03-02")) == "市综合局"


def test_a_split_and_a_new_name(file: Path, capsys: pytest.CaptureFixture[str]) -> None:
    words = [
        "units",
        "split",
        "市工商局",
        "--part",
        "市登记局",
        "--part",
        "市执法局",
        "--on",
        "2026-03-01",
        "--db",
        str(file),
    ]
    assert main([*words, "--give", "责任分解=市执法局"]) == 0
    assert "责任分解\t市工商局\t牵头：整治市场\t市执法局" in capsys.readouterr().out
    assert main([*words, "--give", "任务=市执法局"]) == 1
    assert "没有“任务”这一类" in capsys.readouterr().err
    assert main([*words, "--give", "责任分解=市执法局", "--yes"]) == 0
    rename = ["units", "rename", "市登记局", "市注册局", "--short", "注册局", "--on", "2026-06-01", "--db", str(file)]
    assert main(rename) == 0
    names = [row["name"] for row in listed(capsys, file, "units", "2026-05-31")]
    assert "市登记局" in names and "市注册局" not in names
    row = next(row for row in listed(capsys, file, "units", "2026-06-01") if row["name"] == "市注册局")
    assert row["short_name"] == "注册局"
    assert main(["units", "merge", "市登记局", "--into", "市商务局", "--on", "2026-07-01", "--db", str(file)]) == 1
    assert "原市登记局，2026-06-01 改称市注册局。请改成“市注册局”" in capsys.readouterr().err


def test_refusals_are_one_line(file: Path, capsys: pytest.CaptureFixture[str]) -> None:
    assert main(["units", "merge", "市工商局", "--into", "市工商局", "--on", "2026-03-01", "--db", str(file)]) == 1
    assert "不能并入自己" in capsys.readouterr().err
    assert main(["units", "merge", "市工商局", "--into", "市商务局", "--on", "3月", "--db", str(file)]) == 2
