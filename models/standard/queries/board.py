"""Everything the page 标准 shows, from one reading of the indicators."""

from dataclasses import dataclass

from sqlalchemy.orm import Session

from models.standard.queries.figures import CoverageRow, covered
from models.standard.queries.rows import IndicatorRow, StandardRow
from models.standard.queries.tree import indicators, standards


@dataclass(frozen=True, slots=True)
class Board:
    """The standards, the indicators of all of them, how many are served."""

    standards: tuple[StandardRow, ...]
    rows: tuple[IndicatorRow, ...]
    coverage: tuple[CoverageRow, ...]


def board(session: Session, *, campaign_id: int | None = None) -> Board:
    """All standards; with `campaign_id` served by the tasks of that campaign only."""
    rows = indicators(session, campaign_id=campaign_id)
    heads = standards(session, rows=rows)
    return Board(heads, rows, covered(heads, rows))
