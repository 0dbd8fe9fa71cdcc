"""What a loader hands on: the document as numbered paragraphs and tables, free of any file format."""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass


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
    only continue a merged cell. `before` is the number of the paragraph that follows the table (None: none).
    """

    rows: tuple[tuple[str, ...], ...]
    numbers: tuple[int, ...]
    merged: frozenset[tuple[int, int]] = frozenset()
    first: int = 0
    last: int = 0
    sheet: str = ""


@dataclass(frozen=True, slots=True)
class Source:
    """A document: its name, its kind of file (docx, text …), its paragraphs and tables, and notices of the loader."""

    name: str
    kind: str
    paragraphs: tuple[Paragraph, ...]
    tables: tuple[Table, ...] = ()
    notices: tuple[str, ...] = ()

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
