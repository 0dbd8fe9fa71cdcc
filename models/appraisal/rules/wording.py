"""A rule in Chinese, as 考核办法 write it: 每发现1次扣0.5分，最多扣2分，扣完为止。"""

from fractions import Fraction

from models.appraisal.rules.figures import percent, short
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
    Rule,
    ShareOfBest,
    Steps,
    Threshold,
    Veto,
    VetoBelow,
)
from models.appraisal.terms import Best, Compare, Mean, Scope, Start

BY_HAND = "由评分人评分"
_BOUND = {Compare.AT_LEAST: "达到{}", Compare.MORE: "超过{}", Compare.AT_MOST: "不超过{}", Compare.LESS: "低于{}"}
_ELSE = {Compare.AT_LEAST: "未达到", Compare.MORE: "未超过", Compare.AT_MOST: "超过", Compare.LESS: "不低于"}
_VETOED = {Scope.WHOLE: "一票否决，总分不得分", Scope.PART: "本项不得分", Scope.HONOUR: "取消评先资格"}


def rule_words(rule: Rule | None, points: Fraction | None = None) -> str:
    """The whole rule in one sentence; `points` are the item's full mark."""
    if rule is None or not rule.parts:
        return BY_HAND if rule is None else f"满分{short(points)}分" if points is not None else "得满分"
    words = "；".join(part_words(part) for part in rule.parts)
    losing = rule.start is Start.FULL and any(_each(part) < 0 for part in rule.parts)
    if rule.most_lost is not None:
        words += f"；累计最多扣{short(rule.most_lost)}分"
    elif losing:
        words += "，扣完为止"
    return words + "。"


def part_words(part: Part) -> str:
    """One part of a rule."""
    match part:
        case PerOccurrence():
            return _occurrence(part)
        case Alternatives():
            each = "、".join(f"{one.name}每{_signed(one.points)}" for one in part.choices)
            return f"{part.what}{each}{_capped(part.cap, part.choices[0].points)}{_event(part.highest_only)}"
        case Ratio():
            return f"按{part.what}得分，满分{short(part.points)}分"
        case Steps():
            return _steps(part)
        case Threshold():
            unit = f"{short(part.bound)}{part.unit}"
            words = f"{part.what}{_BOUND[part.compare].format(unit)}得{short(part.then)}分"
            rest = f"得{short(part.otherwise)}分" if part.otherwise else "不得分"
            return f"{words}，{_ELSE[part.compare]}的{rest}"
        case RankTable():
            return _ranks(part)
        case ShareOfBest():
            lowest = "从低到高" if part.best is Best.LOWEST else ""
            return f"{part.what}{lowest}第1名得{short(part.points)}分，其余按比例得分"
        case Graded():
            levels = "、".join(f"{one.name}{short(one.low)}—{short(one.high)}分" for one in part.levels)
            mean = f"，{part.mean.label}" if part.mean is Mean.TRIMMED else ""
            return f"{levels}（满分{short(part.out_of)}分{mean}），折算为{short(part.points)}分"
        case Direct():
            mean = "去掉最高最低后取平均" if part.mean is Mean.TRIMMED else "取平均"
            return f"评分人在0—{short(part.points)}分内评分，多人评分{mean}"
        case Bonus():
            most = f"，最多加{short(part.ceiling)}分" if part.ceiling is not None else ""
            return f"{part.what}每{part.per}加{short(part.each)}分{most}{_event(part.highest_only)}"
        case Multiplier():
            return f"{part.what}得分乘以{short(part.factor)}"
        case Veto():
            return f"{part.what}的，{_VETOED[part.scope]}"
        case VetoBelow():
            return f"得分低于本项分值{percent(part.share)}的，{_VETOED[part.scope]}"


def _occurrence(part: PerOccurrence) -> str:
    words = f"{part.what}每{part.per}{_signed(part.each)}{_capped(part.cap, part.each)}"
    return words + (f"，{part.halved}的减半" if part.halved else "") + _event(part.highest_only)


def _steps(part: Steps) -> str:
    side = "高于" if part.above else "低于"
    begun = f"，不足{short(part.step)}{part.unit}的按{short(part.step)}{part.unit}计" if part.started else ""
    words = f"{part.what}每{side}{short(part.target)}{part.unit}{short(part.step)}{part.unit}{_signed(part.each)}"
    return words + begun + _capped(part.cap, part.each)


def _ranks(part: RankTable) -> str:
    lowest = "从低到高" if part.best is Best.LOWEST else ""
    table = "、".join(short(one) for one in part.points)
    first = f"{part.what}{lowest}第1—{len(part.points)}名依次得{table}分"
    if part.fall:
        least = f"，最少得{short(part.least)}分" if part.least else ""
        return f"{first}，以后每名少{short(part.fall)}分{least}"
    return f"{first}，其余得{short(part.least)}分" if part.least else f"{first}，其余不得分"


def _signed(points: Fraction) -> str:
    return f"扣{short(-points)}分" if points < 0 else f"得{short(points)}分"


def _capped(cap: Fraction | None, each: Fraction) -> str:
    return "" if cap is None else f"，最多{'扣' if each < 0 else '得'}{short(cap)}分"


def _event(highest_only: bool) -> str:
    return "（同一事件就高，不重复计）" if highest_only else ""


def _each(part: Part) -> Fraction:
    if isinstance(part, PerOccurrence | Steps):
        return part.each
    if isinstance(part, Alternatives):
        return min((one.points for one in part.choices), default=Fraction(0))
    return Fraction(0)
