"""Whether a value meets its indicator, with the reason in a sentence; all arithmetic is exact."""

import operator
from collections.abc import Callable
from dataclasses import dataclass
from decimal import Decimal

from models.standard.rules.amounts import Amount, plain, read_amount
from models.standard.rules.requirements import NUMERIC
from models.standard.terms import Comparison, Verdict

Value = str | Decimal | int | None

_LEVELS = ("ABCD", "一二三四五")
_YES, _NO = ("符合", "是", "达标", "合格"), ("不符合", "否", "不达标", "不合格")
_ENOUGH: dict[Comparison, tuple[str, Callable[[Decimal, Decimal], bool]]] = {
    Comparison.AT_LEAST: ("不低于", operator.ge),
    Comparison.AT_MOST: ("不高于", operator.le),
    Comparison.GREATER: ("大于", operator.gt),
    Comparison.LESS: ("小于", operator.lt),
    Comparison.AT_LEAST_OR_TREND_UP: ("不低于", operator.ge),
    Comparison.AT_MOST_OR_TREND_DOWN: ("不高于", operator.le),
}
_UPWARDS = (Comparison.TREND_UP, Comparison.AT_LEAST_OR_TREND_UP)
_TRENDS = (
    Comparison.TREND_UP,
    Comparison.TREND_DOWN,
    Comparison.AT_LEAST_OR_TREND_UP,
    Comparison.AT_MOST_OR_TREND_DOWN,
)


@dataclass(frozen=True, slots=True)
class Judgement:
    """The verdict and why."""

    verdict: Verdict
    reason: str


def meets(
    comparison: Comparison,
    threshold: str,
    value: Value,
    previous: Value = None,
    average: Value = None,
    *,
    unit: str = "",
) -> Judgement:
    """Hold a value against its indicator. `unit` is the indicator's; a value written with another one (‰ for %) is
    converted. `previous` is the value before (trends), `average` what 平均水平 means."""
    if comparison is Comparison.NONE:
        return _unknown("比较方式还没有定。")
    if value is None or not plain(str(value)):
        return _unknown("还没有填本期值。")
    if comparison is Comparison.REACHES_LEVEL:
        return _of_level(threshold, str(value))
    if comparison is Comparison.CONFORMS_TO_PLAN:
        return _of_plan(threshold, plain(str(value)))
    now = _number(value, unit)
    if isinstance(now, Judgement):
        return now
    if comparison is Comparison.NOT_ABOVE_AVERAGE:
        if average is None or not plain(str(average)):
            return _unknown("还没有填平均水平。")
        mean = _number(average, unit)
        if isinstance(mean, Judgement):
            return mean
        return _said(now <= mean, f"{now} 不高于平均水平 {mean}。", f"{now} 高于平均水平 {mean}。")
    return _of_numbers(comparison, threshold, now, previous, unit)


def _of_numbers(comparison: Comparison, threshold: str, now: Decimal, previous: Value, unit: str) -> Judgement:
    missed = ""
    if comparison in NUMERIC:
        limit = read_amount(threshold)
        if limit is None:
            return _unknown("标准值还没有定。")
        words, holds = _ENOUGH[comparison]
        if holds(now, limit.number):
            return Judgement(Verdict.YES, f"{now} {words} {limit.number}。")
        missed = f"{now} 没有做到{words} {limit.number}"
        if comparison not in _TRENDS:
            return Judgement(Verdict.NO, f"{missed}。")
        missed += "，"
    trend = "提高" if comparison in _UPWARDS else "下降"
    if previous is None or not plain(str(previous)):
        return _unknown(f"{missed}要看是否比上期{trend}，还没有填上期值。")
    before = _number(previous, unit)
    if isinstance(before, Judgement):
        return before
    held = now > before if comparison in _UPWARDS else now < before
    return _said(
        held,
        f"{missed}但比上期 {before} {trend}。" if missed else f"比上期 {before} {trend}。",
        f"{missed}也没有比上期 {before} {trend}。" if missed else f"没有比上期 {before} {trend}。",
    )


def _number(value: Value, unit: str) -> Decimal | Judgement:
    read = read_amount(str(value)) if isinstance(value, str) else Amount(Decimal(value or 0))
    if read is None:
        return _unknown(f"“{value}”不是数。")
    number = read.in_unit(unit)
    if number is None:
        return _unknown(f"“{value}”的单位和指标的单位“{unit or '（没有）'}”不同，没法比较。")
    return number


def _of_level(threshold: str, value: str) -> Judgement:
    wanted = plain(threshold).upper().removesuffix("级")
    got = plain(value).upper().removeprefix("达到").removesuffix("级")
    if not wanted:
        return _unknown("要达到的等级还没有定。")
    for ranks in _LEVELS:
        if len(wanted) == 1 and len(got) == 1 and wanted in ranks and got in ranks:
            better = ranks.index(got) <= ranks.index(wanted)
            return _said(better, f"{got}级达到{wanted}级。", f"{got}级没有达到{wanted}级。")
    if got == wanted:
        return Judgement(Verdict.YES, f"达到{wanted}级。")
    return _unknown(f"“{value.strip()}”和“{threshold}”分不出高低。")


def _of_plan(plan: str, value: str) -> Judgement:
    if value in _YES or value in _NO:
        return _said(value in _YES, f"符合{plan or '规划'}。", f"不符合{plan or '规划'}。")
    return _unknown(f"要对照{plan or '规划'}由人判断，本期值写“符合”或“不符合”。")


def _said(held: bool, yes: str, no: str) -> Judgement:
    return Judgement(Verdict.YES, yes) if held else Judgement(Verdict.NO, no)


def _unknown(reason: str) -> Judgement:
    return Judgement(Verdict.UNKNOWN, reason)
