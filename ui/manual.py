"""The user manual (F1): resources/manual in a window of its own, kept while the program runs."""

from __future__ import annotations

from pathlib import Path

from PySide6.QtCore import Qt, QUrl
from PySide6.QtWidgets import QHBoxLayout, QPushButton, QTextBrowser, QVBoxLayout, QWidget

from models.errors import Condition
from ui.icons import icon
from ui.style import RESOURCES, px

START = ("index.html", "index.md", "manual.md")


class ManualWindow(QWidget):
    """Pages of the folder, with back, forward and start."""

    def __init__(self, start: Path, parent: QWidget) -> None:
        super().__init__(parent, Qt.WindowType.Window)
        self.setWindowTitle("使用手册 — 责任田")
        self.resize(px(860), px(680))
        self._start = QUrl.fromLocalFile(str(start))
        self.browser = QTextBrowser(self)
        self.browser.setOpenExternalLinks(False)
        self.browser.setSearchPaths([str(start.parent)])
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

    def _on_home_clicked(self) -> None:
        self.browser.setSource(self._start)


def manual_start() -> Path:
    """The first page of the manual. Raises Condition when it is missing."""
    folder = RESOURCES / "manual"
    for name in START:
        if (folder / name).is_file():
            return folder / name
    raise Condition("使用手册没有随程序安装。", "请重新安装程序。")


def show_manual(window: QWidget) -> ManualWindow:
    """Open the manual, or bring it to the front."""
    found = window.findChild(ManualWindow)
    manual = found if isinstance(found, ManualWindow) else ManualWindow(manual_start(), window)
    manual.show()
    manual.raise_()
    return manual
