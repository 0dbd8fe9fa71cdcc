"""A rule in Chinese, as 考核办法 write it: 每发现1次扣0.5分，最多扣2分，扣完为止。

What is written here `parsing.read_rule` reads back to the same rule, as long as the words in it hold no points.
"""

from collections.abc import Sequence
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
    Tiers,
    Veto,
    VetoBelow,
    gives_bonus,
)
from models.appraisal.terms import Best, Compare, Mean, Scope, Start

BY_HAND = "由评分人评分"
_BOUND = {Compare.AT_LEAST: "达到{}", Compare.MORE: "超过{}", Compare.AT_MOST: "不超过{}", Compare.LESS: "低于{}"}
_ELSE = {Compare.AT_LEAST: "未达到", Compare.MORE: "未超过", Compare.AT_MOST: "超过", Compare.LESS: "不低于"}
_VETOED = {Scope.WHOLE: "一票否决，总分不得分", Scope.PART: "本项不得分", Scope.HONOUR: "取消评先资格"}


VERBS = (
    "少",
    "缺",
    "缺少",
    "漏",
    "差",
    "少报",
    "漏报",
    "错报",
    "迟报",
    "瞒报",
    "未报",
    "逾期",
    "超期",
    "迟到",
    "缺席",
    "超",
    "多",
    "晚",
    "迟",
)
"""What stands between 每 and the count: 每少1次."""


def usual_start(parts: Sequence[Part]) -> Start:
    """Where a rule of these parts starts unless it says otherwise: at zero when a part gives points."""
    if any(_gives(part) for part in parts):
        return Start.ZERO
    only_bonus = parts and all(gives_bonus(part) for part in parts)
    return Start.ZERO if only_bonus else Start.FULL


def rule_words(rule: Rule | None, points: Fraction | None = None) -> str:
    """The whole rule in one sentence; `points` are the item's full mark."""
    if rule is None:
        return BY_HAND
    said = rule.start is not usual_start(rule.parts)
    lead = f"{rule.start.label}，" if said and rule.parts else ""
    if not rule.parts:
        full = f"满分{short(points)}分" if points is not None else "得满分"
        words = rule.start.label if said else full
    else:
        words = lead + "；".join(part_words(part) for part in rule.parts)
    if rule.most_lost is not None:
        words += f"；累计最多扣{short(rule.most_lost)}分"
    elif rule.start is Start.FULL and any(_each(part) < 0 for part in rule.parts):
        words += "，扣完为止"
    return words + "。"


def part_words(part: Part) -> str:
    """One part of a rule."""
    match part:
        case PerOccurrence():
            return _occurrence(part)
        case Alternatives():
            return _alternatives(part)
        case Ratio():
            return f"按{part.what}得分，满分{short(part.points)}分"
        case Steps():
            return _steps(part)
        case Threshold():
            unit = f"{short(part.bound)}{part.unit}"
            words = f"{part.what}{_BOUND[part.compare].format(unit)}{_earned(part.then)}"
            return f"{words}，{_ELSE[part.compare]}的{_earned(part.otherwise)}"
        case Tiers():
            return _tiers(part)
        case RankTable():
            return _ranks(part)
        case ShareOfBest():
            return f"{part.what}{_lowest(part.best)}第1名得{short(part.points)}分，其余按比例得分"
        case Graded():
            return _graded(part)
        case Direct():
            mean = "去掉最高最低后取平均" if part.mean is Mean.TRIMMED else "取平均"
            return f"评分人在0—{short(part.points)}分内评分，多人评分{mean}"
        case Bonus():
            return _bonus(part)
        case Multiplier():
            return f"{_when(part.what)}得分乘以{short(part.factor)}"
        case Veto():
            return f"{_when(part.what)}{_VETOED[part.scope]}"
        case VetoBelow():
            return f"得分低于本项分值{percent(part.share)}的，{_VETOED[part.scope]}"


def _occurrence(part: PerOccurrence) -> str:
    tail = (f"，{part.halved}的减半" if part.halved else "") + _event(part.highest_only)
    if part.each < 0 and part.cap == -part.each and part.per == "次" and part.what:
        return f"{part.what}的，{_signed(part.each)}{tail}"  # 缺项的，扣4分: once
    return f"{_counted(part.what, part.per)}{_signed(part.each)}{_capped(part.cap, part.each)}{tail}"


def _bonus(part: Bonus) -> str:
    sign = "加" if part.each > 0 else "扣"
    each = f"{'' if part.each > 0 else '从总分中'}{sign}{short(abs(part.each))}分"
    if part.ceiling == abs(part.each) and part.per == "次" and part.what:
        return f"{part.what}的，{each}{_event(part.highest_only)}"
    most = f"，最多{sign}{short(part.ceiling)}分" if part.ceiling is not None else ""
    if part.each == 1 and part.per == "分":  # given by hand, point for point
        return f"{part.what}酌情加分{most}{_event(part.highest_only)}"
    return f"{_counted(part.what, part.per)}{each}{most}{_event(part.highest_only)}"


def _counted(what: str, per: str) -> str:
    """每少1次; 乱贴乱画每处; 开展宣传，每少1次."""
    head, comma, tail = what.rpartition("，")
    return f"{head}{comma}每{tail}1{per}" if tail in VERBS and not per[:1].isdigit() else f"{what}每{per}"


def _alternatives(part: Alternatives) -> str:
    said = (f"{one.name}{_added(one.points) if part.beyond else _signed(one.points)}" for one in part.choices)
    each = "、".join(said)
    lead = "分档：" if len(part.choices) < 2 else "：" if part.what else ""
    sign = min((one.points for one in part.choices), default=Fraction(0))
    most = f"，最多加{short(part.cap)}分" if part.beyond and part.cap is not None else _capped(part.cap, sign)
    return f"{part.what}{lead}{each}{most}{_event(part.highest_only)}"


def _added(points: Fraction) -> str:
    return f"加{short(points)}分"


def _graded(part: Graded) -> str:
    levels = "、".join(f"{one.name}{short(one.low)}—{short(one.high)}分" for one in part.levels)
    mean = f"，{part.mean.label}" if part.mean is Mean.TRIMMED else ""
    scale = f"满分{short(part.out_of)}分"
    scale = f"{levels}（{scale}{mean}）" if levels else f"按{scale}评分{mean}"
    return f"{scale}，折算为{short(part.points)}分"


def _steps(part: Steps) -> str:
    step = f"{short(part.step)}{'个百分点' if part.unit == '%' else part.unit}"
    begun = f"，不足{step}的按{step}计" if part.started else ""
    words = f"{part.what}以{short(part.target)}{part.unit}为准，每{'超' if part.above else '低'}{step}"
    return words + _signed(part.each) + begun + _capped(part.cap, part.each)


def _tiers(part: Tiers) -> str:
    how = "不超过" if part.at_most else "达到"
    each = "、".join(f"{how}{short(one.bound)}{part.unit}{_earned(one.points)}" for one in part.tiers)
    return f"{part.what}{each}，其余{_earned(part.otherwise)}"


def _ranks(part: RankTable) -> str:
    table = "、".join(short(one) for one in part.points)
    many = len(part.points) > 1
    first = f"{part.what}{_lowest(part.best)}第1{f'—{len(part.points)}名依次' if many else '名'}得{table}分"
    least = _earned(part.least)
    if part.fall:
        return f"{first}，以后每名少{short(part.fall)}分" + (f"，最少{least}" if part.least else "")
    return f"{first}，其余{least}"


def _earned(points: Fraction) -> str:
    return f"得{short(points)}分" if points else "不得分"


def _lowest(best: Best) -> str:
    return "从低到高" if best is Best.LOWEST else ""


def _when(what: str) -> str:
    return f"{what}的，" if what else ""


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


def _gives(part: Part) -> bool:
    """Whether a part gives points to an item that starts at zero."""
    if isinstance(part, PerOccurrence | Steps):
        return part.each > 0
    if isinstance(part, Alternatives):
        return not part.beyond and any(one.points > 0 for one in part.choices)
    return isinstance(part, Ratio | Threshold | Tiers | RankTable | ShareOfBest | Graded | Direct)
