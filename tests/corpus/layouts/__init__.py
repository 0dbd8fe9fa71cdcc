"""How the papers are written: numbering, labels, brackets, padding, tables; each choice drawn from the seed."""
