"""The counters of the status line: tasks in time, near their last day, past it."""

from __future__ import annotations

from PySide6.QtCore import QObject, QTimer

from ui.context import Context
from ui.style import Tone
from ui.widgets.statusbar import StatusBar

AFTER_MS = 600  # counted when the hands rest, never between two keys


class Lights(QObject):
    """Counts soon after a change of the tasks or of the campaign in hand."""

    def __init__(self, context: Context, status: StatusBar, parent: QObject) -> None:
        super().__init__(parent)
        self._context = context
        self._status = status
        self._timer = QTimer(self)
        self._timer.setSingleShot(True)
        self._timer.setInterval(AFTER_MS)
        self._timer.timeout.connect(self._on_timer_timeout)
        context.store.changed.connect(self._on_store_changed)
        context.store.opened.connect(self._timer.start)
        context.store.closed.connect(self._clear)
        context.campaign_changed.connect(self._on_context_campaign_changed)

    def _on_store_changed(self, areas: frozenset[str]) -> None:
        if areas & {"task", "campaign", "*"}:
            self._timer.start()

    def _on_context_campaign_changed(self, campaign_id: object) -> None:
        self._clear()
        self._timer.start()

    def _clear(self) -> None:
        self._status.set_lights(())

    def _on_timer_timeout(self) -> None:
        if not self._context.store.is_open or self._context.campaign_id is None:
            return
        from models.overview.queries import lights

        found = self._context.store.read(lights, campaign_id=self._context.campaign_id, today=self._context.today)
        counts = (
            (Tone.OK, found.in_time, "按期"),
            (Tone.NEAR, found.near, "临近"),
            (Tone.OVERDUE, found.overdue, "逾期"),
        )
        self._status.set_lights(counts if any(number for _, number, _ in counts) else ())
