"""Amounts of entries as they are typed."""

import re
from decimal import Decimal, InvalidOperation

from models.appraisal.rules.figures import short
from models.appraisal.rules.kinds import (
    Alternatives,
    Bonus,
    Direct,
    Graded,
    Multiplier,
    Part,
    PerOccurrence,
    RankTable,
    Ratio,
    ShareOfBest,
    Veto,
)
from models.errors import Refusal

_OF_A_WHOLE = re.compile("率|度|面")
_UNBOUND = re.compile("完成|增|减|降|超|比例|进度|同比|环比")
"""Rates that may go beyond 100%, or below nothing: 完成率, 增长率."""
_FULL_WIDTH = str.maketrans("０１２３４５６７８９．－％", "0123456789.-%")


def _check_rate(text: str, value: Decimal, part: Part | None) -> None:
    """Refuses 150% and -5% of 整改率: what is a part of a whole lies between nothing and all of it."""
    what = getattr(part, "what", "")
    whole = 1 if isinstance(part, Ratio) else 100 if getattr(part, "unit", "") == "%" else None
    if whole is None or _UNBOUND.search(what):
        return
    if value < 0 or (value > whole and (isinstance(part, Ratio) or _OF_A_WHOLE.search(what))):
        raise Refusal(f"{what or '比例'}“{text}”不在 0 至 100% 之间。", "请核对后再填。")


def exact_amount(text: str, part: Part | None = None) -> str:
    """A typed amount as stored: "3", "95%" → "0.95", "95分" → "95"; "95%" → "95" for a part whose bounds are percents
    themselves or that only compares. Refuses what is no number, a count below 0, a share above 1 without its sign, a
    rate that cannot be, and a mark beyond its scale."""
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
    if isinstance(part, PerOccurrence | Alternatives | Bonus) and value < 0:
        raise Refusal("次数不能是负数。", "扣分还是得分由规则决定，这里只填次数。")
    if isinstance(part, Multiplier | Veto) and value != 1:
        raise Refusal("这里只记有没有这种情况，不记次数。", "有就写 1；没有的，把这一笔删掉。")
    _check_rate(text.strip(), found, part)
    return format(found.normalize(), "f")
