"""The scroll area of a chart: zoom, scrolling, which part is seen, painting. No hands yet: see canvas.py."""

from __future__ import annotations

from collections.abc import Iterable
from typing import cast

from PySide6.QtCore import QLine, QPoint, QPointF, QRect, QRectF, Qt, Signal
from PySide6.QtGui import QPainter, QPaintEvent, QResizeEvent
from PySide6.QtWidgets import QAbstractScrollArea, QWidget
from typing_extensions import override

from models.org.chart import ChartBox, ChartLayout
from models.org.chart.places import Stroke, strokes
from ui.org.chart import painting
from ui.org.chart.painting import Brushes, Prepared, State, handle_place, place_of
from ui.org.chart.words import forget
from ui.style import announcer, color, px

FULL = 96 / 25.4
"""Pixels of a mm at 100 %."""
LEAST, MOST = 0.08, 4.0
READABLE = 0.6
"""The chart is not shown smaller than this at first, though it may then not be seen as a whole."""
EDGE = 40
_HANDLES_FROM = 0.35
_SLACK = 16
"""How far a handle or a ring reaches out of its box, in pixels."""


class ChartSight(QAbstractScrollArea):
    """`set_chart` gives boxes and lines in mm; `zoom` is 1.0 at 100 %."""

    zoomed = Signal(float)

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.chart = ChartLayout(0.0, 0.0, (), ())
        self.zoom = 1.0
        self.state = State()
        self._boxes: dict[int, ChartBox] = {}
        self._strokes: tuple[Stroke, ...] = ()
        self._trunks: dict[int, float] = {}  # where the line down from a box begins, in mm
        self._prepared: dict[int, Prepared] = {}
        self._was_fitted = False
        self.setFrameShape(QAbstractScrollArea.Shape.NoFrame)
        self.viewport().setAttribute(Qt.WidgetAttribute.WA_OpaquePaintEvent)
        announcer().restyled.connect(self._on_restyled)

    # ---- data -------------------------------------------------------------------------------------------------

    def set_chart(self, chart: ChartLayout) -> None:
        """Another layout; zoom and place stay, the first one is fitted."""
        anchor = self._boxes.get(self.state.current) if self.state.current is not None else None
        before = self.rect_of(anchor).center() if anchor is not None else None
        self.chart = chart
        self._boxes = {box.id: box for box in chart.boxes}
        self._prepared = {}
        self._strokes = strokes(chart.links)
        self._trunks = {link.parent_id: link.points[0][0] for link in chart.links}
        self.state.hovered = self.state.target = None
        self._update_bars()
        if not self._was_fitted and chart.boxes and self.viewport().width() > px(EDGE) * 4:
            self._was_fitted = True
            self.fit_readable()
        after = self._boxes.get(anchor.id) if anchor is not None else None
        if after is not None and before is not None and self.viewport().rect().contains(before):
            now = self.rect_of(after).center()
            self._scroll_by(now.x() - before.x(), now.y() - before.y())
        self.viewport().update()

    def box(self, box_id: int | None) -> ChartBox | None:
        """The box of a record; None when it is not shown."""
        return self._boxes.get(box_id) if box_id is not None else None

    # ---- geometry ---------------------------------------------------------------------------------------------

    @property
    def scale(self) -> float:
        """Pixels of a mm."""
        return self.zoom * FULL * px(100) / 100

    def origin(self) -> QPointF:
        """Where the top left corner of the chart lies in the viewport."""
        room = self.viewport().size()
        wide, tall = self.chart.width * self.scale, self.chart.height * self.scale
        across, down = self.horizontalScrollBar(), self.verticalScrollBar()
        x = room.width() // 2 - across.value() if across.maximum() else (room.width() - wide) / 2
        y = room.height() // 2 - down.value() if down.maximum() else min((room.height() - tall) / 2, 2 * px(EDGE))
        return QPointF(x, y)

    def rect_of(self, box: ChartBox) -> QRect:
        """Where a box lies in the viewport."""
        return place_of(box, self.scale, self.origin())

    def handle_of(self, box: ChartBox) -> QRect:
        """Where the handle of a box lies; empty when it has none."""
        if not box.below and not box.folded:
            return QRect()
        if self.zoom < _HANDLES_FROM and not box.folded:
            return QRect()
        return handle_place(box, self._trunks.get(box.id, box.middle), self.scale, self.origin())

    def box_at(self, point: QPoint) -> ChartBox | None:
        """The box under a point of the viewport."""
        origin = self.origin()
        x, y = (point.x() - origin.x()) / self.scale, (point.y() - origin.y()) / self.scale
        return next((b for b in self.chart.boxes if b.x <= x <= b.right and b.y <= y <= b.bottom), None)

    def _update_bars(self) -> None:
        """A chart larger than the window can be scrolled until any point of it stands in the middle."""
        room = self.maximumViewportSize()
        for bar, need, have in (
            (self.horizontalScrollBar(), self.chart.width * self.scale, room.width()),
            (self.verticalScrollBar(), self.chart.height * self.scale, room.height()),
        ):
            fits = need + px(EDGE) / 2 <= have
            bar.setRange(0, 0 if fits else round(need))
            bar.setPageStep(max(1, have))
            bar.setSingleStep(px(40))

    def _scroll_by(self, dx: float, dy: float) -> None:
        across, down = self.horizontalScrollBar(), self.verticalScrollBar()
        across.setValue(across.value() + round(dx))
        down.setValue(down.value() + round(dy))

    # ---- zoom -------------------------------------------------------------------------------------------------

    def set_zoom(self, zoom: float, anchor: QPointF | None = None) -> None:
        """Zoom to a size; what lies at `anchor` (default: the middle) stays there."""
        zoom = min(max(zoom, LEAST), MOST)
        if abs(zoom - self.zoom) < 1e-6:
            return
        point = anchor or QPointF(self.viewport().rect().center())
        old = self.origin()
        x, y = (point.x() - old.x()) / self.scale, (point.y() - old.y()) / self.scale
        self.zoom = zoom
        self._update_bars()
        now = self.origin()
        self._scroll_by(x * self.scale + now.x() - point.x(), y * self.scale + now.y() - point.y())
        self.viewport().update()
        self.zoomed.emit(zoom)

    def zoom_by(self, factor: float, anchor: QPointF | None = None) -> None:
        """Zoom in or out."""
        self.set_zoom(self.zoom * factor, anchor)

    def fit(self, least: float = LEAST) -> None:
        """The whole chart, but not larger than 100 % and not smaller than `least`."""
        if not self.chart.boxes:
            return
        room = self.maximumViewportSize()
        edge = px(EDGE) / 2
        unit = FULL * px(100) / 100
        wide = (room.width() - 2 * edge) / (self.chart.width * unit)
        tall = (room.height() - 2 * edge) / (self.chart.height * unit)
        self.set_zoom(max(min(wide, tall, 1.0), least))
        top = self.box(self.chart.boxes[0].id)
        if top is not None:
            rect = self.rect_of(top)
            self._scroll_by(rect.center().x() - room.width() / 2, rect.top() - px(EDGE))

    def fit_readable(self) -> None:
        """The whole chart, or as much of it as can be read."""
        self.fit(least=READABLE * 100 / px(100))

    def show_box(self, box_id: int, *, centred: bool = False) -> None:
        """Scroll so that a box is seen, or stands in the middle."""
        box = self.box(box_id)
        if box is None:
            return
        rect, room = self.rect_of(box), self.viewport().rect()
        edge = px(24)
        if centred:
            self._scroll_by(rect.center().x() - room.center().x(), rect.center().y() - room.center().y())
            return
        dx = min(rect.left() - edge, 0) or max(rect.right() + edge - room.right(), 0)
        dy = min(rect.top() - edge, 0) or max(rect.bottom() + edge - room.bottom(), 0)
        self._scroll_by(dx, dy)

    # ---- painting ---------------------------------------------------------------------------------------------

    def _on_restyled(self) -> None:
        forget()
        self._prepared = {}
        self._update_bars()
        self.viewport().update()

    @override
    def paintEvent(self, event: QPaintEvent) -> None:
        painter = QPainter(self.viewport())
        for seen in cast("Iterable[QRect]", event.region()):  # after a step of panning only two stripes are new
            painter.setClipRect(seen)
            self.paint(painter, seen)
        painter.setClipping(False)
        self.paint_over(painter)

    def paint(self, painter: QPainter, seen: QRect) -> None:
        """What of the chart lies in `seen`."""
        painter.fillRect(seen, color("desk"))
        scale, origin = self.scale, self.origin()
        slack = px(_SLACK)
        area = QRectF(seen.adjusted(-slack, -slack, slack, slack))
        left, top = (area.left() - origin.x()) / scale, (area.top() - origin.y()) / scale
        right, bottom = (area.right() - origin.x()) / scale, (area.bottom() - origin.y()) / scale
        ox, oy = origin.x(), origin.y()
        lines = [
            QLine(round(x1 * scale + ox), round(y1 * scale + oy), round(x2 * scale + ox), round(y2 * scale + oy))
            for (x1, y1), (x2, y2) in self._strokes
            if x1 <= right and x2 >= left and y1 <= bottom and y2 >= top
        ]
        painting.paint_lines(painter, lines)
        brushes = Brushes(painter, scale)
        self.state.has_focus = self.hasFocus()
        shown = [b for b in self.chart.boxes if b.x <= right and b.right >= left and b.y <= bottom and b.bottom >= top]
        for box in shown:
            words = self._prepared.get(box.id)
            if words is None:
                words = self._prepared[box.id] = painting.prepare(box)
            painting.paint_box(brushes, box, words, origin, self.state)
        for box in shown:
            handle = self.handle_of(box)
            if not handle.isEmpty():
                painting.paint_handle(painter, handle, box)

    def paint_over(self, painter: QPainter) -> None:
        """What lies over the chart."""

    @override
    def resizeEvent(self, event: QResizeEvent) -> None:
        super().resizeEvent(event)
        self._update_bars()
        if not self._was_fitted and self.chart.boxes:
            self._was_fitted = True
            self.fit_readable()

    @override
    def scrollContentsBy(self, dx: int, dy: int) -> None:
        self.viewport().scroll(dx, dy)
