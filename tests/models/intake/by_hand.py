"""Sheets built by hand for tests of the readers of tables."""

from collections.abc import Sequence

from models.intake.draft import Draft
from models.intake.reading import read_source
from models.intake.source import Sheet, SheetPicture, Source
from models.intake.wishes import NONE, Wishes


def sheet(
    rows: Sequence[Sequence[str]],
    *merges: tuple[int, int, int, int],
    name: str = "Sheet1",
    hidden_rows: Sequence[int] = (),
    hidden_columns: Sequence[int] = (),
    pictures: Sequence[tuple[int, int, str]] = (),
) -> Sheet:
    """A sheet of these rows, filled up to one width."""
    width = max((len(row) for row in rows), default=0)
    return Sheet(
        name,
        tuple((*row, *("",) * (width - len(row))) for row in rows),
        merges,
        frozenset(hidden_rows),
        frozenset(hidden_columns),
        (),
        tuple(SheetPicture(*picture) for picture in pictures),
    )


def read(*sheets: Sheet, wishes: Wishes = NONE) -> Draft:
    """What is read in a workbook of these sheets."""
    return read_source(Source("表.xlsx", "xlsx", (), (), (), tuple(sheets)), wishes)
