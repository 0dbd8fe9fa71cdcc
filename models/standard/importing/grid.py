"""A sheet as cells, free of any file format: what stands in them, how far in, and what a merged cell covers."""

import re
from collections.abc import Sequence
from dataclasses import dataclass, field

from models.blocks import Block

NO_RESULT = "#没有结果"  # a formula whose result the file does not hold
_ERRORS = (NO_RESULT, "#REF!", "#DIV/0!", "#VALUE!", "#NAME?", "#N/A", "#NUM!", "#NULL!", "#GETTING_DATA")


@dataclass(frozen=True, slots=True)
class Cell:
    """A cell: its text as the user sees it, its indent, whether the workbook holds a day in it.

    `covered` marks a place that only continues a merged cell (it bears the same text); `wide` is how many columns the
    cell spans.
    """

    text: str = ""
    indent: int = 0
    is_date: bool = False
    covered: bool = False
    wide: int = 1

    @property
    def own(self) -> str:
        """The text where the cell begins, nothing where it is only continued."""
        return "" if self.covered else self.text

    @property
    def is_error(self) -> bool:
        """A formula that failed, or whose result is not in the file."""
        return self.text in _ERRORS

    @property
    def error(self) -> str:
        """What is wrong with it and what to do."""
        if self.text == NO_RESULT:
            return "是公式，文件里没有它的结果，请用WPS或Excel打开后保存一次再导入。"
        return f"是出错的公式 {self.text}，请在表里改好。"


NOTHING = Cell()


@dataclass(frozen=True, slots=True)
class Grid:
    """A sheet: its title and rows of cells; row and column numbers in sentences count from 1."""

    title: str
    rows: list[list[Cell]] = field(default_factory=list)

    def at(self, row: int, column: int) -> Cell:
        """The cell at a place from 0; an empty one beyond the edge."""
        if 0 <= row < len(self.rows) and 0 <= column < len(self.rows[row]):
            return self.rows[row][column]
        return NOTHING

    def filled(self, row: int) -> list[int]:
        """The columns of a row where a cell with text begins."""
        return [column for column, cell in enumerate(self.rows[row]) if cell.own]

    @property
    def width(self) -> int:
        return max(map(len, self.rows), default=0)


def cell_name(row: int, column: int) -> str:
    """(4, 2) → C5."""
    letters = ""
    column += 1
    while column:
        column, rest = divmod(column - 1, 26)
        letters = chr(ord("A") + rest) + letters
    return f"{letters}{row + 1}"


def grid_of_block(block: Block, title: str = "") -> Grid:
    """Texts of the clipboard or of a text file as a grid; blanks in front of a text are its indent."""
    return Grid(title, [[cell_of_text(text) for text in row] for row in block])


def cell_of_text(text: str, indent: int = 0) -> Cell:
    """A cell of a text: its leading blanks (two, or one of full width) count as a level of indent each."""
    body = text.strip()
    lead = text[: len(text) - len(text.lstrip())] if body else ""
    wide = lead.count("\u3000") * 2 + sum(4 if mark == "\t" else 1 for mark in lead if mark in " \xa0\t")
    return Cell(tidy(body), indent + (wide + 1) // 2)


def tidy(text: str) -> str:
    """A text with the blanks of each line joined; empty lines go."""
    lines = (re.sub(r"[ \t\xa0\u3000]+", " ", line).strip() for line in text.replace("\r", "\n").split("\n"))
    return "\n".join(line for line in lines if line)


def merge(rows: Sequence[list[Cell]], top: int, left: int, bottom: int, right: int) -> None:
    """Let the cell at (top, left) cover the others of its range."""
    if top >= len(rows) or left >= len(rows[top]):
        return
    first = rows[top][left]
    wide = right - left + 1
    rows[top][left] = Cell(first.text, first.indent, first.is_date, wide=wide)
    for row in range(top, min(bottom, len(rows) - 1) + 1):
        line = rows[row]
        line.extend([NOTHING] * (min(right + 1, 64) - len(line)))
        for column in range(left, min(right + 1, len(line))):
            if (row, column) != (top, left):
                line[column] = Cell(first.text, first.indent, first.is_date, covered=True, wide=wide)
