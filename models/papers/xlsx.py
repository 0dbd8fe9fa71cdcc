"""A sheet as an Excel file that prints like the PDF: merged cells, repeated headings, page setup. Text stays text."""

from pathlib import Path
from typing import Any

import xlsxwriter

from models.errors import Condition
from models.files import write_atomically
from models.papers.pagination import Run, runs_of
from models.papers.sheet import OFFICE_FONTS, PT_PER_MM, Align, Column, Paper, Sheet, Text, plain
from models.papers.texts import clean, em_width
from models.papers.widths import fitted_widths

CELL_LIMIT = 32_767
ROW_LIMIT = 1_048_576
_TALLEST = 409.0
"""Excel's tallest row in pt."""
_PT_PER_CHARACTER = 5.25
"""Width of one Excel character unit (the figure 0 of the default font)."""
_LINE = 1.36
_PADDING = 7.0
_LONGEST_LIST = 255
_PAPER_CODE = {Paper.A4: 9, Paper.A3: 8}
_ALIGN = {Align.LEFT: "left", Align.CENTER: "center", Align.RIGHT: "right"}


def render_xlsx(sheet: Sheet, path: Path) -> None:
    """Write `sheet` to `path` (.xlsx). Raises Condition when a text is too long for a cell or the file is in use."""
    render_xlsx_book([sheet], path)


def render_xlsx_book(sheets: list[Sheet], path: Path) -> None:
    """Several sheets in one file, each on its own tab."""
    if not sheets:
        raise ValueError("no sheet to write")
    texts = [_texts_of(sheet) for sheet in sheets]
    for sheet, found in zip(sheets, texts, strict=True):
        _check(sheet, found)
    names = tab_names([sheet.name or sheet.title for sheet in sheets])

    def write(target: Path) -> None:
        options = {
            "strings_to_formulas": False,
            "strings_to_numbers": False,
            "strings_to_urls": False,
            "in_memory": True,
        }
        with xlsxwriter.Workbook(str(target), options) as book:
            book.set_properties({"title": clean(sheets[0].title), "author": "", "company": "", "comments": ""})
            for name, sheet, found in zip(names, sheets, texts, strict=True):
                _SheetWriter(book, book.add_worksheet(name), sheet, found).write()

    write_atomically(path, write)


def tab_names(wanted: list[str]) -> list[str]:
    """Names Excel accepts for tabs: at most 31 characters, none of []:*?/\\, no quote at the ends, no two alike."""
    result: list[str] = []
    taken: set[str] = {"history"}
    for text in wanted:
        kept = "".join(" " if c in "[]:*?/\\\n\t" else c for c in clean(text)).strip().strip("'").strip()
        base = _shortened(kept or "表", 31)
        name, number = base, 2
        while name.casefold() in taken:
            suffix = f"（{number}）"
            name, number = _shortened(base, 31 - len(suffix)) + suffix, number + 1
        taken.add(name.casefold())
        result.append(name)
    return result


def _shortened(text: str, units: int) -> str:
    """`text` cut to `units` UTF-16 units, which is what Excel counts."""
    while len(text.encode("utf-16-le")) // 2 > units:
        text = text[:-1]
    return text.rstrip().rstrip("'") or "表"


def _check(sheet: Sheet, texts: dict[str, list[str]]) -> None:
    if len(sheet.rows) + len(sheet.notes) + 10 > ROW_LIMIT:
        raise Condition("行数超过Excel一张工作表的上限，没有写入。", "请先筛选，或分单位导出。")
    for column in sheet.columns:
        if max(map(len, texts[column.key]), default=0) <= CELL_LIMIT // 2:
            continue
        for number, text in enumerate(texts[column.key], 1):
            if len(text.encode("utf-16-le")) // 2 > CELL_LIMIT:
                raise Condition(
                    f"第 {number} 行“{column.heading}”超过 {CELL_LIMIT} 字，Excel的单元格放不下，没有写入。",
                    "请把这段文字拆成几项。",
                )


def _texts_of(sheet: Sheet) -> dict[str, list[str]]:
    """The cells of each column as they are written; each different text is cleaned once."""
    found: dict[str, list[str]] = {}
    for column in sheet.columns:
        cells = [row.cells.get(column.key, "") for row in sheet.rows]
        known: dict[Text, str] = {cell: clean(plain(cell)) for cell in dict.fromkeys(cells)}
        found[column.key] = [known[cell] for cell in cells]
    return found


class _SheetWriter:
    """Writes one sheet to one tab."""

    def __init__(self, book: Any, tab: Any, sheet: Sheet, texts: dict[str, list[str]]) -> None:
        self._book = book
        self._tab = tab
        self._sheet = sheet
        self._texts = texts
        profile = sheet.profile
        self._size = profile.body_size
        top, right, bottom, left = profile.margins
        self._margins = (top, right, bottom, left)
        width = (profile.size_mm[0] - left - right) * PT_PER_MM
        self._widths = fitted_widths(sheet, width * 0.985, profile.body_size)
        self._last = len(sheet.columns) - 1
        self._formats: dict[tuple[tuple[str, object], ...], Any] = {}
        self._fonts = {**OFFICE_FONTS, **profile.fonts}

    def write(self) -> None:
        row, heading = self._head()
        first = heading + 1
        row = self._rows(first) if self._sheet.rows else self._empty(first)
        row = self._tail(row)
        self._page_setup(heading, row - 1)

    @property
    def _rule(self) -> int:
        return 1 if self._sheet.lines else 0

    # ---- parts ----------------------------------------------------------------------------------------------

    def _head(self) -> tuple[int, int]:
        sheet, tab = self._sheet, self._tab
        for index, width in enumerate(self._widths):
            tab.set_column(index, index, round(max(width - 3.75, 3.75) / _PT_PER_CHARACTER, 2))
        row = 0
        if sheet.mark:
            mark = self._format("heading", font_size=self._size, align="left")
            self._across(row, 0, self._last, sheet.mark, mark)
            tab.set_row(row, self._size * 2)
            row += 1
        title = self._format("title", font_size=sheet.profile.title_size, align="center")
        lines = -(-em_width(clean(sheet.title)) * sheet.profile.title_size // sum(self._widths))
        self._across(row, 0, self._last, sheet.title, title)
        tab.set_row(row, sheet.profile.title_size * 1.7 * max(lines, 1))
        row += 1
        small: dict[str, object] = {"font_size": self._size}
        if sheet.number:
            self._across(row, 0, self._last, sheet.number, self._format("note", align="center", **small))
            row += 1
        if sheet.unit or sheet.date:
            self._unit_and_date(row, small)
            row += 1
        if not sheet.lines:
            return row, row - 1
        heading = self._format(
            "heading",
            font_size=sheet.profile.heading_size,
            align="center",
            border=1,
            text_wrap=True,
            bg_color="#F0F0F0",
        )
        height = 0.0
        for index, column in enumerate(sheet.columns):
            tab.write_string(row, index, clean(column.heading), heading)
            height = max(height, self._text_height(clean(column.heading), index, sheet.profile.heading_size))
        tab.set_row(row, height + 4)
        return row, row

    def _unit_and_date(self, row: int, small: dict[str, object]) -> None:
        total, need = sum(self._widths), em_width(clean(self._sheet.date)) * self._size + 12
        split, used = self._last, self._widths[self._last]
        while split > 1 and used < min(need, total / 2):
            split -= 1
            used += self._widths[split]
        split = max(split, min(1, self._last))
        left, right = self._format("note", align="left", **small), self._format("note", align="right", **small)
        if self._last == 0:
            self._across(row, 0, 0, "　".join(t for t in (self._sheet.unit, self._sheet.date) if t), left)
            return
        self._across(row, 0, split - 1, self._sheet.unit, left)
        self._across(row, split, self._last, self._sheet.date, right)

    def _rows(self, first: int) -> int:
        sheet = self._sheet
        heights = self._row_heights()
        groups = [(f"\0over{index}",) * 9 if row.over else row.groups for index, row in enumerate(sheet.rows)]
        for number, row in enumerate(sheet.rows):
            if row.over:
                voice = "heading" if row.strong else "body"
                style = self._format(voice, font_size=self._size, align="left", border=self._rule, text_wrap=True)
                self._across(first + number, 0, self._last, row.over, style)
        for index, column in enumerate(sheet.columns):
            styles = (self._cell_format(column, False), self._cell_format(column, True))
            texts, has_heads = self._texts[column.key], column.strong_head
            for number, row in enumerate(() if column.merge else sheet.rows):
                if row.over:
                    continue
                text = texts[number]
                if has_heads and not row.strong and "\n" in text:
                    self._write_with_head(first + number, index, text, styles[0])
                else:
                    self._put(first + number, index, text, styles[row.strong])
            if column.merge:
                for run in runs_of(groups, column.merge):
                    if sheet.rows[run.first].over:
                        continue
                    self._merged(first, index, column, run, heights)
            if column.choices and not column.merge:
                self._choose(first, index, column.choices)
        for number, height in enumerate(heights):
            self._tab.set_row(first + number, min(height, _TALLEST))
        return first + len(sheet.rows)

    def _choose(self, first: int, index: int, choices: tuple[str, ...]) -> None:
        """A list to choose from; other words are asked back, not forbidden."""
        source = [clean(choice) for choice in choices]
        if len(",".join(source)) > _LONGEST_LIST or any("," in choice for choice in source):
            return
        last = first + len(self._sheet.rows) - 1
        rule = {"validate": "list", "source": source, "error_type": "warning", "error_message": "不在可选的内容里。"}
        self._tab.data_validation(first, index, last, index, rule)

    def _merged(self, first: int, index: int, column: Column, run: Run, heights: list[float]) -> None:
        text = self._texts[column.key][run.first]
        style = self._cell_format(column, False)
        missing = self._text_height(text, index, self._size) - sum(heights[run.first : run.end])
        if missing > 0:
            for number in range(run.first, run.end):
                heights[number] += missing / (run.end - run.first)
        if run.end - run.first == 1:
            self._write(first + run.first, index, text, style)
        else:
            self._tab.merge_range(first + run.first, index, first + run.end - 1, index, "", style)
            self._write(first + run.first, index, text, style)

    def _empty(self, row: int) -> int:
        style = self._format("body", font_size=self._size, align="center", border=self._rule)
        self._across(row, 0, self._last, self._sheet.empty_text, style)
        return row + 1

    def _tail(self, row: int) -> int:
        sheet, tab = self._sheet, self._tab
        size = sheet.profile.note_size
        style = self._format("note", font_size=size, align="left", text_wrap=True)
        for number, note in enumerate(sheet.notes):
            text = f"注：{clean(note)}" if number == 0 else f"　　{clean(note)}"
            lines = -(-em_width(text) * size // sum(self._widths)) + text.count("\n")
            self._across(row, 0, self._last, text, style)
            tab.set_row(row, min(max(lines, 1) * size * _LINE + 3, _TALLEST))
            row += 1
        if sheet.sign_off:
            style = self._format("note", font_size=self._size, align="left", valign="bottom")
            text = "".join(f"{clean(label)}：{'＿' * 7}　　" for label in sheet.sign_off).rstrip()
            self._across(row, 0, self._last, text, style)
            tab.set_row(row, self._size * 3.2)
            row += 1
        return row

    def _page_setup(self, heading: int, last_row: int) -> None:
        tab, sheet = self._tab, self._sheet
        top, right, bottom, left = (side / 25.4 for side in self._margins)
        tab.set_paper(_PAPER_CODE[sheet.profile.paper])
        if sheet.profile.landscape:
            tab.set_landscape()
        else:
            tab.set_portrait()
        tab.set_margins(left=left, right=right, top=top, bottom=bottom)
        if sheet.lines:
            tab.repeat_rows(heading)
            tab.freeze_panes(heading + 1, 0)
        tab.print_area(0, 0, last_row, self._last)
        tab.fit_to_pages(1, 0)
        tab.center_horizontally()
        tab.set_footer('&C&"楷体"&9第 &P 页　共 &N 页', {"margin": bottom * 0.45})
        tab.hide_gridlines(2)
        tab.set_zoom(100)

    # ---- cells ----------------------------------------------------------------------------------------------

    def _write(self, row: int, column: int, text: str, style: Any) -> None:
        self._put(row, column, clean(text), style)

    def _put(self, row: int, column: int, text: str, style: Any) -> None:
        """The one place where a clean text becomes a cell: always as a string, never as formula, number or link."""
        if text:
            self._tab.write_string(row, column, text, style)
        else:
            self._tab.write_blank(row, column, None, style)

    def _write_with_head(self, row: int, column: int, text: str, style: Any) -> None:
        """A text of several lines, the first one in bold."""
        head, _, rest = text.partition("\n")
        body, strong = ({"font_name": self._fonts[voice], "font_size": self._size} for voice in ("body", "heading"))
        parts = [self._font(strong), head + "\n", self._font(body), rest]
        self._tab.write_rich_string(row, column, *parts, style)

    def _font(self, values: dict[str, object]) -> Any:
        key = tuple(sorted(values.items()))
        if key not in self._formats:
            self._formats[key] = self._book.add_format(values)
        return self._formats[key]

    def _across(self, row: int, first: int, last: int, text: str, style: Any) -> None:
        if last > first:
            self._tab.merge_range(row, first, row, last, "", style)
        self._write(row, first, text, style)

    def _cell_format(self, column: Column, strong: bool) -> Any:
        return self._format(
            "heading" if strong or column.bold else "body",
            font_size=self._size,
            align=_ALIGN[column.align],
            border=self._rule,
            text_wrap=True,
            num_format="@",
            **({} if self._sheet.lines else {"valign": "top"}),
        )

    def _format(self, voice: str, **more: object) -> Any:
        return self._font({"font_name": self._fonts[voice], "valign": "vcenter", **more})

    def _row_heights(self) -> list[float]:
        """The height each row needs; the same text in the same column is measured once."""
        sheet = self._sheet
        least = max(self._size * _LINE + _PADDING, sheet.row_mm * PT_PER_MM)
        heights = [least] * len(sheet.rows)
        for index, column in enumerate(sheet.columns):
            if column.merge:
                continue
            known: dict[str, float] = {"": 0.0}
            for number, text in enumerate(self._texts[column.key]):
                height = known.get(text)
                if height is None:
                    height = known[text] = self._text_height(text, index, self._size)
                if height > heights[number]:
                    heights[number] = height
        for number, row in enumerate(sheet.rows):
            if row.over:
                lines = -(-em_width(clean(row.over)) * self._size // sum(self._widths))
                heights[number] = max(lines, 1) * self._size * _LINE + _PADDING
        return heights

    def _text_height(self, text: str, index: int, size: float) -> float:
        room = max(self._widths[index] - 6.0, size) / size
        # A line cannot end anywhere: up to one character of each is lost to punctuation and words.
        room = max(room - 0.6, 1)
        if len(text) <= room and "\n" not in text:
            return size * _LINE + _PADDING
        lines = sum(-(-em_width(line) // room) if len(line) > room else 1.0 for line in text.split("\n"))
        return lines * size * _LINE + _PADDING
