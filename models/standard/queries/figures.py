"""Coverage: how many indicators tasks serve, of each standard and under each of its headings on top."""

from collections.abc import Sequence
from dataclasses import dataclass

from sqlalchemy.orm import Session

from models.standard.queries.rows import IndicatorRow, StandardRow
from models.standard.queries.tree import indicators, standards
from models.standard.terms import Served


@dataclass(frozen=True, slots=True)
class CoverageRow:
    """How many indicators (rows without rows below) there are, how many a task serves (itself or through the heading
    above), how many only through another standard, how many not at all; points in 1/100. `id` is the heading's, or
    that of the standard when `is_whole`; lines on top without rows below stand together in one row (id None)."""

    id: int | None
    standard_id: int
    title: str
    is_whole: bool
    total: int
    with_task: int
    by_link: int
    bare: int
    to_confirm: int
    points: int | None
    points_served: int | None

    @property
    def served(self) -> int:
        return self.with_task + self.by_link

    @property
    def share(self) -> str:
        """85%, rounded down so that 100% means all."""
        return f"{self.served * 100 // self.total}%" if self.total else "—"


def coverage(
    session: Session, *, standard_id: int | None = None, campaign_id: int | None = None
) -> tuple[CoverageRow, ...]:
    """A row for each standard (None: all) followed by its headings; of `campaign_id` only its tasks count."""
    rows = indicators(session, standard_id=standard_id, campaign_id=campaign_id)
    return covered([head for head in standards(session) if standard_id in (None, head.id)], rows)


def covered(heads: Sequence[StandardRow], rows: Sequence[IndicatorRow]) -> tuple[CoverageRow, ...]:
    """The figures of standards whose indicators were read."""
    found: list[CoverageRow] = []
    for head in heads:
        own = [row for row in rows if row.standard_id == head.id]
        found.append(_counted(head.id, head.id, head.title, own, is_whole=True))
        loose: list[IndicatorRow] = []
        parts: list[tuple[IndicatorRow, list[IndicatorRow]]] = []
        for row in own:
            if row.depth == 0 and row.children:
                parts.append((row, []))
            elif row.depth == 0:
                loose.append(row)
            else:
                parts[-1][1].append(row)
        found += [_counted(top.id, head.id, top.title, below) for top, below in parts]
        if parts and loose:
            found.append(_counted(None, head.id, "其他指标", loose))
    return tuple(found)


def _counted(
    row_id: int | None, standard_id: int, title: str, rows: Sequence[IndicatorRow], *, is_whole: bool = False
) -> CoverageRow:
    leaves = [row for row in rows if not row.children]
    scored = [row for row in leaves if row.points is not None]
    served = [row for row in scored if row.served is not Served.NOT]
    return CoverageRow(
        row_id,
        standard_id,
        title,
        is_whole,
        len(leaves),
        sum(row.served in (Served.OWN, Served.ABOVE) for row in leaves),
        sum(row.served is Served.LINK for row in leaves),
        sum(row.served is Served.NOT for row in leaves),
        sum(row.to_confirm for row in rows),
        sum(row.points or 0 for row in scored) if scored else None,
        sum(row.points or 0 for row in served) if scored else None,
    )
