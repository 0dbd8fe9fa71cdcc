"""Keeping the file safe from the command line: history, check, backup, restore, password."""
