"""The manual: every picture it names is there and fits its window."""

from __future__ import annotations

import re

from PySide6.QtCore import Qt, QUrl
from PySide6.QtGui import QImage, QTextDocument
from PySide6.QtWidgets import QWidget
from pytestqt.qtbot import QtBot

from ui.manual import ManualWindow, manual_start


def test_every_picture_is_there_and_fits(qtbot: QtBot) -> None:
    parent = QWidget()
    qtbot.addWidget(parent)
    manual = ManualWindow(manual_start(), parent)
    manual.show()
    names = re.findall(r"!\[[^\]]*\]\(([^)]+)\)", manual_start().read_text(encoding="utf-8"))
    assert len(names) >= 9
    for name in names:
        picture = manual.browser.loadResource(QTextDocument.ResourceType.ImageResource.value, QUrl(name))
        assert isinstance(picture, QImage)
        assert 600 < picture.width() < manual.width()
    assert manual.browser.horizontalScrollBar().maximum() == 0


def test_esc_closes_the_manual(qtbot: QtBot) -> None:
    parent = QWidget()
    qtbot.addWidget(parent)
    manual = ManualWindow(manual_start(), parent)
    manual.show()
    qtbot.keyClick(manual.browser, Qt.Key.Key_Escape)
    assert not manual.isVisible()
