"""Where the rows and columns of a grid lie, in pixels; heights come from the texts, without measuring each of them."""

from __future__ import annotations

from bisect import bisect_right
from collections.abc import Iterator, Sequence
from itertools import accumulate

from PySide6.QtCore import QRect

from ui.intake.grid import Grid, Merge, Place
from ui.style import px

LETTER = 13  # about the width of a Chinese character
LINE = 18
MOST_LINES = 4
LEAST_WIDTH, MOST_WIDTH = 44, 260
SAMPLE_ROWS = 200  # rows that are looked at for the width of a column
PICTURE = 64
LONE = 2  # a row with so few texts is a line of words, not of the table
PAD = 6


class SheetLayout:
    """Offsets of what a grid shows: `lefts` and `tops` hold one more entry than there are columns and rows."""

    def __init__(self, grid: Grid) -> None:
        self.grid = grid
        self.column_at = {column: at for at, column in enumerate(grid.columns)}
        self.row_at = {row: at for at, row in enumerate(grid.rows)}
        widths = [self._width(column) for column in grid.columns]
        self.lefts = [0, *accumulate(widths)]
        pictured = {picture.row for picture in grid.sheet.pictures}
        room = {column: max(1, width - 2 * px(PAD)) for column, width in zip(grid.columns, widths, strict=True)}
        across = {(top, left): self._room(left, right, room) for top, left, _, right in grid.sheet.merges}
        tall = {(top, left) for top, left, bottom, _ in grid.sheet.merges if bottom > top}
        self.spilling = dict(self._spills(room))
        heights = [self._height(row, room, across, tall, pictured) for row in grid.rows]
        self.tops = [0, *accumulate(heights)]

    @property
    def width(self) -> int:
        return self.lefts[-1]

    @property
    def height(self) -> int:
        return self.tops[-1]

    def rows_in(self, top: int, bottom: int) -> range:
        """Places (from 0) of the rows between two heights."""
        return self._between(self.tops, top, bottom)

    def columns_in(self, left: int, right: int) -> range:
        """Places (from 0) of the columns between two distances."""
        return self._between(self.lefts, left, right)

    def place_at(self, x: int, y: int) -> Place | None:
        """The cell at a point; None beside the grid."""
        if not (0 <= x < self.width and 0 <= y < self.height):
            return None
        at, over = bisect_right(self.tops, y) - 1, bisect_right(self.lefts, x) - 1
        top, left, _, _ = self.grid.merge_at(self.grid.rows[at], self.grid.columns[over])
        return top, left

    def rect(self, merge: Merge) -> QRect:
        """Where a (merged) cell lies; hidden rows and columns take no room."""
        top, left, bottom, right = merge
        rows = [self.row_at[row] for row in range(top, bottom + 1) if row in self.row_at]
        columns = [self.column_at[column] for column in range(left, right + 1) if column in self.column_at]
        if not rows or not columns:
            return QRect()
        x, y = self.lefts[columns[0]], self.tops[rows[0]]
        return QRect(x, y, self.lefts[columns[-1] + 1] - x, self.tops[rows[-1] + 1] - y)

    @staticmethod
    def _between(offsets: Sequence[int], start: int, end: int) -> range:
        return range(max(0, bisect_right(offsets, start) - 1), min(len(offsets) - 1, bisect_right(offsets, end)))

    def _width(self, column: int) -> int:
        stated = self.grid.sheet.widths
        if column <= len(stated) and stated[column - 1] > 0:
            return min(px(MOST_WIDTH), max(px(LEAST_WIDTH), px(stated[column - 1] * 7 + 5)))
        wide = {(top, left) for top, left, _, right in self.grid.sheet.merges if right > left}
        longest = 0
        for row in self.grid.rows[:SAMPLE_ROWS]:
            if (row, column) not in wide:
                longest = max(longest, *(len(line) for line in self.grid.text(row, column).split("\n")))
        return min(px(MOST_WIDTH), max(px(LEAST_WIDTH), px(longest * LETTER + 2 * PAD + 4)))

    def _spills(self, room: dict[int, int]) -> Iterator[tuple[Place, int]]:
        """Cells of lines of text (notes, sign-off) that run on over the empty cells behind them, and how far."""
        merged = {row for top, _, bottom, _ in self.grid.sheet.merges for row in range(top, bottom + 1)}
        for row in self.grid.rows:
            filled = [column for column in self.grid.columns if self.grid.text(row, column)]
            if not 0 < len(filled) <= LONE or row in merged or len(self.grid.columns) <= LONE:
                continue
            for column, end in zip(filled, (*filled[1:], self.grid.columns[-1] + 1), strict=True):
                more = sum(wide + 2 * px(PAD) for one, wide in room.items() if column < one < end)
                if more:
                    yield (row, column), more

    def _room(self, left: int, right: int, room: dict[int, int]) -> int:
        return sum(room.get(column, 0) for column in range(left, right + 1)) or 1

    def _height(
        self, row: int, room: dict[int, int], across: dict[Place, int], tall: set[Place], pictured: set[int]
    ) -> int:
        lines = 1
        for column in self.grid.columns:
            text = self.grid.text(row, column)
            if len(text) > 3 and (row, column) not in tall:
                width = across.get((row, column), room[column]) + self.spilling.get((row, column), 0)
                wanted = sum(1 + len(line) * px(LETTER) // (width + 1) for line in text.split("\n"))
                lines = max(lines, wanted)
        least = px(PICTURE) if row in pictured else 0
        return max(least, px(min(lines, MOST_LINES) * LINE + 8))
