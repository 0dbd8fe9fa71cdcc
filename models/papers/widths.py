"""Widths of the columns from what stands in them: short columns fit their text, long ones share what is left."""

from dataclasses import dataclass

from models.papers.sheet import Column, Sheet, plain
from models.papers.texts import clean, em_width

SHORT = 6.5
"""A column whose longest text is no wider than this many em never wraps."""
_LEAST = 4.0
_ITEM_MOST = 10.0
_PADDING = 0.95


@dataclass(frozen=True, slots=True)
class _Need:
    """In em: what the column must have, and its share of the room that is left (0: it wants no more)."""

    least: float
    share: float


def fitted_widths(sheet: Sheet, total: float, em: float) -> list[float]:
    """Widths that add up to `total` (same unit as `em`, the size of the body text).

    A column of short texts gets just what it needs. Given widths (`Column.width`) count as needs in em when other
    columns are left to their contents, and as plain proportions when every column has one.
    """
    if all(column.width > 0 for column in sheet.columns):
        given = sum(column.width for column in sheet.columns)
        return [column.width * total / given for column in sheet.columns]
    needs = [_need(sheet, column) for column in sheet.columns]
    widths = [need.least * em for need in needs]
    if sum(widths) >= total:
        return [width * total / sum(widths) for width in widths]
    if not any(need.share for need in needs):
        return [width * total / sum(widths) for width in widths]
    # Pour the total over the sharing columns in proportion; one that would get less than it needs keeps its need.
    open_ones = {index for index, need in enumerate(needs) if need.share}
    while True:
        left = total - sum(width for index, width in enumerate(widths) if index not in open_ones)
        unit = left / sum(needs[index].share for index in open_ones)
        starved = {index for index in open_ones if needs[index].share * unit < needs[index].least * em}
        if not starved:
            break
        open_ones -= starved
    for index in open_ones:
        widths[index] = needs[index].share * unit
    return widths


def _need(sheet: Sheet, column: Column) -> _Need:
    longest = item = total = 0.0
    count = 0
    for row in sheet.rows:
        cell = row.cells.get(column.key, "")
        lines = clean(plain(cell)).split("\n")
        longest = max(longest, *(em_width(line) for line in lines))
        words = sum(em_width(line) for line in lines)
        if words:
            total, count = total + words, count + 1
        if not isinstance(cell, str):
            item = max([item, *(em_width(clean(part)) + 1 for part in cell)])
    heading = em_width(column.heading)
    heading_line = heading if heading <= 4 else heading / 2
    if column.width > 0:
        return _Need(column.width + _PADDING, 0.0)
    if longest <= SHORT:
        return _Need(max(longest, heading_line, 1.6) + _PADDING, 0.0)
    least = max(_LEAST, min(item, _ITEM_MOST), heading_line, min(longest / 2, SHORT)) + _PADDING
    return _Need(least, (total / count) ** 0.72)
