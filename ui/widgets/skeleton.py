"""Grey rows in the place of data that is still being read; nothing is drawn in the first 150 ms."""

from PySide6.QtCore import QRectF, Qt, QTimer
from PySide6.QtGui import QPainter, QPaintEvent
from PySide6.QtWidgets import QWidget
from typing_extensions import override

from ui.style import color, px

DELAY_MS = 150
_WIDTHS = (0.34, 0.22, 0.28, 0.18, 0.30, 0.25)


class Skeleton(QWidget):
    """`start` when reading begins, `stop` when the rows are there."""

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._drawn = False
        self._timer = QTimer(self)
        self._timer.setSingleShot(True)
        self._timer.setInterval(DELAY_MS)
        self._timer.timeout.connect(self._on_timeout)
        self.setAccessibleName("正在读取")

    def start(self) -> None:
        self._drawn = False
        self._timer.start()

    def stop(self) -> None:
        self._timer.stop()
        self._drawn = False

    def _on_timeout(self) -> None:
        self._drawn = True
        self.update()

    @override
    def paintEvent(self, event: QPaintEvent) -> None:
        if not self._drawn:
            return
        painter = QPainter(self)
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        painter.setPen(Qt.PenStyle.NoPen)
        painter.setBrush(color("line"))
        step, tall, left = px(30), px(12), px(16)
        width = self.width() - 2 * left
        for at in range(max(0, self.height() // step - 1)):
            top = px(16) + at * step
            start = float(left)
            for part in range(3):
                wide = width * _WIDTHS[(at + part * 2) % len(_WIDTHS)]
                painter.drawRoundedRect(QRectF(start, top, wide, tall), 3, 3)
                start += wide + px(12)
        painter.end()
