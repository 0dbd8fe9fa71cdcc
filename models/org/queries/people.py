"""People with the posts they hold and the seats they sit in."""

from collections import defaultdict
from datetime import date

from sqlalchemy import select
from sqlalchemy.orm import Session

from models.org.queries.past import UNIT, units_then
from models.org.queries.rows import PersonRow, PostHeld
from models.org.queries.units import held_by_post, unit_names, unit_ranks
from models.org.rules import clean_name, holders_on, is_valid_on
from models.org.tables import Group, Person, Post, Seat, Tenure


def people(session: Session, *, day: date | None = None, name: str | None = None) -> tuple[PersonRow, ...]:
    """All people (or those of exactly this name) by pinyin; posts and seats as of `day` (default: today)."""
    day = day or date.today()
    query = select(
        Person.id,
        Person.name,
        Person.phone,
        Person.note,
        Person.pinyin,
        Person.initials,
        Person.office_phone,
        Person.email,
    )
    if name is not None:
        query = query.where(Person.name == clean_name(name))
    names = unit_names(session, day=day)
    then = units_then(session, day=day)
    held: dict[int, list[PostHeld]] = defaultdict(list)
    for holder, tenure_id, post_id, title, of_unit, valid_from, valid_to, kind in session.execute(
        select(
            Tenure.person_id,
            Tenure.id,
            Tenure.post_id,
            Post.title,
            Post.unit_id,
            Tenure.valid_from,
            Tenure.valid_to,
            Tenure.kind,
        )
        .join(Post, Post.id == Tenure.post_id)
        .order_by(Post.position, Post.id)
    ):
        if is_valid_on(valid_from, valid_to, day):
            unit_id = then.unit(post_id, UNIT, of_unit)
            held[holder].append(
                PostHeld(tenure_id, post_id, title, unit_id, names.get(unit_id, ""), valid_from, valid_to, kind)
            )
    ranks = unit_ranks(session, day=day)
    for posts in held.values():
        posts.sort(key=lambda post: len(ranks) if post.unit_id is None else ranks[post.unit_id])
    by_post = held_by_post(session)
    seats: dict[int, list[str]] = defaultdict(list)
    for named, of_post, group, role, wording, begins, ends in session.execute(
        select(Seat.person_id, Seat.post_id, Group.name, Seat.role, Seat.wording, Seat.valid_from, Seat.valid_to)
        .join(Group, Group.id == Seat.group_id)
        .order_by(Group.position, Seat.position)
    ):
        if not is_valid_on(begins, ends, day):
            continue
        person_id: int | None = named
        if person_id is None and of_post is not None:
            person_id = next(iter(holders_on(by_post.get(of_post, ()), day)), None)
        if person_id is not None:
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
            office_phone=row.office_phone,
            email=row.email,
        )
        for row in session.execute(query.order_by(Person.pinyin, Person.id))
    )
