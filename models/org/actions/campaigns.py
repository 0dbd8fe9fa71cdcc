"""Campaigns: create, change, order, delete."""

from collections.abc import Mapping
from typing import Any

from sqlalchemy import select
from sqlalchemy.orm import Session

from models.errors import Refusal
from models.org.rules import clean, clean_name, why_no_name
from models.org.tables import Campaign, Group, Seat
from models.records import change, fetch, next_position, siblings, write_order
from models.references import going_along, uses_of, why_in_use
from models.trees import reordered

FIELDS = ("name", "year", "year_end", "lead_unit_id", "first_unit_leads", "responsible_leads", "note")
FIRST_YEAR, LAST_YEAR = 1949, 2199


def create_campaign(
    session: Session,
    *,
    name: str,
    year: int | None = None,
    year_end: int | None = None,
    lead_unit_id: int | None = None,
    first_unit_leads: bool = False,
    responsible_leads: bool = True,
    note: str = "",
) -> int:
    """A new campaign at the end of the list; answers its id. Refusal when the name is empty or taken."""
    row = Campaign(position=next_position(session, Campaign))
    _fill(
        session,
        row,
        {
            "name": name,
            "year": year,
            "year_end": year_end,
            "lead_unit_id": lead_unit_id,
            "first_unit_leads": first_unit_leads,
            "responsible_leads": responsible_leads,
            "note": note,
        },
    )
    session.add(row)
    session.flush()
    return row.id


def update_campaign(session: Session, *, campaign_id: int, **fields: Any) -> None:
    """Change fields of a campaign (those of FIELDS)."""
    _fill(session, fetch(session, Campaign, campaign_id), fields)


def update_campaigns(session: Session, *, changes: Mapping[int, Mapping[str, Any]]) -> None:
    """Change fields of several campaigns in one step: {id: {field: value}}."""
    for campaign_id, fields in changes.items():
        _fill(session, fetch(session, Campaign, campaign_id), dict(fields))


def move_campaign(session: Session, *, campaign_id: int, before_id: int | None) -> None:
    """Put a campaign in front of another one; at the end when `before_id` is None."""
    rows = siblings(session, Campaign)
    write_order(rows, reordered([row.id for row in rows], [campaign_id], before_id))


def delete_campaign(session: Session, *, campaign_id: int) -> None:
    """Delete a campaign with its groups and seats, and what is known of the documents it was made of. Refused while
    it has tasks, phases or anything else of its own."""
    row = fetch(session, Campaign, campaign_id)
    uses = uses_of(session, Campaign, [campaign_id], own=("org_group",))
    refusal = why_in_use(
        [use for use in uses if not use.goes_along],
        row.name,
        "先删除其中的任务和阶段；只想不再使用时，改个名称留着即可。",
    )
    if refusal:
        raise refusal
    groups = list(session.scalars(select(Group).where(Group.campaign_id == campaign_id)))
    for seat in session.scalars(select(Seat).where(Seat.group_id.in_([group.id for group in groups]))):
        session.delete(seat)
    for group in groups:
        session.delete(group)
    for belonging in going_along(session, Campaign, [campaign_id]):
        session.delete(belonging)
    session.delete(row)


def _fill(session: Session, row: Campaign, fields: dict[str, Any]) -> None:
    values = dict(fields)
    if "name" in values:
        refusal = why_no_name(values["name"], "专项工作")
        if refusal:
            raise refusal
        values["name"] = clean_name(values["name"])
        with session.no_autoflush:
            taken = session.scalars(select(Campaign.id).where(Campaign.name == values["name"])).all()
        if any(other != row.id for other in taken):
            raise Refusal(f"已有一项专项工作叫“{values['name']}”。", "请换一个名称，例如加上年度。")
    if "note" in values:
        values["note"] = clean(values["note"])
    year = values.get("year", row.year)
    year_end = values.get("year_end", row.year_end)
    for number in (year, year_end):
        if number is not None and not FIRST_YEAR <= number <= LAST_YEAR:
            raise Refusal(f"年度 {number} 不对。", f"请写 {FIRST_YEAR} 到 {LAST_YEAR} 之间的四位年份。")
    if year is not None and year_end is not None and year_end < year:
        raise Refusal(f"截止年度 {year_end} 早于开始年度 {year}。", "请改正其中一个年度。")
    change(row, values, FIELDS)
