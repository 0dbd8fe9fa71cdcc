"""Workbooks (.xlsx, .xlsm): the one reader of cells, streamed and bounded; nothing in them is run."""
