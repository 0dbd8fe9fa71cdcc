"""The middle pane: kind and title of the paper, warnings, the blocks, and the table of the block in hand.

It leads the right pane and the source beside it: whatever row is current is shown in all three.
"""

from __future__ import annotations

from collections.abc import Callable, Iterator
from contextlib import contextmanager
from functools import partial
from typing import TYPE_CHECKING, Any

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QHBoxLayout, QLabel, QPushButton, QVBoxLayout, QWidget

from models.errors import Condition, Refusal
from models.intake.draft import KIND_LABELS, Duty, Kind
from models.intake.review import Block, Item, Review, State, values_from
from ui import messages
from ui.intake.block_bar import BlockBar
from ui.intake.choices import UnitChoices
from ui.intake.edits import add_unknown_unit, apply_edit
from ui.intake.facts import Facts
from ui.intake.panel import RowPanel
from ui.intake.source_view import SourceView
from ui.intake.table import ReviewTable
from ui.intake.tables import ALL, DROPPED, SHOWN, BlockTables, first_key, first_open
from ui.style import px

if TYPE_CHECKING:
    from ui.page import Page

LONG = (Block.TASKS, Block.PHASES)  # their rows go on over the paragraphs that follow
STARTING = (Block.SEATS, Block.TASKS, Block.PHASES, Block.PLACES)  # where one of these begins, the row before ends


class ReviewDesk(QWidget):
    """`changed` after every decision, `current_changed(Item or None)` when another row is taken up."""

    changed = Signal()

    def __init__(self, page: Page, choices: UnitChoices, source: SourceView, panel: RowPanel) -> None:
        super().__init__(page)
        self._choices = choices
        self._source = source
        self._panel = panel
        self.review: Review | None = None
        self.block = Block.UNITS
        self._shown = ALL
        self._filter = ""
        self._held = 0
        self.facts = Facts(self)
        self.bar = BlockBar(self)
        self.confirm_block_button = QPushButton(self)
        self.confirm_block_button.setProperty("link", True)
        self.confirm_block_button.setToolTip("确认这一栏里没有疑问的行（Ctrl+Enter）")
        self.tables = BlockTables(self._review, choices, self)
        self._hint = QLabel("Enter 确认并到下一行 · Delete 舍去 · F2 修改 · Ctrl+Enter 确认整栏 · F8 下一处存疑", self)
        self._hint.setProperty("caption", True)
        self._hint.setContentsMargins(px(12), px(4), px(12), px(4))
        row = QHBoxLayout()
        row.setContentsMargins(px(12), px(6), px(12), px(6))
        row.addWidget(self.bar)
        row.addStretch(1)
        row.addWidget(self.confirm_block_button)
        layout = QVBoxLayout(self)
        layout.setContentsMargins(0, 0, 0, 0)
        layout.setSpacing(0)
        layout.addWidget(self.facts)
        layout.addLayout(row)
        layout.addWidget(self.tables, 1)
        layout.addWidget(self._hint)
        self._wire()

    def _wire(self) -> None:
        self.bar.chosen.connect(self.show_block)
        self.tables.edited.connect(self._on_edited)
        self.tables.current_changed.connect(self._on_table_current_changed)
        self.tables.confirm_requested.connect(self._on_table_confirm_requested)
        self.tables.delete_requested.connect(self._on_table_delete_requested)
        self.tables.state_clicked.connect(self.turn_state)
        self.tables.undo_requested.connect(self.undo)
        self.tables.chip_removed.connect(self._on_table_chip_removed)
        self.confirm_block_button.clicked.connect(self.confirm_block)
        self.facts.kind_chosen.connect(self._on_facts_kind_chosen)
        self.facts.title_edited.connect(self._on_facts_title_edited)
        self._panel.edited.connect(self._on_edited)
        self._panel.unknown_unit.connect(self._on_panel_unknown_unit)
        self._panel.confirm_requested.connect(self.confirm_current)
        self._panel.drop_requested.connect(self.drop_current)
        self._source.paragraph_clicked.connect(self.show_paragraph)

    # ---- showing ----------------------------------------------------------------------------------------------

    def show_review(self, review: Review) -> None:
        """Take a review up, at its first doubtful row, else its first task, else its first row."""
        self.review = review
        self._choices.review = review
        self._shown = ALL
        for block in review.blocks():
            self.tables.hide_empty(block)
        blocks = review.blocks()
        self.block = Block.TASKS if Block.TASKS in blocks else (blocks[0] if blocks else Block.TASKS)
        self.refresh()
        if not self.next_doubtful():
            self.show_block(self.block)
        self.table.setFocus()

    def refresh(self) -> None:
        """Show everything as the review has it now."""
        review = self.review
        if review is None:
            return
        with self._one_show():
            self.facts.show_review(review)
            self.bar.show_review(review, self._blocks(), self.block)
            self.confirm_block_button.setText(f"确认全部{self.block.label}")
            self.confirm_block_button.setVisible(review.count(self.block).open > 0)
            self.tables.fill(self.block, self._predicate(), self._filter)
            self._source.source_model.set_marked(review.paragraphs())
        self.changed.emit()

    def show_only(self, shown: str) -> None:
        """All kept rows, only the doubtful ones, or only the dropped ones; goes to a block that holds some."""
        self._shown = shown
        review = self.review
        if review is None:
            return
        if shown != ALL and not any(self._predicate()(item) for item in review.rows(self.block)):
            self.block = next(
                (block for block in review.blocks() if any(self._predicate()(item) for item in review.rows(block))),
                self.block,
            )
        self.refresh()
        self._select_first()

    def set_filter(self, text: str) -> None:
        """Show the rows of every block that hold these words."""
        self._filter = text
        self.refresh()

    def show_block(self, block: Block) -> None:
        """Go to a block, at its first open row."""
        self.block = block
        self.refresh()
        if self.table.current_id() is None:
            self._select_first()
        self.table.setFocus()
        self._show_current()

    def step_block(self, delta: int) -> None:
        """The next or previous block."""
        blocks = list(self._blocks())
        if self.block in blocks:
            self.show_block(blocks[(blocks.index(self.block) + delta) % len(blocks)])

    def select(self, item_id: int) -> None:
        """Make a row current, in its block."""
        review = self.review
        if review is None or not review.has(item_id):
            return
        item = review.item(item_id)
        if not self._predicate()(item):
            self._shown = ALL if item.is_kept else DROPPED
        self.block = item.block
        with self._one_show():
            self.refresh()
            self.table.select_id(item_id, self.table.current_key() or first_key(self.table, self.block))

    def show_paragraph(self, number: int) -> None:
        """The row read from a paragraph; the next one of several when clicked again."""
        review = self.review
        if review is None:
            return
        found = review.at_paragraph(number)
        if not found:
            self._source.light(frozenset((number,)), scroll=False)
            return
        ids = [item.id for item in found]
        current = self.table.current_id()
        self.select(ids[(ids.index(current) + 1) % len(ids)] if current in ids else ids[0])

    @property
    def table(self) -> ReviewTable:
        """The table of the block in hand."""
        return self.tables.table(self.block)

    @property
    def shown(self) -> str:
        """Which rows are shown: all, doubtful, dropped."""
        return self._shown

    def current_item(self) -> Item | None:
        """The row in hand."""
        current = self.table.current_id()
        if self.review is None or not self.review.has(current) or not isinstance(current, int):
            return None
        return self.review.item(current)

    # ---- deciding ---------------------------------------------------------------------------------------------

    def confirm_current(self) -> None:
        """Confirm the current row (a dropped one is taken up again) and go to the next open one."""
        item = self.current_item()
        if item is None or self.review is None:
            return
        if item.state is not State.CONFIRMED:
            self.review.confirm(item.id)
        self._go_on(item)

    def drop_current(self) -> None:
        """Drop the current row, or take a dropped one up again."""
        item = self.current_item()
        if item is not None:
            self._on_table_delete_requested(self.table.selected_ids() or (item.id,))

    def turn_state(self, item_id: int) -> None:
        """A click on the state: confirm, take the confirmation back, or take up again."""
        if self.review is None:
            return
        item = self.review.item(item_id)
        if item.state is State.PROPOSED:
            self.review.confirm(item_id)
        else:
            self.review.restore((item_id,))
        self.refresh()

    def confirm_block(self) -> None:
        """Confirm all rows of the block without doubt; say how many doubtful ones wait."""
        if self.review is None:
            return
        left = self.review.confirm_block(self.block)
        self.refresh()
        if left:
            messages.say(self, f"“{self.block.label}”里还有 {left} 行存疑，没有一起确认，请逐行看。", kind="warning")
            self.next_doubtful()
        elif not self._next_open_block():
            self._say_done()

    def next_doubtful(self) -> bool:
        """Go to the next doubtful row, over the end of the block; False when there is none."""
        review = self.review
        if review is None:
            return False
        everything = [item for block in review.blocks() for item in review.rows(block)]
        ids = [item.id for item in everything]
        current = self.table.current_id()
        start = ids.index(current) + 1 if current in ids else 0
        for item in (*everything[start:], *everything[:start]):
            if item.doubts:
                self.select(item.id)
                return True
        return False

    def undo(self) -> None:
        """Take the last decision back."""
        if self.review is None:
            return
        try:
            self.review.undo()
        except Refusal as refusal:
            messages.refuse(self, refusal)
            return
        self.refresh()

    def add_from(self, block: Block, number: int, text: str) -> None:
        """Rows of a block made from a paragraph by hand; the first one becomes current."""
        review = self._review()
        added = [review.add(block, value) for value in values_from(block, number, text)]
        if added:
            self.select(added[0])
            self.table.setFocus()
        else:
            messages.say(self, f"这一段里没有认出{block.label}。", kind="warning")

    def attempt(self, change: Callable[[], Any]) -> bool:
        """Do a change of the review and show the result; a refusal is said and the fields show the old values."""
        try:
            change()
        except Condition as condition:
            messages.refuse(self, condition)
            self._show_current()
            return False
        self.refresh()
        return True

    # ---- inside -----------------------------------------------------------------------------------------------

    def _blocks(self) -> tuple[Block, ...]:
        found = self.review.blocks() if self.review is not None else ()
        return found if self.block in found else (*found, self.block)

    def _predicate(self) -> Callable[[Item], bool]:
        return SHOWN[self._shown]

    def _review(self) -> Review:
        assert self.review is not None
        return self.review

    def _select_first(self) -> None:
        open_row = first_open(self.table)
        if open_row is not None:
            self.table.select_id(open_row.id, self.table.current_key() or first_key(self.table, self.block))
        self._show_current()

    @contextmanager
    def _one_show(self) -> Iterator[None]:
        """Whatever happens inside, the current row is shown once, at the end."""
        self._held += 1
        try:
            yield
        finally:
            self._held -= 1
            self._show_current()

    def _show_current(self) -> None:
        if self._held:
            return
        item = self.current_item()
        self._panel.show_item(self.review, item)
        if item is None or self.review is None:
            self._source.light(frozenset())
            return
        start = item.spot.paragraph
        more: frozenset[int] = frozenset()
        if item.block in LONG:
            more = self._source.following(start, self.review.paragraphs(*STARTING))
        self._source.light(frozenset((start,)) if start else frozenset(), more)

    def _go_on(self, done: Item) -> None:
        """After `done`: the next open row of the block, of the next block, or the word that all is checked."""
        before = [item.id for item in self.table.rows_model.visible_rows()]
        with self._one_show():
            self.refresh()
            visible = {item.id: item for item in self.table.rows_model.visible_rows()}
            place = before.index(done.id) if done.id in before else 0
            order = (*before[place + 1 :], *before[:place])
            following = next((row_id for row_id in order if row_id in visible and self._is_open(row_id)), None)
            if following is not None:
                self.table.select_id(following)
            elif not self._next_open_block():
                self._say_done()

    def _is_open(self, item_id: int) -> bool:
        return self._review().item(item_id).state is State.PROPOSED

    def _next_open_block(self) -> bool:
        blocks = list(self._blocks())
        at = blocks.index(self.block)
        for block in (*blocks[at + 1 :], *blocks[:at]):
            if self._review().count(block).open:
                self.show_block(block)
                self._select_first()
                return True
        return False

    def _say_done(self) -> None:
        if self._review().count().open == 0:
            messages.say(self, "全部核对完了，可以“确认导入”。", kind="ok")

    def _on_table_current_changed(self, row_id: object) -> None:
        self._show_current()

    def _on_table_confirm_requested(self, row_id: object) -> None:
        self.confirm_current()

    def _on_table_delete_requested(self, ids: tuple[int, ...]) -> None:
        review = self.review
        if review is None or not ids:
            return
        last = review.item(ids[-1])
        dropped = [item_id for item_id in ids if not review.item(item_id).is_kept]
        if len(dropped) == len(ids):
            review.restore(ids)
        else:
            review.drop(ids)
        self._go_on(last)

    def _on_table_chip_removed(self, row_id: int, key: str, name: object) -> None:
        kept = tuple(each for each in self._review().item(row_id).value.of(Duty(key)) if each != name)
        self._on_edited(row_id, key, kept)

    def _on_edited(self, row_id: int, key: str, value: object) -> None:
        review = self.review
        if review is not None and review.has(row_id):
            self.attempt(partial(apply_edit, review, self._choices, row_id, key, value))

    def _on_panel_unknown_unit(self, row_id: int, key: str, text: str) -> None:
        review = self.review
        if review is None:
            return
        if self.attempt(partial(add_unknown_unit, review, self._choices, row_id, key, text)):
            messages.say(self, f"“{text}”不在现有单位里，已列入“单位”一栏，请核对。")

    def _on_facts_kind_chosen(self, kind: Kind) -> None:
        self.attempt(partial(self._review().set_kind, kind))
        messages.say(self, f"按“{KIND_LABELS[kind]}”处理。")

    def _on_facts_title_edited(self, title: str) -> None:
        self.attempt(partial(self._review().set_title, title))
