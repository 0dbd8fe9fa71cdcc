"""通讯录 of the page 组织: two rows per unit, who answers for it and who keeps in touch."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from datetime import date
from typing import Any

from typing_extensions import override

from models.blocks import Block
from models.errors import Condition, Refusal
from models.org import actions, queries
from models.org.queries import ContactRow
from models.org.rules import end_after
from models.org.terms import ContactRole
from models.task.queries import task_counts
from ui import messages
from ui.org.books import PeopleBook, UnitBook, with_person
from ui.org.columns import Readings, read_day
from ui.org.contact_columns import CONTACT_READINGS, ContactLine, contact_columns, lines_of, words_of_contact
from ui.org.contact_forms import ContactForm, ContactValue
from ui.org.contact_inspector import ContactInspector
from ui.org.contact_lists import ContactLists
from ui.page import Page
from ui.tables.cells import Paste
from ui.tables.rows import RowsModel
from ui.widgets.inspector import Inspector
from ui.widgets.record_view import RecordView


class ContactsView(RecordView):
    """Units that have a contact or a task of the campaign in hand, in the official order."""

    noun = "联系人"
    add_text = "新联系人"
    filter_hint = "筛选单位、姓名、电话…"
    missing_text = "补齐联络员"

    def __init__(self, page: Page) -> None:
        self.people = PeopleBook()
        self.units = UnitBook()
        self._day: date | None = None
        self._missing: frozenset[int] = frozenset()
        self._only_missing = False
        self._book: tuple[ContactRow, ...] = ()
        super().__init__(
            page,
            RowsModel(contact_columns(self._people, page.context.phone), search_text=words_of_contact),
            "org.contacts",
        )
        self.lists = ContactLists(page, self, self.do)

    def _people(self, row: Any) -> Sequence[Any]:
        return self.people.options()

    @override
    def make_inspector(self) -> Inspector:
        panel = ContactInspector(self.page)
        panel.erase_requested.connect(self.erase)
        return panel

    def set_day(self, day: date) -> None:
        """Show the book as of a day."""
        self._day = day

    def show_phones(self) -> None:
        """Phones were shown or hidden."""
        self.model.retell()
        self.refresh_inspector()

    @override
    def reload(self) -> None:
        read, day = self.page.store.read, self._day or self.page.context.today
        campaign = self.page.context.campaign_id
        self.units = UnitBook(read(queries.units))
        self.people = PeopleBook(read(queries.people, day=day))
        busy = read(task_counts, campaign_id=campaign) if campaign is not None else {}
        self._missing = frozenset(read(queries.units_without_contact, among=tuple(busy), day=day))
        self._book = read(queries.contacts, day=day, also=tuple(busy))
        rows = lines_of(self._book)
        self.show_rows(rows)
        self.show_missing(self._only_missing and bool(self._missing))
        if not rows:
            self.empty.show_state(
                "通讯录里还没有人。",
                icon="card-account-phone-outline",
                note="每个单位两行：负责人和联络员。可以从 Excel 复制后粘贴，也可以导入表格或手机里的名片。",
                buttons=()
                if self.locked
                else (("新联系人", self.new), ("导入通讯录", self.import_file), ("粘贴", self.paste_clipboard_as_new)),
            )

    # ---- units without anybody ---------------------------------------------------------------------------------

    @property
    def missing_count(self) -> int:
        """How many units have tasks and nobody to call."""
        return len(self._missing)

    def show_missing(self, only: bool) -> None:
        """Only the units with tasks and without a 联络员, or all."""
        self._only_missing = only
        self.model.set_predicate(self._is_missing if only else None)

    def _is_missing(self, row: ContactLine) -> bool:
        return row.unit_id in self._missing

    # ---- rows --------------------------------------------------------------------------------------------------

    @override
    def count_words(self) -> str:
        rows = self.model.rows
        units = len({row.unit_id for row in rows})
        return f"{units} 个单位，{sum(1 for row in rows if not row.is_empty)} 人"

    @override
    def readings(self) -> Readings:
        return CONTACT_READINGS

    @override
    def show_row(self, row: Any | None) -> None:
        panel = self.inspector
        assert isinstance(panel, ContactInspector)
        if isinstance(row, ContactLine):
            panel.show_contact(row, self.people)
        else:
            panel.clear("选中一行，在这里查看和修改。")

    @override
    def fill_value(self, row: Any, key: str) -> Any:
        return row.post if key == "post_text" else getattr(row, key)

    @override
    def select(self, row_id: Any) -> None:
        """Go to a contact by its id."""
        line = next((row for row in self.model.rows if row.contact_id == row_id), None)
        super().select(line.id if line is not None else row_id)

    @override
    def new(self, after: object = None) -> None:
        row = self.model.row(after) if after is not None else None
        role = row.role if row is not None and row.is_empty else ContactRole.LIAISON
        form = ContactForm(self.window(), self.units, self.people, row.unit if row is not None else "", role)
        messages.open_form(self, form, self._on_form_accepted)

    def _on_form_accepted(self, value: ContactValue) -> None:
        def found(person_id: int | None, new_name: str) -> None:
            done = self.do(
                f"新联系人（{value.unit}）",
                actions.add_contact,
                said=f"已添加{value.unit}的{value.role.label}。",
                unit_id=self.units.find(value.unit),
                role=value.role,
                person_id=person_id,
                new_name=new_name,
                **value.fields,
            )
            if done is not None:
                self.select(done.value)

        with_person(self.page, self.people, value.person, found)

    @override
    def edit(self, row_id: Any, key: str, value: Any) -> None:
        row = self.model.row(row_id)
        if row is None:
            return
        if key == "person":
            self._set_person(row, str(value))
            return
        if row.is_empty:
            raise Refusal(f"{row.unit}的{row.role.label}还没有姓名。", "请先填姓名，再填其他。")
        title = f"修改联系人“{row.person}”"
        if key == "last_day":
            self.do(title, actions.update_contact, contact_id=row.contact_id, valid_to=end_after(read_day(value)))
        elif key == "valid_from":
            self.do(title, actions.update_contact, contact_id=row.contact_id, valid_from=read_day(value))
        else:
            self.do(title, actions.update_contact, contact_id=row.contact_id, **{key: value})

    def _set_person(self, row: ContactLine, text: str) -> None:
        """Somebody else stands there from today; who was wrong is renamed or deleted, not replaced."""

        def found(person_id: int | None, new_name: str) -> None:
            done = self.do(
                f"{row.unit}的{row.role.label}",
                actions.set_contact,
                unit_id=row.unit_id,
                role=row.role,
                contact_id=None if row.is_empty else row.contact_id,
                person_id=person_id,
                new_name=new_name,
                on=self.page.context.today,
            )
            if done is not None and not row.is_empty and done.value not in (None, row.contact_id):
                messages.say(self, f"{row.unit}的{row.role.label}从今天起换人，以前的名单不变。", undo=True)

        with_person(self.page, self.people, text, found)

    @override
    def delete(self, ids: Sequence[Any]) -> None:
        named = [row for row in self._rows_of(ids) if not row.is_empty]
        if named:
            words = named[0].person if len(named) == 1 else f"{len(named)} 人"
            self.do(
                f"{words}不再是联系人",
                actions.end_contacts,
                said=f"{words}从今天起不在通讯录里，以前的名单不变。",
                contact_ids=[row.contact_id for row in named],
                on=self.page.context.today,
            )

    def erase(self) -> None:
        """Delete what never was."""
        ids = self.table.selected_ids() or (self.current_id(),)
        named = [row.contact_id for row in self._rows_of(ids) if not row.is_empty]
        if named and not self._is_locked():
            said = f"已删除 {len(named)} 行，人员还在。"
            self.do("删除联系人", actions.delete_contacts, said=said, contact_ids=named)

    @override
    def shift(self, ids: Sequence[Any], by: int) -> None:
        named = [row.contact_id for row in self._rows_of(ids) if not row.is_empty]
        if named:
            self.do("调整联系人次序", actions.shift_contacts, contact_ids=named, by=by)

    def _rows_of(self, ids: Sequence[Any]) -> list[ContactLine]:
        return [row for row_id in ids if (row := self.model.row(row_id)) is not None]

    @override
    def change_many(self, title: str, changes: Mapping[int, Mapping[str, Any]]) -> None:
        empty = [row for row in self._rows_of(tuple(changes)) if row.is_empty]
        if empty:
            row = empty[0]
            messages.refuse(
                self,
                Refusal(f"{row.unit}的{row.role.label}还没有姓名，没有写入。", "请连同姓名一列一起粘贴。"),
            )
            return
        known: dict[Any, int] = {row.id: row.contact_id for row in self._rows_of(tuple(changes))}
        named = {known[row_id]: fields for row_id, fields in changes.items()}
        self.do(title, actions.update_contacts, said=f"{title}：{len(named)} 行。", changes=named)

    # ---- lists from elsewhere ----------------------------------------------------------------------------------

    @override
    def _on_table_paste_requested(self, paste: Paste) -> None:
        """With names among the cells it is a list, laid over the rows it was pasted on."""
        from models.intake.contacts.sheet import has_contact_headings

        rows = [self.model.row(row_id) if row_id is not None else None for row_id in paste.row_ids]
        if self._is_locked():
            return
        if has_contact_headings(paste.block) or all(row is None for row in rows) or paste.keys[0] in ("unit", "role"):
            self.paste_new(paste.block)
        elif "person" in paste.keys:
            self._paste_over([row for row in rows if row is not None], paste)
        else:
            super()._on_table_paste_requested(paste)

    def _paste_over(self, rows: Sequence[ContactLine], paste: Paste) -> None:
        headings = ["单位", "角色", *(_HEADING_OF.get(key, key) for key in paste.keys)]
        block = [headings]
        for row, cells in zip(rows, paste.block, strict=False):
            block.append([row.unit, row.role.label, *cells])
        self.paste_new(block)

    @override
    def paste_new(self, block: Block) -> None:
        from models.intake.contacts.sheet import entries_of_block

        try:
            entries = entries_of_block(block)
        except Condition as condition:
            messages.refuse(self, condition)
            return
        self.lists.check(entries, "粘贴通讯录")

    def import_file(self) -> None:
        """Choose a sheet or a file of cards and check what is in it."""
        if not self._is_locked():
            self.lists.import_file()

    def export_file(self) -> None:
        """Write the book as it is shown to a file."""
        self.lists.export_file(self._book, self._day or self.page.context.today)


_HEADING_OF = {"person": "姓名", "post_text": "职务", "office_phone": "办公电话", "phone": "手机", "email": "邮箱"}
