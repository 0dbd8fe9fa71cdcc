"""The line in which the name of a box is edited in its place."""

from __future__ import annotations

from PySide6.QtCore import QRect, Qt, Signal
from PySide6.QtGui import QFocusEvent, QKeyEvent
from PySide6.QtWidgets import QLineEdit, QWidget
from typing_extensions import override

from models.org.chart import ChartBox, parts_of
from ui.style import px

_LEAST = 180
_TALL = 28


class NameLine(QLineEdit):
    """Enter or leaving it takes the name, Esc does not."""

    committed = Signal(object, str)  # id of the box, the new name

    def __init__(self, parent: QWidget) -> None:
        super().__init__(parent)
        self._box: ChartBox | None = None
        self.setAccessibleName("名称")
        self.setAlignment(Qt.AlignmentFlag.AlignCenter)
        self.hide()

    def edit(self, box: ChartBox, rect: QRect, scale: float) -> None:
        """Open over the name of `box`, which lies at `rect`."""
        self._box = box
        self.setText(box.title)
        self.place(rect, scale)
        self.selectAll()
        self.show()
        self.setFocus()

    @property
    def box_id(self) -> int | None:
        """Whose name is edited."""
        return self._box.id if self._box is not None else None

    def place(self, rect: QRect, scale: float) -> None:
        """Stand over the name of the box, which lies at `rect` now."""
        box, parent = self._box, self.parentWidget()
        if box is None or parent is None:
            return
        title = parts_of(box)[0]
        middle = rect.center().y()
        if box.lines:
            middle = rect.top() + round((title.y - box.y + title.height / 2) * scale)
        if box.upright:
            middle = rect.top() + px(_TALL) // 2
        width = max(rect.width(), px(_LEAST))
        left = max(min(rect.left() + (rect.width() - width) // 2, parent.width() - width), 0)
        self.setGeometry(left, middle - px(_TALL) // 2, width, px(_TALL))

    def leave(self) -> None:
        """Close without taking the name."""
        self._box = None
        self.hide()

    def _take(self) -> None:
        box, name = self._box, self.text().strip()
        self.leave()
        if box is not None and name and name != box.title:
            self.committed.emit(box.id, name)

    @override
    def keyPressEvent(self, event: QKeyEvent) -> None:
        if event.key() == Qt.Key.Key_Escape:
            self.leave()
            self._give_back()
        elif event.key() in (Qt.Key.Key_Return, Qt.Key.Key_Enter):
            self._take()
            self._give_back()
        else:
            super().keyPressEvent(event)

    def _give_back(self) -> None:
        area = self.parentWidget()
        area = area.parentWidget() if area is not None else None
        if area is not None:
            area.setFocus()

    @override
    def focusOutEvent(self, event: QFocusEvent) -> None:
        super().focusOutEvent(event)
        if event.reason() is not Qt.FocusReason.PopupFocusReason:
            self._take()
