"""A row of a workbook becomes many: what stands below moves down, and all that refers to it goes along."""

import copy
import re
from typing import Any

from openpyxl.formatting.formatting import ConditionalFormattingList
from openpyxl.formula import Tokenizer
from openpyxl.formula.tokenizer import Token
from openpyxl.worksheet.cell_range import CellRange, MultiCellRange

_PLACE = re.compile(r"(\$?[A-Z]{1,3}\$?)(\d+)(?::(\$?[A-Z]{1,3}\$?)(\d+))?")


def make_room(tab: Any, at: int, more: int) -> None:
    """Put `more` empty rows under row `at` of `tab`."""
    if more <= 0:
        return
    last, width = tab.max_row, tab.max_column
    heights = {row: copy.copy(found) for row, found in tab.row_dimensions.items() if row > at}
    if last > at:
        tab.move_range(CellRange(min_col=1, min_row=at + 1, max_col=width, max_row=last), rows=more)
    for area in tab.merged_cells.ranges:
        if area.min_row > at:
            area.shift(row_shift=more)
    for row in [row for row in tab.row_dimensions if row > at]:
        del tab.row_dimensions[row]
    for row, dimension in heights.items():
        dimension.index = row + more
        tab.row_dimensions[row + more] = dimension
    _stretch_rules(tab, at, more)
    _stretch_areas(tab, at, more)
    for other in tab.parent.worksheets:
        _rewrite_formulas(other, tab.title, at, more)


def stretched(area: str, at: int, more: int) -> str:
    """A1:D9 with its rows moved: those below `at` go down, an area over it grows."""

    def moved(found: re.Match[str]) -> str:
        first, row, second, end = found.groups()
        top = int(row) + (more if int(row) > at else 0)
        if second is None:
            return f"{first}{top}"
        return f"{first}{top}:{second}{int(end) + (more if int(end) >= at else 0)}"

    return _PLACE.sub(moved, area)


def _stretch_rules(tab: Any, at: int, more: int) -> None:
    for rule in tab.data_validations.dataValidation:
        rule.sqref = MultiCellRange(stretched(_as_areas(rule.sqref), at, more))
    old, new = tab.conditional_formatting, ConditionalFormattingList()
    for entry in old:
        for rule in entry.rules:
            new.add(stretched(_as_areas(entry.sqref), at, more), rule)
    tab.conditional_formatting = new


def _as_areas(cells: Any) -> str:
    """Also a single cell as an area, which can grow: A4:A4."""
    return " ".join(area.coord if ":" in area.coord else f"{area.coord}:{area.coord}" for area in cells.ranges)


def _stretch_areas(tab: Any, at: int, more: int) -> None:
    if tab.print_area:
        areas = [area.partition("!")[2] or area for area in str(tab.print_area).split(",")]
        tab.print_area = ",".join(stretched(area.replace("$", ""), at, more) for area in areas)
    if tab.auto_filter.ref:
        tab.auto_filter.ref = stretched(tab.auto_filter.ref, at, more)
    for table in tab.tables.values():
        table.ref = stretched(table.ref, at, more)
        if table.autoFilter is not None:
            table.autoFilter.ref = stretched(table.autoFilter.ref, at, more)
    for scope in (tab.parent.defined_names, tab.defined_names):
        for defined in scope.values():
            if _names(defined.attr_text or "", tab.title):
                defined.attr_text = stretched(defined.attr_text, at, more)


def _rewrite_formulas(tab: Any, title: str, at: int, more: int) -> None:
    """References to the moved rows follow them, a sum over the row takes in the new ones."""
    for (row, _), cell in tab._cells.items():
        if cell.data_type != "f" or not isinstance(cell.value, str) or (tab.title == title and row == at):
            continue
        tokens = Tokenizer(cell.value).items
        for token in tokens:
            if token.type == Token.OPERAND and token.subtype == Token.RANGE:
                prefix, mark, place = token.value.rpartition("!")
                if (not mark and tab.title == title) or (mark and _names(prefix + mark, title)):
                    token.value = f"{prefix}{mark}{stretched(place, at, more)}"
        cell.value = "=" + "".join(token.value for token in tokens)


def _names(reference: str, title: str) -> bool:
    return reference.startswith((f"{title}!", f"'{title.replace(chr(39), chr(39) * 2)}'!"))
