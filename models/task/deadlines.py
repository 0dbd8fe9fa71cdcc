"""Deadlines as papers write them, turned into a date, a range or a recurrence. Empty rather than a guess."""

import calendar
import re
from dataclasses import dataclass
from datetime import date

_FULL = str.maketrans("０１２３４５６７８９", "0123456789")
_DASH = re.compile(r"[~～〜—–―－﹣‐‑‒−]+|--+|至|到")
_SPACES = re.compile(r"\s+")
_NUMERAL = re.compile(r"[一二三四五六七八九十两]+(?=年|个|月|日|号|天|季|周)|(?<=第)[一二三四](?=季)")
_MASKED_YEAR = re.compile(r"(?:\d{2,3}|20)[_xX×*＊○〇◯?？]{1,2}年|[_xX×*＊]{2,4}年")
_CLOCK = re.compile(
    r"(?:上午|下午|中午|晚上)?\d{1,2}(?:[时点](?:\d{1,2}分|半)?|[:：]\d{2})|(?:上午|下午)?下班"
    r"|下午(?=前)|上午(?=前)"
)
_DIGIT = {char: value for value, char in enumerate("零一二三四五六七八九")} | {"两": 2}
_WEEKDAYS = {"一": "MO", "二": "TU", "三": "WE", "四": "TH", "五": "FR", "六": "SA", "日": "SU", "天": "SU", "末": "SU"}
_FIRST_MONTHS, _LAST_MONTHS = "1,4,7,10", "3,6,9,12"


@dataclass(frozen=True, slots=True)
class Due:
    """First day, last day (both inclusive) and recurrence (RRULE text); each None where the words do not tell it."""

    from_: date | None = None
    to: date | None = None
    every: str | None = None

    def __bool__(self) -> bool:
        return self.from_ is not None or self.to is not None or self.every is not None


NOTHING = Due()


def parse_deadline(words: str, *, year: int | None, years: tuple[int, ...] = ()) -> Due:
    """What `words` (4月底前, 2010年4-10月, 每月28日前 …) say.

    `year` is the year of the paper, for words without one; `years` are all its years: with more than one, a date
    without a year stays empty, because the paper does not say which one it means.
    """
    if len(years) > 1:
        year = None
    elif year is None and len(years) == 1:
        year = years[0]
    text = plain_words(words)
    if not text or _MASKED_YEAR.search(text):
        return NOTHING
    if text.startswith("每") or "逐月" in text:
        return _recurring(text)
    return _range(text, year) or _point(text, year)


# ---- recurrences --------------------------------------------------------------------------------------------

_EVERY = re.compile(r"每(?P<n>\d+)?个?(?P<half>半)?(?P<unit>年度?|季度?|月份?|周|星期|日|天|旬)(?P<rest>.*)")


def _recurring(text: str) -> Due:
    match = _EVERY.match(text)
    if match is None:
        return NOTHING
    unit, rest, count = match["unit"][0], match["rest"], int(match["n"] or 1)
    if unit == "半" or match["half"]:
        return _every("MONTHLY", 6) if unit == "年" and not _said(rest) else NOTHING
    if unit in "日天":
        return _every("DAILY", count) if not _said(rest) else NOTHING
    if unit in "周星":
        day = re.match(r"(?:的)?([一二三四五六日天末])(?:下班)?(?:之?前|以前)?", rest)
        if day:
            return Due(every=_rule("WEEKLY", count, BYDAY=_WEEKDAYS[day[1]]))
        return _every("WEEKLY", count) if not _said(rest) else NOTHING
    if unit == "旬":
        return NOTHING
    if unit == "月":
        days = _month_days(rest)
        if days:
            return Due(every=_monthly(days, count))
        return _every("MONTHLY", count) if not _said(rest) else NOTHING
    if unit == "季":
        return _quarterly(rest)
    return _yearly(rest, count)


def _quarterly(rest: str) -> Due:
    match = re.match(
        r"(?:的)?(?:(?P<last>最后一?1?个?月|末月|第3个月)|(?P<first>首月|第1个月|次月|下1?个?季度首月))", rest
    )
    if match:
        days = _month_days(rest[match.end() :])
        months = _LAST_MONTHS if match["last"] else _FIRST_MONTHS
        return Due(every=_rule("YEARLY", 1, BYMONTH=months, BYMONTHDAY=_joined(days))) if days else NOTHING
    after = re.match(r"(?:结束|终了|末|后)+(\d{1,2})[日天]内", rest)
    if after:
        return Due(every=_rule("YEARLY", 1, BYMONTH=_FIRST_MONTHS, BYMONTHDAY=after[1]))
    if re.match(r"(?:度)?(?:的)?(?:季?末|季?底)", rest):
        return Due(every=_rule("YEARLY", 1, BYMONTH=_LAST_MONTHS, BYMONTHDAY="-1"))
    return _every("MONTHLY", 3) if not _said(rest) else NOTHING


def _yearly(rest: str, count: int) -> Due:
    month = re.match(r"(?:的)?(\d{1,2})月(?:份)?", rest)
    if month and 1 <= int(month[1]) <= 12:
        days = _month_days(rest[month.end() :])
        if days and (days[0] == -1 or days[0] <= calendar.monthrange(2024, int(month[1]))[1]):
            return Due(every=_rule("YEARLY", count, BYMONTH=month[1], BYMONTHDAY=_joined(days)))
        return NOTHING
    if re.match(r"(?:的)?年?(?:底|末|终)", rest):
        return Due(every=_rule("YEARLY", count, BYMONTH="12", BYMONTHDAY="31"))
    return _every("YEARLY", count) if not _said(rest) else NOTHING


def _month_days(rest: str) -> list[int]:
    """Days named at the start of `rest`: 28日前, 10日、25日前, 底前."""
    if re.match(r"(?:的)?月?(?:底|末)|的?最后1天", rest):
        return [-1]
    match = re.match(r"(?:的)?((?:\d{1,2}[日号]?[、和,，])*\d{1,2}[日号])", rest)
    days = [int(day) for day in re.findall(r"\d{1,2}", match[1])] if match else []
    return days if all(1 <= day <= 31 for day in days) else []


def _monthly(days: list[int], count: int) -> str:
    if len(days) == 1 and days[0] > 28:  # the last day there is, in a shorter month
        each = ",".join(str(day) for day in range(28, days[0] + 1))
        return _rule("MONTHLY", count, BYMONTHDAY=each, BYSETPOS="-1")
    return _rule("MONTHLY", count, BYMONTHDAY=_joined(days))


def _joined(days: list[int]) -> str:
    return ",".join(str(day) for day in days)


def _rule(frequency: str, count: int, **parts: str) -> str:
    interval = {"INTERVAL": str(count)} if count != 1 else {}
    return ";".join([f"FREQ={frequency}", *(f"{key}={value}" for key, value in (interval | parts).items())])


def _every(frequency: str, count: int) -> Due:
    return Due(every=_rule(frequency, count))


def _said(rest: str) -> bool:
    """Whether the words after 每月, 每周 … name a day that this reader does not understand."""
    return bool(re.search(r"\d|[底末初前旬]|首|最后", rest))


# ---- ranges -------------------------------------------------------------------------------------------------

_YEAR = r"(?:(?P<{0}y>\d{{4}})年|(?P<{0}w>今年|本年度?|当年|明年|次年|翌年|来年)的?)?"
_POINT = (
    _YEAR
    + r"(?:(?P<{0}m>\d{{1,2}})月份?)?(?:(?P<{0}d>\d{{1,2}})[日号])?(?P<{0}p>上旬|中、?下旬|中旬|下旬|月?底|末|初)?"
)
_RANGE = re.compile(
    r"(?:自|从|于|在)?"
    + _POINT.format("a")
    + r"(?:起|开始)?-"
    + _POINT.format("b")
    + r"(?:止|结束|底?前|期间|完成|实施)?"
)
_BARE_MONTHS = re.compile(
    r"(?:自|从|于|在)?" + _YEAR.format("a") + r"(\d{1,2})(?:月份?)?-(\d{1,2})月份?(?:底|末)?(?:止|前|底前|期间|完成)?"
)
_BARE_DAYS = re.compile(
    r"(?:自|从|于|在)?" + _YEAR.format("a") + r"(\d{1,2})月(\d{1,2})[日号]?-(\d{1,2})[日号](?:止|前)?"
)
_DOTTED = re.compile(r"(\d{4})[./](\d{1,2})(?:[./](\d{1,2}))?-(?:(\d{4})[./])?(\d{1,2})(?:[./](\d{1,2}))?")
_OPEN = re.compile(r"(?:自|从)?(?:即日起|现在起|发文之日起|印发之日起)-(?P<rest>.+)")


def _range(text: str, year: int | None) -> Due:
    opened = _OPEN.fullmatch(text)
    if opened:
        return Due(to=_point(opened["rest"], year).to)
    days = _BARE_DAYS.fullmatch(text)
    if days:
        of = _year_of(days["ay"], days["aw"], year)
        return _ordered(_day(of, int(days[3]), int(days[4])), _day(of, int(days[3]), int(days[5])))
    months = _BARE_MONTHS.fullmatch(text)
    if months:
        of = _year_of(months["ay"], months["aw"], year)
        return _ordered(_day(of, int(months[3]), 1), _month_end(of, int(months[4])))
    dotted = _DOTTED.fullmatch(text)
    if dotted:
        return _dotted_range(dotted)
    match = _RANGE.fullmatch(text)
    if match is None:
        return _whole(text, year)
    if not any(match["a" + part] for part in "ymd") or not any(match["b" + part] for part in "ymd"):
        return NOTHING
    first_year = _year_of(match["ay"], match["aw"], year)
    last_year = _year_of(match["by"], match["bw"], first_year)
    first = _bound(first_year, match["am"], match["ad"], match["ap"], last=False)
    last_month = match["bm"] or (match["am"] if match["bd"] else None)
    return _ordered(first, _bound(last_year, last_month, match["bd"], match["bp"], last=True))


def _dotted_range(match: re.Match[str]) -> Due:
    year, month, day = int(match[1]), int(match[2]), match[3]
    last_year, last_month, last_day = int(match[4] or year), int(match[5]), match[6]
    first = _day(year, month, int(day or 1))
    last = _day(last_year, last_month, int(last_day)) if last_day else _month_end(last_year, last_month)
    return _ordered(first, last)


_WHOLE = re.compile(
    r"(?:在|于)?" + _YEAR.format("a") + r"(?P<part>全年|上半年|下半年|第?[1-4]季度|年内|内)?(?P<end>底?前|末前?|底)?"
)
_HALVES = {"上半年": (1, 6), "下半年": (7, 12), "全年": (1, 12), "年内": (1, 12), "内": (1, 12)}


def _whole(text: str, year: int | None) -> Due:
    """全年, 上半年, 三季度末前, 2024年, 年内: a year or a part of it."""
    match = _WHOLE.fullmatch(text)
    if match is None or not (match["part"] or match["ay"]):
        return NOTHING
    of = _year_of(match["ay"], match["aw"], year)
    part, end = match["part"], match["end"]
    if part is None:
        return NOTHING if end else _ordered(_day(of, 1, 1), _day(of, 12, 31))
    if part == "内" and not (match["ay"] or match["aw"]):
        return NOTHING
    if part in _HALVES:
        first, last = _HALVES[part]
    else:
        last = int(re.findall(r"\d", part)[0]) * 3
        first = last - 2
    if end == "前":  # 上半年前, 二季度前: before its end or before its start?
        return NOTHING
    return Due(to=_month_end(of, last)) if end else _ordered(_day(of, first, 1), _month_end(of, last))


# ---- single days --------------------------------------------------------------------------------------------

_BEFORE = r"(?P<end>底?之?前|以前|止|内|为止)?(?:全面|基本|全部)?(?:完成|报送|办结|到位|落实|达标|整改到位|销号)?"
_AT = re.compile(r"(?:力争|确保|请|最迟|不迟于|不晚于|截止|截至|-|在|于)*" + _POINT.format("a") + _BEFORE)
_YEAR_END = re.compile(
    r"(?:力争|确保|请|截至|-|在|于)*(?:(?P<y>\d{4})|(?P<w>今|本|当|明|次|翌|来))?年(?P<part>年?[底末]"
    r"|内)(?:之?前|以前|止)?"
    r"(?:全面|基本|全部)?(?:完成|报送|办结|到位|落实|达标)?"
)
_DOT = re.compile(r"(\d{4})[./-](\d{1,2})[./-](\d{1,2})(?:之?前|以前)?")
_UNTIL_YEAR = re.compile(r"-(\d{4})年")


def _point(text: str, year: int | None) -> Due:
    end = _YEAR_END.fullmatch(text)
    if end:
        of = int(end["y"]) if end["y"] else _year_of(None, (end["w"] or "本") + "年", year)
        first = _day(of, 1, 1) if end["part"] == "内" and of else None
        return Due(from_=first, to=_day(of, 12, 31))
    until = _UNTIL_YEAR.fullmatch(text)
    if until:
        return Due(to=_day(int(until[1]), 12, 31))
    dot = _DOT.fullmatch(text)
    if dot:
        return Due(to=_day(int(dot[1]), int(dot[2]), int(dot[3])))
    match = _AT.fullmatch(text)
    if match is None or not match["am"]:
        return NOTHING
    of = _year_of(match["ay"], match["aw"], year)
    day, part, before = match["ad"], match["ap"], match["end"]
    if day:
        return Due(to=_bound(of, match["am"], day, None, last=True))
    if part == "初" or (part is None and before in ("前", "之前", "以前")):  # before it begins, or before it ends?
        return NOTHING
    if part is None and before != "底前":
        return _ordered(_bound(of, match["am"], None, None, last=False), _bound(of, match["am"], None, None, last=True))
    last = _bound(of, match["am"], None, part or "底", last=True)
    if before or part in ("底", "末", "月底"):
        return Due(to=last)
    return _ordered(_bound(of, match["am"], None, part, last=False), last)


# ---- calendar -----------------------------------------------------------------------------------------------


def plain_words(words: str) -> str:
    """The words without spaces, in Arabic digits, with one kind of dash and without times of day."""
    text = _SPACES.sub("", words.translate(_FULL)).strip("。；;，,（）()、")
    text = _NUMERAL.sub(lambda match: str(_numeral(match[0])), text)
    return _DASH.sub("-", _CLOCK.sub("", text))


def _numeral(text: str) -> int:
    left, ten, right = text.partition("十")
    if not ten:
        return int("".join(str(_DIGIT[char]) for char in text))
    return (_DIGIT.get(left, 1) if len(left) < 2 else 0) * 10 + (_DIGIT.get(right, 0) if len(right) < 2 else 0)


def _year_of(digits: str | None, word: str | None, year: int | None) -> int | None:
    if digits:
        return int(digits)
    if word and year is not None and word[0] in "明次翌来":
        return year + 1
    return year


def _day(year: int | None, month: int, day: int) -> date | None:
    if year is None or not 1900 <= year <= 2200:
        return None
    try:
        return date(year, month, day)
    except ValueError:
        return None


def _month_end(year: int | None, month: int) -> date | None:
    if year is None or not 1900 <= year <= 2200 or not 1 <= month <= 12:
        return None
    return date(year, month, calendar.monthrange(year, month)[1])


def _bound(year: int | None, month: str | None, day: str | None, part: str | None, *, last: bool) -> date | None:
    if month is None:
        return _day(year, 12, 31) if last else _day(year, 1, 1)
    number = int(month)
    if day is not None:
        return _day(year, number, int(day))
    if part == "上旬" or part == "初":
        return _day(year, number, 10 if last else 1)
    if part == "中旬":
        return _day(year, number, 20 if last else 11)
    if part in ("中下旬", "中、下旬"):
        return _month_end(year, number) if last else _day(year, number, 11)
    if part == "下旬":
        return _month_end(year, number) if last else _day(year, number, 21)
    return _month_end(year, number) if last else _day(year, number, 1)


def _ordered(first: date | None, last: date | None) -> Due:
    """A range; nothing when one end is unknown or they stand the wrong way round."""
    if first is None or last is None or last < first:
        return NOTHING
    return Due(first, last)
