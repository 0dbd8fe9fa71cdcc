"""Assignments and unit names as they stood on a day."""

from datetime import date

from sqlalchemy import ColumnElement, and_, func, or_, select
from sqlalchemy.orm import Session

from models.org.rules import Formerly, name_on
from models.org.tables import Unit, UnitAlias
from models.org.terms import AliasKind
from models.task.tables import Assignment


def in_force(day: date) -> ColumnElement[bool]:
    """The assignments valid on a day; `valid_to` is exclusive."""
    return and_(
        or_(Assignment.valid_from.is_(None), Assignment.valid_from <= day),
        or_(Assignment.valid_to.is_(None), Assignment.valid_to > day),
    )


def of_whole_task() -> ColumnElement[bool]:
    """The assignments that name no cell: nearly all. Put so that no database takes the index of cells for them."""
    return func.coalesce(Assignment.cell_id, 0) == 0


def former_names(session: Session, *, day: date) -> dict[int, str]:
    """The full names borne on a day by units that bear another one now, by unit."""
    found: dict[int, list[Formerly]] = {}
    query = select(UnitAlias.unit_id, UnitAlias.name, UnitAlias.valid_to).where(
        UnitAlias.kind == AliasKind.FORMER, UnitAlias.valid_to > day
    )
    for unit_id, name, valid_to in session.execute(query):
        found.setdefault(unit_id, []).append(Formerly(name, valid_to))
    return {unit_id: name_on("", names, day) for unit_id, names in found.items()}


def unit_labels(session: Session, *, day: date) -> dict[int, tuple[str, str]]:
    """What every unit is called in lists on a day, with the initials of its name: 简称, else its full name; under a
    former name that one, as the short name of today was not in use."""
    former = former_names(session, day=day)
    query = select(Unit.id, Unit.name, Unit.short_name, Unit.initials)
    return {
        unit_id: (former.get(unit_id) or short or name, initials)
        for unit_id, name, short, initials in session.execute(query)
    }
