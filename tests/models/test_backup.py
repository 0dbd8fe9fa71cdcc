"""Backups are verified, kept by age, and restored without losing the present."""

from datetime import datetime, timedelta
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from models import backup as backups
from models.backup import BackupRow, backup, backup_if_changed, backups_of, kept, restore
from models.check import check
from models.database import Database, create_database, open_database
from models.errors import Cancelled, Condition, FileBusy
from models.held_file import journal_file
from tests.models.test_journal import add_unit, names


def test_a_backup_opens_and_holds_the_same(database: Database, tmp_path: Path) -> None:
    database.do("新增单位", add_unit, name="甲")
    copy = backup(database, tmp_path / "备份.zrt")
    database.do("新增单位", add_unit, name="乙")
    again = open_database(copy)
    assert again.read(names) == ["甲"]
    assert check(again).findings == ()
    again.close()


def test_automatic_backups_only_when_something_changed(database: Database) -> None:
    assert backup_if_changed(database) is None
    database.do("新增单位", add_unit, name="甲")
    assert backup_if_changed(database) is not None
    assert backup_if_changed(database) is None
    assert [row.seq for row in backups_of(database.path)] == [1]


def test_a_cancelled_backup_leaves_no_file(database: Database, monkeypatch: pytest.MonkeyPatch, tmp_path: Path) -> None:
    def stop(done: int, total: int, text: str) -> None:
        raise Cancelled

    with pytest.raises(Cancelled):
        backup(database, tmp_path / "x.zrt", stop)
    assert not list(tmp_path.glob("x.zrt*"))
    database.do("仍可用", add_unit, name="甲")


def test_restore_keeps_the_present_and_moves_a_stray_journal(database: Database, tmp_path: Path) -> None:
    database.do("新增单位", add_unit, name="甲")
    copy = backup(database)
    database.do("新增单位", add_unit, name="乙")
    with pytest.raises(FileBusy):
        restore(copy, database.path)
    database.close()
    former = restore(copy, database.path)
    assert former is not None
    for path, expected in ((database.path, ["甲"]), (former, ["乙", "甲"])):
        again = open_database(path)
        assert again.read(names) == expected
        again.close()
    journal_file(database.path).write_bytes(b"stray")
    restore(copy, database.path)
    assert not journal_file(database.path).exists()


def test_a_bad_backup_is_refused_and_the_present_stays(database: Database, tmp_path: Path) -> None:
    database.do("新增单位", add_unit, name="甲")
    copy = backup(database, tmp_path / "备份.zrt")
    database.close()
    content = bytearray(copy.read_bytes())
    content[4096 * 3 : 4096 * 20] = b"\xff" * (4096 * 17)
    copy.write_bytes(content)
    with pytest.raises(Condition):
        restore(copy, database.path)
    again = open_database(database.path)
    assert again.read(names) == ["甲"]
    again.close()


def test_a_backup_that_fails_its_check_does_not_push_out_an_old_one(
    database: Database, monkeypatch: pytest.MonkeyPatch
) -> None:
    database.do("新增单位", add_unit, name="甲")
    good = backup(database)

    def bad(path: Path, password: str | None) -> None:
        raise Condition("坏")

    monkeypatch.setattr(backups, "verify", bad)
    database.do("新增单位", add_unit, name="乙")
    with pytest.raises(Condition):
        backup(database)
    assert [row.path for row in backups_of(database.path)] == [good]


def test_an_encrypted_backup_needs_the_password(tmp_path: Path) -> None:
    database = create_database(tmp_path / "a.zrt", "密码")
    database.do("新增单位", add_unit, name="甲")
    copy = backup(database)
    database.close()
    with pytest.raises(Condition, match="需要密码"):
        restore(copy, tmp_path / "b.zrt")
    restore(copy, tmp_path / "b.zrt", "密码")
    again = open_database(tmp_path / "b.zrt", "密码")
    assert again.read(names) == ["甲"]
    again.close()


NOW = datetime(2026, 6, 30, 12, 0)


@given(hours=st.lists(st.integers(0, 24 * 900), max_size=300, unique=True))
def test_which_backups_stay(hours: list[int]) -> None:
    rows = [BackupRow(Path(str(hour)), NOW - timedelta(hours=hour), hour, 1) for hour in hours]
    stay = kept(rows, NOW)
    assert {Path(str(hour)) for hour in hours if hour <= 48} <= stay
    if hours:
        assert Path(str(min(hours))) in stay
    old = [row for row in rows if NOW - row.at > timedelta(days=2) and row.path in stay]
    assert len(old) <= 14 + 8 + 24


def test_two_years_of_hourly_backups_thin_out_to_the_rule() -> None:
    rows = [BackupRow(Path(str(hour)), NOW - timedelta(hours=hour), hour, 1) for hour in range(24 * 800)]
    paths = kept(rows, NOW)
    stay = {row.at for row in rows if row.path in paths}
    assert len({at.date() for at in stay if at > NOW - timedelta(days=13)}) == 14
    assert len({(at.year, at.month) for at in stay}) == 24
