"""An empty page: one sentence, one primary action, quiet links."""

from collections.abc import Callable
from typing import Any

from PySide6.QtCore import QSize, Qt
from PySide6.QtWidgets import QHBoxLayout, QLabel, QPushButton, QVBoxLayout, QWidget

from ui.icons import icon as icon_of
from ui.style import px


class EmptyState(QWidget):
    """Centred in its place; `show_state` fills it again."""

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._mark = QLabel(self)
        self._mark.setAlignment(Qt.AlignmentFlag.AlignCenter)
        self.sentence = QLabel(self)
        self.sentence.setTextFormat(Qt.TextFormat.PlainText)
        self.sentence.setAlignment(Qt.AlignmentFlag.AlignCenter)
        self.sentence.setWordWrap(True)
        self.sentence.setProperty("section", True)
        self.note = QLabel(self)
        self.note.setTextFormat(Qt.TextFormat.PlainText)
        self.note.setAlignment(Qt.AlignmentFlag.AlignCenter)
        self.note.setWordWrap(True)
        self.note.setProperty("muted", True)
        self._buttons = QHBoxLayout()
        self._buttons.setSpacing(px(12))
        self._links = QHBoxLayout()
        layout = QVBoxLayout(self)
        layout.setSpacing(px(12))
        layout.addStretch(2)
        layout.addWidget(self._mark)
        layout.addWidget(self.sentence)
        layout.addWidget(self.note)
        layout.addSpacing(px(8))
        layout.addLayout(self._buttons)
        layout.addLayout(self._links)
        layout.addStretch(3)
        self._slots: dict[QPushButton, Callable[[], Any]] = {}

    def show_state(
        self,
        sentence: str,
        *,
        icon: str = "",
        note: str = "",
        buttons: tuple[tuple[str, Callable[[], Any]], ...] = (),
        links: tuple[tuple[str, Callable[[], Any]], ...] = (),
    ) -> None:
        """The first button is the primary one."""
        self.sentence.setText(sentence)
        self.note.setText(note)
        self.note.setVisible(bool(note))
        self._mark.setVisible(bool(icon))
        if icon:
            self._mark.setPixmap(icon_of(icon, "disabled").pixmap(QSize(px(48), px(48))))
        for button in self._slots:
            button.hide()
            button.deleteLater()
        self._slots.clear()
        for row in (self._buttons, self._links):
            while row.count():
                row.takeAt(0)
        self._fill(self._buttons, buttons, "primary", first_only=True)
        self._fill(self._links, links, "link", first_only=False)

    def button(self, text: str) -> QPushButton:
        """The button with that text."""
        return next(button for button in self._slots if button.text() == text)

    def _fill(
        self,
        row: QHBoxLayout,
        entries: tuple[tuple[str, Callable[[], Any]], ...],
        look: str,
        *,
        first_only: bool,
    ) -> None:
        row.addStretch(1)
        for at, (text, slot) in enumerate(entries):
            button = QPushButton(text, self)
            button.setProperty(look, at == 0 or not first_only)
            button.clicked.connect(self._on_button_clicked)
            self._slots[button] = slot
            row.addWidget(button)
        row.addStretch(1)

    def _on_button_clicked(self) -> None:
        sender = self.sender()
        if isinstance(sender, QPushButton) and sender in self._slots:
            self._slots[sender]()
