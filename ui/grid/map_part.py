"""The view 示意图 of the page 网格: the way down to the area shown, what colours the map, its legend, the map."""

from __future__ import annotations

from collections import Counter
from collections.abc import Mapping
from functools import partial

from PySide6.QtCore import Qt, Signal
from PySide6.QtGui import QPalette
from PySide6.QtWidgets import QFrame, QHBoxLayout, QLabel, QPushButton, QStackedWidget, QVBoxLayout, QWidget
from typing_extensions import override

from models.grid.map import MapNode
from models.grid.queries import CellRow
from models.grid.shades import Shade, Source, source_of, sources
from ui.grid.columns import words_of_place
from ui.grid.map_view import MapView
from ui.grid.parts import Grid, GridPart
from ui.icons import icon
from ui.page import Page
from ui.printing.wish import PrintWish
from ui.style import announcer, color, px
from ui.widgets.empty import EmptyState
from ui.widgets.segments import Segments

WHOLE = "all"  # the entry of the tree that stands for the whole grid


class MapLegend(QWidget):
    """What each colour means here and how many cells have it; clicking one shows only those."""

    chosen = Signal(object)  # value of a Tint, None for all

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.buttons: dict[str, QPushButton] = {}
        self._row = QHBoxLayout(self)
        self._row.setContentsMargins(0, 0, 0, 0)
        self._row.setSpacing(px(8))
        self._row.addStretch(1)

    def set_source(self, source: Source) -> None:
        """Other meanings."""
        for button in self.buttons.values():
            self._row.removeWidget(button)
            button.hide()
            button.deleteLater()
        self.buttons = {}
        for place, (tint, words) in enumerate(source.legend):
            button = QPushButton(self)
            button.setCheckable(True)
            button.setProperty("notice", tint.value or "plain")
            button.setProperty("words", f"{tint.mark} {words}")
            button.setToolTip(f"只看“{words}”")
            button.clicked.connect(partial(self._on_button_clicked, tint.value))
            self.buttons[tint.value] = button
            self._row.insertWidget(place, button)

    def set_counts(self, counts: Counter[str]) -> None:
        """Other numbers; a meaning without a cell goes."""
        for value, button in self.buttons.items():
            button.setText(f"{button.property('words')} {counts.get(value, 0)}")
            button.setVisible(counts.get(value, 0) > 0)
            if not counts.get(value, 0) and button.isChecked():
                button.setChecked(False)
                self.chosen.emit(None)

    def _on_button_clicked(self, value: str) -> None:
        checked = self.buttons[value].isChecked()
        for other, button in self.buttons.items():
            button.setChecked(checked and other == value)
        self.chosen.emit(value if checked else None)


class MapPart(GridPart):
    """Nested tiles of the grid; a click on an area goes into it, a click on a place shows it in the inspector."""

    filter_hint = "在示意图里找…"

    def __init__(self, page: Page) -> None:
        super().__init__(page)
        self.page = page
        self._grid: Grid | None = None
        self._rows: dict[int, CellRow] = {}
        self._area: CellRow | None = None
        self._text = ""
        kept = page.settings.layout("grid.map")
        self._source = source_of(str(kept.get("source", "")))
        self.segments = Segments([(source.key, source.name) for source in sources()], self)
        self.segments.set_key(self._source.key)
        self.alike = QPushButton("等大", self)
        self.alike.setCheckable(True)
        self.alike.setProperty("quiet", True)
        self.alike.setToolTip("各网格一样大；不选时按点位数决定大小")
        self.alike.setChecked(kept.get("alike") is True)
        self.print = QPushButton(self)
        self.print.setIcon(icon("printer-outline"))
        self.print.setProperty("quiet", True)
        self.print.setToolTip("打印这张示意图")
        self.print.setAccessibleName("打印这张示意图")
        self.crumbs = QHBoxLayout()
        self.crumbs.setSpacing(0)
        self.legend = MapLegend(self)
        self.note = QLabel(self)
        self.note.setProperty("caption", True)
        self.map = MapView(self)
        self.map.setAccessibleName("网格示意图")
        self.map.set_by_sites(not self.alike.isChecked())
        self.empty = EmptyState(self)
        self._build()
        self._wire()
        self.legend.set_source(self._source)

    def _build(self) -> None:
        top = QHBoxLayout()
        top.setContentsMargins(px(12), px(8), px(12), 0)
        top.setSpacing(px(8))
        top.addLayout(self.crumbs)
        top.addStretch(1)
        top.addWidget(self.segments)
        top.addWidget(self.alike)
        top.addWidget(self.print)
        second = QHBoxLayout()
        second.setContentsMargins(px(12), px(4), px(12), px(4))
        second.addWidget(self.legend, 1)
        second.addWidget(self.note)
        bar = QFrame(self)
        rows = QVBoxLayout(bar)
        rows.setContentsMargins(0, 0, 0, 0)
        rows.setSpacing(0)
        rows.addLayout(top)
        rows.addLayout(second)
        self._bar = bar
        shown = QWidget(self)
        body = QVBoxLayout(shown)
        body.setContentsMargins(0, 0, 0, 0)
        body.setSpacing(0)
        body.addWidget(bar)
        body.addWidget(self.map, 1)
        self._stack = QStackedWidget(self)
        self._stack.addWidget(shown)
        self._stack.addWidget(self.empty)
        layout = QVBoxLayout(self)
        layout.setContentsMargins(0, 0, 0, 0)
        layout.addWidget(self._stack)
        self._paint_ground()

    def _paint_ground(self) -> None:
        self.setAutoFillBackground(True)
        ground = QPalette(self.palette())
        ground.setColor(QPalette.ColorRole.Window, color("surface"))
        self.setPalette(ground)

    def _wire(self) -> None:
        self.segments.chosen.connect(self._on_segments_chosen)
        self.alike.toggled.connect(self._on_alike_toggled)
        self.print.clicked.connect(self._on_print_clicked)
        self.legend.chosen.connect(self.map.set_only)
        self.map.chosen.connect(self.current_changed)
        self.map.entered.connect(self.opened)
        self.map.left.connect(self._on_map_left)
        announcer().restyled.connect(self._paint_ground)

    # ---- the page's side --------------------------------------------------------------------------------------

    @override
    def set_grid(self, grid: Grid) -> None:
        self._grid = grid
        self._rows = {row.id: row for row in grid.cells}
        self._stack.setCurrentIndex(0 if grid.cells else 1)
        if not grid.cells:
            self.empty.show_state("网格里还没有点位，没有可画的。", icon="map-marker-outline")
        self._read()

    @override
    def set_area(self, area: CellRow | None) -> None:
        self._area = area
        root = self._root()
        self.map.set_root(root.id if root is not None else None)
        self._show_way(root)
        self.legend.set_counts(self.map.tally())

    @override
    def set_filter(self, text: str) -> None:
        self._text = text
        words = text.lower().split()
        if not words:
            self.map.set_found(None)
            return
        found = [
            row.id
            for row in self._rows.values()
            if all(word in f"{row.name} {row.operator} {row.batch} {words_of_place(row)}".lower() for word in words)
        ]
        self.map.set_found(found)

    @override
    def select(self, cell_id: int) -> None:
        row = self._rows.get(cell_id)
        if row is None:
            return
        if self.map.spot_of(cell_id) is None:
            self.opened.emit(row.parent_id if row.parent_id is not None else WHOLE)
        self.map.select(cell_id)

    @override
    def count_words(self) -> str:
        root = self._root()
        places = root.sites if root is not None else sum(row.is_site for row in self._rows.values())
        return f"{places} 个点位"

    @override
    def print_wish(self) -> PrintWish:
        """The paper of what is shown."""
        root = self._root()
        settings = {"cell": root.id if root is not None else None, "shade": self._source.key}
        return PrintWish("gridmap", {**settings, "alike": self.alike.isChecked()})

    # ---- inside -----------------------------------------------------------------------------------------------

    def _root(self) -> CellRow | None:
        """The area shown: the chosen one, or the only one at the top."""
        if self._area is not None:
            area = self._rows.get(self._area.id)
            below = area is not None and any(row.parent_id == area.id for row in self._rows.values())
            return area if below or area is None else self._rows.get(area.parent_id or -1, area)
        tops = [row for row in self._rows.values() if row.parent_id is None]
        return tops[0] if len(tops) == 1 and not tops[0].is_site else None

    def _read(self) -> None:
        if self._grid is None:
            return
        shades: Mapping[int, Shade] = self.page.store.read(
            self._source.shades, day=self._grid.day, campaign_id=self.page.context.campaign_id
        )
        nodes = [MapNode(row.id, row.parent_id, row.name, row.is_site) for row in self._grid.cells]
        self.map.set_map(nodes, shades, {row.id: _hint(row) for row in self._grid.cells})
        self.note.setText(self._source.note_on(self._grid.day))
        self.set_filter(self._text)
        self.legend.set_counts(self.map.tally())

    def _show_way(self, root: CellRow | None) -> None:
        while (item := self.crumbs.takeAt(0)) is not None:
            old = item.widget()
            if old is not None:
                old.hide()
                old.deleteLater()
        way = [self._rows[cell_id] for cell_id in self.map.tree.path(root.id)] if root is not None else []
        tops = sum(row.parent_id is None for row in self._rows.values())
        entries: list[tuple[object, str]] = [(row.id, row.name) for row in way]
        if tops != 1 or not way:
            entries = [(WHOLE, "全部"), *entries]
        for place, (cell_id, name) in enumerate(entries):
            if place:
                mark = QLabel("›", self)
                mark.setProperty("muted", True)
                self.crumbs.addWidget(mark)
            if place == len(entries) - 1:
                here = QLabel(name, self)
                here.setTextFormat(Qt.TextFormat.PlainText)
                here.setProperty("section", True)
                here.setContentsMargins(px(4), 0, px(4), 0)
                self.crumbs.addWidget(here)
                continue
            button = QPushButton(name, self)
            button.setProperty("link", True)
            button.setToolTip(f"回到{name}（退格键上一级）")
            button.clicked.connect(partial(self._on_crumb_clicked, cell_id))
            self.crumbs.addWidget(button)

    def _keep(self) -> None:
        self.page.settings.set_layout("grid.map", {"source": self._source.key, "alike": self.alike.isChecked()})

    # ---- slots ------------------------------------------------------------------------------------------------

    def _on_segments_chosen(self, key: str) -> None:
        self._source = source_of(key)
        self.map.set_only(None)
        self.legend.set_source(self._source)
        self._keep()
        self._read()

    def _on_alike_toggled(self, alike: bool) -> None:
        self.map.set_by_sites(not alike)
        self._keep()

    def _on_print_clicked(self) -> None:
        self.page.go("printing", None, self.page.print_payload())

    def _on_crumb_clicked(self, cell_id: object, checked: bool = False) -> None:
        self.opened.emit(cell_id)

    def _on_map_left(self) -> None:
        root = self._root()
        if root is None or self._area is None:
            return
        self.opened.emit(root.parent_id if root.parent_id is not None else WHOLE)


def _hint(row: CellRow) -> str:
    """The tooltip of a cell: where it lies and what is known of it."""
    lines = [" / ".join((*row.path[1:], row.name))]
    facts = ["" if row.is_site else row.level, f"{row.sites} 个点位" if row.sites else "", row.batch, row.operator]
    lines.append(" · ".join(fact for fact in facts if fact))
    return "\n".join(line for line in lines if line)
