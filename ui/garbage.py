"""Python's collector works in the window's thread only.

Collected in another thread, a forgotten cycle with a QTimer or a widget in it is destroyed there, and Qt crashes at its
next event. So automatic collection stays off, and a timer of the window's thread does the same work.
"""

import gc

from PySide6.QtCore import QObject, QTimer

EVERY_MS = 1_000


class Collector(QObject):
    """Collects a generation when it is due by Python's own thresholds. Make it in the window's thread."""

    def __init__(self, parent: QObject | None = None) -> None:
        super().__init__(parent)
        gc.disable()
        gc.freeze()  # what the start made stays for good
        self._timer = QTimer(self)
        self._timer.timeout.connect(self._on_timer_timeout)
        self._timer.start(EVERY_MS)

    def collect_due(self) -> int | None:
        """The oldest generation that was due and has been collected; None when none was."""
        for generation in (2, 1, 0):
            threshold = gc.get_threshold()[generation]
            if threshold and gc.get_count()[generation] > threshold:
                gc.collect(generation)
                return generation
        return None

    def _on_timer_timeout(self) -> None:
        self.collect_due()
