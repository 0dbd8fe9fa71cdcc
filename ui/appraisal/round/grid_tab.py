"""总表: units × items; each cell shows its score on a ground that warms with what was lost, and can be typed into."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from functools import partial
from typing import ClassVar

from PySide6.QtGui import QColor
from typing_extensions import override

from models.appraisal.actions.cells import Typed
from models.appraisal.rows import CriterionRow
from models.appraisal.rules.slots import Slot, Typing
from models.errors import Refusal
from ui import messages
from ui.appraisal.round.book import NONE, RoundBook
from ui.appraisal.round.heat import heat
from ui.appraisal.round.tab import RoundTab
from ui.appraisal.round.typing_table import TypingTable
from ui.page import Page
from ui.tables.cells import Column, Fill, Paste
from ui.tables.editors import TextEditor
from ui.tables.rows import RowsModel
from ui.widgets.quiet import Combo
from ui.widgets.segments import Segments

FIXED = ("name", "score", "rank")


@dataclass(frozen=True, slots=True)
class GridCellText:
    """What a cell shows: its score, what was typed, how much of its points went."""

    score: str
    typed: str
    lost: float = 0.0
    can_type: bool = True


@dataclass(frozen=True, slots=True)
class GridLine:
    """A unit with its cells by item."""

    id: int
    name: str
    group: str
    score: str
    rank: str
    cells: dict[int, GridCellText]


def _ground(criterion_id: int, row: GridLine) -> QColor | None:
    cell = row.cells.get(criterion_id)
    return heat(cell.lost) if cell is not None and cell.lost > 0 else None


class GridTab(RoundTab):
    """The first columns stay in sight; a block of numbers is pasted from a spreadsheet as it lies there."""

    key: ClassVar[str] = "grid"
    word: ClassVar[str] = "总表"
    tooltip: ClassVar[str] = "全部单位和全部项目；直接打字填次数或数值"

    def __init__(self, page: Page) -> None:
        super().__init__(page)
        self._told: dict[int, tuple[object, dict[int, GridCellText]]] = {}
        self._basis: object = None
        row = self.bar()
        self.shows = Segments((("score", "看得分"), ("typed", "看填写")), self)
        self.group = Combo(self)
        self.group.setAccessibleName("考核组")
        self.part = Combo(self)
        self.part.setAccessibleName("第几次检查")
        self.words = self.caption()
        row.addWidget(self.shows)
        row.addWidget(self.group)
        row.addWidget(self.part)
        row.addWidget(self.words, 1)
        self.model = RowsModel(self._fixed())
        self.table = TypingTable(self.model, name="appraisal.grid_sheet")
        self.table.setAccessibleName("评分总表")
        self.box.addWidget(self.table, 1)
        new = page.add_action("appraisal.grid_entry", "记一笔…（Insert）", "", self._on_new_requested, widget=self)
        exempt = page.add_action("appraisal.grid_exempt", "不适用…", "", self._on_exempt_requested, widget=self)
        self.table.set_menu([new, exempt])
        self.shows.chosen.connect(self._on_shows_chosen)
        self.group.activated.connect(self._fill)
        self.part.activated.connect(self._fill)
        self.model.edit_requested.connect(self._on_edit_requested)
        self.table.selectionModel().currentChanged.connect(self._on_current_changed)
        self.table.paste_requested.connect(self._on_paste_requested)
        self.table.fill_requested.connect(self._on_fill_requested)
        self.table.clear_requested.connect(self._on_clear_requested)
        self.table.insert_requested.connect(self._on_new_requested)
        self.table.typed_in_vain.connect(self._on_typed_in_vain)

    @staticmethod
    def _fixed() -> tuple[Column, ...]:
        return (
            Column("name", "单位", lambda row: row.name, width=130, note=None, tooltip=lambda row: row.group),
            Column("score", "总分", lambda row: row.score, width=66, align="right", strong=lambda row: True),
            Column("rank", "名次", lambda row: row.rank, width=52, align="right"),
        )

    def _column(self, item: CriterionRow) -> Column:
        key = item.id
        return Column(
            str(key),
            f"{item.no} {item.name}".strip(),
            partial(self._text, key),
            width=max(64, min(112, 30 + 12 * len(item.name))),
            align="right",
            editor=TextEditor(),
            value=partial(_typed_text, key),
            can_edit=partial(_can_type, key),
            tooltip=partial(self._tip, item),
            wash=partial(_ground, key),
        )

    def _text(self, criterion_id: int, row: GridLine) -> str:
        cell = row.cells.get(criterion_id)
        if cell is None:
            return ""
        return cell.typed if self.shows.key == "typed" else cell.score

    @staticmethod
    def _tip(item: CriterionRow, row: GridLine) -> str:
        return f"{row.name}　{item.no} {item.name}\n{item.rule_words}"

    # ---- showing ----------------------------------------------------------------------------------------------

    @override
    def show_book(self, book: RoundBook) -> None:
        self.book = book
        kept = self.group.currentData()
        groups = dict.fromkeys((one.group_id, one.group) for one in book.roster)
        self.group.clear()
        self.group.addItem("全部考核组", None)
        for group_id, name in groups:
            self.group.addItem(name, group_id)
            if group_id == kept:
                self.group.setCurrentIndex(self.group.count() - 1)
        self.group.setVisible(len(groups) > 1)
        part = self.part.currentData()
        names = {one.key: one.name for one in book.scheme.components}
        self.part.clear()
        for one in book.parts:
            self.part.addItem(f"填写{names.get(one.component_id, '')}{one.name}", one.id)
            if one.id == part:
                self.part.setCurrentIndex(self.part.count() - 1)
        self.part.setVisible(bool(book.parts))
        self.model.read_only = book.closed is not None
        self._fill()

    def _fill(self, *_: object) -> None:
        book = self.book
        if book is None:
            return
        group = self.group.currentData()
        members = [one for one in book.roster if one.is_checked and group in (None, one.group_id)]
        items = [item for item in book.items if any(book.applies(one.unit_id, item) for one in members)]
        columns = (*self._fixed(), *(self._column(item) for item in items))
        if [(c.key, c.heading) for c in columns] != [(c.key, c.heading) for c in self.model.columns]:
            self.table.set_columns(columns)
            self.table.set_frozen(len(FIXED))
        basis = (book.row.id, self.part.currentData(), book.exemptions, book.criteria)
        if basis != self._basis:
            self._basis = basis
            self._told.clear()
        self.model.set_rows(tuple(self._line(book, one.unit_id, items) for one in members))
        self.words.setText(f"{len(members)} 个单位 × {len(items)} 项")

    def _line(self, book: RoundBook, unit_id: int, items: Sequence[CriterionRow]) -> GridLine:
        member, found = book.members[unit_id], book.results.get(unit_id)
        rank = NONE if found is None or found.rank is None else str(found.rank)
        cells = self._cells(book, unit_id, items)
        return GridLine(
            unit_id,
            member.name,
            member.group,
            book.score_words(found.score if found is not None else None),
            rank,
            cells,
        )

    def _cells(self, book: RoundBook, unit_id: int, items: Sequence[CriterionRow]) -> dict[int, GridCellText]:
        """The cells of a unit; those told before when nothing of the unit was scored again since."""
        found = book.results.get(unit_id)
        scored = found.items if found is not None else None
        kept = self._told.get(unit_id)
        if kept is not None and scored is not None and kept[0] is scored:
            return kept[1]
        cells = {item.id: self._cell(book, unit_id, item) for item in items if book.applies(unit_id, item)}
        self._told[unit_id] = (scored, cells)
        return cells

    def _cell(self, book: RoundBook, unit_id: int, item: CriterionRow) -> GridCellText:
        if book.exemption(unit_id, item.id) is not None:
            return GridCellText("不适用", "不适用", can_type=False)
        slot = book.main(item)
        part = self._part_of(book, item)
        typed = "" if slot is None else book.typed_words(unit_id, item.id, slot, round_part=part)
        return GridCellText(book.cell_words(unit_id, item.id), typed, book.lost_share(unit_id, item), slot is not None)

    def _part_of(self, book: RoundBook, item: CriterionRow) -> int | None:
        """The sub-round in hand when it is one of the item's, else the item's first."""
        own = [one.id for one in book.parts_of(item)]
        wanted = self.part.currentData()
        return None if not own else int(wanted) if wanted in own else own[0]

    def _on_shows_chosen(self, key: str) -> None:
        self.model.retell()
        self.table.viewport().update()

    @override
    def set_filter(self, text: str) -> None:
        self.model.set_filter(text)

    @override
    def select(self, unit_id: int | None, criterion_id: int | None) -> None:
        if unit_id is None and self.table.current_id() is None and self.model.rows:
            unit_id = self.model.rows[0].id
        if unit_id is not None:
            self.table.select_id(unit_id, str(criterion_id) if criterion_id is not None else None)

    @override
    def take_keys(self) -> None:
        self.table.setFocus()

    def _item(self, key: str | None) -> int | None:
        return int(key) if key is not None and key not in FIXED else None

    # ---- typing -----------------------------------------------------------------------------------------------

    def _typed(self, unit_id: object, key: str, text: object) -> Typed | None:
        item = self._item(key)
        if item is None or self.book is None or not isinstance(unit_id, int):
            return None
        criterion = self.book.by_id[item]
        slot: Slot | None = self.book.main(criterion)
        if slot is None:
            return None
        return Typed(unit_id, item, str(text), slot.part, round_part_id=self._part_of(self.book, criterion))

    def _write(self, title: str, wanted: Sequence[tuple[object, str, object]]) -> None:
        cells = [one for one in (self._typed(*cell) for cell in wanted) if one is not None]
        if cells and not self._has_marks_of_several(cells):
            self.write(title, cells)

    def _has_marks_of_several(self, cells: Sequence[Typed]) -> bool:
        """Marks that scorers gave under their names are changed where their names stand."""
        assert self.book is not None
        for cell in cells:
            slot = self.book.main(self.book.by_id[cell.criterion_id])
            named = any(one.scorer for one in self.book.entries_of(cell.unit_id, cell.criterion_id, cell.part))
            if named and slot is not None and slot.typing is Typing.MARK:
                name = self.book.name_of(cell.unit_id)
                messages.refuse(
                    self, Refusal(f"“{name}”这一格由评分人分别评分，不能在总表里改。", "请到“按项目”里按评分人填写。")
                )
                return True
        return False

    def _on_edit_requested(self, row_id: object, key: str, value: object) -> None:
        item = self._item(key)
        if item is not None and self.book is not None:
            self._write(f"填写{self.book.by_id[item].name}", [(row_id, key, value)])

    def _on_paste_requested(self, paste: Paste) -> None:
        if all(self._item(key) is None for key in paste.keys):
            messages.refuse(self, Refusal("总分和名次是算出来的，不能粘贴。", "把光标放到项目的格里再粘贴。"))
        elif None in paste.row_ids:
            messages.refuse(self, Refusal("粘贴的行比单位多，一格也没有写入。", "请核对单位的次序后再粘贴。"))
        else:
            wanted = [(u, key, text) for u, key, text in paste.cells() if self._is_open(u, key)]
            self._write("粘贴评分", wanted)

    def _on_fill_requested(self, fill: Fill) -> None:
        source = self.model.row(fill.source_id)
        if source is None:
            return
        wanted = [
            (unit, key, source.cells[item].typed)
            for unit in fill.row_ids
            for key in fill.keys
            if (item := self._item(key)) is not None and item in source.cells and self._is_open(unit, key)
        ]
        self._write("向下填充评分", wanted)

    def _on_clear_requested(self, clear: Fill) -> None:
        wanted = [
            (unit, key, "")
            for unit in clear.row_ids
            for key in clear.keys
            if (row := self.model.row(unit)) is not None and self._is_open(unit, key) and _typed_text(int(key), row)
        ]
        self._write("清空评分", wanted)

    def _is_open(self, unit_id: object, key: str) -> bool:
        item, row = self._item(key), self.model.row(unit_id)
        return item is not None and row is not None and _can_type(item, row)

    # ---- slots ------------------------------------------------------------------------------------------------

    def _on_current_changed(self, *_: object) -> None:
        unit = self.table.current_id()
        if unit is not None and self.book is not None:
            item = self._item(self.table.current_key())
            self.picked.emit(unit, item)
            self.explained.emit(unit, item if item is None or self.book.applies(unit, self.book.by_id[item]) else None)

    def _on_new_requested(self, *_: object) -> None:
        self.entry_asked.emit(self.table.current_id(), self._item(self.table.current_key()))

    def _on_exempt_requested(self) -> None:
        item = self._item(self.table.current_key())
        if item is not None:
            self.exempt_asked.emit(self.table.current_id(), item)


def _typed_text(criterion_id: int, row: GridLine) -> str:
    cell = row.cells.get(criterion_id)
    return cell.typed if cell is not None else ""


def _can_type(criterion_id: int, row: GridLine) -> bool:
    cell = row.cells.get(criterion_id)
    return cell is not None and cell.can_type
