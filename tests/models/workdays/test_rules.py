"""Working days against the published calendar, with days of the office over it."""

from datetime import date, timedelta

import pytest
from chinese_calendar import is_workday
from hypothesis import given
from hypothesis import strategies as st

from models.errors import Refusal
from models.workdays.rules import SetDay, WorkCalendar, known_years, weekday, why_no_day
from models.workdays.terms import DayKind

OFFICIAL = WorkCalendar()
known = st.dates(date(2010, 1, 1), date(2026, 12, 31))


@pytest.mark.parametrize(
    ("day", "kind", "name"),
    [
        (date(2026, 9, 30), DayKind.WORKDAY, ""),
        (date(2026, 10, 1), DayKind.HOLIDAY, "国庆节"),
        (date(2026, 10, 3), DayKind.HOLIDAY, "国庆节"),
        (date(2026, 10, 10), DayKind.MADE_UP, "国庆节"),
        (date(2026, 10, 11), DayKind.WEEKEND, ""),
        (date(2035, 10, 1), DayKind.WORKDAY, ""),
    ],
)
def test_kinds(day: date, kind: DayKind, name: str) -> None:
    assert (OFFICIAL.kind(day), OFFICIAL.name(day)) == (kind, name)


@given(known)
def test_it_is_the_published_calendar(day: date) -> None:
    assert OFFICIAL.is_working(day) is is_workday(day)


@given(known, st.integers(1, 60))
def test_counting_there_and_back(day: date, count: int) -> None:
    end = OFFICIAL.after(day, count)
    assert OFFICIAL.is_working(end)
    assert OFFICIAL.between(day, end) == count
    assert OFFICIAL.between(end, day) == -count
    assert OFFICIAL.last(end + timedelta(days=1)) == end
    assert OFFICIAL.next(end - timedelta(days=1)) == end


def test_over_the_national_day() -> None:
    assert OFFICIAL.after(date(2026, 9, 28), 3) == date(2026, 10, 8)
    assert OFFICIAL.between(date(2026, 9, 30), date(2026, 10, 10)) == 3  # 8th, 9th and the Saturday made up


def test_the_office_comes_first() -> None:
    mine = WorkCalendar({date(2027, 1, 1): SetDay(False, "元旦"), date(2027, 1, 2): SetDay(True, "元旦")})
    assert (mine.kind(date(2027, 1, 1)), mine.name(date(2027, 1, 1))) == (DayKind.HOLIDAY, "元旦")
    assert mine.kind(date(2027, 1, 2)) is DayKind.MADE_UP
    assert (OFFICIAL.knows(2027), mine.knows(2027), OFFICIAL.knows(2026)) == (False, False, True)
    for names in (("国庆节、中秋节",), ("元旦", "春节", "清明节", "劳动节", "端午节")):
        whole = WorkCalendar({date(2027, month, 1): SetDay(False, name) for month, name in enumerate(names, 1)})
        assert whole.knows(2027) and not whole.knows(2028)
    assert why_no_day(date(2027, 1, 3), False, mine) is not None
    assert why_no_day(date(2027, 1, 4), False, mine) is None


def test_years_known_and_words() -> None:
    first, last = known_years()
    assert first <= 2010
    assert last >= 2026
    assert weekday(date(2026, 10, 1)) == "周四"


@pytest.mark.parametrize("count", [0, -1, 100_000])
def test_counts_beyond_reason_are_refused(count: int) -> None:
    with pytest.raises(Refusal):
        OFFICIAL.after(date(2026, 1, 1), count)
