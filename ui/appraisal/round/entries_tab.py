"""记分: all entries of the round with their evidence; and those that sources proposed, to be accepted or refused."""

from __future__ import annotations

from collections.abc import Callable
from functools import partial
from typing import Any, ClassVar

from PySide6.QtWidgets import QStackedWidget
from typing_extensions import override

from models.appraisal import actions, queries
from models.appraisal.rows import EntryRow
from models.appraisal.rules.figures import short, signed
from models.appraisal.rules.slots import Slot
from models.appraisal.terms import EntryState
from models.errors import Refusal
from ui import messages
from ui.appraisal.round.book import RoundBook
from ui.appraisal.round.tab import RoundTab
from ui.page import Page
from ui.style import Tone
from ui.tables import clipboard
from ui.tables.cells import Column, Fill
from ui.tables.editors import DateEditor, TextEditor
from ui.tables.rows import RowsModel
from ui.tables.view import TableView
from ui.widgets.empty import EmptyState
from ui.widgets.segments import Segments

_TONES = {EntryState.PROPOSED: Tone.NEAR, EntryState.REFUSED: Tone.REMINDER, EntryState.ACCEPTED: None}
ALL = "all"
PASTE_TIP = (
    "从表格软件粘贴一批记分（Ctrl+V）。列依次是：单位、项目、次数、事由、日期、评分人；"
    "带表头时次序不限，只写扣了几分的，表头写“扣分”"
)
_PAGES = {"task": "task", "task_target": "task", "indicator": "standard"}
"""Where the records are shown that entries come from."""


def _counted(row: EntryRow) -> bool:
    return row.points is not None


def columns_of(amount: Callable[[EntryRow], str]) -> tuple[Column, ...]:
    """The columns; `amount` says what was counted or measured, as it is typed."""
    return (
        Column("unit", "单位", lambda row: row.unit, width=92),
        Column("criterion", "项目", lambda row: row.criterion, width=104, lines=2, tooltip=lambda row: row.part_words),
        Column("reason", "事由", lambda row: row.reason, width=140, editor=TextEditor(), stretch=True, lines=2),
        Column(
            "amount",
            "数量",
            amount,
            width=58,
            align="right",
            sort=lambda row: row.amount,
            editor=TextEditor(),
        ),
        Column(
            "points",
            "计分",
            lambda row: signed(row.points) if row.points is not None else "",
            width=62,
            align="right",
            sort=lambda row: row.points if row.points is not None else 0,
            strong=_counted,
        ),
        Column(
            "day",
            "日期",
            lambda row: f"{row.day:%m-%d}" if row.day is not None else "",
            tooltip=lambda row: row.day.isoformat() if row.day is not None else "",
            width=60,
            editor=DateEditor(),
            value=lambda row: row.day,
        ),
        Column("source", "来源", lambda row: row.source, width=66, lines=2, muted=True),
        Column(
            "files",
            "附件",
            lambda row: str(row.files) if row.files else "",
            width=48,
            align="right",
            sort=lambda row: row.files,
        ),
        Column(
            "state",
            "状态",
            lambda row: row.state.label,
            width=82,
            tone=lambda row: _TONES[row.state],
            tooltip=lambda row: row.refusal or row.state.label,
        ),
    )


class EntriesTab(RoundTab):
    """All entries; the panel beside it shows one with its files."""

    key: ClassVar[str] = "entries"
    word: ClassVar[str] = "记分"
    tooltip: ClassVar[str] = "全部记分，附证据"
    panel_key: ClassVar[str] = "entry"
    states: ClassVar[tuple[tuple[str, str], ...]] = (
        (ALL, "全部"),
        (EntryState.ACCEPTED.value, "已采纳"),
        (EntryState.REFUSED.value, "不采纳"),
    )

    def __init__(self, page: Page) -> None:
        super().__init__(page)
        row = self.bar()
        self.state = Segments(self.states, self)
        self.state.setVisible(len(self.states) > 1)
        self.words = self.caption()
        row.addWidget(self.state)
        row.addWidget(self.words, 1)
        for button in self._buttons():
            row.addWidget(button)
        self.model = RowsModel(columns_of(self._amount))
        self.table = TableView(self.model, name=f"appraisal.{self.key}", lines=2)
        self.table.setAccessibleName(self.word)
        self.empty = EmptyState(self)
        self._stack = QStackedWidget(self)
        self._stack.addWidget(self.table)
        self._stack.addWidget(self.empty)
        self.box.addWidget(self._stack, 1)
        self._menu()
        self.state.chosen.connect(self._on_state_chosen)
        self.model.edit_requested.connect(self._on_edit_requested)
        self.table.current_changed.connect(self._on_table_current_changed)
        self.table.delete_requested.connect(self._on_delete_requested)
        self.table.clear_requested.connect(self._on_clear_requested)
        self.table.insert_requested.connect(self._on_new_requested)
        self.table.paste_requested.connect(self._on_list_requested)
        self.table.activated_id.connect(self._on_table_activated)

    def _slot(self, row: EntryRow) -> Slot | None:
        item = self.book.by_id.get(row.criterion_id) if self.book is not None else None
        slots = self.book.slots(item) if self.book is not None and item is not None else ()
        return next((one for one in slots if one.part == row.part), None)

    def _amount(self, row: EntryRow) -> str:
        slot = self._slot(row)
        return slot.said(row.amount) if slot is not None else short(row.amount)

    def _buttons(self) -> list[Any]:
        self.paste_button = self.button("粘贴记分…", "content-paste", self._on_list_requested, PASTE_TIP)
        self.new_button = self.button("记一笔…", "plus", self._on_new_requested, "Insert")
        return [self.paste_button, self.new_button]

    def _menu(self) -> None:
        add = partial(self.page.add_action, widget=self.table)
        explain = add("appraisal.entry_explain", "看这一项的得分（回车）", "", self._on_explain_requested)
        delete = add("appraisal.entry_delete", "删除（Ctrl+Delete）", "", self._on_delete_selected)
        accept = add("appraisal.entry_accept", "采纳", "", self._on_accept_requested)
        refuse = add("appraisal.entry_refuse", "不采纳…", "", self._on_refuse_requested)
        source = add("appraisal.entry_source", "看来源记录", "", self._on_source_requested)
        self.table.set_menu([explain, source, accept, refuse, delete])

    # ---- showing ----------------------------------------------------------------------------------------------

    def _wanted(self, row: EntryRow) -> bool:
        if self.state.key == ALL:
            return row.state is not EntryState.PROPOSED
        return row.state.value == self.state.key

    @override
    def show_book(self, book: RoundBook) -> None:
        self.book = book
        rows = tuple(row for row in book.entries if self._wanted(row))
        self.model.set_rows(rows)
        self.model.read_only = book.closed is not None
        self._allow(book)
        self.words.setText(f"{len(rows)} 笔" if rows else "")
        if rows:
            self._stack.setCurrentWidget(self.table)
            if self.table.current_id() is None:
                self.table.select_id(rows[0].id)
        else:
            self._show_empty(book)
            self._stack.setCurrentWidget(self.empty)
        self._on_table_current_changed(self.table.current_id())

    def _allow(self, book: RoundBook) -> None:
        for button, tip in ((self.new_button, "Insert"), (self.paste_button, PASTE_TIP)):
            button.setEnabled(book.closed is None)
            button.setToolTip(tip if book.closed is None else str(book.closed))

    def _show_empty(self, book: RoundBook) -> None:
        if self.state.key != ALL:
            self.empty.show_state("没有这样的记分。", icon="clipboard-check-outline")
            return
        self.empty.show_state(
            "这个考核期还没有记分。",
            icon="clipboard-edit-outline",
            note="逐笔记下扣分和加分，也可以到“按单位”“按项目”“总表”里直接填数。",
            buttons=(("记一笔…", self._on_new_requested), ("粘贴记分…", self._on_list_requested))
            if book.closed is None
            else (),
        )

    @override
    def set_filter(self, text: str) -> None:
        self.model.set_filter(text)

    def show_entry(self, entry_id: int) -> bool:
        """Put the cursor on an entry."""
        if self.model.row(entry_id) is None and self.state.key != ALL:
            self.state.set_key(ALL)
            if self.book is not None:
                self.show_book(self.book)
        return self.table.select_id(entry_id)

    @override
    def take_keys(self) -> None:
        self.table.setFocus()

    def current(self) -> EntryRow | None:
        """The entry under the cursor."""
        found = self.table.current_id()
        row = self.model.row(found) if found is not None else None
        return row if isinstance(row, EntryRow) else None

    # ---- steps ------------------------------------------------------------------------------------------------

    def _open(self) -> bool:
        if self.book is None:
            return False
        if self.book.closed is not None:
            messages.refuse(self, self.book.closed)
            return False
        return True

    def _on_edit_requested(self, row_id: object, key: str, value: object) -> None:
        if key == "day" and isinstance(value, str):
            messages.refuse(self, Refusal(f"“{value}”不是日期。", "请写如 2026-05-31。"))
        elif self._open():
            row = self.model.row(row_id)
            slot = self._slot(row) if row is not None and key == "amount" else None
            value = slot.as_typed(str(value)) if slot is not None else value
            self.do("修改记分", actions.update_entries, changes={row_id: {key: value}})

    def _on_delete_requested(self, ids: tuple[int, ...]) -> None:
        if ids and self._open():
            self.do("删除记分", actions.delete_entries, said=f"已删除 {len(ids)} 笔记分。", entry_ids=ids)

    def _on_delete_selected(self) -> None:
        self._on_delete_requested(self.table.selected_ids())

    def _on_clear_requested(self, clear: Fill) -> None:
        keys = [key for key in clear.keys if key in ("reason", "day")]
        if keys and self._open():
            empty = {key: None if key == "day" else "" for key in keys}
            self.do("清空", actions.update_entries, changes=dict.fromkeys(clear.row_ids, empty))

    def _on_new_requested(self, *_: object) -> None:
        row = self.current()
        self.entry_asked.emit(row.unit_id if row is not None else None, row.criterion_id if row is not None else None)

    def _on_list_requested(self, *_: object) -> None:
        self.list_asked.emit(clipboard.take())

    def _on_accept_requested(self) -> None:
        ids = self._undecided(accepted=True)
        if ids:
            self.do("采纳记分", actions.decide, said=f"已采纳 {len(ids)} 笔记分。", entry_ids=ids, accepted=True)

    def _on_refuse_requested(self) -> None:
        ids = self._undecided(accepted=False)
        if ids:
            title = f"不采纳 {len(ids)} 笔记分" if len(ids) > 1 else "不采纳这一笔"
            messages.ask_text(self, title, "原因", partial(self._refuse, ids), why_not=_why_no_reason)

    def _refuse(self, ids: tuple[int, ...], reason: str) -> None:
        said = f"{len(ids)} 笔记分不采纳：{reason}。"
        self.do("不采纳记分", actions.decide, said=said, entry_ids=ids, accepted=False, reason=reason)

    def _undecided(self, *, accepted: bool) -> tuple[int, ...]:
        """The selected entries that are not yet in that state."""
        wanted = EntryState.ACCEPTED if accepted else EntryState.REFUSED
        if not self._open():
            return ()
        rows = [self.model.row(one) for one in self.table.selected_ids()]
        return tuple(row.id for row in rows if row is not None and row.state is not wanted)

    def _on_source_requested(self) -> None:
        row = self.current()
        page = _PAGES.get(row.of_table) if row is not None else None
        if row is not None and page is not None and row.row_id is not None:
            self.page.go(page, row.row_id)
        else:
            messages.say(self, "这一笔是手工记的，没有来源记录。")

    # ---- slots ------------------------------------------------------------------------------------------------

    def _on_state_chosen(self, key: str) -> None:
        if self.book is not None:
            self.show_book(self.book)

    def _on_table_current_changed(self, row_id: object) -> None:
        row = self.current()
        self.entry_picked.emit(row)
        if row is not None:
            self.picked.emit(row.unit_id, row.criterion_id)

    def _on_table_activated(self, row_id: object) -> None:
        self._on_explain_requested()

    def _on_explain_requested(self) -> None:
        row = self.current()
        if row is not None:
            self.item_wanted.emit(row.unit_id, row.criterion_id)


class ProposalsTab(EntriesTab):
    """待确认: what the sources found; only what is accepted counts."""

    key: ClassVar[str] = "proposals"
    word: ClassVar[str] = "待确认"
    tooltip: ClassVar[str] = "从任务等记录里找出的扣分建议，采纳后才计分"
    states: ClassVar[tuple[tuple[str, str], ...]] = ((EntryState.PROPOSED.value, "待确认"),)

    @override
    def _buttons(self) -> list[Any]:
        self.propose_button = self.button(
            "找建议", "lightbulb-on-outline", self._on_propose_requested, "在任务、指标等记录里找应当记分的事"
        )
        self.accept_button = self.button("采纳", "check", self._on_accept_requested, "采纳选中的（Ctrl+回车）")
        self.refuse_button = self.button("不采纳…", "close", self._on_refuse_requested, "要写原因")
        self.page.add_action(
            "appraisal.accept", "采纳选中的建议", "Ctrl+Return", self._on_accept_requested, widget=self
        )
        return [self.propose_button, self.accept_button, self.refuse_button]

    @override
    def _wanted(self, row: EntryRow) -> bool:
        return row.state is EntryState.PROPOSED

    @override
    def badge(self, book: RoundBook) -> int:
        return book.row.proposed

    @override
    def _allow(self, book: RoundBook) -> None:
        for button in (self.propose_button, self.accept_button, self.refuse_button):
            button.setEnabled(book.closed is None)
        has = any(self._wanted(row) for row in book.entries)
        for button in (self.accept_button, self.refuse_button):
            button.setVisible(has)

    @override
    def _show_empty(self, book: RoundBook) -> None:
        self.empty.show_state(
            "没有待确认的建议。",
            icon="lightbulb-on-outline",
            note=self._places(book),
            buttons=(("找建议", self._on_propose_requested),) if book.closed is None else (),
        )

    def _places(self, book: RoundBook) -> str:
        """Which sources there are, and the items that take what they find."""
        found = self.page.store.read(queries.source_places, round_id=book.row.id)
        taken = [f"{one.id}（{'指定' if one.tied else ''}记入“{one.item}”）" for one in found if one.item]
        idle = [one.id for one in found if not one.item]
        words = ["程序可以在任务和指标里找出应当记分的事，采纳以后才计分。"]
        words += [f"会找：{'、'.join(taken)}。"] if taken else []
        words += (
            [f"没有项目说到、不会找：{'、'.join(idle)}。可以在“办法”的“记分来源”里指定记入哪一项。"] if idle else []
        )
        return "\n".join(words)

    def _on_propose_requested(self) -> None:
        if self.book is None or not self._open():
            return
        done = self.do("找记分建议", actions.propose, round_id=self.book.row.id, today=self.page.context.today)
        if done is not None:
            found = int(done.value)
            words = f"找到 {found} 条新的建议，逐条确认后才计分。" if found else "没有找到新的建议。"
            messages.say(self, words, kind="ok", undo=bool(found))


def _why_no_reason(text: str) -> Refusal | None:
    return None if text.strip() else Refusal("请写明原因。", "原因会留在记录里。")
