"""分值 as typed and as stored: hundredths in an integer, so that sums are exact."""

import re
from decimal import Decimal, InvalidOperation

from models.errors import Refusal

_FULL_WIDTH = str.maketrans("０１２３４５６７８９．－", "0123456789.-")
LARGEST = Decimal("100000")


def points_of_text(text: str) -> int | None:
    """ "2.5" or "2.5分" → 250; empty → None. Refuses text that is no number or has over two decimals."""
    plain = re.sub(r"\s*分$", "", text.strip().translate(_FULL_WIDTH)).strip()
    if not plain:
        return None
    try:
        value = Decimal(plain)
    except InvalidOperation:
        raise Refusal(f"“{text.strip()}”不是分值。", "请写数字，例如 10 或 2.5。") from None
    if not value.is_finite() or abs(value) > LARGEST:
        raise Refusal(f"分值“{text.strip()}”太大。", "请核对后再填。")
    hundredths = value * 100
    if hundredths != hundredths.to_integral_value():
        raise Refusal(f"分值“{text.strip()}”的小数多于两位。", "请写到两位小数。")
    return int(hundredths)


def text_of_points(points: int | None) -> str:
    """250 → "2.5", 1000 → "10", None → ""."""
    if points is None:
        return ""
    whole, rest = divmod(abs(points), 100)
    sign = "-" if points < 0 else ""
    return f"{sign}{whole}" + (f".{rest:02d}".rstrip("0") if rest else "")
