"""Units as a tree, as a dictionary for matching, and their posts."""

from collections import Counter, defaultdict
from dataclasses import dataclass
from datetime import date

from sqlalchemy import select
from sqlalchemy.orm import Session

from models.org.queries.past import PARENT, UNIT, units_then
from models.org.queries.rows import PostRow, TenureRow, UnitName, UnitRow
from models.org.rules import STANDING_IN, Formerly, Held, in_charge_on, is_valid_on, name_on
from models.org.tables import Person, Post, Seat, Tenure, Unit, UnitAlias
from models.org.terms import AliasKind
from models.trees import walk


def units(session: Session, *, day: date | None = None) -> tuple[UnitRow, ...]:
    """All units in the official order, each followed by the units below it; with `day` only those valid then,
    under the names they bore and in the place they had then. Posts and seats are counted as of `day` or today."""
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
            table.origin_id,
            table.note,
        )
    ).all()
    rows = {row.id: row for row in found if day is None or is_valid_on(row.valid_from, row.valid_to, day)}
    names: dict[int | None, str] = {row.id: row.name for row in found}
    if day is not None:
        names = unit_names(session, day=day)
    other = _other_names(session)
    then = units_then(session, day=day)
    parents = {row.id: then.unit(row.id, PARENT, row.parent_id) for row in found}
    posts, seats = _posts_and_seats(session, day or date.today())
    places = walk(
        (row.id, parents[row.id], (then.position(row.id, PARENT, row.position), row.pinyin, row.id))
        for row in rows.values()
    )
    return tuple(
        UnitRow(
            id=row.id,
            parent_id=parents[row.id] if parents[row.id] in rows else None,
            depth=place.depth,
            number=place.number,
            name=names[row.id],
            short_name=row.short_name if day is None else name_on(row.short_name, other.former_short[row.id], day),
            kind=row.kind,
            parent=names.get(parents[row.id], ""),
            aliases=tuple(other.aliases[row.id]),
            former=tuple(other.former[row.id]),
            pinyin=row.pinyin,
            initials=row.initials,
            valid_from=row.valid_from,
            valid_to=row.valid_to,
            successor_id=row.successor_id,
            successor=names.get(row.successor_id, ""),
            note=row.note,
            posts=posts[row.id],
            seats=seats[row.id],
            former_short=tuple(other.former_short[row.id]),
            origin_id=row.origin_id,
            origin=names.get(row.origin_id, ""),
        )
        for place in places
        for row in (rows[place.id],)
    )


def _posts_and_seats(session: Session, day: date) -> tuple[Counter[int | None], Counter[int | None]]:
    """How many posts every unit has on a day, and how many seats: its own, those of its posts, and those of the people
    who hold its posts."""
    then = units_then(session, day=day)
    of_post = {row.id: then.unit(row.id, UNIT, row.unit_id) for row in session.execute(select(Post.id, Post.unit_id))}
    named: list[int | None] = []
    by_person: dict[int, set[int]] = defaultdict(set)
    for seat_id, unit_id, post_id, person_id, begins, ends in session.execute(
        select(Seat.id, Seat.unit_id, Seat.post_id, Seat.person_id, Seat.valid_from, Seat.valid_to)
    ):
        if not is_valid_on(begins, ends, day):
            continue
        if unit_id is not None:
            named.append(unit_id)
        elif post_id is not None:
            named.append(of_post[post_id])
        elif person_id is not None:
            by_person[person_id].add(seat_id)
    seats: dict[int | None, set[int]] = defaultdict(set)
    for person_id, post_id, begins, ends in session.execute(
        select(Tenure.person_id, Tenure.post_id, Tenure.valid_from, Tenure.valid_to)
    ):
        if person_id in by_person and is_valid_on(begins, ends, day):
            seats[of_post[post_id]] |= by_person[person_id]
    counted = Counter(named)
    counted.update({unit_id: len(found) for unit_id, found in seats.items()})
    return Counter(of_post.values()), counted


def unit_names(session: Session, *, day: date) -> dict[int | None, str]:
    """The full name that every unit bore on a day; None is no unit and has no name."""
    former = _other_names(session).former
    found = session.execute(select(Unit.id, Unit.name))
    return {unit_id: name_on(name, former.get(unit_id, ()), day) for unit_id, name in found}


def unit_ranks(session: Session, *, day: date | None = None) -> dict[int, int]:
    """The place of every unit in the official order (as of `day`), the tree read from the top."""
    found = session.execute(select(Unit.id, Unit.parent_id, Unit.position, Unit.pinyin)).all()
    then = units_then(session, day=day)
    places = walk(
        (
            row.id,
            then.unit(row.id, PARENT, row.parent_id),
            (then.position(row.id, PARENT, row.position), row.pinyin, row.id),
        )
        for row in found
    )
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
            former=tuple(old.name for old in (*row.former, *row.former_short)),
            valid_to=row.valid_to,
            successor_id=row.successor_id,
            valid_from=row.valid_from,
            origin_id=row.origin_id,
            former_days=tuple(old.valid_to for old in (*row.former, *row.former_short)),
        )
        for row in units(session)
    )


def posts(session: Session, *, unit_id: int | None = None, day: date | None = None) -> tuple[PostRow, ...]:
    """Posts (of one unit) with their holder on `day` (default: today), in the official order of units and their own.

    Posts at no unit come last. A vacant post of a unit that has ended is gone with it.
    """
    day = day or date.today()
    then = units_then(session, day=day)
    held = held_by_post(session)
    names = dict(session.execute(select(Person.id, Person.name)).all())
    units = unit_names(session, day=day)
    ranks = unit_ranks(session, day=day)
    ended = set(session.scalars(select(Unit.id).where(Unit.valid_to <= day)))
    found = [
        (post_id, then.unit(post_id, UNIT, of_unit), title, then.position(post_id, UNIT, position))
        for post_id, of_unit, title, position in session.execute(
            select(Post.id, Post.unit_id, Post.title, Post.position)
        )
    ]
    if unit_id is not None:
        found = [row for row in found if row[1] == unit_id]
    rows = []
    for post_id, of_unit, title, position in sorted(
        found, key=lambda row: (len(ranks) if row[1] is None else ranks[row[1]], row[3], row[0])
    ):
        holders = in_charge_on(held.get(post_id, ()), day)
        first = holders[0] if holders else None
        holder = first.person_id if first else None
        stands_in = first is not None and first.kind in STANDING_IN
        if first is None and of_unit in ended:
            continue
        away = next((one for one in holders if stands_in and one.kind not in STANDING_IN), None)
        rows.append(
            PostRow(
                id=post_id,
                unit_id=of_unit,
                unit=units.get(of_unit, ""),
                title=title,
                position=position,
                holder_id=holder,
                holder=names.get(holder, "") if holder is not None else "",
                kind=first.kind if first else None,
                away=names.get(away.person_id, "") if away else "",
                valid_to=first.valid_to if first else None,
            )
        )
    return tuple(rows)


def tenures_of_post(session: Session, *, post_id: int) -> tuple[TenureRow, ...]:
    """Who held a post, the latest first."""
    found = session.execute(
        select(
            Tenure.id, Tenure.post_id, Tenure.person_id, Person.name, Tenure.valid_from, Tenure.valid_to, Tenure.kind
        )
        .join(Person, Person.id == Tenure.person_id)
        .where(Tenure.post_id == post_id)
    )
    rows = [TenureRow(*row) for row in found]
    return tuple(sorted(rows, key=lambda row: row.valid_from or date.min, reverse=True))


def held_by_post(session: Session) -> dict[int, list[Held]]:
    """The tenures of every post."""
    held: dict[int, list[Held]] = defaultdict(list)
    for post_id, person_id, valid_from, valid_to, kind in session.execute(
        select(Tenure.post_id, Tenure.person_id, Tenure.valid_from, Tenure.valid_to, Tenure.kind)
    ):
        held[post_id].append(Held(person_id, valid_from, valid_to, kind))
    return held


@dataclass(frozen=True, slots=True)
class _OtherNames:
    """Per unit: names used in papers, full names and short names borne before."""

    aliases: defaultdict[int, list[str]]
    former: defaultdict[int, list[Formerly]]
    former_short: defaultdict[int, list[Formerly]]


def _other_names(session: Session) -> _OtherNames:
    found = _OtherNames(defaultdict(list), defaultdict(list), defaultdict(list))
    query = select(UnitAlias.unit_id, UnitAlias.name, UnitAlias.kind, UnitAlias.valid_to).order_by(UnitAlias.id)
    for unit_id, name, kind, valid_to in session.execute(query):
        if kind is AliasKind.ALIAS:
            found.aliases[unit_id].append(name)
        else:
            names = found.former if kind is AliasKind.FORMER else found.former_short
            names[unit_id].append(Formerly(name, valid_to))
    return found
