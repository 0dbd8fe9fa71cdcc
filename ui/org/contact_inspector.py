"""The inspector of a contact: who stands for the unit, how to reach them, since when."""

from __future__ import annotations

from collections.abc import Sequence

from PySide6.QtCore import Signal

from models.org.rules import last_day
from ui.org.books import PeopleBook
from ui.org.contact_columns import ContactLine
from ui.org.phone_field import PhoneField
from ui.page import Page
from ui.tables.editors import Option
from ui.widgets.inspector import DateField, Inspector, LineField, TextField
from ui.widgets.link_row import LinkRow
from ui.widgets.record_history import RecordHistory


class ContactInspector(Inspector):
    """Edits a row of the contact book; an empty one takes a name."""

    erase_requested = Signal()

    def __init__(self, page: Page) -> None:
        super().__init__(page)
        self._people = PeopleBook()
        who = self.add_section()
        who.add("person", "姓名", LineField("待定", self._options))
        who.add("post_text", "职务", TextField("不填时按任职显示", 1))
        reach = self.add_section("联系方式")
        reach.add("phone", "手机", PhoneField(page.context, "手机号码"))
        reach.add("office_phone", "办公电话", PhoneField(page.context, "座机，可写“转801”"))
        reach.add("email", "邮箱", LineField("name@example.com"))
        self._reach = reach
        self._days = self.add_section("时间")
        self._days.add("valid_from", "开始", DateField("一直是"))
        self._days.add("last_day", "结束", DateField("还在任"))
        erase = LinkRow("填错了，删除这一行", self)
        erase.clicked.connect(self.erase_requested)
        self._days.add_widget(erase)
        self.history = RecordHistory(page, self)

    def _options(self) -> Sequence[Option]:
        return self._people.options()

    def show_contact(self, row: ContactLine, people: PeopleBook) -> None:
        """Show a row."""
        self._people = people
        self.set_values(
            row.person or f"{row.role.label}：待定",
            {
                "person": people.words(row.person_id) if row.person_id is not None else "",
                "post_text": row.post,
                "phone": row.phone,
                "office_phone": row.office_phone,
                "email": row.email,
                "valid_from": row.valid_from,
                "last_day": last_day(row.valid_to),
            },
            f"{row.unit} · {row.role.label}",
        )
        self._reach.setVisible(not row.is_empty)
        self._days.setVisible(not row.is_empty)
        self.sections[0].set_shown("post_text", not row.is_empty)
        self.sections[-1].setVisible(not row.is_empty)
        if not row.is_empty:
            self.history.show_record("contact", row.contact_id)
