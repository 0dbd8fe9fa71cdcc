"""A sheet beside the draft: as its user sees it, lit, clicked, and its columns said to mean something else."""

from __future__ import annotations

from typing import Any

import pytest
from PySide6.QtCore import QPoint, Qt
from PySide6.QtWidgets import QMenu
from pytestqt.qtbot import QtBot

from models.intake.draft import Duty
from models.intake.loaders.text import source_of_text
from models.intake.review import Block
from models.intake.source import Paragraph, Sheet, Source, Spot, Table
from ui.intake.grid import grids_of, place_of_cell
from ui.intake.page import IntakePage
from ui.intake.reading import Origin, Reading
from ui.intake.sheet_layout import SheetLayout
from ui.intake.sheet_view import SheetView
from ui.intake.thumbnails import Thumbnails

HEADS = ("序号", "工作任务", "牵头单位", "配合单位", "完成时限", "备注")
ROWS = (
    ("云溪市农贸市场整治任务分解表", "", "", "", "", ""),
    HEADS,
    ("1", "清理占道经营", "市城管局", "市商务局", "5月底前", ""),
    ("2", "隐藏的任务", "市水务局", "", "", ""),
    ("3", "改造市场棚顶", "市商务局", "市住建局", "2026年10月底前", ""),
    ("4", "增设垃圾桶", "", "", "6月底前", ""),
)
SHEET = Sheet(
    "任务", ROWS, merges=((1, 1, 1, 6), (5, 3, 6, 3)), hidden_rows=frozenset((4,)), hidden_columns=frozenset((6,))
)


def reading_of_sheet(*sheets: Sheet, pictures: tuple[tuple[str, bytes], ...] = ()) -> Reading:
    """What the child would answer for a workbook."""
    from models.intake.reading import read_source

    source = Source("任务.xlsx", "xlsx", (), sheets=sheets, pictures=pictures)
    return Reading(Origin("任务.xlsx"), source, read_source(source))


@pytest.fixture
def sheet_page(page: IntakePage) -> IntakePage:
    """The page with a workbook under review."""
    page.show_read((reading_of_sheet(SHEET),))
    return page


def view_of(page: IntakePage) -> SheetView:
    return page.source.sheet


@pytest.mark.parametrize(
    ("name", "place"), [("A1", (1, 1)), ("B7", (7, 2)), ("AA10", (10, 27)), ("a1", None), ("", None), ("17", None)]
)
def test_cells_by_their_names(name: str, place: tuple[int, int] | None) -> None:
    assert place_of_cell(name) == place


def test_a_grid_shows_what_the_sheet_shows() -> None:
    (grid,) = grids_of(Source("任务.xlsx", "xlsx", (), sheets=(SHEET,)))
    assert grid.rows == (1, 2, 3, 5, 6) and grid.columns == (1, 2, 3, 4, 5)
    assert grid.hidden_words == "表里隐藏的第 4 行、F 列没有显示，也没有读入。"
    assert grid.merge_at(6, 3) == (5, 3, 6, 3) and grid.merge_at(3, 2) == (3, 2, 3, 2)
    assert grid.spot_of(5, 2) == Spot(0, "任务", "B5")
    assert grid.place_of(Spot(0, "任务", "B5")) == (5, 2)
    assert grid.place_of(Spot(0, "别的表", "B5")) is None and grid.place_of(Spot(3)) is None


def test_a_table_of_a_document_is_a_grid_by_paragraphs() -> None:
    texts = (("序号", "任务"), ("1", "清扫"), ("2", "清扫"))
    paragraphs = tuple(
        Paragraph(at * 2 + over + 1, text, cell=(0, at, over))
        for at, row in enumerate(texts)
        for over, text in enumerate(row)
    )
    table = Table(texts, (1, 3, 5), frozenset(((2, 1),)), 1, 6)
    (grid,) = grids_of(Source("表.docx", "docx", paragraphs, (table,)))
    assert grid.name == "表 1" and grid.sheet.merges == ((2, 2, 3, 2),)
    assert grid.text(3, 2) == "" and grid.text(2, 2) == "清扫"
    assert grid.place_of(Spot(5)) == (3, 1) and grid.spot_of(2, 1) == Spot(3)


def test_ten_thousand_rows_are_laid_out_and_found() -> None:
    rows = tuple((str(at), "道路破损" * (at % 9)) for at in range(1, 10_001))
    layout = SheetLayout(grids_of(Source("大.xlsx", "xlsx", (), sheets=(Sheet("大", rows),)))[0])
    for row in (1, 777, 10_000):
        rect = layout.rect((row, 2, row, 2))
        assert layout.place_at(rect.center().x(), rect.center().y()) == (row, 2)
    assert layout.place_at(layout.width + 1, 1) is None


def test_the_current_row_is_lit_in_the_sheet(sheet_page: IntakePage) -> None:
    desk, view = sheet_page.desk, view_of(sheet_page)
    review = sheet_page.review
    assert review is not None
    rows = review.rows(Block.TASKS)
    assert [item.value.title for item in rows] == ["清理占道经营", "改造市场棚顶", "增设垃圾桶"]
    desk.select(rows[1].id)
    assert view.lights.band == {5} and view.lights.cell == (5, 2)
    assert {3, 5, 6} <= view.lights.marked and not 4 & len(view.lights.marked & {4})
    desk.table.select_id(rows[1].id, "deadline")
    assert view.lights.cell == (5, 5)


def test_a_click_in_the_sheet_selects_the_row(sheet_page: IntakePage, qtbot: QtBot) -> None:
    view = view_of(sheet_page)
    point = view.cell_rect((6, 2)).center()
    qtbot.mouseClick(view.viewport(), Qt.MouseButton.LeftButton, pos=point)
    item = sheet_page.desk.current_item()
    assert item is not None and item.value.title == "增设垃圾桶"
    assert view.lights.cursor == (6, 2)


def test_the_keyboard_walks_the_sheet(sheet_page: IntakePage, qtbot: QtBot) -> None:
    view = view_of(sheet_page)
    sheet_page.find_action("intake.source").trigger()  # type: ignore[union-attr]
    assert view.hasFocus()
    view._set_cursor((3, 2))
    for key in (Qt.Key.Key_Down, Qt.Key.Key_Right):
        qtbot.keyClick(view, key)
    assert view.lights.cursor == (5, 3)  # the hidden row is stepped over
    qtbot.keyClick(view, Qt.Key.Key_Down)
    assert view.lights.cursor == (5, 3)  # the merged cell ends the sheet
    assert view.accessibleDescription() == "C5：市商务局"
    qtbot.keyClick(view, Qt.Key.Key_Return)
    item = sheet_page.desk.current_item()
    assert item is not None and item.value.title == "改造市场棚顶"


def test_chips_say_what_the_columns_mean(sheet_page: IntakePage) -> None:
    meanings = view_of(sheet_page).lights.meanings
    assert [meanings[column].text for column in (1, 2, 3, 4, 5)] == ["序号", "任务", "牵头单位", "配合单位", "完成时限"]
    assert view_of(sheet_page).lights.heads == {2}


def menu_on(page: IntakePage, column: int, qtbot: QtBot) -> QMenu:
    view = view_of(page)
    view._set_cursor((3, column))
    qtbot.keyClick(view, Qt.Key.Key_Down, Qt.KeyboardModifier.AltModifier)
    menus = [menu for menu in page.source.findChildren(QMenu) if menu.isVisible() and not menu.title()]
    assert menus
    return menus[-1]


def read_in_process(page: IntakePage, monkeypatch: pytest.MonkeyPatch) -> None:
    """Reading again without a child process."""
    from dataclasses import replace

    from models.intake.reading import read_source
    from ui.intake import reader

    def again(reading: Reading, wishes: Any, report: Any) -> Reading:
        return replace(reading, draft=read_source(reading.source, wishes))

    monkeypatch.setattr(reader, "read_again", again)


def test_a_column_is_read_as_something_else_from_its_menu(
    sheet_page: IntakePage, monkeypatch: pytest.MonkeyPatch, prompts: Any, qtbot: QtBot
) -> None:
    read_in_process(sheet_page, monkeypatch)
    menu = menu_on(sheet_page, 4, qtbot)
    chosen = next(action for action in menu.actions() if action.isChecked())
    assert chosen.text() == "配合单位"
    next(action for action in menu.actions() if action.text() == "督导单位").trigger()
    menu.close()
    qtbot.waitUntil(lambda: view_of(sheet_page).lights.meanings[4].text == "督导单位", timeout=10_000)
    review = sheet_page.review
    assert review is not None
    assert review.rows(Block.TASKS)[0].value.of(Duty.OVERSEE) == ("市商务局",)
    assert "“配合单位”一列读作“督导单位”" in prompts.said[-1] and "已记住这种表样" in prompts.said[-1]
    sheet_page.finishing.take_back()
    assert review.rows(Block.TASKS)[0].value.of(Duty.SUPPORT) == ("市商务局",)
    assert view_of(sheet_page).lights.meanings[4].text == "配合单位"


def test_a_chip_is_dragged_onto_another_column(
    sheet_page: IntakePage, monkeypatch: pytest.MonkeyPatch, qtbot: QtBot
) -> None:
    read_in_process(sheet_page, monkeypatch)
    view = view_of(sheet_page)
    start, end = view.chip_rect(3).center(), view.chip_rect(4).center()
    port = view.viewport()
    qtbot.mousePress(port, Qt.MouseButton.LeftButton, pos=start)
    qtbot.mouseMove(port, start + QPoint(20, 0))
    qtbot.mouseMove(port, end)
    assert view.lights.dragged == 3 and view.lights.over == 4
    qtbot.mouseRelease(port, Qt.MouseButton.LeftButton, pos=end)
    qtbot.waitUntil(lambda: view.lights.meanings[4].text == "牵头单位", timeout=10_000)
    assert view.lights.meanings[3].text == "配合单位"
    review = sheet_page.review
    assert review is not None
    assert review.rows(Block.TASKS)[0].value.of(Duty.LEAD) == ("市商务局",)


def test_a_row_of_a_sheet_becomes_something_by_hand(sheet_page: IntakePage) -> None:
    sheet_page.source.assigned.emit(Block.PROBLEMS, Spot(0, "任务", "B3"))
    item = sheet_page.desk.current_item()
    assert item is not None and item.block is Block.PROBLEMS
    assert item.spot == Spot(0, "任务", "B3")


def test_tabs_lead_to_the_sheets_and_follow_the_draft(page: IntakePage) -> None:
    second = Sheet(
        "人员", (("姓名", "职务", "电话"), ("沈一航", "主任", "13900000001"), ("何岚", "科长", "13900000002"))
    )
    page.show_read((reading_of_sheet(SHEET, second),))
    assert [page.source.tabs.tabText(at) for at in range(page.source.tabs.count())] == ["任务", "人员"]
    assert page.source.tabs.isVisible() and page.source.note.isVisible()
    page.source.tabs.setCurrentIndex(1)
    assert page.source.grid is not None and page.source.grid.name == "人员"
    assert not page.source.note.isVisible()
    review = page.review
    assert review is not None
    page.desk.select(review.rows(Block.TASKS)[0].id)
    assert page.source.grid.name == "任务"


def test_the_menu_of_a_sheet_row_offers_units_of_the_current_task(sheet_page: IntakePage, qtbot: QtBot) -> None:
    review = sheet_page.review
    assert review is not None
    task = review.rows(Block.TASKS)[2]
    sheet_page.desk.select(task.id)
    view_of(sheet_page).menu_requested.emit(3, 3, sheet_page.mapToGlobal(QPoint(50, 50)))
    menu = next(one for one in sheet_page.source.findChildren(QMenu) if one.isVisible() and not one.title())
    words = [action.text() for action in menu.actions()]
    assert words[0] == "这一行是任务" and "这一行写的是“增设垃圾桶”的单位" in words
    menu.close()
    sheet_page.source.units_assigned.emit(Duty.SUPPORT, Spot(0, "任务", "C3"))
    assert review.item(task.id).value.of(Duty.SUPPORT)


def test_scrolling_carries_the_other_side_along(page: IntakePage, qtbot: QtBot) -> None:
    rows = (HEADS, *((str(at), f"第{at}号点位清理", "市城管局", "", "5月底前", "") for at in range(1, 121)))
    page.show_read((reading_of_sheet(Sheet("任务", rows)),))
    page.desk.show_block(Block.TASKS)
    bar = page.desk.table.verticalScrollBar()
    bar.setSliderPosition(bar.maximum())
    bar.triggerAction(bar.SliderAction.SliderMove)
    qtbot.waitUntil(lambda: view_of(page).top_row() > 60)
    page.source.follow.setChecked(False)
    kept = view_of(page).top_row()
    bar.setSliderPosition(0)
    bar.triggerAction(bar.SliderAction.SliderMove)
    qtbot.wait(50)
    assert view_of(page).top_row() == kept
    page.source.follow.setChecked(True)
    own = view_of(page).verticalScrollBar()
    own.setSliderPosition(own.maximum() // 2)
    own.triggerAction(own.SliderAction.SliderMove)
    qtbot.waitUntil(lambda: bar.value() > 10)


def test_a_picture_that_is_none_is_left_out() -> None:
    from PySide6.QtCore import QSize

    pictures = Thumbnails((("坏.png", b"no picture"), ("空.png", b"")))
    assert pictures.picture("坏.png", QSize(50, 50)).isNull()
    assert pictures.picture("没有.png", QSize(50, 50)).isNull()


def test_text_has_no_tabs(page: IntakePage, plan: str) -> None:
    from models.intake.reading import read_source

    source = source_of_text(plan, "方案.txt", "text")
    page.show_read((Reading(Origin("方案.txt", text=plan), source, read_source(source)),))
    assert not page.source.tabs.isVisible() and page.source.grid is None
