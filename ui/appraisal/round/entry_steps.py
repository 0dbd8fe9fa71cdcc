"""记一笔 and 不适用, asked from any view of a round."""

from __future__ import annotations

from functools import partial

from PySide6.QtCore import QObject, Signal

from models.appraisal import actions, queries
from models.blocks import Block
from models.errors import Refusal
from ui import messages
from ui.appraisal.round.book import RoundBook
from ui.appraisal.round.entry_form import EntryForm, EntryValue
from ui.appraisal.round.list_dialog import ListDialog
from ui.appraisal.round.tab import RoundTab
from ui.page import Page


class EntrySteps(QObject):
    """`book` is the round in hand; `turned(unit, item)` before a step that should stay in sight."""

    turned = Signal(object, object)

    def __init__(self, page: Page) -> None:
        super().__init__(page)
        self._page = page
        self.book: RoundBook | None = None

    def serve(self, tab: RoundTab) -> None:
        """Do what a view asks for."""
        tab.entry_asked.connect(self.ask_entry)
        tab.list_asked.connect(self.ask_list)
        tab.exempt_asked.connect(self.ask_exempt)

    def _open(self) -> RoundBook | None:
        if self.book is not None and self.book.closed is not None:
            messages.refuse(self._page, self.book.closed)
            return None
        return self.book

    def ask_entry(self, unit_id: int | None, criterion_id: int | None) -> None:
        """记一笔."""
        book = self._open()
        if book is not None:
            messages.open_form(self._page, EntryForm(self._page, book, unit_id, criterion_id), self._add)

    def _add(self, value: EntryValue) -> None:
        assert self.book is not None
        self.turned.emit(value.unit_id, value.criterion_id)
        name = self.book.name_of(value.unit_id)
        self._page.do(
            f"{name}记一笔",
            actions.add_entry,
            said=f"已给“{name}”记一笔。",
            round_id=self.book.row.id,
            unit_id=value.unit_id,
            criterion_id=value.criterion_id,
            **value.fields,
        )

    def ask_list(self, block: Block) -> None:
        """A list of entries from a spreadsheet: shown as it would be taken in, then written as one step."""
        book = self._open()
        if book is None:
            return
        try:
            rows = self._page.store.read(queries.entry_list, round_id=book.row.id, block=block)
        except Refusal as refusal:
            messages.refuse(self._page, refusal)
            return
        messages.open_form(self._page, ListDialog(self._page, block, rows), self._paste)

    def _paste(self, block: Block) -> None:
        assert self.book is not None
        done = self._page.do("粘贴记分", actions.paste_entries, round_id=self.book.row.id, block=block)
        if done is not None:
            messages.say(self._page, f"已写入 {len(done.value)} 笔记分。", kind="ok", undo=True)

    def ask_exempt(self, unit_id: int | None, criterion_id: int | None) -> None:
        """An item does not apply to a unit (a reason is asked), or applies again."""
        book = self._open()
        if book is None or unit_id is None or criterion_id is None:
            return
        known = book.exemption(unit_id, criterion_id)
        name, item = book.name_of(unit_id), book.by_id[criterion_id].name
        if known is not None:
            self._page.do(f"{item}对{name}适用", actions.admit, exemption_ids=[known.id])
            return
        messages.ask_text(
            self._page,
            f"“{item}”对{name}不适用",
            "原因",
            partial(self._exempt, unit_id, criterion_id),
            why_not=_why_no_reason,
            hint="例如：辖区内没有农贸市场",
        )

    def _exempt(self, unit_id: int, criterion_id: int, reason: str) -> None:
        assert self.book is not None
        self._page.do(
            "不适用",
            actions.exempt,
            said="这一项不计分，分值由同级各项按比例分担。",
            round_id=self.book.row.id,
            unit_ids=[unit_id],
            criterion_id=criterion_id,
            reason=reason,
        )


def _why_no_reason(text: str) -> Refusal | None:
    return None if text.strip() else Refusal("请写明原因。", "原因会印在评分表上。")
