"""Fields of the inspector: frameless until hover or focus; each tells its value once, when it is left or on Enter."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from datetime import date
from typing import Any

from PySide6.QtCore import QSize, Qt, Signal
from PySide6.QtGui import QFocusEvent, QKeyEvent, QResizeEvent
from PySide6.QtWidgets import QCheckBox, QLabel, QLineEdit, QPlainTextEdit, QVBoxLayout, QWidget
from typing_extensions import override

from ui.style import px
from ui.tables.cells import Chip
from ui.tables.completing import CompletingLine
from ui.tables.editors import Option, parse_day, parse_number
from ui.widgets.chips import ChipRow
from ui.widgets.quiet import Combo
from ui.widgets.unit_picker import UnitPicker


class Field(QWidget):
    """Base: `set_value` shows a value and tells nobody; `committed(value)` comes once per change by the user."""

    committed = Signal(object)

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._shown: Any = None
        self._box = QVBoxLayout(self)
        self._box.setContentsMargins(0, 0, 0, 0)
        self._box.setSpacing(0)

    def set_value(self, value: Any) -> None:
        """Show a value."""
        self._shown = value

    def value(self) -> Any:
        """What stands in the field now."""
        return self._shown

    def name(self, label: str) -> None:
        """The accessible name."""
        self.setAccessibleName(label)
        proxy = self.focusProxy()
        if proxy is not None:
            proxy.setAccessibleName(label)

    def _commit(self) -> None:
        value = self.value()
        if value != self._shown:
            self._shown = value
            self.committed.emit(value)


class LineField(Field):
    """One line of text; with `choices` it proposes names."""

    def __init__(
        self, hint: str = "", choices: Callable[[], Sequence[Option]] | None = None, parent: QWidget | None = None
    ) -> None:
        super().__init__(parent)
        self._choices = choices
        self.line: QLineEdit = CompletingLine((), "", self) if choices is not None else QLineEdit(self)
        self.line.setProperty("frameless", True)
        self.line.setPlaceholderText(hint)
        self.line.editingFinished.connect(self._commit)
        self._box.addWidget(self.line)
        self.setFocusProxy(self.line)

    @override
    def set_value(self, value: Any) -> None:
        super().set_value("" if value is None else str(value))
        if isinstance(self.line, CompletingLine) and self._choices is not None:
            self.line.set_options(self._choices())
        self.line.setText(self._shown)
        self.line.setCursorPosition(0)

    @override
    def value(self) -> Any:
        return self.line.text().strip()


class NumberField(LineField):
    """A number: Decimal, None for empty, the text when it is none (the action refuses it)."""

    @override
    def set_value(self, value: Any) -> None:
        super().set_value("" if value is None else f"{value:g}" if isinstance(value, float) else value)
        self._shown = self.value()

    @override
    def value(self) -> Any:
        text = self.line.text().strip()
        return parse_number(text) if text else None


class DateField(LineField):
    """A day: date, None for empty, the text when it is none."""

    def __init__(self, hint: str = "2026-05-31", parent: QWidget | None = None) -> None:
        super().__init__(hint, parent=parent)

    @override
    def set_value(self, value: Any) -> None:
        super().set_value(value.isoformat() if isinstance(value, date) else value)
        self._shown = self.value()

    @override
    def value(self) -> Any:
        text = self.line.text().strip()
        return parse_day(text) if text else None


class _GrowingEdit(QPlainTextEdit):
    """Grows with its text up to ten lines; Ctrl+Enter and leaving commit."""

    left = Signal()

    def __init__(self, least: int, parent: QWidget) -> None:
        super().__init__(parent)
        self._least = least
        self.setTabChangesFocus(True)
        self.setVerticalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAsNeeded)
        self.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        self.document().setDocumentMargin(2)
        self.textChanged.connect(self.fit)

    def fit(self) -> None:
        """Take the height of the text."""
        lines = max(self._least, min(10, int(self.document().size().height())))
        self.setFixedHeight(lines * (self.fontMetrics().lineSpacing() + 1) + px(15))

    @override
    def resizeEvent(self, event: QResizeEvent) -> None:
        super().resizeEvent(event)
        self.fit()

    @override
    def focusOutEvent(self, event: QFocusEvent) -> None:
        super().focusOutEvent(event)
        self.left.emit()

    @override
    def keyPressEvent(self, event: QKeyEvent) -> None:
        if (
            event.key() in (Qt.Key.Key_Return, Qt.Key.Key_Enter)
            and event.modifiers() & Qt.KeyboardModifier.ControlModifier
        ):
            self.left.emit()
            return
        super().keyPressEvent(event)

    @override
    def minimumSizeHint(self) -> QSize:
        return QSize(px(80), px(30))


class TextField(Field):
    """Several lines of text."""

    def __init__(self, hint: str = "", lines: int = 2, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.edit = _GrowingEdit(lines, self)
        self.edit.setProperty("frameless", True)
        self.edit.setPlaceholderText(hint)
        self.edit.left.connect(self._commit)
        self._box.addWidget(self.edit)
        self.setFocusProxy(self.edit)

    @override
    def set_value(self, value: Any) -> None:
        super().set_value("" if value is None else str(value))
        if self.edit.toPlainText() != self._shown:
            self.edit.setPlainText(self._shown)
        self.edit.fit()

    @override
    def value(self) -> Any:
        return self.edit.toPlainText().strip()


class ChoiceField(Field):
    """One of a few: the option's value. `options` may be a function, asked at each load."""

    def __init__(
        self, options: Sequence[Option] | Callable[[], Sequence[Option]], parent: QWidget | None = None
    ) -> None:
        super().__init__(parent)
        self._options = options
        self.box = Combo(self)
        self.box.setProperty("frameless", True)
        self.box.activated.connect(self._on_box_activated)
        self._box.addWidget(self.box)
        self.setFocusProxy(self.box)
        self._fill()

    def _fill(self) -> None:
        options = self._options() if callable(self._options) else self._options
        self.box.clear()
        for option in options:
            self.box.addItem(option.text, option.value)

    @override
    def set_value(self, value: Any) -> None:
        super().set_value(value)
        if callable(self._options):
            self._fill()
        at = next((at for at in range(self.box.count()) if self.box.itemData(at) == value), -1)
        self.box.setCurrentIndex(at)

    @override
    def value(self) -> Any:
        return self.box.currentData()

    def _on_box_activated(self, at: int) -> None:
        self._commit()


class BoolField(Field):
    """Yes or no, with its words behind the box."""

    def __init__(self, text: str, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.check = QCheckBox(text, self)
        self.check.clicked.connect(self._commit)
        self._box.addWidget(self.check)
        self.setFocusProxy(self.check)

    @override
    def set_value(self, value: Any) -> None:
        super().set_value(bool(value))
        self.check.setChecked(bool(value))

    @override
    def value(self) -> Any:
        return self.check.isChecked()


class UnitsField(Field):
    """Units as chips in their role colour; the value is a tuple of option values in order."""

    def __init__(
        self,
        choices: Callable[[], Sequence[Option]],
        role: str = "plain",
        *,
        single: bool = False,
        parent: QWidget | None = None,
    ) -> None:
        super().__init__(parent)
        self.picker = UnitPicker(choices, role, single=single, parent=self)
        self.picker.changed.connect(self._on_picker_changed)
        self._box.addWidget(self.picker)
        self.setFocusProxy(self.picker.line)

    @override
    def set_value(self, value: Any) -> None:
        super().set_value(tuple(value or ()))
        self.picker.set_values(self._shown)

    @override
    def value(self) -> Any:
        return self.picker.values

    def _on_picker_changed(self, values: object) -> None:
        self._commit()


class ReadField(Field):
    """Text to read and copy."""

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.label = QLabel(self)
        self.label.setTextFormat(Qt.TextFormat.PlainText)
        self.label.setWordWrap(True)
        self.label.setTextInteractionFlags(Qt.TextInteractionFlag.TextSelectableByMouse)
        self.label.setContentsMargins(px(9), px(6), px(4), px(6))
        self._box.addWidget(self.label)

    @override
    def set_value(self, value: Any) -> None:
        super().set_value("" if value is None else str(value))
        self.label.setText(self._shown)


class ChipsField(Field):
    """Chips to read."""

    def __init__(self, empty: str = "", parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.row = ChipRow(empty=empty, parent=self)
        self._box.setContentsMargins(px(8), 0, 0, 0)
        self._box.addWidget(self.row)

    @override
    def set_value(self, value: Any) -> None:
        super().set_value(value)
        chips: tuple[Chip, ...] = tuple(value or ())
        self.row.set_chips(chips)
