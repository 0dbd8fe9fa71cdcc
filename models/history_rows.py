"""What was done, as plain rows. Nothing of the database library is loaded here: the first page is shown without it."""

from dataclasses import dataclass
from datetime import datetime
from enum import StrEnum


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
    """What undo and redo would do now: titles, or None."""

    undo: str | None
    redo: str | None
