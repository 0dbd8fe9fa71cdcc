"""What a contact list from elsewhere is compared with."""

from datetime import date

from sqlalchemy.orm import Session

from models.org.contact_matching import ContactBook
from models.org.queries.contacts import contacts
from models.org.queries.people import people
from models.org.queries.units import unit_dictionary


def contact_book(session: Session, *, day: date | None = None) -> ContactBook:
    """Units, people and contacts as of `day` (default: today)."""
    on = day or date.today()
    return ContactBook(on, unit_dictionary(session), people(session, day=on), contacts(session, day=on))
