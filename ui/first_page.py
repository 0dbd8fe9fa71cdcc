"""The first page of a start: shown from the facts kept last time while the database library is still being loaded.

What is shown holds for the head of the file's journal, so it is never stale. The facts are kept again some seconds
after they changed, in a thread, and at the end.
"""

from __future__ import annotations

import logging
import threading
from collections.abc import Callable
from pathlib import Path
from typing import TYPE_CHECKING, Any

from PySide6.QtCore import QEvent, QObject, QTimer, Signal
from typing_extensions import override

from models.errors import Condition
from ui import background
from ui.pages import FIRST

if TYPE_CHECKING:
    from models.held_file import HeldFile
    from models.overview.rows import FirstFacts
    from ui.main_window import MainWindow
    from ui.overview.page import OverviewPage

PAINT_SECONDS = 1.0  # the worker waits at most so long for the page to be painted
KEEP_AFTER_MS = 3_000  # after the automatic backup of the start

log = logging.getLogger(__name__)


class FirstPage(QObject):
    """Works for one window; `open` opens its first file."""

    _found = Signal(object)  # from the worker to the window's thread

    def __init__(self, window: MainWindow, version: str) -> None:
        super().__init__(window)
        self._window = window
        self._version = version
        self._path = Path()
        self._operator = ""
        self._painted = threading.Event()
        self._timer = QTimer(self)
        self._timer.setSingleShot(True)
        self._timer.setInterval(KEEP_AFTER_MS)
        self._timer.timeout.connect(self._on_timer_timeout)
        self._found.connect(self._on_found)
        window.store.opened.connect(self._timer.start)
        window.store.changed.connect(self._on_store_changed)
        window.store.closing.connect(self._on_store_closing)
        window.context.campaign_changed.connect(self._on_store_changed)
        window.settings.changed.connect(self._on_settings_changed)

    # ---- showing ----------------------------------------------------------------------------------------------

    def open(self, path: Path) -> None:
        """Open a file; when the overview is the page to come, its kept facts are shown ahead."""
        if (self._window.current_key or self._window.last_page()) != FIRST:
            self._window.desk.open(path)
            return
        from models.held_file import system_user

        self._path = path
        self._operator = self._window.store.operator or system_user()
        self._painted.clear()
        self._window.desk.open(path, look=self._look)

    def _look(self, file: HeldFile) -> None:
        """In the worker: show what was kept of exactly this content; go on when it is painted."""
        campaign_id = self._window.settings.get("campaigns").get(str(self._path))
        head = file.head()
        if campaign_id is None or head is None or file.password or file.is_unclean:
            return
        from models.overview.kept import Stand, kept

        stand = Stand(self._version, head, self._operator, campaign_id)
        facts = kept(file.path, stand, self._window.context.today)
        if facts is not None:
            self._found.emit(facts)
            self._painted.wait(PAINT_SECONDS)

    def _on_found(self, facts: FirstFacts) -> None:
        window = self._window
        if window.store.is_open or window.current_key not in ("", FIRST):
            self._painted.set()
            return
        page: OverviewPage = window.page(FIRST)  # type: ignore[assignment]
        page.show_facts(facts)
        page.installEventFilter(self)
        window.show_ahead(page, self._path, self._operator, facts.campaigns, facts.overview.id)
        window.commands.show_turn(facts.turn)

    @override
    def eventFilter(self, page: QObject, event: QEvent) -> bool:
        if event.type() == QEvent.Type.Paint:
            page.removeEventFilter(self)
            QTimer.singleShot(0, self._painted.set)
        return False

    # ---- keeping ----------------------------------------------------------------------------------------------

    def _on_store_changed(self, areas: object) -> None:
        self._timer.start()

    def _on_settings_changed(self, key: str) -> None:
        if key in ("last_page", "operator"):
            self._timer.start()

    def _on_timer_timeout(self) -> None:
        work = self._keeping()
        if work is not None:
            background.run(self._window, "记住总览", work, modal=False)

    def _on_store_closing(self) -> None:
        if self._timer.isActive() and (work := self._keeping()) is not None:
            work(None)
        self._timer.stop()

    def _keeping(self) -> Callable[[Any], None] | None:
        """What keeps the facts of the overview; None when another page comes first at the next start."""
        store, campaign_id, today = self._window.store, self._window.context.campaign_id, self._window.context.today
        if not store.is_open or campaign_id is None or self._window.current_key != FIRST:
            return None
        database, operator, version = store.database, store.operator, self._version

        def work(report: object) -> None:
            from models.overview.keeping import keep_days

            try:
                keep_days(database, version=version, operator=operator, campaign_id=campaign_id, today=today)
            except (Condition, OSError):  # the next start is slower, nothing else
                log.info("the first page was not kept", exc_info=True)

        return work
