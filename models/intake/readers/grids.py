"""Tables hidden in plain text: cells set apart by tabs or bars, or one cell on each line below its headings."""

import re
from collections.abc import Sequence

from models.intake.characters import squeezed
from models.intake.layout import Block
from models.intake.readers.columns import Column, column_of
from models.intake.source import Table


def grids_in(blocks: Sequence[Block]) -> tuple[list[Table], set[int]]:
    """(tables found, indices of the blocks they use up)."""
    tables: list[Table] = []
    used: set[int] = set()
    index = 0
    while index < len(blocks):
        taken = _barred(blocks, index, tables) or _one_cell_a_line(blocks, index, tables)
        used.update(range(index, index + taken))
        index += taken or 1
    return tables, used


def _cells(block: Block) -> list[str]:
    text = block.text
    if "\t" in text:
        return [""] * block.tab + [cell.strip() for cell in text.split("\t")]
    if text.count("|") >= 2 or text.count("｜") >= 2:
        return [cell.strip() for cell in re.split(r"[|｜]", text)]
    return []


def _barred(blocks: Sequence[Block], start: int, tables: list[Table]) -> int:
    rows: list[list[str]] = []
    numbers: list[int] = []
    end = start
    while end < len(blocks) and len(cells := _cells(blocks[end])) >= 2:
        if not all(re.fullmatch(r":?-{2,}:?", cell) for cell in cells if cell):  # the rule of a markdown table
            rows.append(cells)
            numbers.append(blocks[end].number)
        end += 1
    if len(rows) < 2 or sum(1 for cell in rows[0] if column_of(cell) is not None) < 2:
        return 0
    rows = _without_outer_bars(rows)
    width = max(len(row) for row in rows)
    grid = tuple(tuple(row + [""] * (width - len(row))) for row in rows)
    tables.append(Table(grid, tuple(numbers), frozenset(), numbers[0], numbers[-1]))
    return end - start


def _without_outer_bars(rows: list[list[str]]) -> list[list[str]]:
    """Rows whose headings stand between outer bars lose them; else an empty first cell is one (a merged role)."""
    first = 1 if not rows[0][0] else 0
    last = 1 if not rows[0][-1] else 0
    return [row[first : len(row) - last if last and not row[-1] else None] for row in rows]


def _one_cell_a_line(blocks: Sequence[Block], start: int, tables: list[Table]) -> int:
    """Headings one a line (序号 / 任务 / 牵头单位 …), then the cells of each row one a line, rows numbered 1, 2, 3."""
    heads: list[str] = []
    while start + len(heads) < len(blocks) and len(heads) < 12:
        text = squeezed(blocks[start + len(heads)].text)
        if len(text) > 12 or column_of(text) is None:
            break
        heads.append(text)
    if len(heads) < 3 or column_of(heads[0]) is not Column.NO:
        return 0
    width = len(heads)
    rows = [heads]
    numbers = [blocks[start].number]
    position = start + width
    while position + width <= len(blocks) and squeezed(blocks[position].text).rstrip(".．、") == str(len(rows)):
        row = [block.text for block in blocks[position : position + width]]
        rows.append(row)
        numbers.append(blocks[position].number)
        position += width
    if len(rows) < 2:
        return 0
    tables.append(Table(tuple(tuple(row) for row in rows), tuple(numbers), frozenset(), numbers[0], numbers[-1]))
    return position - start
