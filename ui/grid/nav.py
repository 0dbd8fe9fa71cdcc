"""The left tree of the page 网格: everything, and the areas with the number of their places."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from typing import Any

from models.grid.queries import CellRow
from ui.tables.nav import NavTree

ALL = "all"


@dataclass(frozen=True, slots=True)
class NavRow:
    """An entry of the left tree: everything (its id is a word), or an area."""

    id: Any
    parent_id: Any
    text: str
    note: str


def make_nav() -> NavTree:
    """The tree, empty."""
    nav = NavTree(_text, _note, strong=_is_all, name="grid.nav")
    nav.setAccessibleName("网格树")
    nav.set_draggable(True)
    return nav


def nav_rows(areas: Sequence[CellRow], lowest: str, places: int) -> tuple[NavRow, ...]:
    """All places of the lowest level, then the areas."""
    listed = [NavRow(row.id, row.parent_id, row.name, str(row.sites) if row.sites else "") for row in areas]
    return (NavRow(ALL, None, f"全部{lowest}", str(places)), *listed)


def _text(row: NavRow) -> str:
    return row.text


def _note(row: NavRow) -> str:
    return row.note


def _is_all(row: NavRow) -> bool:
    return row.id == ALL
