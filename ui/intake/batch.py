"""The documents in hand, worked one after another; each keeps its own review and its place in it."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass, field

from models.errors import Condition
from models.intake.review import Block, Count, Review
from models.intake.wishes import ColumnWish
from ui.intake.reading import Origin, Reading


@dataclass
class Entry:
    """One document: read (with its review) or refused (with the reason)."""

    origin: Origin
    reading: Reading | None = None
    review: Review | None = None
    refusal: Condition | None = None
    imported: Count | None = None  # how far it was checked when it was written
    block: Block | None = None  # where the clerk was
    row: int | None = None
    columns: frozenset[ColumnWish] = frozenset()  # what the file remembers of its columns

    @property
    def is_open(self) -> bool:
        """Whether decisions about it would be lost with it."""
        review = self.review
        return review is not None and review.can_undo and self.imported != review.count()

    @property
    def words(self) -> str:
        """已导入, 存疑 3 …, for the list of documents."""
        if self.refusal is not None:
            return "■ 没有读出"
        if self.imported is not None:
            return "● 已导入"
        if self.review is None:
            return ""
        count = self.review.count()
        doubts = f"▲ 存疑 {count.doubtful}" if count.doubtful else ""
        done = f"已确认 {count.confirmed}/{count.kept}" if count.confirmed else ""
        return "，".join(word for word in (doubts, done) if word) or f"{count.kept} 行"


@dataclass
class Batch:
    """The documents and which of them is in hand."""

    entries: list[Entry] = field(default_factory=list)
    at: int = 0

    @property
    def current(self) -> Entry | None:
        """The document in hand."""
        return self.entries[self.at] if 0 <= self.at < len(self.entries) else None

    def take(self, entries: Iterable[Entry]) -> None:
        """Other documents; the first one that could be read is in hand."""
        self.entries = list(entries)
        self.at = next((at for at, entry in enumerate(self.entries) if entry.review is not None), 0)

    def beside(self, delta: int) -> int | None:
        """Where the next (1) or previous (-1) document stands; None at the end."""
        at = self.at + delta
        return at if 0 <= at < len(self.entries) else None

    def next_waiting(self) -> int | None:
        """The next document that was read and not written yet, over the end of the list."""
        count = len(self.entries)
        order = [(self.at + shift) % count for shift in range(1, count)]
        waiting = (at for at in order if self.entries[at].review is not None and self.entries[at].imported is None)
        return next(waiting, None)

    def open_entries(self) -> list[Entry]:
        """The documents whose decisions are not written yet."""
        return [entry for entry in self.entries if entry.is_open]
