"""Set days of the office's own calendar, for years the official one does not know or for what differs here."""

from collections.abc import Iterable, Mapping
from datetime import date

from sqlalchemy import select
from sqlalchemy.orm import Session

from models.errors import Refusal
from models.records import fetch_all
from models.workdays.queries import work_calendar
from models.workdays.rules import SetDay, why_no_day
from models.workdays.tables import OfficeDay


def set_day(session: Session, *, day: date, is_working: bool, name: str = "") -> int:
    """One day as the office says. Refuses when the calendar has it so already."""
    refusal = why_no_day(day, is_working, work_calendar(session))
    if refusal is not None:
        raise refusal
    set_days(session, days={day: SetDay(is_working, name.strip())})
    return session.execute(select(OfficeDay.id).where(OfficeDay.day == day)).scalar_one()


def set_days(session: Session, *, days: Mapping[date, SetDay]) -> int:
    """All days of a notice; those set before are set anew. How many differ from what was set."""
    if not days:
        raise Refusal("没有读到放假或上班的日期。", "请粘贴放假安排的通知原文，或逐日添加。")
    present = {row.day: row for row in session.scalars(select(OfficeDay))}
    touched = 0
    for day, wanted in sorted(days.items()):
        row = present.get(day)
        if row is None:
            session.add(OfficeDay(day=day, is_working=wanted.is_working, name=wanted.name))
        elif (row.is_working, row.name) != (wanted.is_working, wanted.name):
            row.is_working, row.name = wanted.is_working, wanted.name
        else:
            continue
        touched += 1
    session.flush()
    return touched


def remove_days(session: Session, *, day_ids: Iterable[int]) -> int:
    """Forget days the office has set: the official calendar holds again."""
    rows = fetch_all(session, OfficeDay, list(day_ids))
    for row in rows.values():
        session.delete(row)
    return len(rows)
