"""The switch between the blocks of a draft; each says how many of its rows are still open."""

from __future__ import annotations

from collections.abc import Sequence

from PySide6.QtCore import Qt, Signal
from PySide6.QtWidgets import QButtonGroup, QFrame, QHBoxLayout, QPushButton, QWidget

from models.intake.review import Block, Count, Review
from ui.style import px

SHORT = {Block.SEATS: "席位", Block.REPORTING: "报送"}


class BlockBar(QFrame):
    """`chosen(Block)` when the user takes another block."""

    chosen = Signal(object)

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.setProperty("segments", True)
        self._row = QHBoxLayout(self)
        self._row.setContentsMargins(0, 0, 0, 0)
        self._row.setSpacing(0)
        self._group = QButtonGroup(self)
        self._group.setExclusive(True)
        self._buttons: dict[Block, QPushButton] = {}
        for at, block in enumerate(Block):
            button = QPushButton(self)
            button.setCheckable(True)
            button.setProperty("segment", True)
            button.setFocusPolicy(Qt.FocusPolicy.TabFocus)
            button.setStyleSheet(f"padding: 0 {px(9)}px;")
            button.hide()
            self._group.addButton(button, at)
            self._row.addWidget(button)
            self._buttons[block] = button
        self._group.idClicked.connect(self._on_group_id_clicked)

    def show_review(self, review: Review, blocks: Sequence[Block], current: Block) -> None:
        """Counts of the blocks; a block without rows is not shown."""
        for block, button in self._buttons.items():
            button.setVisible(block in blocks)
            if block in blocks:
                count = review.count(block)
                areas = _areas(review) if block is Block.PLACES else 0
                button.setText(f"{SHORT.get(block, block.label)} {_words(count, count.kept - areas)}")
                tooltip = _tooltip(block, count) + (f"，其中 {areas} 行是片区" if areas else "")
                button.setToolTip(tooltip)
                button.setAccessibleName(tooltip)
            button.setChecked(block is current)

    def button(self, block: Block) -> QPushButton:
        """The button of a block."""
        return self._buttons[block]

    def _on_group_id_clicked(self, at: int) -> None:
        self.chosen.emit(list(Block)[at])


def _areas(review: Review) -> int:
    """Rows that only head the places below them."""
    return sum(item.is_kept and not item.value.name for item in review.rows(Block.PLACES))


def _words(count: Count, shown: int) -> str:
    if not count.kept:
        return "0"
    if not count.open:
        return f"{shown} ✓"
    return f"{shown} ▲" if count.doubtful else str(shown)


def _tooltip(block: Block, count: Count) -> str:
    words = [f"{block.label}：{count.kept} 行，已确认 {count.confirmed}"]
    if count.doubtful:
        words.append(f"存疑 {count.doubtful}")
    if count.dropped:
        words.append(f"已舍去 {count.dropped}")
    return "，".join(words)
