"""Words of attachments: what they hang on."""

from models.words import Labelled


class Holder(Labelled):
    """The tables whose records bear attachments in the window; the value is the table's name."""

    TASK = "task", "任务"
    CELL = "grid_cell", "网格"
