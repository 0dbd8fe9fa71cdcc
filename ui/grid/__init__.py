"""The page 网格: levels, areas and places."""
