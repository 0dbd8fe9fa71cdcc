"""Counting working days. The official holidays and 调休 days are those of the library chinesecalendar, which follows
the yearly notice of the 国务院办公厅; days the office has set itself come first."""

from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field
from datetime import date, timedelta
from functools import cache

from models.errors import Refusal
from models.workdays.terms import DayKind

ONE = timedelta(days=1)
MOST_DAYS = 2_000  # counted one by one: five years of working days and more
_SATURDAY = 5
_MOST_HOLIDAYS = 5  # of the seven of a year
_WEEKDAYS = "一二三四五六日"
_IN_FULL = {"清明": "清明节", "端午": "端午节", "中秋": "中秋节"}  # as the notice names them


@dataclass(frozen=True, slots=True)
class SetDay:
    """A day as the office has set it; `name` says why (国庆节)."""

    is_working: bool
    name: str = ""


@dataclass(frozen=True, slots=True)
class WorkCalendar:
    """Working days: the official ones, and before them what the office has set."""

    office: Mapping[date, SetDay] = field(default_factory=dict)

    def kind(self, day: date) -> DayKind:
        """What `day` is. In years the calendar does not know: Monday to Friday are worked."""
        is_weekend = day.weekday() >= _SATURDAY
        own = self.office.get(day)
        worked = own.is_working if own is not None else _is_worked(day)
        if worked:
            return DayKind.MADE_UP if is_weekend else DayKind.WORKDAY
        if own is not None or day in _official().free:
            return DayKind.HOLIDAY
        return DayKind.WEEKEND

    def name(self, day: date) -> str:
        """The holiday's name on a free or made-up day; empty on others."""
        own = self.office.get(day)
        if own is not None:
            return own.name
        official = _official()
        return official.free.get(day) or official.made_up.get(day, "")

    def is_working(self, day: date) -> bool:
        return self.kind(day).is_working

    def after(self, day: date, count: int) -> date:
        """The `count`-th working day after `day`, which itself does not count (民法典第二百零一条).

        Raises Refusal for a count that is no number of days one plans in.
        """
        if not 0 < count <= MOST_DAYS:
            raise Refusal(f"{count} 个工作日超出可以推算的范围。", f"请写 1 至 {MOST_DAYS} 之间的数。")
        found = day
        for _ in range(count):
            found = self.next(found)
        return found

    def next(self, day: date) -> date:
        """The first working day after `day`."""
        return next(one for one in _days(day, ONE) if self.is_working(one))

    def last(self, day: date) -> date:
        """The last working day before `day`."""
        return next(one for one in _days(day, -ONE) if self.is_working(one))

    def between(self, first: date, last: date) -> int:
        """How many working days lie after `first` up to `last` (inclusive); negative when `last` lies before."""
        if last < first:
            return -self.between(last, first)
        return sum(self.is_working(first + timedelta(days=number)) for number in range(1, (last - first).days + 1))

    def knows(self, year: int) -> bool:
        """Whether the holidays of that year are known: officially, or because the office has set them up to 国庆节
        (or most of them by name); one of them alone is not the year."""
        if year in _official().years:
            return True
        names = {own.name for day, own in self.office.items() if day.year == year and own.name and not own.is_working}
        return len(names) >= _MOST_HOLIDAYS or any("国庆" in name for name in names)


def known_years() -> tuple[int, int]:
    """First and last year whose official holidays are known."""
    years = _official().years
    return min(years), max(years)


def weekday(day: date) -> str:
    """周四."""
    return f"周{_WEEKDAYS[day.weekday()]}"


def why_no_day(day: date, is_working: bool, calendar: WorkCalendar) -> Refusal | None:
    """Why the office cannot set a day so: it is that already."""
    if calendar.is_working(day) is is_working:
        state = "上班" if is_working else "不上班"
        return Refusal(f"{day:%Y-%m-%d}（{weekday(day)}）本来就{state}，不用设置。", "请检查日期。")
    return None


@dataclass(frozen=True, slots=True)
class _Official:
    free: Mapping[date, str]
    made_up: Mapping[date, str]
    years: frozenset[int]


@cache
def _official() -> _Official:
    """The official days by their Chinese names, read when first asked."""
    from chinese_calendar.constants import Holiday, holidays, workdays

    names = {holiday.value: _IN_FULL.get(holiday.chinese, str(holiday.chinese)) for holiday in Holiday}
    free = {day: names[name] for day, name in holidays.items()}
    made_up = {day: names[name] for day, name in workdays.items()}
    return _Official(free, made_up, frozenset(day.year for day in free))


def _is_worked(day: date) -> bool:
    official = _official()
    return day in official.made_up or (day not in official.free and day.weekday() < _SATURDAY)


def _days(day: date, step: timedelta) -> Iterator[date]:
    while True:
        day += step
        yield day
