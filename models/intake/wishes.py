"""What the clerk (or the office's habit) tells the reader beforehand: the kind, what columns mean, names of units."""

from dataclasses import dataclass

from models.intake.draft import Kind

IGNORED = "none"  # a column that is not read


@dataclass(frozen=True, slots=True)
class ColumnWish:
    """In tables of this layout (ReadTable.layout) the column under `heading` means `meaning` (as in Head.meaning)."""

    layout: str
    heading: str
    meaning: str


@dataclass(frozen=True, slots=True)
class Wishes:
    """`kind` None lets the reader propose it; `units` is the unit dictionary: all names, short and former ones too."""

    kind: Kind | None = None
    columns: tuple[ColumnWish, ...] = ()
    units: tuple[str, ...] = ()


NONE = Wishes()
