"""Bugs: a dialog with the log's place, details to copy, one at a time; conditions and cancels are no bugs."""

from __future__ import annotations

import logging
import sys
import threading
from collections.abc import Iterator
from logging.handlers import RotatingFileHandler

import pytest
from PySide6.QtGui import QGuiApplication
from PySide6.QtWidgets import QDialog
from pytestqt.qtbot import QtBot

from models.errors import Cancelled, Refusal
from tests.ui.conftest import Prompts
from ui import crash
from ui.main_window import MainWindow


@pytest.fixture
def catcher(window: MainWindow, monkeypatch: pytest.MonkeyPatch) -> Iterator[crash.Catcher]:
    monkeypatch.setattr(sys, "excepthook", sys.excepthook)
    monkeypatch.setattr(threading, "excepthook", threading.excepthook)
    root = logging.getLogger()
    before, level = list(root.handlers), root.level
    made = crash.Catcher(window)
    made.install()
    yield made
    for handler in [handler for handler in root.handlers if handler not in before]:
        root.removeHandler(handler)
        handler.close()
    root.setLevel(level)


def throw(error: BaseException) -> None:
    try:
        raise error
    except BaseException as caught:  # noqa: BLE001 - what the interpreter does with an uncaught one
        sys.excepthook(type(caught), caught, caught.__traceback__)


def test_a_bug_is_logged_told_and_can_be_copied(
    catcher: crash.Catcher, window: MainWindow, prompts: Prompts, caplog: pytest.LogCaptureFixture
) -> None:
    prompts.answer("copy")
    throw(KeyError("no such column"))
    assert "没有完成" in prompts.texts[0]
    assert str(crash.log_path()) in prompts.texts[0]
    copied = QGuiApplication.clipboard().text()
    assert "KeyError: 'no such column'" in copied and "test_crash.py" in copied
    assert "no such column" in crash.log_path().read_text(encoding="utf-8")
    assert window.isEnabled()
    caplog.clear()


def test_only_one_dialog_at_a_time_but_every_bug_in_the_log(
    catcher: crash.Catcher, prompts: Prompts, caplog: pytest.LogCaptureFixture
) -> None:
    def stay(dialog: QDialog) -> None:
        throw(ValueError("second"))

    prompts.answer(stay)
    throw(ValueError("first"))
    assert len(prompts.texts) == 1
    log = crash.log_path().read_text(encoding="utf-8")
    assert "first" in log and "second" in log
    caplog.clear()


def test_a_condition_nobody_caught_is_said(catcher: crash.Catcher, prompts: Prompts) -> None:
    throw(Refusal("磁盘已满。", "请清理。"))
    throw(Cancelled())
    assert prompts.said == ["磁盘已满。请清理。", "已取消，没有改动。"]
    assert prompts.texts == []


def test_a_bug_in_a_thread_is_told_in_the_window(
    catcher: crash.Catcher, prompts: Prompts, qtbot: QtBot, caplog: pytest.LogCaptureFixture
) -> None:
    prompts.answer(None)

    def work() -> None:
        raise IndexError("in a thread")

    thread = threading.Thread(target=work)
    thread.start()
    thread.join()
    qtbot.waitUntil(lambda: bool(prompts.texts))
    assert "in a thread" in crash.log_path().read_text(encoding="utf-8")
    caplog.clear()


def test_the_log_is_opened_once(catcher: crash.Catcher) -> None:
    assert crash.start_log() == crash.start_log() == crash.log_path()
    handlers = [handler for handler in logging.getLogger().handlers if isinstance(handler, RotatingFileHandler)]
    assert len(handlers) == 1
