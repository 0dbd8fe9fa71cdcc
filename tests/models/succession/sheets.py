"""What papers of a day are made from: units, posts, seats, groups, people, duties, contacts, watches, pairings."""

from datetime import date
from typing import Any

from sqlalchemy import select
from sqlalchemy.orm import Session

from models.grid.tables import Pairing, Watch
from models.org import queries
from models.org.rules import is_valid_on
from models.org.tables import Campaign, Contact
from models.task.tables import Assignment

DUTY = ("task_id", "unit_id", "role", "position", "wording", "post_id", "person_id", "cell_id", "state")
WATCH = ("cell_id", "role_id", "unit_id", "person_id", "post_id", "position")
CONTACT = ("unit_id", "role", "person_id", "post_text")
PAIRING = ("kind", "unit_id", "partner_id", "person_id", "post_id", "cell_id")


def sheets(session: Session, *, day: date) -> dict[str, Any]:
    """Everything as of a day, without the ids of dated rows (a row that was cut in two is still the same line) and
    without names that belong to the present."""
    campaigns = session.scalars(select(Campaign.id)).all()
    return {
        "units": [
            (row.id, row.parent_id, row.depth, row.number, row.name, row.short_name, row.parent, row.posts, row.seats)
            for row in queries.units(session, day=day)
        ],
        "posts": [
            (row.id, row.unit_id, row.unit, row.title, row.position, row.holder, row.kind, row.away)
            for row in queries.posts(session, day=day)
        ],
        "seats": [
            (row.group_id, row.number, row.role_words, row.person, row.post, row.unit, row.unit_id, row.post_id)
            for row in queries.seats(session, day=day)
        ],
        "groups": [
            (row.id, row.name, row.lead_unit_id, row.lead_unit, row.seats)
            for campaign in campaigns
            for row in queries.groups(session, campaign_id=campaign, day=day)
        ],
        "campaigns": [(row.id, row.lead_unit_id, row.lead_unit) for row in queries.campaigns(session, day=day)],
        "people": [
            (row.id, row.name, [(held.post_id, held.unit, held.kind) for held in row.posts], row.seats)
            for row in queries.people(session, day=day)
        ],
        "duties": _lines(session, Assignment, DUTY, day),
        "watches": _lines(session, Watch, WATCH, day),
        "contacts": _lines(session, Contact, CONTACT, day),
        "pairings": _lines(session, Pairing, PAIRING, day),
    }


def _lines(session: Session, mapped: Any, fields: tuple[str, ...], day: date) -> list[tuple[str, ...]]:
    return sorted(
        tuple(str(getattr(row, field)) for field in fields)
        for row in session.scalars(select(mapped))
        if is_valid_on(row.valid_from, row.valid_to, day)
    )
