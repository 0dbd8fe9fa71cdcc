"""考核期: rounds on the left, the round in hand in the middle by one of its views, what explains it on the right."""

from __future__ import annotations

from functools import partial
from typing import ClassVar

from PySide6.QtWidgets import QAbstractButton, QFrame, QHBoxLayout, QStackedWidget, QVBoxLayout, QWidget
from typing_extensions import override

from models.appraisal import queries
from models.appraisal.rows import EntryRow, RoundRow
from models.appraisal.terms import RoundState
from models.errors import Condition, Refusal
from ui import messages
from ui.appraisal.base import AppraisalView
from ui.appraisal.round.book import RoundBook
from ui.appraisal.round.entries_tab import EntriesTab
from ui.appraisal.round.entry_panel import EntryPanel
from ui.appraisal.round.entry_steps import EntrySteps
from ui.appraisal.round.explain_panel import ExplainPanel
from ui.appraisal.round.nav import RoundNav, likely
from ui.appraisal.round.objection_tab import ObjectionTab
from ui.appraisal.round.rank_tab import RankTab
from ui.appraisal.round.step_bar import StepBar
from ui.appraisal.round.steps import RoundSteps
from ui.appraisal.round.tab import RoundTab
from ui.appraisal.round.tabs import PAPERS, TABS
from ui.page import Page
from ui.printing.wish import PrintWish
from ui.style import px
from ui.widgets.empty import EmptyState
from ui.widgets.segments import Segments


class RoundView(AppraisalView):
    """What the cursor is on (unit, item) goes along from one view of the round to the next."""

    key: ClassVar[str] = "round"
    word: ClassVar[str] = "考核期"
    tooltip: ClassVar[str] = "评分、公示、排名"
    areas: ClassVar[frozenset[str]] = frozenset(
        {
            "scheme",
            "scheme_band",
            "criterion",
            "appraisal_round",
            "round_unit",
            "round_part",
            "round_exemption",
            "entry",
            "objection",
            "attached_file",
        }
    )
    filter_hint: ClassVar[str] = "筛选单位、项目…"
    primary: ClassVar[tuple[str, str]] = ("新考核期", "plus")

    def __init__(self, page: Page) -> None:
        super().__init__(page)
        self.book: RoundBook | None = None
        self._unit: int | None = None
        self._item: int | None = None
        self._told: tuple[int, int | None] | None = None  # what the panel explains
        self.nav = RoundNav(page)
        self.steps = RoundSteps(page)
        self.entering = EntrySteps(page)
        self.step_bar = StepBar(self)
        self.tabs: dict[str, RoundTab] = {kind.key: kind(page) for kind in TABS}
        self.explain = ExplainPanel(page)
        self.entry = EntryPanel(page)
        self.tree = self.nav
        self.panel = self._panels = QStackedWidget(page)
        self._build()
        self._wire()

    def _build(self) -> None:
        self.switch = Segments([(kind.key, kind.word) for kind in TABS], self)
        for button, kind in zip(self._tab_buttons(), TABS, strict=True):
            button.setToolTip(kind.tooltip)
        head = QFrame(self)
        row = QHBoxLayout(head)
        row.setContentsMargins(px(16), px(2), px(16), px(2))
        row.addWidget(self.switch)
        row.addStretch(1)
        self._bodies = QStackedWidget(self)
        for tab in self.tabs.values():
            self._bodies.addWidget(tab)
        whole = QWidget(self)
        column = QVBoxLayout(whole)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(0)
        column.addWidget(self.step_bar)
        column.addWidget(head)
        column.addWidget(self._bodies, 1)
        self.empty = EmptyState(self)
        self._stack = QStackedWidget(self)
        self._stack.addWidget(whole)
        self._stack.addWidget(self.empty)
        self.box.addWidget(self._stack)
        for panel in (self.explain, self.entry):
            self._panels.addWidget(panel)
        add = partial(self.page.add_action, widget=self.nav)
        self.nav.set_menu(
            [
                add("appraisal.round_edit", "名称和日期…", "F2", self._on_edit_requested),
                add("appraisal.round_delete", "删除考核期…", "", self._on_delete_requested),
            ]
        )
        for number, kind in enumerate(TABS, 1):
            self.page.add_action(
                f"appraisal.tab.{kind.key}",
                f"考核期：{kind.word}",
                f"Ctrl+Alt+{number}",
                partial(self.show_tab, kind.key),
                widget=self,
            )

    def _wire(self) -> None:
        self.nav.current_changed.connect(self._on_nav_current_changed)
        self.nav.activated_id.connect(self._on_nav_activated)
        self.nav.delete_requested.connect(self._on_nav_delete_requested)
        self.nav.insert_requested.connect(self._on_nav_insert_requested)
        self.steps.made.connect(self.show_round)
        self.entering.turned.connect(self._on_entering_turned)
        self.switch.chosen.connect(self.show_tab)
        self.step_bar.on_requested.connect(self._on_step_on_requested)
        self.step_bar.withdraw_requested.connect(self._on_withdraw_requested)
        self.step_bar.what_if_requested.connect(self._on_what_if_requested)
        for tab in self.tabs.values():
            tab.explained.connect(self.explain_figure)
            tab.picked.connect(self._on_tab_picked)
            tab.entry_wanted.connect(self.show_entry)
            tab.sheet_wanted.connect(self._on_sheet_wanted)
            self.entering.serve(tab)
            tab.entry_picked.connect(self._on_entry_picked)
            tab.item_wanted.connect(self._on_item_wanted)
            tab.card_wanted.connect(self._on_card_wanted)
        self.explain.entry_wanted.connect(self.show_entry)
        self.explain.item_wanted.connect(self._on_explain_item_wanted)
        self.explain.new_wanted.connect(self._on_explain_new_wanted)
        self.explain.exempt_wanted.connect(self._on_explain_exempt_wanted)
        self.explain.objection_wanted.connect(self._on_explain_objection_wanted)

    # ---- showing ----------------------------------------------------------------------------------------------

    @property
    def tab(self) -> RoundTab:
        """The view of the round that is shown."""
        found = self._bodies.currentWidget()
        assert isinstance(found, RoundTab)
        return found

    @override
    def reload(self) -> None:
        rows = self.store.read(queries.rounds, campaign_id=self.campaign_id)
        kept = self.book.row.id if self.book is not None else None
        self.book = None
        self.nav.show_rounds(rows)
        row = next((one for one in rows if one.id == kept), None) or (likely(rows) if rows else None)
        if row is None:
            self._show_none()
            return
        self._stack.setCurrentIndex(0)
        if self.nav.current_id() != row.id:
            self.nav.select_id(row.id)
        self._show(row)

    def _show_none(self) -> None:
        self.explain.clear("有了考核期，点任何一个分数，在这里看它是怎么来的。")
        self.entry.show_entry(None, None)
        self.steps.show_none(self.empty, self._on_scheme_requested)
        self._stack.setCurrentWidget(self.empty)

    def _show(self, row: RoundRow) -> None:
        self.book = RoundBook(self.store, row)
        self.entering.book = self.book
        if self._unit not in self.book.members:
            self._unit = None
        if self._item not in self.book.by_id:
            self._item = None
        self.step_bar.show_round(row)
        for button, kind in zip(self._tab_buttons(), TABS, strict=True):
            number = self.tabs[kind.key].badge(self.book)
            button.setText(f"{kind.word} {number}" if number else kind.word)
        self._show_tab()
        self.counted.emit()

    def _show_tab(self) -> None:
        tab = self.tab
        self._panels.setCurrentWidget(self.entry if tab.panel_key == "entry" else self.explain)
        if self.book is not None:
            unit, item = self._unit, self._item
            tab.show_book(self.book)
            tab.select(unit, item)
            if tab.panel_key == "explain":
                told = self._told
                if tab.is_of_units and self._unit is not None:
                    self.explain_figure(self._unit, None)
                elif told is not None:
                    self.explain_figure(told[0], None if tab.is_of_units else told[1])

    def _tab_buttons(self) -> list[QAbstractButton]:
        return self.switch.findChildren(QAbstractButton)

    def show_tab(self, key: str) -> None:
        """Another view of the round."""
        self.switch.set_key(key)
        self._bodies.setCurrentWidget(self.tabs[key])
        self._show_tab()
        self.take_keys()

    def show_round(self, round_id: object) -> None:
        """Another round."""
        if self.nav.current_id() == round_id and self.book is not None and self.book.row.id == round_id:
            return
        self.nav.select_id(round_id)

    @override
    def count_words(self) -> str:
        if self.book is None:
            return ""
        checked = sum(one.is_checked for one in self.book.roster)
        return f"{checked} 个单位，{self.book.row.entries} 笔记分"

    @override
    def set_filter(self, text: str) -> None:
        for tab in self.tabs.values():
            tab.set_filter(text)

    @override
    def add_new(self) -> None:
        self.steps.new()

    @override
    def why_not_new(self) -> Refusal | None:
        return self.steps.why_not_new()

    @override
    def take_keys(self) -> None:
        if self.book is not None:
            self.tab.take_keys()

    @override
    def goto(self, record_id: int | None, payload: object = None) -> bool:
        """A round by its id; the payload may name one of its views, or a unit."""
        rows = self.store.read(queries.rounds, campaign_id=self.campaign_id)
        if record_id not in {row.id for row in rows}:
            return self._goto_entry(record_id)
        self.nav.select_id(record_id)
        if isinstance(payload, str) and payload in self.tabs:
            self.show_tab(payload)
        return True

    def _goto_entry(self, record_id: int | None) -> bool:
        rows = self.store.read(queries.rounds, campaign_id=self.campaign_id)
        for row in reversed(rows):
            if any(one.id == record_id for one in self.store.read(queries.entries, round_id=row.id)):
                self.nav.select_id(row.id)
                self.show_entry(record_id)
                return True
        return False

    @override
    def print_payload(self) -> object | None:
        if self.book is None:
            return None
        settings: dict[str, object] = {"round": str(self.book.row.id)}
        key = PAPERS.get(self.tab.key, "scoresheet")
        if key != "ranking" and self.tab.key != "item" and self._unit is not None:
            settings["unit_ids"] = [self._unit]
        return PrintWish(key, settings)

    # ---- explanation ------------------------------------------------------------------------------------------

    def explain_figure(self, unit_id: int | None, criterion_id: int | None) -> None:
        """Show beside it how a figure came about."""
        book = self.book
        if book is None or unit_id is None:
            return
        self._told = (unit_id, criterion_id)
        try:
            figure = {"unit_id": unit_id, "criterion_id": criterion_id, "supposed": self.tab.supposed}
            found = self.store.read(queries.explain, round_id=book.row.id, **figure)
        except Condition as condition:
            self.explain.clear(f"{book.name_of(unit_id)}：{condition}")
            return
        title = ("假设：" if self.tab.supposed is not None else "") + book.name_of(unit_id)
        item = book.by_id.get(criterion_id) if criterion_id is not None else None
        if item is not None:
            title = f"{title}　{item.no} {item.name}"
        self.explain.show_figure(found, title)
        leaf = item is not None and not item.children
        exempted = item is not None and book.exemption(unit_id, item.id) is not None
        self.explain.allow(
            entry=book.closed is None and not exempted,
            exempt="" if book.closed is not None or not leaf else "改为适用" if exempted else "不适用…",
            objection=book.row.state is RoundState.POSTED,
        )

    def show_entry(self, entry_id: object) -> None:
        """An entry among the others, with its evidence."""
        tab = self.tabs["entries"]
        assert isinstance(tab, EntriesTab)
        self.show_tab("entries")
        if not tab.show_entry(entry_id):  # type: ignore[arg-type]
            messages.say(self, "这一笔已经不在了。")

    # ---- slots ------------------------------------------------------------------------------------------------

    def _on_nav_current_changed(self, round_id: object) -> None:
        if round_id is None or (self.book is not None and self.book.row.id == round_id):
            return
        row = self.store.read(queries.round_row, round_id=round_id)
        if row is not None:
            self._told = None
            self.explain.clear()
            self._show(row)

    def _on_nav_activated(self, round_id: object) -> None:
        self.take_keys()

    def _on_nav_insert_requested(self, round_id: object) -> None:
        self.steps.new()

    def _on_nav_delete_requested(self, ids: object) -> None:
        self._on_delete_requested()

    def _on_edit_requested(self) -> None:
        if self.book is not None:
            self.steps.edit(self.book.row)

    def _on_delete_requested(self) -> None:
        if self.book is not None:
            self.steps.delete(self.book.row)

    def _on_step_on_requested(self) -> None:
        if self.book is not None:
            self.steps.go_on(self.book)

    def _on_withdraw_requested(self) -> None:
        if self.book is not None:
            self.steps.withdraw(self.book.row)

    def _on_what_if_requested(self) -> None:
        tab = self.tabs["rank"]
        assert isinstance(tab, RankTab)
        self.show_tab("rank")
        tab.suppose(self._unit, self._item)

    def _on_tab_picked(self, unit_id: int | None, criterion_id: int | None) -> None:
        self._unit = unit_id if unit_id is not None else self._unit
        self._item = criterion_id if criterion_id is not None else self._item

    def _on_entering_turned(self, unit_id: int, criterion_id: int) -> None:
        self._unit, self._item, self._told = unit_id, criterion_id, (unit_id, criterion_id)

    def _on_entry_picked(self, row: EntryRow | None) -> None:
        if self.sender() is self.tab:
            self.entry.show_entry(row, self.book)

    def _on_sheet_wanted(self, unit_id: int | None) -> None:
        self._unit = unit_id if unit_id is not None else self._unit
        self.show_tab("unit")

    def _on_item_wanted(self, unit_id: int, criterion_id: int) -> None:
        self._unit, self._item = unit_id, criterion_id
        self.show_tab("unit")
        self.explain_figure(unit_id, criterion_id)

    def _on_card_wanted(self, unit_id: int) -> None:
        self._unit = unit_id
        self.show_tab("card")

    def _on_explain_item_wanted(self, criterion_id: int) -> None:
        if self._told is not None:
            self._on_item_wanted(self._told[0], criterion_id)

    def _on_explain_new_wanted(self) -> None:
        if self._told is not None:
            unit, item = self._told
            leaf = item if item is not None and self.book is not None and not self.book.by_id[item].children else None
            self.entering.ask_entry(unit, leaf)

    def _on_explain_exempt_wanted(self) -> None:
        if self._told is not None:
            self.entering.ask_exempt(*self._told)

    def _on_explain_objection_wanted(self) -> None:
        tab = self.tabs["objections"]
        assert isinstance(tab, ObjectionTab)
        if self._told is not None:
            self.show_tab("objections")
            tab.new(unit_id=self._told[0], criterion_id=self._told[1])

    def _on_scheme_requested(self) -> None:
        self.page.goto(None, "scheme")
