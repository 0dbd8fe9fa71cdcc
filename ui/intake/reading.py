"""Reading a document in the background: a child process parses it, the window gets plain data."""

from __future__ import annotations

from dataclasses import dataclass
from pathlib import Path

from models.errors import Cancelled
from models.intake.draft import Draft
from models.intake.opening import read_file, read_pasted
from models.intake.source import Source
from models.worker import Worker
from ui.background import Report
from ui.intake.source_view import Line


@dataclass(frozen=True, slots=True)
class Reading:
    """A document as read: its name, its paragraphs, what was found in it."""

    name: str
    lines: tuple[Line, ...]
    draft: Draft
    path: Path | None = None


def read_path(path: Path, report: Report) -> Reading:
    """Read a file. Raises Condition when it cannot be read, Cancelled when the user stops it."""
    report(0, 0, "正在读取文档")
    with Worker() as worker:
        found = read_file(path, worker, cancelled=_Stopper(report))
    return Reading(path.name, lines_of(found.source), found.draft, path)


def read_text(text: str, report: Report) -> Reading:
    """Read pasted text."""
    report(0, 0, "正在读取文字")
    with Worker() as worker:
        found = read_pasted(text, worker)
    return Reading(found.source.name, lines_of(found.source), found.draft)


class _Stopper:
    """Whether the user asked to stop."""

    def __init__(self, report: Report) -> None:
        self._report = report

    def __call__(self) -> bool:
        try:
            self._report(0, 0, "正在读取文档")
        except Cancelled:
            return True
        return False


def lines_of(source: Source) -> tuple[Line, ...]:
    """The paragraphs of a source as the left pane shows them."""
    return tuple(Line(one.number, one.full.strip(), one.cell is not None) for one in source.paragraphs)
