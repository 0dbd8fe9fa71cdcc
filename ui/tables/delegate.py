"""Paints the cells of a TableView straight from the row (no style options, one pass) and runs their editors."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from PySide6.QtCore import QEvent, QModelIndex, QObject, QPersistentModelIndex, QPoint, QRect, QSize, Qt, Signal
from PySide6.QtGui import QHelpEvent, QKeyEvent, QPainter
from PySide6.QtGui import Qt as GuiQt
from PySide6.QtWidgets import (
    QAbstractItemView,
    QPlainTextEdit,
    QStyle,
    QStyledItemDelegate,
    QStyleOptionViewItem,
    QToolTip,
    QWidget,
)
from typing_extensions import override

from ui.icons import paint_icon
from ui.style import color, font, px, tone_color
from ui.tables.cells import Chip, Column
from ui.tables.completing import CompletingLine
from ui.tables.editors import WrappedLine
from ui.tables.layout import chip_rects, lines_of, measure, more_rect
from ui.tables.painting import CENTER, LEFT, badge_rect, paint_badge, paint_chip, paint_ring
from ui.tables.tree import TreeRowsModel

if TYPE_CHECKING:
    from ui.tables.view import TableView

AnyIndex = QModelIndex | QPersistentModelIndex
SIDE = 8
INDENT = 16
ARROW = 16
MISSING = "待补"
_ALIGN = {
    "left": LEFT,
    "right": int(Qt.AlignmentFlag.AlignRight | Qt.AlignmentFlag.AlignVCenter),
    "center": CENTER,
}


class CellDelegate(QStyledItemDelegate):
    """One for all columns of a view."""

    left = Signal(int, int)  # the editor was left by a key: move by rows, columns

    def __init__(self, view: TableView) -> None:
        super().__init__(view)
        self._view = view

    # ---- painting ---------------------------------------------------------------------------------------------

    @override
    def paint(self, painter: QPainter, option: QStyleOptionViewItem, index: AnyIndex) -> None:
        view = self._view
        model = view.rows_model
        place, number = index.row(), index.column()
        row, column = model.row_at(place), model.columns[number]
        rect: QRect = option.rect
        selected = bool(option.state & QStyle.StateFlag.State_Selected)
        is_group = model.group is not None and model.group(row)
        if selected:
            painter.fillRect(rect, color("selection"))
        elif column.wash is not None and (ground := column.wash(row)) is not None:
            painter.fillRect(rect, ground)
        elif place == view.hovered_row or (view.shows_ring and place == view.current_place[0]):
            painter.fillRect(rect, color("hover"))
        elif is_group:
            painter.fillRect(rect, color("tint"))
        goes_on = column.merged is not None and self._is_one(column, place + 1)
        if view.hairlines and not goes_on:
            painter.fillRect(QRect(rect.left(), rect.bottom(), rect.width(), 1), color("line"))
        inner = rect.adjusted(px(SIDE), 0, -px(SIDE), -1)
        if isinstance(model, TreeRowsModel) and number == model.tree_column:
            inner = self._paint_branch(painter, model, place, row, inner)
        if column.merged is None or not self._is_one(column, place):
            self._paint_content(painter, inner, column, row, index)
        if view.current_place == (place, number) and view.shows_ring:
            paint_ring(painter, rect.adjusted(0, 0, 0, -1))

    def _is_one(self, column: Column, place: int) -> bool:
        """Whether the cell at a place looks like one with the cell above it."""
        model = self._view.rows_model
        if column.merged is None or not 0 < place < model.rowCount():
            return False
        return bool(column.merged(model.row_at(place)) == column.merged(model.row_at(place - 1)))

    def _paint_branch(self, painter: QPainter, model: TreeRowsModel, place: int, row: Any, inner: QRect) -> QRect:
        left = inner.left() + model.depth_at(place) * px(INDENT)
        if model.has_children_at(place):
            shown = model.is_filtered or model.is_expanded(row.id)
            size = px(ARROW)
            box = QRect(left - px(4), inner.top() + (inner.height() - size) // 2, size, size)
            paint_icon(painter, box, "chevron-down" if shown else "chevron-right", "secondary")
        return inner.adjusted(left - inner.left() + px(ARROW), 0, 0, 0)

    def _paint_content(self, painter: QPainter, inner: QRect, column: Column, row: Any, index: AnyIndex) -> None:
        if column.icon is not None and (name := column.icon(row)):
            size = px(18)
            paint_icon(
                painter, QRect(inner.left(), inner.top() + (inner.height() - size) // 2, size, size), name, "secondary"
            )
            inner = inner.adjusted(size + px(6), 0, 0, 0)
        if column.chips is not None:
            chips = column.chips(row)
            if chips:
                self._paint_chips(painter, inner, column, chips, index)
                return
        text = column.text(row)
        if not text:
            if column.required is not None and column.required(row):
                painter.setFont(font(13))
                painter.setPen(color("placeholder"))
                painter.drawText(inner, _ALIGN[column.align], MISSING)
            return
        bold = column.strong is not None and column.strong(row)
        tone = column.tone(row) if column.tone is not None else None
        painter.setFont(font(13, bold=bold, tabular=column.align == "right"))
        if tone is not None:
            painter.setPen(tone_color(tone))
            text = f"{tone.shape} {text}"
        else:
            faded = column.muted or (column.faded is not None and column.faded(row))
            painter.setPen(color("secondary" if faded else "text"))
        note = column.note(row) if column.note is not None else ""
        lines = lines_of(text, max(0, inner.width()), self._line_count(column, inner), bold, px(13))
        if len(lines) == 1:
            painter.drawText(inner, _ALIGN[column.align], lines[0])
            if note:
                self._paint_note(painter, inner, lines[0], note, bold)
            return
        step = px(17)
        top = inner.top() + (inner.height() - step * len(lines)) // 2
        for at, line in enumerate(lines):
            painter.drawText(QRect(inner.left(), top + at * step, inner.width(), step), _ALIGN[column.align], line)

    @staticmethod
    def _line_count(column: Column, inner: QRect) -> int:
        return max(1, min(column.lines, inner.height() // px(17)))

    @staticmethod
    def _paint_note(painter: QPainter, inner: QRect, text: str, note: str, bold: bool) -> None:
        taken = measure(13, bold=bold).horizontalAdvance(text) + px(8)
        room = inner.adjusted(taken, 0, 0, 0)
        if room.width() > px(20):
            painter.setFont(font(12))
            painter.setPen(color("secondary"))
            painter.drawText(room, LEFT, measure(12).elidedText(note, Qt.TextElideMode.ElideRight, room.width()))

    def _paint_chips(
        self, painter: QPainter, inner: QRect, column: Column, chips: tuple[Chip, ...], index: AnyIndex
    ) -> None:
        placed, left_out = chip_rects(inner, chips, self._line_count(column, inner))
        for rect, chip in placed:
            paint_chip(painter, rect, chip.text, chip.role)
        if column.removable_chips and self._view.current_place == (index.row(), index.column()):
            for rect, chip in placed:
                if chip.id is not None:
                    paint_badge(painter, rect)
        if left_out:
            painter.setFont(font(12))
            painter.setPen(color("secondary"))
            painter.drawText(more_rect(inner, placed, left_out), LEFT, f"+{left_out}")

    def content_rect(self, index: AnyIndex) -> QRect:
        """Where the content of a cell lies: without the sides and the branch."""
        model = self._view.rows_model
        rect = self._view.cell_rect(index)
        inner = rect.adjusted(px(SIDE), 0, -px(SIDE), -1)
        if isinstance(model, TreeRowsModel) and index.column() == model.tree_column:
            inner = inner.adjusted(model.depth_at(index.row()) * px(INDENT) + px(ARROW), 0, 0, 0)
        return inner

    def chip_under(self, index: AnyIndex, point: QPoint) -> tuple[Chip, bool] | None:
        """The chip at a point of the viewport, and whether the point is on its ×."""
        model = self._view.rows_model
        column = model.columns[index.column()]
        if column.chips is None:
            return None
        inner = self.content_rect(index)
        placed, _ = chip_rects(inner, column.chips(model.row_at(index.row())), self._line_count(column, inner))
        for rect, chip in placed:
            if badge_rect(rect).adjusted(-1, -1, 1, 1).contains(point):
                return chip, True
        for rect, chip in placed:
            if rect.contains(point):
                return chip, False
        return None

    def chip_gap(self, index: AnyIndex, point: QPoint) -> tuple[int, QRect] | None:
        """Between which chips of a cell a point lies: the number of the one behind it, and a mark in the gap."""
        model = self._view.rows_model
        column = model.columns[index.column()]
        inner = self.content_rect(index)
        chips = column.chips(model.row_at(index.row())) if column.chips is not None else ()
        placed, _ = chip_rects(inner, chips, self._line_count(column, inner))
        if not placed or not self._view.visualRect(index).contains(point):
            return None
        lines = sorted({rect.top() for rect, _ in placed})
        top = min(lines, key=lambda line: abs(line + placed[0][0].height() // 2 - point.y()))
        number = 0
        for at, (rect, _) in enumerate(placed):
            if rect.top() < top or (rect.top() == top and rect.center().x() <= point.x()):
                number = at + 1
        if number and placed[number - 1][0].top() == top:
            left = placed[number - 1][0].right() + 1
        else:
            left = placed[number][0].left() - px(4) if number < len(placed) else inner.left()
        return number, QRect(left, top, max(2, px(2)), placed[0][0].height())

    @override
    def sizeHint(self, option: QStyleOptionViewItem, index: AnyIndex) -> QSize:
        """For double clicks on a column's edge: the width of the text."""
        model = self._view.rows_model
        column, row = model.columns[index.column()], model.row_at(index.row())
        if column.chips is not None and (chips := column.chips(row)):
            wide = sum(measure(12).horizontalAdvance(chip.text) + px(16) for chip in chips)
        else:
            wide = measure(13).horizontalAdvance(column.text(row))
        if isinstance(model, TreeRowsModel) and index.column() == model.tree_column:
            wide += model.depth_at(index.row()) * px(INDENT) + px(ARROW)
        return QSize(min(px(480), wide + 2 * px(SIDE) + px(4)), px(26))

    @override
    def helpEvent(
        self, event: QHelpEvent, view: QAbstractItemView, option: QStyleOptionViewItem, index: AnyIndex
    ) -> bool:
        if not index.isValid():
            QToolTip.hideText()
            return False
        model = self._view.rows_model
        column, row = model.columns[index.column()], model.row_at(index.row())
        found = self.chip_under(index, event.pos())
        if found is not None and found[0].tooltip:
            words = found[0].tooltip
        elif column.tooltip is not None:
            words = column.tooltip(row)
        else:
            words = column.text(row)
            if column.chips is None and self._fits(words, column, index):
                words = ""
        QToolTip.showText(event.globalPos(), as_plain(words), view.viewport())
        return True

    def _fits(self, words: str, column: Column, index: AnyIndex) -> bool:
        inner = self.content_rect(index)
        shown = lines_of(words, inner.width(), self._line_count(column, inner), False, px(13))
        return not shown or not shown[-1].endswith("…")

    # ---- editing ----------------------------------------------------------------------------------------------

    @override
    def createEditor(self, parent: QWidget, option: QStyleOptionViewItem, index: AnyIndex) -> QWidget:
        model = self._view.rows_model
        column, row = model.columns[index.column()], model.row_at(index.row())
        assert column.editor is not None
        widget = column.editor.create(parent, row)
        widget.setAccessibleName(column.heading)
        widget.setFont(font(13))
        return widget

    @override
    def destroyEditor(self, editor: QWidget, index: AnyIndex) -> None:
        if isinstance(editor, CompletingLine):
            editor.dispose_list()
        editor.setProperty("gone", True)  # it lives until the next event, and still hears of focus and keys
        super().destroyEditor(editor, index)

    @override
    def setEditorData(self, editor: QWidget, index: AnyIndex) -> None:
        model = self._view.rows_model
        column, row = model.columns[index.column()], model.row_at(index.row())
        if column.editor is not None and not editor.property("loaded"):
            column.editor.load(editor, column.value_of(row))
            editor.setProperty("loaded", True)  # a refresh of the row must not take away what is being typed

    @override
    def setModelData(self, editor: QWidget, model: Any, index: AnyIndex) -> None:
        column = self._view.rows_model.columns[index.column()]
        if column.editor is not None:
            model.setData(index, column.editor.result(editor), Qt.ItemDataRole.EditRole)

    @override
    def updateEditorGeometry(self, editor: QWidget, option: QStyleOptionViewItem, index: AnyIndex) -> None:
        rect = QRect(option.rect)
        if isinstance(editor, WrappedLine):
            editor.place(rect)
            return
        if isinstance(editor, QPlainTextEdit):
            rect.setHeight(max(rect.height(), px(110)))
            rect.setWidth(max(rect.width(), px(280)))
            limit = self._view.viewport().height()
            if rect.bottom() > limit:
                rect.moveBottom(max(rect.height(), limit))
        editor.setGeometry(rect)

    @override
    def eventFilter(self, editor: QObject, event: QEvent) -> bool:
        if editor.property("gone"):
            return False
        if event.type() == QEvent.Type.KeyPress and isinstance(event, QKeyEvent) and isinstance(editor, QWidget):
            key, held = event.key(), event.modifiers()
            proposing = isinstance(editor, CompletingLine) and editor.is_proposing
            if key in (Qt.Key.Key_Tab, Qt.Key.Key_Backtab):
                if isinstance(editor, CompletingLine):
                    editor.accept_proposal()
                return self._leave(editor, 0, -1 if key == Qt.Key.Key_Backtab else 1)
            if key in (Qt.Key.Key_Return, Qt.Key.Key_Enter) and held & Qt.KeyboardModifier.ControlModifier:
                if isinstance(editor, CompletingLine):
                    editor.accept_proposal()
                return self._spread(editor)
            if key in (Qt.Key.Key_Return, Qt.Key.Key_Enter) and not proposing:
                if isinstance(editor, QPlainTextEdit) and held & Qt.KeyboardModifier.AltModifier:
                    if not isinstance(editor, WrappedLine):
                        editor.insertPlainText("\n")
                    return True
                return self._leave(editor, -1 if held & Qt.KeyboardModifier.ShiftModifier else 1, 0)
            if key == Qt.Key.Key_Escape and not proposing:
                self.closeEditor.emit(editor, QStyledItemDelegate.EndEditHint.RevertModelCache)
                return True
            return False
        return super().eventFilter(editor, event)

    def _spread(self, editor: QWidget) -> bool:
        """Ctrl+Enter: what was typed goes into every selected cell."""
        index = self._view.currentIndex()
        column = self._view.rows_model.columns[index.column()]
        if column.editor is None or not self._view.spreads:
            return self._leave(editor, 1, 0)
        value = column.editor.result(editor)
        self.closeEditor.emit(editor, QStyledItemDelegate.EndEditHint.RevertModelCache)
        self._view.setFocus()
        self._view.spread(value)
        return True

    def _leave(self, editor: QWidget, rows: int, columns: int) -> bool:
        self.commitData.emit(editor)
        self.closeEditor.emit(editor, QStyledItemDelegate.EndEditHint.NoHint)
        self.left.emit(rows, columns)
        return True


def as_plain(text: str) -> str:
    """Text for a tooltip, which would otherwise read it as HTML when it looks like that."""
    if not text or not GuiQt.mightBeRichText(text):
        return text
    from html import escape

    return f"<p>{escape(text)}</p>".replace("\n", "<br>")
