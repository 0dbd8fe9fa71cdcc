"""A member list pasted as text into seats, with the readers of whole documents: 组　长：张三　市政府副市长, 成员： and
lines under it, cells parted by tabs."""

import re
from collections.abc import Sequence
from dataclasses import dataclass, replace

from models.intake.characters import squeezed
from models.intake.draft import Seat
from models.intake.fields.names import is_name_like, is_post_like, leading_name
from models.intake.fields.seats import seats_of_line
from models.intake.fields.units import is_unit_like
from models.intake.layout import Block, blocks_of
from models.intake.loaders.text import source_of_text
from models.intake.readers.members import read_members
from models.intake.source import Spot
from models.org.rules import clean, clean_name, is_nobody

LONGEST_LIST = 200_000
MEMBER = "成员"
UNREAD = "这一行没有读出来。"
_ROLE_WORDS = (
    r"(?:办公室)?(?:名誉|第一|常务|执行)?副?(?:总指挥长|总指挥|指挥长|政委|组长|队长|总召集人|召集人|主任委员|顾问|成员|组员|委员"
    r"|主任|秘书长|联络员|工作人员|会长|理事长|站长|协调人)(?:[（(]常务[）)])?"
)
_ROLE = re.compile(_ROLE_WORDS)
_NEXT_ROLE = re.compile(rf"(?<=[^\s：:])[ \t\u3000]+(?={_ROLE_WORDS}[：:])")
_FIGURE = re.compile(r"^\s*(?:[（(]?\d{1,3}[）)、.．]|[①-⑳])[ \t\u3000]*(?=[\u4e00-\u9fff])")
_ROLE_IN_FRONT = re.compile(
    r"\s*(?P<role>[\u4e00-\u9fff](?:[ \u3000]*[\u4e00-\u9fff]){1,11}(?:[（(]常务[）)])?)[ \u3000]*[：:]"
)
_ONLY_HEADING = re.compile(
    r".{0,40}(?:名单|如下|组成人员|成员单位|通知|方案)[：:。]?$|.{2,26}(?:组|专班|指挥部|办公室|委员会)[：:]?$"
)


@dataclass(frozen=True, slots=True)
class SeatEntry:
    """One seat as read; `line` is the line of the text it comes from (from 1). A seat without name, post and unit is
    empty (待定)."""

    id: int
    line: int
    role: str
    name: str = ""
    post: str = ""
    unit: str = ""
    doubts: tuple[str, ...] = ()


def read_seat_list(text: str) -> tuple[SeatEntry, ...]:
    """The seats of a list, in the order of the text; a line that could not be read stands there with a doubt."""
    text = text[:LONGEST_LIST]
    if "\t" in text and _is_table(text):
        return _of_cells(text)
    pieces = [
        (number, piece)
        for number, line in enumerate(text.splitlines(), 1)
        for piece in _NEXT_ROLE.sub("\n", _FIGURE.sub("", clean_line(line))).split("\n")
    ]
    simple = [_told_simply(piece, number) for number, piece in pieces]
    blocks = blocks_of(
        source_of_text("\n".join("" if own else piece for (_, piece), own in zip(pieces, simple, strict=True)))
    )
    found = read_members(blocks, "")
    of_block: dict[int, list[Seat]] = {}
    for seat in found.seats:
        of_block.setdefault(seat.spot.paragraph, []).append(seat)
    used = {blocks[place].number for place in found.used}
    starts = {block.number: block for block in blocks}
    role, entries = MEMBER, list[SeatEntry]()
    for at, (number, _) in enumerate(pieces, 1):
        own = [replace(entry, role=entry.role or role) for entry in simple[at - 1]]
        own += [_entry(seat, number) for seat in of_block.pop(at, ())]
        block = starts.get(at)
        if block is not None and not own:
            if at in used and _mark_joined(entries, block.text):
                continue
            own = _second_try(block, role, number)
            role = _role_alone(block.text) or role
        role = own[-1].role if own else role
        entries += own
    return _numbered([*entries, *(_entry(seat, 0) for seats in of_block.values() for seat in seats)])


def _mark_joined(entries: list[SeatEntry], text: str) -> bool:
    """Whether a line was taken for the rest of a post above it; that is said there: it may be a line of its own."""
    rest = clean_name(squeezed(text).rstrip("。；;"))
    for at in range(len(entries) - 1, -1, -1):
        if rest and entries[at].post.endswith(rest):
            entries[at] = replace(entries[at], doubts=(*entries[at].doubts, f"“{rest[:20]}”接在后面，请核对。"))
            return True
    return False


def _told_simply(text: str, number: int) -> list[SeatEntry]:
    """Lines that the readers of whole documents have no use for: 待定, and posts parted by blanks."""
    matched = _ROLE_IN_FRONT.match(text)
    role = re.sub(r"\s", "", matched["role"]) if matched else ""
    rest = text[matched.end() :].strip() if matched else text.strip()
    if is_nobody(rest):
        return [SeatEntry(0, number, role)]
    parts = [part for part in re.split(r"[\s、，,；;]+", rest) if part]
    if matched and len(parts) > 1 and all(len(part) > 2 and is_post_like(part) for part in parts):
        return [SeatEntry(0, number, role, post=clean_name(part)) for part in parts]
    return []


def clean_line(line: str) -> str:
    """A line without marks of direction and control, its blanks kept: they part names from posts."""
    return "".join(char for char in line if char in "\t\u3000\u00a0" or clean(char) or char == " ")


def _second_try(block: Block, role: str, number: int) -> list[SeatEntry]:
    """A line that stands alone: a person without a role in front goes on with the role above it."""
    text = block.text.strip().rstrip("。；;")
    if _role_alone(text) or _ONLY_HEADING.fullmatch(text):
        return []
    if leading_name(text) is not None or is_name_like(text):
        seats = seats_of_line(text, role, "", Spot(block.number), only_sure=False)
        if seats:
            return [_entry(seat, number) for seat in seats]
    if is_post_like(text) and len(text) <= 40:
        return [SeatEntry(0, number, role, post=clean_name(text))]
    return [SeatEntry(0, number, role, post=clean_name(text)[:200], doubts=(UNREAD,))]


def _role_alone(text: str) -> str:
    plain = re.sub(r"[\s\u3000：:]", "", text)
    return plain if _ROLE.fullmatch(plain) else ""


def _entry(seat: Seat, number: int) -> SeatEntry:
    name, post = clean_name(seat.name), clean_name(seat.post)
    if is_nobody(name):
        name = ""
    if not name and is_nobody(post):
        return SeatEntry(0, number, seat.role)
    return SeatEntry(0, number, seat.role, name, post, clean_name(seat.unit), seat.doubts)


def _numbered(entries: Sequence[SeatEntry]) -> tuple[SeatEntry, ...]:
    return tuple(
        SeatEntry(number, one.line, one.role, one.name, one.post, one.unit, one.doubts)
        for number, one in enumerate(entries, 1)
    )


# ---- cells --------------------------------------------------------------------------------------------------


def _is_table(text: str) -> bool:
    """Whether tabs part cells (not only a role from what follows it)."""
    lines = [line for line in text.splitlines() if line.strip()]
    return sum("\t" in line.strip() for line in lines) * 2 >= len(lines) and not any(
        re.match(r"[^\t]{1,12}[：:]", line.strip()) for line in lines
    )


def _of_cells(text: str) -> tuple[SeatEntry, ...]:
    entries: list[SeatEntry] = []
    role = MEMBER
    for number, line in enumerate(text.splitlines(), 1):
        cells = [clean_name(cell) for cell in line.split("\t")]
        cells = [cell for at, cell in enumerate(cells) if cell and not (at == 0 and cell.isdecimal())]
        if not cells or {"姓名", "职务"} & set(cells):
            continue
        name = post = unit = ""
        rest: list[str] = []
        for cell in cells:
            if not name and not post and _ROLE.fullmatch(re.sub(r"\s", "", cell)) and cell is cells[0]:
                role = cell
            elif not name and (is_name_like(cell) or is_nobody(cell)):
                name = cell
            elif not post and is_post_like(cell):
                post = cell
            elif not unit and is_unit_like(cell):
                unit = cell
            else:
                rest.append(cell)
        if name and unit and post and not post.startswith(unit):
            post, unit = unit + post, ""
        elif name and not post:
            post, unit = unit or "".join(rest[:1]), ""
        doubts = () if name or post or unit or cells == [role] else (UNREAD,)
        if cells == [role]:
            continue
        name = "" if is_nobody(name) else name
        entries.append(SeatEntry(0, number, role, name, post or ("".join(rest) if doubts else ""), unit, doubts))
    return _numbered(entries)
