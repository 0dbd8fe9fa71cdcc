"""Words of editions: how a row of the breakdown may differ between two of them."""

from models.words import Labelled


class Turn(Labelled):
    """What became of a row; `mark` is a shape that says it without colour."""

    ADDED = "added", "新增"
    REMOVED = "removed", "删除"
    CHANGED = "changed", "修改"
    MOVED = "moved", "移动"

    @property
    def mark(self) -> str:
        return {"added": "＋", "removed": "－", "changed": "△", "moved": "↕"}[self.value]
