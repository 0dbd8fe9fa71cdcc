"""A page on a real database, with hands: typing, dialogs, what was said."""

from __future__ import annotations

from typing import Any

import pytest
from PySide6.QtCore import QEvent, Qt
from PySide6.QtGui import QGuiApplication, QKeyEvent
from PySide6.QtWidgets import QApplication, QComboBox, QDialog, QLineEdit, QPlainTextEdit, QPushButton, QWidget
from pytestqt.qtbot import QtBot

from ui import messages
from ui.page import Page
from ui.store import Store
from ui.tables import clipboard
from ui.tables.view import TableView

NONE = Qt.KeyboardModifier.NoModifier


class Desk:
    """The page shown, its store, and the sentences it said."""

    def __init__(self, page: Page, bot: QtBot, said: list[str]) -> None:
        self.page = page
        self.store: Store = page.store
        self.bot = bot
        self.said = said

    # ---- tables -----------------------------------------------------------------------------------------------

    @property
    def table(self) -> TableView:
        """The table in the middle."""
        view: Any = self.page.view  # type: ignore[attr-defined]
        table: TableView = view.table
        return table

    def texts(self, key: str, *, indented: bool = False) -> list[str]:
        """One column of the table as shown."""
        model = self.table.rows_model
        column = model.columns[model.column_of(key)]
        rows = model.visible_rows()
        if not indented:
            return [column.text(row) for row in rows]
        return ["  " * model.depth_at(place) + column.text(row) for place, row in enumerate(rows)]  # type: ignore[attr-defined]

    def stand_on(self, text: str, key: str, column: str = "name") -> None:
        """Put the cell cursor into the row whose `column` says `text`."""
        model = self.table.rows_model
        words = model.columns[model.column_of(column)]
        row = next(row for row in model.visible_rows() if words.text(row) == text)
        assert self.table.select_id(row.id, key)
        self.table.setFocus()

    def press(self, key: Qt.Key, held: Qt.KeyboardModifier = NONE) -> None:
        """A key to the table."""
        self.bot.keyClick(self.table, key, held)

    def write(self, text: str, *, takes_proposal: bool = True) -> None:
        """Type over the current cell and leave it with Enter, as an input method sends Chinese.

        Enter takes the proposal shown under the line; without `takes_proposal` Esc closes the list first.
        """
        self.bot.keyClick(self.table, Qt.Key.Key_F2)
        editor = self.editor()
        if isinstance(editor, QComboBox):
            editor.setCurrentText(text)
        else:
            assert isinstance(editor, QLineEdit | QPlainTextEdit)
            editor.selectAll()
            type_into(editor, text)
            if not takes_proposal:
                self.bot.keyClick(editor, Qt.Key.Key_Escape)
        self.bot.keyClick(editor, Qt.Key.Key_Return)
        if editor.isVisible():  # the first Enter took the proposal
            self.bot.keyClick(editor, Qt.Key.Key_Return)

    def editor(self) -> QWidget:
        """The editor open in the table."""
        kinds = (QLineEdit, QPlainTextEdit, QComboBox)
        found = [w for kind in kinds for w in self.table.viewport().findChildren(kind) if w.isVisible()]
        assert found, "no editor is open"
        return found[0]

    def paste(self, *rows: str) -> None:
        """Put rows (cells parted by |) on the clipboard and press Ctrl+V."""
        clip(*rows)
        self.press(Qt.Key.Key_V, Qt.KeyboardModifier.ControlModifier)

    # ---- dialogs ----------------------------------------------------------------------------------------------

    def dialog(self) -> Any:
        """The dialog that is open."""
        found = [w for w in self.page.window().findChildren(QDialog) if w.isVisible()]
        assert found, "no dialog is open"
        return found[-1]

    @property
    def has_dialog(self) -> bool:
        return any(w.isVisible() for w in self.page.window().findChildren(QDialog))

    def click(self, words: str, inside: QWidget | None = None) -> None:
        """Click the visible button that says so."""
        buttons = (inside or self.dialog()).findChildren(QPushButton)
        button = next(button for button in buttons if button.text() == words and button.isVisible())
        self.bot.mouseClick(button, Qt.MouseButton.LeftButton)

    # ---- inspector --------------------------------------------------------------------------------------------

    def field(self, key: str) -> Any:
        """A field of the inspector."""
        return self.page._panels.currentWidget().field(key)  # type: ignore[attr-defined]

    def fill(self, key: str, text: str) -> None:
        """Type into a line of the inspector and leave it with Enter."""
        line = self.field(key).line
        line.setFocus()
        line.selectAll()
        type_into(line, text)
        self.bot.keyClick(line, Qt.Key.Key_Escape) if getattr(line, "is_proposing", False) else None
        self.bot.keyClick(line, Qt.Key.Key_Return)


def hear(monkeypatch: pytest.MonkeyPatch) -> list[str]:
    """Let dialogs stay open for the test's hands, and collect the sentences shown to the user."""
    heard: list[str] = []

    def on_message(kind: str, text: str) -> None:
        heard.append(text)

    monkeypatch.setattr(messages.Hook, "on_prompt", None)
    monkeypatch.setattr(messages.Hook, "on_message", on_message)
    return heard


def clip(*rows: str) -> None:
    """Put rows (cells parted by |) on the clipboard as a spreadsheet does."""
    QGuiApplication.clipboard().setText(clipboard.to_tabs([row.split("|") for row in rows]))


def type_into(widget: QWidget, text: str) -> None:
    """Type a text the way an input method sends it."""
    if not text:
        QApplication.sendEvent(widget, QKeyEvent(QEvent.Type.KeyPress, Qt.Key.Key_Delete, NONE))
    for letter in text:
        for kind in (QEvent.Type.KeyPress, QEvent.Type.KeyRelease):
            QApplication.sendEvent(widget, QKeyEvent(kind, Qt.Key.Key_unknown, NONE, letter))
