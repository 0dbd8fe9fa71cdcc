"""Plain text: four encodings, indents, lines cut at a width, the whole in one paragraph, tables as tabs or cells."""

from itertools import groupby

from tests.corpus.content.dice import Dice
from tests.corpus.paper import Grid, Line, Paper

ENCODINGS = ("utf-8", "utf-8-sig", "gb18030", "utf-16")
NEVER_FIRST = "，。、；：）》”！？"


def write_text(paper: Paper, dice: Dice) -> bytes:
    """The paper as text. Lines are cut only where all paragraphs are long enough to show it."""
    way = dice.pick(("lines", "lines", "lines", "cut", "cut", "glued"))
    if any(isinstance(block, Grid) for block in paper.blocks) or any(_spaced(block) for block in paper.blocks):
        way = "lines"
    indent = "　　" if way == "cut" or dice.chance(0.7) else ""
    cells = dice.pick(("tabs", "lines"))
    width = dice.number(24, 38) if way == "cut" else 0
    empty = dice.chance(0.2) and way == "lines"
    out: list[str] = []
    for block in paper.blocks:
        if isinstance(block, Grid):
            out += _table(block, cells)
        else:
            out += _paragraph(block, indent, width)
        if empty:
            out.append("")
    if way == "glued":
        out = _glued([block for block in paper.blocks if isinstance(block, Line)])
    end = dice.pick(("\n", "\r\n"))
    return (end.join(out) + end).encode(dice.pick(ENCODINGS))


def _glued(lines: list[Line]) -> list[str]:
    """Titles on lines of their own, all between them in one paragraph."""
    out: list[str] = []
    for own, run in groupby(lines, key=lambda line: line.kind == "title"):
        texts = [line.full for line in run]
        out += texts if own else ["　".join(texts)]
    return out


def _spaced(block: Line | Grid) -> bool:
    return isinstance(block, Line) and block.kind == "seat"


def _paragraph(line: Line, indent: str, width: int) -> list[str]:
    text = (indent if line.indent else "") + line.full
    if not width or line.kind == "title":
        return [text]
    parts = []
    while len(text) > width:
        cut = width
        while cut < len(text) and text[cut] in NEVER_FIRST:
            cut += 1
        parts.append(text[:cut])
        text = text[cut:]
    return [*parts, text] if text else parts


def _table(grid: Grid, way: str) -> list[str]:
    rows = [[cell.replace("\n", "") for cell in row] for row in grid.rows]
    if way == "tabs" or grid.merges or any(not cell for row in rows for cell in row):
        return ["\t".join(row) for row in rows]
    return [cell for row in rows for cell in row]
