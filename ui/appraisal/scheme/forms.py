"""Forms of a scheme: its names, and the day it comes into force."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date

from PySide6.QtCore import Qt
from PySide6.QtWidgets import QLabel, QLineEdit, QWidget
from typing_extensions import override

from models.appraisal.rows import SchemeRow
from models.errors import Refusal
from models.org.rules import why_no_name
from ui.tables.editors import parse_day
from ui.widgets.form import FormDialog


@dataclass(frozen=True, slots=True)
class SchemeValue:
    """What a scheme is called."""

    name: str
    document_no: str


class SchemeForm(FormDialog):
    """A new scheme."""

    def __init__(self, parent: QWidget) -> None:
        super().__init__("新办法", parent, accept_text="新建")
        self.name = QLineEdit(self)
        self.name.setPlaceholderText("如 创建国家卫生城市工作考核办法")
        self.document_no = QLineEdit(self)
        self.document_no.setPlaceholderText("例如：云创卫办〔2026〕5号；没有时不填")
        self.add("名称", self.name)
        self.add("文号", self.document_no)

    @override
    def value(self) -> SchemeValue:
        return SchemeValue(self.name.text().strip(), self.document_no.text().strip())

    @override
    def why_not(self) -> Refusal | None:
        return why_no_name(self.name.text(), "考核办法")


class ForceForm(FormDialog):
    """The day from which a draft holds; says what that freezes and what its check still finds."""

    def __init__(self, parent: QWidget, scheme: SchemeRow, today: date, before: SchemeRow | None, found: int) -> None:
        super().__init__(f"施行“{scheme.label}”", parent, accept_text="施行")
        self.day = QLineEdit(today.isoformat(), self)
        self.day.setPlaceholderText("2026-05-31")
        self.add("施行日期", self.day)
        words = f"施行后 {scheme.criteria} 行评分表、{scheme.groups} 个考核组都不能再改，可以另起新版；施行可以撤销。"
        if before is not None:
            words += f"“{before.label}”随之停用，它的考核结果不变。"
        self.add("", _words(self, words))
        if found:
            self.add("", _words(self, f"自查还有 {found} 处要核对，可以先取消，到“自查”里逐条看。", "near"))

    @override
    def value(self) -> date:
        day = parse_day(self.day.text())
        assert isinstance(day, date)
        return day

    @override
    def why_not(self) -> Refusal | None:
        if isinstance(parse_day(self.day.text()), date):
            return None
        return Refusal("施行日期看不懂。", "请写成 2026-05-31。")


def _words(parent: QWidget, text: str, tone: str = "") -> QLabel:
    label = QLabel(text, parent)
    label.setTextFormat(Qt.TextFormat.PlainText)
    label.setWordWrap(True)
    label.setProperty("caption", not tone)
    if tone:
        label.setProperty("tone", tone)
    return label
