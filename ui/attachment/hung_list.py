"""The list of files and links of one record: two lines each, with the keys of a file manager."""

from __future__ import annotations

from collections.abc import Sequence

from PySide6.QtCore import QEvent, QPoint, QRect, QSize, Qt, Signal
from PySide6.QtGui import QContextMenuEvent, QFocusEvent, QHelpEvent, QKeyEvent, QMouseEvent, QPainter, QPaintEvent
from PySide6.QtWidgets import QSizePolicy, QToolTip, QWidget
from typing_extensions import override

from ui.attachment.hung import Hung
from ui.icons import paint_icon
from ui.style import Tone, announcer, color, font, px, tone_color
from ui.tables.layout import measure
from ui.tables.painting import LEFT, paint_ring

HEIGHT = 44
_HELD = Qt.KeyboardModifier.AltModifier | Qt.KeyboardModifier.ControlModifier | Qt.KeyboardModifier.ShiftModifier


class HungList(QWidget):
    """As tall as its lines. Double click and Enter open, F2 renames, Delete takes away, Alt with arrows moves."""

    opened = Signal(object)  # Hung
    rename_requested = Signal(object)
    remove_requested = Signal(object)
    move_requested = Signal(object, int)
    menu_requested = Signal(object, QPoint)
    paste_requested = Signal()

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._rows: tuple[Hung, ...] = ()
        self._current = 0
        self._hover = -1
        self.setMouseTracking(True)
        self.setFocusPolicy(Qt.FocusPolicy.StrongFocus)
        self.setSizePolicy(QSizePolicy.Policy.Expanding, QSizePolicy.Policy.Fixed)
        announcer().restyled.connect(self.updateGeometry)

    @property
    def rows(self) -> tuple[Hung, ...]:
        return self._rows

    @property
    def current(self) -> Hung | None:
        """The line the keys act on."""
        return self._rows[self._current] if self._rows else None

    def set_rows(self, rows: Sequence[Hung]) -> None:
        """Other lines; the current one stays when it is still there."""
        before = self.current
        self._rows = tuple(rows)
        ids = [row.id for row in self._rows]
        if before is not None and before.id in ids:
            self._current = ids.index(before.id)
        self._current = min(self._current, max(0, len(ids) - 1))
        self._name_it()
        self.setVisible(bool(rows))
        self.updateGeometry()
        self.update()

    def stand_first(self) -> None:
        """Another record: the keys start at its first line."""
        self._current = 0

    def rect_of(self, at: int) -> QRect:
        """Where a line lies."""
        return QRect(0, at * px(HEIGHT), self.width(), px(HEIGHT))

    def menu_rect(self, at: int) -> QRect:
        """Where the three dots of a line lie."""
        rect = self.rect_of(at)
        return QRect(rect.right() - px(28), rect.top(), px(28), rect.height())

    @override
    def sizeHint(self) -> QSize:
        return QSize(px(240), max(1, len(self._rows)) * px(HEIGHT))

    # ---- painting ---------------------------------------------------------------------------------------------

    @override
    def paintEvent(self, event: QPaintEvent) -> None:
        painter = QPainter(self)
        for at, row in enumerate(self._rows):
            rect = self.rect_of(at)
            if not rect.intersects(event.rect()):
                continue
            is_current = at == self._current and self.hasFocus()
            if is_current or at == self._hover:
                painter.fillRect(rect, color("selection" if is_current else "hover"))
            painter.fillRect(QRect(rect.left(), rect.bottom(), rect.width(), 1), color("line"))
            self._paint_row(painter, at, row)
            if is_current:
                paint_ring(painter, rect)
        painter.end()

    def _paint_row(self, painter: QPainter, at: int, row: Hung) -> None:
        rect = self.rect_of(at)
        size = px(18)
        paint_icon(painter, QRect(rect.left() + px(4), rect.top() + px(7), size, size), row.icon, "secondary")
        left, room = rect.left() + px(28), rect.width() - px(28) - px(30)
        painter.setFont(font(13))
        painter.setPen(color("text"))
        name = measure(13).elidedText(row.name, Qt.TextElideMode.ElideMiddle, room)
        painter.drawText(QRect(left, rect.top() + px(4), room, px(20)), LEFT, name)
        words = f"{Tone.NEAR.shape} {row.detail}" if row.is_lost else row.detail
        painter.setFont(font(12))
        painter.setPen(tone_color(Tone.NEAR) if row.is_lost else color("secondary"))
        detail = measure(12).elidedText(words, Qt.TextElideMode.ElideRight, room)
        painter.drawText(QRect(left, rect.top() + px(23), room, px(17)), LEFT, detail)
        dots = self.menu_rect(at)
        place = QRect(dots.left() + px(5), dots.center().y() - px(9), size, size)
        is_under = at in (self._hover, self._current if self.hasFocus() else -1)
        paint_icon(painter, place, "dots-vertical", "text" if is_under else "disabled")

    # ---- mouse ------------------------------------------------------------------------------------------------

    def _at(self, point: QPoint) -> int:
        at = point.y() // px(HEIGHT)
        return at if 0 <= at < len(self._rows) else -1

    @override
    def mouseMoveEvent(self, event: QMouseEvent) -> None:
        at = self._at(event.position().toPoint())
        if at != self._hover:
            self._hover = at
            self.update()

    @override
    def leaveEvent(self, event: QEvent) -> None:
        self._hover = -1
        self.update()

    @override
    def mousePressEvent(self, event: QMouseEvent) -> None:
        point = event.position().toPoint()
        at = self._at(point)
        if at < 0:
            return
        self._stand_on(at)
        if event.button() == Qt.MouseButton.LeftButton and self.menu_rect(at).contains(point):
            self.menu_requested.emit(self._rows[at], self.mapToGlobal(self.menu_rect(at).bottomLeft()))

    @override
    def mouseDoubleClickEvent(self, event: QMouseEvent) -> None:
        point = event.position().toPoint()
        at = self._at(point)
        if at >= 0 and event.button() == Qt.MouseButton.LeftButton and not self.menu_rect(at).contains(point):
            self.opened.emit(self._rows[at])

    @override
    def contextMenuEvent(self, event: QContextMenuEvent) -> None:
        by_mouse = event.reason() == QContextMenuEvent.Reason.Mouse
        at = self._at(event.pos()) if by_mouse else self._current
        if 0 <= at < len(self._rows):
            self._stand_on(at)
            point = event.globalPos() if by_mouse else self.mapToGlobal(self.rect_of(at).center())
            self.menu_requested.emit(self._rows[at], point)

    @override
    def event(self, event: QEvent) -> bool:
        if isinstance(event, QHelpEvent) and event.type() == QEvent.Type.ToolTip:
            at = self._at(event.pos())
            if at >= 0:
                QToolTip.showText(event.globalPos(), f"{self._rows[at].name}\n{self._rows[at].detail}", self)
                return True
        return super().event(event)

    # ---- keys -------------------------------------------------------------------------------------------------

    @override
    def keyPressEvent(self, event: QKeyEvent) -> None:
        key, held, row = event.key(), event.modifiers() & _HELD, self.current
        arrows = {Qt.Key.Key_Up: -1, Qt.Key.Key_Down: 1}
        if held == Qt.KeyboardModifier.ControlModifier and key == Qt.Key.Key_V:
            self.paste_requested.emit()
        elif row is None:
            super().keyPressEvent(event)
        elif held == Qt.KeyboardModifier.AltModifier and key in arrows:
            self.move_requested.emit(row, arrows[Qt.Key(key)])
        elif held:
            super().keyPressEvent(event)
        elif key in arrows:
            self._stand_on(min(max(0, self._current + arrows[Qt.Key(key)]), len(self._rows) - 1))
        elif key in (Qt.Key.Key_Home, Qt.Key.Key_End):
            self._stand_on(0 if key == Qt.Key.Key_Home else len(self._rows) - 1)
        elif key in (Qt.Key.Key_Return, Qt.Key.Key_Enter):
            self.opened.emit(row)
        elif key == Qt.Key.Key_F2:
            self.rename_requested.emit(row)
        elif key == Qt.Key.Key_Delete:
            self.remove_requested.emit(row)
        else:
            super().keyPressEvent(event)

    def _stand_on(self, at: int) -> None:
        self._current = at
        self._name_it()
        self.update()

    def _name_it(self) -> None:
        """What a screen reader says: the current line and how many there are."""
        row = self.current
        self.setAccessibleName(f"附件，共 {len(self._rows)} 个：{row.name}，{row.detail}" if row else "附件：没有")

    @override
    def focusInEvent(self, event: QFocusEvent) -> None:
        super().focusInEvent(event)
        self.update()

    @override
    def focusOutEvent(self, event: QFocusEvent) -> None:
        super().focusOutEvent(event)
        self.update()
