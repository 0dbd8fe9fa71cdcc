"""Actions of the grid: session in, changes through mapped objects, Refusal when a rule says no."""

from models.grid.actions.cells import (
    create_cell,
    delete_cells,
    ensure_cell,
    known_cells,
    move_cells,
    set_level,
    shift_cells,
    update_cell,
    update_cells,
)
from models.grid.actions.fields import change_cells, known_fields, set_fields, set_values
from models.grid.actions.levels import ensure_levels, known_levels, set_levels
from models.grid.actions.pairings import (
    create_pairing,
    delete_pairings,
    end_pairings,
    paste_pairings,
    shift_pairings,
    update_pairings,
)
from models.grid.actions.pasting import paste_cells, plan_paste

__all__ = [
    "change_cells",
    "create_cell",
    "create_pairing",
    "delete_cells",
    "delete_pairings",
    "end_pairings",
    "ensure_cell",
    "ensure_levels",
    "known_cells",
    "known_fields",
    "known_levels",
    "move_cells",
    "paste_cells",
    "paste_pairings",
    "plan_paste",
    "set_fields",
    "set_level",
    "set_levels",
    "set_values",
    "shift_cells",
    "shift_pairings",
    "update_cell",
    "update_cells",
    "update_pairings",
]
