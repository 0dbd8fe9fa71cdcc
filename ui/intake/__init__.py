"""The page 导入: a document is read, checked row by row beside its source, and written as one step."""
