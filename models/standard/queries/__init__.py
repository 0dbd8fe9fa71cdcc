"""Reading standards: the standards, the tree of their indicators, links between two of them, tasks that serve them."""

from models.standard.queries.figures import CoverageRow, coverage
from models.standard.queries.rows import IndicatorRow, LinkRow, ServingTask, StandardRow, TaskIndicatorRow
from models.standard.queries.ties import indicator_choices, indicators_of_task, task_choices
from models.standard.queries.tree import bare_indicators, indicators, standards

__all__ = [
    "CoverageRow",
    "IndicatorRow",
    "LinkRow",
    "ServingTask",
    "StandardRow",
    "TaskIndicatorRow",
    "bare_indicators",
    "coverage",
    "indicator_choices",
    "indicators",
    "indicators_of_task",
    "standards",
    "task_choices",
]
