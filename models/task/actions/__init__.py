"""Changing the breakdown: tasks and their place in the tree, units and people in their roles, cells,
the plan, duties at cells of the grid and the rules that make them."""

from models.task.actions.at_cells import DutyEdit, assign_cell, delete_duties, set_duties, set_duty_cells
from models.task.actions.bulk import insert_tasks, set_field
from models.task.actions.cells import TABLE_COLUMNS, paste_block, paste_table, set_cells
from models.task.actions.duties import set_people, set_role_in_cells, set_roles, set_units
from models.task.actions.handing import change_roles, hand_over, hand_to_person, set_holders
from models.task.actions.moving_days import move_deadlines
from models.task.actions.plan import (
    add_phase,
    add_target,
    delete_phases,
    delete_targets,
    move_phase,
    paste_phases,
    paste_targets,
    update_phase,
    update_target,
)
from models.task.actions.recounting import outdated_spans, recount_spans
from models.task.actions.spreading import Applied, add_rule, apply_rule, apply_rules, change_rule, delete_rules
from models.task.actions.tasks import add_task, delete_tasks, renumber_tasks, update_task, update_tasks
from models.task.actions.tree import indent_tasks, move_tasks, outdent_tasks, shift_tasks
from models.task.actions.writer import CellEdit

__all__ = [
    "TABLE_COLUMNS",
    "Applied",
    "CellEdit",
    "DutyEdit",
    "add_phase",
    "add_rule",
    "add_target",
    "add_task",
    "apply_rule",
    "apply_rules",
    "assign_cell",
    "change_roles",
    "change_rule",
    "delete_duties",
    "delete_phases",
    "delete_rules",
    "delete_targets",
    "delete_tasks",
    "hand_over",
    "hand_to_person",
    "indent_tasks",
    "insert_tasks",
    "move_deadlines",
    "move_phase",
    "move_tasks",
    "outdated_spans",
    "outdent_tasks",
    "paste_block",
    "paste_phases",
    "paste_table",
    "paste_targets",
    "recount_spans",
    "renumber_tasks",
    "set_cells",
    "set_duties",
    "set_duty_cells",
    "set_field",
    "set_holders",
    "set_people",
    "set_role_in_cells",
    "set_roles",
    "set_units",
    "shift_tasks",
    "update_phase",
    "update_target",
    "update_task",
    "update_tasks",
]
