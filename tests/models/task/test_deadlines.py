"""Every form of a deadline, as papers write them; what they do not say stays empty."""

from datetime import date, datetime

import pytest
from dateutil.rrule import rrulestr
from hypothesis import given
from hypothesis import strategies as st

from models.task.deadlines import NOTHING, Due, parse_deadline


def day(text: str | None) -> date | None:
    return date.fromisoformat(text) if text else None


DATES = [
    ("4月底前", None, "2024-04-30"),
    ("２月底前", None, "2024-02-29"),
    ("5月31日前", None, "2024-05-31"),
    ("5 月 31 日前", None, "2024-05-31"),
    ("十二月底前", None, "2024-12-31"),
    ("于2012年10月底前", None, "2012-10-31"),
    ("2012年10月底", None, "2012-10-31"),
    ("2012年10月15日", None, "2012-10-15"),
    ("2012年10月15日以前", None, "2012-10-15"),
    ("6月10日前完成", None, "2024-06-10"),
    ("2月中、下旬前", None, "2024-02-29"),
    ("2月中旬前", None, "2024-02-20"),
    ("2月上旬", "2024-02-01", "2024-02-10"),
    ("2月下旬", "2024-02-21", "2024-02-29"),
    ("年底前", None, "2024-12-31"),
    ("今年年底前", None, "2024-12-31"),
    ("2023年底前", None, "2023-12-31"),
    ("2023年年底前", None, "2023-12-31"),
    ("明年3月底前", None, "2025-03-31"),
    ("到2025年", None, "2025-12-31"),
    ("到2025年底", None, "2025-12-31"),
    ("年内", "2024-01-01", "2024-12-31"),
    ("2010年4-10月", "2010-04-01", "2010-10-31"),
    ("4月-5月", "2024-04-01", "2024-05-31"),
    ("4~12月", "2024-04-01", "2024-12-31"),
    ("1月至4月", "2024-01-01", "2024-04-30"),
    ("2022年10月—2023年3月", "2022-10-01", "2023-03-31"),
    ("2024年10月至次年3月", "2024-10-01", "2025-03-31"),
    ("3月1日—3月31日", "2024-03-01", "2024-03-31"),
    ("3月1日-31日", "2024-03-01", "2024-03-31"),
    ("2021年4月1日至2021年6月30日", "2021-04-01", "2021-06-30"),
    ("2021年4月中旬至6月底", "2021-04-11", "2021-06-30"),
    ("2019年-2020年", "2019-01-01", "2020-12-31"),
    ("2021.4-2021.6", "2021-04-01", "2021-06-30"),
    ("2024.5.1", None, "2024-05-01"),
    ("即日起至6月30日", None, "2024-06-30"),
    ("全年", "2024-01-01", "2024-12-31"),
    ("2023年", "2023-01-01", "2023-12-31"),
    ("10月份", "2024-10-01", "2024-10-31"),
    ("上半年", "2024-01-01", "2024-06-30"),
    ("三季度", "2024-07-01", "2024-09-30"),
    ("第三季度末前", None, "2024-09-30"),
]

RECURRENCES = [
    ("每月28日前", "FREQ=MONTHLY;BYMONTHDAY=28"),
    ("每月底前", "FREQ=MONTHLY;BYMONTHDAY=-1"),
    ("每月30日前", "FREQ=MONTHLY;BYMONTHDAY=28,29,30;BYSETPOS=-1"),
    ("每月10日、25日前", "FREQ=MONTHLY;BYMONTHDAY=10,25"),
    ("每季度最后一个月的30日前", "FREQ=YEARLY;BYMONTH=3,6,9,12;BYMONTHDAY=30"),
    ("每季度末前", "FREQ=YEARLY;BYMONTH=3,6,9,12;BYMONTHDAY=-1"),
    ("每季度首月5日前", "FREQ=YEARLY;BYMONTH=1,4,7,10;BYMONTHDAY=5"),
    ("每周五前", "FREQ=WEEKLY;BYDAY=FR"),
    ("每两周", "FREQ=WEEKLY;INTERVAL=2"),
    ("每月", "FREQ=MONTHLY"),
    ("每季度", "FREQ=MONTHLY;INTERVAL=3"),
    ("每半年", "FREQ=MONTHLY;INTERVAL=6"),
    ("每年", "FREQ=YEARLY"),
    ("每年6月底前", "FREQ=YEARLY;BYMONTH=6;BYMONTHDAY=-1"),
    ("每年12月10日前", "FREQ=YEARLY;BYMONTH=12;BYMONTHDAY=10"),
    ("每年年底前", "FREQ=YEARLY;BYMONTH=12;BYMONTHDAY=31"),
    ("每天", "FREQ=DAILY"),
]

SILENT = [
    "",
    "5年内",
    "会后第二天",
    "10个工作日内",
    "立行立改",
    "长期坚持",
    "持续推进",
    "202_年5月底前",
    "202x年4月",
    "20**年年底前",
    "10月前",
    "2月30日前",
    "13月底前",
    "10月-3月",
    "每月初前",
    "每年2月30日前",
    "2025年前",
    "第二季度前",
    "适时",
]


@pytest.mark.parametrize(("words", "first", "last"), DATES)
def test_dates_and_ranges(words: str, first: str | None, last: str | None) -> None:
    assert parse_deadline(words, year=2024) == Due(day(first), day(last))


@pytest.mark.parametrize(("words", "rule"), RECURRENCES)
def test_recurrences(words: str, rule: str) -> None:
    assert parse_deadline(words, year=2024) == Due(every=rule)
    start = datetime(2024, 1, 1)
    assert rrulestr(rule, dtstart=start).after(start) is not None


@pytest.mark.parametrize("words", SILENT)
def test_rather_empty_than_a_guess(words: str) -> None:
    assert parse_deadline(words, year=2024) == NOTHING


@pytest.mark.parametrize("words", ["4月底前", "年底前", "全年", "4月-5月", "今年年底前", "明年3月底前"])
def test_without_a_year_there_is_no_date(words: str) -> None:
    assert parse_deadline(words, year=None) == NOTHING


def test_several_years_of_a_paper_leave_the_date_open_unless_it_names_one() -> None:
    assert parse_deadline("5月31日前", year=2019, years=(2019, 2020)) == NOTHING
    assert parse_deadline("2020年5月31日前", year=2019, years=(2019, 2020)) == Due(to=date(2020, 5, 31))
    assert parse_deadline("5月31日前", year=None, years=(2019,)) == Due(to=date(2019, 5, 31))


@given(st.text(alphabet="0123456789年月日季度每周底末前内上中下旬-至~、.今明 ", max_size=16), st.integers(1900, 2200))
def test_any_words_give_an_ordered_answer(words: str, year: int) -> None:
    due = parse_deadline(words, year=year)
    assert due.from_ is None or due.to is None or due.from_ <= due.to
    if due.every is not None:
        assert due.from_ is None and due.to is None
        rrulestr(due.every)
