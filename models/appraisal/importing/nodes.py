"""What a table was read into, and how it hangs together: sections, numbers and levels of names make the tree."""

import re
from collections.abc import Sequence
from dataclasses import dataclass, field

from models.appraisal.importing.draft import DraftRow
from models.standard.importing.tree import Mark, depths

_SECTIONS = (
    ("否决", re.compile("否决")),
    ("加分", re.compile("加减分|加扣分|加分|奖励")),  # 加减分: what it gives; items that take say so themselves
    ("扣分", re.compile("扣分项|减分|倒扣|扣分事项")),
)
_OWN_SECTIONS = (
    ("否决", re.compile(r"一票否决(?:项|事项|情形)?")),
    ("加分", re.compile(r"(?:附加|奖励|额外|特别|其他)?加分(?:项|项目|事项|因素|情形)?|(?:附加|奖励)分|奖励")),
    ("扣分", re.compile(r"(?:倒|另|直接)?(?:扣分|减分|倒扣)(?:项|项目|事项|因素|情形)?")),
)
"""Items that say by their whole name what section they are of."""


@dataclass(slots=True)
class Node:
    """A row of the table to be: a section, a heading or an item, with the rows of the grid it was made of."""

    row: int
    name: str
    level: int = 0
    no: str = ""
    form: str = ""
    points: int | None = None
    contents: list[str] = field(default_factory=list)
    bodies: list[str] = field(default_factory=list)
    assessor: str = ""
    note: str = ""
    is_section: bool = False
    is_heading: bool = False
    doubts: list[str] = field(default_factory=list)
    problems: list[str] = field(default_factory=list)


def drafts_of(nodes: Sequence[Node], place: str, first_id: int) -> list[DraftRow]:
    """The rows in tree order; `place` is filled with the row of the sheet, counted from 1."""
    base = _bases(nodes)
    found: list[DraftRow] = []
    above: list[DraftRow] = []
    for at, node in enumerate(nodes):
        depth = min(base[at] + node.level, len(above))
        del above[depth:]
        while above and not _may_hold(above[-1]):
            above.pop()
        parent = above[-1] if above else None
        section = section_of(node.name) if node.is_heading else ""
        section = (parent.section if parent is not None else "") or section
        if not node.is_heading:
            section = next((key for key, words in _OWN_SECTIONS if words.fullmatch(node.name)), section)
        row = DraftRow(
            first_id + at,
            place.format(node.row + 1),
            node.name,
            parent.id if parent is not None else None,
            len(above),
            node.no,
            "\n".join(node.contents),
            "\n".join(node.bodies),
            node.points,
            node.assessor.replace("\n", ""),
            node.note,
            section,
            node.is_heading,
            tuple(node.doubts),
            tuple(node.problems),
        )
        found.append(row)
        above.append(row)
    return found


def section_of(name: str) -> str:
    """What a heading says of the items below it: 否决, 加分, 扣分, or nothing of the kind."""
    return next((key for key, words in _SECTIONS if words.search(name)), "")


def _may_hold(row: DraftRow) -> bool:
    """An item with a wording of its own has nothing below it."""
    return row.is_heading or not (row.body or row.content)


def _bases(nodes: Sequence[Node]) -> list[int]:
    """The depth that numbers and sections give; what stands inside a heading of the table takes that of the heading."""
    tops = [at for at, node in enumerate(nodes) if node.level == 0]
    marks = [Mark(nodes[at].form, is_section=nodes[at].is_section, has_values=bool(nodes[at].bodies)) for at in tops]
    by_top = dict(zip(tops, depths(marks), strict=True))
    found: list[int] = []
    current = 0
    for at in range(len(nodes)):
        current = by_top.get(at, current)
        found.append(current)
    return found
