"""Columns of the tables of the page 组织, and the readings of pasted cells."""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass
from datetime import date
from typing import Any, TypeVar

from models.blocks import number_reader
from models.errors import Refusal
from models.org.actions.pasting import read_unit_kind
from models.org.queries import CampaignRow, PersonRow, UnitRow
from models.org.rules import clean_name, last_day, split_names, why_no_email, why_no_phone
from models.org.terms import GroupKind, SeatRole, TenureKind, UnitKind
from models.words import Labelled
from ui.tables.cells import Column
from ui.tables.editors import ChoiceEditor, CompleterEditor, NumberEditor, Option, TextEditor

Choices = Callable[[Any], Sequence[Option]]
Readings = Mapping[str, tuple[str, Callable[[str], Any]]]


@dataclass(frozen=True, slots=True)
class UnitLine:
    """A unit as the table shows it: the row and how many tasks of the campaign in hand name it."""

    id: int
    parent_id: int | None
    row: UnitRow
    tasks: int


W = TypeVar("W", bound=Labelled)


def word_of(words: type[W], value: object) -> W:
    """The word that an editor gives back as its bare value."""
    return next(word for word in words if word == value)


def unit_kinds(row: Any) -> tuple[Option, ...]:
    return tuple(Option(kind, kind.label) for kind in UnitKind)


def group_kinds(row: Any) -> tuple[Option, ...]:
    return tuple(Option(kind, kind.label) for kind in GroupKind)


ROLE_WORDS = (
    "组长",
    "常务副组长",
    "副组长",
    "成员",
    "指挥长",
    "常务副指挥长",
    "副指挥长",
    "办公室主任",
    "办公室副主任",
    "工作人员",
    "联络员",
    "召集人",
)


def role_words(row: Any) -> tuple[Option, ...]:
    return tuple(Option(word, word) for word in ROLE_WORDS)


def role_options() -> tuple[Option, ...]:
    return tuple(Option(role, role.label) for role in SeatRole)


def unit_columns() -> tuple[Column, ...]:
    """全称 in the tree, short and other names, kind, what the unit carries."""
    return (
        Column(
            "name",
            "全称",
            lambda line: line.row.name,
            width=190,
            stretch=True,
            editor=TextEditor(),
            faded=lambda line: line.row.valid_to is not None and line.row.valid_to <= date.today(),
            note=_unit_end,
            tooltip=_unit_tooltip,
        ),
        Column("short_name", "简称", lambda line: line.row.short_name, width=96, editor=TextEditor()),
        Column(
            "kind",
            "类别",
            lambda line: line.row.kind.label,
            width=112,
            editor=ChoiceEditor(unit_kinds),
            value=lambda line: line.row.kind,
            sort=lambda line: list(UnitKind).index(line.row.kind),
        ),
        Column("parent", "上级", lambda line: line.row.parent, width=120, hidden=True),
        Column(
            "aliases",
            "别名",
            lambda line: "、".join(line.row.aliases),
            width=110,
            editor=TextEditor(),
            tooltip=lambda line: (
                "文件里还怎么称呼它，用顿号分开" if not line.row.aliases else "、".join(line.row.aliases)
            ),
        ),
        Column("former", "原名", lambda line: "、".join(old.name for old in line.row.former), width=110, muted=True),
        Column(
            "tasks",
            "任务",
            lambda line: str(line.tasks) if line.tasks else "",
            width=48,
            align="right",
            sort=lambda line: line.tasks,
        ),
        Column(
            "seats",
            "席位",
            lambda line: str(line.row.seats) if line.row.seats else "",
            width=48,
            align="right",
            sort=lambda line: line.row.seats,
        ),
        Column("note", "备注", lambda line: line.row.note, width=120, editor=TextEditor(), hidden=True),
    )


UNIT_READINGS: Readings = {
    "name": ("全称", clean_name),
    "short_name": ("简称", clean_name),
    "kind": ("类别", read_unit_kind),
    "aliases": ("别名", split_names),
    "note": ("备注", str),
}


PHONE_HIDDEN = "电话已隐藏，点右上的眼睛“显示电话”后查看和修改。"
Phone = Callable[[str], str]  # a phone as it may be shown now


def phone_column(
    key: str,
    heading: str,
    phone: Phone,
    *,
    can_edit: bool = True,
    only: Callable[[Any], bool] | None = None,
    **more: Any,
) -> Column:
    """A column of phones: hidden and not to be typed over until somebody asks to see them; `only(row)` has any."""
    return Column(
        key,
        heading,
        lambda row: phone(getattr(row, key)),
        editor=TextEditor() if can_edit else None,
        value=lambda row: getattr(row, key),
        sort=lambda row: getattr(row, key),
        can_edit=lambda row: phone(getattr(row, key)) == getattr(row, key) and (only is None or only(row)),
        tooltip=lambda row: getattr(row, key) if phone(getattr(row, key)) == getattr(row, key) else PHONE_HIDDEN,
        **more,
    )


def person_columns(phone: Phone) -> tuple[Column, ...]:
    """Name, posts held today, phones, seats."""
    return (
        Column(
            "name",
            "姓名",
            lambda row: row.name,
            width=88,
            editor=TextEditor(),
            sort=lambda row: (row.pinyin, row.id),
        ),
        Column(
            "posts",
            "岗位",
            lambda row: "、".join(post.words for post in row.posts),
            width=220,
            stretch=True,
            tooltip=lambda row: "\n".join(post.words for post in row.posts),
        ),
        phone_column("phone", "电话", phone, width=110),
        phone_column("office_phone", "办公电话", phone, width=116),
        Column("email", "邮箱", lambda row: row.email, width=150, editor=TextEditor(), hidden=True),
        Column(
            "seats",
            "席位",
            lambda row: "、".join(row.seats),
            width=180,
            tooltip=lambda row: "\n".join(row.seats),
        ),
        Column("note", "备注", lambda row: row.note, width=120, editor=TextEditor(), hidden=True),
    )


def read_phone(text: str) -> str:
    """A phone of a pasted cell."""
    refusal = why_no_phone(text)
    if refusal:
        raise refusal
    return clean_name(text)


def read_email(text: str) -> str:
    """An e-mail address of a pasted cell."""
    refusal = why_no_email(text)
    if refusal:
        raise refusal
    return clean_name(text)


PERSON_READINGS: Readings = {
    "name": ("姓名", clean_name),
    "phone": ("电话", read_phone),
    "office_phone": ("办公电话", read_phone),
    "email": ("邮箱", read_email),
    "note": ("备注", str),
}


def post_columns(people: Choices) -> tuple[Column, ...]:
    """Unit, title, who holds it today."""
    return (
        Column("unit", "单位", lambda row: row.unit, width=220, stretch=True),
        Column("title", "职务", lambda row: row.title, width=180, editor=TextEditor()),
        Column(
            "holder",
            "现任",
            lambda row: row.holder,
            width=160,
            editor=CompleterEditor(people),
            required=lambda row: True,
            note=lambda row: "" if row.kind in (None, TenureKind.REGULAR) else row.kind.label,
            tooltip=lambda row: f"{row.away}保留岗位" if row.away else "",
        ),
    )


POST_READINGS: Readings = {"title": ("职务", clean_name)}


def group_columns(units: Choices) -> tuple[Column, ...]:
    """Groups as a tree with kind, lead unit and seats."""
    return (
        Column("name", "名称", lambda row: row.name, width=240, stretch=True, editor=TextEditor()),
        Column(
            "kind",
            "类别",
            lambda row: row.kind.label,
            width=92,
            editor=ChoiceEditor(group_kinds),
            value=lambda row: row.kind,
        ),
        Column(
            "lead_unit_id",
            "牵头单位",
            lambda row: row.lead_unit,
            width=180,
            editor=CompleterEditor(units),
            required=lambda row: row.kind in (GroupKind.SPECIALIST, GroupKind.TASKFORCE),
        ),
        Column(
            "seats",
            "席位",
            lambda row: str(row.seats) if row.seats else "",
            width=60,
            align="right",
            sort=lambda row: row.seats,
            tooltip=lambda row: f"连同下级共 {row.all_seats} 个" if row.all_seats > row.seats else "",
        ),
        Column("duty", "职责", lambda row: row.duty, width=160, editor=TextEditor(multiline=True)),
    )


GROUP_READINGS: Readings = {"name": ("名称", clean_name), "duty": ("职责", str)}


def seat_columns(people: Choices, units: Choices, phone: Phone) -> tuple[Column, ...]:
    """Number, role as written, who sits there, the post as written, the unit."""
    return (
        Column("number", "序", lambda row: str(row.number), width=40, align="right", sort=lambda row: row.number),
        Column(
            "wording",
            "角色",
            lambda row: row.role_words,
            width=112,
            editor=CompleterEditor(role_words),
            sort=lambda row: (list(SeatRole).index(row.role), row.number),
        ),
        Column(
            "person",
            "姓名",
            lambda row: row.person or ("待定" if row.is_empty else ""),
            width=96,
            editor=CompleterEditor(people),
            value=lambda row: row.person,
            tooltip=lambda row: "随岗位的现任" if row.via_post else "",
        ),
        Column(
            "post_text",
            "职务",
            lambda row: row.post,
            width=200,
            stretch=True,
            tooltip=lambda row: row.post,
            editor=TextEditor(),
            value=lambda row: row.post,
        ),
        Column("unit", "单位", lambda row: row.unit, width=150, editor=CompleterEditor(units)),
        phone_column("phone", "电话", phone, can_edit=False, width=106),
        Column("note", "备注", lambda row: row.note, width=100, editor=TextEditor(), hidden=True),
    )


SEAT_READINGS: Readings = {
    "wording": ("角色", clean_name),
    "post_text": ("职务", clean_name),
    "note": ("备注", str),
}


def campaign_columns(units: Choices) -> tuple[Column, ...]:
    """Name, years, lead unit, counts; the rules are in the inspector."""
    return (
        Column("name", "名称", lambda row: row.name, width=260, stretch=True, editor=TextEditor()),
        Column("year", "年度", _year_of("year"), width=64, align="right", editor=NumberEditor(0)),
        Column("year_end", "截止年度", _year_of("year_end"), width=84, align="right", editor=NumberEditor(0)),
        Column("lead_unit_id", "牵头单位", lambda row: row.lead_unit, width=180, editor=CompleterEditor(units)),
        Column("groups", "小组", lambda row: str(row.groups), width=56, align="right", sort=lambda row: row.groups),
        Column("seats", "席位", lambda row: str(row.seats), width=56, align="right", sort=lambda row: row.seats),
    )


CAMPAIGN_READINGS: Readings = {
    "name": ("名称", clean_name),
    "year": ("年度", number_reader(1949, 2199)),
    "year_end": ("截止年度", number_reader(1949, 2199)),
}


def words_of_unit(line: UnitLine) -> str:
    """What the filter looks through besides the columns."""
    row = line.row
    return f"{row.pinyin} {row.initials} {row.note} {' '.join(old.name for old in row.former)}"


def words_of_person(row: PersonRow) -> str:
    return f"{row.pinyin} {row.initials} {row.phone} {row.office_phone} {row.email}"


def whole_number(value: object) -> int | None:
    """What a number editor gives back as a whole number. Refusal when it is none."""
    if value in (None, ""):
        return None
    try:
        return int(str(value))
    except ValueError:
        raise Refusal(f"“{value}”不是整数。", "请只写数字。") from None


def read_day(value: object) -> date | None:
    """What a date field gives back as a day. Refusal when it could not be read."""
    if value is None or isinstance(value, date):
        return value
    raise Refusal(f"“{str(value)[:12]}”不是日期。", "请写成 2026-05-31 或 5月31日。")


def _unit_end(line: UnitLine) -> str:
    if line.row.valid_to is None:
        return ""
    if line.row.successor:
        return f"{line.row.valid_to} 并入{line.row.successor}"
    return f"{last_day(line.row.valid_to)} 止"


def _unit_tooltip(line: UnitLine) -> str:
    row = line.row
    parts = [row.name]
    if row.former:
        parts.append("原名：" + "、".join(old.name for old in row.former))
    if row.successor:
        parts.append(f"已并入：{row.successor}")
    return "\n".join(parts)


def _year_of(key: str) -> Callable[[CampaignRow], str]:
    def text(row: CampaignRow) -> str:
        value = getattr(row, key)
        return "" if value is None else str(value)

    return text
