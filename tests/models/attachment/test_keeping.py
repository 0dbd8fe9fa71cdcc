"""Attachments go along with copies, backups and restores, each once; what nothing names can be cleared."""

import errno
import os
from datetime import datetime, timedelta
from pathlib import Path
from shutil import copy2

import pytest

from models import backup as backups
from models.attachment import actions, queries
from models.attachment.carrying import carry
from models.attachment.keeping import clear_loose, fetch_near, loose_files, store_of
from models.attachment.store import digests_in, discard, files_folder, place_of, put, put_all
from models.backup import backup, backup_folder, restore
from models.check import check
from models.database import Database, open_database, set_password
from models.errors import Cancelled, Condition, Refusal
from tests.models.attachment.test_store import add_task, written


@pytest.fixture
def task(database: Database) -> int:
    return int(database.do("添加任务", add_task).value)


def hang(database: Database, task: int, folder: Path, name: str, content: bytes) -> str:
    """The digest of a file that hangs on the task now."""
    file = put(database.path, written(folder, name, content))
    database.do("添加附件", actions.attach, of_table="task", row_id=task, files=[file])
    return file.sha256


def names_in(folder: Path) -> set[str]:
    return {path.name for path in digests_in(folder)}


def stale(path: Path) -> None:
    """As if put an hour ago."""
    hour_ago = (datetime.now() - timedelta(hours=1)).timestamp()
    os.utime(path, (hour_ago, hour_ago))


def test_a_copy_takes_its_files_along_also_those_that_undo_would_bring_back(
    database: Database, task: int, tmp_path: Path
) -> None:
    one = hang(database, task, tmp_path, "甲.pdf", b"a")
    two = hang(database, task, tmp_path, "乙.pdf", b"b")
    database.undo()
    written(files_folder(database.path), "0" * 64, b"of nobody")
    (tmp_path / "别处").mkdir()
    copy = backup(database, tmp_path / "别处" / "副本.zrt")
    assert names_in(files_folder(copy)) == {one, two}
    again = open_database(copy)
    again.redo(database.operator)
    assert check(again).findings == () and again.read(queries.all_missing, database=copy) == ()
    again.close()


def test_each_attachment_stands_once_in_the_store_and_goes_with_the_last_backup_that_names_it(
    database: Database, task: int, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    hang(database, task, tmp_path, "甲.pdf", b"a")
    first = backup(database)
    store = store_of(backup_folder(database.path))
    before = {path.name: path.stat().st_mtime_ns for path in digests_in(store)}
    hang(database, task, tmp_path, "乙.pdf", b"b")
    second = backup(database)
    assert len(names_in(store)) == 2
    assert all(path.stat().st_mtime_ns == before[path.name] for path in digests_in(store) if path.name in before)
    third = hang(database, task, tmp_path, "丙.pdf", b"c")
    backup(database)
    database.close()
    restore(second, database.path)  # the third file is named by a later backup only
    again = open_database(database.path)
    again.do("添加", add_task, title="又一项")
    for number, stays in ((5, True), (6, False)):
        rows = backups.backups_of(again.path)
        gone = {first} if stays else {first, *(row.path for row in rows if row.seq == 4)}
        monkeypatch.setattr(backups, "kept", lambda rows, now, gone=gone: {row.path for row in rows} - gone)
        again.do(f"添加 {number}", add_task, title="另一项")
        backup(again)
        assert (third in names_in(store)) is stays
    again.close()


def test_a_backup_that_cannot_be_read_keeps_all_files(database: Database, task: int, tmp_path: Path) -> None:
    hang(database, task, tmp_path, "甲.pdf", b"a")
    backup(database)
    store = store_of(backup_folder(database.path))
    other = written(store, "1" * 64, b"of another history")
    locked = written(backup_folder(database.path), "锁-20200101-000000-s1.zrt", b"not readable" * 100)
    from models.attachment.keeping import thin_store

    thin_store(store, [locked], {}, None)
    assert other.exists() and len(names_in(store)) == 2
    thin_store(store, [], {}, None)
    assert not names_in(store)


def test_a_cancelled_or_failed_copy_leaves_nothing(
    database: Database, task: int, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    hang(database, task, tmp_path, "甲.pdf", b"a" * 100)
    hang(database, task, tmp_path, "乙.pdf", b"b" * 100)

    def stop(done: int, total: int, text: str) -> None:
        if text == "正在复制附件" and done:
            raise Cancelled

    with pytest.raises(Cancelled):
        backup(database, tmp_path / "x.zrt", stop)

    def full(*_: object) -> None:
        raise OSError(errno.ENOSPC, "No space left on device")

    monkeypatch.setattr("models.attachment.store.replace_file", full)
    with pytest.raises(Condition, match="磁盘已满"):
        backup(database, tmp_path / "x.zrt")
    assert not list(tmp_path.glob("x.zrt*"))


def test_restore_brings_the_files_and_keeps_those_of_the_present(database: Database, task: int, tmp_path: Path) -> None:
    one = hang(database, task, tmp_path, "甲.pdf", b"a")
    copy = backup(database)
    two = hang(database, task, tmp_path, "乙.pdf", b"b")
    path = database.path
    database.close()
    discard(place_of(files_folder(path), one))
    former = restore(copy, path)
    assert former is not None and names_in(files_folder(former)) == {two}
    again = open_database(path)
    assert check(again).findings == ()
    again.close()
    other = tmp_path / "新的文件夹"
    other.mkdir()
    restore(copy, other / "恢复.zrt")
    assert names_in(files_folder(other / "恢复.zrt")) == {one}


def test_a_password_leaves_the_files_in_place(database: Database, task: int, tmp_path: Path) -> None:
    one = hang(database, task, tmp_path, "甲.pdf", b"a")
    path = database.path
    database.close()
    set_password(path, None, "秘密")
    again = open_database(path, "秘密")
    copy = backup(again, tmp_path / "副本.zrt")
    assert names_in(files_folder(copy)) == {one} and check(again).findings == ()
    again.close()
    copy.unlink()
    restore(backup_of := _automatic(path), tmp_path / "回.zrt", "秘密")
    assert backup_of.parent == backup_folder(path) and names_in(files_folder(tmp_path / "回.zrt")) == {one}


def _automatic(path: Path) -> Path:
    database = open_database(path, "秘密")
    made = backup(database)
    database.close()
    return made


def test_a_file_copied_alone_says_what_is_missing_and_finds_it_nearby(
    database: Database, task: int, tmp_path: Path
) -> None:
    hang(database, task, tmp_path, "甲.pdf", b"a")
    path = database.path
    database.close()
    alone = Path(copy2(path, tmp_path / "改了名.zrt"))
    lone = open_database(alone)
    (gone,) = lone.read(queries.all_missing, database=alone)
    assert gone.names == ("甲.pdf",)
    assert fetch_near(lone) == 1 and fetch_near(lone) == 0
    assert lone.read(queries.all_missing, database=alone) == () and check(lone).findings == ()
    lone.close()


def test_only_what_nothing_names_is_cleared_and_not_at_once(database: Database, task: int, tmp_path: Path) -> None:
    kept = hang(database, task, tmp_path, "甲.pdf", b"a")
    database.undo()  # a step still names it
    file = put(database.path, written(tmp_path, "乙.pdf", b"b"))
    folder = files_folder(database.path)
    half = written(folder, ".incoming-x", b"half")
    note = written(folder, "说明.txt", b"put here by hand")
    assert loose_files(database) == [] and clear_loose(database) == 0
    for path in (*folder.iterdir(),):
        stale(path)
    assert loose_files(database) == [place_of(folder, file.sha256), half]
    assert clear_loose(database) == 2
    assert names_in(folder) == {kept} and note.exists()
    database.redo()
    assert check(database).findings == ()


def test_a_batch_that_fails_leaves_nothing_but_what_was_there(database: Database, task: int, tmp_path: Path) -> None:
    hang(database, task, tmp_path, "甲.pdf", b"a")
    before = names_in(files_folder(database.path))
    same, fresh, bad = (
        written(tmp_path, name, content) for name, content in (("1.pdf", b"a"), ("2.pdf", b"n"), ("3.pdf", b"MZ\0"))
    )
    with pytest.raises(Refusal, match=r"3\.pdf"):
        put_all(database.path, [same, fresh, bad])
    assert names_in(files_folder(database.path)) == before

    def stop(done: int, total: int, text: str) -> None:
        if "2.pdf" in text:
            raise Cancelled

    with pytest.raises(Cancelled):
        put_all(database.path, [same, fresh], stop)
    assert {path.name for path in files_folder(database.path).iterdir()} == before


def test_a_read_only_folder_is_named(database: Database, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(os, "access", lambda path, mode: False)
    with pytest.raises(Condition, match="只读"):
        put(database.path, written(tmp_path, "甲.pdf"))


def test_what_the_disk_says_is_said_in_words(
    database: Database, task: int, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    source = written(tmp_path, "甲.pdf", b"%PDF")
    in_the_way = files_folder(database.path)
    in_the_way.write_bytes(b"")
    with pytest.raises(Condition, match="同名的文件"):
        put(database.path, source)
    in_the_way.unlink()
    opened = Path.open

    def held(self: Path, *args: object, **kw: object) -> object:
        if self == source:
            raise PermissionError(errno.EACCES, "held by WPS")
        return opened(self, *args, **kw)  # type: ignore[call-overload]

    monkeypatch.setattr(Path, "open", held)
    with pytest.raises(Condition, match=r"甲\.pdf.*WPS.*没有添加"):
        put(database.path, source)
    assert not in_the_way.exists()


def test_a_damaged_source_is_not_carried(tmp_path: Path) -> None:
    source, target = tmp_path / "a", tmp_path / "b"
    source.mkdir()
    written(source, "2" * 64, b"four")
    assert carry({"2" * 64: 4}, source, target) == [] and not list(target.iterdir())


def test_the_check_tells_loose_and_strange_files_without_finding_fault(
    database: Database, task: int, tmp_path: Path
) -> None:
    hang(database, task, tmp_path, "甲.pdf", b"a")
    assert check(database).notes == ()
    put(database.path, written(tmp_path, "乙.pdf", b"b"))
    written(files_folder(database.path), "说明.txt", b"put here by hand")
    written(files_folder(database.path), ".incoming-x", b"half")
    checked = check(database)
    assert checked.findings == () and len(checked.notes) == 2
    assert "1 个文件没有记录" in checked.notes[0] and "“说明.txt”" in checked.notes[1]
    for path in digests_in(files_folder(database.path)):
        discard(path)
    (finding,) = check(database).findings
    assert not finding.is_grave and "甲.pdf" in finding.sentence


def test_undo_is_refused_in_words_when_somebody_else_needs_the_file(
    database: Database, task: int, tmp_path: Path
) -> None:
    other = int(database.do("添加任务", add_task, title="另一项").value)
    hang(database, task, tmp_path, "甲.pdf", b"a")
    first = database.operator
    database.operator = "办公室"
    hang(database, other, tmp_path, "甲.pdf", b"a")
    with pytest.raises(Refusal, match="后来的步骤用到了"):
        database.undo(first)
    assert database.read(queries.totals).attached == 2 and check(database).findings == ()
