"""Forms of the page 组织 about people and days: a new person, a post, an appointment."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date

from PySide6.QtWidgets import QWidget
from typing_extensions import override

from models.errors import Refusal
from models.org.rules import clean_name, why_no_name, why_no_phone
from models.org.terms import TenureKind
from ui.org.books import PeopleBook, UnitBook
from ui.org.columns import word_of
from ui.org.forms import text_line
from ui.org.tenure_forms import kind_box
from ui.tables.completing import CompletingLine
from ui.tables.editors import parse_day
from ui.widgets.form import FormDialog


@dataclass(frozen=True, slots=True)
class PersonValue:
    name: str
    unit: str
    title: str
    phone: str


@dataclass(frozen=True, slots=True)
class PostValue:
    unit: str
    title: str
    holder: str


@dataclass(frozen=True, slots=True)
class AppointmentValue:
    """A post by unit and title, or only its holder, and the first day (None: always)."""

    unit: str
    title: str
    person: str
    on: date | None
    kind: TenureKind = TenureKind.REGULAR


class PersonForm(FormDialog):
    """A new person, with the post held if it is known."""

    def __init__(self, parent: QWidget, units: UnitBook) -> None:
        super().__init__("新人员", parent, accept_text="添加")
        self.name = text_line(self, "")
        self.unit = CompletingLine(units.options(), parent=self)
        self.title = text_line(self, "例如：副局长")
        self.phone = text_line(self, "")
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
            return self._units.why_unknown(value.unit, "请从提示里选择单位，或先添加它。")
        if value.unit and not value.title:
            return Refusal("写了单位，没有写职务。", "请补上职务，例如“工作人员”。")
        return why_no_name(value.name, "人员") or why_no_phone(value.phone)


class PostForm(FormDialog):
    """A new post at a unit."""

    def __init__(self, parent: QWidget, units: UnitBook, people: PeopleBook, unit: str = "") -> None:
        super().__init__("新岗位", parent, accept_text="添加")
        self.unit = CompletingLine(units.options(), parent=self)
        self.unit.setText(unit)
        self.title = text_line(self, "例如：局长")
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
            return self._units.why_unknown(value.unit, "请从提示里选择单位，或先添加它。")
        return why_no_name(value.title, "岗位")


class AppointmentForm(FormDialog):
    """A person takes a post (unit and title are asked) or a post gets a holder (the person is asked)."""

    def __init__(
        self, parent: QWidget, title: str, units: UnitBook, *, people: PeopleBook | None = None, note: str = ""
    ) -> None:
        super().__init__(title, parent, accept_text="确定")
        self._units = units
        self._people = people
        self.unit = CompletingLine(units.options(), parent=self)
        self.title = text_line(self, "例如：副局长")
        self.person = CompletingLine(people.options() if people else (), parent=self)
        self.on = text_line(self, "不知道时不填")
        self.kind = kind_box(self, (TenureKind.REGULAR, TenureKind.CONCURRENT))
        if people is None:
            self.add("单位", self.unit)
            self.add("职务", self.title)
            self.add("方式", self.kind)
            self.person.hide()
        else:
            self.kind.hide()
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
            word_of(TenureKind, self.kind.currentData()),
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
            return self._units.why_unknown(unit, "请从提示里选择单位，或先添加它。")
        return why_no_name(self.title.text(), "岗位")


def _no_day(text: str) -> Refusal:
    return Refusal(f"“{text.strip()[:12]}”不是日期。", "请写成 2026-05-31 或 5月31日。")
