"""The fields of the templates: whose layout the pages have, and the workbook of the office that Excel files fill."""

from __future__ import annotations

from pathlib import Path

from PySide6.QtCore import Qt, Signal
from PySide6.QtWidgets import QHBoxLayout, QLabel, QPushButton, QWidget

from models.papers.own import TemplateRow
from ui.style import px
from ui.widgets.inspector import Section

_PROGRAM = "程序自带的版式"


class TemplateSection(Section):
    """`show_page` and `show_book` show; the signals tell what the user wants."""

    copy_wanted = Signal()
    folder_wanted = Signal()
    reset_wanted = Signal()
    book_wanted = Signal()
    no_book_wanted = Signal()
    sample_wanted = Signal()

    def __init__(self, parent: QWidget) -> None:
        super().__init__("模板", True, parent)
        self.page_words = self._words("")
        self.copy_button = self._link("复制模板到我的文件夹")
        self.copy_button.setToolTip("复制一份版式文件（.typ），用文本编辑器改过后，打印和导出就用改过的")
        self.folder_button = self._link("打开所在文件夹")
        self.reset_button = self._link("恢复原样")
        self.reset_button.setToolTip("改用程序自带的版式；你改过的文件留在原处，名称后加“.旧”")
        self._add_row(self.copy_button, self.folder_button, self.reset_button)
        self.book_words = self._words("")
        self.book_button = self._link("选Excel模板…")
        self.book_button.setToolTip("导出Excel时填进你们自己的表格，格式照旧")
        self.no_book_button = self._link("不用模板")
        self.sample_button = self._link("另存一份样板…")
        self.sample_button.setToolTip("按现在的列存一份Excel样板，改好后再选作模板")
        self._book_row = self._add_row(self.book_button, self.no_book_button, self.sample_button)
        for button, signal in (
            (self.copy_button, self.copy_wanted),
            (self.folder_button, self.folder_wanted),
            (self.reset_button, self.reset_wanted),
            (self.book_button, self.book_wanted),
            (self.no_book_button, self.no_book_wanted),
            (self.sample_button, self.sample_wanted),
        ):
            button.clicked.connect(signal)

    def show_page(self, row: TemplateRow) -> None:
        """Whose layout the pages have."""
        mine = "我改过的版式" if row.is_changed else "我的版式（还没有改动）"
        self.page_words.setText(f"页面：{mine if row.is_own else _PROGRAM}")
        self.page_words.setToolTip(str(row.path) if row.is_own else "")
        self.copy_button.setVisible(not row.is_own)
        self.folder_button.setVisible(row.is_own)
        self.reset_button.setVisible(row.is_own)

    def show_book(self, template: Path | None) -> None:
        """Which workbook Excel files fill; None: none."""
        self.book_words.setText(f"Excel：填进“{template.name}”" if template else "Excel：与打印的一样")
        self.book_words.setToolTip(str(template) if template else "")
        self.no_book_button.setVisible(template is not None)

    def hide_book(self) -> None:
        """For papers that are drawn."""
        self.book_words.hide()
        self._book_row.hide()

    def _words(self, text: str) -> QLabel:
        label = QLabel(text, self)
        label.setTextFormat(Qt.TextFormat.PlainText)
        label.setWordWrap(True)
        label.setContentsMargins(0, px(4), 0, 0)
        self.add_widget(label)
        return label

    def _link(self, text: str) -> QPushButton:
        button = QPushButton(text, self)
        button.setProperty("link", True)
        return button

    def _add_row(self, *buttons: QPushButton) -> QWidget:
        holder = QWidget(self)
        row = QHBoxLayout(holder)
        row.setContentsMargins(0, 0, 0, 0)
        for button in buttons:
            row.addWidget(button)
        row.addStretch(1)
        self.add_widget(holder)
        return holder
