"""The levels of the grid, changed as a whole list."""

from collections.abc import Sequence

from sqlalchemy import select
from sqlalchemy.orm import Session

from models.grid.rules import LevelForm, why_no_levels, why_not_under
from models.grid.tables import GridCell, Level, LevelRole
from models.org.rules import clean_name
from models.records import change
from models.references import uses_of, why_in_use


def set_levels(session: Session, *, levels: Sequence[LevelForm]) -> list[int]:
    """Make these the levels, top first; answers their ids.

    A level that is left out is deleted, refused while cells stand on it; a new order is refused when a cell would
    then hang under one of a lower level.
    """
    refusal = why_no_levels(levels)
    if refusal:
        raise refusal
    present = {row.id: row for row in session.scalars(select(Level))}
    kept = {form.id for form in levels if form.id is not None}
    for level_id, row in present.items():
        if level_id not in kept:
            uses = uses_of(session, Level, [level_id], own=("level_role",))
            refusal = why_in_use(uses, row.name, "先把这一级的网格移走或删除。")
            if refusal:
                raise refusal
            for standing in session.scalars(select(LevelRole).where(LevelRole.level_id == level_id)):
                session.delete(standing)
            session.delete(row)
    ids: list[int] = []
    for position, form in enumerate(levels):
        values = {"name": clean_name(form.name), "is_site": form.is_site, "position": position}
        if form.id is not None and form.id in present:
            row = present[form.id]
            change(row, values, ("name", "is_site", "position"))
        else:
            row = Level(**values)
            session.add(row)
            session.flush()
        ids.append(row.id)
    session.flush()
    _check_order(session)
    return ids


def known_levels(session: Session) -> dict[str, int]:
    """Level ids by name, top first."""
    return dict(session.execute(select(Level.name, Level.id).order_by(Level.position)).all())


def ensure_levels(session: Session, *, names: Sequence[str], sites_last: bool = True) -> dict[str, int]:
    """When there are no levels yet, make these; answers all levels by name. Levels that exist are never changed."""
    known = known_levels(session)
    if known:
        return known
    last = len(names) - 1
    set_levels(session, levels=[LevelForm(None, name, sites_last and i == last) for i, name in enumerate(names)])
    return known_levels(session)


def _check_order(session: Session) -> None:
    places = {row.id: row.position for row in session.scalars(select(Level))}
    cells = session.execute(select(GridCell.id, GridCell.parent_id, GridCell.level_id, GridCell.name)).all()
    by_id = {row.id: row for row in cells}
    for row in cells:
        parent = by_id.get(row.parent_id)
        if parent is not None:
            refusal = why_not_under(places[row.level_id], places[parent.level_id], row.name, parent.name)
            if refusal:
                raise refusal
