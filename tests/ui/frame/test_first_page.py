"""The first page of a start: shown from what was kept, before its file is attached; clicks meanwhile are not lost."""

from __future__ import annotations

import shutil
import subprocess
import sys
import threading
from collections.abc import Callable, Iterator
from pathlib import Path
from typing import Any

import pytest
from PySide6.QtCore import Qt
from PySide6.QtWidgets import QPushButton
from pytestqt.qtbot import QtBot

import models.database
from models.database import Database, open_database
from models.errors import Condition
from models.held_file import HeldFile, kept_place, open_mark
from models.org import actions
from models.org.queries import campaigns
from models.overview.keeping import keep_days
from tests.ui.conftest import Prompts
from tests.ui.sampled import click_line
from ui import background
from ui.first_page import FirstPage
from ui.main_window import MainWindow
from ui.overview.page import OverviewPage

Settle = Callable[[], None]
VERSION = "0.1.0"
OPERATOR = "办公室"
LEFT = Qt.MouseButton.LeftButton


@pytest.fixture
def path(sample_file: Path, tmp_path: Path) -> Path:
    """A closed copy of the sample."""
    return Path(shutil.copy(sample_file, tmp_path))


@pytest.fixture
def first(window: MainWindow, path: Path) -> FirstPage:
    """The facts of the overview are kept, as the program left them last time."""
    window.store.operator = OPERATOR
    database = open_database(path)
    campaign_id = database.read(campaigns)[0].id
    keep(database, window, campaign_id)
    database.close()
    window.settings.set("campaigns", {str(path): campaign_id})
    return FirstPage(window, VERSION)


def keep(database: Database, window: MainWindow, campaign_id: int) -> None:
    keep_days(database, version=VERSION, operator=OPERATOR, campaign_id=campaign_id, today=window.context.today)


class Gate:
    """The worker waits before the database library takes the file over."""

    def __init__(self) -> None:
        self.is_open = threading.Event()
        self.error: Exception | None = None
        self._open_held = models.database.open_held

    def pass_through(self, file: HeldFile, report: Any = None) -> Database:
        assert self.is_open.wait(20)
        if self.error is not None:
            file.close()
            raise self.error
        return self._open_held(file, report)


@pytest.fixture
def gate(monkeypatch: pytest.MonkeyPatch) -> Iterator[Gate]:
    made = Gate()
    monkeypatch.setattr(models.database, "open_held", made.pass_through)
    yield made
    made.is_open.set()


@pytest.fixture
def ahead(monkeypatch: pytest.MonkeyPatch) -> list[object]:
    """Each time a page was shown ahead of its file."""
    found: list[object] = []
    show = MainWindow.show_ahead

    def spy(window: MainWindow, page: OverviewPage, *rest: Any) -> None:
        found.append(page.shown)
        show(window, page, *rest)

    monkeypatch.setattr(MainWindow, "show_ahead", spy)
    return found


def shown_ahead(window: MainWindow, first: FirstPage, path: Path, qtbot: QtBot) -> OverviewPage:
    first.open(path)
    qtbot.waitUntil(lambda: window.store.is_awaited, timeout=10_000)
    page = window.current_page
    assert isinstance(page, OverviewPage) and page.isVisible() and not window.store.is_open
    return page


def test_the_kept_page_is_shown_whole_and_stays_as_it_is(
    window: MainWindow, first: FirstPage, path: Path, gate: Gate, qtbot: QtBot, settle: Settle
) -> None:
    page = shown_ahead(window, first, path, qtbot)
    facts, figures = page.shown, [figure.accessibleName() for figure in page.figures._figures.values()]
    assert facts is not None and facts.overview.todo and len(page.todo.list.entries) > 5
    assert path.stem in window.windowTitle() and path.name in window.status.file.text()
    assert OPERATOR in window.status.operator.text()
    assert facts.overview.name in window.top.campaign.text()
    assert window.context.campaign_id == facts.overview.id
    assert page.recent.undo_button.isEnabled() and window.action("edit.undo").isEnabled()
    assert "建立示例" in window.action("edit.undo").toolTip()
    assert not window.action("file.password").isEnabled()
    qtbot.mouseClick(page.todo.button("missing"), LEFT)
    qtbot.keyClick(page.todo.list.rows, Qt.Key.Key_Down)
    gate.is_open.set()
    settle()
    assert window.store.is_open and not window.store.is_awaited and window.current_page is page
    assert page.shown is facts and page.todo.kind == "missing" and page.todo.list.rows.current == 1
    assert figures == [figure.accessibleName() for figure in page.figures._figures.values()]
    assert window.action("file.password").isEnabled()


def button_of(page: OverviewPage, text: str) -> QPushButton:
    return next(button for button in page.head.findChildren(QPushButton) if button.text() == text)


def todo_row(window: MainWindow, page: OverviewPage, qtbot: QtBot) -> None:
    click_line(qtbot, page.todo.list, 2)


def figure(window: MainWindow, page: OverviewPage, qtbot: QtBot) -> None:
    qtbot.mouseClick(page.figures.figure("units"), LEFT)


def rail(window: MainWindow, page: OverviewPage, qtbot: QtBot) -> None:
    qtbot.mouseClick(window.rail.buttons["grid"], LEFT)


def keys(window: MainWindow, page: OverviewPage, qtbot: QtBot) -> None:
    qtbot.keyClick(page, Qt.Key.Key_H, Qt.KeyboardModifier.ControlModifier | Qt.KeyboardModifier.ShiftModifier)


def step(window: MainWindow, page: OverviewPage, qtbot: QtBot) -> None:
    click_line(qtbot, page.recent.list, 0)


def print_button(window: MainWindow, page: OverviewPage, qtbot: QtBot) -> None:
    qtbot.mouseClick(button_of(page, "打印分解表"), LEFT)


def import_button(window: MainWindow, page: OverviewPage, qtbot: QtBot) -> None:
    qtbot.mouseClick(button_of(page, "导入工作方案"), LEFT)


def campaigns_wanted(window: MainWindow, page: OverviewPage, qtbot: QtBot) -> None:
    window.top.campaign_manage_requested.emit()


@pytest.mark.parametrize(
    ("click", "key"),
    [
        (todo_row, "task"),
        (figure, "org"),
        (rail, "grid"),
        (keys, "history"),
        (step, "history"),
        (print_button, "printing"),
        (import_button, "intake"),
        (campaigns_wanted, "org"),
    ],
)
def test_a_click_before_the_file_is_carried_out_when_it_is_there(
    window: MainWindow,
    first: FirstPage,
    path: Path,
    gate: Gate,
    qtbot: QtBot,
    settle: Settle,
    click: Callable[[MainWindow, OverviewPage, QtBot], None],
    key: str,
) -> None:
    page = shown_ahead(window, first, path, qtbot)
    wanted = page.todo.list.entries[2].id
    click(window, page, qtbot)
    assert window.current_page is page
    gate.is_open.set()
    qtbot.waitUntil(lambda: window.current_key == key and window.current_page is not page, timeout=20_000)
    settle()
    if click is todo_row:
        assert window.current_page.table.current_id() == wanted  # type: ignore[attr-defined]


@pytest.mark.parametrize("by_key", [False, True])
def test_undo_and_what_follows_are_done_in_their_turn(
    window: MainWindow, first: FirstPage, path: Path, gate: Gate, qtbot: QtBot, settle: Settle, by_key: bool
) -> None:
    page = shown_ahead(window, first, path, qtbot)
    if by_key:
        qtbot.keyClick(page, Qt.Key.Key_Z, Qt.KeyboardModifier.ControlModifier)
    else:
        qtbot.mouseClick(page.recent.undo_button, LEFT)
    rail(window, page, qtbot)
    gate.is_open.set()
    qtbot.waitUntil(lambda: window.store.redo_title() == "建立示例", timeout=20_000)
    settle()
    assert window.store.read(campaigns) == ()


def test_a_search_begun_before_the_file_opens_with_it(
    window: MainWindow, first: FirstPage, path: Path, gate: Gate, qtbot: QtBot, settle: Settle
) -> None:
    shown_ahead(window, first, path, qtbot)
    qtbot.mouseClick(window.top.search, LEFT)
    assert window.commands._palette is None
    gate.is_open.set()
    qtbot.waitUntil(lambda: window.commands._palette is not None and window.commands._palette.isVisible())
    settle()


def test_a_file_that_cannot_be_opened_after_all_leads_back(
    window: MainWindow, first: FirstPage, path: Path, gate: Gate, qtbot: QtBot, settle: Settle, prompts: Prompts
) -> None:
    page = shown_ahead(window, first, path, qtbot)
    rail(window, page, qtbot)
    gate.error = Condition("读写磁盘时出错。")
    gate.is_open.set()
    settle()
    assert prompts.said[-1] == "读写磁盘时出错。"
    assert window.area.currentWidget() is window.welcome and not window.store.is_awaited
    assert not window.action("edit.undo").isEnabled() and window.context.campaign_id is None
    gate.error = None
    window.desk.open(path)  # nothing that waited comes now
    settle()
    assert window.store.is_open and window.current_key == "overview"


def test_a_changed_file_is_not_shown_before_it_is_read(
    window: MainWindow, first: FirstPage, path: Path, ahead: list[object], settle: Settle
) -> None:
    database = open_database(path)
    database.do("新建专项工作", actions.create_campaign, name="病媒生物防制", operator=OPERATOR)
    database.close()
    first.open(path)
    settle()
    assert ahead == []
    page = window.current_page
    assert isinstance(page, OverviewPage) and page.shown is not None
    assert page.shown.steps[0].title == "新建专项工作"


@pytest.mark.parametrize("place", ["task", "preferences"])
def test_it_is_not_shown_when_another_page_comes_first(
    window: MainWindow, first: FirstPage, path: Path, ahead: list[object], settle: Settle, place: str
) -> None:
    window.settings.set("last_page", place)
    first.open(path)
    settle()
    assert ahead == [] and window.store.is_open and window.current_key == place


def test_it_is_not_shown_after_an_unclean_end(
    window: MainWindow, first: FirstPage, path: Path, ahead: list[object], settle: Settle
) -> None:
    mark = open_mark(path)
    mark.parent.mkdir(parents=True, exist_ok=True)
    mark.touch()
    first.open(path)
    settle()
    assert ahead == [] and window.store.is_open


def test_giving_up_before_the_library_is_loaded_lets_go_of_the_file(
    window: MainWindow, path: Path, settle: Settle
) -> None:
    window.desk.open(path, look=lambda file: background.cancel_all())
    settle()
    assert not window.store.is_open
    open_database(path).close()


# ---- keeping -------------------------------------------------------------------------------------------------


def test_the_overview_is_kept_some_seconds_after_a_change_and_at_the_end(
    window: MainWindow, first: FirstPage, path: Path, ahead: list[object], settle: Settle
) -> None:
    kept_place(path).unlink()
    first.open(path)
    settle()
    assert ahead == [] and not kept_place(path).exists()
    first._timer.timeout.emit()
    settle()
    assert kept_place(path).exists()
    before = kept_place(path).read_bytes()
    window.store.do("新建专项工作", actions.create_campaign, name="病媒生物防制")
    window.action("file.close").trigger()
    assert kept_place(path).read_bytes() != before
    first.open(path)
    settle()
    assert len(ahead) == 1 and ahead[0].steps[0].title == "新建专项工作"  # type: ignore[attr-defined]


def test_nothing_is_kept_while_another_page_is_in_front(window: MainWindow, first: FirstPage, path: Path) -> None:
    kept_place(path).unlink()
    window.store.attach(open_database(path))
    window.show_page("org")
    window.action("file.close").trigger()
    assert not kept_place(path).exists()


def test_nothing_of_a_protected_file_lies_outside_it(
    window: MainWindow, first: FirstPage, path: Path, settle: Settle, prompts: Prompts
) -> None:
    first.open(path)
    settle()
    assert kept_place(path).exists()

    def fill(form: Any) -> None:
        form.new.setText("田字格2026")
        form.again.setText("田字格2026")

    prompts.answer(fill)
    window.action("file.password").trigger()
    settle()
    assert window.store.is_open and window.store.database.password and not kept_place(path).exists()
    first._timer.timeout.emit()
    settle()
    window.store.do("新建专项工作", actions.create_campaign, name="病媒生物防制")
    window.action("file.close").trigger()
    assert not kept_place(path).exists()


def test_the_first_page_needs_no_database_library(root: Path) -> None:
    code = (
        "import sys; import ui.application, ui.first_page, ui.file_desk, ui.overview.page, models.overview.kept\n"
        "sys.exit(any(name.partition('.')[0] == 'sqlalchemy' for name in sys.modules))"
    )
    assert subprocess.run([sys.executable, "-c", code], cwd=root, check=False).returncode == 0
