"""Files beside the database: kept once by content, refused when they would run, found missing or damaged."""

import sys
from pathlib import Path
from subprocess import run

import pytest
from hypothesis import given
from hypothesis import strategies as st
from sqlalchemy.orm import Session

import models.task.tables  # noqa: F401
from models.attachment import actions, queries
from models.attachment.carrying import bring_back
from models.attachment.rules import clean_name, is_share, link_target, renamed
from models.attachment.soundness import unnamed
from models.attachment.store import (
    Presence,
    copy_verified,
    digests_in,
    discard,
    files_folder,
    place_of,
    put,
    put_all,
)
from models.check import check
from models.database import Database, open_database
from models.errors import Condition, Refusal
from models.org.tables import Campaign
from models.task.tables import Task


def add_task(session: Session, title: str = "整治占道经营") -> int:
    campaign = Campaign(name="创卫", year=2026)
    session.add(campaign)
    session.flush()
    task = Task(campaign_id=campaign.id, title=title)
    session.add(task)
    session.flush()
    return task.id


@pytest.fixture
def task(database: Database) -> int:
    return int(database.do("添加任务", add_task).value)


def written(folder: Path, name: str, content: bytes = b"content") -> Path:
    path = folder / name
    path.write_bytes(content)
    return path


def test_one_content_is_kept_once_and_read_only(database: Database, tmp_path: Path) -> None:
    first = put(database.path, written(tmp_path, "方案 #1%.docx"))
    second = put(database.path, written(tmp_path, "副本.docx"))
    assert (first.sha256, first.size) == (second.sha256, 7) and first.name == "方案 #1%.docx"
    (kept,) = files_folder(database.path).iterdir()
    assert kept.name == first.sha256 and kept.read_bytes() == b"content" and not kept.stat().st_mode & 0o222


@pytest.mark.parametrize(
    ("name", "content"),
    [
        ("a.exe", b"x"), ("a.BAT", b"x"), ("a.js", b"x"), ("a.scr", b"x"), ("a.lnk", b"x"), ("表.docx.exe. ", b"x"),
        ("图.docx", b"MZ\x90\0"), ("图.pdf", b"#!/bin/sh"), ("空.pdf", b""), ("数据.zrt", b"x"),
    ],
)  # fmt: skip
def test_what_would_run_is_refused_and_leaves_nothing(
    database: Database, tmp_path: Path, name: str, content: bytes
) -> None:
    good = written(tmp_path, "好.pdf", b"%PDF")
    with pytest.raises(Refusal):
        put_all(database.path, [good.with_name("好.pdf"), written(tmp_path, name, content)])
    assert not [path for path in digests_in(files_folder(database.path)) if path.read_bytes() == content]


def test_a_missing_and_a_damaged_file_are_found_and_come_back(database: Database, task: int, tmp_path: Path) -> None:
    files = put_all(database.path, [written(tmp_path, "甲.pdf", b"aaaa"), written(tmp_path, "乙.pdf", b"bbbb")])
    database.do("添加附件", actions.attach, of_table="task", row_id=task, files=files)
    assert check(database).findings == ()
    folder = files_folder(database.path)
    discard(place_of(folder, files[0].sha256))
    place_of(folder, files[1].sha256).chmod(0o644)
    place_of(folder, files[1].sha256).write_bytes(b"bbbx")
    said = [finding.sentence for finding in check(database).findings]
    assert len(said) == 2 and "甲.pdf" in said[0] and "不在了" in said[0] and "损坏" in said[1]
    (gone,) = database.read(queries.all_missing, database=database.path)
    assert gone.presence is Presence.MISSING and gone.names == ("甲.pdf",)
    for file in files:
        with pytest.raises(Condition):
            copy_verified(folder, file.sha256, tmp_path / "看.pdf")
        assert not (tmp_path / "看.pdf").exists()
    assert bring_back(database.path, {file.sha256: file.size for file in files}, [tmp_path]) == 2
    assert check(database).findings == ()
    assert copy_verified(folder, files[1].sha256, tmp_path / "看.pdf").read_bytes() == b"bbbb"


def test_detached_files_come_back_with_undo(database: Database, task: int, tmp_path: Path) -> None:
    file = put(database.path, written(tmp_path, "甲.pdf"))
    done = database.do("添加附件", actions.attach, of_table="task", row_id=task, files=[file])
    again = database.do("再加", actions.attach, of_table="task", row_id=task, files=[file])
    assert again.value.known == ("甲.pdf",) and again.seq is None
    database.do("去掉附件", actions.detach, file_ids=done.value.ids)
    assert database.read(queries.totals) == queries.Totals(0, 0, 0, 0) and unnamed(database) == []
    database.undo()
    (row,) = database.read(queries.files_of, of_table="task", row_ids=[task])
    assert (row.name, row.sha256) == ("甲.pdf", file.sha256)


def test_a_kill_before_the_commit_leaves_a_file_but_no_row(database: Database, task: int, tmp_path: Path) -> None:
    source = written(tmp_path, "甲.pdf")
    path = database.path
    database.close()
    code = (
        "import os, sys; from pathlib import Path\n"
        "import models.schema\n"
        "from models.attachment import actions, store\n"
        "from models.database import open_database\n"
        "path, source, task = Path(sys.argv[1]), Path(sys.argv[2]), int(sys.argv[3])\n"
        "database = open_database(path)\n"
        "def killed(session, **kw):\n"
        "    actions.attach(session, **kw); session.flush(); os._exit(9)\n"
        "database.do('添加附件', killed, of_table='task', row_id=task, files=[store.put(path, source)])\n"
    )
    assert run([sys.executable, "-c", code, path, source, str(task)], check=False).returncode == 9
    again = open_database(path)
    try:
        assert again.read(queries.totals).attached == 0
        assert len(unnamed(again)) == 1 and check(again).findings == ()
    finally:
        again.close()


@given(st.text())
def test_any_name_becomes_one_that_can_be_kept(name: str) -> None:
    clean = clean_name(name)
    assert clean and clean == clean_name(clean)
    assert not set(clean) & set('<>:"/\\|?*\0\n\u202e') and len(clean.encode()) <= 240


def test_names_keep_their_kind() -> None:
    assert clean_name("长" * 300 + ".docx").endswith("长.docx")
    assert clean_name("../../etc/表\u202excod.pdf") == "表xcod.pdf"
    assert renamed("甲.pdf", "乙") == "乙.pdf" and renamed("甲.pdf", "乙.exe") == "乙.exe.pdf"


@pytest.mark.parametrize(
    ("typed", "kept"),
    [
        ("https://www.gov.cn/a?b=c#d", "https://www.gov.cn/a?b=c#d"), ("www.gov.cn", "http://www.gov.cn"),
        (r"\\server\共享\方案.docx", r"\\server\共享\方案.docx"), ("file://server/共享", r"\\server\共享"),
        ("smb://server/a/b", r"\\server\a\b"),
    ],
)  # fmt: skip
def test_addresses_that_are_kept(typed: str, kept: str) -> None:
    assert link_target(typed) == kept and link_target(kept) == kept
    assert is_share(kept) == kept.startswith("\\\\")


@pytest.mark.parametrize(
    "typed",
    [
        "", "javascript:alert(1)", "data:text/html,x", "file:///C:/a.exe", r"C:\a.docx", "https://", "ftp://a/b",
        "https://www.gov.cn@evil.example/", r"\\server\共享\a.exe", r"\\server", r"\\server\a\..\b", "方案",
    ],
)  # fmt: skip
def test_addresses_that_are_refused(typed: str) -> None:
    with pytest.raises(Refusal):
        link_target(typed)
