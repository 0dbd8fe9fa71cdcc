"""The user manual (F1): resources/manual in a window of its own, kept while the program runs."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path
from typing import Any

from PySide6.QtCore import Qt, QUrl
from PySide6.QtGui import QImage, QKeyEvent, QTextBlock, QTextCursor, QTextDocument
from PySide6.QtWidgets import QHBoxLayout, QPushButton, QTextBrowser, QVBoxLayout, QWidget
from typing_extensions import override

from models.errors import Condition
from ui.icons import icon
from ui.style import RESOURCES, px

START = ("index.html", "index.md", "manual.md")
PICTURE_MARGIN = 64
SPACE_ABOVE = {1: 0, 2: 22, 3: 14}  # of headings, by their level
SECTIONS = {  # page key: heading
    "overview": "总览",
    "intake": "导入方案",
    "org": "组织",
    "grid": "网格",
    "task": "任务",
    "printing": "打印",
    "history": "历史、撤销和重做",
    "preferences": "备份、恢复和密码",
}


class Pages(QTextBrowser):
    """A browser whose pictures never stand out over its right edge."""

    @override
    def loadResource(self, kind: int, name: QUrl | str) -> Any:
        found = super().loadResource(kind, name)
        if kind != QTextDocument.ResourceType.ImageResource.value:
            return found
        picture = found if isinstance(found, QImage) else QImage.fromData(found)
        widest = max(self.width() - px(PICTURE_MARGIN), 200)
        if picture.width() <= widest:
            return picture
        return picture.scaledToWidth(widest, Qt.TransformationMode.SmoothTransformation)


class ManualWindow(QWidget):
    """Pages of the folder, with back, forward and start."""

    def __init__(self, start: Path, parent: QWidget) -> None:
        super().__init__(parent, Qt.WindowType.Window)
        self.setWindowTitle("使用手册 — 责任田")
        self.resize(px(860), px(680))
        self._start = QUrl.fromLocalFile(str(start))
        self.browser = Pages(self)
        self.browser.resize(self.size())  # pictures are fitted when the page is loaded
        self.browser.setOpenExternalLinks(False)
        self.browser.setSearchPaths([str(start.parent)])
        self.browser.sourceChanged.connect(self._on_source_changed)
        row = QHBoxLayout()
        row.setContentsMargins(px(8), px(6), px(8), 0)
        for text, name, slot in (
            ("目录", "home-outline", self._on_home_clicked),
            ("后退", "arrow-left", self.browser.backward),
            ("前进", "arrow-right", self.browser.forward),
        ):
            button = QPushButton(icon(name), text, self)
            button.clicked.connect(slot)
            row.addWidget(button)
        row.addStretch(1)
        layout = QVBoxLayout(self)
        layout.setContentsMargins(0, 0, 0, 0)
        layout.addLayout(row)
        layout.addWidget(self.browser, 1)
        self._on_home_clicked()

    @override
    def keyPressEvent(self, event: QKeyEvent) -> None:
        if event.key() == Qt.Key.Key_Escape:
            self.close()
            return
        super().keyPressEvent(event)

    def go_to(self, heading: str) -> None:
        """Show the section under `heading` of the first page; an unknown heading leaves what is shown."""
        if self.browser.source() != self._start:
            self._on_home_clicked()
        block = next((block for block, _ in self._headings() if block.text().strip() == heading), None)
        if block is None:
            return
        top = self.browser.document().documentLayout().blockBoundingRect(block).top()
        self.browser.verticalScrollBar().setValue(round(top))

    def _headings(self) -> Iterator[tuple[QTextBlock, int]]:
        block = self.browser.document().begin()
        while block.isValid():
            level = block.blockFormat().headingLevel()
            if level:
                yield block, level
            block = block.next()

    def _on_source_changed(self, source: QUrl) -> None:
        for block, level in list(self._headings()):  # Markdown takes no style sheet
            form = block.blockFormat()
            form.setTopMargin(px(SPACE_ABOVE.get(level, 10)))
            QTextCursor(block).setBlockFormat(form)

    def _on_home_clicked(self) -> None:
        self.browser.setSource(self._start)


def manual_start() -> Path:
    """The first page of the manual. Raises Condition when it is missing."""
    folder = RESOURCES / "manual"
    for name in START:
        if (folder / name).is_file():
            return folder / name
    raise Condition("使用手册没有随程序安装。", "请重新安装程序。")


def show_manual(window: QWidget, page_key: str = "") -> ManualWindow:
    """Open the manual, or bring it to the front, at the section of a page."""
    found = window.findChild(ManualWindow)
    manual = found if isinstance(found, ManualWindow) else ManualWindow(manual_start(), window)
    manual.show()
    manual.raise_()
    if page_key in SECTIONS:
        manual.go_to(SECTIONS[page_key])
    return manual
