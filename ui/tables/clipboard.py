"""Blocks of cells to and from the clipboard: tab text and HTML out (WPS and Excel take both), tab text or HTML in."""

from __future__ import annotations

from collections.abc import Sequence
from html import escape

from PySide6.QtCore import QMimeData
from PySide6.QtGui import QGuiApplication

from ui.tables.html_block import Block, from_html


def put(block: Sequence[Sequence[str]]) -> None:
    """Put a block on the clipboard."""
    data = QMimeData()
    data.setText(to_tabs(block))
    data.setHtml(to_html(block))
    QGuiApplication.clipboard().setMimeData(data)


def take() -> Block:
    """The block on the clipboard; empty when it holds no text."""
    data: QMimeData | None = QGuiApplication.clipboard().mimeData()
    if data is None:  # nothing was ever copied
        return ()
    return chosen(data.text(), data.html() if data.hasHtml() else "")


def chosen(text: str, html: str) -> Block:
    """Tab text is the most faithful form; HTML is taken where it knows more: merged cells, and cells of several lines
    that the text does not quote (Word, browsers)."""
    plain = from_tabs(text)
    if not html:
        return plain
    table, has_merged = from_html(html)
    if not table or (not has_merged and _shape(table) == _shape(plain)):
        return plain
    return table


def _shape(block: Block) -> tuple[int, int]:
    return len(block), len(block[0]) if block else 0


def to_tabs(block: Sequence[Sequence[str]]) -> str:
    """Tab text; cells with tabs, line breaks or leading quotes are quoted as spreadsheets do."""
    return "\n".join("\t".join(_quoted(text) for text in row) for row in block)


def from_tabs(text: str) -> Block:
    """What a spreadsheet copied: quoted cells may hold tabs and line breaks; one last line break is no row."""
    rows: list[tuple[str, ...]] = []
    row: list[str] = []
    cell: list[str] = []
    quoted = False
    plain = text.replace("\r\n", "\n").replace("\r", "\n")
    at, end = 0, len(plain)
    while at < end:
        char = plain[at]
        if quoted:
            if char == '"' and plain[at + 1 : at + 2] == '"':
                cell.append('"')
                at += 1
            elif char == '"':
                quoted = False
            else:
                cell.append(char)
        elif char == '"' and not cell and _closes(plain, at):
            quoted = True
        elif char == "\t":
            row.append("".join(cell))
            cell = []
        elif char == "\n":
            row.append("".join(cell))
            rows.append(tuple(row))
            row, cell = [], []
        else:
            cell.append(char)
        at += 1
    if cell or row:
        row.append("".join(cell))
        rows.append(tuple(row))
    wide = max(map(len, rows), default=0)
    return tuple((*cells, *[""] * (wide - len(cells))) for cells in rows)


def to_html(block: Sequence[Sequence[str]]) -> str:
    """A plain table; texts are escaped, line breaks kept inside the cell."""
    lines = ["<table>"]
    for row in block:
        cells = "".join(
            f"<td>{escape(text).replace(chr(10), '<br style=mso-data-placement:same-cell>')}</td>" for text in row
        )
        lines.append(f"<tr>{cells}</tr>")
    lines.append("</table>")
    return "".join(lines)


def _quoted(text: str) -> str:
    if "\t" in text or "\n" in text or text.startswith('"'):
        return '"' + text.replace('"', '""') + '"'
    return text


def _closes(text: str, start: int) -> bool:
    """Whether the quote at `start` is closed before a tab, a line break or the end."""
    at = start + 1
    while True:
        at = text.find('"', at)
        if at < 0:
            return False
        if text[at + 1 : at + 2] == '"':
            at += 2
            continue
        return text[at + 1 : at + 2] in ("", "\t", "\n")
