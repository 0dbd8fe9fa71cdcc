"""What was done, as plain rows. Nothing of the database library is loaded here: the first page is shown without it."""

from dataclasses import dataclass
from datetime import datetime
from enum import StrEnum

from models.errors import Refusal


class StepKind(StrEnum):
    """What a step is."""

    DO = "do"
    UNDO = "undo"
    REDO = "redo"


@dataclass(frozen=True, slots=True)
class StepRow:
    """One step: its number, UTC time, who, what, how many rows."""

    seq: int
    at: datetime
    operator: str
    title: str
    kind: StepKind
    rows: int
    hash: str


@dataclass(frozen=True, slots=True)
class FieldChange:
    """One field of one record in one step; `record` is the record's name then, texts are as people read them."""

    seq: int
    table: str
    row_id: int
    table_label: str
    record: str
    field: str
    before: str
    after: str


@dataclass(frozen=True, slots=True)
class Turn:
    """What undo and redo would do now: titles, or None; `wall` is the step past which nothing is undone any more."""

    undo: str | None = None
    redo: str | None = None
    wall: str | None = None

    @property
    def why_no_undo(self) -> Refusal:
        """The sentence where there is nothing to undo: which step stands before it, if one does."""
        if self.wall is None:
            return Refusal("没有可以撤销的步骤。")
        way_out = "印发有误时，可以在“版次”里撤回。" if self.wall.startswith("印发") else ""
        return Refusal(f"已{self.wall}，之前的步骤不能再撤销。", way_out)
