"""The form of a standard: name, issue, note."""

from __future__ import annotations

from dataclasses import dataclass

from PySide6.QtWidgets import QLineEdit, QWidget
from typing_extensions import override

from models.errors import Refusal
from models.org.rules import why_no_name
from models.standard.queries import StandardRow
from ui.widgets.form import FormDialog


@dataclass(frozen=True, slots=True)
class StandardValue:
    """What was filled in."""

    name: str
    issue: str
    note: str


class StandardForm(FormDialog):
    """A new standard, or another name for one."""

    def __init__(self, parent: QWidget, standard: StandardRow | None = None) -> None:
        words = ("修改标准", "保存") if standard is not None else ("新标准", "新建")
        super().__init__(words[0], parent, accept_text=words[1])
        self.name = QLineEdit(standard.name if standard is not None else "", self)
        self.name.setPlaceholderText("如 国家卫生城市标准")
        self.issue = QLineEdit(standard.issue if standard is not None else "", self)
        self.issue.setPlaceholderText("如 2021版")
        self.note = QLineEdit(standard.note if standard is not None else "", self)
        self.add("名称", self.name)
        self.add("版本", self.issue, "同一标准换版时另建一套，两版之间可以对照。")
        self.add("备注", self.note)

    @override
    def value(self) -> StandardValue:
        return StandardValue(self.name.text(), self.issue.text(), self.note.text())

    @override
    def why_not(self) -> Refusal | None:
        return why_no_name(self.name.text(), "标准")
