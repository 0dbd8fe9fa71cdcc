"""通讯录: two rows for each unit, who answers for it and who keeps in touch; phones are shown, they are its subject."""

from collections.abc import Sequence
from dataclasses import replace

from sqlalchemy.orm import Session

from models.errors import Refusal
from models.org.queries.contacts import ContactRow, contacts
from models.org.queries.units import units
from models.org.terms import ContactRole, UnitKind
from models.papers.offer import Asked, Kind, Made, Offer, Option, Setting
from models.papers.sheet import Align, Column, Profile, Row, Sheet

_TITLE = "通讯录"
_SMALL = 10.0
_PROFILE = Profile(
    landscape=False, margins=(25.0, 18.0, 20.0, 20.0), title_size=22.0, body_size=11.0, heading_size=11.0
)


def _units(session: Session, asked: Asked) -> tuple[Option, ...]:
    """Units in use on the day, in the official order; collective names (各区) answer no phone."""
    rows = units(session, day=asked.day)
    return tuple(Option(row.id, row.name, row.depth) for row in rows if row.kind is not UnitKind.COLLECTIVE)


def _roles(session: Session, asked: Asked) -> tuple[Option, ...]:
    return (Option("", "负责人和联络员"), *(Option(role.value, f"只要{role.label}") for role in ContactRole))


def _make(session: Session, asked: Asked) -> Made:
    wanted = asked.get("units")
    listed = tuple(option.value for option in _units(session, asked)) if wanted is None else wanted
    rows = contacts(session, day=asked.day, also=listed if asked.get("blank") else ())
    role = asked.get("role")
    kept = [row for row in rows if (wanted is None or row.unit_id in wanted) and (not role or row.role.value == role)]
    if not kept:
        raise Refusal(
            "选中的单位还没有联系人，没有可打印的内容。",
            "请先在“组织”页的通讯录里登记，或勾选“没有联系人的单位也列出”。",
        )
    email = bool(asked.get("email"))
    return (
        Sheet(
            title=asked.get("title", "").strip() or _TITLE,
            columns=_columns(email),
            rows=tuple(_row(kept, index, number) for number, index in _numbered(kept)),
            date=f"{asked.day.year}年{asked.day.month}月{asked.day.day}日",
            mark=asked.get("mark", "").strip(),
            row_mm=8.0,
            name=_TITLE,
            profile=_fitting(asked.profile) if email else asked.profile,
        ),
    )


def _fitting(profile: Profile) -> Profile:
    """A letter in which an address has room on upright paper, unless the user chose one."""
    if profile.landscape or profile.body_size != _PROFILE.body_size:
        return profile
    return replace(profile, body_size=_SMALL, heading_size=_SMALL)


def _columns(email: bool) -> tuple[Column, ...]:
    columns = (
        Column("no", "序号", 3.0, merge=1),
        Column("unit", "单位", 7.0 if email else 8.5, merge=1),
        Column("role", "类别", 4.0, merge=2),
        Column("person", "姓名", 4.0),
        Column("post", "职务", 6.2 if email else 8.6, Align.LEFT),
        Column("office", "办公电话", 7.2),
        Column("phone", "手机", 6.8),
    )
    return (*columns, Column("email", "邮箱", 10.6, Align.LEFT)) if email else columns


def _numbered(rows: Sequence[ContactRow]) -> list[tuple[int, int]]:
    """The number of its unit, and the index, of each row."""
    order = {unit_id: number for number, unit_id in enumerate(dict.fromkeys(row.unit_id for row in rows), 1)}
    return [(order[row.unit_id], index) for index, row in enumerate(rows)]


def _row(rows: Sequence[ContactRow], index: int, number: int) -> Row:
    row = rows[index]
    goes_on = index + 1 < len(rows) and rows[index + 1].unit_id == row.unit_id
    cells = {
        "no": str(number),
        "unit": row.unit,
        "role": row.role.label,
        "person": row.person,
        "post": row.post,
        "office": row.office_phone,
        "phone": row.phone,
        "email": row.email,
    }
    return Row(cells, (str(row.unit_id), f"{row.unit_id}/{row.role.value}"), keep=goes_on)


OFFER = Offer(
    "contacts",
    _TITLE,
    "card-account-phone-outline",
    _make,
    settings=(
        Setting("units", "单位", Kind.PICKS, None, _units),
        Setting("role", "人员", Kind.CHOICE, "", _roles),
        Setting("blank", "没有联系人的单位也列出", Kind.BOOL, False, note="空着，供手工填写"),
        Setting("email", "邮箱栏", Kind.BOOL, False, note="加了邮箱栏，横向更宽松"),
        Setting("mark", "附件号", Kind.TEXT, "", note="例如：附件2"),
        Setting("title", "标题", Kind.TEXT, "", note=f"不填就是“{_TITLE}”"),
    ),
    profile=_PROFILE,
    note="每个单位两行：负责人、联络员的姓名、职务和电话。",
)
