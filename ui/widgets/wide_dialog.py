"""A wide dialog in which something read from elsewhere is checked before it is written."""

from typing import Any

from PySide6.QtCore import Qt, Signal
from PySide6.QtGui import QGuiApplication
from PySide6.QtWidgets import QDialog, QHBoxLayout, QLabel, QPushButton, QVBoxLayout, QWidget
from typing_extensions import override

from models.errors import Refusal
from ui.style import px


class WideDialog(QDialog):
    """Subclasses fill `body`; `value()` answers what is to be written. Esc means that nothing happens."""

    submitted = Signal(object)  # value()

    def __init__(self, title: str, sentence: str, parent: QWidget | None, *, accept_text: str) -> None:
        super().__init__(parent)
        self.setWindowTitle(title)
        self.setModal(True)
        screen = (parent.screen() if parent is not None else QGuiApplication.primaryScreen()).availableGeometry()
        self.resize(min(px(1080), screen.width() - px(48)), min(px(620), screen.height() - px(72)))
        heading = QLabel(title, self)
        heading.setTextFormat(Qt.TextFormat.PlainText)
        heading.setProperty("section", True)
        self.sentence = QLabel(sentence, self)
        self.sentence.setTextFormat(Qt.TextFormat.PlainText)
        self.sentence.setWordWrap(True)
        self.sentence.setProperty("muted", True)
        self.body = QVBoxLayout()
        self.body.setSpacing(px(8))
        self.why = QLabel("", self)
        self.why.setTextFormat(Qt.TextFormat.PlainText)
        self.why.setWordWrap(True)
        self.why.setProperty("tone", "overdue")
        self.cancel_button = QPushButton("取消", self)
        self.cancel_button.setAutoDefault(False)
        self.accept_button = QPushButton(accept_text, self)
        self.accept_button.setProperty("primary", True)
        self.accept_button.setAutoDefault(False)  # Enter belongs to the cells
        self.cancel_button.clicked.connect(self.reject)
        self.accept_button.clicked.connect(self.accept)
        self.footer = QHBoxLayout()
        self.footer.setSpacing(px(8))
        self.footer.addWidget(self.why, 1)
        self.footer.addWidget(self.cancel_button)
        self.footer.addWidget(self.accept_button)
        layout = QVBoxLayout(self)
        layout.setContentsMargins(px(24), px(16), px(24), px(16))
        layout.setSpacing(px(8))
        layout.addWidget(heading)
        layout.addWidget(self.sentence)
        layout.addLayout(self.body, 1)
        layout.addLayout(self.footer)

    def value(self) -> Any:
        """What is to be written, as plain data."""
        raise NotImplementedError

    def why_not(self) -> Refusal | None:
        """Why nothing can be written now; None when it can."""
        return None

    def show_state(self) -> None:
        """Tell why it cannot be accepted, or let it be."""
        refusal = self.why_not()
        self.accept_button.setEnabled(refusal is None)
        self.accept_button.setToolTip("" if refusal is None else str(refusal))

    @override
    def accept(self) -> None:
        refusal = self.why_not()
        if refusal is not None:
            self.why.setText(str(refusal))
            return
        value = self.value()
        super().accept()
        self.submitted.emit(value)
