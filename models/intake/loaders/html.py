"""Web pages and HTML pasted from a browser: paragraphs and tables, scripts and styles left out."""

import email
import email.policy
import re
from collections.abc import Sequence
from dataclasses import dataclass, field, replace
from html.parser import HTMLParser

from models.errors import Refusal
from models.intake.loaders.text import decoded
from models.intake.old_forms import SAVE_AS
from models.intake.source import Paragraph, Source, Table

_BLOCKS = {"p", "div", "br", "li", "h1", "h2", "h3", "h4", "h5", "h6", "section", "article", "title", "hr", "ul", "ol"}
_SILENT = {"script", "style", "head", "noscript", "template"}
_MOST_SPAN = 200
_MOST_TAGS = 600_000
_MOST_PLACES = 400_000
_DECLARATION = re.compile(r"<[!?][^>]*>")


@dataclass(slots=True)
class _Frame:
    """A table being read: its cells as (text, rows down, columns across)."""

    index: int
    first: int
    rows: list[list[tuple[str, int, int]]] = field(default_factory=list)
    numbers: list[int] = field(default_factory=list)
    cell: tuple[int, int] | None = None
    text: list[str] = field(default_factory=list)
    holds_tables: bool = False


class _Reader(HTMLParser):
    def __init__(self, name: str) -> None:
        super().__init__(convert_charrefs=True)
        self.paragraphs: list[Paragraph] = []
        self.tables: list[Table | None] = []
        self._name = name
        self._text: list[str] = []
        self._silent = 0
        self._frames: list[_Frame] = []
        self._places = 0

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        frame = self._frames[-1] if self._frames else None
        if tag in _SILENT:
            self._silent += 1
        elif tag == "table":
            self._begin_table(frame)
        elif frame is not None and tag == "tr":
            self._end_cell(frame)
            frame.rows.append([])
            frame.numbers.append(len(self.paragraphs) + 1)
        elif frame is not None and tag in ("td", "th"):
            self._end_cell(frame)
            given = dict(attrs)
            frame.cell = (_span(given.get("rowspan")), _span(given.get("colspan")))
        elif tag in _BLOCKS:
            if frame is not None:
                frame.text.append("\n")
            else:
                self._end_paragraph()

    def handle_endtag(self, tag: str) -> None:
        frame = self._frames[-1] if self._frames else None
        if tag in _SILENT:
            self._silent = max(0, self._silent - 1)
        elif frame is not None and tag in ("td", "th"):
            self._end_cell(frame)
        elif frame is not None and tag == "table":
            self._end_table()
        elif tag in _BLOCKS:
            if frame is not None:
                frame.text.append("\n")
            else:
                self._end_paragraph()

    def handle_data(self, data: str) -> None:
        if not self._silent:
            (self._frames[-1].text if self._frames else self._text).append(data)

    def finish(self) -> tuple[tuple[Paragraph, ...], tuple[Table, ...]]:
        """What was read; tables that only arrange others on the page are taken for plain paragraphs."""
        self.close()
        while self._frames:
            self._end_table()
        self._end_paragraph()
        places = {index: place for place, index in enumerate(i for i, table in enumerate(self.tables) if table)}
        paragraphs = tuple(
            paragraph
            if paragraph.cell is None
            else replace(
                paragraph,
                cell=(places[paragraph.cell[0]], *paragraph.cell[1:]) if paragraph.cell[0] in places else None,
            )
            for paragraph in self.paragraphs
        )
        return paragraphs, tuple(table for table in self.tables if table)

    def _end_paragraph(self) -> None:
        text = " ".join(_tidy(self._text).split("\n"))
        self._text = []
        if text:
            self.paragraphs.append(Paragraph(len(self.paragraphs) + 1, text))

    def _begin_table(self, frame: _Frame | None) -> None:
        if frame is None:
            self._end_paragraph()
        elif frame.cell is not None:
            frame.holds_tables = True
            cell = frame.cell
            self._end_cell(frame)  # what stands before the inner table; what follows it is a cell of its own
            frame.cell = (1, cell[1])
        self.tables.append(None)
        self._frames.append(_Frame(len(self.tables) - 1, len(self.paragraphs) + 1))

    def _end_cell(self, frame: _Frame) -> None:
        text, frame.text = _tidy(frame.text), []
        if frame.cell is None:
            return
        down, across = frame.cell
        frame.cell = None
        if not frame.rows:
            frame.rows.append([])
            frame.numbers.append(len(self.paragraphs) + 1)
        self._places += down * across
        if self._places > _MOST_PLACES:
            raise Refusal(f"“{self._name}”里的内容多得不正常，没有打开。", "请把要读的表另存为单独的文件再试。")
        frame.rows[-1].append((text, down, across))
        place = (frame.index, len(frame.rows) - 1, len(frame.rows[-1]) - 1)
        self.paragraphs.append(Paragraph(len(self.paragraphs) + 1, text, cell=place))

    def _end_table(self) -> None:
        frame = self._frames.pop()
        self._end_cell(frame)
        grid, merged = _grid(frame.rows)
        if grid and not frame.holds_tables:
            last = len(self.paragraphs)
            self.tables[frame.index] = Table(grid, tuple(frame.numbers), merged, frame.first, last)


def _tidy(pieces: Sequence[str]) -> str:
    return "\n".join(" ".join(line.split(" ")).strip() for line in "".join(pieces).split("\n") if line.strip())


def _span(text: str | None) -> int:
    return min(int(text), _MOST_SPAN) if text and text.isascii() and text.isdigit() and int(text[:9]) > 0 else 1


def _grid(
    rows: Sequence[Sequence[tuple[str, int, int]]],
) -> tuple[tuple[tuple[str, ...], ...], frozenset[tuple[int, int]]]:
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
    """A web page as a source. Raises Refusal for one that no browser would have been given."""
    text = _without_comments(decoded(data, name))
    if text.count("<") > _MOST_TAGS:
        raise Refusal(f"“{name}”里的内容多得不正常，没有打开。", "请把要读的部分另存为一个文件。")
    reader = _Reader(name)
    reader.feed(text)
    return Source(name, "html", *reader.finish())


def _without_comments(text: str) -> str:
    """The page without comments, declarations and what is broken off at its end: the library's parser takes the square
    of their number to pass over them."""
    pieces: list[str] = []
    at = 0
    while (start := text.find("<!--", at)) >= 0:
        pieces.append(text[at:start])
        end = text.find("-->", start)
        at = end + 3 if end >= 0 else len(text)
    pieces.append(text[at:])
    whole = "".join(pieces)
    end = whole.rfind(">") + 1
    return _DECLARATION.sub("", whole[:end]) + whole[end:].replace("<", "&lt;")


def load_mht(data: bytes, name: str) -> Source:
    """A web page kept in one file (.mht, and what some systems export as .doc or .xls): its page as a source."""
    message = email.message_from_bytes(data, policy=email.policy.default)
    for part in message.walk():
        if part.get_content_type() == "text/html":
            content = part.get_payload(decode=True)
            if isinstance(content, bytes):
                return load_html(content, name)
    raise Refusal(f"“{name}”是网页存档，里面没有能读的网页。", SAVE_AS)
