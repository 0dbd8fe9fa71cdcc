"""Shared by the tests of the window: a real database behind a store; nothing is asked without being expected."""

from __future__ import annotations

import gc
import logging
from collections.abc import Callable, Iterator
from pathlib import Path
from typing import Any

import pytest
from PySide6.QtCore import QCoreApplication, QEvent
from PySide6.QtGui import QGuiApplication
from PySide6.QtWidgets import QApplication, QDialog, QFileDialog
from pytestqt.qtbot import QtBot

from models.database import create_database
from ui import icons, messages, style
from ui.context import Context
from ui.messages import FileRelay
from ui.settings import Settings
from ui.store import Store
from ui.widgets.form import FormDialog
from ui.widgets.question import Question, TextQuestion

Answer = str | Path | list[Path] | Callable[[Any], None] | None


HERE = Path(__file__).resolve().parent


def pytest_collection_modifyitems(items: list[pytest.Item]) -> None:
    """A warning of Qt fails a test of the window; what the platform without a screen says is none."""
    for item in items:
        if HERE in item.path.parents:
            item.add_marker(pytest.mark.qt_log_level_fail("WARNING"))
            item.add_marker(pytest.mark.qt_log_ignore("This plugin does not support", "Mouse event .* not accepted"))


class Prompts:
    """Answers the dialogs of ui.messages in the order given; one that was not expected fails the test.

    `answer("key")` clicks a choice (or types a text), `answer(path)` chooses a file, `answer(function)` fills a form
    and accepts it, `answer(None)` is Esc.
    """

    def __init__(self) -> None:
        self.texts: list[str] = []
        self.messages: list[tuple[str, str]] = []
        self.unexpected: list[str] = []
        self._answers: list[Answer] = []

    def answer(self, *answers: Answer) -> None:
        """What to answer next."""
        self._answers.extend(answers)

    @property
    def said(self) -> list[str]:
        """Sentences of the message bar."""
        return [text for _, text in self.messages]

    @property
    def waiting(self) -> list[Answer]:
        """Answers that nobody asked for yet."""
        return self._answers

    def on_message(self, kind: str, text: str) -> None:
        self.messages.append((kind, text))

    def on_prompt(self, dialog: QDialog) -> None:
        self.texts.append(f"{dialog.windowTitle()}：{getattr(dialog, 'text', '')}")
        if not self._answers:
            self.unexpected.append(self.texts[-1])
            dialog.reject()
            return
        answer = self._answers.pop(0)
        if answer is None:
            dialog.reject()
        elif callable(answer):
            answer(dialog)
            if isinstance(dialog, FormDialog):
                dialog.accept()
        elif isinstance(dialog, QFileDialog):
            relay = dialog.findChild(FileRelay)
            dialog.reject()
            assert relay is not None and isinstance(answer, Path | list)
            relay.take(answer if isinstance(answer, list) else [answer])
        elif isinstance(dialog, Question):
            assert isinstance(answer, str)
            dialog.buttons[answer].click()
        else:
            assert isinstance(dialog, TextQuestion) and isinstance(answer, str)
            dialog.line.setText(answer)
            dialog.accept()


@pytest.fixture(autouse=True)
def prompts(monkeypatch: pytest.MonkeyPatch) -> Iterator[Prompts]:
    """Every dialog and sentence of the window passes through here."""
    made = Prompts()
    monkeypatch.setattr(messages.Hook, "on_prompt", made.on_prompt)
    monkeypatch.setattr(messages.Hook, "on_message", made.on_message)
    yield made
    assert not made.unexpected, f"unexpected prompts: {made.unexpected}"
    assert not made.waiting, f"nobody asked for: {made.waiting}"


@pytest.fixture(autouse=True)
def quiet_log(caplog: pytest.LogCaptureFixture) -> Iterator[None]:
    """A warning in the log that the test did not clear (`caplog.clear()`) fails it."""
    yield
    loud = [record.getMessage() for record in caplog.get_records("call") if record.levelno >= logging.WARNING]
    assert not loud, f"unexpected warnings: {loud}"


@pytest.fixture(autouse=True)
def collector_in_this_thread() -> Iterator[None]:
    """As in the program (ui.garbage): no widget or timer of a test is collected in another thread.

    What outlives a test (modules, tables, caches) is not looked at again after the next one: that took a quarter of
    the time of all tests here.
    """
    gc.disable()
    yield
    gc.collect()
    gc.freeze()
    gc.enable()


@pytest.fixture(autouse=True)
def look(qapp: QApplication) -> Iterator[None]:
    """The light look at 100 %; widgets closed by the test are really gone after it (styling them again costs)."""
    style.apply(qapp, theme=style.Theme.LIGHT)
    icons.enable()
    yield
    QCoreApplication.sendPostedEvents(None, QEvent.Type.DeferredDelete)


@pytest.fixture
def settings(tmp_path: Path) -> Settings:
    """Settings of this test only."""
    return Settings(tmp_path / "settings.json")


@pytest.fixture
def store(tmp_path: Path, qapp: QApplication) -> Iterator[Store]:
    """A store with a new, empty database."""
    made = Store()
    made.attach(create_database(tmp_path / "测试 1.zrt"))
    yield made
    made.detach()


@pytest.fixture
def context(store: Store, settings: Settings) -> Context:
    """What a page is given; no campaign yet."""
    return Context(store, settings)


@pytest.fixture
def campaign(context: Context) -> int:
    """A campaign in hand."""
    from models.org import actions

    done = context.store.do("新建专项工作", actions.create_campaign, name="创建国家卫生城市 2026", year=2026)
    context.set_campaign(int(done.value), "创建国家卫生城市 2026")
    return int(done.value)


@pytest.fixture
def shown(qtbot: QtBot) -> Callable[[Any], Any]:
    """Show a widget at the least size of the frame's page area and wait for it."""

    def show(widget: Any) -> Any:
        qtbot.addWidget(widget)
        widget.resize(1294, 696)
        widget.show()
        qtbot.waitExposed(widget)
        widget.activateWindow()  # or nothing in it gets and loses the focus
        qtbot.waitUntil(widget.isActiveWindow)
        return widget

    return show


def pytest_sessionfinish() -> None:
    """What a test left on the clipboard must go before Qt does: the offscreen platform falls over it at the end."""
    if QGuiApplication.instance() is not None:
        QGuiApplication.clipboard().clear()
