"""Standards out of sheets: cells of a file, columns and tree found in them, held against the standard that is there."""
