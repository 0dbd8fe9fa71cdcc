"""The left list of the view 办法: schemes by their newest version, those before it below, with their states."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

from PySide6.QtWidgets import QWidget

from models.appraisal.rows import SchemeRow
from models.appraisal.terms import SchemeState
from ui.tables.nav import NavTree

_ICONS = {
    SchemeState.DRAFT: "pencil-outline",
    SchemeState.IN_FORCE: "check-circle-outline",
    SchemeState.ENDED: "archive-outline",
}


@dataclass(frozen=True, slots=True)
class NavRow:
    """A version; an older one stands below the newest of its scheme."""

    id: int
    parent_id: int | None
    row: SchemeRow


class SchemeNav(NavTree):
    """Insert and Delete act on schemes; the view does it."""

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(_text, _note, _icon, strong=_is_newest, name="appraisal.schemes", parent=parent)
        self.setAccessibleName("考核办法")

    def show_schemes(self, rows: Sequence[SchemeRow]) -> None:
        """Take the versions: by scheme, the newest first."""
        newest: dict[str, int] = {}
        family = _families(rows)
        found = [NavRow(row.id, _above(row, family[row.id], newest), row) for row in rows]
        self.set_rows(tuple(found))


def _families(rows: Sequence[SchemeRow]) -> dict[int, str]:
    """Versions made from one another bear one mark: the id of the first of them."""
    origin = {row.id: row.origin_id for row in rows}
    found: dict[int, str] = {}
    for row_id in origin:
        first = row_id
        while (above := origin.get(first)) is not None and above in origin:
            first = above
        found[row_id] = str(first)
    return found


def _above(row: SchemeRow, family: str, newest: dict[str, int]) -> int | None:
    above = newest.get(family)
    if above is None:
        newest[family] = row.id
    return above


def _text(row: NavRow) -> str:
    return row.row.name if row.parent_id is None else f"第{row.row.number}版"


def _note(row: NavRow) -> str:
    number = f"第{row.row.number}版 " if row.parent_id is None and row.row.number > 1 else ""
    return f"{number}{row.row.state.label}"


def _icon(row: NavRow) -> str:
    return _ICONS[row.row.state]


def _is_newest(row: NavRow) -> bool:
    return row.parent_id is None
