"""The printer's side of the page: ask which printers there are, hand the PDF over, follow the job to its end."""

from __future__ import annotations

import sys
from collections.abc import Sequence
from typing import Any

from PySide6.QtCore import QObject, QTimer
from PySide6.QtWidgets import QWidget

from models.errors import Condition
from models.papers import printers as cups
from models.papers.pdf import page_count
from models.papers.printers import JobState, Printer, PrintOptions
from models.papers.sheet import Paper
from ui import background, messages
from ui.page import Page
from ui.printing.print_form import PrintForm, PrintOrder
from ui.printing.print_run import Batch, Sent, send_parts
from ui.printing.subject import HandedOut

_LAYOUT = "printing.printer"
LOOK_EVERY_MS = 2000
_LOOKS = 300

ON_WINDOWS = sys.platform == "win32"


class Machine(QObject):
    """`print_pdf` asks and prints. What is said: handed over, then printed, cancelled or failed."""

    def __init__(self, page: Page) -> None:
        super().__init__(page)
        self._page = page
        self._jobs: dict[str, tuple[str, int]] = {}
        self._batches: dict[str, Batch] = {}
        self._timer = QTimer(self)
        self._timer.timeout.connect(self._on_timer_timeout)
        self._looking = False

    def print_pdf(
        self, pdf: bytes, title: str, paper: Paper, *, is_landscape: bool, parts: Sequence[HandedOut] = ()
    ) -> None:
        """Open the form with the printers at hand, then print: the whole, or each of `parts` as often as it wants."""
        asked = _Asked(self, pdf, title, paper, is_landscape, tuple(parts))
        background.run(self._page, "查找打印机", asked.find, asked.open_form)

    @property
    def parent_page(self) -> Page:
        return self._page

    def last(self) -> dict[str, Any]:
        return self._page.settings.layout(_LAYOUT)

    def send(self, pdf: bytes, title: str, order: PrintOrder, parts: tuple[HandedOut, ...] = ()) -> None:
        """Hand the paper over in the background."""
        self._page.settings.set_layout(_LAYOUT, {"printer": order.printer, "sides": order.options.sides.value})
        if parts:
            handing = _HandingOut(self, pdf, title, order, parts)
            background.run(self._page, f"打印“{title}”", handing.work, handing.finish)
            return
        sending = _Sending(self, pdf, title, order)
        background.run(self._page, f"打印“{title}”", sending.work, sending.finish)

    def follow(self, job: str, title: str) -> None:
        """Look after a job until it has ended."""
        self._jobs[job] = (title, 0)
        self._timer.start(LOOK_EVERY_MS)

    def follow_all(self, jobs: Sequence[tuple[str, str]], title: str) -> None:
        """Look after the jobs of a split print; one sentence when all have ended."""
        batch = Batch(title, jobs)
        for job, name in jobs:
            self._batches[job] = batch
            self._jobs[job] = (name, 0)
        self._timer.start(LOOK_EVERY_MS)

    # ---- following --------------------------------------------------------------------------------------------

    def _on_timer_timeout(self) -> None:
        if self._looking or not self._jobs:
            return
        self._looking = True
        jobs = tuple(self._jobs)
        looking = _Looking(self, jobs)
        background.run(self._page, "查看打印进度", looking.work, looking.finish, looking.fail, modal=False)

    def looked(self, states: dict[str, JobState]) -> None:
        """What became of the jobs."""
        self._looking = False
        for job, state in states.items():
            title, looks = self._jobs[job]
            self._jobs[job] = (title, looks + 1)
            if state is JobState.WAITING and looks < _LOOKS:
                continue
            del self._jobs[job]
            batch = self._batches.pop(job, None)
            if batch is None:
                self._say(job, title, state)
                continue
            batch.end(job, state)
            if batch.has_ended:
                words, kind = batch.words()
                messages.say(self._page, words, kind=kind)
        if not self._jobs:
            self._timer.stop()

    def lost_sight(self, condition: Condition) -> None:
        """The printing service does not answer any more."""
        self._looking = False
        self._jobs.clear()
        self._batches.clear()
        self._timer.stop()
        messages.refuse(self._page, condition)

    def _say(self, job: str, title: str, state: JobState) -> None:
        if state is JobState.DONE:
            messages.say(self._page, f"“{title}”已打印。", kind="ok")
            return
        if state in (JobState.WAITING, JobState.UNKNOWN):
            messages.say(self._page, f"“{title}”已交给打印机，是否打完请到打印机查看。", kind="warning")
            return
        try:
            cups.check_printed(job, state)
        except Condition as condition:
            messages.refuse(self._page, condition)


class _Asked:
    """From the question for printers to the form."""

    def __init__(
        self,
        machine: Machine,
        pdf: bytes,
        title: str,
        paper: Paper,
        is_landscape: bool,
        parts: tuple[HandedOut, ...],
    ) -> None:
        self._machine = machine
        self._pdf = pdf
        self._title = title
        self._paper = paper
        self._is_landscape = is_landscape
        self._parts = parts

    def find(self, report: background.Report) -> Sequence[Printer]:
        if ON_WINDOWS:
            from ui.printing.windows import printers

            return printers()
        return cups.printers()

    def open_form(self, found: Sequence[Printer]) -> None:
        page: QWidget = self._machine.parent_page
        if not found:
            messages.refuse(page, Condition("没有找到打印机。", "请先在系统设置里添加打印机，或导出PDF。"))
            return
        form = PrintForm(
            found,
            page_count(self._pdf),
            self._paper,
            is_landscape=self._is_landscape,
            last=self._machine.last(),
            parts=self._parts_words(),
            parent=page.window(),
        )
        if not ON_WINDOWS:
            _Trays(self._machine, form)
            form.ask_for_trays()
        messages.open_form(page, form, self._on_form_accepted)

    def _parts_words(self) -> str:
        if not self._parts:
            return ""
        copies = sum(part.copies for part in self._parts)
        pages = sum(part.copies * part.pages for part in self._parts)
        return f"按左边清单里的份数：{len(self._parts)} 份材料，印 {copies} 份，共 {pages} 页。每份另起一张纸。"

    def _on_form_accepted(self, order: PrintOrder) -> None:
        self._machine.send(self._pdf, self._title, order, self._parts)


class _Sending:
    def __init__(self, machine: Machine, pdf: bytes, title: str, order: PrintOrder) -> None:
        self._machine = machine
        self._pdf = pdf
        self._title = title
        self._order = order

    def work(self, report: background.Report) -> str:
        if ON_WINDOWS:
            from ui.printing.windows import print_pdf

            print_pdf(self._pdf, self._order.printer, self._title, self._order.options, report)
            return ""
        return cups.print_pdf(self._pdf, self._order.printer, self._title, self._order.options)

    def finish(self, job: str) -> None:
        words = f"已把“{self._title}”交给打印机“{self._order.printer}”。"
        messages.say(self._machine.parent_page, words, kind="ok")
        if job:
            self._machine.follow(job, self._title)


class _HandingOut:
    """The parts of a split print, one job after the other."""

    def __init__(
        self, machine: Machine, pdf: bytes, title: str, order: PrintOrder, parts: tuple[HandedOut, ...]
    ) -> None:
        self._machine = machine
        self._pdf = pdf
        self._title = title
        self._order = order
        self._parts = parts

    def work(self, report: background.Report) -> Sent:
        return send_parts(self._pdf, self._parts, self._title, self._order.options, self._send, report)

    def _send(self, pdf: bytes, title: str, options: PrintOptions, report: background.Report) -> str:
        if ON_WINDOWS:
            from ui.printing.windows import print_pdf

            print_pdf(pdf, self._order.printer, title, options, _unheard)
            return ""
        return cups.print_pdf(pdf, self._order.printer, title, options)

    def finish(self, sent: Sent) -> None:
        whole = len(sent.parts) == sent.total
        messages.say(self._machine.parent_page, sent.words(self._order.printer), kind="ok" if whole else "warning")
        if sent.jobs:
            self._machine.follow_all(sent.jobs, self._title)


def _unheard(done: int, total: int, text: str = "") -> None:
    """Progress inside one part of many."""


class _Looking:
    def __init__(self, machine: Machine, jobs: tuple[str, ...]) -> None:
        self._machine = machine
        self._jobs = jobs

    def work(self, report: background.Report) -> dict[str, JobState]:
        return {job: cups.job_state(job) for job in self._jobs}

    def finish(self, states: dict[str, JobState]) -> None:
        self._machine.looked(states)

    def fail(self, condition: Condition) -> None:
        self._machine.lost_sight(condition)


class _Trays(QObject):
    """Looks up the trays of the printer in hand, in the background: a printer on the network may be slow to answer."""

    def __init__(self, machine: Machine, form: PrintForm) -> None:
        super().__init__(form)
        self._machine = machine
        self._form: PrintForm | None = form
        form.trays_wanted.connect(self._on_form_trays_wanted)
        form.finished.connect(self._on_form_finished)

    def _on_form_trays_wanted(self, printer: str) -> None:
        def work(report: background.Report) -> tuple[str, Sequence[cups.Choice]]:
            return printer, cups.trays(printer)

        background.run(self._machine.parent_page, "查询纸盒", work, self._take, modal=False)

    def _take(self, answer: tuple[str, Sequence[cups.Choice]]) -> None:
        printer, trays = answer
        if self._form is not None:
            self._form.set_trays(trays, printer)

    def _on_form_finished(self, result: int) -> None:
        self._form = None
