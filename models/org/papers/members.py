"""组成人员名单: who sits in a group, or in all groups of a campaign, in the layout of an official annex."""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass, replace

from sqlalchemy.orm import Session

from models.errors import Refusal
from models.org.papers.sections import Section, sections_of
from models.org.papers.spacing import spaced_name, spaced_role, width_for
from models.org.queries.groups import groups
from models.org.rules import masked
from models.papers.offer import Asked, Kind, Made, Offer, Option, Setting
from models.papers.sheet import PT_PER_MM, Align, Column, Profile, Row, Sheet
from models.papers.texts import em_width

CONTINUED, APART = "continued", "apart"
_NUMERALS = "一二三四五六七八九"
_TITLE = "组成人员名单"
_SIZE, _LEADING = 16.0, 0.8
_TIGHT, _ROW_MM = 0.42, 10.0
"""Leading inside the cells of a table, and the least height of its rows."""
_WIDEST_ROLE = 4.0
"""Em of a role in a table; longer ones take two lines there and leave the room to the post."""
_PROFILE = Profile(
    landscape=False,
    margins=(37.0, 26.0, 35.0, 28.0),
    title_size=22.0,
    body_size=_SIZE,
    heading_size=_SIZE,
    note_size=14.0,
    leading=_LEADING,
)
"""GB/T 9704: text block 156 × 225 mm, title 2号, body 3号, about 22 lines a page."""


@dataclass(frozen=True, slots=True)
class _Look:
    """What the user set."""

    lines: bool
    phone: bool
    phones_shown: bool
    duty: bool
    profile: Profile


def _groups(session: Session, asked: Asked) -> tuple[Option, ...]:
    if asked.campaign_id is None:
        return ()
    rows = groups(session, campaign_id=asked.campaign_id, day=asked.day)
    return tuple(Option(row.id, row.name, row.depth) for row in rows)


def _ways(session: Session, asked: Asked) -> tuple[Option, ...]:
    return (Option(CONTINUED, "接着往下排"), Option(APART, "每组另起一页"))


def _make(session: Session, asked: Asked) -> Made:
    assert asked.campaign_id is not None, "the offer needs a campaign"
    found = sections_of(
        session,
        campaign_id=asked.campaign_id,
        day=asked.day,
        group_id=asked.get("group"),
        below=bool(asked.get("below")),
        vacant=bool(asked.get("vacant")),
    )
    if not any(section.seats for section in found.sections):
        raise Refusal("选中的小组还没有成员，没有可打印的内容。", "请先在“组织”页给小组添加席位，或换一个小组。")
    look = _Look(
        lines=bool(asked.get("lines")),
        phone=bool(asked.get("phone_column")),
        phones_shown=asked.phones,
        duty=bool(asked.get("duty")),
        profile=asked.profile,
    )
    mark = asked.get("mark", "").strip()
    title = asked.get("title", "").strip()
    if asked.get("way") == APART and len(found.parts) > 1:
        return tuple(
            _sheet(part, _balanced(found.title_of(part[0]) + _TITLE, look.profile), mark if number == 0 else "", look)
            for number, part in enumerate(found.parts)
        )
    usual = found.title_of(found.parts[0][0]) if len(found.parts) == 1 else found.title_of_all
    return (_sheet(found.sections, title or _balanced(usual + _TITLE, look.profile), mark, look),)


def _sheet(sections: Sequence[Section], title: str, mark: str, look: _Look) -> Sheet:
    rows = tuple(_rows(sections, look))
    return Sheet(
        title=title,
        columns=_columns(rows, look),
        rows=rows,
        mark=mark,
        lines=look.lines,
        row_mm=_ROW_MM if look.lines else 0.0,
        name=sections[0].name,
        empty_text="还没有成员",
        profile=replace(look.profile, leading=_TIGHT) if look.lines else look.profile,
    )


def _rows(sections: Sequence[Section], look: _Look) -> Iterator[Row]:
    main = sum(section.is_main for section in sections)
    number = 0
    for place, section in enumerate(sections):
        number += section.is_main
        heading = f"{numeral(number)}、{section.name}" if section.is_main and main > 1 else section.name
        if place or main > 1:
            yield Row({}, strong=True, over=heading)
        if look.duty and section.duty:
            yield Row({}, over=f"主要职责：{section.duty}", keep=True)
        yield from _people(section, place, look)


def _people(section: Section, place: int, look: _Look) -> Iterator[Row]:
    width = width_for([seat.role for seat in section.seats])
    before = ""
    for index, seat in enumerate(section.seats):
        label = seat.role if look.lines else spaced_role(seat.role, width) + "："
        cells = {
            "role": label if look.lines or seat.role != before else "",
            "name": spaced_name(seat.name),
            "post": seat.post,
            "phone": (seat.phone if look.phones_shown else masked(seat.phone)) if look.phone else "",
        }
        # A heading or a first name alone at the foot of a page would look torn off.
        yield Row(cells, (f"{place}/{seat.role}",), keep=index == 0 and len(section.seats) > 1)
        before = seat.role


def _columns(rows: Sequence[Row], look: _Look) -> tuple[Column, ...]:
    """Role and name as wide as they need, the post takes the rest; in em of the body."""
    inner_mm = look.profile.size_mm[0] - look.profile.margins[1] - look.profile.margins[3]
    total = inner_mm * PT_PER_MM / look.profile.body_size

    def widest(key: str, least: float) -> float:
        return max([least, *(em_width(str(row.cells.get(key, ""))) for row in rows)])

    has_names = any(row.cells.get("name") for row in rows)
    align = Align.CENTER if look.lines else Align.LEFT
    longest = _WIDEST_ROLE if look.lines else total
    pad = 1.2
    columns = [Column("role", "角色", min(widest("role", 3.0), longest) + pad, align, merge=1 if look.lines else 0)]
    if has_names:
        columns.append(Column("name", "姓名", widest("name", 3.0) + (1.2 if look.lines else 1.6), align))
    phone = Column("phone", "联系电话", widest("phone", 4.0) + 1.2, align) if look.phone else None
    rest = total - sum(column.width for column in columns) - (phone.width if phone else 0.0)
    columns.append(Column("post", "单位及职务", max(rest, 6.0), Align.LEFT))
    return (*columns, phone) if phone else tuple(columns)


def _balanced(title: str, profile: Profile) -> str:
    """A title too long for one line breaks before its last words, not in the middle of one."""
    inner_mm = profile.size_mm[0] - profile.margins[1] - profile.margins[3]
    room = inner_mm * PT_PER_MM / profile.title_size
    last = title.rpartition("\n")[2]
    if em_width(last) <= room or not last.endswith(_TITLE):
        return title
    return f"{title.removesuffix(_TITLE)}\n{_TITLE}"


def numeral(number: int) -> str:
    """一, 十, 十二, 二十三."""
    tens, ones = divmod(number, 10)
    before = "" if tens == 0 else "十" if tens == 1 else f"{_NUMERALS[tens - 1]}十"
    return before + (_NUMERALS[ones - 1] if ones else "")


OFFER = Offer(
    "members",
    "组成人员名单",
    "account-group-outline",
    _make,
    settings=(
        Setting("group", "小组", Kind.PICK, None, _groups, "不选就是全部小组"),
        Setting("below", "连同下级小组", Kind.BOOL, False, note="选了一个小组时，把它下面的小组也印出来"),
        Setting("way", "几个小组", Kind.CHOICE, CONTINUED, _ways),
        Setting("mark", "附件号", Kind.TEXT, "", note="例如：附件1"),
        Setting("title", "标题", Kind.TEXT, "", note="不填就是小组名称加“组成人员名单”"),
        Setting("lines", "画表格线", Kind.BOOL, False, note="不画线时像公文附件那样排"),
        Setting("duty", "印出主要职责", Kind.BOOL, False),
        Setting("phone_column", "联系电话栏", Kind.BOOL, False),
        Setting("vacant", "空缺的席位也列出", Kind.BOOL, True),
    ),
    profile=_PROFILE,
    needs_campaign=True,
    note="领导小组、指挥部、专业组的组长、副组长、成员，按公文附件的样子排。",
)
