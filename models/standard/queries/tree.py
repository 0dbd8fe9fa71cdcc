"""Standards and the trees of their indicators, put together from a few flat selects."""

from collections.abc import Sequence
from typing import Any

from sqlalchemy import select
from sqlalchemy.orm import Session

from models.standard.queries.rows import IndicatorRow, LinkRow, StandardRow
from models.standard.queries.ties import links_by_indicator, tasks_by_indicator
from models.standard.rules import served_by, sums_of_points
from models.standard.tables import Indicator, IndicatorLink, Standard
from models.standard.terms import Served
from models.trees import ancestors, walk


def standards(session: Session, *, rows: Sequence[IndicatorRow] | None = None) -> tuple[StandardRow, ...]:
    """All standards in their order, with figures of their trees; `rows` when all indicators were read already."""
    heads = list(session.scalars(select(Standard).order_by(Standard.position, Standard.id)))
    if not heads:
        return ()
    if rows is None:
        rows = indicators(session)
    found = []
    for head in heads:
        own = [row for row in rows if row.standard_id == head.id]
        leaves = [row for row in own if not row.children]
        tops = [row.counted_points for row in own if row.parent_id is None]
        known = [points for points in tops if points is not None]
        found.append(
            StandardRow(
                head.id,
                head.name,
                head.issue,
                head.note,
                len(leaves),
                sum(known) if known else None,
                sum(row.to_confirm for row in own),
                sum(row.is_bare for row in leaves),
            )
        )
    return tuple(found)


def indicators(
    session: Session, *, standard_id: int | None = None, campaign_id: int | None = None
) -> tuple[IndicatorRow, ...]:
    """The indicators of a standard (None: of all, in the order of the standards) in tree order. With `campaign_id`
    they are served by the tasks of that campaign only."""
    query = (
        select(
            Indicator.id,
            Indicator.standard_id,
            Indicator.parent_id,
            Indicator.position,
            Indicator.no,
            Indicator.name,
            Indicator.body,
            Indicator.pinyin,
            Indicator.comparison,
            Indicator.threshold,
            Indicator.unit,
            Indicator.points,
            Indicator.evidence,
            Indicator.to_confirm,
            Indicator.note,
            Standard.name.label("standard"),
        )
        .join(Standard, Standard.id == Indicator.standard_id)
        .order_by(Standard.position, Standard.id)
    )
    everything = session.execute(query).all()
    if not everything:
        return ()
    tasks, links = tasks_by_indicator(session, campaign_id=campaign_id), links_by_indicator(session)
    with_task = set(tasks)
    served = served_by(
        {row.id: row.parent_id for row in everything},
        with_task,
        [
            (one, other, kind)
            for one, other, kind in session.execute(
                select(IndicatorLink.indicator_id, IndicatorLink.other_id, IndicatorLink.kind)
            )
        ],
    )
    wanted = [row for row in everything if standard_id is None or row.standard_id == standard_id]
    return _assembled(wanted, served, tasks, links)


def _assembled(
    wanted: Sequence[Any],
    served: dict[int, Served],
    tasks: dict[int, Any],
    links: dict[int, tuple[LinkRow, ...]],
) -> tuple[IndicatorRow, ...]:
    by_id = {row.id: row for row in wanted}
    order = {standard: place for place, standard in enumerate(dict.fromkeys(row.standard_id for row in wanted))}
    places = walk([(row.id, row.parent_id, (order[row.standard_id], row.position, row.id)) for row in wanted])
    below = sums_of_points([(place.id, by_id[place.id].parent_id, by_id[place.id].points) for place in places])
    parents = {row.id: row.parent_id for row in wanted}
    children: dict[int, int] = {}
    for row in wanted:
        if row.parent_id is not None:
            children[row.parent_id] = children.get(row.parent_id, 0) + 1
    found = []
    for place in places:
        row = by_id[place.id]
        above = [by_id[one].name for one in reversed(ancestors(parents, row.id)) if one in by_id]
        found.append(
            IndicatorRow(
                row.id,
                row.standard_id,
                row.standard,
                row.parent_id,
                place.depth,
                place.number,
                row.no,
                row.name,
                row.body,
                row.pinyin,
                row.comparison,
                row.threshold,
                row.unit,
                row.points,
                below[row.id],
                row.evidence,
                row.to_confirm,
                row.note,
                children.get(row.id, 0),
                tuple(above),
                tasks.get(row.id, ()),
                links.get(row.id, ()),
                served[row.id],
            )
        )
    return tuple(found)


def bare_indicators(session: Session, *, campaign_id: int | None = None) -> tuple[IndicatorRow, ...]:
    """Indicators that no task serves, neither themselves nor through a heading or another standard."""
    return tuple(row for row in indicators(session, campaign_id=campaign_id) if row.is_bare)
