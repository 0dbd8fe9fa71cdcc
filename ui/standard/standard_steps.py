"""What can be done with a standard as a whole: new, another name, order, delete, lines of the shelf or of a file."""

from __future__ import annotations

from collections.abc import Callable
from functools import partial
from pathlib import Path
from typing import Any

from PySide6.QtCore import QObject, Signal

from models.blocks import Block
from models.errors import Cancelled, Condition, Refusal
from models.standard import actions
from models.standard.importing.line import StandardReading
from models.standard.importing.reading import read_block, read_standard
from models.standard.known import KNOWN
from models.standard.queries import StandardRow
from models.standard.queries.known import known_standards
from models.worker import Worker
from ui import background, messages
from ui.background import Report
from ui.page import Page
from ui.standard.book import Book
from ui.standard.forms import StandardForm, StandardValue
from ui.standard.import_dialog import ImportDialog, ImportWish
from ui.tables import clipboard

FILTER = "表格或文档 (*.xlsx *.xls *.et *.docx *.doc *.wps *.pdf *.csv *.html *.txt)"


class StandardSteps(QObject):
    """`made` tells the standard to be shown afterwards."""

    made = Signal(object)  # standard id

    def __init__(self, page: Page, current: Callable[[], StandardRow | None]) -> None:
        super().__init__(page)
        self._page = page
        self._current = current
        self._book = Book()
        self._edited: StandardRow | None = None

    def set_book(self, book: Book) -> None:
        """What is there now."""
        self._book = book

    # ---- one standard -----------------------------------------------------------------------------------------

    def new(self) -> None:
        """Ask for name and issue of a new standard."""
        self._edited = None
        messages.open_form(self._page, StandardForm(self._page.window()), self._on_form_accepted)

    def edit(self, standard: StandardRow | None) -> None:
        """Ask for another name, issue or note."""
        if standard is None:
            messages.refuse(self._page, Refusal("还没有选中标准。", "先在左边选一套标准。"))
            return
        self._edited = standard
        messages.open_form(self._page, StandardForm(self._page.window(), standard), self._on_form_accepted)

    def _on_form_accepted(self, value: StandardValue) -> None:
        fields: dict[str, Any] = {"name": value.name, "issue": value.issue, "note": value.note}
        if self._edited is not None:
            title = f"修改标准“{self._edited.name}”"
            self._page.do(title, actions.update_standard, standard_id=self._edited.id, **fields)
            return
        done = self._page.do(f"新建标准“{value.name}”", actions.create_standard, **fields)
        if done is not None:
            self.made.emit(done.value)

    def shift(self, standard: StandardRow | None, by: int) -> None:
        """One place up or down."""
        if standard is not None:
            self._page.do("调整标准次序", actions.shift_standards, standard_ids=[standard.id], by=by)

    def delete(self, standard: StandardRow | None) -> None:
        """Delete a standard; when work hangs on it, only after it was said what goes along."""
        if standard is None:
            return
        tied, linked = self._hanging_on(standard)
        if not tied and not linked:
            self._delete(standard)
            return
        parts = [f"{tied} 处任务承担关系"] if tied else []
        parts += [f"{linked} 处和其他标准的对应"] if linked else []
        messages.ask(
            self._page,
            f"删除“{standard.title}”",
            f"里面有 {standard.indicators} 个指标，{'、'.join(parts)}会一起删除；任务和其他标准不动。可以撤销。",
            (messages.Choice("delete", "删除", danger=True),),
            partial(self._on_delete_answered, standard),
        )

    def _hanging_on(self, standard: StandardRow) -> tuple[int, int]:
        rows = self._book.rows_of(standard.id)
        return sum(len(row.tasks) for row in rows), sum(len(row.links) for row in rows)

    def _on_delete_answered(self, standard: StandardRow, answer: str) -> None:
        self._delete(standard)

    def _delete(self, standard: StandardRow) -> None:
        done = self._page.do(f"删除标准“{standard.name}”", actions.delete_standard, standard_id=standard.id)
        if done is not None:
            words = f"和其中 {done.value} 行" if done.value else ""
            messages.say(self._page, f"已删除“{standard.title}”{words}，任务还在。", kind="ok", undo=True)

    # ---- lines of the shelf -----------------------------------------------------------------------------------

    def add_known(self) -> None:
        """The lines of the 2021 standard that the program brings along."""
        done = self._page.do(f"加入“{KNOWN[0].title}”已知条目", actions.add_known_lines, key=KNOWN[0].key)
        if done is None:
            return
        note = next(row.note for row in self._page.store.read(known_standards) if row.id == KNOWN[0].key)
        messages.say(self._page, f"已加入：{done.value.words}。{note}", kind="ok", undo=True)
        self.made.emit(done.value.standard_id)

    # ---- to a file --------------------------------------------------------------------------------------------

    def export(self) -> None:
        """The standard in hand as a sheet that can be filled in and imported again."""
        from models.printing.paperwork import file_name

        standard = self._current()
        if standard is None:
            messages.refuse(self._page, Refusal("还没有标准，没有可导出的内容。", "先导入或新建一套标准。"))
            return
        name = f"{file_name(standard.title)}.xlsx"
        messages.choose_save(
            self._page, "导出标准", "表格 (*.xlsx)", partial(self.write_file, standard), name=name, suffix=".xlsx"
        )

    def write_file(self, standard: StandardRow, path: Path) -> None:
        """Write a standard to a file."""
        from models.standard.workbook import write_standard

        try:
            count = write_standard(standard, self._book.rows_of(standard.id), path)
        except Condition as condition:
            messages.refuse(self._page, condition)
            return
        messages.say(self._page, f"已导出 {count} 行到“{path.name}”，改好后可以再导入。", kind="ok")

    # ---- lines of a file --------------------------------------------------------------------------------------

    def import_file(self) -> None:
        """Choose a sheet or a document."""
        messages.choose_file(self._page, "导入标准", FILTER, self.read_file)

    def read_file(self, path: Path) -> None:
        """Read a file in the background, then show what it would do."""
        background.run(self._page, f"读取“{path.name}”", partial(_read, path), self._on_read)

    def _on_read(self, reading: StandardReading) -> None:
        current = self._current()
        self.check(reading, current if current is not None and not current.indicators else None)

    def import_clipboard(self) -> None:
        """What was copied in WPS or Excel, shown before it is written."""
        self.read_block(clipboard.take())

    def read_block(self, block: Block) -> None:
        """A block of cells, shown before it is written."""
        try:
            reading = read_block(block)
        except Condition as condition:
            messages.refuse(self._page, condition)
            return
        self.check(reading, self._current(), is_named=False)

    def check(self, reading: StandardReading, into: StandardRow | None = None, *, is_named: bool = True) -> None:
        """Show what a reading would do (to the standard `into`, when it is known); what is accepted is written."""
        dialog = ImportDialog(self._page, reading, self._book, into, is_named=is_named)
        messages.open_form(self._page, dialog, self._take)

    def _take(self, wish: ImportWish) -> None:
        if wish.standard_id is None:
            title = f"导入标准“{wish.name}”"
            done = self._page.do(title, actions.import_standard, name=wish.name, issue=wish.issue, rows=wish.rows)
        else:
            title = f"导入指标到“{wish.name}”"
            done = self._page.do(title, actions.import_lines, standard_id=wish.standard_id, rows=wish.rows)
        if done is not None:
            messages.say(self._page, f"{title}：{done.value.words}。", kind="ok", undo=True)
            self.made.emit(done.value.standard_id)


def _read(path: Path, report: Report) -> StandardReading:
    def cancelled() -> bool:
        try:
            report(0, 0, "正在读取")
        except Cancelled:
            return True
        return False

    with Worker() as worker:
        return read_standard(path, worker, cancelled=cancelled)
