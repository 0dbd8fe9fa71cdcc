"""Numbers with their units, exact: 95%, 5.6‰, 18/10万, 78.3岁. No binary fraction is ever made of them."""

import re
from dataclasses import dataclass
from decimal import Decimal

NUMBER = r"-?\d+(?:,\d{3})*(?:\.\d+)?"
_FULL_WIDTH = str.maketrans("０１２３４５６７８９．％－，＋＞＜＝／（）", "0123456789.%-,+><=/()")
_SCALES = {"%": Decimal(100), "‰": Decimal(1000), "/10万": Decimal(100_000), "/万": Decimal(10_000)}
_SAME_UNITS = {
    "1/100000": "/10万",
    "/100000": "/10万",
    "1/10万": "/10万",
    "/十万": "/10万",
    "1/10000": "/万",
    "/10000": "/万",
    "百分比": "%",
    "千分比": "‰",
}
_AMOUNT = re.compile(rf"({NUMBER})([^\d.]\S*)?")


@dataclass(frozen=True, slots=True)
class Amount:
    """A number and the unit behind it ("" when none)."""

    number: Decimal
    unit: str = ""

    def in_unit(self, unit: str) -> Decimal | None:
        """The number in another unit; None when the two cannot be compared. One without a unit is in that already."""
        mine, wanted = unit_words(self.unit), unit_words(unit)
        if not mine or mine == wanted:
            return self.number
        if mine in _SCALES and wanted in _SCALES:
            return self.number * _SCALES[wanted] / _SCALES[mine]
        return None


def plain(text: str) -> str:
    """Without blanks, full-width signs and figures as the usual ones."""
    return "".join(text.split()).translate(_FULL_WIDTH)


def unit_words(unit: str) -> str:
    """A unit in its one spelling: 1/100000 → /10万, ％ → %."""
    short = plain(unit)
    return _SAME_UNITS.get(short, short)


def number_text(text: str) -> str:
    """The figures of a number as they are kept: without thousands commas."""
    return plain(text).replace(",", "")


def read_amount(text: str) -> Amount | None:
    """A number with its unit, or None: "95%", "5.6‰", "1,200 元", "78.3"."""
    found = _AMOUNT.fullmatch(plain(text))
    if found is None:
        return None
    return Amount(Decimal(found.group(1).replace(",", "")), unit_words(found.group(2) or ""))
