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
from models.grid.actions.fields import change_cells, field_losses, known_fields, set_fields, set_values
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
from models.grid.actions.roles import set_levels_and_roles, set_roles
from models.grid.actions.watches import (
    add_watch,
    add_watches,
    clear_watchers,
    copy_down,
    delete_watches,
    end_watches,
    set_watchers,
    swap_watcher,
    update_watch,
    update_watches,
)

__all__ = [
    "add_watch",
    "add_watches",
    "change_cells",
    "clear_watchers",
    "copy_down",
    "create_cell",
    "create_pairing",
    "delete_cells",
    "delete_pairings",
    "delete_watches",
    "end_pairings",
    "end_watches",
    "ensure_cell",
    "ensure_levels",
    "field_losses",
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
    "set_levels_and_roles",
    "set_roles",
    "set_values",
    "set_watchers",
    "shift_cells",
    "shift_pairings",
    "swap_watcher",
    "update_cell",
    "update_cells",
    "update_pairings",
    "update_watch",
    "update_watches",
]
