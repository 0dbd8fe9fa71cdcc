"""What a loader hands on: the document as numbered paragraphs and tables, free of any file format."""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from typing import Any


@dataclass(frozen=True, slots=True)
class Spot:
    """Where an item stands: a paragraph number, or a sheet and a cell."""

    paragraph: int = 0
    sheet: str = ""
    cell: str = ""

    def to_json(self) -> dict[str, Any]:
        return {"sheet": self.sheet, "cell": self.cell} if self.cell else {"paragraph": self.paragraph}


NOWHERE = Spot()


@dataclass(frozen=True, slots=True)
class Paragraph:
    """One paragraph (line of a text file). `number` counts all of them from 1, empty ones and table cells too.

    `label` is an automatic number that the text itself does not hold; `cell` is (table, row, column) from 0.
    """

    number: int
    text: str
    label: str = ""
    style: str = ""
    cell: tuple[int, int, int] | None = None

    @property
    def full(self) -> str:
        """The text as a reader of the paper sees it, automatic number included."""
        return self.label + self.text


@dataclass(frozen=True, slots=True)
class Table:
    """A grid of cell texts; a merged cell repeats its text in every place it covers.

    `numbers[row]` is the number of the first paragraph in that row; `merged` holds (row, column) of places that
    only continue a merged cell. `first` and `last` are the paragraphs the table takes. In a workbook `sheet` names its
    sheet, `at[row]` is the row of the sheet (from 1) and `columns[column]` the column (from 1); `above` and `below` are
    the lines of text over and under it (title, unit of the form, notes, sign-off).
    """

    rows: tuple[tuple[str, ...], ...]
    numbers: tuple[int, ...]
    merged: frozenset[tuple[int, int]] = frozenset()
    first: int = 0
    last: int = 0
    sheet: str = ""
    at: tuple[int, ...] = ()
    columns: tuple[int, ...] = ()
    above: tuple[str, ...] = ()
    below: tuple[str, ...] = ()

    def spot(self, row: int, column: int = 0) -> Spot:
        """Where a place of the table stands in its document."""
        if self.at:
            return Spot(0, self.sheet, cell_name(self.at[row], self.columns[column]))
        return Spot(self.numbers[row])


@dataclass(frozen=True, slots=True)
class SheetPicture:
    """A picture in (or over) a cell: row and column from 1, its name in the file; the bytes are in Source.pictures."""

    row: int
    column: int
    name: str


@dataclass(frozen=True, slots=True)
class Sheet:
    """A visible sheet as the user sees it: `rows[i][j]` is the text of row i + 1, column j + 1.

    `merges` are (top, left, bottom, right) from 1, both ends in; a merged cell has its text in its first place only.
    Hidden rows and columns (numbers from 1) keep their place and text; readers leave them out.
    """

    name: str
    rows: tuple[tuple[str, ...], ...]
    merges: tuple[tuple[int, int, int, int], ...] = ()
    hidden_rows: frozenset[int] = frozenset()
    hidden_columns: frozenset[int] = frozenset()
    widths: tuple[float, ...] = ()
    pictures: tuple[SheetPicture, ...] = ()


@dataclass(frozen=True, slots=True)
class Source:
    """A document: its name, its kind of file (docx, text, xlsx, csv, pdf …), its paragraphs and tables or its sheets,
    notices of the loader, and the pictures that sheets name (name, bytes)."""

    name: str
    kind: str
    paragraphs: tuple[Paragraph, ...]
    tables: tuple[Table, ...] = ()
    notices: tuple[str, ...] = ()
    sheets: tuple[Sheet, ...] = ()
    pictures: tuple[tuple[str, bytes], ...] = ()

    def text_of(self, number: int) -> str:
        """The full text of the paragraph with this number; empty when there is none."""
        if 0 < number <= len(self.paragraphs):
            return self.paragraphs[number - 1].full
        return ""


def paragraphs_of(lines: Sequence[str]) -> tuple[Paragraph, ...]:
    """Plain lines as paragraphs."""
    return tuple(Paragraph(number, line) for number, line in enumerate(lines, 1))


def flowing(source: Source) -> Iterator[Paragraph]:
    """Paragraphs outside tables, empty ones included."""
    return (paragraph for paragraph in source.paragraphs if paragraph.cell is None)


def cell_name(row: int, column: int) -> str:
    """(5, 3) → C5; both count from 1."""
    letters = ""
    while column:
        column, rest = divmod(column - 1, 26)
        letters = chr(ord("A") + rest) + letters
    return f"{letters}{row}"
