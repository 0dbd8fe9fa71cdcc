"""Days on which tasks are due, the headings of the list by deadline, and the words of a day moved to."""

from datetime import date, timedelta

import pytest
from hypothesis import given
from hypothesis import strategies as st

from models.task.deadlines import parse_deadline
from models.task.rules.due_days import DueKind, due_days, due_group
from models.task.rules.moving_days import why_not_movable_to_day, words_of_move

DAYS = st.dates(date(2025, 1, 1), date(2028, 12, 31))


@pytest.mark.parametrize(
    ("words", "first", "last", "days"),
    [
        ("5月底前", date(2026, 5, 1), date(2026, 5, 31), ["05-31"]),
        ("5月底前", date(2026, 6, 1), date(2026, 6, 30), []),
        ("每月25日前", date(2026, 4, 1), date(2026, 6, 24), ["04-25", "05-25"]),
        ("每月底前", date(2026, 2, 1), date(2026, 2, 28), ["02-28"]),
        ("每月31日前", date(2026, 2, 1), date(2026, 4, 30), ["02-28", "03-31", "04-30"]),
        ("每月", date(2026, 2, 1), date(2026, 3, 31), ["02-28", "03-31"]),
        ("每季度", date(2026, 1, 1), date(2026, 12, 31), ["03-31", "06-30", "09-30", "12-31"]),
        ("每半年", date(2026, 1, 1), date(2026, 12, 31), ["06-30", "12-31"]),
        ("每季度末", date(2026, 4, 1), date(2026, 6, 30), ["06-30"]),
        ("每周五", date(2026, 5, 1), date(2026, 5, 14), ["05-01", "05-08"]),
        ("每周", date(2026, 5, 1), date(2026, 5, 14), ["05-01", "05-08"]),
        ("每年12月底前", date(2026, 12, 1), date(2026, 12, 31), ["12-31"]),
        ("每天", date(2026, 5, 1), date(2026, 5, 3), ["05-01", "05-02", "05-03"]),
        ("长期坚持", date(2026, 1, 1), date(2026, 12, 31), []),
    ],
)
def test_days(words: str, first: date, last: date, days: list[str]) -> None:
    due = parse_deadline(words, year=2026)
    found = due_days(due_from=due.from_, due_to=due.to, due_every=due.every or "", first=first, last=last)
    assert [f"{day:%m-%d}" for day in found] == days


def test_a_recurrence_ends_with_its_task() -> None:
    stretch = {"first": date(2026, 1, 1), "last": date(2026, 12, 31)}
    found = due_days(
        due_from=date(2026, 3, 1), due_to=date(2026, 5, 30), due_every="FREQ=MONTHLY;BYMONTHDAY=25", **stretch
    )
    assert [day.month for day in found] == [3, 4, 5]
    assert due_days(due_from=None, due_to=None, due_every="FREQ=SOMETIMES", **stretch) == ()


@given(day=DAYS, first=DAYS, length=st.integers(0, 60), every=st.sampled_from(("", "FREQ=WEEKLY", "FREQ=MONTHLY")))
def test_every_day_lies_inside(day: date, first: date, length: int, every: str) -> None:
    last = first + timedelta(days=length)
    found = due_days(due_from=None, due_to=day, due_every=every, first=first, last=last)
    assert all(first <= each <= min(last, day) for each in found) and list(found) == sorted(set(found))
    if not every:
        assert bool(found) is (first <= day <= last)


@pytest.mark.parametrize(
    ("deadline", "due_to", "every", "label"),
    [
        ("5月底前", date(2026, 5, 31), "", "已逾期"),
        ("6月10日前", date(2026, 6, 10), "", "2026年6月"),
        ("7月底前", date(2026, 7, 31), "", "2026年7月"),
        ("每月25日前", None, "FREQ=MONTHLY;BYMONTHDAY=25", "定期重复"),
        ("每月25日前", date(2026, 3, 1), "FREQ=MONTHLY;BYMONTHDAY=25", "定期重复"),
        ("长期坚持", None, "", "长期或未定日期"),
        ("", None, "", "没有完成时限"),
    ],
)
def test_headings(deadline: str, due_to: date | None, every: str, label: str) -> None:
    assert due_group(deadline=deadline, due_to=due_to, due_every=every, on=date(2026, 6, 10)).label == label


def test_headings_in_order() -> None:
    on = date(2026, 6, 10)
    days = (date(2027, 1, 31), None, date(2026, 6, 30), date(2026, 6, 9))
    groups = sorted((due_group(deadline="", due_to=day, due_every="", on=on) for day in days), key=lambda g: g.place)
    assert [group.kind for group in groups] == [DueKind.OVERDUE, DueKind.MONTH, DueKind.MONTH, DueKind.NONE]


@given(to=DAYS, first=st.none() | DAYS, year=st.sampled_from((2026, None)))
def test_the_words_of_a_day_moved_to_are_read_as_that_day(to: date, first: date | None, year: int | None) -> None:
    words = words_of_move(due_from=first, to=to, year=year)
    due = parse_deadline(words, year=year)
    assert due.to == to
    assert due.from_ == (first if first is not None and first <= to else None)


@pytest.mark.parametrize(
    ("first", "to", "year", "words"),
    [
        (None, date(2026, 5, 31), 2026, "5月31日前"),
        (None, date(2027, 1, 8), 2026, "2027年1月8日前"),
        (None, date(2026, 5, 31), None, "2026年5月31日前"),
        (date(2026, 3, 1), date(2026, 6, 10), 2026, "3月1日至6月10日"),
        (date(2026, 3, 1), date(2027, 6, 10), 2026, "2026年3月1日至2027年6月10日"),
    ],
)
def test_words_as_offices_write_them(first: date | None, to: date, year: int | None, words: str) -> None:
    assert words_of_move(due_from=first, to=to, year=year) == words


def test_what_recurs_is_not_moved() -> None:
    assert why_not_movable_to_day("改造棚顶", "") is None
    assert "定期重复" in str(why_not_movable_to_day("报送月报", "FREQ=MONTHLY"))
