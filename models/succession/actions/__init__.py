"""Actions on units with a day: session in, changes through mapped objects, Refusal when a rule says no."""

from models.succession.actions.merging import merge_units
from models.succession.actions.renaming import rename_unit
from models.succession.actions.splitting import Part, split_unit

__all__ = ["Part", "merge_units", "rename_unit", "split_unit"]
