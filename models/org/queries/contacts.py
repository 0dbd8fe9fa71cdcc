"""The contact book (通讯录): two rows per unit, who answers for it and who keeps in touch, with posts and phones."""

from collections import defaultdict
from collections.abc import Collection
from dataclasses import dataclass
from datetime import date

from sqlalchemy import select
from sqlalchemy.orm import Session

from models.org.queries.units import unit_names, unit_ranks
from models.org.rules import is_valid_on
from models.org.tables import Contact, Person, Post, Tenure, Unit
from models.org.terms import ContactRole, UnitKind


@dataclass(frozen=True, slots=True)
class ContactRow:
    """One row of a unit in the contact book, with everything resolved for the day asked for.

    `post` is as written in the book, else the title the person holds at the unit, else the first post held anywhere.
    A role nobody holds is a row too: `is_empty`, its id is negative and no record has it. `valid_to` is exclusive.
    """

    id: int
    unit_id: int
    unit: str
    role: ContactRole
    person_id: int | None
    person: str
    post: str
    phone: str
    office_phone: str
    email: str
    valid_from: date | None
    valid_to: date | None

    @property
    def is_empty(self) -> bool:
        return self.person_id is None


def contacts(
    session: Session, *, day: date | None = None, also: Collection[int] = (), past: bool = False
) -> tuple[ContactRow, ...]:
    """The contact book in the official order, as of `day` (default: today): both rows of every unit that has a
    contact or is among `also`; several people of one role stand below each other.

    With `past` also contacts that have ended or not begun.
    """
    day = day or date.today()
    names = unit_names(session, day=day)
    ranks = unit_ranks(session, day=day)
    people = {
        row.id: row
        for row in session.execute(select(Person.id, Person.name, Person.phone, Person.office_phone, Person.email))
    }
    posts = _posts_held(session, day)
    listed: dict[int, dict[ContactRole, list[ContactRow]]] = defaultdict(lambda: defaultdict(list))
    for row in session.scalars(select(Contact).order_by(Contact.position, Contact.id)):
        if not past and not is_valid_on(row.valid_from, row.valid_to, day):
            continue
        person = people[row.person_id]
        listed[row.unit_id][row.role].append(
            ContactRow(
                id=row.id,
                unit_id=row.unit_id,
                unit=names[row.unit_id],
                role=row.role,
                person_id=row.person_id,
                person=person.name,
                post=row.post_text or _post_of(posts.get(row.person_id, ()), row.unit_id, names),
                phone=person.phone,
                office_phone=person.office_phone,
                email=person.email,
                valid_from=row.valid_from,
                valid_to=row.valid_to,
            )
        )
    kept = set(listed) | (set(also) & _in_use(session, day))
    return tuple(
        row
        for unit_id in sorted(kept, key=lambda unit_id: ranks[unit_id])
        for role in ContactRole
        for row in listed[unit_id].get(role) or [_empty(unit_id, names[unit_id], role)]
    )


def people_of_unit(session: Session, *, unit_id: int, day: date | None = None) -> tuple[int, ...]:
    """Ids of the people who hold a post at a unit on `day`, in the order of its posts; proposed as contacts."""
    day = day or date.today()
    found = session.execute(
        select(Tenure.person_id, Tenure.valid_from, Tenure.valid_to)
        .join(Post, Post.id == Tenure.post_id)
        .where(Post.unit_id == unit_id)
        .order_by(Post.position, Post.id)
    )
    return tuple(dict.fromkeys(row.person_id for row in found if is_valid_on(row.valid_from, row.valid_to, day)))


def units_without_contact(
    session: Session, *, among: Collection[int], role: ContactRole = ContactRole.LIAISON, day: date | None = None
) -> tuple[int, ...]:
    """Of the units `among`, those that nobody stands for in that role on `day`, in the official order."""
    day = day or date.today()
    found = session.execute(select(Contact.unit_id, Contact.valid_from, Contact.valid_to).where(Contact.role == role))
    named = {row.unit_id for row in found if is_valid_on(row.valid_from, row.valid_to, day)}
    ranks = unit_ranks(session, day=day)
    return tuple(sorted((set(among) & _in_use(session, day)) - named, key=lambda unit_id: ranks[unit_id]))


def _in_use(session: Session, day: date) -> set[int]:
    """Units that there are on a day; 各成员单位 is none that could be called."""
    found = session.execute(select(Unit.id, Unit.valid_from, Unit.valid_to).where(Unit.kind != UnitKind.COLLECTIVE))
    return {row.id for row in found if is_valid_on(row.valid_from, row.valid_to, day)}


def _empty(unit_id: int, unit: str, role: ContactRole) -> ContactRow:
    number = -(2 * unit_id + list(ContactRole).index(role))
    return ContactRow(number, unit_id, unit, role, None, "", "", "", "", "", None, None)


def _posts_held(session: Session, day: date) -> dict[int, list[tuple[int | None, str]]]:
    held: dict[int, list[tuple[int | None, str]]] = defaultdict(list)
    found = session.execute(
        select(Tenure.person_id, Post.unit_id, Post.title, Tenure.valid_from, Tenure.valid_to)
        .join(Post, Post.id == Tenure.post_id)
        .order_by(Post.position, Post.id)
    )
    for person_id, unit_id, title, valid_from, valid_to in found:
        if is_valid_on(valid_from, valid_to, day):
            held[person_id].append((unit_id, title))
    return held


def _post_of(held: Collection[tuple[int | None, str]], unit_id: int, names: dict[int | None, str]) -> str:
    here = next((title for of_unit, title in held if of_unit == unit_id), "")
    if here:
        return here
    for of_unit, title in held:
        unit = names.get(of_unit, "")
        return title if title.startswith(unit) else unit + title
    return ""
