"""Forms of the contact book: one more person for a unit."""

from __future__ import annotations

from dataclasses import dataclass

from PySide6.QtWidgets import QWidget
from typing_extensions import override

from models.errors import Refusal
from models.org.rules import clean_name, why_no_email, why_no_name, why_no_phone
from models.org.terms import ContactRole
from ui.org.books import PeopleBook, UnitBook
from ui.org.forms import text_line
from ui.tables.completing import CompletingLine
from ui.widgets.form import FormDialog
from ui.widgets.quiet import Combo


@dataclass(frozen=True, slots=True)
class ContactValue:
    """What the form was filled with; `person` as typed."""

    unit: str
    role: ContactRole
    person: str
    post_text: str
    phone: str
    office_phone: str
    email: str

    @property
    def fields(self) -> dict[str, str]:
        """What was written about the person."""
        keys = ("post_text", "phone", "office_phone", "email")
        return {key: value for key in keys if (value := getattr(self, key))}


class ContactForm(FormDialog):
    """A new row of the contact book."""

    def __init__(self, parent: QWidget, units: UnitBook, people: PeopleBook, unit: str, role: ContactRole) -> None:
        super().__init__("新联系人", parent, accept_text="添加")
        self._units = units
        self.unit = CompletingLine(units.options(), parent=self)
        self.unit.setText(unit)
        self.role = Combo(self)
        for one in ContactRole:
            self.role.addItem(one.label, one)
        self.role.setCurrentIndex(list(ContactRole).index(role))
        self.person = CompletingLine(people.options(), parent=self)
        self.post_text = text_line(self, "不填时按任职显示")
        self.phone = text_line(self, "手机号码")
        self.office_phone = text_line(self, "区号-号码，可写“转801”")
        self.email = text_line(self, "name@example.com")
        self.add("单位", self.unit)
        self.add("角色", self.role)
        self.add("姓名", self.person, "从提示里选已有的人员，或写新的姓名")
        self.add("职务", self.post_text)
        self.add("手机", self.phone)
        self.add("办公电话", self.office_phone)
        self.add("邮箱", self.email)
        if unit:
            self.person.setFocus()

    @override
    def value(self) -> ContactValue:
        return ContactValue(
            clean_name(self.unit.text()),
            list(ContactRole)[self.role.currentIndex()],
            self.person.text().strip(),
            clean_name(self.post_text.text()),
            clean_name(self.phone.text()),
            clean_name(self.office_phone.text()),
            clean_name(self.email.text()),
        )

    @override
    def why_not(self) -> Refusal | None:
        value = self.value()
        if self._units.find(value.unit) is None:
            return Refusal(f"没有叫“{value.unit}”的单位。" if value.unit else "没有写单位。", "请从提示里选择单位。")
        return (
            why_no_name(value.person, "联系人")
            or why_no_phone(value.phone)
            or why_no_phone(value.office_phone)
            or why_no_email(value.email)
        )
