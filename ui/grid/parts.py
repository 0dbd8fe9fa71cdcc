"""What the page 网格 can show in its middle, as data: a new view is one entry of VIEWS and a GridPart."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from datetime import date
from typing import TYPE_CHECKING

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QWidget

from models.errors import Refusal
from models.grid.queries import CellRow, LevelRow
from models.grid.queries.watch_rows import DutyBoard
from ui.org.books import UnitBook
from ui.printing.wish import PrintWish

if TYPE_CHECKING:
    from ui.page import Page


NOBODY = DutyBoard()


@dataclass(frozen=True, slots=True)
class Grid:
    """The grid as it was read once for all views, as of `day`; `locked` says why it can only be looked at."""

    levels: tuple[LevelRow, ...]
    cells: tuple[CellRow, ...]
    units: UnitBook
    day: date
    board: DutyBoard = NOBODY
    locked: Refusal | None = None


class GridPart(QWidget):
    """A view of the grid. It is made when it is first chosen; `set_grid` comes with every reload while it is shown,
    `set_area` with every choice in the tree (None: the whole grid)."""

    current_changed = Signal(object)  # cell id: the inspector shows it (None: the area of the tree)
    opened = Signal(object)  # cell id: go there in the tree
    counted = Signal()  # `count_words` are others now
    levels_requested = Signal()  # the form of levels and roles
    duty_written = Signal()  # watches were changed: read them again, not the whole grid

    filter_hint = "筛选…"

    def set_grid(self, grid: Grid) -> None:
        """The whole grid as it is now; may read more from `page.store`."""
        raise NotImplementedError

    def set_area(self, area: CellRow | None) -> None:
        """Show what lies below an area; None for all."""
        raise NotImplementedError

    def set_filter(self, text: str) -> None:
        """Only what holds these words."""

    def set_only(self, cell_ids: frozenset[int] | None) -> None:
        """Only these cells (缺责任人, 超负荷); None for all."""

    def select(self, cell_id: int) -> None:
        """Put the cursor on a cell."""

    def print_wish(self) -> PrintWish | None:
        """The paper of what is shown; None for the usual one of the grid."""
        return None

    def count_words(self) -> str:
        """What stands small behind the title."""
        return ""


@dataclass(frozen=True, slots=True)
class ViewSpec:
    """An entry of the switch in the head. `make` imports and builds the view."""

    key: str
    text: str
    make: Callable[[Page], GridPart]


def _duty(page: Page) -> GridPart:
    from ui.grid.duty_view import DutyPart

    return DutyPart(page)


def _map(page: Page) -> GridPart:
    from ui.grid.map_part import MapPart

    return MapPart(page)


def _pairings(page: Page) -> GridPart:
    from ui.grid.pairings_view import PairingsPart

    return PairingsPart(page)


CELLS = ("cells", "点位")  # the table of places, always there
VIEWS: tuple[ViewSpec, ...] = (
    ViewSpec("duty", "责任", _duty),
    ViewSpec("map", "示意图", _map),
    ViewSpec("pairings", "结对挂钩", _pairings),
)
