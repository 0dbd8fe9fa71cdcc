"""Numbers and signs of a Chinese document in one form: full-width figures, 一 and 两, dashes and brackets."""

import re
import unicodedata
from fractions import Fraction

_DIGITS = dict(zip("零〇一二两三四五六七八九", (0, 0, 1, 2, 2, 3, 4, 5, 6, 7, 8, 9), strict=True))
_UNITS = {"十": 10, "百": 100}
_SIGNS = str.maketrans(
    {
        ",": "，",
        ";": "；",
        ":": "：",
        "(": "（",
        ")": "）",
        "[": "（",
        "]": "）",
        "【": "（",
        "】": "）",
        "〔": "（",
        "〕": "）",
        "-": "—",
        "–": "—",
        "―": "—",
        "−": "—",
        "~": "—",
        "～": "—",
        "─": "—",
        "∶": "：",
        "＞": ">",
        "＜": "<",
        "×": "×",
        "*": "×",
        "✕": "×",
        "✖": "×",
        "?": "？",
        "!": "！",
        "〇": "零",
        "﹪": "%",
        "≧": "≥",
        "≦": "≤",
    }
)
NUMBER = r"(?:\d+(?:\.\d+)?|(?:[零一二两三四五六七八九十百]+(?:点[零一二三四五六七八九]+)?)|半)"


def plain(text: str) -> str:
    """The text without blanks, figures and signs of half width, dashes and brackets of one kind."""
    folded = "".join(_folded(char) for char in text if not char.isspace() and char not in "\u200b\ufeff")
    return re.sub(r"—+", "—", folded.translate(_SIGNS)).replace(">=", "≥").replace("<=", "≤")


def _folded(char: str) -> str:
    if char in "，；：（）。①②③④⑤⑥⑦⑧⑨⑩⑪⑫⑬⑭⑮⑯⑰⑱⑲⑳":
        return char
    other = unicodedata.normalize("NFKC", char)
    return other if len(other) == 1 else char


def number(text: str) -> Fraction:
    """ "0.5", "五", "十二", "二点五", "半" as an exact number. Raises ValueError for what is none."""
    if text == "半":
        return Fraction(1, 2)
    if re.fullmatch(r"\d+(?:\.\d+)?", text):
        return Fraction(text)
    whole, _, decimals = text.partition("点")
    value = Fraction(_whole(whole))
    for place, digit in enumerate(decimals, start=1):
        value += Fraction(_DIGITS[digit], 10**place)
    return value


def _whole(text: str) -> int:
    if not text:
        raise ValueError("no number")
    if not any(char in _UNITS for char in text):
        return int("".join(str(_digit(char)) for char in text))
    total = current = 0
    for char in text:
        if char in _UNITS:
            total += (current or 1) * _UNITS[char]
            current = 0
        else:
            current = _digit(char)
    return total + current


def _digit(char: str) -> int:
    if char not in _DIGITS:
        raise ValueError(f"{char!r} is no digit")
    return _DIGITS[char]
