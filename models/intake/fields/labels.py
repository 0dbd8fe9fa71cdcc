"""Label words of duty papers (牵头单位, 配合单位, 责任领导, 完成时限 …) and the labelled pieces of a text."""

import re
from collections.abc import Callable, Iterator
from dataclasses import dataclass
from enum import Enum
from typing import TypeVar

from models.intake.characters import squeezed
from models.intake.draft import Duty

T = TypeVar("T")


class About(Enum):
    """What the words after a label are."""

    UNITS = "units"
    PEOPLE = "people"
    TIME = "time"


_N = "(?:单位|部门|科室|主体)"
_LEAD = rf"(?:总?牵头(?:责任|实施|负责|落实)?{_N}|责任牵头{_N}|主责{_N}|主办{_N}|(?:首要|第一)责任{_N}|牵头|主办)"
_SUPPORT = rf"(?:(?:配合(?:责任)?|协办|协同|协助|协作|参与|参加|协同配合|参与配合){_N}|配合|协办)"
_OVERSEE = rf"(?:(?:督导(?:责任)?|督办|督查|验收|监督|监管|考核|销号){_N})"
_RESPONSIBLE = rf"(?:(?:(?:具体|直接|主体|整改|落实)?责任|承办|实施|落实|负责|整改|执行|完成){_N})"
_PEOPLE = (
    "(?:(?:责任|牵头|包联|分管|包抓|挂帅|主管|督导|包保|市级|区级|县级|具体责任)领导"
    "|(?:第一|直接|具体|主要|包保|整改)?责任人|(?:牵头|分管|具体|主要)?负责人|牵头人|联系人|联络员|经办人)"
)
_TIME = (
    "(?:(?:完成|整改|办结|工作|任务|销号|推进|落实)(?:时限|时间|期限|节点)|时间(?:节点|要求|安排|进度)"
    "|时限(?:要求)?|(?:整改)?期限|截止(?:时间|日期)|完成日期|实施时间|进度要求)"
)
_WORDS: tuple[tuple[str, About, Duty | None], ...] = (
    (_LEAD, About.UNITS, Duty.LEAD),
    (_SUPPORT, About.UNITS, Duty.SUPPORT),
    (_OVERSEE, About.UNITS, Duty.OVERSEE),
    (_RESPONSIBLE, About.UNITS, Duty.RESPONSIBLE),
    (_PEOPLE, About.PEOPLE, None),
    (_TIME, About.TIME, None),
)
_COMPILED = tuple((re.compile(pattern), about, duty) for pattern, about, duty in _WORDS)
LABEL_WORD = "(?:" + "|".join(pattern for pattern, _, _ in _WORDS) + ")"
_COLON = re.compile(r"[：:]")
_LONGEST = 10  # characters of a label; at most three blanks between two of them (牵 头 单 位)
_COUNTED = re.compile(r"[（(]\d{1,3}[家个][）)]$")


@dataclass(frozen=True, slots=True)
class Label:
    """A label as written (padding removed) and what it means."""

    word: str
    about: About
    duty: Duty | None


@dataclass(frozen=True, slots=True)
class Piece:
    """A labelled piece of text: the label, its words, where the label starts and where the words end."""

    label: Label
    value: str
    start: int
    end: int


def label_of(word: str) -> Label | None:
    """The label that a word is, blanks and marks around it ignored; None when it is none."""
    plain = squeezed(word).strip("：:【】[]")
    for pattern, about, duty in _COMPILED:
        if pattern.fullmatch(plain):
            return Label(plain, about, duty)
    return None


def pieces_of(text: str) -> tuple[str, tuple[Piece, ...]]:
    """(the words before the first label, the labelled pieces in order). Sub-labels stay in the words of a piece."""
    marks = list(marks_in(text, label_of))
    if not marks:
        bare = _bare_label(text)
        if bare is not None:
            return "", (bare,)
        return text, ()
    ends = [start for start, _, _ in marks[1:]] + [len(text)]
    pieces = tuple(
        Piece(label, _value(text[after:end]), start, end)
        for (start, after, label), end in zip(marks, ends, strict=True)
    )
    return text[: marks[0][0]].rstrip(" \t\u3000，,；;（("), pieces


def marks_in(text: str, find: Callable[[str], T | None]) -> Iterator[tuple[int, int, T]]:
    """(start, end, what `find` makes of it) of each label: the words before a colon, back to where one begins."""
    past = 0
    for colon in _COLON.finditer(text):
        end = colon.start()
        while end > past and text[end - 1] in " \t\u3000\u00a0】]":
            end -= 1
        counted = _COUNTED.search(text, max(past, end - 6), end)
        end = counted.start() if counted else end
        found = _label_before(text, past, end, find)
        if found is not None:
            start, label = found
            yield start, colon.end(), label
            past = colon.end()


def _label_before(text: str, past: int, end: int, find: Callable[[str], T | None]) -> tuple[int, T] | None:
    """The longest label that ends at a place and begins where no other word goes on before it."""
    position = end
    blanks = 0
    characters: list[str] = []
    best: tuple[int, T] | None = None
    while position > past and len(characters) < _LONGEST:
        char = text[position - 1]
        if char in " \t\u3000\u00a0":
            blanks += 1
            if blanks > 3:
                break
        elif "\u4e00" <= char <= "\u9fff":
            blanks = 0
            characters.append(char)
            before = text[position - 2] if position - 1 > past else " "
            if not "\u4e00" <= before <= "\u9fff" and len(characters) > 1:
                label = find("".join(reversed(characters)))
                if label is not None:
                    opening = position - 1
                    if opening > past and text[opening - 1] in "（(【[":
                        opening -= 1
                    best = (opening, label)
        else:
            break
        position -= 1
    return best


def _value(text: str) -> str:
    """The words after a label without the marks that close it; an unopened bracket at the end is not theirs."""
    value = text.strip().rstrip("。；;，,、 \u3000")
    while value and value[-1] in "）)】]" and _unopened(value):
        value = value[:-1].rstrip("。；;，,、 \u3000")
    return value


def _unopened(value: str) -> bool:
    opening = sum(value.count(char) for char in "（(【[")
    return sum(value.count(char) for char in "）)】]") > opening


_BARE = re.compile(r"(?P<word>[\u4e00-\u9fff]{3,8})(?:[ \t\u3000]+|】)(?P<value>\S.*)")


def _bare_label(text: str) -> Piece | None:
    """A label at the start of a paragraph without a colon, set off by a blank: 牵头单位　市商务局."""
    match = _BARE.match(text.lstrip("【["))
    label = label_of(match["word"]) if match else None
    if match is None or label is None:
        return None
    return Piece(label, _value(match["value"]), 0, len(text))


_UNCOLONED = re.compile(
    r"(?:^|(?<=[，,。；;：:）)\s（(]))(?P<word>[\u4e00-\u9fff]{4,8}?)"
    r"(?:[（(](?P<inside>[^（）()]{2,120})[）)]|(?:分别)?[是为](?P<after>(?=[\u4e00-\u9fff*×]{2})))"
)


def with_colons(text: str) -> str:
    """牵头部门（县商务局）, 牵头单位是县住建局 → the same with the label's colon."""

    def colon(match: re.Match[str]) -> str:
        label = label_of(match["word"])
        inside = match["inside"]
        if label is None or label.about is not About.UNITS or (inside and re.fullmatch(r"共?\d+[家个]", inside)):
            return match[0]
        if inside is None and label_of(text[match.end() : match.end() + 4]) is not None:
            return match[0]  # 责任单位为牵头单位: a rule
        return f"{match['word']}：{inside}；" if inside else f"{match['word']}："

    return _UNCOLONED.sub(colon, text)


def is_label_line(text: str) -> bool:
    """Whether a paragraph begins with a label."""
    before, pieces = pieces_of(text)
    return bool(pieces) and not before.strip("（( \u3000")
