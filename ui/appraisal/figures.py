"""Exact numbers as they are typed: 2.5, 2.5分, ２.5, 40%, 1/3."""

from __future__ import annotations

import re
from fractions import Fraction

from models.appraisal.rules.figures import short
from models.errors import Refusal

_FULL_WIDTH = {0xFF10 + digit: str(digit) for digit in range(10)} | {0xFF0E: ".", 0xFF0D: "-", 0xFF0F: "/", 0x3000: " "}
_LONGEST = 12


def number_of(text: str, what: str = "数") -> Fraction:
    """A number; a unit of points, per cent or money behind it may stand. Refusal when it is none."""
    plain = re.sub(r"\s*[分%％元名倍]$", "", text.strip().translate(_FULL_WIDTH)).strip()
    if not re.fullmatch(r"[-+]?\d+(\.\d+)?(/\d+)?", plain) or len(plain) > _LONGEST or re.search(r"/0+$", plain):
        shown = text.strip()[:12]
        raise Refusal(f"“{shown}”不是{what}。" if shown else f"{what}没有填。", "请写数字，例如 10 或 2.5。")
    return Fraction(plain)


def number_or_none(text: str, what: str = "数") -> Fraction | None:
    """The same; nothing typed is None."""
    return number_of(text, what) if text.strip() else None


def text_of(value: Fraction | None) -> str:
    """As short as it can be said: 2.5; thirds stay exact."""
    if value is None:
        return ""
    return short(value) if 10_000 % value.denominator == 0 else str(value)


def share_of(text: str, what: str = "比例") -> Fraction | None:
    """40 or 40% → 0.4; nothing typed is None."""
    found = number_or_none(text, what)
    return None if found is None else found / 100


def text_of_share(value: Fraction | None) -> str:
    """0.4 → 40%."""
    return "" if value is None else f"{text_of(value * 100)}%"
