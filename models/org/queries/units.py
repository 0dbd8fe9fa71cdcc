"""Units as a tree, as a dictionary for matching, and their posts."""

from collections import Counter, defaultdict
from datetime import date

from sqlalchemy import func, or_, select
from sqlalchemy.orm import Session

from models.org.queries.rows import PostRow, TenureRow, UnitName, UnitRow
from models.org.rules import Formerly, Held, holders_on, is_valid_on, name_on
from models.org.tables import Person, Post, Seat, Tenure, Unit, UnitAlias
from models.org.terms import AliasKind
from models.trees import walk


def units(session: Session, *, day: date | None = None) -> tuple[UnitRow, ...]:
    """All units in the official order, each followed by the units below it; with `day` only those valid then,
    under the names they bore then."""
    table = Unit.__table__.c
    found = session.execute(
        select(
            table.id,
            table.parent_id,
            table.position,
            table.name,
            table.short_name,
            table.kind,
            table.pinyin,
            table.initials,
            table.valid_from,
            table.valid_to,
            table.successor_id,
            table.note,
        )
    ).all()
    rows = {row.id: row for row in found if day is None or is_valid_on(row.valid_from, row.valid_to, day)}
    names: dict[int | None, str] = {row.id: row.name for row in found}
    if day is not None:
        names = unit_names(session, day=day)
    aliases, former = _other_names(session)
    posts = dict(session.execute(select(Post.unit_id, func.count()).group_by(Post.unit_id)).all())
    seats = Counter(dict(session.execute(select(Seat.unit_id, func.count()).group_by(Seat.unit_id)).all()))
    by_post = (
        select(Post.unit_id, func.count())
        .join(Seat, Seat.post_id == Post.id)
        .where(Seat.unit_id.is_(None))
        .group_by(Post.unit_id)
    )
    seats.update(dict(session.execute(by_post).all()))
    held_on = day or date.today()
    by_holder = (
        select(Post.unit_id, func.count(Seat.id.distinct()))
        .join(Tenure, Tenure.post_id == Post.id)
        .join(Seat, Seat.person_id == Tenure.person_id)
        .where(
            Seat.unit_id.is_(None),
            Seat.post_id.is_(None),
            or_(Tenure.valid_from.is_(None), Tenure.valid_from <= held_on),
            or_(Tenure.valid_to.is_(None), Tenure.valid_to > held_on),
        )
        .group_by(Post.unit_id)
    )
    seats.update(dict(session.execute(by_holder).all()))
    places = walk((row.id, row.parent_id, (row.position, row.pinyin, row.id)) for row in rows.values())
    return tuple(
        UnitRow(
            id=row.id,
            parent_id=row.parent_id if row.parent_id in rows else None,
            depth=place.depth,
            number=place.number,
            name=names[row.id],
            short_name=row.short_name,
            kind=row.kind,
            parent=names.get(row.parent_id, ""),
            aliases=tuple(aliases.get(row.id, ())),
            former=tuple(former.get(row.id, ())),
            pinyin=row.pinyin,
            initials=row.initials,
            valid_from=row.valid_from,
            valid_to=row.valid_to,
            successor_id=row.successor_id,
            successor=names.get(row.successor_id, ""),
            note=row.note,
            posts=posts.get(row.id, 0),
            seats=seats[row.id],
        )
        for place in places
        for row in (rows[place.id],)
    )


def unit_names(session: Session, *, day: date) -> dict[int | None, str]:
    """The full name that every unit bore on a day; None is no unit and has no name."""
    _, former = _other_names(session)
    found = session.execute(select(Unit.id, Unit.name))
    return {unit_id: name_on(name, former.get(unit_id, ()), day) for unit_id, name in found}


def unit_ranks(session: Session) -> dict[int, int]:
    """The place of every unit in the official order, the tree read from the top."""
    found = session.execute(select(Unit.id, Unit.parent_id, Unit.position, Unit.pinyin)).all()
    places = walk((row.id, row.parent_id, (row.position, row.pinyin, row.id)) for row in found)
    return {place.id: rank for rank, place in enumerate(places)}


def unit_dictionary(session: Session) -> tuple[UnitName, ...]:
    """Every unit with all names it is or was called by, in the official order; for matching names in papers."""
    return tuple(
        UnitName(
            id=row.id,
            name=row.name,
            short_name=row.short_name,
            kind=row.kind,
            parent_id=row.parent_id,
            aliases=row.aliases,
            former=tuple(old.name for old in row.former),
            valid_to=row.valid_to,
            successor_id=row.successor_id,
        )
        for row in units(session)
    )


def posts(session: Session, *, unit_id: int | None = None, day: date | None = None) -> tuple[PostRow, ...]:
    """Posts (of one unit) with their holder on `day` (default: today), in the official order of units and their own.

    Posts at no unit come last.
    """
    day = day or date.today()
    query = select(Post.id, Post.unit_id, Post.title, Post.position).order_by(Post.position, Post.id)
    if unit_id is not None:
        query = query.where(Post.unit_id == unit_id)
    held = held_by_post(session)
    names = dict(session.execute(select(Person.id, Person.name)).all())
    units = unit_names(session, day=day)
    ranks = unit_ranks(session)
    found = session.execute(query).all()
    rows = []
    for post_id, of_unit, title, position in sorted(found, key=lambda row: ranks.get(row.unit_id, len(ranks))):
        holders = holders_on(held.get(post_id, ()), day)
        holder = holders[0] if holders else None
        rows.append(
            PostRow(
                id=post_id,
                unit_id=of_unit,
                unit=units.get(of_unit, ""),
                title=title,
                position=position,
                holder_id=holder,
                holder=names.get(holder, "") if holder is not None else "",
            )
        )
    return tuple(rows)


def tenures_of_post(session: Session, *, post_id: int) -> tuple[TenureRow, ...]:
    """Who held a post, the latest first."""
    found = session.execute(
        select(Tenure.id, Tenure.post_id, Tenure.person_id, Person.name, Tenure.valid_from, Tenure.valid_to)
        .join(Person, Person.id == Tenure.person_id)
        .where(Tenure.post_id == post_id)
    )
    rows = [TenureRow(*row) for row in found]
    return tuple(sorted(rows, key=lambda row: row.valid_from or date.min, reverse=True))


def held_by_post(session: Session) -> dict[int, list[Held]]:
    """The tenures of every post."""
    held: dict[int, list[Held]] = defaultdict(list)
    for post_id, person_id, valid_from, valid_to in session.execute(
        select(Tenure.post_id, Tenure.person_id, Tenure.valid_from, Tenure.valid_to)
    ):
        held[post_id].append(Held(person_id, valid_from, valid_to))
    return held


def _other_names(session: Session) -> tuple[dict[int, list[str]], dict[int, list[Formerly]]]:
    aliases: dict[int, list[str]] = defaultdict(list)
    former: dict[int, list[Formerly]] = defaultdict(list)
    query = select(UnitAlias.unit_id, UnitAlias.name, UnitAlias.kind, UnitAlias.valid_to).order_by(UnitAlias.id)
    for unit_id, name, kind, valid_to in session.execute(query):
        if kind is AliasKind.FORMER:
            former[unit_id].append(Formerly(name, valid_to))
        else:
            aliases[unit_id].append(name)
    return aliases, former
