"""Groups of a campaign as a tree, and their seats with names, posts and units resolved."""

from collections import Counter
from datetime import date

from sqlalchemy import select
from sqlalchemy.orm import Session

from models.org.queries.past import LEAD, UNIT, units_then
from models.org.queries.rows import GroupRow, SeatRow
from models.org.queries.units import held_by_post, unit_names
from models.org.rules import STANDING_IN, in_charge_on, is_valid_on
from models.org.tables import Group, Person, Post, Seat
from models.trees import ancestors, walk


def groups(session: Session, *, campaign_id: int, day: date | None = None) -> tuple[GroupRow, ...]:
    """The groups of a campaign in tree order; seats are counted as of `day` (default: today)."""
    day = day or date.today()
    found = session.execute(
        select(
            Group.id,
            Group.parent_id,
            Group.position,
            Group.name,
            Group.kind,
            Group.lead_unit_id,
            Group.duty,
        ).where(Group.campaign_id == campaign_id)
    ).all()
    names = unit_names(session, day=day)
    then = units_then(session, day=day)
    leads = {row.id: then.unit(row.id, LEAD, row.lead_unit_id) for row in found}
    rows = {row.id: row for row in found}
    parents = {row.id: row.parent_id for row in found}
    own: Counter[int] = Counter()
    whole: Counter[int] = Counter()
    for group_id, valid_from, valid_to in session.execute(
        select(Seat.group_id, Seat.valid_from, Seat.valid_to)
        .join(Group, Group.id == Seat.group_id)
        .where(Group.campaign_id == campaign_id)
    ):
        if is_valid_on(valid_from, valid_to, day):
            own[group_id] += 1
            whole.update([group_id, *ancestors(parents, group_id)])
    return tuple(
        GroupRow(
            id=row.id,
            parent_id=row.parent_id,
            depth=place.depth,
            number=place.number,
            name=row.name,
            kind=row.kind,
            lead_unit_id=leads[row.id],
            lead_unit=names.get(leads[row.id], ""),
            duty=row.duty,
            seats=own[row.id],
            all_seats=whole[row.id],
        )
        for place in walk((row.id, row.parent_id, (row.position, row.id)) for row in found)
        for row in (rows[place.id],)
    )


def seats(
    session: Session,
    *,
    campaign_id: int | None = None,
    group_id: int | None = None,
    day: date | None = None,
    past: bool = False,
) -> tuple[SeatRow, ...]:
    """Seats of a group, of a campaign, or all, in the order of the groups and their own.

    As of `day` (default: today); with `past` also seats that have ended or not begun.
    """
    day = day or date.today()
    query = (
        select(
            Seat,
            Group.name.label("group_name"),
            Group.campaign_id,
            Group.parent_id,
            Group.position.label("group_position"),
            Post.title,
            Post.unit_id.label("post_unit_id"),
        )
        .join(Group, Group.id == Seat.group_id)
        .outerjoin(Post, Post.id == Seat.post_id)
        .order_by(Seat.position, Seat.id)
    )
    if group_id is not None:
        query = query.where(Seat.group_id == group_id)
    if campaign_id is not None:
        query = query.where(Group.campaign_id == campaign_id)
    found = session.execute(query).all()
    held = held_by_post(session)
    names = unit_names(session, day=day)
    then = units_then(session, day=day)
    persons = {row.id: row for row in session.execute(select(Person.id, Person.name, Person.phone)).all()}
    rows: list[SeatRow] = []
    counted: Counter[int] = Counter()
    rank = _group_ranks(session)
    for row in sorted(found, key=lambda row: rank.get(row.Seat.group_id, 0)):
        seat: Seat = row.Seat
        if not past and not is_valid_on(seat.valid_from, seat.valid_to, day):
            continue
        person_id = seat.person_id
        title = row.title or ""
        post_unit = "" if seat.post_id is None else names.get(then.unit(seat.post_id, UNIT, row.post_unit_id), "")
        if title and not title.startswith(post_unit):
            title = post_unit + title
        if person_id is None and seat.post_id is not None:
            first = next(iter(in_charge_on(held.get(seat.post_id, ()), day)), None)
            person_id = first.person_id if first else None
            if first is not None and first.kind in STANDING_IN:
                title = f"{title}（{first.kind.label}）"
        person = persons.get(person_id) if person_id is not None else None
        counted[seat.group_id] += 1
        rows.append(
            SeatRow(
                id=seat.id,
                group_id=seat.group_id,
                group=row.group_name,
                number=counted[seat.group_id],
                role=seat.role,
                wording=seat.wording,
                person_id=person_id,
                person=person.name if person else "",
                via_post=seat.person_id is None and person is not None,
                post_id=seat.post_id,
                post=seat.post_text or title,
                post_text=seat.post_text,
                unit_id=seat.unit_id,
                unit=names[seat.unit_id] if seat.unit_id is not None else post_unit,
                phone=person.phone if person else "",
                valid_from=seat.valid_from,
                valid_to=seat.valid_to,
                note=seat.note,
            )
        )
    return tuple(rows)


def _group_ranks(session: Session) -> dict[int, int]:
    found = session.execute(select(Group.id, Group.parent_id, Group.campaign_id, Group.position)).all()
    places = walk((row.id, row.parent_id, (row.campaign_id, row.position, row.id)) for row in found)
    return {place.id: rank for rank, place in enumerate(places)}
