"""A written file is the old one or the new one; codes of the system become sentences."""

import errno
import os
from pathlib import Path

import pytest
import sqlcipher3.dbapi2 as driver

from models.errors import Condition, FileBusy, PasswordNeeded
from models.failures import condition_of
from models.files import replace_file, write_atomically


def test_a_failed_write_leaves_the_old_file_and_no_litter(tmp_path: Path) -> None:
    target = tmp_path / "表.xlsx"
    target.write_bytes(b"old")

    def half(path: Path) -> None:
        path.write_bytes(b"half")
        raise OSError(errno.ENOSPC, "No space left on device")

    with pytest.raises(Condition, match="磁盘已满"):
        write_atomically(target, half)
    assert target.read_bytes() == b"old"
    assert [path.name for path in tmp_path.iterdir()] == ["表.xlsx"]


def test_bytes_and_writers_are_both_written(tmp_path: Path) -> None:
    write_atomically(tmp_path / "a", b"one")

    def write(path: Path) -> None:
        path.write_text("two")

    write_atomically(tmp_path / "a", write)
    assert (tmp_path / "a").read_text() == "two"


@pytest.mark.skipif(os.name == "nt", reason="rights of POSIX")
def test_written_files_have_the_rights_of_any_other_file(tmp_path: Path) -> None:
    (tmp_path / "plain").write_bytes(b"x")
    write_atomically(tmp_path / "new", b"x")
    assert (tmp_path / "new").stat().st_mode == (tmp_path / "plain").stat().st_mode
    (tmp_path / "new").chmod(0o640)
    write_atomically(tmp_path / "new", b"y")
    assert (tmp_path / "new").stat().st_mode & 0o777 == 0o640


def test_a_target_held_by_wps_is_tried_again_and_then_named(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    (tmp_path / "new").write_bytes(b"new")
    tries = []

    def held(self: Path, target: Path) -> Path:
        tries.append(target)
        raise PermissionError(errno.EACCES, "held")

    monkeypatch.setattr(Path, "replace", held)
    monkeypatch.setattr("models.files._WINDOWS", True)
    monkeypatch.setattr("models.files.time.sleep", lambda seconds: None)
    with pytest.raises(Condition, match="正被WPS等程序使用"):
        replace_file(tmp_path / "new", tmp_path / "表.xlsx")
    assert len(tries) == 8


@pytest.mark.parametrize(
    ("number", "words"),
    [
        (errno.ENOSPC, "磁盘已满"),
        (errno.EROFS, "只读"),
        (errno.EACCES, "没有权限"),
        (errno.EIO, "读写磁盘时出错"),
        (errno.ENOENT, "不存在"),
        (errno.ENAMETOOLONG, "路径太长"),
    ],
)
def test_system_codes_have_a_sentence_and_a_next_step(number: int, words: str) -> None:
    condition = condition_of(OSError(number, "x"))
    assert condition is not None
    assert words in condition.sentence
    assert condition.next_step


@pytest.mark.parametrize(
    ("code", "kind", "words"),
    [
        (5, FileBusy, "另一个程序"),
        (6, FileBusy, "另一个程序"),
        (8, Condition, "只读"),
        (10, Condition, "读写磁盘"),
        (10 | (3 << 8), Condition, "读写磁盘"),
        (11, Condition, "损坏"),
        (13, Condition, "磁盘已满"),
        (14, Condition, "打不开"),
        (26, PasswordNeeded, "不是责任田"),
    ],
)
def test_sqlite_codes_have_a_sentence_and_only_corrupt_is_called_damage(code: int, kind: type, words: str) -> None:
    error = driver.OperationalError("x")
    error.sqlite_errorcode = code
    condition = condition_of(error)
    assert condition is not None
    assert type(condition) is kind
    assert words in condition.sentence
    assert ("损坏" in condition.sentence) is (code == 11)


def test_our_own_bugs_are_not_dressed_up() -> None:
    assert condition_of(KeyError("x")) is None
    assert condition_of(driver.OperationalError("no such table")) is None
