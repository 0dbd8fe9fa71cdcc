"""Pages of a print in the making, and the artist who draws them one by one: what is looked at comes first."""

from __future__ import annotations

from bisect import bisect_right
from collections.abc import Sequence
from dataclasses import dataclass, field

from PySide6.QtCore import QObject, QRunnable, QSizeF, Qt, QThreadPool, Signal, Slot
from PySide6.QtGui import QImage
from typing_extensions import override

from models.errors import Condition
from models.papers.pdf import page_image

PT_PER_INCH = 72.0
_MOST_PIXELS = 60_000_000


@dataclass
class PrintedPages:
    """`total` pages of one size (pt), drawn in parts; a part is known by its first page."""

    size: QSizeF
    total: int = 0
    _firsts: list[int] = field(default_factory=list)
    _parts: list[bytes] = field(default_factory=list)
    _counts: list[int] = field(default_factory=list)

    def add(self, first: int, count: int, pdf: bytes) -> None:
        """Pages `first` to `first + count - 1` are in `pdf`."""
        at = bisect_right(self._firsts, first)
        self._firsts.insert(at, first)
        self._parts.insert(at, pdf)
        self._counts.insert(at, count)
        self.total = max(self.total, first + count)

    def source(self, index: int) -> tuple[bytes, int] | None:
        """The PDF that holds page `index` and its number there; None while it is not drawn yet."""
        at = bisect_right(self._firsts, index) - 1
        if at < 0 or index >= self._firsts[at] + self._counts[at]:
            return None
        return self._parts[at], index - self._firsts[at]


@dataclass(frozen=True, slots=True)
class Wish:
    """A page as an image: which print (generation), which page, at what dpi."""

    generation: int
    index: int
    dpi: int


class PageArtist(QObject):
    """Draws wished pages one after another; `wish` replaces what was wished before. Keeps the last images."""

    drawn = Signal(object)  # Wish

    def __init__(self, parent: QObject | None = None) -> None:
        super().__init__(parent)
        self._desk = _Handover()
        self._pages = PrintedPages(QSizeF(842, 595))
        self.generation = 0
        self._queue: dict[object, list[Wish]] = {}
        self._busy = False
        self._images: dict[Wish, QImage] = {}
        self._desk.ended.connect(self._on_ended, Qt.ConnectionType.QueuedConnection)

    @property
    def pages(self) -> PrintedPages:
        return self._pages

    def set_pages(self, pages: PrintedPages) -> None:
        """Another print; images of the last one are kept until the new pages are drawn."""
        self._pages = pages
        self.generation += 1
        self._queue.clear()
        old = self.generation - 1
        self._images = {wish: image for wish, image in self._images.items() if wish.generation >= old}

    def image(self, index: int, dpi: int) -> QImage | None:
        """The best image at hand: this print's at `dpi`, else at another size, else of the print before."""
        exact = self._images.get(Wish(self.generation, index, dpi))
        if exact is not None:
            return exact
        near = [wish for wish in self._images if wish.index == index]
        if not near:
            return None
        best = max(near, key=lambda wish: (wish.generation, -abs(wish.dpi - dpi)))
        return self._images[best]

    def has(self, index: int, dpi: int) -> bool:
        return Wish(self.generation, index, dpi) in self._images

    def wish(self, asker: object, indexes: Sequence[int], dpi: int) -> None:
        """`asker` wants these pages, the most wanted first; its older wishes are forgotten."""
        wishes = [Wish(self.generation, index, dpi) for index in indexes if not self.has(index, dpi)]
        self._queue[asker] = wishes
        self._next()

    def close(self) -> None:
        """Forget all wishes; a page being drawn comes to nothing."""
        self._queue.clear()

    def _next(self) -> None:
        if self._busy:
            return
        for wishes in self._queue.values():
            while wishes:
                wish = wishes.pop(0)
                source = self._pages.source(wish.index)
                if wish.generation == self.generation and source is not None and wish not in self._images:
                    self._busy = True
                    QThreadPool.globalInstance().start(_Drawing(self._desk, wish, *source))
                    return

    @Slot(object, object, object)
    def _on_ended(self, wish: Wish, image: QImage | None, error: Exception | None) -> None:
        self._busy = False
        if image is not None:
            self._keep(wish, image)
            self.drawn.emit(wish)
        self._next()
        if error is not None and not isinstance(error, Condition):  # a page too large to draw stays blank
            raise error

    def _keep(self, wish: Wish, image: QImage) -> None:
        self._images = {
            known: kept for known, kept in self._images.items() if known.index != wish.index or known.dpi != wish.dpi
        }
        self._images[wish] = image
        pixels = sum(kept.width() * kept.height() for kept in self._images.values())
        for known in list(self._images):
            if pixels <= _MOST_PIXELS or known == wish:
                break
            pixels -= self._images[known].width() * self._images[known].height()
            del self._images[known]


class _Handover(QObject):
    """Carries a finished page to the artist; outlives it when the window closes in the middle of a page."""

    ended = Signal(object, object, object)  # Wish, QImage, error


class _Drawing(QRunnable):
    def __init__(self, handover: _Handover, wish: Wish, pdf: bytes, number: int) -> None:
        super().__init__()
        self._handover = handover
        self._wish = wish
        self._pdf = pdf
        self._number = number

    @override
    def run(self) -> None:
        image, error = None, None
        try:
            width, height, pixels = page_image(self._pdf, self._number, self._wish.dpi)
            image = QImage(pixels, width, height, width * 4, QImage.Format.Format_RGB32).copy()
        except Exception as caught:  # noqa: BLE001 - handed to the window's thread, nothing is swallowed
            error = caught
        self._handover.ended.emit(self._wish, image, error)
