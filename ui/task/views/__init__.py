"""The views of the page 任务, in the order of its switch."""

from ui.task.views.as_matrix import AsMatrix
from ui.task.views.as_plan import AsPlan
from ui.task.views.as_table import AsTable
from ui.task.views.base import Room, Scope, TaskView
from ui.task.views.by_cell import ByCell
from ui.task.views.by_deadline import ByDeadline
from ui.task.views.by_person import ByPerson
from ui.task.views.by_unit import ByUnit

VIEWS: tuple[type[TaskView], ...] = (AsTable, AsMatrix, ByUnit, ByPerson, ByCell, ByDeadline, AsPlan)

__all__ = [
    "VIEWS",
    "AsMatrix",
    "AsPlan",
    "AsTable",
    "ByCell",
    "ByDeadline",
    "ByPerson",
    "ByUnit",
    "Room",
    "Scope",
    "TaskView",
]
