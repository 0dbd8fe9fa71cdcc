"""A page with an inspector that shows the files of one task."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from pathlib import Path
from typing import Any

import pytest
from PySide6.QtCore import QMimeData, QPoint, Qt, QUrl
from PySide6.QtGui import QAction, QDesktopServices, QDragEnterEvent, QDropEvent
from PySide6.QtWidgets import QApplication, QMenu, QWidget
from pytestqt.qtbot import QtBot
from typing_extensions import override

from models.attachment.store import files_folder
from models.attachment.terms import Holder
from models.task.actions import add_task
from ui import background
from ui.attachment.section import AttachmentSection
from ui.context import Context
from ui.page import Page
from ui.store import Store
from ui.widgets.inspector import Inspector


class PanelPage(Page):
    """Nothing but an inspector."""

    key = "panel"
    title = "附件"

    @override
    def _build(self) -> None:
        self.panel = Inspector(self)
        self.section = AttachmentSection(self, self.panel, Holder.TASK)
        self.set_inspector(self.panel)


@dataclass
class Desk:
    """The page shown, and what a user does to it."""

    page: PanelPage
    store: Store
    bot: QtBot
    task: int
    opened: list[str]

    @property
    def section(self) -> AttachmentSection:
        return self.page.section

    @property
    def folder(self) -> Path:
        assert self.store.path is not None
        return files_folder(self.store.path)

    def names(self) -> list[str]:
        """The lines as shown."""
        return [row.name for row in self.section.list.rows]

    def wait(self) -> None:
        """Until the background work is done."""
        self.bot.waitUntil(lambda: not background.is_busy())

    def line(self, name: str) -> QPoint:
        """The middle of a line."""
        at = self.names().index(name)
        return self.section.list.rect_of(at).center()

    def click(self, name: str) -> None:
        self.bot.mouseClick(self.section.list, Qt.MouseButton.LeftButton, pos=self.line(name))

    def double_click(self, name: str) -> None:
        self.bot.mouseDClick(self.section.list, Qt.MouseButton.LeftButton, pos=self.line(name))

    def key(self, key: Qt.Key, held: Qt.KeyboardModifier = Qt.KeyboardModifier.NoModifier) -> None:
        self.section.list.setFocus()
        self.bot.keyClick(self.section.list, key, held)

    def menu(self, name: str) -> dict[str, QAction]:
        """The entries of the menu behind the three dots of a line."""
        at = self.names().index(name)
        dots = self.section.list.menu_rect(at).center()
        self.bot.mouseClick(self.section.list, Qt.MouseButton.LeftButton, pos=dots)
        menu = QApplication.activePopupWidget()
        assert isinstance(menu, QMenu)
        return {action.text().partition("\t")[0]: action for action in menu.actions()}

    def choose(self, name: str, entry: str) -> None:
        """Choose an entry of a line's menu."""
        action = self.menu(name)[entry]
        menu = QApplication.activePopupWidget()
        assert isinstance(menu, QMenu)
        action.trigger()
        menu.close()

    def drop(self, mime: QMimeData, onto: QWidget | None = None) -> bool:
        """Drop something onto the panel or a widget in it; answers whether it was taken."""
        target = onto or self.page.panel
        copy, left, none = Qt.DropAction.CopyAction, Qt.MouseButton.LeftButton, Qt.KeyboardModifier.NoModifier
        enter = QDragEnterEvent(QPoint(20, 20), copy, mime, left, none)
        QApplication.sendEvent(target, enter)
        if not enter.isAccepted():
            return False
        drop = QDropEvent(QPoint(20, 20), copy, mime, left, none)
        QApplication.sendEvent(target, drop)
        self.wait()
        return True


def of_files(*paths: Path) -> QMimeData:
    mime = QMimeData()
    mime.setUrls([QUrl.fromLocalFile(str(path)) for path in paths])
    return mime


@pytest.fixture
def desk(
    qtbot: QtBot,
    context: Context,
    campaign: int,
    shown: Callable[[Any], Any],
    monkeypatch: pytest.MonkeyPatch,
) -> Desk:
    """The panel with a task that has nothing yet; what would be opened is noted."""
    opened: list[str] = []

    def note(url: QUrl) -> bool:
        opened.append(url.toString())
        return True

    monkeypatch.setattr(QDesktopServices, "openUrl", note)
    task = int(context.store.do("添加任务", add_task, campaign_id=campaign, title="整治占道经营").value)
    page = shown(PanelPage(context))
    page.panel.set_values("整治占道经营", {})
    page.section.show_record(task, "整治占道经营")
    return Desk(page, context.store, qtbot, task, opened)
