"""按单位: the score sheet of one unit as a form; numbers are typed at the items, entries stand under them."""

from __future__ import annotations

from functools import partial
from typing import ClassVar

from PySide6.QtGui import QColor
from typing_extensions import override

from models.appraisal import actions
from models.appraisal.actions.cells import Typed
from models.appraisal.rules.slots import Typing
from ui import messages
from ui.appraisal.round.book import RoundBook
from ui.appraisal.round.heat import heat
from ui.appraisal.round.sheet_head import SheetHead
from ui.appraisal.round.tab import RoundTab
from ui.appraisal.round.typing_table import UnitSheetTable
from ui.appraisal.round.unit_rows import UnitLine, lines_of
from ui.page import Page
from ui.tables.cells import Column, Fill
from ui.tables.editors import DateEditor, TextEditor
from ui.tables.tree import TreeRowsModel


def _ground(row: UnitLine) -> QColor | None:
    return heat(row.lost) if row.lost > 0 and row.entry is None else None


def _is_entry(row: UnitLine) -> bool:
    return row.entry is not None


def _takes_scorer(row: UnitLine) -> bool:
    return row.entry is not None and row.slot is not None and row.slot.typing is Typing.MARK


COLUMNS = (
    Column(
        "text",
        "项目",
        lambda row: row.text,
        width=190,
        lines=2,
        strong=lambda row: row.is_heading,
        icon=lambda row: "pencil-outline" if row.entry is not None else "",
        faded=lambda row: row.entry is not None or row.is_exempt,
    ),
    Column(
        "words",
        "评分标准、事由",
        lambda row: row.words,
        width=180,
        lines=2,
        stretch=True,
        editor=TextEditor(),
        can_edit=_is_entry,
        faded=lambda row: row.entry is None,
        required=lambda row: row.entry is not None and row.entry.points is not None,
    ),
    Column(
        "typed",
        "填写",
        lambda row: row.typed,
        width=76,
        align="right",
        editor=TextEditor(),
        can_edit=lambda row: row.can_type,
        tooltip=lambda row: row.slot.words if row.slot is not None else "",
        strong=lambda row: row.entry is None,
    ),
    Column("scorer", "评分人", lambda row: row.scorer, width=66, editor=TextEditor(), can_edit=_takes_scorer),
    Column(
        "day",
        "日期",
        lambda row: f"{row.day:%m-%d}" if row.day is not None else "",
        width=62,
        editor=DateEditor(),
        value=lambda row: row.day,
        can_edit=_is_entry,
        tooltip=lambda row: row.day.isoformat() if row.day is not None else "",
    ),
    Column(
        "score",
        "得分",
        lambda row: row.score,
        width=64,
        align="right",
        wash=_ground,
        strong=lambda row: row.entry is None,
        faded=lambda row: row.entry is not None,
    ),
    Column("points", "分值", lambda row: row.points, width=56, align="right", muted=True),
)


class UnitTab(RoundTab):
    """Ctrl+PgUp and Ctrl+PgDn go to the unit before and after; Insert makes an entry at the item."""

    key: ClassVar[str] = "unit"
    word: ClassVar[str] = "按单位"
    tooltip: ClassVar[str] = "一个单位的全部考核项目"

    def __init__(self, page: Page) -> None:
        super().__init__(page)
        self.head = SheetHead("单位", self)
        self.head.parts.hide()
        self.new_button = self.button("记一笔…", "plus", self._on_new_requested, "在这一项记一笔，写事由（Insert）")
        self.head.row.addWidget(self.new_button)
        self.box.addWidget(self.head)
        self.model = TreeRowsModel(COLUMNS, group=lambda row: row.is_heading)
        self.table = UnitSheetTable(self.model, name="appraisal.unit_sheet", lines=2)
        self.table.setAccessibleName("单位评分表")
        self.box.addWidget(self.table, 1)
        add = partial(page.add_action, widget=self)
        add("appraisal.unit_before", "上一个单位", "Ctrl+PgUp", self._on_before_requested)
        add("appraisal.unit_after", "下一个单位", "Ctrl+PgDown", self._on_after_requested)
        new = add("appraisal.entry_here", "记一笔…（Insert）", "", self._on_new_requested)
        exempt = add("appraisal.exempt_here", "不适用…", "", self._on_exempt_requested)
        self.table.set_menu([new, exempt])
        self.head.subject_chosen.connect(self._on_subject_chosen)
        self.head.changed.connect(self._on_head_changed)
        self.model.edit_requested.connect(self._on_edit_requested)
        self.table.current_changed.connect(self._on_table_current_changed)
        self.table.delete_requested.connect(self._on_delete_requested)
        self.table.clear_requested.connect(self._on_clear_requested)
        self.table.insert_requested.connect(self._on_new_requested)
        self.table.activated_id.connect(self._on_table_activated)
        self.table.typed_in_vain.connect(self._on_typed_in_vain)

    @override
    def show_book(self, book: RoundBook) -> None:
        self.book = book
        checked = [one for one in book.roster if one.is_checked]
        several = len({one.group_id for one in checked}) > 1
        self.head.set_subjects(
            [(one.unit_id, f"{one.name}（{one.group}）" if several else one.name) for one in checked]
        )
        self.head.show_scorer(any(slot.typing is Typing.MARK for item in book.items for slot in book.slots(item)))
        self.model.read_only = book.closed is not None
        self.new_button.setEnabled(book.closed is None)
        self._fill()

    def _fill(self) -> None:
        if self.book is None:
            return
        unit = self.head.subject
        if unit is None:
            self.model.set_rows(())
            self.head.words.setText("没有参加考核的单位。")
            return
        self.model.set_rows(lines_of(self.book, unit, self.head.scorer.text().strip()))
        found = self.book.results.get(unit)
        score = self.book.score_words(found.score if found is not None else None)
        rank = f"　第 {found.rank} 名" if found is not None and found.rank is not None else ""
        grade = f"　{found.total.grade}" if found is not None and found.total.grade else ""
        self.head.words.setText(f"{score} 分{rank}{grade}")

    @override
    def set_filter(self, text: str) -> None:
        self.model.set_filter(text)

    @override
    def select(self, unit_id: int | None, criterion_id: int | None) -> None:
        if unit_id is not None and unit_id != self.head.subject and self.head.set_subject(unit_id):
            self._fill()
        if criterion_id is not None:
            self.table.select_id(f"c{criterion_id}", "typed")
        elif self.table.current_id() is None and self.model.rows:
            first = next((row for row in self.model.rows if row.can_type), self.model.rows[0])
            self.table.select_id(first.id, "typed")

    @override
    def take_keys(self) -> None:
        self.table.setFocus()

    def _row(self) -> UnitLine | None:
        found = self.model.row(self.table.current_id()) if self.table.current_id() is not None else None
        return found if isinstance(found, UnitLine) else None

    # ---- typing -----------------------------------------------------------------------------------------------

    def _on_edit_requested(self, row_id: object, key: str, value: object) -> None:
        row, unit = self.model.row(row_id), self.head.subject
        if row is None or unit is None or self.book is None:
            return
        if row.entry is not None:
            self._change(row, key, value)
            return
        if row.slot is None or key != "typed":
            return
        scorer = self.head.scorer.text().strip() if row.slot.typing is Typing.MARK else ""
        cell = Typed(unit, row.criterion_id, str(value), row.slot.part, scorer, row.round_part)
        name = self.book.by_id[row.criterion_id].name
        if self.write(f"{self.book.name_of(unit)} {name}", [cell]):
            self.model.expand(row.id)

    def _change(self, row: UnitLine, key: str, value: object) -> None:
        assert row.entry is not None
        field = {"typed": "amount", "words": "reason"}.get(key, key)
        if field == "amount":
            text = str(value)
            if not text:
                self._delete([row])
                return
            value = row.slot.as_typed(text) if row.slot is not None else text
        if isinstance(value, str) and field == "day":
            messages.say(self, f"“{value}”不是日期，请写如 2026-05-31。", kind="warning")
            return
        self.do("修改记分", actions.update_entries, changes={row.entry.id: {field: value}})

    def _on_clear_requested(self, clear: Fill) -> None:
        unit = self.head.subject
        rows = [row for row in map(self.model.row, clear.row_ids) if row is not None]
        entries = [row for row in rows if row.entry is not None]
        if entries:
            if clear.keys == ("words",):
                self.do(
                    "清空事由",
                    actions.update_entries,
                    changes={row.entry.id: {"reason": ""} for row in entries if row.entry is not None},
                )
            else:
                self._delete(entries)
        elif unit is not None and "typed" in clear.keys:
            cells = [
                Typed(unit, row.criterion_id, "", row.slot.part, round_part_id=row.round_part)
                for row in rows
                if row.slot is not None and row.typed
            ]
            if cells:
                self.write("清空", cells)

    def _on_delete_requested(self, ids: tuple[object, ...]) -> None:
        self._delete([row for row in map(self.model.row, ids) if row is not None and row.entry is not None])

    def _delete(self, rows: list[UnitLine]) -> None:
        ids = [row.entry.id for row in rows if row.entry is not None]
        if self.book is None or not ids:
            return
        if self.book.closed is not None:
            messages.refuse(self, self.book.closed)
            return
        self.do("删除记分", actions.delete_entries, said=f"已删除 {len(ids)} 笔记分。", entry_ids=ids)

    # ---- slots ------------------------------------------------------------------------------------------------

    def _on_new_requested(self, *_: object) -> None:
        row = self._row()
        self.entry_asked.emit(self.head.subject, row.criterion_id if row is not None and not row.is_heading else None)

    def _on_exempt_requested(self) -> None:
        row = self._row()
        if row is not None and not row.is_heading:
            self.exempt_asked.emit(self.head.subject, row.criterion_id)

    def _on_table_activated(self, row_id: object) -> None:
        row = self._row()
        if row is not None and row.entry is not None:
            self.entry_wanted.emit(row.entry.id)

    def _on_table_current_changed(self, row_id: object) -> None:
        row = self._row()
        if row is not None:
            self.picked.emit(self.head.subject, row.criterion_id)
            self.explained.emit(self.head.subject, row.criterion_id)

    def _on_subject_chosen(self, unit: object) -> None:
        self._fill()
        row = self._row()
        self.picked.emit(unit, row.criterion_id if row is not None else None)
        self.explained.emit(unit, None)

    def _on_head_changed(self) -> None:
        self._fill()

    def _on_before_requested(self) -> None:
        self.head.step(-1)

    def _on_after_requested(self) -> None:
        self.head.step(1)
