"""Printed pages under each other on a grey desk: drawn when looked at, zoomed, walked through by page."""

from __future__ import annotations

from PySide6.QtCore import QPoint, QRect, QRectF, QSize, Qt, Signal
from PySide6.QtGui import QColor, QKeyEvent, QMouseEvent, QPainter, QPaintEvent, QPen, QResizeEvent, QWheelEvent
from PySide6.QtWidgets import QAbstractScrollArea, QFrame, QWidget
from typing_extensions import override

from ui.printing.pages import PT_PER_INCH, PageArtist, Wish
from ui.style import color, font, px

STEPS = (0.25, 0.33, 0.5, 0.67, 0.75, 1.0, 1.25, 1.5, 2.0, 3.0)
_SCREEN_DPI = 96.0
_PAPER = QColor("white")  # paper is white in both themes


class PageView(QAbstractScrollArea):
    """All pages have the size of the print; subclasses say how wide a page is drawn and what stands around it."""

    current_changed = Signal(int)

    gap = 16
    caption = 0

    def __init__(self, artist: PageArtist, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._artist = artist
        self._current = 0
        self.setFrameShape(QFrame.Shape.NoFrame)
        self.viewport().setAutoFillBackground(False)
        self.verticalScrollBar().valueChanged.connect(self._on_scrolled)
        self.horizontalScrollBar().valueChanged.connect(self._on_scrolled)
        artist.drawn.connect(self._on_artist_drawn)

    # ---- geometry ---------------------------------------------------------------------------------------------

    def page_width(self) -> int:
        """Width of a page on the screen."""
        raise NotImplementedError

    def page_size(self) -> QSize:
        size = self._artist.pages.size
        width = self.page_width()
        return QSize(width, max(1, round(width * size.height() / max(size.width(), 1.0))))

    def page_rect(self, index: int) -> QRect:
        """Where page `index` stands in the viewport."""
        size = self.page_size()
        pitch = size.height() + px(self.gap) + px(self.caption)
        left = max((self.viewport().width() - size.width()) // 2, px(self.gap) // 2)
        top = px(self.gap) + index * pitch
        return QRect(QPoint(left, top), size).translated(
            -self.horizontalScrollBar().value(), -self.verticalScrollBar().value()
        )

    def pages_in_view(self) -> range:
        total = self._artist.pages.total
        if not total:
            return range(0)
        size = self.page_size()
        pitch = size.height() + px(self.gap) + px(self.caption)
        top = self.verticalScrollBar().value() - px(self.gap)
        first = max(0, min(total - 1, top // pitch))
        last = max(0, min(total - 1, (top + self.viewport().height()) // pitch))
        return range(first, last + 1)

    def dpi(self) -> int:
        """Dots per inch for a page to fill its place on this screen."""
        ratio = self.devicePixelRatioF()
        return max(10, round(self.page_width() * ratio / max(self._artist.pages.size.width(), 1.0) * PT_PER_INCH))

    # ---- walking ----------------------------------------------------------------------------------------------

    @property
    def current(self) -> int:
        """The page in hand, from 0."""
        return self._current

    def go_to(self, index: int) -> None:
        """Bring page `index` to the top."""
        index = max(0, min(self._artist.pages.total - 1, index))
        if index < 0:
            return
        size = self.page_size()
        self.verticalScrollBar().setValue(index * (size.height() + px(self.gap) + px(self.caption)))
        self._set_current(index)

    def refresh(self) -> None:
        """After another print or another zoom: sizes, scroll bars, images."""
        total = self._artist.pages.total
        size = self.page_size()
        height = px(self.gap) + total * (size.height() + px(self.gap) + px(self.caption))
        bar = self.verticalScrollBar()
        bar.setRange(0, max(0, height - self.viewport().height()))
        bar.setPageStep(self.viewport().height())
        bar.setSingleStep(px(48))
        across = self.horizontalScrollBar()
        across.setRange(0, max(0, size.width() + px(self.gap) - self.viewport().width()))
        across.setPageStep(self.viewport().width())
        if self._current >= total:
            self._set_current(max(0, total - 1))
        self._wish()
        self.viewport().update()

    def _wish(self) -> None:
        seen = self.pages_in_view()
        if not seen:
            return
        around = [seen.start - 1, seen.stop] if self.caption == 0 else []
        wanted = [*seen, *(index for index in around if 0 <= index < self._artist.pages.total)]
        self._artist.wish(self, wanted, self.dpi())

    def _set_current(self, index: int) -> None:
        if index != self._current:
            self._current = index
            self.viewport().update()
            self.current_changed.emit(index)

    def _on_scrolled(self, value: int) -> None:
        self._wish()
        self.viewport().update()

    def _on_artist_drawn(self, wish: Wish) -> None:
        if wish.index in self.pages_in_view():
            self.viewport().update(self.page_rect(wish.index))

    # ---- events -----------------------------------------------------------------------------------------------

    @override
    def resizeEvent(self, event: QResizeEvent) -> None:
        super().resizeEvent(event)
        self.refresh()

    @override
    def paintEvent(self, event: QPaintEvent) -> None:
        painter = QPainter(self.viewport())
        painter.setRenderHint(QPainter.RenderHint.SmoothPixmapTransform)
        painter.fillRect(event.rect(), color("paper_desk"))
        for index in self.pages_in_view():
            rect = self.page_rect(index)
            if rect.intersects(event.rect()) or self.caption:
                self._paint_page(painter, index, rect)

    def _paint_page(self, painter: QPainter, index: int, rect: QRect) -> None:
        painter.fillRect(rect, _PAPER)
        image = self._artist.image(index, self.dpi())
        if image is not None:
            painter.drawImage(_fitted(rect, image.width(), image.height()), image)
        painter.setPen(QPen(color("grey_line"), 1))
        painter.drawRect(rect.adjusted(0, 0, -1, -1))


def _fitted(rect: QRect, width: int, height: int) -> QRectF:
    """Where an image stands in the place of its page: it fills it unless this page is smaller than the others."""
    wide, tall = rect.height() * width, rect.width() * height
    if abs(wide - tall) <= max(wide, tall) * 0.01:
        return QRectF(rect)
    scale = min(rect.width() / width, rect.height() / height)
    fitted = QRectF(0, 0, width * scale, height * scale)
    fitted.moveCenter(QRectF(rect).center())
    return fitted


class Desk(PageView):
    """The pages at reading size. Zoom None fits the width or the page; the current page fills most of the view."""

    zoom_changed = Signal()

    def __init__(self, artist: PageArtist, parent: QWidget | None = None) -> None:
        super().__init__(artist, parent)
        self._zoom: float | None = None
        self._whole_page = False
        self.setAccessibleName("预览")
        self.setFocusPolicy(Qt.FocusPolicy.StrongFocus)

    @property
    def zoom(self) -> float:
        """1.0 is the paper's own size at 96 dpi."""
        return self.page_width() / max(self._artist.pages.size.width() / PT_PER_INCH * _SCREEN_DPI, 1.0)

    @property
    def fits_width(self) -> bool:
        return self._zoom is None and not self._whole_page

    @property
    def fits_page(self) -> bool:
        return self._zoom is None and self._whole_page

    def set_zoom(self, zoom: float | None, *, whole_page: bool = False) -> None:
        """Draw larger or smaller; the current page stays in view. None fits the width, or the `whole_page`."""
        kept = self._current
        self._zoom = None if zoom is None else max(STEPS[0], min(STEPS[-1], zoom))
        self._whole_page = whole_page
        self.refresh()
        self.go_to(kept)
        self.zoom_changed.emit()

    def step_zoom(self, larger: bool) -> None:
        """The next step up or down."""
        now = self.zoom
        steps = [step for step in STEPS if (step > now + 0.01 if larger else step < now - 0.01)]
        if steps:
            self.set_zoom(steps[0] if larger else steps[-1])

    @override
    def page_width(self) -> int:
        if self._zoom is None:
            width = max(px(120), self.viewport().width() - 2 * px(self.gap))
            if not self._whole_page:
                return width
            size, height = self._artist.pages.size, self.viewport().height() - 2 * px(self.gap)
            return min(width, max(px(60), int(height * size.width() / max(size.height(), 1.0))))
        return max(px(60), round(self._artist.pages.size.width() / PT_PER_INCH * _SCREEN_DPI * self._zoom))

    @override
    def _on_scrolled(self, value: int) -> None:
        super()._on_scrolled(value)
        middle = self.viewport().height() // 2
        seen = self.pages_in_view()
        if seen:
            self._set_current(min(seen, key=lambda index: abs(self.page_rect(index).center().y() - middle)))

    @override
    def resizeEvent(self, event: QResizeEvent) -> None:
        super().resizeEvent(event)
        if self._zoom is None:
            self.zoom_changed.emit()

    @override
    def wheelEvent(self, event: QWheelEvent) -> None:
        if event.modifiers() & Qt.KeyboardModifier.ControlModifier:
            self.step_zoom(event.angleDelta().y() > 0)
            event.accept()
            return
        super().wheelEvent(event)

    @override
    def keyPressEvent(self, event: QKeyEvent) -> None:
        key = event.key()
        total = self._artist.pages.total
        places = {
            Qt.Key.Key_PageDown: self._current + 1,
            Qt.Key.Key_PageUp: self._current - 1,
            Qt.Key.Key_Home: 0,
            Qt.Key.Key_End: total - 1,
        }
        if key in places:
            self.go_to(places[Qt.Key(key)])
        elif key in (Qt.Key.Key_Plus, Qt.Key.Key_Equal):
            self.step_zoom(True)
        elif key == Qt.Key.Key_Minus:
            self.step_zoom(False)
        elif key == Qt.Key.Key_0:
            self.set_zoom(None)
        elif key == Qt.Key.Key_9:
            self.set_zoom(None, whole_page=True)
        else:
            super().keyPressEvent(event)


class Thumbnails(PageView):
    """Small pages with their numbers; a click or the arrow keys choose one."""

    chosen = Signal(int)

    gap = 8
    caption = 18

    def __init__(self, artist: PageArtist, parent: QWidget | None = None) -> None:
        super().__init__(artist, parent)
        self.setAccessibleName("页面缩略图")
        self.setFocusPolicy(Qt.FocusPolicy.StrongFocus)
        self.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)

    @override
    def page_width(self) -> int:
        return max(px(40), self.viewport().width() - 2 * px(12))

    def show_current(self, index: int) -> None:
        """Mark page `index` and bring it into view."""
        self._set_current(index)
        rect = self.page_rect(index)
        bar = self.verticalScrollBar()
        if rect.top() < 0:
            bar.setValue(bar.value() + rect.top() - px(self.gap))
        elif rect.bottom() + px(self.caption) > self.viewport().height():
            bar.setValue(bar.value() + rect.bottom() + px(self.caption) - self.viewport().height())

    @override
    def _paint_page(self, painter: QPainter, index: int, rect: QRect) -> None:
        super()._paint_page(painter, index, rect)
        is_current = index == self._current
        if is_current:
            painter.setPen(QPen(color("accent"), px(2)))
            painter.drawRect(rect.adjusted(-1, -1, 1, 1))
        painter.setFont(font(12, bold=is_current, tabular=True))
        painter.setPen(color("accent") if is_current else color("secondary"))
        below = QRect(rect.left(), rect.bottom() + 1, rect.width(), px(self.caption))
        painter.drawText(below, Qt.AlignmentFlag.AlignCenter, str(index + 1))

    @override
    def mousePressEvent(self, event: QMouseEvent) -> None:
        point = event.position().toPoint()
        for index in self.pages_in_view():
            if self.page_rect(index).adjusted(0, 0, 0, px(self.caption)).contains(point):
                self.chosen.emit(index)
                return
        super().mousePressEvent(event)

    @override
    def keyPressEvent(self, event: QKeyEvent) -> None:
        step = {Qt.Key.Key_Down: 1, Qt.Key.Key_Up: -1}.get(Qt.Key(event.key()), 0)
        if step:
            target = max(0, min(self._artist.pages.total - 1, self._current + step))
            self.chosen.emit(target)
        else:
            super().keyPressEvent(event)
