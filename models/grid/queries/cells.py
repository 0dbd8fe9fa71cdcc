"""Levels, cells in tree order, sites."""

from collections import Counter

from sqlalchemy import func, select
from sqlalchemy.orm import Session

from models.grid.queries.rows import CellRow, LevelRow
from models.grid.tables import GridCell, Level
from models.org.tables import Unit
from models.trees import ancestors, branch, walk


def levels(session: Session) -> tuple[LevelRow, ...]:
    """The levels from the top down."""
    counts = dict(session.execute(select(GridCell.level_id, func.count()).group_by(GridCell.level_id)).all())
    found = session.execute(select(Level.id, Level.position, Level.name, Level.is_site).order_by(Level.position))
    return tuple(LevelRow(*row, counts.get(row.id, 0)) for row in found)


def cells(session: Session) -> tuple[CellRow, ...]:
    """All cells, each followed by the cells below it."""
    of_level = {row.id: row for row in levels(session)}
    units = dict(session.execute(select(Unit.id, Unit.name)).all())
    found = session.execute(
        select(*(column for column in GridCell.__table__.columns if column.name != "version"))
    ).all()
    rows = {row.id: row for row in found}
    parents = {row.id: row.parent_id for row in found}
    above = {row.id: ancestors(parents, row.id) for row in found}
    sites: Counter[int] = Counter()
    for row in found:
        if of_level[row.level_id].is_site:
            sites.update(above[row.id])
    return tuple(
        CellRow(
            id=row.id,
            parent_id=row.parent_id,
            depth=place.depth,
            number=place.number,
            level_id=row.level_id,
            level=of_level[row.level_id].name,
            level_position=of_level[row.level_id].position,
            is_site=of_level[row.level_id].is_site,
            code=row.code,
            name=row.name,
            path=tuple(rows[cell].name for cell in reversed(above[row.id])),
            unit_id=row.unit_id,
            unit=units.get(row.unit_id, ""),
            batch=row.batch,
            stage=row.stage,
            progress=row.progress,
            operator=row.operator,
            address=row.address,
            stalls=row.stalls,
            boundary=row.boundary,
            note=row.note,
            pinyin=row.pinyin,
            initials=row.initials,
            sites=sites[row.id],
        )
        for place in walk((row.id, row.parent_id, (row.position, row.id)) for row in found)
        for row in (rows[place.id],)
    )


def sites(session: Session, *, under_id: int | None = None) -> tuple[CellRow, ...]:
    """The sites, all or those below a cell, in tree order."""
    rows = cells(session)
    if under_id is None:
        return tuple(row for row in rows if row.is_site)
    wanted = set(branch({row.id: row.parent_id for row in rows}, [under_id]))
    return tuple(row for row in rows if row.is_site and row.id in wanted)
