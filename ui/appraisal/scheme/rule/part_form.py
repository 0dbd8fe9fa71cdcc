"""The form of one part of a rule."""

from __future__ import annotations

from dataclasses import replace

from PySide6.QtCore import Qt, Signal
from PySide6.QtWidgets import QFrame, QGridLayout, QHBoxLayout, QLabel, QToolButton, QWidget
from typing_extensions import override

from models.appraisal.rules.kinds import Part
from ui.appraisal.scheme.rule.cells import Cell, SignedCell
from ui.appraisal.scheme.rule.forms import kind_of
from ui.icons import icon
from ui.style import px


class PartForm(QFrame):
    """`typed` while it changes, `left` when a field is done with; `moved(by)` and `removed` ask for its place."""

    typed = Signal()
    left = Signal()
    moved = Signal(object, int)  # itself, -1 or +1
    removed = Signal(object)  # itself

    def __init__(self, part: Part, number: int, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.part = part
        self.kind = kind_of(part)
        self.cells: dict[str, Cell] = {}
        self.setProperty("card", True)
        self.setAccessibleName(f"第{number}部分 {self.kind.word}")
        self._grid = QGridLayout(self)
        self._grid.setContentsMargins(px(8), px(4), px(8), px(8))
        self._grid.setHorizontalSpacing(px(4))
        self._grid.setVerticalSpacing(px(4))
        self._grid.setColumnMinimumWidth(0, px(64))
        self._grid.setColumnStretch(1, 1)
        self._grid.addLayout(self._head(number), 0, 0, 1, 2)
        for spec in self.kind.specs:
            self._add(spec.key, spec.label, spec.cell())
        self.show_part(part)

    def _head(self, number: int) -> QHBoxLayout:
        word = QLabel(f"{number}　{self.kind.word}", self)
        word.setTextFormat(Qt.TextFormat.PlainText)
        word.setProperty("fieldLabel", True)
        word.setToolTip(self.kind.about)
        row = QHBoxLayout()
        row.setSpacing(0)
        row.addWidget(word, 1)
        self.up = self._tool("arrow-up", "上移")
        self.down = self._tool("arrow-down", "下移")
        self.remove = self._tool("close", "去掉这一部分")
        self.up.clicked.connect(self._on_up_clicked)
        self.down.clicked.connect(self._on_down_clicked)
        self.remove.clicked.connect(self._on_remove_clicked)
        for button in (self.up, self.down, self.remove):
            row.addWidget(button)
        return row

    def _tool(self, name: str, tooltip: str) -> QToolButton:
        button = QToolButton(self)
        button.setIcon(icon(name))
        button.setAutoRaise(True)
        button.setToolTip(tooltip)
        button.setAccessibleName(tooltip)
        return button

    def _add(self, key: str, label: str, cell: Cell) -> None:
        row = self._grid.rowCount()
        cell.setParent(self)
        proxy = cell.focusProxy()
        if label:
            words = QLabel(label, self)
            words.setTextFormat(Qt.TextFormat.PlainText)
            words.setProperty("fieldLabel", True)
            words.setBuddy(cell)
            self._grid.addWidget(words, row, 0)
            if proxy is not None:
                proxy.setAccessibleName(label)
        self._grid.addWidget(cell, row, 1)
        if isinstance(cell, SignedCell):
            QWidget.setTabOrder(cell.side, cell.line)  # in the order in which they stand
        cell.typed.connect(self.typed)
        cell.left.connect(self.left)
        self.cells[key] = cell

    def show_part(self, part: Part) -> None:
        """Show other values of the same kind."""
        self.part = part
        for key, cell in self.cells.items():
            cell.show_value(getattr(part, key))

    def read(self) -> Part:
        """The part as typed. Refusal when it cannot stand."""
        return replace(self.part, **{key: cell.read() for key, cell in self.cells.items()})

    @override
    def setFocus(self, *args: object) -> None:
        """Into the first field."""
        next(iter(self.cells.values())).setFocus()

    def _on_up_clicked(self) -> None:
        self.moved.emit(self, -1)

    def _on_down_clicked(self) -> None:
        self.moved.emit(self, 1)

    def _on_remove_clicked(self) -> None:
        self.removed.emit(self)
