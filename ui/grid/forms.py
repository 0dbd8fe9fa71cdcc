"""The form of a new cell: an area on one of the levels below, or a place."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

from PySide6.QtWidgets import QLineEdit, QWidget
from typing_extensions import override

from models.errors import Refusal
from models.grid.queries import CellRow, LevelRow
from models.org.rules import clean_name, why_no_name
from ui.tables.completing import CompletingLine
from ui.tables.editors import Option
from ui.widgets.form import FormDialog
from ui.widgets.quiet import Combo


@dataclass(frozen=True, slots=True)
class CellValue:
    """What the form was filled with."""

    level_id: int
    parent_id: int | None
    name: str
    code: str
    batch: str
    address: str


def path_words(row: CellRow) -> str:
    """A cell with what lies above it: 云溪市 / 临江区."""
    return " / ".join((*row.path, row.name))


class CellForm(FormDialog):
    """`areas` are the cells that others can hang under; `level` is the level proposed."""

    def __init__(
        self,
        parent: QWidget,
        levels: Sequence[LevelRow],
        areas: Sequence[CellRow],
        *,
        above: CellRow | None,
        level: LevelRow,
    ) -> None:
        super().__init__("新点位" if level.is_site else "新网格", parent, accept_text="添加")
        self._areas = {path_words(row): row for row in areas}
        self._levels = {row.id: row for row in levels}
        self.level = Combo(self)
        for row in levels:
            if above is None or row.position > above.level_position:
                self.level.addItem(row.name, row.id)
        self.level.setCurrentIndex(max(0, self.level.findData(level.id)))
        self.level.currentIndexChanged.connect(self._on_level_changed)
        self.name = QLineEdit(self)
        self.above = CompletingLine(
            [Option(row.id, words, (row.name, row.initials, row.pinyin)) for words, row in self._areas.items()],
            parent=self,
        )
        self.above.setPlaceholderText("最上一级时不填")
        if above is not None:
            self.above.setText(path_words(above))
        self.code = QLineEdit(self)
        self.batch = QLineEdit(self)
        self.batch.setPlaceholderText("例如：第一批")
        self.address = QLineEdit(self)
        self.add("层级", self.level)
        self.add("名称", self.name)
        self.add("所属", self.above)
        self.add("编号", self.code)
        self.add("批次", self.batch)
        self.add("地址", self.address)
        self._on_level_changed()
        self.name.setFocus()

    def _on_level_changed(self) -> None:
        row = self._levels.get(self.level.currentData())
        for line in (self.batch, self.address):
            line.setEnabled(row is not None and row.is_site)

    def _above(self) -> CellRow | None:
        text = self.above.text().strip()
        found = self._areas.get(text)
        if found is not None:
            return found
        same = [row for row in self._areas.values() if row.name == clean_name(text)]
        return same[0] if len(same) == 1 else None

    @override
    def value(self) -> CellValue:
        above = self._above()
        return CellValue(
            int(self.level.currentData()),
            above.id if above else None,
            clean_name(self.name.text()),
            clean_name(self.code.text()),
            clean_name(self.batch.text()) if self.batch.isEnabled() else "",
            clean_name(self.address.text()) if self.address.isEnabled() else "",
        )

    @override
    def why_not(self) -> Refusal | None:
        text = self.above.text().strip()
        above = self._above()
        if text and above is None:
            return Refusal(f"没有叫“{text[:30]}”的上级网格。", "请从提示里选择，或留空。")
        level = self._levels[int(self.level.currentData())]
        if above is not None and above.level_position >= level.position:
            return Refusal(f"“{above.name}”的层级不高于“{level.name}”。", "请换一个上级或层级。")
        return why_no_name(self.name.text(), level.name)
