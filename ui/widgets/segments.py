"""A segmented switch: a few words side by side, one of them on."""

from __future__ import annotations

from collections.abc import Sequence

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QAbstractButton, QButtonGroup, QFrame, QHBoxLayout, QPushButton, QWidget


class Segments(QFrame):
    """`chosen(key)` when the user clicks; `set_key` shows one as on and tells nobody."""

    chosen = Signal(str)

    def __init__(self, entries: Sequence[tuple[str, str]], parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.setProperty("segments", True)
        self._group = QButtonGroup(self)
        self._group.setExclusive(True)
        row = QHBoxLayout(self)
        row.setContentsMargins(0, 0, 0, 0)
        row.setSpacing(0)
        for at, (key, text) in enumerate(entries):
            button = QPushButton(text, self)
            button.setCheckable(True)
            button.setChecked(at == 0)
            button.setProperty("segment", True)
            button.setProperty("key", key)
            self._group.addButton(button, at)
            row.addWidget(button)
        self._group.buttonClicked.connect(self._on_group_button_clicked)

    @property
    def key(self) -> str:
        """The key of the word that is on."""
        button = self._group.checkedButton()
        return str(button.property("key")) if button is not None else ""

    def set_key(self, key: str) -> None:
        """Show another word as on."""
        for button in self._group.buttons():
            if button.property("key") == key:
                button.setChecked(True)

    def set_text(self, key: str, text: str) -> None:
        """Other words for a key, such as a count behind them."""
        for button in self._group.buttons():
            if button.property("key") == key:
                button.setText(text)

    def _on_group_button_clicked(self, button: QAbstractButton) -> None:
        self.chosen.emit(str(button.property("key")))
