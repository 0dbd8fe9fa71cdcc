"""The inspector of a cell: an area with its boundary, or a place with batch, stage and operator."""

from __future__ import annotations

from collections.abc import Sequence

from models.attachment.terms import Holder
from models.grid.queries import CellRow, LevelRow
from ui.attachment.section import AttachmentSection
from ui.grid.columns import stages
from ui.grid.duty_panel import DutyPanel
from ui.grid.own_section import OwnFields, PairingRows
from ui.org.books import UnitBook
from ui.page import Page
from ui.tables.editors import Option
from ui.task.cell_duties import CellDuties
from ui.widgets.inspector import ChoiceField, Inspector, LineField, NumberField, TextField
from ui.widgets.record_history import RecordHistory


class CellInspector(Inspector):
    """Edits every field; the fields of a place are hidden for an area. With `duty_first` its people stand on top."""

    def __init__(self, page: Page, *, duty_first: bool = False) -> None:
        super().__init__(page)
        self.duty = DutyPanel(self)
        if duty_first:
            self.add_section("责任").add_widget(self.duty)
        self._units = UnitBook()
        self._areas: tuple[Option, ...] = ()
        self._batches: tuple[Option, ...] = ()
        self._levels: tuple[Option, ...] = ()
        basics = self.add_section()
        basics.add("name", "名称", LineField())
        basics.add("level_id", "层级", ChoiceField(self._level_options))
        basics.add("parent", "所属", LineField("最上一级", self._area_options))
        basics.add("code", "编号", LineField())
        basics.add("unit_id", "管理单位", LineField("输入简称、拼音或名称的一部分", self._unit_options))
        self.place = self.add_section("点位")
        self.place.add("batch", "批次", LineField("例如：第一批", self._batch_options))
        self.place.add("stage", "阶段", ChoiceField(stages()))
        self.place.add("progress", "进度", NumberField("改造中时填百分数"))
        self.place.add("operator", "经营单位", LineField())
        self.place.add("address", "地址", TextField("", 1))
        self.place.add("stalls", "摊位数", NumberField())
        self.own = OwnFields(self)
        if not duty_first:
            self.add_section("责任").add_widget(self.duty)
        more = self.add_section("其他")
        more.add("boundary", "边界", TextField("四至范围", 2))
        more.add("hotline", "监督电话", LineField("印在公示牌上"))
        more.add("note", "备注", TextField("", 2))
        self.pairings = PairingRows(page, self)
        self.duties = CellDuties(page, self)
        self.files = AttachmentSection(page, self, Holder.CELL)
        self.history = RecordHistory(page, self)

    def _unit_options(self) -> Sequence[Option]:
        return self._units.options()

    def _area_options(self) -> Sequence[Option]:
        return self._areas

    def _batch_options(self) -> Sequence[Option]:
        return self._batches

    def _level_options(self) -> Sequence[Option]:
        return self._levels

    def show_cell(
        self,
        row: CellRow,
        *,
        units: UnitBook,
        areas: Sequence[Option],
        batches: Sequence[Option],
        levels: Sequence[LevelRow],
    ) -> None:
        """Show a cell."""
        self._units = units
        self._areas, self._batches = tuple(areas), tuple(batches)
        self._levels = tuple(Option(level.id, level.name) for level in levels)
        below = f" · {row.sites} 个点位" if row.sites else ""
        self.set_values(
            row.name,
            {
                "name": row.name,
                "level_id": row.level_id,
                "parent": " / ".join(row.path),
                "code": row.code,
                "unit_id": row.unit,
                "batch": row.batch,
                "stage": row.stage,
                "progress": row.progress,
                "operator": row.operator,
                "address": row.address,
                "stalls": row.stalls,
                "boundary": row.boundary,
                "hotline": row.hotline,
                "note": row.note,
            },
            f"{row.level}{below}" + (f" · {row.stage_words}" if row.stage_words else ""),
        )
        self.place.setVisible(row.is_site)
        self.own.show_cell(row)
        self.pairings.show_cell(row.id)
        self.duty.show_cell(row)
        self.duties.show_cell(row.id, below=not row.is_site)
        self.files.show_record(row.id, row.name)
        self.history.show_record("grid_cell", row.id)
