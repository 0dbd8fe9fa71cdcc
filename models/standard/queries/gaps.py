"""What the standards of a campaign still lack: indicators without a task, requirements that are open or not certain."""

from dataclasses import dataclass

from sqlalchemy.orm import Session

from models.standard.queries.rows import IndicatorRow
from models.standard.queries.tree import indicators
from models.standard.rules import NUMERIC
from models.standard.terms import Comparison, Served


@dataclass(frozen=True, slots=True)
class OpenRequirement:
    """An indicator whose requirement wants a look, and why; `id` is the indicator's."""

    id: int
    indicator: IndicatorRow
    sentence: str


def indicators_in_use(session: Session, *, campaign_id: int) -> tuple[IndicatorRow, ...]:
    """The indicators without rows below them of the standards that tasks of the campaign serve; when they serve none
    yet, those of all standards."""
    rows = indicators(session, campaign_id=campaign_id)
    used = {row.standard_id for row in rows if row.served in (Served.OWN, Served.ABOVE)}
    return tuple(row for row in rows if not row.children and (not used or row.standard_id in used))


def open_requirements(rows: tuple[IndicatorRow, ...]) -> tuple[OpenRequirement, ...]:
    """Those marked 待核实, those with a value and no comparison, those with a comparison and no value."""
    return tuple(OpenRequirement(row.id, row, sentence) for row in rows if (sentence := _why_open(row)))


def _why_open(row: IndicatorRow) -> str:
    if row.comparison is Comparison.NONE and row.threshold:
        return f"标准值 {row.threshold}{row.unit} 没有写明不低于还是不高于"
    if not row.threshold and (row.comparison in NUMERIC or row.comparison is Comparison.REACHES_LEVEL):
        return f"“{row.comparison.label}”还没有标准值"
    if row.to_confirm:
        return f"“{row.words}”待核实" if row.words else "要求待核实"
    return ""
