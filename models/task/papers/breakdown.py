"""The 责任分解表 of a campaign as it stands: read from the database, drawn by models.task.papers.sheets."""

from collections.abc import Collection
from datetime import date

from sqlalchemy.orm import Session

from models.errors import Refusal
from models.org.queries import CampaignRow, campaign
from models.papers.sheet import Sheet
from models.task.papers.options import BreakdownOptions
from models.task.papers.sheets import sheet_of_rows, unit_sheets_of_rows
from models.task.queries.refs import CellNames, cell_names
from models.task.queries.tree import task_tree
from models.task.queries.units import units_in_order


def breakdown(
    session: Session, *, campaign_id: int, options: BreakdownOptions = BreakdownOptions(), on: date | None = None
) -> Sheet:
    """The whole breakdown of a campaign, one row per 小项 (and per 大项 without any)."""
    head = campaign_head(session, campaign_id, on)
    rows = task_tree(session, campaign_id=campaign_id, on=on)
    return sheet_of_rows(head, rows, options, on=on, places=places_of(session, campaign_id, options, on))


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
    head = campaign_head(session, campaign_id, on)
    rows = task_tree(session, campaign_id=campaign_id, on=on)
    places = places_of(session, campaign_id, options, on)
    units = units_in_order(session, on=on)
    return unit_sheets_of_rows(head, rows, units, options, unit_ids=unit_ids, on=on, places=places)


def places_of(session: Session, campaign_id: int, options: BreakdownOptions, on: date | None) -> CellNames:
    """The names of cells where they are to be listed."""
    return cell_names(session, campaign_id=campaign_id, on=on) if options.list_cells else {}


def campaign_head(session: Session, campaign_id: int, on: date | None) -> CampaignRow:
    """The campaign. Refuses when it is gone."""
    head = campaign(session, campaign_id=campaign_id, day=on)
    if head is None:
        raise Refusal("这项专项工作已不存在。", "请在左上角换一项。")
    return head
