"""Drawing of the matrix: cells with role letters, upright heads, the frozen task column, the crosshair."""

from __future__ import annotations

from typing import TYPE_CHECKING

from PySide6.QtCore import QRect, Qt
from PySide6.QtGui import QColor, QPainter

from ui.icons import paint_icon
from ui.style import color, font, px, tone_color
from ui.tables.layout import measure
from ui.tables.matrix_model import ROLE_WORDS, Band, MatrixRow
from ui.tables.painting import CENTER, LEFT, paint_chip, paint_ring, role_colors

if TYPE_CHECKING:
    from ui.tables.matrix_base import MatrixBase

INDENT = 14
ARROW = 16
SIDE = 8
COUNTS = 46
RIGHT = int(Qt.AlignmentFlag.AlignRight | Qt.AlignmentFlag.AlignVCenter)
Place = tuple[int, int]


def title_left(row: MatrixRow) -> int:
    """Where the number of a row begins, in pixels from the left; left of it lies the folding mark."""
    return px(SIDE) + row.depth * px(INDENT) + px(ARROW)


def paint_cells(painter: QPainter, view: MatrixBase, rows: range, columns: range, cross: Place) -> None:
    """The role letters with hairlines, row and column of the crosshair lit."""
    model, size = view.matrix, view.cell
    line, hover, tint = color("line"), color("hover"), color("tint")
    right = view.cell_rect(0, len(model.columns)).left()
    for row in rows:
        top = view.cell_rect(row, 0).top()
        if row == cross[0]:
            painter.fillRect(QRect(view.frozen_width, top, right - view.frozen_width, size), hover)
        elif model.rows[row].is_group:
            painter.fillRect(QRect(view.frozen_width, top, right - view.frozen_width, size), tint)
        painter.fillRect(QRect(view.frozen_width, top + size - 1, right - view.frozen_width, 1), line)
    bottom = view.cell_rect(len(model.rows), 0).top()
    for column in columns:
        left = view.cell_rect(0, column).left()
        if column == cross[1]:
            painter.fillRect(QRect(left, view.head_height, size, bottom - view.head_height), hover)
        painter.fillRect(QRect(left + size - 1, view.head_height, 1, bottom - view.head_height), line)
    for row in rows:
        for column in columns:
            if model.columns[column].is_folded:
                _paint_folded(painter, view.cell_rect(row, column), model.folded_at(row, column))
                continue
            roles = model.roles_at(row, column)
            if roles:
                paint_roles(painter, view.cell_rect(row, column), roles)
                if places := model.places_at(row, column):
                    _paint_places(painter, view.cell_rect(row, column), places)


def _paint_folded(painter: QPainter, rect: QRect, count: int) -> None:
    """How many units of a folded group carry the task."""
    if count:
        painter.setFont(font(12, tabular=True))
        painter.setPen(color("secondary"))
        painter.drawText(rect, CENTER, str(count))


def paint_block(painter: QPainter, rect: QRect) -> None:
    """The cells selected: a veil that lets the letters through, with an edge."""
    veil = QColor(color("accent"))
    veil.setAlpha(36)
    painter.fillRect(rect, veil)
    painter.setBrush(Qt.BrushStyle.NoBrush)
    painter.setPen(color("accent"))
    painter.drawRect(rect.adjusted(0, 0, -2, -2))


def paint_roles(painter: QPainter, rect: QRect, roles: tuple[str, ...]) -> None:
    """One letter on its role's colour; two stand side by side, narrower; of three or four each takes a quarter."""
    if len(roles) == 1:
        inner = rect.adjusted(px(3), px(3), -px(3) - 1, -px(3) - 1)
        paint_chip(painter, inner, ROLE_WORDS.get(roles[0], "？")[0], roles[0])
        return
    inner = rect.adjusted(1, 1, -2, -2)
    lines = 1 if len(roles) == 2 else 2
    wide, tall = inner.width() // 2, inner.height() // lines
    for at, role in enumerate(roles[:4]):
        part = QRect(inner.left() + at % 2 * wide, inner.top() + at // 2 * tall, wide, tall)
        _paint_letter(painter, part.adjusted(0, 0, -1, -1) if lines == 2 else part.adjusted(0, 2, -1, -2), role)


def _paint_places(painter: QPainter, rect: QRect, places: int) -> None:
    """A small number in the corner: at how many places of the grid."""
    words = str(places) if places < 100 else "99+"
    painter.setFont(font(9, tabular=True))
    wide = painter.fontMetrics().horizontalAdvance(words) + px(4)
    corner = QRect(rect.right() - wide - 1, rect.bottom() - px(12) - 1, wide, px(12))
    painter.fillRect(corner, color("surface"))
    painter.setPen(color("text"))
    painter.drawText(corner, CENTER, words)


def _paint_letter(painter: QPainter, rect: QRect, role: str) -> None:
    fill, border, words = role_colors(role)
    painter.setBrush(Qt.BrushStyle.NoBrush)
    if fill is not None:
        painter.fillRect(rect, fill)
    else:
        painter.setPen(border)
        painter.drawRect(rect.adjusted(0, 0, -1, -1))
    painter.setFont(font(10))
    painter.setPen(words)
    painter.drawText(rect, CENTER, ROLE_WORDS.get(role, "？")[0])


def paint_cursor(painter: QPainter, rect: QRect, focused: bool) -> None:
    """The ring of the current cell; thin while the keyboard is elsewhere."""
    if focused:
        paint_ring(painter, rect.adjusted(0, 0, -1, -1))
        return
    painter.setBrush(Qt.BrushStyle.NoBrush)
    painter.setPen(color("accent"))
    painter.drawRect(rect.adjusted(0, 0, -2, -2))


def paint_heads(painter: QPainter, view: MatrixBase, columns: range, cross: Place) -> None:
    """Unit names upright, under them how many tasks they lead and carry."""
    height, step, over = view.head_height, px(14), view.band_height
    painter.fillRect(QRect(view.frozen_width, 0, view.viewport().width(), height), color("surface"))
    for column in columns:
        unit = view.matrix.columns[column]
        left = view.cell_rect(0, column).left()
        if column == cross[1]:
            painter.fillRect(QRect(left, over, view.cell - 1, height - over), color("hover"))
        painter.setFont(font(12, bold=column == cross[1]))
        words = color("accent") if column == cross[1] else tone_color(unit.tone) if unit.tone else color("text")
        painter.setPen(words)
        room = (height - over - px(34)) // step
        named = f"{unit.tone.shape}{unit.label}" if unit.tone else unit.label
        label = named if len(named) <= room else named[: room - 1] + "⋮"
        for at, char in enumerate(label):
            painter.drawText(QRect(left, over + px(6) + at * step, view.cell - 1, step), CENTER, char)
        painter.setFont(font(10, tabular=True))
        painter.setPen(color("accent"))
        painter.drawText(QRect(left, height - px(27), view.cell - 1, px(12)), CENTER, str(unit.counts[0]))
        painter.setPen(tone_color(unit.tone) if unit.tone else color("secondary"))
        painter.drawText(QRect(left, height - px(15), view.cell - 1, px(12)), CENTER, str(unit.counts[1]))
        painter.fillRect(QRect(left + view.cell - 1, over, 1, height - over), color("line"))
    for band in view.matrix.bands:
        _paint_band(painter, view, band)
    painter.fillRect(QRect(view.frozen_width, height - 1, view.viewport().width(), 1), color("grey_line"))


def _paint_band(painter: QPainter, view: MatrixBase, band: Band) -> None:
    """The head of a group; its name stays in sight while any of its columns is."""
    left, right = view.cell_rect(0, band.first).left(), view.cell_rect(0, band.last).right()
    left = max(left, view.frozen_width)
    rect = QRect(left, 0, right - left, view.band_height)
    if rect.width() < px(8) or left > view.viewport().width():
        return
    painter.fillRect(rect.adjusted(0, 0, 0, -1), color("tint"))
    painter.fillRect(QRect(right, 0, 1, view.head_height), color("grey_line"))
    painter.fillRect(QRect(left, view.band_height - 1, rect.width(), 1), color("line"))
    mark = QRect(left + px(4), (view.band_height - px(ARROW)) // 2, px(ARROW), px(ARROW))
    if band.is_folded:
        mark.moveCenter(rect.center())
    paint_icon(painter, mark, "chevron-right" if band.is_folded else "chevron-down", "secondary")
    if not band.is_folded:
        painter.setFont(font(12))
        painter.setPen(color("secondary"))
        words = measure(12).elidedText(f"{band.group} {band.size}", Qt.TextElideMode.ElideRight, rect.width() - px(26))
        painter.drawText(rect.adjusted(px(22), 0, -px(2), 0), LEFT, words)


def paint_rows(painter: QPainter, view: MatrixBase, rows: range, cross: Place) -> None:
    """Number and title of each task, folding marks before those with tasks below."""
    model, wide, size = view.matrix, view.frozen_width, view.cell
    painter.fillRect(QRect(0, view.head_height, wide, view.viewport().height()), color("surface"))
    for row in rows:
        entry, top = model.rows[row], view.cell_rect(row, 0).top()
        if row == cross[0]:
            painter.fillRect(QRect(0, top, wide, size), color("hover"))
        elif entry.is_group:
            painter.fillRect(QRect(0, top, wide, size), color("tint"))
        painter.fillRect(QRect(0, top + size - 1, wide, 1), color("line"))
        left = title_left(entry)
        if model.has_children(entry.id):
            mark = QRect(left - px(ARROW) - px(2), top + (size - px(ARROW)) // 2, px(ARROW), px(ARROW))
            paint_icon(painter, mark, "chevron-right" if model.is_folded(entry.id) else "chevron-down", "secondary")
        painter.setFont(font(13))
        painter.setPen(color("secondary"))
        painter.drawText(QRect(left, top, wide, size - 1), LEFT, entry.number)
        if entry.number:
            left += max(px(28), measure(13).horizontalAdvance(entry.number) + px(8))
        room = wide - left - px(COUNTS) - px(8)
        if entry.tone is not None:
            painter.setFont(font(12))
            painter.setPen(tone_color(entry.tone))
            painter.drawText(QRect(left, top, px(14), size - 1), LEFT, entry.tone.shape)
            left, room = left + px(16), room - px(16)
        _paint_counts(painter, QRect(wide - px(COUNTS), top, px(COUNTS) - px(6), size - 1), model.row_counts(row))
        painter.setFont(font(13, bold=entry.is_group))
        painter.setPen(color("text"))
        title = measure(13, bold=entry.is_group).elidedText(entry.title, Qt.TextElideMode.ElideRight, max(0, room))
        painter.drawText(QRect(left, top, room, size - 1), LEFT, title)


def _paint_counts(painter: QPainter, rect: QRect, counts: Place) -> None:
    """How many units lead the task, how many carry it."""
    if not counts[1]:
        return
    painter.setFont(font(10, tabular=True))
    painter.setPen(color("accent"))
    painter.drawText(rect.adjusted(0, 0, -px(20), 0), RIGHT, str(counts[0]))
    painter.setPen(color("secondary"))
    painter.drawText(rect, RIGHT, str(counts[1]))


def paint_corner(painter: QPainter, view: MatrixBase) -> None:
    """Top left: what the rows are, what the two numbers mean; the edge of the frozen part."""
    wide, height = view.frozen_width, view.head_height
    painter.fillRect(QRect(0, 0, wide, height), color("surface"))
    painter.setFont(font(12))
    painter.setPen(color("secondary"))
    bottom = QRect(px(SIDE), height - px(28), wide - 2 * px(SIDE), px(26))
    painter.drawText(bottom, LEFT, "任务")
    painter.setFont(font(10))
    painter.setPen(color("accent"))
    painter.drawText(QRect(0, height - px(27), wide - px(6), px(12)), RIGHT, "牵头")
    painter.setPen(color("secondary"))
    painter.drawText(QRect(0, height - px(15), wide - px(6), px(12)), RIGHT, "合计")
    painter.fillRect(QRect(0, height - 1, wide, 1), color("grey_line"))
    painter.fillRect(QRect(wide - 1, 0, 1, view.viewport().height()), color("grey_line"))
