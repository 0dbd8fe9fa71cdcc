"""Reads what the rules must know of units, and the families that mergers made."""

from datetime import date

from sqlalchemy import select
from sqlalchemy.orm import Session

from models.org.tables import Unit, UnitAlias
from models.org.terms import AliasKind
from models.succession.rules import UnitFacts, predecessors


def unit_facts(session: Session) -> dict[int, UnitFacts]:
    """Every unit with the day of its last change: a rename, units merged into it, units split from it."""
    found = session.execute(
        select(
            Unit.id,
            Unit.name,
            Unit.kind,
            Unit.parent_id,
            Unit.valid_from,
            Unit.valid_to,
            Unit.successor_id,
            Unit.origin_id,
        )
    ).all()
    changed = renamed_on(session)
    for row in found:
        for other, day in ((row.successor_id, row.valid_to), (row.origin_id, row.valid_from)):
            if other is not None and day is not None:
                changed[other] = max(day, changed.get(other, day))
    return {row.id: UnitFacts(*row[:7], changed=changed.get(row.id)) for row in found}


def renamed_on(session: Session) -> dict[int, date]:
    """The day of the last change of name of every unit that was renamed with a day."""
    days: dict[int, date] = {}
    found = session.execute(
        select(UnitAlias.unit_id, UnitAlias.valid_to).where(
            UnitAlias.kind != AliasKind.ALIAS, UnitAlias.valid_to.is_not(None)
        )
    )
    for unit_id, valid_to in found:
        if valid_to is not None:
            days[unit_id] = max(valid_to, days.get(unit_id, valid_to))
    return days


def family(session: Session, *, unit_id: int) -> tuple[int, ...]:
    """A unit and all units that came to be part of it: totals over several years count them together."""
    successors: dict[int, int | None] = dict(session.execute(select(Unit.id, Unit.successor_id)).all())
    return (unit_id, *predecessors(successors, unit_id))
