"""Slow work: the answer comes back here, cancel rolls back, conditions are said, bugs reach the crash window."""

from __future__ import annotations

import threading
import time
from collections.abc import Callable
from typing import Any

import pytest
from PySide6.QtCore import Qt
from PySide6.QtWidgets import QWidget
from pytestqt.qtbot import QtBot

from models.errors import Cancelled, Refusal
from models.org import actions, queries
from tests.ui.conftest import Prompts
from ui import background
from ui.store import Store
from ui.widgets.progress import ProgressBox


@pytest.fixture
def desk(qtbot: QtBot) -> QWidget:
    widget = QWidget()
    qtbot.addWidget(widget)
    widget.show()
    return widget


def finished(qtbot: QtBot) -> None:
    qtbot.waitUntil(lambda: not background.is_busy(), timeout=10_000)


def test_work_runs_elsewhere_and_the_answer_comes_here(desk: QWidget, qtbot: QtBot) -> None:
    threads: list[int] = []
    answers: list[tuple[int, int]] = []

    def work(report: background.Report) -> int:
        threads.append(threading.get_ident())
        report(1, 1)
        return 42

    def done(answer: int) -> None:
        answers.append((answer, threading.get_ident()))

    background.run(desk, "算一算", work, done)
    finished(qtbot)
    assert answers == [(42, threading.get_ident())]
    assert threads[0] != threading.get_ident()


def test_the_box_appears_after_half_a_second_and_cancels(desk: QWidget, qtbot: QtBot, prompts: Prompts) -> None:
    stopped = threading.Event()

    def work(report: background.Report) -> None:
        try:
            for number in range(10_000):
                report(number, 10_000, "正在读取")
                time.sleep(0.005)
        finally:
            stopped.set()

    answers: list[Any] = []
    background.run(desk, "读取", work, answers.append)
    assert desk.findChild(ProgressBox) is None
    qtbot.waitUntil(lambda: desk.findChild(ProgressBox) is not None)
    box = desk.findChild(ProgressBox)
    assert isinstance(box, ProgressBox)
    qtbot.waitUntil(lambda: box.bar.maximum() == 10_000)
    qtbot.mouseClick(box.cancel_button, Qt.MouseButton.LeftButton)
    finished(qtbot)
    assert stopped.is_set()
    assert answers == []
    assert prompts.said == ["已取消“读取”，没有改动。"]


def test_a_cancelled_step_is_rolled_back(desk: QWidget, store: Store, qtbot: QtBot, prompts: Prompts) -> None:
    def slow(session: Any, *, report: background.Report) -> None:
        actions.create_campaign(session, name="半成品")
        while True:
            report(0, 0)
            time.sleep(0.005)

    job = background.do(desk, store, "导入", slow)
    qtbot.wait(50)
    job.cancel()
    finished(qtbot)
    assert store.read(queries.campaigns) == ()
    assert "没有改动" in prompts.said[-1]


def test_a_long_step_tells_the_pages(desk: QWidget, store: Store, qtbot: QtBot) -> None:
    answers: list[int] = []
    with qtbot.waitSignals([store.changed, store.stepped]):
        background.do(desk, store, "新建", actions.create_campaign, answers.append, name="创卫")
    finished(qtbot)
    assert [row.id for row in store.read(queries.campaigns)] == answers


@pytest.mark.parametrize("caught", [True, False])
def test_a_condition_is_said_or_given_back(desk: QWidget, qtbot: QtBot, prompts: Prompts, caught: bool) -> None:
    def work(report: background.Report) -> None:
        raise Refusal("文件正被 WPS 使用。", "关闭后重试。")

    given: list[object] = []
    background.run(desk, "写文件", work, None, given.append if caught else None)
    finished(qtbot)
    assert bool(given) is caught
    assert prompts.messages == ([] if caught else [("warning", "文件正被 WPS 使用。关闭后重试。")])


def test_cancelled_by_itself_is_no_error(desk: QWidget, qtbot: QtBot, prompts: Prompts) -> None:
    def work(report: background.Report) -> None:
        raise Cancelled

    background.run(desk, "打印", work)
    finished(qtbot)
    assert prompts.said == ["已取消“打印”，没有改动。"]


def test_a_bug_reaches_the_hook_with_its_trace(desk: QWidget, qtbot: QtBot) -> None:
    def work(report: background.Report) -> None:
        raise ZeroDivisionError("here")

    with qtbot.captureExceptions() as exceptions:
        background.run(desk, "算", work)
        finished(qtbot)
        qtbot.wait(20)
    assert [kind for kind, _, _ in exceptions] == [ZeroDivisionError]


def test_parent_gone_before_the_end_is_survived(qtbot: QtBot) -> None:
    widget = QWidget()
    release: Callable[[], None]
    gate = threading.Event()
    release = gate.set

    def work(report: background.Report) -> None:
        gate.wait(5)

    background.run(widget, "等", work)
    widget.deleteLater()
    qtbot.wait(30)
    release()
    background.wait_all()
    finished(qtbot)


def test_a_large_step_is_backed_up_before(desk: QWidget, store: Store, qtbot: QtBot) -> None:
    from models.backup import backups_of

    before = store.do("新增单位", actions.create_unit, name="市商务局").seq
    background.do(desk, store, "导入", actions.create_unit, name="市住建局", backup_first=True)
    finished(qtbot)
    assert store.path is not None
    assert [row.seq for row in backups_of(store.path)] == [before]
    assert len(store.read(queries.units)) == 2
