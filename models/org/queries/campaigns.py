"""Campaigns, and the one a verb means."""

from sqlalchemy import func, select
from sqlalchemy.orm import Session

from models.errors import Condition
from models.org.queries.rows import CampaignRow
from models.org.tables import Campaign, Group, Seat, Unit


def campaigns(session: Session) -> tuple[CampaignRow, ...]:
    """All campaigns in their order."""
    groups = dict(session.execute(select(Group.campaign_id, func.count()).group_by(Group.campaign_id)).all())
    seats = dict(
        session.execute(
            select(Group.campaign_id, func.count()).join(Seat, Seat.group_id == Group.id).group_by(Group.campaign_id)
        ).all()
    )
    found = session.execute(
        select(Campaign, Unit.name)
        .outerjoin(Unit, Unit.id == Campaign.lead_unit_id)
        .order_by(Campaign.position, Campaign.id)
    )
    return tuple(
        CampaignRow(
            id=row.id,
            name=row.name,
            year=row.year,
            year_end=row.year_end,
            lead_unit_id=row.lead_unit_id,
            lead_unit=lead or "",
            first_unit_leads=row.first_unit_leads,
            responsible_leads=row.responsible_leads,
            note=row.note,
            groups=groups.get(row.id, 0),
            seats=seats.get(row.id, 0),
        )
        for row, lead in found
    )


def campaign(session: Session, *, campaign_id: int) -> CampaignRow | None:
    """One campaign, None when it is gone."""
    return next((row for row in campaigns(session) if row.id == campaign_id), None)


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
