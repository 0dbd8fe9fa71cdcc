"""What can be done with a scheme as a whole: new, read from a file, a new version, put in force, ended, deleted."""

from __future__ import annotations

from collections.abc import Callable
from datetime import date
from functools import partial
from pathlib import Path

from PySide6.QtCore import QObject, Signal

from models.appraisal import actions
from models.appraisal.actions.importing import import_scheme
from models.appraisal.importing.draft import SchemeReading
from models.appraisal.importing.reading import read_scheme
from models.appraisal.rows import SchemeRow
from models.appraisal.rules.limits import why_not_deleted, why_not_ended, why_not_in_force
from models.errors import Cancelled, Refusal
from models.worker import Worker
from ui import background, messages
from ui.appraisal.scheme.book import Book
from ui.appraisal.scheme.forms import ForceForm, SchemeForm, SchemeValue
from ui.appraisal.scheme.import_dialog import ImportDialog, ImportWish
from ui.background import Report
from ui.page import Page

FILTER = "评分表 (*.xlsx *.xls *.et *.docx *.doc *.wps *.pdf *.csv *.html *.txt)"
NONE_CHOSEN = Refusal("还没有选中办法。", "先在左边选一份办法。")


class SchemeSteps(QObject):
    """`made` tells the scheme to be shown afterwards."""

    made = Signal(object)  # scheme id

    def __init__(self, page: Page, count_found: Callable[[], int]) -> None:
        super().__init__(page)
        self._page = page
        self._count_found = count_found
        self._book = Book()

    def set_book(self, book: Book) -> None:
        """What is there now."""
        self._book = book

    def new(self) -> None:
        """Ask for the name of a new scheme."""
        messages.open_form(self._page, SchemeForm(self._page.window()), self._on_form_accepted)

    def _on_form_accepted(self, value: SchemeValue) -> None:
        done = self._page.do(
            f"新建办法“{value.name}”",
            actions.create_scheme,
            campaign_id=self._page.context.campaign_id,
            name=value.name,
            document_no=value.document_no,
        )
        if done is not None:
            self.made.emit(done.value)

    def import_file(self) -> None:
        """Choose a workbook or a document with a score table."""
        messages.choose_file(self._page, "导入评分表", FILTER, self.read_file)

    def read_file(self, path: Path) -> None:
        """Read a file in the background, then show what it would become."""
        background.run(self._page, f"读取“{path.name}”", partial(_read, path), self.look_through)

    def look_through(self, reading: SchemeReading) -> None:
        """Show what was read; what is accepted becomes a draft."""
        messages.open_form(self._page, ImportDialog(self._page, reading), self._take)

    def _take(self, wish: ImportWish) -> None:
        title = f"导入办法“{wish.name}”"
        done = self._page.do(
            title,
            import_scheme,
            campaign_id=self._page.context.campaign_id,
            name=wish.name,
            full=wish.full,
            rows=wish.rows,
            note=wish.note,
        )
        if done is not None:
            self.made.emit(done.value.scheme_id)
            messages.say(self._page, f"{title}：{done.value.words}。", kind="ok", undo=True)

    def new_version(self) -> None:
        """A draft with everything of the version in hand."""
        scheme = self._book.scheme
        if scheme is None:
            messages.refuse(self._page, NONE_CHOSEN)
            return
        done = self._page.do(f"另起“{scheme.name}”新版", actions.new_version, scheme_id=scheme.id)
        if done is not None:
            self.made.emit(done.value)
            messages.say(
                self._page, f"已照“{scheme.label}”另起新版，是草稿，可以改。原来的不变。", kind="ok", undo=True
            )

    def why_not_force(self) -> Refusal | None:
        """Why the version in hand cannot be put in force."""
        scheme = self._book.scheme
        if scheme is None:
            return NONE_CHOSEN
        members = sum(len(group.units) for group in self._book.groups)
        return why_not_in_force(scheme.state, scheme.criteria, scheme.groups, members)

    def put_in_force(self) -> None:
        """Ask for the day, then freeze the draft in hand."""
        scheme, refusal = self._book.scheme, self.why_not_force()
        if refusal is not None or scheme is None:
            messages.refuse(self._page, refusal or NONE_CHOSEN)
            return
        before = next((row for row in self._book.schemes if row.id == scheme.origin_id), None)
        form = ForceForm(
            self._page.window(),
            scheme,
            self._page.context.today,
            before if before is not None and before.state.value == "in_force" else None,
            self._count_found(),
        )
        messages.open_form(self._page, form, partial(self._on_force_accepted, scheme))

    def _on_force_accepted(self, scheme: SchemeRow, day: date) -> None:
        self._page.do(
            f"施行“{scheme.label}”",
            actions.put_in_force,
            said=f"“{scheme.label}”自 {day:%Y-%m-%d} 起施行，可以按它开考核期了。",
            scheme_id=scheme.id,
            on=day,
        )

    def why_not_end(self) -> Refusal | None:
        """Why the version in hand cannot be ended."""
        scheme = self._book.scheme
        return NONE_CHOSEN if scheme is None else why_not_ended(scheme.state)

    def why_not_delete(self) -> Refusal | None:
        """Why the version in hand cannot be deleted."""
        scheme = self._book.scheme
        return NONE_CHOSEN if scheme is None else why_not_deleted(scheme.name, scheme.state, scheme.rounds)

    def end(self) -> None:
        """No new rounds under the version in hand."""
        scheme = self._book.scheme
        if scheme is not None:
            self._page.do(
                f"停用“{scheme.label}”",
                actions.end_scheme,
                said=f"“{scheme.label}”已停用，不能再开新的考核期；已有的考核结果不变。",
                scheme_id=scheme.id,
            )

    def delete(self) -> None:
        """Delete the draft in hand; undo brings it back."""
        scheme = self._book.scheme
        if scheme is None:
            messages.refuse(self._page, NONE_CHOSEN)
            return
        words = f"和其中 {scheme.criteria} 行" if scheme.criteria else ""
        self._page.do(
            f"删除办法“{scheme.label}”",
            actions.delete_scheme,
            said=f"已删除“{scheme.label}”{words}。",
            scheme_id=scheme.id,
        )


def _read(path: Path, report: Report) -> SchemeReading:
    def cancelled() -> bool:
        try:
            report(0, 0, "正在读取")
        except Cancelled:
            return True
        return False

    with Worker() as worker:
        return read_scheme(path, worker, cancelled=cancelled)
