"""The page 任务: the breakdown as a table, as a matrix, and its plan (phases, targets)."""
