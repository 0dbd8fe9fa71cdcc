"""Text on its way to paper: what cannot be printed is dropped, long Latin strings may break, widths are estimated."""

import re
import unicodedata
from functools import lru_cache

from models.papers.sheet import Text

# Bidi marks turn text around, invisible marks hide in names; both come with copied text.
_DROPPED = re.compile(
    "[\u0000-\u0008\u000b-\u001f\u007f-\u009f\u061c\u200b-\u200f\u2028-\u202e\u2060-\u206f"
    "\ud800-\udfff\ufeff\ufff9-\ufffc]"
)
_LINE_ENDS = re.compile("\r\n|[\r\u000b\u000c\u0085\u2028\u2029]")
# Anything but what is surely clean: most texts need no more than this one look.
_UNCLEAN = re.compile(
    "[^\n -~\u00a0-\u0600\u2010-\u2027\u2030-\u205f\u2070-\ud7ff\ue000-\ufefe\uff00-\ufff8\U00010000-\U0010ffff]"
)
_LONG_LATIN = re.compile(r"[!-~\u00c0-\u024f]{13,}")
_WIDE = re.compile("[\u3001-\u303e\u3041-\u30ff\u3400-\u9fff\uff01-\uff60]+")
_BREAK_EVERY = 6
_IN_ADDRESS = re.compile(r"(?<=.)(?=[@.])")
_LONGEST_PART = 12
_KEPT = 16_384
"""Texts that are remembered: the sheets of one print have most of theirs in common."""


def clean(text: str) -> str:
    """`text` without control and direction characters; any kind of line end becomes a newline."""
    if _UNCLEAN.search(text):
        text = _LINE_ENDS.sub("\n", text)
        text = _DROPPED.sub("", text).replace("\t", " ")
    return text.strip("\n")


def breakable(text: str) -> str:
    """`text` with U+200B inside long Latin strings (addresses, codes), which would else run out of their cell.

    An e-mail address breaks before its @ and its points, where it has any.
    """

    def loosen(match: re.Match[str]) -> str:
        run = match.group()
        parts = _IN_ADDRESS.split(run)
        if "@" in run and max(map(len, parts)) <= _LONGEST_PART:
            return "\u200b".join(parts)
        return "\u200b".join(run[i : i + _BREAK_EVERY] for i in range(0, len(run), _BREAK_EVERY))

    return _LONG_LATIN.sub(loosen, text)


def printable(text: Text) -> list[str]:
    """The items of a cell ready for the template; empty items are left out."""
    items = (text,) if isinstance(text, str) else text
    return [cleaned for item in items if (cleaned := _ready(item))]


@lru_cache(maxsize=_KEPT)
def _ready(item: str) -> str:
    return breakable(clean(item))


@lru_cache(maxsize=_KEPT)
def em_width(text: str) -> float:
    """Estimated width of one line in em: a Chinese character counts 1, others as in a usual font."""
    rest = _WIDE.sub("", text)
    return len(text) - len(rest) + sum(map(_em, rest), 0.0)


@lru_cache(maxsize=4096)
def _em(character: str) -> float:
    if unicodedata.east_asian_width(character) in "WFA":
        return 1.0
    if unicodedata.combining(character) or character == "\u200b":
        return 0.0
    if character.isupper() or character in "%@&mwMW":
        return 0.75
    return 0.3 if character in " .,:;'|ijl!()[]" else 0.56


def is_one_line(text: str, width_em: float) -> bool:
    """Surely one line, without measuring: no glyph of these fonts is wider than an em."""
    return "\n" not in text and len(text) <= width_em
