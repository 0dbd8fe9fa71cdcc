"""The rules of the breakdown: who leads, what is missing, how rows are numbered and moved. Pure functions."""

from models.task.overdue import is_overdue
from models.task.rules.checks import Issue, IssueKind, issues_of_task, why_unit_idle
from models.task.rules.leading import Duty, leading_units
from models.task.rules.numbering import chinese_number, number_of, sort_number
from models.task.rules.points import points_of_text, text_of_points
from models.task.rules.tree import (
    GAP,
    Placed,
    in_tree_order,
    position_between,
    roots_among,
    subtree_of,
    why_not_movable,
)
from models.task.rules.unit_names import UnitName, UnitNames, UnknownUnits, split_names

__all__ = [
    "GAP",
    "Duty",
    "Issue",
    "IssueKind",
    "Placed",
    "UnitName",
    "UnitNames",
    "UnknownUnits",
    "chinese_number",
    "in_tree_order",
    "is_overdue",
    "issues_of_task",
    "leading_units",
    "number_of",
    "points_of_text",
    "position_between",
    "roots_among",
    "sort_number",
    "split_names",
    "subtree_of",
    "text_of_points",
    "why_not_movable",
    "why_unit_idle",
]
