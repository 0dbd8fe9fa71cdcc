"""Actions of standards: session in, changes through mapped objects, Refusal when a rule says no."""

from models.standard.actions.importing import LinesTaken, import_lines, import_standard, paste_indicators
from models.standard.actions.indicators import (
    create_indicator,
    delete_indicators,
    indent_indicators,
    move_indicators,
    outdent_indicators,
    shift_indicators,
    update_indicator,
    update_indicators,
)
from models.standard.actions.known import add_known_lines
from models.standard.actions.standards import create_standard, delete_standard, shift_standards, update_standard
from models.standard.actions.ties import (
    add_task,
    connect_tasks,
    link_indicators,
    set_link_kind,
    set_task_indicators,
    unlink,
)

__all__ = [
    "LinesTaken",
    "add_known_lines",
    "add_task",
    "connect_tasks",
    "create_indicator",
    "create_standard",
    "delete_indicators",
    "delete_standard",
    "import_lines",
    "import_standard",
    "indent_indicators",
    "link_indicators",
    "move_indicators",
    "outdent_indicators",
    "paste_indicators",
    "set_link_kind",
    "set_task_indicators",
    "shift_indicators",
    "shift_standards",
    "unlink",
    "update_indicator",
    "update_indicators",
    "update_standard",
]
