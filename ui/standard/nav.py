"""The left tree of the page 标准: every standard with its coverage, under it its headings with theirs."""

from __future__ import annotations

from dataclasses import dataclass

from PySide6.QtWidgets import QWidget

from models.standard.queries import CoverageRow, StandardRow
from ui.standard.book import Book
from ui.tables.nav import NavTree


@dataclass(frozen=True, slots=True)
class NavRow:
    """A standard, or a heading on top of one (`heading_id` is the indicator's)."""

    id: int
    parent_id: int | None
    standard_id: int
    heading_id: int | None
    text: str
    note: str


class StandardNav(NavTree):
    """Insert, Delete and Alt+arrows act on standards; the page does it."""

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(_text, _note, strong=_is_standard, name="standard.nav", parent=parent)
        self.setAccessibleName("标准")

    def show_book(self, book: Book) -> None:
        """Take new standards and figures."""
        rows: list[NavRow] = []
        for standard in book.standards:
            found = book.coverage_of(standard.id)
            rows.append(NavRow(standard.id, None, standard.id, None, standard.title, _share(found, standard)))
            rows += [
                NavRow(part.id, standard.id, standard.id, part.id, part.title, _share(part, standard))
                for part in book.coverage
                if part.standard_id == standard.id and not part.is_whole and part.id is not None
            ]
        self.set_rows(tuple(rows))

    def current_row(self) -> NavRow | None:
        """The entry chosen."""
        row = self.tree_model.row(self.current_id())
        return row if isinstance(row, NavRow) else None


def _share(found: CoverageRow | None, standard: StandardRow) -> str:
    return found.share if found is not None and found.total else ""


def _text(row: NavRow) -> str:
    return row.text


def _note(row: NavRow) -> str:
    return row.note


def _is_standard(row: NavRow) -> bool:
    return row.heading_id is None
