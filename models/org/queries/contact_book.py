"""What lists from elsewhere are compared with: the contact book, the people and posts of seats."""

from datetime import date

from sqlalchemy.orm import Session

from models.org.contact_matching import ContactBook
from models.org.queries.contacts import contacts
from models.org.queries.people import people
from models.org.queries.units import posts, unit_dictionary
from models.org.seat_matching import SeatBook


def contact_book(session: Session, *, day: date | None = None) -> ContactBook:
    """Units, people and contacts as of `day` (default: today)."""
    on = day or date.today()
    return ContactBook(on, unit_dictionary(session), people(session, day=on), contacts(session, day=on))


def seat_book(session: Session, *, day: date | None = None) -> SeatBook:
    """Units, people and posts as of `day` (default: today)."""
    on = day or date.today()
    return SeatBook(on, unit_dictionary(session), people(session, day=on), posts(session, day=on))
