"""Contact lists in and out: a file is read, checked and written as one step; the book goes to a sheet or to cards."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from datetime import date
from functools import partial
from pathlib import Path
from typing import TYPE_CHECKING, Any

from PySide6.QtCore import QObject
from PySide6.QtWidgets import QWidget

from models.errors import Condition, Refusal
from models.org import actions
from models.org.contact_entries import ContactEntry, Proposal
from models.org.queries import ContactRow
from ui import background, messages
from ui.messages import Choice
from ui.page import Page

if TYPE_CHECKING:
    from models.database import Done

FILTER = "通讯录 (*.xlsx *.xls *.et *.vcf *.csv *.txt)"


class ContactLists(QObject):
    """`do` is the door of the view that shows the book."""

    def __init__(self, page: Page, view: QWidget, do: Callable[..., Done | None]) -> None:
        super().__init__(view)
        self._page = page
        self._view = view
        self._do = do
        self._rows: tuple[ContactRow, ...] = ()
        self._day = date.min

    # ---- in ---------------------------------------------------------------------------------------------------

    def import_file(self) -> None:
        """Choose a sheet or a file of cards."""
        messages.choose_file(self._view, "导入通讯录", FILTER, self.read_file)

    def read_file(self, path: Path) -> None:
        """Read a list in the background, then show what it would do."""
        from ui.org.contact_reading import read_list

        done = partial(self.check, title=f"导入“{path.name}”")
        background.run(self._view, f"读取“{path.name}”", partial(read_list, path), done)

    def check(self, entries: Sequence[ContactEntry], title: str) -> None:
        """Show what a list would do; what is accepted is written."""
        if not entries:
            messages.refuse(self._view, Refusal("没有读到联系人。", "请检查里面有没有姓名。"))
            return
        from models.org.queries.contact_book import contact_book
        from ui.org.contact_import import ContactImport

        book = self._page.store.read(contact_book, day=self._page.context.today)
        dialog = ContactImport(self._page, title, entries, book)
        messages.open_form(self._view, dialog, partial(self._take, title=title))

    def _take(self, proposals: Sequence[Proposal], title: str) -> None:
        today = self._page.context.today
        done = self._do(title, actions.take_contacts, proposals=tuple(proposals), today=today)
        if done is not None:
            messages.say(self._view, f"{title}：{done.value.words}。", kind="ok", undo=True)

    # ---- out --------------------------------------------------------------------------------------------------

    def export_file(self, rows: Sequence[ContactRow], day: date) -> None:
        """Ask how the book shall be written, after saying that phones are in it."""
        self._rows, self._day = tuple(rows), day
        count = sum(1 for row in rows if not row.is_empty)
        if not count:
            messages.refuse(self._view, Refusal("通讯录里还没有人，没有可导出的。", "先填写或导入联系人。"))
            return
        messages.ask(
            self._view,
            "导出通讯录",
            f"导出的文件里有 {count} 人的电话，请妥善保管，不要发到公开的群里。表格可以只留打码的电话。",
            (
                Choice("cards", "名片（.vcf）"),
                Choice("masked", "表格，电话打码"),
                Choice("sheet", "表格（.xlsx）", primary=True),
            ),
            self._on_export_answered,
        )

    def _on_export_answered(self, kind: str) -> None:
        suffix = ".vcf" if kind == "cards" else ".xlsx"
        messages.choose_save(
            self._view,
            "导出通讯录",
            "名片 (*.vcf)" if kind == "cards" else "表格 (*.xlsx)",
            partial(self._write, phones=kind != "masked"),
            name=f"通讯录{suffix}",
            suffix=suffix,
        )

    def _write(self, path: Path, phones: bool) -> None:
        self.write_file(path, self._rows, self._day, phones=phones)

    def write_file(self, path: Path, rows: Sequence[ContactRow], day: date, **asked: Any) -> None:
        """Write the rows to a file; `phones` False hides their middles."""
        from models.org.contact_files import write_contacts

        try:
            count = write_contacts(rows, path, day=day, **asked)
        except Condition as condition:
            messages.refuse(self._view, condition)
            return
        said = "里面有电话" if asked.get("phones", True) else "电话已打码"
        messages.say(self._view, f"已导出 {count} 人到“{path.name}”，{said}。", kind="ok")
