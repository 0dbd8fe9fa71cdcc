"""`app.py contacts export|import` and `list contacts` on a real database."""

import json
from pathlib import Path
from typing import Any

import pytest

from models.database import Database
from models.org import actions, queries
from models.org.terms import ContactRole
from models.scripting import run

Out = pytest.CaptureFixture[str]


@pytest.fixture
def filled(database: Database) -> Database:
    """One bureau with both its rows."""
    trade = database.do("准备", actions.create_unit, name="云溪市商务局", short_name="商务局").value
    for role, name, phone in (
        (ContactRole.HEAD, "周晓岚", "13900000001"),
        (ContactRole.LIAISON, "贺明川", "13900000002"),
    ):
        database.do("准备", actions.add_contact, unit_id=trade, role=role, new_name=name, phone=phone)
    return database


def call(database: Database, *argv: str) -> int:
    return run([*argv, "--db", str(database.path)], held=database)


def test_phones_are_listed_masked_unless_asked_for(filled: Database, capsys: Out) -> None:
    assert call(filled, "list", "contacts", "--json") == 0
    rows: list[dict[str, Any]] = json.loads(capsys.readouterr().out)
    assert [(row["role"], row["name"], row["phone"]) for row in rows] == [
        ("负责人", "周晓岚", "139****0001"),
        ("联络员", "贺明川", "139****0002"),
    ]
    assert call(filled, "list", "contacts", "--phones", "--json") == 0
    assert json.loads(capsys.readouterr().out)[0]["phone"] == "13900000001"


@pytest.mark.parametrize("name", ["通讯录.xlsx", "名片.vcf"])
def test_out_and_in_again_changes_nothing(filled: Database, capsys: Out, tmp_path: Path, name: str) -> None:
    path = tmp_path / name
    assert call(filled, "contacts", "export", str(path)) == 0
    assert "里面有电话" in capsys.readouterr().out
    before = filled.read(queries.contacts)
    assert call(filled, "contacts", "import", str(path), "--yes", "--json") == 0
    answer = json.loads(capsys.readouterr().out)
    assert [entry["state"] for entry in answer["entries"]] == ["相同", "相同"]
    assert filled.read(queries.contacts) == before


def test_import_shows_first_then_writes_what_is_sure(filled: Database, capsys: Out, tmp_path: Path) -> None:
    path = tmp_path / "名单.csv"
    path.write_text(
        "单位,角色,姓名,手机\n商务局,联络员,林一帆,13900000003\n无名局,联络员,甘一舟,13900000004\n", "utf-8"
    )
    assert call(filled, "contacts", "import", str(path)) == 0
    out = capsys.readouterr().out
    assert "没有写入；加 --yes" in out and "没有叫“无名局”的单位" in out
    assert [row.person for row in filled.read(queries.contacts)] == ["周晓岚", "贺明川"]
    assert call(filled, "contacts", "import", str(path), "--yes") == 3
    assert "更改 1 行" in capsys.readouterr().out
    assert [row.person for row in filled.read(queries.contacts)] == ["周晓岚", "林一帆"]
    filled.undo()
    assert [row.person for row in filled.read(queries.contacts)] == ["周晓岚", "贺明川"]


def test_what_cannot_be_exported(filled: Database, capsys: Out, tmp_path: Path) -> None:
    assert call(filled, "contacts", "export", str(tmp_path / "a.doc")) == 1
    assert "不认识“.doc”" in capsys.readouterr().err
    assert call(filled, "contacts", "export", str(tmp_path / "a.vcf"), "--masked") == 1
    assert "不能打码" in capsys.readouterr().err
    assert call(filled, "contacts", "export", str(tmp_path / "a.xlsx"), "--masked") == 0
    assert (tmp_path / "a.xlsx").exists()


def test_an_empty_book_is_not_exported(database: Database, capsys: Out, tmp_path: Path) -> None:
    assert call(database, "contacts", "export", str(tmp_path / "a.xlsx")) == 1
    assert "还没有人" in capsys.readouterr().err
