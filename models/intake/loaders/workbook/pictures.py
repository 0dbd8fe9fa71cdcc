"""Pictures of a workbook: in cells as WPS keeps them (DISPIMG), and laid over cells (drawings); bounded in all."""

from collections.abc import Iterator
from contextlib import suppress

from models.intake.loaders.workbook.cells import MOST_COLUMNS, MOST_ROWS, Cells
from models.intake.loaders.workbook.package import Package, links_of
from models.intake.loaders.xml import linked, scan

MOST_BYTES = 48 << 20
_MOST_PLACES = 20_000
_HEADS = (b"\x89PNG", b"\xff\xd8\xff", b"GIF8", b"BM")
_ROW_HEIGHT, _POINT = 15.0, 12_700  # points; EMU in a point
_COLUMN_WIDTH, _CHARACTER = 8.43, 66_675  # characters; EMU in a character of the usual font


class Pictures:
    """Collects the pictures that sheets show: `bytes` by name; `left_out` counts those too many or of another kind."""

    def __init__(self, package: Package) -> None:
        self.bytes: dict[str, bytes] = {}
        self.left_out = 0
        self._package = package
        self._refused: set[str] = set()
        self._total = 0
        self._in_cells: dict[str, str] | None = None

    def of_sheet(self, part: str, cells: Cells) -> tuple[tuple[int, int, str], ...]:
        """(row, column, name) of the pictures of one sheet, in the order of the sheet."""
        placed: list[tuple[int, int, str]] = []
        for row, column, key in cells.pictures[:_MOST_PLACES]:
            media = self._media_of_cells().get(key)
            if media is not None and self._taken(key, media):
                placed.append((row, column, key))
            elif media is None:
                self.left_out += 1
        if cells.drawing:
            for row, column, media in self._anchored(part, cells):
                name = media.rpartition("/")[2]
                if len(placed) < _MOST_PLACES and self._taken(name, media):
                    placed.append((row, column, name))
        return tuple(sorted(placed))

    def _taken(self, name: str, media: str) -> bool:
        if name in self.bytes:
            return True
        if media in self._refused:
            return False
        content = self._content(media)
        if content is None:
            self._refused.add(media)
            self.left_out += 1
            return False
        self.bytes[name] = content
        self._total += len(content)
        return True

    def _content(self, media: str) -> bytes | None:
        try:
            size = self._package.file.getinfo(media).file_size
        except KeyError:
            return None
        pieces = self._package.pieces(media)
        # No part unpacks to more than its directory says, so a picture too large is not even begun.
        if pieces is None or self._total + size > MOST_BYTES:
            return None
        content = b"".join(pieces)
        return content if content.startswith(_HEADS) else None

    def _media_of_cells(self) -> dict[str, str]:
        """The part of each WPS picture by the id that cells name."""
        if self._in_cells is None:
            self._in_cells = {}
            part = self._package.target("cellImage") or "xl/cellimages.xml"
            pieces = self._package.pieces(part)
            if pieces is not None:
                links = {link.id: link.part for link in links_of(self._package.file, part, self._package.name)}
                self._in_cells = _named_pictures(pieces, links, self._package.name)
        return self._in_cells

    def _anchored(self, part: str, cells: Cells) -> Iterator[tuple[int, int, str]]:
        file, name = self._package.file, self._package.name
        drawing = next((link.part for link in links_of(file, part, name) if link.id == cells.drawing), "")
        pieces = self._package.pieces(drawing) if drawing else None
        if pieces is None:
            return
        links = {link.id: link.part for link in links_of(file, drawing, name)}
        for corners, key in _anchors(pieces, name):
            row = _middle(corners.get("from", {}), corners.get("to"), cells.heights, "row")
            column = _middle(corners.get("from", {}), corners.get("to"), cells.widths, "col")
            if key in links and row <= MOST_ROWS and column <= MOST_COLUMNS:
                yield row, column, links[key]


def _named_pictures(pieces: Iterator[bytes], links: dict[str, str], name: str) -> dict[str, str]:
    found: dict[str, str] = {}
    current = ""

    def start(tag: str, attributes: dict[str, str]) -> None:
        nonlocal current
        if tag == "cNvPr":
            current = attributes.get("name", "")
        elif tag == "blip" and current and linked(attributes, "embed") in links:
            found.setdefault(current, links[linked(attributes, "embed")])

    scan(pieces, name, start)
    return found


_Corners = dict[str, dict[str, int]]


def _anchors(pieces: Iterator[bytes], name: str) -> list[tuple[_Corners, str]]:
    """(corners, link of the picture) of each picture in a drawing."""
    found: list[tuple[_Corners, str]] = []
    corners: _Corners = {}
    corner = ""
    skipped = 0
    characters: list[str] = []

    def start(tag: str, attributes: dict[str, str]) -> None:
        nonlocal corners, corner, skipped
        characters.clear()
        if tag in ("twoCellAnchor", "oneCellAnchor", "absoluteAnchor"):
            corners = {}
        elif tag in ("from", "to"):
            corner = tag
            corners[tag] = {}
        elif tag == "Fallback":
            skipped += 1
        elif tag == "blip" and not skipped and "from" in corners and len(found) < _MOST_PLACES:
            found.append((corners, linked(attributes, "embed")))

    def end(tag: str) -> None:
        nonlocal corner, skipped
        if tag in ("row", "col", "rowOff", "colOff") and corner:
            with suppress(ValueError):
                corners[corner][tag] = int("".join(characters).strip()[:12])
        elif tag == corner:
            corner = ""
        elif tag == "Fallback":
            skipped -= 1

    scan(pieces, name, start, end, characters.append)
    return found


def _middle(first: dict[str, int], last: dict[str, int] | None, sizes: dict[int, float], key: str) -> int:
    """The row (or column), from 1, in which the middle of a picture lies."""
    begin = max(first.get(key, 0), 0) + 1
    if last is None:
        return begin
    end = min(max(last.get(key, 0) + 1, begin), begin + 2_000)
    usual, unit = (_ROW_HEIGHT, _POINT) if key == "row" else (_COLUMN_WIDTH, _CHARACTER)
    lengths = [sizes.get(index, usual) * unit for index in range(begin, end)]
    middle = (first.get(f"{key}Off", 0) + sum(lengths) + last.get(f"{key}Off", 0)) / 2
    for offset, length in enumerate(lengths):
        if middle < length:
            return begin + offset
        middle -= length
    return end
