"""A standard as a workbook (.xlsx) that can be filled in and imported again: a row per line, its level in a column."""

import io
from collections.abc import Sequence
from pathlib import Path

from models.errors import Refusal
from models.files import write_atomically
from models.papers.texts import clean
from models.standard.queries.rows import IndicatorRow, StandardRow
from models.standard.terms import Comparison
from models.task.rules import text_of_points

HEADINGS = (
    ("编号", 8),
    ("级次", 6),
    ("指标", 36),
    ("要求", 40),
    ("比较方式", 18),
    ("标准值", 12),
    ("单位", 8),
    ("满分", 8),
    ("佐证材料", 30),
    ("待核实", 8),
    ("备注", 24),
)
_CENTERED = frozenset((0, 1, 4, 5, 6, 7, 9))
_FONT = {"font_name": "宋体", "font_size": 11, "valign": "vcenter", "text_wrap": True, "border": 1}


def write_standard(head: StandardRow, rows: Sequence[IndicatorRow], path: Path) -> int:
    """Write a standard to `path` (.xlsx) in one go; answers how many lines. Refusal for another kind of file."""
    if path.suffix.casefold() != ".xlsx":
        raise Refusal(f"不认识“{path.suffix or path.name}”这种文件。", "请写成 .xlsx（表格）。")
    write_atomically(path, workbook_of(head, rows))
    return len(rows)


def workbook_of(head: StandardRow, rows: Sequence[IndicatorRow]) -> bytes:
    """The workbook: title, headings that the import knows, every cell as text, the tree by indents and levels."""
    import xlsxwriter

    target = io.BytesIO()
    options = {"in_memory": True, "strings_to_formulas": False, "strings_to_urls": False, "strings_to_numbers": False}
    with xlsxwriter.Workbook(target, options) as book:
        book.set_properties({"title": head.title, "author": ""})
        sheet = book.add_worksheet("指标")
        title = book.add_format({"font_name": "宋体", "font_size": 16, "bold": True, "align": "center"})
        heading = book.add_format({**_FONT, "bold": True, "align": "center", "bg_color": "#F0F0F0"})
        center = book.add_format({**_FONT, "align": "center"})
        shapes = {
            (depth, strong): book.add_format({**_FONT, "indent": depth, "bold": strong})
            for depth in {0, *(row.depth for row in rows)}
            for strong in (False, True)
        }
        sheet.merge_range(0, 0, 0, len(HEADINGS) - 1, clean(head.title), title)
        for at, (words, width) in enumerate(HEADINGS):
            sheet.set_column(at, at, width)
            sheet.write_string(1, at, words, heading)
        for line, row in enumerate(rows, 2):
            for at, text in enumerate(_texts(row)):
                shape = center if at in _CENTERED else shapes[row.depth if at == 2 else 0, bool(row.children)]
                sheet.write_string(line, at, clean(text), shape)
        labels = [one.label for one in Comparison]
        sheet.data_validation(2, 4, len(rows) + 200, 4, {"validate": "list", "source": labels})
        sheet.freeze_panes(2, 3)
        sheet.repeat_rows(1)
        sheet.set_paper(9)
        sheet.set_landscape()
        sheet.fit_to_pages(1, 0)
    return target.getvalue()


def _texts(row: IndicatorRow) -> tuple[str, ...]:
    return (
        row.no,
        str(row.depth + 1),
        row.name,
        row.body,
        row.comparison.label if row.comparison is not Comparison.NONE else "",
        row.threshold,
        row.unit,
        text_of_points(row.points),
        row.evidence,
        "是" if row.to_confirm else "",
        row.note,
    )
