"""The 正文 of a 通知 by the figures of GB/T 9704-2012: title, 主送机关, paragraphs, 附件说明, 落款 with the date."""

import re
from collections.abc import Mapping
from typing import Any

from models.papers.docx.parts import Letter, Setting, paragraph, run
from models.papers.notice import Notice, attachment_names, chinese_day
from models.papers.sheet import Align
from models.papers.texts import clean, em_width

LINE = 28.9
"""Exact pitch: 22 lines in 225 mm."""
SPACING = -0.25
"""28 letters of 16 pt in 156 mm."""
BODY, TITLE = 16.0, 22.0
TITLE_LINE = 33.0
MARGINS_MM = (37.0, 26.0, 35.0, 28.0)
"""Top, right, bottom, left: the text block of 156 × 225 mm on A4."""

_SEAL = 4.0
"""With a seal the date stands 4 letters off the right edge and the name is centred on it."""
_LEAST = 2.0
_HEADS = (
    (re.compile(r"[一二三四五六七八九十]+、"), "heading"),
    (re.compile(r"（[一二三四五六七八九十]+）"), "note"),
)


def letter_parts(notice: Notice, titles: tuple[str, ...], fonts: Mapping[str, str]) -> list[Any]:
    """The paragraphs of the 正文; `titles` are those of the attached tables."""
    body = Letter(fonts["body"], BODY, SPACING)
    plain = Setting(line=LINE, indent=BODY * 2, justify=True)
    title = Letter(fonts["title"], TITLE)
    parts = [paragraph([run(line, title)], Setting(Align.CENTER, line=TITLE_LINE)) for line in _lines(notice.title)]
    parts.append(_blank(body))
    if notice.addressee.strip():
        parts.append(paragraph([run(_with_colon(notice.addressee), body)], Setting(line=LINE, justify=True)))
    for line in _lines(notice.body):
        parts.append(paragraph(_of_level(line, body, fonts), plain))
    parts += [_blank(body), *_attachments(titles, body), _blank(body), _blank(body), *_signature(notice, body)]
    return parts


def _lines(text: str) -> list[str]:
    return [line.strip() for line in clean(text).split("\n") if line.strip()]


def _blank(letter: Letter) -> Any:
    return paragraph([run("", letter)], Setting(line=LINE))


def _with_colon(addressee: str) -> str:
    words = "".join(_lines(addressee)).rstrip("：:")
    return f"{words}："


def _of_level(line: str, body: Letter, fonts: Mapping[str, str]) -> list[Any]:
    """一、 in 黑体 and （一） in 楷体 up to the end of their sentence, the rest in the letter of the body."""
    for head, voice in _HEADS:
        if head.match(line):
            end = line.find("。") + 1 or len(line)
            runs = [run(line[:end], Letter(fonts[voice], BODY, SPACING))]
            return [*runs, run(line[end:], body)] if line[end:] else runs
    return [run(line, body)]


def _attachments(titles: tuple[str, ...], body: Letter) -> list[Any]:
    """附件：name, two letters in from the left; names of several lines and further names stand under the first."""
    found = []
    for number, name in enumerate(attachment_names(titles)):
        mark = "附件：" if number == 0 else ""
        hang = 3 * BODY  # as wide as 附件：
        setting = Setting(line=LINE, left=2 * BODY + hang, indent=-hang if mark else 0.0, justify=True)
        found.append(paragraph([run(mark + name, body)], setting))
    return found


def _signature(notice: Notice, body: Letter) -> list[Any]:
    unit, day = "".join(_lines(notice.unit)), chinese_day(notice.day)
    date_width, name_width = em_width(day), em_width(unit)
    right = _SEAL + (date_width - name_width) / 2  # the name's middle over that of the date
    shift = max(_LEAST - right, 0.0)
    name_right, date_right = right + shift, _SEAL + shift
    found = []
    if unit:
        setting = Setting(Align.RIGHT, line=LINE, right=name_right * BODY, keep_next=True)
        found.append(paragraph([run(unit, body)], setting))
    found.append(paragraph([run(day, body)], Setting(Align.RIGHT, line=LINE, right=date_right * BODY)))
    return found
