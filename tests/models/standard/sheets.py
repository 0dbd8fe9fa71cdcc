"""Workbooks written for the tests of importing."""

import io
from collections.abc import Mapping, Sequence

import openpyxl
from openpyxl.styles import Alignment


def workbook(
    rows: Sequence[Sequence[object]],
    *,
    merges: Sequence[str] = (),
    formats: Mapping[str, str] | None = None,
    indents: Mapping[str, int] | None = None,
    more: Mapping[str, Sequence[Sequence[object]]] | None = None,
) -> bytes:
    """An .xlsx with one sheet (and `more` by their names)."""
    book = openpyxl.Workbook()
    sheet = book.active
    for row in rows:
        sheet.append(row)
    for area in merges:
        sheet.merge_cells(area)
    for cell, shape in (formats or {}).items():
        sheet[cell].number_format = shape
    for cell, indent in (indents or {}).items():
        sheet[cell].alignment = Alignment(indent=indent)
    for name, others in (more or {}).items():
        other = book.create_sheet(name)
        for row in others:
            other.append(row)
    target = io.BytesIO()
    book.save(target)
    return target.getvalue()
