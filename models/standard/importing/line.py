"""What is read from a sheet, as plain data that travels from the child process to the window."""

import re
from dataclasses import dataclass

from models.standard.rules import words_of
from models.standard.terms import Comparison

_ISSUE = re.compile(r"[（(]([^（）()]{0,12}(?:版|\d年|示例|试行|修订)[^（）()]{0,6})[）)]")


@dataclass(frozen=True, slots=True)
class Line:
    """One line of a standard; `id` counts from 1 in its sheet, `parent` is the id of the line it hangs under.

    `doubts` are to be looked at (the line can be taken and is marked 待核实 where its requirement is not certain),
    `problems` name their cell and keep the line out. Points in 1/100.
    """

    id: int
    place: str
    name: str
    no: str = ""
    parent: int | None = None
    depth: int = 0
    body: str = ""
    comparison: Comparison = Comparison.NONE
    threshold: str = ""
    unit: str = ""
    points: int | None = None
    evidence: str = ""
    note: str = ""
    to_confirm: bool = False
    doubts: tuple[str, ...] = ()
    problems: tuple[str, ...] = ()

    @property
    def words(self) -> str:
        """The requirement in Chinese; nothing for a line that states none."""
        if self.comparison is Comparison.NONE and not self.threshold:
            return ""
        return words_of(self.comparison, self.threshold, self.unit)

    @property
    def title(self) -> str:
        return f"{self.no} {self.name}".strip()


@dataclass(frozen=True, slots=True)
class SheetLines:
    """The lines of one sheet: its name, the title above the table, notes below it, headings that are not read."""

    id: int
    name: str
    title: str
    note: str
    lines: tuple[Line, ...]
    unread: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class StandardReading:
    """A file as lines, a sheet at a time; `skipped` says why other sheets were not read."""

    name: str
    sheets: tuple[SheetLines, ...]
    skipped: tuple[str, ...] = ()

    @property
    def suggested(self) -> tuple[str, str]:
        """(name, issue) for a new standard: from the title above the first table, else from the file's name;
        国家卫生城市标准（2021版） is 国家卫生城市标准, 2021版."""
        title = next((sheet.title for sheet in self.sheets if sheet.title), self.name)
        found = _ISSUE.search(title)
        if found is None or found.end() - found.start() == len(title):
            return title, ""
        return title[: found.start()] + title[found.end() :], found.group(1)
