"""The organisation as a whole: how many of each, and where a record is to be found."""

from dataclasses import dataclass
from datetime import date

from sqlalchemy import func, or_, select
from sqlalchemy.orm import Session

from models.org.tables import Campaign, Contact, Group, Person, Post, Seat, Unit


@dataclass(frozen=True, slots=True)
class OrgCounts:
    """How many records there are; groups and seats of one campaign."""

    campaigns: int
    units: int
    people: int
    posts: int
    groups: int
    seats: int
    contacts: int = 0


@dataclass(frozen=True, slots=True)
class Located:
    """What kind of record an id is: "unit", "person", "post", "group", "seat", "campaign" or "contact"; a seat with its
    group."""

    id: int
    kind: str
    group_id: int | None = None
    campaign_id: int | None = None


def org_counts(session: Session, *, campaign_id: int | None, day: date | None = None) -> OrgCounts:
    """Counts for the sections of the page 组织 as of `day` (default: today): ended units and seats do not count."""
    day = day or date.today()
    campaigns, people, posts = (
        session.execute(select(func.count()).select_from(mapped)).scalar_one() for mapped in (Campaign, Person, Post)
    )
    units = session.execute(
        select(func.count()).select_from(Unit).where(or_(Unit.valid_to.is_(None), Unit.valid_to > day))
    ).scalar_one()
    groups = session.execute(
        select(func.count()).select_from(Group).where(Group.campaign_id == campaign_id)
    ).scalar_one()
    seats = session.execute(
        select(func.count())
        .select_from(Seat)
        .join(Group, Group.id == Seat.group_id)
        .where(Group.campaign_id == campaign_id, or_(Seat.valid_to.is_(None), Seat.valid_to > day))
    ).scalar_one()
    today = date.today()
    standing = select(func.count()).select_from(Contact)
    standing = standing.where(or_(Contact.valid_from.is_(None), Contact.valid_from <= today))
    standing = standing.where(or_(Contact.valid_to.is_(None), Contact.valid_to > today))
    contacts = session.execute(standing).scalar_one()
    return OrgCounts(campaigns, units, people, posts, groups, seats, contacts)


def locate(session: Session, *, record_id: int) -> Located | None:
    """Where a record of the organisation is shown; None when it is gone or belongs elsewhere."""
    seat = session.get(Seat, record_id)
    if seat is not None:
        group = session.get_one(Group, seat.group_id)
        return Located(record_id, "seat", seat.group_id, group.campaign_id)
    group_row = session.get(Group, record_id)
    if group_row is not None:
        return Located(record_id, "group", record_id, group_row.campaign_id)
    kinds = (("unit", Unit), ("person", Person), ("post", Post), ("campaign", Campaign), ("contact", Contact))
    for kind, mapped in kinds:
        if session.get(mapped, record_id) is not None:
            return Located(record_id, kind)
    return None
