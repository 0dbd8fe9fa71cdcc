"""What is read from a score table, as plain data that travels from the child process to the window."""

from dataclasses import dataclass


@dataclass(frozen=True, slots=True)
class DraftRow:
    """A heading or an item; `id` counts from 1 in its file, `parent` is the id of the row above it. Points in 1/100.

    `section` tells what the headings say: "加分", "否决" or "扣分" (their points stand beside the full mark), or "".
    `problems` keep the row out until they are mended in the file; `doubts` are to be looked at.
    """

    id: int
    place: str
    name: str
    parent: int | None = None
    depth: int = 0
    no: str = ""
    content: str = ""
    body: str = ""
    points: int | None = None
    assessor: str = ""
    note: str = ""
    section: str = ""
    is_heading: bool = False
    doubts: tuple[str, ...] = ()
    problems: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class SchemeReading:
    """A file as rows in tree order: its name, its title, what it states as the total (in 1/100), notes below the table,
    headings that are not read, tables that were skipped and why."""

    name: str
    title: str
    rows: tuple[DraftRow, ...]
    total: int | None = None
    notes: tuple[str, ...] = ()
    unread: tuple[str, ...] = ()
    skipped: tuple[str, ...] = ()

    @property
    def suggested(self) -> str:
        """A name for the scheme."""
        return (self.title or self.name)[:60]
