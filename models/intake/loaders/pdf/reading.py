"""A PDF as a source: the text of its pages in order, tables ruled by lines, running heads and page numbers dropped."""

import re
from collections import Counter
from collections.abc import Sequence
from dataclasses import replace
from typing import Any

from models.errors import Refusal
from models.intake.loaders.pdf.lines import Line, lines_of, paragraphs_of_lines
from models.intake.loaders.pdf.page import Page, page_of
from models.intake.loaders.pdf.streams import check_streams
from models.intake.loaders.pdf.tables import RuledTable, tables_of
from models.intake.source import Paragraph, Source, Table

MOST_PAGES = 500
_MOST_CHARACTERS = 2_000_000
_EDGE = 0.12  # of the page: where running heads and page numbers stand
_PAGE_NUMBER = re.compile(r"[-—–－·\s]*(?:第\s*)?\d{1,4}(?:\s*页)?[-—–－·\s]*(?:[/，,]?\s*共?\s*\d{1,4}\s*页?)?")
_NUMBER = re.compile(r"[（(]?\d{1,4}[）)]?[.、．]?")
_SCANNED = "请用WPS的“图片转文字”或手机扫描软件识别成文字，存成Word文档再选；或者向发文单位要Word原件。"


def load_pdf(data: bytes, name: str) -> Source:
    """The text of a PDF. Refusal for scanned, protected, damaged and endless ones."""
    import pypdfium2 as pdfium

    check_streams(data, name)
    try:
        document = pdfium.PdfDocument(data)
    except pdfium.PdfiumError as error:
        raise _unopened(error, name) from error
    try:
        count = len(document)
        if count > MOST_PAGES:
            raise Refusal(f"“{name}”有 {count} 页，太长，没有读。", "请把要读的部分另存为单独的文件再试。")
        pages = _pages(document, count, name, pdfium.PdfiumError)
    finally:
        document.close()
    return _source(pages, name)


def _unopened(error: Exception, name: str) -> Refusal:
    if "assword" in str(error):
        return Refusal(f"“{name}”设有打开密码，读不了。", "请用WPS打开它，在“保护”里清除密码，保存后再选一次。")
    return Refusal(f"“{name}”不完整或已损坏，打不开。", "请用WPS打开后另存一份再试；或者重新取一份原件。")


def _pages(document: Any, count: int, name: str, failure: type[Exception]) -> list[Page]:
    pages: list[Page] = []
    total = 0
    for index in range(count):
        try:
            page = document[index]
            try:
                pages.append(page_of(page))
            finally:
                page.close()
        except failure as error:
            raise _unopened(error, name) from error
        total += len(pages[-1].chars)
        if total > _MOST_CHARACTERS:
            raise Refusal(f"“{name}”里的内容多得不正常，没有打开。", "请把要读的部分另存为单独的文件再试。")
    return pages


def _source(pages: Sequence[Page], name: str) -> Source:
    chars = sum(1 for page in pages for char in page.chars if char.text.strip())
    unknown = sum(1 for page in pages for char in page.chars if _is_unknown(char.text))
    empty = [number for number, page in enumerate(pages, 1) if not _has_text(page)]
    if len(empty) == len(pages) or chars < 10:
        raise Refusal(f"“{name}”是扫描件或图片，里面没有文字，读不出来。", _SCANNED)
    if unknown > 0.2 * chars:
        raise Refusal(
            f"“{name}”里的文字用了特殊的编码，读出来是乱码，没有读。", "请向发文单位要Word原件，或用WPS输出为Word再选。"
        )
    notices: list[str] = []
    pictures = [number for number in empty if pages[number - 1].has_pictures]
    if pictures:
        shown = "、".join(map(str, pictures[:10])) + ("等" if len(pictures) > 10 else "")
        notices.append(f"第 {shown} 页是图片，没有文字，没有读。")
    parts = [(page, lines_of(page.chars), tables_of(page)) for page in pages]
    running = _running([(page, lines) for page, lines, _ in parts])
    builder = _Builder()
    for number, (page, lines, tables) in enumerate(parts):
        body = [line for line in lines if not _is_margin(page, line, running)]
        builder.page(number, body, tables)
    builder.flush()
    return Source(name, "pdf", tuple(builder.paragraphs), tuple(builder.tables), tuple(notices))


def _has_text(page: Page) -> bool:
    return any(char.text.strip() and not char.text.isdigit() and char.text not in "-—–－" for char in page.chars)


def _is_unknown(char: str) -> bool:
    return char == "\ufffd" or "\ue000" <= char <= "\uf8ff"


def _at_edge(page: Page, line: Line) -> bool:
    return line.middle < _EDGE * page.height or line.middle > (1 - _EDGE) * page.height


def _plain(text: str) -> str:
    return re.sub(r"\d+", "#", re.sub(r"\s+", "", text))


def _running(parts: Sequence[tuple[Page, Sequence[Line]]]) -> frozenset[tuple[str, int]]:
    """Lines at the edges that most pages repeat (their numbers apart): (text, height on the page in steps)."""
    seen: Counter[tuple[str, int]] = Counter()
    for page, lines in parts:
        outermost = [*lines[:1], *lines[-2:]]
        seen.update({(_plain(line.text), round(line.middle / 12)) for line in outermost if _at_edge(page, line)})
    least = max(2, len(parts) // 2)
    return frozenset(key for key, times in seen.items() if times >= least)


def _is_margin(page: Page, line: Line, running: frozenset[tuple[str, int]]) -> bool:
    if not _at_edge(page, line):
        return False
    if _PAGE_NUMBER.fullmatch(line.text):
        return True
    return any((_plain(line.text), round(line.middle / 12) + step) in running for step in (-1, 0, 1))


class _Builder:
    """Paragraphs and tables in the order of the pages; text runs on over the end of a page, a table does too."""

    def __init__(self) -> None:
        self.paragraphs: list[Paragraph] = []
        self.tables: list[Table] = []
        self._lines: list[Line] = []
        self._open: RuledTable | None = None

    def page(self, number: int, lines: Sequence[Line], tables: Sequence[RuledTable]) -> None:
        rest = list(lines)
        for index, table in enumerate(tables):
            above = [line for line in rest if line.middle < table.top]
            continues = index == 0 and not above and self._continues(table)
            if len(table.rows) < 2 and not continues:
                continue  # a frame around words
            rest = [line for line in rest if line.middle > table.bottom]
            self._add_lines(number, above)
            if continues:
                self._append(table)
            else:
                self.flush()
                self._add_table(table)
            self._open = table
        if rest:
            self._add_lines(number, rest)

    def flush(self) -> None:
        """Write the lines that were gathered."""
        for text in paragraphs_of_lines(self._lines):
            self.paragraphs.append(Paragraph(len(self.paragraphs) + 1, text))
        self._lines = []

    def _add_lines(self, number: int, lines: Sequence[Line]) -> None:
        for line in lines:
            line.page = number
            self._lines.append(line)
            self._open = None

    def _continues(self, table: RuledTable) -> bool:
        """Whether a table at the top of a page goes on with the one at the end of the page before."""
        last = self._open
        return (
            last is not None
            and not self._lines
            and len(last.rows[0]) == len(table.rows[0])
            and abs(last.left - table.left) < 3
            and abs(last.right - table.right) < 3
        )

    def _add_table(self, table: RuledTable) -> None:
        self.tables.append(Table((), (), first=len(self.paragraphs) + 1))
        self._append(table)

    def _append(self, table: RuledTable) -> None:
        known = self.tables[-1]
        rows, numbers, merged = list(known.rows), list(known.numbers), set(known.merged)
        cut = 1 if rows and table.rows[0] == rows[0] else 0  # the head again on a new page
        if rows and cut < len(table.rows) and _is_rest(rows[-1], table.rows[cut]):
            rows[-1] = self._completed(rows[-1], table.rows[cut])
            cut += 1
        going_on = _going_on(rows, merged, table, cut)
        for index in range(cut, len(table.rows)):
            numbers.append(len(self.paragraphs) + 1)
            row = list(table.rows[index])
            for column, text in enumerate(row):
                if (index, column) in going_on:
                    row[column] = going_on[index, column]
                    merged.add((len(rows), column))
                elif (index, column) in table.merged:
                    merged.add((len(rows), column))
                else:
                    place = (len(self.tables) - 1, len(rows), column)
                    self.paragraphs.append(Paragraph(len(self.paragraphs) + 1, text, cell=place))
            rows.append(tuple(row))
        self.tables[-1] = Table(tuple(rows), tuple(numbers), frozenset(merged), known.first, len(self.paragraphs))

    def _completed(self, row: tuple[str, ...], rest: tuple[str, ...]) -> tuple[str, ...]:
        """A row broken by the end of a page made whole, in its paragraphs too."""
        last = next(p.cell for p in reversed(self.paragraphs) if p.cell is not None)
        for index in range(len(self.paragraphs) - 1, -1, -1):
            paragraph = self.paragraphs[index]
            if paragraph.cell is None or paragraph.cell[:2] != last[:2]:
                break
            text = paragraph.text + rest[paragraph.cell[2]]
            self.paragraphs[index] = replace(paragraph, text=text)
        return tuple(before + after for before, after in zip(row, rest, strict=True))


def _going_on(
    rows: Sequence[tuple[str, ...]], merged: set[tuple[int, int]], table: RuledTable, cut: int
) -> dict[tuple[int, int], str]:
    """The places at the top of a page where a merged cell of the page before goes on, drawn empty there: its text."""
    found: dict[tuple[int, int], str] = {}
    if not rows or cut >= len(table.rows):
        return found
    for column, text in enumerate(rows[-1]):
        end = cut + 1
        while end < len(table.rows) and (end, column) in table.merged:
            end += 1
        spans = end > cut + 1 or (len(rows) - 1, column) in merged
        if text and spans and not any(table.rows[index][column] for index in range(cut, end)):
            found.update(dict.fromkeys(((index, column) for index in range(cut, end)), text))
    return found


def _is_rest(row: tuple[str, ...], rest: tuple[str, ...]) -> bool:
    """Whether the first row of a page ends what the page before broke off: few cells, each going on in mid-sentence."""
    filled = [column for column, text in enumerate(rest) if text]
    if not filled or rest[0] or any(not row[column] or row[column][-1] in "。；;！" for column in filled):
        return False
    return _NUMBER.fullmatch(row[0]) is not None or 2 * len(filled) <= len([text for text in row if text])
