"""From the button to the paper: the form, the job handed over and followed, pages drawn into a QPrinter."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path
from typing import Any

import pytest
from pytestqt.qtbot import QtBot

from models.errors import Cancelled, Condition
from models.papers import printers as cups
from models.papers.pdf import page_count, page_sizes
from models.papers.printers import Choice, JobState, Printer, PrintOptions, Sides, page_numbers
from models.papers.render import render_pdf
from models.papers.sheet import Paper, Profile
from tests.models.papers.samples import make_sheet
from tests.ui.conftest import Prompts
from tests.ui.printing.conftest import WAIT_MS
from ui.printing import machine
from ui.printing.page import PrintingPage
from ui.printing.print_form import PrintForm
from ui.printing.windows import print_pdf

PRINTERS = (Printer("Office", True, True), Printer("Corridor", False, False))


@pytest.mark.parametrize(
    ("text", "numbers"),
    [
        ("", [0, 1, 2, 3, 4]),
        ("2", [1]),
        ("1-3,5", [0, 1, 2, 4]),
        ("１", [0]),
        ("4－5，1", [3, 4, 0]),
        (" 2 - 3 ", [1, 2]),
    ],
)
def test_page_numbers(text: str, numbers: list[int]) -> None:
    assert page_numbers(text, 5) == numbers


@pytest.mark.parametrize("text", ["0", "6", "3-2", "a", "1-", "1--2", "-1", "1,,2", "2-9"])
def test_page_numbers_that_are_none(text: str) -> None:
    with pytest.raises(Condition, match=r"不是页码范围|没有第"):
        page_numbers(text, 5)


def form_of(qtbot: QtBot, **more: Any) -> PrintForm:
    values: dict[str, Any] = {"is_landscape": True, "last": {}} | more
    form = PrintForm(PRINTERS, 7, Paper.A4, **values)
    qtbot.addWidget(form)
    return form


def test_form_gives_the_order(qtbot: QtBot) -> None:
    form = form_of(qtbot, last={"printer": "Corridor", "sides": Sides.SHORT_EDGE.value, "other": 1})
    assert form.printer.currentData() == "Corridor"
    assert form.printer.currentText() == "Corridor，已停止"
    form.set_trays((Choice("Tray2", True),), "Corridor")
    form.copies.setValue(3)
    form.tray.setCurrentIndex(1)
    form.range.setText("2－3")
    assert form.why_not() is None
    order = form.value()
    assert order.printer == "Corridor"
    assert order.options == PrintOptions(3, Sides.SHORT_EDGE, Paper.A4, "Tray2", "2,3")
    form.range.setText("9")
    refusal = form.why_not()
    assert refusal is not None and "共 7 页" in refusal.sentence


def test_form_without_trays(qtbot: QtBot) -> None:
    form = form_of(qtbot)
    assert not form.tray.isEnabled()
    assert form.value().options == PrintOptions()


def test_trays_belong_to_the_printer_in_hand(qtbot: QtBot) -> None:
    form = form_of(qtbot)
    with qtbot.waitSignal(form.trays_wanted) as wanted:
        form.printer.setCurrentIndex(1)
    assert wanted.args == ["Corridor"]
    form.set_trays((Choice("Upper", True),), "Office")  # came late
    assert form.tray.count() == 1
    form.set_trays((Choice("Lower", True), Choice("Upper", False)), "Corridor")
    assert form.tray.isEnabled()
    form.printer.setCurrentIndex(0)
    assert form.tray.count() == 1


@pytest.fixture
def desk_printer(monkeypatch: pytest.MonkeyPatch) -> dict[str, Any]:
    """A printing service of plain functions: what came in, and what it answers."""
    said: dict[str, Any] = {"state": JobState.WAITING, "jobs": []}

    def take(pdf: bytes, printer: str, title: str, options: PrintOptions) -> str:
        said["jobs"].append((pdf, printer, title, options))
        return "Office-1"

    monkeypatch.setattr(machine, "ON_WINDOWS", False)
    monkeypatch.setattr(machine, "LOOK_EVERY_MS", 20)
    monkeypatch.setattr(cups, "printers", lambda: PRINTERS)
    monkeypatch.setattr(cups, "trays", lambda name: ())
    monkeypatch.setattr(cups, "print_pdf", take)
    monkeypatch.setattr(cups, "job_state", lambda job: said["state"])
    return said


def accept(form: Any) -> None:
    form.copies.setValue(2)


@pytest.mark.parametrize(
    ("state", "words"),
    [
        (JobState.DONE, "已打印"),
        (JobState.CANCELLED, "没有记为已打印"),
        (JobState.STOPPED, "打印机已停止"),
        (JobState.FAILED, "没有打完"),
        (JobState.UNKNOWN, "请到打印机查看"),
    ],
)
def test_job_is_followed_to_its_end(
    page: PrintingPage, prompts: Prompts, qtbot: QtBot, desk_printer: dict[str, Any], state: JobState, words: str
) -> None:
    prompts.answer(accept)
    page.print_button.click()
    qtbot.waitUntil(lambda: any("交给打印机“Office”" in text for text in prompts.said), timeout=WAIT_MS)
    ((pdf, printer, title, options),) = desk_printer["jobs"]
    assert page.made is not None and pdf == page.made.pdf
    assert (printer, options.copies) == ("Office", 2)
    assert "责任分解表" in title
    assert not any("已打印" in text for text in prompts.said)
    desk_printer["state"] = state
    qtbot.waitUntil(lambda: words in prompts.said[-1], timeout=WAIT_MS)


def test_no_printer_at_all(
    page: PrintingPage, prompts: Prompts, qtbot: QtBot, desk_printer: dict[str, Any], monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(cups, "printers", lambda: ())
    page.print_button.click()
    qtbot.waitUntil(lambda: any("没有找到打印机" in text for text in prompts.said), timeout=WAIT_MS)


def heard() -> tuple[list[int], Callable[..., None]]:
    done: list[int] = []

    def report(number: int, total: int, text: str = "") -> None:
        done.append(number)

    return done, report


@pytest.mark.parametrize("landscape", [True, False])
def test_pages_drawn_into_a_qprinter(qapp: object, tmp_path: Path, landscape: bool) -> None:
    pdf = render_pdf(make_sheet([[200] * 40], profile=Profile(landscape=landscape)))
    assert page_count(pdf) >= 3
    done, report = heard()
    target = tmp_path / "out.pdf"
    print_pdf(pdf, "", "表", PrintOptions(pages="1,3"), report, to_file=str(target))
    printed = target.read_bytes()
    assert page_count(printed) == 2
    assert done == [0, 1, 2]
    width, height = page_sizes(printed)[1]
    assert (width > height) == landscape
    assert max(width, height) == pytest.approx(842, abs=2)


def test_windows_printer_that_is_gone(qapp: object) -> None:
    with pytest.raises(Condition, match="找不到打印机"):
        print_pdf(render_pdf(make_sheet([[10]])), "no such printer", "表", PrintOptions(), heard()[1])


def test_drawing_is_cancelled_between_pages(qapp: object, tmp_path: Path) -> None:
    def stop(number: int, total: int, text: str = "") -> None:
        if number == 1:
            raise Cancelled

    pdf = render_pdf(make_sheet([[200] * 40]))
    with pytest.raises(Cancelled):
        print_pdf(pdf, "", "表", PrintOptions(), stop, to_file=str(tmp_path / "out.pdf"))
