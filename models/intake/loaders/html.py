"""Web pages and HTML pasted from a browser: paragraphs and tables, scripts and styles left out."""

import email
import email.policy
from html.parser import HTMLParser

from models.errors import Refusal
from models.intake.loaders.text import decoded
from models.intake.old_forms import SAVE_AS
from models.intake.source import Paragraph, Source, Table

_BLOCKS = {"p", "div", "br", "li", "h1", "h2", "h3", "h4", "h5", "h6", "section", "article", "title", "hr", "ul", "ol"}
_SILENT = {"script", "style", "head", "noscript", "template"}
_MOST_SPAN = 200


class _Reader(HTMLParser):
    def __init__(self) -> None:
        super().__init__(convert_charrefs=True)
        self.paragraphs: list[Paragraph] = []
        self.tables: list[Table] = []
        self._text: list[str] = []
        self._silent = 0
        self._rows: list[list[tuple[str, int, int]]] | None = None
        self._numbers: list[int] = []
        self._first = 0
        self._cell: tuple[int, int] | None = None

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        if tag in _SILENT:
            self._silent += 1
        elif tag == "table" and self._rows is None:
            self._end_paragraph()
            self._rows, self._numbers, self._first = [], [], len(self.paragraphs) + 1
        elif self._rows is not None and tag == "tr":
            self._end_cell()
            self._rows.append([])
            self._numbers.append(len(self.paragraphs) + 1)
        elif self._rows is not None and tag in ("td", "th"):
            self._end_cell()
            given = dict(attrs)
            self._cell = (_span(given.get("rowspan")), _span(given.get("colspan")))
        elif tag in _BLOCKS:
            if self._cell is not None:
                self._text.append("\n")
            elif self._rows is None:
                self._end_paragraph()

    def handle_endtag(self, tag: str) -> None:
        if tag in _SILENT:
            self._silent = max(0, self._silent - 1)
        elif tag in ("td", "th"):
            self._end_cell()
        elif tag == "table" and self._rows is not None:
            self._end_cell()
            self._end_table()
        elif tag in _BLOCKS and self._rows is None:
            self._end_paragraph()

    def handle_data(self, data: str) -> None:
        if not self._silent:
            self._text.append(data)

    def finish(self) -> None:
        self.close()
        if self._rows is not None:
            self._end_cell()
            self._end_table()
        self._end_paragraph()

    def _taken(self) -> str:
        text, self._text = "".join(self._text), []
        return "\n".join(" ".join(line.split(" ")).strip() for line in text.split("\n") if line.strip())

    def _end_paragraph(self) -> None:
        text = " ".join(self._taken().split("\n"))
        if text:
            self.paragraphs.append(Paragraph(len(self.paragraphs) + 1, text))

    def _end_cell(self) -> None:
        if self._cell is None or self._rows is None:
            if self._rows is not None:
                self._text = []
            return
        text = self._taken()
        if not self._rows:
            self._rows.append([])
            self._numbers.append(len(self.paragraphs) + 1)
        self._rows[-1].append((text, *self._cell))
        place = (len(self.tables), len(self._rows) - 1, len(self._rows[-1]) - 1)
        self.paragraphs.append(Paragraph(len(self.paragraphs) + 1, text, cell=place))
        self._cell = None

    def _end_table(self) -> None:
        rows, self._rows = self._rows or [], None
        grid, merged = _grid(rows)
        if grid:
            self.tables.append(Table(grid, tuple(self._numbers), merged, self._first, len(self.paragraphs)))


def _span(text: str | None) -> int:
    return min(int(text), _MOST_SPAN) if text and text.isdigit() and int(text) > 0 else 1


def _grid(rows: list[list[tuple[str, int, int]]]) -> tuple[tuple[tuple[str, ...], ...], frozenset[tuple[int, int]]]:
    places: dict[tuple[int, int], str] = {}
    merged: set[tuple[int, int]] = set()
    for row_index, row in enumerate(rows):
        column = 0
        for text, down, across in row:
            while (row_index, column) in places:
                column += 1
            for row_offset in range(min(down, len(rows) - row_index)):
                for column_offset in range(across):
                    place = (row_index + row_offset, column + column_offset)
                    places[place] = text
                    if row_offset or column_offset:
                        merged.add(place)
            column += across
    width = max((column + 1 for _, column in places), default=0)
    grid = tuple(tuple(places.get((row, column), "") for column in range(width)) for row in range(len(rows)))
    return grid, frozenset(merged)


def load_html(data: bytes, name: str) -> Source:
    """A web page as a source."""
    reader = _Reader()
    reader.feed(decoded(data, name))
    reader.finish()
    return Source(name, "html", tuple(reader.paragraphs), tuple(reader.tables))


def load_mht(data: bytes, name: str) -> Source:
    """A web page kept in one file (.mht, and what some systems export as .doc or .xls): its page as a source."""
    message = email.message_from_bytes(data, policy=email.policy.default)
    for part in message.walk():
        if part.get_content_type() == "text/html":
            content = part.get_payload(decode=True)
            if isinstance(content, bytes):
                return load_html(content, name)
    raise Refusal(f"“{name}”是网页存档，里面没有能读的网页。", SAVE_AS)
