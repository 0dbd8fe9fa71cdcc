"""Exact numbers as words, rounding half up."""

from collections.abc import Iterable
from decimal import ROUND_HALF_UP, Decimal
from fractions import Fraction


def half_up(value: Fraction, digits: int) -> Fraction:
    """`value` to `digits` decimals, halves away from zero."""
    unit, below = 10**digits, value.denominator
    if unit % below == 0:
        return value
    whole = (abs(value.numerator) * unit * 2 + below) // (below * 2)
    return Fraction(whole if value >= 0 else -whole, unit)


def added(values: Iterable[Fraction]) -> Fraction:
    """The exact sum; as `sum`, without a common denominator for every step."""
    numerators: dict[int, int] = {}
    for value in values:
        denominator = value.denominator
        numerators[denominator] = numerators.get(denominator, 0) + value.numerator
    if len(numerators) == 1:
        ((denominator, numerator),) = numerators.items()
        return Fraction(numerator, denominator)
    return sum((Fraction(numerator, denominator) for denominator, numerator in numerators.items()), Fraction(0))


def fixed(value: Fraction, digits: int = 2) -> str:
    """ "95.60": with that many decimals."""
    rounded = half_up(value, digits)
    return str(
        (Decimal(rounded.numerator) / Decimal(rounded.denominator)).quantize(Decimal(1).scaleb(-digits), ROUND_HALF_UP)
    )


def short(value: Fraction) -> str:
    """ "0.5", "12", "1/3" → "0.3333": as short as it can be said with at most four decimals."""
    if value.denominator == 1:
        return str(value.numerator)
    rounded = half_up(value, 4)
    text = format((Decimal(rounded.numerator) / Decimal(rounded.denominator)).quantize(Decimal("0.0001")), "f")
    return text.rstrip("0").rstrip(".") if "." in text else text


def signed(value: Fraction) -> str:
    """+2, -0.5."""
    return f"{'+' if value > 0 else ''}{short(value)}"


def percent(value: Fraction) -> str:
    """0.9 → "90%"."""
    return f"{short(value * 100)}%"
