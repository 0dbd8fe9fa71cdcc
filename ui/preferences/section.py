"""A section of the settings: a card with a heading and labelled rows."""

from collections.abc import Callable
from typing import Any

from PySide6.QtCore import QSize, Qt
from PySide6.QtWidgets import (
    QButtonGroup,
    QFrame,
    QGridLayout,
    QHBoxLayout,
    QLabel,
    QPushButton,
    QVBoxLayout,
    QWidget,
)
from typing_extensions import override

from ui.icons import icon
from ui.style import px
from ui.tables.view import TableView

LABEL = 88
SHORT = 124  # heading and three rows


class Section(QFrame):
    """Rows of label and field; `note` gives a grey sentence, `buttons` a row of buttons."""

    def __init__(self, heading: str, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.setProperty("card", True)
        title = plain(heading, "section", self)
        self.grid = QGridLayout()
        self.grid.setHorizontalSpacing(px(12))
        self.grid.setVerticalSpacing(px(8))
        self.grid.setColumnMinimumWidth(0, px(LABEL))
        self.grid.setColumnStretch(1, 1)
        self._top = QHBoxLayout()
        self._top.addWidget(title)
        self._top.addStretch(1)
        column = QVBoxLayout(self)
        column.setContentsMargins(px(16), px(12), px(16), px(14))
        column.setSpacing(px(8))
        column.addLayout(self._top)
        column.addLayout(self.grid, 1)

    def add(self, label: str, field: QWidget, *, grows: bool = False) -> None:
        """A row; without a label the field takes the whole width; one that grows takes the height left over."""
        row = self.grid.rowCount()
        if grows:
            self.grid.setRowStretch(row, 1)
        if not label:
            self.grid.addWidget(field, row, 0, 1, 2)
            return
        words = plain(label, "muted", self)
        words.setBuddy(field)
        if not field.accessibleName():
            field.setAccessibleName(label)
        self.grid.addWidget(words, row, 0)
        self.grid.addWidget(field, row, 1)

    def add_top_button(self, text: str, name: str, slot: Callable[[], Any]) -> QPushButton:
        """A button at the right end of the heading."""
        button = QPushButton(icon(name), text, self)
        button.clicked.connect(slot)
        self._top.addWidget(button)
        return button

    def add_note(self, text: str = "") -> QLabel:
        """A grey sentence in the field column."""
        note = plain(text, "caption", self)
        note.setWordWrap(True)
        self.grid.addWidget(note, self.grid.rowCount(), 1)
        return note

    def add_text(self, label: str) -> QLabel:
        """A row that only shows; its text may be selected."""
        words = plain("", "", self)
        words.setWordWrap(True)
        words.setTextInteractionFlags(Qt.TextInteractionFlag.TextSelectableByMouse)
        self.add(label, words)
        return words

    def add_buttons(self, *entries: tuple[str, str, Callable[[], Any]], indent: bool = True) -> list[QPushButton]:
        """A row of buttons: (text, icon, slot)."""
        row = QHBoxLayout()
        row.setSpacing(px(8))
        made = []
        for text, name, slot in entries:
            button = QPushButton(text, self)
            if name:
                button.setIcon(icon(name))
            button.clicked.connect(slot)
            row.addWidget(button)
            made.append(button)
        row.addStretch(1)
        at = self.grid.rowCount()
        self.grid.addLayout(row, at, 1 if indent else 0, 1, 1 if indent else 2)
        return made


class ShortTable(TableView):
    """A table that is content with a few rows and takes more height when there is some."""

    @override
    def sizeHint(self) -> QSize:
        return QSize(super().sizeHint().width(), px(SHORT))

    @override
    def minimumSizeHint(self) -> QSize:
        return QSize(px(120), px(SHORT))


def plain(text: str, look: str, parent: QWidget) -> QLabel:
    """A label of plain text; `look` is a property of the style sheet (muted, caption, section) or nothing."""
    label = QLabel(text, parent)
    label.setTextFormat(Qt.TextFormat.PlainText)
    if look:
        label.setProperty(look, True)
    return label


class Choices(QFrame):
    """A segmented choice of values; `changed` is called with the value that was clicked."""

    def __init__(
        self, entries: tuple[tuple[Any, str], ...], changed: Callable[[Any], Any], parent: QWidget | None = None
    ) -> None:
        super().__init__(parent)
        self.setProperty("segments", True)
        self._changed = changed
        self._values: dict[int, Any] = {}
        self._group = QButtonGroup(self)
        row = QHBoxLayout(self)
        row.setContentsMargins(0, 0, 0, 0)
        row.setSpacing(0)
        for at, (value, text) in enumerate(entries):
            button = QPushButton(text, self)
            button.setCheckable(True)
            button.setProperty("segment", True)
            self._group.addButton(button, at)
            self._values[at] = value
            row.addWidget(button)
        self._group.idClicked.connect(self._on_group_id_clicked)

    @property
    def value(self) -> Any:
        """The value chosen, None for none."""
        return self._values.get(self._group.checkedId())

    def show_value(self, value: Any) -> None:
        """Show a value as chosen; nobody is told."""
        for at, known in self._values.items():
            if known == value:
                self._group.button(at).setChecked(True)

    def button(self, value: Any) -> QPushButton:
        """The button of a value. Raises KeyError."""
        for at, known in self._values.items():
            if known == value:
                button = self._group.button(at)
                assert isinstance(button, QPushButton)
                return button
        raise KeyError(value)

    def _on_group_id_clicked(self, at: int) -> None:
        self._changed(self._values[at])


def beside(*widgets: QWidget) -> QWidget:
    """Widgets in one row, left-aligned."""
    holder = QWidget()
    row = QHBoxLayout(holder)
    row.setContentsMargins(0, 0, 0, 0)
    row.setSpacing(px(8))
    for widget in widgets:
        row.addWidget(widget)
    row.addStretch(1)
    return holder
