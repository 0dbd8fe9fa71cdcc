"""A number with its words and, when it is a share, a small bar."""

from collections.abc import Callable
from typing import Any

from PySide6.QtCore import QRectF, Qt, Signal
from PySide6.QtGui import QKeyEvent, QMouseEvent, QPainter, QPaintEvent
from PySide6.QtWidgets import QFrame, QLabel, QSizePolicy, QVBoxLayout, QWidget
from typing_extensions import override

from ui.style import Tone, color, px, tone_color


class ShareBar(QWidget):
    """A bar of 4 px: how much of the whole."""

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._share = 0.0
        self._tone: Tone | None = None
        self.setFixedHeight(px(4))
        self.setSizePolicy(QSizePolicy.Policy.Expanding, QSizePolicy.Policy.Fixed)

    def set_share(self, share: float, tone: Tone | None = None) -> None:
        """0–1."""
        self._share, self._tone = min(1.0, max(0.0, share)), tone
        self.update()

    @override
    def paintEvent(self, event: QPaintEvent) -> None:
        painter = QPainter(self)
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        painter.setPen(Qt.PenStyle.NoPen)
        painter.setBrush(color("line"))
        painter.drawRoundedRect(QRectF(self.rect()), 2, 2)
        if self._share > 0:
            painter.setBrush(tone_color(self._tone) if self._tone else color("accent"))
            painter.drawRoundedRect(QRectF(0, 0, max(4.0, self.width() * self._share), self.height()), 2, 2)
        painter.end()


class Figure(QFrame):
    """Clickable when `on_click` is given."""

    clicked = Signal()

    def __init__(
        self,
        label: str,
        value: str = "",
        share: float | None = None,
        tone: Tone | None = None,
        on_click: Callable[[], Any] | None = None,
        parent: QWidget | None = None,
    ) -> None:
        super().__init__(parent)
        self.setObjectName("figure")
        self._number = QLabel(self)
        self._number.setTextFormat(Qt.TextFormat.PlainText)
        self._number.setProperty("figure", True)
        self._label = QLabel(label, self)
        self._label.setTextFormat(Qt.TextFormat.PlainText)
        self._label.setProperty("caption", True)
        self._bar = ShareBar(self)
        layout = QVBoxLayout(self)
        layout.setContentsMargins(px(12), px(8), px(12), px(10))
        layout.setSpacing(px(2))
        layout.addWidget(self._number)
        layout.addWidget(self._label)
        layout.addWidget(self._bar)
        layout.addStretch(1)
        if on_click is not None:
            self.clicked.connect(on_click)
            self.setCursor(Qt.CursorShape.PointingHandCursor)
            self.setFocusPolicy(Qt.FocusPolicy.StrongFocus)
        self.set_value(value, share, tone)

    def set_value(self, value: str, share: float | None = None, tone: Tone | None = None, label: str = "") -> None:
        """Another number."""
        self._number.setText(f"{tone.shape} {value}" if tone else value)
        self._number.setProperty("tone", tone.value if tone else "")
        self._number.style().unpolish(self._number)
        self._number.style().polish(self._number)
        if label:
            self._label.setText(label)
        self._bar.setVisible(share is not None)
        if share is not None:
            self._bar.set_share(share, tone)
        self.setAccessibleName(f"{self._label.text()} {value}")

    @override
    def mouseReleaseEvent(self, event: QMouseEvent) -> None:
        if event.button() == Qt.MouseButton.LeftButton and self.rect().contains(event.position().toPoint()):
            self.clicked.emit()
        super().mouseReleaseEvent(event)

    @override
    def keyPressEvent(self, event: QKeyEvent) -> None:
        if event.key() in (Qt.Key.Key_Return, Qt.Key.Key_Enter, Qt.Key.Key_Space):
            self.clicked.emit()
            return
        super().keyPressEvent(event)
