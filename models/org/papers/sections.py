"""Groups as an official list shows them: one section each, its office behind it, seats in the order of their roles."""

from dataclasses import dataclass, replace
from datetime import date

from sqlalchemy.orm import Session

from models.errors import Refusal
from models.org.queries.groups import groups, seats
from models.org.queries.people import people
from models.org.queries.rows import GroupRow, SeatRow
from models.org.terms import GroupKind, SeatRole

ORDER = (
    SeatRole.HEAD,
    SeatRole.CONVENER,
    SeatRole.EXECUTIVE_DEPUTY,
    SeatRole.DEPUTY,
    SeatRole.MEMBER,
    SeatRole.DIRECTOR,
    SeatRole.DEPUTY_DIRECTOR,
    SeatRole.STAFF,
    SeatRole.LIAISON,
)
"""Roles as official lists order them."""
_OF_THE_OFFICE = frozenset((SeatRole.DIRECTOR, SeatRole.DEPUTY_DIRECTOR, SeatRole.STAFF))
_OFFICE = "办公室"


@dataclass(frozen=True, slots=True)
class ListedSeat:
    """One line of the list; `name` is empty for a unit's seat and a vacant one."""

    role: str
    name: str
    post: str
    phone: str


@dataclass(frozen=True, slots=True)
class Section:
    """The people of one group, or (`is_main` false) of the office that belongs to the section before."""

    group_id: int
    name: str
    duty: str
    is_main: bool
    seats: tuple[ListedSeat, ...]


@dataclass(frozen=True, slots=True)
class Sections:
    """The sections in order; `parts` holds each main one with its office."""

    sections: tuple[Section, ...]
    parts: tuple[tuple[Section, ...], ...]
    tops: dict[int, str]
    title_of_all: str

    def title_of(self, section: Section) -> str:
        """The name of a group as a title: that of the top group stands over it."""
        top = self.tops.get(section.group_id, "")
        return f"{top}\n{section.name}" if top and top not in section.name else section.name


def sections_of(
    session: Session, *, campaign_id: int, day: date, group_id: int | None, below: bool, vacant: bool
) -> Sections:
    """The groups of a campaign (or one, with `below` those under it) as of `day`. Refuses when there are none.

    A group of kind 办公室 stands behind the group it belongs to, as do the seats 办公室主任, 副主任 and 工作人员 of a
    group that is none itself. `vacant` lists seats that nobody holds.
    """
    rows = groups(session, campaign_id=campaign_id, day=day)
    if not rows:
        raise Refusal("还没有小组，没有可打印的内容。", "请先在“组织”页建立领导小组、专业组。")
    chosen = _chosen(rows, group_id, below)
    listed = _seats(session, campaign_id, day, vacant)
    parts: list[list[Section]] = []
    shown = {row.id for row in chosen}
    for row in chosen:
        found = _split(
            row, listed.get(row.id, ()), is_main=not (row.kind is GroupKind.OFFICE and row.parent_id in shown)
        )
        if found[0].is_main or not parts:
            parts.append(found)
        else:
            parts[-1] += found
    filled = tuple(tuple(kept) for part in parts if (kept := [section for section in part if section.seats]))
    filled = tuple((replace(part[0], is_main=True), *part[1:]) for part in filled)
    return Sections(
        sections=tuple(section for part in filled for section in part),
        parts=filled,
        tops=_tops(rows),
        title_of_all=_title_of_all(rows, chosen),
    )


def _chosen(rows: tuple[GroupRow, ...], group_id: int | None, below: bool) -> list[GroupRow]:
    """The groups asked for, each office right behind its group."""
    if group_id is None:
        kept = list(rows)
    else:
        under = {group_id}
        for row in rows:
            if row.parent_id in under and (below or (row.parent_id == group_id and row.kind is GroupKind.OFFICE)):
                under.add(row.id)
        kept = [row for row in rows if row.id in under]
    if not kept:
        raise Refusal("选中的小组已不存在。", "请另选一个小组。")
    ordered: list[GroupRow] = []
    ids = {row.id for row in kept}
    for row in kept:
        if row.kind is not GroupKind.OFFICE or row.parent_id not in ids:
            ordered.append(row)
            ordered += [office for office in kept if office.kind is GroupKind.OFFICE and office.parent_id == row.id]
    return ordered


def _split(row: GroupRow, listed: tuple[tuple[SeatRole, ListedSeat], ...], *, is_main: bool) -> list[Section]:
    """A group's own section, and one for its office where the group has such seats."""
    if row.kind is GroupKind.OFFICE or not any(role is SeatRole.DIRECTOR for role, _ in listed):
        return [Section(row.id, row.name, row.duty, is_main, tuple(seat for _, seat in listed))]
    own = tuple(seat for role, seat in listed if role not in _OF_THE_OFFICE)
    office = tuple(seat for role, seat in listed if role in _OF_THE_OFFICE)
    return [Section(row.id, row.name, row.duty, is_main, own), Section(row.id, _OFFICE, "", False, office)]


def _seats(
    session: Session, campaign_id: int, day: date, vacant: bool
) -> dict[int, tuple[tuple[SeatRole, ListedSeat], ...]]:
    found = seats(session, campaign_id=campaign_id, day=day)
    posts: dict[int, str] = {}
    if any(seat.person_id is not None and not seat.post for seat in found):
        posts = {person.id: person.posts[0].words for person in people(session, day=day) if person.posts}
    by_group: dict[int, list[SeatRow]] = {}
    for seat in found:
        if vacant or not seat.is_empty:
            by_group.setdefault(seat.group_id, []).append(seat)
    return {
        group_id: tuple(
            (seat.role, _listed(seat, posts)) for seat in sorted(listed, key=lambda seat: ORDER.index(seat.role))
        )
        for group_id, listed in by_group.items()
    }


def _listed(seat: SeatRow, posts: dict[int, str]) -> ListedSeat:
    role = seat.role_words
    if seat.role in _OF_THE_OFFICE and role.startswith(_OFFICE) and len(role) > len(_OFFICE):
        role = role.removeprefix(_OFFICE)
    held = posts.get(seat.person_id, "") if seat.person_id is not None else ""
    return ListedSeat(role, seat.person, seat.post or held or seat.unit, seat.phone)


def _tops(rows: tuple[GroupRow, ...]) -> dict[int, str]:
    """The name of the top group over each group below it."""
    by_id = {row.id: row for row in rows}
    found: dict[int, str] = {}
    for row in rows:  # parents come first
        if row.parent_id is not None:
            found[row.id] = found.get(row.parent_id) or by_id[row.parent_id].name
    return found


def _title_of_all(rows: tuple[GroupRow, ...], chosen: list[GroupRow]) -> str:
    """云溪市创建国家卫生城市指挥部及各专业组, as the groups are."""
    first = chosen[0]
    kinds = [row.kind for row in chosen[1:] if row.kind is not GroupKind.OFFICE]
    if first.parent_id is not None or any(row.depth <= first.depth for row in chosen[1:]) or not kinds:
        return _common(rows, chosen)
    usual = max(set(kinds), key=kinds.count)
    return f"{first.name}及各{usual.label if set(kinds) == {usual} else '工作组'}"


def _common(rows: tuple[GroupRow, ...], chosen: list[GroupRow]) -> str:
    """Several groups side by side have no name in common."""
    tops = _tops(rows)
    over = {tops.get(row.id, row.name) for row in chosen}
    return f"{over.pop()}各小组" if len(over) == 1 else "各小组"
