"""A requirement as offices write it (≥95%, 不高于5.6‰或持续降低, 逐年下降, 达到C级) and back into words.

What is not certain stays open: a bare number has lost its sign, and a sign is never invented.
"""

import re
from dataclasses import dataclass
from typing import Any

from models.errors import Refusal
from models.standard.rules.amounts import NUMBER, number_text, plain, unit_words
from models.standard.terms import Comparison

NUMERIC = frozenset(
    (
        Comparison.AT_LEAST,
        Comparison.AT_MOST,
        Comparison.GREATER,
        Comparison.LESS,
        Comparison.AT_LEAST_OR_TREND_UP,
        Comparison.AT_MOST_OR_TREND_DOWN,
    )
)
"""The kinds whose threshold is a number."""

_UP = r"(?:呈?(?:逐年|逐步|持续)(?:提高|提升|上升|增加|增长|改善)|呈?(?:上升|提高|增长)趋势)"
_DOWN = r"(?:呈?(?:逐年|逐步|持续)(?:下降|降低|减少)|呈?(?:下降|降低|减少)趋势)"
_SIGNS = (
    (Comparison.AT_LEAST, r"≥|≧|>=|=>|不低于|不少于|不小于|大于等于|大于或等于|至少|达到|达"),
    (Comparison.AT_MOST, r"≤|≦|<=|=<|不高于|不超过|不大于|不多于|小于等于|小于或等于|控制在"),
    (Comparison.GREATER, r">|大于|高于|超过|多于"),
    (Comparison.LESS, r"<|小于|低于|少于"),
)
_SIGN = "|".join(f"(?P<s{place}>{words})" for place, (_, words) in enumerate(_SIGNS))
_NUMBER = re.compile(
    rf"(?:{_SIGN})?(?P<number>{NUMBER})(?P<unit>[^\d,;。()、]{{0,8}}?(?:10万|100000|10000)?)"
    rf"(?P<end>及?以上|及?以下|以内|之内)?(?:[,;、]?或者?(?:(?P<up>{_UP})|(?P<down>{_DOWN})))?"
)
_AVERAGE = re.compile(
    r"不(?:高于|超过|大于)(?:近(?P<years>\d{1,2})年|(?P<whose>\D{0,8}?))(?:的)?(?:平均水平|平均值|均值)"
)
_PLAN = re.compile(r"符合(?P<plan>\D{0,20}?(?:规划|计划))(?:的?要求)?")
_LEVEL = re.compile(r"(?:达到|达|不低于)?(?P<level>[A-Da-d]|[一二三四五])级(?:及?以上)?(?:标准|水平)?")
_PER = re.compile(r"(?<=\d)\s+1/(?:10万|100000)")  # ≤18 1/10万: the blank parts the unit from the number
_OPEN = "（比较方式待定）"
_TREND_OF = {"up": Comparison.AT_LEAST_OR_TREND_UP, "down": Comparison.AT_MOST_OR_TREND_DOWN}
_EXAMPLES = "可以写：≥95%、不高于5.6‰或持续降低、逐年下降、不高于近5年平均水平、符合区域卫生规划、达到C级。"


@dataclass(frozen=True, slots=True)
class Requirement:
    """What was read; `doubt` says what is not certain ("" when all is), then the comparison is NONE."""

    comparison: Comparison = Comparison.NONE
    threshold: str = ""
    unit: str = ""
    doubt: str = ""


def read_requirement(text: str) -> Requirement:
    """The comparison, threshold and unit that a text states. Nothing in it is guessed: see `Requirement.doubt`."""
    short = plain(_PER.sub("/10万", text.replace(_OPEN, ""))).rstrip("。;")
    if short in ("", "待定"):
        return Requirement(doubt="还没有标准值。")
    if re.fullmatch(_UP, short):
        return Requirement(Comparison.TREND_UP)
    if re.fullmatch(_DOWN, short):
        return Requirement(Comparison.TREND_DOWN)
    if found := _AVERAGE.fullmatch(short):
        years = found.group("years")
        return Requirement(Comparison.NOT_ABOVE_AVERAGE, years or found.group("whose") or "", "年" if years else "")
    if found := _PLAN.fullmatch(short):
        plan = found.group("plan")
        return Requirement(Comparison.CONFORMS_TO_PLAN, "" if plan == "规划" else plan)
    if found := _LEVEL.fullmatch(short):
        return Requirement(Comparison.REACHES_LEVEL, found.group("level").upper(), "级")
    if found := _NUMBER.fullmatch(short):
        return _of_number(found)
    return Requirement(doubt="读不出是怎样比较的。")


def _of_number(found: re.Match[str]) -> Requirement:
    threshold, unit = number_text(found.group("number")), unit_words(found.group("unit"))
    signs = [kind for place, (kind, _) in enumerate(_SIGNS) if found.group(f"s{place}")]
    kind = signs[0] if signs else None
    end = found.group("end")
    if end is not None:
        meant = Comparison.AT_LEAST if "上" in end else Comparison.AT_MOST
        if kind not in (None, meant):
            return Requirement(threshold=threshold, unit=unit, doubt=f"前面的比较方式和“{end}”不一致。")
        kind = meant
    elif found.group("s1") == "控制在":
        kind = None
    if kind is None:
        return Requirement(threshold=threshold, unit=unit, doubt="只有数值，没有写明不低于还是不高于。")
    trend = next((name for name in ("up", "down") if found.group(name)), None)
    if trend is None:
        return Requirement(kind, threshold, unit)
    both = _TREND_OF[trend]
    if (kind, both) not in (
        (Comparison.AT_LEAST, Comparison.AT_LEAST_OR_TREND_UP),
        (Comparison.AT_MOST, Comparison.AT_MOST_OR_TREND_DOWN),
    ):
        return Requirement(threshold=threshold, unit=unit, doubt=f"数值和“{found.group(trend)}”的方向不一致。")
    return Requirement(both, threshold, unit)


def words_of(comparison: Comparison, threshold: str, unit: str) -> str:
    """The requirement in Chinese: 不低于 95%, 不高于 5.6‰ 或持续降低, 逐年下降, 待定."""
    value = _value(threshold, unit)
    if comparison is Comparison.NONE:
        return f"{value}{_OPEN}" if threshold else "待定"
    if comparison is Comparison.NOT_ABOVE_AVERAGE:
        whose = f"近 {threshold} 年" if threshold.isdecimal() else threshold
        return f"不高于{whose}平均水平"
    if comparison is Comparison.CONFORMS_TO_PLAN:
        return f"符合{threshold or '规划'}"
    if comparison is Comparison.REACHES_LEVEL:
        return f"达到 {threshold} {unit or '级'}" if threshold else "达到等级（等级待定）"
    if comparison not in NUMERIC:
        return comparison.label
    if not threshold:
        value = "（标准值待定）"
    first, mark, trend = comparison.label.partition("或")
    lead = first if value.startswith("（") else f"{first} "
    gap = " " if mark and (not unit or unit[0] in "%‰/") else ""
    return f"{lead}{value}{gap}{mark}{trend}"


def _value(threshold: str, unit: str) -> str:
    """78.3 岁, 95%, 18/10万."""
    if not unit or unit[0] in "%‰/":
        return f"{threshold}{unit}"
    return f"{threshold} {unit}"


def fields_of_text(text: str, comparison: Comparison = Comparison.NONE) -> dict[str, Any]:
    """What typing a requirement sets: comparison, threshold, unit, to_confirm. A bare number keeps the comparison the
    indicator has already; without one it stays to be confirmed. Refusal when the text states no requirement."""
    if not plain(text) or plain(text) == "待定":
        return {"comparison": Comparison.NONE, "threshold": "", "unit": ""}
    read = read_requirement(text)
    if not read.doubt:
        return {
            "comparison": read.comparison,
            "threshold": read.threshold,
            "unit": read.unit,
            "to_confirm": False,
        }
    if not read.threshold:
        raise Refusal(f"“{text.strip()[:20]}”：{read.doubt}", _EXAMPLES + "成段的文字请写在“要求”里。")
    unit = {"unit": read.unit} if read.unit else {}
    if comparison in NUMERIC:
        return {"threshold": read.threshold, **unit}
    return {"comparison": Comparison.NONE, "threshold": read.threshold, **unit, "to_confirm": True}
