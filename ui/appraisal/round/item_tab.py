"""按项目: one item for all units; numbers are typed down the column, or pasted from a spreadsheet."""

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
from ui.appraisal.round.book import RoundBook
from ui.appraisal.round.heat import heat
from ui.appraisal.round.sheet_head import SheetHead
from ui.appraisal.round.tab import RoundTab
from ui.appraisal.round.typing_table import TypingTable
from ui.page import Page
from ui.tables.cells import Column, Fill, Paste
from ui.tables.editors import TextEditor
from ui.tables.rows import RowsModel


@dataclass(frozen=True, slots=True)
class Place:
    """A column that is typed into: a part of the rule, a sub-round, a scorer."""

    key: str
    heading: str
    slot: Slot
    round_part: int | None
    scorer: str


@dataclass(frozen=True, slots=True)
class ItemLine:
    """A unit in the column of an item; `texts` by the key of the place."""

    id: int
    name: str
    group: str
    texts: dict[str, str]
    score: str
    lost: float
    entries: int
    reasons: str
    is_exempt: bool


def places_of(book: RoundBook, item: CriterionRow, scorer: str) -> list[Place]:
    """What is typed for an item: part × sub-round, and each scorer's marks by themselves."""
    found: list[Place] = []
    slots, parts = book.slots(item), book.parts_of(item)
    for slot in slots:
        scorers: Sequence[str] = ("",)
        if slot.typing is Typing.MARK:
            known = dict.fromkeys((*book.scorers_of(item.id), *([scorer] if scorer else [])))
            scorers = tuple(known) or ("",)
        for part in parts or (None,):
            for who in scorers:
                words = [part.name] if part is not None else []
                words += [who] if who else []
                words += [slot.words] if len(slots) > 1 else [] if words else [slot.head]
                key = f"{slot.part}.{part.id if part is not None else 0}.{who}"
                found.append(Place(key, " ".join(words), slot, part.id if part is not None else None, who))
    return found


def _ground(row: ItemLine) -> QColor | None:
    return heat(row.lost) if row.lost > 0 else None


_SHORT_HEADING = 8
_LEFT = (
    Column("name", "单位", lambda row: row.name, width=170),
    Column("group", "考核组", lambda row: row.group, width=100, muted=True),
)
_RIGHT = (
    Column("score", "得分", lambda row: row.score, width=70, align="right", wash=_ground, strong=lambda row: True),
    Column("entries", "记分", lambda row: str(row.entries) if row.entries else "", width=56, align="right"),
    Column("reasons", "事由", lambda row: row.reasons, width=160, stretch=True, muted=True),
)


class ItemTab(RoundTab):
    """Ctrl+PgUp and Ctrl+PgDn go to the item before and after."""

    key: ClassVar[str] = "item"
    word: ClassVar[str] = "按项目"
    tooltip: ClassVar[str] = "一个项目的全部单位，一列填到底，可从表格软件粘贴一列"

    def __init__(self, page: Page) -> None:
        super().__init__(page)
        self._places: list[Place] = []
        self.head = SheetHead("项目", self)
        self.head.parts.hide()
        self.box.addWidget(self.head)
        self.rule = self.caption()
        self.rule.setWordWrap(True)
        self.rule.setContentsMargins(16, 0, 16, 6)
        self.box.addWidget(self.rule)
        self.model = RowsModel((*_LEFT, *_RIGHT))
        self.table = TypingTable(self.model, name="appraisal.item_sheet")
        self.table.setAccessibleName("项目评分表")
        self.box.addWidget(self.table, 1)
        add = partial(page.add_action, widget=self)
        add("appraisal.item_before", "上一个项目", "Ctrl+PgUp", self._on_before_requested)
        add("appraisal.item_after", "下一个项目", "Ctrl+PgDown", self._on_after_requested)
        new = add("appraisal.item_entry", "记一笔…（Insert）", "", self._on_new_requested)
        exempt = add("appraisal.item_exempt", "不适用…", "", self._on_exempt_requested)
        self.table.set_menu([new, exempt])
        self.head.subject_chosen.connect(self._on_subject_chosen)
        self.head.changed.connect(self._fill)
        self.model.edit_requested.connect(self._on_edit_requested)
        self.table.current_changed.connect(self._on_table_current_changed)
        self.table.paste_requested.connect(self._on_paste_requested)
        self.table.fill_requested.connect(self._on_fill_requested)
        self.table.clear_requested.connect(self._on_clear_requested)
        self.table.insert_requested.connect(self._on_new_requested)
        self.table.activated_id.connect(self._on_table_activated)
        self.table.typed_in_vain.connect(self._on_typed_in_vain)

    @override
    def show_book(self, book: RoundBook) -> None:
        self.book = book
        self.head.set_subjects([(one.id, f"{one.no} {one.name}".strip()) for one in book.items])
        self.model.read_only = book.closed is not None
        self._fill()

    def _fill(self) -> None:
        book = self.book
        item = book.by_id.get(self.head.subject or 0) if book is not None else None
        if book is None or item is None:
            self.model.set_rows(())
            return
        slots = book.slots(item)
        self.head.show_scorer(any(slot.typing is Typing.MARK for slot in slots))
        self._places = places_of(book, item, self.head.scorer.text().strip())
        columns = (*_LEFT, *(self._column(place) for place in self._places), *_RIGHT)
        if [c.key + c.heading for c in columns] != [c.key + c.heading for c in self.model.columns]:
            self.table.set_columns(columns)
        units = book.units_of(item)
        self.model.set_rows(tuple(self._line(book, item, one.unit_id) for one in units))
        points = "" if item.points is None else f"{float(item.points):g} 分　"
        self.rule.setText(f"{points}{item.rule_words}")
        known = sum(book.score_of(one.unit_id, item.id) is not None for one in units)
        self.head.words.setText(f"{known}/{len(units)} 个单位有得分" if units else "没有适用的单位")

    @staticmethod
    def _column(place: Place) -> Column:
        return Column(
            place.key,
            place.heading,
            lambda row: row.texts.get(place.key, ""),
            width=96 if len(place.heading) <= _SHORT_HEADING else 168,
            align="right",
            editor=TextEditor(),
            can_edit=lambda row: not row.is_exempt,
            tooltip=lambda row: place.slot.words,
        )

    def _line(self, book: RoundBook, item: CriterionRow, unit_id: int) -> ItemLine:
        member = book.members[unit_id]
        exemption = book.exemption(unit_id, item.id)
        entries = book.entries_of(unit_id, item.id)
        texts = {
            place.key: book.typed_words(
                unit_id,
                item.id,
                place.slot,
                scorer=place.scorer if place.slot.typing is Typing.MARK else None,
                round_part=place.round_part,
            )
            for place in self._places
        }
        reasons = "；".join(dict.fromkeys(one.reason for one in entries if one.reason))
        return ItemLine(
            unit_id,
            member.name,
            member.group,
            texts,
            "不适用" if exemption is not None else book.cell_words(unit_id, item.id),
            book.lost_share(unit_id, item),
            len(entries),
            exemption.reason if exemption is not None else reasons,
            exemption is not None,
        )

    @override
    def set_filter(self, text: str) -> None:
        self.model.set_filter(text)

    @override
    def select(self, unit_id: int | None, criterion_id: int | None) -> None:
        if criterion_id is not None and criterion_id != self.head.subject and self.head.set_subject(criterion_id):
            self._fill()
        key = self._places[0].key if self._places else None
        if unit_id is not None:
            self.table.select_id(unit_id, key)
        elif self.table.current_id() is None and self.model.rows:
            self.table.select_id(self.model.rows[0].id, key)

    @override
    def take_keys(self) -> None:
        self.table.setFocus()

    # ---- typing -----------------------------------------------------------------------------------------------

    def _typed(self, unit_id: object, key: str, text: object) -> Typed | None:
        place = next((one for one in self._places if one.key == key), None)
        item = self.head.subject
        if place is None or item is None or not isinstance(unit_id, int):
            return None
        return Typed(unit_id, item, str(text), place.slot.part, place.scorer, place.round_part)

    def _write(self, title: str, wanted: Sequence[tuple[object, str, object]]) -> None:
        cells = [one for one in (self._typed(*cell) for cell in wanted) if one is not None]
        if cells:
            self.write(title, cells)

    def _item_name(self) -> str:
        assert self.book is not None
        found = self.book.by_id.get(self.head.subject or 0)
        return found.name if found is not None else ""

    def _on_edit_requested(self, row_id: object, key: str, value: object) -> None:
        self._write(f"填写{self._item_name()}", [(row_id, key, value)])

    def _on_paste_requested(self, paste: Paste) -> None:
        keys = {one.key for one in self._places}
        if not keys & set(paste.keys):
            messages.refuse(self, Refusal("这一列是算出来的，不能粘贴。", "把光标放到要填的一列再粘贴。"))
            return
        if None in paste.row_ids:
            more = sum(row_id is None for row_id in paste.row_ids)
            messages.refuse(
                self,
                Refusal(f"粘贴的行比单位多 {more} 行，一格也没有写入。", "请核对单位的次序，或从第一个单位开始粘贴。"),
            )
            return
        self._write(f"粘贴{self._item_name()}", [cell for cell in paste.cells() if cell[1] in keys])

    def _on_fill_requested(self, fill: Fill) -> None:
        source = self.model.row(fill.source_id)
        if source is not None:
            self._write(
                f"向下填充{self._item_name()}",
                [(unit, key, source.texts.get(key, "")) for unit in fill.row_ids for key in fill.keys],
            )

    def _on_clear_requested(self, clear: Fill) -> None:
        filled = [
            (unit, key, "")
            for unit in clear.row_ids
            for key in clear.keys
            if (row := self.model.row(unit)) is not None and row.texts.get(key)
        ]
        self._write(f"清空{self._item_name()}", filled)

    # ---- slots ------------------------------------------------------------------------------------------------

    def _on_new_requested(self, *_: object) -> None:
        self.entry_asked.emit(self.table.current_id(), self.head.subject)

    def _on_exempt_requested(self) -> None:
        if self.table.current_id() is not None:
            self.exempt_asked.emit(self.table.current_id(), self.head.subject)

    def _on_table_activated(self, unit_id: object) -> None:
        self.explained.emit(unit_id, self.head.subject)

    def _on_table_current_changed(self, unit_id: object) -> None:
        if unit_id is not None:
            self.picked.emit(unit_id, self.head.subject)
            self.explained.emit(unit_id, self.head.subject)

    def _on_subject_chosen(self, item: object) -> None:
        self._fill()
        self.picked.emit(self.table.current_id(), item)
        if self.table.current_id() is not None:
            self.explained.emit(self.table.current_id(), item)

    def _on_before_requested(self) -> None:
        self.head.step(-1)

    def _on_after_requested(self) -> None:
        self.head.step(1)
