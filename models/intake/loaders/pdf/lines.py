"""Characters of a page put together to lines, and lines to paragraphs, by their places."""

import re
from collections.abc import Iterable, Sequence
from dataclasses import dataclass, field

from models.intake.loaders.pdf.page import Char

_NUMBERED = re.compile(
    r"[一二三四五六七八九十]{1,3}、|[（(][一二三四五六七八九十\d]{1,3}[）)]|\d{1,2}[.．、](?!\d)|第.{1,3}[章节条]"
)
_CLOSING = "，。、；：？！）”’》%％℃"
_FEWEST = 14  # characters in a line of running text
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
            or chars[end].text in "，。、；：？！）”’》%％℃"
        ):
            end += 1
        return chars[end - 1].right - chars[0].left if chars else 0.0

    @property
    def text(self) -> str:
        """The characters from the left; a wide gap that no blank fills becomes a tab."""
        pieces: list[str] = []
        before: Char | None = None
        for char in sorted(self.chars, key=lambda char: char.left):
            if before is not None and char.left - before.right > 2 * self.height and before.text.strip():
                pieces.append("\t")
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


def text_of(chars: Sequence[Char]) -> str:
    """The text of a cell: its lines run on, as they were only broken by its width, but numbered points begin anew."""
    text = ""
    for line in lines_of(chars):
        piece = line.text
        if text and _NUMBERED.match(piece) and text[-1] in "。；;：:":
            text += "\n"
        elif text and text[-1].isascii() and text[-1].isalnum() and piece[0].isascii() and piece[0].isalpha():
            text += " "
        text += piece
    return text


def paragraphs_of_lines(lines: Sequence[Line]) -> list[str]:
    """Lines joined where the one before reaches the edge and the next begins at it; indents kept as blanks."""
    if not lines:
        return []
    left, right = _edges(lines)
    texts: list[str] = []
    before: Line | None = None
    for line in lines:
        indented = line.left - left > 1.2 * line.height
        continues = (
            before is not None
            and not indented
            and abs(line.left - left) < 0.8 * line.height
            and right - before.right < line.first_width + 0.5 * before.height
            and abs(line.height - before.height) < 0.12 * before.height
            and right - left > _FEWEST * line.height
            and not (_NUMBERED.match(line.text) and texts[-1][-1] not in "，、,和及与的")
            and (line.page == before.page + 1 or 0 <= line.middle - before.middle < 3 * line.height)
        )
        if continues:
            glue = " " if texts[-1][-1].isascii() and texts[-1][-1].isalpha() and line.text[0].isascii() else ""
            texts[-1] += glue + line.text
        else:
            texts.append((_INDENT if indented else "") + line.text)
        before = line
    return texts


def _edges(lines: Sequence[Line]) -> tuple[float, float]:
    """Where full lines begin and end: the left and right edge that most lines share."""
    lefts, rights = sorted(line.left for line in lines), sorted(line.right for line in lines)
    return lefts[len(lefts) // 20], rights[len(rights) - 1 - len(rights) // 20]
