"""Tables of the organisation. Units, people and posts are shared by all campaigns; groups belong to one."""

from sqlalchemy import Boolean, ForeignKey, Index, String, UniqueConstraint
from sqlalchemy.orm import Mapped, mapped_column

from models.base import Choice, Day, OptionalReference, Record, Reference, Words
from models.org.terms import AliasKind, GroupKind, SeatRole, UnitKind


class Campaign(Record):
    """专项工作, 创建活动: one piece of work with its own groups, phases and tasks."""

    __tablename__ = "campaign"

    name: Mapped[str] = mapped_column(String)
    year: Mapped[int | None]
    year_end: Mapped[int | None]
    lead_unit_id: Mapped[OptionalReference] = mapped_column(ForeignKey("unit.id"))
    first_unit_leads: Mapped[bool] = mapped_column(Boolean, default=False)  # 列第一位的为牵头单位
    responsible_leads: Mapped[bool] = mapped_column(Boolean, default=True)  # 无牵头单位的，责任单位即为牵头单位
    position: Mapped[int] = mapped_column(default=0)
    note: Mapped[Words]


class Unit(Record):
    """单位 in the official order (官方序列); `valid_to` is exclusive; a merged unit names its successor."""

    __tablename__ = "unit"
    __table_args__ = (Index("ix_unit_parent_id_position", "parent_id", "position"),)

    parent_id: Mapped[OptionalReference] = mapped_column(ForeignKey("unit.id"))
    position: Mapped[int] = mapped_column(default=0)
    name: Mapped[str] = mapped_column(String, index=True)
    short_name: Mapped[Words]
    kind: Mapped[UnitKind] = mapped_column(Choice(UnitKind), default=UnitKind.DEPARTMENT)
    pinyin: Mapped[Words]
    initials: Mapped[Words]
    valid_from: Mapped[Day]
    valid_to: Mapped[Day]
    successor_id: Mapped[OptionalReference] = mapped_column(ForeignKey("unit.id"))
    note: Mapped[Words]


class UnitAlias(Record):
    """Another name of a unit: one used in papers, or one it bore before `valid_to`."""

    __tablename__ = "unit_alias"
    __table_args__ = (UniqueConstraint("unit_id", "name"),)

    unit_id: Mapped[Reference] = mapped_column(ForeignKey("unit.id"))
    name: Mapped[str] = mapped_column(String, index=True)
    kind: Mapped[AliasKind] = mapped_column(Choice(AliasKind), default=AliasKind.ALIAS)
    valid_to: Mapped[Day]


class Person(Record):
    """人员. Two people of one name are two rows."""

    __tablename__ = "person"

    name: Mapped[str] = mapped_column(String, index=True)
    pinyin: Mapped[Words]
    initials: Mapped[Words]
    phone: Mapped[Words]
    note: Mapped[Words]


class Post(Record):
    """岗位: a title at a unit (or at none); it outlives its holders."""

    __tablename__ = "post"

    unit_id: Mapped[OptionalReference] = mapped_column(ForeignKey("unit.id"))
    title: Mapped[str] = mapped_column(String)
    position: Mapped[int] = mapped_column(default=0)


class Tenure(Record):
    """Who holds a post from when to when (`valid_to` exclusive)."""

    __tablename__ = "tenure"

    post_id: Mapped[Reference] = mapped_column(ForeignKey("post.id"))
    person_id: Mapped[Reference] = mapped_column(ForeignKey("person.id"))
    valid_from: Mapped[Day]
    valid_to: Mapped[Day]


class Group(Record):
    """领导小组, 指挥部, 专业组, 专班 of one campaign, a tree."""

    __tablename__ = "org_group"

    campaign_id: Mapped[Reference] = mapped_column(ForeignKey("campaign.id"))
    parent_id: Mapped[OptionalReference] = mapped_column(ForeignKey("org_group.id"))
    position: Mapped[int] = mapped_column(default=0)
    name: Mapped[str] = mapped_column(String)
    kind: Mapped[GroupKind] = mapped_column(Choice(GroupKind), default=GroupKind.SPECIALIST)
    lead_unit_id: Mapped[OptionalReference] = mapped_column(ForeignKey("unit.id"))
    duty: Mapped[Words]


class Seat(Record):
    """A role in a group held by a post, a person or a unit; it may be empty. `wording` is the role as written."""

    __tablename__ = "seat"

    group_id: Mapped[Reference] = mapped_column(ForeignKey("org_group.id"))
    position: Mapped[int] = mapped_column(default=0)
    role: Mapped[SeatRole] = mapped_column(Choice(SeatRole), default=SeatRole.MEMBER)
    wording: Mapped[Words]
    post_id: Mapped[OptionalReference] = mapped_column(ForeignKey("post.id"))
    person_id: Mapped[OptionalReference] = mapped_column(ForeignKey("person.id"))
    unit_id: Mapped[OptionalReference] = mapped_column(ForeignKey("unit.id"))
    post_text: Mapped[Words]
    valid_from: Mapped[Day]
    valid_to: Mapped[Day]
    note: Mapped[Words]


