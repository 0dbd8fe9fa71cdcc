"""The two small dialogs of ui.messages: a choice, and one line of text."""

from collections.abc import Callable

from PySide6.QtCore import Qt, Signal
from PySide6.QtWidgets import QDialog, QHBoxLayout, QLabel, QLineEdit, QPushButton, QVBoxLayout, QWidget

from models.errors import Refusal
from ui.messages import Choice
from ui.style import px
from ui.widgets.form import WIDEST, FormDialog


class Question(QDialog):
    """A sentence and a few buttons; 取消 and Esc close it without an answer."""

    answered = Signal(str)

    def __init__(self, title: str, text: str, choices: tuple[Choice, ...], parent: QWidget | None) -> None:
        super().__init__(parent)
        self.setWindowTitle(title)
        self.setModal(True)
        self.setMaximumWidth(px(WIDEST))
        self.setMinimumWidth(px(380))
        self.text = text
        heading = QLabel(title, self)
        heading.setTextFormat(Qt.TextFormat.PlainText)
        heading.setProperty("section", True)
        words = QLabel(text, self)
        words.setTextFormat(Qt.TextFormat.PlainText)
        words.setWordWrap(True)
        words.setTextInteractionFlags(Qt.TextInteractionFlag.TextSelectableByMouse)
        buttons = QHBoxLayout()
        buttons.setSpacing(px(8))
        buttons.addStretch(1)
        self.cancel_button = QPushButton("取消", self)
        self.cancel_button.setAutoDefault(True)
        self.cancel_button.clicked.connect(self.reject)
        buttons.addWidget(self.cancel_button)
        self.buttons: dict[str, QPushButton] = {}
        for choice in choices:
            button = QPushButton(choice.text, self)
            button.setProperty("choice", choice.key)
            button.setProperty("primary", choice.primary and not choice.danger)
            button.setProperty("danger", choice.danger)
            button.setAutoDefault(True)  # Enter does what has the focus
            button.clicked.connect(self._on_choice_clicked)
            buttons.addWidget(button)
            self.buttons[choice.key] = button
        first = next((self.buttons[choice.key] for choice in choices if choice.primary), self.cancel_button)
        first.setDefault(True)
        first.setFocus()
        layout = QVBoxLayout(self)
        layout.setContentsMargins(px(24), px(16), px(24), px(16))
        layout.setSpacing(px(12))
        layout.addWidget(heading)
        layout.addWidget(words)
        layout.addSpacing(px(4))
        layout.addLayout(buttons)

    def _on_choice_clicked(self) -> None:
        key = str(self.sender().property("choice"))
        self.accept()
        self.answered.emit(key)


class TextQuestion(FormDialog):
    """One line of text, checked by a rule before it is taken."""

    entered = Signal(str)

    def __init__(
        self,
        title: str,
        label: str,
        parent: QWidget | None,
        *,
        value: str = "",
        why_not: Callable[[str], Refusal | None] | None = None,
        password: bool = False,
        hint: str = "",
    ) -> None:
        super().__init__(title, parent)
        self._rule = why_not
        self.text = title
        self.line = QLineEdit(value, self)
        if password:
            self.line.setEchoMode(QLineEdit.EchoMode.Password)
        self.line.selectAll()
        self.add(label, self.line, hint)
        self.submitted.connect(self._on_submitted)
        self.line.setFocus()

    def _on_submitted(self, text: object) -> None:
        self.entered.emit(str(text))

    def value(self) -> str:
        return self.line.text()

    def why_not(self) -> Refusal | None:
        return self._rule(self.line.text()) if self._rule is not None else None
