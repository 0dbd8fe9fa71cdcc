"""The contact book: who stands for a unit in a role, from which day on; posts, phones and mail of those people."""

from collections.abc import Mapping, Sequence
from datetime import date
from typing import Any

from sqlalchemy import select
from sqlalchemy.orm import Session

from models.errors import Refusal
from models.org.actions.people import create_person, update_person
from models.org.rules import clean_name, is_valid_on, why_no_range
from models.org.tables import Contact, Person, Unit
from models.org.terms import ContactRole
from models.records import change, fetch, fetch_all, next_position, shift_records

CONTACT_FIELDS = ("role", "post_text", "valid_from", "valid_to")
PERSON_KEYS = ("phone", "office_phone", "email")


def add_contact(
    session: Session,
    *,
    unit_id: int,
    role: ContactRole,
    person_id: int | None = None,
    new_name: str = "",
    on: date | None = None,
    **fields: Any,
) -> int:
    """One more person for a role of a unit from `on` (None: always); answers the id of the contact.

    The person decided on, else a new one of `new_name`. `fields`: post_text, phone, office_phone, email.
    Refused when that person stands there already.
    """
    unit = fetch(session, Unit, unit_id)
    if person_id is None:
        if not clean_name(new_name):
            raise Refusal(f"“{unit.name}”的{role.label}没有姓名。", "请写上姓名，或不填这一行。")
        person_id = create_person(session, name=new_name)
        session.flush()
    person = fetch(session, Person, person_id)
    day = on or date.today()
    if any(row.person_id == person_id for row in _standing(session, unit_id, role, day)):
        raise Refusal(f"“{person.name}”已经是{unit.name}的{role.label}。", "请直接修改那一行。")
    row = Contact(
        unit_id=unit_id,
        role=role,
        person_id=person_id,
        position=next_position(session, Contact, unit_id=unit_id, role=role),
        valid_from=on,
    )
    session.add(row)
    session.flush()
    update_contact(session, contact_id=row.id, **fields)
    return row.id


def set_contact(
    session: Session,
    *,
    unit_id: int,
    role: ContactRole,
    contact_id: int | None = None,
    person_id: int | None = None,
    new_name: str = "",
    on: date | None = None,
) -> int | None:
    """Somebody else stands for the unit from `on` (None: always, as when the name was wrong); answers the contact's id.
    Whoever is the first for a role has always stood there.

    `contact_id` is who stood there: ended on that day, so that earlier days keep the name. Nobody named: the row ends.
    """
    old = fetch(session, Contact, contact_id) if contact_id is not None else None
    if old is not None and person_id is not None and old.person_id == person_id:
        return old.id
    if person_id is None and not clean_name(new_name):
        if old is not None:
            _end(session, old, on)
        return None
    since = on if old is not None or _had_somebody(session, unit_id, role) else None
    made = add_contact(session, unit_id=unit_id, role=role, person_id=person_id, new_name=new_name, on=since)
    if old is not None:
        fetch(session, Contact, made).position = old.position
        _end(session, old, on)
    session.flush()
    return made


def update_contact(session: Session, *, contact_id: int, **fields: Any) -> None:
    """Change a contact (CONTACT_FIELDS) or the phones and mail of its person (PERSON_KEYS)."""
    row = fetch(session, Contact, contact_id)
    own = {key: value for key, value in fields.items() if key not in PERSON_KEYS}
    if "post_text" in own:
        own["post_text"] = clean_name(own["post_text"])
    refusal = why_no_range(own.get("valid_from", row.valid_from), own.get("valid_to", row.valid_to), "联系人")
    if refusal:
        raise refusal
    change(row, own, CONTACT_FIELDS)
    of_person = {key: value for key, value in fields.items() if key in PERSON_KEYS}
    if of_person:
        update_person(session, person_id=row.person_id, **of_person)


def update_contacts(session: Session, *, changes: Mapping[int, Mapping[str, Any]]) -> None:
    """Change several contacts in one step: {id: {field: value}}."""
    fetch_all(session, Contact, changes)
    for contact_id, fields in changes.items():
        update_contact(session, contact_id=contact_id, **fields)


def end_contacts(session: Session, *, contact_ids: Sequence[int], on: date) -> None:
    """From `on` these people no longer stand in the book; those who began that day or later go altogether."""
    for row in fetch_all(session, Contact, contact_ids).values():
        _end(session, row, on)


def delete_contacts(session: Session, *, contact_ids: Sequence[int]) -> int:
    """Delete contacts that never were; the people stay. Answers how many."""
    rows = fetch_all(session, Contact, contact_ids)
    for row in rows.values():
        session.delete(row)
    return len(rows)


def shift_contacts(session: Session, *, contact_ids: Sequence[int], by: int) -> None:
    """Move contacts one place up (`by` -1) or down (+1) among those of their unit and role."""
    shift_records(session, Contact, contact_ids, by, ("unit_id", "role"))


def _end(session: Session, row: Contact, on: date | None) -> None:
    if on is None or (row.valid_from is not None and row.valid_from >= on):
        session.delete(row)
    elif row.valid_to is None or row.valid_to > on:
        row.valid_to = on


def _had_somebody(session: Session, unit_id: int, role: ContactRole) -> bool:
    found = select(Contact.id).where(Contact.unit_id == unit_id, Contact.role == role).limit(1)
    return session.scalars(found).first() is not None


def _standing(session: Session, unit_id: int, role: ContactRole, day: date) -> list[Contact]:
    found = session.scalars(select(Contact).where(Contact.unit_id == unit_id, Contact.role == role))
    return [row for row in found if is_valid_on(row.valid_from, row.valid_to, day)]
