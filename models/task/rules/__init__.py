"""The rules of the breakdown: who leads, what is missing, how rows are numbered and moved. Pure functions."""

from models.task.overdue import is_overdue
from models.task.rules.bulk import ListChange, changed_list
from models.task.rules.checks import Issue, IssueKind, issues_of_task, why_unit_idle
from models.task.rules.duties import (
    Reach,
    StateCounts,
    count_states,
    day_of_text,
    done_day,
    reach_of,
    state_of_text,
    why_not_done_on,
)
from models.task.rules.leading import Duty, leading_units
from models.task.rules.numbering import chinese_number, number_of, sort_number
from models.task.rules.points import points_of_text, text_of_points
from models.task.rules.replacing import Replaced, Wanted, replaced, why_not_sought
from models.task.rules.spread import (
    Differences,
    Held,
    Share,
    Spot,
    Spread,
    carrier_of,
    differences,
    named_cells,
    shares_of,
    spread_words,
    why_no_spread,
    within,
)
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
    "Differences",
    "Duty",
    "Held",
    "Issue",
    "IssueKind",
    "ListChange",
    "Placed",
    "Reach",
    "Replaced",
    "Share",
    "Spot",
    "Spread",
    "StateCounts",
    "UnitName",
    "UnitNames",
    "UnknownUnits",
    "Wanted",
    "carrier_of",
    "changed_list",
    "chinese_number",
    "count_states",
    "day_of_text",
    "differences",
    "done_day",
    "in_tree_order",
    "is_overdue",
    "issues_of_task",
    "leading_units",
    "named_cells",
    "number_of",
    "points_of_text",
    "position_between",
    "reach_of",
    "replaced",
    "roots_among",
    "shares_of",
    "sort_number",
    "split_names",
    "spread_words",
    "state_of_text",
    "subtree_of",
    "text_of_points",
    "why_no_spread",
    "why_not_done_on",
    "why_not_movable",
    "why_not_sought",
    "why_unit_idle",
    "within",
]
