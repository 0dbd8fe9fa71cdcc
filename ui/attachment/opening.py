"""Attachments are looked at as read-only copies, links in the browser or the file manager; nothing is run."""

from __future__ import annotations

import sys
from functools import partial
from pathlib import Path

from PySide6.QtCore import QUrl
from PySide6.QtGui import QDesktopServices
from PySide6.QtWidgets import QWidget

from models.attachment.queries import FileRow, LinkRow
from models.attachment.rules import opens_as_folder
from models.attachment.viewing import copy_for_viewing, sweep
from ui import background, messages
from ui.page import Page


def open_copy(page: Page, row: FileRow) -> None:
    """Open a read-only copy of a file in the system's program, and say that changes cannot come back."""
    database = page.store.database.path

    def work(report: background.Report) -> Path:
        sweep()
        return copy_for_viewing(database, row.sha256, row.name, report)

    background.run(page, "打开附件", work, partial(_on_copied, page))


def _on_copied(page: Page, path: Path) -> None:
    if QDesktopServices.openUrl(QUrl.fromLocalFile(str(path))):
        messages.say(page, f"打开的是“{path.name}”的只读副本，在里面改了不会存回来。要修改，请先另存为。")
    else:
        messages.say(page, f"系统没有能打开“{path.name}”的程序。可以另存为后，用别的办法打开。", kind="warning")


def open_link(widget: QWidget, row: LinkRow) -> None:
    """Open a page in the browser, a shared folder (or the folder around a file that would run) in the file manager."""
    if not QDesktopServices.openUrl(url_of(row)):
        messages.say(widget, f"系统没有打开“{row.target}”。可以复制地址，自己打开。", kind="warning")


def url_of(row: LinkRow) -> QUrl:
    """What is handed to the system for a link."""
    if not row.is_share:
        return QUrl(row.target)
    place = opens_as_folder(row.target).replace("\\", "/")
    if sys.platform == "win32":
        return QUrl.fromLocalFile(place)
    made = QUrl()
    made.setScheme("smb")
    server, _, path = place.lstrip("/").partition("/")
    made.setHost(server)
    made.setPath(f"/{path}")
    return made
