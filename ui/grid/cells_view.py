"""The places (cells of the lowest level) below the area chosen on the left."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from functools import partial
from typing import Any

from PySide6.QtCore import Signal
from typing_extensions import override

from models.blocks import Block, BlockColumn
from models.errors import Condition, Refusal
from models.grid import actions, queries
from models.grid.actions.pasting import paste_columns
from models.grid.queries import CellRow, FieldRow, LevelRow
from models.org.rules import clean_name
from models.trees import branch
from ui import messages
from ui.grid.columns import FINISHED, PLACE_READINGS, Readings, place_columns, whole, words_of_place
from ui.grid.forms import CellForm, CellValue, path_words
from ui.grid.inspector import CellInspector
from ui.grid.move_form import MoveForm
from ui.grid.own_columns import field_id, own_columns, own_readings, stored_text
from ui.grid.paste_form import PasteForm
from ui.org.books import UnitBook, with_unit
from ui.org.columns import word_of
from ui.page import Page
from ui.tables.editors import Option
from ui.tables.rows import RowsModel
from ui.widgets.inspector import Inspector
from ui.widgets.record_view import RecordView

OWN_FIELDS = {"code", "batch", "stage", "progress", "operator", "address", "stalls", "boundary", "hotline", "note"}


class CellsView(RecordView):
    """`set_grid` gives the whole grid, `set_area` the area whose places are shown (None: all)."""

    noun = "点位"
    add_text = "新点位"
    filter_hint = "筛选名称、拼音、批次、经营单位…"

    row_changed = Signal(object)  # CellRow: one row was read again

    def __init__(self, page: Page) -> None:
        self.levels: tuple[LevelRow, ...] = ()
        self.cells: tuple[CellRow, ...] = ()
        self.units = UnitBook()
        self._by_id: dict[int, CellRow] = {}
        self._area_options: tuple[Option, ...] = ()
        self.area: CellRow | None = None
        self.fields: tuple[FieldRow, ...] = ()
        model = RowsModel(place_columns(self._batches, self._units), search_text=words_of_place)
        super().__init__(page, model, "grid.places")
        self.table.set_draggable(True)

    # ---- data -------------------------------------------------------------------------------------------------

    def set_grid(self, levels: tuple[LevelRow, ...], cells: tuple[CellRow, ...], units: UnitBook) -> None:
        """The whole grid as it is now."""
        self.levels, self.cells, self.units = levels, cells, units
        self._by_id = {row.id: row for row in cells}
        self._area_options = tuple(
            Option(row.id, path_words(row), (row.name, row.initials, row.pinyin)) for row in self.areas()
        )
        fields = self.page.store.read(queries.cell_fields)
        if fields != self.fields:
            self.fields = fields
            self.table.set_columns((*place_columns(self._batches, self._units), *own_columns(fields, self.lowest)))
        names = [level.name for level in levels]
        self.paste_columns: tuple[BlockColumn, ...] = paste_columns(names, [field.form for field in fields])  # type: ignore[misc]

    def set_area(self, area: CellRow | None) -> None:
        """Show the places below an area; None for all."""
        self.area = area
        self.reload()

    @property
    def lowest(self) -> LevelRow | None:
        """The level whose cells are the rows of the table."""
        return self.levels[-1] if self.levels else None

    def cell(self, cell_id: Any) -> CellRow | None:
        """A cell of the grid by its id."""
        return self._by_id.get(cell_id)

    def areas(self) -> tuple[CellRow, ...]:
        """The cells above the lowest level."""
        lowest = self.lowest
        return tuple(row for row in self.cells if lowest is None or row.level_id != lowest.id)

    @override
    def reload(self) -> None:
        lowest = self.lowest
        rows = [row for row in self.cells if lowest is not None and row.level_id == lowest.id]
        if self.area is not None:
            wanted = set(branch({row.id: row.parent_id for row in self.cells}, [self.area.id]))
            rows = [row for row in rows if row.id in wanted]
        self.show_rows(rows)
        if not rows and lowest is not None:
            where = f"“{self.area.name}”下" if self.area is not None else "网格里"
            self.empty.show_state(
                f"{where}还没有{lowest.name}。",
                icon="map-marker-outline",
                note=f"从 Excel 复制：{'、'.join(level.name for level in self.levels)}、批次、阶段、经营单位…",
                buttons=((f"添加{lowest.name}", self.new), ("粘贴表格", self.paste_clipboard_as_new)),
            )

    @override
    def count_words(self) -> str:
        lowest = self.lowest
        if lowest is None:
            return ""
        rows = self.model.rows
        words = f"{len(rows)} 个{lowest.name}"
        if lowest.is_site and rows:
            words += f"，完工 {sum(row.stage in FINISHED for row in rows)}"
        return words

    @override
    def readings(self) -> Readings:
        return {**PLACE_READINGS, **own_readings(self.fields)}

    @override
    def fill_value(self, row: Any, key: str) -> Any:
        own = field_id(key)
        return getattr(row, key) if own is None else row.values.get(own, "")

    def batches(self) -> tuple[Option, ...]:
        """Batches in use."""
        names = sorted({row.batch for row in self.cells if row.batch})
        return tuple(Option(name, name) for name in names or ("第一批", "第二批"))

    def area_options(self) -> tuple[Option, ...]:
        """Areas by their path."""
        return self._area_options

    def _batches(self, row: Any) -> Sequence[Option]:
        return self.batches()

    def _units(self, row: Any) -> Sequence[Option]:
        return self.units.options()

    # ---- inspector --------------------------------------------------------------------------------------------

    @override
    def make_inspector(self) -> Inspector:
        return CellInspector(self.page)

    @property
    def cell_panel(self) -> CellInspector:
        """The inspector beside the table."""
        assert isinstance(self.inspector, CellInspector)
        return self.inspector

    @override
    def show_row(self, row: Any | None) -> None:
        panel = self.inspector
        assert isinstance(panel, CellInspector)
        if isinstance(row, CellRow):
            self.fill_panel(panel, row)
        else:
            panel.clear("选中一个点位，在这里查看和修改。")

    def fill_panel(self, panel: CellInspector, row: CellRow) -> None:
        """Show a cell in a panel."""
        panel.own.set_fields(self.fields)
        panel.show_cell(row, units=self.units, areas=self.area_options(), batches=self.batches(), levels=self.levels)

    # ---- work -------------------------------------------------------------------------------------------------

    @override
    def new(self, after: object = None) -> None:
        if self.lowest is not None:
            row = self.current_row()
            beside = self.cell(row.parent_id) if isinstance(row, CellRow) else None
            self.new_cell(self.lowest, beside or self.area)

    def new_area(self) -> None:
        """A new area below the one chosen."""
        above = self.area
        start = 0 if above is None else above.level_position + 1
        if start < len(self.levels):
            self.new_cell(self.levels[start], above)
        elif above is not None:
            messages.refuse(self, Refusal(f"“{above.name}”已在最下一级。", "要再分细，先用“层级”添加一级。"))

    def new_cell(self, level: LevelRow, above: CellRow | None) -> None:
        """Ask for a new cell on a level."""
        form = CellForm(self.window(), self.levels, self.areas(), above=above, level=level)
        messages.open_form(self, form, self._on_form_accepted)

    def _on_form_accepted(self, value: CellValue) -> None:
        done = self.do(
            f"新网格“{value.name}”",
            actions.create_cell,
            said=f"已添加“{value.name}”。",
            level_id=value.level_id,
            parent_id=value.parent_id,
            name=value.name,
            code=value.code,
            batch=value.batch,
            address=value.address,
        )
        if done is not None and self.model.row(done.value) is not None:
            self.select(done.value)

    @override
    def edit(self, row_id: Any, key: str, value: Any) -> None:
        row = self._by_id.get(row_id)
        if row is not None:
            self.edit_cell(row, key, value)

    def edit_cell(self, row: CellRow, key: str, value: Any) -> None:
        """A field of a cell was edited, in the table, the inspector or beside the tree."""
        title = f"修改“{row.name}”"
        if key == "unit_id":

            def found(unit_id: int | None) -> None:
                self._write(title, row.id, {"unit_id": unit_id})

            with_unit(self.page, self.units, str(value), found)
        elif key == "parent":
            self._move(row, str(value))
        elif key == "level_id":
            self.do(f"“{row.name}”的层级", actions.set_level, cell_id=row.id, level_id=int(value))
        elif key == "stage":
            self._write(title, row.id, {"stage": word_of(type(row.stage), value)})
        elif key == "progress":
            self._write(title, row.id, {"progress": whole(value, "进度", 100)})
        elif key == "stalls":
            self._write(title, row.id, {"stalls": whole(value, "摊位数")})
        elif field_id(key) is not None:
            self._write(title, row.id, {key: stored_text(value)})
        else:
            self._write(title, row.id, {key: value})

    def _write(self, title: str, row_id: int, fields: dict[str, Any]) -> None:
        alone = all(key in OWN_FIELDS or field_id(key) is not None for key in fields)
        refresh = partial(self._read_again, row_id) if alone else None
        done = self.page.do(title, actions.change_cells, refresh=refresh, changes={row_id: fields})
        if done is None:
            self.refresh_inspector()

    def _read_again(self, row_id: int) -> None:
        """After an edit that concerns one row only: that row, not the whole grid."""
        row = self.page.store.read(queries.cell_again, row=self._by_id[row_id])
        if row is None:
            self.page.reload()
            return
        self._by_id[row_id] = row
        self.cells = tuple(self._by_id.values())
        self.model.update_rows([row])
        self.row_changed.emit(row)

    def _move(self, row: CellRow, text: str) -> None:
        name = clean_name(text)
        options = self.area_options()
        exact = [option for option in options if option.text == text.strip()]
        found = exact or [option for option in options if option.keys[0] == name]
        if name and len(found) != 1:
            raise Refusal(f"没有叫“{name[:30]}”的上级网格。", "请从提示里选择。")
        self.do(f"移动“{row.name}”", actions.move_cells, cell_ids=[row.id], parent_id=found[0].value if name else None)

    @override
    def delete(self, ids: Sequence[Any]) -> None:
        rows = [row for row in self.cells if row.id in set(ids)]
        words = f"“{rows[0].name}”" if len(rows) == 1 else f"{len(rows)} 个网格"
        below = sum(row.sites for row in rows)
        said = f"已删除{words}" + (f"和其中 {below} 个点位" if below else "") + "。"
        self.do(f"删除{words}", actions.delete_cells, said=said, cell_ids=list(ids))

    @override
    def shift(self, ids: Sequence[Any], by: int) -> None:
        self.do("调整网格次序", actions.shift_cells, cell_ids=list(ids), by=by)

    @override
    def drop(self, ids: Sequence[Any], target: Any, where: str) -> None:
        row = self.model.row(target)
        if row is None:
            return
        siblings = [other.id for other in self.cells if other.parent_id == row.parent_id]
        place = siblings.index(target) + (0 if where == "above" else 1)
        before = siblings[place] if place < len(siblings) else None
        self.do("移动点位", actions.move_cells, cell_ids=list(ids), parent_id=row.parent_id, before_id=before)

    @override
    def change_many(self, title: str, changes: Mapping[int, Mapping[str, Any]]) -> None:
        self.do(title, actions.change_cells, said=f"{title}：{len(changes)} 行。", changes=changes)

    @override
    def paste_new(self, block: Block) -> None:
        under = self.area.id if self.area is not None else None
        try:
            plan = self.page.store.read(actions.plan_paste, block=block, under_id=under)
        except Condition as condition:
            messages.refuse(self, condition)
            return
        form = PasteForm(self.window(), plan, self.lowest.name if self.lowest is not None else self.noun)
        messages.open_form(self, form, partial(self._on_paste_form_accepted, block, under))

    def _on_paste_form_accepted(self, block: Block, under: int | None, accepted: object) -> None:
        done = self.do("粘贴点位", actions.paste_cells, block=block, under_id=under)
        if done is not None:
            messages.say(self, f"已写入 {len(done.value)} 个点位。", kind="ok", undo=True)

    def move_to(self, ids: Sequence[Any]) -> None:
        """Ask for another parent of cells."""
        wanted = set(ids)
        rows = [row for row in self.cells if row.id in wanted]
        if not rows:
            messages.refuse(self, Refusal("还没有选中网格。", "先在表里或左边的树里选中要移动的网格。"))
            return
        form = MoveForm(self.window(), self.cells, rows)
        messages.open_form(self, form, partial(self._on_move_form_accepted, [row.id for row in rows]))

    def _on_move_form_accepted(self, ids: list[int], parent_id: object) -> None:
        where = self.cell(parent_id)
        said = f"已移到“{where.name}”。" if where is not None else "已移到最上一级。"
        self.do("移动网格", actions.move_cells, said=said, cell_ids=ids, parent_id=where.id if where else None)
