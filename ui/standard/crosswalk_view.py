"""对照: two standards side by side; keys, buttons and drags put an indicator beside one of the other."""

from __future__ import annotations

from collections.abc import Callable
from functools import partial
from typing import Any

from PySide6.QtCore import Qt, Signal
from PySide6.QtWidgets import (
    QCheckBox,
    QFrame,
    QHBoxLayout,
    QLabel,
    QPushButton,
    QSplitter,
    QVBoxLayout,
    QWidget,
)

from models.errors import Refusal
from models.standard import actions
from models.standard.actions.ties import set_link_note
from models.standard.queries import IndicatorRow, LinkRow
from ui import messages
from ui.icons import icon
from ui.page import Page
from ui.standard.book import Book
from ui.standard.crosswalk_columns import pair_columns
from ui.standard.crosswalk_side import Side
from ui.standard.pair_panel import NO_LINK, PairPanel
from ui.standard.pairs import Pair, link_between, pairs_of
from ui.standard.relations import RELATIONS, SAME, changed_link, new_link, words_of_relation
from ui.style import px
from ui.tables.cells import Fill
from ui.tables.rows import RowsModel
from ui.tables.view import TableView
from ui.widgets.empty import EmptyState
from ui.widgets.quiet import Combo


class CrosswalkView(QWidget):
    """Left the first standard, right the second, below what is paired."""

    counted = Signal()

    def __init__(self, page: Page) -> None:
        super().__init__(page)
        self._page = page
        self.book = Book()
        self.first_id: int | None = None
        self.second_id: int | None = None
        self.pairs: tuple[Pair, ...] = ()
        self._moving = False
        self.panel = PairPanel(page)
        self.left = Side("左边的标准", "standard.left", self._across_left, self)
        self.right = Side("右边的标准", "standard.right", self._across_right, self)
        self.pair_model = RowsModel(pair_columns(), parent=self)
        self.pair_table = TableView(self.pair_model, name="standard.pairs")
        self.pair_table.setAccessibleName("已对应的指标")
        self.relation = Combo(self)
        self.relation.setAccessibleName("左边对右边的关系")
        for at, option in enumerate(RELATIONS, 1):
            self.relation.addItem(f"{at} {option.text}", option.value)
        self.link_button = _button(
            self, "建立对应", "link-variant", "左右选中的两个指标（回车，或把一行拖到另一边的行上）"
        )
        self.unlink_button = _button(self, "取消对应", "link-variant-off", "左右选中的两个指标（Delete）")
        self.swap_button = _button(self, "左右对调", "swap-horizontal", "两套标准换边")
        self.only_free = QCheckBox("只看还没对应的", self)
        self.nothing = EmptyState(self)
        self.nothing.hide()
        self._build()
        self._wire()

    def _build(self) -> None:
        bar = QFrame(self)
        row = QHBoxLayout(bar)
        row.setContentsMargins(px(8), px(6), px(8), px(6))
        row.setSpacing(px(4))
        words = QLabel("左边对右边", bar)
        words.setProperty("muted", True)
        for widget in (words, self.relation, self.link_button, self.unlink_button, self.swap_button):
            row.addWidget(widget)
        row.addStretch(1)
        row.addWidget(self.only_free)
        sides = QSplitter(Qt.Orientation.Horizontal, self)
        sides.addWidget(self.left)
        sides.addWidget(self.right)
        sides.setChildrenCollapsible(False)
        sides.setHandleWidth(1)
        sides.setSizes([px(400), px(400)])
        self.parts = QSplitter(Qt.Orientation.Vertical, self)
        self.parts.addWidget(sides)
        self.parts.addWidget(self.pair_table)
        self.parts.setChildrenCollapsible(False)
        self.parts.setHandleWidth(1)
        self.parts.setSizes([px(420), px(190)])
        self.work = QWidget(self)
        inner = QVBoxLayout(self.work)
        inner.setContentsMargins(0, 0, 0, 0)
        inner.setSpacing(0)
        inner.addWidget(bar)
        inner.addWidget(self.parts, 1)
        layout = QVBoxLayout(self)
        layout.setContentsMargins(0, 0, 0, 0)
        layout.addWidget(self.work)
        layout.addWidget(self.nothing)
        QWidget.setTabOrder(self.left.table, self.right.table)
        QWidget.setTabOrder(self.right.table, self.pair_table)

    def _wire(self) -> None:
        self.left.box.currentIndexChanged.connect(self._on_left_box_changed)
        self.right.box.currentIndexChanged.connect(self._on_right_box_changed)
        self.left.table.current_changed.connect(self._on_left_current_changed)
        self.right.table.current_changed.connect(self._on_right_current_changed)
        for side in (self.left, self.right):
            side.table.relation_requested.connect(self.relate)
            side.table.activated_id.connect(self._on_link_requested)
            side.table.delete_requested.connect(self._on_unlink_requested)
        self.left.table.take_rows_of(self.right.table, self._may_drop)
        self.right.table.take_rows_of(self.left.table, self._may_drop)
        self.left.table.guests_dropped.connect(self._on_left_guests_dropped)
        self.right.table.guests_dropped.connect(self._on_right_guests_dropped)
        self.link_button.clicked.connect(self._on_link_requested)
        self.unlink_button.clicked.connect(self._on_unlink_requested)
        self.swap_button.clicked.connect(self._on_swap_clicked)
        self.only_free.toggled.connect(self._on_only_free_toggled)
        self.pair_model.edit_requested.connect(self._on_pair_edit_requested)
        self.pair_table.current_changed.connect(self._on_pair_current_changed)
        self.pair_table.delete_requested.connect(self._on_pairs_delete_requested)
        self.pair_table.clear_requested.connect(self._on_pairs_clear_requested)
        self.panel.edited.connect(self._on_panel_edited)

    # ---- showing ----------------------------------------------------------------------------------------------

    def show_standards(self, first_id: int | None, book: Book) -> None:
        """Show a standard on the left, beside the one on the right (the one with most links when none was chosen)."""
        self.book = book
        enough = len(book.standards) > 1 and first_id is not None
        self.work.setVisible(enough)
        self.nothing.setVisible(not enough)
        if not enough or first_id is None:
            self.pairs = ()
            self.nothing.show_state(
                "对照要有两套标准。",
                icon="compare-horizontal",
                note="再新建或导入一套，就能把两边相同的指标对应起来：一项工作，两边都算。",
            )
            return
        self.first_id = first_id
        others = [standard.id for standard in book.standards if standard.id != first_id]
        if self.second_id not in others:
            self.second_id = max(others, key=lambda other: len(pairs_of(book, first_id, other)))
        assert self.second_id is not None
        self.left.fill(book, first_id)
        self.right.fill(book, self.second_id)
        self.pairs = pairs_of(book, first_id, self.second_id)
        self._moving = True
        self.left.model.set_rows(book.rows_of(first_id))
        self.right.model.set_rows(book.rows_of(self.second_id))
        self.left.model.retell()
        self.right.model.retell()
        self.pair_model.set_rows(self.pairs)
        for side in (self.left, self.right):
            if side.row() is None and side.model.rowCount():
                side.table.select_id(next((r.id for r in side.model.rows if not r.children), side.model.rows[0].id))
        self._moving = False
        self._show_pair()
        self.counted.emit()

    def show_indicator(self, indicator_id: int) -> None:
        """Go to an indicator on the left and to what stands beside it on the right."""
        if self.left.model.row(indicator_id) is not None:
            self.left.show_row(indicator_id)
            self._on_left_current_changed(indicator_id)

    def set_filter(self, text: str) -> None:
        """Both sides show the rows that hold these words."""
        self.left.model.set_filter(text)
        self.right.model.set_filter(text)

    def count_words(self) -> str:
        """How many pairs there are, how many lines have none."""
        free = [
            sum(not row.children and not across(row) for row in side.model.rows)
            for side, across in ((self.left, self._across_left), (self.right, self._across_right))
        ]
        return f"{len(self.pairs)} 对；没有对应的左 {free[0]}、右 {free[1]}" if self.first_id is not None else ""

    def _across_left(self, row: IndicatorRow) -> str:
        return self._across(row, self.second_id)

    def _across_right(self, row: IndicatorRow) -> str:
        return self._across(row, self.first_id)

    def _across(self, row: IndicatorRow, other_standard: int | None) -> str:
        rows = self.book.by_id
        return "、".join(
            link.other_no or link.other_name
            for link in row.links
            if link.other_id in rows and rows[link.other_id].standard_id == other_standard
        )

    def in_hand(self) -> tuple[IndicatorRow, IndicatorRow, LinkRow | None] | None:
        """The two indicators chosen and their link."""
        one, other = self.left.row(), self.right.row()
        if one is None or other is None:
            return None
        return one, other, link_between(one, other)

    def _show_pair(self) -> None:
        found = self.in_hand()
        if found is None:
            self.panel.clear()
        else:
            self.panel.show_pair(*found, self.book)
        linked = found is not None and found[2] is not None
        self.unlink_button.setEnabled(linked)
        self.link_button.setText("改为这种关系" if linked else "建立对应")

    # ---- steps ------------------------------------------------------------------------------------------------

    def relate(self, relation: str) -> None:
        """Give the two indicators in hand a relation."""
        found = self.in_hand()
        if found is None:
            messages.refuse(self, Refusal("还没有选好两个指标。", "在左边和右边各选一行。"))
            return
        self._relate(*found, relation)

    def _relate(self, one: IndicatorRow, other: IndicatorRow, link: LinkRow | None, relation: str) -> None:
        words = words_of_relation(relation)
        if link is not None:
            title = f"“{one.name}”的对应改为{words}"
            self._page.do(title, actions.set_link_kind, **changed_link(link, relation))
            return
        title = f"“{one.name}”对应“{other.name}”（{words}）"
        done = self._page.do(title, actions.link_indicators, **new_link(one.id, other.id, relation))
        if done is not None:
            messages.say(self, f"已对应：{one.title} —{words}→ {other.title}。", kind="ok", undo=True)

    def unlink(self, link_ids: list[int]) -> None:
        """Take links away."""
        if not link_ids:
            messages.refuse(self, Refusal("选中的两个指标没有对应。", "先选已对应的一对。"))
            return
        said = "已取消对应。" if len(link_ids) == 1 else f"已取消 {len(link_ids)} 对。"
        self._page.do("取消指标对应", actions.unlink, said=said, link_ids=link_ids)

    def _on_link_requested(self, row_id: object = None) -> None:
        self.relate(str(self.relation.currentData() or SAME))

    def _on_unlink_requested(self, ids: object = None) -> None:
        found = self.in_hand()
        self.unlink([found[2].id] if found is not None and found[2] is not None else [])

    def _may_drop(self, row_id: Any) -> bool:
        return row_id in self.book.by_id

    def _on_right_guests_dropped(self, ids: tuple[int, ...], target: int) -> None:
        self._drop([self.book.by_id[one] for one in ids], [self.book.by_id[target]])

    def _on_left_guests_dropped(self, ids: tuple[int, ...], target: int) -> None:
        self._drop([self.book.by_id[target]], [self.book.by_id[one] for one in ids])

    def _drop(self, ones: list[IndicatorRow], others: list[IndicatorRow]) -> None:
        relation = str(self.relation.currentData() or SAME)
        for one in ones:
            for other in others:
                self.left.show_row(one.id)
                self.right.show_row(other.id)
                self._relate(one, other, link_between(one, other), relation)

    def _on_panel_edited(self, key: str, value: Any) -> None:
        found = self.in_hand()
        if found is None:
            return
        one, other, link = found
        if key == "link_note" and link is not None:
            self._page.do(f"“{one.name}”的对应备注", set_link_note, link_id=link.id, note=str(value))
        elif key == "relation" and value != NO_LINK:
            self._relate(one, other, link, str(value))
        elif key == "relation" and link is not None:
            self.unlink([link.id])

    def _on_pair_edit_requested(self, link_id: Any, key: str, value: Any) -> None:
        pair = self.pair_model.row(link_id)
        if not isinstance(pair, Pair):
            return
        if key == "relation":
            self._relate(pair.one, pair.other, pair.link, str(value))
        else:
            title = f"“{pair.one.name}”的对应备注"
            self._page.do(title, set_link_note, link_id=pair.id, note=str(value))

    def _on_pairs_delete_requested(self, ids: tuple[int, ...]) -> None:
        self.unlink(list(ids))

    def _on_pairs_clear_requested(self, cells: Fill) -> None:
        for link_id in cells.row_ids:
            if "note" in cells.keys:
                self._on_pair_edit_requested(link_id, "note", "")

    # ---- slots ------------------------------------------------------------------------------------------------

    def _on_left_box_changed(self, at: int) -> None:
        chosen = self.left.box.currentData()
        if chosen == self.second_id:
            self.second_id = self.first_id
        self.show_standards(chosen, self.book)

    def _on_right_box_changed(self, at: int) -> None:
        chosen = self.right.box.currentData()
        first = self.second_id if chosen == self.first_id else self.first_id
        self.second_id = chosen
        self.show_standards(first, self.book)

    def _on_swap_clicked(self) -> None:
        first, self.second_id = self.second_id, self.first_id
        self.show_standards(first, self.book)

    def _on_left_current_changed(self, row_id: object) -> None:
        if self._moving:
            return
        row = self.left.row()
        beside = [link.other_id for link in row.links] if row is not None else []
        fitting = [one for one in beside if self.right.model.row(one) is not None]
        right = self.right.row()
        if fitting and (right is None or right.id not in fitting):
            self._moving = True
            self.right.show_row(fitting[0])
            self._moving = False
        self._show_pair()

    def _on_right_current_changed(self, row_id: object) -> None:
        if not self._moving:
            self._show_pair()

    def _on_pair_current_changed(self, link_id: object) -> None:
        pair = self.pair_model.row(link_id)
        if self._moving or not isinstance(pair, Pair):
            return
        self._moving = True
        self.left.show_row(pair.one.id)
        self.right.show_row(pair.other.id)
        self._moving = False
        self._show_pair()

    def _on_only_free_toggled(self, only: bool) -> None:
        self.left.model.set_predicate(partial(_is_free, self._across_left) if only else None)
        self.right.model.set_predicate(partial(_is_free, self._across_right) if only else None)


def _is_free(across: Callable[[IndicatorRow], str], row: IndicatorRow) -> bool:
    return not row.children and not across(row)


def _button(parent: QWidget, text: str, name: str, hint: str) -> QPushButton:
    button = QPushButton(text, parent)
    button.setIcon(icon(name))
    button.setProperty("quiet", True)
    button.setToolTip(hint)
    return button
