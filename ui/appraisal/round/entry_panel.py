"""The panel of an entry: its fields, its evidence as files, its history."""

from __future__ import annotations

from collections.abc import Sequence

from models.appraisal import actions
from models.appraisal.rows import EntryRow
from models.appraisal.rules.figures import short
from models.appraisal.rules.slots import Slot, Typing
from models.appraisal.terms import EntryState
from models.attachment.terms import Holder
from models.errors import Refusal
from ui import messages
from ui.appraisal.round.book import RoundBook
from ui.attachment.section import AttachmentSection
from ui.page import Page
from ui.tables.editors import Option
from ui.widgets.fields import BoolField, ChoiceField, DateField, LineField, ReadField, TextField
from ui.widgets.inspector import Inspector
from ui.widgets.record_history import RecordHistory


class EntryPanel(Inspector):
    """`show_entry` shows one; what is changed here is written at once."""

    def __init__(self, page: Page) -> None:
        super().__init__(page, empty="选中一笔记分，在这里看事由和证据。")
        self._page = page
        self._book: RoundBook | None = None
        self._entry: EntryRow | None = None
        self._choices: tuple[Option, ...] = ()
        self._slot: Slot | None = None
        main = self.add_section()
        main.add("part", "情形", ReadField())
        main.add("choice", "档次", ChoiceField(self._choice_options))
        main.add("amount", "数量", LineField())
        main.add("points", "计分", ReadField())
        main.add("halved", "减半", BoolField("按减半计"))
        main.add("event", "事件", LineField("同一事件只计最重的一笔"))
        main.add("scorer", "评分人", LineField())
        main.add("reason", "事由", TextField("写明时间、地点、问题"))
        main.add("day", "日期", DateField())
        main.add("state", "状态", ReadField())
        main.add("source", "来源", ReadField())
        self._main = main
        self.files = AttachmentSection(page, self, Holder.ENTRY)
        self.history = RecordHistory(page, self)
        self.edited.connect(self._on_edited)
        self.clear()

    def _choice_options(self) -> Sequence[Option]:
        return self._choices

    def show_entry(self, entry: EntryRow | None, book: RoundBook | None) -> None:
        """Another entry; None for none."""
        self._entry, self._book = entry, book
        if entry is None or book is None:
            self.clear("选中一笔记分，在这里看事由和证据。")
            self.files.show_record(None)
            return
        item = book.by_id.get(entry.criterion_id)
        slots = book.slots(item) if item is not None else ()
        slot = next((one for one in slots if one.part == entry.part), None)
        self._slot = slot
        self._choices = tuple(Option(at, one.name) for at, one in enumerate(slot.choices if slot is not None else ()))
        state = entry.state.label + (f"：{entry.refusal}" if entry.refusal else "")
        self.set_values(
            f"{entry.unit}　{entry.criterion}",
            {
                "part": entry.part_words,
                "choice": entry.choice,
                "amount": slot.said(entry.amount) if slot is not None else short(entry.amount),
                "points": f"{short(entry.points)} 分（封顶以前）" if entry.points is not None else "由规则计算",
                "halved": entry.halved,
                "event": entry.event,
                "scorer": entry.scorer,
                "reason": entry.reason,
                "day": entry.day,
                "state": state,
                "source": entry.source or "手工记分",
            },
            book.row.name,
        )
        for key, shown in (
            ("part", bool(entry.part_words)),
            ("choice", bool(self._choices)),
            ("halved", slot is not None and bool(slot.can_halve)),
            ("event", slot is not None and slot.takes_events),
            ("scorer", slot is not None and slot.typing is Typing.MARK),
            ("state", entry.state is not EntryState.ACCEPTED),
        ):
            self._main.set_shown(key, shown)
        self._main.setEnabled(book.closed is None)
        self.files.show_record(entry.id, f"{entry.unit} {entry.criterion}")
        self.history.show_record("entry", entry.id)

    def _on_edited(self, key: str, value: object) -> None:
        if self._entry is None or self._book is None:
            return
        if key == "amount" and self._slot is not None:
            value = self._slot.as_typed(str(value))
        if key == "day" and isinstance(value, str):
            messages.refuse(self, Refusal(f"“{value}”不是日期。", "请写如 2026-05-31。"))
            self.show_entry(self._entry, self._book)
        elif self._page.do("修改记分", actions.update_entries, changes={self._entry.id: {key: value}}) is None:
            self.show_entry(self._entry, self._book)
