"""The message bar: one sentence, an action, gone after 8 s (not while the mouse is on it).

It lies over the page, right under its head: nothing moves when it comes and goes.
"""

from collections.abc import Callable
from typing import Any

from PySide6.QtCore import QEvent, QObject, Qt, QTimer
from PySide6.QtGui import QEnterEvent
from PySide6.QtWidgets import QFrame, QHBoxLayout, QLabel, QPushButton, QSizePolicy, QToolButton, QWidget
from typing_extensions import override

from ui.icons import icon
from ui.style import px

SECONDS = 8
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
        self._head: QWidget | None = None
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
        self._timer.timeout.connect(self.hide)
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
        self._timer.start()

    def lay_over(self, place: QWidget, head: QWidget) -> None:
        """Lie over `place` under its `head`; what was said before this turn was said elsewhere and goes."""
        former = self.parentWidget()
        if former is place:
            return
        for watched in (former, self._head):
            if watched is not None:
                watched.removeEventFilter(self)
        stays = self._is_fresh and not self.isHidden()
        self._head = head
        self.setParent(place)
        place.installEventFilter(self)
        head.installEventFilter(self)
        self.setVisible(stays)
        self._place()

    def _place(self) -> None:
        place, layout = self.parentWidget(), self.layout()
        if place is None or self._head is None or layout is None or self.isHidden():
            return
        width = place.width()
        wraps = layout.hasHeightForWidth()
        height = layout.totalHeightForWidth(width) if wraps else layout.totalSizeHint().height()
        self.setGeometry(0, self._head.y() + self._head.height(), width, height)
        self.raise_()

    def _on_turn_ended(self) -> None:
        self._is_fresh = False

    @override
    def eventFilter(self, watched: QObject, event: QEvent) -> bool:
        if event.type() in (QEvent.Type.Resize, QEvent.Type.Move, QEvent.Type.Show):
            self._place()
        return super().eventFilter(watched, event)

    def _on_action_clicked(self) -> None:
        slot = self._slot
        self.hide()
        if slot is not None:
            slot()

    @override
    def enterEvent(self, event: QEnterEvent) -> None:
        self._timer.stop()
        super().enterEvent(event)

    @override
    def leaveEvent(self, event: QEvent) -> None:
        if self.isVisible():
            self._timer.start()
        super().leaveEvent(event)
