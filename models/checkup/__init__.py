"""体检: what the organisation, the grid and the breakdown still lack."""
