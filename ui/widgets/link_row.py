"""A quiet action under the values of an inspector's section."""

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QHBoxLayout, QPushButton, QWidget

from ui.style import px
from ui.widgets.inspector import LABEL_WIDTH


class LinkRow(QWidget):
    """Words in the accent colour, left aligned with the values."""

    clicked = Signal()

    def __init__(self, words: str, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        button = QPushButton(words, self)
        button.setProperty("link", True)
        button.clicked.connect(self.clicked)
        row = QHBoxLayout(self)
        row.setContentsMargins(px(LABEL_WIDTH) + px(4), 0, 0, 0)
        row.addWidget(button)
        row.addStretch(1)
