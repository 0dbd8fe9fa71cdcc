"""People and posts of the page 组织."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from typing import Any

from typing_extensions import override

from models.blocks import Block
from models.errors import Condition
from models.org import actions, queries
from models.org.actions.pasting import PERSON_COLUMNS, names_in
from models.org.queries import PersonRow
from models.org.rules import end_after
from ui import messages
from ui.messages import Choice
from ui.org.books import UnitBook
from ui.org.columns import (
    PERSON_READINGS,
    Readings,
    person_columns,
    words_of_person,
)
from ui.org.people_forms import AppointmentForm, AppointmentValue, PersonForm, PersonValue
from ui.org.person_inspector import PersonInspector
from ui.page import Page
from ui.tables.rows import RowsModel
from ui.widgets.inspector import Inspector
from ui.widgets.record_view import RecordView


class PeopleView(RecordView):
    """People by pinyin, with the posts they hold and the seats they sit in."""

    noun = "人员"
    add_text = "新人员"
    filter_hint = "筛选姓名、拼音、岗位…"
    paste_columns = PERSON_COLUMNS

    def __init__(self, page: Page) -> None:
        self.units = UnitBook()
        self._pasted: Block = ()
        super().__init__(page, RowsModel(person_columns(page.context.phone), search_text=words_of_person), "org.people")

    @override
    def make_inspector(self) -> Inspector:
        panel = PersonInspector(self.page)
        panel.appoint_requested.connect(self._on_inspector_appoint_requested)
        panel.tenure_ended.connect(self._on_inspector_tenure_ended)
        panel.tenure_deleted.connect(self._on_inspector_tenure_deleted)
        return panel

    @override
    def reload(self) -> None:
        self.units = UnitBook(self.page.store.read(queries.units))
        rows = self.page.store.read(queries.people, day=self.page.context.today)
        self.show_rows(rows)
        if not rows:
            self.empty.show_state(
                "还没有人员。",
                icon="account-outline",
                note="导入工作方案时会带出名单；也可以从 Excel 复制 姓名、单位、职务、电话，在这里粘贴。",
                buttons=(("添加人员", self.new), ("粘贴名单", self.paste_clipboard_as_new)),
            )

    def show_phones(self) -> None:
        """Phones were shown or hidden."""
        self.model.retell()
        self.refresh_inspector()

    @override
    def count_words(self) -> str:
        return f"{len(self.model.rows)} 人"

    @override
    def readings(self) -> Readings:
        return PERSON_READINGS

    @override
    def show_row(self, row: Any | None) -> None:
        panel = self.inspector
        assert isinstance(panel, PersonInspector)
        if isinstance(row, PersonRow):
            panel.show_person(row)
        else:
            panel.clear("选中一个人，在这里查看和修改。")

    @override
    def new(self, after: object = None) -> None:
        messages.open_form(self, PersonForm(self.window(), self.units), self._on_form_accepted)

    def _on_form_accepted(self, value: PersonValue) -> None:
        block = [["姓名", "单位", "职务", "电话"], [value.name, value.unit, value.title, value.phone]]
        self._paste(block, f"新人员“{value.name}”")

    @override
    def edit(self, row_id: Any, key: str, value: Any) -> None:
        row = self.model.row(row_id)
        words = {"name": "姓名", "phone": "电话", "office_phone": "办公电话", "email": "邮箱", "note": "备注"}[key]
        self.do(f"修改“{row.name if row else ''}”的{words}", actions.update_person, person_id=row_id, **{key: value})

    @override
    def delete(self, ids: Sequence[Any]) -> None:
        row = self.model.row(ids[0])
        words = row.name if len(ids) == 1 and row else f"{len(ids)} 人"
        self.do(f"删除{words}", actions.delete_people, said=f"已删除{words}。", person_ids=list(ids))

    @override
    def change_many(self, title: str, changes: Mapping[int, Mapping[str, Any]]) -> None:
        self.do(title, actions.update_people, said=f"{title}：{len(changes)} 行。", changes=changes)

    @override
    def paste_new(self, block: Block) -> None:
        self._paste(block, "粘贴人员")

    def _paste(self, block: Block, title: str) -> None:
        try:
            names = names_in(block, PERSON_COLUMNS, "name")
        except Condition as condition:
            messages.refuse(self, condition)
            return
        borne = {row.name for row in self.model.rows}
        same = [name for name in names if name in borne]
        self._pasted = block
        if not same:
            self._add(title, same_name_is_new=False)
            return

        def answered(key: str) -> None:
            self._add(title, same_name_is_new=True)

        messages.ask(
            self,
            "同名人员",
            f"其中 {len(same)} 人和已有人员同名：{'、'.join(same[:6])}。"
            "是另外的人时可以继续；是同一个人时请取消，在表格里修改原来的那一行。",
            (Choice("new", "都作为新人员", primary=True),),
            answered,
        )

    def _add(self, title: str, *, same_name_is_new: bool) -> None:
        done = self.do(title, actions.paste_people, block=self._pasted, same_name_is_new=same_name_is_new)
        if done is not None:
            messages.say(self, f"已添加 {len(done.value)} 人。", kind="ok", undo=True)
            self.select(done.value[0])

    def _on_inspector_appoint_requested(self) -> None:
        row = self.current_row()
        if row is not None:
            form = AppointmentForm(self.window(), f"“{row.name}”任职", self.units)
            messages.open_form(self, form, self._on_appointment_accepted)

    def _on_appointment_accepted(self, value: AppointmentValue) -> None:
        row = self.current_row()
        if row is not None:
            self.do(
                f"“{row.name}”任职",
                actions.appoint,
                said=f"“{row.name}”任{value.unit}{value.title}。",
                person_id=row.id,
                unit_id=self.units.find(value.unit) if value.unit else None,
                title=value.title,
                on=value.on,
                kind=value.kind,
            )

    def _on_inspector_tenure_ended(self, tenure_id: object) -> None:
        today = self.page.context.today
        self.do(
            "离任",
            actions.update_tenure,
            said=f"任职到 {today} 为止。",
            tenure_id=tenure_id,
            valid_to=end_after(today),
        )

    def _on_inspector_tenure_deleted(self, tenure_id: object) -> None:
        self.do("删除任职", actions.delete_tenure, said="已删除这条任职记录。", tenure_id=tenure_id)
