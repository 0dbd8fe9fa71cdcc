"""考核组: each a card with its name and its units as chips; a unit is ranked in one group only."""

from __future__ import annotations

from collections.abc import Callable, Sequence

from PySide6.QtCore import Qt, Signal
from PySide6.QtWidgets import (
    QFrame,
    QHBoxLayout,
    QLabel,
    QLineEdit,
    QPushButton,
    QScrollArea,
    QToolButton,
    QVBoxLayout,
    QWidget,
)

from models.appraisal import actions
from models.appraisal.rows import GroupRow
from models.errors import Refusal
from ui import messages
from ui.appraisal.scheme.book import Book
from ui.icons import icon
from ui.page import Page
from ui.style import px
from ui.tables.cells import Chip
from ui.tables.editors import Option
from ui.widgets.chips import ChipRow
from ui.widgets.unit_picker import UnitPicker

WIDEST = 760


class GroupCard(QFrame):
    """One group; it says what is wanted and leaves the doing to the panel."""

    renamed = Signal(object, str)  # group id, name
    filled = Signal(object, object)  # group id, unit ids
    moved = Signal(object, int)
    removed = Signal(object)
    unknown = Signal(str)

    def __init__(self, group: GroupRow, book: Book, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.group, self._book = group, book
        self.setProperty("card", True)
        self.name = QLineEdit(group.name, self)
        self.name.setProperty("frameless", True)
        self.name.setAccessibleName("考核组名称")
        self.name.editingFinished.connect(self._on_name_finished)
        self.count = QLabel(self)
        self.count.setTextFormat(Qt.TextFormat.PlainText)
        self.count.setProperty("caption", True)
        self.picker = UnitPicker(self._options, parent=self, hint="输入简称、拼音或名称的一部分；几个单位用、隔开")
        self.picker.set_accessible(f"{group.name}的单位")
        self.picker.changed.connect(self._on_picker_changed)
        self.picker.unknown.connect(self.unknown)
        self.chips = ChipRow(empty="没有单位", parent=self)
        head = QHBoxLayout()
        head.setSpacing(px(4))
        head.addWidget(self.name, 1)
        head.addWidget(self.count)
        self.up = self._tool(head, "arrow-up", "上移", self._on_up_clicked)
        self.down = self._tool(head, "arrow-down", "下移", self._on_down_clicked)
        self.remove = self._tool(head, "delete-outline", "删除这个组", self._on_remove_clicked)
        column = QVBoxLayout(self)
        column.setContentsMargins(px(8), px(6), px(8), px(8))
        column.setSpacing(px(4))
        column.addLayout(head)
        column.addWidget(self.picker)
        column.addWidget(self.chips)
        self.show_group(group, book)

    def _tool(self, row: QHBoxLayout, name: str, tooltip: str, slot: Callable[[], None]) -> QToolButton:
        button = QToolButton(self)
        button.setIcon(icon(name))
        button.setAutoRaise(True)
        button.setToolTip(tooltip)
        button.setAccessibleName(tooltip)
        button.clicked.connect(slot)
        row.addWidget(button)
        return button

    def show_group(self, group: GroupRow, book: Book) -> None:
        """The group as it is now."""
        self.group, self._book = group, book
        if not self.name.hasFocus() or self.name.text().strip() == group.name:
            self.name.setText(group.name)
        self.count.setText(f"{len(group.units)} 个单位")
        values = tuple(unit_id for unit_id, _ in group.units)
        if values != self.picker.values:
            self.picker.set_values(values)
        self.chips.set_chips([Chip(name) for _, name in group.units])
        self.name.setReadOnly(book.frozen is not None)
        self.name.setFocusPolicy(Qt.FocusPolicy.StrongFocus if book.frozen is None else Qt.FocusPolicy.ClickFocus)
        for widget in (self.picker, self.up, self.down, self.remove):
            widget.setVisible(book.frozen is None)
        self.chips.setVisible(book.frozen is not None)

    def _options(self) -> Sequence[Option]:
        return self._book.free_units(self.group.id)

    def _on_name_finished(self) -> None:
        if self.name.text().strip() != self.group.name:
            self.renamed.emit(self.group.id, self.name.text())

    def _on_picker_changed(self, values: object) -> None:
        self.filled.emit(self.group.id, values)

    def _on_up_clicked(self) -> None:
        self.moved.emit(self.group.id, -1)

    def _on_down_clicked(self) -> None:
        self.moved.emit(self.group.id, 1)

    def _on_remove_clicked(self) -> None:
        self.removed.emit(self.group.id)


class GroupsPanel(QWidget):
    """All groups of the scheme in hand, and how many units are in none."""

    def __init__(self, page: Page) -> None:
        super().__init__(page)
        self._page = page
        self._book = Book()
        self.cards: dict[int, GroupCard] = {}
        self.about = QLabel("名次只在同一个考核组里排。一个单位只能在一个组。", self)
        self.about.setTextFormat(Qt.TextFormat.PlainText)
        self.about.setProperty("caption", True)
        self.left = QLabel(self)
        self.left.setTextFormat(Qt.TextFormat.PlainText)
        self.left.setProperty("caption", True)
        self.left.setWordWrap(True)
        self.add = QPushButton("加一个组", self)
        self.add.setIcon(icon("plus"))
        self.add.clicked.connect(self.new)
        content = QWidget()
        content.setMaximumWidth(px(WIDEST))
        self._column = QVBoxLayout(content)
        self._column.setContentsMargins(px(16), px(12), px(16), px(16))
        self._column.setSpacing(px(8))
        self._column.addWidget(self.about)
        foot = QHBoxLayout()
        foot.addWidget(self.add)
        foot.addWidget(self.left, 1)
        self._column.addLayout(foot)
        self._column.addStretch(1)
        scroll = QScrollArea(self)
        scroll.setFrameShape(QFrame.Shape.NoFrame)
        scroll.setWidgetResizable(True)
        scroll.setAlignment(Qt.AlignmentFlag.AlignLeft)
        scroll.setWidget(content)
        layout = QVBoxLayout(self)
        layout.setContentsMargins(0, 0, 0, 0)
        layout.addWidget(scroll)

    def show_book(self, book: Book) -> None:
        """Cards that stay keep their focus and what is typed."""
        self._book = book
        wanted = [group.id for group in book.groups]
        for key in [key for key in self.cards if key not in wanted]:
            card = self.cards.pop(key)
            self._column.removeWidget(card)
            card.hide()
            card.deleteLater()
        for at, group in enumerate(book.groups):
            if group.id not in self.cards:
                self.cards[group.id] = self._made(group)
            card = self.cards[group.id]
            card.show_group(group, book)
            card.up.setEnabled(at > 0)
            card.down.setEnabled(at < len(wanted) - 1)
            self._column.removeWidget(card)
            self._column.insertWidget(1 + at, card)
        self.add.setVisible(book.frozen is None)
        grouped = {unit_id for group in book.groups for unit_id, _ in group.units}
        out = [unit.text for unit in book.units if unit.value not in grouped]
        more = f"等 {len(out)} 个单位" if len(out) > 6 else ""
        self.left.setText(f"不在任何组：{'、'.join(out[:6])}{more}，不参加排名。" if out and book.groups else "")

    def _made(self, group: GroupRow) -> GroupCard:
        card = GroupCard(group, self._book, self)
        card.renamed.connect(self._on_card_renamed)
        card.filled.connect(self._on_card_filled)
        card.moved.connect(self._on_card_moved)
        card.removed.connect(self._on_card_removed)
        card.unknown.connect(self._on_card_unknown)
        return card

    def new(self) -> None:
        """A new group, with its name to be typed."""
        if self._book.scheme is None:
            return
        names = {group.name for group in self._book.groups}
        number = next(number for number in range(1, len(names) + 2) if f"第{number}组" not in names)
        done = self._page.do("添加考核组", actions.add_group, scheme_id=self._book.scheme.id, name=f"第{number}组")
        if done is not None and done.value in self.cards:
            self.cards[done.value].name.setFocus()
            self.cards[done.value].name.selectAll()

    def _again(self) -> None:
        """A step was refused: show what is true."""
        for card in self.cards.values():
            card.name.setText(card.group.name)
            card.picker.set_values(tuple(unit_id for unit_id, _ in card.group.units))

    def _on_card_renamed(self, group_id: int, name: str) -> None:
        if self._page.do("修改考核组名称", actions.rename_group, group_id=group_id, name=name) is None:
            self._again()

    def _on_card_filled(self, group_id: int, unit_ids: object) -> None:
        name = self.cards[group_id].group.name
        if self._page.do(f"设置“{name}”的单位", actions.set_members, group_id=group_id, unit_ids=unit_ids) is None:
            self._again()

    def _on_card_moved(self, group_id: int, by: int) -> None:
        self._page.do("调整考核组次序", actions.shift_groups, group_ids=[group_id], by=by)

    def _on_card_removed(self, group_id: int) -> None:
        name = self.cards[group_id].group.name
        self._page.do(
            f"删除考核组“{name}”", actions.delete_groups, said=f"已删除考核组“{name}”，单位还在。", group_ids=[group_id]
        )

    def _on_card_unknown(self, text: str) -> None:
        taken = next(
            (group.name for group in self._book.groups for _, name in group.units if name == text.strip()), None
        )
        if taken is not None:
            refusal = Refusal(f"“{text}”已在“{taken}”组。", "一个单位只能在一个组里排名，请先从那个组移出。")
        else:
            refusal = Refusal(f"没有叫“{text}”的单位，或不止一个。", "请从提示里选，或先在“组织”里添加这个单位。")
        messages.refuse(self, refusal)
