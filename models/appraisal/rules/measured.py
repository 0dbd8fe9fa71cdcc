"""Phrases of what is measured, ranked, marked or vetoed: ratio, steps, threshold, ranks, scale, mark, factor, veto."""

import re
from collections.abc import Callable
from fractions import Fraction
from itertools import pairwise

from models.appraisal.rules.kinds import (
    ZERO,
    Alternatives,
    Choice,
    Direct,
    Graded,
    Level,
    Multiplier,
    Part,
    RankTable,
    Ratio,
    ShareOfBest,
    Steps,
    Threshold,
    Veto,
    VetoBelow,
)
from models.appraisal.rules.numerals import NUMBER, number
from models.appraisal.rules.pattern import ANY, WORDS, Pattern, pattern, what_of
from models.appraisal.rules.tiered import says_bound, tiers_of
from models.appraisal.terms import Best, Compare, Mean, Scope

Match = re.Match[str]
Made = Part | None
_POINTS = rf"(?:{NUMBER}分|满分)"
_UNIT = r"(?:%|[^，；。、（）\d扣得以及的为每不/]{0,4}?)"


def _points(text: str, points: Fraction | None) -> Fraction:
    """ "5分", "满分" (of the item); ValueError when not known."""
    if text == "满分":
        if points is None:
            raise ValueError("full mark not known")
        return points
    return number(text.removesuffix("分"))


def _ratio(match: Match, points: Fraction | None) -> Made:
    groups = match.groupdict()
    said = groups.get("n")
    amount = number(said) if said else points
    if not amount:
        return None
    what = what_of(re.sub(r"^(?:得分=|按照?|根据|实际)", "", groups.get("w") or ""))
    return Ratio(amount, what if what not in ("", "比例") else "完成比例")


def _steps(match: Match, points: Fraction | None) -> Made:
    groups = match.groupdict()
    base = groups.get("base")
    if base and base != "满分" and (points is None or number(base.removesuffix("分")) != points):
        return None
    unit = groups["unit"] or ""
    step_unit = groups["unit2"] or ""
    if step_unit in ("个百分点", "百分点", "%"):
        step_unit = "%"
    if unit != step_unit and step_unit:
        return None
    above = groups.get("high") is not None
    amount = number(groups["n"])
    sign = -1 if groups["sign"].startswith(("扣", "减")) else 1
    if groups["sign"].startswith(("加", "奖")):
        return None
    step = number(groups["step"]) if groups["step"] else Fraction(1)
    if not step:
        return None
    what = what_of(groups["w"] or "")
    return Steps(number(groups["target"]), step, sign * amount, what, unit, above=above)


_COMPARES = (
    (r"达到|不低于|大于等于|不小于|不少于|≥|达", Compare.AT_LEAST),
    (r"不超过|不高于|不大于|小于等于|≤", Compare.AT_MOST),
    (r"超过|高于|大于|>", Compare.MORE),
    (r"低于|小于|少于|<", Compare.LESS),
)
_COMPARE = "(?:" + "|".join(words for words, _ in _COMPARES) + ")"


def _compare(text: str) -> Compare:
    return next(compare for words, compare in _COMPARES if re.fullmatch(words, text))


def _threshold(match: Match, points: Fraction | None) -> Made:
    groups = match.groupdict()
    bound = number(groups["bound"])
    if groups.get("again") and (number(groups["again"]) != bound or (groups.get("unit2") or "") != groups["unit"]):
        return None
    compare = _compare(groups["compare"]) if groups.get("compare") else Compare.AT_LEAST
    if groups.get("side") == "下":
        return None
    otherwise = _points(groups["other"], points) if groups.get("other") else ZERO
    then = ZERO if groups["then"].startswith(("不", "0分", "零分")) else _points(groups["then"], points)
    return Threshold(compare, bound, then, otherwise, what_of(groups["w"] or ""), groups["unit"] or "")


def _best(match: Match) -> tuple[Best, str]:
    words = what_of(match.groupdict().get("w") or "")
    lowest = re.search(r"(?:按)?[从由]低到高(?:排序|排名|排列)?，?$|最低(?:的|者)$", words)
    if lowest:
        return Best.LOWEST, what_of(words[: lowest.start()])
    return Best.HIGHEST, what_of(
        re.sub(r"(?:[按依]?(?:从高到低|由高到低)?(?:排序|排名|名次|排列)?(?:依次)?)，?$", "", words)
    )


def _ranks(match: Match, points: Fraction | None) -> Made:
    """第1—5名依次得60/57/54/51/48分."""
    groups = match.groupdict()
    table = tuple(number(one) for one in re.findall(NUMBER, groups["table"]))
    last = number(groups["last"])
    if len(table) != last:
        return None
    best, what = _best(match)
    return _beyond(match, RankTable(table, best, what=what))


def _rank_list(match: Match, points: Fraction | None) -> Made:
    """第一名得10分，第二名得8分，第三名得6分，其余得5分."""
    if re.search("每[^，]*$", match.group("w")):
        return None  # 每少1名得1分: counted
    pairs = re.findall(rf"第?({NUMBER})名(?:得|计|记)?({NUMBER})分", match.group("list"))
    if [number(rank) for rank, _ in pairs] != list(range(1, len(pairs) + 1)):
        return None
    best, what = _best(match)
    return _beyond(match, RankTable(tuple(number(value) for _, value in pairs), best, what=what))


def _beyond(match: Match, table: RankTable) -> Made:
    groups = match.groupdict()
    fall = number(groups["fall"]) if groups.get("fall") else ZERO
    least = number(groups["least"]) if groups.get("least") else number(groups["rest"]) if groups.get("rest") else ZERO
    if any(later > earlier for earlier, later in pairwise(table.points)):
        return None
    return RankTable(table.points, table.best, fall, least, table.what)


def _share(match: Match, points: Fraction | None) -> Made:
    best, what = _best(match)
    amount = _points(match.group("p") if match.group("p") == "满分" else match.group("p").removesuffix("分"), points)
    return ShareOfBest(amount, best, what)


def _graded(match: Match, points: Fraction | None) -> Made:
    """好9—10分、合格7—8分、不合格0—6分."""
    groups = match.groupdict()
    found = re.findall(r"([^、，/：\d]*)：?(\d+(?:\.\d+)?)分?[—至到](\d+(?:\.\d+)?)分?", groups["levels"])
    names = [name for name in re.split(r"[/、]", groups.get("names") or "") if name]
    if names and len(names) != len(found):
        return None
    levels = []
    for place, (name, one, other) in enumerate(found):
        low, high = sorted((number(one), number(other)))
        levels.append(Level(names[place] if names else what_of(name).removesuffix("得"), low, high))
    top = max((level.high for level in levels), default=None)
    out_of = number(groups["out"]) if groups.get("out") else top
    amount = number(groups["n"]) if groups.get("n") else points if points is not None else out_of
    if not amount or not out_of or (top is not None and top > out_of):
        return None
    ordered = sorted(levels, key=lambda level: level.low)
    if any(lower.high > upper.low for lower, upper in pairwise(ordered)):
        return None
    mean = Mean.TRIMMED if groups.get("mean") else Mean.AVERAGE
    return Graded(amount, tuple(levels), out_of, mean)


def _direct(match: Match, points: Fraction | None) -> Made:
    groups = match.groupdict()
    amount = number(groups["n"]) if groups.get("n") else points
    if not amount:
        return None
    return Direct(amount, Mean.TRIMMED if groups.get("trim") else Mean.AVERAGE)


def _factor(match: Match, points: Fraction | None) -> Made:
    groups = match.groupdict()
    said = groups.get("f") or groups.get("g")
    factor = number(said) if said else Fraction(2)
    what = what_of(groups["w"] or "")
    return None if re.search(r"率$|比例$|=|分$", what) else Multiplier(factor, what)


def _scope(text: str) -> Scope:
    if re.search(r"评先|评优|优秀|先进|表彰|荣誉", text):
        return Scope.HONOUR
    if re.search(r"本项|该项|此项|整个项|整项|单项|项目|本部分", text) and "总分" not in text:
        return Scope.PART
    return Scope.WHOLE if re.search(r"否决|总分|全年|年度|考核(?:得分|成绩)", text) else Scope.PART


def _veto(match: Match, points: Fraction | None) -> Made:
    what = what_of(re.sub(r"^(?:如果?|若|对|凡是?)", "", match.group("w") or ""))
    return Veto(_scope(match.group("deed")), what)


def _veto_first(match: Match, points: Fraction | None) -> Made:
    return Veto(_scope(match.group("deed")), what_of(match.group("w")))


def _veto_below(match: Match, points: Fraction | None) -> Made:
    groups = match.groupdict()
    if groups.get("share"):
        share = number(groups["share"]) / 100
    elif points:
        share = number(groups["n"]) / points
    else:
        return None
    return VetoBelow(_scope(groups["deed"]), share) if 0 < share <= 1 else None


def _bands(match: Match, points: Fraction | None) -> Made:
    """达到95%得10分，90%—95%得8分，90%以下不得分: tiers of a value; other conditions are chosen by hand."""
    found = re.findall(
        rf"([^，、；。得]+)(?:的)?(?:得|计)({_POINTS})|([^，、；。得]+?)(?:的)?不(?:得|计)分", match.group(0)
    )
    clauses = [(name or none, _points(value, points) if value else ZERO) for name, value, none in found]
    if len(clauses) < 3:
        return None
    tiers = tiers_of(clauses)
    if tiers is not None or all(says_bound(words) for words, _ in clauses):
        return tiers  # what speaks of bounds and is not understood is not chosen by hand either
    return Alternatives(tuple(Choice(what_of(name), value) for name, value in clauses))


_DEED = (
    r"(?:(?:实行|予以|给予|执行)?一票否决(?:制|权)?(?:，(?:总分|考核总分|年度考核|本项|该项)?(?:不得分|(?:计|得|记|为)(?:0|零)分))?"
    r"|(?:一票否决)?(?:取消|不得|不予|没有|否决)(?:其|年度|当年|当月|本年度|单位|责任单位|参加|推荐|参与|申报|年终)*"
    r"(?:评先评优|评先|评优|评选先进|表彰|先进|优秀)(?:评选|等次|单位)*(?:资格)?"
    r"|(?:本项|该项|此项|整个项目?|整项|单项|本部分|总分|考核总分|年度考核总分)?(?:目?考核)?(?:得分)?(?:均|一律|直接|全部)?"
    r"(?:不得分|不计分|不给分|(?:得|计|记|为|按|扣为)(?:0|零)分|扣(?:除|减)?(?:本项|该项|此项)?(?:全部|所有)(?:分值?|得分)?|全扣))"
)
_BEYOND = (
    rf"(?:，?(?:以后|其后|后面|之后|以下|每低一?名次?)?(?:每(?:降低?|低|后移|退后|名|下降)?(?:一|1)?(?:个名次|名次|名|位)?)"
    rf"(?:少得?|减|递减|扣减|依次递减|扣)(?P<fall>{NUMBER})分(?:，?(?:最少|最低|不低于)(?:得|为)?(?P<least>{NUMBER})分)?"
    rf"|，?(?:其余|其他|以后|其它)(?:各名次|名次|单位|各单位|的)*(?:均|各|一律)?(?:(?:得|计|记)(?P<rest>{NUMBER})分|不得分|不计分))?"
)
_OR = (
    r"(?:否则|其余|其他|其余情况|未达到?|达不到|未达标|不达标|未完成|未超过|超过|不低于|反之|低于|高于|不足|小于"
    r"|>|<|≥|≤)"
)

MEASURED: tuple[tuple[Pattern, Callable[[Match, Fraction | None], Made]], ...] = (
    (
        pattern(
            r"(?:本项|该项|此项|部分|单项|考核)?(?:考核)?得分率?(?:低于|不足|<|达不到|不到|未达到?)(?:本项|该项|此项)?(?:分值|满分|总分|标准分)?(?:的)?"
            rf"(?:(?:(?P<share>{NUMBER})%)|(?P<n>{NUMBER})分)(?:的)?，?(?P<deed>{_DEED})"
        ),
        _veto_below,
    ),
    (
        pattern(
            rf"(?P<w>{ANY})(?:第?(?:1|一)—|前|第(?:1|一)至第?|第(?:1|一)到第?|第(?:1|一)名(?:—|至|到)第?)(?P<last>{NUMBER})名?的?，?"
            rf"(?:依次|分别)(?:得|计|记|为)(?P<table>{NUMBER}分?(?:[/、，]{NUMBER}分?)*){_BEYOND}"
        ),
        _ranks,
    ),
    (
        pattern(
            rf"(?P<w>{ANY})(?:第?(?:1|一)名|排名第?(?:1|一)|最高(?:的|者)?|最好(?:的|者)?|最低(?:的|者))的?，?(?:得|计|记|为)?(?P<p>{_POINTS})，?"
            r"(?:其余|其他|其它|以下)(?:单位|各单位|名次|的)*(?:均)?(?:按|以)(?:与?(?:第?(?:1|一)名|最高(?:值|分|者)?|最低(?:值|者)?)的?)?(?:比例|占比)(?:得分|计分|折算|计算|递减)?"
        ),
        _share,
    ),
    (
        pattern(
            rf"(?P<w>{ANY})(?P<list>第?(?:1|一)名的?，?(?:得|计|记)?{NUMBER}分(?:[，、]第?{NUMBER}名的?，?(?:得|计|记)?{NUMBER}分)*){_BEYOND}"
        ),
        _rank_list,
    ),
    (
        pattern(
            r"(?:（?(?P<names>[^，；。、/\d（）：]+(?:[/、][^，；。、/\d（）：]+)+)）?：?)?"
            r"(?P<levels>[^，；。、/\d（）：]{0,10}：?\d+(?:\.\d+)?分?[—至到]\d+(?:\.\d+)?分?"
            r"(?:[、，/][^，；。、/\d（）：]{0,10}：?\d+(?:\.\d+)?分?[—至到]\d+(?:\.\d+)?分?)+)"
            rf"(?:（满分(?P<out>{NUMBER})分(?:，(?P<mean>去掉最高最低后平均))?）)?(?:，?(?:再)?(?:折算为|折算成|乘以|×|折合)(?P<n>{NUMBER})分?)?"
        ),
        _graded,
    ),
    (
        pattern(
            r"(?P<levels>(?:[^，；。、/\d（）：]{0,10}\d+(?:\.\d+)?—\d+(?:\.\d+)?分)?)(?:（|按)"
            rf"满分(?P<out>{NUMBER})分(?:评分)?(?:，(?P<mean>去掉最高最低后平均))?）?，折算为(?P<n>{NUMBER})分"
        ),
        _graded,
    ),
    (
        pattern(
            rf"(?:[^，；。、]{{0,10}}?(?:评分人|评委|考核组|评分组|专家|检查组|领导小组|考评组|办公室)[^，；。、\d]{{0,8}}?)?在?(?:0—(?P<n>{NUMBER})分(?:内|之间|以内)?)(?:内|范围内)?(?:酌情)?(?:评分|打分|给分)"
            r"(?:，?(?:多人评分)?(?:(?P<trim>去掉(?:一个)?最高分?[和与、]?(?:一个)?最低分?后?的?，?(?:取|求|按)?平均[分值]?)|取?平均[分值]?))?"
        ),
        _direct,
    ),
    (
        pattern(
            r"(?:由|按|请|经)?[^，；。、\d扣]{0,12}?(?:评分人|评委|考核组|评分组|专家|检查组|考评组|领导|考核小组)[^，；。、\d扣]{0,10}?(?:评分|打分|给分|评价)"
            r"(?:，?(?:多人评分)?(?:(?P<trim>去掉(?:一个)?最高分?[和与、]?(?:一个)?最低分?后?的?，?(?:取|求|按)?平均[分值]?)|取?平均[分值]?))?"
        ),
        _direct,
    ),
    (
        pattern(r"(?:根据|按|视)?[^，；。、\d扣]{0,14}?(?:酌情|综合|视情况?|按情况)(?:评分|打分|给分|得分|计分|赋分)"),
        _direct,
    ),
    (
        pattern(
            rf"(?:得分=)?(?P<w>[^，；。、=×扣\d]{{1,20}}?(?:率|比例|比|占比|度))×(?:(?P<n>{NUMBER})分?|(?:本项|该项|标准|基准)?(?:分值|满分|分数|标准分))(?:计分|计算|得分|计)?"
        ),
        _ratio,
    ),
    (
        pattern(
            rf"(?:按照?|根据)(?P<w>[^，；。、=×扣]*?)(?:折算|计算|分段)?(?:得分|计分|给分|赋分|记分)(?:，满分(?P<n>{NUMBER})分)?"
        ),
        lambda match, points: (
            _ratio(match, points) if re.search(r"比例|率|比|度", match.group("w")) or match.group("n") else None
        ),
    ),
    (
        pattern(rf"(?P<x>{ANY})(?:的)?，?按(?P<w>[^，；。、=×扣\d]*?(?:比例|比重|率))(?:扣分|扣减|得分|计分|折算)"),
        lambda match, points: _ratio(match, points),
    ),
    (
        pattern(
            rf"(?P<w>{ANY})(?:达到|不低于|低于|未达到|达不到|应达到?|应不低于|以|目标值?为?|≥|<|不足)(?P<target>{NUMBER})(?P<unit>{_UNIT})(?:为(?:准|基准|目标|基数|标准))?(?:及?以上)?(?:的)?，?"
            rf"(?:(?:得|计)(?P<base>{_POINTS})，|不扣分，)?，?每(?:再)?(?:低于?|降低?|下降|减少|少|差|降低|相差)(?:目标值?|标准)?(?P<step>{NUMBER})?(?P<unit2>个百分点|百分点|{_UNIT})(?:的)?，?(?P<sign>扣(?:除|减)?|得|减|加)(?P<n>{NUMBER})分"
        ),
        _steps,
    ),
    (
        pattern(
            rf"(?P<w>{ANY})(?:超过|不超过|高于|大于|超出|>|≤|控制在|以)(?P<target>{NUMBER})(?P<unit>{_UNIT})(?:为(?:准|基准|目标|基数|标准))?(?:以内|以下)?(?:的)?，?"
            rf"(?:(?:得|计)(?P<base>{_POINTS})，|不扣分，)?，?(?P<high>每)(?:再)?(?:超过?|高于?|超出|增加?|多|上升|延迟?)(?:出)?(?P<step>{NUMBER})?(?P<unit2>个百分点|百分点|{_UNIT})(?:的)?，?(?P<sign>扣(?:除|减)?|得|减|加)(?P<n>{NUMBER})分"
        ),
        _steps,
    ),
    (
        pattern(
            rf"[^，、；。得\d]*\d[^，、；。得]*(?:的)?(?:得|计){_POINTS}(?:[，、][^，、；。得]*\d[^，、；。得]*(?:的)?(?:得|计){_POINTS})+"
            rf"[，、](?:[^，、；。得]*\d[^，、；。得]*(?:得|计){_POINTS}|[^，、；。得]+不(?:得|计)分"
            rf"|(?:其余|其他|其它|否则)的?(?:得|计){_POINTS})"
        ),
        _bands,
    ),
    (
        pattern(
            rf"(?P<w>{ANY})(?P<compare>{_COMPARE})(?P<bound>{NUMBER})(?P<unit>{_UNIT})(?:及?以上|（含）以上)?(?:的)?，?(?:得|计|为)?(?P<then>{_POINTS}|不得分|0分|零分)，"
            rf"{_OR}(?:(?P<again>{NUMBER})(?P<unit2>{_UNIT}))?(?:以下)?(?:的)?，?(?:不得分|不计分|(?:得|计|为)(?:0|零)分|(?:得|计)(?P<other>{_POINTS}))"
        ),
        _threshold,
    ),
    (
        pattern(
            rf"(?P<w>{ANY})(?P<bound>{NUMBER})(?P<unit>{_UNIT})(?:及|（含）)?以上的?，?(?:得|计)(?P<then>{_POINTS})，"
            rf"(?:{_OR}|(?:(?P<again>{NUMBER})(?P<unit2>{_UNIT}))?以下)(?:的)?，?(?:不得分|不计分|(?:得|计)(?:0|零)分|(?:得|计)(?P<other>{_POINTS}))"
        ),
        _threshold,
    ),
    (
        pattern(
            rf"(?P<w>{ANY})(?:的)?，?(?:本项|该项|此项)?(?:得分)?(?:(?:×|乘以)(?P<f>{NUMBER})|按(?P<g>{NUMBER})倍)倍?(?:计算|计分|计)?"
        ),
        _factor,
    ),
    (pattern(rf"(?P<w>{WORDS})(?:的)?，?(?:得分(?:翻倍|加倍|翻番)|(?:加倍|翻倍)(?:计分|得分))"), _factor),
    (pattern(rf"(?P<deed>一票否决(?:项|事项|情形)?)：(?P<w>{WORDS})"), _veto_first),
    (pattern(rf"(?P<w>{ANY})(?:的)?，?(?P<deed>{_DEED})"), _veto),
)
