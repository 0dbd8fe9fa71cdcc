"""What the breakdown offers to print: the 责任分解表 of the whole campaign or of each unit."""

from models.task.papers.breakdown import (
    CHOICES,
    COLUMNS,
    LEAD_NOTES,
    BreakdownColumn,
    BreakdownOptions,
    View,
    breakdown,
    unit_breakdowns,
    usual_title,
)
from models.task.papers.offer import OFFERS

__all__ = [
    "CHOICES",
    "COLUMNS",
    "LEAD_NOTES",
    "OFFERS",
    "BreakdownColumn",
    "BreakdownOptions",
    "View",
    "breakdown",
    "unit_breakdowns",
    "usual_title",
]
