"""Files: open, save as, password, restore, two starts with one file, what cannot be opened."""

from __future__ import annotations

import json
import re
import socket
import threading
from collections.abc import Callable
from pathlib import Path
from typing import Any

import pytest
from PySide6.QtWidgets import QFileDialog, QLabel, QLineEdit
from pytestqt.qtbot import QtBot

from models import remote
from models.backup import backups_of
from models.database import open_database, set_password
from models.held_file import hold, kept_place
from models.org import actions, queries
from tests.ui.conftest import Prompts
from ui import background, messages
from ui.file_desk import BACKUP_AFTER_MS, BACKUP_EVERY_MS
from ui.main_window import MainWindow
from ui.widgets.form import FormDialog
from ui.widgets.password import PasswordForm

Settle = Callable[[], None]


def opened(window: MainWindow, path: Path, settle: Settle) -> None:
    window.desk.open(path)
    settle()
    assert window.store.is_open


def names(window: MainWindow) -> list[str]:
    return [row.name for row in window.store.read(queries.campaigns)]


def add(window: MainWindow, name: str) -> None:
    window.store.do("新建专项工作", actions.create_campaign, name=name)


def test_open_is_remembered(window: MainWindow, file: Path, settle: Settle) -> None:
    opened(window, file, settle)
    assert window.settings.recent_files() == [file]
    assert file.stem in window.windowTitle()


def test_an_existing_name_is_not_overwritten(window: MainWindow, file: Path, prompts: Prompts, settle: Settle) -> None:
    before = file.read_bytes()
    prompts.answer(file)
    window.action("file.new").trigger()
    settle()
    assert file.read_bytes() == before
    assert "已经存在" in prompts.said[-1]
    assert not window.store.is_open


@pytest.mark.parametrize(
    ("content", "words"),
    [(b"", "空文件"), (b"this is not a database, not at all" * 40, "不是责任田的数据文件")],
)
def test_what_is_no_database_is_refused_and_left_alone(
    window: MainWindow, tmp_path: Path, prompts: Prompts, settle: Settle, content: bytes, words: str
) -> None:
    path = tmp_path / "别的.zrt"
    path.write_bytes(content)
    if content:
        prompts.answer(None)  # it may be encrypted: the password is asked for
    window.desk.open(path)
    settle()
    assert path.read_bytes() == content
    assert any(words in text for text in [*prompts.said, *prompts.texts]) or content
    assert not window.store.is_open


def test_a_file_that_is_gone_leaves_the_recent_ones(
    window: MainWindow, tmp_path: Path, prompts: Prompts, settle: Settle
) -> None:
    path = tmp_path / "没了.zrt"
    kept_place(path).parent.mkdir(parents=True)
    kept_place(path).touch()
    window.settings.set("recent", [str(path)])
    window.desk.open(path)
    settle()
    assert "找不到" in prompts.said[-1]
    assert window.settings.get("recent") == []
    assert not kept_place(path).exists()


def test_save_as_goes_on_in_the_copy(window: MainWindow, file: Path, prompts: Prompts, settle: Settle) -> None:
    opened(window, file, settle)
    add(window, "创卫")
    copy = file.with_name("副本.zrt")
    prompts.answer(copy)
    window.action("file.save_as").trigger()
    settle()
    assert window.store.path == copy
    add(window, "创文")
    assert names(window) == ["创卫", "创文"]
    former = open_database(file)
    assert [row.name for row in former.read(queries.campaigns)] == ["创卫"]
    former.close()


def test_backup_and_restore_keep_the_present(window: MainWindow, file: Path, prompts: Prompts, settle: Settle) -> None:
    opened(window, file, settle)
    add(window, "创卫")
    window.action("file.backup").trigger()
    settle()
    assert "已备份" in prompts.said[-1]
    add(window, "创文")
    prompts.answer(backups_of(file)[-1].path, "restore")
    window.action("file.restore").trigger()
    settle()
    assert names(window) == ["创卫"]
    kept = next(file.parent.glob("*恢复前*.zrt"))
    former = open_database(kept)
    assert [row.name for row in former.read(queries.campaigns)] == ["创卫", "创文"]
    former.close()


def test_password_is_set_asked_for_and_removed(
    window: MainWindow, file: Path, prompts: Prompts, settle: Settle
) -> None:
    opened(window, file, settle)
    add(window, "创卫")

    def fill(old: str, new: str) -> Callable[[Any], None]:
        def apply(form: PasswordForm) -> None:
            assert (form.old is not None) == bool(old)
            if form.old is not None:
                form.old.setText(old)
            form.new.setText(new)
            form.again.setText(new)

        return apply

    prompts.answer(fill("", "田字格2026"))
    window.action("file.password").trigger()
    settle()
    assert names(window) == ["创卫"]
    assert not file.read_bytes().startswith(b"SQLite format 3") or not window.store.is_open
    window.action("file.close").trigger()
    prompts.answer("错的密码", "田字格2026")
    window.desk.open(file)
    settle()
    settle()
    assert names(window) == ["创卫"]
    prompts.answer(fill("田字格2026", ""))
    window.action("file.password").trigger()
    settle()
    window.action("file.close").trigger()
    assert file.read_bytes().startswith(b"SQLite format 3")


@pytest.mark.parametrize(
    ("old", "new", "again", "words"),
    [
        ("错", "abcdef1", "abcdef1", "现在的密码不对"),
        ("旧密码一二三", "abcdef1", "abcdef2", "两次"),
        ("旧密码一二三", "abc", "abc", "太短"),
        ("旧密码一二三", "", "", None),
    ],
)
def test_password_form_refuses_with_a_reason(qtbot: QtBot, old: str, new: str, again: str, words: str | None) -> None:
    form = PasswordForm("旧密码一二三")
    qtbot.addWidget(form)
    assert form.old is not None
    for line, text in ((form.old, old), (form.new, new), (form.again, again)):
        line.setText(text)
    refusal = form.why_not()
    assert (refusal is None) == (words is None)
    if words is not None:
        assert words in str(refusal)


def test_a_first_password_is_asked_for_without_the_present_one(qtbot: QtBot) -> None:
    form = PasswordForm(None)
    qtbot.addWidget(form)
    form.show()
    assert form.findChildren(QLineEdit) == [form.new, form.again]
    assert form.new.placeholderText() == "至少 6 个字符"
    assert not any(
        line.geometry().intersects(label.geometry())
        for line in form.findChildren(QLineEdit)
        for label in form.findChildren(QLabel)
        if label.text()
    )


def test_a_file_of_ours_that_asks_for_a_password_is_not_doubted(
    window: MainWindow, file: Path, prompts: Prompts, settle: Settle
) -> None:
    set_password(file, None, "田字格2026")
    hints: list[str] = []

    def look(entered: str) -> Callable[[Any], None]:
        def apply(form: FormDialog) -> None:
            hints.extend(label.text() for label in form.findChildren(QLabel))
            form.findChildren(QLineEdit)[0].setText(entered)

        return apply

    prompts.answer(look("错的密码"))
    prompts.answer(None)
    window.desk.open(file)
    settle()
    settle()
    assert "这个文件设有密码，请输入密码。" in hints
    assert not window.store.is_open


def test_file_dialogs_speak_chinese_and_remember_the_folder(
    window: MainWindow, tmp_path: Path, monkeypatch: pytest.MonkeyPatch, prompts: Prompts
) -> None:
    documents, other = tmp_path / "文档", tmp_path / "别处"
    documents.mkdir()
    other.mkdir()
    monkeypatch.setattr("ui.widgets.file_dialog.user_documents_path", lambda: documents)
    starts: list[str] = []

    def look(dialog: QFileDialog) -> None:
        starts.append(dialog.directory().absolutePath())
        for label in QFileDialog.DialogLabel:
            assert not re.search("[A-Za-z]", dialog.labelText(label)), label
        dialog.reject()

    prompts.answer(look, [other / "a.docx"], look)
    messages.choose_file(window, "选择", "方案 (*.docx)", print)
    messages.choose_file(window, "选择", "方案 (*.docx)", starts.extend, several=True)
    messages.choose_folder(window, "选择", print)
    assert starts == [str(documents), other / "a.docx", str(other)]


def test_set_password_elsewhere_is_asked_for_and_esc_gives_up(
    window: MainWindow, file: Path, prompts: Prompts, settle: Settle
) -> None:
    set_password(file, None, "田字格2026")
    prompts.answer(None)
    window.desk.open(file)
    settle()
    assert not window.store.is_open
    assert window.area.currentWidget() is window.welcome


def answer_of(path: Path, request: dict[str, Any], qtbot: QtBot) -> remote.Answer:
    """Ask the window as another process does, from a thread."""
    found: list[remote.Answer | None] = []
    thread = threading.Thread(target=lambda: found.append(remote.ask(path, request)))
    thread.start()
    qtbot.waitUntil(lambda: bool(found), timeout=20_000)
    thread.join()
    assert found[0] is not None
    return found[0]


def wait_for_listener(window: MainWindow, qtbot: QtBot) -> None:
    """The file is served a moment after it is open: the page is painted first."""
    qtbot.waitUntil(lambda: window._listener is not None)


def test_a_second_start_brings_the_window_to_the_front(
    window: MainWindow, file: Path, settle: Settle, qtbot: QtBot
) -> None:
    opened(window, file, settle)
    wait_for_listener(window, qtbot)
    with qtbot.waitSignal(window._listener.raise_requested):
        assert answer_of(file, {"raise": True}, qtbot).code == 0


def test_a_second_start_while_the_first_one_opens_asks_again(
    window: MainWindow, file: Path, settle: Settle, prompts: Prompts, monkeypatch: pytest.MonkeyPatch
) -> None:
    answers = [None, remote.Answer(0, "", "")]  # the first one holds the file and listens a moment later
    monkeypatch.setattr(remote, "ask", lambda path, request: answers.pop(0))
    first = hold(file)
    window.desk.open(file)
    settle()
    first.close()
    assert answers == [] and "已经在另一个窗口打开" in prompts.said[-1]


def test_a_verb_is_answered_by_the_window_and_pages_look_again(
    window: MainWindow, file: Path, settle: Settle, qtbot: QtBot
) -> None:
    opened(window, file, settle)
    add(window, "创卫")
    wait_for_listener(window, qtbot)
    argv = ["list", "campaigns", "--db", str(file), "--json"]
    with qtbot.waitSignal(window.store.changed):
        answer = answer_of(file, {"argv": argv, "folder": str(file.parent)}, qtbot)
    assert answer.code == 0
    assert "创卫" in json.dumps(json.loads(answer.out), ensure_ascii=False)
    settle()


def test_nobody_answers_after_the_file_is_closed(window: MainWindow, file: Path, settle: Settle) -> None:
    opened(window, file, settle)
    window.action("file.close").trigger()
    assert remote.ask(file, {"raise": True}) is None


def test_nonsense_on_the_socket_is_answered(window: MainWindow, file: Path, settle: Settle, qtbot: QtBot) -> None:
    opened(window, file, settle)
    wait_for_listener(window, qtbot)
    found: list[bytes] = []

    def talk() -> None:
        with socket.socket(socket.AF_UNIX, socket.SOCK_STREAM) as line:
            line.settimeout(10)
            line.connect(remote.address_of(file))
            line.sendall(b"\xff{nonsense\n")
            found.append(line.recv(1_000))

    thread = threading.Thread(target=talk)
    thread.start()
    qtbot.waitUntil(lambda: bool(found), timeout=15_000)
    thread.join()
    assert json.loads(found[0])["code"] == 2


def test_the_automatic_backup_waits_while_other_work_runs(
    window: MainWindow, file: Path, settle: Settle, qtbot: QtBot, monkeypatch: pytest.MonkeyPatch
) -> None:
    opened(window, file, settle)
    add(window, "创卫")
    timer = window.desk._backup_timer
    assert timer.isActive() and timer.interval() == BACKUP_AFTER_MS
    with monkeypatch.context() as busy:
        busy.setattr(background, "is_busy", lambda: True)
        timer.timeout.emit()
    assert backups_of(file) == [] and timer.interval() == BACKUP_AFTER_MS
    timer.timeout.emit()
    settle()
    assert len(backups_of(file)) == 1 and timer.interval() == BACKUP_EVERY_MS
    window.action("file.close").trigger()
    assert not timer.isActive()
