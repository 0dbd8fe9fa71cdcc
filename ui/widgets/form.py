"""A dialog that is a form: takes a row or none, `value()` answers plain data, `why_not()` keeps it open."""

from itertools import pairwise
from typing import Any

from PySide6.QtCore import QEvent, Qt, Signal
from PySide6.QtGui import QShowEvent
from PySide6.QtWidgets import QDialog, QGridLayout, QHBoxLayout, QLabel, QPushButton, QVBoxLayout, QWidget
from typing_extensions import override

from models.errors import Refusal
from ui.style import px

WIDEST = 560


class FormDialog(QDialog):
    """At most 560 px wide; Esc means that nothing happens. Opened with `messages.open_form`, never exec'd."""

    submitted = Signal(object)  # value()

    def __init__(self, title: str, parent: QWidget | None = None, *, accept_text: str = "确定") -> None:
        super().__init__(parent)
        self.setWindowTitle(title)
        self.setMaximumWidth(px(WIDEST))
        self.setMinimumWidth(px(400))
        self.setModal(True)
        heading = QLabel(title, self)
        heading.setTextFormat(Qt.TextFormat.PlainText)
        heading.setProperty("section", True)
        self._fields: list[QWidget] = []
        self._grid = QGridLayout()
        self._grid.setHorizontalSpacing(px(12))
        self._grid.setVerticalSpacing(px(8))
        self._grid.setColumnMinimumWidth(0, px(72))
        self._grid.setColumnStretch(1, 1)
        self._why = QLabel("", self)
        self._why.setTextFormat(Qt.TextFormat.PlainText)
        self._why.setWordWrap(True)
        self._why.setProperty("tone", "overdue")
        self._why.hide()
        self.cancel_button = QPushButton("取消", self)
        self.cancel_button.setAutoDefault(False)
        self.accept_button = QPushButton(accept_text, self)
        self.accept_button.setProperty("primary", True)
        self.accept_button.setDefault(True)
        self.cancel_button.clicked.connect(self.reject)
        self.accept_button.clicked.connect(self.accept)
        buttons = QHBoxLayout()
        buttons.addStretch(1)
        buttons.addWidget(self.cancel_button)
        buttons.addWidget(self.accept_button)
        layout = QVBoxLayout(self)
        layout.setContentsMargins(px(24), px(16), px(24), px(16))
        layout.setSpacing(px(12))
        layout.addWidget(heading)
        layout.addLayout(self._grid)
        layout.addWidget(self._why)
        layout.addStretch(1)
        layout.addLayout(buttons)

    def add(self, label: str, widget: QWidget, hint: str = "") -> QWidget:
        """A labelled row; with an empty label the widget takes the whole width."""
        row = self._grid.rowCount()
        self._fields.append(widget)
        if label:
            words = QLabel(label, self)
            words.setTextFormat(Qt.TextFormat.PlainText)
            words.setProperty("muted", True)
            words.setAlignment(Qt.AlignmentFlag.AlignTop | Qt.AlignmentFlag.AlignLeft)
            words.setContentsMargins(0, px(6), 0, 0)
            words.setBuddy(widget)
            widget.setAccessibleName(label)
            self._grid.addWidget(words, row, 0)
            self._grid.addWidget(widget, row, 1)
        else:
            self._grid.addWidget(widget, row, 0, 1, 2)
        if hint:
            note = QLabel(hint, self)
            note.setTextFormat(Qt.TextFormat.PlainText)
            note.setWordWrap(True)
            note.setProperty("caption", True)
            self._grid.addWidget(note, row + 1, 1)
        return widget

    def value(self) -> Any:
        """What was filled in, as plain data."""
        raise NotImplementedError

    def why_not(self) -> Refusal | None:
        """Why this cannot be accepted; None when it can."""
        return None

    def show_reason(self, text: str) -> None:
        """Say in red why the form stays open; empty takes the sentence away."""
        self._why.setText(text)
        self._why.setVisible(bool(text))

    @override
    def event(self, event: QEvent) -> bool:
        """A sentence that appears makes the form taller; nothing in it is cut."""
        if event.type() != QEvent.Type.LayoutRequest:
            return super().event(event)  # which may have been its last one
        done, layout = super().event(event), self.layout()
        if self.isVisible() and layout is not None:
            wanted = layout.totalHeightForWidth(self.width())
            if wanted > self.height():
                self.resize(self.width(), wanted)
        return done

    @override
    def showEvent(self, event: QShowEvent) -> None:
        """Tab goes through the fields in the order they were added, then the buttons; the first field has the focus,
        unless the form gave it to another one."""
        chain = [*self._fields, self.accept_button, self.cancel_button]
        for before, after in pairwise(chain):
            QWidget.setTabOrder(before, after)
        super().showEvent(event)
        if self._fields and self.focusWidget() is None:
            self._fields[0].setFocus()

    @override
    def accept(self) -> None:
        refusal = self.why_not()
        if refusal is not None:
            self.show_reason(str(refusal))
            return
        value = self.value()
        super().accept()
        self.submitted.emit(value)
