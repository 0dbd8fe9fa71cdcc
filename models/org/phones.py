"""Phones as people write them: mobiles, landlines with area code and extension, several numbers in one cell."""

import re
import unicodedata
from dataclasses import dataclass

_MOBILE = re.compile(r"(?<!\d)(?:(?:\+|00)?86[\s-]?)?(1[3-9]\d)[\s-]?(\d{4})[\s-]?(\d{4})(?!\d)")
_LANDLINE = re.compile(
    r"(?<![\d-])(?:\+?86[\s-]?)?(?:\(?(?P<area>0\d{2,3})\)?[\s-]*)?(?P<own>[2-9]\d{2,3}[\s-]?\d{4})"
    r"(?:\s*(?:转|-|ext\.?|x)\s*(?P<extension>\d{1,6}))?(?!\d)",
    re.IGNORECASE,
)
_ABROAD = re.compile(r"(?:\+|00)86[\s-]?\(?0?((?!1[3-9])\d{2,3})\)?[\s-](?=[2-9]\d{2,3}[\s-]?\d{4}(?!\d))")
_SERVICE = re.compile(r"(?<!\d)(?:[48]00[\s-]?\d{3}[\s-]?\d{4}|1\d{2}|1[0-9]{4}|9\d{4,5})(?!\d)")
_SHORT = re.compile(r"(?<!\d)\d{3,6}(?!\d)")
_MASKED = re.compile(r"(?:0\d{2,3}-?)?\d{0,4}\*{2,}\d{0,4}")
_WORDS = re.compile(r"手机|电话|座机|办公室?|传真|短号|小号|宅电|[（()）:：、，,；;/\\|\s]|或|和")


@dataclass(frozen=True, slots=True)
class Phones:
    """What a text holds: mobiles and other numbers, each joined by 、; `rest` is what is no phone."""

    mobile: str = ""
    office: str = ""
    rest: str = ""


def phones_of(text: str) -> Phones:
    """The numbers in a text: 13900001234, 0898-66251234转801, 12345; spaces, brackets and +86 are tidied away."""
    plain = unicodedata.normalize("NFKC", text).replace("—", "-").replace("－", "-").replace("–", "-")
    plain = _ABROAD.sub(r" 0\1-", plain)
    mobiles: list[str] = []
    offices: list[str] = []

    def take_mobile(found: re.Match[str]) -> str:
        mobiles.append("".join(found.groups()))
        return " "

    def take_landline(found: re.Match[str]) -> str:
        own = re.sub(r"\D", "", found["own"])
        number = f"{found['area']}-{own}" if found["area"] else own
        offices.append(f"{number}转{found['extension']}" if found["extension"] else number)
        return " "

    def take_other(found: re.Match[str]) -> str:
        offices.append(re.sub(r"\s", "", found[0]))
        return " "

    def take_masked(found: re.Match[str]) -> str:
        (mobiles if re.match(r"1[3-9]\d\*", found[0]) else offices).append(found[0])
        return " "

    left = _MASKED.sub(take_masked, plain)
    left = _MOBILE.sub(take_mobile, left)
    left = _SERVICE.sub(take_other, _LANDLINE.sub(take_landline, left))
    left = _SHORT.sub(take_other, left)
    rest = _WORDS.sub("", left).strip("-. ")
    return Phones("、".join(dict.fromkeys(mobiles)), "、".join(dict.fromkeys(offices)), rest)


def same_phones(first: str, second: str) -> bool:
    """Whether two texts hold the same numbers, however they are written."""
    return _numbers(first) == _numbers(second)


def _numbers(text: str) -> frozenset[str]:
    found = phones_of(text)
    parts = [part for part in (*found.mobile.split("、"), *found.office.split("、")) if part]
    return frozenset(re.sub(r"[^\d*转]", "", part) for part in parts)
