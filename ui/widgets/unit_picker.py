"""Units as chips with a line to type the next one: 简称, pinyin initials or a part; several at once parted by 、."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from typing import Any

from PySide6.QtCore import QEvent, QObject, Qt, Signal
from PySide6.QtGui import QKeyEvent
from PySide6.QtWidgets import QFrame, QVBoxLayout, QWidget
from typing_extensions import override

from ui.tables.cells import Chip
from ui.tables.completing import CompletingLine
from ui.tables.editors import Option, matches
from ui.widgets.chips import ChipRow

SEPARATORS = "、，,；;\n"


class UnitPicker(QFrame):
    """`changed(tuple of option values)` after each addition or removal; `unknown(text)` for a name nobody bears."""

    changed = Signal(object)
    unknown = Signal(str)

    def __init__(
        self,
        choices: Callable[[], Sequence[Option]],
        role: str = "plain",
        *,
        single: bool = False,
        hint: str = "输入简称、拼音或名称的一部分",
        parent: QWidget | None = None,
    ) -> None:
        super().__init__(parent)
        self._choices = choices
        self._role = role
        self._single = single
        self._values: tuple[Any, ...] = ()
        self._row = ChipRow(removable=True, parent=self)
        self.line = CompletingLine((), "、", self)
        self.line.setProperty("frameless", True)
        self.line.setPlaceholderText(hint)
        self.line.installEventFilter(self)
        self.line.chosen.connect(self._on_line_chosen)
        self.line.editingFinished.connect(self._on_line_editing_finished)
        self._row.removed.connect(self._on_row_removed)
        self._row.movable = not single
        self._row.ordered.connect(self._take)
        layout = QVBoxLayout(self)
        layout.setContentsMargins(0, 0, 0, 0)
        layout.setSpacing(0)
        layout.addWidget(self._row)
        layout.addWidget(self.line)
        self.setFocusProxy(self.line)
        self._row.hide()

    @property
    def values(self) -> tuple[Any, ...]:
        """Values of the chosen options, in order."""
        return self._values

    def set_values(self, values: Sequence[Any]) -> None:
        """Show other units; tells nobody."""
        self._values = tuple(values)
        self.line.clear()
        known = {option.value: option for option in self._choices()}
        self._row.set_chips(
            [Chip(known[value].text if value in known else "？", self._role, value) for value in self._values]
        )
        self._row.setVisible(bool(self._values))
        self.line.setVisible(not self._single or not self._values)

    def set_accessible(self, name: str) -> None:
        """Names for readers of the screen."""
        self.line.setAccessibleName(name)

    def add_text(self, text: str) -> bool:
        """Add every unit named in `text`; unknown or ambiguous names stay in the line and are told."""
        options = self._choices()
        found: list[Any] = []
        left: list[str] = []
        for part in _split(text):
            fitting = matches(options, part, 3)
            exact = [option for option in fitting if option.rank(part) == 0]
            one = exact if len(exact) == 1 else fitting
            if len(one) == 1:
                found.append(one[0].value)
            else:
                left.append(part)
        if found:
            kept = () if self._single else self._values
            self._take((*kept, *(value for value in dict.fromkeys(found) if value not in kept)))
        self.line.setText("、".join(left))
        self.line.setProperty("bad", bool(left))
        self.line.style().polish(self.line)
        if left:
            self.unknown.emit(left[0])
        return not left

    def _take(self, values: tuple[Any, ...]) -> None:
        if self._single:
            values = values[:1]
        if values != self._values:
            self.set_values(values)
            self.changed.emit(values)

    def _on_line_chosen(self, option: Option) -> None:
        self.add_text(self.line.text())

    def _on_line_editing_finished(self) -> None:
        if self.line.text().strip():
            self.add_text(self.line.text())

    def _on_row_removed(self, value: object) -> None:
        self._take(tuple(kept for kept in self._values if kept != value))
        self.line.setFocus()

    @override
    def eventFilter(self, watched: QObject, event: QEvent) -> bool:
        if watched is self.line and isinstance(event, QKeyEvent) and event.type() == QEvent.Type.KeyPress:
            if event.key() == Qt.Key.Key_Backspace and not self.line.text() and self._values:
                self._take(self._values[:-1])
                return True
        elif watched is self.line and event.type() == QEvent.Type.FocusIn:
            self.line.set_options(self._choices())
        return super().eventFilter(watched, event)


def _split(text: str) -> list[str]:
    for mark in SEPARATORS:
        text = text.replace(mark, "、")
    return list(dict.fromkeys(part.strip() for part in text.split("、") if part.strip()))
