"""Numbers in workbooks as the user sees them (0.95 shown as 95 %), and the numbers that lines of a standard bear."""

import re
from dataclasses import dataclass
from decimal import Decimal

_CHINESE = "零一二三四五六七八九十百"
_MEASURES = "米级倍万亿岁个年月日吨元分公平小克升毫厘千度"  # 2.5米 is no number of a line
_QUOTED = re.compile(r'"([^"]*)"|\\(.)')
_FORMS: tuple[tuple[str, re.Pattern[str]], ...] = (
    ("part", re.compile(rf"第[{_CHINESE}\d]+[部编篇章节类项](?:分)?")),
    ("chinese", re.compile(rf"[{_CHINESE}]+(?=[、.．,，]|\s|$)[、.．,，]?")),
    ("chinese in brackets", re.compile(rf"[（(][{_CHINESE}]+[）)][、.．]?")),
    ("digits in brackets", re.compile(r"[（(]\d{1,3}[）)][、.．]?")),
    ("digits half bracket", re.compile(r"\d{1,3}[）)][、.．]?")),
    ("circled", re.compile(r"[①-⑳]")),
    ("dotted", re.compile(r"[A-Za-z]{0,3}[-.]?\d{1,4}(?:[.．-]\d{1,4}){1,5}(?:[、.．]|(?=\s)|$)")),
    ("dotted", re.compile(rf"\d{{1,3}}(?:[.．]\d{{1,3}}){{1,5}}(?=[一-鿿])(?![{_MEASURES}])")),
    ("digits", re.compile(r"[A-Za-z]{0,3}-?\d{1,3}(?:[、.．](?!\d)|(?=\s)|$)")),
    ("letter", re.compile(r"[A-Za-zⅠ-Ⅻ]{1,3}(?:[、.．]|$)")),
)


@dataclass(frozen=True, slots=True)
class Number:
    """A number at the head of a line: its text without the mark that ends it, and its form."""

    text: str
    form: str


def number_of(text: str) -> Number | None:
    """A cell that holds a number and nothing else: 一、 （二） 3. 1.2.3 A-1."""
    head, rest = split_number(text)
    return head if head is not None and not rest else None


def split_number(text: str) -> tuple[Number | None, str]:
    """(the number in front, the rest): "（一）人群健康" → （一）, 人群健康."""
    plain = text.strip()
    for form, pattern in _FORMS:
        found = pattern.match(plain)
        if found is None:
            continue
        rest = plain[found.end() :].strip()
        if form == "letter" and rest and not re.search(r"[、.．]$", found.group()):
            continue
        number = re.sub(r"[、.．,，\s]+$", "", found.group())
        if form == "dotted":
            form = f"dotted {len(re.findall(r'[.．-]', number.lstrip('-'))) + 1}"
        return Number(number, form), rest
    return None, plain


def shown_number(value: float | int, number_format: str) -> str:
    """The text as the sheet shows it: 0.95 under 0% is 95%, 78.3 under 0"岁" is 78.3岁.

    No figure is lost: more decimals than the format shows are kept.
    """
    number = Decimal(repr(value)) if isinstance(value, float) else Decimal(value)
    if isinstance(value, float):
        number = Decimal(f"{number:.12g}")  # 0.30000000000000004 is what a sum of a sheet left behind
    pattern = number_format.split(";")[0]
    bare = re.sub(r"\[[^\]]*\]|_.|\*.", "", _QUOTED.sub("", pattern))
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
    tail = re.sub(r"\[[^\]]*\]|_.|\*.", "", pattern[last + 1 :]) if last >= 0 else ""
    words = "".join(one or other for one, other in _QUOTED.findall(tail))
    words += re.sub(r"[^‰℃岁年人次处个级分张]", "", _QUOTED.sub("", tail))
    return words.strip()
