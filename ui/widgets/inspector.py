"""The panel right of a list: labels 72 px grey, fields without frames until hover or focus, folding sections."""

from __future__ import annotations

from typing import Any

from PySide6.QtCore import QObject, Qt, Signal
from PySide6.QtWidgets import (
    QFrame,
    QGridLayout,
    QHBoxLayout,
    QLabel,
    QScrollArea,
    QStackedWidget,
    QToolButton,
    QVBoxLayout,
    QWidget,
)

from ui.icons import icon
from ui.style import px
from ui.widgets.fields import (
    BoolField,
    ChipsField,
    ChoiceField,
    DateField,
    Field,
    LineField,
    NumberField,
    ReadField,
    TextField,
    UnitsField,
)

LABEL_WIDTH = 72


class Section(QWidget):
    """A folding group of fields; made by `Inspector.add_section`."""

    edited = Signal(str, object)

    def __init__(self, title: str, folded: bool, parent: QWidget) -> None:
        super().__init__(parent)
        self.fields: dict[str, Field] = {}
        self._labels: dict[str, QLabel] = {}
        self._title = title
        self._toggle = QToolButton(self)
        self._toggle.setProperty("fold", True)
        self._toggle.setText(title)
        self._toggle.setToolButtonStyle(Qt.ToolButtonStyle.ToolButtonTextBesideIcon)
        self._toggle.setCheckable(True)
        self._toggle.setVisible(bool(title))
        self._toggle.toggled.connect(self._on_toggled)
        self._extra = QHBoxLayout()
        self._extra.setContentsMargins(0, 0, 0, 0)
        top = QHBoxLayout()
        top.addWidget(self._toggle)
        top.addStretch(1)
        top.addLayout(self._extra)
        self._content = QWidget(self)
        self._grid = QGridLayout(self._content)
        self._grid.setContentsMargins(0, 0, 0, 0)
        self._grid.setHorizontalSpacing(px(4))
        self._grid.setVerticalSpacing(px(2))
        self._grid.setColumnMinimumWidth(0, px(LABEL_WIDTH))
        self._grid.setColumnStretch(1, 1)
        layout = QVBoxLayout(self)
        layout.setContentsMargins(px(12), px(4), px(8), px(8))
        layout.setSpacing(px(2))
        layout.addLayout(top)
        layout.addWidget(self._content)
        self._on_toggled(False)
        self._toggle.setChecked(folded)

    def add(self, key: str, label: str, field: Field) -> Field:
        """A labelled field; its value comes from and goes to `key`."""
        row = self._grid.rowCount()
        words = QLabel(label, self._content)
        words.setTextFormat(Qt.TextFormat.PlainText)
        words.setProperty("fieldLabel", True)
        words.setFixedWidth(px(LABEL_WIDTH))
        words.setAlignment(Qt.AlignmentFlag.AlignTop | Qt.AlignmentFlag.AlignLeft)
        words.setContentsMargins(0, px(7), 0, 0)
        words.setWordWrap(True)
        field.name(label)
        words.setBuddy(field)
        self._grid.addWidget(words, row, 0)
        self._grid.addWidget(field, row, 1)
        self.fields[key] = field
        self._labels[key] = words
        _Relay(self, key, field)
        return field

    def clear_fields(self) -> None:
        """Take all fields away, so that others can be added."""
        for widget in (*self._labels.values(), *self.fields.values()):
            self._grid.removeWidget(widget)
            widget.hide()
            widget.deleteLater()
        self._labels, self.fields = {}, {}

    def add_across(self, key: str, field: Field) -> Field:
        """A field over the whole width that bears its label itself."""
        self.add_widget(field)
        self.fields[key] = field
        _Relay(self, key, field)
        return field

    def add_widget(self, widget: QWidget) -> None:
        """Anything over the whole width."""
        self._grid.addWidget(widget, self._grid.rowCount(), 0, 1, 2)

    def add_title_widget(self, widget: QWidget) -> None:
        """A small button at the right end of the section's title."""
        self._extra.addWidget(widget)

    def set_shown(self, key: str, shown: bool) -> None:
        """Show or hide one field with its label."""
        self.fields[key].setVisible(shown)
        self._labels[key].setVisible(shown)

    def set_title(self, title: str) -> None:
        self._toggle.setText(title)

    @property
    def is_folded(self) -> bool:
        return self._toggle.isChecked()

    def _on_toggled(self, folded: bool) -> None:
        self._toggle.setIcon(icon("chevron-right" if folded else "chevron-down", "secondary"))
        self._content.setVisible(not folded)


class _Relay(QObject):
    """Says under which key a field was committed."""

    def __init__(self, section: Section, key: str, field: Field) -> None:
        super().__init__(field)
        self._section = section
        self._key = key
        field.committed.connect(self._on_committed)

    def _on_committed(self, value: object) -> None:
        self._section.edited.emit(self._key, value)


class Inspector(QWidget):
    """`set_values` shows a record, `clear` a sentence; `edited(key, value)` once per change by the user."""

    edited = Signal(str, object)

    def __init__(self, parent: QWidget | None = None, *, empty: str = "选中一行，在这里查看和修改。") -> None:
        super().__init__(parent)
        self.sections: list[Section] = []
        self._title = QLabel(self)
        self._title.setTextFormat(Qt.TextFormat.PlainText)
        self._title.setWordWrap(True)
        self._title.setProperty("section", True)
        self._title.setTextInteractionFlags(Qt.TextInteractionFlag.TextSelectableByMouse)
        self._subtitle = QLabel(self)
        self._subtitle.setTextFormat(Qt.TextFormat.PlainText)
        self._subtitle.setWordWrap(True)
        self._subtitle.setProperty("caption", True)
        top = QFrame(self)
        head = QVBoxLayout(top)
        head.setContentsMargins(px(12), px(12), px(12), px(4))
        head.setSpacing(px(4))
        head.addWidget(self._title)
        head.addWidget(self._subtitle)
        content = QWidget()
        self._body = QVBoxLayout(content)
        self._body.setContentsMargins(0, 0, 0, px(12))
        self._body.setSpacing(0)
        self._body.addWidget(top)
        self._body.addStretch(1)
        self._scroll = QScrollArea(self)
        self._scroll.setWidgetResizable(True)
        self._scroll.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        self._scroll.setFrameShape(QFrame.Shape.NoFrame)
        self._scroll.setWidget(content)
        self._none = QLabel(empty, self)
        self._none.setTextFormat(Qt.TextFormat.PlainText)
        self._none.setWordWrap(True)
        self._none.setAlignment(Qt.AlignmentFlag.AlignCenter)
        self._none.setProperty("muted", True)
        self._none.setContentsMargins(px(24), 0, px(24), 0)
        self._stack = QStackedWidget(self)
        self._stack.addWidget(self._scroll)
        self._stack.addWidget(self._none)
        self._stack.setCurrentWidget(self._none)
        layout = QVBoxLayout(self)
        layout.setContentsMargins(0, 0, 0, 0)
        layout.addWidget(self._stack)

    def add_section(self, title: str = "", folded: bool = False) -> Section:
        """A group of fields; without a title it does not fold."""
        section = Section(title, folded, self)
        section.edited.connect(self.edited)
        self._body.insertWidget(self._body.count() - 1, section)
        self.sections.append(section)
        return section

    def set_values(self, title: str, values: dict[str, Any], subtitle: str = "") -> None:
        """Show a record. A field that is being typed in keeps what is typed."""
        self._title.setText(title)
        self._subtitle.setText(subtitle)
        self._subtitle.setVisible(bool(subtitle))
        for section in self.sections:
            for key, field in section.fields.items():
                if key in values:
                    field.set_value(values[key])
        self._stack.setCurrentWidget(self._scroll)

    def to_top(self) -> None:
        """Show the first fields, as of another record."""
        self._scroll.verticalScrollBar().setValue(0)

    def clear(self, sentence: str = "") -> None:
        """Show a sentence instead of a record."""
        if sentence:
            self._none.setText(sentence)
        self._stack.setCurrentWidget(self._none)

    def field(self, key: str) -> Field:
        """The field of that key. Raises KeyError."""
        for section in self.sections:
            if key in section.fields:
                return section.fields[key]
        raise KeyError(key)

    @property
    def is_clear(self) -> bool:
        return self._stack.currentWidget() is self._none


__all__ = [
    "BoolField",
    "ChipsField",
    "ChoiceField",
    "DateField",
    "Field",
    "Inspector",
    "LineField",
    "NumberField",
    "ReadField",
    "Section",
    "TextField",
    "UnitsField",
]
