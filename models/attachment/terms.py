"""Words of attachments: what they hang on."""

from models.words import Labelled


class Holder(Labelled):
    """The tables whose records bear attachments; the value is the table's name."""

    TASK = "task", "任务"
    CELL = "grid_cell", "网格"
    ENTRY = "entry", "考核记分"

    @property
    def mark(self) -> str:
        """How the command line calls it."""
        return {Holder.TASK: "task", Holder.CELL: "cell"}.get(self, self.value)
