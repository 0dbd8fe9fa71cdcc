"""A light list with aligned columns: painted rows, one click or Enter opens (a full table costs the start too much)."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import dataclass
from typing import Any

from PySide6.QtCore import QEvent, QPoint, QRect, QSize, Qt, Signal
from PySide6.QtGui import QHelpEvent, QKeyEvent, QMouseEvent, QPainter, QPaintEvent
from PySide6.QtWidgets import QScrollArea, QSizePolicy, QToolTip, QVBoxLayout, QWidget
from typing_extensions import override

from ui.style import Tone, announcer, color, font, px, row_height, tone_color
from ui.tables.layout import measure
from ui.tables.painting import LEFT, paint_ring

SIDE = 8
HEADER = 32
LEAST = 120  # of the column that takes what is left over
ROOMY = 240  # below this an optional column gives way
RIGHT = int(Qt.AlignmentFlag.AlignRight | Qt.AlignmentFlag.AlignVCenter)
Key = Qt.Key


@dataclass(frozen=True, slots=True)
class Part:
    """One column: `text` of an entry, its width (0 = what is left over), grey, with a tone's colour and shape.

    An optional column gives way where little would be left over.
    """

    key: str
    heading: str
    text: Callable[[Any], str]
    width: int = 0
    muted: bool = False
    tone: Callable[[Any], Tone | None] | None = None
    right: bool = False
    optional: bool = False


class LineRows(QWidget):
    """The painted rows; as tall as they are, so it lies in a scroll area."""

    opened = Signal(object)  # the entry clicked
    moved = Signal(int)  # place of the entry under the cursor

    def __init__(self, parts: Sequence[Part], parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.parts = tuple(parts)
        self.entries: tuple[Any, ...] = ()
        self.current = 0
        self._hover = -1
        self.setMouseTracking(True)
        self.setFocusPolicy(Qt.FocusPolicy.StrongFocus)
        self.setSizePolicy(QSizePolicy.Policy.Expanding, QSizePolicy.Policy.Minimum)
        announcer().restyled.connect(self._fit)

    def set_entries(self, entries: Sequence[Any]) -> None:
        """Other entries."""
        self.entries = tuple(entries)
        self.current = min(self.current, max(0, len(self.entries) - 1))
        self._hover = -1
        self._fit()

    def rect_of(self, place: int) -> QRect:
        """Where an entry is painted."""
        return QRect(0, place * row_height(), self.width(), row_height())

    def widths(self) -> list[int]:
        """The columns at the present width."""
        widths = [px(part.width) if part.width else 0 for part in self.parts]
        if self.width() - sum(widths) < px(ROOMY):
            widths = [0 if part.optional else width for part, width in zip(self.parts, widths, strict=True)]
        left_over = max(px(LEAST), self.width() - sum(widths))
        return [width if part.width else left_over for part, width in zip(self.parts, widths, strict=True)]

    def _fit(self) -> None:
        self.setMinimumHeight(max(1, len(self.entries) * row_height()))
        self.update()

    @override
    def sizeHint(self) -> QSize:
        return QSize(px(400), max(1, len(self.entries) * row_height()))

    @override
    def paintEvent(self, event: QPaintEvent) -> None:
        painter = QPainter(self)
        height, widths = row_height(), self.widths()
        first = event.rect().top() // height
        last = min(len(self.entries) - 1, event.rect().bottom() // height)
        for place in range(first, last + 1):
            rect = self.rect_of(place)
            if place == self._hover:
                painter.fillRect(rect, color("hover"))
            painter.fillRect(rect.left(), rect.bottom(), rect.width(), 1, color("line"))
            left = 0
            for part, width in zip(self.parts, widths, strict=True):
                if width:
                    self._paint_part(painter, QRect(left, rect.top(), width, height - 1), part, self.entries[place])
                left += width
            if self.hasFocus() and place == self.current:
                paint_ring(painter, rect)
        painter.end()

    @staticmethod
    def _paint_part(painter: QPainter, rect: QRect, part: Part, entry: Any) -> None:
        text = part.text(entry)
        if not text:
            return
        tone = part.tone(entry) if part.tone is not None else None
        inner = rect.adjusted(px(SIDE), 0, -px(SIDE), 0)
        painter.setFont(font(13, tabular=True))
        painter.setPen(tone_color(tone) if tone else color("secondary" if part.muted else "text"))
        words = f"{tone.shape} {text}" if tone else text
        shown = measure(13).elidedText(words, Qt.TextElideMode.ElideRight, inner.width())
        painter.drawText(inner, RIGHT if part.right else LEFT, shown)

    # ---- mouse and keys ---------------------------------------------------------------------------------------

    def place_at(self, point: QPoint) -> int:
        """The entry at a point, -1 for none."""
        place = point.y() // row_height()
        return place if 0 <= place < len(self.entries) else -1

    @override
    def mouseMoveEvent(self, event: QMouseEvent) -> None:
        place = self.place_at(event.position().toPoint())
        if place != self._hover:
            self._hover = place
            self.setCursor(Qt.CursorShape.PointingHandCursor if place >= 0 else Qt.CursorShape.ArrowCursor)
            self.update()

    @override
    def leaveEvent(self, event: QEvent) -> None:
        self._hover = -1
        self.update()

    @override
    def mouseReleaseEvent(self, event: QMouseEvent) -> None:
        place = self.place_at(event.position().toPoint())
        if event.button() == Qt.MouseButton.LeftButton and place >= 0:
            self.current = place
            self.update()
            self.opened.emit(self.entries[place])

    @override
    def keyPressEvent(self, event: QKeyEvent) -> None:
        last = len(self.entries) - 1
        key = event.key()
        steps = {Key.Key_Up: -1, Key.Key_Down: 1, Key.Key_PageUp: -8, Key.Key_PageDown: 8}
        if last >= 0 and key in (*steps, Key.Key_Home, Key.Key_End):
            wanted = {Key.Key_Home: 0, Key.Key_End: last}.get(Key(key), self.current + steps.get(Key(key), 0))
            self.current = min(max(0, wanted), last)
            self.update()
            self.moved.emit(self.current)
        elif last >= 0 and key in (Key.Key_Return, Key.Key_Enter):
            self.opened.emit(self.entries[self.current])
        else:
            super().keyPressEvent(event)

    @override
    def event(self, event: QEvent) -> bool:
        if event.type() == QEvent.Type.ToolTip and isinstance(event, QHelpEvent):
            QToolTip.showText(event.globalPos(), self._cut_text(event.pos()), self)
            return True
        return super().event(event)

    def _cut_text(self, point: QPoint) -> str:
        """The whole text where a column had to cut it."""
        place, left = self.place_at(point), 0
        if place < 0:
            return ""
        for part, width in zip(self.parts, self.widths(), strict=True):
            if left <= point.x() < left + width:
                text = part.text(self.entries[place])
                return text if measure(13).horizontalAdvance(text) > width - 2 * px(SIDE) else ""
            left += width
        return ""


class _Headings(QWidget):
    """The headings above the rows, as wide as they are."""

    def __init__(self, rows: LineRows, parent: QWidget) -> None:
        super().__init__(parent)
        self._rows = rows
        self._fit()
        announcer().restyled.connect(self._fit)

    def _fit(self) -> None:
        self.setFixedHeight(px(HEADER))

    @override
    def paintEvent(self, event: QPaintEvent) -> None:
        painter = QPainter(self)
        painter.setFont(font(12))
        painter.setPen(color("secondary"))
        left = 0
        for part, width in zip(self._rows.parts, self._rows.widths(), strict=True):
            inner = QRect(left + px(SIDE), 0, width - 2 * px(SIDE), self.height())
            if width:
                painter.drawText(inner, RIGHT if part.right else LEFT, part.heading)
            left += width
        painter.fillRect(0, self.height() - 1, self.width(), 1, color("line"))
        painter.end()


class LineList(QWidget):
    """The rows in their scroll area, with headings above where wanted; `opened` carries the entry."""

    opened = Signal(object)

    def __init__(
        self, name: str, parts: Sequence[Part], *, headings: bool = True, parent: QWidget | None = None
    ) -> None:
        super().__init__(parent)
        self.rows = LineRows(parts)
        self.rows.setAccessibleName(name)
        self.area = QScrollArea(self)
        self.area.setWidgetResizable(True)
        self.area.setFrameShape(QScrollArea.Shape.NoFrame)
        self.area.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        self.area.setFocusPolicy(Qt.FocusPolicy.NoFocus)
        self.area.setWidget(self.rows)
        self.setFocusProxy(self.rows)
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(0)
        if headings:
            column.addWidget(_Headings(self.rows, self))
        column.addWidget(self.area, 1)
        self._name = name
        self.rows.opened.connect(self.opened)
        self.rows.moved.connect(self._on_rows_moved)

    @property
    def entries(self) -> tuple[Any, ...]:
        """What is listed."""
        return self.rows.entries

    def set_entries(self, entries: Sequence[Any]) -> None:
        """Other entries; what a reading aid says is renewed."""
        self.rows.set_entries(entries)
        self.rows.setAccessibleDescription("；".join(self.words_of(entry) for entry in self.entries[:20]))

    def words_of(self, entry: Any) -> str:
        """An entry in one line of text."""
        return "，".join(text for part in self.rows.parts if (text := part.text(entry)))

    def texts(self, key: str) -> list[str]:
        """One column as shown."""
        part = next(part for part in self.rows.parts if part.key == key)
        return [part.text(entry) for entry in self.entries]

    def _on_rows_moved(self, place: int) -> None:
        rect = self.rows.rect_of(place)
        self.area.ensureVisible(0, rect.center().y(), 0, rect.height())
