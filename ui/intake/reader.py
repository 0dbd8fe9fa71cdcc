"""Which documents are read: chosen, dropped, pasted or read again; decisions in hand are never lost unasked."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from functools import partial
from pathlib import Path

from PySide6.QtCore import QObject, Signal
from PySide6.QtWidgets import QWidget

from models.intake.draft import KIND_LABELS, Head, Kind, ReadTable
from models.intake.wishes import IGNORED, Wishes
from ui import background, messages
from ui.intake.batch import Batch, Entry
from ui.intake.choices import UnitChoices
from ui.intake.dropping import SUFFIXES
from ui.intake.meanings import words_of
from ui.intake.reading import PASTED, PASTED_TABLE, Origin, Reading, Refused, read_again, read_all

FILTER = f"公文和表格 ({' '.join(f'*{suffix}' for suffix in SUFFIXES)});;所有文件 (*)"


class Reader(QObject):
    """`read` with what was read or refused; `read_anew` when the document in hand was read another way."""

    read = Signal(object)  # tuple[Reading | Refused, ...]
    read_anew = Signal(object, str)  # Entry, what to say

    def __init__(self, page: QWidget, batch: Batch, choices: UnitChoices) -> None:
        super().__init__(page)
        self._page = page
        self._batch = batch
        self._choices = choices

    # ---- choosing -----------------------------------------------------------------------------------------------

    def ask_file(self) -> None:
        """Choose one document or several."""
        messages.choose_file(self._page, "选择要导入的材料", FILTER, self.read_paths, several=True)

    def read_paths(self, paths: Sequence[Path]) -> None:
        """Read files."""
        self.read_origins([Origin.of_path(path) for path in dict.fromkeys(paths)])

    def read_text(self, text: str) -> None:
        """Read pasted text."""
        self.read_origins([Origin(PASTED, text=text)])

    def read_table(self, html: str) -> None:
        """Read a pasted table."""
        self.read_origins([Origin(PASTED_TABLE, html=html)])

    def read_origins(self, origins: Sequence[Origin]) -> None:
        """Read documents in the background; asks first when decisions about those in hand would be lost."""
        if not origins:
            return
        words = f"读取“{origins[0].name}”" if len(origins) == 1 else f"读取 {len(origins)} 份材料"
        work = partial(read_all, tuple(origins), self._choices.wishes())
        self._instead(partial(background.run, self._page, words, work, self.read.emit))

    def _instead(self, begin: Callable[[], object]) -> None:
        waiting = self._batch.open_entries()
        if not waiting:
            begin()
            return
        review = waiting[0].review
        assert review is not None
        name = review.title or waiting[0].origin.name
        more = f"等 {len(waiting)} 份材料" if len(waiting) > 1 else ""
        count = sum(entry.review.count().confirmed for entry in waiting if entry.review is not None)
        words = f"“{name}”{more}已确认 {count} 行，还没有导入。换一份材料，这些核对就没有了。"
        choice = messages.Choice("replace", "不要了，换一份", danger=True)
        messages.ask(self._page, "正在核对另一份材料", words, (choice,), partial(_begin, begin))

    # ---- another way --------------------------------------------------------------------------------------------

    def read_as(self, kind: Kind) -> None:
        """Read the document in hand as another kind of paper."""
        entry = self._batch.current
        if entry is not None and entry.review is not None and kind is not entry.review.kind:
            wishes = entry.review.wish_kind(kind)
            self._again(entry, wishes, f"已按“{KIND_LABELS[kind]}”重新识别，核对过的行还在。")

    def set_meaning(self, table: ReadTable, head: Head, meaning: str) -> None:
        """Read a column of the document in hand as something else."""
        if meaning != (head.meaning or IGNORED):
            words = f"“{head.heading}”一列" + ("不读" if meaning == IGNORED else f"读作“{words_of(meaning)}”")
            self._mean(table, {head.heading: meaning}, words)

    def move_meaning(self, table: ReadTable, origin: Head, target: Head) -> None:
        """What one column means belongs to the other: they change places."""
        meanings = {target.heading: origin.meaning or IGNORED, origin.heading: target.meaning or IGNORED}
        words = f"“{target.heading}”一列读作“{words_of(origin.meaning)}”"
        self._mean(table, meanings, words)

    def _mean(self, table: ReadTable, meanings: dict[str, str], words: str) -> None:
        entry = self._batch.current
        if entry is None or entry.review is None:
            return
        wishes = entry.review.wish_columns(table.layout, meanings)
        self._again(entry, wishes, words)

    def _again(self, entry: Entry, wishes: Wishes, words: str) -> None:
        reading = entry.reading
        assert reading is not None
        work = partial(read_again, reading, wishes)
        done = partial(self._on_again, entry, wishes, words)
        background.run(self._page, f"重新识别“{reading.name}”", work, done)

    def _on_again(self, entry: Entry, wishes: Wishes, words: str, reading: Reading) -> None:
        assert entry.review is not None
        entry.review.read_again(reading.draft, wishes)
        entry.reading = reading
        self.read_anew.emit(entry, words)


def entries_of(found: Sequence[Reading | Refused]) -> list[Entry]:
    """Documents as read, still without reviews."""
    return [
        Entry(one.origin, reading=one) if isinstance(one, Reading) else Entry(one.origin, refusal=one.condition)
        for one in found
    ]


def _begin(begin: Callable[[], object], answer: str) -> None:
    begin()
