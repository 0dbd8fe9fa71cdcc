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
from models.standard.importing.grid import NOTHING, Cell, Grid, cell_of_text, merge
from models.standard.importing.numbers import shown_number

MOST_ROWS = 20_000
MOST_COLUMNS = 64
_BLANK_END = 200  # empty rows after which a sheet is over
_MOST_MERGES = 50_000
_MERGE = "{http://schemas.openxmlformats.org/spreadsheetml/2006/main}mergeCell"


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
            rows = _read(sheet, name)
            if not any(cell.text for row in rows for cell in row):
                continue
            part = part_of(package, str(vars(sheet).get("_worksheet_path", "")).lstrip("/"), name)
            for bounds in _merges(part or b""):
                merge(rows, *bounds)
            found.append(Grid(sheet.title, rows))
    finally:
        book.close()
        package.close()
    return found


def _read(sheet: Any, name: str) -> list[list[Cell]]:
    try:
        return list(_rows(sheet, name))
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


def _merges(part: bytes) -> list[tuple[int, int, int, int]]:
    """(top, left, bottom, right) from 0 of the merged ranges of a sheet."""
    if b"mergeCell" not in part:
        return []
    from openpyxl.utils.cell import range_boundaries

    found = []
    for _, element in iterparse(io.BytesIO(part)):
        if element.tag == _MERGE:
            left, top, right, bottom = range_boundaries(element.get("ref", ""))
            if None not in (left, top, right, bottom) and top <= MOST_ROWS:
                found.append((top - 1, left - 1, bottom - 1, right - 1))
                if len(found) > _MOST_MERGES:
                    break
        element.clear()
    return found
