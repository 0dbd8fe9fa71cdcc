"""The phrases of scoring rules: each pattern stands for a part of a rule, or for what bounds the part before it."""

import re
from collections.abc import Callable
from dataclasses import dataclass
from fractions import Fraction

from models.appraisal.rules.kinds import Alternatives, Bonus, Choice, Part, PerOccurrence
from models.appraisal.rules.measured import MEASURED
from models.appraisal.rules.numerals import NUMBER, number
from models.appraisal.rules.pattern import ANY, MEASURE, WORDS, Pattern, pattern, what_of
from models.appraisal.rules.wording import VERBS
from models.appraisal.terms import Start


@dataclass(frozen=True, slots=True)
class Mark:
    """What bounds or changes the parts before it."""

    kind: str  # cap, event, halved, begun, start, base, once more, none
    value: Fraction | None = None
    words: str = ""
    over_all: bool = False


@dataclass(frozen=True, slots=True)
class Found:
    """A phrase at the beginning of a text: what it says, where it ends, the sign behind it."""

    what: Part | Mark
    end: int
    separator: str = ""


def phrase_at(text: str, points: Fraction | None) -> Found | None:
    """The phrase the text begins with; None when none is known."""
    for one, make in _PHRASES:
        match = one.match(text)
        if match is None:
            continue
        try:
            made = make(match, points)
        except ValueError:
            continue
        if made is not None:
            return Found(made, match.end())
    return None


Make = Callable[["re.Match[str]", Fraction | None], "Part | Mark | None"]

_ALL = r"(?:以上|上述|本项|该项|此项|各项|合计|总共|共|全部|每?项目|两项|三项|四项|五项|以下)"
_N = rf"(?P<n>{NUMBER})"
_BEFORE = r"(?:如果?|若|对|凡|凡是|但|其中，?)?"


def _value(match: "re.Match[str]", name: str = "n") -> Fraction:
    return number(match.group(name))


# --- what bounds the parts before ---


def _cap(match: "re.Match[str]", points: Fraction | None) -> Mark | None:
    of = next((sign for sign in "扣加" if sign in match.group(0)), "")
    return Mark("cap", _value(match), of, over_all=match.group("all") is not None)


def _full_lost(match: "re.Match[str]", points: Fraction | None) -> Mark:
    return Mark("none")


def _halved(match: "re.Match[str]", points: Fraction | None) -> Mark:
    return Mark("halved", words=what_of(re.sub(r"^(?:如果?|若|对|凡是?|能够)", "", match.group("w"))))


def _start(match: "re.Match[str]", points: Fraction | None) -> Mark:
    return Mark("start", words=(Start.ZERO if "零" in match.group(0) else Start.FULL).value)


def _base(match: "re.Match[str]", points: Fraction | None) -> Mark | None:
    value = match.groupdict().get("n")
    if value is None:
        return Mark("base")
    amount = number(value)
    return Mark("base", amount) if points is None or amount == points else None


def _base_earned(match: "re.Match[str]", points: Fraction | None) -> Mark | None:
    """完成任务得10分 of an item of 10 points, before what is deducted: its full mark said once more."""
    value = match.group("n")
    if re.search(r"\d+(?:\.\d+)?%|达到?\d|不低于\d|超过\d|≥|≤|<|>", match.group(0)):
        return None  # a bound, not the full mark said once more
    if value is not None and (points is None or number(value) != points):
        return None
    behind = match.string[match.end() :]
    return Mark("once more") if "扣" in behind or (value is None and not behind) else None


def _begun(match: "re.Match[str]", points: Fraction | None) -> Mark:
    first = match.groupdict().get("n")
    return Mark("begun", number(first) if first else None)


_CAP_WORDS = (
    rf"(?P<all>(?:{_ALL}(?:项目|内容|各项|情形|扣分|得分)*)+)?(?:的)?"
    r"(?:(?:累计|合计|总计|最多|最高|一共|总共|共)*(?:扣|加|得|计|奖励?)?(?:分|除|减)*(?:总分|总数|总额|分值)?"
    r"(?:累计|合计)?(?:最高|最多|上限)?(?:不(?:得|能)?超过|不高于|不大于|至多|以|为|限)"
    r"|(?:累计|合计|总计)?(?:最多|最高|至多|限|封顶|上限)(?:可)?(?:扣|加|得|计|奖励?)?(?:除|减|分)*(?:为)?"
    r"|(?:累计)?(?:直至|直到|至)?(?:扣|加|得)(?:满|完|够|至|到)|(?:扣分|加分|得分)?(?:上限|封顶)(?:为|是)?|累计(?:扣|加|得))"
    rf"(?P<n>{NUMBER})(?:分|(?=[，；。）]|$))(?:为止|为限|封顶|止|为上限|（含）)?"
)

_BOUNDS: tuple[tuple[Pattern, Make], ...] = (
    (pattern(r"(?:采取|实行|采用|按)?(?:倒扣分?制?|扣分制|减分制|从满分起扣|从零分起得)"), _start),
    (
        pattern(
            rf"(?:直至|直到)?(?:{_ALL})?(?:各项)?(?:的)?(?:扣分)?(?:直至|直到|至)?"
            r"(?:扣(?:完|光|至|到|减完)(?:该项|本项|此项|此|该|所有|全部|相应|单项)?(?:基础|标准)?(?:分值|得分|分数|分|零分|0分)?(?:为止|止)?|为止)"
        ),
        _full_lost,
    ),
    (pattern(r"(?:不倒扣分?|不(?:计|出现|扣)负分|不(?:扣|减|加)分|不再(?:重复)?扣分|上不封顶|不设上限)"), _full_lost),
    (pattern(rf"{WORDS}(?:的)?，?不(?:扣|减|加)分"), _full_lost),
    (pattern(_CAP_WORDS), _cap),
    (
        pattern(
            r"(?:对|凡)?(?:同一|同样|同类|同|相同|多次|重复)[^，；。（）\d]{0,16}(?:的)?，?[^，；。（）\d]{0,10}"
            r"(?:就高|最高|不重复|不累计|不累加|只计一次|只计1次)[^；。（）\d]{0,14}"
        ),
        lambda match, points: Mark("event"),
    ),
    (
        pattern(
            r"(?:按)?(?:就高不就低|就高(?:计分|不重复计?分?|不累计)?|不重复(?:计|加|扣|得)分?|不累计(?:计|加|扣)?分?)"
        ),
        lambda match, points: Mark("event"),
    ),
    (
        pattern(
            rf"{_BEFORE}(?P<w>{ANY})(?:的)?，?(?:可|则|予以)?(?:(?:扣分|扣减|处罚|按)*(?:减半|折半)(?:扣分|扣减|扣除|处理|计分?|执行)?|减半扣分)"
        ),
        _halved,
    ),
    (
        pattern(
            rf"(?:不足|不满|未满)(?:(?P<n>{NUMBER})[^，；。\d]{{0,5}})?的?，?(?:也|均)?按(?:{NUMBER}[^，；。\d]{{0,5}})?(?:计|计算|算|扣分)"
        ),
        _begun,
    ),
)
_BASES: tuple[tuple[Pattern, Make], ...] = (
    (pattern(rf"(?:本项|该项|此项)?(?:共|满分|分值|总分|基础分|计|得|基准分)?(?:为|是)?{_N}分(?:制)?"), _base),
    (pattern(r"(?:得满分|满分)"), _base),
    (pattern(rf"{WORDS}(?:的)?，?(?:得|计|记|可得)(?:满分|(?P<n>{NUMBER})分)"), _base_earned),
)


# --- counted ---


def _loses(sign: str) -> bool:
    return "扣" in sign or sign.startswith(("减", "—"))


def _counted(match: "re.Match[str]", points: Fraction | None) -> Part | None:
    """每少一次扣0.5分; 发现一处扣1分; 每10起扣1分."""
    groups = match.groupdict()
    count = groups.get("count")
    times = number(count) if count else Fraction(1)
    if times <= 0 or (times != 1 and not groups["every"]):
        return None
    per = groups["per"] if times == 1 else f"{count if count and count[0].isdigit() else _digits(times)}{groups['per']}"
    own = (groups.get("verb") or "") + (groups.get("tail") or "")
    prefix = what_of(groups["w"] or "")
    if not groups["every"]:
        if re.search(r"(?:第|达到?|满|超过|累计|连续|少于|不足|仅|只)$", prefix):
            return None
        if re.search(r"[二两三四五六七八九2-9]次", match.string[match.end() :]):
            return None  # 一次扣1分，两次扣3分: no count
        prefix = re.sub(r"^(?:发现|出现|发生|有|查实)$", "", prefix)
    own = what_of(own)
    what = f"{prefix}，{own}" if prefix and own else prefix or own
    if not groups["every"] and prefix and own:
        what = prefix + own
    return _with_sign(groups["sign"] or groups.get("minus") or "", _value(match), per, what, None)


def _digits(value: Fraction) -> str:
    return str(value.numerator) if value.denominator == 1 else str(float(value))


def _once(match: "re.Match[str]", points: Fraction | None) -> Part | None:
    """缺项扣4分; 未建立台账的，扣1分."""
    what = what_of(match.group("w"))
    if not what or what in ("每次", "每处", "可", "最多", "最高", "累计", "酌情", "视情", "视情况", "一次性"):
        return None
    if re.search(r"(?:酌情|视情况?|适当|根据情况|最多|最高|分别|依次|每|至|—)$|酌情|视情|分别|依次", what):
        return None
    if re.search("(?<![未不没])每|^[一1]次$", what):
        return None  # 每上升1%: of what; 一次: and how much the second time
    return _with_sign(match.group("sign"), _value(match), "次", what, _value(match))


def _with_sign(sign: str, amount: Fraction, per: str, what: str, cap: Fraction | None) -> Part:
    if "总" in sign:  # from the total, whatever the item has
        return Bonus(-amount, per, what, cap)
    if not _loses(sign) and sign.startswith(("加", "奖", "另加", "+")):
        return Bonus(amount, per, what, cap)
    return PerOccurrence(-amount if _loses(sign) else amount, per, what, cap)


def _at_discretion(match: "re.Match[str]", points: Fraction | None) -> Part:
    """获奖的酌情加分; 视情加1—3分: given by hand, point for point."""
    most = match.group("most")
    return Bonus(Fraction(1), "分", what_of(match.group("w") or ""), number(most) if most else None)


_OF_TOTAL = (
    r"(?:直接)?(?:从|在)?(?:考核|年度|年终)*总(?:得分|成绩|分)(?:中|里|内|上)?(?:直接|再|另)*(?:扣(?:除|减)?|减)"
)
_SIGN = (
    rf"(?P<sign>{_OF_TOTAL}|(?:再|另|加|各|均)?扣(?:除|减|掉|分)?|倒扣|减|得(?:分)?|可得|计|记|赋|另?加(?:分)?"
    r"|奖励?(?:加)?|\+)"
)
_CLOSE = "(?:分|(?=[，；。）]|$))"
_VERB = "|".join(sorted(VERBS, key=len, reverse=True))
_SEEN = r"(?:增加|新增|发现|出现|发生|有|查实|查出|存在|产生)"

_NOT_PERIOD = rf"(?!日|天|周|月|季度|年){MEASURE}"  # 每日清扫 counts nothing

_COUNTED: tuple[tuple[Pattern, Make], ...] = (
    (
        pattern(
            rf"(?P<w>{ANY})(?:的)?，?(?P<every>每){_SEEN}?(?P<verb>[^，；。、（）\d扣得加减计每]{{0,12}}?)"
            rf"(?P<count>{NUMBER})(?P<per>{MEASURE})(?P<tail>{ANY})(?:的)?，?{_SIGN}(?P<n>{NUMBER}){_CLOSE}"
        ),
        _counted,
    ),
    (
        pattern(
            rf"(?P<w>{ANY})(?:的)?，?(?P<every>每){_SEEN}?(?P<per>{_NOT_PERIOD})(?P<tail>{ANY})(?:的)?，?{_SIGN}(?P<n>{NUMBER}){_CLOSE}"
        ),
        _counted,
    ),
    (
        pattern(
            rf"(?P<w>{ANY})(?:的)?，?(?P<every>每){_SEEN}?(?P<per>{MEASURE})(?P<tail>)(?:的)?，?{_SIGN}(?P<n>{NUMBER}){_CLOSE}"
        ),
        _counted,
    ),
    (
        pattern(rf"(?P<w>{ANY})(?:的)?，?(?P<every>每)(?P<per>{MEASURE})(?P<tail>)(?P<sign>—|\+)?(?P<n>{NUMBER})分"),
        _counted,
    ),
    (
        pattern(
            rf"(?P<w>{ANY})(?:的)?，?(?P<every>)(?P<count>一|1)(?P<per>{MEASURE})(?P<tail>{ANY})(?:的)?，?{_SIGN}(?P<n>{NUMBER}){_CLOSE}"
        ),
        _counted,
    ),
    (
        pattern(
            rf"(?P<w>{ANY})(?:的)?，?(?:{_SIGN}|(?P<minus>—))?(?P<n>{NUMBER})分/(?P<every>每)?(?P<per>{MEASURE})(?P<tail>)"
        ),
        lambda match, points: _counted(match, points),
    ),
)

_AT_DISCRETION: tuple[Pattern, Make] = (
    pattern(
        rf"(?P<w>{ANY})(?:的)?，?(?:酌情|视情况?|适当)(?:予以|给予)?(?:加分|(?:奖励?|加)(?:{NUMBER}分?[—至到])(?P<most>{NUMBER})分)"
    ),
    _at_discretion,
)
_ONCE: tuple[Pattern, Make] = (
    pattern(rf"(?P<w>{WORDS}?)(?:的)?，?(?:一次性|直接|均|各|一律)?{_SIGN}(?P<n>{NUMBER})分"),
    _once,
)


# --- alternatives ---


def _list_of_choices(match: "re.Match[str]", points: Fraction | None) -> Part | None:
    """省媒1篇3分、市媒2篇2分; 省3/市2/县1."""
    found = re.findall(
        rf"([^，；。、/\d：]+?(?:\d[^，；。、/\d：分]{{1,2}})?)(?:得|加|计)?({NUMBER})分?(?=[、，/]|$)", match.group(0)
    )
    if len(found) < 2 or re.search("加|最多|最高|累计|不超过|每", match.group(0)):
        return None
    return Alternatives(tuple(Choice(what_of(name), number(value)) for name, value in found))


def _said_choices(match: "re.Match[str]", points: Fraction | None) -> Part | None:
    """宣传：优秀得10分、良好得8分、不合格得0分; 重大扣5分、一般扣1分."""
    found = [re.fullmatch(rf"(.+?)的?(得|计|扣|加)({NUMBER})分", one) for one in re.split("[、/]", match.group("list"))]
    choices = [
        Choice(one.group(1), number(one.group(3)) * (-1 if one.group(2) == "扣" else 1))
        for one in found
        if one is not None
    ]
    beyond = {one is not None and one.group(2) == "加" for one in found}
    if len(choices) != len(found) or len(beyond) > 1:
        return None
    return Alternatives(tuple(choices), match.group("w") or "", beyond=beyond == {True})


def _single_choice(match: "re.Match[str]", points: Fraction | None) -> Part:
    sign = -1 if _loses(match.group("sign")) else 1
    beyond = match.group("sign").startswith(("加", "另加"))
    return Alternatives((Choice(match.group("name"), sign * _value(match)),), match.group("w"), beyond=beyond)


def _respectively(match: "re.Match[str]", points: Fraction | None) -> Part | None:
    """国家级、省级、市级通报分别扣3、2、1分."""
    names = re.split(r"[、，/和]", match.group("names"))
    values = re.findall(NUMBER, match.group("table"))
    if len(names) != len(values) or (
        _loses(match.group("sign")) is False and match.group("sign").startswith(("加", "奖"))
    ):
        return None
    sign = -1 if _loses(match.group("sign")) else 1
    return Alternatives(
        tuple(Choice(what_of(name), sign * number(value)) for name, value in zip(names, values, strict=True))
    )


_ITEM = r"[^，；。、/\d：扣减每第加]{1,10}(?:\d[^，；。、/\d：分%名年月日扣]{1,2})?(?:得|计)?\d+(?:\.\d+)?"
_ALTERNATIVES: tuple[tuple[Pattern, Make], ...] = (
    (pattern(rf"{_ITEM}分(?:[、，/]{_ITEM}分)+"), _list_of_choices),
    (
        pattern(
            r"[^，；。、/\d：扣减每第加分]{1,8}\d+(?:\.\d+)?分?(?:/[^，；。、/\d：扣减每第加分]{1,8}\d+(?:\.\d+)?分?)+"
        ),
        _list_of_choices,
    ),
    (
        pattern(
            rf"(?P<names>[^，；。、/扣\d]+(?:[、/和][^，；。、/扣\d]+)+?)(?:的)?，?(?:每次|每项)?分别{_SIGN}"
            rf"(?P<table>(?:{NUMBER}分?)(?:[、/，和]{NUMBER}分?)+)"
        ),
        _respectively,
    ),
)

_NAME = r"(?!第[^、]{1,3}名|前|最多|最高|累计)[^，；。、：/扣每]{1,20}?"
_SAID: tuple[Pattern, Make] = (
    pattern(
        rf"(?:(?P<w>[^，；。、：/\d]{{1,20}})：)?"
        rf"(?P<list>{_NAME}(?:得|计|扣|加){NUMBER}分(?:[、/]{_NAME}(?:得|计|扣|加){NUMBER}分)+)"
    ),
    _said_choices,
)
_ONE_OF: tuple[Pattern, Make] = (
    pattern(rf"(?P<w>[^，；。、：]*)分档：(?P<name>[^，；。、：]+?){_SIGN}(?P<n>{NUMBER})分"),
    _single_choice,
)
_PHRASES: tuple[tuple[Pattern, Make], ...] = (
    *_BOUNDS,
    _ONE_OF,
    _SAID,
    *MEASURED,
    *_ALTERNATIVES,
    *_COUNTED,
    *_BASES,
    _AT_DISCRETION,
    _ONCE,
)
