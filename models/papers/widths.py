"""Widths of the columns from what stands in them: short columns fit their text, long ones share what is left."""

from models.papers.sheet import Column, Sheet, plain
from models.papers.texts import clean, em_width

SHORT = 6.5
"""A column whose longest text is no wider than this many em never wraps."""
_LEAST = 4.0
_ITEM_MOST = 9.0
_CELL_PADDING = 0.9


def column_ems(sheet: Sheet) -> list[float]:
    """Wanted width of each column in em of the body text, padding included; not yet scaled to a page."""
    return [column.width if column.width > 0 else _wanted(sheet, column) for column in sheet.columns]


def fitted_widths(sheet: Sheet, total: float, em: float) -> list[float]:
    """Widths that add up to `total` (same unit as `em`). Columns that need little get just that when there is room."""
    wanted = column_ems(sheet)
    short = [column.width <= 0 and width <= SHORT + _CELL_PADDING for column, width in zip(sheet.columns, wanted, strict=True)]
    fixed = sum(width for width, is_short in zip(wanted, short, strict=True) if is_short) * em
    flexible = sum(width for width, is_short in zip(wanted, short, strict=True) if not is_short) * em
    if flexible <= 0 or fixed > total * 0.6:
        return [width * total / sum(wanted) for width in wanted]
    stretch = (total - fixed) / flexible
    return [width * em * (1.0 if is_short else stretch) for width, is_short in zip(wanted, short, strict=True)]


def _wanted(sheet: Sheet, column: Column) -> float:
    longest = item = mean = 0.0
    count = 0
    for row in sheet.rows:
        cell = row.cells.get(column.key, "")
        lines = clean(plain(cell)).split("\n")
        width = max(em_width(line) for line in lines)
        longest = max(longest, width)
        if width:
            mean += sum(em_width(line) for line in lines)
            count += 1
        if not isinstance(cell, str):
            item = max([item, *(em_width(part) + 1 for part in cell)])
    heading = em_width(column.heading)
    heading_line = heading if heading <= 4 else max(heading / 2, 2)
    if longest <= SHORT:
        return max(longest, heading_line, 1.6) + _CELL_PADDING
    share = (mean / count) ** 0.72 * 1.7
    return max(share, _LEAST, min(item, _ITEM_MOST), heading_line) + _CELL_PADDING
