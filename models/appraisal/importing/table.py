"""A score table row by row: sections, headings with what is merged below them, items, subtotals, notes."""

import re
from collections.abc import Sequence
from dataclasses import dataclass
from fractions import Fraction

from models.appraisal.importing.columns import Columns, Field, columns_of
from models.appraisal.importing.draft import DraftRow
from models.appraisal.importing.nodes import Node, drafts_of
from models.appraisal.rules.numerals import NUMBER, number, plain
from models.standard.importing.grid import Cell, Grid, cell_name
from models.standard.importing.numbers import number_of, split_number

_TOTAL = re.compile(r"(?:合计|总计|总分|共计|总分值)(?:分值?)?")
_SUBTOTAL = re.compile(r"小计(?:分值?)?")
_NOTE = re.compile(r"(?:注|备注|说明|附注)\s*[：:]")
_IN_NAME = re.compile(
    rf"\s*[（(]\s*(?:满分|共|计|总分|分值|最高|最多|上限|加分上限)*[：:]?\s*({NUMBER})\s*分?\s*[)）]\s*$"
)
_BEHIND = re.compile(rf"\s*[：:，,]?\s*({NUMBER})\s*分\s*$")
_MOST_NAME = 24


@dataclass(slots=True)
class TableRows:
    """The rows of one table, and what stands in it besides."""

    rows: list[DraftRow]
    total: int | None
    notes: list[str]
    columns: Columns


def read_table(grid: Grid, place: str, first_id: int = 1) -> TableRows:
    """The rows of a table; `place` is filled with the number of the row. Refusal when it is no score table."""
    columns = columns_of(grid)
    reader = _Reader(grid, columns)
    reader.read()
    return TableRows(drafts_of(reader.nodes, place, first_id), reader.total, reader.notes, columns)


def points_of(text: str) -> int | None:
    """ "20", "20分", "二十分" in 1/100; None for anything else."""
    found = re.fullmatch(rf"(?:满分|共|计)?(\d+(?:\.\d+)?|{NUMBER}(?=分))分?(?:/项)?", plain(text))
    if found is None:
        return None
    scaled = number(found.group(1)) * 100
    return int(scaled) if scaled.denominator == 1 else None


def named_points(text: str) -> tuple[str, int | None]:
    """(name, points): 环境卫生（20分） → 环境卫生, 2000."""
    for pattern in (_IN_NAME, _BEHIND):
        found = pattern.search(text)
        if found is not None and text[: found.start()].strip():
            scaled = number(plain(found.group(1))) * 100
            if scaled.denominator == 1:
                return text[: found.start()].strip(), int(scaled)
    return text.strip(), None


class _Reader:
    """Goes down the rows."""

    def __init__(self, grid: Grid, columns: Columns) -> None:
        self.grid = grid
        self.columns = columns
        self.nodes: list[Node] = []
        self.notes: list[str] = []
        self.total: int | None = None
        names = columns.of(Field.NAME)
        contents = columns.of(Field.CONTENT)
        self.names = names or contents[:1]
        self.contents = contents if names else contents[1:]
        self.points = columns.of(Field.POINTS)
        self.bodies = columns.of(Field.BODY)

    def read(self) -> None:
        row = self.columns.first
        while row < len(self.grid.rows):
            row = self._take(row)

    def _take(self, row: int) -> int:
        """Read what begins in this row; the row to go on with."""
        own = [self.grid.at(row, column) for column in self.grid.filled(row)]
        texts = [cell.own for cell in own]
        if not texts or self._is_heading_again(row):
            return row + 1
        first = plain(texts[0])
        words = plain("".join(texts))
        if _NOTE.match(texts[0]) and len(texts) == 1:
            self.notes.append(texts[0])
            return row + 1
        if any(_TOTAL.fullmatch(plain(text)) for text in texts[:2]):
            self.total = next((found for text in texts[1:] if (found := points_of(text)) is not None), self.total)
            return row + 1
        if any(_SUBTOTAL.fullmatch(plain(text)) for text in texts[:3]):
            self._subtotal(row, texts)
            return row + 1
        if first and self._is_section(row, own, words):
            self._section(row, own)
            return row + 1
        return self._block(row)

    def _is_heading_again(self, row: int) -> bool:
        """The headings stand once more on the next page."""
        places = self.columns.places
        said = [plain(self.grid.at(row, column).own) == plain(heading) for column, _, heading in places]
        return sum(said) * 2 > len(places)

    def _is_section(self, row: int, own: Sequence[Cell], words: str) -> bool:
        """A row of one wide cell, or of a number and a name with nothing merged into it from above."""
        texts = [cell for cell in own if points_of(cell.own) is None]
        covered = any(
            cell.covered and cell.text for cell in self.grid.rows[row] if not any(cell.text == one.own for one in own)
        )
        named = [cell for cell in texts if number_of(cell.own) is None]
        if len(named) != 1 or covered:
            return False
        wide = named[0].wide * 2 > len(self.columns.places)
        column = self.grid.rows[row].index(named[0])
        numbered = split_number(own[0].own)[0] is not None
        in_front = column <= max(self.names, default=0)
        spans = self.grid.at(row + 1, column).covered and self.grid.at(row + 1, column).text == named[0].own
        if spans and not wide:
            return False
        return wide or (
            in_front and (numbered or len(own) == 1) and not self._has_wording(row) and self._more_below(row)
        )

    def _has_wording(self, row: int) -> bool:
        return any(self.grid.at(row, column).text for column in (*self.contents, *self.bodies))

    def _more_below(self, row: int) -> bool:
        return any(self._has_wording(later) for later in range(row + 1, min(row + 3, len(self.grid.rows))))

    def _section(self, row: int, own: Sequence[Cell]) -> None:
        numbers = [cell.own for cell in own if number_of(cell.own) is not None and cell is not own[-1]]
        marks = [said for at in self.points if (said := points_of(self.grid.at(row, at).own)) is not None]
        text = next(cell.own for cell in own if number_of(cell.own) is None and points_of(cell.own) is None)
        head, rest = split_number(text)
        name, points = named_points(rest if head is not None and rest else text)
        no = head.text if head is not None and rest else ""
        form = head.form if head is not None and rest else ""
        if not no and numbers:
            found = number_of(numbers[0])
            no, form = numbers[0].rstrip("、.．"), found.form if found is not None else ""
        node = Node(row, name, no=no, form=form, points=points if points is not None else next(iter(marks), None))
        node.is_heading = True
        node.is_section = not form
        self.nodes.append(node)

    def _subtotal(self, row: int, texts: Sequence[str]) -> None:
        said = next((found for text in texts[1:] if (found := points_of(text)) is not None), None)
        heading = next((node for node in reversed(self.nodes) if node.is_heading), None)
        if said is None or heading is None:
            return
        if heading.points is None:
            heading.points = said
        elif heading.points != said:
            heading.doubts.append(f"小计写的是{Fraction(said, 100)}分。")

    # ---- one item, or a heading with what is merged beside it ------------------------------------------------

    def _block(self, row: int) -> int:
        """The rows that the last name of this row spans, as one item or as a heading with items."""
        last = self.names[-1]
        end = row + 1
        while end < len(self.grid.rows) and self._goes_on(end, last):
            end += 1
        for level, column in enumerate(self.names[:-1]):
            cell = self.grid.at(row, column)
            if cell.own:
                self._heading(row, column, level, cell.own)
        rows = list(range(row, end))
        name = self.grid.at(row, last).own
        if not name and not self._has_wording(row):
            return row + 1
        own_points = [at for at in rows if self._own_points(at, len(rows)) is not None]
        worded = [at for at in rows if self._own_words(at)]
        if len(rows) > 1 and len(own_points) > 1 and len(worded) > 1:
            self._parted(rows, name)
        else:
            self._item(rows, name or self._name_of_words(row), len(self.names) - 1)
        return end

    def _goes_on(self, row: int, last: int) -> bool:
        """Whether a row belongs to the name above it: merged, or left empty beside more wording."""
        cell = self.grid.at(row, last)
        if cell.own:
            return False
        texts = [self.grid.at(row, column).own for column in self.grid.filled(row)]
        if any(_TOTAL.fullmatch(plain(text)) or _SUBTOTAL.fullmatch(plain(text)) for text in texts):
            return False
        if any(self.grid.at(row, column).own for column in self.names[:-1]):
            return False
        own = [self.grid.at(row, column) for column in self.grid.filled(row)]
        if len(own) == 1 and own[0].wide * 2 > len(self.columns.places):
            return False
        return bool(cell.covered) or (bool(texts) and self._has_wording(row)) or not texts

    def _heading(self, row: int, column: int, level: int, text: str) -> None:
        number_, name, points = self._titled(text)
        node = Node(row, name, level, is_heading=True)
        node.no, node.form = number_
        node.points = points
        if points is None and len(self.points) > 1:
            node.points = points_of(self.grid.at(row, self.points[0]).own)
        no = self._number(row)
        if not node.no and no and self._spans_alike(row, column):
            node.no, node.form = no
        self.nodes.append(node)

    def _titled(self, text: str) -> tuple[tuple[str, str], str, int | None]:
        one_line = re.sub(r"\s*\n\s*", "", text)
        head, rest = split_number(one_line)
        name, points = named_points(rest if head is not None and rest else one_line)
        return ((head.text, head.form) if head is not None and rest else ("", ""), name, points)

    def _number(self, row: int) -> tuple[str, str] | None:
        column = next(iter(self.columns.of(Field.NO)), None)
        text = self.grid.at(row, column).own if column is not None else ""
        if not text:
            return None
        found = number_of(text)
        return text.rstrip("、.．"), found.form if found is not None else "digits"

    def _spans_alike(self, row: int, column: int) -> bool:
        """Whether the number stands beside this heading over all its rows."""
        no = next(iter(self.columns.of(Field.NO)), None)
        if no is None or row + 1 >= len(self.grid.rows):
            return False
        return not self.grid.at(row + 1, no).own and not self.grid.at(row + 1, column).own

    def _own_points(self, row: int, among: int) -> int | None:
        if not self.points:
            return None
        column = self.points[-1]
        cell = self.grid.at(row, column)
        if len(self.points) > 1 and not cell.own and among == 1:
            cell = self.grid.at(row, self.points[0])
        return points_of(cell.own)

    def _own_words(self, row: int) -> bool:
        return any(self.grid.at(row, column).own for column in (*self.contents, *self.bodies))

    def _parted(self, rows: Sequence[int], name: str) -> None:
        """考核项目 over several 考核内容 with points of their own."""
        level = len(self.names) - 1
        if name:
            self._heading(rows[0], self.names[-1], level, name)
            heading = self.nodes[-1]
            if heading.points is None and len(self.points) > 1:
                heading.points = points_of(self.grid.at(rows[0], self.points[0]).own)
        groups: list[list[int]] = []
        for row in rows:
            if groups and self._own_points(row, len(rows)) is None:
                groups[-1].append(row)
            else:
                groups.append([row])
        for group in groups:
            self._item(group, self._name_of_words(group[0]), level + 1, is_inner=True)

    def _name_of_words(self, row: int) -> str:
        """A name out of the contents, else of the wording: its first clause."""
        for column in (*self.contents, *self.bodies):
            text = self.grid.at(row, column).text
            if text:
                return text
        return ""

    def _item(self, rows: Sequence[int], text: str, level: int, *, is_inner: bool = False) -> None:
        number_, name, points = self._titled(text)
        node = Node(rows[0], name, level)
        node.no, node.form = number_
        no = self._number(rows[0])
        if no is not None and not (is_inner and self._taken(no)):
            node.no, node.form = no
        node.contents = self._texts(rows, self.contents)
        node.bodies = self._texts(rows, self.bodies)
        if len(name) > _MOST_NAME or "\n" in text or "。" in name.rstrip("。"):
            clause = re.split(r"[，。；：,;:]", name, maxsplit=1)[0]
            node.name = clause if 1 < len(clause) <= _MOST_NAME else name[:_MOST_NAME]
            if not any(name in one.replace("\n", "") for one in (*node.contents, *node.bodies)):
                node.contents.insert(0, text)
        self._set_points(node, rows, points)
        for column in self.columns.of(Field.ASSESSOR):
            node.assessor = node.assessor or self.grid.at(rows[0], column).text
        for wanted in (Field.DOER, Field.NOTE):
            for column in self.columns.of(wanted):
                own = self.grid.at(rows[0], column).text
                if own:
                    label = f"{self.columns.heading(column)}：" if wanted is Field.DOER else ""
                    node.note = "\n".join(one for one in (node.note, f"{label}{own}") if one)
        for row in rows:
            for column, cell in enumerate(self.grid.rows[row]):
                if cell.own and cell.is_error:
                    node.problems.append(f"{cell_name(row, column)}{cell.error}")
        self.nodes.append(node)

    def _taken(self, no: tuple[str, str]) -> bool:
        """Whether the number went to the heading of this item."""
        return bool(self.nodes) and self.nodes[-1].is_heading and (self.nodes[-1].no, self.nodes[-1].form) == no

    def _set_points(self, node: Node, rows: Sequence[int], named: int | None) -> None:
        found = [points for row in rows if (points := self._own_points(row, 1)) is not None]
        node.points = found[0] if found else named
        if len(found) > 1:
            node.points = sum(found)
            node.doubts.append(f"分值由 {len(found)} 行相加。")
        if found or not self.points:
            return
        for row in rows:
            cell = self.grid.at(row, self.points[-1])
            if cell.own and points_of(cell.own) is None and not cell.is_error and re.search(r"\d", cell.own):
                node.doubts.append(f"{cell_name(row, self.points[-1])} 的分值“{cell.own[:20]}”没有读懂。")

    def _texts(self, rows: Sequence[int], columns: Sequence[int]) -> list[str]:
        texts = [self.grid.at(row, column).own for row in rows for column in columns]
        if not any(texts):  # wording merged over several items
            texts = [self.grid.at(rows[0], column).text for column in columns]
        return list(dict.fromkeys(text for text in texts if text))
