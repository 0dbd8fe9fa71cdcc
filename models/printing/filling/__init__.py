"""A workbook of the office filled with the rows of a table paper: its layout stays, the places are named in it."""

from models.printing.filling.fill import fill_template
from models.printing.filling.pattern import sample_template

__all__ = ["fill_template", "sample_template"]
