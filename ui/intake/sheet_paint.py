"""Painting of a sheet beside the draft: letters and meanings on top, row numbers, cells with their pictures."""

from __future__ import annotations

from dataclasses import dataclass, field

from PySide6.QtCore import QPoint, QRect, QSize, Qt
from PySide6.QtGui import QColor, QPainter, QPen

from models.intake.source import cell_name
from ui.intake.grid import Merge, Place
from ui.intake.sheet_layout import PAD, SheetLayout
from ui.intake.thumbnails import Thumbnails
from ui.style import color, font, px
from ui.tables.layout import measure

WRAP = int(Qt.TextFlag.TextWordWrap | Qt.TextFlag.TextWrapAnywhere | Qt.AlignmentFlag.AlignVCenter)
CENTER = int(Qt.AlignmentFlag.AlignCenter)
LETTERS, CHIPS = 22, 30
NOT_READ = "不读"


@dataclass(frozen=True, slots=True)
class Meaning:
    """What a column was taken for, as its chip says it; `known` is false for a column that is not read."""

    text: str
    known: bool = True


@dataclass
class Lights:
    """What stands out: rows with rows of the draft, the current one, the cell the words come from, the cursor."""

    marked: frozenset[int] = frozenset()
    band: frozenset[int] = frozenset()
    cell: Place | None = None
    cursor: Place | None = None
    heads: frozenset[int] = frozenset()  # rows of headings
    meanings: dict[int, Meaning] = field(default_factory=dict)
    dragged: int = 0  # column whose chip is on its way
    over: int = 0  # column it would come to


def head_height(lights: Lights) -> int:
    """Room over the first row."""
    return px(LETTERS) + (px(CHIPS) if lights.meanings else 0)


def margin_width(layout: SheetLayout) -> int:
    """Room for the row numbers."""
    last = layout.grid.rows[-1] if layout.grid.rows else 1
    return measure(11).horizontalAdvance("0" * max(2, len(str(last)))) + px(16)


def chip_rect(layout: SheetLayout, column: int, x: int) -> QRect:
    """Where the chip of a column lies; `x` is the left edge of the first column."""
    at = layout.column_at[column]
    left, right = layout.lefts[at], layout.lefts[at + 1]
    return QRect(x + left + px(2), px(4), max(px(24), right - left - px(4)), px(CHIPS) - px(8))


class SheetPainter:
    """One repaint: `origin` is where the first cell lies in the viewport."""

    def __init__(self, painter: QPainter, layout: SheetLayout, lights: Lights, pictures: Thumbnails) -> None:
        self._painter = painter
        self._layout = layout
        self._lights = lights
        self._pictures = pictures

    def cells(self, origin: QPoint, area: QRect) -> None:
        """The cells that meet `area`."""
        layout, grid = self._layout, self._layout.grid
        rows = layout.rows_in(area.top() - origin.y(), area.bottom() - origin.y())
        columns = layout.columns_in(area.left() - origin.x(), area.right() - origin.x())
        if not rows or not columns:
            return
        first, last = grid.rows[rows[0]], grid.rows[rows[-1]]
        left, right = grid.columns[columns[0]], grid.columns[columns[-1]]
        merges = [one for one in grid.sheet.merges if one[0] <= last and one[2] >= first and one[1] <= right]
        merges = [one for one in merges if one[3] >= left]
        covered = {
            (row, column)
            for top, start, bottom, end in merges
            for row in range(max(top, first), min(bottom, last) + 1)
            for column in range(max(start, left), min(end, right) + 1)
        }
        for at in rows:
            row = grid.rows[at]
            for over in reversed(columns):  # what spills over to the right is painted last
                column = grid.columns[over]
                if (row, column) not in covered:
                    self._cell(origin, area, (row, column, row, column))
        for merge in merges:
            self._cell(origin, area, merge)
        self._rings(origin)

    def _cell(self, origin: QPoint, area: QRect, merge: Merge) -> None:
        painter, layout, lights = self._painter, self._layout, self._lights
        row, column = merge[0], merge[1]
        rect = layout.rect(merge).translated(origin)
        if rect.isEmpty():
            return
        if lights.band and any(row <= one <= merge[2] for one in lights.band):
            painter.fillRect(rect, color("selection"))
        elif row in lights.heads:
            painter.fillRect(rect, color("tint"))
        if lights.over == column and lights.dragged:
            painter.fillRect(rect, color("hover"))
        painter.setPen(QPen(color("line"), 1))
        painter.drawRect(rect.adjusted(-1, -1, -1, -1))
        inner = rect.adjusted(px(PAD), px(2), -px(PAD), -px(3))
        inner = self._picture(row, column, inner)
        text = layout.grid.text(row, column)
        if merge != (row, column, row, column):  # a long title is read where it is in sight
            across, down = merge[3] > column, merge[2] > row
            seen = inner.intersected(area)
            left, right = (seen.left(), seen.right()) if across else (inner.left(), inner.right())
            top, bottom = (seen.top(), seen.bottom()) if down else (inner.top(), inner.bottom())
            inner = QRect(left, top, right - left + 1, bottom - top + 1)
        elif text and (row, column) in layout.spilling:
            inner = inner.adjusted(0, 0, layout.spilling[row, column], 0)
            rect = inner
        if text:
            painter.setFont(font(12, bold=row in lights.heads))
            known = lights.meanings.get(column)
            ignored = known is not None and not known.known
            painter.setPen(color("secondary" if ignored else "text"))
            merged_across = merge[3] > merge[1]
            side = Qt.AlignmentFlag.AlignHCenter if merged_across or row in lights.heads else Qt.AlignmentFlag.AlignLeft
            painter.save()
            painter.setClipRect(rect, Qt.ClipOperation.IntersectClip)
            painter.drawText(inner, WRAP | int(side), text)
            painter.restore()

    def _picture(self, row: int, column: int, inner: QRect) -> QRect:
        """Pictures of a cell, side by side; answers the room left for its text."""
        left = inner
        for picture in self._layout.grid.sheet.pictures:
            if (picture.row, picture.column) != (row, column):
                continue
            made = self._pictures.picture(picture.name, QSize(max(1, inner.width()), max(1, inner.height())))
            if made.isNull():
                self._painter.setPen(color("secondary"))
                self._painter.setFont(font(12))
                self._painter.drawText(left, CENTER, "图片")
                continue
            self._painter.drawPixmap(left.left(), left.top() + (left.height() - made.height()) // 2, made)
            left = left.adjusted(made.width() + px(4), 0, 0, 0)
        return left

    def _rings(self, origin: QPoint) -> None:
        lights, layout, painter = self._lights, self._layout, self._painter
        for place, name, wide in ((lights.cursor, "grey_line", 1), (lights.cell, "accent", 2)):
            if place is None:
                continue
            rect = layout.rect(layout.grid.merge_at(*place)).translated(origin)
            if not rect.isEmpty():
                painter.setBrush(Qt.BrushStyle.NoBrush)
                painter.setPen(QPen(color(name), wide))
                painter.drawRect(rect.adjusted(0, 0, -2, -2))

    def margin(self, y: int, area: QRect, width: int) -> None:
        """Row numbers, with a stripe where rows of the draft come from."""
        layout, lights, painter = self._layout, self._lights, self._painter
        painter.fillRect(QRect(0, area.top(), width, area.height()), color("desk"))
        painter.setFont(font(11, tabular=True))
        for at in layout.rows_in(area.top() - y, area.bottom() - y):
            row = layout.grid.rows[at]
            rect = QRect(0, y + layout.tops[at], width - 1, layout.tops[at + 1] - layout.tops[at])
            lit = row in lights.band
            if row in lights.marked or lit:
                stripe = QRect(0, rect.top(), px(3), rect.height())
                painter.fillRect(stripe, color("accent" if lit else "grey_line"))
            painter.setPen(color("accent" if lit else "secondary"))
            painter.drawText(rect, CENTER, str(row))
            painter.fillRect(QRect(0, rect.bottom(), width, 1), color("line"))

    def head(self, x: int, width: int, margin: int) -> None:
        """Meanings over letters."""
        layout, lights, painter = self._layout, self._lights, self._painter
        height = head_height(lights)
        painter.fillRect(QRect(0, 0, width, height), color("desk"))
        chips = px(CHIPS) if lights.meanings else 0
        for at in layout.columns_in(margin - x, width - x):
            column = layout.grid.columns[at]
            left, right = x + layout.lefts[at], x + layout.lefts[at + 1]
            painter.setFont(font(11))
            painter.setPen(color("secondary"))
            letters = QRect(left, chips, right - left, px(LETTERS))
            painter.drawText(letters, CENTER, cell_name(1, column)[:-1])
            painter.fillRect(QRect(right - 1, chips, 1, px(LETTERS)), color("line"))
            if column in lights.meanings:
                self._chip(chip_rect(layout, column, x), lights.meanings[column], column)
        painter.fillRect(QRect(0, height - 1, width, 1), color("line"))
        painter.fillRect(QRect(0, 0, margin, height), color("desk"))
        painter.fillRect(QRect(0, height - 1, margin, 1), color("line"))

    def _chip(self, rect: QRect, meaning: Meaning, column: int) -> None:
        painter, lights = self._painter, self._lights
        over = lights.dragged and lights.over == column
        border: QColor = color("accent" if meaning.known or over else "grey_line")
        painter.setRenderHint(QPainter.RenderHint.Antialiasing, True)
        pen = QPen(border, 2 if over else 1)
        if not meaning.known and not over:
            pen.setStyle(Qt.PenStyle.DashLine)
        painter.setPen(pen)
        painter.setBrush(color("selection") if meaning.known or over else Qt.BrushStyle.NoBrush)
        painter.drawRoundedRect(rect, px(4), px(4))
        painter.setRenderHint(QPainter.RenderHint.Antialiasing, False)
        painter.setPen(color("text" if meaning.known else "secondary"))
        painter.setFont(font(11))
        shown = measure(11).elidedText(meaning.text, Qt.TextElideMode.ElideRight, rect.width() - px(6))
        painter.drawText(rect, CENTER, shown)
