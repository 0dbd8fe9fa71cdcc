"""The cells of a workbook (.xlsx) as text: visible sheets, values only, within limits."""

import io
import re
import warnings
from collections.abc import Iterator
from datetime import date, datetime, time
from typing import Any

from models.errors import Refusal
from models.intake.gate import opened_zip

MOST_ROWS = 50_000
MOST_COLUMNS = 64
_BLANK_END = 200  # empty rows after which a sheet is over


def sheets_of(data: bytes, name: str) -> list[tuple[str, list[list[str]]]]:
    """(title, rows of texts) of every visible sheet that holds something. Refusal when the file cannot be read."""
    opened_zip(data, name).close()
    from openpyxl import load_workbook

    try:
        with warnings.catch_warnings():
            warnings.simplefilter("ignore")  # of parts that are not read: validations, styles
            book = load_workbook(io.BytesIO(data), read_only=True, data_only=True, keep_links=False)
    except Exception as error:
        raise Refusal(f"“{name}”不是完整的表格文件，打不开。", "请用WPS或Excel打开后另存为新文件再试。") from error
    found: list[tuple[str, list[list[str]]]] = []
    try:
        for sheet in book.worksheets:
            if sheet.sheet_state == "visible":
                rows = list(_rows(sheet, name))
                if rows:
                    found.append((sheet.title, rows))
    finally:
        book.close()
    return found


def _rows(sheet: Any, name: str) -> Iterator[list[str]]:
    """Rows up to the last filled one; rows between keep their place."""
    sheet.reset_dimensions()
    blank = 0
    for number, values in enumerate(sheet.iter_rows(max_col=MOST_COLUMNS, values_only=True), 1):
        if number > MOST_ROWS:
            raise Refusal(f"“{name}”的“{sheet.title}”超过 {MOST_ROWS} 行，没有读。", "请只留下通讯录所在的行再试。")
        texts = [text_of(value) for value in values]
        if not any(texts):
            blank += 1
            if blank > _BLANK_END:
                return
            continue
        yield from ([] for _ in range(blank))
        blank = 0
        yield texts


def text_of(value: object) -> str:
    """A cell as text: whole numbers without a point, days as 2026-05-31, nothing as empty."""
    if value is None:
        return ""
    if isinstance(value, bool):
        return "是" if value else "否"
    if isinstance(value, float):
        return str(int(value)) if value.is_integer() else repr(value)
    if isinstance(value, datetime):
        return value.date().isoformat() if value.time() == time() else value.isoformat(" ", "minutes")
    if isinstance(value, date | time):
        return value.isoformat()
    return re.sub(r"_x000[dD]_", "", str(value))
