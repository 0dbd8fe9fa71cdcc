"""One line of a member list: a person with a post, several persons, units, or posts without names."""

import re
from collections.abc import Sequence

from models.intake.characters import brackets, split_outside, squeezed
from models.intake.draft import Seat
from models.intake.fields.known import NOBODY, KnownUnits
from models.intake.fields.names import is_name_like, is_post_like, leading_name, trailing_name
from models.intake.fields.units import is_unit_like, units_of
from models.intake.source import Spot

HEADS = re.compile(
    r"(?:(?<![和个家关员各直属])单位局?)?(?:的)?(?:分管|主要)*(?:领导|负责人|负责同志)$|(?<=.)等(?:单位|部门)$"
)


_PEOPLES = (
    "汉|蒙古|回|藏|维吾尔|苗|彝|壮|布依|朝鲜|满|侗|瑶|白|土家|哈尼|哈萨克|傣|黎|傈僳|佤|畲|高山|拉祜|水|东乡|纳西"
    "|景颇|柯尔克孜|土|达斡尔|仫佬|羌|布朗|撒拉|毛南|仡佬|锡伯|阿昌|普米|塔吉克|怒|乌孜别克|俄罗斯|鄂温克|德昂|保安"
    "|裕固|京|塔塔尔|独龙|鄂伦春|赫哲|门巴|珞巴|基诺"
)
_ABOUT_PERSON = rf"(?:男|女|兼|(?:{_PEOPLES})族)"
_BESIDE_NAME = re.compile(
    rf"(?<=[\u4e00-\u9fff×*])[ \t\u3000]*[（(]\s*{_ABOUT_PERSON}(?:[，,、\s]+{_ABOUT_PERSON})*\s*[）)]"
)


def without_remarks(text: str) -> str:
    """A line without what brackets tell of a person beside the name (女，回族, 兼); behind a post 兼 stays."""

    def kept(match: re.Match[str]) -> str:
        return match[0] if "兼" in match[0] and is_post_like(text[: match.start()].rstrip()) else " "

    return _BESIDE_NAME.sub(kept, text).rstrip()


def seats_of_line(
    text: str, role: str, group: str, spot: Spot, known: KnownUnits = NOBODY, *, only_sure: bool
) -> Sequence[Seat]:
    """Seats on one line: one person with a post, several persons, units, or posts without names."""
    text = without_remarks(text)
    listed_names = _names_apart(text)
    if listed_names:
        return [Seat(group, role, name=name, spot=spot) for name in listed_names]
    named = leading_name(text)
    if named is not None:
        name, rest = named
        rest = rest.strip()
        if not re.match(r"[、，,；;]", rest) and not persons_of(text):
            return [Seat(group, role, name=name, post=_post(rest), spot=spot)]
        if re.match(r"[，,]", rest) and not persons_of(text):
            return [Seat(group, role, name=name, post=_post(rest), spot=spot)]
    several = persons_of(text)
    if several:
        return [Seat(group, role, name=name, post=post, spot=spot) for name, post in several]
    single = trailing_name(text)
    if single is not None:
        return [Seat(group, role, name=single[0], post=single[1], spot=spot)]
    if only_sure and not is_unit_like(squeezed(text), known):
        return []
    head = squeezed(text)
    if HEADS.search(text) and not role.startswith("成员") and len(split_outside(text, "、，,；;")) == 1:
        return [Seat(group, role, post=head, spot=spot)]  # 组长：区城管局主要负责人
    text = HEADS.sub("", text)
    listed = units_of(text, known)
    if listed.units and all(is_unit_like(name, known) and not is_post_like(name) for name in listed.names):
        return [Seat(group, role, unit=name, spot=spot) for name in listed.names]
    if only_sure:
        return []
    parts = split_outside(text, "、，,；;")
    if len(parts) > 1 and sum(1 for part in parts if is_unit_like(squeezed(part), known)) > len(parts) / 2:
        return [
            Seat(
                group,
                role,
                unit=name,
                spot=spot,
                doubts=() if is_unit_like(name, known) else ("这个名称不像完整的单位名称。",),
                unsure=() if is_unit_like(name, known) else ("unit",),
            )
            for name in listed.names
        ]
    whole = squeezed(text)
    doubts = () if is_post_like(whole) else ("没有认出姓名，请核对。",)
    unsure = ("name",) if doubts else ()
    return [Seat(group, role, post=whole, spot=spot, doubts=doubts, unsure=unsure)] if len(whole) <= 60 else []


def _names_apart(text: str) -> list[str]:
    """Two or more names with nothing but blanks between them; a single character takes the next (何　越)."""
    words = text.split()
    names: list[str] = []
    position = 0
    while position < len(words):
        word = words[position]
        if len(word) == 1 and position + 1 < len(words) and len(words[position + 1]) == 1:
            word += words[position + 1]
            position += 1
        if not is_name_like(word) or len(word) > 4:
            return []
        names.append(word)
        position += 1
    return names if len(names) > 1 else []


_BRACKETED = re.compile(r"[\u4e00-\u9fff]{2,4}[（(].{2,30}[）)]")


def persons_of(text: str) -> list[tuple[str, str]]:
    """Two or more persons on one line, each a name, a name with a post in brackets, or a post with a name."""
    parts = [part.strip() for part in split_outside(text, "、；;，,") if part.strip()]
    spaced = [part for part in split_outside(text, " \t\u3000\u00a0") if part]
    if len(parts) == 1 and len(spaced) > 1 and all(_BRACKETED.fullmatch(part) for part in spaced):
        parts = spaced  # 王方（副区长）　赵明（副区长）
    if len(parts) < 2:
        return []
    pairs: list[tuple[str, str]] = []
    for part in parts:
        inside = [content for _, _, content in brackets(part)]
        outside = squeezed(part if not inside else part[: part.find("（") if "（" in part else part.find("(")])
        trailing = trailing_name(part)
        if is_name_like(outside):
            pairs.append((outside, squeezed(inside[0]) if inside else ""))
        elif trailing is not None:
            pairs.append(trailing)
        else:
            return []
    return pairs


def _post(rest: str) -> str:
    post = rest.strip(" \t\u3000，,：:")
    for start, end, content in brackets(post):
        if start == 0 and end == len(post):
            post = content
    post = re.sub(r"[，,、]?(?:联系)?(?:电话|手机)?[：:]?\s*(?:1\d{10}|0\d{2,3}-?\d{7,8})$", "", squeezed(post))
    return "" if post == "兼" else post
