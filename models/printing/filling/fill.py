"""Fill a workbook of the office: fields and table, its own letters, lines, widths and page setup kept."""

import copy
import io
import re
import warnings
from pathlib import Path
from typing import Any

from openpyxl import load_workbook
from openpyxl.cell.cell import MergedCell
from openpyxl.formula.translate import Translator
from openpyxl.utils import get_column_letter

from models.errors import Refusal
from models.files import write_atomically
from models.intake.gate import FileKind, kind_of_file, opened_zip
from models.papers.pagination import runs_of
from models.papers.sheet import Row, Sheet, plain
from models.papers.texts import clean, em_width
from models.papers.xlsx import CELL_LIMIT
from models.printing.filling.marks import PLACEHOLDER, Marks, column_named, field_named, marks_of, texts_of
from models.printing.filling.moving import make_room

_NUMBER = re.compile(r"-?(0|[1-9]\d{0,14})(\.\d*[1-9])?")
_PT_PER_CHARACTER = 5.25
_USUAL_WIDTH, _USUAL_SIZE, _TALLEST = 8.43, 11.0, 409.0
_LINE, _PADDING = 1.36, 6.0


def fill_template(sheet: Sheet, template: Path, path: Path) -> tuple[str, ...]:
    """Write `sheet` into a copy of `template` at `path`; sentences about what could not be kept.

    Refuses a template that is no xlsx or whose places cannot be filled, naming the cell.
    """
    book, pictures = _opened(template)
    marks = marks_of(book, sheet, template.name)
    _Filling(sheet, marks, template.name).fill()
    notes = [f"模板里的“{'、'.join(marks.blank)}”没有对应的内容，留空。"] if marks.blank else []
    if pictures:
        notes.append("模板里的图片没有带过来，请打开文件后自己加上。")
    book.properties.creator = book.properties.lastModifiedBy = None
    write_atomically(path, lambda target: book.save(target))
    return tuple(notes)


def _opened(template: Path) -> tuple[Any, bool]:
    try:
        data = template.read_bytes()
    except FileNotFoundError as error:
        raise Refusal(f"模板“{template}”不在了。", "它可能已被移走或改名：请重新选模板，或不用模板。") from error
    if kind_of_file(data, template.name) is not FileKind.XLSX:
        raise Refusal(f"“{template.name}”不是 xlsx 工作簿，不能作模板。", "请用WPS或Excel打开，另存为 .xlsx。")
    with opened_zip(data, template.name) as package:
        pictures = any(part.startswith("xl/media/") for part in package.namelist())
    try:
        with warnings.catch_warnings():
            warnings.simplefilter("ignore")  # what openpyxl does not keep is said in our own words
            return load_workbook(io.BytesIO(data)), pictures
    except (KeyError, ValueError, TypeError, IndexError) as error:
        raise Refusal(f"模板“{template.name}”读不出来，可能已损坏。", "请用WPS或Excel打开后另存一份再试。") from error


class _Filling:
    def __init__(self, sheet: Sheet, marks: Marks, name: str) -> None:
        self._sheet = sheet
        self._marks = marks
        self._name = name
        self._tab = marks.tab
        self._width = max(marks.tab.max_column, max(marks.columns))
        self._texts = texts_of(sheet)

    def fill(self) -> None:
        self._refuse_tall_merges()
        rows = self._sheet.rows or (Row({}, ("",) * 9, over=self._sheet.empty_text),)
        patterns = self._patterns()
        self._fill_fields()
        make_room(self._tab, self._marks.at, len(rows) - 1)
        across = self._merges_across()
        for number, row in enumerate(rows):
            self._fill_row(self._marks.at + number, row, patterns, across if number else [])
        self._merge_runs(rows, across)

    def _refuse_tall_merges(self) -> None:
        for area in self._tab.merged_cells.ranges:
            if area.min_row <= self._marks.at <= area.max_row and area.max_row > area.min_row:
                raise Refusal(
                    f"模板“{self._name}”的合并单元格 {area.coord} 跨过了要填的第 {self._marks.at} 行。",
                    "请拆开这个合并单元格；任务大项等会在填好后自动合并。",
                )

    def _patterns(self) -> dict[int, Any]:
        """What stands in the row to be filled, by column; with a named table the headings say it."""
        found: dict[int, Any] = {}
        for column in range(1, self._width + 1):
            cell = self._tab.cell(self._marks.at, column)
            if not isinstance(cell, MergedCell):
                found[column] = cell.value
        for column, key in self._marks.columns.items():
            if not PLACEHOLDER.search(str(found.get(column) or "")):
                found[column] = f"{{{{{key}}}}}"
        return found

    def _fill_fields(self) -> None:
        for place, key in self._marks.fields.items():
            self._write(self._tab.cell(*place), self._texts[key])
        for tab in self._tab.parent.worksheets:
            for (row, _), cell in list(tab._cells.items()):
                in_table = tab is self._tab and row == self._marks.at
                if isinstance(cell.value, str) and not in_table and PLACEHOLDER.search(cell.value):
                    self._write(cell, PLACEHOLDER.sub(self._field, cell.value))

    def _field(self, found: re.Match[str]) -> str:
        return self._texts.get(field_named(found[1]) or "", "")

    def _merges_across(self) -> list[tuple[int, int]]:
        """First and last column of the merges inside the row that is filled."""
        return [(a.min_col, a.max_col) for a in self._tab.merged_cells.ranges if a.min_row == self._marks.at]

    def _fill_row(self, at: int, row: Row, patterns: dict[int, Any], across: list[tuple[int, int]]) -> None:
        tab, first = self._tab, self._marks.at
        for column in range(1, self._width + 1):
            if at != first:
                source, target = tab.cell(first, column), tab.cell(at, column)
                if source.has_style:
                    target._style = copy.copy(source._style)
        for left, right in across:
            tab.merge_cells(start_row=at, end_row=at, start_column=left, end_column=right)
        if row.over:
            self._over(at, clean(row.over))
            return
        height = tab.row_dimensions[first].height or 0.0
        for column, pattern in patterns.items():
            cell = tab.cell(at, column)
            if isinstance(pattern, str) and PLACEHOLDER.search(pattern):
                text = PLACEHOLDER.sub(lambda found: self._text(row, found[1]), pattern)
                self._write(cell, text)
                height = max(height, self._height(cell, text))
            elif isinstance(pattern, str) and pattern.startswith("=") and at != first:
                cell.value = Translator(pattern, f"{get_column_letter(column)}{first}").translate_formula(
                    cell.coordinate
                )
            elif pattern is not None and at != first:
                cell.value = pattern
        if height:
            tab.row_dimensions[at].height = min(height, _TALLEST)

    def _text(self, row: Row, word: str) -> str:
        key = column_named(self._sheet, word)
        if key is None:
            return self._texts.get(field_named(word) or "", "")
        return clean(plain(row.cells.get(key, "")))

    def _over(self, at: int, text: str) -> None:
        """A heading over the rows that follow stands in the first column of the table, over all of them."""
        tab, left, right = self._tab, min(self._marks.columns), max(self._marks.columns)
        for area in [area for area in tab.merged_cells.ranges if area.min_row == at]:
            tab.unmerge_cells(area.coord)
        for column in range(left, right + 1):
            tab.cell(at, column).value = None
        self._write(tab.cell(at, left), text)
        if right > left:
            tab.merge_cells(start_row=at, end_row=at, start_column=left, end_column=right)

    def _merge_runs(self, rows: tuple[Row, ...], across: list[tuple[int, int]]) -> None:
        """Big items become one cell over their rows, as on paper."""
        tab, first = self._tab, self._marks.at
        merges = {column.key: column.merge for column in self._sheet.columns}
        spans = dict(across)
        groups = [(f"\0over{index}",) * 9 if row.over else row.groups for index, row in enumerate(rows)]
        for column, key in self._marks.columns.items():
            for run in runs_of(groups, merges[key]) if merges[key] else ():
                if run.end - run.first < 2:
                    continue
                right = spans.get(column, column)
                for at in range(first + run.first, first + run.end):
                    if right > column:
                        tab.unmerge_cells(start_row=at, end_row=at, start_column=column, end_column=right)
                    if at > first + run.first:
                        tab.cell(at, column).value = None
                tab.merge_cells(
                    start_row=first + run.first,
                    end_row=first + run.end - 1,
                    start_column=column,
                    end_column=right,
                )

    def _write(self, cell: Any, text: str) -> None:
        """The one place where a text becomes a cell: as text, or as the number it is where the cell is no text cell."""
        if len(text.encode("utf-16-le")) // 2 > CELL_LIMIT:
            raise Refusal(
                f"“{text[:20]}……”超过 {CELL_LIMIT} 字，Excel的单元格放不下，没有写入。", "请把这段文字拆成几项。"
            )
        if not text:
            cell.value = None
        elif cell.number_format != "@" and _NUMBER.fullmatch(text) and text != "-0":
            cell.value = float(text) if "." in text else int(text)
        else:
            cell.value = text
            cell.data_type = "s"  # never a formula, whatever it begins with

    def _height(self, cell: Any, text: str) -> float:
        if not cell.alignment.wrap_text:
            return 0.0
        spans = dict(self._merges_across())
        last = spans.get(cell.column, cell.column)
        letters = [get_column_letter(column) for column in range(cell.column, last + 1)]
        width = sum(self._tab.column_dimensions[letter].width or _USUAL_WIDTH for letter in letters)
        size = float(cell.font.sz or _USUAL_SIZE)
        room = max(width * _PT_PER_CHARACTER / size - 0.6, 1.0)
        lines = sum(max(1, -(-em_width(line) // room)) for line in text.split("\n"))
        return float(lines * size * _LINE + _PADDING)
