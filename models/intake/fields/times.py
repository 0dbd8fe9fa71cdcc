"""Times in running text: where they stand, as written, and whether they set a deadline."""

import re
from dataclasses import dataclass

from models.intake.characters import half_digits, squeezed

_CN = "[一二三四五六七八九十]{1,3}"
_YEAR = r"(?:\d{4}|\d{2,3}[_xX×*＊○〇?？]{1,2}|[_xX×*＊]{2,4})年|今年|明年|本年度?|次年|翌年|当年"
_Y = rf"(?:(?:{_YEAR})\s*)?"
_M = rf"(?:\d{{1,2}}|{_CN})\s*月(?:份)?"
_D = rf"(?:\d{{1,2}}|{_CN})\s*[日号](?:\s*[（(](?:星期|周)[一二三四五六日天][）)])?"
_CLOCK = r"(?:\s*(?:上午|下午|中午|晚上)?\s*\d{1,2}\s*(?:时|点|[:：]\d{2})(?:\d{1,2}分)?)?"
_PART = r"(?:上旬|中[、]?下旬|中旬|下旬|月?底|末|初)"
_SEP = r"\s*(?:[-－—–―~～〜‐‑]{1,2}|至|到)\s*"
_DOTTED = r"(?<![\d.])20\d{2}[./-]\d{1,2}[./-]\d{1,2}(?![\d.])"
_POINT = rf"(?:{_DOTTED}|{_Y}{_M}\s*(?:{_D}{_CLOCK}|{_PART})?|(?:{_YEAR})\s*(?:年?[底末])?|年[底末])"
_RANGE = rf"(?:{_POINT}{_SEP}(?:{_POINT}|{_D})|{_Y}\d{{1,2}}{_SEP}{_M}{_PART}?|即日起{_SEP}{_POINT})"
_EVERY = (
    r"每(?:\d|[一两二三])?个?(?:半年|年度?|季度?|月份?|周|星期|日|天|旬)"
    rf"(?:的?(?:最后一个月|首月|末月|第[一二三]个月))?的?(?:(?:\d{{1,2}}[日号]?[、和])*{_D}{_CLOCK}"
    rf"|{_M}{_D}?{_PART}?|[一二三四五六日](?=前|下午|上午|之前|下班){_CLOCK}|月?[底末初]|季?末)?"
)
_LASTING = (
    r"立行立改|立查立改|即知即改|长期坚持|持续推进|常年坚持|常态化推进|持续坚持|长期"
    r"|(?:\d{1,3}|[一二三四五六七八九十两]{1,3})个?(?:工作日|小时|天|日|周|星期|月|年)(?:之|以)?内"
    r"|(?:(?:(?![于在由与和请各要须应将把])[\u4e00-\u9fff]){0,10}会议?(?:召开"
    r"|结束)?)?后(?:的)?(?:第[一二三四五六七八九十\d]{1,2}|次)[日天]"
    r"|会后[一二三四五六七八九十两\d]{1,3}[天日](?:之|以)?内"
)
_WHOLE = r"全年|上半年|下半年|年内|第?[一二三四]季度末?"
_BEFORE = r"(?:\s*(?:以后|之后|之前|以前|(?:上午|下午)?下班前|前|止|内|为止)(?![期后三两一二往的提来去沿往述两者]))?"
_TIME = re.compile(
    rf"(?P<every>{_EVERY})(?P<eb>{_BEFORE})|(?P<range>{_RANGE})(?P<rb>{_BEFORE})"
    rf"|(?P<lasting>{_LASTING})|(?P<point>{_POINT})(?P<pb>{_BEFORE})"
    rf"|(?P<whole>{_WHOLE})(?P<wb>{_BEFORE})"
)
_PAST = re.compile(
    r"^(?:以来|来|开始|起|上午|下午|晚|方|[，,]?[\u4e00-\u9fff]{0,6}(?:召开了|进行了|组织了|下发了"
    r"|启动了|完成了|开展了))"
)


@dataclass(frozen=True, slots=True)
class Time:
    """A time as written. `limit`: its own words set a deadline (前, 底前, 内, 每月28日前); `kind` names its form."""

    words: str
    start: int
    end: int
    limit: bool
    kind: str


def without_weekday(words: str) -> str:
    """4月10日（星期三）前 → 4月10日前: the words as a date is computed from them."""
    return re.sub(r"[（(](?:星期|周)[一二三四五六日天][）)]", "", words)


def times_in(text: str) -> tuple[Time, ...]:
    """All times in a text, in order."""
    found: list[Time] = []
    plain = half_digits(text)
    for match in _TIME.finditer(plain):
        kind = next(name for name in ("every", "range", "lasting", "point", "whole") if match[name] is not None)
        before = match[{"every": "eb", "range": "rb", "point": "pb", "whole": "wb"}.get(kind, kind)] or ""
        words = squeezed(text[match.start() : match.end()])
        limit = (
            kind == "lasting"
            or (bool(before.strip()) and "后" not in before)
            or bool(re.search(r"[底末](?:前)?$|年内$", words))
        )
        if re.match(r"(?:以来|开始|起(?!草))", plain[match.end() :]):
            limit = False
        found.append(Time(words, match.start(), match.end(), limit, kind))
    return tuple(found)


_DONE = re.compile(
    r"[^，,。；;]{0,30}(?:完成|落实|到位|达标|(?<!创)建成|投用|办结|报送|上报|报|销号|整改|验收|召开"
    r"|启动|出台|制定|印发)"
)
_FUTURE = re.compile(r"(?:力争|确保|请|务必|要求|须|应|要|必须|于|在|截至|到|最迟|，|,|。|；|;|^|\s)$")


def deadlines_in(text: str) -> tuple[str, ...]:
    """Deadlines that prose sets, as written: a time with 前, 底 or 内 that something is to be done by. Lasting words
    (长期坚持, 持续推进) and plain months are none in prose, and neither are times of what has happened."""
    found: list[str] = []
    for time in times_in(text):
        if not time.limit or (time.kind == "lasting" and not re.search(r"内$|[日天]$|立行立改", time.words)):
            continue
        if time.kind == "lasting" and re.search(r"年内$", time.words) and not _DONE.match(text[time.end :]):
            continue
        if time.kind == "every" and not re.search(r"[前内底末]$", time.words):
            continue
        after = text[time.end :]
        if _PAST.match(after) or re.match(r"[，,]?[\u4e00-\u9fff]{0,12}(?:已|了)", after):
            continue
        found.append(time.words)
    return tuple(dict.fromkeys(found))


def time_alone(text: str) -> str:
    """The words of a text that is nothing but a time with words of completion around it; empty for any other."""
    plain = squeezed(text).strip("。；;，,（）()")
    found = times_in(plain)
    if not found:
        return (
            plain
            if re.fullmatch(
                _LASTING
                + "|常态化|持续进行|按季度推进|适时|随时|即时|立即"
                + r"|按[年月周季旬]?计?划?推进|[\u4e00-\u9fff]{1,4}[节期]前",
                plain,
            )
            else ""
        )
    first, last = found[0], found[-1]
    lead = plain[: first.start]
    rest = plain[last.end :]
    between = plain[first.end : last.start] if len(found) > 1 else ""
    if (
        re.fullmatch(r"(?:力争|确保|务必|于|在|截至|到|最迟|并|从|自)*", lead)
        and re.fullmatch(
            r"(?:前)?(?:全面|基本|全部)?(?:完成|落实|到位|达标|办结|报送|整改到位|实施|推进|期间|底前)*", rest
        )
        and len(between) <= 12
    ):
        return plain if len(found) > 1 else first.words
    return ""
