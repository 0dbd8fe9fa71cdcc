"""假设: an entry or a rule changed in thought; the ranks move, nothing is saved."""

from __future__ import annotations

from dataclasses import dataclass
from functools import partial

from PySide6.QtCore import Qt, Signal
from PySide6.QtWidgets import QFrame, QHBoxLayout, QLabel, QLineEdit, QPushButton, QVBoxLayout, QWidget

from models.appraisal import queries
from models.appraisal.queries import Supposed
from models.appraisal.rows import CriterionRow, RoundResult
from models.appraisal.rules.amounts import exact_amount
from models.appraisal.rules.kinds import Rule
from models.appraisal.rules.parsing import read_rule
from models.errors import Condition
from ui.appraisal.round.book import RoundBook
from ui.icons import icon
from ui.page import Page
from ui.style import px
from ui.widgets.quiet import Combo
from ui.widgets.segments import Segments

ENTRY, RULE = "entry", "rule"


@dataclass(frozen=True, slots=True)
class Supposition:
    """One change in thought, in words; an amount for a unit's item, or another rule of an item."""

    words: str
    criterion_id: int
    unit_id: int | None = None
    supposed: Supposed | None = None
    rule: Rule | None = None


class WhatIfBar(QFrame):
    """`changed(result or None)`: the result as supposed, None when nothing is supposed; `closed` ends it."""

    changed = Signal(object)
    closed = Signal()

    def __init__(self, page: Page) -> None:
        super().__init__(page)
        self._page = page
        self._book: RoundBook | None = None
        self.suppositions: list[Supposition] = []
        self.setObjectName("whatIf")
        self.setProperty("notice", True)
        self.kind = Segments(((ENTRY, "改数"), (RULE, "改规则")), self)
        self.unit, self.item, self.text = Combo(self), Combo(self), QLineEdit(self)
        self.unit.setAccessibleName("单位")
        self.item.setAccessibleName("项目")
        self.unit.setMaximumWidth(px(150))
        self.item.setMaximumWidth(px(190))
        self.text.setAccessibleName("假设的数或规则")
        self.add_button = QPushButton("看结果", self)
        self.add_button.setProperty("primary", True)
        self.close_button = QPushButton("结束假设", self)
        self.close_button.setProperty("quiet", True)
        self.words = QLabel(self)
        self.words.setProperty("caption", True)
        self.words.setWordWrap(True)
        title = QLabel("假设，什么也不保存", self)
        title.setProperty("tone", "near")
        first = QHBoxLayout()
        first.setSpacing(px(8))
        for widget in (title, self.kind, self.unit, self.item):
            first.addWidget(widget)
        first.addStretch(1)
        first.addWidget(self.close_button)
        self.label = QLabel(self)  # what is typed: 次数（处）, 规则
        self.label.setProperty("muted", True)
        self.label.setBuddy(self.text)
        second = QHBoxLayout()
        second.setSpacing(px(8))
        second.addWidget(self.label)
        second.addWidget(self.text, 1)
        second.addWidget(self.add_button)
        self._lines = QVBoxLayout()
        self._lines.setSpacing(0)
        layout = QVBoxLayout(self)
        layout.setContentsMargins(px(16), px(6), px(16), px(6))
        layout.setSpacing(px(4))
        layout.addLayout(first)
        layout.addLayout(second)
        layout.addWidget(self.words)
        layout.addLayout(self._lines)
        self._shown: list[QWidget] = []
        self.kind.chosen.connect(self._on_subject_changed)
        self.unit.activated.connect(self._on_subject_changed)
        self.item.activated.connect(self._on_subject_changed)
        self.add_button.clicked.connect(self.suppose)
        self.text.returnPressed.connect(self.suppose)
        self.close_button.clicked.connect(self._on_close_clicked)

    def show_book(self, book: RoundBook) -> None:
        """The round in hand; another one forgets what was supposed."""
        if self._book is not None and self._book.row.id != book.row.id:
            self.suppositions = []
        self._book = book
        unit, item = self.unit.currentData(), self.item.currentData()
        self.unit.clear()
        for one in book.roster:
            if one.is_checked:
                self.unit.addItem(one.name, one.unit_id)
        self.item.clear()
        for row in book.items:
            self.item.addItem(f"{row.no} {row.name}".strip(), row.id)
        self.take(unit, item)
        self._tell()

    def take(self, unit_id: int | None, criterion_id: int | None) -> None:
        """What is likely to be changed."""
        self.unit.setCurrentIndex(max(0, self.unit.findData(unit_id)))
        self.item.setCurrentIndex(max(0, self.item.findData(criterion_id)))
        self._on_subject_changed()

    # ---- supposing --------------------------------------------------------------------------------------------

    def _criterion(self) -> CriterionRow | None:
        return self._book.by_id.get(self.item.currentData()) if self._book is not None else None

    def suppose(self) -> None:
        """Take what was typed as one more supposition."""
        item, book, text = self._criterion(), self._book, self.text.text().strip()
        if item is None or book is None or not text:
            self.text.setFocus()
            return
        try:
            made = self._rule(item, text) if self.kind.key == RULE else self._amount(book, item, text)
        except Condition as condition:
            self.words.setText(str(condition))
            return
        if made is not None:
            same = [o for o in self.suppositions if (o.unit_id, o.criterion_id) != (made.unit_id, made.criterion_id)]
            self.suppositions = [*same, made]
            self._tell()

    def _rule(self, item: CriterionRow, text: str) -> Supposition | None:
        found = read_rule(text, item.points)
        if found.rule is None or found.rest:
            self.words.setText(f"没有读懂：{found.rest or text}。请写成办法里的说法，如“每发现1处扣2分，最多扣10分”。")
            return None
        return Supposition(f"“{item.name}”改为：{text}", item.id, rule=found.rule)

    def _amount(self, book: RoundBook, item: CriterionRow, text: str) -> Supposition | None:
        slot, unit = book.main(item), self.unit.currentData()
        if slot is None or unit is None:
            self.words.setText("这一项没有可以填写的数。")
            return None
        if not book.applies(unit, item):
            self.words.setText(f"“{item.name}”不是{book.name_of(unit)}的考核项目。")
            return None
        amount = slot.as_typed(text)
        exact_amount(amount)
        was = book.typed_words(unit, item.id, slot) or "没有"
        parts = book.parts_of(item)
        supposed = Supposed(unit, item.id, slot.part, amount, round_part_id=parts[0].id if parts else None)
        return Supposition(f"{book.name_of(unit)}“{item.name}”：{was} → {amount}", item.id, unit, supposed)

    def result(self) -> RoundResult | None:
        """The result as supposed; None when nothing is."""
        book = self._book
        if book is None or not self.suppositions:
            return None
        gone: dict[int, None] = {}
        for one in self.suppositions:
            if one.supposed is not None:
                old = book.entries_of(one.supposed.unit_id, one.criterion_id, one.supposed.part)
                gone |= dict.fromkeys(entry.id for entry in old)
        return self._page.store.read(
            queries.what_if,
            round_id=book.row.id,
            entries=gone,
            added=[one.supposed for one in self.suppositions if one.supposed is not None],
            rules={one.criterion_id: one.rule for one in self.suppositions if one.rule is not None},
        )

    def _tell(self) -> None:
        for widget in self._shown:
            self._lines.removeWidget(widget)
            widget.hide()
            widget.deleteLater()
        self._shown = []
        for one in self.suppositions:
            button = QPushButton(one.words, self)
            button.setIcon(icon("close"))
            button.setProperty("link", True)
            button.setToolTip("去掉这条假设")
            button.clicked.connect(partial(self.forget, one))
            self._lines.addWidget(button, 0, Qt.AlignmentFlag.AlignLeft)
            self._shown.append(button)
        self.words.setText("" if self.suppositions else "选单位和项目，写一个数；或改一条规则，看名次怎么变。")
        self.words.setVisible(not self.suppositions)
        if self.suppositions:
            self.words.setText("")
        try:
            found = self.result()
        except Condition as condition:
            self.words.setText(str(condition))
            self.words.show()
            return
        self.changed.emit(found)

    def forget(self, one: Supposition, *_: object) -> None:
        """Take a supposition back."""
        self.suppositions = [other for other in self.suppositions if other is not one]
        self._tell()

    # ---- slots ------------------------------------------------------------------------------------------------

    def _on_subject_changed(self, *_: object) -> None:
        is_rule = self.kind.key == RULE
        self.unit.setVisible(not is_rule)
        item, book = self._criterion(), self._book
        if item is None or book is None:
            return
        if is_rule:
            self.label.setText("规则改为")
            self.text.setText(item.rule_words)
            self.text.setCursorPosition(0)
            return
        slot = book.main(item)
        self.label.setText(slot.head if slot is not None else "")
        self.text.setPlaceholderText(slot.words if slot is not None else "")
        self.text.setToolTip(slot.words if slot is not None else "")
        unit = self.unit.currentData()
        self.text.setText(book.typed_words(unit, item.id, slot) if slot is not None and unit is not None else "")
        self.text.selectAll()

    def _on_close_clicked(self) -> None:
        self.suppositions = []
        self._tell()
        self.closed.emit()
