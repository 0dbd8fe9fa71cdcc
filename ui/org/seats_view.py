"""The seats of one group, in their inner order."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from datetime import date
from typing import Any

from PySide6.QtGui import QGuiApplication
from typing_extensions import override

from models.blocks import Block, has_headings
from models.errors import Condition
from models.org import actions, queries
from models.org.actions.pasting import SEAT_COLUMNS, names_in
from models.org.queries import GroupRow, PostRow, SeatRow
from models.org.rules import end_after, role_of_wording
from models.org.seat_matching import NewSeat
from models.org.terms import SeatRole
from ui import messages
from ui.messages import Choice
from ui.org.books import PeopleBook, UnitBook, with_person, with_unit
from ui.org.columns import SEAT_READINGS, Readings, read_day, seat_columns, word_of
from ui.org.forms import SeatForm, SeatValue
from ui.org.group_inspector import SeatInspector
from ui.page import Page
from ui.tables import clipboard
from ui.tables.rows import RowsModel
from ui.widgets.inspector import Inspector
from ui.widgets.record_view import RecordView


class SeatsView(RecordView):
    """The seats of one group in their inner order. The inspector shows the group while no seat is current."""

    noun = "席位"
    add_text = "新席位"
    filter_hint = "筛选姓名、职务、单位…"
    paste_columns = SEAT_COLUMNS

    def __init__(self, page: Page) -> None:
        self.units = UnitBook()
        self.people = PeopleBook()
        self.group: GroupRow | None = None
        self._posts: tuple[PostRow, ...] = ()
        self._pasted: Block = ()
        self._day: date | None = None
        super().__init__(page, RowsModel(seat_columns(self._people, self._units, page.context.phone)), "org.seats")
        self.table.set_draggable(True)

    def _units(self, row: Any) -> Sequence[Any]:
        return self.units.options()

    def _people(self, row: Any) -> Sequence[Any]:
        return self.people.options()

    @override
    def make_inspector(self) -> Inspector:
        return SeatInspector(self.page)

    def set_group(self, group: GroupRow | None) -> None:
        """Show the seats of another group."""
        self.group = group

    def set_day(self, day: date) -> None:
        """Show the seats as of a day."""
        self._day = day

    @override
    def reload(self) -> None:
        day = self._day or self.page.context.today
        self.units = UnitBook(self.page.store.read(queries.units))
        self.people = PeopleBook(self.page.store.read(queries.people, day=day))
        self._posts = self.page.store.read(queries.posts, day=day)
        rows: tuple[SeatRow, ...] = ()
        if self.group is not None:
            rows = self.page.store.read(queries.seats, group_id=self.group.id, day=day)
        self.show_rows(rows)
        if not rows:
            self.empty.show_state(
                f"“{self.group.name if self.group else ''}”还没有席位。",
                icon="seat-outline",
                note="可以粘贴文件里的名单（组长：张三　副市长），也可以粘贴 Excel 里的 角色、姓名、职务、单位。",
                buttons=() if self.locked else (("添加席位", self.new), ("粘贴名单", self.paste_list)),
            )

    def show_phones(self) -> None:
        """Phones were shown or hidden."""
        self.model.retell()
        self.refresh_inspector()

    @override
    def count_words(self) -> str:
        rows = self.model.rows
        vacant = sum(1 for row in rows if row.is_empty)
        return f"{len(rows)} 个席位" + (f"，空缺 {vacant}" if vacant else "")

    @override
    def readings(self) -> Readings:
        return SEAT_READINGS

    @override
    def show_row(self, row: Any | None) -> None:
        panel = self.inspector
        assert isinstance(panel, SeatInspector)
        if isinstance(row, SeatRow):
            panel.show_seat(row, self.people, self.units, self._posts)
        else:
            panel.clear("选中一个席位，在这里查看和修改。")

    @override
    def new(self, after: object = None) -> None:
        if self.group is None:
            return
        rows = self.model.rows
        wording = rows[-1].role_words if rows else "组长"
        if rows and rows[-1].role in (SeatRole.HEAD, SeatRole.DIRECTOR):
            wording = "成员"
        form = SeatForm(self.window(), self.group.name, self.people, self.units, wording)
        messages.open_form(self, form, self._on_form_accepted)

    def _on_form_accepted(self, value: SeatValue) -> None:
        group = self.group
        if group is None:
            return

        def found(person_id: int | None, new_name: str) -> None:
            done = self.do(
                f"新席位（{group.name}）",
                actions.add_seat_for,
                said=f"“{group.name}”已添加席位。",
                group_id=group.id,
                person_id=person_id,
                new_name=new_name,
                wording=value.wording,
                post_text=value.post_text,
                unit_id=self.units.find(value.unit) if value.unit else None,
            )
            if done is not None:
                self.select(done.value)

        with_person(self.page, self.people, value.person, found)

    @override
    def edit(self, row_id: Any, key: str, value: Any) -> None:
        row = self.model.row(row_id)
        if row is None:
            return
        title = f"修改席位（{row.group} {row.role_words}）"
        if key == "person":

            def found(person_id: int | None, new_name: str) -> None:
                self.do(title, actions.seat_person, seat_id=row_id, person_id=person_id, new_name=new_name)

            with_person(self.page, self.people, str(value), found)
        elif key == "unit":

            def unit_found(unit_id: int | None) -> None:
                self.do(title, actions.update_seat, seat_id=row_id, unit_id=unit_id)

            with_unit(self.page, self.units, str(value), unit_found)
        elif key == "wording":
            wording = str(value)
            self.do(title, actions.update_seat, seat_id=row_id, wording=wording, role=role_of_wording(wording))
        elif key == "role":
            self.do(title, actions.update_seat, seat_id=row_id, role=word_of(SeatRole, value))
        elif key == "last_day":
            self.do(title, actions.update_seat, seat_id=row_id, valid_to=end_after(read_day(value)))
        elif key == "valid_from":
            self.do(title, actions.update_seat, seat_id=row_id, valid_from=read_day(value))
        elif key == "post_id":
            self.do(title, actions.seat_post, seat_id=row_id, post_id=int(value) or None)
        else:
            self.do(title, actions.update_seat, seat_id=row_id, **{key: value})

    @override
    def delete(self, ids: Sequence[Any]) -> None:
        self.do("删除席位", actions.delete_seats, said=f"已删除 {len(ids)} 个席位，人员还在。", seat_ids=list(ids))

    @override
    def shift(self, ids: Sequence[Any], by: int) -> None:
        self.do("调整席位次序", actions.shift_seats, seat_ids=list(ids), by=by)

    @override
    def drop(self, ids: Sequence[Any], target: Any, where: str) -> None:
        if self.group is None:
            return
        order = [row.id for row in self.model.rows]
        before = target
        if where != "above":
            place = order.index(target) + 1 if target in order else len(order)
            before = order[place] if place < len(order) else None
        self.do("调整席位次序", actions.move_seats, seat_ids=list(ids), group_id=self.group.id, before_id=before)

    @override
    def change_many(self, title: str, changes: Mapping[int, Mapping[str, Any]]) -> None:
        full = {
            seat_id: {**fields, "role": role_of_wording(fields["wording"])} if "wording" in fields else fields
            for seat_id, fields in changes.items()
        }
        self.do(title, actions.update_seats, said=f"{title}：{len(changes)} 行。", changes=full)

    def paste_list(self) -> None:
        """粘贴名单: the text on the clipboard as a member list, read and checked before it is added."""
        if self.group is None or self._is_locked():
            return
        from models.org.queries.contact_book import seat_book
        from ui.org.seat_list import SeatListForm

        book = self.page.store.read(seat_book, day=self.page.context.today)
        form = SeatListForm(self.window(), self.group.name, QGuiApplication.clipboard().text(), book)
        messages.open_form(self, form, self._on_list_accepted)

    def _on_list_accepted(self, seats: Sequence[NewSeat]) -> None:
        group = self.group
        if group is None:
            return
        done = self.do(f"粘贴名单（{group.name}）", actions.add_seats, group_id=group.id, seats=seats)
        if done is not None:
            messages.say(self, f"“{group.name}”已添加 {len(done.value)} 个席位。", kind="ok", undo=True)
            self.select(done.value[0])

    @override
    def paste_clipboard_as_new(self) -> None:
        """Rows under headings go in as they are; anything else is read as a list."""
        block = clipboard.take()
        if block and has_headings(block, SEAT_COLUMNS):
            super().paste_clipboard_as_new()
        else:
            self.paste_list()

    @override
    def paste_new(self, block: Block) -> None:
        if not has_headings(block, SEAT_COLUMNS):
            self.paste_list()
            return
        try:
            names = names_in(block, SEAT_COLUMNS, "person")
        except Condition as condition:
            messages.refuse(self, condition)
            return
        same = [name for name in names if self.people.named(name)]
        self._pasted = block
        if not same:
            self._add({})
            return
        several = [name for name in same if len(self.people.named(name)) > 1]

        def answered(key: str) -> None:
            self._add({name: self.people.named(name)[0].id if key == "same" else None for name in same})

        text = f"其中 {len(same)} 人和已有人员同名：{'、'.join(same[:6])}。是同一人，还是新的人员？"
        choices = [Choice("new", "都是新的人员")]
        if several:
            text += f"“{several[0]}”已有多位，请逐个添加，或都作为新的人员。"
        else:
            choices.insert(0, Choice("same", "都是已有的人", primary=True))
        messages.ask(self, "同名人员", text, tuple(choices), answered)

    def _add(self, people: Mapping[str, int | None]) -> None:
        if self.group is None:
            return
        done = self.do("粘贴席位", actions.paste_seats, group_id=self.group.id, block=self._pasted, people=people)
        if done is not None:
            messages.say(self, f"“{self.group.name}”已添加 {len(done.value)} 个席位。", kind="ok", undo=True)
            self.select(done.value[0])
