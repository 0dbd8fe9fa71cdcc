"""设置: the operator, the look, the data file with its backups, checks, and what the program is made of."""
