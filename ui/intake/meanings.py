"""What the columns of a table were taken for: chips over the sheet, and the menu to say otherwise."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Mapping
from functools import partial

from PySide6.QtWidgets import QMenu, QWidget

from models.intake.draft import Head, ReadTable
from models.intake.readers.columns import MEANING_LABELS
from models.intake.wishes import IGNORED
from ui.intake.grid import Grid, Place, place_of_cell
from ui.intake.sheet_paint import NOT_READ, Meaning

_DUTIES = ("label:牵头单位", "label:责任单位", "label:配合单位", "label:督导单位")
_PEOPLE = ("label:责任领导", "label:责任人", "label:联系人")
USUAL: Mapping[str, tuple[str, ...]] = {
    "breakdown": ("no", "group", "task", "detail", *_DUTIES, *_PEOPLE, "label:完成时限", "target", "note"),
    "ledger": (
        *("no", "area", "place", "problem", "kind", "found", *_DUTIES, "label:责任人", "measure"),
        *("label:完成时限", "status", "photo", "note"),
    ),
    "score_table": ("no", "group", "item", "content", "points", "criteria", "assessor", "label:责任单位", "note"),
    "targets": ("no", "group", "indicator", "measured", "base", "target", *_DUTIES[:3], "note"),
    "phases": ("no", "phase", "label:完成时限", "detail", *_DUTIES[:2], "note"),
    "contacts": ("no", "unit", "name", "post", "phone", "note"),
    "members": ("no", "role", "name", "post", "unit", "phone", "note"),
    "sites": ("no", "area", "place", "batch", "stage", "count", "note"),
}
ABOUT: Mapping[str, tuple[str, ...]] = {  # columns of the draft and the meanings their words come from
    "title": ("task", "detail"),
    "body": ("detail", "task"),
    "no": ("no",),
    "lead": ("label:牵头",),
    "responsible": ("label:责任单位", "label:责任", "label:主体"),
    "support": ("label:配合", "label:协"),
    "oversee": ("label:督", "label:验收"),
    "deadline": ("label:完成", "label:整改", "label:时", "label:期限"),
    "problem": ("problem",),
    "place": ("place", "area"),
    "measures": ("measure",),
    "status": ("status", "done"),
    "photos": ("photo",),
    "item": ("item", "content", "group"),
    "points": ("points",),
    "rules": ("criteria",),
    "unit": ("unit", "assessor"),
    "indicator": ("indicator", "target"),
    "value": ("target",),
    "name": ("name", "place", "phase", "unit"),
    "who": ("name",),
    "role": ("role",),
    "post": ("post",),
    "phone": ("phone",),
    "area": ("area",),
    "stage": ("stage",),
    "batch": ("batch",),
    "time": ("label:完成", "label:时"),
}


def words_of(meaning: str) -> str:
    """A meaning as the clerk reads it."""
    if not meaning or meaning == IGNORED:
        return NOT_READ
    return MEANING_LABELS.get(meaning) or meaning.removeprefix("label:")


def tables_in(grid: Grid, tables: Iterable[ReadTable]) -> tuple[ReadTable, ...]:
    """The read tables that stand in a grid, from top to bottom."""
    found = [(place, table) for table in tables if (place := grid.place_of(table.first)) is not None]
    return tuple(table for _, table in sorted(found, key=lambda pair: pair[0]))


def table_at(grid: Grid, tables: Iterable[ReadTable], row: int) -> ReadTable | None:
    """The table to which a row of the grid belongs: the last one that begins above it, else the first."""
    own = tables_in(grid, tables)
    above = [table for table in own if (grid.place_of(table.first) or (0, 0))[0] <= row]
    return above[-1] if above else (own[0] if own else None)


def column_of(grid: Grid, table: ReadTable, head: Head) -> int:
    """The column of the grid under a heading, from 1."""
    place = place_of_cell(head.spot.cell) if head.spot.cell else None
    if place is not None:
        return place[1]
    if grid.numbers:
        return head.column + 1
    first = place_of_cell(table.first.cell)
    return (first[1] if first is not None else 1) + head.column


def chips_of(grid: Grid, table: ReadTable) -> dict[int, Meaning]:
    """The chips of a table's columns."""
    return {
        column_of(grid, table, head): Meaning(
            words_of(head.meaning) if table.read_as else NOT_READ,
            bool(head.meaning) and head.meaning != IGNORED and bool(table.read_as),
        )
        for head in table.heads
    }


def head_rows(grid: Grid, table: ReadTable) -> frozenset[int]:
    """The rows in which the headings stand, merged ones whole."""
    rows: set[int] = set()
    for head in table.heads:
        place = grid.place_of(head.spot)
        if place is not None:
            top, _, bottom, _ = grid.merge_at(*place)
            rows.update(range(top, bottom + 1))
    return frozenset(rows)


def head_at(grid: Grid, table: ReadTable, column: int) -> Head | None:
    """The heading of a column of the grid."""
    return next((head for head in table.heads if column_of(grid, table, head) == column), None)


def cell_for(grid: Grid, table: ReadTable, key: str, place: Place) -> Place:
    """The cell of the row at `place` from which a field of the draft comes; `place` when no column tells."""
    for wanted in ABOUT.get(key, ()):
        for head in table.heads:
            if head.meaning.startswith(wanted) if ":" in wanted else head.meaning == wanted:
                return place[0], column_of(grid, table, head)
    return place


def cell_naming(grid: Grid, place: Place, name: str) -> Place | None:
    """The cell of a row in which a name stands."""
    for column in grid.columns:
        top, left, _, _ = grid.merge_at(place[0], column)
        if name in grid.text(top, left):
            return place[0], column
    return None


def open_menu(parent: QWidget, table: ReadTable, head: Head, chosen: Callable[[str], object]) -> QMenu:
    """The menu of a column's meanings: what tables of this kind usually hold, then the rest; 不读 last."""
    menu = QMenu(parent)
    menu.setAccessibleName(f"“{head.heading}”一列的含义")
    usual = USUAL.get(table.read_as, USUAL["breakdown"])
    for meaning in usual:
        _add(menu, meaning, head, chosen)
    more = menu.addMenu("其他含义")
    for meaning in MEANING_LABELS:
        if meaning not in usual and meaning != IGNORED:
            _add(more, meaning, head, chosen)
    menu.addSeparator()
    _add(menu, IGNORED, head, chosen)
    return menu


def _add(menu: QMenu, meaning: str, head: Head, chosen: Callable[[str], object]) -> None:
    action = menu.addAction("不读这一列" if meaning == IGNORED else words_of(meaning), partial(chosen, meaning))
    action.setData(meaning)
    action.setCheckable(True)
    action.setChecked(meaning == (head.meaning or IGNORED))
