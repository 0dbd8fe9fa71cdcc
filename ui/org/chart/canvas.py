"""The chart under mouse and keyboard: choose, fold, edit the name in place, drag a box onto another, pan and zoom."""

from __future__ import annotations

from collections.abc import Collection

from PySide6.QtCore import QEvent, QPoint, QPointF, Qt, QTimer, Signal
from PySide6.QtGui import (
    QContextMenuEvent,
    QFocusEvent,
    QHelpEvent,
    QKeyEvent,
    QMouseEvent,
    QPainter,
    QResizeEvent,
    QWheelEvent,
)
from PySide6.QtWidgets import QApplication, QToolTip, QWidget
from typing_extensions import override

from models.org.chart import ChartBox, ChartLayout
from ui.org.chart.name_line import NameLine
from ui.org.chart.painting import paint_ghost
from ui.org.chart.sight import ChartSight
from ui.style import px
from ui.tables.delegate import as_plain

STEP = 1.2
_ARROWS = {
    Qt.Key.Key_Left: (-1, 0),
    Qt.Key.Key_Right: (1, 0),
    Qt.Key.Key_Up: (0, -1),
    Qt.Key.Key_Down: (0, 1),
}
_ZOOM_IN = (Qt.Key.Key_Plus, Qt.Key.Key_Equal)
_ZOOM_OUT = (Qt.Key.Key_Minus, Qt.Key.Key_Underscore)
_DRAGS_ALONG = 40  # ms between two steps at the edge


class ChartCanvas(ChartSight):
    """Asks for changes, changes nothing but what is folded, chosen and seen."""

    current_changed = Signal(object)  # record id, or None
    fold_toggled = Signal(object)
    rename_requested = Signal(object, str)
    open_requested = Signal(object)
    insert_requested = Signal(object)
    delete_requested = Signal(object)
    move_requested = Signal(object, int)  # one place back or on among its siblings
    drop_requested = Signal(object, object)  # dragged box, box it shall stand below
    menu_requested = Signal(object)  # global point
    next_requested = Signal(int)  # next or last hit of the search

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.editable = True
        self._pressed: QPoint | None = None
        self._pressed_box: int | None = None
        self._dragged: int | None = None
        self._panned_from: QPoint | None = None
        self._pointer = QPoint()
        self._space = False
        self._space_used = False
        self._parents: dict[int, int | None] = {}
        self.line = NameLine(self.viewport())
        self.line.committed.connect(self._on_line_committed)
        self._along = QTimer(self)
        self._along.setInterval(_DRAGS_ALONG)
        self._along.timeout.connect(self._on_along_timeout)
        self.setFocusPolicy(Qt.FocusPolicy.StrongFocus)
        self.setAccessibleName("组织架构图")
        self.setProperty("takesKeys", True)
        self.viewport().setMouseTracking(True)

    # ---- what the view asks -----------------------------------------------------------------------------------

    @override
    def set_chart(self, chart: ChartLayout) -> None:
        self.line.leave()
        self._end_drag()
        self._parents = {box.id: box.parent_id for box in chart.boxes}
        super().set_chart(chart)
        if self.state.current is not None and self.box(self.state.current) is None:
            self.set_current(None)

    @property
    def current(self) -> int | None:
        """The record of the box with the ring."""
        return self.state.current

    def set_current(self, box_id: int | None, *, centred: bool = False) -> None:
        """Put the ring on a box and bring it into sight."""
        if box_id is not None and self.box(box_id) is None:
            return
        if box_id is not None:
            self.show_box(box_id, centred=centred)
        if box_id == self.state.current:
            return
        self.state.current = box_id
        box = self.box(box_id)
        self.setAccessibleDescription(box.title if box is not None else "")
        self.viewport().update()
        self.current_changed.emit(box_id)

    def set_found(self, found: Collection[int]) -> None:
        """Mark what was searched."""
        self.state.found = frozenset(found)
        self.viewport().update()

    def edit_name(self) -> None:
        """Edit the name of the current box in its place."""
        box = self.box(self.current)
        if box is None or not self.editable:
            return
        self.show_box(box.id)
        self.line.edit(box, self.rect_of(box), self.scale)

    # ---- mouse ------------------------------------------------------------------------------------------------

    def _handle_at(self, point: QPoint) -> ChartBox | None:
        return next((box for box in self.chart.boxes if self.handle_of(box).contains(point)), None)

    @override
    def mousePressEvent(self, event: QMouseEvent) -> None:
        point = event.position().toPoint()
        left = event.button() is Qt.MouseButton.LeftButton
        box = self.box_at(point)
        if event.button() is Qt.MouseButton.MiddleButton or (left and (self._space or box is None)):
            handle = self._handle_at(point) if left and not self._space else None
            if handle is not None:
                self.fold_toggled.emit(handle.id)
                return
            self._space_used = self._space
            self._panned_from = event.globalPosition().toPoint()
            self.viewport().setCursor(Qt.CursorShape.ClosedHandCursor)
            return
        handle = self._handle_at(point) if left else None
        if handle is not None:
            self.fold_toggled.emit(handle.id)
        elif box is not None:
            self.set_current(box.id)
            if left:
                self._pressed, self._pressed_box = point, box.id

    @override
    def mouseMoveEvent(self, event: QMouseEvent) -> None:
        point = event.position().toPoint()
        self._pointer = point
        if self._panned_from is not None:
            now = event.globalPosition().toPoint()
            moved = now - self._panned_from
            self._panned_from = now
            self._scroll_by(-moved.x(), -moved.y())
            return
        if self._pressed is not None and self._dragged is None and self.editable:
            far = (point - self._pressed).manhattanLength() >= QApplication.startDragDistance()
            if far and self._pressed_box is not None:
                self._dragged = self._pressed_box
                self.viewport().setCursor(Qt.CursorShape.DragMoveCursor)
                self._along.start()
        if self._dragged is not None:
            self._aim(point)
            return
        box = self.box_at(point)
        hovered = box.id if box is not None else None
        if hovered != self.state.hovered:
            self.state.hovered = hovered
            self.viewport().update()
        over_handle = self._handle_at(point) is not None
        shape = Qt.CursorShape.PointingHandCursor if over_handle else Qt.CursorShape.ArrowCursor
        self.viewport().setCursor(Qt.CursorShape.OpenHandCursor if self._space else shape)

    @override
    def mouseReleaseEvent(self, event: QMouseEvent) -> None:
        dragged, target = self._dragged, self.state.target
        self._pressed = self._pressed_box = None
        if self._panned_from is not None:
            self._panned_from = None
            self.viewport().setCursor(Qt.CursorShape.OpenHandCursor if self._space else Qt.CursorShape.ArrowCursor)
        self._end_drag()
        if dragged is not None and target is not None:
            self.drop_requested.emit(dragged, target)

    @override
    def mouseDoubleClickEvent(self, event: QMouseEvent) -> None:
        point = event.position().toPoint()
        box = self.box_at(point)
        if self._handle_at(point) is not None:
            self.mousePressEvent(event)
        elif box is not None and event.button() is Qt.MouseButton.LeftButton:
            self.set_current(box.id)
            self.edit_name()

    def _aim(self, point: QPoint) -> None:
        """While dragging: the box below which the dragged one would stand."""
        box = self.box_at(point)
        target = box.id if box is not None and self._may_drop(box.id) else None
        if target != self.state.target:
            self.state.target = target
        shape = Qt.CursorShape.DragMoveCursor if box is None or target is not None else Qt.CursorShape.ForbiddenCursor
        self.viewport().setCursor(shape)
        self.viewport().update()

    def _may_drop(self, target: int) -> bool:
        """Whether the dragged box can stand below `target`: not below itself, and not where it is already."""
        if self._dragged is None or self._parents.get(self._dragged) == target:
            return False
        above: int | None = target
        while above is not None:
            if above == self._dragged:
                return False
            above = self._parents.get(above)
        return True

    def _end_drag(self) -> None:
        if self._dragged is not None or self.state.target is not None:
            self._dragged = self.state.target = None
            self._along.stop()
            self.viewport().setCursor(Qt.CursorShape.ArrowCursor)
            self.viewport().update()

    def _on_along_timeout(self) -> None:
        """A box dragged to the edge takes the chart along."""
        room, edge, step = self.viewport().rect(), px(28), px(18)
        point = self._pointer
        dx = -step if point.x() < room.left() + edge else step if point.x() > room.right() - edge else 0
        dy = -step if point.y() < room.top() + edge else step if point.y() > room.bottom() - edge else 0
        if dx or dy:
            self._scroll_by(dx, dy)
            self._aim(point)

    @override
    def wheelEvent(self, event: QWheelEvent) -> None:
        turned = event.angleDelta()
        if event.modifiers() & Qt.KeyboardModifier.ControlModifier:
            if turned.y():
                self.zoom_by(STEP ** (turned.y() / 120), event.position())
            event.accept()
        elif event.modifiers() & Qt.KeyboardModifier.ShiftModifier and turned.y():
            self._scroll_by(-turned.y(), 0)
            event.accept()
        else:
            self._scroll_by(-turned.x(), -turned.y())
            event.accept()

    @override
    def contextMenuEvent(self, event: QContextMenuEvent) -> None:
        if event.reason() is QContextMenuEvent.Reason.Keyboard:
            box = self.box(self.current)
            place = self.rect_of(box).center() if box is not None else self.viewport().rect().center()
            self.menu_requested.emit(self.viewport().mapToGlobal(place))
            return
        box = self.box_at(self.viewport().mapFromGlobal(event.globalPos()))
        self.set_current(box.id if box is not None else None)
        self.menu_requested.emit(event.globalPos())

    @override
    def viewportEvent(self, event: QEvent) -> bool:
        if isinstance(event, QHelpEvent):
            box = self.box_at(event.pos())
            if box is not None and (self.zoom < 0.75 or box.folded):
                lines = [box.title, *(f"{line.label}　{line.text}" for line in box.lines)]
                lines += [f"收起了下面 {box.folded} 个"] if box.folded else []
                QToolTip.showText(event.globalPos(), as_plain("\n".join(lines)), self.viewport())
            else:
                QToolTip.hideText()
            return True
        if event.type() is QEvent.Type.Leave and self.state.hovered is not None:
            self.state.hovered = None
            self.viewport().update()
        return super().viewportEvent(event)

    # ---- keyboard ---------------------------------------------------------------------------------------------

    @override
    def keyPressEvent(self, event: QKeyEvent) -> None:
        key, current = Qt.Key(event.key()), self.current
        held = event.modifiers() & ~Qt.KeyboardModifier.KeypadModifier
        if held & Qt.KeyboardModifier.AltModifier and key in _ARROWS:
            if current is not None and self.editable:
                self.move_requested.emit(current, sum(_ARROWS[key]))
        elif key in _ARROWS and not held:
            self._go(*_ARROWS[key])
        elif key in _ZOOM_IN:
            self.zoom_by(STEP)
        elif key in _ZOOM_OUT:
            self.zoom_by(1 / STEP)
        elif key == Qt.Key.Key_0:
            self.fit()
        elif key == Qt.Key.Key_1:
            self.set_zoom(1.0)
        elif key == Qt.Key.Key_Home and self.chart.boxes:
            self.set_current(self.chart.boxes[0].id)
        elif key == Qt.Key.Key_Space:
            if not event.isAutoRepeat():
                self._space, self._space_used = True, False
                self.viewport().setCursor(Qt.CursorShape.OpenHandCursor)
        elif key == Qt.Key.Key_F3:
            self.next_requested.emit(-1 if held & Qt.KeyboardModifier.ShiftModifier else 1)
        elif key == Qt.Key.Key_Escape and self._dragged is not None:
            self._pressed = self._pressed_box = None
            self._end_drag()
        elif current is None or not self._deed(key, current):
            super().keyPressEvent(event)

    def _deed(self, key: Qt.Key, current: int) -> bool:
        """What a key does with the current box; False when it does nothing."""
        if key == Qt.Key.Key_F2:
            self.edit_name()
        elif key in (Qt.Key.Key_Return, Qt.Key.Key_Enter):
            self.open_requested.emit(current)
        elif key == Qt.Key.Key_Insert:
            self.insert_requested.emit(current)
        elif key == Qt.Key.Key_Delete:
            self.delete_requested.emit(current)
        else:
            return False
        return True

    @override
    def keyReleaseEvent(self, event: QKeyEvent) -> None:
        if event.key() == Qt.Key.Key_Space and not event.isAutoRepeat() and self._space:
            self._space = False
            self.viewport().setCursor(Qt.CursorShape.ArrowCursor)
            box = self.box(self.current)
            if not self._space_used and box is not None and (box.below or box.folded):
                self.fold_toggled.emit(box.id)
            return
        super().keyReleaseEvent(event)

    def _go(self, across: int, down: int) -> None:
        """To the next box in a direction, as the eye sees it."""
        here = self.box(self.current)
        if here is None:
            if self.chart.boxes:
                self.set_current(self.chart.boxes[0].id)
            return
        best: tuple[float, int] | None = None
        for box in self.chart.boxes:
            dx, dy = box.middle - here.middle, (box.y + box.bottom - here.y - here.bottom) / 2
            if across:
                ahead = box.x - here.right if across > 0 else here.x - box.right
                aside = max(box.y - here.bottom, here.y - box.bottom, 0.0)
                off = abs(dy)
            else:
                ahead = box.y - here.bottom if down > 0 else here.y - box.bottom
                aside = max(box.x - here.right, here.x - box.right, 0.0)
                off = abs(dx)
            if box.id == here.id or ahead < -0.01 or aside > ahead + 12:
                continue
            cost = (ahead + 3 * aside + off / 8, box.id)
            best = min(best, cost) if best is not None else cost
        if best is not None:
            self.set_current(best[1])

    @override
    def focusInEvent(self, event: QFocusEvent) -> None:
        super().focusInEvent(event)
        self.viewport().update()

    @override
    def focusOutEvent(self, event: QFocusEvent) -> None:
        super().focusOutEvent(event)
        self._space = False
        self.viewport().update()

    # ---- the rest ---------------------------------------------------------------------------------------------

    @override
    def paint_over(self, painter: QPainter) -> None:
        box = self.box(self._dragged)
        if box is not None:
            paint_ghost(painter, self._pointer, box.title)

    @override
    def scrollContentsBy(self, dx: int, dy: int) -> None:
        if self._dragged is not None:
            self.viewport().update()
        else:
            super().scrollContentsBy(dx, dy)

    @override
    def resizeEvent(self, event: QResizeEvent) -> None:
        super().resizeEvent(event)
        box = self.box(self.line.box_id)
        if box is not None:
            self.line.place(self.rect_of(box), self.scale)

    @override
    def set_zoom(self, zoom: float, anchor: QPointF | None = None) -> None:
        self.line.leave()
        super().set_zoom(zoom, anchor)

    def _on_line_committed(self, box_id: object, name: str) -> None:
        self.setFocus()
        self.rename_requested.emit(box_id, name)
