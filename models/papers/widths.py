"""Widths of the columns from what stands in them: short columns fit their text, long ones share what is left.

What is left goes, step by step, to the column that makes the table shortest; heights are estimated, not measured.
"""

from models.papers.cells import split_date
from models.papers.sheet import Align, Column, Sheet, Text, plain
from models.papers.texts import clean, em_width

SHORT = 6.0
"""Texts no wider than this many em stay on one line, unless their column is one of running text."""
_LEAST = 4.0
_CROWDED = 0.62
_PADDING = 0.95
_SAMPLE = 90
_STEP = 0.5
_POWER = 5
_LOST_TO_TEXT = 0.5
_LOST_TO_ITEMS = 2.5
"""Em that a line loses on average where words, or whole items, do not fit any more."""


def fitted_widths(sheet: Sheet, total: float, em: float) -> list[float]:
    """Widths that add up to `total` (same unit as `em`, the size of the body text).

    Given widths (`Column.width`) count as needs in em when other columns are left to their contents, and as plain
    proportions when every column has one.
    """
    if all(column.width > 0 for column in sheet.columns):
        given = sum(column.width for column in sheet.columns)
        return [column.width * total / given for column in sheet.columns]
    columns = [_Column(sheet, column) for column in sheet.columns]
    widths = [column.least for column in columns]
    if sum(widths) > total / em * _CROWDED:  # then headings take two lines
        widths = [column.least_of_all for column in columns]
    room = total / em - sum(widths)
    if room > 0 and any(column.grows for column in columns):
        _share_out(columns, widths, room)
    scale = total / sum(widths)
    return [width * scale for width in widths]


class _Column:
    """What a column needs (em, padding included) and how many lines its cells would take at a width."""

    def __init__(self, sheet: Sheet, column: Column) -> None:
        cells = [row.cells.get(column.key, "") for row in sheet.rows]
        heading = em_width(column.heading)
        longest = 0.0
        for cell in dict.fromkeys(cells):
            text = clean(plain(cell))
            if len(text) > longest:  # no letter is wider than an em
                longest = max(longest, *(em_width(line) for line in text.split("\n")))
        half = heading if heading < 4 else float(-(-heading // 2))
        widest = heading if heading <= 4 else half
        least = 1.6
        self.grows = column.width <= 0 and longest > SHORT
        if column.width > 0:
            least = column.width
        elif not self.grows:
            least = max(least, longest)
        else:
            pieces = (width for cell in dict.fromkeys(cells) for width in _pieces(cell, column) if width <= SHORT + 1)
            least = max(least, _LEAST, max(pieces, default=0.0))
        self.least_of_all = max(least, half if column.width <= 0 else 0.0) + _PADDING
        self.least = max(least, widest if column.width <= 0 else 0.0) + _PADDING
        self.enough = longest + _PADDING + 0.3
        every = max(len(cells) // _SAMPLE, 1)
        self._lost = _LOST_TO_TEXT if all(isinstance(cell, str) for cell in cells) else _LOST_TO_ITEMS
        # A merged cell spreads over its rows; its height seldom decides.
        weight = 0.25 if column.merge else 1.0
        self._ems = [em_width(clean(plain(cell))) * weight for cell in cells[::every]]

    def powers(self, width: float) -> list[float]:
        room = max(width - _PADDING - self._lost, 1.0)
        return [max(words / room, 1.0) ** _POWER if words + self._lost > room else 1.0 for words in self._ems]


def _pieces(cell: Text, column: Column) -> list[float]:
    """Widths of the parts of a cell that should stay whole."""
    if column.merge:
        return []
    if not isinstance(cell, str):
        return [em_width(clean(item)) + (1.0 if len(cell) > 1 else 0.0) for item in cell]
    if column.align is Align.LEFT:
        return []
    return [em_width(part) for part in split_date(clean(cell))]


def _share_out(columns: list[_Column], widths: list[float], room: float) -> None:
    """Give `room` to the growing columns in steps, each to the one where it saves most height."""
    now = [column.powers(width) for column, width in zip(columns, widths, strict=True)]
    sums = [sum(powers) for powers in zip(*now, strict=True)]
    next_powers = {i: c.powers(widths[i] + _STEP) for i, c in enumerate(columns) if c.grows}
    while room >= _STEP:
        best, best_gain = -1, -1.0
        for index, powers in next_powers.items():
            if widths[index] >= columns[index].enough:
                continue
            gain = sum(
                total ** (1 / _POWER) - (total - old + new) ** (1 / _POWER)
                for total, old, new in zip(sums, now[index], powers, strict=True)
                if old != new
            )
            if gain > best_gain:
                best, best_gain = index, gain
        if best < 0:
            return
        sums = [total - old + new for total, old, new in zip(sums, now[best], next_powers[best], strict=True)]
        now[best] = next_powers[best]
        widths[best] += _STEP
        next_powers[best] = columns[best].powers(widths[best] + _STEP)
        room -= _STEP
