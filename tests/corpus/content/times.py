"""Deadlines as papers write them, each with the last day it means (None: no day; not compared where `unclear`)."""

import calendar
from dataclasses import dataclass

from tests.corpus.content.dice import Dice


@dataclass(frozen=True, slots=True)
class Deadline:
    """The words, and the first and last day they mean as ISO text; `unclear` days are not compared."""

    words: str
    start: str | None = None
    end: str | None = None
    unclear: bool = False


def _day(year: int, month: int, day: int) -> str:
    return f"{year:04}-{month:02}-{day:02}"


def _last(year: int, month: int) -> str:
    return _day(year, month, calendar.monthrange(year, month)[1])


def month_end(dice: Dice, year: int) -> Deadline:
    month = dice.number(3, 11)
    return Deadline(f"{month}月底前", end=_last(year, month))


def year_month_end(dice: Dice, year: int) -> Deadline:
    month = dice.number(3, 11)
    return Deadline(f"{year}年{month}月底前", end=_last(year, month))


def day(dice: Dice, year: int) -> Deadline:
    month, at = dice.number(3, 11), dice.pick((10, 15, 20, 25, 30))
    return Deadline(f"{month}月{at}日前", end=_day(year, month, at))


def full_day(dice: Dice, year: int) -> Deadline:
    month, at = dice.number(3, 11), dice.pick((10, 15, 20, 25, 30))
    return Deadline(f"{year}年{month}月{at}日前", end=_day(year, month, at))


def months(dice: Dice, year: int) -> Deadline:
    first = dice.number(3, 6)
    last = first + dice.number(2, 5)
    words = dice.pick(
        (f"{first}月至{last}月", f"{first}月-{last}月", f"{year}年{first}月—{last}月", f"{year}年{first}-{last}月"),
        (f"{first}～{last}月", f"{year}年{first}月至{year}年{last}月"),
    )
    return Deadline(words, _day(year, first, 1), _last(year, last))


def over_years(dice: Dice, year: int) -> Deadline:
    first, last = dice.number(8, 11), dice.number(2, 6)
    return Deadline(f"{year}年{first}月—{year + 1}年{last}月", _day(year, first, 1), _last(year + 1, last))


def year_end(dice: Dice, year: int) -> Deadline:
    return Deadline(dice.pick(("年底前", f"{year}年底前", f"{year}年12月底前")), end=_day(year, 12, 31))


def lasting(dice: Dice, year: int) -> Deadline:
    return Deadline(dice.pick(("长期坚持", "持续推进"), ("常态化推进", "长期")))


def repeated(dice: Dice, year: int) -> Deadline:
    return Deadline(dice.pick(("每月28日前", "每季度末", "全年"), ("每月5日前", "每半年一次")), unclear=True)


def within(dice: Dice, year: int) -> Deadline:
    return Deadline(dice.pick(("10个工作日内", "5个工作日内", "立行立改"), ("30日内", "即知即改")))


def loose(dice: Dice, year: int) -> Deadline:
    month = dice.number(4, 11)
    return Deadline(dice.pick((f"{month}月中旬前", f"{month}月上旬前"), (f"{month}月下旬前",)), unclear=True)


def dotted(dice: Dice, year: int) -> Deadline:
    month = dice.number(5, 11)
    return Deadline(f"{year}.{month}.20前", end=_day(year, month, 20))


def quarter(dice: Dice, year: int) -> Deadline:
    return dice.pick(
        (
            Deadline("第二季度", _day(year, 4, 1), _day(year, 6, 30)),
            Deadline("第三季度", _day(year, 7, 1), _day(year, 9, 30)),
        )
    )


def held_forms(dice: Dice, year: int) -> Deadline:
    month = dice.number(5, 11)
    return dice.pick(
        (
            Deadline(f"{year}年{month}月30日之前", end=_day(year, month, 30)),
            Deadline(f"即日起至{month}月底", unclear=True),
            Deadline(f"{year}年上半年", _day(year, 1, 1), _day(year, 6, 30)),
            Deadline(f"{year}年{month}月末前", end=_last(year, month)),
            Deadline(f"{month}月中下旬", unclear=True),
            Deadline(f"{year}年第四季度末", unclear=True),
            Deadline(f"{year}年{month}月底", end=_last(year, month)),
        )
    )


FORMS = (month_end, month_end, year_month_end, day, full_day, months, months, over_years, year_end, lasting, repeated)
FORMS_MORE = (within, loose, dotted, quarter)


def deadline(dice: Dice, year: int) -> Deadline:
    """A deadline in one of the ways papers write them."""
    return dice.pick((*FORMS, *FORMS_MORE), (held_forms,))(dice, year)


def plain_deadline(dice: Dice, year: int) -> Deadline:
    """A deadline that can stand in the middle of a sentence (…底前, …日前)."""
    return dice.pick((month_end, day, year_month_end, full_day))(dice, year)
