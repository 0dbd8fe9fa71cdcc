"""Inspectors of a person (posts with their days, seats) and of a post (who held it)."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import date

from PySide6.QtCore import Signal

from models.org import actions
from models.org.queries import PersonRow, PostRow, TenureRow
from models.org.queries.portraits import portrait
from models.org.rules import STANDING_IN, last_day
from models.org.terms import TenureKind
from ui import messages
from ui.messages import Choice
from ui.org.phone_field import PhoneField
from ui.page import Page
from ui.widgets.inspector import Inspector, LineField, ReadField, TextField
from ui.widgets.link_row import LinkRow
from ui.widgets.portrait import PortraitField
from ui.widgets.record_history import RecordHistory
from ui.widgets.rowlist import ListRow, RowList


class PersonInspector(Inspector):
    """A person; a click on a post asks whether it ends today or never was."""

    appoint_requested = Signal()
    tenure_ended = Signal(object)
    tenure_deleted = Signal(object)

    def __init__(self, page: Page) -> None:
        super().__init__(page)
        self._person: PersonRow | None = None
        basics = self.add_section()
        basics.add("name", "姓名", LineField())
        basics.add("phone", "电话", PhoneField(page.context, "手机"))
        basics.add("office_phone", "办公电话", PhoneField(page.context, "座机，可写“转801”"))
        basics.add("email", "邮箱", LineField("name@example.com"))
        basics.add("note", "备注", TextField("", 2))
        held = self.add_section("任职")
        self.posts = RowList(self, height=30)
        self.posts.row_activated.connect(self._on_posts_row_activated)
        held.add_widget(self.posts)
        appoint = LinkRow("添加任职…", self)
        appoint.clicked.connect(self.appoint_requested)
        held.add_widget(appoint)
        self.seats_section = self.add_section("席位")
        self.seats = RowList(self, height=28)
        self.seats_section.add_widget(self.seats)
        self._page = page
        self.portrait = PortraitField(self)
        self.portrait.changed.connect(self._on_portrait_changed)
        self.add_section("照片").add_widget(self.portrait)
        self.history = RecordHistory(page, self)

    def show_person(self, row: PersonRow) -> None:
        """Show a person."""
        self._person = row
        self.set_values(
            row.name,
            {
                "name": row.name,
                "phone": row.phone,
                "office_phone": row.office_phone,
                "email": row.email,
                "note": row.note,
            },
            "、".join(post.words for post in row.posts) or "没有岗位",
        )
        self.posts.set_rows(
            [ListRow(post.id, post.words, "", _range(post.valid_from, post.valid_to)) for post in row.posts]
        )
        self.seats.set_rows([ListRow(number, seat) for number, seat in enumerate(row.seats)])
        self.seats_section.setVisible(bool(row.seats))
        self.portrait.show_image(self._page.store.read(portrait, person_id=row.id))
        self.history.show_record("person", row.id)

    def _on_portrait_changed(self, image: str) -> None:
        person = self._person
        if person is None:
            return
        said = f"已保存“{person.name}”的照片。" if image else f"已去掉“{person.name}”的照片。"
        title = f"照片：{person.name}"
        self._page.do(title, actions.set_portrait, said=said, person_id=person.id, image=image)

    def _on_posts_row_activated(self, tenure_id: object) -> None:
        person = self._person
        post = next((held for held in person.posts if held.id == tenure_id), None) if person else None
        if person is None or post is None:
            return

        def answered(key: str) -> None:
            (self.tenure_ended if key == "end" else self.tenure_deleted).emit(post.id)

        messages.ask(
            self,
            f"{person.name}：{post.words}",
            "离任后，以前的名单和席位仍显示他；填错了的任职可以删除。",
            (Choice("delete", "填错了，删除", danger=True), Choice("end", "今天离任", primary=True)),
            answered,
        )


class PostInspector(Inspector):
    """A post with everyone who held it."""

    hand_over_requested = Signal()
    stand_in_requested = Signal()
    return_requested = Signal()
    tenure_opened = Signal(object)

    def __init__(self, page: Page) -> None:
        super().__init__(page)
        basics = self.add_section()
        basics.add("unit", "单位", ReadField())
        basics.add("title", "职务", LineField())
        held = self.add_section("历任")
        self.holders = RowList(self, height=30)
        self.holders.row_activated.connect(self.tenure_opened)
        held.add_widget(self.holders)
        change = LinkRow("换人…", self)
        change.clicked.connect(self.hand_over_requested)
        held.add_widget(change)
        stand_in = LinkRow("挂职、主持工作…", self)
        stand_in.clicked.connect(self.stand_in_requested)
        held.add_widget(stand_in)
        self.comes_back = LinkRow("返岗…", self)
        self.comes_back.clicked.connect(self.return_requested)
        held.add_widget(self.comes_back)
        self.history = RecordHistory(page, self)

    def show_post(self, row: PostRow, tenures: Sequence[TenureRow]) -> None:
        """Show a post."""
        self.set_values(
            f"{row.unit}{row.title}",
            {"unit": row.unit or "没有单位", "title": row.title},
            _in_charge(row),
        )
        self.comes_back.setVisible(row.kind in STANDING_IN)
        self.holders.set_rows(
            [
                ListRow(
                    tenure.id,
                    tenure.person,
                    "" if tenure.kind is TenureKind.REGULAR else tenure.kind.label,
                    _range(tenure.valid_from, tenure.valid_to),
                )
                for tenure in tenures
            ]
        )
        self.history.show_record("post", row.id)


def _in_charge(row: PostRow) -> str:
    if not row.holder:
        return "空缺"
    if row.kind not in STANDING_IN or row.kind is None:
        return f"现任：{row.holder}"
    end = last_day(row.valid_to)
    until = f"，到 {end}" if end else ""
    return f"{row.kind.label}：{row.holder}{until}" + (f"；{row.away}保留岗位" if row.away else "")


def _range(valid_from: date | None, valid_to: date | None) -> str:
    end = last_day(valid_to)
    if valid_from and end:
        return f"{valid_from} 至 {end}"
    return f"{valid_from} 起" if valid_from else f"到 {end}" if end else ""
