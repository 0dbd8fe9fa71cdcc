"""A sheet of a workbook, or a table of a document, as it is laid out beside the draft: what is shown, and where."""

from __future__ import annotations

import re
from collections.abc import Callable, Iterable, Mapping
from dataclasses import dataclass, field
from functools import cached_property
from itertools import groupby

from models.intake.source import Sheet, Source, Spot, Table, cell_name

Place = tuple[int, int]  # row and column as the user counts them, from 1
Merge = tuple[int, int, int, int]  # top, left, bottom, right, both ends in
_CELL = re.compile(r"([A-Z]{1,3})(\d+)")


@dataclass(frozen=True)
class Grid:
    """`rows` and `columns` are the numbers shown; `numbers` the paragraphs of a document's table by place."""

    name: str
    sheet: Sheet
    rows: tuple[int, ...]
    columns: tuple[int, ...]
    numbers: Mapping[Place, int] = field(default_factory=dict)

    def text(self, row: int, column: int) -> str:
        """The text of a place, empty outside."""
        rows = self.sheet.rows
        if 0 < row <= len(rows) and 0 < column <= len(rows[row - 1]):
            return rows[row - 1][column - 1]
        return ""

    def merge_at(self, row: int, column: int) -> Merge:
        """The merged cell that a place belongs to, or the place itself."""
        for top, left, bottom, right in self.sheet.merges:
            if top <= row <= bottom and left <= column <= right:
                return top, left, bottom, right
        return row, column, row, column

    def spot_of(self, row: int, column: int) -> Spot:
        """How the draft speaks of a place."""
        if self.numbers:
            return Spot(self.numbers.get((row, column), 0))
        return Spot(0, self.sheet.name, cell_name(row, column))

    def place_of(self, spot: Spot) -> Place | None:
        """Where something of the draft stands; None when it is not in this grid."""
        if self.numbers:
            return self._by_number.get(spot.paragraph) if spot.paragraph else None
        return place_of_cell(spot.cell) if spot.cell and spot.sheet == self.sheet.name else None

    @cached_property
    def _by_number(self) -> dict[int, Place]:
        found: dict[int, Place] = {}
        for place, number in self.numbers.items():
            found.setdefault(number, place)
        return found

    @property
    def hidden_words(self) -> str:
        """What the sheet hides, in one sentence; empty when it hides nothing."""
        sheet = self.sheet
        parts: list[str] = []
        if sheet.hidden_rows:
            parts.append(f"第 {_runs(sheet.hidden_rows, str)} 行")
        if sheet.hidden_columns:
            parts.append(f"{_runs(sheet.hidden_columns, _letters)} 列")
        return f"表里隐藏的{'、'.join(parts)}没有显示，也没有读入。" if parts else ""

    def texts_of_row(self, row: int) -> tuple[str, ...]:
        """The texts of a row as shown, merged cells in each place they cover."""
        answer: list[str] = []
        for column in self.columns:
            top, left, _, _ = self.merge_at(row, column)
            text = self.text(top, left) if left == column else ""
            if text:
                answer.append(text)
        return tuple(answer)


def grids_of(source: Source) -> tuple[Grid, ...]:
    """The sheets of a workbook, or the tables of a document."""
    if source.sheets:
        return tuple(_of_sheet(sheet) for sheet in source.sheets)
    places: dict[int, dict[Place, int]] = {}
    for paragraph in source.paragraphs:
        if paragraph.cell is not None:
            table, row, column = paragraph.cell
            places.setdefault(table, {}).setdefault((row + 1, column + 1), paragraph.number)
    return tuple(
        _of_table(f"表 {at + 1}", table, places.get(at, {}))
        for at, table in enumerate(source.tables)
        if places.get(at) and len(table.rows) > 1
    )


def place_of_cell(name: str) -> Place | None:
    """B7 → (7, 2); None for what is no cell."""
    found = _CELL.fullmatch(name)
    if found is None:
        return None
    column = 0
    for letter in found[1]:
        column = column * 26 + ord(letter) - ord("A") + 1
    return int(found[2]), column


def _of_sheet(sheet: Sheet) -> Grid:
    wide = max((len(row) for row in sheet.rows), default=0)
    tall = max((picture.row for picture in sheet.pictures), default=0)
    wide = max((wide, *(picture.column for picture in sheet.pictures)))
    rows = tuple(row for row in range(1, max(len(sheet.rows), tall) + 1) if row not in sheet.hidden_rows)
    columns = tuple(column for column in range(1, wide + 1) if column not in sheet.hidden_columns)
    return Grid(sheet.name, sheet, rows, columns)


def _of_table(name: str, table: Table, numbers: Mapping[Place, int]) -> Grid:
    """A table of a document; a text that merged places repeat is shown once."""
    merges = tuple(_merges(table))
    covered = {
        (row, column)
        for top, left, bottom, right in merges
        for row in range(top, bottom + 1)
        for column in range(left, right + 1)
        if (row, column) != (top, left)
    }
    rows = tuple(
        tuple("" if (at, over) in covered else text for over, text in enumerate(row, 1))
        for at, row in enumerate(table.rows, 1)
    )
    wide = max((len(row) for row in rows), default=0)
    sheet = Sheet(name, rows, merges)
    filled = {
        (at, over): numbers.get((at, over), table.numbers[at - 1])
        for at in range(1, len(rows) + 1)
        for over in range(1, wide + 1)
    }
    return Grid(name, sheet, tuple(range(1, len(rows) + 1)), tuple(range(1, wide + 1)), filled)


def _merges(table: Table) -> Iterable[Merge]:
    """The rectangles of merged cells, from the places that only continue one."""
    taken: set[Place] = set()
    for at, row in enumerate(table.rows):
        for over, text in enumerate(row):
            if (at, over) in table.merged or (at, over) in taken:
                continue
            right, bottom = over, at
            while (at, right + 1) in table.merged and _same(table, at, right + 1, text):
                right += 1
            while all(
                (bottom + 1, column) in table.merged and _same(table, bottom + 1, column, text)
                for column in range(over, right + 1)
            ):
                bottom += 1
            if (right, bottom) != (over, at):
                taken.update((y, x) for y in range(at, bottom + 1) for x in range(over, right + 1))
                yield at + 1, over + 1, bottom + 1, right + 1


def _same(table: Table, row: int, column: int, text: str) -> bool:
    return row < len(table.rows) and column < len(table.rows[row]) and table.rows[row][column] == text


def _letters(column: int) -> str:
    return cell_name(1, column)[:-1]


def _runs(numbers: Iterable[int], say: Callable[[int], str]) -> str:
    """2–5、9 of numbers."""
    words: list[str] = []
    for _, group in groupby(enumerate(sorted(numbers)), key=lambda pair: pair[1] - pair[0]):
        run = [number for _, number in group]
        words.append(say(run[0]) if len(run) == 1 else f"{say(run[0])}–{say(run[-1])}")
    shown = words[:6]
    return "、".join(shown) + (f"等 {len(words)} 处" if len(words) > len(shown) else "")
