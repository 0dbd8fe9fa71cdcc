"""Characters under each other, columns from right to left: where each of them stands. Screen and paper use the same."""

import re
from dataclasses import dataclass

from models.papers.drawing import Words
from models.papers.sheet import PT_PER_MM, Align
from models.papers.texts import clean

PITCH = 1.08
"""From one character to the next, in em."""
COLUMN = 1.3
"""From one column to the next, in em."""
_STEP = 0.5
_ENOUGH = 1e-6

_TURNED = frozenset("（）()〈〉《》「」『』【】〔〕〖〗［］[]{}｛｝—–-～~…─－_=＝")
_RAISED = frozenset("，。、,.；;：:")
_NEVER_FIRST = _RAISED | frozenset("）)〉》」』】〕〗］]}｝！？!?…")
_QUOTES = str.maketrans("“”‘’", "『』「」")
"""Quotation marks of upright text."""
_TOKEN = re.compile(r"[0-9]{1,2}(?![0-9])|.", re.DOTALL)
_NUMBER = re.compile(r"[0-9]{3,}")


@dataclass(frozen=True, slots=True)
class Glyph:
    """One character (or two figures side by side) in a square of 1 em: its top left corner in mm.

    `turned` by 90°, as brackets and dashes are; `raised` to the top right, as commas and stops are.
    """

    x: float
    y: float
    text: str
    turned: bool = False
    raised: bool = False


def columns_of(text: str) -> list[list[str]]:
    """The tokens of a text, a list for each line as it was written; figures of one number of two stay together."""
    lines = []
    for line in clean(text).translate(_QUOTES).split("\n"):
        spread = _NUMBER.sub(lambda match: "\u200b".join(match.group()), line)
        lines.append([token for token in _TOKEN.findall(spread) if token not in (" ", "\u200b")])
    return [line for line in lines if line]


def upright(words: Words) -> tuple[float, tuple[Glyph, ...]]:
    """Size in pt, and the characters of vertical words; shrunk to `least_pt`, then cut with …"""
    lines = columns_of(words.text)
    if not lines:
        return words.size_pt, ()
    size = words.size_pt
    while size > words.least_pt and not _fits(lines, words, size):
        size = max(size - _STEP, words.least_pt)
    em = size / PT_PER_MM
    room = max(int((words.height / em - 1) / PITCH + 1 + _ENOUGH), 1)
    most = max(int((words.width / em - 1) / COLUMN + 1 + _ENOUGH), 1)
    columns = [column for line in lines for column in _even(line, room)]
    if len(columns) > most:
        columns = [column for line in lines for column in _filled(line, room, room)]
    if len(columns) > most:
        last = columns[most - 1]
        columns = [*columns[: most - 1], [*last[: room - 1], "…"]]
    return size, tuple(_placed(columns, words, em))


def _fits(lines: list[list[str]], words: Words, size: float) -> bool:
    em = size / PT_PER_MM
    room = int((words.height / em - 1) / PITCH + 1 + _ENOUGH)
    if room < 1:
        return False
    count = sum(-(-len(line) // room) for line in lines)
    return em * (1 + COLUMN * (count - 1)) <= words.width + _ENOUGH


def _even(line: list[str], room: int) -> list[list[str]]:
    """A line in as few columns as it needs, all of about one length."""
    count = -(-len(line) // room)
    even = _filled(line, -(-len(line) // count), room)
    return even if len(even) <= count else _filled(line, room, room)


def _filled(line: list[str], size: int, room: int) -> list[list[str]]:
    """Columns of `size` tokens; one that must not begin a column goes to the end of the one before it if it can."""
    columns: list[list[str]] = []
    start = 0
    while start < len(line):
        end = start + size
        while end < len(line) and end - start < room and line[end] in _NEVER_FIRST:
            end += 1
        columns.append(line[start:end])
        start = end
    return columns


def _placed(columns: list[list[str]], words: Words, em: float) -> list[Glyph]:
    width = em * (1 + COLUMN * (len(columns) - 1))
    right = words.x + (words.width + width) / 2 - em
    longest = max(len(column) for column in columns)
    spare = words.height - em * (1 + PITCH * (longest - 1))
    top = words.y + (0.0 if words.align is Align.LEFT else spare if words.align is Align.RIGHT else spare / 2)
    return [
        Glyph(right - number * COLUMN * em, top + place * PITCH * em, token, token in _TURNED, token in _RAISED)
        for number, column in enumerate(columns)
        for place, token in enumerate(column)
    ]
