"""Characters of official papers: widths, padding, debris of other programs, Chinese numerals, brackets."""

import re
from collections.abc import Iterator

_DEBRIS = re.compile(r"\[bookmark:[^\]\n]{0,80}\]|[\u200b-\u200f\u202a-\u202e\u2060\ufeff\u00ad]")
_SPACES = re.compile(r"[ \t\u00a0\u3000\u2002-\u200a]+")
_DIGITS = str.maketrans("０１２３４５６７８９％", "0123456789%")
_NUMERALS = {**{char: value for value, char in enumerate("零一二三四五六七八九")}, "〇": 0, "○": 0, "两": 2, "壹": 1}
_NUMERAL = re.compile(r"[零〇一二三四五六七八九十百两]+")
OPENING = "（(〔【《“‘[「"
CLOSING = "）)〕】》”’]」"
SPACE = r"[ \t\u00a0\u3000]"
HAN = r"\u3400-\u9fff\uf900-\ufaff\U00020000-\U0003ffff"


def without_debris(text: str) -> str:
    """Text without marks that are no part of it: bookmarks of converters, zero-width and direction characters."""
    return _DEBRIS.sub("", text)


def squeezed(text: str) -> str:
    """Text without any blank."""
    return "".join(text.split())


def trimmed(text: str) -> str:
    """Text without blanks at its ends, runs of blanks made one."""
    return _SPACES.sub(" ", text).strip()


def half_digits(text: str) -> str:
    """Full-width digits made half-width, one for one."""
    return text.translate(_DIGITS)


def number_of(text: str) -> int | None:
    """The value of digits or of a Chinese numeral below 1000 (十二, 二十, 一百零五); None for anything else."""
    text = half_digits(text)
    if text.isascii() and text.isdigit():
        return int(text)
    if not text or not _NUMERAL.fullmatch(text.replace("○", "〇").replace("壹", "一")):
        return None
    if not any(char in "十百" for char in text):
        return int("".join(str(_NUMERALS[char]) for char in text))
    total, current = 0, 0
    for char in text:
        if char == "百":
            total, current = total + (current or 1) * 100, 0
        elif char == "十":
            total, current = total + (current or 1) * 10, 0
        else:
            current = _NUMERALS[char]
    return total + current


def split_outside(text: str, separators: str) -> list[str]:
    """Parts of text between separators that stand outside all brackets and quotation marks."""
    return [text[start:end] for start, end in spans_outside(text, separators)]


def spans_outside(text: str, separators: str) -> Iterator[tuple[int, int]]:
    """(start, end) of the parts of `split_outside`. A bracket that never closes opens nothing."""
    start = 0
    for position, char, depth in depths(text):
        if depth == 0 and char in separators:
            yield start, position
            start = position + 1
    yield start, len(text)


def depths(text: str) -> Iterator[tuple[int, str, int]]:
    """(position, character, depth of brackets around it) for each character."""
    closed_by = dict(zip(OPENING, CLOSING, strict=True))
    partner: dict[int, int] = {}
    stack: list[tuple[int, str]] = []
    for position, char in enumerate(text):
        if char in closed_by:
            stack.append((position, closed_by[char]))
        elif char in CLOSING:
            wanted = {"）": "）)", ")": "）)"}.get(char, char)  # both widths close each other
            for index in range(len(stack) - 1, -1, -1):
                if stack[index][1] in wanted:
                    partner[stack[index][0]] = position
                    del stack[index:]
                    break
    ends = set(partner.values())
    depth = 0
    for position, char in enumerate(text):
        if position in ends:
            depth -= 1
        yield position, char, depth
        if position in partner:
            depth += 1


def brackets(text: str) -> Iterator[tuple[int, int, str]]:
    """Round brackets at the outermost level: (start, end, content), `end` after the closing one."""
    start = None
    for position, char, depth in depths(text):
        if depth == 0 and char in "（(":
            start = position
        elif depth == 0 and char in "）)" and start is not None:
            yield start, position + 1, text[start + 1 : position]
            start = None


def sentences(text: str) -> list[str]:
    """Sentences with their final mark; a 。 inside quotation marks or brackets does not end one."""
    found: list[str] = []
    start = 0
    for position, char, depth in depths(text):
        if depth == 0 and char in "。！？!?":
            found.append(text[start : position + 1])
            start = position + 1
    if text[start:].strip():
        found.append(text[start:])
    return [sentence for sentence in found if sentence.strip()]


def first_clause(text: str) -> str:
    """The words before the first ， 。 ； ： outside brackets."""
    return split_outside(text, "，,。；;：:！!？?")[0].strip()
