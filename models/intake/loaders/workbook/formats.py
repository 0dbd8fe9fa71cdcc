"""Numbers and days of a workbook as its user sees them: number formats, percent, dates of 1900 and 1904."""

import operator
import re
from collections.abc import Callable, Mapping
from datetime import datetime, timedelta
from decimal import ROUND_HALF_UP, Decimal
from functools import lru_cache

_LAST_DAY = 2_958_465  # 31 December 9999
_QUOTED = re.compile(r'"([^"]*)"|[\\!](.)')
_SET_ASIDE = re.compile(r"\[[^\]]*\]|_.|\*.")
_TOKENS = re.compile(r'"([^"]*)"|[\\!](.)|\[[^\]]*\]|_.|\*.|([0#?])|(\.)|(,)|(%)|(E[+-])|(/)|(.)')
_CONDITION = re.compile(r"(?:\[[^\]<>=]*\])*\[(<=|>=|<>|<|>|=)(-?\d+(?:\.\d+)?)\]")
_COMPARED: Mapping[str, Callable[[float, float], bool]] = {
    "<": operator.lt,
    "<=": operator.le,
    ">": operator.gt,
    ">=": operator.ge,
    "=": operator.eq,
    "<>": operator.ne,
}
GENERAL = "General"
# The formats with a number of their own that Excel and WPS in Chinese use without writing them down.
BUILT_IN: dict[int, str] = {
    1: "0",
    2: "0.00",
    3: "#,##0",
    4: "#,##0.00",
    9: "0%",
    10: "0.00%",
    11: "0.00E+00",
    12: "# ?/?",
    13: "# ??/??",
    14: "yyyy/m/d",
    15: "d-mmm-yy",
    16: "d-mmm",
    17: "mmm-yy",
    18: "h:mm AM/PM",
    19: "h:mm:ss AM/PM",
    20: "h:mm",
    21: "h:mm:ss",
    22: "yyyy/m/d h:mm",
    37: "#,##0",
    38: "#,##0",
    39: "#,##0.00",
    40: "#,##0.00",
    45: "mm:ss",
    46: "[h]:mm:ss",
    47: "mm:ss.0",
    **dict.fromkeys((27, 36, 50, 52, 57), 'yyyy"年"m"月"'),
    **dict.fromkeys((28, 29, 51, 53, 54, 58), 'm"月"d"日"'),
    30: "m-d-yy",
    31: 'yyyy"年"m"月"d"日"',
    **dict.fromkeys((32, 34, 55), 'h"时"mm"分"'),
    **dict.fromkeys((33, 35, 56), 'h"时"mm"分"ss"秒"'),
}


# ---- numbers ------------------------------------------------------------------------------------------------


def plain_number(value: float | int) -> str:
    """A number without a needless point or exponent: 13812345678.0 is 13812345678."""
    if isinstance(value, int) or (value.is_integer() and abs(value) < 1e15):
        return str(int(value))
    number = Decimal(f"{value:.15g}")
    if len(number.as_tuple().digits) > 12:  # 0.30000000000000004 is what a sum of a sheet left behind
        number = Decimal(f"{value:.12g}")
    return format(number.normalize(), "f") if abs(number.adjusted()) < 30 else repr(value)


def shown_number(value: float | int, number_format: str) -> str:
    """The number under a format, rounded as the sheet rounds it: 0.956 under 0% is 96%, 5 under 000 is 005."""
    section, negative = _section(number_format, value)
    if GENERAL in section:
        before, _, after = section.partition(GENERAL)
        return _words(before) + plain_number(value) + _words(after)
    form = _form(section)
    if form is None:
        return (_words(section) if value == 0 and section.count('"') else "") or plain_number(value)
    whole, decimals, marks, places, scale, grouped = form
    number = abs(Decimal(repr(value)) if isinstance(value, float) else Decimal(value)).scaleb(scale)
    if number.adjusted() > 30:
        return plain_number(value)
    digits, _, rest = format(number.quantize(Decimal(1).scaleb(-places), ROUND_HALF_UP), "f").partition(".")
    text = _filled(whole, "" if digits == "0" else digits, grouped=grouped) + _decimals(decimals, rest)
    sign = "-" if negative and any(digit in "123456789" for digit in digits + rest) else ""
    return (sign + text + marks).strip()


def exact_number(value: float | int, number_format: str) -> str:
    """The number under a format with no figure lost: 0.9567 under 0% is 95.67%, 78.3 under 0"岁" is 78.3岁."""
    number = Decimal(repr(value)) if isinstance(value, float) else Decimal(value)
    if isinstance(value, float):
        number = Decimal(f"{number:.12g}")
    pattern = number_format.split(";")[0]
    bare = _SET_ASIDE.sub("", _QUOTED.sub("", pattern))
    percent = "%" in bare
    places = re.search(r"0[.](0+)", bare)
    if percent:
        number *= 100
    text = _exact(number, len(places.group(1)) if places else 0)
    return f"{_sign_before(pattern)}{text}{'%' if percent else ''}{_words_after(pattern)}"


def _exact(number: Decimal, places: int) -> str:
    """At least `places` decimals, and all that the number has."""
    text = format(number.normalize(), "f")
    whole, _, decimals = text.partition(".")
    decimals = decimals.ljust(places, "0")
    return f"{whole}.{decimals}" if decimals else whole


def _sign_before(pattern: str) -> str:
    """A sign of comparison that a format puts in front: "≥"0% → ≥."""
    found = re.match(r'[\s"\\]*([≥≤＞＜><]=?)[\s"\\]*[0#?]', pattern)
    return found.group(1) if found else ""


def _words_after(pattern: str) -> str:
    """The words a format puts behind the number: 0.0"‰" → ‰; those of money and accounts are no unit here."""
    last = max(pattern.rfind("0"), pattern.rfind("#"))
    tail = _SET_ASIDE.sub("", pattern[last + 1 :]) if last >= 0 else ""
    words = "".join(one or other for one, other in _QUOTED.findall(tail))
    words += re.sub(r"[^‰℃岁年人次处个级分张]", "", _QUOTED.sub("", tail))
    return words.strip()


def _words(section: str) -> str:
    """The words of a format that has no places for digits."""
    bare = _SET_ASIDE.sub("", section)
    return _QUOTED.sub(lambda found: found[1] or found[2] or "", bare).strip()


def _section(number_format: str, value: float | int) -> tuple[str, bool]:
    """The part of a format for this number (positive;negative;zero), and whether a minus is still to be written."""
    sections = number_format.split(";")
    for section in sections:
        condition = _CONDITION.match(section)
        if condition is not None and _COMPARED[condition[1]](value, float(condition[2])):
            return section, value < 0
    if value < 0 and len(sections) > 1 and sections[1]:
        return sections[1], False
    if value == 0 and len(sections) > 2 and sections[2]:
        return sections[2], False
    if _CONDITION.match(sections[0]):
        return sections[-1], value < 0
    return sections[0], value < 0


_Form = tuple[tuple[tuple[str, str], ...], str, str, int, int, bool]


@lru_cache(maxsize=2_000)
def _form(section: str) -> _Form | None:
    """A section taken apart: (places and words of the whole part, places of decimals, words behind, number of
    decimals, power of ten to multiply with, thousands parted). None for General, fractions, exponents and forms
    without places."""
    if section in ("", "@") or "通用格式" in section:
        return None
    whole: list[tuple[str, str]] = []
    decimals = marks = ""
    scale = 0
    pointed = grouped = False
    commas = 0
    for found in _TOKENS.finditer(section):
        quoted, escaped, place, point, comma, percent, exponent, stroke, other = found.groups()
        if exponent or (stroke and not re.search("[年月日]", section)):
            return None
        words = quoted or escaped or other or ("%" if percent else "")
        scale += 2 if percent else 0
        if place:
            grouped = grouped or bool(commas)
            commas = 0
            if pointed:
                decimals += place
            else:
                whole += [("word", marks)] if marks else []
                whole.append(("place", place))
                marks = ""
        elif point and not pointed:
            pointed = True
        elif comma:
            commas += 1
        elif words:
            marks += words
    if not any(kind == "place" for kind, _ in whole) and not decimals:
        return None
    return tuple(whole), decimals, marks, len(decimals), scale - 3 * commas, grouped


def _filled(whole: tuple[tuple[str, str], ...], digits: str, *, grouped: bool) -> str:
    """The digits put into their places from the right; what is left over goes before the first place."""
    out: list[str] = []
    count = 0
    left = sum(kind == "place" for kind, _ in whole)

    def put(digit: str) -> None:
        nonlocal count
        if grouped and count and count % 3 == 0:
            out.append(",")
        out.append(digit)
        count += 1

    for kind, text in reversed(whole):
        if kind == "word":
            out.append(text[::-1])
            continue
        left -= 1
        if digits:
            put(digits[-1])
            digits = digits[:-1]
        elif text == "0":
            put("0")
        if left == 0:
            for digit in reversed(digits):
                put(digit)
    return "".join(out)[::-1]


def _decimals(places: str, digits: str) -> str:
    kept = digits
    for place in reversed(places):
        if place == "0" or not kept.endswith("0"):
            break
        kept = kept[:-1]
    return f".{kept}" if kept else ""


# ---- days ---------------------------------------------------------------------------------------------------


@lru_cache(maxsize=2_000)
def is_day_format(number_format: str) -> bool:
    """Whether numbers under this format are days or times."""
    first = _QUOTED.sub("", number_format.split(";")[0])
    bare = re.sub(r"\[(?![hms]+\])[^\]]*\]|_.|\*.", "", first, flags=re.IGNORECASE)
    if GENERAL in bare or "通用格式" in bare:
        return False
    return re.search(r"[ymdhs]|[Aa][Mm]/[Pp][Mm]", bare.replace("E+", "").replace("E-", ""), re.IGNORECASE) is not None


def moment_of(value: float, *, from_1904: bool) -> datetime | None:
    """The moment that a serial number stands for; None outside the calendar."""
    if from_1904:
        value += 1_462
    if not 0 < value <= _LAST_DAY + 1 or 60 <= value < 61:  # 29 February 1900 never was
        return None
    start = datetime(1899, 12, 30) if value > 60 else datetime(1899, 12, 31)
    seconds = round(value * 86_400)
    return start + timedelta(seconds=seconds)


def shown_moment(moment: datetime, number_format: str) -> str:
    """A day as the format writes it, the year always with four digits and never left out: 2024年5月1日, 2024/5/1."""
    first = number_format.split(";")[0]
    bare = re.sub(r"\[(?![hms]+\])[^\]]*\]|_.|\*.", "", first, flags=re.IGNORECASE)
    letters = _QUOTED.sub("", bare).lower()
    days = re.sub(r"\[?h+\]?\W*m*|m+\W*s+|s+|am/pm", "", letters)  # what is left are letters of days
    timed = "h" in letters or "s" in letters
    hour = f"{moment.hour:02d}" if "hh" in letters else str(moment.hour)
    clock = f"{hour}:{moment:%M:%S}" if "s" in letters else f"{hour}:{moment:%M}"
    if timed and not re.search("[ymd]", days):
        return clock
    return _day(moment, bare, days) + (f" {clock}" if timed and (moment.hour or moment.minute) else "")


def _day(moment: datetime, bare: str, letters: str) -> str:
    has_day = "d" in letters
    if "年" in bare or "月" in bare:
        if not has_day and "月" in bare:
            return f"{moment.year}年{moment.month}月"
        return f"{moment.year}年{moment.month}月{moment.day}日" if has_day else f"{moment.year}年"
    mark = next((mark for mark in "./-" if mark in bare), "-")
    padded = "mm" in letters and "mmm" not in letters
    month = f"{moment.month:02d}" if padded else str(moment.month)
    if not has_day:
        return f"{moment.year}{mark}{month}"
    day = f"{moment.day:02d}" if "dd" in letters and "ddd" not in letters else str(moment.day)
    return f"{moment.year}{mark}{month}{mark}{day}"


def iso_moment(moment: datetime) -> str:
    """2026-05-31, or 2026-05-31 09:30."""
    if moment.hour or moment.minute or moment.second:
        return moment.isoformat(" ", "minutes")
    return moment.date().isoformat()
