"""Words of attachments: what they hang on."""

from models.words import Labelled


class Holder(Labelled):
    """The tables whose records bear attachments; the value is the table's name."""

    TASK = "task", "任务"
    CELL = "grid_cell", "网格"

    @property
    def mark(self) -> str:
        """How the command line calls it."""
        return "task" if self is Holder.TASK else "cell"
