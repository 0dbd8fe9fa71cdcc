"""The document as numbered paragraphs; those that rows were read from carry a mark, the current ones are lit."""

from __future__ import annotations

import re
from collections.abc import Iterable, Sequence
from dataclasses import dataclass

from PySide6.QtCore import (
    QAbstractListModel,
    QModelIndex,
    QObject,
    QPersistentModelIndex,
    QPoint,
    QRect,
    QSize,
    Qt,
    Signal,
)
from PySide6.QtGui import QContextMenuEvent, QPainter, QResizeEvent
from PySide6.QtWidgets import QAbstractItemView, QListView, QStyle, QStyledItemDelegate, QStyleOptionViewItem, QWidget
from typing_extensions import override

from ui.style import announcer, color, font, px
from ui.tables.layout import measure

AnyIndex = QModelIndex | QPersistentModelIndex
NO_INDEX = QModelIndex()
NUMBER = 38  # width of the margin with the numbers
PAD = 5
LONGEST = 40  # paragraphs that a row may go on over
CHAPTER = re.compile(r"[一二三四五六七八九十]{1,3}、|第[一二三四五六七八九十百]+[章条]")
WRAP = int(Qt.TextFlag.TextWordWrap | Qt.AlignmentFlag.AlignLeft | Qt.AlignmentFlag.AlignTop)


@dataclass(frozen=True, slots=True)
class Line:
    """A paragraph to show: its number in the document and its text; `cell` is true inside a table."""

    number: int
    text: str
    cell: bool = False


class SourceModel(QAbstractListModel):
    """Paragraphs that hold text; `marked` are those that rows come from, `lit` belong to the current row.

    What is marked or lit changes no height: `relit` asks for a repaint (dataChanged would lay everything out again).
    """

    relit = Signal()

    def __init__(self, parent: QObject | None = None) -> None:
        super().__init__(parent)
        self.lines: tuple[Line, ...] = ()
        self.marked: frozenset[int] = frozenset()
        self.lit: frozenset[int] = frozenset()
        self.tinted: frozenset[int] = frozenset()
        self._places: dict[int, int] = {}

    def set_lines(self, lines: Iterable[Line]) -> None:
        """Another document; empty paragraphs are left out (the numbers stay)."""
        self.beginResetModel()
        self.lines = tuple(line for line in lines if line.text.strip())
        self._places = {line.number: place for place, line in enumerate(self.lines)}
        self.marked = self.lit = self.tinted = frozenset()
        self.endResetModel()

    def set_marked(self, numbers: frozenset[int]) -> None:
        """Paragraphs with rows."""
        if numbers != self.marked:
            self.marked = numbers
            self.relit.emit()

    def set_lit(self, numbers: frozenset[int], tinted: frozenset[int]) -> None:
        """Paragraphs of the current row, and those over which it goes on."""
        if (numbers, tinted) != (self.lit, self.tinted):
            self.lit, self.tinted = numbers, tinted
            self.relit.emit()

    def place_of(self, number: int) -> int:
        """Where a paragraph stands, -1 when it holds no text."""
        return self._places.get(number, -1)

    @override
    def rowCount(self, parent: AnyIndex = NO_INDEX) -> int:
        return 0 if parent.isValid() else len(self.lines)

    @override
    def data(self, index: AnyIndex, role: int = Qt.ItemDataRole.DisplayRole) -> object:
        if not index.isValid():
            return None
        line = self.lines[index.row()]
        if role == Qt.ItemDataRole.DisplayRole:
            return line.text
        if role == Qt.ItemDataRole.AccessibleTextRole:
            return f"第 {line.number} 段：{line.text}"
        return None


class SourceDelegate(QStyledItemDelegate):
    """Number in the margin, a stripe beside paragraphs with rows, the text wrapped."""

    def __init__(self, view: SourceView) -> None:
        super().__init__(view)
        self._view = view
        self._heights: dict[tuple[int, int], int] = {}  # (place, width) -> height

    def forget(self) -> None:
        """Measure again (another document or scale)."""
        self._heights.clear()

    @override
    def sizeHint(self, option: QStyleOptionViewItem, index: AnyIndex) -> QSize:
        width = self._view.text_width()
        key = (index.row(), width)
        if key not in self._heights:
            text = self._view.source_model.lines[index.row()].text
            box = measure(13).boundingRect(QRect(0, 0, width, 1_000_000), WRAP, text)
            self._heights[key] = max(box.height(), measure(13).height()) + 2 * px(PAD)
        return QSize(px(NUMBER) + width, self._heights[key])

    @override
    def paint(self, painter: QPainter, option: QStyleOptionViewItem, index: AnyIndex) -> None:
        model = self._view.source_model
        line = model.lines[index.row()]
        rect: QRect = option.rect
        lit = line.number in model.lit
        if lit:
            painter.fillRect(rect, color("selection"))
        elif line.number in model.tinted or bool(option.state & QStyle.StateFlag.State_MouseOver):
            painter.fillRect(rect, color("hover"))
        if line.number in model.marked or lit:
            painter.fillRect(
                QRect(rect.left(), rect.top(), px(3), rect.height()), color("accent" if lit else "grey_line")
            )
        margin = QRect(rect.left() + px(4), rect.top() + px(PAD), px(NUMBER) - px(12), rect.height() - 2 * px(PAD))
        painter.setFont(font(11, tabular=True))
        painter.setPen(color("accent" if lit else "secondary"))
        painter.drawText(margin, int(Qt.AlignmentFlag.AlignRight | Qt.AlignmentFlag.AlignTop), str(line.number))
        painter.setFont(font(13))
        painter.setPen(color("text"))
        painter.drawText(self._view.text_rect(rect), WRAP, line.text)


class SourceView(QListView):
    """`paragraph_clicked` when a paragraph is clicked or chosen with Enter."""

    paragraph_clicked = Signal(int)
    menu_requested = Signal(int, object)  # paragraph, global position

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.source_model = SourceModel(self)
        self._delegate = SourceDelegate(self)
        self.setModel(self.source_model)
        self.setItemDelegate(self._delegate)
        self.setAccessibleName("原文")
        self.setFrameShape(QListView.Shape.NoFrame)
        self.setMouseTracking(True)
        self.setVerticalScrollMode(QAbstractItemView.ScrollMode.ScrollPerPixel)
        self.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        self.setVerticalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOn)
        self.setSelectionMode(QAbstractItemView.SelectionMode.SingleSelection)
        self.setEditTriggers(QAbstractItemView.EditTrigger.NoEditTriggers)
        self.setResizeMode(QListView.ResizeMode.Adjust)
        self.setUniformItemSizes(False)
        self.source_model.relit.connect(self.viewport().update)
        self.clicked.connect(self._on_clicked)
        self.activated.connect(self._on_clicked)
        announcer().restyled.connect(self._on_restyled)

    def set_lines(self, lines: Sequence[Line]) -> None:
        """Show another document from its top."""
        self._delegate.forget()
        self.source_model.set_lines(lines)
        self.scrollToTop()

    def following(self, number: int, stops: frozenset[int]) -> frozenset[int]:
        """The paragraphs over which a row that begins at `number` goes on: up to one of `stops` or a chapter."""
        model = self.source_model
        found: set[int] = set()
        for line in model.lines[model.place_of(number) + 1 :] if number in stops else ():
            if line.number in stops or CHAPTER.match(line.text) or len(found) >= LONGEST:
                break
            found.add(line.number)
        return frozenset(found)

    def light(self, numbers: frozenset[int], more: frozenset[int] = frozenset(), *, scroll: bool = True) -> None:
        """Light the paragraph of the current row and tint where it goes on; the first one comes into sight."""
        self.source_model.set_lit(numbers, more)
        if not numbers or not scroll:
            return
        place = self.source_model.place_of(min(numbers))
        if place >= 0:
            self.scrollTo(self.source_model.index(place), self._hint(place))

    def top_paragraph(self) -> int:
        """The number of the first paragraph in sight, 0 for none."""
        index = self.indexAt(QPoint(px(NUMBER), 1))
        return self.source_model.lines[index.row()].number if index.isValid() else 0

    def scroll_to_paragraph(self, number: int) -> None:
        """Let a paragraph be the first one in sight."""
        place = self.source_model.place_of(number)
        if place >= 0:
            self.scrollTo(self.source_model.index(place), QAbstractItemView.ScrollHint.PositionAtTop)

    def _hint(self, place: int) -> QAbstractItemView.ScrollHint:
        """A tall paragraph is shown from its top, a short one only as far as needed."""
        rect = self.visualRect(self.source_model.index(place))
        if rect.top() >= 0 and rect.bottom() <= self.viewport().height():
            return QAbstractItemView.ScrollHint.EnsureVisible
        tall = rect.height() > self.viewport().height() * 2 // 3
        return QAbstractItemView.ScrollHint.PositionAtTop if tall else QAbstractItemView.ScrollHint.PositionAtCenter

    def text_width(self) -> int:
        """The room of a paragraph's text."""
        return max(px(80), self.viewport().width() - px(NUMBER) - px(10))

    def text_rect(self, rect: QRect) -> QRect:
        """Where the text of an item lies."""
        return QRect(rect.left() + px(NUMBER), rect.top() + px(PAD), self.text_width(), rect.height() - 2 * px(PAD))

    def _on_clicked(self, index: QModelIndex) -> None:
        self.paragraph_clicked.emit(self.source_model.lines[index.row()].number)

    def _on_restyled(self) -> None:
        self._delegate.forget()
        self.scheduleDelayedItemsLayout()
        self.viewport().update()

    @override
    def resizeEvent(self, event: QResizeEvent) -> None:
        super().resizeEvent(event)
        if event.oldSize().width() != event.size().width():
            self._delegate.forget()
            self.scheduleDelayedItemsLayout()  # the list itself does not, when it is laid out while it is hidden

    @override
    def contextMenuEvent(self, event: QContextMenuEvent) -> None:
        index = self.indexAt(event.pos())
        if index.isValid():
            self.setCurrentIndex(index)
            self.menu_requested.emit(self.source_model.lines[index.row()].number, event.globalPos())
