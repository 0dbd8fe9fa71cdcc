"""Targets in running text: an indicator and its value as written (≥90%, 达到95%以上, 从50%提高到85%)."""

import re
from dataclasses import dataclass

from models.intake.characters import half_digits, squeezed
from models.intake.fields.times import times_in

_N = r"\d+(?:[.,，]\d+)*(?:\s*[-－—~～]\s*\d+(?:\.\d+)?)?"
_UNIT = (
    r"(?:个百分点|微克/立方米|毫克/升|微克|毫克|吨标准煤|千瓦时|场次|%|％|‰|平方米|平方公里|公里|千米|米|亩|公顷|万元|亿元|元|万吨|吨|人次|万人|人|名|户"
    r"|家|个|处|座|条|份|次|场|件|项|篇|期|所|台|套|辆|张|株|棵|小时|分钟|天|分贝|分|倍|间|宗|例|批|只|块"
    r"|部|期|版|集|组|面|幅|册|本|班|支|公斤|升)"
)
_TAIL = r"(?:以上|以下|左右|以内|及以上)?"
_VALUE = rf"{_N}\s*{_UNIT}?{_TAIL}"
_PERCENT_WORD = r"(?:百分之(?:百|[零一二三四五六七八九十百点]{1,8}))"
_FORMS = re.compile(
    rf"(?P<signed>[≥≤><＞＜=＝]\s*{_VALUE})"
    rf"|(?P<fromto>(?:由|从)\s*{_N}\s*{_UNIT}?\s*(?:提高|提升|增加|扩大|下降|降低|减少|压缩|增长"
    rf"|上升)(?:到|至)\s*{_VALUE})"
    rf"|(?P<worded>(?:均|全部|都|要|分别|总体|稳定|力争|基本|确保|保持在|控制在|稳定在|达|达到|提高|提升|下降"
    rf"|降低|增长|增加|减少|压减|压缩|不低于|不少于|不高于|不超过|不得低于|不得少于|不得超过|不大于"
    rf"|不小于|超过|高于|低于|至少|实现|完成|为)*"
    rf"(?:达到|达|不低于|不少于|不高于|不超过|不得低于|不得少于|不得高于|不得超过|不大于|不小于|保持在|稳定在"
    rf"|控制在|提高到|提升到|提升至|提高至|下降到|下降至|降低到|降至|增长|增加到|增至|下降|降低|减少"
    rf"|超过|突破|至少)\s*(?:{_VALUE}|{_PERCENT_WORD}))"
    rf"|(?P<yearly>(?:年内|每年|每季度|每月|每周|全年)\s*(?:至少|不少于|不低于)?\s*"
    rf"(?P<do>开展|组织|召开|举办|组织开展)?\s*(?:至少|不少于|不低于)?\s*(?P<do2>开展|组织|召开|举办|组织开展)?\s*"
    rf"{_N}\s*{_UNIT})"
    rf"|(?<=[率度])(?P<bare>{_N}\s*[%％]{_TAIL})"
    rf"|(?P<share>完成(?:工程量|任务量|任务|总量|投资)?的?\s*{_N}\s*[%％]{_TAIL})"
    r"|(?P<step>基本同步|保持同步)"
)
_REACH = 160  # how far before its value an indicator may begin
_LEAD_WORDS = re.compile(
    r"^(?:通过[^，,]{2,16}[，,]|经过[^，,]{2,16}[，,]|如|例如|比如|确保|力争|实现|努力|进一步|全面|使得?|其中|且|并|到\d{4}年底?|到20\d\d年"
    r"|\d{4}年底?前?|年底前?|全年|今年|同时|要|即|以及|和|及|保证|促使|推动|预计|达到|将|把|对"
    r"|按照|争取|[一二三四五六]是|（[一二三四五]）|[①-⑳]|\d{1,2}[.、．])+"
)
_MADE = re.compile(r"^.*(?:制作|新建|改造|建成|发布|设置|建设|打造|创建|培育|新增加|举办)(?=[\u4e00-\u9fff]{2,12}$)")
_VERB_TAIL = re.compile(
    r"(?:要|应|须|必须|应当|力争|确保|总体|均|全部|都|每年|年均|同比|稳定|比上年|较上年|比\d{4}年|较\d{4}年)+$"
)
_QUANTITY_ONLY = re.compile(r"(?:增长|增加|下降|降低|减少|超过|达|达到|至少|为)+\s*\d")
_INDICATOR_END = re.compile(
    r"(?:率|量|数|额|面积|比例|比重|占比|覆盖面|密度|浓度|总额|总值|收入|产值|指数|满意度|知晓度|得分"
    r"|分数|水平|次数|天数|标准|增加值|投资|消费|产量|人数|数量|长度|里程|绿地|个数|强度|能耗|排放"
    r"|规模|时间|面|度|价|密度|值)$"
)


@dataclass(frozen=True, slots=True)
class Figure:
    """An indicator with its value as written, and whether the indicator reads like one."""

    indicator: str
    value: str
    sure: bool


def targets_in(text: str) -> tuple[Figure, ...]:
    """Targets of a text in order. Numbers that count things already there (4家市场, 15年) are none."""
    found: dict[tuple[str, str], Figure] = {}
    past = 0
    for match in _FORMS.finditer(half_digits(text)):
        start, end = match.span()
        value = squeezed(text[start:end])
        before = text[max(0, start - _REACH, past) : start]
        past = end if text[end : end + 1] in "、，,和及；;" else past
        indicator = _indicator(before)
        if match["yearly"] is not None:
            if not re.search("至少|不少于|不低于", value):
                continue
            done = re.match(r"[^，,。；;、]{2,16}", text[end : end + 20])
            if (match["do"] or match["do2"]) and done is not None:
                indicator = squeezed(done[0])
        if not indicator and match["share"] is not None:
            indicator = re.sub(r"^完成|的?\s*\d.*$", "", value)
        if not indicator or _is_past(before):
            continue
        signed = match["signed"] is not None or match["fromto"] is not None
        named = bool(_INDICATOR_END.search(indicator))
        if not signed and not named:
            if match["worded"] is not None and not re.search(
                r"不低于|不少于|不超过|不高于|不得|至少|[%％]|百分", value
            ):
                continue
            if match["share"] is not None and not re.search(r"前|底|目标|力争|确保", text[max(0, start - 30) : start]):
                continue
        if len(indicator) > 40:
            continue
        figure = Figure(indicator, value, signed or named)
        found.setdefault((indicator, value), figure)
    for figure in _counted(half_digits(text)):
        if not any(figure.value in one.value and figure.indicator in one.indicator for one in found.values()):
            found.setdefault((figure.indicator, figure.value), figure)
    return tuple(found.values())


_COUNTED = re.compile(
    r"(?:^|(?<=[，,；;。、：:]))(?:力争|确保|全年|年内)*(?P<what>(?:新增|新培育|培育|建成|发放)[\u4e00-\u9fff]{2,14}?)"
    rf"(?P<value>\d+(?:\.\d+)?(?:家|个|万元|亿元){_TAIL})(?=[，,；;。、]|$)"
)


_TOLD_PAST = re.compile(r"已|累计|目前|去年|上年|过去|截至|以来")


def _counted(text: str) -> list[Figure]:
    """What is to be made in numbers (新增限上商贸企业40家); the name is guessed from the words before the number."""
    return [
        Figure(match["what"], match["value"], sure=False)
        for match in _COUNTED.finditer(text)
        if not _TOLD_PAST.search(re.split("[。；;\n]", text[: match.start()])[-1])
        and not re.search("第|已|了|共|不|少于|超过|达", match["what"])
    ]


_PAST = re.compile(r"(?:已|已经|累计|目前|去年|上年|过去|截至目前|(?<!公)共(?!同))[^，,。；;]{0,20}$")


def _is_past(before: str) -> bool:
    """Whether the clause tells what has been reached already."""
    clause = re.split(r"[。；;]", before)[-1]
    return bool(_PAST.search(clause)) and not re.search(r"确保|力争|提高到|目标", clause)


def _indicator(before: str) -> str:
    """The noun phrase just before a value."""
    sentence = re.split(r"[。；;！？\n]", before)[-1]
    parts = re.split(r"[，,：:]", sentence)
    own = parts[-1].strip()
    if len(parts) > 1 and own and not own.startswith(("确保", "力争", "实现", "使")):
        ahead = parts[-2].strip()
        # 餐饮业，集体食堂…管理率: a bare noun before the comma belongs to the indicator
        if (
            len(parts) == 2
            and 0 < len(ahead) <= 6
            and not re.search(
                r"[要将把应须]|进一步|加强|开展|推进|同时|其中|目标|率$|度$|到|年|通过|经过|开展|集中|按照|根据", ahead
            )
        ):
            comma = sentence[sentence.find(ahead) + len(ahead)]
            own = f"{ahead}{comma}{own}"
    own = squeezed(own)
    own = _VERB_TAIL.sub("", _LEAD_WORDS.sub("", own))
    own = re.sub(r"^(?:.*(?:确保|力争|实现|努力使|使))(?=.{3})", "", own)
    for time in reversed(times_in(own)):
        if time.start == 0 or time.end == len(own):
            own = (own[: time.start] + own[time.end :]).strip("，,、")
    own = re.sub(r"[（(][^（）()]*$", "", own).strip('“”"、的')
    if not _INDICATOR_END.search(own):
        own = _MADE.sub("", own)
    return own if len(own) >= 2 and not re.fullmatch(r"[\d.%]+|第.|本|全|[一二三四五六七八九十]+", own) else ""
