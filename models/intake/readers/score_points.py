"""Points as score tables write them: 10, 10分, （10分）, 环境卫生（20分）, 满分100分."""

import re
from collections.abc import Iterable
from decimal import Decimal

from models.intake.characters import half_digits, squeezed

_NUMBER = r"\d{1,4}(?:\.\d{1,2})?"
_POINTS = re.compile(rf"[（(]?(?:满分|共|计|分值|最高|最多|上限)?[：:]?([-+－＋]?{_NUMBER})分?(?:/项)?[）)]?")
_IN_NAME = re.compile(
    rf"\s*[（(]\s*(?:满分|共|计|总分|分值|最高|最多|上限|加分上限|权重)*[：:]?\s*({_NUMBER})\s*分?\s*[)）]\s*$"
)
_BEHIND = re.compile(rf"\s*[：:，,]?\s*({_NUMBER})\s*分\s*$")
TOTAL = re.compile(r"(?:合计|总计|总分|共计|总分值)(?:分值?)?[：:]?")
_TOTAL_ABOVE = re.compile(rf"(?:满分|总分|共计?|合计)[为：:]?\s*({_NUMBER})\s*分|[（(]({_NUMBER})分[）)]")


def points_of(text: str) -> Decimal | None:
    """10, 10分, （10分）, ＋2 as a number; None for anything else."""
    plain = half_digits(squeezed(text)).replace("＋", "").replace("+", "").replace("－", "-").replace("．", ".")
    match = _POINTS.fullmatch(plain)
    return Decimal(match[1]) if match is not None else None


def named_points(text: str) -> tuple[str, Decimal | None]:
    """(name, points) of 环境卫生（20分）."""
    plain = half_digits(text.strip())
    for pattern in (_IN_NAME, _BEHIND):
        match = pattern.search(plain)
        if match is not None and plain[: match.start()].strip():
            return text.strip()[: match.start()].strip(), Decimal(match[1])
    return text.strip(), None


def stated_above(lines: Iterable[str]) -> Decimal | None:
    """The total that the lines over a table state (满分100分)."""
    for line in lines:
        match = _TOTAL_ABOVE.search(half_digits(squeezed(line)))
        if match is not None:
            return Decimal(match[1] or match[2])
    return None


def in_words(value: Decimal) -> str:
    """A number as people write it: 0.5, 10."""
    return format(value.normalize(), "f")
