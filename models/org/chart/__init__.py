"""组织架构图: what the boxes say, where they stand (mm), the pages they are drawn on; paper and screen share it."""

from models.org.chart.nodes import BoxLine, ChartNode, Show, group_nodes, unit_nodes
from models.org.chart.parts import Part, parts_of
from models.org.chart.places import ChartBox, ChartLayout, Link
from models.org.chart.tree import Direction, lay_out

__all__ = [
    "BoxLine",
    "ChartBox",
    "ChartLayout",
    "ChartNode",
    "Direction",
    "Link",
    "Part",
    "Show",
    "group_nodes",
    "lay_out",
    "parts_of",
    "unit_nodes",
]
