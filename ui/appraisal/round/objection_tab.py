"""异议: what units object to while a result is posted, and the answers."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date
from functools import partial
from typing import ClassVar

from PySide6.QtGui import QTextCursor
from PySide6.QtWidgets import QLineEdit, QPlainTextEdit, QRadioButton, QStackedWidget, QVBoxLayout, QWidget
from typing_extensions import override

from models.appraisal import actions
from models.appraisal.rows import ObjectionRow
from models.appraisal.terms import Outcome, RoundState
from models.errors import Refusal
from ui import messages
from ui.appraisal.round.book import RoundBook
from ui.appraisal.round.tab import RoundTab
from ui.page import Page
from ui.style import Tone, px
from ui.tables.cells import Column
from ui.tables.editors import parse_day
from ui.tables.rows import RowsModel
from ui.tables.view import TableView
from ui.widgets.empty import EmptyState
from ui.widgets.form import FormDialog
from ui.widgets.quiet import Combo

_TONES = {Outcome.OPEN: Tone.NEAR, Outcome.UPHELD: Tone.OK, Outcome.DISMISSED: Tone.REMINDER}


def _day(value: date | None) -> str:
    return value.isoformat() if value is not None else ""


COLUMNS = (
    Column("unit", "单位", lambda row: row.unit, width=120),
    Column("text", "异议内容", lambda row: row.text, width=220, lines=2, stretch=True),
    Column("entry", "针对记分", lambda row: row.entry, width=140, lines=2, muted=True),
    Column("made_on", "提出日期", lambda row: _day(row.made_on), width=92),
    Column("answer", "答复", lambda row: row.answer, width=180, lines=2),
    Column("outcome", "结果", lambda row: row.outcome.label, width=86, tone=lambda row: _TONES[row.outcome]),
)


@dataclass(frozen=True, slots=True)
class ObjectionValue:
    """What the form of an objection was filled with."""

    unit_id: int
    entry_id: int | None
    text: str
    made_on: date | None


class ObjectionForm(FormDialog):
    """异议 of a unit, against one of its entries or the whole result."""

    def __init__(self, page: Page, book: RoundBook, unit_id: int | None, criterion_id: int | None) -> None:
        super().__init__("登记异议", page.window(), accept_text="登记")
        self._book = book
        self.unit = Combo(self)
        for one in book.roster:
            if one.is_checked:
                self.unit.addItem(one.name, one.unit_id)
        self.entry = Combo(self)
        self.text = QPlainTextEdit(self)
        self.text.setTabChangesFocus(True)
        self.text.setFixedHeight(px(80))
        self.day = QLineEdit(page.context.today.isoformat(), self)
        for label, widget in (("单位", self.unit), ("针对", self.entry), ("内容", self.text), ("提出日期", self.day)):
            self.add(label, widget)
        at = self.unit.findData(unit_id)
        self.unit.setCurrentIndex(max(0, at))
        self._on_unit_changed()
        if unit_id is not None and criterion_id is not None and criterion_id in book.by_id:
            own = book.entries_of(unit_id, criterion_id)
            self.entry.setCurrentIndex(max(0, self.entry.findData(own[0].id)) if own else 0)
            if not own:
                self.text.setPlainText(f"{book.by_id[criterion_id].name}：")
                self.text.moveCursor(QTextCursor.MoveOperation.End)
        self.unit.currentIndexChanged.connect(self._on_unit_changed)
        self.text.setFocus()

    def _on_unit_changed(self, *_: object) -> None:
        self.entry.clear()
        self.entry.addItem("总的结果", None)
        for one in self._book.entries:
            if one.unit_id == self.unit.currentData():
                self.entry.addItem(f"{one.criterion}：{one.reason or '记分'}", one.id)

    @override
    def why_not(self) -> Refusal | None:
        if self.unit.currentData() is None:
            return Refusal("没有参加考核的单位。")
        if not self.text.toPlainText().strip():
            return Refusal("请写明异议内容。")
        if self.day.text().strip() and isinstance(parse_day(self.day.text()), str):
            return Refusal(f"“{self.day.text()}”不是日期。", "请写如 2026-05-31。")
        return None

    @override
    def value(self) -> ObjectionValue:
        found = parse_day(self.day.text()) if self.day.text().strip() else None
        return ObjectionValue(
            self.unit.currentData(),
            self.entry.currentData(),
            self.text.toPlainText().strip(),
            found if isinstance(found, date) else None,
        )


class AnswerForm(FormDialog):
    """答复 of an objection: upheld or not; the result itself is put right by 撤回 and a new version."""

    def __init__(self, page: Page, row: ObjectionRow) -> None:
        super().__init__(f"答复“{row.unit}”的异议", page.window(), accept_text="答复")
        self.upheld = QRadioButton("采纳", self)
        self.dismissed = QRadioButton("不采纳", self)
        (self.upheld if row.outcome is Outcome.UPHELD else self.dismissed).setChecked(row.outcome is not Outcome.OPEN)
        box = QWidget(self)
        column = QVBoxLayout(box)
        column.setContentsMargins(0, px(4), 0, 0)
        column.addWidget(self.upheld)
        column.addWidget(self.dismissed)
        box.setFocusProxy(self.upheld)
        self.answer = QPlainTextEdit(row.answer, self)
        self.answer.setTabChangesFocus(True)
        self.answer.setFixedHeight(px(80))
        self.add("结果", box, "采纳以后，撤回公示，在新版里更正记分，再重新公示。")
        self.add("答复", self.answer)

    @override
    def why_not(self) -> Refusal | None:
        if not self.upheld.isChecked() and not self.dismissed.isChecked():
            return Refusal("请选采纳还是不采纳。")
        return None if self.answer.toPlainText().strip() else Refusal("请写明答复。")

    @override
    def value(self) -> tuple[str, bool]:
        return self.answer.toPlainText().strip(), self.upheld.isChecked()


class ObjectionTab(RoundTab):
    """Enter answers the objection under the cursor."""

    key: ClassVar[str] = "objections"
    word: ClassVar[str] = "异议"
    tooltip: ClassVar[str] = "公示期间各单位提出的异议和答复"

    def __init__(self, page: Page) -> None:
        super().__init__(page)
        row = self.bar()
        self.words = self.caption()
        self.new_button = self.button("登记异议…", "plus", self.new)
        self.answer_button = self.button("答复…", "reply-outline", self._on_answer_requested, "回车")
        row.addWidget(self.words, 1)
        row.addWidget(self.new_button)
        row.addWidget(self.answer_button)
        self.model = RowsModel(COLUMNS)
        self.table = TableView(self.model, name="appraisal.objections", lines=2, whole_rows=True)
        self.table.setAccessibleName("异议")
        self.empty = EmptyState(self)
        self._stack = QStackedWidget(self)
        self._stack.addWidget(self.table)
        self._stack.addWidget(self.empty)
        self.box.addWidget(self._stack, 1)
        self.table.activated_id.connect(self._on_table_activated)
        self.table.insert_requested.connect(self.new)
        self.table.delete_requested.connect(self._on_delete_requested)
        self.table.current_changed.connect(self._on_table_current_changed)

    @override
    def badge(self, book: RoundBook) -> int:
        return book.row.objections

    def _why_not(self, book: RoundBook) -> Refusal | None:
        if book.row.state is RoundState.POSTED:
            return None
        if book.row.state is RoundState.TRIAL:
            return Refusal("还没有公示，没有异议可登记。", "试算核对以后，点上面的“公示”。")
        return Refusal(f"这个考核期已经{book.row.state.label}，不再登记异议。")

    @override
    def show_book(self, book: RoundBook) -> None:
        self.book = book
        self.model.set_rows(book.objections)
        why = self._why_not(book)
        for button in (self.new_button, self.answer_button):
            button.setEnabled(why is None)
            button.setToolTip("" if why is None else str(why))
        self.answer_button.setVisible(bool(book.objections))
        open_ones = sum(row.outcome is Outcome.OPEN for row in book.objections)
        self.words.setText(f"{len(book.objections)} 条，{open_ones} 条待答复" if book.objections else "")
        if book.objections:
            self._stack.setCurrentWidget(self.table)
            if self.table.current_id() is None:
                self.table.select_id(book.objections[0].id)
            return
        self.empty.show_state(
            "没有异议。" if why is None or book.row.state is not RoundState.TRIAL else "还没有公示。",
            icon="comment-check-outline",
            note="公示期间单位对得分有不同意见的，在这里登记和答复。",
            buttons=(("登记异议…", self.new),) if why is None else (),
        )
        self._stack.setCurrentWidget(self.empty)

    @override
    def set_filter(self, text: str) -> None:
        self.model.set_filter(text)

    @override
    def take_keys(self) -> None:
        self.table.setFocus()

    def new(self, *_: object, unit_id: int | None = None, criterion_id: int | None = None) -> None:
        """Ask for an objection; one about an item is about its entry, where there is one."""
        if self.book is None:
            return
        why = self._why_not(self.book)
        if why is not None:
            messages.refuse(self, why)
            return
        messages.open_form(self, ObjectionForm(self.page, self.book, unit_id, criterion_id), self._add)

    def _add(self, value: ObjectionValue) -> None:
        assert self.book is not None
        self.do(
            "登记异议",
            actions.add_objection,
            said=f"已登记“{self.book.name_of(value.unit_id)}”的异议。",
            round_id=self.book.row.id,
            unit_id=value.unit_id,
            entry_id=value.entry_id,
            text=value.text,
            made_on=value.made_on,
        )

    def _answer(self, objection_id: int, value: tuple[str, bool]) -> None:
        answer, upheld = value
        done = self.do(
            "答复异议",
            actions.answer_objection,
            objection_id=objection_id,
            answer=answer,
            upheld=upheld,
            on=self.page.context.today,
        )
        if done is not None:
            words = "已答复，异议采纳。撤回公示后在新版里更正记分。" if upheld else "已答复，异议不采纳。"
            messages.say(self, words, kind="ok", undo=True)

    def _on_delete_requested(self, ids: tuple[int, ...]) -> None:
        if ids and self.book is not None:
            why = self._why_not(self.book)
            if why is not None:
                messages.refuse(self, why)
            else:
                said = f"已删除 {len(ids)} 条异议。"
                self.do("删除异议", actions.delete_objections, said=said, objection_ids=ids)

    # ---- slots ------------------------------------------------------------------------------------------------

    def _on_answer_requested(self) -> None:
        self._on_table_activated(self.table.current_id())

    def _on_table_activated(self, row_id: object) -> None:
        row = self.model.row(row_id) if row_id is not None else None
        if row is None or self.book is None:
            return
        why = self._why_not(self.book)
        if why is not None:
            messages.refuse(self, why)
            return
        messages.open_form(self, AnswerForm(self.page, row), partial(self._answer, row.id))

    def _on_table_current_changed(self, row_id: object) -> None:
        row = self.model.row(row_id) if row_id is not None else None
        if row is not None:
            self.picked.emit(row.unit_id, None)
            self.explained.emit(row.unit_id, None)
