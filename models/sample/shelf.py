"""The sample data on the shelf (resources/sample/*.json) and the words of its deadlines."""

import json
import re
from datetime import date, timedelta
from pathlib import Path
from typing import Any

FOLDER = Path(__file__).resolve().parents[2] / "resources" / "sample"
_MONTH = re.compile(r"\{m([+-]\d+)?\}月")
_DAY = re.compile(r"\{d([+-]\d+)?\}")


def load(name: str) -> Any:
    """One file of the shelf, parsed."""
    return json.loads((FOLDER / f"{name}.json").read_text(encoding="utf-8"))


def deadline_words(pattern: str, today: date) -> str:
    """A deadline as an office writes it, counted from `today`, so that the sample never grows old.

    {m+2}月 is the month two from now, {d-3} the day three days ago, {Y} this year; a date outside this year
    names its year.
    """

    def month(match: re.Match[str]) -> str:
        months = today.year * 12 + today.month - 1 + int(match.group(1) or 0)
        year, index = divmod(months, 12)
        return f"{_year(year, today)}{index + 1}月"

    def day(match: re.Match[str]) -> str:
        wanted = today + timedelta(days=int(match.group(1) or 0))
        return f"{_year(wanted.year, today)}{wanted.month}月{wanted.day}日"

    return _DAY.sub(day, _MONTH.sub(month, pattern)).replace("{Y}", str(today.year))


def shifted_month(today: date, months: int) -> tuple[int, int]:
    """Year and month that lie `months` from the month of `today`."""
    year, index = divmod(today.year * 12 + today.month - 1 + months, 12)
    return year, index + 1


def _year(year: int, today: date) -> str:
    return "" if year == today.year else f"{year}年"
