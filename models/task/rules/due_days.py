"""On which days a task is due, and under which heading of a list by deadline it stands. Imported from here only: the
recurrences need a library that most of the program does not."""

from dataclasses import dataclass
from datetime import date, datetime, timedelta

from dateutil.rrule import rrulestr

from models.words import Labelled

MOST_DAYS = 400  # of one recurrence in one stretch of days


class DueKind(Labelled):
    """Headings of the list by deadline, in their order; months stand between 已逾期 and 定期重复."""

    OVERDUE = "overdue", "已逾期"
    MONTH = "month", "按月"
    RECURRING = "recurring", "定期重复"
    LASTING = "lasting", "长期或未定日期"
    NONE = "none", "没有完成时限"


@dataclass(frozen=True, slots=True)
class DueGroup:
    """A heading: its kind and, of a month, the first day."""

    kind: DueKind
    month: date | None = None

    @property
    def label(self) -> str:
        return f"{self.month.year}年{self.month.month}月" if self.month is not None else self.kind.label

    @property
    def place(self) -> tuple[int, date]:
        """Where the heading stands among the others."""
        return list(DueKind).index(self.kind), self.month or date.min


def due_group(*, deadline: str, due_to: date | None, due_every: str, on: date) -> DueGroup:
    """The heading of one task on the office-local date `on`."""
    if due_every:
        return DueGroup(DueKind.RECURRING)
    if due_to is not None:
        return DueGroup(DueKind.OVERDUE) if due_to < on else DueGroup(DueKind.MONTH, due_to.replace(day=1))
    return DueGroup(DueKind.LASTING if deadline.strip() else DueKind.NONE)


def due_days(
    *, due_from: date | None, due_to: date | None, due_every: str, first: date, last: date
) -> tuple[date, ...]:
    """The days from `first` to `last` (both inclusive) on which a task is due: its last day, or every day of its
    recurrence. A recurrence that names no day (每月, 每周) is due on the last day of its period; one that nobody can
    read has none."""
    if not due_every:
        return (due_to,) if due_to is not None and first <= due_to <= last else ()
    begin = max(first, due_from) if due_from is not None else first
    end = min(last, due_to) if due_to is not None else last
    if end < begin:
        return ()
    try:
        rule = rrulestr(_with_days(due_every), dtstart=_start_of(due_every, due_from or date(begin.year, 1, 1)))
    except (ValueError, TypeError, KeyError):
        return ()
    found = rule.between(_at(begin) - timedelta(seconds=1), _at(end), inc=True)
    return tuple(moment.date() for moment in found[:MOST_DAYS])


def _parts(rule: str) -> dict[str, str]:
    return dict(part.split("=", 1) for part in rule.removeprefix("RRULE:").split(";") if "=" in part)


def _with_days(rule: str) -> str:
    """The rule with the last day of its period where it names none."""
    parts = _parts(rule)
    if any(key.startswith("BY") for key in parts):
        return ";".join(f"{key}={value}" for key, value in parts.items())
    last = {"MONTHLY": {"BYMONTHDAY": "-1"}, "WEEKLY": {"BYDAY": "FR"}, "YEARLY": {"BYMONTH": "12", "BYMONTHDAY": "31"}}
    return ";".join(f"{key}={value}" for key, value in (parts | last.get(parts.get("FREQ", ""), {})).items())


def _start_of(rule: str, day: date) -> datetime:
    """A rule of every n-th month counts so that its periods end with the year: 每季度 in March, 每半年 in June."""
    parts = _parts(rule)
    every = int(parts.get("INTERVAL", "1"))
    if parts.get("FREQ") == "MONTHLY" and 1 < every <= 12:
        return datetime(day.year, every, 1)
    return datetime(day.year, 1, 1)


def _at(day: date) -> datetime:
    return datetime(day.year, day.month, day.day)
