"""Notices on holidays as they are published; the days read must be those the library knows of that year."""

from datetime import date

import pytest
from chinese_calendar.constants import holidays, workdays

from models.workdays.notice import read_notice
from models.workdays.rules import SetDay

NOTICE_2026 = """国务院办公厅关于2026年部分节假日安排的通知
各省、自治区、直辖市人民政府，国务院各部委、各直属机构：
经国务院批准，现将2026年元旦、春节、清明节、劳动节、端午节、中秋节和国庆节放假调休日期的具体安排通知如下。
一、元旦：1月1日（周四）至3日（周六）放假调休，共3天。1月4日（周日）上班。
二、春节：2月15日（农历腊月二十八、周日）至23日（农历正月初七、周一）放假调休，共9天。2月14日（周六）、2月28日（周六）上班。
三、清明节：4月4日（周六）至6日（周一）放假，共3天。
四、劳动节：5月1日（周五）至5日（周二）放假调休，共5天。5月9日（周六）上班。
五、端午节：6月19日（周五）至21日（周日）放假，共3天。
六、中秋节：9月25日（周五）至27日（周日）放假，共3天。
七、国庆节：10月1日（周四）至7日（周三）放假调休，共7天。9月20日（周日）、10月10日（周六）上班。
"""


def test_the_whole_notice_reads_as_the_calendar_has_it() -> None:
    found = read_notice(NOTICE_2026, year=2020)
    assert found.problems == ()
    assert {day for day, said in found.days.items() if not said.is_working} == {d for d in holidays if d.year == 2026}
    assert {day for day, said in found.days.items() if said.is_working} == {d for d in workdays if d.year == 2026}
    assert found.days[date(2026, 2, 28)] == SetDay(True, "春节")
    assert (found.free, found.made_up) == (33, 6)


@pytest.mark.parametrize(
    ("text", "free", "worked"),
    [
        ("元旦：2023年12月30日至2024年1月1日放假，共3天。", ["2023-12-30", "2023-12-31", "2024-01-01"], []),
        ("一、元旦：１月１日放假１天，不调休。", ["2027-01-01"], []),
        (
            "（二）春节：2月5日至6日放假。2月7日、8日正常上班。",
            ["2027-02-05", "2027-02-06"],
            ["2027-02-07", "2027-02-08"],
        ),
        ("端午节：6月9日（星期三）放假。6月12日（星期六）上班", ["2027-06-09"], ["2027-06-12"]),
        ("机关各科室：请安排好值班。", [], []),
    ],
)
def test_forms(text: str, free: list[str], worked: list[str]) -> None:
    found = read_notice(text, year=2027)
    assert found.problems == ()
    assert [day.isoformat() for day, said in found.days.items() if not said.is_working] == free
    assert [day.isoformat() for day, said in found.days.items() if said.is_working] == worked


@pytest.mark.parametrize(
    ("text", "words"),
    [
        ("元旦：1月1日（周六）放假1天。", "年份可能不对"),
        ("元旦：1月1日至3日放假，共4天。", "共 4 天，读到 3 天"),
        ("清明节：4月31日放假。", "不是日历上有的日期"),
        ("国庆节：10月7日至1日放假。", "起止日期不对"),
        ("国庆节：7日放假。", "没有写月份"),
    ],
)
def test_what_does_not_fit_is_said(text: str, words: str) -> None:
    (problem,) = read_notice(text, year=2027).problems
    assert words in problem
