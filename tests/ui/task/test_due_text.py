"""What stands beside the words of a deadline."""

from datetime import date

import pytest

from models.org.actions import create_campaign
from models.task import actions, queries
from models.workdays.rules import SetDay, WorkCalendar
from ui.store import Store
from ui.task.due_text import due_text

TODAY = date(2026, 9, 24)


@pytest.mark.parametrize(
    ("fields", "text"),
    [
        ({"deadline": "9月30日前"}, "2026-09-30 周三\n还有 3 个工作日"),
        ({"deadline": "10月1日前"}, "2026-10-01 周四，国庆节放假（前一个工作日 09-30）\n还有 3 个工作日"),
        ({"deadline": "10月10日前"}, "2026-10-10 周六，国庆节调休上班\n还有 6 个工作日"),
        ({"deadline": "9月24日前"}, "2026-09-24 周四\n今天到期"),
        ({"deadline": "9月18日前"}, "2026-09-18 周五\n已过 5 个工作日"),
        ({"deadline": "9月26日前"}, "2026-09-26 周六，中秋节放假（前一个工作日 09-24）\n还有 2 天"),
        ({"deadline": "3月至5月底"}, "2026-03-01 至 2026-05-31 周日（前一个工作日 05-29）\n已过 84 个工作日"),
        ({"deadline": "2029年5月底前"}, "2029-05-31 周四"),
        ({"deadline": "每月25日前"}, "每月25日"),
        ({"deadline": "10个工作日内"}, "从开始日期起算 10 个工作日：请填开始日期"),
        ({"deadline": "3个工作日内", "start": TODAY}, "2026-09-24 至 2026-09-30 周三\n还有 3 个工作日"),
        ({"deadline": "立行立改"}, "立即办理，没有截止日期"),
        ({"deadline": "长期坚持"}, "长期，没有截止日期"),
        ({"deadline": "适时"}, "没有算出日期"),
        ({"deadline": ""}, "—"),
    ],
)
def test_beside_the_words(store: Store, fields: dict[str, object], text: str) -> None:
    campaign_id = store.do("新建", create_campaign, name="创卫", year=2026).value
    task_id = store.do(
        "添加", actions.add_task, campaign_id=campaign_id, title="整改", deadline=fields["deadline"]
    ).value
    if "start" in fields:
        store.do("开始", actions.update_task, task_id=task_id, due_from=fields["start"])
    details = store.read(queries.task_details, task_id=task_id)
    assert details is not None
    assert due_text(details, WorkCalendar(), TODAY) == text


def test_a_year_without_a_published_calendar_is_said(store: Store) -> None:
    campaign_id = store.do("新建", create_campaign, name="创卫", year=2027).value
    task_id = store.do("添加", actions.add_task, campaign_id=campaign_id, title="整改", deadline="1月8日前").value
    details = store.read(queries.task_details, task_id=task_id)
    assert details is not None
    december = date(2026, 12, 31)
    assert "2027年放假安排未收录" in due_text(details, WorkCalendar(), december)
    known = WorkCalendar({date(2027, 1, 1): SetDay(False, "元旦"), date(2027, 10, 1): SetDay(False, "国庆节")})
    assert due_text(details, known, december) == "2027-01-08 周五\n还有 5 个工作日"
