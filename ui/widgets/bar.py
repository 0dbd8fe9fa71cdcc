"""The message bar: one sentence, an action, gone after 8 s (not while the mouse is on it, nor 1 s after).

It lies over the lower edge of the page, left of its inspector: nothing moves when it comes and goes, and what it
covers is not clicked by mistake.
"""

from collections.abc import Callable
from typing import Any

from PySide6.QtCore import QEvent, QObject, QPoint, Qt, QTimer
from PySide6.QtGui import QCursor, QEnterEvent
from PySide6.QtWidgets import QFrame, QHBoxLayout, QLabel, QPushButton, QSizePolicy, QToolButton, QWidget
from typing_extensions import override

from ui.icons import icon
from ui.style import px

SECONDS = 8
AFTER_MOUSE_MS = 1_000
_ICONS = {
    "info": ("information-outline", "accent"),
    "ok": ("check-circle-outline", "ok"),
    "warning": ("alert-outline", "near"),
    "error": ("alert-circle-outline", "overdue"),
}


class MessageBar(QFrame):
    """Hidden until something is said."""

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.setObjectName("messageBar")
        self.setAccessibleName("消息")
        self._slot: Callable[[], Any] | None = None
        self._body: QWidget | None = None
        self._left_ms = 0  # of its time when the mouse came
        self._is_fresh = False  # said in this turn of the event loop
        self._mark = QLabel(self)
        self._text = QLabel(self)
        self._text.setTextFormat(Qt.TextFormat.PlainText)
        self._text.setWordWrap(True)
        self._text.setTextInteractionFlags(Qt.TextInteractionFlag.TextSelectableByMouse)
        self._text.setSizePolicy(QSizePolicy.Policy.Expanding, QSizePolicy.Policy.Preferred)
        self.action_button = QPushButton(self)
        self.action_button.setProperty("link", True)
        self.action_button.clicked.connect(self._on_action_clicked)
        self.close_button = QToolButton(self)
        self.close_button.setIcon(icon("close"))
        self.close_button.setAutoRaise(True)
        self.close_button.setAccessibleName("关闭消息")
        self.close_button.clicked.connect(self.hide)
        layout = QHBoxLayout(self)
        layout.setContentsMargins(px(12), px(4), px(8), px(4))
        layout.setSpacing(px(8))
        layout.addWidget(self._mark)
        layout.addWidget(self._text, 1)
        layout.addWidget(self.action_button)
        layout.addWidget(self.close_button)
        self._timer = QTimer(self)
        self._timer.setSingleShot(True)
        self._timer.setInterval(SECONDS * 1000)
        self._timer.timeout.connect(self._on_timer_timeout)
        self.hide()

    @property
    def text(self) -> str:
        return self._text.text()

    def show_message(self, text: str, kind: str, action: tuple[str, Callable[[], Any]] | None) -> None:
        """Say `text`; a later sentence takes the place of this one."""
        name, tint = _ICONS[kind]
        self._mark.setPixmap(icon(name, tint).pixmap(px(18), px(18)))
        self._text.setText(text)
        self.setProperty("kind", kind)
        self.style().unpolish(self)
        self.style().polish(self)
        self._slot = action[1] if action else None
        self.action_button.setVisible(action is not None)
        self.action_button.setText(action[0] if action else "")
        self._is_fresh = True
        QTimer.singleShot(0, self._on_turn_ended)
        self.show()
        self._place()
        self._timer.start(SECONDS * 1000)

    def take_back(self) -> None:
        """A warning of an earlier turn goes: what it was about has been done right since."""
        if self.isVisible() and not self._is_fresh and self.property("kind") in ("warning", "error"):
            self.hide()

    def lay_over(self, place: QWidget, body: QWidget) -> None:
        """Lie over the lower edge of `place`, as wide as `body` in it; what was said before this turn was said
        elsewhere and goes."""
        former = self.parentWidget()
        if former is place:
            return
        for watched in (former, self._body):
            if watched is not None:
                watched.removeEventFilter(self)
        stays = self._is_fresh and not self.isHidden()
        self._body = body
        self.setParent(place)
        place.installEventFilter(self)
        body.installEventFilter(self)
        self.setVisible(stays)
        self._place()

    def _place(self) -> None:
        place, layout = self.parentWidget(), self.layout()
        if place is None or self._body is None or layout is None or self.isHidden():
            return
        body = self._body if self._body.isVisibleTo(place) else place  # an empty page has no parts
        width = body.width()
        wraps = layout.hasHeightForWidth()
        height = layout.totalHeightForWidth(width) if wraps else layout.totalSizeHint().height()
        left = body.mapTo(place, QPoint(0, 0)).x()
        self.setGeometry(left, place.height() - height, width, height)
        self.raise_()

    def _on_turn_ended(self) -> None:
        self._is_fresh = False

    @override
    def eventFilter(self, watched: QObject, event: QEvent) -> bool:
        if event.type() in (QEvent.Type.Resize, QEvent.Type.Move, QEvent.Type.Show, QEvent.Type.Hide):
            self._place()
        return super().eventFilter(watched, event)

    def _on_action_clicked(self) -> None:
        slot = self._slot
        self.hide()
        if slot is not None:
            slot()

    @override
    def enterEvent(self, event: QEnterEvent) -> None:
        self._left_ms = self._timer.remainingTime()
        self._timer.stop()
        super().enterEvent(event)

    @override
    def leaveEvent(self, event: QEvent) -> None:
        if self.isVisible():
            self._timer.start(max(AFTER_MOUSE_MS, self._left_ms))
        super().leaveEvent(event)

    def _on_timer_timeout(self) -> None:
        """Time is up; under the mouse (which may not have moved since the bar came) it stays."""
        if self.rect().contains(self.mapFromGlobal(QCursor.pos())):
            self._timer.start(AFTER_MOUSE_MS)
        else:
            self.hide()
