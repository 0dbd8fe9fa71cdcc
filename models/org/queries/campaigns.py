"""Campaigns, and the one a verb means."""

from collections import Counter
from datetime import date

from sqlalchemy import func, select
from sqlalchemy.orm import Session

from models.errors import Condition
from models.org.queries.past import LEAD, units_then
from models.org.queries.rows import CampaignRow
from models.org.queries.units import unit_names
from models.org.rules import is_valid_on
from models.org.tables import Campaign, Group, Seat


def campaigns(session: Session, *, day: date | None = None) -> tuple[CampaignRow, ...]:
    """All campaigns in their order, lead units and seats as of `day` (default: today)."""
    day = day or date.today()
    names = unit_names(session, day=day)
    then = units_then(session, day=day)
    groups = dict(session.execute(select(Group.campaign_id, func.count()).group_by(Group.campaign_id)).all())
    seats = Counter(
        campaign_id
        for campaign_id, begins, ends in session.execute(
            select(Group.campaign_id, Seat.valid_from, Seat.valid_to).join(Seat, Seat.group_id == Group.id)
        )
        if is_valid_on(begins, ends, day)
    )
    found = session.scalars(select(Campaign).order_by(Campaign.position, Campaign.id)).all()
    leads = {row.id: then.unit(row.id, LEAD, row.lead_unit_id) for row in found}
    return tuple(
        CampaignRow(
            id=row.id,
            name=row.name,
            year=row.year,
            year_end=row.year_end,
            lead_unit_id=leads[row.id],
            lead_unit=names.get(leads[row.id], ""),
            first_unit_leads=row.first_unit_leads,
            responsible_leads=row.responsible_leads,
            note=row.note,
            groups=groups.get(row.id, 0),
            seats=seats[row.id],
        )
        for row in found
    )


def campaign(session: Session, *, campaign_id: int, day: date | None = None) -> CampaignRow | None:
    """One campaign as of `day` (default: today), None when it is gone."""
    return next((row for row in campaigns(session, day=day) if row.id == campaign_id), None)


def campaign_named(session: Session, *, name: str | None) -> CampaignRow:
    """The campaign of that name (or the only one that holds these words); the first one when `name` is None.

    Raises Condition when there is none, or when several would do.
    """
    rows = campaigns(session)
    if not rows:
        raise Condition("文件里还没有专项工作。", "先导入一份方案，或新建一项专项工作。")
    if name is None:
        return rows[0]
    exact = [row for row in rows if row.name == name]
    found = exact or [row for row in rows if name in row.name]
    if len(found) == 1:
        return found[0]
    names = "、".join(row.name for row in found or rows)
    if found:
        raise Condition(f"“{name}”对应 {len(found)} 项专项工作：{names}。", "请写全名称。")
    raise Condition(f"没有叫“{name}”的专项工作。", f"现有：{names}。")
