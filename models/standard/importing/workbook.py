"""The cells of a workbook (.xlsx) with their number formats, indents and merged ranges; read as a stream, in limits."""

import io
import warnings
from collections.abc import Iterator
from datetime import date, datetime, time
from typing import Any

from defusedxml.ElementTree import iterparse

from models.errors import Refusal
from models.intake.contacts.workbook import text_of
from models.intake.gate import opened_zip, part_of
from models.standard.importing.grid import NO_RESULT, NOTHING, Cell, Grid, cell_of_text, merge
from models.standard.importing.numbers import shown_number

MOST_ROWS = 20_000
MOST_COLUMNS = 64
_BLANK_END = 200  # empty rows after which a sheet is over
_MOST_MERGES = 50_000
_MAIN = "{http://schemas.openxmlformats.org/spreadsheetml/2006/main}"


def grids_of(data: bytes, name: str) -> list[Grid]:
    """Every visible sheet that holds something. Refusal when the file cannot be read."""
    package = opened_zip(data, name)
    from openpyxl import load_workbook

    try:
        with warnings.catch_warnings():
            warnings.simplefilter("ignore")  # of parts that are not read: validations, pictures
            book = load_workbook(io.BytesIO(data), read_only=True, data_only=True, keep_links=False)
    except Exception as error:
        package.close()
        raise Refusal(f"“{name}”不是完整的表格文件，打不开。", "请用WPS或Excel打开后另存为新文件再试。") from error
    found: list[Grid] = []
    try:
        for sheet in book.worksheets:
            if sheet.sheet_state != "visible":
                continue
            part = part_of(package, str(vars(sheet).get("_worksheet_path", "")).lstrip("/"), name)
            rows = _read(sheet, part or b"", name)
            if any(cell.text for row in rows for cell in row):
                found.append(Grid(sheet.title, rows))
    finally:
        book.close()
        package.close()
    return found


def _read(sheet: Any, part: bytes, name: str) -> list[list[Cell]]:
    try:
        rows = list(_rows(sheet, name))
        _take_structure(rows, part)
        return rows
    except Refusal:
        raise
    except Exception as error:
        raise Refusal(
            f"“{name}”的“{sheet.title}”读到一半读不下去。", "请用WPS或Excel打开后另存为新文件再试。"
        ) from error


def _rows(sheet: Any, name: str) -> Iterator[list[Cell]]:
    """Rows up to the last filled one; rows between keep their place."""
    sheet.reset_dimensions()
    blank = 0
    for number, cells in enumerate(sheet.iter_rows(max_col=MOST_COLUMNS), 1):
        if number > MOST_ROWS:
            raise Refusal(f"“{name}”的“{sheet.title}”超过 {MOST_ROWS} 行，没有读。", "请只留下标准所在的行再试。")
        row = [_cell(cell) for cell in cells]
        if not any(cell.text for cell in row):
            blank += 1
            if blank > _BLANK_END:
                return
            continue
        yield from ([] for _ in range(blank))
        blank = 0
        yield row


def _cell(cell: Any) -> Cell:
    value = cell.value
    if value is None:
        return NOTHING
    if isinstance(value, int | float) and not isinstance(value, bool):
        return Cell(shown_number(value, str(cell.number_format or "")))
    if isinstance(value, datetime | date | time):
        return Cell(text_of(value), is_date=True)
    alignment = cell.alignment
    return cell_of_text(text_of(value), int(alignment.indent or 0) if alignment is not None else 0)


def _take_structure(rows: list[list[Cell]], part: bytes) -> None:
    """What the stream of values does not tell: merged ranges, and formulas whose result is not in the file."""
    if b"mergeCell" not in part and b"<f" not in part:
        return
    merged = 0
    for _, element in iterparse(io.BytesIO(part)):
        if element.tag == f"{_MAIN}mergeCell" and merged < _MOST_MERGES:
            merged += 1
            bounds = _bounds(element.get("ref", ""))
            if bounds is not None:
                merge(rows, *bounds)
        elif element.tag == f"{_MAIN}c":
            if element.find(f"{_MAIN}f") is not None and not element.findtext(f"{_MAIN}v"):
                _mark_without_result(rows, element)
            element.clear()
        elif element.tag == f"{_MAIN}row":
            element.clear()


def _mark_without_result(rows: list[list[Cell]], element: Any) -> None:
    bounds = _bounds(element.get("r", ""))
    if bounds is None or element.findtext(f"{_MAIN}is/{_MAIN}t"):
        return
    row, column = bounds[0], bounds[1]
    if row < len(rows) and column < MOST_COLUMNS and element.get("t") != "str":
        rows[row].extend([NOTHING] * (column + 1 - len(rows[row])))
        rows[row][column] = Cell(NO_RESULT)


def _bounds(area: str) -> tuple[int, int, int, int] | None:
    """(top, left, bottom, right) from 0 of A1 or A1:C5; None for anything else."""
    from openpyxl.utils.cell import range_boundaries

    try:
        left, top, right, bottom = range_boundaries(area)
    except (ValueError, TypeError):
        return None
    if None in (left, top, right, bottom):
        return None
    return top - 1, left - 1, bottom - 1, right - 1
