"""Printing: the PDF reaches the queue byte for byte; a printer that is gone, stopped or cancelled is said so."""

import os
import shutil
import sys
import time
from collections.abc import Callable, Iterator
from pathlib import Path
from tempfile import mkdtemp

import pytest

from models.errors import Condition
from models.papers import printers
from models.papers.printers import JobState, PrintOptions, Sides
from models.papers.sheet import Paper
from tests.models.papers.cups import PrivateCups, why_no_cups

PDF = b"%PDF-1.7 a paper"

pytestmark = pytest.mark.skipif(sys.platform == "win32", reason="CUPS is not on Windows")


@pytest.fixture(scope="module")
def cups() -> Iterator[PrivateCups]:
    reason = why_no_cups()
    if reason:
        pytest.skip(reason)
    root = Path(mkdtemp(prefix="zrt-cups-"))
    private = PrivateCups(root)
    yield private
    private.close()
    shutil.rmtree(root)


@pytest.fixture
def office(cups: PrivateCups, monkeypatch: pytest.MonkeyPatch) -> PrivateCups:
    monkeypatch.setenv("CUPS_SERVER", str(cups.socket))
    return cups


def ended(job: str) -> JobState:
    for _ in range(100):
        state = printers.job_state(job)
        if state is not JobState.WAITING:
            return state
        time.sleep(0.1)
    return JobState.WAITING


def test_paper_arrives_byte_for_byte_with_its_options(office: PrivateCups) -> None:
    target = office.add("Office", "tofile")
    assert [printer.name for printer in printers.printers()] == ["Office"]
    options = PrintOptions(copies=3, sides=Sides.LONG_EDGE, paper=Paper.A3, pages="1-2")
    job = printers.print_pdf(PDF, "Office", "责任 分解表\n第1版", options)
    assert ended(job) is JobState.DONE
    assert target.read_bytes() == PDF
    title, copies, words = target.with_suffix(".pdf.job").read_text().splitlines()
    assert (title, copies) == ("责任 分解表 第1版", "3")
    assert {"sides=two-sided-long-edge", "media=A3", "page-ranges=1-2"} <= set(words.split())
    office.remove("Office")
    with pytest.raises(Condition, match="找不到打印机"):
        printers.print_pdf(PDF, "Office", "表")
    assert printers.printers() == ()


def test_cancelled_job_is_not_called_printed(office: PrivateCups) -> None:
    office.add("Slow", "slow")
    job = printers.print_pdf(PDF, "Slow", "表")
    assert printers.job_state(job) is JobState.WAITING
    printers.check_printed(job, JobState.WAITING)
    printers.cancel_job(job)
    state = ended(job)
    assert state is JobState.CANCELLED
    with pytest.raises(Condition, match="没有记为已打印"):
        printers.check_printed(job, state)


def test_stopped_printer_is_said_so(office: PrivateCups) -> None:
    office.add("Broken", "broken")
    job = printers.print_pdf(PDF, "Broken", "表")
    state = ended(job)
    assert state is JobState.STOPPED
    with pytest.raises(Condition, match="打印机已停止"):
        printers.check_printed(job, state)
    assert [p.is_ready for p in printers.printers() if p.name == "Broken"] == [False]
    printers.cancel_job(job)


FakeTool = Callable[[str, str], None]


@pytest.fixture
def fake(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> FakeTool:
    """Puts a shell script on the PATH under the name of a CUPS tool; nothing else is there."""
    folder = tmp_path / "bin"
    folder.mkdir()
    (folder / "sh").symlink_to(shutil.which("sh") or "/bin/sh")
    (folder / "cat").symlink_to(shutil.which("cat") or "/bin/cat")
    monkeypatch.setenv("PATH", str(folder))

    def add(name: str, script: str) -> None:
        (folder / name).write_text(f"#!{os.path.realpath('/bin/sh')}\n{script}\n", encoding="utf-8")
        (folder / name).chmod(0o755)

    return add


def test_without_cups_the_package_is_named(fake: FakeTool) -> None:
    for call in (printers.printers, lambda: printers.print_pdf(PDF, "A", "表")):
        with pytest.raises(Condition, match="cups-client"):
            call()


def test_service_that_does_not_run(fake: FakeTool) -> None:
    fake("lpstat", "echo 'lpstat: Scheduler is not running.' >&2; exit 1")
    fake("lp", "echo 'lp: Error - unable to connect: Connection refused' >&2; exit 1")
    with pytest.raises(Condition, match="没有运行"):
        printers.printers()
    with pytest.raises(Condition, match="没有运行"):
        printers.print_pdf(PDF, "A", "表")


def test_default_printer_first_and_paused_ones_marked(fake: FakeTool) -> None:
    fake(
        "lpstat",
        'case "$1" in -e) printf "B_two\\nA-one\\nC3\\n";; -d) echo "system default destination: C3";;'
        ' -a) echo "A-one not accepting requests since -"; echo "C3 accepting requests since -";;'
        ' -p) echo "printer B_two disabled since - reason unknown";; esac',
    )
    found = printers.printers()
    assert [(p.name, p.is_default, p.is_ready) for p in found] == [
        ("C3", True, True),
        ("A-one", False, False),
        ("B_two", False, False),
    ]


def test_trays(fake: FakeTool) -> None:
    fake("lpoptions", 'printf "PageSize/Media Size: A3 *A4\\nInputSlot/Tray: Auto *Tray1 Tray2\\n"')
    assert [(tray.key, tray.is_default) for tray in printers.trays("A")] == [
        ("Auto", False),
        ("Tray1", True),
        ("Tray2", False),
    ]
    fake("lpoptions", "echo 'lpoptions: Unable to get PPD file' >&2; exit 1")
    assert printers.trays("A") == ()


def test_title_is_never_an_option(fake: FakeTool, tmp_path: Path) -> None:
    fake("lp", f'for word in "$@"; do echo "[$word]"; done > "{tmp_path}/said"; echo "request id is A-7 (1 file(s))"')
    assert printers.print_pdf(PDF, "A", "-o evil; $(x)\n`y`") == "A-7"
    said = (tmp_path / "said").read_text().splitlines()
    assert "[ -o evil; $(x) `y`]" in said


@pytest.mark.parametrize("copies", [0, 1000])
def test_copies_in_reason(copies: int) -> None:
    with pytest.raises(Condition, match="份数"):
        printers.print_pdf(PDF, "A", "表", PrintOptions(copies=copies))


def test_lost_job_is_unknown(fake: FakeTool) -> None:
    fake("lpstat", "exit 0")
    assert printers.job_state("A-1") is JobState.UNKNOWN
