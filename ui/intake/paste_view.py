"""A box for what was copied: text from anywhere, or a table from a browser, WPS or Excel, which stays a table."""

from __future__ import annotations

from PySide6.QtCore import QMimeData, Qt, Signal
from PySide6.QtGui import QGuiApplication, QTextDocumentFragment
from PySide6.QtWidgets import QHBoxLayout, QLabel, QPlainTextEdit, QPushButton, QVBoxLayout, QWidget
from typing_extensions import override

from ui.style import px
from ui.tables.clipboard import to_tabs
from ui.tables.html_block import Block, from_html

TOO_LONG = 20_000_000  # characters of HTML


class PasteEdit(QPlainTextEdit):
    """Keeps the HTML of a pasted table as long as its text is left as it was."""

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._html = ""
        self._shown = ""

    @property
    def html(self) -> str:
        """The table as it was copied; empty when something else stands in the box."""
        return self._html if self.toPlainText() == self._shown else ""

    @override
    def canInsertFromMimeData(self, source: QMimeData) -> bool:
        return source.hasHtml() or super().canInsertFromMimeData(source)

    @override
    def insertFromMimeData(self, source: QMimeData) -> None:
        html = source.html() if source.hasHtml() else ""
        block = from_html(html)[0] if 0 < len(html) <= TOO_LONG else ()
        is_table = len(block) > 1 and len(block[0]) > 1
        words = _words(source, block if is_table else ())
        if not is_table or not self._is_replaced():
            self.textCursor().insertText(words)
            self.ensureCursorVisible()
            return
        self.selectAll()
        self.textCursor().insertText(words)  # can be taken back with Ctrl+Z
        self._html, self._shown = html, self.toPlainText()
        self.textChanged.emit()

    def _is_replaced(self) -> bool:
        """Whether nothing but white space would stay beside what is pasted now."""
        cursor, text = self.textCursor(), self.toPlainText()
        return not (text[: cursor.selectionStart()] + text[cursor.selectionEnd() :]).strip()


def _words(source: QMimeData, block: Block) -> str:
    """What is pasted, as text: never what a page says in its styles and scripts."""
    text = source.text() if source.hasFormat("text/plain") or source.hasUrls() else ""
    bare = source.html().lower() if source.hasHtml() else ""
    if text.strip() and "<style" not in bare and "<script" not in bare:
        return text
    if block:
        return to_tabs(block)
    return text if text.strip() else QTextDocumentFragment.fromHtml(source.html()).toPlainText()


class PasteView(QWidget):
    """`text_given(str)` or, for a table, `table_given(str)` with its HTML; `back_wanted`."""

    text_given = Signal(str)
    table_given = Signal(str)
    back_wanted = Signal()

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.edit = PasteEdit(self)
        self.edit.setPlaceholderText("把方案、名单、分工的文字，或网页、WPS 表格里复制的表格粘贴到这里（Ctrl+V）")
        self.edit.setAccessibleName("要读的文字或表格")
        self.note = QLabel(self)
        self.note.setTextFormat(Qt.TextFormat.PlainText)
        self.note.setProperty("muted", True)
        self.read_button = QPushButton("读取", self)
        self.read_button.setProperty("primary", True)
        self.read_button.setToolTip("读取（Ctrl+Enter）")
        self.read_button.setShortcut("Ctrl+Return")
        self.read_button.setEnabled(False)
        self.back_button = QPushButton("返回", self)
        self.edit.textChanged.connect(self._on_edit_text_changed)
        self.read_button.clicked.connect(self._on_read_clicked)
        self.back_button.clicked.connect(self.back_wanted)
        buttons = QHBoxLayout()
        buttons.addWidget(self.note, 1)
        buttons.addWidget(self.back_button)
        buttons.addWidget(self.read_button)
        layout = QVBoxLayout(self)
        layout.setContentsMargins(px(24), px(16), px(24), px(16))
        layout.setSpacing(px(12))
        layout.addWidget(self.edit, 1)
        layout.addLayout(buttons)

    def paste(self) -> None:
        """What is on the clipboard, in place of what stands here."""
        self.edit.clear()
        data = QGuiApplication.clipboard().mimeData()
        if self.edit.canInsertFromMimeData(data):
            self.edit.insertFromMimeData(data)

    def _on_edit_text_changed(self) -> None:
        text = self.edit.toPlainText()
        self.read_button.setEnabled(bool(text.strip()))
        html = self.edit.html
        if html:
            block, _ = from_html(html)
            self.note.setText(f"这是一张 {len(block)} 行 {len(block[0])} 列的表格，按表格读。")
        else:
            self.note.setText(f"{len(text.strip())} 字" if text.strip() else "")

    def _on_read_clicked(self) -> None:
        html = self.edit.html
        if html:
            self.table_given.emit(html)
        else:
            self.text_given.emit(self.edit.toPlainText())
