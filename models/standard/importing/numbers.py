"""The numbers that lines of a standard bear: 一、 （二） 3. 1.2.3 A-1."""

import re
from dataclasses import dataclass

_CHINESE = "零一二三四五六七八九十百"
_MEASURES = "米级倍万亿岁个年月日吨元分公平小克升毫厘千度"  # 2.5米 is no number of a line
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
