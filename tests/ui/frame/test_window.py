"""The frame: ways in, pages on demand, campaigns, undo and redo, what is disabled without a file."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path

import pytest
from PySide6.QtCore import QPoint, QSize, Qt
from PySide6.QtGui import QScreen
from PySide6.QtWidgets import QLineEdit, QToolButton
from pytestqt.qtbot import QtBot

from models.database import create_database
from models.org import actions, queries
from tests.ui.conftest import Prompts
from ui import messages
from ui.actions import ACTIONS, MAIN_MENU, TABLE_KEYS
from ui.file_desk import SAMPLE_NAME
from ui.first_size import first_size
from ui.history.page import HistoryPage
from ui.main_window import MainWindow
from ui.manual import SECTIONS, ManualWindow
from ui.pages import PAGES
from ui.settings import Settings
from ui.store import Store
from ui.tables.view import TableView

Settle = Callable[[], None]


def open_file(window: MainWindow, path: Path, settle: Settle) -> None:
    window.desk.open(path)
    settle()
    assert window.store.is_open


def add_campaign(window: MainWindow, name: str = "创建国家卫生城市") -> int:
    return int(window.store.do("新建专项工作", actions.create_campaign, name=name).value)


def test_ids_and_shortcuts_are_unique() -> None:
    ids = [spec.id for spec in ACTIONS]
    assert len(ids) == len(set(ids))
    shortcuts = [spec.shortcut for spec in ACTIONS if spec.shortcut]
    shortcuts += [f"Ctrl+{at + 1}" for at, _ in enumerate([spec for spec in PAGES if spec.on_rail][:9])]
    assert len(shortcuts) == len(set(shortcuts))
    assert not {"Ctrl+C", "Ctrl+V", "Ctrl+X", "Ctrl+D", "F2", "Ctrl+N"} & set(shortcuts)  # tables and pages have these
    assert {id for id in MAIN_MENU if id not in ("-", "@recent")} <= set(ids)
    assert TABLE_KEYS


def test_shortcuts_of_pages_do_not_hide_those_of_the_window(window: MainWindow, file: Path, settle: Settle) -> None:
    open_file(window, file, settle)
    add_campaign(window)
    taken = {window.action(spec.id).shortcut().toString() for spec in ACTIONS if spec.shortcut}
    for spec in PAGES:
        page = window.show_page(spec.key)
        assert page is not None
        own = [action.shortcut().toString() for action in page.page_actions if not action.shortcut().isEmpty()]
        assert not taken & set(own), spec.key


def test_without_a_file_the_three_ways_in_are_offered(window: MainWindow) -> None:
    assert window.area.currentWidget() is window.welcome
    for text in ("导入工作方案", "空白开始", "打开示例", "打开已有文件…"):
        assert window.welcome.state.button(text).isVisible()
    assert not window.action("edit.undo").isEnabled()
    assert not window.action("file.save_as").isEnabled()
    assert window.action("file.open").isEnabled()


def test_blank_start_makes_a_file_and_a_campaign(
    window: MainWindow, tmp_path: Path, qtbot: QtBot, prompts: Prompts, settle: Settle
) -> None:
    prompts.answer(tmp_path / "新的.zrt", "病媒生物防制 2026")
    qtbot.mouseClick(window.welcome.state.button("空白开始"), Qt.MouseButton.LeftButton)
    settle()
    assert window.store.path == tmp_path / "新的.zrt"
    assert [row.name for row in window.store.read(queries.campaigns)] == ["病媒生物防制 2026"]
    assert window.context.campaign_name == "病媒生物防制 2026"
    assert window.current_key == "task"
    assert "病媒生物防制 2026" in window.top.campaign.text()


def test_import_start_leads_to_the_import_page(
    window: MainWindow,
    tmp_path: Path,
    qtbot: QtBot,
    prompts: Prompts,
    settle: Settle,
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    documents = tmp_path / "文档"
    monkeypatch.setattr("ui.file_desk.user_documents_path", lambda: documents)
    for name in ("责任田.zrt", "责任田 2.zrt"):
        qtbot.mouseClick(window.welcome.state.button("导入工作方案"), Qt.MouseButton.LeftButton)
        settle()
        assert window.store.path == documents / name
        assert window.current_key == "intake"
        assert window.current_page is not None
        assert str(documents / name) in window.message_bar.text and window.message_bar.isVisible()
        window.action("file.close").trigger()


def test_the_sample_opens_on_the_overview(
    window: MainWindow, tmp_path: Path, file: Path, settle: Settle, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr("ui.file_desk.user_documents_path", lambda: tmp_path)
    create_database(tmp_path / SAMPLE_NAME).close()
    open_file(window, file, settle)
    add_campaign(window)
    window.show_page("org")
    window.action("file.sample").trigger()
    settle()
    assert window.store.path == tmp_path / SAMPLE_NAME
    assert window.current_key == "overview"
    window.show_page("org")
    window.action("file.sample").trigger()
    assert window.current_key == "overview"


def test_the_start_has_no_page_marked(window: MainWindow, file: Path, qtbot: QtBot, settle: Settle) -> None:
    open_file(window, file, settle)
    window.show_page("org")
    assert window.rail.buttons["org"].isChecked()
    window.action("file.close").trigger()
    assert not any(button.isChecked() for button in window.rail.buttons.values())
    qtbot.mouseClick(window.rail.buttons["task"], Qt.MouseButton.LeftButton)
    assert not any(button.isChecked() for button in window.rail.buttons.values())


def test_a_message_moves_nothing_and_stays_on_its_page(
    window: MainWindow, file: Path, qtbot: QtBot, settle: Settle
) -> None:
    open_file(window, file, settle)
    add_campaign(window)
    page = window.show_page("org")
    assert page is not None
    table = page.findChildren(TableView)[0]
    settle()
    before = table.mapTo(window, QPoint(0, 0))
    messages.say(page, "已新增单位。", undo=True)
    qtbot.wait(1)
    bar = window.message_bar
    assert table.mapTo(window, QPoint(0, 0)) == before
    assert bar.geometry().bottom() == page.height() - 1 and bar.height() >= bar.action_button.height()
    place = page.message_place
    assert bar.width() == place.width() < page.width() and bar.x() == place.mapTo(page, QPoint(0, 0)).x()
    assert bar.y() > page.head.geometry().bottom() + table.horizontalHeader().height()
    assert page.childAt(bar.geometry().center()) in (bar, *bar.children())
    window.show_page("grid")
    assert not bar.isVisible()
    messages.say(window, "已导入。", undo=True)
    task = window.show_page("task")
    assert task is not None
    qtbot.wait(1)
    assert bar.isVisible() and bar.parentWidget() is task and bar.geometry().bottom() == task.height() - 1
    window.resize(1200, 768)
    qtbot.waitUntil(lambda: bar.width() <= task.width())
    window.resize(1200, 700)
    qtbot.waitUntil(lambda: bar.geometry().bottom() == task.height() - 1)


@pytest.mark.parametrize("key", list(SECTIONS))
def test_the_manual_opens_at_the_section_of_the_page(window: MainWindow, file: Path, settle: Settle, key: str) -> None:
    open_file(window, file, settle)
    add_campaign(window)
    window.show_page(key)
    window.action("help.manual").trigger()
    manual = window.findChild(ManualWindow)
    assert manual is not None
    block = manual.browser.cursorForPosition(QPoint(20, 30)).block()
    while block.isValid() and not block.blockFormat().headingLevel():
        block = block.previous()
    assert block.text() == SECTIONS[key]
    assert block.blockFormat().topMargin() > 0
    manual.close()


def test_esc_in_a_question_changes_nothing(window: MainWindow, qtbot: QtBot, prompts: Prompts) -> None:
    prompts.answer(None)
    qtbot.mouseClick(window.welcome.state.button("空白开始"), Qt.MouseButton.LeftButton)
    assert not window.store.is_open
    assert window.area.currentWidget() is window.welcome


def test_pages_are_made_when_first_shown(window: MainWindow, file: Path, qtbot: QtBot, settle: Settle) -> None:
    open_file(window, file, settle)
    add_campaign(window)
    assert set(window.pages) <= {"overview"}
    qtbot.mouseClick(window.rail.buttons["org"], Qt.MouseButton.LeftButton)
    assert window.current_page is window.pages["org"]
    qtbot.keyClick(window, Qt.Key.Key_4, Qt.KeyboardModifier.ControlModifier)
    assert window.current_key == "grid"
    assert window.rail.buttons["grid"].isChecked()
    window.action("view.history").trigger()
    assert window.current_key == "history"
    assert not any(button.isChecked() for button in window.rail.buttons.values())


def test_every_page_shows_with_an_empty_file_and_with_a_campaign(
    window: MainWindow, file: Path, settle: Settle
) -> None:
    open_file(window, file, settle)
    for spec in PAGES:
        window.show_page(spec.key)
        settle()
    add_campaign(window)
    for spec in PAGES:
        page = window.show_page(spec.key)
        settle()
        assert page is not None and page.isVisible(), spec.key


def test_undo_and_redo_by_keys_and_by_the_message(
    window: MainWindow, file: Path, qtbot: QtBot, prompts: Prompts, settle: Settle
) -> None:
    open_file(window, file, settle)
    add_campaign(window)
    assert "新建专项工作" in window.action("edit.undo").toolTip()
    window.action("edit.undo").trigger()
    assert window.store.read(queries.campaigns) == ()
    assert prompts.said[-1] == "已撤销：新建专项工作"
    assert not window.action("edit.undo").isEnabled()
    qtbot.mouseClick(window.message_bar.action_button, Qt.MouseButton.LeftButton)
    assert len(window.store.read(queries.campaigns)) == 1
    assert prompts.said[-1] == "已重做：新建专项工作"
    qtbot.keyClick(window, Qt.Key.Key_Z, Qt.KeyboardModifier.ControlModifier)
    assert window.store.read(queries.campaigns) == ()


def test_undo_says_which_step_stands_before_it(window: MainWindow, file: Path, settle: Settle) -> None:
    open_file(window, file, settle)
    undo = window.action("edit.undo")
    assert undo.toolTip() == "没有可以撤销的步骤。"
    window.store.do("印发第2版", lambda session: None, wall=True)
    window.commands.update_turn()
    assert not undo.isEnabled()
    assert undo.toolTip().startswith("已印发第2版，之前的步骤不能再撤销。")
    page = window.show_page("history")
    assert isinstance(page, HistoryPage)
    assert page.undo_button.toolTip() == undo.toolTip()


def test_the_campaign_in_hand_is_remembered_per_file(window: MainWindow, file: Path, settle: Settle) -> None:
    open_file(window, file, settle)
    add_campaign(window, "创卫")
    second = add_campaign(window, "创文")
    assert window.context.campaign_name == "创卫"
    window.top.campaign_chosen.emit(second)
    assert window.context.campaign_name == "创文"
    window.action("file.close").trigger()
    assert window.context.campaign_id is None
    assert window.area.currentWidget() is window.welcome
    open_file(window, file, settle)
    assert window.context.campaign_id == second


def test_f4_hides_the_inspector_on_every_page(window: MainWindow, file: Path, settle: Settle) -> None:
    open_file(window, file, settle)
    add_campaign(window)

    def seen(key: str) -> bool:
        page = window.show_page(key)
        assert page is not None
        return page.inspector_visible

    assert seen("org")
    window.action("view.inspector").trigger()
    assert not seen("org")
    assert not seen("task")
    window.action("view.inspector").trigger()
    assert seen("task")


def test_the_keyboard_acts_on_the_page_shown(window: MainWindow, file: Path, qtbot: QtBot, settle: Settle) -> None:
    open_file(window, file, settle)
    add_campaign(window)
    window.store.do("新增单位", actions.create_unit, name="云溪市商务局")
    window.activateWindow()
    qtbot.waitUntil(window.isActiveWindow)
    page = window.show_page("org")
    assert page is not None
    assert isinstance(window.focusWidget(), TableView)
    window.action("view.filter").trigger()
    assert window.focusWidget() is page.head.filter
    window.show_page("grid")
    window.show_page("org")
    assert window.focusWidget() is page.head.filter


def test_search_palette_goes_to_the_record(window: MainWindow, file: Path, qtbot: QtBot, settle: Settle) -> None:
    open_file(window, file, settle)
    add_campaign(window)
    unit = window.store.do("新增单位", actions.create_unit, name="云溪市商务局", short_name="商务局").value
    qtbot.keyClick(window, Qt.Key.Key_K, Qt.KeyboardModifier.ControlModifier)
    palette = window.commands._palette
    assert palette.isVisible()
    qtbot.keyClicks(palette.line, "swj")
    qtbot.waitUntil(lambda: palette.list.model().rowCount() > 0)
    qtbot.keyClick(palette.line, Qt.Key.Key_Return)
    assert not palette.isVisible()
    assert window.current_key == "org"
    page = window.current_page
    assert page is not None
    settle()
    assert unit in [table.current_id() for table in page.findChildren(TableView)]


def test_search_without_an_answer_says_so(window: MainWindow, file: Path, qtbot: QtBot, settle: Settle) -> None:
    open_file(window, file, settle)
    window.action("view.search").trigger()
    palette = window.commands._palette
    palette.line.setText("没有的东西")
    qtbot.waitUntil(lambda: "没有找到" in palette.note.text())
    qtbot.keyClick(palette.line, Qt.Key.Key_Escape)
    assert not palette.isVisible()
    settle()


def test_shortcut_sheet_lists_the_page_too(window: MainWindow, file: Path, prompts: Prompts, settle: Settle) -> None:
    from PySide6.QtWidgets import QLabel

    open_file(window, file, settle)
    add_campaign(window)
    page = window.show_page("task")
    assert page is not None and page.page_actions
    seen: list[str] = []
    prompts.answer(lambda dialog: seen.extend(label.text() for label in dialog.findChildren(QLabel)))
    window.action("help.shortcuts").trigger()
    assert "Ctrl+K" in seen and "撤销" in seen
    assert next(action.text() for action in page.page_actions if not action.shortcut().isEmpty()) in seen


def test_operator_is_recorded_with_the_next_step(
    window: MainWindow, file: Path, qtbot: QtBot, prompts: Prompts, settle: Settle
) -> None:
    from models.history import steps

    open_file(window, file, settle)
    prompts.answer("创卫办 王芳")
    qtbot.mouseClick(window.status.operator, Qt.MouseButton.LeftButton)
    add_campaign(window)
    assert window.store.read(steps)[0].operator == "创卫办 王芳"
    assert "王芳" in window.status.operator.text()


def test_the_status_line_says_saved_with_the_step(window: MainWindow, file: Path, settle: Settle) -> None:
    open_file(window, file, settle)
    add_campaign(window)
    assert window.status.file.text().startswith(file.name + " · 已保存 ")
    assert window.status.file.text().endswith("新建专项工作")


def _buttons(window: MainWindow) -> list[QToolButton]:
    """Visible buttons of our own (a line edit has inner ones)."""
    return [
        button
        for button in window.findChildren(QToolButton)
        if button.isVisible() and not isinstance(button.parent(), QLineEdit)
    ]


@pytest.mark.parametrize("theme", ["light", "dark"])
def test_the_frame_fits_the_small_screen(
    window: MainWindow, file: Path, settle: Settle, theme: str, qapp: object
) -> None:
    from PySide6.QtWidgets import QApplication

    from ui import style

    app = QApplication.instance()
    assert isinstance(app, QApplication)
    style.apply(app, theme=style.Theme(theme))
    open_file(window, file, settle)
    add_campaign(window)
    for spec in PAGES:
        window.show_page(spec.key)
        settle()
        assert window.minimumSizeHint().width() <= 1366, spec.key
        assert window.minimumSizeHint().height() <= 768 - 40, spec.key  # less the title bar
    names = [button.accessibleName() for button in _buttons(window)]
    assert all(names), "every button has a name for readers of the screen"


@pytest.mark.parametrize(
    ("room", "size", "is_full"),
    [
        ((1920, 1040), (1366, 768), False),
        ((1366, 728), (1350, 680), True),  # 768 lines with the bar of the desktop
        ((1366, 768), (1350, 720), True),
        ((1280, 1024), (1264, 768), True),
        ((1024, 640), (1008, 600), True),
        ((800, 800), (1366, 768), False),
    ],
)
def test_the_first_window_is_not_larger_than_the_screen(
    room: tuple[int, int], size: tuple[int, int], is_full: bool
) -> None:
    found, full = first_size(QSize(*room))
    assert (found.toTuple(), full) == (size, is_full)


def test_a_first_start_on_a_small_screen_fills_it(
    settings: Settings, qtbot: QtBot, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(QScreen, "availableSize", lambda self: QSize(1366, 728))
    made = MainWindow(Store(), settings)
    qtbot.addWidget(made)
    assert made.windowState() & Qt.WindowState.WindowMaximized
    settings.set("window", bytes(made.saveGeometry().toHex().data()).decode())
    made.setWindowState(Qt.WindowState.WindowNoState)
    settings.set("window", bytes(made.saveGeometry().toHex().data()).decode())
    again = MainWindow(Store(), settings)
    qtbot.addWidget(again)
    assert not again.windowState() & Qt.WindowState.WindowMaximized
