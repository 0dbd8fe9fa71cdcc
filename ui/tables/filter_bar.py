"""A bar over a table that says that rows are hidden, by what, and brings them back."""

from __future__ import annotations

from PySide6.QtCore import Qt, Signal
from PySide6.QtWidgets import QFrame, QHBoxLayout, QLabel, QPushButton, QSizePolicy, QWidget

from ui.icons import icon
from ui.style import px


class FilterBar(QFrame):
    """`cleared` when 清除 was pressed; `edit_requested` when the words of the filter were."""

    cleared = Signal()
    edit_requested = Signal()

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.setObjectName("filterBar")
        mark = QLabel(self)
        mark.setPixmap(icon("filter", "near").pixmap(px(16), px(16)))
        self.words = QLabel("", self)
        self.words.setTextFormat(Qt.TextFormat.PlainText)
        self.asked = QPushButton("", self)
        self.asked.setProperty("link", True)
        self.asked.setProperty("left", True)
        self.asked.setSizePolicy(QSizePolicy.Policy.Ignored, QSizePolicy.Policy.Fixed)
        self.clear = QPushButton("清除筛选", self)
        self.clear.setProperty("quiet", True)
        layout = QHBoxLayout(self)
        layout.setContentsMargins(px(16), px(2), px(8), px(2))
        layout.setSpacing(px(8))
        layout.addWidget(mark)
        layout.addWidget(self.words)
        layout.addWidget(self.asked, 1)
        layout.addWidget(self.clear)
        self.clear.clicked.connect(self.cleared)
        self.asked.clicked.connect(self.edit_requested)
        self.hide()

    def show_state(self, found: int, total: int, held: int, sentence: str) -> None:
        """筛选后显示 12 / 96 项; `held` rows stay although the filter would hide them; hidden when nothing is."""
        if found >= total and not sentence:
            self.hide()
            return
        more = f"（另有 {held} 项刚添加，暂时保留）" if held else ""
        self.words.setText(f"筛选后显示 {found} / {total} 项{more}")
        self.asked.setText(sentence)
        self.asked.setToolTip(f"{sentence}\n点一下修改条件" if sentence else "")
        self.asked.setEnabled(bool(sentence))
        self.show()
