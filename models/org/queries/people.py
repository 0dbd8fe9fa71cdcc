"""People with their posts and seats; people of one name, so that a clerk can tell them apart."""

from collections import defaultdict
from datetime import date

from sqlalchemy import select
from sqlalchemy.orm import Session

from models.org.queries.rows import PersonRow, PostHeld
from models.org.rules import clean_name, is_valid_on
from models.org.tables import Group, Person, Post, Seat, Tenure, Unit


def people(session: Session, *, day: date | None = None, name: str | None = None) -> tuple[PersonRow, ...]:
    """All people (or those of exactly this name) by pinyin; posts and seats as of `day` (default: today)."""
    day = day or date.today()
    query = select(Person.id, Person.name, Person.phone, Person.note, Person.pinyin, Person.initials)
    if name is not None:
        query = query.where(Person.name == clean_name(name))
    held: dict[int, list[PostHeld]] = defaultdict(list)
    for holder, tenure_id, post_id, title, unit_id, unit, valid_from, valid_to in session.execute(
        select(
            Tenure.person_id,
            Tenure.id,
            Tenure.post_id,
            Post.title,
            Post.unit_id,
            Unit.name,
            Tenure.valid_from,
            Tenure.valid_to,
        )
        .join(Post, Post.id == Tenure.post_id)
        .outerjoin(Unit, Unit.id == Post.unit_id)
        .order_by(Unit.position, Post.position, Post.id)
    ):
        if is_valid_on(valid_from, valid_to, day):
            held[holder].append(PostHeld(tenure_id, post_id, title, unit_id, unit or "", valid_from, valid_to))
    seats: dict[int, list[str]] = defaultdict(list)
    for person_id, group, role, wording, begins, ends in session.execute(
        select(Seat.person_id, Group.name, Seat.role, Seat.wording, Seat.valid_from, Seat.valid_to)
        .join(Group, Group.id == Seat.group_id)
        .where(Seat.person_id.is_not(None))
        .order_by(Group.position, Seat.position)
    ):
        if person_id is not None and is_valid_on(begins, ends, day):
            seats[person_id].append(f"{group} {wording or role.label}")
    return tuple(
        PersonRow(
            id=row.id,
            name=row.name,
            phone=row.phone,
            note=row.note,
            pinyin=row.pinyin,
            initials=row.initials,
            posts=tuple(held.get(row.id, ())),
            seats=tuple(seats.get(row.id, ())),
        )
        for row in session.execute(query.order_by(Person.pinyin, Person.id))
    )


def people_named(session: Session, *, name: str, day: date | None = None) -> tuple[PersonRow, ...]:
    """Everyone of exactly this name: the proposals among which the clerk decides."""
    return people(session, day=day, name=name)
