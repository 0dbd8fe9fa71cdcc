"""The left pane: the document's name over its paragraphs; a paragraph can be made a row by hand."""

from __future__ import annotations

from collections.abc import Sequence
from functools import partial

from PySide6.QtCore import QPoint, Qt, Signal
from PySide6.QtGui import QGuiApplication
from PySide6.QtWidgets import QHBoxLayout, QLabel, QMenu, QVBoxLayout, QWidget

from models.intake.review import Block
from ui.intake.source_view import Line, SourceView
from ui.style import px

ADDABLE = {
    Block.TASKS: "这一段是任务",
    Block.REPORTING: "这一段是报送事项",
    Block.PHASES: "这一段是阶段",
    Block.TARGETS: "这一段有目标",
    Block.UNITS: "这一段列的是单位",
    Block.SEATS: "这一段是席位（名单）",
}


class SourcePane(QWidget):
    """`added(Block, paragraph)` when the clerk says what a paragraph is."""

    added = Signal(object, int)

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._lines: dict[int, str] = {}
        self.name = QLabel(self)
        self.name.setTextFormat(Qt.TextFormat.PlainText)
        self.name.setProperty("section", True)
        self.count = QLabel(self)
        self.count.setTextFormat(Qt.TextFormat.PlainText)
        self.count.setProperty("caption", True)
        self.view = SourceView(self)
        self.view.menu_requested.connect(self._on_view_menu_requested)
        head = QHBoxLayout()
        head.setContentsMargins(px(12), px(8), px(12), px(8))
        head.addWidget(self.name, 1)
        head.addWidget(self.count)
        layout = QVBoxLayout(self)
        layout.setContentsMargins(0, 0, 0, 0)
        layout.setSpacing(0)
        layout.addLayout(head)
        layout.addWidget(self.view, 1)

    def show_document(self, name: str, lines: Sequence[Line]) -> None:
        """Another document."""
        self._lines = {line.number: line.text for line in lines}
        self.name.setText(name)
        self.name.setToolTip(name)
        self.name.setMinimumWidth(px(60))
        self.count.setText(f"{sum(1 for line in lines if line.text.strip())} 段")
        self.view.set_lines(lines)

    def text_of(self, number: int) -> str:
        """The text of a paragraph."""
        return self._lines.get(number, "")

    def _on_view_menu_requested(self, number: int, place: QPoint) -> None:
        menu = QMenu(self)
        menu.setAttribute(Qt.WidgetAttribute.WA_DeleteOnClose)
        for block, words in ADDABLE.items():
            menu.addAction(words, partial(self.added.emit, block, number))
        menu.addSeparator()
        menu.addAction("复制这一段", partial(QGuiApplication.clipboard().setText, self.text_of(number)))
        menu.popup(place)
