"""Drawing a print in the background, part by part; a newer print takes the place of one under way."""

from __future__ import annotations

from PySide6.QtCore import QObject, QSizeF, Qt, Signal, Slot
from PySide6.QtWidgets import QWidget

from models.errors import Condition
from models.papers.offer import Made
from models.papers.pdf import page_count
from models.papers.render import Cover, Print
from models.papers.sheet import PT_PER_MM
from models.printing.produce import print_of, size_mm
from ui import background
from ui.printing.pages import PrintedPages


class _Superseded(Condition):
    """The settings changed while this print was being drawn; nobody needs to hear of it."""


class Preview(QObject):
    """`draw(made)`; then `begun(PrintedPages)`, `grown()` for each part, and `done(Print)` or `failed(Condition)`."""

    begun = Signal(object)
    grown = Signal()
    done = Signal(object)
    failed = Signal(object)
    _part = Signal(int, int, int, bytes, int)  # run, first page, pages, pdf, pages in all

    def __init__(self, parent: QWidget) -> None:
        super().__init__(parent)
        self._window = parent
        self._run = 0
        self._pages: PrintedPages | None = None
        self._size = QSizeF()
        self.is_running = False
        self._part.connect(self._on_part, Qt.ConnectionType.QueuedConnection)

    def draw(self, made: Made, cover: Cover | None = None) -> None:
        """Draw this, after its cover; an older run ends without a word."""
        self._run += 1
        self._pages = None
        width, height = size_mm(made)
        self._size = QSizeF(width * PT_PER_MM, height * PT_PER_MM)
        self.is_running = True
        run = _Run(self, self._run, made, cover)
        background.run(self._window, "生成预览", run.work, run.finish, run.fail, modal=False)

    def stop(self) -> None:
        """Forget the run under way."""
        self._run += 1
        self.is_running = False

    def is_current(self, run: int) -> bool:
        return run == self._run

    def hand_over(self, run: int, first: int, count: int, pdf: bytes, total: int) -> None:
        """A part is drawn; called in the worker's thread."""
        self._part.emit(run, first, count, pdf, total)

    @Slot(int, int, int, bytes, int)
    def _on_part(self, run: int, first: int, count: int, pdf: bytes, total: int) -> None:
        if run != self._run:
            return
        if self._pages is None:
            self._pages = PrintedPages(self._size, total)
            self._pages.add(first, count, pdf)
            self.begun.emit(self._pages)
        else:
            self._pages.add(first, count, pdf)
            self.grown.emit()

    def end(self, run: int, answer: Print) -> None:
        if run != self._run:
            return
        self.is_running = False
        self.done.emit(answer)

    def end_with(self, run: int, condition: Condition) -> None:
        if run != self._run:
            return
        self.is_running = False
        self.failed.emit(condition)


class _Run:
    """One drawing; `work` runs in a thread."""

    def __init__(self, preview: Preview, number: int, made: Made, cover: Cover | None) -> None:
        self._preview = preview
        self._number = number
        self._made = made
        self._cover = cover
        self._total = 0

    def work(self, report: background.Report) -> Print:
        def tell(done: int, total: int, text: str = "") -> None:
            if not self._preview.is_current(self._number):
                raise _Superseded("")
            self._total = total
            report(done, total, text)

        def ready(first: int, pdf: bytes) -> None:
            self._preview.hand_over(self._number, first, page_count(pdf), pdf, self._total)

        return print_of(self._made, report=tell, ready=ready, cover=self._cover)

    def finish(self, answer: Print) -> None:
        self._preview.end(self._number, answer)

    def fail(self, condition: Condition) -> None:
        self._preview.end_with(self._number, condition)
