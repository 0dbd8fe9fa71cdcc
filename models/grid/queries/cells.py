"""Levels, cells in tree order, sites."""

from collections import Counter
from dataclasses import replace

from sqlalchemy import String, func, select, type_coerce
from sqlalchemy.orm import Session

from models.grid.queries.fields import cell_values
from models.grid.queries.rows import CellRow, LevelRow
from models.grid.tables import GridCell, Level
from models.grid.terms import Stage
from models.org.tables import Unit
from models.trees import branch, walk

STAGES = {stage.value: stage for stage in Stage}


def levels(session: Session) -> tuple[LevelRow, ...]:
    """The levels from the top down."""
    counts = dict(session.execute(select(GridCell.level_id, func.count()).group_by(GridCell.level_id)).all())
    found = session.execute(select(Level.id, Level.position, Level.name, Level.is_site).order_by(Level.position))
    return tuple(LevelRow(*row, counts.get(row.id, 0)) for row in found)


def cells(session: Session) -> tuple[CellRow, ...]:
    """All cells, each followed by the cells below it."""
    of_level = {row.id: row for row in levels(session)}
    units = dict(session.execute(select(Unit.id, Unit.name)).all())
    columns = [column for column in GridCell.__table__.columns if column.name not in ("version", "stage")]
    found = session.execute(select(*columns, type_coerce(GridCell.stage, String).label("stage"))).all()
    values = cell_values(session)
    rows = {row.id: row for row in found}
    places = walk((row.id, row.parent_id, (row.position, row.id)) for row in found)
    paths: dict[int, tuple[str, ...]] = {}
    for place in places:  # parents come first
        row = rows[place.id]
        known = paths.get(row.parent_id)
        paths[place.id] = () if known is None else (*known, rows[row.parent_id].name)
    sites: Counter[int] = Counter()
    for place in reversed(places):
        row = rows[place.id]
        if row.parent_id in paths:
            sites[row.parent_id] += sites[row.id] + of_level[row.level_id].is_site
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
            path=paths[row.id],
            unit_id=row.unit_id,
            unit=units.get(row.unit_id, ""),
            batch=row.batch,
            stage=STAGES[row.stage],
            progress=row.progress,
            operator=row.operator,
            address=row.address,
            stalls=row.stalls,
            boundary=row.boundary,
            hotline=row.hotline,
            note=row.note,
            pinyin=row.pinyin,
            initials=row.initials,
            sites=sites[row.id],
            values=values.get(row.id, {}),
        )
        for place in places
        for row in (rows[place.id],)
    )


def cell_again(session: Session, *, row: CellRow) -> CellRow | None:
    """A new version of a row after an edit that left its name, level and place alone; None when it is gone."""
    found = session.get(GridCell, row.id)
    if found is None:
        return None
    return replace(
        row,
        code=found.code,
        batch=found.batch,
        stage=found.stage,
        progress=found.progress,
        operator=found.operator,
        address=found.address,
        stalls=found.stalls,
        boundary=found.boundary,
        hotline=found.hotline,
        note=found.note,
        values=cell_values(session, cell_ids=[row.id]).get(row.id, {}),
    )


def sites(session: Session, *, under_id: int | None = None) -> tuple[CellRow, ...]:
    """The sites, all or those below a cell, in tree order."""
    rows = cells(session)
    if under_id is None:
        return tuple(row for row in rows if row.is_site)
    wanted = set(branch({row.id: row.parent_id for row in rows}, [under_id]))
    return tuple(row for row in rows if row.is_site and row.id in wanted)
