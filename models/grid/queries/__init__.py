"""Queries of the grid: session in, frozen rows out."""

from models.grid.queries.cells import cells, levels, search_cells, sites, stage_counts
from models.grid.queries.rows import CellRow, LevelRow, StageCount

__all__ = ["CellRow", "LevelRow", "StageCount", "cells", "levels", "search_cells", "sites", "stage_counts"]
