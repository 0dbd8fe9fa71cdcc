"""Editors of cells: what opens in a cell and what value it gives back. Choices are asked for when it opens."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import dataclass
from datetime import date
from decimal import Decimal, InvalidOperation
from typing import Any

from PySide6.QtCore import QMimeData, QRect, QRegularExpression, Qt
from PySide6.QtGui import QRegularExpressionValidator, QTextOption
from PySide6.QtWidgets import QComboBox, QLineEdit, QPlainTextEdit, QWidget
from typing_extensions import override

from ui.style import px
from ui.widgets.quiet import Combo

Choices = Callable[[Any], Sequence["Option"]]


@dataclass(frozen=True, slots=True)
class Option:
    """One choice; it is found by its text and by `keys` (initials, other names); `hint` stands grey beside it."""

    value: Any
    text: str
    keys: tuple[str, ...] = ()
    hint: str = ""

    def rank(self, typed: str) -> int | None:
        """How well `typed` fits (0 best), None when it does not."""
        wanted = typed.strip().lower()
        if not wanted:
            return 3
        names = [self.text.lower(), *(key.lower() for key in self.keys)]
        if wanted in names:
            return 0
        if any(name.startswith(wanted) for name in names):
            return 1
        if any(wanted in name for name in names):
            return 2
        return None


def matches(options: Sequence[Option], typed: str, limit: int = 12) -> list[Option]:
    """The options that fit what was typed, best first, their order kept among equals."""
    ranked = [(rank, at, option) for at, option in enumerate(options) if (rank := option.rank(typed)) is not None]
    return [option for _, _, option in sorted(ranked, key=lambda entry: entry[:2])[:limit]]


@dataclass(frozen=True, slots=True)
class Editor:
    """Base: `create` makes the widget, `load` fills it, `result` reads it."""

    def create(self, parent: QWidget, row: Any) -> QWidget:
        line = QLineEdit(parent)
        line.setProperty("cell", True)
        line.setFrame(False)
        return line

    def load(self, widget: QWidget, value: Any) -> None:
        assert isinstance(widget, QLineEdit)
        widget.setText("" if value is None else str(value))
        widget.selectAll()

    def result(self, widget: QWidget) -> Any:
        assert isinstance(widget, QLineEdit)
        return widget.text().strip()


class WrappedLine(QPlainTextEdit):
    """One line of text without breaks, folded in the width of its cell: it grows downwards with what is typed."""

    def __init__(self, parent: QWidget) -> None:
        super().__init__(parent)
        self._least = 0
        self.setVerticalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        self.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        self.setWordWrapMode(QTextOption.WrapMode.WrapAtWordBoundaryOrAnywhere)
        self.document().setDocumentMargin(2)
        self.textChanged.connect(self._fit)

    def place(self, cell: QRect) -> None:
        """Lie over a cell, as high as it or higher."""
        self._least = cell.height()
        self.setGeometry(cell)
        self._fit()

    @override
    def insertFromMimeData(self, source: QMimeData) -> None:
        self.insertPlainText(" ".join(source.text().split("\n")).strip())

    def _fit(self) -> None:
        rows = max(1, round(self.document().size().height()))  # a plain text document measures itself in lines
        height = rows * self.fontMetrics().lineSpacing() + 2 * int(self.document().documentMargin()) + px(4)
        around = self.parentWidget()
        room = around.height() if around is not None else height
        box = QRect(self.geometry())
        box.setHeight(min(max(self._least, height), room))
        if box.bottom() > room:
            box.moveBottom(room)
        if box != self.geometry():
            self.setGeometry(box)


@dataclass(frozen=True, slots=True)
class TextEditor(Editor):
    """Plain text; `multiline` opens a box over several rows (Alt+Enter breaks the line); `folds` keeps one line, but
    shows all of it."""

    multiline: bool = False
    folds: bool = False

    def create(self, parent: QWidget, row: Any) -> QWidget:
        if self.folds:
            line = WrappedLine(parent)
            line.setProperty("cell", True)
            line.setTabChangesFocus(True)
            return line
        if not self.multiline:
            return Editor.create(self, parent, row)
        box = QPlainTextEdit(parent)
        box.setProperty("cell", True)
        box.setTabChangesFocus(True)
        box.setVerticalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAsNeeded)
        return box

    def load(self, widget: QWidget, value: Any) -> None:
        if isinstance(widget, QPlainTextEdit):
            widget.setPlainText("" if value is None else str(value))
            widget.selectAll()
        else:
            Editor.load(self, widget, value)

    def result(self, widget: QWidget) -> Any:
        if isinstance(widget, WrappedLine):
            return " ".join(widget.toPlainText().split("\n")).strip()
        if isinstance(widget, QPlainTextEdit):
            return widget.toPlainText().strip()
        return Editor.result(self, widget)


@dataclass(frozen=True, slots=True)
class ChoiceEditor(Editor):
    """One of a few: the result is the option's value."""

    choices: Choices

    def create(self, parent: QWidget, row: Any) -> QWidget:
        box = Combo(parent)
        box.setProperty("cell", True)
        box.setFrame(False)
        for option in self.choices(row):
            box.addItem(option.text, option.value)
        return box

    def load(self, widget: QWidget, value: Any) -> None:
        assert isinstance(widget, QComboBox)
        for at in range(widget.count()):
            if widget.itemData(at) == value or widget.itemText(at) == value:
                widget.setCurrentIndex(at)
                return

    def result(self, widget: QWidget) -> Any:
        assert isinstance(widget, QComboBox)
        return widget.currentData()


@dataclass(frozen=True, slots=True)
class CompleterEditor(Editor):
    """Free text with proposals under it; the result is the text. With `several` the names are parted by `separator`."""

    choices: Choices
    several: bool = False
    separator: str = "、"
    spaces: bool = False  # a blank parts names too

    def create(self, parent: QWidget, row: Any) -> QWidget:
        from ui.tables.completing import CompletingLine

        line = CompletingLine(
            self.choices(row), self.separator if self.several else "", parent, spaces=self.several and self.spaces
        )
        line.setProperty("cell", True)
        return line


@dataclass(frozen=True, slots=True)
class UnitsEditor(CompleterEditor):
    """Units typed by 简称, 拼音 initials or a part of the name, several parted by 、; the result is the text."""

    several: bool = True
    spaces: bool = True


@dataclass(frozen=True, slots=True)
class DateEditor(Editor):
    """A day typed as 2026-05-31, 5-31, 5.31 or 5月31日; the result is a date, None for empty, text if unreadable."""

    def load(self, widget: QWidget, value: Any) -> None:
        Editor.load(self, widget, value.isoformat() if isinstance(value, date) else value)
        assert isinstance(widget, QLineEdit)
        widget.setPlaceholderText("2026-05-31")

    def result(self, widget: QWidget) -> Any:
        text = str(Editor.result(self, widget))
        return parse_day(text) if text else None


@dataclass(frozen=True, slots=True)
class NumberEditor(Editor):
    """A number; the result is a Decimal, None for empty, the text itself when it is no number."""

    decimals: int = 2

    def create(self, parent: QWidget, row: Any) -> QWidget:
        line = Editor.create(self, parent, row)
        assert isinstance(line, QLineEdit)
        line.setAlignment(Qt.AlignmentFlag.AlignRight | Qt.AlignmentFlag.AlignVCenter)
        part = rf"([.．][0-9０-９]{{0,{self.decimals}}})?" if self.decimals else ""
        line.setValidator(QRegularExpressionValidator(QRegularExpression(rf"-?[0-9０-９]{{0,12}}{part}"), line))
        return line

    def result(self, widget: QWidget) -> Any:
        text = str(Editor.result(self, widget))
        return parse_number(text) if text else None


def parse_day(text: str, today: date | None = None) -> date | str:
    """A day as people type it; without a year the present one. The text itself when it is no day."""
    import re

    found = re.fullmatch(r"(?:(\d{4})\s*[-./年])?\s*(\d{1,2})\s*[-./月]\s*(\d{1,2})\s*日?", text.strip())
    if found is None:
        found = re.fullmatch(r"(\d{4})(\d{2})(\d{2})", text.strip())
    if found is None:
        return text
    year = int(found.group(1)) if found.group(1) else (today or date.today()).year
    try:
        return date(year, int(found.group(2)), int(found.group(3)))
    except ValueError:
        return text


def parse_number(text: str) -> Decimal | str:
    """A number typed with half- or full-width figures; the text itself when it is none."""
    plain = text.translate({0xFF10 + digit: str(digit) for digit in range(10)} | {0xFF0E: ".", 0xFF0D: "-"})
    try:
        number = Decimal(plain.strip())
    except InvalidOperation:
        return text
    return number if number.is_finite() else text
