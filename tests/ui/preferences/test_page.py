"""The page 设置 by clicking: name, look, file, backups, check, about."""

from __future__ import annotations

import re
from pathlib import Path

import pytest
from PySide6.QtCore import Qt
from PySide6.QtGui import QDesktopServices
from pytestqt.qtbot import QtBot

from models.backup import backups_of
from models.held_file import system_user
from tests.ui.sampled import Opened, texts
from ui.context import Context
from ui.preferences.about import LIBRARIES, libraries
from ui.preferences.data_file import size_words
from ui.preferences.page import PreferencesPage
from ui.store import Store
from ui.style import SCALES

LEFT = Qt.MouseButton.LeftButton


@pytest.fixture
def asked(context: Context) -> list[tuple[str, object]]:
    """What the page asked the window to do."""
    found: list[tuple[str, object]] = []
    context.command_requested.connect(lambda id, subject: found.append((id, subject)))
    return found


@pytest.fixture
def page(opened: Opened[PreferencesPage], qtbot: QtBot) -> PreferencesPage:
    shown = opened(PreferencesPage)
    qtbot.waitUntil(lambda: "正在" not in shown.about.paper_fonts.text(), timeout=20_000)
    return shown


def test_the_name_is_handed_to_the_window(page: PreferencesPage, qtbot: QtBot, asked: list[tuple[str, object]]) -> None:
    assert page.operator.name.placeholderText() == system_user()
    page.operator.name.setText("  王秘书 ")
    qtbot.keyClick(page.operator.name, Qt.Key.Key_Return)
    assert asked[0] == ("operator", "王秘书")


@pytest.mark.parametrize(
    ("key", "value"), [("theme", "dark"), ("theme", "light"), ("scale", 125), ("scale", 90), ("dense", True)]
)
def test_the_look_is_kept_at_once(page: PreferencesPage, qtbot: QtBot, key: str, value: object) -> None:
    choices = {"theme": page.look.theme, "scale": page.look.scale, "dense": page.look.density}[key]
    qtbot.mouseClick(choices.button(value), LEFT)
    assert page.settings.get(key) == value == choices.value


def test_every_scale_is_offered_and_fits_the_settings(page: PreferencesPage, qtbot: QtBot) -> None:
    for scale in SCALES:
        qtbot.mouseClick(page.look.scale.button(scale), LEFT)
        assert page.settings.get("scale") == scale


def test_a_setting_changed_elsewhere_is_shown(page: PreferencesPage) -> None:
    page.settings.set("theme", "dark")
    assert page.look.theme.value == "dark"
    assert page.look.reopen.isChecked()
    page.look.reopen.setChecked(False)
    assert page.settings.get("reopen_last") is False


def test_the_file_is_named_with_size_and_steps(page: PreferencesPage, store: Store) -> None:
    assert page.file.place.text() == str(store.path)
    assert "1 步历史" in page.file.length.text() and re.search(r"\d [KM]B", page.file.length.text())
    assert page.file.lock.text() == "未设置"


def test_copy_and_password_are_asked_of_the_window(
    page: PreferencesPage, qtbot: QtBot, asked: list[tuple[str, object]]
) -> None:
    qtbot.mouseClick(page.file.copy_button, LEFT)
    qtbot.mouseClick(page.file.password_button, LEFT)
    assert asked == [("file.save_as", None), ("file.password", None)]


def test_a_backup_is_made_listed_and_restored_from(
    page: PreferencesPage, qtbot: QtBot, store: Store, said: list[str], asked: list[tuple[str, object]]
) -> None:
    assert not page.backups.restore_button.isEnabled()
    qtbot.mouseClick(page.backups.backup_button, LEFT)
    qtbot.waitUntil(lambda: bool(said), timeout=20_000)
    assert said[0].startswith("已备份并核验：")
    assert store.path is not None
    (row,) = backups_of(store.path)
    assert texts(page.backups.table, "seq") == ["1"]
    page.backups.table.select_id(str(row.path))
    qtbot.mouseClick(page.backups.restore_button, LEFT)
    qtbot.mouseClick(page.backups.other_button, LEFT)
    assert asked == [("file.restore", row.path), ("file.restore", None)]


def test_a_sound_file_passes_the_check(page: PreferencesPage, qtbot: QtBot) -> None:
    qtbot.mouseClick(page.check.button, LEFT)
    qtbot.waitUntil(lambda: page.check.result.isVisible(), timeout=20_000)
    assert page.check.result.text().startswith("● 通过：1 步历史")
    assert not page.check.findings.isVisible()


def test_a_record_changed_outside_is_found(page: PreferencesPage, qtbot: QtBot, store: Store) -> None:
    with store.database.driver_connection() as raw:
        raw.execute("UPDATE task SET title = '改过' WHERE title = '取缔马路市场'")
    qtbot.mouseClick(page.check.button, LEFT)
    qtbot.waitUntil(lambda: page.check.result.isVisible(), timeout=20_000)
    assert page.check.result.text().startswith("■ 发现 1 处问题")
    assert "与历史不符" in page.check.findings.toPlainText()


def test_folders_are_opened_by_the_system(
    page: PreferencesPage, qtbot: QtBot, store: Store, monkeypatch: pytest.MonkeyPatch, said: list[str]
) -> None:
    urls: list[str] = []

    def open_url(url: object) -> bool:
        urls.append(url.toLocalFile())  # type: ignore[attr-defined]
        return len(urls) == 1

    monkeypatch.setattr(QDesktopServices, "openUrl", open_url)
    assert store.path is not None
    for _ in range(2):
        qtbot.mouseClick(page.file.folder_button, LEFT)
    assert [Path(url) for url in urls] == [store.path.parent] * 2
    assert said == [f"系统没有打开文件夹，它在：{store.path.parent}"]


def test_without_a_file_the_page_still_serves(page: PreferencesPage, store: Store) -> None:
    store.detach()
    assert page.file.place.text() == "没有打开文件"
    assert not page.backups.backup_button.isEnabled() and not page.check.button.isEnabled()
    assert page.backups.other_button.isEnabled()


def test_about_names_versions_fonts_and_the_log(page: PreferencesPage, root: Path) -> None:
    assert "Qt 6" in page.about.program.text() and "责任田" in page.about.program.text()
    assert page.about.log.text().endswith("zerentian.log")
    assert page.about.paper_fonts.text()
    assert len(texts(page.about.table, "name")) == len(LIBRARIES)


def test_every_dependency_is_named(root: Path) -> None:
    import tomllib

    project = tomllib.loads((root / "pyproject.toml").read_text(encoding="utf-8"))["project"]
    names = {text.split("==")[0].lower() for text in project["dependencies"]}
    silent = {"packaging", "typing_extensions"}
    assert names - silent <= {name.lower() for name, _, _ in LIBRARIES}
    assert all(row.version != "随程序" for row in libraries())


@pytest.mark.parametrize(
    ("size", "words"), [(10, "1 KB"), (753_664, "736 KB"), (13_002_342, "12.4 MB"), (5_000_000_000, "4,768.4 MB")]
)
def test_sizes_in_words(size: int, words: str) -> None:
    assert size_words(size) == words
