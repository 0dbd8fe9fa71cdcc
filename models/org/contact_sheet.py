"""The contact book as a workbook: a row per person, the unit's cell over its rows; read back as it was written."""

import io
from collections.abc import Sequence
from datetime import date
from itertools import groupby
from typing import Any

from models.org.queries.contacts import ContactRow
from models.org.rules import masked
from models.papers.texts import clean

HEADINGS = (
    ("单位", 26),
    ("角色", 9),
    ("姓名", 10),
    ("职务", 24),
    ("办公电话", 18),
    ("手机", 16),
    ("邮箱", 24),
)
_FONT = {"font_name": "宋体", "font_size": 11, "valign": "vcenter", "text_wrap": True, "border": 1}


def workbook_of(rows: Sequence[ContactRow], day: date, *, phones: bool = True) -> bytes:
    """The workbook (.xlsx); with `phones` False their middles are hidden. All cells are text."""
    import xlsxwriter

    target = io.BytesIO()
    options = {"in_memory": True, "strings_to_formulas": False, "strings_to_urls": False, "strings_to_numbers": False}
    with xlsxwriter.Workbook(target, options) as book:
        book.set_properties({"title": "通讯录", "author": ""})
        sheet = book.add_worksheet("通讯录")
        title = book.add_format({"font_name": "宋体", "font_size": 16, "bold": True, "align": "center"})
        note = book.add_format({"font_name": "宋体", "font_size": 10, "align": "right"})
        head = book.add_format({**_FONT, "bold": True, "align": "center"})
        left, center = book.add_format(_FONT), book.add_format({**_FONT, "align": "center"})
        last = len(HEADINGS) - 1
        sheet.merge_range(0, 0, 0, last, "通讯录", title)
        said = f"截至 {day.year} 年 {day.month} 月 {day.day} 日" + ("" if phones else "，电话已打码")
        sheet.merge_range(1, 0, 1, last, said, note)
        for at, (words, width) in enumerate(HEADINGS):
            sheet.set_column(at, at, width)
            sheet.write_string(2, at, words, head)
        _fill(sheet, rows, 3, left, center, phones=phones)
        sheet.freeze_panes(3, 1)
        sheet.repeat_rows(2)
        sheet.set_paper(9)
        sheet.set_landscape()
        sheet.fit_to_pages(1, 0)
    return target.getvalue()


def _fill(sheet: Any, rows: Sequence[ContactRow], first: int, left: Any, center: Any, *, phones: bool) -> None:
    at = first
    for _, group in groupby(rows, key=lambda row: row.unit_id):
        own = list(group)
        if len(own) > 1:
            sheet.merge_range(at, 0, at + len(own) - 1, 0, clean(own[0].unit), left)
        else:
            sheet.write_string(at, 0, clean(own[0].unit), left)
        for row in own:
            numbers = (row.office_phone, row.phone)
            office, mobile = numbers if phones else (masked(numbers[0]), masked(numbers[1]))
            for column, (text, shape) in enumerate(
                (
                    (row.role.label, center),
                    (row.person, center),
                    (row.post, left),
                    (office, center),
                    (mobile, center),
                    (row.email, left),
                ),
                1,
            ):
                sheet.write_string(at, column, clean(text), shape)
            at += 1
