"""Queries of the organisation: session in, frozen rows out."""

from models.org.queries.campaigns import campaign, campaign_named, campaigns
from models.org.queries.contacts import ContactRow, contacts, people_of_unit, units_without_contact
from models.org.queries.groups import groups, seats
from models.org.queries.people import people
from models.org.queries.rows import (
    CampaignRow,
    GroupRow,
    PersonRow,
    PostHeld,
    PostRow,
    SeatRow,
    TenureRow,
    UnitName,
    UnitRow,
)
from models.org.queries.units import posts, tenures_of_post, unit_dictionary, units
from models.org.queries.whole import Located, OrgCounts, locate, org_counts

__all__ = [
    "CampaignRow",
    "ContactRow",
    "GroupRow",
    "Located",
    "OrgCounts",
    "PersonRow",
    "PostHeld",
    "PostRow",
    "SeatRow",
    "TenureRow",
    "UnitName",
    "UnitRow",
    "campaign",
    "campaign_named",
    "campaigns",
    "contacts",
    "groups",
    "locate",
    "org_counts",
    "people",
    "people_of_unit",
    "posts",
    "seats",
    "tenures_of_post",
    "unit_dictionary",
    "units",
    "units_without_contact",
]
