"""The lines of a table on paper: rows, parts of rows taller than a page, and texts over the whole width."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, replace

from models.papers.cells import INSET_X, INSET_Y, Cell, Ruler, cut_text, make_cell
from models.papers.sheet import PT_PER_MM, Align, Row, Sheet, plain
from models.papers.texts import clean, printable

AGAIN = "（续）"
FROM_BEFORE = "（接上页）"
_TIGHTER = (0.94, 0.85, 0.75, 0.6, 0.45, 0.3)
_SHORT = 12
PARAGRAPH_LEADING = 0.81
"""Room between the lines of a paragraph in em: 16 pt letters stand 28.95 pt apart, as GB/T 9704 has them."""


@dataclass(frozen=True, slots=True)
class Line:
    """`cells` stand in the columns that are not merged, `labels` are the texts of the merged ones.

    A `span` line is one text over the whole width, `bare` when it stands outside the table; one to `keep` does not
    stand last on a page.
    """

    cells: tuple[Cell, ...]
    labels: tuple[str, ...] = ()
    groups: tuple[str, ...] = ()
    span: bool = False
    bare: bool = False
    keep: bool = False


def inset_of(sheet: Sheet) -> float:
    """Room above and below the text of a row in pt; rows of a list without rules follow each other like lines."""
    return INSET_Y if sheet.lines else sheet.profile.leading * sheet.profile.body_size / 2


class Lines:
    """Makes and measures the lines of one sheet; `inner` is the width inside the padding of each column in pt."""

    def __init__(self, sheet: Sheet, inner: Mapping[str, float], full: float, ruler: Ruler) -> None:
        self._sheet = sheet
        self._inner = inner
        self._full = full
        self._size = sheet.profile.body_size
        self._ruler = ruler
        self._inset = inset_of(sheet)
        text_size = sheet.text_size or self._size
        self._text_scale = round(text_size / self._size, 4)
        self._text_inset = text_size * PARAGRAPH_LEADING / 2

    def of_row(self, row: Row, index: int) -> Line:
        """The line of row `index`; a text over all is a group of its own, so that no merged cell goes over it."""
        if row.over and row.bare:
            cell = Cell(
                tuple(printable(row.over)),
                Align.LEFT,
                self._full + 2 * INSET_X,
                bold=row.strong,
                scale=self._text_scale,
                paragraph=True,
                flush=row.flush,
            )
            return Line((cell,), (), (f"\0over{index}",) * 9, span=True, bare=True, keep=row.keep or row.strong)
        if row.over:
            line = self.over_all(row.over, Align.LEFT, (f"\0over{index}",) * 9, bold=row.strong)
            return replace(line, keep=row.keep or row.strong)
        cells = [
            make_cell(
                printable(row.cells.get(column.key, "")),
                column.align,
                self._inner[column.key],
                self._size,
                bold=column.bold or row.strong,
                strong_head=column.strong_head,
            )
            for column in self._sheet.row_columns
        ]
        labels = [clean(plain(row.cells.get(column.key, ""))) for column in self._sheet.merge_columns]
        return Line(tuple(cells), tuple(labels), row.groups, keep=row.keep)

    def over_all(self, text: str, align: Align, groups: tuple[str, ...] = (), *, bold: bool = False) -> Line:
        cell = make_cell(printable(text), align, self._full, self._size, bold=bold)
        return Line((cell,), (), groups, span=True)

    def height(self, line: Line) -> float:
        """Height in pt with padding; the labels are not counted."""
        inset = self._text_inset if line.bare else self._inset
        text = max([self._size, *(self._ruler.height(cell) for cell in line.cells)]) + 2 * inset
        return text if line.span else max(text, self._sheet.row_mm * PT_PER_MM)

    def cut(self, line: Line, first: float, room: float, last: float) -> list[Line]:
        """`line` in parts no higher than `room`, the first one than `first`, the last one than `last`.

        Tall texts are cut and go on with （接上页）; the first column says （续）.
        """
        parts = self._cut(line, first, room)
        limit = last if len(parts) > 1 else last - (room - first)
        if self.height(parts[-1]) > limit:
            parts[-1:] = self._cut(parts[-1], limit, last)
        return parts

    def _cut(self, line: Line, first: float, room: float) -> list[Line]:
        if self.height(line) <= first:
            return [line]
        for share in _TIGHTER:
            parts = self._parts(line, first, room, share)
            self._ruler.take(cell for part in parts for cell in part.cells)
            heights = [self.height(part) for part in parts]
            if heights[0] <= first and max(heights) <= room:
                return parts
        raise ValueError("a line of one character is taller than the page")

    def _parts(self, line: Line, first: float, room: float, share: float) -> list[Line]:
        texts: list[list[str]] = []
        gap = PARAGRAPH_LEADING if line.bare else self._sheet.profile.leading
        for cell in line.cells:
            text = "、".join(cell.items)
            size = self._size * cell.scale
            inset = self._text_inset if line.bare else self._inset
            if self._ruler.height(cell) + 2 * inset > first:
                counts = [int(((height - 2 * inset) * share / size + gap) / (1 + gap)) for height in (first, room)]
                pieces = cut_text(text, cell.width / size, counts[0], counts[1] - 1)  # less the mark （接上页）
                texts.append([pieces[0], *(FROM_BEFORE + piece for piece in pieces[1:])])
            else:
                texts.append([text])
        count = max(len(pieces) for pieces in texts)
        number = texts[0]
        if len(number) == 1 and 0 < len(number[0]) <= _SHORT and not line.span:
            number += [number[0].removesuffix(AGAIN) + AGAIN] * (count - 1)
        return [
            replace(line, cells=tuple(self._part(c, pieces, n) for c, pieces in zip(line.cells, texts, strict=True)))
            for n in range(count)
        ]

    def _part(self, cell: Cell, pieces: Sequence[str], number: int) -> Cell:
        if len(pieces) == 1 and number == 0:
            return cell
        items = (pieces[number],) if number < len(pieces) and pieces[number] else ()
        head = cell.strong_head and number == 0
        made = make_cell(items, cell.align, cell.width, self._size, bold=cell.bold, scale=cell.scale, strong_head=head)
        return replace(made, paragraph=cell.paragraph, flush=cell.flush)
