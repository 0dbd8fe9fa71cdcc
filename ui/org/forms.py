"""Forms of the page 组织: a new campaign, unit, person, group, seat, an appointment, a change of name with its day."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date
from typing import Any

from PySide6.QtWidgets import QCheckBox, QComboBox, QLineEdit, QPlainTextEdit, QVBoxLayout, QWidget
from typing_extensions import override

from models.errors import Refusal
from models.org.rules import clean_name, kind_of_group, kind_of_name, why_no_name, why_no_phone
from models.org.terms import GroupKind, UnitKind
from ui.org.books import PeopleBook, UnitBook
from ui.org.columns import role_words, word_of
from ui.style import px
from ui.tables.completing import CompletingLine
from ui.tables.editors import parse_day
from ui.widgets.form import FormDialog


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
class PersonValue:
    name: str
    unit: str
    title: str
    phone: str


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


@dataclass(frozen=True, slots=True)
class PostValue:
    unit: str
    title: str
    holder: str


@dataclass(frozen=True, slots=True)
class NameValue:
    """A name and the day from which it holds."""

    name: str
    on: date


@dataclass(frozen=True, slots=True)
class AppointmentValue:
    """A post by unit and title, or only its holder, and the first day (None: always)."""

    unit: str
    title: str
    person: str
    on: date | None


class CampaignForm(FormDialog):
    """A new campaign."""

    def __init__(self, parent: QWidget, units: UnitBook, today: date) -> None:
        super().__init__("新建专项工作", parent, accept_text="新建")
        self.name = _line(self, "例如：创建国家卫生城市")
        self.year = _line(self, str(today.year))
        self.year.setText(str(today.year))
        self.year_end = _line(self, "只做一年时不填")
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
        self.name = _line(self, "例如：云溪市商务局")
        self.short_name = _line(self, "例如：商务局")
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
            return Refusal(f"没有叫“{above}”的单位。", "请从提示里选择上级，或留空。")
        return why_no_name(self.name.text(), "单位")


class PersonForm(FormDialog):
    """A new person, with the post held if it is known."""

    def __init__(self, parent: QWidget, units: UnitBook) -> None:
        super().__init__("新人员", parent, accept_text="添加")
        self.name = _line(self, "")
        self.unit = CompletingLine(units.options(), parent=self)
        self.title = _line(self, "例如：副局长")
        self.phone = _line(self, "")
        self.add("姓名", self.name)
        self.add("单位", self.unit)
        self.add("职务", self.title)
        self.add("电话", self.phone)
        self._units = units

    @override
    def value(self) -> PersonValue:
        return PersonValue(
            clean_name(self.name.text()),
            clean_name(self.unit.text()),
            clean_name(self.title.text()),
            clean_name(self.phone.text()),
        )

    @override
    def why_not(self) -> Refusal | None:
        value = self.value()
        if value.unit and self._units.find(value.unit) is None:
            return Refusal(f"没有叫“{value.unit}”的单位。", "请从提示里选择单位，或先添加它。")
        if value.unit and not value.title:
            return Refusal("写了单位，没有写职务。", "请补上职务，例如“工作人员”。")
        return why_no_name(value.name, "人员") or why_no_phone(value.phone)


class GroupForm(FormDialog):
    """A new group, on top or below another one."""

    def __init__(self, parent: QWidget, units: UnitBook, above: str = "") -> None:
        super().__init__(f"在“{above}”下新建小组" if above else "新建小组", parent, accept_text="新建")
        self.name = _line(self, "例如：农贸市场专业组")
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
            return Refusal(f"没有叫“{unit}”的单位。", "请从提示里选择牵头单位，或留空。")
        return why_no_name(self.name.text(), "小组")


class SeatForm(FormDialog):
    """A new seat of a group."""

    def __init__(self, parent: QWidget, group: str, people: PeopleBook, units: UnitBook, wording: str = "成员") -> None:
        super().__init__(f"“{group}”的新席位", parent, accept_text="添加")
        self.wording = CompletingLine(role_words(None), parent=self)
        self.wording.setText(wording)
        self.person = CompletingLine(people.options(), parent=self)
        self.person.setPlaceholderText("可以先空着")
        self.post_text = _line(self, "例如：市商务局局长")
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
            return Refusal(f"没有叫“{value.unit}”的单位。", "请从提示里选择单位，或先添加它。")
        return None


class PostForm(FormDialog):
    """A new post at a unit."""

    def __init__(self, parent: QWidget, units: UnitBook, people: PeopleBook, unit: str = "") -> None:
        super().__init__("新岗位", parent, accept_text="添加")
        self.unit = CompletingLine(units.options(), parent=self)
        self.unit.setText(unit)
        self.title = _line(self, "例如：局长")
        self.holder = CompletingLine(people.options(), parent=self)
        self.holder.setPlaceholderText("可以先空着")
        self.add("单位", self.unit)
        self.add("职务", self.title)
        self.add("现任", self.holder)
        self._units = units

    @override
    def value(self) -> PostValue:
        return PostValue(clean_name(self.unit.text()), clean_name(self.title.text()), self.holder.text().strip())

    @override
    def why_not(self) -> Refusal | None:
        value = self.value()
        if value.unit and self._units.find(value.unit) is None:
            return Refusal(f"没有叫“{value.unit}”的单位。", "请从提示里选择单位，或先添加它。")
        return why_no_name(value.title, "岗位")


class RenameForm(FormDialog):
    """A unit's new name and the day from which it is called so."""

    def __init__(self, parent: QWidget, name: str, today: date) -> None:
        super().__init__("单位改名", parent, accept_text="改名")
        self._old = name
        self.name = _line(self, "")
        self.name.setText(name)
        self.on = _line(self, "2026-05-31")
        self.on.setText(today.isoformat())
        self.add("新全称", self.name)
        self.add("从哪天起", self.on, f"“{name}”作为原名保留，文件里写原名也认得。")

    @override
    def value(self) -> NameValue:
        on = parse_day(self.on.text())
        assert isinstance(on, date)
        return NameValue(clean_name(self.name.text()), on)

    @override
    def why_not(self) -> Refusal | None:
        if not isinstance(parse_day(self.on.text()), date):
            return _no_day(self.on.text())
        if clean_name(self.name.text()) == self._old:
            return Refusal("新全称和现在的一样。", "请写上新的全称。")
        return why_no_name(self.name.text(), "单位")


class AppointmentForm(FormDialog):
    """A person takes a post (unit and title are asked) or a post gets a holder (the person is asked)."""

    def __init__(
        self, parent: QWidget, title: str, units: UnitBook, *, people: PeopleBook | None = None, note: str = ""
    ) -> None:
        super().__init__(title, parent, accept_text="确定")
        self._units = units
        self._people = people
        self.unit = CompletingLine(units.options(), parent=self)
        self.title = _line(self, "例如：副局长")
        self.person = CompletingLine(people.options() if people else (), parent=self)
        self.on = _line(self, "不知道时不填")
        if people is None:
            self.add("单位", self.unit)
            self.add("职务", self.title)
            self.person.hide()
        else:
            self.add("新任", self.person, "空着表示空缺")
            self.unit.hide()
            self.title.hide()
        self.add("从哪天起", self.on, note or "原来的现任到这一天为止，以前的文件和名单不变。")

    @override
    def value(self) -> AppointmentValue:
        on = parse_day(self.on.text()) if self.on.text().strip() else None
        return AppointmentValue(
            clean_name(self.unit.text()),
            clean_name(self.title.text()),
            self.person.text().strip(),
            on if isinstance(on, date) else None,
        )

    @override
    def why_not(self) -> Refusal | None:
        text = self.on.text().strip()
        if text and not isinstance(parse_day(text), date):
            return _no_day(text)
        if self._people is not None:
            return None
        unit = clean_name(self.unit.text())
        if unit and self._units.find(unit) is None:
            return Refusal(f"没有叫“{unit}”的单位。", "请从提示里选择单位，或先添加它。")
        return why_no_name(self.title.text(), "岗位")


def _line(parent: QWidget, hint: str) -> QLineEdit:
    line = QLineEdit(parent)
    line.setPlaceholderText(hint)
    return line


def _choices(parent: QWidget, entries: list[tuple[str, Any]]) -> QComboBox:
    box = QComboBox(parent)
    for text, value in entries:
        box.addItem(text, value)
    return box


def _year(text: str) -> int | None:
    return int(text.strip()) if text.strip().isdecimal() else None


def _no_day(text: str) -> Refusal:
    return Refusal(f"“{text.strip()[:12]}”不是日期。", "请写成 2026-05-31 或 5月31日。")
