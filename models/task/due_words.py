"""Deadlines that are no dates by themselves: spans (10个工作日内), at once (立行立改), lasting (长期坚持)."""

import calendar
import re
from dataclasses import dataclass
from datetime import date, timedelta

from models.errors import Refusal
from models.task.deadlines import plain_words
from models.words import Labelled
from models.workdays.rules import WorkCalendar

# 到 stands here as "-", as the reader of dates has it
_LEAD = (
    r"(?:(?:自|从|在|于)?[\u4e00-\u9fff《》“”〔〕-]{0,16}?(?:之日起?|次日起|即日起|起|以?后|时)的?"
    r"|(?:限|须|应|请|确保|力争|在|于)+)?"
)
_TAIL = r"(?:之内|以内|内)?(?:全部|全面|基本)?(?:完成|整改-位|整改完毕|整改|办结|报送|反馈|落实|-位|销号)*"
_SPAN = re.compile(_LEAD + r"(?P<n>\d{1,3}|半)个?(?P<unit>工作日|小时|日|天|周|星期|月|年)" + _TAIL)
_AT_ONCE = re.compile(
    r"立行立改|立查立改|立知立改|即知即改|立整立改|边查边改|立即(?:整改|办理|落实|执行)?|即时(?:整改|办理)?|马上"
)
_LASTING = re.compile(
    r"(?:长期|持续|常年|常态化?|全程|始终)(?:坚持|推进|开展|抓好|保持|进行|落实|巩固|实施|管理)?(?:推进|实施)?|贯穿始终"
)
_MOST = {"month": 240, "year": 20}


class Standing(Labelled):
    """Deadlines without a day, as papers write them."""

    AT_ONCE = "at_once", "立行立改"
    LASTING = "lasting", "长期坚持"


class SpanUnit(Labelled):
    """What a span counts in."""

    WORKDAY = "workday", "个工作日"
    DAY = "day", "天"
    MONTH = "month", "个月"
    YEAR = "year", "年"


@dataclass(frozen=True, slots=True)
class Span:
    """A deadline counted from a day on, which itself does not count (民法典第二百零一条)."""

    count: int
    unit: SpanUnit

    @property
    def words(self) -> str:
        """10 个工作日."""
        return f"{self.count} {self.unit.label}"

    def end(self, start: date, days: WorkCalendar) -> date:
        """The last day of the span; in a month without that day its last one (民法典第二百零二条)."""
        if self.unit is SpanUnit.WORKDAY:
            return days.after(start, self.count)
        if self.unit is SpanUnit.DAY:
            return start + timedelta(days=self.count)
        months = self.count * (12 if self.unit is SpanUnit.YEAR else 1)
        if self.count > _MOST[self.unit.value]:
            raise Refusal(f"{self.words}超出可以推算的范围。", "请直接写日期。")
        year, month = divmod(start.year * 12 + start.month - 1 + months, 12)
        return date(year, month + 1, min(start.day, calendar.monthrange(year, month + 1)[1]))


def read_span(words: str) -> Span | None:
    """10个工作日内, 印发之日起一个月内, 48小时内, 两周内; None for anything else.

    5月内 and 2026年内 are a month and a year of the calendar, not spans.
    """
    match = _SPAN.fullmatch(plain_words(words))
    if match is None or "内" not in match[0]:
        return None
    unit, half = match["unit"], match["n"] == "半"
    count = 0 if half else int(match["n"])
    if unit == "月" and "个" not in match[0][match.end("n") - match.start() :]:
        return None
    if half:
        return {"月": Span(15, SpanUnit.DAY), "年": Span(6, SpanUnit.MONTH), "日": None, "天": None}.get(unit)
    if not count:
        return None
    if unit == "小时":
        return Span(-(-count // 24), SpanUnit.DAY)
    if unit in ("周", "星期"):
        return Span(count * 7, SpanUnit.DAY)
    return Span(count, {"工作日": SpanUnit.WORKDAY, "月": SpanUnit.MONTH, "年": SpanUnit.YEAR}.get(unit, SpanUnit.DAY))


def standing(words: str) -> Standing | None:
    """Whether the words say at once or lasting; both together (立行立改、长期坚持) are lasting."""
    parts = [part for part in re.split(r"[,，、;；/并和]", plain_words(words)) if part]
    if parts and all(_AT_ONCE.fullmatch(part) or _LASTING.fullmatch(part) for part in parts):
        return Standing.LASTING if any(_LASTING.fullmatch(part) for part in parts) else Standing.AT_ONCE
    return None
