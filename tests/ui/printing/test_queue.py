"""A split print on A3 through a real CUPS queue that writes to files: a job for each unit with its copies and sides."""

from __future__ import annotations

import shutil
import sys
import time
from collections.abc import Iterator
from dataclasses import replace
from pathlib import Path
from tempfile import mkdtemp

import pytest

from models.papers import printers
from models.papers.pdf import page_count, page_sizes, page_text
from models.papers.printers import JobState, PrintOptions, Sides
from models.papers.render import render_print
from models.papers.sheet import Paper, Profile
from models.task.cover import cover_of
from tests.models.papers.cups import PrivateCups, why_no_cups
from tests.models.papers.samples import make_sheet
from ui import background
from ui.printing.print_run import send_parts
from ui.printing.subject import HandedOut

pytestmark = pytest.mark.skipif(sys.platform == "win32", reason="CUPS is not on Windows")
NAMES = ("市公安局", "市城管执法局", "东城街道办事处")


@pytest.fixture
def office(monkeypatch: pytest.MonkeyPatch) -> Iterator[PrivateCups]:
    reason = why_no_cups()
    if reason:
        pytest.skip(reason)
    root = Path(mkdtemp(prefix="zrt-cups-"))
    private = PrivateCups(root)
    monkeypatch.setenv("CUPS_SERVER", str(private.socket))
    yield private
    private.close()
    shutil.rmtree(root)


def ended(job: str) -> JobState:
    for _ in range(200):
        state = printers.job_state(job)
        if state is not JobState.WAITING:
            return state
        time.sleep(0.1)
    return JobState.WAITING


def test_each_unit_is_a_job_of_its_own(office: PrivateCups) -> None:
    target = office.add("Office", "tofolder")
    profile = Profile(paper=Paper.A3)
    sheets = [make_sheet([[150] * (20 + 30 * number)], name=name, profile=profile) for number, name in enumerate(NAMES)]
    drawn = render_print(sheets, cover=lambda counts: replace(cover_of(sheets, counts, "分发目录"), profile=profile))
    first, parts = drawn.cover_pages, [HandedOut("分发目录", 0, drawn.cover_pages)]
    for times, (name, pages) in enumerate(zip(NAMES, drawn.page_counts, strict=True), 1):
        parts.append(HandedOut(name, first, pages, times))
        first += pages

    def send(pdf: bytes, title: str, options: PrintOptions, report: background.Report) -> str:
        return printers.print_pdf(pdf, "Office", title, options)

    def quiet(*told: object) -> None:
        """Nobody looks at the progress."""

    options = PrintOptions(paper=Paper.A3, sides=Sides.SHORT_EDGE, pages="1-2")
    sent = send_parts(drawn.pdf, parts, "责任分解表", options, send, quiet)
    assert sent.stopped is None and len(sent.jobs) == 4
    for (job, name), part in zip(sent.jobs, parts, strict=True):
        assert ended(job) is JobState.DONE
        file = target.with_name(f"{target.name}.{job.rpartition('-')[2]}")
        pdf = file.read_bytes()
        title, copies, words = file.with_name(f"{file.name}.job").read_text(encoding="utf-8").splitlines()
        assert (title, copies) == (f"责任分解表 {name}", str(part.copies))
        assert {"sides=two-sided-short-edge", "media=A3"} <= set(words.split())
        assert "page-ranges" not in words  # pages of the whole print mean nothing in a part
        assert page_count(pdf) == part.pages
        assert {(round(width / 72 * 25.4), round(height / 72 * 25.4)) for width, height in page_sizes(pdf)} == {
            (420, 297)
        }
        assert part.name == "分发目录" or "第1页" in "".join(page_text(pdf, 0).split())
    assert drawn.page_counts[0] < drawn.page_counts[2]


def test_a_range_of_one_print(office: PrivateCups) -> None:
    target = office.add("Office", "tofolder")
    drawn = render_print([make_sheet([[150] * 60])])
    job = printers.print_pdf(drawn.pdf, "Office", "表", PrintOptions(copies=2, pages="2-3"))
    assert ended(job) is JobState.DONE
    file = target.with_name(f"{target.name}.{job.rpartition('-')[2]}")
    assert file.read_bytes() == drawn.pdf
    _, copies, words = file.with_name(f"{file.name}.job").read_text(encoding="utf-8").splitlines()
    assert copies == "2" and {"page-ranges=2-3", "media=A4", "sides=one-sided"} <= set(words.split())
