"""Amounts of entries as they are typed."""

from decimal import Decimal, InvalidOperation

from models.appraisal.rules.figures import short
from models.appraisal.rules.kinds import Direct, Graded, Part, RankTable, Ratio, ShareOfBest
from models.errors import Refusal

_FULL_WIDTH = str.maketrans("０１２３４５６７８９．－％", "0123456789.-%")


def exact_amount(text: str, part: Part | None = None) -> str:
    """A typed amount as stored: "3", "95%" → "0.95", "95分" → "95"; "95%" → "95" for a part whose bounds are percents
    themselves or that only compares. Refuses what is no number, a share above 1 without its sign, and a mark
    beyond its scale."""
    plain = text.strip().translate(_FULL_WIDTH).removesuffix("分").strip()
    whole = getattr(part, "unit", "") == "%" or isinstance(part, RankTable | ShareOfBest)
    share = plain.endswith("%") and not whole
    try:
        value = Decimal(plain.removesuffix("%").replace(",", ""))
    except InvalidOperation:
        raise Refusal(f"“{text.strip()}”不是数。", "请写数字，如 3、0.5 或 95%。") from None
    if not value.is_finite() or abs(value) > 10**9 or value.as_tuple().exponent < -6:  # type: ignore[operator]
        raise Refusal(f"“{text.strip()}”太大或小数太长。", "请核对后再填。")
    if isinstance(part, Ratio) and value > 1 and not share:
        raise Refusal(f"“{text.strip()}”看不出是多少比例。", f"请写成 {text.strip()}%，或 0.95 这样。")
    found = value / 100 if share else value
    if isinstance(part, Direct | Graded):
        most = part.points if isinstance(part, Direct) else part.out_of
        if not 0 <= found <= most:
            raise Refusal(f"“{text.strip()}”不在 0 至 {short(most)} 分之间。", "请核对后再填。")
    return format(found.normalize(), "f")
