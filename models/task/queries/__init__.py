"""Reading the breakdown: the tree with its units, the matrix, findings, counts, one task in full; duties at cells."""

from models.task.queries.changes import Changed, changes_since
from models.task.queries.details import (
    AssignmentRow,
    PersonRow,
    TargetRow,
    TaskDetails,
    person_choices,
    task_details,
    task_history,
    unit_names,
)
from models.task.queries.duties import (
    DutyRow,
    ReachRow,
    cell_duties,
    duties,
    has_cells_by_hand,
    reach,
    reach_of_task,
    rule_rows,
    state_counts,
)
from models.task.queries.findings import Counts, Finding, counts, due_soon, findings
from models.task.queries.matrix import Matrix, MatrixUnit, matrix, matrix_of
from models.task.queries.people import PersonDuty, PersonLoad, Settled, person_loads, settled
from models.task.queries.plan import PhaseRow, campaign_targets, phases, targets
from models.task.queries.refs import UnitRef, cell_names
from models.task.queries.search import TaskHit, search
from models.task.queries.spots import Grid, grid_of
from models.task.queries.spread import (
    OfferRow,
    PreviewRow,
    RuleChanges,
    RuleRow,
    changes_of_rules,
    rule_changes,
    rule_preview,
    rules_of_campaign,
    rules_of_task,
)
from models.task.queries.tree import TaskRow, by_id, task_rows, task_tree, task_tree_again
from models.task.queries.units import UnitDuties, UnitHead, by_unit, task_counts, units_in_order

__all__ = [
    "AssignmentRow",
    "Changed",
    "Counts",
    "DutyRow",
    "Finding",
    "Grid",
    "Matrix",
    "MatrixUnit",
    "OfferRow",
    "PersonDuty",
    "PersonLoad",
    "PersonRow",
    "PhaseRow",
    "PreviewRow",
    "ReachRow",
    "RuleChanges",
    "RuleRow",
    "Settled",
    "TargetRow",
    "TaskDetails",
    "TaskHit",
    "TaskRow",
    "UnitDuties",
    "UnitHead",
    "UnitRef",
    "by_id",
    "by_unit",
    "campaign_targets",
    "cell_duties",
    "cell_names",
    "changes_of_rules",
    "changes_since",
    "counts",
    "due_soon",
    "duties",
    "findings",
    "grid_of",
    "has_cells_by_hand",
    "matrix",
    "matrix_of",
    "person_choices",
    "person_loads",
    "phases",
    "reach",
    "reach_of_task",
    "rule_changes",
    "rule_preview",
    "rule_rows",
    "rules_of_campaign",
    "rules_of_task",
    "search",
    "settled",
    "state_counts",
    "targets",
    "task_counts",
    "task_details",
    "task_history",
    "task_rows",
    "task_tree",
    "task_tree_again",
    "unit_names",
    "units_in_order",
]
