"""What the breakdown offers to print: the 责任分解表 by task, unit, person, cell and deadline; the 目标责任书;
the 资料清单."""

from models.task.papers import files, offer
from models.task.papers.breakdown import breakdown, unit_breakdowns, view_pieces, view_sheets
from models.task.papers.options import (
    CHOICES,
    COLUMNS,
    LEAD_NOTES,
    BreakdownColumn,
    BreakdownOptions,
    Split,
    View,
    Who,
    usual_title,
)
from models.task.papers.sheets import Base
from models.task.papers.views import Material, Piece, part_word, sheets_of, usual_columns

OFFERS = (*offer.OFFERS, *files.OFFERS)

__all__ = [
    "CHOICES",
    "COLUMNS",
    "LEAD_NOTES",
    "OFFERS",
    "Base",
    "BreakdownColumn",
    "BreakdownOptions",
    "Material",
    "Piece",
    "Split",
    "View",
    "Who",
    "breakdown",
    "part_word",
    "sheets_of",
    "unit_breakdowns",
    "usual_columns",
    "usual_title",
    "view_pieces",
    "view_sheets",
]
