"""The view 责任: cells by roles, typed, pasted and filled like a spreadsheet; many at once; handing over."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from functools import partial
from typing import Any

from PySide6.QtWidgets import QHBoxLayout, QPushButton, QStackedWidget, QVBoxLayout, QWidget
from typing_extensions import override

from models.errors import Refusal
from models.grid.duty import Holder
from models.grid.queries import CellRow
from models.grid.queries.watch_rows import DutyBoard, WatchRoleRow
from models.trees import branch
from ui import messages
from ui.grid.duty_columns import DutyRow, duty_columns, duty_rows, role_of_key
from ui.grid.duty_steps import DutySteps
from ui.grid.holders import Typed
from ui.grid.parts import Grid, GridPart
from ui.icons import icon
from ui.page import Page
from ui.style import px
from ui.tables.cells import Fill, Paste
from ui.tables.tree import TreeRowsModel
from ui.tables.view import TableView
from ui.widgets.empty import EmptyState

Place = tuple[int, int]  # cell id, role id


class DutyPart(GridPart):
    """Rows are cells as a folding tree, columns are roles. The columns follow the roles: another set makes another
    table."""

    filter_hint = "筛选网格、姓名、单位…"

    def __init__(self, page: Page) -> None:
        super().__init__(page)
        self.page = page
        self.steps = DutySteps(page, self)
        self.steps.written.connect(self.duty_written)
        self.table: TableView | None = None
        self.model: TreeRowsModel | None = None
        self._shape: tuple[Any, ...] = ()
        self._cells: tuple[CellRow, ...] = ()
        self._area: CellRow | None = None
        self._board = DutyBoard()
        self._only: frozenset[int] | None = None
        self._filter = ""
        self.empty = EmptyState(self)
        self._stack = QStackedWidget(self)
        self._stack.addWidget(self.empty)
        bar = QWidget(self)
        row = QHBoxLayout(bar)
        row.setContentsMargins(px(12), px(4), px(12), px(4))
        row.setSpacing(px(4))
        for words, sign, slot, hint in (
            ("批量设置…", "account-multiple-plus-outline", self.set_many, "给选中的网格设置同一位责任人"),
            ("更换责任人…", "account-switch-outline", self.swap, "从某一天起由另一位接替，以前的记录不变"),
            ("复制到下级", "arrow-down-bold-outline", self.copy_down, "把选中网格的责任人写进它下面的各网格"),
            ("随上级", "arrow-up-bold-outline", self.inherit_again, "选中的格不再单独设置，随上级网格"),
        ):
            button = QPushButton(words, bar)
            button.setIcon(icon(sign))
            button.setProperty("quiet", True)
            button.setToolTip(hint)
            button.clicked.connect(slot)
            row.addWidget(button)
        row.addStretch(1)
        roles = QPushButton("角色…", bar)
        roles.setIcon(icon("account-key-outline"))
        roles.setProperty("quiet", True)
        roles.setToolTip("有哪些角色，在哪一级，哪些必须有人")
        roles.clicked.connect(self.levels_requested)
        row.addWidget(roles)
        layout = QVBoxLayout(self)
        layout.setContentsMargins(0, 0, 0, 0)
        layout.setSpacing(0)
        layout.addWidget(bar)
        layout.addWidget(self._stack, 1)

    # ---- what the page asks -----------------------------------------------------------------------------------

    @override
    def set_grid(self, grid: Grid) -> None:
        self._cells, self._board = grid.cells, grid.board
        self.steps.set_grid(grid)
        shape = tuple((role.id, role.name, role.holder, role.level_ids, role.required_ids) for role in grid.board.roles)
        if self.table is None or shape != self._shape:
            self._shape = shape
            self._make_table()
        self._show()

    @override
    def set_area(self, area: CellRow | None) -> None:
        if area != self._area:
            self._area = area
            self._show()

    @override
    def set_filter(self, text: str) -> None:
        self._filter = text
        if self.model is not None:
            self.model.set_filter(text)

    @override
    def set_only(self, cell_ids: frozenset[int] | None) -> None:
        self._only = cell_ids
        if self.model is not None:
            self.model.set_predicate(None if cell_ids is None else partial(_is_among, cell_ids))

    @override
    def select(self, cell_id: int) -> None:
        if self.table is not None:
            self.table.select_id(cell_id)

    @override
    def count_words(self) -> str:
        if self.model is None:
            return ""
        shown = {row.id for row in self.model.rows}
        missing = sum(row.cell_id in shown for row in self._board.vacancies)
        return f"{len(shown)} 个网格" + (f"，待补 {missing}" if missing else "")

    # ---- table ------------------------------------------------------------------------------------------------

    def _make_table(self) -> None:
        old = self.table
        model = TreeRowsModel(
            duty_columns(self._board.roles, self.steps.holder_book), group=_is_upper, search_text=_search
        )
        model.setParent(self)
        table = TableView(model, name="grid.duty", parent=self)
        table.setAccessibleName("网格责任")
        model.edit_requested.connect(self._on_model_edit_requested)
        table.current_changed.connect(self.current_changed)
        table.paste_requested.connect(self._on_table_paste_requested)
        table.fill_requested.connect(self._on_table_fill_requested)
        table.clear_requested.connect(self._on_table_clear_requested)
        table.delete_requested.connect(self._on_table_delete_requested)
        table.set_menu(
            [
                self._action("duty.many", "批量设置…", self.set_many),
                self._action("duty.swap", "更换责任人…", self.swap),
                self._action("duty.down", "复制到下级", self.copy_down),
                self._action("duty.up", "随上级", self.inherit_again),
            ]
        )
        self.table, self.model = table, model
        self._stack.addWidget(table)
        if old is not None:
            self._stack.removeWidget(old)
            old.deleteLater()
        model.set_filter(self._filter)
        self.set_only(self._only)

    def _action(self, id: str, text: str, slot: Callable[[], Any]) -> Any:
        return self.page.find_action(id) or self.page.add_action(id, text, "", slot, widget=self)

    def _show(self) -> None:
        if self.model is None or self.table is None:
            return
        cells = self._cells
        if self._area is not None:
            wanted = set(branch({row.id: row.parent_id for row in cells}, [self._area.id]))
            cells = tuple(row for row in cells if row.id in wanted)
        self.model.set_rows(duty_rows(cells, self._board))
        if not self._board.roles:
            self.empty.show_state(
                "还没有设置网格角色。",
                icon="account-key-outline",
                note="例如：包保领导、网格长、网格员、入驻人员、结对单位；可以选一套常用的。",
                buttons=(("设置角色", self.levels_requested.emit),),
            )
        self._stack.setCurrentWidget(self.table if self._board.roles else self.empty)
        self.counted.emit()

    # ---- selection --------------------------------------------------------------------------------------------

    def selected(self) -> tuple[int, ...]:
        """The cells with something selected."""
        return self.table.selected_ids() if self.table is not None else ()

    def _role_here(self) -> WatchRoleRow | None:
        key = self.table.current_key() if self.table is not None else None
        role_id = role_of_key(key) if key is not None else None
        return next((role for role in self._board.roles if role.id == role_id), None)

    def _roles_here(self) -> tuple[int, ...] | None:
        """The roles of the selected columns; None when only the name is selected: all of them."""
        role = self._role_here()
        return None if role is None else (role.id,)

    # ---- work -------------------------------------------------------------------------------------------------

    def set_many(self) -> None:
        """One watch for all selected cells."""
        role = self._role_here()
        self.steps.set_many(self._rows(self.selected()), role.id if role is not None else None)

    def swap(self) -> None:
        """Somebody takes over from a day on."""
        row, role = self._current(), self._role_here()
        own = row.own(role.id) if row is not None and role is not None else ()
        self.steps.swap(self.selected(), own[0].named if own else None)

    def copy_down(self) -> None:
        """What watches over the selected cells goes into those below."""
        self.steps.copy_down(self.selected(), self._roles_here())

    def inherit_again(self) -> None:
        """The selected cells inherit again."""
        roles = self._roles_here() or tuple(role.id for role in self._board.roles)
        self._clear([(row.id, role) for row in self._rows(self.selected()) for role in roles])

    def _rows(self, ids: Sequence[int]) -> list[DutyRow]:
        assert self.model is not None
        return [row for row_id in ids if (row := self.model.row(row_id)) is not None]

    def _current(self) -> DutyRow | None:
        current = self.table.current_id() if self.table is not None else None
        return None if current is None or self.model is None else self.model.row(current)

    def _clear(self, places: Sequence[Place]) -> None:
        assert self.model is not None
        own = [place for place in places if (row := self.model.row(place[0])) is not None and row.own(place[1])]
        self.steps.clear(own)

    def _on_model_edit_requested(self, row_id: int, key: str, value: object) -> None:
        role = self.steps.role(role_of_key(key))
        row = self.model.row(row_id) if self.model is not None else None
        if role is None or row is None:
            return
        text = str(value)
        if not text.strip():
            self._clear([(row.id, role.id)])
            return
        self.steps.write({(row.id, role.id): Typed(text, role.holder)}, f"“{row.name}”的{role.name}")

    def _on_table_paste_requested(self, paste: Paste) -> None:
        try:
            texts = self._pasted(paste)
        except Refusal as refusal:
            messages.refuse(self.page, refusal)
            return
        self.steps.write(texts, "粘贴责任人")

    def _pasted(self, paste: Paste) -> dict[Place, Typed]:
        """The texts of a pasted block by their places. Refusal names row and reason."""
        assert self.model is not None
        if any(row_id is None for row_id in paste.row_ids):
            here = sum(row_id is not None for row_id in paste.row_ids)
            raise Refusal(
                f"复制了 {len(paste.row_ids)} 行，从这里往下只有 {here} 行网格。", "请少复制几行，或换一格开始。"
            )
        texts: dict[Place, Typed] = {}
        for number, (row_id, line) in enumerate(zip(paste.row_ids, paste.block, strict=True), 1):
            row = self.model.row(row_id)
            assert isinstance(row, DutyRow)
            if len(line) > len(paste.keys):
                raise Refusal(f"第 {number} 行多出“{line[len(paste.keys)][:20]}”，右边没有这么多列。", "请少复制几列。")
            for key, text in zip(paste.keys, line, strict=False):
                role = self.steps.role(role_of_key(key))
                if role is None:
                    raise Refusal(f"第 {number} 行“{text[:20]}”在不能填写的列里。", "请从角色的列开始粘贴。")
                if not text.strip():
                    continue
                where = f"第 {number} 行“{role.name}”："
                if row.level_id not in role.level_ids:
                    raise Refusal(f"{where}“{row.name}”所在的“{row.level}”没有这个角色。", "请改正后再粘贴。")
                texts[row.id, role.id] = Typed(text, role.holder, where)
        if not texts:
            raise Refusal("复制的内容都是空的。", "先在表格软件里复制要粘贴的格子。")
        return texts

    def _on_table_fill_requested(self, fill: Fill) -> None:
        assert self.model is not None
        source = self.model.row(fill.source_id)
        changes: dict[Place, tuple[Holder, ...]] = {}
        for key in fill.keys:
            role = self.steps.role(role_of_key(key))
            if role is None or source is None:
                continue
            holders = tuple(watch.named for watch in source.held.get(role.id, ()))
            for row in self._rows(fill.row_ids):
                own = tuple(watch.named for watch in row.own(role.id))
                if row.level_id in role.level_ids and holders and own != holders:
                    changes[row.id, role.id] = holders
        self.steps.set(changes, "向下填充责任人")

    def _on_table_clear_requested(self, clear: Fill) -> None:
        roles = [role for key in clear.keys if (role := role_of_key(key)) is not None]
        self._clear([(row_id, role) for row_id in clear.row_ids for role in roles])

    def _on_table_delete_requested(self, ids: tuple[int, ...]) -> None:
        messages.refuse(
            self.page, Refusal("这里只清空责任人，不删除网格。", "选中角色的格再按 Delete；删除网格请到“点位”。")
        )


def _is_among(cell_ids: frozenset[int], row: DutyRow) -> bool:
    return row.id in cell_ids


def _is_upper(row: DutyRow) -> bool:
    return len(row.path) < 2


def _search(row: DutyRow) -> str:
    return row.search
