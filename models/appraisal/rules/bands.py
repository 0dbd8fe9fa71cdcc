"""Bands of totals that overlap, leave holes or lie outside the scale."""

from collections import Counter
from collections.abc import Sequence
from fractions import Fraction

from models.appraisal.rules.figures import short
from models.appraisal.rules.kinds import ZERO, Band


def band_slips(bands: Sequence[Band], full: Fraction) -> tuple[str, ...]:
    """The slips of the bands of a scheme whose full mark is `full`, from the lowest to the highest."""
    if not bands:
        return ()
    found = [f"等次“{name}”写了两次。" for name, count in Counter(band.name for band in bands).items() if count > 1]
    sound = []
    for band in bands:
        if band.low is not None and band.high is not None and _is_empty(band, band.low, band.high):
            found.append(
                f"等次“{band.name}”的下限{short(band.low)}分不低于上限{short(band.high)}分，没有分数落在里面。"
            )
        elif (band.low or ZERO) > full:
            found.append(f"等次“{band.name}”从{short(band.low or ZERO)}分起，超过满分{short(full)}分。")
        elif band.high is not None and band.high <= ZERO and not (band.high == ZERO and band.high_closed):
            found.append(f"等次“{band.name}”到{short(band.high)}分为止，低于零分。")
        else:
            sound.append(band)
    ordered = sorted(sound, key=lambda band: (band.low is not None, band.low or ZERO, band.low_open))
    if ordered:
        found += _ends(ordered, full)
    for at, lower in enumerate(ordered[:-1]):
        found += _between(lower, ordered[at + 1])
    return tuple(found)


def _is_empty(band: Band, low: Fraction, high: Fraction) -> bool:
    return low > high or (low == high and (band.low_open or not band.high_closed))


def _ends(ordered: Sequence[Band], full: Fraction) -> list[str]:
    found = []
    lowest = ordered[0]
    if lowest.low is not None and (lowest.low > ZERO or (lowest.low == ZERO and lowest.low_open)):
        found.append(f"{_point(lowest.low, not lowest.low_open)}没有等次，最低的等次“{lowest.name}”够不到。")
    top = max(ordered, key=lambda band: (band.high is None, band.high or ZERO, band.high_closed))
    if top.high is not None and not any(band.holds(full) for band in ordered):
        ends = f"到{short(top.high)}分为止" + ("" if top.high_closed else "，不含本数")
        found.append(f"满分{short(full)}分没有等次：“{top.name}”{ends}。")
    return found


def _point(bound: Fraction, below: bool) -> str:
    return f"{short(bound)}分以下" if below else f"{short(bound)}分及以下"


def _between(lower: Band, upper: Band) -> list[str]:
    pair = f"“{lower.name}”和“{upper.name}”"
    if upper.low is None or lower.high is None or lower.high > upper.low:
        low = upper.low if upper.low is not None else ZERO
        high = "以上" if lower.high is None else f"到{short(min(lower.high, upper.high or lower.high))}分"
        return [f"等次{pair}重叠：{short(low)}分{high}两个都算。"]
    if lower.high < upper.low:
        return [f"等次{pair}之间有空当：{short(lower.high)}分到{short(upper.low)}分没有等次。"]
    if lower.high_closed and not upper.low_open:
        return [f"等次{pair}重叠：{short(upper.low)}分两个都算。"]
    if not lower.high_closed and upper.low_open:
        return [f"等次{pair}之间有空当：正好{short(upper.low)}分没有等次。"]
    return []
