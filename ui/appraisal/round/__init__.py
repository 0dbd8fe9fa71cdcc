"""考核期: rounds, their score sheet, proposals, objections, ranking, and how each figure came about."""
