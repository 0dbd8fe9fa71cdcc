"""Slow work in a thread, with progress and cancel; the answer comes back in the window's thread.

`work(report)` gets no widget. `report(done, total, text)` raises Cancelled once the user cancelled.
"""

from __future__ import annotations

import inspect
import time
from collections.abc import Callable
from typing import Any

from PySide6.QtCore import QObject, QRunnable, Qt, QThreadPool, QTimer, Signal, Slot
from PySide6.QtWidgets import QWidget
from shiboken6 import isValid
from typing_extensions import override

from models.errors import Cancelled, Condition
from ui import messages
from ui.store import Store
from ui.widgets.progress import ProgressBox

Report = Callable[..., None]
BOX_AFTER_MS = 500
REPORT_EVERY_S = 0.05


class Job(QObject):
    """One running work. `cancel()` asks it to stop; `finished` comes in every case."""

    progressed = Signal(int, int, str)
    finished = Signal()
    _ended = Signal(object, object)  # answer, error

    def __init__(
        self,
        parent: QWidget,
        title: str,
        work: Callable[[Report], Any],
        done: Callable[[Any], None] | None,
        failed: Callable[[Condition], None] | None,
        *,
        modal: bool | Callable[[], bool],
    ) -> None:
        super().__init__()  # no child of the page: a page that goes must not take the running work with it
        self._owner = parent
        self.title = title
        self._work = work
        self._done = done
        self._failed = failed
        self._cancelled = False
        self._last_report = 0.0
        self._box: ProgressBox | None = None
        self._modal = modal
        self._state = (0, 0, "")
        self._delay = QTimer(self)
        self._delay.setSingleShot(True)
        self._delay.setInterval(BOX_AFTER_MS)
        self._delay.timeout.connect(self._on_delay_timeout)
        self.progressed.connect(self._on_progressed)
        self._ended.connect(self._on_ended, Qt.ConnectionType.QueuedConnection)

    def start(self) -> None:
        """Hand the work to the pool."""
        _running.add(self)
        self._delay.start()
        QThreadPool.globalInstance().start(_Runner(self))

    @Slot()
    def cancel(self) -> None:
        """The next report of the work raises Cancelled."""
        self._cancelled = True

    @property
    def is_cancelled(self) -> bool:
        return self._cancelled

    def report(self, done: int, total: int, text: str = "") -> None:
        """Called by the work in its thread."""
        if self._cancelled:
            raise Cancelled
        now = time.monotonic()
        if now - self._last_report >= REPORT_EVERY_S or done >= total:
            self._last_report = now
            self.progressed.emit(done, total, text)

    def execute(self) -> None:
        """Run the work; in the pool's thread."""
        answer: Any = None
        error: BaseException | None = None
        try:
            answer = self._work(self.report)
        except BaseException as caught:  # noqa: BLE001 - handed to the window's thread, nothing is swallowed
            error = caught
        self._ended.emit(answer, error)

    @Slot(int, int, str)
    def _on_progressed(self, done: int, total: int, text: str) -> None:
        self._state = (done, total, text)
        if self._box is not None:
            self._box.show_progress(done, total, text)

    @Slot()
    def _on_delay_timeout(self) -> None:
        modal = self._modal() if callable(self._modal) else self._modal
        if not modal or not isValid(self._owner):
            return
        self._box = ProgressBox(self.title, self._owner.window())
        self._box.cancel_requested.connect(self.cancel)
        self._box.show_progress(*self._state)
        self._box.open()

    @Slot(object, object)
    def _on_ended(self, answer: Any, error: BaseException | None) -> None:
        self._delay.stop()
        if self._box is not None and isValid(self._box):
            self._box.close_now()
        self._box = None
        _running.discard(self)
        parent = self._owner if isValid(self._owner) else None
        done, failed = self._done, self._failed
        del self._work, self._done, self._failed, self._owner, self._modal  # they may hold each other in a circle
        self.deleteLater()
        self.finished.emit()
        if isinstance(error, Cancelled):
            messages.say(parent, f"已取消“{self.title}”，没有改动。")
        elif isinstance(error, Condition):
            if failed is not None and parent is not None:
                failed(error)
            else:
                messages.refuse(parent, error)
        elif error is not None:
            raise error
        elif done is not None and parent is not None:
            done(answer)


class _Runner(QRunnable):
    def __init__(self, job: Job) -> None:
        super().__init__()
        self._job = job

    @override
    def run(self) -> None:
        self._job.execute()


_running: set[Job] = set()


def run(
    parent: QWidget,
    title: str,
    work: Callable[[Report], Any],
    done: Callable[[Any], None] | None = None,
    failed: Callable[[Condition], None] | None = None,
    *,
    modal: bool | Callable[[], bool] = True,
) -> Job:
    """Run `work(report)` in a thread, then `done(answer)` here. After 0.5 s a bar with 取消 appears (when modal then).

    A Condition goes to `failed` or the message bar, Cancelled says that nothing was changed, anything else is our bug.
    """
    job = Job(parent, title, work, done, failed, modal=modal)
    job.start()
    return job


def do(
    parent: QWidget,
    store: Store,
    title: str,
    action: Callable[..., Any],
    /,
    done: Callable[[Any], None] | None = None,
    failed: Callable[[Condition], None] | None = None,
    *,
    backup_first: bool = False,
    **kw: Any,
) -> Job:
    """A long step: `action(session, …)` (with `report=` when it takes one) in a thread; cancel rolls it back.

    `done(answer of the action)` runs after the pages were told what changed. With `backup_first` the file is backed
    up before, when it changed since its newest backup; without a sound backup the step is not begun.
    """
    database = store.database
    takes_report = "report" in inspect.signature(action).parameters

    def work(report: Report) -> Any:
        if backup_first:
            from models.backup import backup_if_changed

            backup_if_changed(database, report)
        more: dict[str, Any] = {"report": report} if takes_report else {}
        return database.do(title, action, **kw, **more)

    def finish(step: Any) -> None:
        store.announce(step, title)
        if done is not None:
            done(step.value)

    return run(parent, title, work, finish, failed)


def is_busy() -> bool:
    """Whether any work is running."""
    return bool(_running)


def cancel_all() -> None:
    """Ask all running work to stop (at the end of the program)."""
    for job in list(_running):
        job.cancel()


def wait_all(milliseconds: int = 10_000) -> bool:
    """Wait until the pool is idle (at the end of the program, after `cancel_all`)."""
    return QThreadPool.globalInstance().waitForDone(milliseconds)
