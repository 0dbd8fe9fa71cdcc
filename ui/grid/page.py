"""The page 网格: areas as a tree on the left, their places in the middle, the cell on the right."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace
from typing import Any

from PySide6.QtWidgets import QStackedWidget
from typing_extensions import override

from models.errors import Condition
from models.grid import actions, queries
from models.grid.queries import CellRow, LevelRow
from models.grid.queries.watches import duty_board
from models.org import queries as org_queries
from ui import messages
from ui.grid.cells_view import CellsView
from ui.grid.duty_head import DutyHead
from ui.grid.duty_steps import DutySteps
from ui.grid.inspector import CellInspector
from ui.grid.nav import ALL, make_nav, nav_rows
from ui.grid.parts import CELLS, NOBODY, VIEWS, Grid, GridPart
from ui.grid.setup import GridSetup
from ui.org.books import UnitBook
from ui.page import Page
from ui.printing.wish import PrintWish
from ui.widgets.record_view import drop_place


class GridPage(Page):
    """Levels, areas and places."""

    key = "grid"
    title = "网格"
    areas = frozenset(
        {
            "grid_level",
            "grid_cell",
            "cell_field",
            "cell_value",
            "pairing",
            "assignment",
            "unit",
            "unit_alias",
            "watch",
            "watch_role",
            "level_role",
            "person",
            "post",
            "tenure",
        }
    )

    @override
    def _build(self) -> None:
        self._levels: tuple[LevelRow, ...] = ()
        self.setup = GridSetup(self)
        self.nav = make_nav()
        self.view = CellsView(self)
        self.area_panel = CellInspector(self, duty_first=True)
        self.steps = DutySteps(self, self)
        self.duty_panels = (self.area_panel.duty, self.view.cell_panel.duty)
        for panel in self.duty_panels:
            panel.set_steps(self.steps)
        self._parts: dict[str, GridPart] = {}
        self._part: GridPart | None = None  # None: the table of places
        self._grid: Grid | None = None
        self._beside: CellRow | None = None  # the cell in the panel that is not a row of the table of places
        self._bodies = QStackedWidget(self)
        self._bodies.addWidget(self.view)
        self._panels = QStackedWidget(self)
        self._panels.addWidget(self.view.inspector)
        self._panels.addWidget(self.area_panel)
        self.set_tree(self.nav)
        self.set_body(self._bodies)
        self.set_inspector(self._panels)
        self.head.add_filter(self.view.filter_hint, 260)
        self.switch = self.head.add_switch((CELLS, *((spec.key, spec.text) for spec in VIEWS)), self.show_view)
        new = self.add_action("grid.new", "新增点位", "Ctrl+N", self._on_new_triggered, icon="plus")
        area = self.add_action("grid.new_area", "新增下级网格", "Ctrl+Shift+N", self._on_new_area_triggered)
        paste = self.add_action(
            "grid.paste_new", "粘贴为新点位", "Ctrl+Shift+V", self._on_paste_new_triggered, icon="content-paste"
        )
        up = self.add_action("grid.up", "上移", "", self._on_up_triggered, icon="arrow-up")
        down = self.add_action("grid.down", "下移", "", self._on_down_triggered, icon="arrow-down")
        delete = self.add_action("grid.delete", "删除", "", self._on_delete_triggered, icon="trash-can-outline")
        gone = self.add_action("grid.delete_area", "删除网格", "", self._on_delete_area_triggered)
        move = self.add_action("grid.move", "移动到…", "", self._on_move_triggered, icon="folder-move-outline")
        move_area = self.add_action("grid.move_area", "移动到…", "", self._on_move_area_triggered)
        fields = self.add_action(
            "grid.fields", "自定义栏目…", "", self.setup.ask_fields, icon="table-column-plus-after"
        )
        self.view.table.set_menu([new, paste, up, down, move, delete])
        limit = self.add_action("grid.limit", "超负荷标准…", "", self._on_limit_requested)
        self.nav.set_menu([area, move_area, gone])
        self.head.add_menu("更多", "", [area, paste, up, down, move, delete, fields, limit], "更多操作")
        self.duty_head = DutyHead(self)
        self.head.add_button("层级…", "layers-outline", self.setup.ask_levels, "网格分几级、各叫什么，各级有哪些角色")
        self.add_button = self.head.set_primary(self.view.add_text, "plus", self._on_new_triggered, "Ctrl+N")

    @override
    def _wire(self) -> None:
        self.head.filter_changed.connect(self._on_head_filter_changed)
        self.steps.written.connect(self.reread_duty)
        self.duty_head.chosen.connect(self._on_duty_head_chosen)
        self.duty_head.day_changed.connect(self.reread_duty)
        self.duty_head.limit_changed.connect(self.reread_duty)
        self.nav.current_changed.connect(self._on_nav_current_changed)
        self.nav.move_requested.connect(self._on_nav_move_requested)
        self.nav.drop_requested.connect(self._on_nav_drop_requested)
        self.nav.delete_requested.connect(self._on_nav_delete_requested)
        self.nav.insert_requested.connect(self._on_nav_insert_requested)
        self.view.row_changed.connect(self._on_view_row_changed)
        self.view.changed_selection.connect(self._on_view_changed_selection)
        self.area_panel.edited.connect(self._on_area_panel_edited)

    @override
    def reload(self) -> None:
        self._levels = self.store.read(queries.levels)
        cells = self.store.read(queries.cells)
        units = UnitBook(self.store.read(org_queries.units))
        if not self._levels:
            self.duty_head.set_board(NOBODY)
            self.head.set_count("")
            self.show_empty(
                "还没有设置网格层级。",
                "设置层级",
                self.setup.ask_levels,
                icon="layers-outline",
                note="网格从上到下分几级，例如：市、区、街道办事处、社区、点位。",
            )
            return
        self.show_body()
        self._take_grid(self._with_board(Grid(self._levels, cells, units, self.duty_head.day)))
        self.view.set_grid(self._levels, cells, units)
        if self._part is not None:
            self._part.set_grid(self.grid)
        lowest = self._levels[-1]
        self.add_button.setText(f"新{lowest.name}")
        places = sum(1 for row in cells if row.level_id == lowest.id)
        self.nav.set_rows(nav_rows(self.view.areas(), lowest.name, places))
        if self.nav.current_id() is None:
            self.nav.select_id(ALL)
        self._show(self.nav.current_id())

    def _with_board(self, grid: Grid) -> Grid:
        day = self.duty_head.day
        board = self.store.read(duty_board, day=day, most=self.duty_head.most)
        return replace(grid, board=board, day=day, locked=self.duty_head.day_line.why_locked())

    def _take_grid(self, grid: Grid) -> None:
        self._grid = grid
        self.steps.set_grid(grid)
        self.duty_head.set_board(grid.board)

    @property
    def grid(self) -> Grid:
        """The grid as it was read last."""
        assert self._grid is not None
        return self._grid

    def reread_duty(self) -> None:
        """The watches again (another day, another limit, a step of theirs), not the whole grid."""
        if self._grid is None:
            return
        self._take_grid(self._with_board(self._grid))
        if self._part is not None:
            self._part.set_grid(self._grid)
        for panel in self.duty_panels:
            panel.refresh()
        self._count()

    def _on_duty_head_chosen(self, cell_ids: object) -> None:
        """缺责任人 or 超负荷 was pressed: the view 责任 shows those cells alone."""
        if cell_ids is not None and (self._part is None or self._part is not self._parts.get("duty")):
            self.show_view("duty")
        if "duty" in self._parts:
            self._parts["duty"].set_only(cell_ids if isinstance(cell_ids, frozenset) else None)

    def _show(self, nav_id: Any) -> None:
        area = self._cell(nav_id)
        before = self.view.area
        keeps = (before and before.id) == (area and area.id)
        if self._part is None:
            self.view.set_area(area)
        else:  # the table of places is filled again when it is shown
            self.view.area = area
            self._part.set_area(area)
        self._count()
        beside = self._cell(self._beside.id) if self._part is not None and keeps and self._beside is not None else None
        if beside is not None or (self._part is not None and area is None):
            tops = [row for row in self.view.cells if row.parent_id is None]
            self._show_beside(beside or (tops[0] if len(tops) == 1 else None))
        elif area is not None and (not keeps or self._panels.currentWidget() is self.area_panel):
            self._show_area(area)
        elif area is None:
            self._panels.setCurrentWidget(self.view.inspector)

    def _show_beside(self, row: CellRow | None) -> None:
        """The cell of another view than the table of places: the one chosen there, else the only one at the top."""
        if row is not None:
            self._show_area(row)
        else:
            self._panels.setCurrentWidget(self.view.inspector)

    def _count(self) -> None:
        words = (self._part or self.view).count_words()
        self.head.set_count(words if self.view.area is None else f"{self.view.area.name}，{words}")

    def show_view(self, key: str) -> None:
        """Show another view of the grid: the table of places, or one of VIEWS."""
        spec = next((spec for spec in VIEWS if spec.key == key), None)
        self.head.set_switch(self.switch, CELLS[0] if spec is None else key)
        if spec is None:
            if self._part is not None:
                self._part = None
                self.view.set_area(self.view.area)
            if self.view.current_row() is not None:
                self._panels.setCurrentWidget(self.view.inspector)
        else:
            if key not in self._parts:
                part = self._parts[key] = spec.make(self)
                part.current_changed.connect(self._on_part_current_changed)
                part.opened.connect(self._on_part_opened)
                part.duty_written.connect(self.reread_duty)
                part.levels_requested.connect(self.setup.ask_roles)
                part.counted.connect(self._count)
                self._bodies.addWidget(part)
            self._part = self._parts[key]
            if self._grid is not None:
                self._part.set_grid(self._grid)
                self._part.set_area(self.view.area)
        shown = self._part or self.view
        self._bodies.setCurrentWidget(shown)
        if self.head.filter is not None:
            self.head.filter.setPlaceholderText(shown.filter_hint)
            self._on_head_filter_changed(self.head.filter.text())
        self._count()

    def _show_area(self, area: CellRow) -> None:
        self._beside = area
        self.view.fill_panel(self.area_panel, area)
        self._panels.setCurrentWidget(self.area_panel)

    def _cell(self, cell_id: Any) -> CellRow | None:
        return self.view.cell(cell_id)

    @override
    def print_payload(self) -> PrintWish:
        wish = self._part.print_wish() if self._part is not None else None
        area = self.view.area
        wish = wish or PrintWish("gridduty", {"cell": area.id if area is not None else None})
        return replace(wish, day=self.duty_head.day_line.day())

    @override
    def goto(self, record_id: int | None, payload: object = None) -> None:
        if isinstance(payload, str):
            self.show_view(payload)
        row = self._cell(record_id)
        if row is None:
            return
        if self._part is not None and (isinstance(payload, str) or self._part is self._parts.get("map")):
            self._part.select(row.id)
            self._on_part_current_changed(row.id)
            return
        if self._part is not None:
            self.show_view(CELLS[0])
        if self._levels and row.level_id == self._levels[-1].id:
            if self.view.model.row(record_id) is None:
                self.nav.select_id(ALL)
            self.view.select(record_id)
        else:
            self.nav.select_id(record_id)

    # ---- slots ------------------------------------------------------------------------------------------------

    def _on_nav_current_changed(self, nav_id: object) -> None:
        if nav_id is not None and not self.is_stale and self._levels:
            self._show(nav_id)

    def _on_view_changed_selection(self, cell_id: object) -> None:
        if cell_id is not None:
            self._panels.setCurrentWidget(self.view.inspector)

    def _on_head_filter_changed(self, text: str) -> None:
        if self._part is not None:
            self._part.set_filter(text)
        else:
            self.view.model.set_filter(text)

    def _on_part_current_changed(self, cell_id: object) -> None:
        row = self._cell(cell_id) or self.view.area
        if row is not None:
            self._show_area(row)

    def _on_part_opened(self, cell_id: object) -> None:
        self.nav.select_id(cell_id)

    def _on_view_row_changed(self, row: CellRow) -> None:
        area = self.view.area
        if self._part is not None and self._grid is not None:
            self._grid = replace(self._grid, cells=self.view.cells)
            self._part.set_grid(self._grid)
        self._count()
        if area is not None and area.id == row.id:
            self.view.area = row
        if self._part is not None and self._beside is not None and self._beside.id == row.id:
            self._show_area(row)
        elif area is not None and area.id == row.id:
            self.view.fill_panel(self.area_panel, row)
        else:
            self.view.refresh_inspector()

    def _on_area_panel_edited(self, key: str, value: object) -> None:
        area = self._beside
        if area is None:
            return
        try:
            self.view.edit_cell(area, key, value)
        except Condition as condition:
            messages.refuse(self, condition)
            self._show_area(area)

    def _on_new_triggered(self) -> None:
        self.view.new()

    def _on_new_area_triggered(self) -> None:
        self.view.new_area()

    def _on_paste_new_triggered(self) -> None:
        self.view.paste_clipboard_as_new()

    def _on_up_triggered(self) -> None:
        self.view.move_selected(-1)

    def _on_down_triggered(self) -> None:
        self.view.move_selected(1)

    def _on_delete_triggered(self) -> None:
        self.view.delete_selected()

    def _on_move_triggered(self) -> None:
        self.view.move_to(self.view.table.selected_ids())

    def _on_move_area_triggered(self) -> None:
        self.view.move_to(self._ids((self.nav.current_id(),)))

    def _on_limit_requested(self) -> None:
        self.duty_head.ask_limit()

    # ---- areas in the left tree -------------------------------------------------------------------------------

    def _ids(self, ids: Sequence[Any]) -> list[int]:
        return [nav_id for nav_id in ids if isinstance(nav_id, int)]

    def _on_nav_insert_requested(self, nav_id: object) -> None:
        self.view.new_area()

    def _on_delete_area_triggered(self) -> None:
        self._on_nav_delete_requested((self.nav.current_id(),))

    def _on_nav_delete_requested(self, ids: tuple[Any, ...]) -> None:
        cells = self._ids(ids)
        if cells:
            self.view.delete(cells)

    def _on_nav_move_requested(self, ids: tuple[Any, ...], by: int) -> None:
        cells = self._ids(ids)
        if cells:
            self.view.shift(cells, by)

    def _on_nav_drop_requested(self, ids: tuple[Any, ...], target: object, where: str) -> None:
        cells = self._ids(ids)
        if not cells or target == ALL:
            return
        parent, before = drop_place(self.view.cells, target, where)
        self.do("移动网格", actions.move_cells, cell_ids=cells, parent_id=parent, before_id=before)
