"""The outline of a document: headings by their numbers, each with the text and the items below it."""

import itertools
import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, field

from models.intake.characters import first_clause, half_digits, number_of, sentences, split_outside, trimmed
from models.intake.layout import Block

_CN = "[一二三四五六七八九十百零〇]{1,5}"
_B = r"[ \u3000]*"
# (rank, pattern): a smaller rank stands higher; `no` is the number as written without its separator.
_NUMBERS: tuple[tuple[int, re.Pattern[str]], ...] = (
    (0, re.compile(rf"(?P<no>第(?:{_CN}|\d{{1,3}})(?:章|部分|篇))(?:{_B}[、：:.．]|[ \u3000]+|(?=\S))")),
    (1, re.compile(rf"(?P<no>{_CN}){_B}(?:[、．]|\.(?!\d)|[ \u3000]+(?=[\u4e00-\u9fff]{{3}}))")),
    (1, re.compile(rf"(?P<no>第(?:{_CN}|\d{{1,3}})节)(?:{_B}[、：:]|[ \u3000]+|(?=\S))")),
    (3, re.compile(rf"(?P<no>[（(]{_B}{_CN}{_B}[）)]){_B}[、.．]?")),
    (2, re.compile(rf"(?P<no>第(?:{_CN}|\d{{1,3}})条)(?:{_B}[、：:]|[ \u3000]+|(?=\S))")),
    (4, re.compile(rf"(?P<no>\d{{1,3}}){_B}(?:[、．](?!\d)|\.(?![\d.])|[ \u3000]+(?=[\u4e00-\u9fff]{{3}}))")),
    (5, re.compile(rf"(?P<no>\d{{1,2}}(?:[.．]\d{{1,2}}){{1,2}}){_B}[、.．]?(?=[\u4e00-\u9fff“])")),
    (5, re.compile(rf"(?P<no>[（(]{_B}\d{{1,3}}{_B}[）)]|\d{{1,2}}[）)]){_B}[、.．]?")),
    (6, re.compile(r"(?P<no>[①-⑳㈠-㈩⑴-⒇])[、.．]?")),
)
INLINE = 7  # the rank of 一是…, 一要…, ——…
_HEADING_LIMIT = 42
_SET_OFF = re.compile(r"(?P<heading>[\u4e00-\u9fff“”]{2,16})[ \u3000]+(?=\S{6,})")
_LABEL_LINE = re.compile(r"[【\[]?[\u4e00-\u9fff \u3000]{2,14}[】\]]?[：:]")
_END = "。；;：:，,、．. \u3000"


@dataclass(slots=True, eq=False)
class Node:
    """A numbered item (or the document itself: rank -1) with its own text and its items.

    `heading` is its first sentence when that stands as a heading, `text` the rest of the numbered paragraph;
    `blocks` are the unnumbered paragraphs below it, before its first item or after one that closed.
    """

    rank: float
    no: str
    block: Block
    heading: str = ""
    text: str = ""
    blocks: list[Block] = field(default_factory=list)
    children: list["Node"] = field(default_factory=list)
    parent: "Node | None" = None

    @property
    def number(self) -> int:
        """The source paragraph it begins in."""
        return self.block.number

    @property
    def title(self) -> str:
        """The heading or the first clause, without number and final mark."""
        return (self.heading or first_clause(self.text)).strip(_END)

    def body(self) -> str:
        """Its own text: what follows the heading, and its unnumbered paragraphs, a line each."""
        return "\n".join(part for part in (self.text, *(block.text for block in self.blocks)) if part)

    def walk(self) -> Iterator["Node"]:
        """This node and all below it, in document order."""
        yield self
        for child in self.children:
            yield from child.walk()

    def ancestors(self) -> Iterator["Node"]:
        """The nodes above, nearest first, without the document itself."""
        node = self.parent
        while node is not None and node.rank >= 0:
            yield node
            node = node.parent


def numbered(text: str) -> tuple[int, str, str] | None:
    """(rank, number as written, the rest) of a text that begins with a number; None for any other text."""
    plain = half_digits(text)
    for rank, pattern in _NUMBERS:
        match = pattern.match(plain)
        if match is None:
            continue
        rest = text[match.end() :].strip(" \u3000")
        if rank >= 4 and match["no"][0] in "0123456789" and not _is_item(plain, match, rest):
            continue
        if rank == 1 and match["no"][0] != "第" and (number_of(match["no"]) is None or not rest):
            continue
        return rank, trimmed(match["no"]).replace(" ", ""), rest
    return None


def _is_item(text: str, match: re.Match[str], rest: str) -> bool:
    """Whether digits at the start are a number of an item, and not a quantity or a date (2024年, 3.15, 10个)."""
    if not rest or int(re.split(r"[^0-9]", match["no"])[0]) > 300:
        return False
    after = text[match.end("no") :].lstrip(" \u3000")
    return not re.match(r"[年月日号个家项处所条次名万亿元%％级]", after) and not re.match(r"\d", rest)


def outline(blocks: Sequence[Block]) -> Node:
    """The tree of numbered items; unnumbered paragraphs belong to the item they follow."""
    root = Node(-1, "", Block(0, ""))
    stack = [root]
    found = _numbers(blocks)
    turned = _turned_over([one for one in found if one is not None])
    for block, one in zip(blocks, found, strict=True):
        if one is None:
            stack[-1].blocks.append(block)
            continue
        rank, no, rest = turned.get(one[0], one[0]), one[1], one[2]
        while stack[-1].rank >= rank:
            stack.pop()
        heading, text = _heading_and_text(rest)
        node = Node(rank, no, block, heading, text, parent=stack[-1])
        stack[-1].children.append(node)
        stack.append(node)
    for node in root.walk():
        _demote_sentence(node)
    return root


_COUNTED = re.compile(r"(?P<no>(?P<n>[一二三四五六七八九十])(?:是要?|要(?=[\u4e00-\u9fff]{2})))(?=\S)")
_DASHED = re.compile(r"(?P<no>[—－-]{2})[ \u3000]*(?=[\u4e00-\u9fff“])")
_BEFORE_DIGIT = re.compile(r"(?P<no>\d{1,2})[.．、](?=\d{1,6}[\u4e00-\u9fff])")
_NEAR = 30  # how many paragraphs apart two numbers of one list may stand


def _numbers(blocks: Sequence[Block]) -> list[tuple[float, str, str] | None]:
    """(rank, number, rest) of each paragraph that is an item. 一是…, —— and numbers right before digits (1.100个小区)
    are items only beside others of their list."""
    plain = [half_digits(block.text) for block in blocks]
    found: list[tuple[float, str, str] | None] = [numbered(block.text) for block in blocks]
    dashed = sum(1 for text in plain if _DASHED.match(text)) > 1
    for index, text in enumerate(plain):
        if found[index] is not None:
            continue
        match = _COUNTED.match(text)
        if match is not None and _in_list(plain, index, _COUNTED, number_of(match["n"])):
            found[index] = (INLINE, match["no"], text[match.end() :].strip())
            continue
        match = _DASHED.match(text) if dashed else None
        if match is not None:
            found[index] = (INLINE, match["no"], text[match.end() :].strip())
            continue
        match = _BEFORE_DIGIT.match(text)
        if match is not None and _in_list(plain, index, re.compile(r"(?P<n>\d{1,2})[.．、]"), int(match["no"])):
            found[index] = (4, match["no"], blocks[index].text[match.end() :].strip())
    return found


def _in_list(texts: Sequence[str], index: int, pattern: re.Pattern[str], value: int | None) -> bool:
    """Whether the number before stands above, or the next one below and this is the first."""
    if value is None:
        return False
    above = (pattern.match(text) for text in texts[max(0, index - _NEAR) : index])
    if value > 1:
        return any(match is not None and number_of(match["n"]) == value - 1 for match in above)
    below = (pattern.match(text) for text in texts[index + 1 : index + _NEAR])
    return any(match is not None and number_of(match["n"]) == 2 for match in below)


def _turned_over(items: Sequence[tuple[float, str, str]]) -> dict[float, float]:
    """New ranks where a paper numbers the other way round (1. over （一）). The lower kind stands first,
    counts up through the whole paper, and the higher kind begins anew below it."""
    ranks = sorted({rank for rank, _, _ in items if 0 < rank < INLINE})
    turned: dict[float, float] = {}
    for high, low in itertools.combinations(ranks, 2):
        both = [
            (rank, number_of(re.sub(r"[（()）第条节.．、\s]", "", no))) for rank, no, _ in items if rank in (high, low)
        ]
        if both[0] != (low, 1) or (low, 2) not in both or (high, 1) not in both:
            continue
        if [value for rank, value in both if rank == low] != list(range(1, sum(rank == low for rank, _ in both) + 1)):
            continue
        starts = [index for index, one in enumerate(both) if one == (high, 1)]
        runs_on = any(rank == low for rank, _ in both[starts[0] :])
        if runs_on and all(both[index - 1][0] == low for index in starts):
            turned[low] = high - 0.5
    return turned


def _heading_and_text(rest: str) -> tuple[str, str]:
    """A short first sentence is the heading, whatever follows it in the paragraph is text."""
    set_off = _SET_OFF.match(rest)
    long = len(rest) > 20 or rest.endswith("。")
    if set_off is not None and long and re.search("[。，；]", rest[set_off.end() :]):
        return set_off["heading"].strip(_END), rest[set_off.end() :].strip()
    colon = split_outside(rest, "：:")[0]
    if len(colon) <= 16 and len(colon) < len(rest) - 1 and not re.search(r"[，,；;。、]", colon):
        return colon.strip(_END), rest[len(colon) + 1 :].strip()
    first = sentences(rest)[0] if rest.strip() else rest
    if len(first) <= _HEADING_LIMIT:
        return first.strip(_END), rest[len(first) :].strip()
    return "", rest


def _demote_sentence(node: Node) -> None:
    """A whole sentence with clauses that heads nothing is the item's text: its first clause is its title."""
    if node.rank < 0 or not node.heading or node.text or node.children:
        return
    if node.blocks and not _LABEL_LINE.match(node.blocks[0].text):
        return
    whole = node.block.text.rstrip()
    labelled = bool(node.blocks) and not whole.endswith(("：", ":"))
    if (labelled or whole.endswith(("。", "；", ";"))) and re.search(r"[，,]", node.heading):
        found = numbered(node.block.text)
        node.heading, node.text = "", found[2] if found else whole[len(node.no) :].lstrip("、.．　 ")
