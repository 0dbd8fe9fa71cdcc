"""The middle pane: kind and title of the paper, warnings, the blocks, and the table of the block in hand.

It leads the right pane and the source beside it: whatever row is current is shown in all three.
"""

from __future__ import annotations

from collections.abc import Callable, Iterator
from contextlib import contextmanager
from typing import TYPE_CHECKING

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QHBoxLayout, QLabel, QPushButton, QVBoxLayout, QWidget

from models.intake.review import Block, Item, Review
from models.intake.source import Spot
from ui.intake.block_bar import BlockBar
from ui.intake.choices import UnitChoices
from ui.intake.comparing import Comparing
from ui.intake.facts import Facts
from ui.intake.grid import place_of_cell
from ui.intake.panel import RowPanel
from ui.intake.source_pane import SourcePane
from ui.intake.table import ReviewTable
from ui.intake.tables import ALL, DROPPED, SHOWN, BlockTables, first_key, first_open
from ui.style import px
from ui.widgets.segments import Segments

if TYPE_CHECKING:
    from ui.page import Page

AS_WRITTEN, DOUBTS_FIRST = "written", "doubts"
HINT = "Enter 确认 · 空格 改状态 · Delete 舍去 · F2 修改 · Ctrl+J 合并 · F8 下一处存疑"
KEYS = "\n".join(
    (
        "Enter 确认并到下一行",
        "空格 确认或取消确认",
        "Delete 舍去或恢复",
        "F2 修改",
        "Ctrl+J 合并选中的行（只选一行时并入上一行）",
        "Ctrl+Shift+D 拆分",
        "Ctrl+Enter 确认整栏",
        "F8 下一处存疑",
        "Ctrl+Z 撤回，Ctrl+Y 重做",
        "F6 到右边修改，Shift+F6 到左边原文",
    )
)


class ShowingDesk(QWidget):
    """What is shown of a review and which row is current; `changed` after every decision."""

    changed = Signal()

    def __init__(self, page: Page, choices: UnitChoices, source: SourcePane, panel: RowPanel) -> None:
        super().__init__(page)
        self._page = page
        self._choices = choices
        self._source = source
        self._panel = panel
        self.review: Review | None = None
        self.block = Block.UNITS
        self._shown = ALL
        self._filter = ""
        self._held = 0
        self._document = ("", "")
        self.facts = Facts(self)
        self.bar = BlockBar(self)
        self.comparing = Comparing(page, self)
        self.facts.add_widget(self.comparing.target)
        self.order = Segments(((DOUBTS_FIRST, "疑问在前"), (AS_WRITTEN, "按原文")), self)
        self.order.setAccessibleName("行的次序")
        self.confirm_block_button = QPushButton(self)
        self.confirm_block_button.setProperty("link", True)
        self.confirm_block_button.setToolTip("确认这一栏里没有疑问的行（Ctrl+Enter）")
        self.drop_block_button = QPushButton("整栏舍去", self)
        self.drop_block_button.setProperty("link", True)
        self.drop_block_button.setToolTip("这一栏都不要；在“已舍去”里可以恢复")
        self.tables = BlockTables(self._review, choices, self.comparing, self)
        self._hint = QLabel(HINT, self)
        self._hint.setProperty("caption", True)
        self._hint.setContentsMargins(px(12), px(4), px(12), px(4))
        self._hint.setToolTip(KEYS)
        self._hint.setMinimumWidth(px(100))
        blocks = QHBoxLayout()
        blocks.setContentsMargins(px(12), px(6), px(12), px(2))
        blocks.addWidget(self.bar)
        blocks.addStretch(1)
        tools = QHBoxLayout()
        tools.setContentsMargins(px(12), px(2), px(12), px(6))
        tools.setSpacing(px(10))
        tools.addWidget(self.order)
        tools.addWidget(self.comparing)
        tools.addStretch(1)
        tools.addWidget(self.drop_block_button)
        tools.addWidget(self.confirm_block_button)
        layout = QVBoxLayout(self)
        layout.setContentsMargins(0, 0, 0, 0)
        layout.setSpacing(0)
        layout.addWidget(self.facts)
        layout.addLayout(blocks)
        layout.addLayout(tools)
        layout.addWidget(self.tables, 1)
        layout.addWidget(self._hint)

    # ---- showing ----------------------------------------------------------------------------------------------

    def show_review(
        self, review: Review, name: str, digest: str, block: Block | None = None, row: int | None = None
    ) -> None:
        """Take a review up: where the clerk was, else at its first doubtful row, its first task, its first row.

        `name` and `digest` are those of its document: an earlier issue of it is known by them.
        """
        self.review = review
        self._document = (name, digest)
        self._choices.review = review
        self._shown = ALL
        self.tables.forget_order()
        blocks = review.blocks()
        for each in blocks:
            self.tables.hide_empty(each)
        self.block = Block.TASKS if Block.TASKS in blocks else (blocks[0] if blocks else Block.TASKS)
        self.comparing.compare(review, *self._document)
        self.refresh()
        if block is not None and row is not None and review.has(row):
            self.select(row)
        elif (doubtful := self._first_doubtful()) is not None:
            self.select(doubtful)
        else:
            self.show_block(self.block)
        self.table.setFocus()

    def show_anew(self, review: Review) -> None:
        """The same document read another way: its rows may be others."""
        item = self.current_item()
        self.tables.forget_order()
        for block in review.blocks():
            self.tables.hide_empty(block)
        if self.block not in review.blocks() and review.blocks():
            self.block = Block.TASKS if Block.TASKS in review.blocks() else review.blocks()[0]
        self.comparing.compare(review, *self._document)
        self.refresh()
        if item is not None and review.has(item.id):
            self.select(item.id)
        else:
            self._select_first()

    def refresh(self) -> None:
        """Show everything as the review has it now."""
        review = self.review
        if review is None:
            return
        with self._one_show():
            self.facts.show_review(review)
            self.bar.show_review(review, self._blocks(), self.block)
            count = review.count(self.block)
            self.confirm_block_button.setText(f"确认全部{self.block.label}")
            self.confirm_block_button.setVisible(count.open > 0)
            self.drop_block_button.setText("整栏舍去" if count.kept else "整栏恢复")
            self.drop_block_button.setVisible(bool(review.rows(self.block)))
            self.tables.fill(self.block, self._predicate(), self._filter)
            self._source.show_review(review)
        self.comparing.touch()
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
            self.comparing.show_all()
        self.block = item.block
        with self._one_show():
            self.refresh()
            self.table.select_id(item_id, self.table.current_key() or first_key(self.table, self.block))

    def show_spot(self, spot: Spot) -> None:
        """The row read from a paragraph or a row of a sheet; the next one of several when clicked again."""
        review = self.review
        if review is None:
            return
        found = self.items_at(spot)
        if not found:
            self._source.light_alone(spot)
            return
        ids = [item.id for item in found]
        current = self.table.current_id()
        self.select(ids[(ids.index(current) + 1) % len(ids)] if current in ids else ids[0])

    def items_at(self, spot: Spot) -> tuple[Item, ...]:
        """The rows read from the paragraph, or from the row of the sheet, in which a spot stands."""
        review = self.review
        if review is None:
            return ()
        place = place_of_cell(spot.cell) if spot.cell else None
        return review.at_cell(spot.sheet, place[0]) if place is not None else review.at_paragraph(spot.paragraph)

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

    def _first_doubtful(self) -> int | None:
        review = self.review
        everything = (item for block in review.blocks() for item in review.rows(block)) if review is not None else ()
        return next((item.id for item in everything if item.doubts), None)

    # ---- inside -----------------------------------------------------------------------------------------------

    def _blocks(self) -> tuple[Block, ...]:
        found = self.review.blocks() if self.review is not None else ()
        return found if self.block in found else (*found, self.block)

    def _predicate(self) -> Callable[[Item], bool]:
        shown, compared = SHOWN[self._shown], self.comparing.predicate()

        def both(item: Item) -> bool:
            return shown(item) and compared(item)

        return both

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
        self._panel.show_change(self.comparing.change_of(item), self.comparing.choice_of(item))
        self._source.show_item(self.review, item, self.table.current_key() or "")
