"""A small table of parts of a scheme with its buttons: add, order, delete; read-only while the scheme is frozen."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any, ClassVar

from PySide6.QtCore import Qt
from PySide6.QtWidgets import QFrame, QHBoxLayout, QLabel, QPushButton, QVBoxLayout, QWidget

from models.errors import Condition, Refusal
from ui import messages
from ui.appraisal.scheme.book import Book
from ui.icons import icon
from ui.page import Page
from ui.style import px
from ui.tables.cells import Column
from ui.tables.rows import RowsModel
from ui.tables.view import TableView


class SmallTable(QWidget):
    """Subclasses answer `edit`, `new`, `shift` and `delete`; `note` says what the rows come to."""

    stays_open: ClassVar[bool] = False  # whether it can be changed while the scheme is in force as well

    def __init__(self, page: Page, columns: Sequence[Column], name: str, noun: str, about: str) -> None:
        super().__init__(page)
        self._page = page
        self.book = Book()
        self.model = RowsModel(columns, parent=self)
        self.table = TableView(self.model, name=f"appraisal.{name}")
        self.table.setAccessibleName(noun)
        self.about = QLabel(about, self)
        self.about.setTextFormat(Qt.TextFormat.PlainText)
        self.about.setProperty("caption", True)
        self.about.setWordWrap(True)
        self.note = QLabel(self)
        self.note.setTextFormat(Qt.TextFormat.PlainText)
        self.note.setWordWrap(True)
        self.foot = QHBoxLayout()
        self.foot.setSpacing(px(8))
        self.add_button = self.add_tool(f"加一个{noun}", "plus", self._on_add_clicked)
        self._buttons = [
            self.add_button,
            self.add_tool("上移", "arrow-up", self._on_up_clicked),
            self.add_tool("下移", "arrow-down", self._on_down_clicked),
            self.add_tool("删除", "delete-outline", self._on_delete_clicked),
        ]
        self.foot.addStretch(1)
        frame = QFrame(self)
        head = QVBoxLayout(frame)
        head.setContentsMargins(px(16), px(12), px(16), px(8))
        head.addWidget(self.about)
        head.addLayout(self.foot)
        head.addWidget(self.note)
        layout = QVBoxLayout(self)
        layout.setContentsMargins(0, 0, 0, 0)
        layout.setSpacing(0)
        layout.addWidget(frame)
        layout.addWidget(self.table, 1)
        self.model.edit_requested.connect(self._on_model_edit_requested)
        self.table.delete_requested.connect(self._on_table_delete_requested)
        self.table.move_requested.connect(self._on_table_move_requested)
        self.table.insert_requested.connect(self._on_table_insert_requested)

    def add_tool(self, text: str, name: str, slot: Any) -> QPushButton:
        """A button over the table."""
        button = QPushButton(text, self)
        button.setIcon(icon(name))
        button.clicked.connect(slot)
        self.foot.addWidget(button)
        return button

    # ---- for subclasses ---------------------------------------------------------------------------------------

    def edit(self, row: Any, key: str, value: Any) -> None:
        """A cell was typed into."""
        raise NotImplementedError

    def new(self) -> None:
        """One more, last."""
        raise NotImplementedError

    def shift(self, ids: Sequence[Any], by: int) -> None:
        """One place up or down."""
        raise NotImplementedError

    def delete(self, ids: Sequence[Any]) -> None:
        """Take them away."""
        raise NotImplementedError

    def show_rows(self, rows: Sequence[Any], book: Book, note: str, tone: str = "") -> None:
        """Other rows, and what they come to."""
        self.book = book
        self.model.set_rows(rows)
        self.model.read_only = self._frozen is not None
        for button in self._buttons:
            button.setEnabled(self._frozen is None and book.scheme is not None)
        self.note.setText(note)
        self.note.setVisible(bool(note))
        self.note.setProperty("tone", tone)
        self.note.style().polish(self.note)

    @property
    def _frozen(self) -> Refusal | None:
        return None if self.stays_open else self.book.frozen

    def _why_not(self) -> bool:
        if self._frozen is not None:
            messages.refuse(self, self._frozen)
        return self._frozen is not None or self.book.scheme is None

    # ---- slots ------------------------------------------------------------------------------------------------

    def _on_model_edit_requested(self, row_id: object, key: str, value: object) -> None:
        row = self.model.row(row_id)
        if row is None or self._why_not():
            return
        try:
            self.edit(row, key, value)
        except Condition as condition:
            messages.refuse(self, condition)

    def _on_add_clicked(self) -> None:
        if not self._why_not():
            self.new()

    def _on_table_insert_requested(self, row_id: object) -> None:
        self._on_add_clicked()

    def _on_up_clicked(self) -> None:
        self._on_table_move_requested(self.table.selected_ids(), -1)

    def _on_down_clicked(self) -> None:
        self._on_table_move_requested(self.table.selected_ids(), 1)

    def _on_delete_clicked(self) -> None:
        self._on_table_delete_requested(self.table.selected_ids())

    def _on_table_move_requested(self, ids: Any, by: int) -> None:
        if self._has(ids):
            self.shift(ids, by)

    def _on_table_delete_requested(self, ids: Any) -> None:
        if self._has(ids):
            self.delete(ids)

    def _has(self, ids: Any) -> bool:
        if not ids:
            messages.refuse(self, Refusal("没有选中行。", "先在下面点一行。"))
            return False
        return not self._why_not()
