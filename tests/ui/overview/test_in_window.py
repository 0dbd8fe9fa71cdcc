"""The pages inside the real window: one click to the place, search, name of the operator, lights."""

from __future__ import annotations

import shutil
from collections.abc import Iterator
from pathlib import Path

import pytest
from PySide6.QtCore import Qt
from pytestqt.qtbot import QtBot

from models.database import open_database
from models.task import actions
from tests.ui.sampled import click_line
from ui.history.page import HistoryPage
from ui.main_window import MainWindow
from ui.overview.page import OverviewPage
from ui.preferences.page import PreferencesPage
from ui.settings import Settings
from ui.store import Store


@pytest.fixture
def window(qtbot: QtBot, sample_file: Path, tmp_path: Path) -> Iterator[MainWindow]:
    """The window with the sample open, at the overview."""
    store = Store()
    settings = Settings(tmp_path / "settings.json")
    settings.set("operator", "办公室")
    made = MainWindow(store, settings)
    qtbot.addWidget(made)
    made.show()
    qtbot.waitExposed(made)
    store.attach(open_database(Path(shutil.copy(sample_file, tmp_path))))
    made.show_page("overview")
    yield made
    store.detach()


def overview_of(window: MainWindow) -> OverviewPage:
    page = window.show_page("overview")
    assert isinstance(page, OverviewPage)
    return page


def test_a_click_leads_to_the_task_in_its_table(window: MainWindow, qtbot: QtBot) -> None:
    page = overview_of(window)
    wanted = page.todo.list.entries[2].id
    click_line(qtbot, page.todo.list, 2)
    assert window.current_key == "task"
    task_page = window.current_page
    assert task_page is not None and task_page.table.current_id() == wanted  # type: ignore[attr-defined]


def test_the_overview_is_fresh_when_it_is_shown_again(window: MainWindow) -> None:
    page = overview_of(window)
    first = page.todo.list.entries[0]
    window.show_page("org")
    window.store.do("改标题", actions.update_task, task_id=first.id, title="改过的标题")
    assert page.is_stale
    assert overview_of(window).todo.list.entries[0].title == "改过的标题"


def test_the_search_of_the_window_finds_by_initials(window: MainWindow) -> None:
    hits = window.context.search("qdmlsc")
    assert [(hit.kind, hit.title, hit.page) for hit in hits] == [("task", "取缔马路市场", "task")]


def test_a_step_of_the_overview_opens_in_the_history(window: MainWindow, qtbot: QtBot) -> None:
    page = overview_of(window)
    click_line(qtbot, page.recent.list, 0)
    history = window.current_page
    assert isinstance(history, HistoryPage) and history.table.current_id() == 1


def test_the_operator_is_named_everywhere_at_once(window: MainWindow, qtbot: QtBot) -> None:
    page = window.show_page("preferences")
    assert isinstance(page, PreferencesPage)
    assert page.operator.name.text() == "办公室"
    page.operator.name.setText("王秘书")
    qtbot.keyClick(page.operator.name, Qt.Key.Key_Return)
    assert window.store.operator == "王秘书" == window.settings.get("operator")
    assert "王秘书" in window.status.operator.text()


def test_the_lights_follow_the_tasks(window: MainWindow, qtbot: QtBot) -> None:
    from PySide6.QtWidgets import QLabel

    def shown() -> list[str]:
        labels = window.status.findChildren(QLabel)
        return [label.text() for label in labels if label.text()[:1] in "●▲■" and label.text()]

    qtbot.waitUntil(lambda: len(shown()) == 3)
    page = overview_of(window)
    assert shown()[2] == f"■ {page.todo.button('overdue').text().split()[1]}"
