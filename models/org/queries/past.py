"""What undated references named on a day: a unit's parent, the unit of a post, who leads a group or manages a cell."""

from dataclasses import dataclass
from datetime import date

from sqlalchemy import select
from sqlalchemy.orm import Session

from models.org.tables import FormerUnit

PARENT, UNIT, LEAD = "parent_id", "unit_id", "lead_unit_id"


@dataclass(frozen=True, slots=True)
class UnitsThen:
    """References as they stood on one day, for those that a merger or split has changed since."""

    by_record: dict[tuple[int, str], tuple[int | None, int]]

    def unit(self, record_id: int, field: str, now: int | None) -> int | None:
        """The unit that `field` of a record named then; `now` is what it names at present."""
        found = self.by_record.get((record_id, field))
        return now if found is None else found[0]

    def position(self, record_id: int, field: str, now: int) -> int:
        """The place of the record among its like then; `now` is the present one."""
        found = self.by_record.get((record_id, field))
        return now if found is None else found[1]


def units_then(session: Session, *, day: date | None) -> UnitsThen:
    """The references that were others on `day`; none of them when `day` is None (as stored)."""
    if day is None:
        return UnitsThen({})
    found = session.execute(
        select(FormerUnit.record_id, FormerUnit.field, FormerUnit.unit_id, FormerUnit.position)
        .where(FormerUnit.valid_to > day)
        .order_by(FormerUnit.valid_to.desc(), FormerUnit.id.desc())
    )
    return UnitsThen({(row.record_id, row.field): (row.unit_id, row.position) for row in found})
