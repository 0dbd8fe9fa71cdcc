"""Readers of single fields in a piece of text: units, people, times, targets, places. Blind to the file format."""
