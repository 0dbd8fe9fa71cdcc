"""What the breakdown offers to print: the 责任分解表 by task, unit, person, cell and deadline; the 目标责任书."""

from models.task.papers.breakdown import breakdown, unit_breakdowns, view_parts, view_sheets
from models.task.papers.offer import OFFERS
from models.task.papers.options import (
    CHOICES,
    COLUMNS,
    LEAD_NOTES,
    BreakdownColumn,
    BreakdownOptions,
    Split,
    View,
    usual_title,
)
from models.task.papers.sheets import Base, sheet_of_rows, unit_sheets_of_rows
from models.task.papers.views import Material, sheets_of

__all__ = [
    "CHOICES",
    "COLUMNS",
    "LEAD_NOTES",
    "OFFERS",
    "Base",
    "BreakdownColumn",
    "BreakdownOptions",
    "Material",
    "Split",
    "View",
    "breakdown",
    "sheet_of_rows",
    "sheets_of",
    "unit_breakdowns",
    "unit_sheets_of_rows",
    "usual_title",
    "view_parts",
    "view_sheets",
]
