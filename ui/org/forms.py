"""Forms of the page 组织: a new campaign, unit, group, seat."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date
from typing import Any

from PySide6.QtWidgets import QCheckBox, QComboBox, QLineEdit, QPlainTextEdit, QVBoxLayout, QWidget
from typing_extensions import override

from models.errors import Refusal
from models.org.rules import clean_name, kind_of_group, kind_of_name, why_no_name
from models.org.terms import GroupKind, UnitKind
from ui.org.books import PeopleBook, UnitBook
from ui.org.columns import role_words, word_of
from ui.style import px
from ui.tables.completing import CompletingLine
from ui.widgets.form import FormDialog
from ui.widgets.quiet import Combo


@dataclass(frozen=True, slots=True)
class CampaignValue:
    """What the form of a campaign was filled with."""

    name: str
    year: int | None
    year_end: int | None
    lead_unit: str
    first_unit_leads: bool
    responsible_leads: bool


@dataclass(frozen=True, slots=True)
class UnitValue:
    name: str
    short_name: str
    kind: UnitKind | None
    parent: str


@dataclass(frozen=True, slots=True)
class GroupValue:
    name: str
    kind: GroupKind | None
    lead_unit: str
    duty: str


@dataclass(frozen=True, slots=True)
class SeatValue:
    wording: str
    person: str
    post_text: str
    unit: str


class CampaignForm(FormDialog):
    """A new campaign."""

    def __init__(self, parent: QWidget, units: UnitBook, today: date) -> None:
        super().__init__("新建专项工作", parent, accept_text="新建")
        self.name = text_line(self, "例如：创建国家卫生城市")
        self.year = text_line(self, str(today.year))
        self.year.setText(str(today.year))
        self.year_end = text_line(self, "只做一年时不填")
        self.lead_unit = CompletingLine(units.options(), parent=self)
        self.first = QCheckBox("列第一位的为牵头单位", self)
        self.responsible = QCheckBox("没有牵头单位时，责任单位就是牵头单位", self)
        self.responsible.setChecked(True)
        self.add("名称", self.name)
        self.add("年度", self.year)
        self.add("截止年度", self.year_end)
        self.add("牵头单位", self.lead_unit, "输入简称、拼音首字母或名称的一部分")
        rules = QWidget(self)
        column = QVBoxLayout(rules)
        column.setContentsMargins(0, px(6), 0, 0)
        column.setSpacing(px(6))
        column.addWidget(self.first)
        column.addWidget(self.responsible)
        rules.setFocusProxy(self.first)
        self.add("牵头规则", rules)

    @override
    def value(self) -> CampaignValue:
        return CampaignValue(
            clean_name(self.name.text()),
            _year(self.year.text()),
            _year(self.year_end.text()),
            self.lead_unit.text(),
            self.first.isChecked(),
            self.responsible.isChecked(),
        )

    @override
    def why_not(self) -> Refusal | None:
        for line in (self.year, self.year_end):
            text = line.text().strip()
            if text and not (text.isdecimal() and len(text) == 4):
                return Refusal(f"年度“{text[:10]}”不对。", "请写四位年份，或不填。")
        return why_no_name(self.name.text(), "专项工作")


class UnitForm(FormDialog):
    """A new unit below another one."""

    def __init__(self, parent: QWidget, units: UnitBook, above: str = "") -> None:
        super().__init__("新单位", parent, accept_text="添加")
        self.name = text_line(self, "例如：云溪市商务局")
        self.short_name = text_line(self, "例如：商务局")
        self.kind = _choices(self, [("按名称判断", None), *((kind.label, kind) for kind in UnitKind)])
        self.parent_unit = CompletingLine(units.options(), parent=self)
        self.parent_unit.setText(above)
        self.parent_unit.setPlaceholderText("没有上级时不填")
        self.add("全称", self.name)
        self.add("简称", self.short_name)
        self.add("类别", self.kind)
        self.add("上级", self.parent_unit)
        self._units = units

    @override
    def value(self) -> UnitValue:
        name = clean_name(self.name.text())
        kind = self.kind.currentData()
        return UnitValue(
            name,
            clean_name(self.short_name.text()),
            word_of(UnitKind, kind) if kind else kind_of_name(name),
            clean_name(self.parent_unit.text()),
        )

    @override
    def why_not(self) -> Refusal | None:
        above = clean_name(self.parent_unit.text())
        if above and self._units.find(above) is None:
            return self._units.why_unknown(above, "请从提示里选择上级，或留空。")
        return why_no_name(self.name.text(), "单位")


class GroupForm(FormDialog):
    """A new group, on top or below another one."""

    def __init__(self, parent: QWidget, units: UnitBook, above: str = "") -> None:
        super().__init__(f"在“{above}”下新建小组" if above else "新建小组", parent, accept_text="新建")
        self.name = text_line(self, "例如：农贸市场专业组")
        self.kind = _choices(self, [("按名称判断", None), *((kind.label, kind) for kind in GroupKind)])
        self.lead_unit = CompletingLine(units.options(), parent=self)
        self.duty = QPlainTextEdit(self)
        self.duty.setFixedHeight(px(72))
        self.duty.setTabChangesFocus(True)
        self.add("名称", self.name)
        self.add("类别", self.kind)
        self.add("牵头单位", self.lead_unit)
        self.add("职责", self.duty)
        self._units = units

    @override
    def value(self) -> GroupValue:
        name = clean_name(self.name.text())
        kind = self.kind.currentData()
        return GroupValue(
            name,
            word_of(GroupKind, kind) if kind else kind_of_group(name),
            clean_name(self.lead_unit.text()),
            self.duty.toPlainText(),
        )

    @override
    def why_not(self) -> Refusal | None:
        unit = clean_name(self.lead_unit.text())
        if unit and self._units.find(unit) is None:
            return self._units.why_unknown(unit, "请从提示里选择牵头单位，或留空。")
        return why_no_name(self.name.text(), "小组")


class SeatForm(FormDialog):
    """A new seat of a group."""

    def __init__(self, parent: QWidget, group: str, people: PeopleBook, units: UnitBook, wording: str = "成员") -> None:
        super().__init__(f"“{group}”的新席位", parent, accept_text="添加")
        self.wording = CompletingLine(role_words(None), parent=self)
        self.wording.setText(wording)
        self.person = CompletingLine(people.options(), parent=self)
        self.person.setPlaceholderText("可以先空着")
        self.post_text = text_line(self, "例如：市商务局局长")
        self.unit = CompletingLine(units.options(), parent=self)
        self.unit.setPlaceholderText("以单位为成员时填写")
        self.add("角色", self.wording)
        self.add("姓名", self.person)
        self.add("职务", self.post_text)
        self.add("单位", self.unit)
        self._units = units
        self._people = people

    @override
    def value(self) -> SeatValue:
        return SeatValue(
            clean_name(self.wording.text()),
            self.person.text().strip(),
            clean_name(self.post_text.text()),
            clean_name(self.unit.text()),
        )

    @override
    def why_not(self) -> Refusal | None:
        value = self.value()
        if value.unit and self._units.find(value.unit) is None:
            return self._units.why_unknown(value.unit, "请从提示里选择单位，或先添加它。")
        return None


def text_line(parent: QWidget, hint: str) -> QLineEdit:
    """A line of text with a hint."""
    line = QLineEdit(parent)
    line.setPlaceholderText(hint)
    return line


def _choices(parent: QWidget, entries: list[tuple[str, Any]]) -> QComboBox:
    box = Combo(parent)
    for text, value in entries:
        box.addItem(text, value)
    return box


def _year(text: str) -> int | None:
    return int(text.strip()) if text.strip().isdecimal() else None
