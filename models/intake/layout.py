"""From physical lines to logical blocks: debris removed, hard-wrapped lines joined, run-together documents split."""

import itertools
import re
from collections.abc import Iterable, Sequence
from dataclasses import dataclass, replace

from models.intake.characters import number_of, squeezed, trimmed, without_debris
from models.intake.fields.names import leading_name
from models.intake.source import Paragraph, Source, flowing

_TERMINAL = "。！？；：:;!?”」』.…"
_NUMBER = re.compile(
    r"[一二三四五六七八九十]{1,3}、|[（(][一二三四五六七八九十\d]{1,3}[）)]|\d{1,2}[.．、](?!\d)"
    r"|\d{1,2}[.．、](?=\d{1,6}(?![万亿元米吨公千平个百])[\u4e00-\u9fff])|\d{1,2}、(?=\d)"
    r"|第[一二三四五六七八九十百\d]+[章节条部]|[①-⑳]|——"
)
_NEW = re.compile(
    r"[一二三四五六七八九十]{1,3}、|[（(][一二三四五六七八九十\d]{1,3}[）)]|\d{1,2}[.．、](?!\d)"
    r"|\d{1,2}[.．、](?=\d{1,6}(?![万亿元米吨公千平个百])[\u4e00-\u9fff])|\d{1,2}、(?=\d)"
    r"|第[一二三四五六七八九十百\d]+[章节条部]"
    r"|[①-⑳]|[\u4e00-\u9fff\s]{2,10}[：:]|——"
)
_NARROWEST, _WIDEST = 16.0, 60.0
_SHORTEST_CUT = 14.0  # a line shorter than this was not cut by a page


@dataclass(frozen=True, slots=True)
class Block:
    """A logical paragraph: its text without padding at the ends, and the source paragraph it begins in.

    `gap` is true when a blank line (or a table) stands before it, `style` is the style name of a docx paragraph; `tab`
    is true when a tab stands before its text (an empty first cell of a table in plain text).
    """

    number: int
    text: str
    gap: bool = False
    style: str = ""
    tab: bool = False


@dataclass(slots=True)
class _Line:
    number: int
    raw: str
    text: str
    gap: bool
    style: str

    @property
    def width(self) -> float:
        return sum(1.0 if ord(char) > 0x2E7F else 0.5 for char in self.raw.rstrip())

    @property
    def indented(self) -> bool:
        return self.raw.startswith(("\u3000", "  ", "\t", "\u00a0\u00a0"))


def blocks_of(source: Source) -> tuple[Block, ...]:
    """The logical paragraphs outside tables, in order."""
    lines = list(_lines(flowing(source)))
    joined = _unwrapped(lines)
    parts = (part for block in joined for part in _split_run(block, alone=len(joined) <= 4))
    return tuple(piece for part in parts for piece in _of_bearable_length(part))


def _lines(paragraphs: Iterable[Paragraph]) -> Iterable[_Line]:
    gap, last = False, 0
    for paragraph in paragraphs:
        if last and paragraph.number > last + 1:
            gap = True
        last = paragraph.number
        raw = without_debris(paragraph.full).replace("\u00a0", " ")
        for piece in re.split(r"[\n\v\f\r\u2028\u2029\x85]", raw):
            text = piece.strip()
            if not text:
                gap = True
                continue
            yield _Line(paragraph.number, piece, text, gap, paragraph.style)
            gap = False


# ---- hard-wrapped lines -------------------------------------------------------------------------------------


def _unwrapped(lines: Sequence[_Line]) -> list[Block]:
    by_indent = _marks_paragraphs_by_indent(lines)
    all_indented = _indents_every_paragraph(lines)
    first = next((index for index, line in enumerate(lines) if line.indented), len(lines))
    closing = _closing(lines)
    width = _wrap_width(lines, by_indent=by_indent)
    blocks: list[Block] = []
    previous: _Line | None = None
    for index, line in enumerate(lines):
        continues = previous is not None and (
            (all_indented and first < index < closing and _is_rest(previous, line))
            or (
                width is not None
                and width - 3 <= previous.width <= width + 2
                and _may_continue(previous, line, by_indent=by_indent)
            )
        )
        if continues:
            blocks[-1] = replace(blocks[-1], text=_glued(blocks[-1].text, line.text))
        else:
            blocks.append(Block(line.number, line.text, line.gap, line.style, line.raw.startswith("\t")))
        previous = line
    return blocks


def _wrap_width(lines: Sequence[_Line], *, by_indent: bool) -> float | None:
    """The width at which this document's lines were cut, or None when they were not cut.

    Cut lines end anywhere in a sentence, and all of them at about the same width, which no other line exceeds.
    """
    cut = sorted(
        line.width
        for line, following in itertools.pairwise(lines)
        if line.text[-1] not in _TERMINAL and _may_continue(line, following, by_indent=by_indent)
    )
    if len(cut) < max(2, 0.05 * len(lines)):
        return None
    width = cut[int(len(cut) * 0.9) if len(cut) > 10 else -1]
    if not _NARROWEST <= width <= _WIDEST:
        return None
    near = sum(1 for other in cut if width - 3 <= other <= width + 2)
    longer = sum(1 for line in lines[3:] if line.width > width + 2)
    return width if near >= 0.7 * len(cut) and longer <= 0.05 * len(lines) else None


def _may_continue(previous: _Line, line: _Line, *, by_indent: bool) -> bool:
    """Whether a line can be the rest of the one before it."""
    if line.gap or _starts_anew(previous, line):
        return False
    return not (by_indent and line.indented)


def _marks_paragraphs_by_indent(lines: Sequence[_Line]) -> bool:
    indented = sum(1 for line in lines if line.indented)
    return 0.04 * len(lines) <= indented <= 0.8 * len(lines)


def _indents_every_paragraph(lines: Sequence[_Line]) -> bool:
    """Whether each paragraph begins with a blank and the lines without one are the rest of cut paragraphs, whatever
    their widths: nearly all of them follow a line that ends within a sentence."""
    first = next((index for index, line in enumerate(lines) if line.indented), len(lines))
    body = lines[first : _closing(lines)]
    flush = [(previous, line) for previous, line in itertools.pairwise(body) if not line.indented and not line.gap]
    rest = sum(1 for previous, line in flush if _is_rest(previous, line) and previous.text[-1] not in "。！？!?")
    indented = sum(1 for line in lines if line.indented)
    return indented > 1 and bool(flush) and rest >= 0.7 * len(flush)


_DATE = re.compile(
    r"[\d〇○零一二三四五六七八九xX×*_]{4}年[\dxX×*_一二三四五六七八九十]{1,3}月[\dxX×*_一二三四五六七八九十]{1,3}日"
)


def _closing(lines: Sequence[_Line]) -> int:
    """Where the signature and the date at the end begin."""
    for index in range(len(lines) - 1, max(0, len(lines) - 5), -1):
        if _DATE.fullmatch(squeezed(lines[index].text)):
            above = lines[index - 1]
            signed = above.width <= 24 and not re.search(r"[，。；：、]", above.text)
            return index - 1 if signed else index
    return len(lines)


def _is_rest(previous: _Line, line: _Line) -> bool:
    """Whether a line without a blank before it goes on with the sentence of the one above."""
    if line.indented or line.gap or previous.width < _SHORTEST_CUT:
        return False
    found = _NUMBER.match(line.text)
    if found and _ends_sentence(previous):
        return False
    named = leading_name(line.text)
    list_goes_on = previous.text[-1] in "，、,和及与" or (named is not None and named[1].startswith("、"))
    return named is None or not named[1].strip() or named[1].startswith(("，", ",")) or list_goes_on


def _ends_sentence(line: _Line) -> bool:
    return line.text[-1] in _TERMINAL and not re.search(r"\d[.．]$", line.text)


def _starts_anew(previous: _Line, line: _Line) -> bool:
    if line.indented and not previous.indented:
        return True
    if _NEW.match(line.text) and (previous.text[-1] in _TERMINAL or previous.text[-1] not in "，、,和及与的"):
        return True
    named = leading_name(line.text)
    return named is not None and bool(named[1].strip()) and previous.text[-1] not in "，、,和及与"


def _glued(left: str, right: str) -> str:
    both = left[-1:].isascii() and right[:1].isascii() and left[-1:].isalpha() and right[:1].isalpha()
    return f"{left} {right}" if both else left + right


# ---- documents in one paragraph -----------------------------------------------------------------------------

_AFTER = r"(?:(?<=[。；！？：:”）)\s\u3000])|^)"
_SERIES = (
    re.compile(_AFTER + r"(?P<n>[一二三四五六七八九十]{1,3})、(?=\S)"),
    re.compile(_AFTER + r"[（(](?P<n>[一二三四五六七八九十]{1,3})[）)](?=\S)"),
    re.compile(_AFTER + r"(?P<n>\d{1,2})[.．、](?=[^\d\s])"),
)
_LABELLED = re.compile(
    r"(?<=[。；\s\u3000])(?=(?:牵\s*头|责\s*任|配\s*合|协\s*办|主\s*办|承\s*办|完\s*成"
    r"|督\s*导)\s*(?:单\s*位|部\s*门|领\s*导|人|时\s*限)[：:])"
    r"|(?<=[。；\s\u3000])(?=(?:常务)?(?:副\s*)?(?:组\s*长|指\s*挥\s*长|总\s*指\s*挥)[：:]|成\s*员[：:])"
)
_LONG, _LONG_ALONE = 300, 80
_LONGEST = 4000
_GAP = 3  # how many numbers a list may leave out at a place


def _split_run(block: Block, *, alone: bool) -> list[Block]:
    """Parts of a paragraph that holds a whole document or chapter; anything else stays whole."""
    if len(block.text) < (_LONG_ALONE if alone else _LONG):
        return [block]
    cuts: set[int] = set()
    for level, series in enumerate(_SERIES):
        if level == 2 and not alone:
            break
        cuts |= _rising(series, block.text)
    if not cuts:
        return [block]
    if alone:
        cuts |= {match.start() for match in _LABELLED.finditer(block.text)}
    edges = sorted(cuts | {0, len(block.text)})
    parts = [trimmed(block.text[start:end]) for start, end in itertools.pairwise(edges)]
    return [replace(block, text=part, gap=block.gap and index == 0) for index, part in enumerate(parts) if part]


def _of_bearable_length(block: Block) -> list[Block]:
    """A paragraph longer than any that people write, in pieces that end with a sentence where one ends."""
    pieces: list[Block] = []
    rest = block.text
    while len(rest) > _LONGEST:
        end = max(rest.rfind(mark, _LONGEST // 2, _LONGEST) for mark in "。；\u3000 ，、") + 1 or _LONGEST
        pieces.append(replace(block, text=rest[:end].strip()))
        rest = rest[end:]
    pieces.append(replace(block, text=rest.strip()))
    return [piece for piece in pieces if piece.text]


def _rising(series: re.Pattern[str], text: str) -> set[int]:
    """Where numbers of one kind stand that count up (from 1, again and again, small gaps and repeats allowed); fewer
    than two are none."""
    found: set[int] = set()
    run: list[int] = []
    last = 0
    for match in series.finditer(text):
        value = number_of(match["n"])
        if value == 1:
            if len(run) > 1:
                found.update(run)
            run = [match.start()]
        elif run and value is not None and last <= value <= last + _GAP:
            run.append(match.start())
        else:
            continue
        last = value
    if len(run) > 1:
        found.update(run)
    return found
