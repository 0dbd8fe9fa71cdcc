"""Deadlines without a date of their own, and the days that are counted from a first day on."""

from datetime import date

import pytest

from models.database import Database
from models.org.actions import create_campaign
from models.task import actions
from models.task.due_words import Span, SpanUnit, Standing, read_span, standing
from models.task.queries import task_details
from models.workdays.actions import set_day
from models.workdays.queries import work_calendar
from models.workdays.rules import WorkCalendar

WORKDAYS, DAYS, MONTHS = SpanUnit.WORKDAY, SpanUnit.DAY, SpanUnit.MONTH
SPANS = [
    ("10个工作日内", Span(10, WORKDAYS)),
    ("十个工作日内", Span(10, WORKDAYS)),
    ("自印发之日起15日内", Span(15, DAYS)),
    ("收到交办单后3个工作日内完成", Span(3, WORKDAYS)),
    ("接到通知起24小时内", Span(1, DAYS)),
    ("48小时之内办结", Span(2, DAYS)),
    ("一周内", Span(7, DAYS)),
    ("两周内", Span(14, DAYS)),
    ("半个月内", Span(15, DAYS)),
    ("一个月内", Span(1, MONTHS)),
    ("三个月以内", Span(3, MONTHS)),
    ("半年内", Span(6, MONTHS)),
    ("限7天内整改到位", Span(7, DAYS)),
    ("发现问题后 5 个工作日内整改完毕", Span(5, WORKDAYS)),
]


@pytest.mark.parametrize(("words", "span"), SPANS)
def test_spans(words: str, span: Span) -> None:
    assert read_span(words) == span


@pytest.mark.parametrize(
    "words", ["", "5月内", "2026年内", "年内", "10日前", "5月底前", "每月25日前", "会后第二天", "0日内", "适时", "3日"]
)
def test_what_is_no_span(words: str) -> None:
    assert read_span(words) is None


@pytest.mark.parametrize(
    ("words", "found"),
    [
        ("立行立改", Standing.AT_ONCE),
        ("立即整改", Standing.AT_ONCE),
        ("即知即改、立查立改", Standing.AT_ONCE),
        ("长期坚持", Standing.LASTING),
        ("立行立改，长期坚持", Standing.LASTING),
        ("常态化推进", Standing.LASTING),
        ("持续推进", Standing.LASTING),
        ("持续推进至年底", None),
        ("5月底前", None),
        ("", None),
    ],
)
def test_standing(words: str, found: Standing | None) -> None:
    assert standing(words) is found


@pytest.mark.parametrize(
    ("span", "start", "end"),
    [
        (Span(3, WORKDAYS), "2026-09-28", "2026-10-08"),
        (Span(15, DAYS), "2026-09-28", "2026-10-13"),
        (Span(1, MONTHS), "2026-01-31", "2026-02-28"),
        (Span(14, MONTHS), "2026-01-31", "2027-03-31"),
        (Span(1, SpanUnit.YEAR), "2024-02-29", "2025-02-28"),
    ],
)
def test_ends(span: Span, start: str, end: str) -> None:
    assert span.end(date.fromisoformat(start), WorkCalendar()) == date.fromisoformat(end)


def test_a_span_counts_from_the_first_day_of_the_task(database: Database) -> None:
    campaign_id = database.do("新建", create_campaign, name="创卫", year=2026).value
    task_id = database.do("添加", actions.add_task, campaign_id=campaign_id, title="整改", deadline="3月至5月").value

    def dates() -> tuple[date | None, date | None]:
        found = database.read(task_details, task_id=task_id)
        assert found is not None
        return found.due_from, found.due_to

    database.do("时限", actions.update_task, task_id=task_id, deadline="3个工作日内")
    assert dates() == (None, None)  # the old words' first day is not what the span counts from
    database.do("开始", actions.update_task, task_id=task_id, due_from=date(2026, 9, 28))
    assert dates() == (date(2026, 9, 28), date(2026, 10, 8))
    database.do("时限", actions.update_task, task_id=task_id, deadline="5个工作日内")
    assert dates() == (date(2026, 9, 28), date(2026, 10, 10))  # the Saturday made up is worked
    database.do("清空", actions.update_task, task_id=task_id, due_from=None)
    assert dates() == (None, None)


def test_dates_follow_the_calendar_of_the_office(database: Database) -> None:
    campaign_id = database.do("新建", create_campaign, name="创卫", year=2026).value
    ids = [
        database.do("添加", actions.add_task, campaign_id=campaign_id, title=title, deadline="2个工作日内").value
        for title in ("推算", "手填")
    ]
    database.do("开始", actions.update_tasks, task_ids=ids, due_from=date(2026, 11, 23))
    database.do("截止", actions.update_task, task_id=ids[1], due_to=date(2026, 12, 1))
    before = database.read(work_calendar)
    database.do("设置", set_day, day=date(2026, 11, 24), is_working=False)
    assert database.read(actions.outdated_spans, before=before) == 1
    assert database.do("重算", actions.recount_spans, before=before).value == 1
    found = [database.read(task_details, task_id=one) for one in ids]
    assert [row.due_to for row in found if row] == [date(2026, 11, 26), date(2026, 12, 1)]
    assert database.read(actions.outdated_spans, before=before) == 0
