"""What each item of the outline says about who carries it: label lines, brackets, lines that follow a bare label."""

import re
from collections.abc import Sequence
from dataclasses import dataclass, field, replace
from itertools import zip_longest

from models.intake.characters import sentences, spans_outside, split_outside, squeezed
from models.intake.draft import Duty
from models.intake.fields.known import NOBODY, KnownUnits
from models.intake.fields.labels import About, Label, is_label_line, pieces_of, with_colons
from models.intake.fields.responsibility import (
    Responsibility,
    brackets_of_duty,
    is_note,
    of_pieces,
    of_role_sentence,
    people_of,
    units_after,
)
from models.intake.fields.units import is_collective, is_unit_like, units_of
from models.intake.layout import Block
from models.intake.outline import Node


@dataclass(slots=True)
class Part:
    """A stretch of running text that ends in a bracket of its own: one of several duties in a paragraph."""

    text: str
    said: Responsibility
    number: int


@dataclass(slots=True)
class Claim:
    """What an item says: its running text without labels and brackets, who carries it, and parts of their own."""

    heading: str = ""
    lines: list[str] = field(default_factory=list)
    said: Responsibility = field(default_factory=Responsibility)
    parts: list[Part] = field(default_factory=list)
    label_blocks: list[Block] = field(default_factory=list)

    @property
    def body(self) -> str:
        return "\n".join(line for line in self.lines if line)


@dataclass(slots=True)
class _Stretch:
    """Text and the label lines that follow it; text after label lines begins the next one."""

    number: int
    known: KnownUnits
    lines: list[str] = field(default_factory=list)
    said: Responsibility = field(default_factory=Responsibility)
    parts: list[Part] = field(default_factory=list)
    labels: list[Block] = field(default_factory=list)

    def __post_init__(self) -> None:
        self.said.known = self.known


def claim_of(node: Node, known: KnownUnits = NOBODY, *, bare_units: bool) -> Claim:
    """Read an item's own paragraphs (not those of the items below it)."""
    claim = Claim(said=Responsibility(known=known))
    heading_said = brackets_of_duty(node.heading, known, bare_units=bare_units) if node.heading else []
    claim.heading = _without(node.heading, [(start, end) for start, end, _ in heading_said])
    stretches = [_Stretch(node.number, known)]
    if node.text:
        _read(stretches[-1], with_colons(node.text), node.number, bare_units=bare_units)
    waiting: Label | None = None
    above = _units_label_at_end(node.text)
    for block, following in zip_longest(node.blocks, node.blocks[1:]):
        between = waiting is None and above is not None and following is not None and is_label_line(following.text)
        if between and above is not None and _goes_on(stretches[-1], block, above):
            continue
        waiting = _block(stretches, block, waiting, bare_units=bare_units)
        above = _units_label_at_end(block.text)
    for _, _, said in heading_said:
        claim.said.add(said)
    claim.label_blocks = [block for stretch in stretches for block in stretch.labels]
    own = [stretch for stretch in stretches if stretch.said.units]
    for stretch in stretches:
        claim.parts += stretch.parts
        if len(own) > 1 and stretch.said.units and stretch.lines:
            claim.parts.append(Part("\n".join(stretch.lines), stretch.said, stretch.number))
        else:
            claim.lines += stretch.lines
            claim.said.add(stretch.said)
    if len(claim.parts) == 1 or (claim.said.units and len(own) < 2):
        for part in claim.parts:
            claim.said.add(part.said)
        claim.parts = []
    return claim


def _block(stretches: list[_Stretch], block: Block, waiting: Label | None, *, bare_units: bool) -> Label | None:
    """Read one paragraph below an item; the result is a label whose words are still to come."""
    text = with_colons(block.text)
    if is_note(text):
        return None
    current = stretches[-1]
    if waiting is not None and _answers(current.said, text, waiting):
        current.labels.append(block)
        return waiting
    before, pieces = pieces_of(text)
    if pieces and not before.strip("（( \u3000"):
        current.said.add(of_pieces(pieces, current.known))
        current.labels.append(block)
        last = pieces[-1]
        open_ended = not last.value or (last.label.about is About.UNITS and _is_sub_label_list(last.value))
        return last.label if open_ended else None
    if current.labels:
        current = _Stretch(block.number, current.known)
        stretches.append(current)
    elif not current.lines:
        current.number = block.number
    _read(current, text, block.number, bare_units=bare_units)
    return None


def _units_label_at_end(text: str) -> Label | None:
    """The label of units whose words a paragraph ends in."""
    pieces = pieces_of(with_colons(text))[1]
    last = pieces[-1] if pieces else None
    if last is None or last.label.about is not About.UNITS or "。" in last.value:
        return None
    return last.label if last.value else None


def _goes_on(current: _Stretch, block: Block, label: Label) -> bool:
    """Whether a line between two label lines is nothing but further units of the label above it; where a short line
    could be units and does not read like them, the duty is doubted and the line stays in its text."""
    text = squeezed(block.text)
    if not text or len(text) > 60 or re.search("[。；;：:]", text.rstrip("。；;")) or pieces_of(block.text)[1]:
        return False
    said = current.said if current.labels or not current.parts else current.parts[-1].said
    listed = units_of(text, current.known)
    if listed.units and not listed.left_out and all(is_unit_like(name, current.known) for name in listed.names):
        said.add_units(listed.units, label.word, label.duty or Duty.RESPONSIBLE)
        if current.labels:
            current.labels.append(block)
        return True
    if len(text) <= 20 and not re.search("[，,]", text):
        said.doubts.append(f"“{text}”写在“{label.word}”下面，没有认出是不是单位，请核对。")
        current.lines.append(text)
        return True
    return False


def _is_sub_label_list(value: str) -> bool:
    return len(split_outside(value, "：:")) > 1


def _answers(said: Responsibility, text: str, label: Label) -> bool:
    """Whether a line gives the words of the label above it: units, sub-labels with units, a person, a time."""
    plain = squeezed(text)
    if pieces_of(text)[1] or len(plain) > 120:
        return False
    if label.about is About.UNITS and label.duty is not None:
        listed = units_of(text, said.known)
        if not listed.units or not all(is_unit_like(name, said.known) for name in listed.names):
            return False
        said.add_units(listed.units, label.word, label.duty)
        return True
    if label.about is About.PEOPLE:
        people = people_of(text, label.word)
        if len(plain) > 30 or not people or not people[0].name:
            return False
        said.people += people
        return True
    if label.about is About.TIME and len(plain) <= 24 and not said.deadlines:
        said.deadlines.append(plain.rstrip("。；;"))
        return True
    return False


def _read(claim: _Stretch, text: str, number: int, *, bare_units: bool) -> None:
    """Running text: brackets, labels and whole sentences that say who carries what stands before them."""
    position = 0
    kept: list[str] = []
    spans = _spans(text, claim.known, bare_units=bare_units)
    for start, end, said in spans:
        stretch = text[position:start].rstrip("（( \u3000")
        kept.append(stretch)
        if stretch.strip(" 。；;，,") or not claim.parts:
            claim.parts.append(Part(stretch.strip(" 。；;，,"), said, number))
        else:
            claim.parts[-1].said.add(said)
        position = end
    rest = text[position:]
    if rest.strip("。；; \u3000"):
        kept.append(rest)
    else:
        kept.append(rest.strip() if not kept or not kept[-1].rstrip().endswith(("。", "；")) else "")
    claim.lines.append("".join(kept).strip().rstrip("，,、"))


def _spans(text: str, known: KnownUnits, *, bare_units: bool) -> list[tuple[int, int, Responsibility]]:
    """(start, end, what it says) of each stretch of a text that says who carries it."""
    found = brackets_of_duty(text, known, bare_units=bare_units)
    edges = [0, *(edge for start, end, _ in found for edge in (start, end)), len(text)]
    for first, last in zip(edges[::2], edges[1::2], strict=True):
        found += _told_between(text, first, last, known)
    return sorted(found, key=lambda span: span[0])


def _told_between(text: str, first: int, last: int, known: KnownUnits) -> list[tuple[int, int, Responsibility]]:
    """Labels with their words, up to a full stop that running text follows, and sentences that only say who."""
    found: list[tuple[int, int, Responsibility]] = []
    segment = text[first:last]
    _, pieces = pieces_of(segment)
    for piece in pieces:
        start, end = first + piece.start, first + piece.end
        stop = next((edge for _, edge in spans_outside(text[start:end], "。")), end - start)
        if text[start + stop : end].strip(" 。；;，,\u3000"):
            end = start + stop + 1
            piece = replace(piece, value=piece.value.split("。")[0])
        found.append((start, end, of_pieces([piece], known)))
    position = first
    for sentence in sentences(segment):
        start = text.find(sentence, position, last)
        position = start + len(sentence)
        said = of_role_sentence(sentence, known)
        if said is not None and not any(one < position and start < other for one, other, _ in found):
            found.append((start, position, said))
    return found


def _without(text: str, spans: Sequence[tuple[int, int]]) -> str:
    for start, end in reversed(spans):
        text = text[:start] + text[end:]
    return text.strip(" 。；;：:")


def move_labels_up(node: Node, claims: dict[int, Claim]) -> None:
    """Label lines behind the last of several items, none of which has any of its own, belong to the item above."""
    children = node.children
    if node.rank < 0 or len(children) < 2:
        return
    last = children[-1]
    while last.children and not claims[id(last)].label_blocks:
        last = last.children[-1]
    claim = claims[id(last)]
    if not claim.label_blocks or claims[id(node)].said.units:
        return
    earlier = [one for child in children for one in child.walk() if one is not last]
    if any(claims[id(one)].said.units or claims[id(one)].parts for one in earlier):
        return
    claims[id(node)].said.add(claim.said)
    claims[id(node)].label_blocks += claim.label_blocks
    claim.said = Responsibility(known=claim.said.known)
    claim.label_blocks = []


_OFFICE = re.compile(
    r"^(?!整治|加强|推进|提升|建设|完善|开展|规范|治理|改造).{2,}"
    r"(?:局|委|办|办公室|街道|办事处|中心|公司|政府|大队|支队|部|室|科|站|处|署|部门|单位|镇|乡|管委会|融媒体|电视台|所|院|校"
    r"|社区|村|集团|银行|公安|交警|消防|城管)$"
)


def give_units_of_heading(node: Node, claims: dict[int, Claim], known: KnownUnits) -> bool:
    """（一）区商务局 over 1.牵头制定方案: a heading of nothing but units carries the items below; whether it is one."""
    heading = squeezed(node.title)
    if not node.children or len(heading) > 40 or claims[id(node)].said.units:
        return False
    listed = units_of(heading, known)
    offices = all(_OFFICE.search(name) or name in known for name in listed.names)
    if not listed.units or listed.left_out or not offices:
        return False
    if any(claims[id(one)].said.units or claims[id(one)].parts for one in node.walk()):
        return False
    for child in node.children:
        leads, helps = re.match(r"牵头", child.title), re.match(r"配合|协助", child.title)
        role, duty = (
            ("牵头", Duty.LEAD) if leads else ("配合", Duty.SUPPORT) if helps else ("责任单位", Duty.RESPONSIBLE)
        )
        claims[id(child)].said.add_units(listed.units, role, duty)
    return True


_UNIT_DUTY = re.compile(
    r"^(?:主要|具体)?(?:职责[：:])?(?:负责|牵头|做好|组织|配合|协助|承担|会同|指导|督促|按照|抓好|开展|加强|落实)"
)


def unit_as_heading(heading: str, text: str, known: KnownUnits = NOBODY) -> Responsibility | None:
    """市商务局：负责…: a unit in the place of the heading carries what follows; None for anything else."""
    if not _UNIT_DUTY.match(text.strip()) or not is_unit_like(squeezed(heading).split("、")[0], known):
        return None
    if any(
        not (_OFFICE.search(name) or name in known or is_collective(name)) for name in units_of(heading, known).names
    ):
        return None
    said = units_after(heading, known)
    if not said.units or said.doubts:
        return None
    if re.match(r"(?:配合|协助)", text.strip()):
        turned = Responsibility(known=known)
        turned.add_units(units_of(heading, known).units, "配合", Duty.SUPPORT)
        return turned
    return said
