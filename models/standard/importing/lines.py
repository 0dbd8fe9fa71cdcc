"""The lines of a standard in a sheet: an outline by numbers or indents, or a tree that stands in several columns."""

import re
from collections.abc import Sequence
from dataclasses import dataclass, replace

from models.errors import Refusal
from models.org.rules import clean_name
from models.standard.importing.grid import Cell, Grid, cell_name
from models.standard.importing.headings import ColumnAt, Columns, Field, columns_of, field_of
from models.standard.importing.line import Line, SheetLines
from models.standard.importing.numbers import Number, number_of, split_number
from models.standard.importing.tree import Mark, depths, parents_by_depth
from models.standard.importing.values import Values, values_of

_SUMS = re.compile(r"(?:合|总|小)计(?:[（(].*)?|总分")
_NOTES = re.compile(r"(?:注|备注|说明|填表说明|附注)\s*(?:\d+)?[：:.、]")
_SIDE = re.compile(r"附(?:件|表)\s*\d*[：:]?|表\s*\d+|单位[：:].*|填报.*|\d{4}年.*日|第\s*\d+\s*页.*")
_DATE = re.compile(r"\d{4}-\d\d-\d\d.*")
_LONGEST_NAME = 40  # of a paragraph; a longer one goes into the body
_OUTLINE_WIDTH = 2  # cells that rows of a table usually fill; fewer: every line is a text on its own


@dataclass(slots=True)
class _Item:
    """A line on its way: where its name stands, its number, how deep, its values."""

    row: int
    name: str
    number: Number | None
    mark: Mark
    values: Values
    depth: int = 0
    doubts: tuple[str, ...] = ()
    problems: tuple[str, ...] = ()


def read_sheet(grid: Grid, *, sheet_id: int = 1, place: str = "第 {} 行") -> SheetLines:
    """The lines of one sheet. Refusal when it has no column of names or no line."""
    columns = columns_of(grid)
    body = [row for row in range(columns.first, len(grid.rows)) if grid.filled(row) and not _is_aside(grid, row)]
    notes = [grid.at(row, column).text for row in body for column in grid.filled(row)[:1] if _is_note(grid, row)]
    body = [row for row in body if not _is_note(grid, row)]
    items = _of_columns(grid, body, columns) if len(columns.names) > 1 else _of_outline(grid, body, columns)
    if not items:
        raise Refusal("表头下面没有指标。", "请检查是不是选错了工作表。")
    lines = _checked([_line(item, index, place) for index, item in enumerate(items, 1)], items)
    title = next((text for text in columns.above if len(text) > 2 and not _SIDE.fullmatch(text)), "")
    return SheetLines(sheet_id, grid.title, title.replace("\n", ""), "\n".join(notes), tuple(lines), columns.unread)


def _is_aside(grid: Grid, row: int) -> bool:
    """Sums, and headings that are repeated on each page."""
    texts = [grid.at(row, column).text for column in grid.filled(row)]
    if any(_SUMS.fullmatch(re.sub(r"\s", "", text)) for text in texts[:2]):
        return True
    known = sum(field_of(text) is not None for text in texts)
    return known > 1 and known * 2 >= len(texts)


def _is_note(grid: Grid, row: int) -> bool:
    own = grid.filled(row)
    return len(own) == 1 and bool(_NOTES.match(grid.at(row, own[0]).text)) and row > 0


# ---- one column of names ------------------------------------------------------------------------------------


def _of_outline(grid: Grid, body: Sequence[int], columns: Columns) -> list[_Item]:
    name_at = columns.names[0].index
    numbers = columns.of(Field.NO)
    counts = sorted(len(grid.filled(row)) for row in body)
    is_table = bool(counts) and counts[len(counts) // 2] >= _OUTLINE_WIDTH
    levels = {one.index for one in columns.of(Field.LEVEL)}
    items: list[_Item] = []
    for row in body:
        values = values_of(grid, row, columns)
        own = grid.filled(row)
        cell = grid.at(row, name_at)
        own = [column for column in own if column not in levels]
        alone = len(own) == 1 and (is_table or grid.at(row, own[0]).wide > 1)
        if alone and own[0] <= name_at:
            head = grid.at(row, own[0])
            number, name = _parted(head.text, None)
            section = number is None
            items.append(_Item(row, name, number, Mark(number.form if number else "", 0, section), Values()))
            continue
        number = next((found for one in numbers if (found := _numbered(grid.at(row, one.index)))), None)
        if not cell.own and number is None:
            _go_on(items, values, grid, row, covered=bool(cell.text))
            continue
        number, name = _parted(cell.own, number)
        mark = Mark(number.form if number else "", cell.indent, has_values=values.says_something)
        if columns.is_text:
            if number is None and items and (len(name) > _LONGEST_NAME or name.endswith(("。", "；"))):
                items[-1].values.body.append(name)
                continue
            if len(name) > _LONGEST_NAME:
                values.body.append(name)
            name = _short(name)
        items.append(_Item(row, name, number, mark, values, problems=_why_not(grid, row, name_at, name)))
        items[-1].doubts = _doubts_of_number(grid, row, numbers)
    stated = columns.of(Field.LEVEL)
    levels_said = _stated_depths(grid, items, stated[0].index) if stated else None
    for item, depth in zip(items, levels_said or depths([item.mark for item in items]), strict=True):
        item.depth = depth
    return items


def _stated_depths(grid: Grid, items: Sequence[_Item], column: int) -> list[int] | None:
    """The depths that a column of levels (1, 2 …) states; None when it holds anything else."""
    texts = [grid.at(item.row, column).text for item in items]
    if not all(re.fullmatch(r"[1-9]", text) for text in texts):
        return None
    found: list[int] = []
    for text in texts:
        found.append(min(int(text) - 1, found[-1] + 1 if found else 0))
    return found


def _short(text: str) -> str:
    """A paragraph as the name of its line: without the full stop, a long one up to where its first clause ends."""
    if len(text) <= _LONGEST_NAME:
        return text.rstrip("。；;") or text
    found = re.match(r".{4,30}?(?=[，。；：,;:])", text)
    return found.group() if found else f"{text[:30]}…"


def _go_on(items: list[_Item], values: Values, grid: Grid, row: int, *, covered: bool) -> None:
    """A row without a name goes on with the line above it."""
    if values.is_empty:
        return
    if not items:
        items.append(_Item(row, "", None, Mark(), values, problems=(f"第 {row + 1} 行没有指标名称。",)))
        return
    items[-1].values.join(values)
    if not covered:
        items[-1].doubts += (f"第 {row + 1} 行没有指标名称，并到了这一行。",)


# ---- several columns of names -------------------------------------------------------------------------------


def _of_columns(grid: Grid, body: Sequence[int], columns: Columns) -> list[_Item]:
    names = columns.names
    numbered = _columns_of_numbers(grid, body, columns)
    items: list[_Item] = []
    open_names: list[str] = []  # the line we are in, level by level
    for row in body:
        values = values_of(grid, row, columns)
        made = 0
        for column in names:
            cell = grid.at(row, column.index)
            level = len(open_names)
            place = names.index(column)
            if not cell.own or (column is not names[-1] and open_names[place : place + 1] == [cell.text]):
                continue
            if place and cell.text == grid.at(row, names[place - 1].index).text and cell.wide > 1:
                continue
            del open_names[place:]
            open_names += [""] * (place - len(open_names)) + [cell.text]
            level = sum(1 for name in open_names if name) - 1
            no_at = numbered.get(column.index)
            number = _numbered(grid.at(row, no_at)) if no_at is not None else None
            number, name = _parted(cell.text, number)
            if column.is_text:
                if len(name) > _LONGEST_NAME:
                    values.body.insert(0, name)
                name = _short(name)
            items.append(_Item(row, name, number, Mark(), Values(), level))
            if no_at is not None:
                items[-1].doubts = _doubts_of_number(grid, row, [one for one in columns.read if one.index == no_at])
            made += 1
        if made:
            items[-1].values = values
        else:
            _go_on(items, values, grid, row, covered=True)
    return items


def _columns_of_numbers(grid: Grid, body: Sequence[int], columns: Columns) -> dict[int, int]:
    """Column of names → its column of numbers: of those right of the numbers the one with as many entries."""
    names = columns.names
    begins = {one.index: sum(bool(grid.at(row, one.index).own) for row in body) for one in names}
    found: dict[int, int] = {}
    for number in columns.of(Field.NO):
        right = [one for one in names if one.index > number.index] or list(names[-1:])
        count = sum(bool(grid.at(row, number.index).own) for row in body)
        best = min(right, key=lambda one: (abs(begins[one.index] - count), -one.index))
        found.setdefault(best.index, number.index)
    return found


# ---- both ---------------------------------------------------------------------------------------------------


def _numbered(cell: Cell) -> Number | None:
    text = cell.own.strip()
    if not text or _DATE.fullmatch(text) or cell.is_error:
        return None
    return number_of(text) or Number(clean_name(text)[:20], "digits")


def _parted(text: str, number: Number | None) -> tuple[Number | None, str]:
    """(number, name): a number in front of the name counts when no column holds it."""
    found, rest = split_number(text)
    if found is None or not rest or (number is not None and number.text.strip("（）()") != found.text.strip("（）()")):
        return number, clean_name(text)
    return number or found, clean_name(rest)


def _why_not(grid: Grid, row: int, column: int, name: str) -> tuple[str, ...]:
    if grid.at(row, column).is_error:
        return (f"{cell_name(row, column)} {grid.at(row, column).error}",)
    return () if name else (f"{cell_name(row, column)} 没有指标名称。",)


def _doubts_of_number(grid: Grid, row: int, numbers: Sequence[ColumnAt]) -> tuple[str, ...]:
    dates = [one for one in numbers if grid.at(row, one.index).is_date]
    return tuple(f"{cell_name(row, one.index)} 的编号成了日期，没有读，请补上编号。" for one in dates)


def _line(item: _Item, index: int, place: str) -> Line:
    values = item.values
    return Line(
        id=index,
        place=place.format(item.row + 1),
        name=item.name,
        no=item.number.text if item.number else "",
        depth=item.depth,
        body="\n".join(values.body),
        comparison=values.requirement.comparison,
        threshold=values.requirement.threshold,
        unit=values.requirement.unit,
        points=values.points,
        evidence="\n".join(values.evidence),
        note="\n".join(values.note),
        to_confirm=values.to_confirm,
        doubts=(*item.doubts, *values.doubts),
        problems=(*item.problems, *values.problems),
    )


def _checked(lines: Sequence[Line], items: Sequence[_Item]) -> list[Line]:
    """Lines hung under one another; a number that stands twice under one heading is a problem of the second."""
    parents = parents_by_depth([line.depth for line in lines])
    first: dict[tuple[int | None, str], Line] = {}
    found: list[Line] = []
    for line, parent in zip(lines, parents, strict=True):
        problems = line.problems
        other = first.setdefault((parent, line.no), line) if line.no else line
        if other is not line:
            problems += (f"编号“{line.no}”和{other.place}重复。",)
        found.append(replace(line, parent=None if parent is None else parent + 1, problems=problems))
    return found
