"""The left pane: the document's name over its paragraphs, or its sheets; a paragraph or a row of a sheet can be made
a row of the draft by hand."""

from __future__ import annotations

from functools import partial

from PySide6.QtCore import QPoint, Qt, QTimer, Signal
from PySide6.QtGui import QGuiApplication
from PySide6.QtWidgets import QHBoxLayout, QLabel, QMenu, QPushButton, QStackedWidget, QTabBar, QVBoxLayout, QWidget

from models.intake.draft import Draft, ReadTable
from models.intake.review import Block, Item, Review
from models.intake.review.names import ROLE_WORDS
from models.intake.source import NOWHERE, Source, Spot
from ui.icons import icon
from ui.intake.batch_bar import BatchBar
from ui.intake.grid import Grid, grids_of
from ui.intake.meanings import cell_for, cell_naming, chips_of, column_of, head_at, head_rows, open_menu, table_at
from ui.intake.reading import lines_of
from ui.intake.sheet_view import SheetView
from ui.intake.source_view import SourceView
from ui.intake.thumbnails import Thumbnails
from ui.style import px

PARAGRAPHS = "正文"
LONG = (Block.TASKS, Block.PHASES)  # their rows go on over the paragraphs that follow
STARTING = (Block.SEATS, Block.TASKS, Block.PHASES, Block.PLACES)  # where one of these begins, the row before ends
ADDABLE = {
    Block.TASKS: "任务",
    Block.REPORTING: "报送事项",
    Block.PHASES: "阶段",
    Block.TARGETS: "目标",
    Block.UNITS: "单位",
    Block.SEATS: "席位（名单）",
    Block.PLACES: "点位",
    Block.CONTACTS: "通讯录",
    Block.PROBLEMS: "整改台账里的问题",
    Block.CRITERIA: "评分项目",
}


class SourcePane(QWidget):
    """`spot_chosen(Spot)` when a paragraph or a cell is clicked; the other signals ask for what its menus offer."""

    spot_chosen = Signal(object)
    assigned = Signal(object, object)  # Block, Spot
    units_assigned = Signal(object, object)  # Duty, Spot: these are units of the current row
    appended = Signal(object)  # Spot: this belongs to the current row
    meaning_chosen = Signal(object, object, str)  # ReadTable, Head, meaning
    meaning_moved = Signal(object, object, object)  # ReadTable, Head from, Head to
    scrolled = Signal(object)  # Spot that is on top after the user scrolled

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.source: Source | None = None
        self.grids: tuple[Grid, ...] = ()
        self._pictures = Thumbnails()
        self._draft: Draft | None = None
        self._marked: dict[str, frozenset[int]] = {}
        self._table: ReadTable | None = None
        self._hint = ""  # what the menus call the current row
        self.bar = BatchBar(self)
        self.count = QLabel(self)
        self.count.setTextFormat(Qt.TextFormat.PlainText)
        self.count.setProperty("caption", True)
        self.follow = QPushButton(self)
        self.follow.setIcon(icon("link-variant"))
        self.follow.setCheckable(True)
        self.follow.setChecked(True)
        self.follow.setProperty("quiet", True)
        self.follow.setAccessibleName("同步滚动")
        self.follow.setToolTip("同步滚动：一边滚动，另一边跟着走")
        self.tabs = QTabBar(self)
        self.tabs.setExpanding(False)
        self.tabs.setDrawBase(False)
        self.tabs.setUsesScrollButtons(True)
        self.tabs.setElideMode(Qt.TextElideMode.ElideRight)
        self.tabs.setAccessibleName("工作表")
        self.note = QLabel(self)
        self.note.setTextFormat(Qt.TextFormat.PlainText)
        self.note.setWordWrap(True)
        self.note.setProperty("caption", True)
        self.note.setContentsMargins(px(12), 0, px(12), px(6))
        self.view = SourceView(self)
        self.sheet = SheetView(self)
        self._stack = QStackedWidget(self)
        self._stack.addWidget(self.view)
        self._stack.addWidget(self.sheet)
        self.head = QHBoxLayout()
        self.head.setContentsMargins(px(12), px(6), px(8), px(6))
        self.head.addWidget(self.bar, 1)
        self.head.addWidget(self.count)
        self.follow.setFixedSize(px(28), px(28))
        self.head.addSpacing(px(6))
        self.head.addWidget(self.follow)
        layout = QVBoxLayout(self)
        layout.setContentsMargins(0, 0, 0, 0)
        layout.setSpacing(0)
        layout.addLayout(self.head)
        layout.addWidget(self.tabs)
        layout.addWidget(self.note)
        layout.addWidget(self._stack, 1)
        self._wire()

    def _wire(self) -> None:
        self.tabs.currentChanged.connect(self._on_tabs_current_changed)
        self.view.paragraph_clicked.connect(self._on_view_paragraph_clicked)
        self.view.menu_requested.connect(self._on_view_menu_requested)
        self.sheet.cell_clicked.connect(self._on_sheet_cell_clicked)
        self.sheet.cursor_moved.connect(self._on_sheet_cursor_moved)
        self.sheet.menu_requested.connect(self._on_sheet_menu_requested)
        self.sheet.meaning_wanted.connect(self._on_sheet_meaning_wanted)
        self.sheet.meaning_moved.connect(self._on_sheet_meaning_moved)
        for area in (self.view, self.sheet):
            area.verticalScrollBar().actionTriggered.connect(self._on_scroll_bar_action_triggered)

    # ---- showing ----------------------------------------------------------------------------------------------

    def show_source(self, source: Source) -> None:
        """Another document."""
        self.follow.show()
        self._stack.show()
        self.source = source
        self.grids = grids_of(source)
        self._pictures = Thumbnails(source.pictures)
        self._draft = self._table = None
        self._marked = {}
        self.view.set_lines(lines_of(source))
        words = [f"{len(source.sheets)} 张工作表"] if source.sheets else []
        paragraphs = sum(1 for one in source.paragraphs if one.text.strip())
        if paragraphs:
            words.append(f"{paragraphs} 段")
        self.count.setText("、".join(words))
        names = [grid.name for grid in self.grids]
        if paragraphs or not self.grids:
            names.insert(0, PARAGRAPHS)
        self.tabs.blockSignals(True)
        while self.tabs.count():
            self.tabs.removeTab(0)
        for one in names:
            self.tabs.addTab(one.replace("&", "&&"))
        self.tabs.blockSignals(False)
        self.tabs.setVisible(len(names) > 1)
        self._on_tabs_current_changed(0)

    def show_nothing(self) -> None:
        """No document to look at (it could not be read)."""
        self.show_source(Source("", "", ()))
        self.count.setText("")
        self.follow.hide()
        self._stack.hide()

    def take_focus(self) -> None:
        """The keyboard acts in what is shown."""
        (self.view if self.grid is None else self.sheet).setFocus(Qt.FocusReason.ShortcutFocusReason)

    @property
    def pictures(self) -> Thumbnails:
        """The pictures of the document."""
        return self._pictures

    def show_review(self, review: Review) -> None:
        """What was read of the document: marks beside it, meanings over its columns."""
        self._draft = review.draft
        numbers = review.paragraphs()
        self.view.source_model.set_marked(numbers)
        rows: dict[str, set[int]] = {}
        for sheet, row in review.sheet_rows():
            rows.setdefault(sheet, set()).add(row)
        self._marked = {
            grid.name: frozenset(place[0] for place, number in grid.numbers.items() if number in numbers)
            if grid.numbers
            else frozenset(rows.get(grid.sheet.name, ()))
            for grid in self.grids
        }
        grid = self.grid
        if grid is not None:
            self.sheet.set_marked(self._marked.get(grid.name, frozenset()))
            self._show_meanings((self.sheet.lights.cell or (1, 1))[0], anew=True)

    def show_item(self, review: Review | None, item: Item | None, key: str = "") -> None:
        """Light where a row of the draft was read; `key` is the column of the draft with the cursor."""
        self._hint = _hint_of(item)
        if item is None or review is None or item.spot == NOWHERE:
            self.view.light(frozenset())
            self.sheet.light(None)
            return
        spot = item.spot
        self._turn_to(spot)
        grid = self.grid
        place = grid.place_of(spot) if grid is not None else None
        if grid is not None and place is not None:
            table = table_at(grid, review.draft.tables, place[0])
            self._show_meanings(place[0])
            named = cell_naming(grid, place, item.value.name) if item.block is Block.UNITS else None
            wanted = cell_for(grid, table, key, place) if table is not None and key else place
            self.sheet.light(named or wanted)
        else:
            self.sheet.light(None)
        start = spot.paragraph
        more: frozenset[int] = frozenset()
        if item.block in LONG and start:
            more = self.view.following(start, review.paragraphs(*STARTING))
        self.view.light(frozenset((start,)) if start else frozenset(), more)

    def light_alone(self, spot: Spot) -> None:
        """Light a paragraph or a row of a sheet that no row of the draft comes from."""
        grid = self.grid
        if grid is not None:
            self.sheet.light(grid.place_of(spot), scroll=False)
        else:
            self.view.light(frozenset((spot.paragraph,)), scroll=False)

    @property
    def grid(self) -> Grid | None:
        """The sheet or table shown; None while the paragraphs are."""
        at = self.tabs.currentIndex() - (len(self.grids) != self.tabs.count())
        return self.grids[at] if 0 <= at < len(self.grids) else None

    def text_of(self, spot: Spot) -> str:
        """The text of a paragraph, or of a row of a sheet (its cells one after another)."""
        if spot.paragraph and self.source is not None:
            return self.source.text_of(spot.paragraph).strip()
        for grid in self.grids:
            place = grid.place_of(spot)
            if place is not None:
                return "　".join(grid.texts_of_row(place[0]))
        return ""

    def cells_of(self, spot: Spot) -> dict[str, str]:
        """The texts of a row of a sheet or table by their headings; empty where no table is read."""
        for grid in self.grids:
            place = grid.place_of(spot)
            table = table_at(grid, self._draft.tables, place[0]) if place and self._draft is not None else None
            if place is not None and table is not None:
                answer: dict[str, str] = {}
                for head in table.heads:
                    top, left, _, _ = grid.merge_at(place[0], column_of(grid, table, head))
                    answer[head.heading] = grid.text(top, left)
                return answer
        return {}

    def follow_to(self, spot: Spot) -> None:
        """Let the user's scrolling of the draft carry the document along."""
        if not self.follow.isChecked():
            return
        grid = self.grid
        if grid is not None:
            place = grid.place_of(spot)
            if place is not None:
                self.sheet.scroll_to_row(place[0])
        elif spot.paragraph:
            self.view.scroll_to_paragraph(spot.paragraph)

    # ---- inside -----------------------------------------------------------------------------------------------

    def _turn_to(self, spot: Spot) -> None:
        """Show the sheet, table or text in which a spot stands."""
        shift = int(len(self.grids) != self.tabs.count())
        found = next((at + shift for at, grid in enumerate(self.grids) if grid.place_of(spot) is not None), None)
        if found is None:
            found = 0 if shift else self.tabs.currentIndex()
        if found != self.tabs.currentIndex():
            self.tabs.setCurrentIndex(found)

    def _on_tabs_current_changed(self, at: int) -> None:
        grid = self.grid
        self._table = None
        self.note.setVisible(grid is not None and bool(grid.hidden_words))
        if grid is None:
            self._stack.setCurrentWidget(self.view)
            return
        self.note.setText(grid.hidden_words)
        self.sheet.show_grid(grid, self._pictures)
        self.sheet.set_marked(self._marked.get(grid.name, frozenset()))
        self._show_meanings(1)
        self._stack.setCurrentWidget(self.sheet)

    def _show_meanings(self, row: int, *, anew: bool = False) -> None:
        grid = self.grid
        table = table_at(grid, self._draft.tables, row) if grid is not None and self._draft is not None else None
        if table == self._table and not anew:
            return
        self._table = table
        if grid is None or table is None:
            self.sheet.set_meanings({})
        else:
            self.sheet.set_meanings(chips_of(grid, table), head_rows(grid, table))

    def _on_view_paragraph_clicked(self, number: int) -> None:
        self.spot_chosen.emit(Spot(number))

    def _on_sheet_cell_clicked(self, row: int, column: int) -> None:
        grid = self.grid
        if grid is not None:
            self.spot_chosen.emit(grid.spot_of(row, column))

    def _on_sheet_cursor_moved(self, row: int, column: int) -> None:
        self._show_meanings(row)

    def _on_scroll_bar_action_triggered(self, action: int) -> None:
        QTimer.singleShot(0, self, self._tell_scrolled)

    def _tell_scrolled(self) -> None:
        if not self.follow.isChecked():
            return
        grid = self.grid
        if grid is not None:
            row = self.sheet.top_row()
            if row and grid.columns:
                self.scrolled.emit(grid.spot_of(row, grid.columns[0]))
        else:
            self.scrolled.emit(Spot(self.view.top_paragraph()))

    # ---- menus ------------------------------------------------------------------------------------------------

    def _on_view_menu_requested(self, number: int, place: QPoint) -> None:
        self._open_menu(Spot(number), place, "这一段")

    def _on_sheet_menu_requested(self, row: int, column: int, place: QPoint) -> None:
        grid = self.grid
        if grid is not None:
            self._open_menu(grid.spot_of(row, column), place, "这一行", grid.text(row, column))

    def _open_menu(self, spot: Spot, place: QPoint, what: str, cell: str = "") -> None:
        menu = QMenu(self)
        menu.setAttribute(Qt.WidgetAttribute.WA_DeleteOnClose)
        usual = list(ADDABLE)[:6]
        for block in usual:
            menu.addAction(f"{what}是{ADDABLE[block]}", partial(self.assigned.emit, block, spot))
        more = menu.addMenu(f"{what}是别的…")
        for block in ADDABLE:
            if block not in usual:
                more.addAction(f"{what}是{ADDABLE[block]}", partial(self.assigned.emit, block, spot))
        if self._hint:
            menu.addSeparator()
            units = menu.addMenu(f"{what}写的是“{self._hint}”的单位")
            for duty, words in ROLE_WORDS.items():
                units.addAction(words, partial(self.units_assigned.emit, duty, spot))
            menu.addAction(f"{what}属于“{self._hint}”", partial(self.appended.emit, spot))
        menu.addSeparator()
        text = self.text_of(spot)
        menu.addAction(f"复制{what}", partial(QGuiApplication.clipboard().setText, text))
        if cell:
            menu.addAction("复制这一格", partial(QGuiApplication.clipboard().setText, cell))
        menu.popup(place)

    def _on_sheet_meaning_wanted(self, column: int, place: QPoint) -> None:
        grid, table = self.grid, self._table
        head = head_at(grid, table, column) if grid is not None and table is not None else None
        if table is None or head is None:
            return
        menu = open_menu(self, table, head, partial(self.meaning_chosen.emit, table, head))
        menu.setAttribute(Qt.WidgetAttribute.WA_DeleteOnClose)
        menu.popup(place)

    def _on_sheet_meaning_moved(self, origin: int, target: int) -> None:
        grid, table = self.grid, self._table
        if grid is None or table is None:
            return
        first, second = head_at(grid, table, origin), head_at(grid, table, target)
        if first is not None and second is not None:
            self.meaning_moved.emit(table, first, second)


def _hint_of(item: Item | None) -> str:
    """How the menus call a row that can take units and further text."""
    if item is None or item.block not in (Block.TASKS, Block.PROBLEMS):
        return ""
    words = str(getattr(item.value, "title", "") or getattr(item.value, "problem", ""))
    return words if len(words) <= 12 else words[:12] + "…"
