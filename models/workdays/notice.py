"""Reading the yearly notice of the 国务院办公厅 on holidays:
元旦：1月1日（周四）至3日（周六）放假调休，共3天。1月4日（周日）上班。"""

import re
from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date, timedelta

from models.workdays.rules import SetDay, weekday

_FULL = str.maketrans("０１２３４５６７８９：", "0123456789:")
_SPACES = re.compile(r"[\s\u3000]+")
_YEAR = re.compile(r"(\d{4})年")
_TITLE = re.compile(r"(\d{4})年(?:部分)?节假日")
_HEAD = re.compile(r"^(?:[（(]?[一二三四五六七八九十\d]+[）)]?[、.．]?)?(?P<name>[\u4e00-\u9fff、]{2,12}):")
_POINT = r"(?:(?P<{0}y>\d{{4}})年)?(?:(?P<{0}m>\d{{1,2}})月)?(?P<{0}d>\d{{1,2}})日(?P<{0}w>[（(][^（）()]*[）)])?"
_SPAN = re.compile(_POINT.format("a") + r"(?:(?:至|到|-|—|－|~|～)+" + _POINT.format("b") + r")?")
_COUNT = re.compile(r"共(\d+)天|放假(\d+)天")
_WEEKDAY = re.compile(r"(?:周|星期)([一二三四五六日天])")
_LONGEST = 31


@dataclass(frozen=True, slots=True)
class Notice:
    """What a notice sets, and what in it does not fit together, in plain sentences."""

    days: dict[date, SetDay]
    problems: tuple[str, ...] = ()

    @property
    def free(self) -> int:
        return sum(not day.is_working for day in self.days.values())

    @property
    def made_up(self) -> int:
        return sum(day.is_working for day in self.days.values())


def read_notice(text: str, *, year: int) -> Notice:
    """Free and made-up days of a notice; `year` counts where the text does not name one."""
    plain = text.translate(_FULL)
    title = _TITLE.search(_SPACES.sub("", plain))
    year = int(title[1]) if title else year
    days: dict[date, SetDay] = {}
    problems: list[str] = []
    name = ""
    for sentence in re.split(r"[。；;\n]", plain):
        words = _SPACES.sub("", sentence)
        head = _HEAD.match(words)
        if head:
            name = head["name"]
            words = words[head.end() :]
        for clause, is_working in _clauses(words):
            found: list[date] = []
            month: str | None = None
            of_year = year
            for span in _SPAN.finditer(clause):
                month = span["am"] or month
                of_year = int(span["ay"]) if span["ay"] else of_year
                dates, problem = _dates(span, of_year, month)
                problems += [problem] if problem else []
                found += dates
                if span["bm"]:
                    month = span["bm"]
            counted = _COUNT.search(clause)
            said = int(counted[1] or counted[2]) if counted else 0
            if not is_working and said and found and said != len(set(found)):
                problems.append(f"{name or '放假'}：通知写共 {said} 天，读到 {len(set(found))} 天。")
            days |= {day: SetDay(is_working, name) for day in found}
    return Notice(days, tuple(dict.fromkeys(problems)))


def _clauses(words: str) -> Iterator[tuple[str, bool]]:
    """The parts of a sentence that say 放假 or 上班, each with the dates before the word (and the count behind it)."""
    start = 0
    for match in re.finditer(r"放假(?:调休|公休)?(?:\d+天)?(?:，?共\d+天)?|(?:正常)?上班|休息|补休", words):
        clause = words[start : match.end()]
        if _SPAN.search(clause):
            yield clause, "上班" in match[0]
        start = match.end()


def _dates(span: re.Match[str], year: int, month: str | None) -> tuple[list[date], str]:
    """The days of one date or range, and what is wrong with it."""
    if month is None:
        return [], f"“{span[0]}”没有写月份。"
    try:
        first = date(year, int(month), int(span["ad"]))
        last = first
        if span["bd"]:
            last = date(int(span["by"] or year), int(span["bm"] or month), int(span["bd"]))
    except ValueError:
        return [], f"“{span[0]}”不是日历上有的日期。"
    if not 0 <= (last - first).days < _LONGEST:
        return [], f"“{span[0]}”的起止日期不对。"
    for day, said in ((first, span["aw"]), (last, span["bw"])):
        named = _WEEKDAY.search(said or "")
        if named and named[1].replace("天", "日") != weekday(day)[1]:
            return [], f"{day.year}年{day.month}月{day.day}日是{weekday(day)}，通知写的是周{named[1]}：年份可能不对。"
    return [first + timedelta(days=number) for number in range((last - first).days + 1)], ""
