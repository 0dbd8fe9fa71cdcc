"""Scoring sentences of appraisal papers: what each takes or gives (每少一次扣0.5分, 加2分), and the most they may take.

Sentences that say nothing about points are no rules; the caller keeps the words they stand in.
"""

import re
from bisect import bisect_left
from decimal import Decimal

from models.intake.characters import brackets, half_digits, number_of, spans_outside, squeezed
from models.intake.draft import CriterionRule

_NUMBER = r"(?:\d{1,4}(?:\.\d{1,3})?|[一二三四五六七八九十两]{1,3}|半)"
_MARK = r"分(?![钟管类之值数析别期包])"
_GAP = r"[^，,。；;、\d（）()]{0,10}?"
# At most three caps in one form: 最多扣3分, 累计不超过3分, 3分封顶, 扣至3分为止.
_CAP = re.compile(
    rf"(?:累计|合计|总共|最多|最高|至多|上限)(?!得|加)(?P<word>{_GAP})(?P<a>{_NUMBER})\s*{_MARK}(?:为止|封顶)?"
    rf"|(?:扣分|扣减|总扣分|加分)?(?:不超过|不得超过|以)\s*(?P<b>{_NUMBER})\s*{_MARK}(?:为限|封顶|为止)?"
    rf"|(?P<c>{_NUMBER})\s*{_MARK}封顶|扣[至到满]\s*(?P<d>{_NUMBER})\s*{_MARK}为?止?"
    rf"|(?:最多|最高|累计|合计)加(?:分)?(?:不超过)?\s*(?P<e>{_NUMBER})\s*{_MARK}"
)
_ALL = re.compile(
    r"(?:直至|直到)?(?:该项|本项|此项|单项)?(?:分值|分数|得分)?扣[完光](?:本项|该项|此项)?(?:分值|分)?(?:为止|即止|止)?"
)
_TAKES = re.compile(
    rf"(?:扣|减)(?:分|除|减|掉)?\s*(?P<n>{_NUMBER})\s*{_MARK}|(?<!\d)[-－]\s*(?P<m>\d{{1,3}}(?:\.\d{{1,3}})?)\s*{_MARK}"
)
_GIVES = re.compile(rf"(?<!不)(?:加计|加|奖励|奖|得|计|记|给予|给|赋)(?:分)?(?:为)?\s*(?P<n>{_NUMBER})\s*{_MARK}")
_SCORES = re.compile(
    r"扣分|扣[除减完光]|扣(?=[\d一二三四五六七八九十两半])|加分|加(?=\d)|不得分|不计分|不加分|得分|得满分|满分|零分|不给分"
    r"|(?:得|计|记|赋|奖励?|给予?|减)\s*"
    + _NUMBER
    + r"\s*分|计分|记分|赋分|否决|按.{0,8}比例.{0,4}(?:得|计|扣|折算|赋)"
    r"|(?:倒|另|加|酌情|缺项|每[^，,]{1,16})扣|取消.{0,8}(?:资格|评优|评先)|不得评为|降.{0,3}(?:一|1|两|2)?(?:个)?(?:等次|等级|档次)"
)
# 90分以上为优秀: a grade, and no points that are taken or given
_GRADE = re.compile(
    r"\d{1,4}(?:\.\d+)?\s*分?\s*(?:以上|以下|及以上|[-－—–~～至]\s*\d|（含|\(含|[≤<≥>])[^，,；;]{0,24}?"
    r"(?:为|定为|评为|确定为|属于)[“\"]?[\u4e00-\u9fff]{1,4}"
)
_FULL = re.compile(
    rf"^(?:本项|该项|此项)?(?:满分|基础分|基本分|标准分|分值|共|计|共计)?[为：:]?\s*(?P<n>{_NUMBER})\s*分$"
)
_LEADING_NUMBER = re.compile(
    r"^(?:[（(][一二三四五六七八九十\d]{1,3}[）)]|[①-⑳㈠-㈩⑴-⒇]|\d{1,2}[.．、](?!\d)|[一二三四五六七八九十]{1,2}(?:、|是))\s*"
)
_MARKS = "，,。；;、：: \u3000"


def rules_of(text: str, points: Decimal | None = None) -> tuple[tuple[CriterionRule, ...], Decimal | None]:
    """(the scoring sentences of a text, the most they may take or None).

    `points` are the points of the item: 扣完为止 makes them the cap; without them 满分10分 in the text is taken.
    """
    plain = _half(text)
    caps = list(_CAP.finditer(plain))
    named = {value for match in caps if (value := _value(_first(match))) is not None}
    spans = sorted(match.span() for match in (*caps, *_ALL.finditer(plain)))
    told = spans if len(named) < 2 else []  # several caps, each for its own sentence, stay in its words
    rules: list[CriterionRule] = []
    for start, end in _sentences(plain):
        for first, last in _scored(plain, start, end, spans):
            bare = _without(plain, first, last, spans)
            full = _FULL.match(bare)
            if full is not None:
                points = points if points is not None else _value(full["n"])
            elif _SCORES.search(bare) and not _GRADE.search(bare):
                rules.append(CriterionRule(_without(text, first, last, told), _points_of(bare)))
    if len(named) == 1:
        return tuple(rules), named.pop()
    return tuple(rules), points if _ALL.search(plain) else None


def stated_points(text: str) -> Decimal | None:
    """The points behind a heading (组织领导（20分）, 满分100分, 分值：5分); None when there are none."""
    plain = _half(text)
    for _, _, content in brackets(plain):
        match = _FULL.match(squeezed(content))
        if match is not None:
            return _value(match["n"])
    match = re.search(rf"(?:满分|分值|计|共|占|基础分)[为：:]?\s*({_NUMBER})\s*{_MARK}", plain)
    return _value(match[1]) if match else None


def _half(text: str) -> str:
    """Digits and the point between them half-width, one for one."""
    return re.sub(r"(?<=\d)．(?=\d)", ".", half_digits(text))


def _first(match: re.Match[str]) -> str:
    return next(value for name in "abcde" if (value := match[name]))


def _value(words: str) -> Decimal | None:
    if words == "半":
        return Decimal("0.5")
    if re.fullmatch(r"\d+(?:\.\d+)?", words):
        return Decimal(words)
    number = number_of(words)
    return Decimal(number) if number is not None else None


def _points_of(words: str) -> Decimal | None:
    """What one sentence takes or gives; None when it states no number or more than one."""
    found = {-value for match in _TAKES.finditer(words) if (value := _value(match["n"] or match["m"])) is not None}
    if not re.search(r"加扣|减扣", words):
        found |= {value for match in _GIVES.finditer(words) if (value := _value(match["n"])) is not None}
    return found.pop() if len(found) == 1 else None


def _sentences(text: str) -> list[tuple[int, int]]:
    return [span for span in spans_outside(text, "。；;\n！!") if text[span[0] : span[1]].strip()]


def _scored(text: str, start: int, end: int, caps: list[tuple[int, int]]) -> list[tuple[int, int]]:
    """Stretches of a sentence that each speak of points once; words before the points belong to them."""
    stretches: list[tuple[int, int]] = []
    first = start
    for left, right in spans_outside(text[start:end], "，,、"):
        piece = _without(text, start + left, start + right, caps)
        if _SCORES.search(piece):
            stretches.append((first, start + right))
            first = start + right + 1
    if stretches and first < end:  # 按时报送得2分，以签收为准
        stretches[-1] = (stretches[-1][0], end)
    return stretches


def _without(text: str, first: int, last: int, spans: list[tuple[int, int]]) -> str:
    """The words between two places without the spans in them, trimmed of marks, empty brackets and a number."""
    kept: list[str] = []
    position = first
    for start, end in spans[max(0, bisect_left(spans, (first, 0)) - 1) : bisect_left(spans, (last, 0))]:
        if end <= position:
            continue
        kept.append(text[position : max(position, start)])
        position = min(end, last)
    kept.append(text[position:last])
    words = re.sub(r"[（(][，,；;\s]*[）)]", "", "".join(kept)).strip(_MARKS)
    words = re.sub(r"[，,、]{2,}", "，", words)
    return _LEADING_NUMBER.sub("", words).strip(_MARKS)
