"""Attachments in the window's work with files: said when missing, taken along by 另存为 and by restoring a backup."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path
from shutil import rmtree

import pytest

from models.attachment import actions as attachment
from models.attachment.store import digests_in, files_folder, put
from models.backup import backup
from models.database import create_database
from models.org.actions import create_campaign
from models.task.actions import add_task
from tests.ui.conftest import Prompts
from ui.attachment.lost import LostFiles
from ui.main_window import MainWindow

Settle = Callable[[], None]


@pytest.fixture
def path(tmp_path: Path) -> Path:
    """A closed file with one attachment, and a backup of it."""
    database = create_database(tmp_path / "创卫.zrt")
    campaign = database.do("新建", create_campaign, name="创卫", year=2026).value
    task = database.do("任务", add_task, campaign_id=campaign, title="整治占道经营").value
    (tmp_path / "甲.pdf").write_bytes(b"%PDF")
    file = put(database.path, tmp_path / "甲.pdf")
    database.do("附件", attachment.attach, of_table="task", row_id=task, files=[file])
    backup(database)
    database.close()
    return database.path


def held(path: Path) -> int:
    return len(list(digests_in(files_folder(path))))


def test_a_copy_is_saved_with_its_files(window: MainWindow, path: Path, tmp_path: Path, settle: Settle) -> None:
    window.desk.open(path)
    settle()
    window.desk.save_as(tmp_path / "副本.zrt")
    settle()
    settle()
    assert window.store.path == tmp_path / "副本.zrt" and held(tmp_path / "副本.zrt") == 1


def test_missing_files_are_said_and_lead_to_the_settings(
    window: MainWindow, path: Path, settle: Settle, prompts: Prompts
) -> None:
    rmtree(files_folder(path))
    rmtree(path.with_name(path.name + ".backups"))
    window.desk.open(path)
    settle()
    lost = window.findChild(LostFiles)
    assert lost is not None
    lost.look()
    settle()
    assert any("有 1 个附件的文件不在" in said for said in prompts.said)
    window.message_bar.action_button.click()
    assert window.current_key == "preferences"


def test_a_restored_backup_has_its_files(window: MainWindow, path: Path, settle: Settle, prompts: Prompts) -> None:
    rmtree(files_folder(path))
    window.desk.open(path)
    settle()
    (copy,) = path.with_name(path.name + ".backups").glob("*.zrt")
    prompts.answer("restore")
    window.desk.restore(copy)
    settle()
    settle()
    assert window.store.is_open and held(path) == 1
