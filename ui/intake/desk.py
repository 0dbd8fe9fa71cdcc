"""Deciding: every row is confirmed, edited, split, joined, moved or dropped by a person; each can be taken back."""

from __future__ import annotations

from collections.abc import Callable
from functools import partial
from typing import TYPE_CHECKING, Any

from PySide6.QtCore import QPoint, Qt, Signal

from models.acceptance.terms import Choice
from models.errors import Condition
from models.intake.draft import Duty, Kind
from models.intake.review import Block, Item, State
from models.intake.source import Spot
from ui import messages
from ui.intake.choices import UnitChoices
from ui.intake.edits import add_unknown_unit, apply_edit
from ui.intake.moving import open_menu
from ui.intake.panel import RowPanel
from ui.intake.showing import DOUBTS_FIRST, ShowingDesk
from ui.intake.source_pane import SourcePane
from ui.intake.split_form import SplitForm, splittable

if TYPE_CHECKING:
    from ui.page import Page


class ReviewDesk(ShowingDesk):
    """`kind_wanted(Kind)` when the paper is to be read as another kind."""

    kind_wanted = Signal(object)

    def __init__(self, page: Page, choices: UnitChoices, source: SourcePane, panel: RowPanel) -> None:
        super().__init__(page, choices, source, panel)
        self._wire()

    def _wire(self) -> None:
        self.bar.chosen.connect(self.show_block)
        self.order.chosen.connect(self._on_order_chosen)
        self.comparing.compared.connect(self.tables.forget_order)
        self.comparing.changed.connect(self._on_comparing_changed)
        self.tables.edited.connect(self._on_edited)
        self.tables.current_changed.connect(self._on_table_current_changed)
        self.tables.confirm_requested.connect(self._on_table_confirm_requested)
        self.tables.delete_requested.connect(self._on_table_delete_requested)
        self.tables.state_clicked.connect(self.turn_state)
        self.tables.undo_requested.connect(self.undo)
        self.tables.redo_requested.connect(self.redo)
        self.tables.chip_removed.connect(self._on_table_chip_removed)
        self.tables.menu_requested.connect(self._on_table_menu_requested)
        self.tables.scrolled.connect(self._on_table_scrolled)
        self.confirm_block_button.clicked.connect(self.confirm_block)
        self.drop_block_button.clicked.connect(self.drop_block)
        self.facts.kind_chosen.connect(self._on_facts_kind_chosen)
        self.facts.title_edited.connect(self._on_facts_title_edited)
        self._panel.edited.connect(self._on_edited)
        self._panel.unknown_unit.connect(self._on_panel_unknown_unit)
        self._panel.confirm_requested.connect(self.confirm_current)
        self._panel.drop_requested.connect(self.drop_current)
        self._panel.chosen.connect(self._on_panel_chosen)
        self._source.spot_chosen.connect(self.show_spot)
        self._source.assigned.connect(self.assign)
        self._source.units_assigned.connect(self.assign_units)
        self._source.appended.connect(self.append)
        self._source.scrolled.connect(self._on_source_scrolled)

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

    def drop_block(self) -> None:
        """Drop all rows of the block, or take all of them up again when none is kept."""
        review = self.review
        if review is None:
            return
        kept = [item.id for item in review.rows(self.block) if item.is_kept]
        if kept:
            review.drop(kept)
            words = f"“{self.block.label}”的 {len(kept)} 行都舍去了。"
            messages.say(self, words, action=("恢复", self.undo))
        else:
            review.restore([item.id for item in review.rows(self.block)])
        self.refresh()

    def undo(self) -> None:
        """Take the last decision back."""
        self._turn("undo")

    def redo(self) -> None:
        """Do again what was taken back."""
        self._turn("redo")

    def _turn(self, way: str) -> None:
        review = self.review
        if review is None:
            return
        try:
            title = review.undo() if way == "undo" else review.redo()
        except Condition as condition:
            messages.refuse(self, condition)
            return
        self.tables.forget_order()
        self.refresh()
        messages.say(self, f"已{'撤回' if way == 'undo' else '重做'}“{title}”。")

    # ---- shaping ----------------------------------------------------------------------------------------------

    def split_current(self) -> None:
        """Two rows out of the current one."""
        item = self.current_item()
        if item is None:
            return
        fields = splittable(item)
        if not fields:
            messages.say(self, "这一行没有可以拆开的文字。", kind="warning")
            return
        messages.open_form(self, SplitForm(item, fields, self.window()), partial(self._split, item.id))

    def _split(self, item_id: int, where: tuple[str, int]) -> None:
        made: list[int] = []

        def change() -> None:
            made.append(self._review().split(item_id, *where))

        if self.attempt(change):
            self.select(made[0])

    def join_selected(self) -> None:
        """Make the selected rows one; a single one goes into the row above it."""
        ids = list(self.table.selected_ids())
        if len(ids) == 1:
            shown = [item.id for item in self.table.rows_model.visible_rows()]
            at = shown.index(ids[0])
            if at == 0:
                messages.say(self, "上面没有可以并入的行。", kind="warning")
                return
            ids.insert(0, shown[at - 1])
        if len(ids) > 1 and self.attempt(partial(self._review().join, ids)):
            self.select(ids[0])
            messages.say(self, f"{len(ids)} 行已合并成一行。", action=("撤回", self.undo))

    def assign(self, block: Block, spot: Spot) -> None:
        """Rows of a block made by hand from a paragraph or a row of a sheet; the first one becomes current."""
        review = self._review()
        cells = self._source.cells_of(spot)
        text = self._source.text_of(spot)
        made: list[int] = []

        def change() -> None:
            made.extend(review.assign_row(block, spot, cells) if cells else ())
            if not made:
                made.extend(review.assign(block, spot, text))

        if not self.attempt(change):
            return
        if made:
            self.tables.hide_empty(block)
            self.select(made[0])
            self.table.setFocus()
        else:
            messages.say(self, f"这里没有认出{block.label}。", kind="warning")

    def assign_units(self, duty: Duty, spot: Spot) -> None:
        """The units of a paragraph are units of the current row."""
        item = self.current_item()
        if item is None:
            return
        found: list[str] = []
        text = self._source.text_of(spot)
        if self.attempt(lambda: found.extend(self._review().assign_units(item.id, duty, text))):
            words = f"已加上 {'、'.join(found)}。" if found else "这里没有认出单位。"
            messages.say(self, words, kind="ok" if found else "warning")

    def append(self, spot: Spot) -> None:
        """A paragraph goes on with the current row."""
        item = self.current_item()
        if item is not None and self.attempt(partial(self._review().append, item.id, self._source.text_of(spot))):
            messages.say(self, "已并入这一行的内容。", action=("撤回", self.undo))

    def move_to(self, item_id: int, block: Block) -> None:
        """The place a row was read from is something else."""
        self.assign(block, self._review().item(item_id).spot)

    def go_to_parent(self) -> None:
        """Say in the right pane under which row the current one hangs."""
        self._panel.focus_field("parent")

    def lift(self, item_id: int) -> None:
        """A row hangs under none."""
        self.attempt(partial(self._review().set_parent, item_id, None))

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

    def _on_order_chosen(self, key: str) -> None:
        self.tables.set_order(doubts_first=key == DOUBTS_FIRST)
        self.refresh()

    def _on_comparing_changed(self) -> None:
        for block in self._review().blocks() if self.review is not None else ():
            self.tables.hide_empty(block)
        self.refresh()

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

    def _on_table_menu_requested(self, row_id: int | None, place: QPoint) -> None:
        if row_id is None:  # the empty ground below the rows
            return
        menu = open_menu(self, row_id)
        menu.setAttribute(Qt.WidgetAttribute.WA_DeleteOnClose)
        menu.popup(place)

    def _on_table_scrolled(self, row_id: int) -> None:
        review = self.review
        if review is not None and review.has(row_id):
            self._source.follow_to(review.item(row_id).spot)

    def _on_source_scrolled(self, spot: Spot) -> None:
        for item in self.items_at(spot):
            if item.block is self.block:
                self.tables.scroll_to(self.block, item.id)
                return

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

    def _on_panel_chosen(self, choice: Choice) -> None:
        item = self.current_item()
        if item is not None:
            self.comparing.choose(item, choice)

    def _on_facts_kind_chosen(self, kind: Kind) -> None:
        self.kind_wanted.emit(kind)

    def _on_facts_title_edited(self, title: str) -> None:
        self.attempt(partial(self._review().set_title, title))
