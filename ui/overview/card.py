"""A card of the overview: a heading with something to the right of it, and a body."""

from PySide6.QtCore import Qt
from PySide6.QtWidgets import QFrame, QHBoxLayout, QLabel, QVBoxLayout, QWidget

from ui.style import px


class Card(QFrame):
    """White surface with a hairline; `head` takes widgets right of the heading, `put` the body."""

    def __init__(self, heading: str, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.setProperty("card", True)
        self.heading = QLabel(heading, self)
        self.heading.setTextFormat(Qt.TextFormat.PlainText)
        self.heading.setProperty("section", True)
        self.head = QHBoxLayout()
        self.head.setContentsMargins(px(8), px(8), px(8), px(6))
        self.head.setSpacing(px(12))
        self.head.addWidget(self.heading)
        self._column = QVBoxLayout(self)
        self._column.setContentsMargins(px(4), 1, px(4), px(4))
        self._column.setSpacing(0)
        self._column.addLayout(self.head)

    def put(self, widget: QWidget) -> None:
        """Add a widget below the heading; it takes the height that is left."""
        self._column.addWidget(widget, 1)
