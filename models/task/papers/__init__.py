"""What the breakdown offers to print: the 责任分解表 of the whole campaign or of each unit."""

from models.task.papers.breakdown import breakdown, unit_breakdowns
from models.task.papers.offer import OFFERS
from models.task.papers.options import (
    CHOICES,
    COLUMNS,
    LEAD_NOTES,
    BreakdownColumn,
    BreakdownOptions,
    View,
    usual_title,
)
from models.task.papers.sheets import sheet_of_rows, unit_sheets_of_rows

__all__ = [
    "CHOICES",
    "COLUMNS",
    "LEAD_NOTES",
    "OFFERS",
    "BreakdownColumn",
    "BreakdownOptions",
    "View",
    "breakdown",
    "sheet_of_rows",
    "unit_breakdowns",
    "unit_sheets_of_rows",
    "usual_title",
]
