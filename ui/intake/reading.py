"""Reading documents in the background: one child process for all of them, the window gets plain data."""

from __future__ import annotations

import hashlib
from collections.abc import Callable, Sequence
from dataclasses import dataclass, replace
from pathlib import Path

from models.errors import Cancelled, Condition
from models.intake.draft import Draft
from models.intake.opening import read_data, read_file, read_pasted
from models.intake.reading import Reading as Found
from models.intake.source import Source
from models.intake.wishes import Wishes
from models.worker import Worker
from ui.background import Report
from ui.intake.source_view import Line

PASTED = "粘贴的文字"
PASTED_TABLE = "粘贴的表格"
WORDS = "正在读取文档"


@dataclass(frozen=True, slots=True)
class Origin:
    """Where a document comes from: a file, pasted text, or a pasted table as HTML. Read again from here."""

    name: str
    path: Path | None = None
    text: str = ""
    html: str = ""

    @classmethod
    def of_path(cls, path: Path) -> Origin:
        """A file."""
        return cls(path.name, path)


@dataclass(frozen=True, slots=True)
class Reading:
    """A document as read: what it holds, what was found in it, the SHA-256 of its content."""

    origin: Origin
    source: Source
    draft: Draft
    digest: str = ""

    @property
    def name(self) -> str:
        return self.origin.name

    @property
    def path(self) -> Path | None:
        return self.origin.path


@dataclass(frozen=True, slots=True)
class Refused:
    """A document that could not be read, and why."""

    origin: Origin
    condition: Condition


def read_all(origins: Sequence[Origin], wishes: Wishes, report: Report) -> tuple[Reading | Refused, ...]:
    """Read documents one after another in one child. Raises Cancelled when the user stops it."""
    answers: list[Reading | Refused] = []
    with Worker() as worker:
        for at, origin in enumerate(origins):
            words = WORDS if len(origins) == 1 else f"第 {at + 1} 份，共 {len(origins)} 份：{origin.name}"
            total = len(origins) if len(origins) > 1 else 0
            try:
                found = _read(origin, worker, wishes, _Stopper(report, at, total, words))
            except Condition as condition:
                answers.append(Refused(origin, condition))
            else:
                answers.append(Reading(origin, found.source, found.draft, _digest(origin)))
    return tuple(answers)


def read_again(reading: Reading, wishes: Wishes, report: Report) -> Reading:
    """Read a document once more under other wishes. Raises Condition when its file is gone."""
    with Worker() as worker:
        found = _read(reading.origin, worker, wishes, _Stopper(report, 0, 0, WORDS))
    return replace(reading, source=found.source, draft=found.draft, digest=_digest(reading.origin))


def _read(origin: Origin, worker: Worker, wishes: Wishes, cancelled: Callable[[], bool]) -> Found:
    if cancelled():
        raise Cancelled
    if origin.path is not None:
        return read_file(origin.path, worker, wishes=wishes, cancelled=cancelled)
    if origin.html:
        return read_data(origin.html.encode("utf-8"), origin.name, worker, wishes=wishes)
    return read_pasted(origin.text, worker, name=origin.name, wishes=wishes)


def _digest(origin: Origin) -> str:
    if origin.path is not None:
        with origin.path.open("rb") as stream:
            return hashlib.file_digest(stream, "sha256").hexdigest()
    return hashlib.sha256((origin.html or origin.text).encode("utf-8")).hexdigest()


class _Stopper:
    """Whether the user asked to stop."""

    def __init__(self, report: Report, done: int, total: int, words: str) -> None:
        self._report, self._done, self._total, self._words = report, done, total, words

    def __call__(self) -> bool:
        try:
            self._report(self._done, self._total, self._words)
        except Cancelled:
            return True
        return False


def lines_of(source: Source) -> tuple[Line, ...]:
    """The paragraphs of a source as the left pane shows them."""
    return tuple(Line(one.number, one.full.strip(), one.cell is not None) for one in source.paragraphs)
