"""A block of cells out of the HTML that Excel, WPS, Word and browsers put on the clipboard, with merged cells."""

from __future__ import annotations

import re
from dataclasses import dataclass, field
from html.parser import HTMLParser

from typing_extensions import override

Block = tuple[tuple[str, ...], ...]
LARGEST_SPAN = 2_000
_BREAKS = frozenset(("br", "p", "div", "li"))
_SILENT = frozenset(("style", "script", "title", "head"))
_BLANK = re.compile(r"[ \t\r\n\f]+")
_NUMBER = re.compile(r"[-+]?[0-9０-９][0-9０-９,，]*([.．][0-9０-９]+)?\s*[分%％]?")


@dataclass
class _Cell:
    across: int
    down: int
    parts: list[str] = field(default_factory=list)

    @property
    def text(self) -> str:
        lines = [line.strip(" ") for line in "".join(self.parts).replace("\xa0", " ").split("\n")]
        return "\n".join(lines).strip("\n ")


class _Reader(HTMLParser):
    """Gathers the cells of the first table; tables inside its cells are read as their text."""

    def __init__(self) -> None:
        super().__init__(convert_charrefs=True)
        self.rows: list[list[_Cell]] = []
        self.has_merged = False
        self._depth = 0
        self._is_done = False
        self._silent = 0
        self._cell: _Cell | None = None

    @override
    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        if tag in _SILENT:
            self._silent += 1
        elif self._is_done:
            return
        elif tag == "table":
            self._depth += 1
        elif self._depth == 1 and tag == "tr":
            self._cell = None
            self.rows.append([])
        elif self._depth == 1 and tag in ("td", "th"):
            known = dict(attrs)
            across, down = _span(known.get("colspan")), _span(known.get("rowspan"))
            self.has_merged = self.has_merged or across > 1 or down > 1
            self._cell = _Cell(across, down)
            if not self.rows:
                self.rows.append([])
            self.rows[-1].append(self._cell)
        elif tag in _BREAKS:
            self._break(always=tag == "br")

    @override
    def handle_endtag(self, tag: str) -> None:
        if tag in _SILENT:
            self._silent = max(0, self._silent - 1)
        elif tag == "table" and self._depth:
            self._depth -= 1
            if not self._depth:
                self._is_done = True
        elif tag in ("td", "th", "tr") and self._depth == 1:
            self._cell = None

    @override
    def handle_data(self, data: str) -> None:
        if self._cell is None or self._silent:
            return
        text = _BLANK.sub(" ", data)
        if text == " " and (not self._cell.parts or self._cell.parts[-1].endswith(("\n", " "))):
            return
        self._cell.parts.append(text)

    def _break(self, *, always: bool) -> None:
        """A line ends; a paragraph makes no empty line at the start of a cell."""
        if self._cell is not None and (always or (self._cell.parts and self._cell.parts[-1] != "\n")):
            self._cell.parts.append("\n")


def from_html(text: str) -> tuple[Block, bool]:
    """The first table in `text` as a block, and whether cells of it are merged; an empty block without a table.

    What is merged downwards stands in every row, as it holds for each of them; a number stands in the first one only,
    or sums would count it several times. What is merged across stands in its first cell.
    """
    if "<t" not in text and "<T" not in text:
        return (), False
    reader = _Reader()
    reader.feed(text)
    reader.close()
    laid: list[dict[int, str]] = [{} for _ in reader.rows]
    for at, cells in enumerate(reader.rows):
        column = 0
        for cell in cells:
            while column in laid[at]:
                column += 1
            words = cell.text
            below = "" if _NUMBER.fullmatch(words) else words
            for place in range(at, min(at + cell.down, len(laid))):
                for over in range(column, column + cell.across):
                    laid[place][over] = (words if place == at else below) if over == column else ""
            column += cell.across
    wide = max((max(row, default=-1) + 1 for row in laid), default=0)
    block = tuple(tuple(row.get(column, "") for column in range(wide)) for row in laid if row)
    return block, reader.has_merged


def _span(value: str | None) -> int:
    return min(LARGEST_SPAN, max(1, int(value))) if value is not None and value.strip().isdecimal() else 1
