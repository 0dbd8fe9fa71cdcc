"""A sheet as a Word table: heading repeated on each page, no row broken, big items merged, widths as on the PDF."""

from collections.abc import Mapping, Sequence
from itertools import groupby
from operator import attrgetter
from typing import Any

from models.papers.docx.parts import Letter, Setting, borders, element, line_end, paragraph, run, twips
from models.papers.docx.text import signing_table, text_paragraph
from models.papers.pagination import runs_of
from models.papers.sheet import PT_PER_MM, Align, Column, Row, Sheet, plain
from models.papers.texts import clean
from models.papers.widths import fitted_widths

_INSET_X, _INSET_Y = 3.5, 3.0
_LEADING = 1.3
_FRAME, _HAIR = 8, 4
"""Lines in 1/8 pt."""
_NO_LINES = dict.fromkeys(("top", "left", "bottom", "right", "insideH", "insideV"), 0)
_LINES = dict.fromkeys(("top", "left", "bottom", "right"), _FRAME) | {"insideH": _HAIR, "insideV": _HAIR}
_SIGN_GAP = 14.0
_MARK = 16.0
"""附件: 3号黑体."""


def sheet_parts(sheet: Sheet, fonts: Mapping[str, str], mark: str = "") -> list[Any]:
    """The paragraphs and the table of a sheet; `mark` (附件) stands above the title."""
    return _SheetParts(sheet, dict(fonts) | dict(sheet.profile.fonts)).all(mark or sheet.mark)


class _SheetParts:
    def __init__(self, sheet: Sheet, fonts: Mapping[str, str]) -> None:
        self._sheet = sheet
        profile = sheet.profile
        self._body = Letter(fonts["body"], profile.body_size)
        self._strong = Letter(fonts["heading"], profile.body_size)
        self._heading = Letter(fonts["heading"], profile.heading_size)
        self._title = Letter(fonts["title"], profile.title_size)
        self._note = Letter(fonts["note"], profile.note_size)
        text_size = sheet.text_size or profile.body_size
        self._text = Letter(fonts["body"], text_size)
        self._text_strong = Letter(fonts["heading"], text_size)
        self._side = Letter(fonts["note"], profile.body_size)
        _, right, _, left = profile.margins
        self._width = (profile.size_mm[0] - left - right) * PT_PER_MM
        self._widths = [twips(width) for width in fitted_widths(sheet, self._width, profile.body_size)]

    def all(self, mark: str) -> list[Any]:
        return [*self._head(mark), *self._content(), *self._tail()]

    def _content(self) -> list[Any]:
        """The table; where paragraphs stand around it, these and each stretch of rows between them."""
        rows = self._sheet.rows
        if not any(row.bare for row in rows):
            return [self._table(rows)]
        found: list[Any] = []
        for is_bare, stretch in groupby(rows, key=attrgetter("bare")):
            if is_bare:
                found += [text_paragraph(row, self._text, self._text_strong) for row in stretch]
            else:
                found.append(self._table(tuple(stretch)))
        return found

    # ---- around the table -------------------------------------------------------------------------------------

    def _head(self, mark: str) -> list[Any]:
        sheet, keep = self._sheet, Setting(keep_next=True)
        found = []
        if mark:
            letter = Letter(self._heading.font, _MARK)
            found.append(paragraph([run(mark, letter)], keep))
        centred = Setting(Align.CENTER, least=sheet.profile.title_size * 1.45, keep_next=True)
        found.append(paragraph([run(sheet.title, self._title)], centred))
        if clean(sheet.number):
            found.append(paragraph([run(sheet.number, self._side)], Setting(Align.CENTER, before=4, keep_next=True)))
        if clean(sheet.unit) or clean(sheet.date):
            found.append(self._sides())
        else:
            found.append(paragraph([], Setting(line=8, keep_next=True)))
        return found

    def _sides(self) -> Any:
        """填报单位 left and the date right, by a tab at the right edge."""
        tab = element("r")
        tab.append(element("tab"))
        runs = [run(self._sheet.unit, self._side), tab, run(self._sheet.date, self._side)]
        return paragraph(runs, Setting(before=6, keep_next=True, tab=self._width))

    def _tail(self) -> list[Any]:
        sheet = self._sheet
        found = []
        for number, note in enumerate(sheet.notes):
            words = f"注：{note}" if number == 0 else note
            hang = 2 * sheet.profile.note_size
            setting = Setting(left=hang, indent=-hang if number == 0 else 0.0, before=4 if number == 0 else 0)
            found.append(paragraph([run(words, self._note)], setting))
        if sheet.sign_off:
            words = "　　".join(f"{clean(label)}：{'＿' * 7}" for label in sheet.sign_off)
            found.append(paragraph([run(words, self._side)], Setting(before=_SIGN_GAP)))
        if sheet.signing:
            found.append(paragraph([run("", self._text)], Setting(line=self._text.size, keep_next=True)))
            found.append(signing_table(sheet, self._text, self._width))
            found.append(paragraph([run("", Letter(self._note.font, 1))], Setting(line=1)))
        return found or [paragraph([run("", Letter(self._note.font, 1))], Setting(line=1))]

    # ---- the table --------------------------------------------------------------------------------------------

    def _table(self, rows: Sequence[Row]) -> Any:
        sheet = self._sheet
        table = element("tbl")
        look = element("tblPr")
        look.append(element("tblW", w=sum(self._widths), type="dxa"))
        look.append(element("jc", val="center"))
        look.append(borders("tblBorders", _LINES if sheet.lines else _NO_LINES))
        look.append(element("tblLayout", type="fixed"))
        margins = element("tblCellMar")
        for side, inset in (("top", _INSET_Y), ("left", _INSET_X), ("bottom", _INSET_Y), ("right", _INSET_X)):
            margins.append(element(side, w=twips(inset), type="dxa"))
        look.append(margins)
        table.append(look)
        grid = element("tblGrid")
        for width in self._widths:
            grid.append(element("gridCol", w=width))
        table.append(grid)
        if sheet.lines:
            table.append(self._heading_row())
        firsts = self._openings(rows)
        for number, row in enumerate(rows):
            table.append(self._row(number, row, firsts))
        if not rows:
            table.append(self._over(sheet.empty_text, self._body, Align.CENTER))
        return table

    def _heading_row(self) -> Any:
        row = self._new_row(repeated=True)
        for column, width in zip(self._sheet.columns, self._widths, strict=True):
            row.append(self._cell([run(column.heading, self._heading)], width, Align.CENTER, tint="F0F0F0"))
        return row

    def _openings(self, rows: Sequence[Row]) -> dict[str, set[int]]:
        """Rows at which a merged cell of a column begins."""
        groups = [(f"\0over{index}",) * 9 if row.over else row.groups for index, row in enumerate(rows)]
        return {c.key: {r.first for r in runs_of(groups, c.merge)} for c in self._sheet.columns if c.merge}

    def _row(self, number: int, row: Row, firsts: Mapping[str, set[int]]) -> Any:
        if row.over:
            return self._over(row.over, self._strong if row.strong else self._body, Align.LEFT)
        made = self._new_row()
        for column, width in zip(self._sheet.columns, self._widths, strict=True):
            text = plain(row.cells.get(column.key, ""))
            merge = "" if not column.merge else "restart" if number in firsts[column.key] else "continue"
            runs = [] if merge == "continue" else self._runs(column, clean(text), row.strong)
            made.append(self._cell(runs, width, column.align, merge=merge))
        return made

    def _runs(self, column: Column, text: str, strong: bool) -> list[Any]:
        if strong or column.bold:
            return [run(text, self._strong)]
        if column.strong_head and "\n" in text:
            head, _, rest = text.partition("\n")
            return [run(head, self._strong), line_end(), run(rest, self._body)]
        return [run(text, self._body)]

    def _over(self, text: str, letter: Letter, align: Align) -> Any:
        row = self._new_row()
        row.append(self._cell([run(text, letter)], sum(self._widths), align, span=len(self._widths)))
        return row

    def _new_row(self, *, repeated: bool = False) -> Any:
        row = element("tr")
        look = element("trPr")
        look.append(element("cantSplit"))
        if self._sheet.row_mm:
            look.append(element("trHeight", val=twips(self._sheet.row_mm * PT_PER_MM), hRule="atLeast"))
        if repeated:
            look.append(element("tblHeader"))
        row.append(look)
        return row

    def _cell(
        self, runs: list[Any], width: int, align: Align, *, merge: str = "", span: int = 0, tint: str = ""
    ) -> Any:
        cell = element("tc")
        look = element("tcPr")
        look.append(element("tcW", w=width, type="dxa"))
        if span:
            look.append(element("gridSpan", val=span))
        if merge:
            look.append(element("vMerge", val=merge))
        if tint:
            look.append(element("shd", val="clear", color="auto", fill=tint))
        look.append(element("vAlign", val="center" if self._sheet.lines else "top"))
        cell.append(look)
        size = self._heading.size if tint else self._body.size
        cell.append(paragraph(runs, Setting(align, least=size * _LEADING)))
        return cell
