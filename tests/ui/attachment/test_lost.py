"""A file without its folder: said after opening, found nearby or in a folder; clearing asks first; all is exported."""

from __future__ import annotations

import os
from datetime import datetime, timedelta
from pathlib import Path
from shutil import copy2, move

import pytest
from PySide6.QtWidgets import QWidget
from pytestqt.qtbot import QtBot

from models.attachment import actions
from models.attachment.store import digests_in, discard, files_folder, put_all
from models.database import open_database
from models.task.actions import add_task
from tests.ui.conftest import Prompts
from ui import background
from ui.attachment.lost import LostFiles
from ui.context import Context
from ui.preferences.page import PreferencesPage


@pytest.fixture
def folder(context: Context, campaign: int, tmp_path: Path) -> Path:
    """The folder of a file with two attachments on a task."""
    store = context.store
    task = store.do("添加任务", add_task, campaign_id=campaign, title="整治占道经营").value
    for name in ("甲.pdf", "乙.pdf"):
        (tmp_path / name).write_bytes(name.encode())
    assert store.path is not None
    files = put_all(store.path, [tmp_path / "甲.pdf", tmp_path / "乙.pdf"])
    store.do("添加附件", actions.attach, of_table="task", row_id=task, files=files)
    return files_folder(store.path)


@pytest.fixture
def lost(qtbot: QtBot, context: Context) -> LostFiles:
    window = QWidget()
    qtbot.addWidget(window)
    return LostFiles(context, window)


def looked(lost: LostFiles, qtbot: QtBot) -> None:
    lost.look()
    qtbot.waitUntil(lambda: not background.is_busy())


def test_nothing_is_said_while_all_is_there(lost: LostFiles, folder: Path, qtbot: QtBot, prompts: Prompts) -> None:
    looked(lost, qtbot)
    assert prompts.said == []


def test_a_file_copied_alone_takes_its_files_from_beside(
    lost: LostFiles, folder: Path, context: Context, tmp_path: Path, qtbot: QtBot, prompts: Prompts
) -> None:
    path = context.store.path
    assert path is not None
    context.store.detach()
    context.store.attach(open_database(Path(copy2(path, tmp_path / "改名.zrt"))))
    looked(lost, qtbot)
    assert "已从旁边取回 2 个附件" in prompts.said[-1]
    assert len(list(digests_in(tmp_path / "改名.zrt.files"))) == 2


def test_what_is_missing_is_named_and_shown(
    lost: LostFiles, folder: Path, context: Context, tmp_path: Path, qtbot: QtBot, prompts: Prompts
) -> None:
    asked: list[str] = []
    context.command_requested.connect(lambda id, subject: asked.append(id))
    discard(next(path for path in digests_in(folder) if path.read_bytes() == "甲.pdf".encode()))
    looked(lost, qtbot)
    assert "有 1 个附件的文件不在" in prompts.said[-1] and "“甲.pdf”" in prompts.said[-1]
    lost._show()
    assert asked == ["attachments"]


@pytest.fixture
def page(qtbot: QtBot, folder: Path, context: Context) -> PreferencesPage:
    made = PreferencesPage(context)
    qtbot.addWidget(made)
    made.resize(1294, 696)
    made.show()
    qtbot.waitUntil(lambda: not background.is_busy())
    return made


def test_missing_files_are_found_in_a_folder(
    page: PreferencesPage, folder: Path, tmp_path: Path, qtbot: QtBot, prompts: Prompts
) -> None:
    section = page.attachments
    assert section.amount.text().startswith("2 个文件，") and not section.find_button.isVisible()
    elsewhere = tmp_path / "旧电脑" / "桌面"
    elsewhere.mkdir(parents=True)
    for number, path in enumerate(list(digests_in(folder))):
        move(path, elsewhere / f"改了名{number}.bin")
    page.reload()
    assert section.find_button.isVisible() and section.lost.text().count("不在了") == 2
    empty = tmp_path / "空"
    empty.mkdir()
    prompts.answer(empty)
    section.find_button.click()
    qtbot.waitUntil(lambda: not background.is_busy())
    assert "没有内容相同的文件" in prompts.said[-1]
    prompts.answer(tmp_path / "旧电脑")
    section.find_button.click()
    qtbot.waitUntil(lambda: not background.is_busy())
    assert "已找回 2 个附件" in prompts.said[-1] and not section.lost.isVisible()


def test_only_after_a_question_what_nobody_names_is_cleared(
    page: PreferencesPage, folder: Path, qtbot: QtBot, prompts: Prompts
) -> None:
    section = page.attachments
    assert not section.clear_button.isVisible()
    loose = folder / ("0" * 64)
    loose.write_bytes(b"left by a power cut")
    hour_ago = (datetime.now() - timedelta(hours=1)).timestamp()
    os.utime(loose, (hour_ago, hour_ago))
    page.reload()
    prompts.answer(None)
    section.clear_button.click()
    assert loose.exists()
    prompts.answer("clear")
    section.clear_button.click()
    qtbot.waitUntil(lambda: not background.is_busy())
    assert not loose.exists() and len(list(digests_in(folder))) == 2
    assert prompts.said[-1] == "已清理 1 个文件。" and not section.clear_button.isVisible()


def test_all_is_exported_from_here(
    page: PreferencesPage, folder: Path, tmp_path: Path, qtbot: QtBot, prompts: Prompts
) -> None:
    prompts.answer(tmp_path / "全部.zip")
    page.attachments.zip_button.click()
    qtbot.waitUntil(lambda: not background.is_busy())
    assert (tmp_path / "全部.zip").is_file() and "已导出 2 个文件" in prompts.said[-1]


def test_the_check_does_not_raise_an_alarm_over_a_lost_file(page: PreferencesPage, folder: Path, qtbot: QtBot) -> None:
    discard(next(digests_in(folder)))
    page.check.button.click()
    qtbot.waitUntil(lambda: not background.is_busy())
    assert page.check.result.text().startswith("▲ 记录都完好；有 1 个附件")
    assert "恢复" not in page.check.result.text() and "不在了" in page.check.findings.toPlainText()
