"""沿革 of a unit: the names it bore, what was merged into it or split from it, what became of it, and its totals."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date

from sqlalchemy import func, select
from sqlalchemy.orm import Session

from models.org.queries import units
from models.org.rules import Formerly
from models.org.tables import Seat
from models.succession.facts import family
from models.task.tables import Assignment


@dataclass(frozen=True, slots=True)
class UnitEvent:
    """One line of a unit's 沿革; `day` None: nobody knows when; `unit_id` is the other unit, if there is one."""

    id: int
    day: date | None
    words: str
    unit_id: int | None = None


@dataclass(frozen=True, slots=True)
class Lineage:
    """A unit's events, oldest first, and what it and the units that became part of it carried over all the years."""

    id: int
    events: tuple[UnitEvent, ...]
    family: tuple[int, ...]
    tasks: int
    seats: int


def lineage(session: Session, *, unit_id: int) -> Lineage | None:
    """The 沿革 of a unit; None when it is gone."""
    rows = {row.id: row for row in units(session)}
    row = rows.get(unit_id)
    if row is None:
        return None
    events: list[UnitEvent] = []
    if row.origin_id is not None:
        events.append(UnitEvent(0, row.valid_from, f"由“{rows[row.origin_id].name}”分设", row.origin_id))
    events += _names(row.former, row.name, "“{old}”改称“{new}”", "曾称“{old}”")
    events += _names(row.former_short, row.short_name, "简称“{old}”改为“{new}”", "曾简称“{old}”")
    for other in rows.values():
        if other.successor_id == unit_id:
            events.append(UnitEvent(0, other.valid_to, f"“{other.name}”并入", other.id))
        if other.origin_id == unit_id:
            events.append(UnitEvent(0, other.valid_from, f"分设“{other.name}”", other.id))
    if row.successor_id is not None:
        events.append(UnitEvent(0, row.valid_to, f"并入“{rows[row.successor_id].name}”", row.successor_id))
    elif row.valid_to is not None:
        events.append(UnitEvent(0, row.valid_to, "停用"))
    events.sort(key=lambda event: event.day or date.min)
    ids = family(session, unit_id=unit_id)
    tasks = select(func.count(Assignment.task_id.distinct())).where(Assignment.unit_id.in_(ids))
    seats = select(func.count(Seat.group_id.distinct())).where(Seat.unit_id.in_(ids))
    return Lineage(
        unit_id,
        tuple(UnitEvent(number, event.day, event.words, event.unit_id) for number, event in enumerate(events)),
        ids,
        session.execute(tasks).scalar_one(),
        session.execute(seats).scalar_one(),
    )


def _names(former: Sequence[Formerly], present: str, words: str, undated: str) -> list[UnitEvent]:
    dated = sorted((old for old in former if old.valid_to is not None), key=lambda old: old.valid_to or date.max)
    after = [*(old.name for old in dated[1:]), present]
    events = [UnitEvent(0, None, undated.format(old=old.name)) for old in former if old.valid_to is None and old.name]
    for old, new in zip(dated, after, strict=False):
        if old.name and new:
            events.append(UnitEvent(0, old.valid_to, words.format(old=old.name, new=new)))
    return events
