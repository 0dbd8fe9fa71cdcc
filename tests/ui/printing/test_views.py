"""Desk, thumbnails and lists: what is drawn, what a key or a click does."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

import pytest
from PySide6.QtCore import QPoint, QSizeF, Qt
from pytestqt.qtbot import QtBot

from models.papers.pdf import page_count
from models.papers.render import render_pdf
from tests.models.papers.samples import make_sheet
from ui.printing.checklist import CheckList, Entry
from ui.printing.desk import Desk, Thumbnails
from ui.printing.pages import PageArtist, PrintedPages

A4 = QSizeF(841.9, 595.3)


@pytest.fixture(scope="module")
def pdf() -> bytes:
    return render_pdf(make_sheet([[150] * 60]))


def test_pages_come_in_parts_in_any_order() -> None:
    pages = PrintedPages(A4, 10)
    pages.add(4, 3, b"second")
    pages.add(0, 4, b"first")
    assert pages.source(0) == (b"first", 0)
    assert pages.source(6) == (b"second", 2)
    assert pages.source(7) is None
    assert pages.total == 10
    pages.add(7, 5, b"third")
    assert pages.total == 12


@pytest.fixture
def desk(pdf: bytes, qtbot: QtBot, shown: Callable[[Any], Any]) -> Desk:
    artist = PageArtist()
    desk: Desk = shown(Desk(artist))
    artist.setParent(desk)
    pages = PrintedPages(A4)
    pages.add(0, page_count(pdf), pdf)
    artist.set_pages(pages)
    desk.refresh()
    qtbot.waitUntil(lambda: artist.has(0, desk.dpi()))
    return desk


def test_only_pages_near_the_view_are_drawn(desk: Desk, qtbot: QtBot) -> None:
    artist = desk._artist
    assert artist.pages.total > 5
    qtbot.waitUntil(lambda: artist.has(desk.pages_in_view().stop, desk.dpi()))
    assert artist.image(artist.pages.total - 1, desk.dpi()) is None
    qtbot.keyClick(desk, Qt.Key.Key_End)
    assert desk.current == artist.pages.total - 1
    qtbot.waitUntil(lambda: artist.has(artist.pages.total - 1, desk.dpi()))


def test_keys_walk_and_zoom(desk: Desk, qtbot: QtBot) -> None:
    qtbot.keyClick(desk, Qt.Key.Key_PageDown)
    qtbot.keyClick(desk, Qt.Key.Key_PageDown)
    assert desk.current == 2
    qtbot.keyClick(desk, Qt.Key.Key_PageUp)
    assert desk.current == 1
    qtbot.keyClick(desk, Qt.Key.Key_Home)
    assert desk.current == 0
    before = desk.zoom
    qtbot.keyClick(desk, Qt.Key.Key_Plus)
    assert desk.zoom > before
    assert desk.horizontalScrollBar().maximum() > 0
    qtbot.keyClick(desk, Qt.Key.Key_0)
    assert desk.fits_width
    assert desk.horizontalScrollBar().maximum() == 0
    qtbot.keyClick(desk, Qt.Key.Key_9)
    assert desk.fits_page and desk.page_size().height() <= desk.viewport().height()
    desk.resize(desk.width(), desk.height() // 2)
    assert desk.page_size().height() <= desk.viewport().height()
    qtbot.keyClick(desk, Qt.Key.Key_0)
    for _ in range(20):
        qtbot.keyClick(desk, Qt.Key.Key_Minus)
    assert desk.zoom == pytest.approx(0.25, rel=0.02)


def test_scrolling_changes_the_page_in_hand(desk: Desk, qtbot: QtBot) -> None:
    with qtbot.waitSignal(desk.current_changed):
        desk.verticalScrollBar().setValue(desk.page_rect(3).top())
    assert desk.current == 3


def test_old_image_stays_until_the_new_print_is_drawn(desk: Desk, pdf: bytes, qtbot: QtBot) -> None:
    artist, dpi = desk._artist, desk.dpi()
    old = artist.image(0, dpi)
    pages = PrintedPages(A4, page_count(pdf))
    artist.set_pages(pages)
    assert artist.image(0, dpi) is old
    assert not artist.has(0, dpi)
    pages.add(0, page_count(pdf), pdf)
    desk.refresh()
    qtbot.waitUntil(lambda: artist.has(0, dpi))
    assert artist.image(0, dpi) is not old


def test_thumbnail_clicked_is_chosen(desk: Desk, qtbot: QtBot, shown: Callable[[Any], Any]) -> None:
    small: Thumbnails = shown(Thumbnails(desk._artist))
    small.resize(120, 600)
    small.refresh()
    with qtbot.waitSignal(small.chosen) as chosen:
        qtbot.mouseClick(small.viewport(), Qt.MouseButton.LeftButton, pos=small.page_rect(2).center())
    assert chosen.args == [2]
    small.show_current(desk._artist.pages.total - 1)
    assert small.pages_in_view().stop == desk._artist.pages.total
    with qtbot.waitSignal(small.chosen) as chosen:
        qtbot.keyClick(small, Qt.Key.Key_Up)
    assert chosen.args == [desk._artist.pages.total - 2]


@pytest.fixture
def ticks(shown: Callable[[Any], Any]) -> CheckList:
    made: CheckList = shown(CheckList("列", movable=True))
    made.resize(300, 230)
    made.set_entries([Entry(key, key.upper(), key != "c", "3 项" if key == "a" else "") for key in "abcd"])
    return made


def test_ticks_and_notes(ticks: CheckList, qtbot: QtBot) -> None:
    assert ticks.ticked() == ["a", "b", "d"]
    assert ticks.item(0).text() == "A　3 项"
    with qtbot.waitSignal(ticks.changed):
        box = ticks.visualItemRect(ticks.item(2))
        qtbot.mouseClick(ticks.viewport(), Qt.MouseButton.LeftButton, pos=box.topLeft() + QPoint(16, box.height() // 2))
    assert ticks.ticked() == ["a", "b", "c", "d"]


def test_order_by_keys(ticks: CheckList, qtbot: QtBot) -> None:
    ticks.setCurrentRow(0)
    with qtbot.waitSignal(ticks.changed):
        qtbot.keyClick(ticks, Qt.Key.Key_Down, Qt.KeyboardModifier.AltModifier)
    assert ticks.ticked() == ["b", "a", "d"]
    assert ticks.currentRow() == 1
    ticks.setCurrentRow(0)
    with qtbot.assertNotEmitted(ticks.changed):
        qtbot.keyClick(ticks, Qt.Key.Key_Up, Qt.KeyboardModifier.AltModifier)
