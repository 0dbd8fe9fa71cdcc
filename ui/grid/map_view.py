"""The schematic map as one painted widget: nested tiles; mouse and keyboard choose a cell and go into an area."""

from __future__ import annotations

from collections import Counter
from collections.abc import Collection, Mapping

from PySide6.QtCore import QEvent, QPoint, QPointF, QRectF, QSize, Qt, Signal
from PySide6.QtGui import QHelpEvent, QKeyEvent, QMouseEvent, QPainter, QPaintEvent, QPixmap, QResizeEvent
from PySide6.QtWidgets import QSizePolicy, QToolTip, QWidget
from typing_extensions import override

from models.grid.map import MapNode, MapStyle, MapTree, Spot, lay_out
from models.grid.shades import Shade, Tint
from ui.grid.map_paint import is_small, middle, paint_found, paint_frame, paint_mark, paint_patches, paint_tile, rectf
from ui.style import announcer, color, px
from ui.tables.delegate import as_plain

EDGE = 12
_ARROWS = {
    Qt.Key.Key_Left: (-1, 0),
    Qt.Key.Key_Right: (1, 0),
    Qt.Key.Key_Up: (0, -1),
    Qt.Key.Key_Down: (0, 1),
}


class MapView(QWidget):
    """`set_map` gives cells and shades; what lies below `root` is drawn. The picture is kept until one of
    them changes."""

    chosen = Signal(object)  # cell id, by click or key
    entered = Signal(object)  # id of an area to go into
    left = Signal()  # one level up

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.tree = MapTree(())
        self.root: int | None = None
        self.current: int | None = None
        self.spots: tuple[Spot, ...] = ()
        self.by_sites = True
        self._shades: Mapping[int, Shade] = {}
        self._hints: Mapping[int, str] = {}
        self._tally: dict[int, Counter[str]] = {}
        self._found: frozenset[int] | None = None  # cells looked for; None: nothing is looked for
        self._kept: frozenset[int] = frozenset()  # those found and what holds them
        self._only: str | None = None  # the one tint that is not faded
        self._hover: Spot | None = None
        self._picture: QPixmap | None = None
        self.setMouseTracking(True)
        self.setFocusPolicy(Qt.FocusPolicy.StrongFocus)
        self.setProperty("takesKeys", True)
        self.setSizePolicy(QSizePolicy.Policy.Expanding, QSizePolicy.Policy.Expanding)
        announcer().restyled.connect(self._lay_out)

    # ---- data -------------------------------------------------------------------------------------------------

    def set_map(self, nodes: Collection[MapNode], shades: Mapping[int, Shade], hints: Mapping[int, str]) -> None:
        """The cells in tree order, how each is coloured, and what its tooltip says."""
        self.tree = MapTree(nodes)
        self._shades, self._hints = shades, hints
        self._tally = self.tree.tally({cell_id: shade.tint.value for cell_id, shade in shades.items()})
        if self.root is not None and self.root not in self.tree.nodes:
            self.root = None
        if self.current not in self.tree.nodes:
            self.current = None
        self._lay_out()

    def set_root(self, root: int | None) -> None:
        """Show what lies below a cell; None for the whole grid."""
        if root != self.root:
            self.root = root
            self._lay_out()

    def set_by_sites(self, by_sites: bool) -> None:
        """Areas as large as they have places, or all alike."""
        self.by_sites = by_sites
        self._lay_out()

    def set_found(self, found: Collection[int] | None) -> None:
        """Mark the cells looked for and fade the others; None: nothing is looked for."""
        self._found = None if found is None else frozenset(found)
        self._kept = frozenset(above for cell_id in found or () for above in self.tree.path(cell_id))
        self._repaint()

    def set_only(self, tint: str | None) -> None:
        """Fade every cell of another meaning; None fades none."""
        self._only = tint
        self._repaint()

    def select(self, cell_id: int | None) -> None:
        """Put the ring on a cell, if it is drawn."""
        self.current = cell_id
        self.update()

    def tally(self) -> Counter[str]:
        """How many cells of each meaning lie in what is shown, the shown area itself included."""
        if self.root is not None:
            return self._tally.get(self.root, Counter())
        total: Counter[str] = Counter()
        for top in self.tree.children(None):
            total.update(self._tally.get(top, {}))
        return total

    def spot_of(self, cell_id: int | None) -> Spot | None:
        """Where a cell is drawn; None when it is not."""
        return next((spot for spot in self.spots if spot.id == cell_id), None)

    def spot_at(self, point: QPointF | QPoint) -> Spot | None:
        """The innermost spot at a point."""
        x, y = float(point.x()) - px(EDGE), float(point.y()) - px(EDGE // 3)
        return next((spot for spot in reversed(self.spots) if spot.rect.holds(x, y)), None)

    # ---- layout and painting ----------------------------------------------------------------------------------

    def _lay_out(self) -> None:
        style = MapStyle(by_sites=self.by_sites).scaled(px(100) / 100)
        size = (self.width() - 2 * px(EDGE), self.height() - px(EDGE) - px(EDGE // 3))
        self.spots = lay_out(self.tree, self.root, (float(size[0]), float(size[1])), style)
        self._hover = None
        self._repaint()

    def _repaint(self) -> None:
        self._picture = None
        self.update()

    def _faded(self, cell_id: int) -> bool:
        if self._found is not None and cell_id not in self._kept:
            return True
        shade = self._shades.get(cell_id)
        return self._only is not None and (shade.tint.value if shade else "") != self._only

    def _note(self, cell_id: int) -> str:
        """What a large tile says below its name: the facts of the tooltip."""
        return self._hints.get(cell_id, "").partition("\n")[2]

    def _paint_picture(self) -> QPixmap:
        ratio = self.devicePixelRatioF()
        picture = QPixmap(self.size() * ratio)
        picture.setDevicePixelRatio(ratio)
        picture.fill(color("surface"))
        painter = QPainter(picture)
        painter.translate(px(EDGE), px(EDGE // 3))
        patches: dict[tuple[Tint, bool], list[QRectF]] = {}
        for spot in self.spots:
            node = self.tree.nodes[spot.id]
            faded = self._faded(spot.id)
            if not spot.is_frame and is_small(spot):
                shade = self._shades.get(spot.id)
                patches.setdefault((shade.tint if shade else Tint.NONE, faded), []).append(rectf(spot.rect))
            elif spot.is_frame:
                tally = self._tally.get(spot.id, Counter())
                paint_frame(painter, spot, node.name, tally, faded=faded and self._found is not None)
            else:
                paint_tile(
                    painter,
                    spot,
                    node.name,
                    self._shades.get(spot.id),
                    self._note(spot.id),
                    is_area=not node.is_site,
                    faded=faded,
                )
        for (tint, faded), rects in patches.items():
            paint_patches(painter, tint, rects, faded=faded)
        for spot in self.spots if self._found else ():
            if spot.id in (self._found or ()):
                paint_found(painter, spot)
        painter.end()
        return picture

    @override
    def paintEvent(self, event: QPaintEvent) -> None:
        if self._picture is None:
            self._picture = self._paint_picture()
        painter = QPainter(self)
        painter.drawPixmap(0, 0, self._picture)
        painter.translate(px(EDGE), px(EDGE // 3))
        if self._hover is not None:
            paint_mark(painter, self._hover, strong=False)
        current = self.spot_of(self.current)
        if current is not None:
            paint_mark(painter, current, strong=True)
        painter.end()

    @override
    def resizeEvent(self, event: QResizeEvent) -> None:
        super().resizeEvent(event)
        self._lay_out()

    @override
    def sizeHint(self) -> QSize:
        return QSize(px(640), px(480))

    # ---- mouse ------------------------------------------------------------------------------------------------

    @override
    def event(self, event: QEvent) -> bool:
        if isinstance(event, QHelpEvent) and event.type() == QEvent.Type.ToolTip:
            spot = self.spot_at(event.pos())
            QToolTip.showText(event.globalPos(), as_plain(self.hint(spot)) if spot is not None else "", self)
            return True
        return super().event(event)

    def hint(self, spot: Spot) -> str:
        """What the tooltip says."""
        parts = [self._hints.get(spot.id, self.tree.nodes[spot.id].name)]
        shade = self._shades.get(spot.id)
        if shade is not None and shade.words:
            parts.append(f"{shade.tint.mark} {shade.words}")
        if spot.is_frame:
            parts.append("点一下进入")
        return "\n".join(parts)

    @override
    def mouseMoveEvent(self, event: QMouseEvent) -> None:
        spot = self.spot_at(event.position())
        if spot != self._hover:
            self._hover = spot
            hand = spot is not None
            self.setCursor(Qt.CursorShape.PointingHandCursor if hand else Qt.CursorShape.ArrowCursor)
            self.update()

    @override
    def leaveEvent(self, event: QEvent) -> None:
        self._hover = None
        self.update()

    @override
    def mousePressEvent(self, event: QMouseEvent) -> None:
        if event.button() == Qt.MouseButton.BackButton:
            self.left.emit()
        elif event.button() == Qt.MouseButton.LeftButton:
            spot = self.spot_at(event.position())
            if spot is None:
                return
            if spot.is_frame:
                self.entered.emit(spot.id)
            else:
                self._choose(spot.id)

    @override
    def mouseDoubleClickEvent(self, event: QMouseEvent) -> None:
        spot = self.spot_at(event.position())
        above = self.tree.parent(spot.id) if spot is not None and not spot.is_frame else None
        if above is not None and above != self.root:
            self.entered.emit(above)

    # ---- keyboard ---------------------------------------------------------------------------------------------

    @override
    def keyPressEvent(self, event: QKeyEvent) -> None:
        key = Qt.Key(event.key())
        spot = self.spot_of(self.current)
        if key in _ARROWS:
            self._step(spot, *_ARROWS[key])
        elif key in (Qt.Key.Key_Return, Qt.Key.Key_Enter):
            self._enter(spot)
        elif key == Qt.Key.Key_Backspace:
            self.left.emit()
        elif key == Qt.Key.Key_Escape and spot is not None and spot.parent_id not in (None, self.root):
            self._choose(spot.parent_id)
        elif key == Qt.Key.Key_Home and self.spots:
            self._choose(next((one.id for one in self.spots if not one.is_frame), self.spots[0].id))
        else:
            super().keyPressEvent(event)

    def _enter(self, spot: Spot | None) -> None:
        if spot is None:
            return
        if spot.is_frame:
            self.entered.emit(spot.id)
            return
        above = self.tree.parent(spot.id)
        if above is not None and above != self.root:
            self.entered.emit(above)

    def _step(self, spot: Spot | None, right: int, down: int) -> None:
        """Choose the nearest cell of the same kind in a direction."""
        others = [one for one in self.spots if spot is None or (one.is_frame == spot.is_frame and one != spot)]
        if spot is not None and spot.is_frame:
            others = [one for one in others if one.depth == spot.depth]
        if spot is None:
            tiles = [one for one in others if not one.is_frame] or others
            if tiles:
                self._choose(tiles[0].id)
            return
        here = middle(spot)
        best, least = None, 0.0
        for one in others:
            there = middle(one)
            along = (there.x() - here.x()) * right + (there.y() - here.y()) * down
            across = abs((there.x() - here.x()) * down) + abs((there.y() - here.y()) * right)
            if along > 1:
                cost = along + 2.5 * across
                if best is None or cost < least:
                    best, least = one, cost
        if best is not None:
            self._choose(best.id)

    def _choose(self, cell_id: int | None) -> None:
        if cell_id is None:
            return
        self.current = cell_id
        node = self.tree.nodes.get(cell_id)
        shade = self._shades.get(cell_id)
        if node is not None:
            self.setAccessibleDescription(f"{node.name} {shade.words if shade else ''}".strip())
        self.update()
        self.chosen.emit(cell_id)
