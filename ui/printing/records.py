"""Choosing records for a paper: one from a box that finds while typing, several from a list with a filter."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any

from PySide6.QtCore import Qt
from PySide6.QtWidgets import QComboBox, QCompleter, QHBoxLayout, QLabel, QLineEdit, QPushButton, QWidget
from typing_extensions import override

from models.papers.offer import Option
from ui.printing.checklist import CheckList, Entry
from ui.style import px
from ui.widgets.fields import Field
from ui.widgets.quiet import Combo

_INDENT = "　"
_ROWS, _FILTER_FROM = 7, 10
WHOLE = "全部"


class PickField(Field):
    """One record, or None for the whole where that is allowed."""

    def __init__(self, *, whole: bool = True, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._whole = whole
        self._options: tuple[Option, ...] | None = None
        self.box = _Finding(self)
        self.box.activated.connect(self._on_box_activated)
        self.box.line.editingFinished.connect(self._on_editing_finished)
        self._box.addWidget(self.box)
        self.setFocusProxy(self.box)

    def set_options(self, options: Sequence[Option]) -> None:
        """What there is to choose from; `set_value` follows."""
        if tuple(options) == self._options:
            return
        self._options = tuple(options)
        self.box.clear()
        if self._whole:
            self.box.addItem(WHOLE, None)
        for option in self._options:
            self.box.addItem(_INDENT * option.depth + option.label, option.value)

    @override
    def set_value(self, value: Any) -> None:
        super().set_value(value)
        self._show_at(self.box.findData(value) if value is not None else 0 if self._whole else -1)

    @override
    def value(self) -> Any:
        return self.box.currentData()

    def _show_at(self, at: int) -> None:
        self.box.setCurrentIndex(at)
        self.box.setEditText(self.box.itemText(at).strip() if at >= 0 else "")
        self.box.line.setCursorPosition(0)

    def _on_box_activated(self, at: int) -> None:
        self._show_at(at)
        self._commit()

    def _on_editing_finished(self) -> None:
        """What was typed is a name, or the only one with these words, or is taken back."""
        typed = self.box.currentText().strip()
        names = [self.box.itemText(at).strip() for at in range(self.box.count())]
        if self.box.currentIndex() >= 0 and names[self.box.currentIndex()] == typed:
            return
        found = [at for at, name in enumerate(names) if name == typed]
        found = found or [at for at, name in enumerate(names) if typed and typed in name]
        if len(found) == 1:
            self._on_box_activated(found[0])
        else:
            self.set_value(self._shown)


class _Finding(Combo):
    """A box that can be typed in to find an entry."""

    def __init__(self, parent: QWidget) -> None:
        super().__init__(parent)
        self.setEditable(True)
        self.line = QLineEdit(self)
        self.setLineEdit(self.line)
        self.setProperty("frameless", True)
        self.setInsertPolicy(QComboBox.InsertPolicy.NoInsert)
        self.setMaxVisibleItems(18)
        self.setSizeAdjustPolicy(QComboBox.SizeAdjustPolicy.AdjustToMinimumContentsLengthWithIcon)
        self.setMinimumContentsLength(6)
        completer = QCompleter(self.model(), self)
        completer.setCompletionMode(QCompleter.CompletionMode.PopupCompletion)
        completer.setFilterMode(Qt.MatchFlag.MatchContains)
        self.setCompleter(completer)


class PicksField(Field):
    """Several records, None for all: a list of ticks under its label, with a filter when it is long."""

    def __init__(self, label: str, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._options: tuple[Option, ...] | None = None
        words = QLabel(label, self)
        words.setTextFormat(Qt.TextFormat.PlainText)
        words.setProperty("fieldLabel", True)
        self.filter = QLineEdit(self)
        self.filter.setPlaceholderText("筛选…")
        self.filter.setAccessibleName(f"筛选{label}")
        self.filter.setClearButtonEnabled(True)
        self.list = CheckList(label, self, rows=_ROWS)
        self.every, self.none = (QPushButton(text, self) for text in ("全选", "全不选"))
        row = QHBoxLayout()
        for button in (self.every, self.none):
            button.setProperty("link", True)
            row.addWidget(button)
        self.count = QLabel(self)
        self.count.setTextFormat(Qt.TextFormat.PlainText)
        self.count.setProperty("caption", True)
        row.addStretch(1)
        row.addWidget(self.count)
        self._box.setSpacing(px(4))
        for widget in (words, self.filter, self.list):
            self._box.addWidget(widget)
        self._box.addLayout(row)
        self.setFocusProxy(self.list)
        self.filter.textChanged.connect(self._on_filter_changed)
        self.list.changed.connect(self._on_list_changed)
        self.every.clicked.connect(self._on_every_clicked)
        self.none.clicked.connect(self._on_none_clicked)

    def set_options(self, options: Sequence[Option]) -> None:
        """What there is to choose from; `set_value` follows."""
        if tuple(options) == self._options:
            return
        self._options = tuple(options)
        self.list.clear()
        self.filter.setVisible(len(self._options) > _FILTER_FROM)
        self.list.setFixedHeight(px(28) * min(_ROWS, max(len(self._options), 2)) + px(4))

    @override
    def set_value(self, value: Any) -> None:
        """Show what is chosen; a list that shows it already stays as it is scrolled."""
        chosen = None if value is None else frozenset(value)
        super().set_value(value)
        if self.list.count() == len(self._options or ()) and self.value() == value:
            self._show_count()
            return
        self.list.set_entries(
            [
                Entry(option.value, option.label, chosen is None or option.value in chosen, depth=option.depth)
                for option in self._options or ()
            ]
        )
        self._on_filter_changed(self.filter.text())
        self._show_count()

    @override
    def value(self) -> Any:
        ticked = tuple(self.list.ticked())
        return None if len(ticked) == len(self._options or ()) else ticked

    def _show_count(self) -> None:
        total = len(self._options or ())
        self.count.setText(f"{len(self.list.ticked())} / {total}" if total else "没有可选的")

    def _on_filter_changed(self, text: str) -> None:
        wanted = text.strip()
        for row in range(self.list.count()):
            self.list.setRowHidden(row, bool(wanted) and wanted not in self.list.item(row).text())

    def _on_list_changed(self) -> None:
        self._show_count()
        self._commit()

    def _on_every_clicked(self) -> None:
        self._tick(True)

    def _on_none_clicked(self) -> None:
        self._tick(False)

    def _tick(self, ticked: bool) -> None:
        """All entries, or those the filter shows."""
        self.list.set_all(ticked, shown_only=bool(self.filter.text().strip()))
