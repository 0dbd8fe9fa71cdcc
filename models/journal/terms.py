"""Words of the journal: what a step is."""

from enum import StrEnum


class StepKind(StrEnum):
    DO = "do"
    UNDO = "undo"
    REDO = "redo"
