"""What the boxes of a chart say: groups with lead unit and seats, or units with their posts."""

from collections import defaultdict
from collections.abc import Collection, Iterable, Mapping, Sequence
from dataclasses import dataclass

from models.org.queries.rows import GroupRow, PostRow, SeatRow, UnitRow
from models.org.terms import SeatRole, UnitKind
from models.trees import branch
from models.words import Labelled

VACANT = "（空缺）"
_HEADS = frozenset({SeatRole.HEAD, SeatRole.DIRECTOR, SeatRole.CONVENER})
_LEADERS = _HEADS | {SeatRole.EXECUTIVE_DEPUTY, SeatRole.DEPUTY, SeatRole.DEPUTY_DIRECTOR}


class Show(Labelled):
    """Which seats stand in the box of a group (which posts in that of a unit: none, the first, all)."""

    NAME = "name", "只有名称"
    HEADS = "heads", "负责人"
    LEADERS = "leaders", "正副负责人"
    SEATS = "seats", "全部席位"


@dataclass(frozen=True, slots=True)
class BoxLine:
    """A line under the name: 组长 and who it is."""

    label: str
    text: str


@dataclass(frozen=True, slots=True)
class ChartNode:
    """A box to be laid out; nodes come in tree order, siblings as they shall stand."""

    id: int
    parent_id: int | None
    title: str
    lines: tuple[BoxLine, ...] = ()


def group_nodes(
    groups: Iterable[GroupRow],
    seats: Iterable[SeatRow],
    *,
    show: Show = Show.HEADS,
    posts: bool = False,
    lead: bool = True,
    short: Mapping[int, str] | None = None,
    root_id: int | None = None,
) -> tuple[ChartNode, ...]:
    """The groups, or one with all below it (`root_id`). `posts` names each person with the post, in a line of its own;
    `lead` shows the lead unit; `short` are the short names of units by id."""
    rows = list(groups)
    kept = _below(rows, root_id)
    names = short or {}
    by_group: dict[int, list[SeatRow]] = defaultdict(list)
    wanted = {Show.NAME: frozenset(), Show.HEADS: _HEADS, Show.LEADERS: _LEADERS}.get(show, frozenset(SeatRole))
    for seat in seats:
        if seat.role in wanted:
            by_group[seat.group_id].append(seat)
    nodes = []
    for row in rows:
        if row.id not in kept:
            continue
        lines = []
        if lead and row.lead_unit_id is not None and row.lead_unit:
            lines.append(BoxLine("牵头", names.get(row.lead_unit_id) or row.lead_unit))
        lines += _seat_lines(by_group.get(row.id, ()), posts, names)
        parent = row.parent_id if row.parent_id in kept and row.id != root_id else None
        nodes.append(ChartNode(row.id, parent, row.name, tuple(lines)))
    return tuple(nodes)


def unit_nodes(
    units: Iterable[UnitRow],
    posts: Iterable[PostRow],
    *,
    show: Show = Show.NAME,
    short_names: bool = False,
    root_id: int | None = None,
) -> tuple[ChartNode, ...]:
    """The units as a tree. 各成员单位 and the like are no units and stay out."""
    rows = [row for row in units if row.kind is not UnitKind.COLLECTIVE]
    kept = _below(rows, root_id)
    by_unit: dict[int, list[PostRow]] = defaultdict(list)
    for post in posts:
        if post.unit_id is not None:
            by_unit[post.unit_id].append(post)
    nodes = []
    for row in rows:
        if row.id not in kept:
            continue
        own = [] if show is Show.NAME else by_unit.get(row.id, [])
        shown = own if show is Show.SEATS else own[:1]
        lines = tuple(BoxLine(post.title, post.holder or VACANT) for post in shown)
        parent = row.parent_id if row.parent_id in kept and row.id != root_id else None
        nodes.append(ChartNode(row.id, parent, (row.short_name if short_names else "") or row.name, lines))
    return tuple(nodes)


def _below(rows: Sequence[GroupRow | UnitRow], root_id: int | None) -> Collection[int]:
    parents = {row.id: row.parent_id for row in rows}
    if root_id is None:
        return parents.keys()
    return set(branch(parents, [root_id])) if root_id in parents else ()


def _seat_lines(seats: Iterable[SeatRow], posts: bool, names: Mapping[int, str]) -> list[BoxLine]:
    """A line for each role with all who hold it, or (`posts`) a line for each person; equal roles say so once."""
    lines: list[BoxLine] = []
    last = ""
    for seat in seats:
        words = seat.role_words
        unit = (names.get(seat.unit_id) if seat.unit_id is not None else "") or seat.unit
        who = seat.person or (unit if seat.unit_id is not None else "") or VACANT
        if posts:
            post = seat.post if seat.person else ""
            who = f"{who[0]}　{who[1]}" if post and len(who) == 2 else who  # as lists of names are set
            lines.append(BoxLine("" if words == last else words, f"{who}　{post}" if post else who))
        elif words == last:
            lines[-1] = BoxLine(words, f"{lines[-1].text}、{who}")
        else:
            lines.append(BoxLine(words, who))
        last = words
    return lines
