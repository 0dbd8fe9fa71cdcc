"""Changing the appraisal: schemes while they are drafts, their groups, components, criteria; rounds, entries."""

from models.appraisal.actions.criteria import (
    add_criterion,
    delete_criteria,
    indent_criteria,
    move_criteria,
    outdent_criteria,
    set_rule,
    set_scope,
    shift_criteria,
    update_criteria,
)
from models.appraisal.actions.entries import add_entry, decide, delete_entries, set_value, update_entries
from models.appraisal.actions.entry_list import paste_entries
from models.appraisal.actions.groups import (
    add_component,
    add_group,
    delete_components,
    delete_groups,
    rename_group,
    set_members,
    shift_components,
    shift_groups,
    update_component,
)
from models.appraisal.actions.importing import import_scheme
from models.appraisal.actions.objections import (
    add_objection,
    answer_objection,
    delete_objections,
    update_objection,
)
from models.appraisal.actions.proposals import propose
from models.appraisal.actions.publishing import lock_round, post_round, withdraw_round
from models.appraisal.actions.rescheming import change_round
from models.appraisal.actions.rounds import (
    add_part,
    admit,
    create_round,
    delete_part,
    delete_round,
    exempt,
    set_checked,
    update_part,
    update_round,
)
from models.appraisal.actions.schemes import (
    create_scheme,
    delete_scheme,
    end_scheme,
    new_version,
    put_in_force,
    set_bands,
    update_scheme,
)
from models.appraisal.actions.ties import set_ties

__all__ = [
    "add_component",
    "add_criterion",
    "add_entry",
    "add_group",
    "add_objection",
    "add_part",
    "admit",
    "answer_objection",
    "change_round",
    "create_round",
    "create_scheme",
    "decide",
    "delete_components",
    "delete_criteria",
    "delete_entries",
    "delete_groups",
    "delete_objections",
    "delete_part",
    "delete_round",
    "delete_scheme",
    "end_scheme",
    "exempt",
    "import_scheme",
    "indent_criteria",
    "lock_round",
    "move_criteria",
    "new_version",
    "outdent_criteria",
    "paste_entries",
    "post_round",
    "propose",
    "put_in_force",
    "rename_group",
    "set_bands",
    "set_checked",
    "set_members",
    "set_rule",
    "set_scope",
    "set_ties",
    "set_value",
    "shift_components",
    "shift_criteria",
    "shift_groups",
    "update_component",
    "update_criteria",
    "update_entries",
    "update_objection",
    "update_part",
    "update_round",
    "update_scheme",
    "withdraw_round",
]
