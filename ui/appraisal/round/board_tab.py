"""名单: the frozen roster by group with score, rank, grade and deductions; who was not checked."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from fractions import Fraction
from functools import partial
from typing import ClassVar

from typing_extensions import override

from models.appraisal import actions
from models.appraisal.rules.figures import short
from ui import messages
from ui.appraisal.round.book import NONE, RoundBook
from ui.appraisal.round.part_form import PartsForm
from ui.appraisal.round.tab import RoundTab
from ui.page import Page
from ui.style import Tone
from ui.tables.cells import Column
from ui.tables.tree import TreeRowsModel
from ui.tables.view import TableView


@dataclass(frozen=True, slots=True)
class BoardRow:
    """A group, or a unit of it."""

    id: int
    parent_id: int | None
    name: str
    score: Fraction | None = None
    score_words: str = ""
    rank: int | None = None
    change: str = ""
    grade: str = ""
    entries: int = 0
    lost: Fraction = Fraction(0)
    is_checked: bool = True
    vetoes: str = ""

    @property
    def is_group(self) -> bool:
        return self.parent_id is None


def change_words(now: int | None, before: int | None) -> str:
    """↑2, ↓1, — or 新 against the round before."""
    if now is None:
        return ""
    if before is None:
        return "新"
    return "—" if now == before else f"{'↑' if now < before else '↓'}{abs(before - now)}"


def _state(row: BoardRow) -> str:
    if row.is_group:
        return ""
    return row.vetoes or ("" if row.is_checked else "本期未考核")


COLUMNS = (
    Column("name", "单位", lambda row: row.name, width=200, strong=lambda row: row.is_group, stretch=True),
    Column(
        "score",
        "得分",
        lambda row: row.score_words,
        width=84,
        align="right",
        sort=lambda row: row.score,
        strong=lambda row: not row.is_group,
    ),
    Column(
        "rank",
        "名次",
        lambda row: "" if row.is_group else NONE if row.rank is None else str(row.rank),
        width=60,
        align="right",
        sort=lambda row: row.rank,
    ),
    Column("change", "比上期", lambda row: row.change, width=66, align="right", muted=True),
    Column("grade", "等次", lambda row: row.grade, width=76),
    Column(
        "entries",
        "记分",
        lambda row: str(row.entries) if row.entries else "",
        width=60,
        align="right",
        sort=lambda row: row.entries,
    ),
    Column(
        "lost",
        "应扣",
        lambda row: short(row.lost) if row.lost else "",
        width=66,
        align="right",
        sort=lambda row: row.lost,
        tooltip=lambda row: "各笔扣分之和，封顶以前",
    ),
    Column(
        "state",
        "说明",
        _state,
        width=120,
        tone=lambda row: Tone.OVERDUE if row.vetoes else Tone.REMINDER if not row.is_checked else None,
    ),
)


class BoardTab(RoundTab):
    """Space takes a unit out of the round or in again; Enter opens its score sheet."""

    key: ClassVar[str] = "board"
    word: ClassVar[str] = "名单"
    tooltip: ClassVar[str] = "参加考核的单位、得分、名次和等次"
    is_of_units: ClassVar[bool] = True

    def __init__(self, page: Page) -> None:
        super().__init__(page)
        row = self.bar()
        self.words = self.caption()
        row.addWidget(self.words, 1)
        self.out_button = self.button("不参加考核", "account-off-outline", self.toggle_checked)
        self.parts_button = self.button(
            "分次考核…", "calendar-multiple", self._on_parts_requested, "一个部分分几次检查，取平均"
        )
        row.addWidget(self.out_button)
        row.addWidget(self.parts_button)
        self.model = TreeRowsModel(COLUMNS, group=lambda row: row.is_group)
        self.table = TableView(self.model, name="appraisal.board", whole_rows=True)
        self.table.setAccessibleName("考核名单")
        self.box.addWidget(self.table, 1)
        add = partial(page.add_action, widget=self.table)
        toggle = add("appraisal.checked", "参加或不参加考核", "Space", self.toggle_checked)
        sheet = add("appraisal.open_sheet", "按单位评分（回车）", "", self._on_open_requested)
        self.table.set_menu([sheet, toggle])
        self.table.current_changed.connect(self._on_table_current_changed)
        self.table.activated_id.connect(self._on_table_activated)

    @override
    def show_book(self, book: RoundBook) -> None:
        self.book = book
        rows: list[BoardRow] = []
        for group_id in dict.fromkeys(one.group_id for one in book.roster):
            own = [one for one in book.roster if one.group_id == group_id]
            checked = sum(one.is_checked for one in own)
            title = (
                f"{own[0].group}（{checked} 个单位）"
                if checked == len(own)
                else (f"{own[0].group}（{checked} 个单位参加，{len(own) - checked} 个不参加）")
            )
            rows.append(BoardRow(group_id, None, title))
            place = {one.unit_id: at for at, one in enumerate(own)}
            rows += [
                self._row(book, one.unit_id)
                for one in sorted(own, key=lambda one: (*self._order(book, one.unit_id), place[one.unit_id]))
            ]
        self.model.set_rows(rows)
        ranks = "" if book.scheme.shows_ranks else "名次仅供内部参考，不对外公布。"
        self.words.setText(f"{book.row.scheme}　满分 {short(book.scheme.row.full)}　{ranks}")
        self._allow()
        if self.table.current_id() is None and len(rows) > 1:
            self.table.select_id(rows[1].id)

    @staticmethod
    def _order(book: RoundBook, unit_id: int) -> tuple[bool, int]:
        found = book.results.get(unit_id)
        return (found is None or found.rank is None, (found.rank or 0) if found is not None else 0)

    @staticmethod
    def _row(book: RoundBook, unit_id: int) -> BoardRow:
        member, found = book.members[unit_id], book.results.get(unit_id)
        rank = found.rank if found is not None else None
        vetoes = "、".join(words for _, words in found.total.vetoes) if found is not None else ""
        return BoardRow(
            unit_id,
            member.group_id,
            member.name,
            found.score if found is not None else None,
            book.score_words(found.score if found is not None else None),
            rank,
            change_words(rank, found.before if found is not None else None),
            found.total.grade if found is not None else "",
            book.entries_of_unit(unit_id),
            book.lost_of(unit_id),
            member.is_checked,
            vetoes,
        )

    @override
    def set_filter(self, text: str) -> None:
        self.model.set_filter(text)

    @override
    def select(self, unit_id: int | None, criterion_id: int | None) -> None:
        if unit_id is not None:
            self.table.select_id(unit_id)

    @override
    def take_keys(self) -> None:
        self.table.setFocus()

    # ---- what can be done -------------------------------------------------------------------------------------

    def _units(self) -> list[int]:
        assert self.book is not None
        chosen: Sequence[int] = self.table.selected_ids() or [i for i in (self.table.current_id(),) if i is not None]
        return [one for one in chosen if one in self.book.members]

    def _allow(self) -> None:
        assert self.book is not None
        units = self._units()
        out = bool(units) and not any(self.book.members[one].is_checked for one in units)
        self.out_button.setText("参加考核" if out else "不参加考核")
        closed = self.book.closed
        for button in (self.out_button, self.parts_button):
            button.setEnabled(closed is None)
            button.setToolTip("" if closed is None else str(closed))
        if closed is None:
            self.out_button.setToolTip("没有检查到的单位不计分、不排名，也不按 0 分或满分算（空格）")
            self.out_button.setEnabled(bool(units))

    def toggle_checked(self) -> None:
        """Take the selected units out of the round, or in again."""
        units = self._units()
        if self.book is None or not units:
            return
        if self.book.closed is not None:
            messages.refuse(self, self.book.closed)
            return
        checked = not any(self.book.members[one].is_checked for one in units)
        names = "、".join(self.book.name_of(one) for one in units[:3]) + (
            f"等 {len(units)} 个单位" if units[3:] else ""
        )
        word = "参加考核" if checked else "不参加考核"
        self.do(
            f"{names}{word}",
            actions.set_checked,
            said=f"{names}本期{word}。" if checked else f"{names}本期不参加考核，不计分、不排名。",
            round_id=self.book.row.id,
            unit_ids=units,
            is_checked=checked,
        )

    def _on_parts_requested(self) -> None:
        if self.book is not None:
            messages.open_form(self, PartsForm(self.page, self.book))

    def _on_open_requested(self) -> None:
        self._on_table_activated(self.table.current_id())

    # ---- slots ------------------------------------------------------------------------------------------------

    def _on_table_current_changed(self, row_id: object) -> None:
        if self.book is None:
            return
        self._allow()
        if row_id in self.book.members:
            self.picked.emit(row_id, None)
            self.explained.emit(row_id, None)

    def _on_table_activated(self, row_id: object) -> None:
        if self.book is not None and row_id in self.book.members:
            self.sheet_wanted.emit(row_id)
