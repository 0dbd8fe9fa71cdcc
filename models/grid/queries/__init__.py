"""Queries of the grid: session in, frozen rows out."""

from models.grid.queries.cells import cell_again, cells, levels, sites
from models.grid.queries.fields import FieldRow, cell_fields, cell_values
from models.grid.queries.pairings import PairingRow, pairings
from models.grid.queries.rows import CellRow, LevelRow

__all__ = [
    "CellRow",
    "FieldRow",
    "LevelRow",
    "PairingRow",
    "cell_again",
    "cell_fields",
    "cell_values",
    "cells",
    "levels",
    "pairings",
    "sites",
]
