"""Duties to hand something in: who, what, by when, to whom, told in one sentence."""

import re
from dataclasses import dataclass, replace

from models.intake.characters import brackets, sentences, split_outside, squeezed
from models.intake.fields.known import NOBODY, KnownUnits
from models.intake.fields.times import times_in
from models.intake.fields.units import is_collective, is_unit_like, units_of

_VERB = (
    "上报至|报送至|报送给|报送到|报送|上报|报至|报到|提交至|提交|反馈至|反馈|报备|报给|递交|送交"
    "|抄送|汇总报|书面报|统一报|(?<![迟漏少瞒虚谎错填晚未])报(?![告表刊道社名纸酬批])"
)
_SEND = re.compile(rf"(?P<verb>{_VERB})(?P<to>[^，,。；;]*)$")
_ASK = re.compile(r"^(?:请|要求|各地要求|望)")
_WHO = re.compile(
    r"^(?P<who>[^，,。；;]{2,40}?)(?:要|应当|应|须|必须|务必|需|每|于|在|将|把|按"
    r"|形成|制定|梳理|汇总|整理|上报|报送|提交)"
)


_BY_WHOM = re.compile(r"(?:^|[，,])(?P<what>[^，,]{2,30}?)由(?P<who>[^，,]{2,40}?)(?:于|在|每|统一)*$")
_TOWARD = re.compile(
    r"(?P<who>[^，,。；;]*?)向(?P<to>[^，,。；;]{2,30}?)(?:上报|报送|提交|反馈|报备|递交|书面报告"
    r"|报告|报)(?P<what>[^，,。；;]{2,60})$"
)


@dataclass(frozen=True, slots=True)
class HandIn:
    """A hand-in as told; `sure` is false when who must do it was found in an earlier sentence."""

    who: tuple[str, ...]
    what: str
    deadline: str
    to: str
    sure: bool


def reporting_in(text: str, known: KnownUnits = NOBODY) -> tuple[HandIn, ...]:
    """Hand-in duties of a paragraph: sentences with a time limit, something handed in, and a verb of handing in."""
    found: list[HandIn] = []
    addressee: tuple[str, ...] = ()
    for sentence in sentences(text):
        for part in split_outside(sentence, "；;"):
            whole = squeezed(part).rstrip("。；;")
            spoken: tuple[str, ...] = ()
            for plain in _each(whole):
                hand_in = _read(plain, spoken or addressee, known)
                if hand_in is not None:
                    sure = hand_in.sure or bool(spoken)
                    found.append(replace(hand_in, sure=sure))
                    spoken = hand_in.who if sure else ()
            addressee = _addressee(whole, known) or addressee
    return tuple(found)


def _each(whole: str) -> list[str]:
    """The parts of a sentence that each hand something in by a time of their own."""
    parts = [""]
    for clause in split_outside(whole, "，,"):
        told = bool(re.search(_VERB, clause)) and any(time.limit or time.kind == "every" for time in times_in(clause))
        before = parts[-1]
        ready = bool(re.search(_VERB, before)) and any(time.limit or time.kind == "every" for time in times_in(before))
        if told and ready:
            parts.append(re.sub(r"^(?:并|同时|且|另)", "", clause))
        else:
            parts[-1] = f"{before}，{clause}" if before else clause
    return parts


def _read(plain: str, earlier: tuple[str, ...], known: KnownUnits) -> HandIn | None:
    limits = [time for time in times_in(plain) if time.limit or time.kind == "every"]
    if not limits:
        return None
    time = limits[0]
    tail = re.sub(r"(?:[（(][^（）()]*[）)])+$", "", plain)
    end = _last_clause_with_verb(tail)
    if end is None:
        return None
    send = _SEND.search(tail[:end])
    if send is None:
        return None
    toward = _TOWARD.search(tail)
    if toward is not None and toward.end() > time.end:
        ahead = _ASK.sub("", plain[: time.start])
        spoken = _people_addressed(_before_time(toward["who"], time.words), known) or _people_addressed(ahead, known)
        if spoken or earlier or _ASK.match(plain):
            return HandIn(spoken or earlier, toward["what"], time.words, toward["to"], bool(spoken))
    before = plain[: time.start]
    between = plain[time.end : send.start()] if time.end <= send.start() else ""
    to = _receiver(send["to"])
    head = _ASK.sub("", before)
    head = re.sub(r"(?:于|在|请|务必|最迟|不迟于)+$", "", head)
    taken = re.search(r"(?:将|把)(?P<what>.+)$", between)
    if taken is not None:
        what, who_text = taken["what"], head + between[: taken.start()]
    elif re.search(r"(?:将|把)(?P<what>.+)$", head):
        match = re.search(r"(?P<who>.*?)(?:将|把)(?P<what>.+)$", head)
        assert match is not None
        who_text, what = match["who"], match["what"]
    elif (by := _BY_WHOM.search(head)) is not None:  # 自查报告由各单位于6月15日前报市安委办
        who_text, what = by["who"], by["what"]
    elif between.strip("，,前"):
        who_text, what = _split_who(head, between, known)
    else:
        who_text, what = _subject(head, known)
    if not what and to:  # 每月28日前报送工作总结
        what, to = send["to"], ""
    what = re.sub(r"(?:不少于|至少|不低于)\d+[条份篇次期]$", "", what)
    what = re.sub(r"^(?:前|要|须|应|向[^，,]{2,30}?(?=报|提交)|及时|书面|统一|分别)+", "", what).strip("，,、“”")
    what = re.sub(r"^(?:制定|制订|形成|拟定|拟订|梳理|汇总|整理|认真|抓紧)+(?=.{2})", "", what)
    trailing = re.match(r"(?P<what>.+?)(?:并|后|一并|统一|及时|书面|汇总后?|分别|按要求)+$", what)
    what = trailing["what"] if trailing is not None else what
    who = _people_addressed(who_text, known)
    if len(what) < 2 or len(what) > 80:
        return None
    if not who and not earlier and not _ASK.match(plain) and not to:
        return None
    return HandIn(who or earlier, what.strip("，,、"), time.words, to, bool(who) or bool(_ASK.match(plain)))


def _before_time(text: str, words: str) -> str:
    """各责任单位要于每月28日前 → 各责任单位要于"""
    position = text.find(words)
    return text[:position] if position >= 0 else text


def _last_clause_with_verb(plain: str) -> int | None:
    """The end of the last clause that hands something in."""
    position = 0
    end = None
    for clause in split_outside(plain, "，,"):
        position_end = position + len(clause)
        if re.search(rf"(?:{_VERB})", clause) and not re.search(
            r"报告会|汇报会|报名|报刊|报道|电视报|日报|晨报|情报|报考|报酬|预报|举报|通报(?!至)|报废|海报|申报", clause
        ):
            end = position_end
        position = position_end + 1
    return end


def _receiver(text: str) -> str:
    opening = next((start for start, _, _ in brackets(text)), len(text))
    return re.sub(r"(?:邮箱|处|备案|汇总|存档|审核|审定|备查|（.*)$", "", text[:opening]).strip("至给到，,。")


def _split_who(head: str, between: str, known: KnownUnits) -> tuple[str, str]:
    """(who, what) when the thing stands between the time and the verb without 将: 每月28日前各单位工作总结."""
    if head.strip("，,"):
        return head, between
    match = _WHO.match(between.lstrip("，,"))
    if match is not None and _people_addressed(match["who"], known):
        return match["who"], between.lstrip("，,")[match.end("who") :]
    return "", between


def _subject(head: str, known: KnownUnits) -> tuple[str, str]:
    """(who, what) when the thing itself is the subject: 工作方案于会后第二天上报市工作组."""
    clause = re.split(r"[，,]", head.strip("，,"))[-1]
    if _people_addressed(clause, known):
        return clause, ""
    return "", clause


def _people_addressed(text: str, known: KnownUnits) -> tuple[str, ...]:
    """Units a sentence speaks to: 各牵头部门, 各区, 市商务局、市城管局."""
    clause = re.split(r"[，,]", text.strip("，,"))[-1]
    clause = re.sub(
        r"(?:要|应当|应|须|必须|务必|需要?|于|在|在每|按要求|按时|及时|统一|分别|每月|定期|结合实际|按照要求)+$",
        "",
        _ASK.sub("", clause),
    )
    if not clause:
        return ()
    names = units_of(clause, known).names
    return names if names and all(is_unit_like(name, known) and len(name) <= 20 for name in names) else ()


_SPOKEN_TO = re.compile(
    r"(?:^|[，,])(?:请)?(?P<who>各[^，,。；;]{1,14}?|[二三四五]区(?:一园)?|[^，,。；;各]{2,30}?(?:局"
    r"|委|办|街道|区|部门|单位))(?=要|应|须|必须|务必|负责|在|于|结合|按|制定|组织|将|对)"
)


def _addressee(plain: str, known: KnownUnits) -> tuple[str, ...]:
    match = _SPOKEN_TO.search(plain)
    if match is None:
        return ()
    names = tuple(
        name for name in units_of(match["who"], known).names if not name.endswith(("责任单位", "业主", "主办方"))
    )
    plain_names = not any(re.search('[“”"‘’]', name) for name in names)
    said = plain_names and all(is_unit_like(name, known) or is_collective(name) for name in names)
    return names if names and said else ()


def addressee_in(text: str, known: KnownUnits = NOBODY) -> tuple[str, ...]:
    """The units that a paragraph speaks to first (各区要…, 三区在…)."""
    for sentence in sentences(text):
        named = _addressee(squeezed(sentence), known)
        if named:
            return named
    return ()
