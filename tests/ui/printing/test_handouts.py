"""Split prints: the list of who gets a sheet, copies for each, and the parts handed to the printer."""

from __future__ import annotations

from collections.abc import Callable
from functools import partial
from typing import Any

import pytest
from PySide6.QtCore import Qt
from PySide6.QtWidgets import QApplication, QLineEdit
from pytestqt.qtbot import QtBot

from models.errors import Cancelled, Condition
from models.papers import printers as cups
from models.papers.pdf import page_count, page_text
from models.papers.printers import JobState, Printer, PrintOptions
from models.papers.render import render_sheets
from models.task.papers import View
from tests.models.papers.samples import make_sheet
from tests.ui.conftest import Prompts
from tests.ui.printing.conftest import WAIT_MS, Drawn
from ui.printing import machine
from ui.printing.handouts import COPIES, NAME, PAGES, Handout
from ui.printing.handouts_box import HandoutsBox
from ui.printing.page import PrintingPage
from ui.printing.print_run import Batch, send_parts
from ui.printing.subject import HandedOut
from ui.printing.wish import PrintWish

NAMES = ("市公安局", "市商务局", "市城管局", "市卫健委")


@pytest.fixture
def box(qtbot: QtBot, shown: Callable[[Any], Any]) -> HandoutsBox:
    made: HandoutsBox = shown(HandoutsBox())
    made.set_handouts([Handout(at, name, 10 + at) for at, name in enumerate(NAMES)], "单位")
    return made


def test_the_list_counts_what_is_chosen(box: HandoutsBox, qtbot: QtBot) -> None:
    assert box.sum.text() == "已选 4 / 4"
    box.set_pages({0: 1, 1: 2, 2: 3, 3: 4})
    assert box.sum.text() == "已选 4 / 4，10 页"
    with qtbot.waitSignal(box.ticked_changed):
        box.model.setData(box.model.index(3, NAME), Qt.CheckState.Unchecked, Qt.ItemDataRole.CheckStateRole)
    assert box.ticked() == [0, 1, 2]
    assert box.model.index(3, PAGES).data() == ""
    with qtbot.waitSignal(box.copies_changed):
        assert box.model.setData(box.model.index(2, COPIES), "3")
    assert box.copies_of() == {2: 3}
    assert box.sum.text() == "已选 3 / 4，6 页；连份数 5 份 12 页"


@pytest.mark.parametrize("typed", ["0", "100", "-1", "两", "1.5", ""])
def test_copies_that_are_none_are_not_taken(box: HandoutsBox, typed: str) -> None:
    assert not box.model.setData(box.model.index(0, COPIES), typed)
    assert box.copies_of() == {}


def test_keys_tick_and_set_copies(box: HandoutsBox, qtbot: QtBot) -> None:
    box.table.selectRow(1)
    box.table.setCurrentIndex(box.model.index(1, NAME))
    qtbot.keyClick(box.table, Qt.Key.Key_Space)
    assert box.ticked() == [0, 2, 3]
    qtbot.keyClicks(box.table, "4")
    editor = QApplication.focusWidget()
    assert isinstance(editor, QLineEdit) and editor.text() == "4"
    qtbot.keyClick(editor, Qt.Key.Key_Return)
    qtbot.waitUntil(lambda: box.copies_of() == {1: 4})


def test_one_number_for_all(box: HandoutsBox, qtbot: QtBot) -> None:
    with qtbot.waitSignals([box.copies_changed]):
        box.copies.setValue(2)
    assert box.copies_of() == {0: 2, 1: 2, 2: 2, 3: 2}


def test_a_filter_limits_what_the_links_tick(box: HandoutsBox) -> None:
    box.filter.setText("商务")
    assert [box.table.isRowHidden(row) for row in range(4)] == [True, False, True, True]
    box.none.click()
    assert box.ticked() == [0, 2, 3]


# ---- the parts of a print -----------------------------------------------------------------------------------

PARTS = (HandedOut("目录", 0, 1), HandedOut("市公安局", 1, 1, 3), HandedOut("市商务局", 2, 1, 2))


@pytest.fixture(scope="module")
def pdf() -> bytes:
    return render_sheets([make_sheet([[20]]) for _ in PARTS])


def test_each_part_is_a_job_of_its_own(pdf: bytes) -> None:
    jobs: list[tuple[int, str, PrintOptions]] = []

    def send(piece: bytes, title: str, options: PrintOptions, report: Any) -> str:
        jobs.append((page_count(piece), title, options))
        return f"Office-{len(jobs)}"

    sent = send_parts(pdf, PARTS, "分解表", PrintOptions(tray="Tray2"), send, lambda *_: None)
    assert [(pages, title, options.copies, options.tray) for pages, title, options in jobs] == [
        (1, "分解表 目录", 1, "Tray2"),
        (1, "分解表 市公安局", 3, "Tray2"),
        (1, "分解表 市商务局", 2, "Tray2"),
    ]
    assert sent.jobs == (("Office-1", "目录"), ("Office-2", "市公安局"), ("Office-3", "市商务局"))
    assert sent.words("Office") == "已把 3 份材料（按份数 6 份，共 6 页）交给打印机“Office”。"


@pytest.mark.parametrize(
    ("fault", "words"),
    [(Cancelled(), "打印已停下"), (Condition("打印机没有纸。", ""), "打印机没有纸")],
)
def test_what_was_handed_over_before_it_broke_off_is_said(pdf: bytes, fault: Exception, words: str) -> None:
    def send(piece: bytes, title: str, options: PrintOptions, report: Any) -> str:
        if "商务" in title:
            raise fault
        return "Office-1"

    sent = send_parts(pdf, PARTS, "分解表", PrintOptions(), send, lambda *_: None)
    said = sent.words("Office")
    assert said.startswith(words) and "最后一份是“市公安局”；其余 1 份没有打印。" in said


@pytest.mark.parametrize(
    ("states", "kind", "words"),
    [
        ((JobState.DONE, JobState.DONE), "ok", "2 份材料已全部打印"),
        ((JobState.DONE, JobState.FAILED), "warning", "“乙” 1 份没有打完"),
        ((JobState.UNKNOWN, JobState.DONE), "warning", "请到打印机查看"),
    ],
)
def test_a_batch_is_told_of_in_one_sentence(states: tuple[JobState, ...], kind: str, words: str) -> None:
    batch = Batch("分解表", [("a-1", "甲"), ("a-2", "乙")])
    batch.end("a-1", states[0])
    before = batch.has_ended
    batch.end("a-2", states[1])
    assert (before, batch.has_ended) == (False, True)
    assert batch.words()[1] == kind and words in batch.words()[0]


# ---- on the page --------------------------------------------------------------------------------------------


def test_every_view_is_drawn(page: PrintingPage, drawn: Drawn) -> None:
    for view, heading in ((View.PERSON, "责任人"), (View.CELL, "所在区域"), (View.DEADLINE, "时限")):
        drawn(partial(page.goto, None, {"by": view.value, "split": "whole"}))
        assert page.made is not None and heading in page_text(page.made.pdf, 0)
        assert page.panel.handouts.isHidden() and page.panel.view_section.gaps.isVisibleTo(page)
    drawn(lambda: page.goto(None, {"by": "deadline", "split": "part"}))
    months = [row.name for row in page.panel.handouts.model.handouts]
    assert page.made is not None and len(page.made.page_counts) == len(months) > 3
    assert f"{len(months)} 个月份" in page.head.count.text()


def test_pledges_go_out_unit_by_unit(page: PrintingPage, drawn: Drawn) -> None:
    drawn(partial(page.goto, None, PrintWish("pledge", {"cover": True, "copies": 2})))
    assert page.made is not None and page.subject is not None and page._paper is not None
    parts = page.subject.handed_out(page._paper, page.made)
    assert (parts[0].name, parts[0].copies) == ("签收目录", 1)
    assert len(parts) == len(page.made.page_counts) + 1 and {part.copies for part in parts[1:]} == {2}
    last = parts[-1]
    assert last.first + last.pages == page_count(page.made.pdf)
    assert last.name in page_text(page.made.pdf, 0) + page_text(page.made.pdf, page.made.cover_pages - 1)
    assert page.exports.actions["each_pdf"].text() == "每个单位一个PDF…"


def test_a_split_print_goes_out_part_by_part(
    page: PrintingPage, drawn: Drawn, prompts: Prompts, qtbot: QtBot, monkeypatch: pytest.MonkeyPatch
) -> None:
    jobs: list[tuple[bytes, str, PrintOptions]] = []

    def take(pdf: bytes, printer: str, title: str, options: PrintOptions) -> str:
        jobs.append((pdf, title, options))
        return f"Office-{len(jobs)}"

    monkeypatch.setattr(machine, "ON_WINDOWS", False)
    monkeypatch.setattr(machine, "LOOK_EVERY_MS", 20)
    monkeypatch.setattr(cups, "printers", lambda: (Printer("Office", True, True),))
    monkeypatch.setattr(cups, "trays", lambda name: ())
    monkeypatch.setattr(cups, "print_pdf", take)
    monkeypatch.setattr(cups, "job_state", lambda job: JobState.DONE)
    drawn(lambda: page.goto(None, {"by": "unit"}))
    three = page.panel.handouts.ticked()[:3]
    drawn(lambda: page.goto(None, {"by": "unit", "unit_ids": three}))
    model = page.panel.handouts.model
    with qtbot.assertNotEmitted(page.preview.begun, wait=300):  # copies change nothing on the paper
        assert model.setData(model.index(1, COPIES), "4")
    asked: list[bool] = []
    prompts.answer(lambda form: asked.append(form.copies.isHidden()))
    page.print_button.click()
    qtbot.waitUntil(lambda: any("已全部打印" in text for text in prompts.said), timeout=WAIT_MS)
    assert asked == [True]
    assert [options.copies for _, _, options in jobs] == [1, 1, 4, 1]
    assert [title.rpartition(" ")[2] for _, title, _ in jobs] == [
        "分发目录",
        *(row.name for row in model.handouts if row.key in three),
    ]
    assert page.made is not None
    assert [page_count(pdf) for pdf, _, _ in jobs] == [page.made.cover_pages, *page.made.page_counts]
    drawn(lambda: page.goto(None, {"by": "unit", "unit_ids": three[:2]}))
    assert page.panel.choices.copies == ((str(three[1]), 4),)
