"""What a pasted block with level columns means for a grid, worked out on plain values: no row is guessed silently.

Upper cells left empty go on with those of the row above, as merged cells of Excel come. A row that names an upper cell
without what lies above it means the one cell of that name; a new one hangs under the only cell at the top.
"""

from collections.abc import Callable, Iterable, Mapping, Sequence
from dataclasses import dataclass, field, replace
from typing import Any

from models.blocks import Block, BlockColumn, BlockRow, has_headings, rows_of
from models.errors import Refusal
from models.grid.field_rules import FieldForm, read_value, why_not_at
from models.grid.terms import Stage
from models.org.rules import clean_name, why_no_name

SiteColumn = Callable[[str], Any]
Key = tuple[int | None, int, str]  # parent (id, or -1 - place of a planned cell), level, name


@dataclass(frozen=True, slots=True)
class PlannedCell:
    """A cell that the rows stand for or need: an existing one (`id`) or a new one below `parent` (a place in
    `PastePlan.cells`) or the existing `parent_id`. `row` is the first row that names it, `is_row` whether a row stands
    for it (else it is an area made on the way down)."""

    id: int | None
    parent: int | None
    parent_id: int | None
    level_id: int
    level: str
    name: str
    path: tuple[str, ...]
    row: int
    is_row: bool
    fields: Mapping[str, Any] = field(default_factory=dict)
    values: Mapping[int, str] = field(default_factory=dict)
    twin: tuple[str, ...] = ()
    """Of a new cell: where another one of its level and name stands in the grid."""


@dataclass(frozen=True, slots=True)
class PasteProblem:
    """Why a row cannot be taken; the sentence names row and column."""

    row: int
    sentence: str
    next_step: str


@dataclass(frozen=True, slots=True)
class PastePlan:
    """`cells` with parents before children; `rows` are the places in `cells` that the rows stand for, in order."""

    cells: tuple[PlannedCell, ...]
    rows: tuple[int, ...]
    problems: tuple[PasteProblem, ...]

    @property
    def new(self) -> tuple[PlannedCell, ...]:
        """New cells that a row stands for."""
        return tuple(cell for cell in self.cells if cell.is_row and cell.id is None)

    @property
    def existing(self) -> tuple[PlannedCell, ...]:
        """Cells of the grid that a row stands for; their fields are overwritten where the row has a value."""
        return tuple(cell for cell in self.cells if cell.is_row and cell.id is not None)

    @property
    def areas(self) -> tuple[PlannedCell, ...]:
        """Cells made on the way down that have no row of their own."""
        return tuple(cell for cell in self.cells if not cell.is_row and cell.id is None)


@dataclass(frozen=True, slots=True)
class GridBook:
    """What the plan needs to know: levels (id, name) from the top, cells (id, parent, level, name, code), units by
    every name, own fields, and the readings of a site's columns."""

    levels: Sequence[tuple[int, str]]
    cells: Iterable[tuple[Any, ...]]
    units: Mapping[str, int]
    fields: Sequence[FieldForm]
    readings: Mapping[str, SiteColumn]


def plan(book: GridBook, block: Block, columns: Sequence[BlockColumn], *, under_id: int | None = None) -> PastePlan:
    """Work out a block. Refusal when its heading row cannot be understood."""
    rows = rows_of(block, columns)
    if has_headings(block, columns) and not any(_names(row, len(book.levels)) for row in rows):
        names = "、".join(name for _, name in book.levels)
        raise Refusal("没有一列是网格的层级。", f"表头至少要有其中一个：{names}。")
    return _Planner(book, under_id).read(rows)


def _names(row: BlockRow, levels: int) -> bool:
    return any(row.values[f"level{place}"] for place in range(levels))


class _Planner:
    """Holds what is known of the grid while the rows are read one after the other."""

    def __init__(self, book: GridBook, under_id: int | None) -> None:
        self._book = book
        self._known: dict[Key, int] = {}
        self._alike: dict[tuple[int, str], list[int]] = {}  # cells of one level and name
        self._old: dict[int, tuple[int | None, int, str]] = {}
        self._codes: dict[str, int] = {}
        tops: list[int] = []
        for cell_id, parent_id, level_id, name, code in book.cells:
            self._known[parent_id, level_id, name] = cell_id
            self._alike.setdefault((level_id, name), []).append(cell_id)
            self._old[cell_id] = (parent_id, level_id, name)
            if parent_id is None:
                tops.append(cell_id)
            if code:
                self._codes[code] = cell_id
        self._places = {level_id: place for place, (level_id, _) in enumerate(book.levels)}
        self._under = under_id if under_id in self._old else None
        self._top = tops[0] if len(tops) == 1 else None
        self._cells: list[PlannedCell] = []
        self._at: dict[int, int] = {}  # existing cell -> place in _cells
        self._row_codes: dict[str, int] = {}  # code -> row

    def read(self, rows: Sequence[BlockRow]) -> PastePlan:
        problems: list[PasteProblem] = []
        stood: list[int] = []
        held = ["" for _ in self._book.levels]
        for row in rows:
            names = [clean_name(row.values[f"level{place}"]) for place in range(len(held))]
            first = next((place for place, name in enumerate(names) if name), None)
            if first is not None:
                held = [*held[:first], *names[first:]]
            try:
                if first is None:
                    raise Refusal(f"第 {row.number} 行没有任何一级的名称。", "请补上，或删去这一行。")
                stood.append(self._take(row, held))
            except Refusal as refusal:
                problems.append(PasteProblem(row.number, refusal.sentence, refusal.next_step))
        return PastePlan(tuple(self._cells), tuple(stood), tuple(problems))

    def _take(self, row: BlockRow, held: Sequence[str]) -> int:
        lowest = max(place for place, name in enumerate(held) if name)
        level_id, level = self._book.levels[lowest]
        for place, name in enumerate(held):
            if name:
                row.check(f"level{place}", why_no_name(name, "网格"))
        fields, values = self._fields(row), self._values(row, level_id, level)
        chain = [place for place, name in enumerate(held) if name]
        known = self._anchor(chain[0])
        spots: list[tuple[int, int | None]] = []  # level place, existing id or planned place
        above: int | None = known
        for place in chain:
            key = (above, self._book.levels[place][0], held[place])
            here = self._known.get(key)
            if place == chain[0] and here is None:
                here = self._alone(row, key, is_last=len(chain) == 1)
            spots.append((place, here))
            above = here if here is not None else -1_000_000 - place  # unknown: nothing below it is known either
        target = spots[-1][1]
        self._check_twice(row, target, held, lowest)
        self._check_code(row, fields.get("code", ""), target)
        return self._write(row, spots, held, known, fields, values)

    def _anchor(self, place: int) -> int | None:
        """Below which cell the first named one is looked for: the chosen area, else the only one at the top."""
        for cell_id in (self._under, self._top):
            if cell_id is not None and self._places[self._old[cell_id][1]] < place:
                return cell_id
        return None

    def _alone(self, row: BlockRow, key: Key, *, is_last: bool) -> int | None:
        """The one cell of that level and name in the grid (below the chosen area), or made by a row above."""
        _, level_id, name = key
        alike = self._alike.get((level_id, name), [])
        if self._under is not None:
            alike = [] if is_last else [cell_id for cell_id in alike if self._is_below(cell_id, self._under)]
        elif (root := self._known.get((None, level_id, name))) is not None:
            return root
        if len(alike) > 1:
            raise row.refuse(
                f"level{self._places[level_id]}",
                Refusal(f"有 {len(alike)} 个叫“{name}”的网格，不知道是哪一个。", "请加上它所属的上级各列。"),
            )
        return alike[0] if alike else None

    def _is_below(self, cell: int, area: int) -> bool:
        seen = 0
        above: int | None = cell
        while above is not None and seen <= len(self._old) + len(self._cells):
            if above == area:
                return True
            if above < 0:
                planned = self._cells[-1 - above]
                above = planned.parent_id if planned.parent is None else -1 - planned.parent
            else:
                above = self._old[above][0]
            seen += 1
        return False

    def _check_twice(self, row: BlockRow, target: int | None, held: Sequence[str], lowest: int) -> None:
        if target is None:
            return
        place = -1 - target if target < 0 else self._at.get(target)
        if place is not None and self._cells[place].is_row:
            earlier = self._cells[place].row
            raise row.refuse(
                f"level{lowest}", Refusal(f"“{held[lowest]}”和第 {earlier} 行是同一个网格。", "请删去其中一行。")
            )

    def _check_code(self, row: BlockRow, code: str, target: int | None) -> None:
        if not code:
            return
        if code in self._row_codes:
            raise row.refuse("code", Refusal(f"编号“{code}”和第 {self._row_codes[code]} 行重复。", "请换一个编号。"))
        owner = self._codes.get(code)
        if owner is not None and owner != target:
            name = self._old[owner][2]
            raise row.refuse("code", Refusal(f"编号“{code}”已经用于“{name}”。", "请换一个编号。"))
        self._row_codes[code] = row.number

    def _write(
        self,
        row: BlockRow,
        spots: Sequence[tuple[int, int | None]],
        held: Sequence[str],
        anchor: int | None,
        fields: Mapping[str, Any],
        values: Mapping[int, str],
    ) -> int:
        above = anchor
        place = -1
        for number, (level, here) in enumerate(spots):
            is_row = number == len(spots) - 1
            if here is None:
                place = self._add(row, level, held[level], above, is_row=is_row)
                above = -1 - place
            else:
                place = -1 - here if here < 0 else self._stand(here, row)
                above = here
        cell = self._cells[place]
        self._cells[place] = replace(cell, row=row.number, is_row=True, fields=dict(fields), values=dict(values))
        return place

    def _add(self, row: BlockRow, level: int, name: str, above: int | None, *, is_row: bool) -> int:
        level_id, word = self._book.levels[level]
        planned = above is not None and above < 0
        parent = -1 - above if planned and above is not None else None
        path = () if above is None else (*self._path(above),)
        twins = [cell_id for cell_id in self._alike.get((level_id, name), []) if cell_id >= 0]
        twin = self._path(twins[0])[:-1] if twins else ()
        self._cells.append(
            PlannedCell(
                None, parent, None if planned else above, level_id, word, name, path, row.number, is_row, twin=twin
            )
        )
        place = len(self._cells) - 1
        self._known[above, level_id, name] = -1 - place
        self._alike.setdefault((level_id, name), []).append(-1 - place)
        return place

    def _stand(self, cell_id: int, row: BlockRow) -> int:
        """The place of an existing cell in the plan."""
        if cell_id not in self._at:
            parent_id, level_id, name = self._old[cell_id]
            path = () if parent_id is None else self._path(parent_id)
            word = self._book.levels[self._places[level_id]][1]
            self._cells.append(PlannedCell(cell_id, None, parent_id, level_id, word, name, path, row.number, False))
            self._at[cell_id] = len(self._cells) - 1
        return self._at[cell_id]

    def _path(self, above: int) -> tuple[str, ...]:
        """The names from the top down to a cell, itself included."""
        if above < 0:
            cell = self._cells[-1 - above]
            return (*cell.path, cell.name)
        names: list[str] = []
        current: int | None = above
        while current is not None and len(names) <= len(self._old):
            current, _, name = self._old[current]
            names.append(name)
        return tuple(reversed(names))

    def _fields(self, row: BlockRow) -> dict[str, Any]:
        fields = {key: row.read(key, reading) for key, reading in self._book.readings.items() if row.values[key]}
        if row.values["unit"]:
            name = clean_name(row.values["unit"])
            if name not in self._book.units:
                raise row.refuse("unit", Refusal(f"没有叫“{name[:30]}”的单位。", "先在“组织”里添加这个单位。"))
            fields["unit_id"] = self._book.units[name]
        if fields.get("progress") is not None and "stage" not in fields:
            fields["stage"] = Stage.BUILDING
        return fields

    def _values(self, row: BlockRow, level_id: int, level: str) -> dict[int, str]:
        values: dict[int, str] = {}
        for form in self._book.fields:
            key = f"field:{form.id}"
            if row.values[key] and form.id is not None:
                row.check(key, why_not_at(form, level_id, level))
                try:
                    values[form.id] = read_value(form, row.values[key])
                except Refusal as refusal:
                    raise row.refuse(key, refusal) from None
        return values
