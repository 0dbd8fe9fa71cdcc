"""The 责任分解表 of a campaign as it stands: read from the database, drawn by models.task.papers.views."""

from collections.abc import Collection
from datetime import date

from sqlalchemy.orm import Session

from models.errors import Refusal
from models.org.queries import CampaignRow, campaign
from models.papers.sheet import Sheet
from models.task.papers.options import BreakdownOptions, Split, View
from models.task.papers.sheets import Base
from models.task.papers.views import Material, Piece, pieces_of, sheets_of
from models.task.queries.duties import duties, reach
from models.task.queries.people import person_loads
from models.task.queries.refs import cell_names
from models.task.queries.spots import grid_of
from models.task.queries.tree import task_tree
from models.task.queries.units import units_in_order


def breakdown(
    session: Session, *, campaign_id: int, options: BreakdownOptions = BreakdownOptions(), on: date | None = None
) -> Sheet:
    """The whole breakdown of a campaign, one row per 小项 (and per 大项 without any)."""
    return view_sheets(session, campaign_id=campaign_id, view=View.TASK, options=options, on=on)[0]


def unit_breakdowns(
    session: Session,
    *,
    campaign_id: int,
    unit_ids: Collection[int] | None = None,
    options: BreakdownOptions = BreakdownOptions(),
    on: date | None = None,
) -> tuple[Sheet, ...]:
    """One sheet per unit (all that carry a task, or those of `unit_ids`), in official order, own role marked.

    Refuses when no unit is left.
    """
    return view_sheets(session, campaign_id=campaign_id, view=View.UNIT, unit_ids=unit_ids, options=options, on=on)


def view_sheets(
    session: Session,
    *,
    campaign_id: int,
    view: View,
    split: Split = Split.WHOLE,
    unit_ids: Collection[int] | None = None,
    parts: Collection[str] | None = None,
    options: BreakdownOptions = BreakdownOptions(),
    on: date | None = None,
) -> tuple[Sheet, ...]:
    """The breakdown in a view, whole or in sheets of its own for units or parts; see `models.task.papers.views`."""
    material = material_of(session, campaign_id=campaign_id, view=view, options=options, on=on)
    return sheets_of(material, view, split, unit_ids=unit_ids, parts=parts)


def view_pieces(
    session: Session,
    *,
    campaign_id: int,
    view: View,
    split: Split,
    options: BreakdownOptions = BreakdownOptions(),
    on: date | None = None,
) -> tuple[Piece, ...]:
    """The sheets of a split view to choose among."""
    return pieces_of(material_of(session, campaign_id=campaign_id, view=view, options=options, on=on), view, split)


def material_of(
    session: Session, *, campaign_id: int, view: View, options: BreakdownOptions, on: date | None
) -> Material:
    """What the sheets of a view are made of, read as of the office-local date `on` (default today)."""
    base = Base(
        campaign_head(session, campaign_id, on),
        task_tree(session, campaign_id=campaign_id, on=on),
        options,
        on,
        cell_names(session, campaign_id=campaign_id, on=on) if options.list_cells else {},
    )
    units = units_in_order(session, on=on)
    if view is View.PERSON:
        return Material(base, units, people=person_loads(session, campaign_id=campaign_id, on=on))
    if view is View.CELL:
        grid = grid_of(session)
        return Material(
            base,
            units,
            duties=duties(session, campaign_id=campaign_id, day=on),
            reaches=reach(session, campaign_id, on) if options.gaps else (),
            places={spot.id: (*grid.path(spot.id), grid.name(spot.id)) for spot in grid.spots},
        )
    return Material(base, units)


def campaign_head(session: Session, campaign_id: int, on: date | None) -> CampaignRow:
    """The campaign. Refuses when it is gone."""
    head = campaign(session, campaign_id=campaign_id, day=on)
    if head is None:
        raise Refusal("这项专项工作已不存在。", "请在左上角换一项。")
    return head
