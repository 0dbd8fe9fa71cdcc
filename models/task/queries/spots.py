"""The grid as the rules of spread duties see it on a day, with the words for its cells, read at once."""

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date

from sqlalchemy import select
from sqlalchemy.orm import Session

from models.grid.tables import GridCell, Level
from models.org.queries.past import UNIT, UnitsThen, units_then
from models.task.rules import Spot
from models.trees import walk


@dataclass(frozen=True, slots=True)
class Grid:
    """Spots in tree order, their names, and the names of the levels in theirs; `places` are ranks in tree order."""

    spots: tuple[Spot, ...]
    names: Mapping[int, str]
    levels: Mapping[int, str]
    by_id: Mapping[int, Spot]
    places: Mapping[int, int]
    then: UnitsThen

    def name(self, cell_id: int | None) -> str:
        """The name of a cell, "" for none."""
        return self.names.get(cell_id, "") if cell_id is not None else ""

    def path(self, cell_id: int) -> tuple[str, ...]:
        """The names above a cell, from the top."""
        found: list[str] = []
        seen = {cell_id}
        here = self.by_id.get(cell_id)
        while here is not None and here.parent_id is not None and here.parent_id not in seen:
            seen.add(here.parent_id)
            here = self.by_id.get(here.parent_id)
            if here is not None:
                found.append(self.names[here.id])
        return tuple(reversed(found))

    def level(self, cell_id: int) -> str:
        """The name of a cell's level."""
        spot = self.by_id.get(cell_id)
        return self.levels.get(spot.level_id, "") if spot is not None else ""


def grid_of(session: Session, *, day: date | None = None) -> Grid:
    """The whole grid; the managing units are those of the day (None: as stored), where a merger comes or came."""
    columns = (GridCell.id, GridCell.parent_id, GridCell.level_id, GridCell.unit_id, GridCell.position, GridCell.name)
    rows = {row.id: row for row in session.execute(select(*columns))}
    places = [place.id for place in walk((row.id, row.parent_id, (row.position, row.id)) for row in rows.values())]
    then = units_then(session, day=day)
    spots = tuple(
        Spot(at, rows[at].parent_id, rows[at].level_id, then.unit(at, UNIT, rows[at].unit_id)) for at in places
    )
    levels = dict(session.execute(select(Level.id, Level.name).order_by(Level.position)).all())
    return Grid(
        spots,
        {row.id: row.name for row in rows.values()},
        levels,
        {spot.id: spot for spot in spots},
        {cell_id: place for place, cell_id in enumerate(places)},
        then,
    )
