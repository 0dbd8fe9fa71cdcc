"""An upgrade is backed up, whole or not at all, and never loses rows; every released schema still opens."""

import shutil
from pathlib import Path

import pytest
from sqlalchemy import Connection, text

from models import upgrade as upgrading
from models.attachment.store import files_folder
from models.backup import backups_of
from models.check import check
from models.database import Database, open_database
from models.errors import Condition
from models.held_file import SCHEMA_HEAD
from models.upgrade import upgrade_file
from tests.models.test_journal import add_unit, names

RELEASED = sorted((Path(__file__).parent / "schemas").glob("*.zrt"))


def tables(database: Database) -> set[str]:
    with database.driver_connection() as raw:
        return {row[0] for row in raw.execute("SELECT name FROM sqlite_master WHERE type='table'")}


def test_an_upgrade_is_backed_up_first(database: Database, monkeypatch: pytest.MonkeyPatch) -> None:
    database.do("新增单位", add_unit, name="甲")

    def better(connection: Connection) -> None:
        connection.execute(text("CREATE TABLE fresh (a INTEGER)"))

    monkeypatch.setattr(upgrading, "upgrade", better)
    upgrade_file(database)
    assert "fresh" in tables(database)
    (kept,) = backups_of(database.path)
    again = open_database(kept.path)
    assert again.read(names) == ["甲"]
    assert "fresh" not in tables(again)
    again.close()


@pytest.mark.parametrize("failure", [ZeroDivisionError, None])
def test_an_interrupted_or_lossy_upgrade_leaves_the_file_as_it_was(
    database: Database, monkeypatch: pytest.MonkeyPatch, failure: type[Exception] | None
) -> None:
    database.do("新增单位", add_unit, name="甲")

    def worse(connection: Connection) -> None:
        connection.execute(text("CREATE TABLE fresh (a INTEGER)"))
        connection.execute(text("DELETE FROM unit"))
        if failure:
            raise failure

    monkeypatch.setattr(upgrading, "upgrade", worse)
    with pytest.raises(failure or Condition):
        upgrade_file(database)
    assert database.read(names) == ["甲"]
    assert "fresh" not in tables(database)
    assert check(database).findings == ()


@pytest.mark.parametrize("released", RELEASED, ids=lambda path: path.stem)
def test_a_file_of_each_released_schema_opens_and_checks(released: Path, tmp_path: Path) -> None:
    path = tmp_path / released.name
    shutil.copyfile(released, path)
    files = files_folder(released)
    if files.is_dir():
        shutil.copytree(files, files_folder(path))
    database = open_database(path)
    with database.driver_connection() as raw:
        assert raw.execute("SELECT version_num FROM alembic_version").fetchone()[0] == SCHEMA_HEAD
    assert check(database).findings == ()
    assert len(database.read(names)) == 40
    assert database.undo("办公室").value.startswith("撤销：")
    database.close()


def test_the_newest_schema_has_its_file() -> None:
    assert SCHEMA_HEAD in {path.stem for path in RELEASED}
