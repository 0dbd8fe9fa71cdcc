"""The sheet of Ctrl+/: every shortcut of the window, of the page shown, and of tables."""

from __future__ import annotations

from collections.abc import Sequence

from PySide6.QtCore import Qt
from PySide6.QtGui import QAction, QKeySequence
from PySide6.QtWidgets import QDialog, QGridLayout, QHBoxLayout, QLabel, QVBoxLayout, QWidget

from ui.actions import ACTIONS, MATRIX_KEYS, TABLE_KEYS
from ui.pages import PAGES
from ui.style import px


class ShortcutSheet(QDialog):
    """Esc closes it."""

    def __init__(self, page_actions: Sequence[QAction], parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.setWindowTitle("快捷键")
        self.setModal(True)
        left, right = QVBoxLayout(), QVBoxLayout()
        columns = QHBoxLayout(self)
        columns.setContentsMargins(px(24), px(16), px(24), px(16))
        columns.setSpacing(px(32))
        for column in (left, right):
            column.setSpacing(px(8))
            columns.addLayout(column)
        groups: dict[str, list[tuple[str, str]]] = {}
        for spec in ACTIONS:
            if spec.shortcut:
                groups.setdefault(spec.group, []).append((spec.shortcut, spec.text.rstrip("…")))
        for group, keys in groups.items():
            self._add(left, group, keys)
        rail = [spec.word for spec in PAGES if spec.on_rail][:9]  # as many as have a figure
        self._add(right, "页面", [(f"Ctrl+1…{len(rail)}", "、".join(rail)), ("Esc", "收起、取消")])
        own = [
            (action.shortcut().toString(QKeySequence.SequenceFormat.NativeText), action.text())
            for action in page_actions
            if not action.shortcut().isEmpty()
        ]
        if own:
            self._add(right, "本页", own)
        self._add(right, "表格", list(TABLE_KEYS))
        self._add(right, "矩阵", [(keys, words.removeprefix("矩阵：")) for keys, words in MATRIX_KEYS])
        left.addStretch(1)
        right.addStretch(1)

    def _add(self, column: QVBoxLayout, title: str, keys: list[tuple[str, str]]) -> None:
        heading = QLabel(title, self)
        heading.setProperty("section", True)
        column.addWidget(heading)
        grid = QGridLayout()
        grid.setHorizontalSpacing(px(16))
        grid.setVerticalSpacing(px(2))
        grid.setColumnMinimumWidth(0, px(120))
        grid.setColumnStretch(1, 1)
        for row, (shortcut, words) in enumerate(keys):
            for at, text in enumerate((shortcut, words)):
                label = QLabel(text, self)
                label.setTextFormat(Qt.TextFormat.PlainText)
                label.setProperty("muted", at == 0)
                label.setWordWrap(at == 1)
                grid.addWidget(label, row, at)
        column.addLayout(grid)
