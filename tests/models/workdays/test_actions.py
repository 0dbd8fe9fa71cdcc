"""Days the office sets, in one step, taken back in one."""

from datetime import date

import pytest

from models.database import Database
from models.errors import Refusal
from models.workdays import actions
from models.workdays.queries import day_kinds, office_days, work_calendar
from models.workdays.rules import SetDay
from models.workdays.terms import DayKind

NEW_YEAR = {
    date(2027, 1, 1): SetDay(False, "元旦"),
    date(2027, 1, 2): SetDay(False, "元旦"),
    date(2027, 1, 9): SetDay(True),
}


def test_a_notice_is_one_step_and_may_be_set_again(database: Database) -> None:
    assert database.do("粘贴放假安排", actions.set_days, days=NEW_YEAR).value == 3
    assert database.do("粘贴放假安排", actions.set_days, days=NEW_YEAR | {date(2027, 1, 9): SetDay(False)}).value == 1
    assert database.read(day_kinds, first=date(2026, 12, 31), last=date(2027, 1, 3)) == {
        date(2026, 12, 31): (DayKind.WORKDAY, ""),
        date(2027, 1, 1): (DayKind.HOLIDAY, "元旦"),
        date(2027, 1, 2): (DayKind.HOLIDAY, "元旦"),
        date(2027, 1, 3): (DayKind.WEEKEND, ""),
    }
    database.undo()
    database.undo()
    assert database.read(office_days) == ()


def test_single_days(database: Database) -> None:
    day_id = database.do("设置", actions.set_day, day=date(2026, 11, 23), is_working=False, name=" 全市统一放假 ").value
    assert not database.read(work_calendar).is_working(date(2026, 11, 23))
    assert [(row.id, row.name) for row in database.read(office_days)] == [(day_id, "全市统一放假")]
    with pytest.raises(Refusal, match="本来就上班"):
        database.do("设置", actions.set_day, day=date(2026, 11, 24), is_working=True)
    with pytest.raises(Refusal, match="没有读到"):
        database.do("设置", actions.set_days, days={})
    assert database.do("删除", actions.remove_days, day_ids=[day_id]).value == 1
    assert database.read(work_calendar).is_working(date(2026, 11, 23))
