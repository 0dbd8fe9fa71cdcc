"""Drawing of the matrix: cells with role letters, upright heads, the frozen task column, the crosshair."""

from __future__ import annotations

from typing import TYPE_CHECKING

from PySide6.QtCore import QRect, Qt
from PySide6.QtGui import QPainter

from ui.icons import paint_icon
from ui.style import color, font, px
from ui.tables.layout import measure
from ui.tables.matrix_model import ROLE_WORDS, MatrixRow
from ui.tables.painting import CENTER, LEFT, paint_chip, paint_ring, role_colors

if TYPE_CHECKING:
    from ui.tables.matrix_view import MatrixView

INDENT = 14
ARROW = 16
SIDE = 8
Place = tuple[int, int]


def title_left(row: MatrixRow) -> int:
    """Where the number of a row begins, in pixels from the left; left of it lies the folding mark."""
    return px(SIDE) + row.depth * px(INDENT) + px(ARROW)


def paint_cells(painter: QPainter, view: MatrixView, rows: range, columns: range, cross: Place) -> None:
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
            roles = model.roles_at(row, column)
            if roles:
                paint_roles(painter, view.cell_rect(row, column), roles)
                if places := model.places_at(row, column):
                    _paint_places(painter, view.cell_rect(row, column), places)


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


def paint_heads(painter: QPainter, view: MatrixView, columns: range, cross: Place) -> None:
    """Unit names upright, under them how many tasks they lead and carry."""
    height, step = view.head_height, px(14)
    painter.fillRect(QRect(view.frozen_width, 0, view.viewport().width(), height), color("surface"))
    for column in columns:
        unit = view.matrix.columns[column]
        left = view.cell_rect(0, column).left()
        if column == cross[1]:
            painter.fillRect(QRect(left, 0, view.cell - 1, height), color("hover"))
        painter.setFont(font(12, bold=column == cross[1]))
        painter.setPen(color("accent" if column == cross[1] else "text"))
        room = (height - px(34)) // step
        label = unit.label if len(unit.label) <= room else unit.label[: room - 1] + "⋮"
        for at, char in enumerate(label):
            painter.drawText(QRect(left, px(6) + at * step, view.cell - 1, step), CENTER, char)
        painter.setFont(font(10, tabular=True))
        painter.setPen(color("accent"))
        painter.drawText(QRect(left, height - px(27), view.cell - 1, px(12)), CENTER, str(unit.counts[0]))
        painter.setPen(color("secondary"))
        painter.drawText(QRect(left, height - px(15), view.cell - 1, px(12)), CENTER, str(unit.counts[1]))
        painter.fillRect(QRect(left + view.cell - 1, 0, 1, height), color("line"))
    painter.fillRect(QRect(view.frozen_width, height - 1, view.viewport().width(), 1), color("grey_line"))


def paint_rows(painter: QPainter, view: MatrixView, rows: range, cross: Place) -> None:
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
        room = wide - left - px(8)
        painter.setFont(font(13, bold=entry.is_group))
        painter.setPen(color("text"))
        title = measure(13, bold=entry.is_group).elidedText(entry.title, Qt.TextElideMode.ElideRight, max(0, room))
        painter.drawText(QRect(left, top, room, size - 1), LEFT, title)


def paint_corner(painter: QPainter, view: MatrixView) -> None:
    """Top left: what the rows are, what the two numbers mean; the edge of the frozen part."""
    wide, height = view.frozen_width, view.head_height
    painter.fillRect(QRect(0, 0, wide, height), color("surface"))
    painter.setFont(font(12))
    painter.setPen(color("secondary"))
    bottom = QRect(px(SIDE), height - px(28), wide - 2 * px(SIDE), px(26))
    painter.drawText(bottom, LEFT, "任务")
    right = int(Qt.AlignmentFlag.AlignRight | Qt.AlignmentFlag.AlignVCenter)
    painter.setFont(font(10))
    painter.setPen(color("accent"))
    painter.drawText(QRect(0, height - px(27), wide - px(6), px(12)), right, "牵头")
    painter.setPen(color("secondary"))
    painter.drawText(QRect(0, height - px(15), wide - px(6), px(12)), right, "合计")
    painter.fillRect(QRect(0, height - 1, wide, 1), color("grey_line"))
    painter.fillRect(QRect(wide - 1, 0, 1, view.viewport().height()), color("grey_line"))
