"""分次考核: the sub-rounds of a component (暗访第一轮, 3月); its score is the average over them."""

from __future__ import annotations

from decimal import Decimal
from fractions import Fraction

from PySide6.QtWidgets import QHBoxLayout, QLineEdit, QPushButton, QWidget
from typing_extensions import override

from models.appraisal import actions
from models.appraisal.rows import PartRow
from models.appraisal.rules.figures import percent
from models.errors import Condition, Refusal
from ui.appraisal.round.book import RoundBook
from ui.page import Page
from ui.style import px
from ui.tables.cells import Column
from ui.tables.editors import TextEditor
from ui.tables.rows import RowsModel
from ui.tables.view import TableView
from ui.widgets.form import FormDialog
from ui.widgets.quiet import Combo


def weight_of(text: str) -> Fraction:
    """50%, 0.5 or 1 as a weight. Raises Refusal."""
    plain = text.strip().rstrip("%％")
    try:
        value = Fraction(Decimal(plain or "100"))
    except ArithmeticError:
        raise Refusal(f"“{text}”不是百分数。", "请写如 50%。") from None
    return value / 100 if plain != text.strip() or value > 1 or not plain else value


class PartsForm(FormDialog):
    """Each change is one step at once; the dialog only closes."""

    def __init__(self, page: Page, book: RoundBook) -> None:
        super().__init__("分次考核", page.window(), accept_text="完成")
        self._page, self._book = page, book
        self._names = {one.key: one.name or "全部项目" for one in book.scheme.components}
        self.model = RowsModel(
            (
                Column("component", "部分", self._component, width=120),
                Column("name", "名称", lambda row: row.name, width=150, editor=TextEditor(), stretch=True),
                Column("weight", "权重", lambda row: percent(row.weight), width=80, align="right", editor=TextEditor()),
            ),
            parent=self,
        )
        self.table = TableView(self.model, parent=self)
        self.table.setMinimumHeight(px(180))
        self.setMinimumWidth(px(500))
        self.table.setAccessibleName("分次考核")
        self.component = Combo(self)
        for key, name in self._names.items():
            self.component.addItem(name, key)
        self.name_line = QLineEdit(self)
        self.name_line.setPlaceholderText("例如：第一轮暗访、3月")
        self.add_button = QPushButton("添加", self)
        self.add_button.setAutoDefault(False)
        self.remove_button = QPushButton("删除选中", self)
        self.remove_button.setAutoDefault(False)
        line = QWidget(self)
        row = QHBoxLayout(line)
        row.setContentsMargins(0, 0, 0, 0)
        row.addWidget(self.component)
        row.addWidget(self.name_line, 1)
        row.addWidget(self.add_button)
        row.addWidget(self.remove_button)
        self.add("", self.table)
        self.add("", line)
        self.cancel_button.hide()
        self.model.edit_requested.connect(self._on_edit_requested)
        self.add_button.clicked.connect(self._on_add_clicked)
        self.remove_button.clicked.connect(self._on_remove_clicked)
        self.name_line.returnPressed.connect(self._on_add_clicked)
        self.accept_button.setDefault(False)
        self.accept_button.setAutoDefault(False)
        self._show(book.parts)
        self.show_reason("" if self._names else "办法没有分部分，不能分次考核。")
        for widget in (self.component, self.name_line, self.add_button, self.remove_button):
            widget.setEnabled(bool(self._names) and book.closed is None)
        self.model.read_only = book.closed is not None

    @override
    def value(self) -> None:
        return None

    def _component(self, row: PartRow) -> str:
        return self._names.get(row.component_id, "")

    def _show(self, rows: tuple[PartRow, ...]) -> None:
        self.model.set_rows(rows)

    def _step(self, title: str, action: object, **kw: object) -> None:
        from models.appraisal import queries

        try:
            self._page.store.do(title, action, **kw)  # type: ignore[arg-type]
            self.show_reason("")
        except Condition as condition:
            self.show_reason(str(condition))
        self._show(self._page.store.read(queries.parts, round_id=self._book.row.id))

    def _on_add_clicked(self) -> None:
        name = self.name_line.text().strip()
        if not name:
            self.name_line.setFocus()
            return
        self._step(
            "添加分次考核",
            actions.add_part,
            round_id=self._book.row.id,
            component_id=self.component.currentData(),
            name=name,
        )
        self.name_line.clear()

    def _on_remove_clicked(self) -> None:
        current = self.table.current_id()
        if current is not None:
            self._step("删除分次考核", actions.delete_part, part_id=current)

    def _on_edit_requested(self, row_id: object, key: str, value: object) -> None:
        try:
            typed: object = weight_of(str(value)) if key == "weight" else value
        except Refusal as refusal:
            self.show_reason(str(refusal))
            return
        self._step("修改分次考核", actions.update_part, part_id=row_id, **{key: typed})
