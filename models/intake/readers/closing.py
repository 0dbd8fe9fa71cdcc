"""The end of a paper: signature, date, copies to, the contact for questions; none of it is part of the last item."""

import re
from collections.abc import Sequence

from models.intake.characters import half_digits, squeezed
from models.intake.draft import Contact
from models.intake.fields.names import is_name_like
from models.intake.fields.units import is_unit_like
from models.intake.layout import Block
from models.intake.source import Spot

_DATE = re.compile(
    r"(?:\d{4}|20[\dxX×*]{2}|[二〇○零一三四五六七八九]{4})年[\dxX×*一二三四五六七八九十]{1,3}月(?:[\dx"
    r"X×*一二三四五六七八九十]{1,3}日)?"
)
_REST = re.compile(
    r"[（(](?:此件|信息公开|主动公开|此页)[^（）()]*[）)]|抄送[：:].*|.{2,30}(?:办公室|局"
    r"|委)\d{4}年\d{1,2}月\d{1,2}日印发|附件[：:]?.{0,40}"
)
_CONTACT = re.compile(
    r"[（(]?联\s*系\s*人[：:]\s*(?P<who>[^，,；;。：:\d]{2,24}?)[，,；;、\s]*(?:联系)?(?:电\s*话|方式|手机)?[：:]?\s*"
    r"(?P<phone>1\d{10}|0\d{2,3}[-－]?\d{7,8}|\d{7,8})[^\u4e00-\u9fff]*[）)]?[。；;]?"
)
_LATEST = 6


def without_closing(blocks: Sequence[Block]) -> tuple[tuple[Block, ...], tuple[Contact, ...]]:
    """(the blocks before the closing lines, the contacts named in them)."""
    kept = list(blocks)
    contacts: list[Contact] = []
    several = sum(1 for block in blocks if re.match(r"[（(]?联\s*系\s*人[：:]", block.text)) > 1
    dated = False
    for _ in range(_LATEST):
        if not kept:
            break
        text = kept[-1].text
        plain = half_digits(squeezed(text))
        contact = None if several else _CONTACT.fullmatch(half_digits(text))
        if contact is not None:
            contacts.insert(0, _contact(contact, kept[-1].number))
        elif not (_DATE.fullmatch(plain) or _REST.fullmatch(plain) or _is_signature(kept, dated=dated)):
            break
        dated = bool(_DATE.fullmatch(plain))
        kept.pop()
    return tuple(kept), tuple(contacts)


def _is_signature(kept: Sequence[Block], *, dated: bool) -> bool:
    """A short line of nothing but a unit, above the date or below running text: who issued the paper."""
    text = squeezed(kept[-1].text)
    if not 4 <= len(text) <= 30 or re.search(r"[，,。；;：:、]", text) or not is_unit_like(text):
        return False
    return dated or (len(kept) > 1 and kept[-2].text.rstrip().endswith(("。", "！", "）", ")")))


def _contact(match: re.Match[str], number: int) -> Contact:
    words = match["who"].split()
    for count in (1, 2, 3):
        name = "".join(words[-count:])
        if is_name_like(name) and (count == 1 or all(len(word) == 1 for word in words[-count:])):
            unit = "".join(words[:-count])
            return Contact(unit if is_unit_like(unit) else "", name, "", match["phone"], Spot(number))
    return Contact("", "".join(words), "", match["phone"], Spot(number), ("这个姓名请核对。",), ("name",))
