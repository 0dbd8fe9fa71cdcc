"""The end of a review: what will be written, the one step that writes it, and what follows when it is taken back."""

from __future__ import annotations

from functools import partial
from pathlib import Path
from typing import TYPE_CHECKING

from PySide6.QtCore import QObject

from models.errors import Condition, Refusal
from models.intake.actions import remember_columns
from models.intake.review import Block, Review
from models.org.queries import campaigns
from ui import messages
from ui.intake.import_form import ImportChoice, ImportForm, left_out
from ui.intake.writing import Written, step_title, write

if TYPE_CHECKING:
    from ui.intake.page import IntakePage

NOTHING = Refusal("没有要写入的内容。", "至少保留一行。")
HOMELESS = Refusal("整改台账还没有存放的地方，不会写入。", "可以在这里核对，再“导出台账”为 Excel 或 JSON。")


class Finishing(QObject):
    """Acts for the page on the document in hand."""

    def __init__(self, page: IntakePage) -> None:
        super().__init__(page)
        self._page = page

    @property
    def source_name(self) -> str:
        """The name of the document in hand."""
        entry = self._page.batch.current
        return entry.origin.name if entry is not None else ""

    def why_not(self) -> Refusal | None:
        """Why the draft in hand cannot be written; None when it can."""
        review = self._page.review
        if review is None:
            return NOTHING
        if review.count(Block.PROBLEMS).kept and not any(
            review.count(block).kept for block in Block if block not in (Block.PROBLEMS, Block.UNITS)
        ):
            return HOMELESS
        return NOTHING if not review.count().kept else None

    def ask(self) -> None:
        """Into which campaign, which rows; then write."""
        page, review = self._page, self._page.review
        refusal = self.why_not()
        if review is None or refusal is not None:
            messages.refuse(page, refusal or NOTHING)
            return
        rows = page.store.read(campaigns)
        name = Path(self.source_name).stem
        page.desk.comparing.compare_again()
        form = ImportForm(review, rows, page.desk.comparing, page.window(), name)
        messages.open_form(page, form, partial(self._import_as, form))

    def _import_as(self, form: ImportForm, choice: ImportChoice) -> None:
        """Write the draft as one undoable step, in the background."""
        page, review, reading = self._page, self._page.review, self._page.reading
        assert review is not None and reading is not None
        document = (reading.name, reading.digest)
        left = left_out(review) if choice.sure_only else 0
        write(page, page.store, review, choice, form.choices(), document, partial(self._on_written, review, left))

    def _on_written(self, review: Review, left: int, written: Written) -> None:
        page = self._page
        words = written.words + (f"另有 {left} 行存疑的没有写入，仍在“导入”里，可以继续核对。" if left else "")
        entry = next((one for one in page.batch.entries if one.review is review), None)
        if entry is not None:
            entry.imported = review.count()
        following = page.batch.next_waiting() if entry is page.batch.current else None
        if written.campaign_id is not None:
            page.context.set_campaign(written.campaign_id, written.campaign)
            page.desk.comparing.aim(review, written.campaign_id)
        if following is not None:
            page.show_entry(following)
            messages.say(page.window(), f"{words}接着核对下一份。", kind="ok", undo=True)
            return
        if entry is page.batch.current:
            page.show_start()
        page.go(written.page, written.record, written.view)
        messages.say(page.window(), words, kind="ok", undo=True)

    def on_store_stepped(self, title: str) -> None:
        """An import taken back: its draft is under review again. Done again: it is put away again."""
        page = self._page
        for at, entry in enumerate(page.batch.entries):
            review = entry.review
            if review is None:
                continue
            step = step_title(review, entry.origin.name)
            if title == f"撤销：{step}" and entry.imported is not None:
                entry.imported = None
                page.show_entry(at)
                return
            if title == f"重做：{step}" and entry.imported is None:
                entry.imported = review.count()
                if at == page.batch.at:
                    page.show_start()
                return

    # ---- columns said to mean something else ----------------------------------------------------------------------

    def remember(self) -> None:
        """Keep what the clerk said of the columns of a form, for the next document of that form; also what was taken
        back is forgotten again."""
        page, entry = self._page, self._page.batch.current
        if entry is None or entry.review is None or not page.store.is_open:
            return
        now = frozenset(entry.review.wishes.columns)
        changed: dict[str, dict[str, str]] = {}
        for wish in entry.columns - now:
            changed.setdefault(wish.layout, {})[wish.heading] = ""
        for wish in now - entry.columns:
            changed.setdefault(wish.layout, {})[wish.heading] = wish.meaning
        entry.columns = now
        for layout, meanings in changed.items():
            page.do("记住列的含义", remember_columns, layout=layout, meanings=meanings)

    def take_back(self) -> None:
        """The document as it was read before."""
        review = self._page.review
        if review is None:
            return
        try:
            review.undo()
        except Condition as condition:
            messages.refuse(self._page, condition)
            return
        self._page.desk.show_anew(review)
