"""A line that proposes names under what is being typed: 简称, pinyin initials or any part; several parted by 、."""

from __future__ import annotations

import re
from collections.abc import Sequence

from PySide6.QtCore import QEvent, QModelIndex, QObject, QPersistentModelIndex, QPoint, Qt, Signal
from PySide6.QtGui import QFocusEvent, QHideEvent, QKeyEvent, QPainter, QStandardItem, QStandardItemModel
from PySide6.QtWidgets import QLineEdit, QListView, QStyledItemDelegate, QStyleOptionViewItem, QWidget
from typing_extensions import override

from ui.style import color, font, px
from ui.tables.editors import Option, matches

SEPARATORS = "、，,；;"
SHOWN = 8


class CompletingLine(QLineEdit):
    """`chosen` when a proposal was taken. Down/Up move, Enter or Tab takes, Esc closes the list first."""

    chosen = Signal(object)  # Option

    def __init__(
        self,
        options: Sequence[Option],
        separator: str = "",
        parent: QWidget | None = None,
        *,
        spaces: bool = False,
    ) -> None:
        super().__init__(parent)
        self._options = list(options)
        self._separator = separator
        self._marks = SEPARATORS + (" \u3000" if spaces else "")
        self._list: QListView | None = None
        self._moved = False
        self.textEdited.connect(self._on_text_edited)

    def set_options(self, options: Sequence[Option]) -> None:
        """Other choices."""
        self._options = list(options)

    @property
    def is_proposing(self) -> bool:
        """Whether the list of proposals is open."""
        return self._list is not None and self._list.isVisible()

    def proposals(self) -> list[Option]:
        """What is proposed now."""
        if self._list is None:
            return []
        model = self._list.model()
        return [model.index(row, 0).data(Qt.ItemDataRole.UserRole) for row in range(model.rowCount())]

    def take(self, option: Option) -> None:
        """Put a proposal in the place of the part being typed."""
        start, end = self._part()
        before, after = self.text()[:start], self.text()[end:]
        self.setText(before + option.text + after)
        self.setCursorPosition(len(before) + len(option.text))
        self._close()
        self.chosen.emit(option)

    def _part(self) -> tuple[int, int]:
        text, at = self.text(), self.cursorPosition()
        if not self._separator:
            return 0, len(text)
        start = max((text.rfind(mark, 0, at) for mark in self._marks), default=-1) + 1
        found = re.compile(f"[{self._marks}]").search(text, at)
        return start, found.start() if found else len(text)

    def _on_text_edited(self, text: str) -> None:
        start, end = self._part()
        typed = text[start:end].strip()
        found = matches(self._options, typed, SHOWN) if typed else []
        if not found or (len(found) == 1 and found[0].text == typed):
            self._close()
            return
        self._open(found)

    def _open(self, found: list[Option]) -> None:
        if self._list is None:
            self._list = QListView(self.window())
            self._list.setObjectName("proposals")
            self._list.setFrameShape(QListView.Shape.NoFrame)
            self._list.setFocusPolicy(Qt.FocusPolicy.NoFocus)
            self._list.setEditTriggers(QListView.EditTrigger.NoEditTriggers)
            self._list.setItemDelegate(_ProposalDelegate(self._list))
            self._list.setStyleSheet(f"border: 1px solid {color('line').name()}; padding: 0;")
            self._list.setVerticalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
            self._list.clicked.connect(self._on_list_clicked)
            self._list.setModel(QStandardItemModel(self._list))
        model = self._list.model()
        assert isinstance(model, QStandardItemModel)
        model.clear()
        for option in found:
            item = QStandardItem(option.text)
            item.setData(option, Qt.ItemDataRole.UserRole)
            model.appendRow(item)
        self._list.setCurrentIndex(model.index(0, 0))
        self._moved = False
        tall = len(found) * px(28) + 2
        wide = max(self.width(), px(260))
        window = self.window()
        place = self.mapTo(window, QPoint(0, self.height()))
        if place.y() + tall > window.height():
            place = self.mapTo(window, QPoint(0, -tall))
        place.setX(max(0, min(place.x(), window.width() - wide)))
        self._list.setGeometry(place.x(), place.y(), wide, tall)
        self._list.show()
        self._list.raise_()

    def _close(self) -> None:
        if self._list is not None:
            self._list.hide()

    def _on_list_clicked(self, index: QModelIndex) -> None:
        self.take(index.data(Qt.ItemDataRole.UserRole))

    def _step(self, delta: int) -> None:
        assert self._list is not None
        rows = self._list.model().rowCount()
        now = (self._list.currentIndex().row() + delta) % rows
        self._list.setCurrentIndex(self._list.model().index(now, 0))
        self._moved = True

    def accept_proposal(self) -> bool:
        """Take the current proposal if the list is open; answers whether one was taken."""
        if not self.is_proposing:
            return False
        assert self._list is not None
        self.take(self._list.currentIndex().data(Qt.ItemDataRole.UserRole))
        return True

    @override
    def event(self, event: QEvent) -> bool:
        if (
            event.type() == QEvent.Type.ShortcutOverride
            and isinstance(event, QKeyEvent)
            and (self.is_proposing or self._moves(event))
        ):
            event.accept()
            return True
        return super().event(event)

    @override
    def keyPressEvent(self, event: QKeyEvent) -> None:
        if self.is_proposing:
            if event.key() == Qt.Key.Key_Down:
                self._step(1)
                return
            if event.key() == Qt.Key.Key_Up:
                self._step(-1)
                return
            if event.key() in (Qt.Key.Key_Return, Qt.Key.Key_Enter):
                self.accept_proposal()
                return
            if event.key() == Qt.Key.Key_Escape:
                self._close()
                return
        if self._moves(event):
            self.move_part(-1 if event.key() == Qt.Key.Key_Left else 1)
            return
        if self._separator and event.text() and event.text() in self._marks:
            self.accept_proposal()
            before = self.text()[: self.cursorPosition()]
            if before.strip() and before[-1] not in self._marks:
                self.insert(self._separator)  # however it was typed, names are parted in one way
            return
        super().keyPressEvent(event)

    def _moves(self, event: QKeyEvent) -> bool:
        held = event.modifiers() & ~Qt.KeyboardModifier.KeypadModifier
        sideways = event.key() in (Qt.Key.Key_Left, Qt.Key.Key_Right)
        return bool(self._separator) and sideways and held == Qt.KeyboardModifier.AltModifier

    def move_part(self, delta: int) -> None:
        """Alt+Left/Right: the name under the cursor changes places with its neighbour."""
        self._close()
        start, end = self._part()
        inside = self.cursorPosition() - start
        parts = [part for part in re.split(f"[{self._marks}]+", self.text()) if part]
        at = len([part for part in re.split(f"[{self._marks}]+", self.text()[:start]) if part])
        to = at + delta
        if not self.text()[start:end].strip() or not 0 <= to < len(parts):
            return
        parts[at], parts[to] = parts[to], parts[at]
        self.setText(self._separator.join(parts))
        self.setCursorPosition(sum(len(part) + 1 for part in parts[:to]) + min(inside, len(parts[to])))

    @override
    def focusOutEvent(self, event: QFocusEvent) -> None:
        self._close()
        super().focusOutEvent(event)

    @override
    def hideEvent(self, event: QHideEvent) -> None:
        self._close()
        super().hideEvent(event)

    def dispose_list(self, _: QObject | None = None) -> None:
        """Take the list away with the line."""
        if self._list is not None:
            self._list.deleteLater()
            self._list = None


class _ProposalDelegate(QStyledItemDelegate):
    @override
    def paint(
        self, painter: QPainter, option: QStyleOptionViewItem, index: QModelIndex | QPersistentModelIndex
    ) -> None:
        rect = option.rect
        if index == self.parent().currentIndex():  # type: ignore[union-attr]
            painter.fillRect(rect, color("selection"))
        entry: Option = index.data(Qt.ItemDataRole.UserRole)
        inner = rect.adjusted(px(8), 0, -px(8), 0)
        painter.setFont(font(13))
        painter.setPen(color("text"))
        painter.drawText(inner, int(Qt.AlignmentFlag.AlignVCenter | Qt.AlignmentFlag.AlignLeft), entry.text)
        if entry.hint:
            wide = painter.fontMetrics().horizontalAdvance(entry.text) + px(12)
            painter.setFont(font(12))
            painter.setPen(color("secondary"))
            rest = inner.adjusted(wide, 0, 0, 0)
            hint = painter.fontMetrics().elidedText(entry.hint, Qt.TextElideMode.ElideRight, max(0, rest.width()))
            painter.drawText(rest, int(Qt.AlignmentFlag.AlignVCenter | Qt.AlignmentFlag.AlignRight), hint)

    @override
    def sizeHint(self, option: QStyleOptionViewItem, index: QModelIndex | QPersistentModelIndex):  # type: ignore[no-untyped-def]
        size = super().sizeHint(option, index)
        size.setHeight(px(28))
        return size
