"""Characters of a page put together to lines, and lines to paragraphs, by their places."""

import itertools
import re
from collections.abc import Iterable, Sequence
from dataclasses import dataclass, field

from models.intake.loaders.pdf.page import Char

_NUMBERED = re.compile(
    r"[一二三四五六七八九十]{1,3}、|[（(][一二三四五六七八九十\d]{1,3}[）)]|\d{1,2}[.．、](?!\d)|第.{1,3}[章节条]"
)
_LABEL = re.compile(
    r"(?:牵头|主要|责任|配合|协办|协同|主办|承办|督导|督办|验收|主责|参与|参加|包联|包保|分管|完成|整改|办结|时间|进度|联系|报送)+"
    r"(?:责任)?(?:单位|部门|领导|同志|负责人|人员?|时限|时间|节点|期限|要求|电话|方式)[：:]"
    r"|(?:常务)?(?:副\s*)?(?:组\s*长|总?\s*指\s*挥\s*长?|主\s*任|召\s*集\s*人)[：:]|[组成]\s*员[：:]"
)
_OPENING = "（“‘《〔【"
_CLOSING = "，。、；：？！）”’》%％℃"
_FEWEST = 14  # characters in a line of running text
_PADDING = 5.4  # points between a cell's rule and its text, as WPS and Word have it
_INDENT = "　　"


@dataclass(slots=True)
class Line:
    """A line of text: its characters, its middle and height, and (once known) its page."""

    middle: float
    height: float
    chars: list[Char] = field(default_factory=list)
    page: int = 0

    @property
    def left(self) -> float:
        return min((char.left for char in self.chars if char.text.strip()), default=0.0)

    @property
    def right(self) -> float:
        return max((char.right for char in self.chars if char.text.strip()), default=0.0)

    @property
    def first_width(self) -> float:
        """The width of what cannot be parted at its beginning: a character, or a number or word with its marks."""
        chars = [char for char in sorted(self.chars, key=lambda char: char.left) if char.text.strip()]
        end = 1
        while end < len(chars) and (
            (chars[end - 1].text.isascii() and chars[end].text.isascii())
            or chars[end].text in _CLOSING
            or chars[end - 1].text in _OPENING
        ):
            end += 1
        return chars[end - 1].right - chars[0].left if chars else 0.0

    @property
    def last_left(self) -> float:
        """Where its last column begins, when wide gaps part it into columns; else where it begins."""
        chars = sorted((char for char in self.chars if char.text.strip()), key=lambda char: char.left)
        starts = [right.left for left, right in itertools.pairwise(chars) if right.left - left.right > 2 * self.size]
        return starts[-1] if starts else self.left

    @property
    def size(self) -> float:
        """The size of its letters: the width of most Chinese characters; heights differ from font to font."""
        wide = sorted(char.right - char.left for char in self.chars if ord(char.text) > 0x2E7F)
        return wide[len(wide) // 2] if wide else self.height

    @property
    def text(self) -> str:
        """The characters from the left; a gap that no blank fills becomes one, a wide gap a tab."""
        pieces: list[str] = []
        before: Char | None = None
        size = self.size
        for char in sorted(self.chars, key=lambda char: char.left):
            if before is not None and before.text.strip() and char.text.strip():
                gap = char.left - before.right
                between = before.text.isascii() != char.text.isascii()  # programs part 2026 and 年 by a little
                if gap > 2 * size:
                    pieces.append("\t")
                elif gap > (0.45 if between else 0.29) * size:
                    pieces.append("  " if gap > 1.2 * size else " ")
            pieces.append(char.text)
            before = char
        return re.sub(r" {3,}", "  ", "".join(pieces)).strip()


def lines_of(chars: Iterable[Char]) -> list[Line]:
    """The lines from the top of the page."""
    lines: list[Line] = []
    current: Line | None = None
    for char in chars:
        if char.height <= 0:
            continue
        if current is None or not _on(current, char):
            current = next((line for line in reversed(lines) if _on(line, char)), None)
        if current is None:
            current = Line(char.middle, char.height)
            lines.append(current)
        current.chars.append(char)
    found = [line for line in lines if any(char.text.strip() for char in line.chars)]
    return sorted(found, key=lambda line: line.middle)


def _on(line: Line, char: Char) -> bool:
    return abs(line.middle - char.middle) < 0.45 * min(line.height, max(char.height, 0.6 * line.height))


def text_of(chars: Sequence[Char], width: float) -> str:
    """The text of a cell `width` points wide: a line that its edge broke runs on, others stay lines of their own."""
    text = ""
    before: Line | None = None
    for line in lines_of(chars):
        piece = line.text
        if before is not None:
            free = width - 2 * _PADDING - (before.right - before.left)
            full = free < line.first_width + 0.3 * before.size
            if not full or _begins_anew(text, line):
                text += "\n"
            elif text[-1].isascii() and text[-1].isalnum() and piece[0].isascii() and piece[0].isalpha():
                text += " "
        text += piece
        before = line
    return text


def paragraphs_of_lines(lines: Sequence[Line]) -> list[str]:
    """Lines joined where the one before reaches the edge and the next begins at it; indents kept as blanks."""
    if not lines:
        return []
    left, right = _edges(lines)
    pitch = _pitch(lines)
    texts: list[str] = []
    before: Line | None = None
    for line in lines:
        indented = line.left - left > 1.2 * line.size
        if before is not None and _is_full(before, line, left, right, pitch) and not _begins_anew(texts[-1], line):
            glue = " " if texts[-1][-1].isascii() and texts[-1][-1].isalpha() and line.text[0].isascii() else ""
            texts[-1] += glue + line.text
        else:
            texts.append((_INDENT if indented else "") + line.text)
        before = line
    return texts


def _is_full(before: Line, line: Line, left: float, right: float, pitch: float) -> bool:
    """Whether a line reaches the edge, so that the next, which begins where it should, may be its rest."""
    begins = abs(line.left - left) < 0.8 * line.size
    hangs = before.last_left - left > 4 * line.size and abs(line.left - before.last_left) < 0.6 * line.size
    return (
        ((begins and right - before.right < line.first_width + 0.5 * before.size) or hangs)
        and right - left > _FEWEST * line.size
        and abs(line.size - before.size) < 0.12 * before.size
        and (line.page == before.page + 1 or 0 <= line.middle - before.middle < 1.35 * pitch)
    )


def _begins_anew(text: str, line: Line) -> bool:
    """Whether a line opens a point or a label, and does not stand in the middle of a list or phrase."""
    return text[-1] not in "，、,和及与的" and (_NUMBERED.match(line.text) or _LABEL.match(line.text)) is not None


def _pitch(lines: Sequence[Line]) -> float:
    """The distance of lines inside a paragraph: the small distances, as paragraphs may stand further apart."""
    gaps = sorted(
        line.middle - before.middle
        for before, line in itertools.pairwise(lines)
        if line.page == before.page and line.middle > before.middle
    )
    return gaps[len(gaps) // 5] if gaps else 0.0


def _edges(lines: Sequence[Line]) -> tuple[float, float]:
    """Where full lines begin and end: the left and right edge that most lines share."""
    lefts, rights = sorted(line.left for line in lines), sorted(line.right for line in lines)
    return lefts[len(lefts) // 20], rights[len(rights) - 1 - len(rights) // 20]
