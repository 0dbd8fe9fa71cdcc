"""What the office has set, and the calendar that results."""

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date, timedelta

from sqlalchemy import select
from sqlalchemy.orm import Session

from models.workdays.rules import SetDay, WorkCalendar
from models.workdays.tables import OfficeDay
from models.workdays.terms import DayKind


@dataclass(frozen=True, slots=True)
class OfficeDayRow:
    """A day the office has set."""

    id: int
    day: date
    is_working: bool
    name: str


def office_days(session: Session) -> tuple[OfficeDayRow, ...]:
    """All days the office has set, oldest first."""
    found = session.scalars(select(OfficeDay).order_by(OfficeDay.day))
    return tuple(OfficeDayRow(row.id, row.day, row.is_working, row.name) for row in found)


def work_calendar(session: Session) -> WorkCalendar:
    """The calendar of this file: official days with those of the office over them."""
    return WorkCalendar({row.day: SetDay(row.is_working, row.name) for row in office_days(session)})


def day_kinds(session: Session, *, first: date, last: date) -> Mapping[date, tuple[DayKind, str]]:
    """Kind and holiday's name of each day from `first` to `last`, both inclusive."""
    calendar = work_calendar(session)
    days = [first + timedelta(days=number) for number in range((last - first).days + 1)]
    return {day: (calendar.kind(day), calendar.name(day)) for day in days}
