"""Queries of the grid: session in, frozen rows out."""

from models.grid.queries.cells import cell_again, cells, levels, sites
from models.grid.queries.rows import CellRow, LevelRow

__all__ = ["CellRow", "LevelRow", "cell_again", "cells", "levels", "sites"]
