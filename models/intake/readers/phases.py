"""Phases of the work: their names and times, from the items of a chapter or from a sentence that counts them."""

import re
from collections.abc import Sequence

from models.intake.characters import brackets, half_digits, sentences, squeezed
from models.intake.draft import Phase
from models.intake.fields.times import time_alone, times_in
from models.intake.layout import Block
from models.intake.outline import Node
from models.intake.readers.heading import Chapter
from models.intake.source import Spot
from models.task.deadlines import parse_deadline

_NTH = re.compile(r"第[一二三四五六七八九十]阶段")
_TOLD = re.compile(r"(?P<nth>第[一二三四五六七八九十]阶段)(?:是|为|：|:|，|,)?(?P<rest>[^；;。]+)")


def read_phases(root: Node, chapters: dict[int, Chapter], years: tuple[int, ...]) -> list[Phase]:
    """All phases of a document, in order."""
    found: list[Phase] = []
    for node in root.walk():
        if chapters[id(node)] is not Chapter.PHASES or (node.parent and chapters[id(node.parent)] is Chapter.PHASES):
            continue
        opening = "\n".join(block.text for block in node.blocks) + node.text
        repeated = years if len(years) > 1 and "每年" in opening else ()
        found += _of_chapter(node, years, repeated)
    if not found:
        for node in root.walk():
            for text, number in _texts(node):
                found += _told(text, number, years)
    return found


def _texts(node: Node) -> list[tuple[str, int]]:
    own = [(node.text, node.number)] if node.text else []
    return own + [(block.text, block.number) for block in node.blocks]


def _of_chapter(node: Node, years: tuple[int, ...], repeated: tuple[int, ...]) -> list[Phase]:
    found: list[Phase] = []
    for child in node.children:
        phase = _phase(
            child.block.text[len(child.no) :].lstrip("、.．　 "), child.number, child.body(), years, repeated
        )
        if phase is not None:
            found.append(phase)
    if not found:
        found = _of_blocks(node.blocks, years, repeated)
    return found


def _of_blocks(blocks: Sequence[Block], years: tuple[int, ...], repeated: tuple[int, ...]) -> list[Phase]:
    found: list[Phase] = []
    for block in blocks:
        if _NTH.match(block.text) or re.match(r".{2,14}阶段[（(：:。]", block.text):
            phase = _phase(block.text, block.number, block.text, years, repeated)
            if phase is not None:
                found.append(phase)
    return found


def _phase(text: str, number: int, body: str, years: tuple[int, ...], repeated: tuple[int, ...]) -> Phase | None:
    """The phase that an item is about: 制定方案阶段（4月-5月）, 第一阶段：宣传发动（3月1日—31日）。…"""
    head = sentences(text)[0].rstrip("。") if text.strip() else ""
    time = ""
    name = head
    for start, end, content in brackets(head):
        words = time_alone(content) or (squeezed(content) if times_in(content) and len(content) <= 24 else "")
        if words:
            time, name = words, (head[:start] + head[end:]) if len(head) - end < 16 else head[:start]
            break
    if not time:
        within = times_in(text[:60])
        if within:
            first = within[0]
            time = first.words
            name = head[: first.start] if first.start > 1 else head[first.end :]
    name = _name(name)
    if not name or not (time or "阶段" in head):
        return None
    due = parse_deadline(time, year=years[0] if len(years) == 1 else None, years=years)
    doubts, unsure = ((), ()) if time else (("没有读到这个阶段的时间。",), ("time",))
    return Phase(name, time, due, repeated, body, Spot(number), doubts, unsure)


def _name(text: str) -> str:
    name = squeezed(text).strip("：:，,。、；;（）()-—")
    rest = re.sub(r"^第[一二三四五六七八九十]阶段[：:、，,]?", "", name)
    rest = re.split(r"[。；;：:，,]", rest)[0] if rest else ""
    rest = re.sub(r"(?:从|自|为|是|于|在)$", "", rest)
    return rest if len(rest) >= 2 else re.split(r"[。；;：:，,]", name)[0]


def _told(text: str, number: int, years: tuple[int, ...]) -> list[Phase]:
    """第一阶段是4月到6月份，迎接…；第二阶段是6月份以后，…: two or more phases told in one sentence."""
    found: list[Phase] = []
    for match in _TOLD.finditer(text):
        times = times_in(half_digits(match["rest"]))
        if not times or times[0].start > 2:
            continue
        name = _name(match["rest"][times[0].end :]) or match["nth"]
        due = parse_deadline(times[0].words, year=years[0] if len(years) == 1 else None, years=years)
        found.append(Phase(name, times[0].words, due, (), match[0], Spot(number), ("从正文读出，请核对。",)))
    return found if len(found) > 1 else []
