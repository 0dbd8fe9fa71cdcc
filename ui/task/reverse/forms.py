"""Forms: which unit or person takes the selected tasks, and who in the unit does them."""

from __future__ import annotations

from collections.abc import Callable, Sequence

from PySide6.QtWidgets import QLabel, QWidget
from typing_extensions import override

from models.errors import Refusal
from ui.tables.completing import CompletingLine
from ui.tables.editors import Option
from ui.task.reverse.holders import Holder, HolderBook
from ui.widgets.form import FormDialog
from ui.widgets.unit_picker import UnitPicker


class TakerForm(FormDialog):
    """`value()` is the id of the one unit or person chosen."""

    def __init__(
        self,
        parent: QWidget,
        title: str,
        sentence: str,
        label: str,
        choices: Callable[[], Sequence[Option]],
        why_not: Callable[[int | None], Refusal | None],
        hint: str = "输入简称、拼音或名称的一部分",
    ) -> None:
        super().__init__(title, parent, accept_text="移交")
        self._rule = why_not
        words = QLabel(sentence, self)
        words.setWordWrap(True)
        self.picker = UnitPicker(choices, single=True, hint=hint, parent=self)
        self.add("", words)
        self.add(label, self.picker)
        self.picker.set_accessible(label)
        self.picker.setFocus()

    @override
    def value(self) -> int | None:
        if self.picker.line.text().strip():
            self.picker.add_text(self.picker.line.text())
        found = self.picker.values[0] if self.picker.values else None
        return found if isinstance(found, int) else None

    @override
    def why_not(self) -> Refusal | None:
        return self._rule(self.value())


class HolderForm(FormDialog):
    """落实到岗位或人员; `value()` is a `Holder`, of nobody when the line is empty."""

    def __init__(self, parent: QWidget, book: HolderBook, unit_id: int, unit: str, count: int, text: str = "") -> None:
        super().__init__("落实到岗位、人员", parent, accept_text="落实")
        self._book, self._unit_id = book, unit_id
        words = QLabel(f"{unit}的 {count} 项任务由谁具体负责。", self)
        words.setWordWrap(True)
        self.line = CompletingLine(book.options(unit_id), parent=self)
        self.line.setText(text)
        self.line.setPlaceholderText("岗位、姓名或拼音首字母")
        self.add("", words)
        self.add("岗位或人员", self.line, "选岗位时，换人后自动随岗位走；不填则取消。")
        self.line.setFocus()

    @override
    def value(self) -> Holder:
        return self._book.read(self._unit_id, self.line.text())

    @override
    def why_not(self) -> Refusal | None:
        try:
            self.value()
        except Refusal as refusal:
            return refusal
        return None
