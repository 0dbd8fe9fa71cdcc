"""Where: levels and the cells of the grid, down to the single market."""
